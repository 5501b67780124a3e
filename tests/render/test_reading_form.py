"""The second reader's form: A4, everything to look at, no value of the proposal, one code for one content."""

from __future__ import annotations

import html
import re
from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.errors import UsageError
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Absence, Quote, SearchedScope
from konkyo.render.labels import Language
from konkyo.render.reading_form import FormSource, ReadingForm, form_html, form_pdf, reading_form

A4 = (595, 842)


def quote(page: int, paragraph: str, document: str = "ab" * 32) -> Quote:
    return Quote(document_id=document, page=page, paragraph=paragraph, evidence_quote="発送日 令和8年1月5日")


ROW = DocketRow(
    row_id="D-1", file="通知.pdf", document_id="ab" * 32, matter="P-100", office="JPO", due=date(2026, 3, 5),
    application_number="JP2021123456", trigger_date=date(2026, 1, 5), form="拒絶理由通知書",
    evidence=(quote(2, "10"), quote(1, "9"), quote(2, "3"), quote(2, "10"), quote(1, "1", "cd" * 32),
              Absence(searched=(SearchedScope(document_id="ef" * 32, pages=(1,)),), how="x", scope_hash="0" * 64)),
    grounds={"trigger_date": (0,)},
)  # fmt: skip
FILES = {"cd" * 32: "letter.eml", "ef" * 32: "bundle.pdf"}


def made(language: Language = "ja", *, with_first: bool = False) -> ReadingForm:
    return reading_form(ROW, "12" * 32, "7K3M-9QXP", language=language, files=FILES, with_first=with_first)


def text_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def test_where_to_look() -> None:
    """Every document of the evidence, its pages in order, paragraphs once each and in the order of their numbers."""
    assert made().sources == (
        FormSource(name="通知.pdf", document_id="ab" * 32, places=((1, ("9",)), (2, ("3", "10")))),
        FormSource(name="letter.eml", document_id="cd" * 32, places=((1, ("1",)),)),
        FormSource(name="bundle.pdf", document_id="ef" * 32),
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_pdf(language: Language) -> None:
    """One A4 page, marks on it, no value of the row; the same form gives the same bytes."""
    pdf = form_pdf([made(language)], language=language)
    document = pypdfium2.PdfDocument(pdf)
    assert [tuple(round(x) for x in page.get_size()) for page in document] == [A4]
    (text,) = text_of(pdf)
    for shown in ("通知.pdf", "letter.eml", "P-100", "7K3M-9QXP", "12" * 32, "ab" * 8, "D-1"):
        assert shown in text
    for hidden in ("2021123456", "2026", "令和8年", "拒絶理由", "1月5日"):
        assert hidden not in text
    assert form_pdf([made(language)], language=language) == pdf


def test_second_sheet() -> None:
    """The first reading stands on a sheet of its own, only when it is asked for."""
    first, second = text_of(form_pdf([made("en", with_first=True)], language="en"))
    assert "JP2021123456" not in first
    assert "JP2021123456" in second
    assert "to be opened after" in second


def test_one_form_a_sheet() -> None:
    """Each proposal begins a new sheet; no proposal is no form."""
    assert len(text_of(form_pdf([made(), made()], language="ja"))) == 2
    with pytest.raises(UsageError):
        form_pdf([], language="ja")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_html_is_inert(name: str, matter: str) -> None:
    """Names from outside are text, never markup; no script, nothing loaded."""
    row = ROW.model_copy(update={"file": f"<script>{name}", "matter": f'"><img src=x onerror={matter}'})
    page = form_html([reading_form(row, "12" * 32, "7K3M-9QXP", language="en")], language="en").decode()
    body = page[page.index("<body>") :]
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", body))
    assert not tags & {"script", "img", "link", "iframe", "form", "input"}
    assert html.escape("<script>") in body
    assert "http" not in page.replace(html.escape(name), "").replace(html.escape(matter), "")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_html_shows_no_value(language: Language) -> None:
    """The HTML form says what the PDF says."""
    page = form_html([made(language)], language=language).decode()
    assert "7K3M-9QXP" in page
    assert "通知.pdf" in page
    for hidden in ("2021123456", "2026", "拒絶理由"):
        assert hidden not in page
