"""Docket rows as CSV and JSON. The workbook is in ``workbook``.

CSV is for spreadsheets: UTF-8 with a byte order mark (Excel would read it as Shift_JIS without one), CR LF line ends,
every field quoted, dates as ``YYYY-MM-DD``. A field that a spreadsheet would run as a formula gets an apostrophe in
front (OWASP, "CSV Injection"); programs should read the JSON, which carries every character as it is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel

from konkyo.records.value import canonical_bytes
from konkyo.render.columns import COLUMNS, Cell
from konkyo.render.labels import Language, heading
from konkyo.render.signed import Entry
from konkyo.render.visible import one_line

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Characters that begin a formula in a spreadsheet; some versions also take the full-width forms."""


def inert(text: str) -> str:
    """``text`` with an apostrophe in front if a spreadsheet would take it for a formula, also behind white space."""
    starts = text.lstrip(" \u3000\u00a0").startswith(_FORMULA_STARTS)
    return f"'{text}" if starts else text


def csv_table(entries: Sequence[Entry], *, language: Language = "ja") -> bytes:
    """The rows as CSV with a heading line in ``language``."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([heading(column.name, language) for column in COLUMNS])
    for entry in entries:
        writer.writerow([_text(column.cell(entry, language)) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return inert(one_line(str(cell)))


def json_document(value: BaseModel, *, indent: int | None = 2) -> bytes:
    """A record as JSON of the outward shape; ``indent`` None: canonical JSON (RFC 8785), the form that is hashed."""
    if indent is None:
        return canonical_bytes(value)
    text = json.dumps(value.model_dump(mode="json"), ensure_ascii=False, indent=indent, allow_nan=False)
    return text.encode() + b"\n"
