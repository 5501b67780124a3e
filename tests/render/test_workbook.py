"""XLSX, read back with another library."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl

from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Quote
from konkyo.render.signed import SignedRow
from konkyo.render.workbook import workbook


def _sheets(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def _column(sheet: Any, name: str) -> list[Any]:
    heads = [cell.value for cell in sheet[1]]
    return [line[heads.index(name)].value for line in sheet.iter_rows(min_row=2)]


def test_dates_are_dates_and_the_head_is_frozen(signed: SignedRow) -> None:
    """A due date can be sorted and filtered as a date, and the headings stay in view."""
    book = _sheets(workbook([signed]))
    assert book.sheetnames == ["期限", "証拠", "規則"]
    assert _column(book["期限"], "期限日") == [datetime.fromisoformat("2026-09-24")]
    assert book["期限"].freeze_panes == "A2"


def test_evidence_has_a_line_per_quotation(signed: SignedRow) -> None:
    """Every quotation stands with its document, page, paragraph and verdict."""
    sheet = _sheets(workbook([signed], language="en"))["Evidence"]
    assert _column(sheet, "Quotation")[0] == "特願２０２３－９１８２７４"
    assert _column(sheet, "Verdict")[:2] == ["Same after normalising", "Exact"]
    assert _column(sheet, "Page")[:3] == [1, 1, 1]
    assert sheet.max_row == 1 + len(signed.row.evidence)


def test_rules_are_listed_with_source_and_certainty(signed: SignedRow, pending: DocketRow) -> None:
    """A row that has a rule stands on the third sheet; one without does not."""
    sheet = _sheets(workbook([signed, pending], language="en"))["Rules"]
    assert _column(sheet, "Source") == ["特許法50条、方式審査便覧04.10"]
    assert _column(sheet, "How well sourced") == ["Source read"]


def test_text_is_never_a_formula_or_a_link(refusal: DocketRow) -> None:
    """What looks like a formula or an address stays a string, exactly as it is."""
    quote = Quote(document_id=refusal.document_id, page=1, paragraph=None, evidence_quote="=1+1")
    hostile = refusal.model_copy(
        update={"matter_ref": "=cmd|'/c calc'!A1", "file": "http://example.org/x", "evidence": (quote,)}
    )
    book = _sheets(workbook([hostile]))
    docket, evidence = book["期限"], book["証拠"]
    assert _column(docket, "整理番号") == ["=cmd|'/c calc'!A1"]
    assert all(cell.data_type != "f" and cell.hyperlink is None for line in docket.iter_rows() for cell in line)
    assert [cell.data_type for cell in evidence[2] if cell.value == "=1+1"] == ["s"]


def test_a_cell_that_is_too_long_is_cut_visibly(refusal: DocketRow) -> None:
    """Excel holds 32,767 characters a cell; what is cut is marked, and the file stays readable."""
    long = refusal.model_copy(update={"matter_ref": "あ" * 40_000})
    (value,) = _column(_sheets(workbook([long]))["期限"], "整理番号")
    assert len(value) == 32_767
    assert value.endswith("⟨…⟩")


def test_the_same_rows_give_the_same_bytes(signed: SignedRow) -> None:
    """No clock enters the file."""
    assert workbook([signed]) == workbook([signed])


def test_an_empty_table_is_still_a_workbook() -> None:
    """No rows: the headings alone."""
    assert _sheets(workbook([]))["期限"].max_row == 1
