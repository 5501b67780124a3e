"""A notice's findings become a row: each field with its quote, a date only from a computation, a gap as an absence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.records.docket import Finding, NoticeItem, OtherDate, Period, Recognition, TriggerDate
from konkyo.records.documents import Document, Outcome, Page, Paragraph
from konkyo.records.evidence import Absence, Computed, Quote, RowStatus
from konkyo.workflows.docket_rows import looked_at, question_of, recomputed, row_id, rows_of

_LINES = ("USPTO", "Non-Final Rejection", "19/990,112", "03/04/2026", "THREE MONTHS", "claims 1-3", "35 U.S.C. 103")


def document(before: str = "", pages: int = 1) -> Document:
    """Pages with the same lines, a paragraph each."""
    text, paragraphs = before, []
    for number, line in enumerate(_LINES, 1):
        paragraphs.append(Paragraph(number=str(number), start=len(text), end=len(text) + len(line)))
        text += f"{line}\n"
    sheets = tuple(Page(number=n, text=text, paragraphs=tuple(paragraphs)) for n in range(1, pages + 1))
    return Document(
        document_id="ab" * 32, name="a.txt", media_type="text/plain", size=1, outcome=Outcome.PARSED, pages=sheets
    )


def found(source: Document, value: object, printed: str, confidence: float = 1.0) -> Finding:  # type: ignore[type-arg]
    """A value read off page 1, where it is printed."""
    start = source.pages[0].text.index(printed)
    return Finding(value=value, printed=printed, page=1, start=start, end=start + len(printed), confidence=confidence)


def item(source: Document, **fields: object) -> NoticeItem:
    """A non-final action of 4 March 2026 with three months to reply."""
    plain: dict[str, object] = {
        "office": found(source, "USPTO", "USPTO"),
        "right": found(source, "patent", "Non-Final Rejection"),
        "form": found(source, "Non-Final Office Action", "Non-Final Rejection"),
        "event_code": "oa_response",
        "expect": "deadline",
        "application_number": found(source, "US19990112", "19/990,112"),
        "trigger": found(source, TriggerDate(kind="notification_date", date=date(2026, 3, 4)), "03/04/2026"),
        "period": found(source, Period(n=3, unit="month"), "THREE MONTHS"),
        "claims_rejected": (found(source, (1, 2, 3), "claims 1-3"), found(source, (2, 3), "1-3")),
        "statutes": (found(source, "35USC103", "35 U.S.C. 103"),),
    }
    return NoticeItem.model_validate(plain | fields)


@given(before=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_each_field_has_its_quote(before: str) -> None:
    """Every stated field points at quotes that are the page's characters at their span; a place is quoted once."""
    source = document(before + "\n")
    (row,) = rows_of(source, Recognition(items=(item(source),)), matter="M1")
    for field in ("office", "right", "form", "application_number", "trigger_date", "trigger_kind", "period",
                  "claims_rejected", "statutes"):  # fmt: skip
        for index in row.grounds[field]:
            quote = row.evidence[index]
            assert isinstance(quote, Quote)
            assert quote.span is not None
            assert source.pages[0].text[slice(*quote.span)] == quote.evidence_quote
            assert quote.paragraph == source.pages[0].paragraph_at(quote.span[0]).number  # type: ignore[union-attr]
    spans = [quote.span for quote in row.evidence if isinstance(quote, Quote)]
    assert len(spans) == len(set(spans))
    assert row.claims_rejected == (1, 2, 3)
    assert row.matter == "M1"


def test_the_date_is_computed() -> None:
    """The due date rests on a computation with its inputs, and the row is not verified by whoever proposes it."""
    source = document()
    (row,) = rows_of(source, Recognition(items=(item(source),)), matter=None)
    (computed,) = (entry for entry in row.evidence if isinstance(entry, Computed))
    assert dict(computed.result) == {"nominal_due": "2026-06-04", "due": "2026-06-04"}
    assert [row.evidence[index] for index in row.grounds["due"]] == [computed]
    assert row.status is RowStatus.UNVERIFIED


@pytest.mark.parametrize(
    "change",
    [
        {"result": {"nominal_due": "2026-06-05", "due": "2026-06-05"}},
        {"inputs": {"office": "JP"}},
        {"inputs": {"office": "JP", "event_code": "oa_response", "no_such_input": 1}},
        {"rule": "another-rule"},
        {"data_hash": "0"},
    ],
)
def test_a_computation_is_made_again(change: dict[str, object]) -> None:
    """What the engine gives from the recorded inputs stays as it is; anything else is flagged."""
    source = document()
    (row,) = rows_of(source, Recognition(items=(item(source),)), matter=None)
    (computed,) = (entry for entry in row.evidence if isinstance(entry, Computed))
    assert recomputed(computed) == computed
    assert recomputed(computed.model_copy(update=change)).flags == ("not_reproduced",)


@given(
    day=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    kind=st.sampled_from(["notification_date", "mail_date", "dispatch_date", "no_such_date"]),
    office=st.sampled_from(["JPO", "USPTO", "EPO"]),
    event=st.sampled_from(["oa_response", "final_oa_response", "appeal_against_refusal", "no_such_event"]),
    months=st.integers(-1, 40),
)
def test_no_date_without_a_rule(day: date, kind: str, office: str, event: str, months: int) -> None:
    """Whatever a notice states: a row with a date has rule and computation; one without says what is missing or why."""
    source = document()
    stated = item(
        source, event_code=event, office=found(source, office, "USPTO"),
        trigger=found(source, TriggerDate(kind=kind, date=day), "03/04/2026"),
        period=found(source, Period(n=months, unit="month"), "THREE MONTHS"),
    )  # fmt: skip
    (row,) = rows_of(source, Recognition(items=(stated,)), matter=None)
    if row.due is None:
        assert row.status in (RowStatus.PENDING, RowStatus.UNKNOWN)
        assert row.missing or row.question is not None
        assert "due" not in row.grounds
    else:
        assert row.rule is not None
        assert row.grounds["due"]
        assert row.due >= day - timedelta(days=1)


def test_a_gap_is_an_absence() -> None:
    """Without its trigger date the row is pending, asks for it, and says that every page was searched."""
    source = document(pages=3)
    (row,) = rows_of(source, Recognition(items=(item(source, trigger=None, expect="pending"),)), matter=None)
    assert row.status is RowStatus.PENDING
    assert row.due is None
    assert row.trigger_date is None
    assert row.question is not None
    (absence,) = (entry for entry in row.evidence if isinstance(entry, Absence))
    assert [scope.pages for scope in absence.searched] == [(1, 2, 3)]
    assert {name for name in row.grounds if name.startswith("missing:")} == {f"missing:{name}" for name in row.missing}


def test_no_deadline_gives_no_row() -> None:
    """An item that says it has no deadline is no proposal."""
    source = document()
    assert rows_of(source, Recognition(items=(item(source, expect="no_deadline"),)), matter=None) == ()


@pytest.mark.parametrize(("day", "conflict"), [(4, False), (5, True)])
def test_printed_due_date(day: int, conflict: bool) -> None:
    """A due date printed on the notice that is not the computed one is shown as a conflict, never taken over."""
    source = document()
    printed = found(source, OtherDate(role="printed_due_date", date=date(2026, 6, day)), "THREE MONTHS")
    (row,) = rows_of(source, Recognition(items=(item(source, other_dates=(printed,)),)), matter=None)
    assert (len(row.conflicts), row.due) == (int(conflict), date(2026, 6, 4))
    assert (row.status is RowStatus.REVIEW) is conflict


def test_row_id() -> None:
    """The same item of the same bytes has the same id in every run; another place, event or number has another."""
    source = document()
    same = row_id(source.document_id, item(source), 0)
    assert same == row_id(source.document_id, item(document(pages=2), trigger=None), 0)
    others = {
        row_id("cd" * 32, item(source), 0), row_id(source.document_id, item(source), 1),
        row_id(source.document_id, item(source, event_code="issue_fee"), 0),
        row_id(source.document_id, item(source, application_number=None), 0),
    }  # fmt: skip
    assert same not in others
    assert len(others) == 4


def test_question_states_nothing_of_its_own() -> None:
    """What the notice does not state is not given to the deadline engine: no party, delivery or stage by default."""
    source = document()
    question = question_of(item(source, trigger=None, period=None, right=None))
    given = question.model_dump(exclude_none=True)
    assert given == {"office": "US", "event_code": "oa_response", "right": "patent"}
    stated = question_of(item(source))
    assert (stated.trigger_code, stated.trigger_date, stated.period_months) == ("mail_date", date(2026, 3, 4), 3)


def test_confidence_is_the_least() -> None:
    """A row is as sure as the least sure field that its date rests on."""
    source = document()
    unsure = found(source, "US19990112", "19/990,112", confidence=0.4)
    (row,) = rows_of(source, Recognition(items=(item(source, application_number=unsure),)), matter=None)
    assert row.confidence == 0.4


def test_loose_dates_are_looked_at() -> None:
    """A date that starts nothing known is shown with its place."""
    source = document()
    (seen,) = looked_at(source, Recognition(loose_dates=(found(source, date(2026, 3, 4), "03/04/2026"),)))
    assert (seen.page, seen.printed, seen.file) == (1, "03/04/2026", "a.txt")
    assert seen.evidence is not None
    assert seen.evidence.evidence_quote == "03/04/2026"
