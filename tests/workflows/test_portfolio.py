"""The portfolio: every row in exactly one place, nothing twice, nothing hidden without a signature."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.workflows.portfolio_cases import HEARD, TODAY, Vouched, held, register, report, right, row

from konkyo.errors import UsageError
from konkyo.records.evidence import RowStatus
from konkyo.records.portfolio import LeftOutReason, PortfolioReport, Standing
from konkyo.records.register import Register
from konkyo.records.value import Wording
from konkyo.store.proposals import ProposalState
from konkyo.workflows.portfolio import View, portfolio
from konkyo.workflows.portfolio_items import Held

APPROVED, REJECTED = ProposalState.APPROVED, ProposalState.REJECTED


def places(found: PortfolioReport) -> Counter[str]:
    """How often each row or fee stands in the report, as an item's source or among what was left out."""
    ids = [source.row_id for item in found.items for source in item.sources]
    return Counter([*ids, *(one for entry in found.left_out for one in entry.ids)])


def left(found: PortfolioReport) -> dict[str, tuple[str, ...]]:
    return {entry.reason.value: entry.ids for entry in found.left_out}


_rows = st.builds(
    lambda number, due, state, office, event, right_no, matter, status, nominal, newer: Held(
        made := row(
            f"D-{number:06d}",
            due if not nominal else None,
            nominal_due=due,
            office=office,
            event_code=event,
            application_number=None if right_no == 0 else f"JP2023{right_no:06d}",
            registration_number=f"JP{7_000_000 + right_no}B2" if right_no % 3 == 1 else None,
            status=status if due and not nominal else RowStatus.PENDING,
        ),
        state,
        matter,
        made.model_copy(update={"due": newer}) if newer and state is not ProposalState.INBOX else None,
    ),
    number=st.integers(0, 10**6 - 1),
    due=st.none() | st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=140)),
    state=st.sampled_from(ProposalState),
    office=st.sampled_from(["JPO", "USPTO"]),
    event=st.sampled_from(["oa_response", "annuity", None]),
    right_no=st.integers(0, 5),
    matter=st.none() | st.sampled_from(["M1", "M2", "M3"]),
    status=st.sampled_from([RowStatus.VERIFIED, RowStatus.REVIEW, RowStatus.UNVERIFIED]),
    nominal=st.booleans(),
    newer=st.none() | st.dates(TODAY, TODAY + timedelta(days=140)),
)
_REGISTER = register(
    right("R-1", "M1", registration_number="JP7000001B2", registration_date=date(2021, 10, 12), paid_through=5),
    right("R-2", "M2", office="USPTO", registration_number="US10612718B2", grant_date=date(2019, 4, 7)),
    right(
        "R-3", "M2", registration_number="JP7000009B2", registration_date=date(2010, 2, 2), ended_on=date(2025, 1, 1)
    ),
    matters={"M1": "花子", "M2": "太郎", "M3": None},
)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(_rows, max_size=25, unique_by=lambda one: one.row.row_id),
    days=st.integers(0, 120),
    matter=st.none() | st.sampled_from(["M1", "M9"]),
    person=st.none() | st.sampled_from(["花子", "誰か"]),
    finished=st.sets(st.integers(0, 24)),
)
def test_each_row_stands_in_one_place(
    rows: list[Held], days: int, matter: str | None, person: str | None, finished: set[int]
) -> None:
    """Each row of the store and each fee is behind exactly one item, or counted once with the reason; by any view."""
    done = [one.row.row_id for number, one in enumerate(rows) if number in finished]
    found = portfolio(rows, _REGISTER, View(TODAY, days, matter, person), Vouched(finished=done))
    seen = places(found)
    assert set(seen.values()) <= {1}
    assert {one.row.row_id for one in rows} <= set(seen)
    assert sum(seen.values()) == found.rows + found.fees
    assert all(item.by is not None and item.by < TODAY for item in found.overdue)
    assert all(item.by is not None and TODAY <= item.by <= found.until for item in found.dated)
    assert all(item.by is None for item in found.pending)
    assert sum(view.overdue + view.dated + view.pending for view in found.matters) == len(found.items)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(_rows, max_size=12, unique_by=lambda one: one.row.row_id), order=st.randoms())
def test_deterministic(rows: list[Held], order: Random) -> None:
    """The same holdings give the same report, in whatever order the store lists them."""
    shuffled = list(rows)
    order.shuffle(shuffled)
    view = View(TODAY, 90)
    assert portfolio(rows, _REGISTER, view, Vouched()) == portfolio(shuffled, _REGISTER, view, Vouched())


@pytest.mark.parametrize(
    ("one", "standing"),
    [
        (held("D-1", state=APPROVED), Standing.SIGNED),
        (held("D-1"), Standing.VERIFIED),
        (held("D-1", rule=HEARD), Standing.LAW),
        (held("D-1", status=RowStatus.REVIEW), Standing.REVIEW),
        (held("D-1", conflicts=(Wording(ja="不一致", en="differs"),)), Standing.REVIEW),
        (held("D-1", amended=("trigger_date",)), Standing.REVIEW),
        (held("D-1", due=None, nominal_due=date(2026, 9, 20)), Standing.NOMINAL),
        (held("D-1", status=RowStatus.UNVERIFIED), Standing.UNVERIFIED),
        (held("D-1", due=None), Standing.PENDING),
    ],
)
def test_standing(one: Held, standing: Standing) -> None:
    """Each kind of row has the standing that says how sure its date is."""
    assert [item.standing for item in report(one).items] == [standing]


def test_same_deadline_is_one_line() -> None:
    """The same right, event and due date from two documents is one line that names both; the signed one leads."""
    found = report(
        held("D-1", application_number="JP2023918274", file="notice.pdf"),
        held("D-2", state=APPROVED, application_number="JP2023918274", file="letter.eml"),
    )
    (item,) = found.items
    assert item.standing is Standing.SIGNED
    assert item.files == ("letter.eml", "notice.pdf")
    assert [source.row_id for source in item.sources] == ["D-2", "D-1"]


def test_same_right_by_another_number() -> None:
    """Two documents that name a right by different numbers speak of one right, where a third names both."""
    found = report(
        held("D-1", application_number="JP2023918274"),
        held("D-2", application_number=None, registration_number="JP7000001B2"),
        held("D-3", application_number="JP2023918274", registration_number="JP7000001B2", due=date(2026, 10, 1)),
    )
    assert [len(item.sources) for item in found.dated] == [2, 1]


@pytest.mark.parametrize(
    "other", [{"due": date(2026, 9, 25)}, {"event_code": "annuity"}, {"right": "design"}, {"office": "USPTO"}]
)
def test_another_deadline_is_another_line(other: dict[str, Any]) -> None:
    """Another date, event, right or office is another deadline."""
    first = held("D-1", application_number="JP2023918274")
    second = held("D-2", **({"application_number": "JP2023918274"} | other))
    assert len(report(first, second).items) == 2


def test_rows_without_a_number_are_not_joined() -> None:
    """Rows that name no number may be about different rights: they stay apart."""
    found = report(held("D-1", application_number=None), held("D-2", application_number=None))
    assert len(found.items) == 2


def test_rejected_is_left_out() -> None:
    """A row that a person rejected is counted, not shown; another document's row for the deadline stays."""
    found = report(
        held("D-1", state=REJECTED, application_number="JP2023918274"), held("D-2", application_number="JP2023918274")
    )
    assert [source.row_id for source in found.items[0].sources] == ["D-2"]
    assert left(found) == {"rejected": ("D-1",)}


def test_rejection_that_does_not_stand_hides_nothing() -> None:
    """A row that is marked rejected without a signed rejection is shown, as unverified."""
    found = report(held("D-1", state=REJECTED), vouched=Vouched(not_rejected=["D-1"]))
    assert [item.standing for item in found.items] == [Standing.UNVERIFIED]


def test_broken_signature_is_not_signed() -> None:
    """A row that is marked approved, but whose decision does not hold, is shown as unverified and says so."""
    (item,) = report(held("D-1", state=APPROVED), vouched=Vouched(broken=["D-1"])).items
    assert item.standing is Standing.UNVERIFIED
    assert any("does not stand" in note.en for note in item.notes)


def test_second_reading_missing() -> None:
    """Approved but not yet read by a second person, where that is required: not signed, and says so."""
    (item,) = report(held("D-1", state=APPROVED), vouched=Vouched(unread=["D-1"])).items
    assert (item.standing, item.signed_by) == (Standing.REVIEW, "山田 花子")
    assert any("second person" in note.en for note in item.notes)


def test_done_takes_its_duplicates_along() -> None:
    """What was signed as done is left out, and with it a draft that states the same deadline."""
    found = report(
        held("D-1", state=APPROVED, application_number="JP2023918274"),
        held("D-2", application_number="JP2023918274"),
        vouched=Vouched(finished=["D-1"]),
    )
    assert left(found) == {"done": ("D-1", "D-2")}


def test_overdue_first_and_far_later_out() -> None:
    """Yesterday is overdue, today and the last day are in, the day after is counted as later."""
    days = {
        "D-1": TODAY - timedelta(days=1),
        "D-2": TODAY,
        "D-3": TODAY + timedelta(days=90),
        "D-4": TODAY + timedelta(days=91),
    }
    found = report(*(held(name, due) for name, due in days.items()))
    assert [item.item_id for item in found.overdue] == ["D-1"]
    assert [(item.item_id, item.days_left) for item in found.dated] == [("D-2", 0), ("D-3", 90)]
    assert left(found) == {"later": ("D-4",)}


def test_newer_reading_counts_where_it_is_earlier() -> None:
    """A signed row beside which an earlier date waits stands at the earlier date, marked as changed."""
    signed = held("D-1", date(2027, 3, 1), state=APPROVED)
    found = report(Held(signed.row, APPROVED, None, newer=row("D-1", date(2026, 9, 10))))
    (item,) = found.dated
    assert (item.by, item.changed, item.standing) == (date(2026, 9, 10), True, Standing.SIGNED)
    assert any("2026-09-10" in note.en for note in item.notes)


def test_newer_reading_of_a_rejected_row_waits() -> None:
    """A rejected row that was read anew with other content waits again."""
    found = report(Held(row("D-1"), REJECTED, None, newer=row("D-1", date(2026, 10, 1))))
    assert [(item.item_id, item.by) for item in found.dated] == [("D-1", date(2026, 10, 1))]


def test_matter_by_filing_register_and_reference() -> None:
    """A row's matter is where it was filed, else that of its registered right, else the one its reference names."""
    known = register(right("R-1", "M1", application_number="JP2023918274"), matters={"P-9": None})
    found = report(
        held("D-1", matter="M7", due=date(2026, 9, 2)),
        held("D-2", application_number="JP2023918274", due=date(2026, 9, 3)),
        held("D-3", matter_ref="p-9", due=date(2026, 9, 4)),
        held("D-4", due=date(2026, 9, 5)),
        held("D-5", application_number="JP2023918274", matter="M7", due=date(2026, 9, 6)),
        known=known,
    )
    assert [item.matter_id for item in found.dated] == ["M7", "M1", "P-9", None, "M7"]
    assert any("registered in matter M1" in note.en for note in found.dated[4].notes)
    assert found.matters[-1].matter_id is None


def test_person_sees_their_matters_and_what_is_missing() -> None:
    """A person's view holds every matter they have a part in; other people's and nobody's are counted apart."""
    known = register(matters={"M1": "花子", "M2": "太郎", "M3": None})
    rows = [held(f"D-{n}", matter=f"M{n}") for n in (1, 2, 3)]
    found = report(*rows, held("D-4"), known=known, person="花子")
    assert [item.item_id for item in found.items] == ["D-1"]
    assert left(found) == {"other_person": ("D-2",), "unassigned": ("D-3", "D-4")}


def test_decisions_are_asked_about_only_where_shown() -> None:
    """The signatures of rows beyond the view are not checked: a large workspace stays quick."""
    vouched = Vouched()
    report(held("D-1", date(2030, 1, 1), state=APPROVED), held("D-2", state=APPROVED), vouched=vouched)
    assert set(vouched.asked) == {"D-2"}


def test_proposed_fee_is_shown_once() -> None:
    """A fee that lies on the approval desk is the row there; a row whose register has moved on says the new date."""
    known = register(right(registration_number="JP7000001B2", registration_date=date(2021, 10, 12), paid_through=5))
    (fee,) = report(known=known).items
    assert (fee.kind, fee.due, fee.standing) == ("scheduled", date(2026, 10, 13), Standing.REVIEW)
    same = report(held(fee.item_id, fee.due, event_code="annuity", matter="M1"), known=known)
    assert [(item.kind, len(item.sources), item.notes) for item in same.items] == [("docket", 1, ())]
    moved = report(held(fee.item_id, date(2026, 9, 30), event_code="annuity", matter="M1"), known=known)
    assert any("2026-10-13" in note.en for note in moved.items[0].notes)


def test_fee_and_notice_are_one_line() -> None:
    """A fee of the schedule and an office's notice about it are one deadline."""
    known = register(right(registration_number="JP7000001B2", registration_date=date(2021, 10, 12), paid_through=5))
    notice = held(
        "D-1", date(2026, 10, 13), event_code="annuity", application_number=None, registration_number="JP7000001B2"
    )
    (item,) = report(notice, known=known).items
    assert [source.kind for source in item.sources] == ["docket", "scheduled"]


def test_ended_right_owes_nothing() -> None:
    """Fees of a right that has ended are counted, not shown."""
    facts = {"registration_number": "JP7000001B2", "registration_date": date(2021, 10, 12), "paid_through": 5}
    found = report(known=register(right(**facts, ended_on=date(2026, 1, 1))))
    assert not found.items
    assert [entry.reason for entry in found.left_out] == [LeftOutReason.ENDED]


@pytest.mark.parametrize("days", [-1, 3661])
def test_days_out_of_range(days: int) -> None:
    """A view reaches 0 to 3660 days; anything else is refused."""
    with pytest.raises(UsageError):
        report(days=days)


def test_empty() -> None:
    """Nothing held gives an empty report, not an error."""
    found = portfolio([], Register(), View(TODAY), Vouched())
    assert (found.items, found.left_out, found.rows, found.fees) == ((), (), 0, 0)


def test_twenty_thousand_rows_are_quick() -> None:
    """20,000 rows are placed within seconds also on a busy core (0.8 s on a quiet one)."""
    rows = [
        held(f"D-{n:06d}", TODAY + timedelta(days=n % 900 - 300), application_number=f"JP2020{n % 7000:06d}")
        for n in range(20_000)
    ]
    began = time.process_time()
    found = report(*rows)
    assert time.process_time() - began < 4
    assert sum(places(found).values()) == 20_000
