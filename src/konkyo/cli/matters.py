"""``konkyo matters``: who is responsible for what, which rights a matter has, its fees, what was dealt with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from konkyo.cli.desk import Unlocked, assignment, show_whole
from konkyo.cli.options import AsJson, day, talk_of
from konkyo.cli.portfolio import AsOf, Days
from konkyo.cli.show import rows_table
from konkyo.cli.talk import Talk
from konkyo.errors import NotFoundError, UsageError
from konkyo.records.documents import Document
from konkyo.records.register import FACTS, Matter, RegisteredRight
from konkyo.records.value import Value
from konkyo.render.facts import heading_or_name
from konkyo.workbench import Workbench
from konkyo.workflows.rights import RightFacts

matters_app = typer.Typer(help="Matters: people, rights, fees / 案件・担当者・権利", no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="Matter / 案件番号")]
By = Annotated[str, typer.Option("--by", help="Who says so: your name / 入力者の氏名")]
Title = Annotated[str | None, typer.Option("--title", help="Title / 件名")]
Responsible = Annotated[str | None, typer.Option("--responsible", help="Attorney; '' for nobody / 担当者")]
Clerk = Annotated[str | None, typer.Option("--clerk", help="Who keeps its dates / 期限管理担当")]
Reader = Annotated[str | None, typer.Option("--second-reader", help="Second reader / 二次確認者")]


class MatterList(Value):
    """``konkyo matters list --json``: matters and rights of the register."""

    matters: tuple[Matter, ...]
    rights: tuple[RegisteredRight, ...]


@matters_app.command("list")
def listed(context: typer.Context, as_json: AsJson = False) -> int:
    """Matters with their people and rights / 案件の一覧."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        register = bench.store.matters.all()
    rights = tuple(register.rights.values())
    talk.document(MatterList(matters=tuple(register.matters.values()), rights=rights))
    for matter in register.matters.values():
        _say(talk, matter)
        for right in rights:
            if right.matter_id == matter.matter_id:
                talk.line(f"    {_named(right)}")
    if not register.matters:
        talk.remark("案件はまだありません。次: konkyo matters add 案件番号 --responsible 氏名 --by 氏名",
                    "no matters yet. next: konkyo matters add ID --responsible NAME --by NAME")  # fmt: skip
    return 0


@matters_app.command("add")
def add(
    context: typer.Context, matter_id: Id, by: By, title: Title = None, responsible: Responsible = None,
    clerk: Clerk = None, second_reader: Reader = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Register a matter / 案件を登録する."""
    talk = talk_of(context, as_json=as_json)
    matter = _matter({"matter_id": matter_id, "title": title or ""}, responsible, clerk, second_reader)
    with Workbench.open(talk.workspace) as bench:
        bench.store.matters.add(matter, by=_name(by))
    _say(talk, matter)
    talk.document(matter)
    return 0


@matters_app.command("assign")
def assign(
    context: typer.Context, matter_id: Id, by: By, title: Title = None, responsible: Responsible = None,
    clerk: Clerk = None, second_reader: Reader = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Give a matter other people or another title / 担当者を変える."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        before = bench.store.matters.get(matter_id)
        plain = before.model_dump() | ({"title": title} if title is not None else {})
        matter = _matter(plain, responsible, clerk, second_reader)
        changed = bench.store.matters.change(matter, by=_name(by))
    _say(talk, matter)
    talk.document(matter)
    if not changed:
        talk.remark("変更はありません。", "nothing differs")
    return 0


@matters_app.command("rights")
def rights(
    context: typer.Context,
    matter_id: Id,
    office: Annotated[str | None, typer.Option("--office", help="JPO USPTO EPO PCT CNIPA KIPO DPMA / 官庁")] = None,
    right: Annotated[str, typer.Option("--right", help="patent utility_model design trademark / 権利")] = "patent",
    typed: Annotated[list[str] | None, typer.Option("--set", help="FACT=VALUE, typed / 入力する値")] = None,
    quoted: Annotated[list[str] | None, typer.Option("--quote", help="FACT=WORDS of the document / 引用")] = None,
    document: Annotated[str | None, typer.Option("--document", help="File, or its id's beginning / 書類")] = None,
    page: Annotated[int | None, typer.Option("--page", help="Where the words stand / 頁")] = None,
    right_id: Annotated[str | None, typer.Option("--id", help="A right that is registered / 権利の ID")] = None,
    by: Annotated[str, typer.Option("--by", help="Who says so: your name / 入力者の氏名")] = "",
    as_json: AsJson = False,
) -> int:
    """Show a matter's rights, or record facts of one, each with its source / 権利を表示・登録する."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        bench.store.matters.get(matter_id)
        if typed or quoted:
            known = bench.store.matters.right(right_id) if right_id else None
            said = RightFacts(
                office=known.office if known else office or _needs_office(),
                right=known.right if known else right,
                by=_name(by),
                typed=dict(assignment(text) for text in typed or ()),
                quoted=dict(assignment(text) for text in quoted or ()),
                document=_document(bench, document, matter_id) if document else None,
                page=page,
                right_id=right_id,
            )
            bench.matters.record_right(matter_id, said)
        found = [one for one in bench.store.matters.all().rights.values() if one.matter_id == matter_id]
    for one in found:
        _facts(talk, one)
    talk.document([one.model_dump(mode="json") for one in found])
    if not found:
        next_step = f"konkyo matters rights {matter_id} --office JPO --set registration_number=... --by NAME"
        talk.remark(f"権利はまだありません。次: {next_step}", f"no rights yet. next: {next_step}")
    return 0


@matters_app.command("propose")
def propose(context: typer.Context, matter_id: Id, days: Days = 90, as_of: AsOf = None, as_json: AsJson = False) -> int:
    """Lay the fees of the next days onto the approval desk; a person decides / 年金・維持料を期限案にする."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        report = bench.matters.propose_fees(matter_id, as_of=day(as_of), days=days)
    talk.document(report)
    if report.rows:
        talk.show(rows_table(talk, report.rows))
        talk.remark("次: konkyo inbox ID, konkyo approve ID", "next: konkyo inbox ID, konkyo approve ID")
    else:
        talk.remark("この期間に案にする年金・維持料はありません。", "no fee of these days can be proposed")
    return 0


@matters_app.command("done")
def done(
    context: typer.Context,
    proposal: Annotated[str, typer.Argument(help="An approved row / 承認済みの期限案の ID")],
    reason: Annotated[str, typer.Option("--reason", help="What was done; part of what is signed / 処理の内容")],
    on: Annotated[str | None, typer.Option("--on", help="The day it was done, YYYY-MM-DD; else today / 処理日")] = None,
    signer: Annotated[str | None, typer.Option("--as", help="Who signs, if several can / 署名者")] = None,
    as_json: AsJson = False,
) -> int:
    """Sign, with your passphrase, that an approved deadline was dealt with / 処理済みとして署名する."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        shown = bench.show(proposal)
        person = bench.signer(signer)
        show_whole(talk, shown)
        done_on = day(on) or bench.matters.today
        with Unlocked(talk, person) as sign:
            completion = bench.matters.complete(shown.row.row_id, person, sign, done_on=done_on, reason=reason)
    row_id = shown.row.row_id
    talk.line(talk.both(f"{person.name} が {row_id} を {done_on} に処理済みとしました。",
                        f"{row_id} was dealt with on {done_on}, signed by {person.name}."))  # fmt: skip
    talk.document(completion)
    return 0


def _matter(plain: Mapping[str, Any], responsible: str | None, clerk: str | None, second_reader: str | None) -> Matter:
    """A matter with the people given; None leaves one as it was, an empty name takes one away."""
    given = {"responsible": responsible, "clerk": clerk, "second_reader": second_reader}
    people = {role: " ".join(name.split()) or None for role, name in given.items() if name is not None}
    try:
        return Matter.model_validate(dict(plain) | people)
    except ValidationError:
        message = "a matter's id is one line of at most 64 characters and begins with no space, slash or backslash"
        raise UsageError(message, remedy="konkyo matters add P2024-001") from None


def _name(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        message = "whoever gives a fact says who they are"
        raise UsageError(message, remedy="--by NAME")
    return name


def _needs_office() -> str:
    message = "a right is registered at an office"
    raise UsageError(message, remedy="--office JPO USPTO EPO CNIPA KIPO DPMA PCT, or --id of a registered right")


def _document(bench: Workbench, named: str, matter_id: str) -> Document:
    """A document of the workspace by the beginning of its id or its name; a file is read into the matter first."""
    path = Path(named)
    if path.is_file():
        outcome = bench.ingest([path], matter=matter_id).files[0]
        return bench.store.documents.get(outcome.document_id or "")
    ids = {filing.document_id for filing in bench.store.documents.filings()}
    found = sorted(one for one in ids if one.startswith(named.lower()))
    if len(found) == 1:
        return bench.store.documents.get(found[0])
    message = "no file and no single document is called so"
    raise NotFoundError(message, remedy="give the path of the file, or more of the document's id")


def _say(talk: Talk, matter: Matter) -> None:
    roles = (("担当", "responsible", matter.responsible), ("期限管理", "docketing", matter.clerk),
             ("二次確認", "second reader", matter.second_reader))  # fmt: skip
    people = "  ".join(f"{talk.both(ja, en)}: {name}" for ja, en, name in roles if name)
    nobody = talk.both("担当者未定", "nobody assigned")
    talk.line("  ".join(part for part in (matter.matter_id, matter.title, people or nobody) if part))


def _named(right: RegisteredRight) -> str:
    numbers = " ".join(number for number in (right.application_number, right.registration_number) if number)
    return f"{right.right_id}  {right.office} {right.right} {numbers}"


def _facts(talk: Talk, right: RegisteredRight) -> None:
    """A right with each fact and where it comes from."""
    talk.line(_named(right))
    for name in FACTS:
        value = getattr(right, name)
        if value is None:
            continue
        source = right.sources[name]
        if source.quote is not None:
            where = f"{source.file} p. {source.quote.page} 「{source.quote.evidence_quote}」"
        else:
            where = talk.both(
                f"{source.by} が {source.at.date()} に入力", f"typed by {source.by} on {source.at.date()}"
            )
        heading = heading_or_name(name, "ja" if talk.language == "ja" else "en")
        talk.line(f"    {heading}: {value}  ({where})")
