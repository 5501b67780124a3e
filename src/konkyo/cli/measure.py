"""``konkyo eval`` and ``konkyo schema``: figures on labelled data, and the shape of every report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from konkyo.cli.due import DueRow
from konkyo.cli.matters import MatterList
from konkyo.cli.options import AsJson, talk_of
from konkyo.cli.talk import Advance, Talk
from konkyo.errors import NotFoundError, UsageError
from konkyo.evals import deadlines, docketing, quotes
from konkyo.evals.figures import Result
from konkyo.records.docket import DocketReport, DocketRow
from konkyo.records.documents import Document, Outcome
from konkyo.records.evidence import Absence, Computed, Quote
from konkyo.records.portfolio import PortfolioReport
from konkyo.workbench import read_file, scratch_docket
from konkyo.workflows.gather import gather

SUITES = ("deadlines", "docketing", "quotes")
SCHEMAS: dict[str, type[Any]] = {
    "docket": DocketReport, "docket-row": DocketRow, "due": DueRow, "document": Document, "quote": Quote,
    "absence": Absence, "computed": Computed, "eval": Result,
    "portfolio": PortfolioReport, "matters": MatterList,
}  # fmt: skip
_PARTS = ("format:", "template:")
"""Beginnings of the names of figures for a part of the data."""


def evaluate(
    context: typer.Context,
    suite: Annotated[str, typer.Argument(help="deadlines | docketing | quotes")],
    data: Annotated[Path, typer.Option("--data", help="Folder with labelled data / 正解データのフォルダ")],
    office: Annotated[list[str] | None, typer.Option("--office", help="Only these offices / 官庁を限定")] = None,
    file_format: Annotated[list[str] | None, typer.Option("--format", help="Only these formats / 形式を限定")] = None,
    truth: Annotated[Path | None, typer.Option("--truth", help="Labels kept elsewhere / 正解ファイル")] = None,
    per_language: Annotated[int, typer.Option(help="Passages per language (quotes) / 言語ごとの文の数")] = 500,
    seed: Annotated[int, typer.Option(help="Of the choice of passages / 乱数の種")] = 1,
    every: Annotated[bool, typer.Option("--every", help="Print the figures of every part too / 内訳も表示")] = False,
    as_json: AsJson = False,
) -> int:
    """Measure on labelled data: counts behind every rate, 95 % intervals, every case / 正解データで測定する."""
    talk = talk_of(context, as_json=as_json)
    if suite not in SUITES:
        message = f"no suite {suite!r}"
        raise UsageError(message, remedy=f"one of: {', '.join(SUITES)}")
    if not data.exists():
        message = f"no such folder: {data}"
        raise NotFoundError(message, remedy="give the folder that holds the labelled data")
    with talk.progress("測定中", "measuring") as advance:
        suites: dict[str, Callable[[], Result]] = {
            "deadlines": lambda: deadlines.run(data, offices=office),
            "docketing": lambda: _docketing(data, office, file_format, truth, advance),
            "quotes": lambda: quotes.run(_documents(data, advance), per_language=per_language, seed=seed),
        }
        result = suites[suite]()
    talk.document(result)
    talk.show(_table(talk, result, every=every))
    return 0


def schema(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help=" | ".join(SCHEMAS))] = None,
    as_json: AsJson = False,
) -> int:
    """The JSON Schema of every report, or of one / 出力の JSON スキーマ."""
    talk = talk_of(context, as_json=True)
    if name is not None and name not in SCHEMAS:
        message = f"no schema {name!r}"
        raise UsageError(message, remedy=f"one of: {', '.join(SCHEMAS)}")
    chosen = SCHEMAS if name is None else {name: SCHEMAS[name]}
    schemas = {title: kind.model_json_schema(mode="serialization") for title, kind in chosen.items()}
    talk.document(schemas if name is None else schemas[name])
    return 0


def _docketing(
    data: Path, offices: list[str] | None, formats: list[str] | None, truth: Path | None, advance: Advance
) -> Result:
    done = 0

    def docket(paths: Sequence[Path]) -> DocketReport:
        nonlocal done
        advance(done, 0, paths[0].name)
        done += 1
        return scratch_docket(paths)

    return docketing.run(data, docket, offices=offices, formats=formats, truth=truth)


def _documents(folder: Path, advance: Advance) -> list[Document]:
    files = gather([folder])
    documents = []
    for index, file in enumerate(files):
        advance(index, len(files), file.label)
        document = read_file(file.path)
        if document.outcome is not Outcome.REFUSED:
            documents.append(document)
    return documents


def _table(talk: Talk, result: Result, *, every: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for ja, en in (("指標", "figure"), ("値", "value"), ("件数", "n"), ("95% 区間", "95 % interval")):
        table.add_column(talk.both(ja, en))
    for figure in result.figures:
        if not every and (figure.n == 0 or figure.name.startswith(_PARTS)):
            continue
        value = "-" if figure.value is None else f"{figure.value:.4f}".rstrip("0").rstrip(".")
        between = "" if figure.low is None or figure.low == figure.value else f"{figure.low:.4f} - {figure.high:.4f}"
        table.add_row(figure.name, value, str(figure.n), between)
    return table
