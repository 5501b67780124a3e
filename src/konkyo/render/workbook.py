"""Docket rows as an XLSX workbook: docket, evidence, rules. Every text is a plain string: no formula, no link.

Cells hold what is in the row; a date is a real date. A string that begins with ``=`` stays a string
(``write_string``), so nothing is put in front of it. The same rows give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from konkyo.records.docket import DocketRow
from konkyo.records.evidence import RowStatus
from konkyo.render.columns import COLUMNS, Cell
from konkyo.render.facts import extension_words, heading_or_name, proofs_of
from konkyo.render.labels import Language, code, heading
from konkyo.render.signed import Entry, decision_of, row_of
from konkyo.render.visible import visible

_MAX_CELL = 32_767  # characters a cell may hold
_CUT = " ⟨…⟩"
_CREATED = datetime(2020, 1, 1, tzinfo=UTC)  # fixed, so that the same rows give the same bytes
_STATUS_FILL = {
    RowStatus.VERIFIED: "#E3F1E3",
    RowStatus.REVIEW: "#FFF3CD",
    RowStatus.PENDING: "#E1ECF7",
    RowStatus.UNKNOWN: "#EEEEEE",
    RowStatus.UNVERIFIED: "#F8D7DA",
}
_SHEETS = {"ja": ("期限", "証拠", "規則"), "en": ("Docket", "Evidence", "Rules")}
_EVIDENCE = (
    ("row_id", 20),
    ("field", 26),
    ("file", 30),
    ("document_id", 20),
    ("page", 6),
    ("paragraph", 10),
    ("quote", 70),
    ("verdict", 20),
    ("confidence", 10),
)
_RULES = (
    ("row_id", 20),
    ("rule_id", 30),
    ("rule_title", 40),
    ("source", 50),
    ("certainty", 24),
    ("calendar_version", 18),
    ("steps", 70),
    ("extensions", 60),
)


class _Styles:
    """The few formats of the workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": "Noto Sans JP", "font_size": 10, "valign": "top", "text_wrap": True}
        self.head: Format = book.add_format({**base, "bold": True, "bg_color": "#22384F", "font_color": "#FFFFFF"})
        self.text: Format = book.add_format(base)
        self.date: Format = book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"})
        self.draft: Format = book.add_format({**base, "bold": True, "font_color": "#B00020"})
        self.status: dict[RowStatus, Format] = {
            status: book.add_format({**base, "bg_color": fill}) for status, fill in _STATUS_FILL.items()
        }


def workbook(entries: Sequence[Entry], *, language: Language = "ja", files: Mapping[str, str] | None = None) -> bytes:
    """The rows as XLSX bytes. ``files``: document id -> name, for quotations from other files than the row's own."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": _SHEETS[language][0], "author": "Konkyo", "created": _CREATED})
        styles = _Styles(book)
        names = _SHEETS[language]
        _docket_sheet(book.add_worksheet(names[0]), styles, entries, language)
        rows = [row_of(entry) for entry in entries]
        _evidence_sheet(book.add_worksheet(names[1]), styles, rows, language, files or {})
        _rules_sheet(book.add_worksheet(names[2]), styles, rows, language)
    return out.getvalue()


def _docket_sheet(sheet: Worksheet, styles: _Styles, entries: Sequence[Entry], language: Language) -> None:
    _head(sheet, styles, [(column.name, column.width) for column in COLUMNS], language)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for line, entry in enumerate(entries, start=1):
        for place, column in enumerate(COLUMNS):
            style = styles.text
            if column.name == "status":
                style = styles.status[row_of(entry).status]
            elif column.name == "approval" and decision_of(entry) is None:
                style = styles.draft
            _write(sheet, line, place, column.cell(entry, language), style, styles)
    if entries:
        sheet.autofilter(0, 0, len(entries), len(COLUMNS) - 1)


def _evidence_sheet(
    sheet: Worksheet, styles: _Styles, rows: Sequence[DocketRow], language: Language, files: Mapping[str, str]
) -> None:
    _head(sheet, styles, _EVIDENCE, language)
    line = 0
    for row in rows:
        for proof in proofs_of(row):
            line += 1
            own = row.file if proof.document_id == row.document_id else files.get(proof.document_id, "")
            verdict = code("verdict", proof.verdict, language)
            if proof.flags:
                verdict = f"{verdict} [{', '.join(proof.flags)}]"
            fields = ", ".join(heading_or_name(name, language) for name in proof.fields)
            where: tuple[Cell, ...] = (own, proof.document_id, proof.page, proof.paragraph)
            cells: tuple[Cell, ...] = (row.row_id, fields, *where, proof.text, verdict, f"{proof.confidence:.2f}")
            for place, cell in enumerate(cells):
                _write(sheet, line, place, cell, styles.text, styles)


def _rules_sheet(sheet: Worksheet, styles: _Styles, rows: Sequence[DocketRow], language: Language) -> None:
    _head(sheet, styles, _RULES, language)
    for line, row in enumerate((r for r in rows if r.rule is not None), start=1):
        rule = row.rule
        assert rule is not None
        steps = "\n".join(step.text.of(language) for step in row.steps)
        extensions = "\n".join(extension_words(option, language) for option in row.extensions)
        certainty = code("certainty", rule.certainty, language)
        named: tuple[Cell, ...] = (row.row_id, rule.rule_id, rule.title.of(language), rule.source, certainty)
        for place, cell in enumerate((*named, row.calendar_version, steps, extensions)):
            _write(sheet, line, place, cell, styles.text, styles)


def _head(sheet: Worksheet, styles: _Styles, columns: Sequence[tuple[str, int]], language: Language) -> None:
    for place, (name, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading(name, language), styles.head)
    sheet.freeze_panes(1, 0)


def _write(sheet: Worksheet, line: int, place: int, cell: Cell, style: Format, styles: _Styles) -> None:
    if cell is None or cell == "":
        sheet.write_blank(line, place, None, style)
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, cell, styles.date)
    elif isinstance(cell, int):
        sheet.write_number(line, place, cell, style)
    else:
        text = visible(cell)
        sheet.write_string(line, place, text if len(text) <= _MAX_CELL else text[: _MAX_CELL - len(_CUT)] + _CUT, style)
