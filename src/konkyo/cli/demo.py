"""``konkyo demo``: the sample matter from files to proposals, offline, with pictures of what came out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from konkyo.cli.options import AsJson, talk_of
from konkyo.cli.show import files_table, rows_table, summary
from konkyo.examples import sample_matter
from konkyo.export.target import write_whole
from konkyo.render.page import draft_page
from konkyo.render.tables import json_document
from konkyo.workbench import Workbench

_MATTER = "DEMO-2026"


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="Where results go / 出力先")] = Path("konkyo-demo"),
    as_json: AsJson = False,
) -> int:
    """The workflows on the sample matter: no network, no key / 見本案件で試す."""
    talk = talk_of(context, as_json=as_json)
    started = time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    folder = out / "matter"
    folder.mkdir(exist_ok=True)
    for entry in sample_matter():
        if not (folder / entry.name).exists():
            (folder / entry.name).write_bytes(entry.read_bytes())
    with Workbench.open(out / "workspace") as bench, talk.progress("読み取り中", "reading") as advance:
        report = bench.docket([folder], matter=_MATTER, advance=advance)
        trail = bench.verify_audit()
    page, data = out / "proposals.html", out / "proposals.json"
    write_whole(draft_page(report, language="ja" if talk.language == "ja" else "en"), page, overwrite=True)
    write_whole(json_document(report), data, overwrite=True)
    talk.document(report)
    talk.show(rows_table(talk, report.rows))
    for question in report.questions:
        talk.line(f"? {talk.of(question)}")
    talk.line()
    talk.show(files_table(talk, report.files))
    talk.line()
    talk.line(summary(talk, report))
    talk.line(
        talk.both(
            f"監査記録: {trail.entries} 件、{'整合' if trail.ok else '不整合'}",
            f"audit trail: {trail.entries} entries, {'holds' if trail.ok else 'does not hold'}",
        )
    )
    seconds = time.monotonic() - started
    talk.remark(f"{seconds:.1f} 秒", f"{seconds:.1f} s")
    talk.line(talk.both(f"結果: {page}（未承認の案）, {data}", f"results: {page} (drafts, not approved), {data}"))
    space = out / "workspace"
    talk.line(talk.both("次の手順:", "next:"))
    talk.line(f'  konkyo --workspace {space} people add "YOUR NAME"')
    talk.line(f"  konkyo --workspace {space} inbox")
    talk.line(f"  konkyo --workspace {space} approve ID")
    talk.line(f"  konkyo --workspace {space} export ID --to due.ics")
    return 0
