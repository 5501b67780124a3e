"""New documents beside proposals that are there: taken in, referred to, or proposed with the conflict; none lost."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from told import LETTER, NOTICE, letter, notice

from konkyo.records.docket import DocketRow, OtherDate, TriggerDate
from konkyo.records.evidence import RowStatus
from konkyo.workflows.known_proposals import KnownProposal, KnownProposals, settle
from konkyo.workflows.second_sources import Joined


def beside(new: list[DocketRow], *known: DocketRow, is_open: bool = True) -> Joined:
    """New rows beside proposals."""
    return settle(new, KnownProposals(KnownProposal(row, open=is_open) for row in known))


def other_day(row: DocketRow) -> DocketRow:
    """The letter, with another date of the action."""
    told = letter(trigger=(TriggerDate(kind="mail_date", date=date(2026, 3, 14)), "March 4, 2026"))
    return told.model_copy(update={"row_id": row.row_id, "document_id": row.document_id})


def test_letter_after_the_notice() -> None:
    """The proposal keeps its id and takes the letter in as a second source."""
    result = beside([letter()], notice())
    (row,) = result.rows
    assert result.into == {letter().row_id: notice().row_id}
    assert (row.row_id, row.document_id) == (notice().row_id, NOTICE.document_id)
    assert [source.document_id for source in row.second_sources] == [LETTER.document_id]


def test_notice_after_the_letter() -> None:
    """The proposal keeps its id, and the office's own paper leads it from then on."""
    (row,) = beside([notice()], letter()).rows
    assert (row.row_id, row.document_id, row.restated) == (letter().row_id, NOTICE.document_id, False)
    assert [source.document_id for source in row.second_sources] == [LETTER.document_id]


def test_the_same_files_again() -> None:
    """Docketing the letter, the notice, or both again changes nothing."""
    for first, second in ((letter(), notice()), (notice(), letter())):
        (row,) = beside([second], first).rows
        assert beside([first], row).rows == (row,)
        assert beside([second], row).rows == (row,)


def test_decided_proposals_stay_as_they_were_signed() -> None:
    """A letter about an approved proposal proposes nothing and says to which proposal it belongs."""
    result = beside([letter()], notice(), is_open=False)
    assert result.rows == ()
    assert result.into == {letter().row_id: notice().row_id}


def test_a_signed_date_that_a_letter_contradicts_is_said() -> None:
    """A letter that prints another due date than the approved one is not passed over: it goes to a person."""
    told = letter(other_dates=(OtherDate(role="printed_due_date", date=date(2026, 5, 4)), "June 4, 2026"))
    result = beside([told], notice(), is_open=False)
    (row,) = result.rows
    assert row.row_id == letter().row_id
    assert row.status is RowStatus.REVIEW
    assert any("2026-05-04" in wording.en for wording in row.conflicts)


def test_another_date_is_proposed_with_the_conflict() -> None:
    """A letter with another date is a proposal of its own that names both dates, decided or not."""
    for is_open in (True, False):
        row = beside([other_day(letter())], notice(), is_open=is_open).rows[0]
        assert row.row_id == letter().row_id
        assert any("2026-03-04" in wording.en and "2026-03-14" in wording.en for wording in row.conflicts)


def test_an_undecided_proposal_says_what_contradicts_it() -> None:
    """The proposal of the first run names the conflict too, once; a decided one stays as it was signed."""
    told, waiting = beside([other_day(letter())], notice()).rows
    assert (waiting.row_id, waiting.status) == (notice().row_id, RowStatus.REVIEW)
    (wording,) = waiting.conflicts
    assert wording in told.conflicts
    assert beside([notice()], waiting, told).rows == (waiting,), "docketing the notice again keeps the conflict"
    assert beside([other_day(letter())], waiting, told).rows == (told,)
    (alone,) = beside([other_day(letter())], notice(), is_open=False).rows
    assert alone.row_id == letter().row_id


def test_two_letters_that_differ_are_not_both_taken_in() -> None:
    """A proposal without a date and two letters with different ones: both dates are to be seen."""
    undated = notice(trigger=None)
    second = other_day(letter().model_copy(update={"row_id": "D-2", "document_id": "ee" * 32}))
    result = beside([letter(), second], undated)
    assert {str(row.trigger_date) for row in result.rows} == {"2026-03-04", "2026-03-14"}


@given(st.permutations(["notice", "letter", "other"]), st.booleans())
def test_no_date_is_lost(order: list[str], again: bool) -> None:
    """One document a day, in any order, some of them twice: both dates are proposed, each once."""
    rows = {
        "notice": notice(),
        "letter": letter(),
        "other": other_day(letter().model_copy(update={"row_id": "D-2", "document_id": "ee" * 32})),
    }
    there: dict[str, DocketRow] = {}
    for name in [*order, *(order if again else [])]:
        for row in beside([rows[name]], *there.values()).rows:
            there[row.row_id] = row
    assert sorted(str(row.due) for row in there.values()) == ["2026-06-04", "2026-06-15"]
