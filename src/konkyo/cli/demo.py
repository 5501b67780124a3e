"""``konkyo demo``: the sample matter from files to proposals and what is due next, offline, with pages of both."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from konkyo.cli.histories import history_lines
from konkyo.cli.options import AsJson, talk_of
from konkyo.cli.show import files_table, rows_table, source_words, summary
from konkyo.cli.talk import Talk
from konkyo.examples import sample_matter
from konkyo.export.target import write_whole
from konkyo.records.docket import DocketReport
from konkyo.records.portfolio import PortfolioReport, Standing
from konkyo.render.labels import Language
from konkyo.render.page import draft_page
from konkyo.render.tables import json_document
from konkyo.store.audit_file import AuditVerification
from konkyo.workbench import Workbench

_MATTER = "DEMO-2026"
_AS_OF = date(2026, 9, 15)
"""The day the invented documents are looked at: fixed, so that the demonstration says the same on every day."""


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="Where results go / 出力先")] = Path("konkyo-demo"),
    as_json: AsJson = False,
) -> int:
    """The workflows on the sample matter: no network, no key / 見本案件で試す."""
    talk = talk_of(context, as_json=as_json)
    language: Language = "ja" if talk.language == "ja" else "en"
    started = time.monotonic()
    folder = _laid_out(out)
    with Workbench.open(out / "workspace") as bench, talk.progress("読み取り中", "reading") as advance:
        report = bench.docket([folder], matter=_MATTER, as_of=_AS_OF, advance=advance)
        ahead = bench.portfolio(as_of=_AS_OF)
        bench.matters.write(ahead, out / "portfolio.html", language=language, overwrite=True)
        trail = bench.verify_audit()
    write_whole(draft_page(report, language=language), out / "proposals.html", overwrite=True)
    write_whole(json_document(report), out / "proposals.json", overwrite=True)
    talk.document(report)
    _tell(talk, report)
    _tell_standing(talk, report, ahead, trail)
    seconds = time.monotonic() - started
    talk.remark(f"{seconds:.1f} 秒", f"{seconds:.1f} s")
    _tell_next(talk, out)
    return 0


def _laid_out(out: Path) -> Path:
    """The folder with the documents; those that lie there already are left as they are."""
    folder = out / "matter"
    folder.mkdir(parents=True, exist_ok=True)
    for entry in sample_matter():
        if not (folder / entry.name).exists():
            (folder / entry.name).write_bytes(entry.read_bytes())
    return folder


def _tell(talk: Talk, report: DocketReport) -> None:
    """The proposals, what asks for an answer, what other documents say of the same, the file history, the files."""
    talk.line(
        talk.both(
            f"基準日 {_AS_OF}（実演のため固定。通常は今日）",
            f"as of {_AS_OF} (fixed for the demonstration; otherwise today)",
        )
    )
    talk.show(rows_table(talk, report.rows))
    for question in report.questions:
        talk.line(f"? {talk.of(question)}")
    for row in (row for row in report.rows if row.second_sources or row.conflicts):
        talk.line()
        talk.line(f"{row.row_id}  {row.file}")
        for source in row.second_sources:
            talk.line(f"  {talk.both('第二の出典', 'second source')}: {source_words(talk, source)}")
        for conflict in row.conflicts:
            talk.line(f"  {talk.both('不一致', 'conflict')}: {talk.of(conflict)}")
    for standing in report.histories:
        talk.line()
        for line in history_lines(talk, standing, whole=True):
            talk.line(line)
    talk.line()
    talk.show(files_table(talk, report.files))
    talk.line()


def _tell_standing(talk: Talk, report: DocketReport, ahead: PortfolioReport, trail: AuditVerification) -> None:
    """How much was proposed, what of it is due when, that nothing is approved, and whether the audit trail holds."""
    talk.line(summary(talk, report))
    signed = Counter(item.standing for item in ahead.items)[Standing.SIGNED]
    late, due, asked = len(ahead.overdue), len(ahead.dated), len(ahead.pending)
    talk.line(
        talk.both(
            f"{_AS_OF} から {ahead.until} まで: "
            f"期限 {due} 件、期限を過ぎたもの {late} 件、回答待ち {asked} 件、承認済み {signed} 件",
            f"{_AS_OF} to {ahead.until}: {due} due, {late} overdue, {asked} to be answered, {signed} approved",
        )
    )
    talk.line(
        talk.both(
            f"監査記録: {trail.entries} 件、{'整合' if trail.ok else '不整合'}",
            f"audit trail: {trail.entries} entries, {'holds' if trail.ok else 'does not hold'}",
        )
    )


def _tell_next(talk: Talk, out: Path) -> None:
    page, portfolio, data = (out / name for name in ("proposals.html", "portfolio.html", "proposals.json"))
    talk.line(
        talk.both(
            f"結果: {page}（未承認の案）, {portfolio}（期限一覧、未承認の案を含む）, {data}",
            f"results: {page} (drafts, not approved), {portfolio} (what is due next, drafts marked), {data}",
        )
    )
    space = out / "workspace"
    talk.line(talk.both("次の手順:", "next:"))
    talk.line(f'  konkyo --workspace {space} people add "YOUR NAME"')
    talk.line(f"  konkyo --workspace {space} inbox")
    talk.line(f"  konkyo --workspace {space} approve ID")
    talk.line(f"  konkyo --workspace {space} export ID --to due.ics")
    talk.line(f"  konkyo --workspace {space} docket --portfolio --as-of {_AS_OF}")
