"""The portfolio as CSV and XLSX: one line for each deadline, sign and word beside the colour.

Text that a spreadsheet would run stays text, as in ``tables`` and ``workbook``. The same report gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from konkyo.records.portfolio import MatterView, PortfolioItem, PortfolioReport, Standing
from konkyo.render.facts import heading_or_name
from konkyo.render.labels import Language, code, heading
from konkyo.render.portfolio_words import LOOKS, counted, event_words, left_out_words, origin_words, people_words, word
from konkyo.render.tables import inert
from konkyo.render.visible import one_line, visible

Cell = str | date | int | None
_MAX_CELL = 32_767
_CREATED = datetime(2020, 1, 1, tzinfo=UTC)


class Line(NamedTuple):
    """A deadline with the block it stands in and its matter."""

    block: str
    item: PortfolioItem
    matter: MatterView | None


class Column(NamedTuple):
    """A column: its heading, its width in characters, and how a cell is made."""

    head: Callable[[Language], str]
    width: int
    cell: Callable[[Line, Language], Cell]


def lines_of(report: PortfolioReport) -> Iterator[Line]:
    """Every item with its block: overdue, dated, pending."""
    matters = {view.matter_id: view for view in report.matters}
    for block, items in (("overdue", report.overdue), ("dated", report.dated), ("pending", report.pending)):
        for item in items:
            yield Line(block, item, matters.get(item.matter_id))


def _word(name: str) -> Callable[[Language], str]:
    return lambda language: word(name, language)


def _heading(name: str) -> Callable[[Language], str]:
    return lambda language: heading(name, language)


def _person(role: str) -> Callable[[Line, Language], Cell]:
    return lambda line, _: getattr(line.matter, role) or None if line.matter is not None else None


def standing_words(item: PortfolioItem, language: Language) -> str:
    """Sign and word of an item's standing."""
    look = LOOKS[item.standing]
    return f"{look.sign} {look.word.of(language)}"


def _worded(name: str) -> Callable[[Line, Language], Cell]:
    def cell(line: Line, language: Language) -> Cell:
        wording = getattr(line.item, name)
        return None if wording is None else str(wording.of(language))

    return cell


def _certainty(line: Line, language: Language) -> Cell:
    return code("certainty", line.item.certainty, language) or None


def _rule(line: Line, language: Language) -> Cell:
    rule = line.item.rule
    return None if rule is None else f"{rule.title.of(language)} [{rule.rule_id}] {rule.source}"


def _missing(line: Line, language: Language) -> Cell:
    return "; ".join(heading_or_name(name, language) for name in line.item.missing) or None


def _notes(line: Line, language: Language) -> Cell:
    return "; ".join(note.of(language) for note in line.item.notes) or None


COLUMNS: tuple[Column, ...] = (
    Column(_word("standing"), 18, lambda line, language: standing_words(line.item, language)),
    Column(_word("block"), 14, lambda line, language: word(line.block, language)),
    Column(_heading("due"), 12, lambda line, _: line.item.due),
    Column(_heading("nominal_due"), 12, lambda line, _: line.item.nominal_due),
    Column(_heading("safe_date"), 12, lambda line, _: line.item.safe_date),
    Column(_word("left"), 8, lambda line, _: line.item.days_left),
    Column(_word("matter"), 16, lambda line, _: line.item.matter_id),
    Column(_word("matter_title"), 24, _person("title")),
    Column(_word("responsible"), 14, _person("responsible")),
    Column(_word("clerk"), 14, _person("clerk")),
    Column(_word("second_reader"), 14, _person("second_reader")),
    Column(_heading("office"), 22, lambda line, language: code("office", line.item.office, language) or None),
    Column(_heading("right"), 10, lambda line, language: code("right", line.item.right, language) or None),
    Column(_word("number"), 20, lambda line, _: line.item.number or None),
    Column(_word("event"), 28, lambda line, language: event_words(line.item, language)),
    Column(_word("action"), 30, _worded("action")),
    Column(_heading("question"), 40, _worded("question")),
    Column(_heading("missing"), 20, _missing),
    Column(_heading("extends_to"), 12, lambda line, _: line.item.late_until),
    Column(_heading("approved_by"), 14, lambda line, _: line.item.signed_by or None),
    Column(_heading("certainty"), 18, _certainty),
    Column(_heading("rule"), 40, _rule),
    Column(_heading("caveats"), 40, _notes),
    Column(_word("source"), 30, lambda line, language: origin_words(line.item, language)),
    Column(_word("id"), 30, lambda line, _: ", ".join(source.row_id for source in line.item.sources)),
)  # fmt: skip


def portfolio_csv(report: PortfolioReport, *, language: Language = "ja") -> bytes:
    """The items as CSV: UTF-8 with a byte order mark, CR LF, every field quoted, nothing a spreadsheet would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.head(language) for column in COLUMNS])
    for line in lines_of(report):
        writer.writerow([_text(column.cell(line, language)) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, int) else inert(one_line(cell))


def portfolio_workbook(report: PortfolioReport, *, language: Language = "ja") -> bytes:
    """The items as XLSX: the deadlines, and a sheet with matters, counts, signs and what was left out."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": word("title", language), "author": "Konkyo", "created": _CREATED})
        styles = _Styles(book)
        names = ("期限", "概要") if language == "ja" else ("Docket", "Summary")
        _items_sheet(book.add_worksheet(names[0]), styles, report, language)
        _summary_sheet(book.add_worksheet(names[1]), styles, report, language)
    return out.getvalue()


class _Styles:
    """The formats of the workbook; one fill and ink for each standing."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": "Noto Sans JP", "font_size": 10, "valign": "top", "text_wrap": True}
        self.head: Format = book.add_format({**base, "bold": True, "bg_color": "#22384F", "font_color": "#FFFFFF"})
        self.text: Format = book.add_format(base)
        self.bold: Format = book.add_format({**base, "bold": True})
        self.alarm: Format = book.add_format({**base, "bold": True, "font_color": "#B00020"})
        self.date: Format = book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"})
        self.standing: dict[Standing, Format] = {
            standing: book.add_format({**base, "bold": True, "bg_color": look.fill, "font_color": look.ink})
            for standing, look in LOOKS.items()
        }


def _items_sheet(sheet: Worksheet, styles: _Styles, report: PortfolioReport, language: Language) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.head(language), styles.head)
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    number = 0
    for number, line in enumerate(lines_of(report), 1):
        for place, column in enumerate(COLUMNS):
            style = styles.standing[line.item.standing] if place == 0 else styles.text
            if place == 1 and line.block == "overdue":
                style = styles.alarm
            _write(sheet, number, place, column.cell(line, language), style, styles)
    if number:
        sheet.autofilter(0, 0, number, len(COLUMNS) - 1)


def _summary_sheet(sheet: Worksheet, styles: _Styles, report: PortfolioReport, language: Language) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 4, 18)
    span = word("span", language, report.as_of.isoformat(), report.until.isoformat(), report.days)
    sheet.write_string(0, 0, word("title", language), styles.bold)
    sheet.write_string(0, 1, span, styles.text)
    sheet.write_string(1, 0, word("banner", language), styles.alarm)
    at = 3
    for standing, count in counted(report).items():
        look = LOOKS[standing]
        sheet.write_string(at, 0, f"{look.sign} {look.word.of(language)}", styles.standing[standing])
        sheet.write_number(at, 1, count, styles.text)
        sheet.write_string(at, 2, look.meaning.of(language), styles.text)
        at += 1
    at += 1
    heads = ("matter", "overdue", "dated", "pending", "due")
    for place, name in enumerate(heads):
        sheet.write_string(at, place, word(name, language), styles.head)
    for view in report.matters:
        at += 1
        name = " ".join(part for part in (view.matter_id or word("no_matter", language), view.title) if part)
        cells: tuple[Cell, ...] = (
            name,
            view.overdue,
            view.dated,
            view.pending,
            view.next_by,
            people_words(view, language),
        )
        for place, cell in enumerate(cells):
            _write(sheet, at, place, cell, styles.text, styles)
    at += 2
    for entry in report.left_out:
        sheet.write_string(at, 0, left_out_words(entry, language), styles.text)
        at += 1


def _write(sheet: Worksheet, line: int, place: int, cell: Cell, style: Format, styles: _Styles) -> None:
    if cell is None or cell == "":
        sheet.write_blank(line, place, None, style)
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, cell, styles.date)
    elif isinstance(cell, int):
        sheet.write_number(line, place, cell, style)
    else:
        sheet.write_string(line, place, visible(cell)[:_MAX_CELL], style)
