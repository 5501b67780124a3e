"""Recognition of whole documents: every finding is where it says it is, and says what the document says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from holdout_cases import HeldOut, held_out
from hypothesis import given
from hypothesis import strategies as st
from papers import paper
from pydantic import BaseModel

from konkyo.practice.notices import recognise
from konkyo.records.docket import Finding, NoticeItem, Recognition
from konkyo.records.documents import Document, Element


def _findings(value: object) -> Iterator[Finding[object]]:
    if isinstance(value, Finding):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _findings(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _findings(item)


def _stands(document: Document, recognition: Recognition) -> None:
    for finding in _findings(recognition):
        page = document.page(finding.page)
        assert page is not None
        assert finding.printed == page.text[finding.start : finding.end]
        assert finding.printed.strip() == finding.printed != ""
        assert 0.0 <= finding.confidence <= 1.0


def _said(item: NoticeItem) -> dict[str, str | None]:
    def value(finding: Finding[str] | None) -> str | None:
        return None if finding is None else finding.value

    claims = sorted({number for finding in item.claims_rejected for number in finding.value})
    return {
        "office": item.office.value,
        "right": value(item.right),
        "event": item.event_code,
        "expect": ":".join([item.expect, *item.missing]),
        "app": value(item.application_number),
        "reg": value(item.registration_number),
        "drafting": None if item.drafting_date is None else item.drafting_date.value.isoformat(),
        "trigger": None if item.trigger is None else f"{item.trigger.value.kind}:{item.trigger.value.date}",
        "party": value(item.party),
        "delivery": value(item.delivery),
        "period": None if item.period is None else f"{item.period.value.n}{item.period.value.unit}",
        "year": None if item.annuity_year is None else str(item.annuity_year.value),
        "claims": ",".join(map(str, claims)),
        "statutes": ",".join(sorted(finding.value for finding in item.statutes)),
        "cited": ",".join(sorted(finding.value for finding in item.cited_documents)),
        "ref": value(item.matter_ref),
    }


@pytest.mark.parametrize("case", held_out(), ids=lambda case: case.name)
def test_invented_notices_give_what_they_say(case: HeldOut) -> None:
    """Layouts of other offices' printers and firms give the same fields; mail that is no notice gives no item."""
    document = paper(case.text)
    recognition = recognise(document)
    _stands(document, recognition)
    assert len(recognition.items) == len(case.items)
    if not case.items:
        assert recognition.reason is not None
    for item, expected in zip(recognition.items, case.items, strict=True):
        said = _said(item)
        for field, want in expected.items():
            if field in ("statutes", "cited"):
                want = ",".join(sorted(want.split(",")))
            assert said[field] == want, field


@pytest.mark.parametrize("case", held_out(), ids=lambda case: case.name)
def test_layout_does_not_matter(case: HeldOut) -> None:
    """Readers of pages lose tabs or empty lines: what the deadline rests on stays the same."""
    for text in (re.sub(r"\t| {2,}", " ", case.text), re.sub(r"\n[\s\u3000]*\n", "\n", case.text)):
        recognition = recognise(paper(text))
        assert len(recognition.items) == len(case.items)
        for item, expected in zip(recognition.items, case.items, strict=True):
            said = _said(item)
            for field in ("office", "event", "expect", "app", "reg", "trigger", "period", "party"):
                assert said[field] == expected.get(field, said[field]), field


_LINES = sorted({line for case in held_out() for line in case.text.splitlines() if line.strip()})


@given(
    st.lists(st.one_of(st.sampled_from(_LINES), st.text(max_size=30)), max_size=25),
    st.sampled_from(["\n", "\n\n", "\n\f\n"]),
)
def test_every_finding_stands_where_it_says(lines: list[str], between: str) -> None:
    """However lines of notices are shuffled and torn, each finding quotes its page exactly and nothing crashes."""
    document = paper(between.join(lines))
    _stands(document, recognise(document))


def test_an_empty_document_has_a_reason() -> None:
    """A document without readable text gives no items and says why."""
    recognition = recognise(paper("  \n "))
    assert recognition.items == ()
    assert recognition.reason is not None


def test_recognition_is_deterministic() -> None:
    """The same document gives the same recognition, byte for byte."""
    case = held_out()[0]
    assert recognise(paper(case.text)).model_dump_json() == recognise(paper(case.text)).model_dump_json()


def test_header_fields_of_a_mail_do_not_join_its_cases() -> None:
    """A mail's own header elements are no office XML: two applications in it stay two items with their own dates."""
    head = "Date: Tue, 28 Jul 2020 12:15:25 +0900"
    body = (
        "\n\nApplication  Document  Mailroom Date  Attorney Docket No.\n"
        "17/010,203   CTFR   05/04/2023   D-1US\n17/040,506   CTNF   05/05/2023   D-2US\n"
    )
    element = Element(path="header/date", start=6, end=len(head))
    items = recognise(paper(head + body, (element,))).items
    assert [_said(item)["trigger"] for item in items] == ["mail_date:2023-05-04", "mail_date:2023-05-05"]
    assert [item.event_code for item in items] == ["final_oa_response", "oa_response"]
