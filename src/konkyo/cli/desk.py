"""The approval desk: ``inbox``, ``approve``, ``amend``, ``reject``, ``withdraw``, ``export``, ``verify``.

A decision is signed with a passphrase typed at a terminal, about exactly what was printed just before. There is no
option, variable or pipe that could stand in for the person.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from konkyo.cli.options import AsJson, Matter, existing, talk_of
from konkyo.cli.show import row_lines, rows_table
from konkyo.cli.talk import Talk
from konkyo.errors import SecondReadingNeededError, UsageError
from konkyo.export.docket import ExportOptions
from konkyo.people.directory import unlock_person
from konkyo.people.keys import fingerprint
from konkyo.people.terminal import ask_passphrase
from konkyo.records.docket import DocketRow
from konkyo.records.value import content_hash
from konkyo.review.policy import flags_of
from konkyo.review.queue import Shown
from konkyo.store.people import Person
from konkyo.workbench import Signer, Workbench

Id = Annotated[str, typer.Argument(help="Proposal, or the beginning of its id / 期限案の ID")]
As = Annotated[str | None, typer.Option("--as", help="Who signs, if several can / 署名者")]
Reason = Annotated[str, typer.Option("--reason", help="Why; part of what is signed / 理由")]


def inbox(
    context: typer.Context,
    proposal: Annotated[str | None, typer.Argument(help="Show this one whole / 一件を全部表示")] = None,
    matter: Matter = None,
    every: Annotated[bool, typer.Option("--all", help="Decided ones too / 決定済みも")] = False,
    as_json: AsJson = False,
) -> int:
    """What waits for a person / 承認待ちの期限案."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        if proposal is not None:
            shown = bench.show(proposal)
            show_whole(talk, shown)
            talk.document(shown)
            return 0
        found = list(bench.waiting(matter=matter))
        if every:
            known = {shown.row.row_id for shown in found}
            decided = [p.row_id for p in bench.store.proposals.list(matter=matter) if p.row_id not in known]
            found += [bench.show(row_id) for row_id in decided]
    talk.document([shown.model_dump(mode="json") for shown in found])
    if found:
        talk.show(rows_table(talk, [shown.row for shown in found], {s.row.row_id: _standing(talk, s) for s in found}))
        talk.remark("次: konkyo inbox ID（全部表示）, konkyo approve ID", "next: konkyo inbox ID, konkyo approve ID")
    else:
        talk.remark("承認待ちはありません。", "nothing waits here")
    return 0


def approve(
    context: typer.Context, proposal: Id, signer: As = None, reason: Reason = "", as_json: AsJson = False
) -> int:
    """Sign a proposal exactly as shown, with your passphrase at this terminal / 表示どおりに承認する."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        shown = bench.show(proposal)
        person = bench.signer(signer)
        show_whole(talk, shown)
        flags = _acknowledge(talk, shown.flags)
        with Unlocked(talk, person) as sign:
            try:
                done = bench.approve(shown, person, sign, acknowledged=flags, reason=reason)
            except SecondReadingNeededError as error:
                return _half(talk, bench, person, shown.row.row_id, error)
    _signed(talk, person, done.content, "承認しました", "approved")
    talk.document({"decision": done.decision.model_dump(mode="json")})
    talk.remark(f"次: konkyo export {done.content.row_id} --to FILE.ics", f"next: konkyo export {done.content.row_id} "
                "--to FILE.ics")  # fmt: skip
    return 0


def amend(
    context: typer.Context,
    proposal: Id,
    values: Annotated[list[str], typer.Option("--set", help="NAME=VALUE, e.g. party=resident / 値")],
    reason: Reason,
    signer: As = None,
    as_json: AsJson = False,
) -> int:
    """Give a proposal what its document does not say, compute anew, and sign that / 補正して承認する."""
    talk = talk_of(context, as_json=as_json)
    given = dict(assignment(value) for value in values)
    with Workbench.open(talk.workspace, create=False) as bench:
        shown = bench.show(proposal)
        person = bench.signer(signer)
        row, changes = bench.amendment(shown, given)
        show_whole(talk, shown.model_copy(update={"row": row, "content_hash": content_hash(row)}))
        own = [f"amended:{name}" for name in row.amended]
        flags = _acknowledge(talk, [flag for flag in flags_of(row) if flag not in own])
        with Unlocked(talk, person) as sign:
            try:
                done = bench.amend(shown, changes, person, sign, reason=reason, acknowledged=flags)
            except SecondReadingNeededError as error:
                return _half(talk, bench, person, shown.row.row_id, error)
    _signed(talk, person, done.content, "補正して承認しました", "amended and approved")
    talk.document({"decision": done.decision.model_dump(mode="json")})
    return 0


def reject(context: typer.Context, proposal: Id, reason: Reason, signer: As = None, as_json: AsJson = False) -> int:
    """Sign that a proposal is not to be followed / 却下する."""
    return _decide(context, proposal, signer, as_json, "却下しました", "rejected",
                   lambda bench, shown, person, sign: bench.reject(shown, person, sign, reason=reason))  # fmt: skip


def withdraw(context: typer.Context, proposal: Id, reason: Reason, signer: As = None, as_json: AsJson = False) -> int:
    """Undo a decision: the row returns to the inbox, the record stays / 決定を取り消す."""
    return _decide(context, proposal, signer, as_json, "決定を取り消しました", "decision withdrawn",
                   lambda bench, shown, person, sign: bench.withdraw(shown, person, sign, reason=reason))  # fmt: skip


def export(
    context: typer.Context,
    proposal: Annotated[str, typer.Argument(help="Proposal, run, or all / 期限案・実行・all")],
    to: Annotated[Path, typer.Option("--to", help="FILE.ics .csv .xlsx .json .pdf")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file / 上書きする")] = False,
    events: Annotated[bool, typer.Option("--events", help="ICS: all-day events, not to-dos / 予定として")] = False,
    as_json: AsJson = False,
) -> int:
    """Write approved proposals to a calendar, table, JSON file or computation sheet / 承認済みを書き出す."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        approved, left = bench.approved(proposal)
        component = "event" if events else "todo"
        options = ExportOptions(language=_language(talk), alarms=bench.settings.alarm_days, component=component)
        written = bench.export(approved, to, options=options, overwrite=overwrite)
    talk.document(written.model_dump(mode="json") | {"not_approved": left})
    size = f"{written.size} bytes, SHA-256 {written.sha256}"
    talk.line(talk.both(f"{written.path}: {written.rows} 件, {size}", f"{written.path}: {written.rows} rows, {size}"))
    if left:
        talk.remark(f"未承認のため含めなかった案: {left} 件", f"left out because not approved: {left}")
    return 1 if left else 0


def verify(context: typer.Context, file: Path, as_json: AsJson = False) -> int:
    """Check every quote of a report or export (JSON) in the kept originals again / 根拠を原本で再確認する."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace) as bench:
        found = bench.verify(existing(file))
    talk.document(found.model_dump(mode="json") | {"ok": found.ok})
    failed = [check for check in found.checks if not check.ok]
    for check in failed:
        talk.line(f"{check.row_id} {check.what}: {check.why}", style="red")
    stood = len(found.checks) - len(failed)
    talk.line(
        talk.both(
            f"{found.rows} 件、{len(found.checks)} 項目中 {stood} 項目が成立",
            f"{found.rows} rows: {stood} of {len(found.checks)} checks stand",
        )
    )
    if not found.signed:
        talk.line(
            talk.both(
                "署名のない報告です。誰も承認していません。", "a report without signatures: nobody has approved it"
            )
        )
    return 0 if found.ok else 1


class Unlocked:
    """A person's signing key for one act: the passphrase is asked for at the terminal, and nothing keeps it."""

    def __init__(self, talk: Talk, person: Person) -> None:
        self._talk = talk
        self._person = person

    def __enter__(self) -> Signer:
        name, mark = self._person.name, fingerprint(self._person.public_key)
        passphrase = ask_passphrase(
            self._talk.both(f"{name}（{mark}）のパスフレーズ (passphrase): ", f"Passphrase of {name} ({mark}): ")
        )
        try:
            return unlock_person(self._person, passphrase).sign
        finally:
            passphrase.wipe()

    def __exit__(self, *_: object) -> None:
        """Nothing to put back."""


def _decide(
    context: typer.Context, proposal: str, signer: str | None, as_json: bool, ja: str, en: str,
    act: Callable[[Workbench, Shown, Person, Signer], Any],
) -> int:  # fmt: skip
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        shown = bench.show(proposal)
        person = bench.signer(signer)
        show_whole(talk, shown)
        with Unlocked(talk, person) as sign:
            decision = act(bench, shown, person, sign)
    _signed(talk, person, shown.row, ja, en)
    talk.document({"decision": decision.model_dump(mode="json")})
    return 0


def show_whole(talk: Talk, shown: Shown) -> None:
    """What a decision will bind to, and its hash. With --json it goes to stderr: a person must still see it."""
    lines = [*row_lines(talk, shown.row), f"  {talk.both('内容のハッシュ', 'content')}: sha256 {shown.content_hash}"]
    for line in lines:
        if talk.as_json:
            talk.remark(line, line)
        else:
            talk.line(line)
    if shown.changed:
        talk.remark("この案は決定の後に変わりました。", "this proposal changed after it was decided")


def _acknowledge(talk: Talk, flags: tuple[str, ...] | list[str]) -> list[str]:
    """Ask the person at the terminal about each flag. Raises UsageError for a no."""
    for flag in flags:
        talk.remark(f"要確認: {flag}", f"to be acknowledged: {flag}")
        if not typer.confirm(talk.both("原本を見て確認しましたか", "Have you looked at the source?"), err=True):
            message = f"{flag} was not acknowledged"
            raise UsageError(
                message, kept="the proposal, undecided", remedy="look at the source, or reject the proposal"
            )
    return list(flags)


def _signed(talk: Talk, person: Person, row: DocketRow, ja: str, en: str) -> None:
    talk.line(talk.both(f"{person.name} が {row.row_id} を{ja}。", f"{row.row_id} {en} by {person.name}."))


def _half(talk: Talk, bench: Workbench, person: Person, row_id: str, error: SecondReadingNeededError) -> int:
    """Four eyes: the approval is signed and recorded, and releases nothing until another person has read the source."""
    decision = bench.store.decisions.last(row_id)
    talk.document({"decision": decision.model_dump(mode="json") if decision else None, "awaits": "second_reading"})
    talk.line(
        talk.both(
            f"{person.name} の承認を記録しました（{row_id}）。二人目の確認が済むまで書き出せません。",
            f"{row_id}: approval by {person.name} recorded; nothing leaves before a second reading.",
        )
    )
    talk.remark(f"次: {error.remedy}", f"next: {error.remedy}")
    return 1


def assignment(text: str) -> tuple[str, str]:
    """``NAME=VALUE`` of a command line as a pair. Raises UsageError."""
    name, sign, value = text.partition("=")
    if not sign:
        message = f"{text!r} is not NAME=VALUE"
        raise UsageError(message, remedy="for example: --set party=resident")
    return name.strip(), value.strip()


def _standing(talk: Talk, shown: Shown) -> str:
    names = {"inbox": ("承認待ち", "waiting"), "approved": ("承認済", "approved"), "amended": ("補正承認済", "amended"),
             "rejected": ("却下", "rejected")}  # fmt: skip
    word = talk.both(*names[shown.state.value])
    return f"{word} ({talk.both('変更あり', 'changed since')})" if shown.changed else word


def _language(talk: Talk) -> Any:
    return "ja" if talk.language == "ja" else "en"
