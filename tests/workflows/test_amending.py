"""A person gives an input; everything that is computed follows from it, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from konkyo.errors import KonkyoError, UsageError
from konkyo.records.docket import DeadlineQuestion, DocketRow
from konkyo.review import decide
from konkyo.workbench import Workbench
from konkyo.workflows.amending import amendable, changes_of

_PENDING = DocketRow(
    row_id="D-1", file="a.pdf", document_id="ab" * 32, office="JPO", right="patent", event_code="oa_response",
    application_number="JP2023918274", missing=("dispatch_date", "party"),
    question_asked=DeadlineQuestion(office="JP", event_code="oa_response"),
)  # fmt: skip


def test_trigger_and_party() -> None:
    """The two missing inputs give the date: 60 days from dispatch for a resident, moved past the autumn holidays."""
    changes = changes_of(_PENDING, {"trigger_date": "2026-07-23", "party": "resident"})
    assert (changes["nominal_due"], changes["due"], changes["safe_date"]) == ("2026-09-21", "2026-09-24", "2026-09-18")
    assert (changes["trigger_date"], changes["trigger_kind"], changes["party"]) == (
        "2026-07-23", "dispatch_date", "resident",
    )  # fmt: skip
    assert changes["missing"] == []
    row = decide.amended(_PENDING, changes)
    assert str(row.due) == "2026-09-24"
    assert {"due", "trigger_date", "party"} <= set(row.amended)
    assert row.steps


def test_half_of_it() -> None:
    """One input given, the other still missing: no date, and the question asks for the rest only."""
    changes = changes_of(_PENDING, {"trigger_date": "2026-07-23"})
    assert changes["due"] is None
    assert changes["missing"] == ["party"]


def test_later_amendment_keeps_earlier_inputs() -> None:
    """An amended row amended again starts from what it was last computed from."""
    once = decide.amended(_PENDING, changes_of(_PENDING, {"trigger_date": "2026-07-23", "party": "resident"}))
    twice = decide.amended(once, changes_of(once, {"party": "overseas"}))
    assert str(twice.trigger_date) == "2026-07-23"
    assert twice.nominal_due is not None
    assert once.nominal_due is not None
    assert twice.nominal_due > once.nominal_due


def test_plain_fact() -> None:
    """A fact that no date rests on changes alone; an empty text takes it away."""
    assert changes_of(_PENDING, {"matter_ref": "KS-1"}) == {"matter_ref": "KS-1"}
    assert changes_of(_PENDING, {"matter_ref": ""}) == {"matter_ref": None}


def test_due_date_is_not_given() -> None:
    """Nobody types a due date: it is computed, or it is not there."""
    assert not {"due", "nominal_due", "safe_date", "status", "evidence", "row_id", "missing"} & set(amendable())
    for name in ("due", "nominal_due", "status", "row_id", "evidence", "no_such_thing"):
        with pytest.raises(UsageError):
            changes_of(_PENDING, {name: "2026-09-24"})


@pytest.mark.parametrize(
    "given",
    [{"trigger_date": "2026-02-30"}, {"trigger_date": "soon"}, {"party": "martian"}, {"period_months": "three"},
     {"period_months": "999999"}, {"office": "XX"}, {"extension_months": "-1"}, {"year_no": "x"}],
    ids=str,
)  # fmt: skip
def test_values_that_do_not_fit(given: dict[str, str]) -> None:
    """A value that cannot be is an error that says so; the row is as it was."""
    with pytest.raises(KonkyoError):
        changes_of(_PENDING, given)


@pytest.mark.parametrize("name", [n for n in amendable() if n not in ("office", "event_code", "right")])
def test_every_name_can_be_taken_away(name: str) -> None:
    """Every amendable name takes an empty text without a defect."""
    try:
        changes = changes_of(_PENDING, {name: ""})
    except KonkyoError as error:
        pytest.fail(f"{name}: {error}")
    assert "row_id" not in changes


def test_through_the_workbench(bench: Workbench, folder: Path, sample: Callable[[str], bytes]) -> None:
    """What a person is shown before signing an amendment is the row that will be signed."""
    (folder / "final.txt").write_bytes(sample("05"))
    bench.docket([folder])
    (shown,) = bench.waiting()
    row, changes = bench.amendment(shown, {"trigger_date": "2026-06-15"})
    assert row == decide.amended(shown.row, changes)
    assert str(row.nominal_due) == "2026-09-15"
    assert {"nominal_due", "due", "trigger_date"} <= set(row.amended)
    assert bench.show(shown.row.row_id) == shown, "looking at an amendment changes nothing"
