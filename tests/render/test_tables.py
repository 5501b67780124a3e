"""CSV and JSON."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from konkyo.records.docket import DocketReport, DocketRow
from konkyo.records.value import canonical_bytes, content_hash
from konkyo.render.columns import COLUMNS
from konkyo.render.labels import heading
from konkyo.render.signed import SignedRow
from konkyo.render.tables import csv_table, inert, json_document


def _read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_opens_in_excel_with_its_characters(signed: SignedRow) -> None:
    """A byte order mark, CR LF, and the dates in ISO form."""
    data = csv_table([signed])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    (line,) = _read(data)
    assert line["期限日"] == "2026-09-24"
    assert line["承認"] == "承認: 弁理士　日比谷 花子"
    assert line["内容のSHA-256"] == signed.decision.body.content_hash


def test_headings_follow_the_language(refusal: DocketRow) -> None:
    """One column per field, headed in the reader's language."""
    (line,) = _read(csv_table([refusal], language="en"))
    assert list(line) == [heading(column.name, "en") for column in COLUMNS]


def test_a_draft_says_that_it_is_one(refusal: DocketRow) -> None:
    """A row without a decision is marked, so that a table of drafts cannot pass as approved."""
    (line,) = _read(csv_table([refusal]))
    assert line["承認"] == "DRAFT 未承認"


def test_formulas_are_made_inert(refusal: DocketRow) -> None:
    """A cell that a spreadsheet would run gets an apostrophe in front."""
    hostile = refusal.model_copy(update={"matter_ref": '=HYPERLINK("http://example.org","x")', "file": "＝1+1.pdf"})
    (line,) = _read(csv_table([hostile]))
    assert line["整理番号"].startswith("'=")
    assert line["書類ファイル"].startswith("'＝")


@given(st.text(), st.sampled_from(["=", "+", "-", "@", "\t", "\r", " =", "　@"]))
def test_no_text_begins_as_a_formula(text: str, start: str) -> None:
    """Whatever follows, a formula's first character never comes first, not even behind white space."""
    assert inert(start + text).startswith("'")


@given(st.from_regex(r"[A-Za-z0-9ぁ-ん][^\x00]*", fullmatch=True))
def test_ordinary_text_is_untouched(text: str) -> None:
    """Text that is no formula gets no apostrophe."""
    assert inert(text) == text


def test_json_is_the_record_itself(report: DocketReport) -> None:
    """The outward shape is the record's own, and reading it back gives the same record and the same hash."""
    data = json_document(report)
    assert json.loads(data) == report.model_dump(mode="json")
    assert content_hash(DocketReport.model_validate_json(data)) == content_hash(report)
    assert json_document(report, indent=None) == canonical_bytes(report)
