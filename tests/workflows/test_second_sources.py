"""Several documents on one event: joined where they agree, completed where one is silent, shown where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import LETTER, NOTICE, letter, notice

from konkyo.evidence.verify import verify_rows
from konkyo.records.docket import DeadlineQuestion, DocketRow, OtherDate, TriggerDate
from konkyo.records.documents import Document
from konkyo.records.evidence import Computed, Quote, RowStatus
from konkyo.workflows.docket_rows import recomputed
from konkyo.workflows.second_sources import join, with_conflicts


class Sources:
    """The two documents, as the verifier reads them."""

    def __init__(self, *documents: Document) -> None:
        self._documents = {source.document_id: source for source in documents}

    def document(self, document_id: str) -> Document | None:
        return self._documents.get(document_id)


def test_agreeing_letter_is_one_proposal() -> None:
    """Notice and letter that agree: one row, the notice's, citing both; every quote is found again."""
    first, second = notice(), letter()
    result = join([second, first])
    (row,) = result.rows
    assert result.into == {second.row_id: first.row_id}
    assert (row.row_id, row.document_id, row.restated) == (first.row_id, NOTICE.document_id, False)
    (source,) = row.second_sources
    assert (source.document_id, source.differs) == (LETTER.document_id, ())
    assert set(source.agrees) == {"application_number", "trigger_date", "due"}
    assert row.matter_ref == "K-12", "what only the letter states is taken from it"
    quoted = {item.document_id for item in row.evidence if isinstance(item, Quote)}
    assert quoted == {NOTICE.document_id, LETTER.document_id}
    (checked,) = verify_rows([row], Sources(NOTICE, LETTER), recomputed)
    assert checked.status is RowStatus.VERIFIED
    (again,) = verify_rows([row], Sources(NOTICE), recomputed)
    assert again.status is RowStatus.UNVERIFIED, "a quote of the letter that is not there is not passed over"


def test_letter_with_another_due_date() -> None:
    """A letter that prints another due date: one row with the conflict, for a person to look at."""
    second = letter(other_dates=(OtherDate(role="printed_due_date", date=date(2026, 5, 4)), "June 4, 2026"))
    (row,) = join([notice(), second]).rows
    assert row.status is RowStatus.REVIEW
    assert str(row.due) == "2026-06-04"
    assert any("2026-05-04" in wording.en and "2026-05-04" in wording.ja for wording in row.conflicts)
    assert row.second_sources[0].differs == ("due",)


def test_letter_with_another_trigger_date() -> None:
    """A letter that gives the action another date: two rows, and each says that the documents disagree."""
    second = letter(trigger=(TriggerDate(kind="mail_date", date=date(2026, 3, 14)), "March 4, 2026"))
    result = join([notice(), second])
    assert not result.into
    assert [bool(row.conflicts) for row in result.rows] == [True, True]
    assert {row.status for row in result.rows} == {RowStatus.REVIEW}


def test_letter_that_contradicts_its_enclosure() -> None:
    """A mail that dates the notice it encloses otherwise: one proposal, led by the notice, with the conflict quoted."""
    second = letter(trigger=(TriggerDate(kind="mail_date", date=date(2026, 3, 14)), "March 4, 2026"))
    together = {NOTICE.document_id: "mail", LETTER.document_id: "mail"}
    (row,) = join([second, notice()], together).rows
    assert (row.document_id, str(row.trigger_date), row.status) == (NOTICE.document_id, "2026-03-04", RowStatus.REVIEW)
    assert "trigger_date" in row.second_sources[0].differs
    assert any("2026-03-14" in wording.en and "2026-03-04" in wording.en for wording in row.conflicts)
    (index,) = row.grounds["conflict:trigger_date"]
    quote = row.evidence[index]
    assert isinstance(quote, Quote)
    assert quote.document_id == LETTER.document_id
    months_later = letter(trigger=(TriggerDate(kind="mail_date", date=date(2026, 9, 14)), "March 4, 2026"))
    assert len(join([months_later, notice()], together).rows) == 2, "another action, of which the enclosure is not it"


def test_missing_input_is_completed() -> None:
    """A notice without its mailing date and a letter that gives it: a date, computed, that cites the letter for it."""
    bare = notice(trigger=None)
    assert bare.due is None
    (row,) = join([bare, letter()]).rows
    assert str(row.due) == "2026-06-04"
    assert row.missing == ()
    behind = [row.evidence[index] for index in row.grounds["trigger_date"]]
    assert [item.document_id for item in behind if isinstance(item, Quote)] == [LETTER.document_id]
    assert any(isinstance(row.evidence[index], Computed) for index in row.grounds["due"])
    assert any("bb.txt" in caveat.en for caveat in row.caveats)
    (checked,) = verify_rows([row], Sources(NOTICE, LETTER), recomputed)
    assert checked.status is RowStatus.VERIFIED


def test_two_notices_of_one_case() -> None:
    """Two actions of the same kind months apart are two events, and no conflict."""
    later = notice(trigger=(TriggerDate(kind="mail_date", date=date(2026, 11, 4)), "03/04/2026"))
    later = later.model_copy(update={"document_id": "cc" * 32, "row_id": "D-later"})
    result = join([notice(), later])
    assert len(result.rows) == 2
    assert not any(row.conflicts for row in result.rows)


def test_letter_goes_to_its_own_action() -> None:
    """Of two actions in one case, a letter is joined to the one whose date it gives; without a date, to neither."""
    later = notice(trigger=(TriggerDate(kind="mail_date", date=date(2026, 11, 4)), "03/04/2026"))
    later = later.model_copy(update={"document_id": "cc" * 32, "row_id": "D-later"})
    assert join([notice(), later, letter()]).into == {letter().row_id: notice().row_id}
    undated = letter(trigger=None)
    assert join([notice(), later, undated]).into == {}


def test_letter_without_a_number() -> None:
    """A mail that names no case and the notice it encloses belong together; in two mails they do not."""
    nameless = letter(application_number=None, matter_ref=None)
    assert nameless.application_number is None
    together = {NOTICE.document_id: "mail", LETTER.document_id: "mail"}
    assert join([notice(), nameless], together).into == {nameless.row_id: notice().row_id}
    assert join([notice(), nameless], {NOTICE.document_id: "mail", LETTER.document_id: "other"}).into == {}
    assert join([notice(), nameless]).into == {}


@pytest.mark.parametrize(
    "other",
    [{"office": "JPO"}, {"application_number": "US19990113"}, {"event_code": "issue_fee"}, {"annuity_year": 4}],
    ids=str,
)
def test_other_events_stay_apart(other: dict[str, object]) -> None:
    """Another office, another case, another event or another year is never joined."""
    first = notice().model_copy(update={"annuity_year": 3})
    assert len(join([first, letter().model_copy(update=other)]).rows) == 2


ROW = Callable[[], DocketRow]
MANY: Sequence[ROW] = (
    notice,
    letter,
    lambda: notice(trigger=None).model_copy(update={"document_id": "cc" * 32, "row_id": "D-c"}),
    lambda: letter(trigger=(TriggerDate(kind="mail_date", date=date(2026, 3, 14)), "March 4, 2026")).model_copy(
        update={"document_id": "dd" * 32, "row_id": "D-d"}
    ),
)


@given(st.sampled_from(list(permutations(range(len(MANY))))))
def test_order_of_files_does_not_matter(order: tuple[int, ...]) -> None:
    """Whatever comes first: the same events with the same dates, and nothing that had a date is lost."""
    result = join([MANY[index]() for index in order])
    events = {(str(row.trigger_date), str(row.due)) for row in result.rows}
    assert events == {("2026-03-04", "2026-06-04"), ("2026-03-14", "2026-06-15")}
    assert len(result.rows) + len(result.into) == len(MANY)


def test_nothing_to_join() -> None:
    """No rows, or rows of one document only: as they were."""
    assert join([]).rows == ()
    twice = [notice(), notice().model_copy(update={"row_id": "D-x"})]
    assert join(twice).rows == with_conflicts(twice)


@pytest.mark.parametrize(("places", "rows"), [(("US", "CN"), 2), (("US", "US"), 1), (("US", None), 1)])
def test_entries_at_two_offices_are_two_events(places: tuple[str | None, str | None], rows: int) -> None:
    """Letters on the national phase at two Offices are two entries; at one Office, or none named, they are one."""
    entry = [
        row.model_copy(
            update={
                "event_code": "national_phase_entry",
                "question_asked": DeadlineQuestion(
                    office="PCT", event_code="national_phase_entry", office_of_act=place
                ),
            }
        )
        for row, place in zip((notice(), letter()), places, strict=True)
    ]
    assert len(join(entry).rows) == rows


OTHER_NUMBER = ("US19990121", "19/990,112")


def test_a_letter_with_the_notice_of_another_number() -> None:
    """Two proposals, both numbers to be seen on either; beside each other in a folder they are simply two cases."""
    rows = [letter(application_number=OTHER_NUMBER), notice()]
    result = join(rows, {LETTER.document_id: LETTER.document_id, NOTICE.document_id: LETTER.document_id})
    assert not result.into
    for row in result.rows:
        assert row.status is RowStatus.REVIEW
        (wording,) = row.conflicts
        assert all("US19990121" in text and "US19990112" in text for text in (wording.en, wording.ja))
    assert [row.conflicts for row in join(rows).rows] == [(), ()]


def test_a_letter_on_two_cases_with_one_notice() -> None:
    """The notice belongs to the one, so nothing speaks against the other, though its action is of the same day."""
    second = letter(application_number=OTHER_NUMBER).model_copy(update={"row_id": "D-2"})
    homes = {LETTER.document_id: LETTER.document_id, NOTICE.document_id: LETTER.document_id}
    result = join([letter(), second, notice()], homes)
    assert [row.conflicts for row in result.rows] == [(), ()]


def test_far_numbers_in_one_archive_are_two_cases() -> None:
    """A letter and a notice of a third document's family, with numbers that no misprint makes of each other."""
    homes = {LETTER.document_id: "cc" * 32, NOTICE.document_id: "cc" * 32}
    for number, conflict in (("US17123456", False), ("US19990121", True)):
        rows = join([letter(application_number=(number, "19/990,112")), notice()], homes).rows
        assert [bool(row.conflicts) for row in rows] == [conflict, conflict]
