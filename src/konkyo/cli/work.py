"""``konkyo init``, ``ingest``, ``docket``: a workspace, files into it, proposals out of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from konkyo.cli.histories import FEW, history_lines
from konkyo.cli.options import AsJson, Matter, day, talk_of
from konkyo.cli.portfolio import AsOf, Days, Ics, Lang, Overwrite, Person, To, spoken, view_instead, wanted
from konkyo.cli.show import files_table, rows_table, summary
from konkyo.records.documents import Outcome
from konkyo.records.evidence import RowStatus
from konkyo.records.handling import Sensitivity
from konkyo.workbench import Workbench

Paths = Annotated[list[Path], typer.Argument(help="Files and folders / ファイル・フォルダ")]
Wanted = Annotated[list[Path] | None, typer.Argument(help="Files and folders / ファイル・フォルダ")]
Level = Annotated[Sensitivity | None, typer.Option("--sensitivity", help="How its text may be handled / 機密区分")]


def init(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="Where / 場所")] = None,
    as_json: AsJson = False,
) -> int:
    """Make a workspace, or open the one that is there / ワークスペースを作る."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(folder or talk.workspace) as bench:
        place = bench.settings.workspace.absolute()
        key = bench.store.installation_key
    talk.line(talk.both(f"ワークスペース: {place}", f"workspace: {place}"))
    talk.line(
        talk.both(
            f"監査記録の署名鍵（控えておくこと）: {key}",
            f"key that signs the audit trail (note it down elsewhere): {key}",
        )
    )
    talk.remark('次: konkyo people add "氏名"', 'next: konkyo people add "YOUR NAME"')
    talk.document({"workspace": str(place), "installation_key": key})
    return 0


def ingest(
    context: typer.Context, paths: Paths, matter: Matter = None, sensitivity: Level = None, as_json: AsJson = False
) -> int:
    """Read files and folders into the workspace / ファイルを読み込む."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace) as bench, talk.progress("読み取り中", "reading") as advance:
        report = bench.ingest(paths, matter=matter, sensitivity=sensitivity, advance=advance)
    talk.document(report)
    talk.show(files_table(talk, report.files, rows=False))
    refused = sum(file.outcome is Outcome.REFUSED for file in report.files)
    unread = sum(any(flag.code in _UNREAD for flag in file.flags) for file in report.files)
    talk.remark(
        f"{len(report.files)} 件中 {refused} 件を拒否、{unread} 件は文字のない頁あり",
        f"{len(report.files)} files, {refused} refused, {unread} with pages that hold no text",
    )
    return 1 if refused or unread else 0


def docket(
    context: typer.Context, paths: Wanted = None, matter: Matter = None, sensitivity: Level = None,
    ahead: Annotated[bool, typer.Option("--portfolio", help="What is due next, by matter / 期限一覧")] = False,
    days: Days = 90, as_of: AsOf = None, person: Person = None, to: To = None, ics: Ics = None,
    overwrite: Overwrite = False, lang: Lang = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Docket proposals from notices and letters; a person decides / 通知から期限案を作る（登録はしない）."""
    talk = spoken(talk_of(context, as_json=as_json), lang)
    if ahead or not paths:
        asked = wanted(days=days, as_of=as_of, matter=matter, person=person, to=to, ics=ics, overwrite=overwrite)
        return view_instead(talk, asked, ahead=ahead, paths=paths or ())
    with Workbench.open(talk.workspace) as bench, talk.progress("読み取り中", "reading") as advance:
        report = bench.docket(paths, matter=matter, sensitivity=sensitivity, as_of=day(as_of), advance=advance)
    talk.document(report)
    if report.rows:
        talk.show(rows_table(talk, report.rows))
    for question in report.questions:
        talk.line(f"? {talk.of(question)}")
    for seen in report.look_at:
        talk.line(talk.both(f"要確認 {seen.file} {seen.page}頁 「{seen.printed}」: ", f"look at this: {seen.file} page "
                            f"{seen.page} 「{seen.printed}」: ") + talk.of(seen.why))  # fmt: skip
    for standing in report.histories:
        for line in history_lines(talk, standing, whole=len(report.histories) <= FEW):
            talk.line(line)
    silent = [file for file in report.files if not file.rows]
    if silent:
        talk.line()
        talk.show(files_table(talk, silent))
    talk.line()
    talk.line(summary(talk, report))
    talk.remark("次: konkyo inbox, konkyo approve ID", "next: konkyo inbox, konkyo approve ID")
    whole = all(row.status is RowStatus.VERIFIED for row in report.rows)
    read = all(file.outcome is not Outcome.REFUSED for file in report.files)
    unread = any(flag.code in _UNREAD for file in report.files for flag in file.flags)
    return 0 if whole and read and not unread else 1


_UNREAD = frozenset({"needs-ocr", "no-text"})
