"""Deadline questions from a table: text in CSV with the columns of the vocabulary, one question a row."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import get_args

from pydantic import ValidationError

from konkyo.errors import UsageError
from konkyo.records.docket import DeadlineQuestion
from konkyo.records.value import Value, Wording

_COLUMNS = tuple(DeadlineQuestion.model_fields)
_REQUIRED = ("office", "event_code")


class CaseRow(Value):
    """One row: ``question``, or ``error`` where the row cannot be read. ``cells``: the row as written, all columns."""

    row_id: str
    line: int
    question: DeadlineQuestion | None = None
    error: Wording | None = None
    cells: dict[str, str] = {}


def read_cases(text: str) -> list[CaseRow]:
    """Read every row of ``text``. A bad cell spoils its own row only; other columns than the inputs are kept as cells.

    Raises UsageError when the table has no header with ``office`` and ``event_code``, or is no CSV at all.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    rows: list[CaseRow] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(header, cells, reader.line_num, len(rows) + 1))
    except csv.Error as error:
        msg = f"Line {reader.line_num} is not CSV: {error}."
        raise UsageError(msg, remedy="Save the table as CSV (UTF-8, comma, double quotes).") from error
    return rows


def _check_header(header: list[str]) -> None:
    absent = [name for name in _REQUIRED if name not in header]
    double = sorted({name for name in header if name and header.count(name) > 1})
    if absent or double:
        what = f"lacks {', '.join(absent)}" if absent else f"has {', '.join(double)} twice"
        msg = f"The header {what}."
        raise UsageError(msg, remedy=f"Columns: id, {', '.join(_COLUMNS)} (empty = not given).")


def _row(header: list[str], cells: list[str], line: int, number: int) -> CaseRow:
    named = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name}
    row = CaseRow(row_id=named.get("id") or f"row-{number}", line=line, cells=named)
    if len(cells) > len(header):
        return _spoiled(
            row, f"{len(cells)} cells under {len(header)} columns", f"列{len(header)}に対しセル{len(cells)}個"
        )
    given = {name: named[name] for name in _COLUMNS if named.get(name)}
    try:
        return row.model_copy(update={"question": DeadlineQuestion.model_validate(_typed(given))})
    except ValidationError as error:
        places = [str(detail["loc"][0]) for detail in error.errors() if detail["loc"]]
    except ValueError as error:
        places = [str(error)]
    bad = ", ".join(f"{name} = {given.get(name, '')[:40]!r}" for name in dict.fromkeys(places))
    return _spoiled(row, f"not readable: {bad}", f"読み取れません: {bad}")


def _spoiled(row: CaseRow, en: str, ja: str) -> CaseRow:
    return row.model_copy(update={"error": Wording(ja=f"{row.line}行目: {ja}", en=f"Line {row.line}: {en}")})


def _typed(given: dict[str, str]) -> dict[str, object]:
    """Dates only as YYYY-MM-DD, numbers only as digits; raises ValueError with the column's name."""
    typed: dict[str, object] = {}
    for name, cell in given.items():
        kinds = get_args(DeadlineQuestion.model_fields[name].annotation)
        try:
            if date in kinds:
                typed[name] = _iso(cell)
            elif int in kinds:
                typed[name] = _whole(cell)
            else:
                typed[name] = cell
        except ValueError:
            raise ValueError(name) from None
    return typed


def _iso(cell: str) -> date:
    if len(cell) != len("YYYY-MM-DD"):
        raise ValueError
    return date.fromisoformat(cell)


def _whole(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit()) or len(cell) > len("9999"):
        raise ValueError
    return int(cell)
