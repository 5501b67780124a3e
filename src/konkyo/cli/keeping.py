"""``konkyo people``, ``audit`` and ``doctor``: who may sign, what was recorded, what works here."""

from __future__ import annotations

import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

from konkyo.cli.options import AsJson, talk_of
from konkyo.cli.talk import Talk
from konkyo.errors import KonkyoError
from konkyo.ingest.sandbox import Sandbox
from konkyo.people.directory import add_first_person, add_person, revoke_person, unlock_person
from konkyo.people.keys import fingerprint
from konkyo.people.terminal import ask_new_passphrase, ask_passphrase
from konkyo.practice.deadlines import calendars, rule_book
from konkyo.records.value import Wording
from konkyo.version import __version__
from konkyo.workbench import Workbench, confinement, verify_trail

people_app = typer.Typer(help="Who may sign: keys, roles / 署名できる人", invoke_without_command=True)
audit_app = typer.Typer(help="The audit trail / 監査記録", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A person's name / 氏名")]
By = Annotated[str | None, typer.Option("--by", help="The administrator who does this / 管理者")]


@people_app.callback()
def people(context: typer.Context, as_json: AsJson = False) -> int:
    """List who may sign here."""
    if context.invoked_subcommand is not None:
        return 0
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace) as bench:
        known = bench.store.people.list()
    talk.document(
        [
            {
                "name": person.name,
                "fingerprint": fingerprint(person.public_key),
                "public_key": person.public_key,
                "administrator": person.administrator,
                "added_at": person.added_at.isoformat(),
                "revoked_at": person.revoked_at.isoformat() if person.revoked_at else None,
            }
            for person in known
        ]
    )
    for person in known:
        role = talk.both("管理者", "administrator") if person.administrator else talk.both("署名者", "signer")
        gone = talk.both("（失効）", " (revoked)") if person.revoked_at else ""
        talk.line(f"{person.name}  {fingerprint(person.public_key)}  {role}{gone}")
    if not known:
        talk.remark('まだ誰もいません。次: konkyo people add "氏名"', 'nobody yet. next: konkyo people add "YOUR NAME"')
    return 0


@people_app.command("add")
def add(
    context: typer.Context,
    name: Name,
    by: By = None,
    administrator: Annotated[bool, typer.Option(help="May admit others / 管理者にする")] = False,
    as_json: AsJson = False,
) -> int:
    """Make a signing key for a person, locked with a passphrase typed here / 署名鍵を作る."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace) as bench:
        store = bench.store
        first = not store.people.list()
        passphrase = ask_new_passphrase(
            talk.both(f"{name} の新しいパスフレーズ (passphrase): ", f"New passphrase for {name}: "),
            talk.both("もう一度 (passphrase again): ", "The same passphrase again: "),
        )
        if first:
            person = add_first_person(store, name, passphrase)
        else:
            admitting = bench.signer(by)
            opened = ask_passphrase(talk.both(f"{admitting.name} のパスフレーズ (passphrase): ",
                                              f"Passphrase of {admitting.name}: "))  # fmt: skip
            key = unlock_person(admitting, opened)
            opened.wipe()
            person = add_person(
                store, name, passphrase, admitted_by=admitting, signer=key.sign, administrator=administrator
            )
        passphrase.wipe()
    mark = fingerprint(person.public_key)
    talk.line(talk.both(f"{person.name} を登録しました。鍵の指紋: {mark}", f"{person.name} can sign. Key: {mark}"))
    talk.document({"name": person.name, "fingerprint": mark, "public_key": person.public_key})
    return 0


@people_app.command("revoke")
def revoke(context: typer.Context, name: Name, by: By = None, as_json: AsJson = False) -> int:
    """Revoke a key: it signs nothing more; what it signed before stands / 鍵を失効させる."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace) as bench:
        person = bench.store.people.by_name(name)
        asking = bench.store.people.by_name(by) if by else person
        opened = ask_passphrase(
            talk.both(f"{asking.name} のパスフレーズ (passphrase): ", f"Passphrase of {asking.name}: ")
        )
        key = unlock_person(asking, opened)
        opened.wipe()
        gone = revoke_person(bench.store, person, by=asking, signer=key.sign)
    talk.line(talk.both(f"{gone.name} の鍵は失効しました。", f"the key of {gone.name} is revoked"))
    talk.document({"name": gone.name, "revoked_at": gone.revoked_at.isoformat() if gone.revoked_at else None})
    return 0


@audit_app.command("verify")
def verify(context: typer.Context, as_json: AsJson = False) -> int:
    """Check the whole chain and its signed checkpoints / 連鎖と署名を検証する."""
    talk = talk_of(context, as_json=as_json)
    found = verify_trail(talk.workspace)
    talk.document(
        {
            "ok": found.ok,
            "entries": found.entries,
            "head": found.head,
            "checkpoints": found.checkpoints,
            "covered": found.covered,
            "public_key": found.public_key,
            "problems": [{"code": problem.code, "at": problem.at} for problem in found.problems],
        }
    )
    for problem in found.problems:
        talk.line(problem.of(talk.language), style="red")
    state = talk.both("整合", "the trail holds") if found.ok else talk.both("不整合", "the trail does not hold")
    talk.line(
        talk.both(
            f"{state}: {found.entries} 件、うち {found.covered} 件を {found.checkpoints} 個の署名が保護",
            f"{state}: {found.entries} entries, {found.covered} of them under {found.checkpoints} signed checkpoints",
        )
    )
    return 0 if found.ok else 1


@audit_app.command("export")
def export(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", help="A folder / フォルダ")],
    as_json: AsJson = False,
) -> int:
    """Write the trail for checking on another machine / 別の機械で検証できる形で書き出す."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        chain, marks = bench.store.audit.export(to)
    talk.document({"audit": str(chain), "checkpoints": str(marks)})
    talk.line(str(chain))
    talk.line(str(marks))
    return 0


def doctor(context: typer.Context, as_json: AsJson = False) -> int:
    """What works here, and how to mend the rest / 動作環境の診断."""
    talk = talk_of(context, as_json=as_json)
    checks = [_program(talk), _sandbox(talk), _optional(talk), _ocr(talk), _calendars(talk), *_workspace(talk)]
    talk.document({"checks": checks})
    for check in checks:
        mark = {"ok": "✓", "less": "△", "bad": "✗"}[check["state"]]
        talk.line(f"{mark} {check['name']}: {check['finding']}")
        if check["remedy"]:
            talk.line(f"    {check['remedy']}")
    return 0 if all(check["state"] == "ok" for check in checks) else 1


def _check(name: str, state: str, finding: str, remedy: str = "") -> dict[str, Any]:
    return {"name": name, "state": state, "finding": finding, "remedy": remedy}


def _program(talk: Talk) -> dict[str, Any]:
    rules = rule_book().rules
    offices = ", ".join(f"{office} {sum(rule.office == office for rule in rules)}" for office in rule_book().offices())
    return _check("konkyo", "ok", talk.both(f"{__version__}、規則 {offices}", f"{__version__}, rules: {offices}"))


def _sandbox(talk: Talk) -> dict[str, Any]:
    found = confinement()
    if found.kind is Sandbox.BUBBLEWRAP:
        text = Wording(ja="bubblewrap（ネットワークなし、読み取り専用）", en="bubblewrap (no network, read only)")
        return _check(talk.both("隔離", "sandbox"), "ok", talk.of(text))
    remedy = talk.of(found.remedy) if found.remedy else ""
    return _check(talk.both("隔離", "sandbox"), "less", talk.of(found.missing) if found.missing else "", remedy)


def _optional(talk: Talk) -> dict[str, Any]:
    name = talk.both("計算書 PDF", "computation sheet (PDF)")
    try:
        return _check(name, "ok", f"typst {version('typst')}")
    except PackageNotFoundError:
        missing = talk.both("typst がありません。他の形式は書き出せます。", "typst is not here; other formats work.")
        return _check(name, "less", missing, "pip install 'konkyo[pdf]'")


def _ocr(talk: Talk) -> dict[str, Any]:
    finding = Wording(
        ja="この版は画像だけの頁を読みません。そのような頁は明示されます。",
        en="this version does not read page images; pages without text are named.",
    )
    remedy = Wording(ja="文字情報のある PDF を入手してください。", en="get the file with a text layer.")
    return _check(talk.both("文字認識", "OCR"), "less", talk.of(finding), talk.of(remedy))


def _calendars(talk: Talk) -> dict[str, Any]:
    held = ", ".join(f"{c.office} -> {c.loaded_until}" for c in calendars().values())
    return _check(talk.both("閉庁日", "closed days"), "ok", held)


def _workspace(talk: Talk) -> list[dict[str, Any]]:
    name = talk.both("ワークスペース", "workspace")
    try:
        with Workbench.open(talk.workspace, create=False) as bench:
            found = bench.verify_audit()
            signers = sum(person.revoked_at is None for person in bench.store.people.list())
            place = bench.settings.workspace
    except KonkyoError as error:
        return [_check(name, "less", error.message, error.remedy)]
    trail = _check(talk.both("監査記録", "audit trail"), "ok" if found.ok else "bad",
                   talk.both(f"{found.entries} 件", f"{found.entries} entries"),
                   "" if found.ok else "konkyo audit verify")  # fmt: skip
    who = _check(talk.both("署名者", "people"), "ok" if signers else "less", str(signers),
                 "" if signers else 'konkyo people add "NAME"')  # fmt: skip
    return [_check(name, "ok", f"{place} (SQLite {sqlite3.sqlite_version})"), trail, who]
