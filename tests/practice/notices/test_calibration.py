"""Counts become probabilities: many cases speak for themselves, few borrow, none leaves the prior as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.practice.notices.calibration import ROW, Calibration, Reliability, calibration, read_counts

PRIORS = st.sampled_from([0.4, 0.6, 0.85, 0.9, 0.95, 0.98, 0.99])


@given(prior=PRIORS, restated=st.booleans(), field=st.sampled_from(["office", "party", ROW]))
def test_without_counts_the_prior_stands(prior: float, field: str, *, restated: bool) -> None:
    """Nothing was counted: the prior is all there is."""
    assert Calibration().probability(field, prior, restated=restated) == prior


def test_many_cases_speak_for_themselves() -> None:
    """500 right of 1,000 make a half, whatever the prior claimed."""
    counted = Calibration([Reliability(field="party", told="letter", prior=0.98, right=500, n=1000)])
    assert counted.probability("party", 0.98, restated=True) == pytest.approx(0.5, abs=0.01)
    assert counted.probability("party", 0.98, restated=False) == 0.98, "papers were not counted"


def test_few_cases_borrow_from_other_fields() -> None:
    """One wrong finding of a rare field does not make it worthless, and common fields lend it their rate."""
    rare = Reliability(field="stage", told="paper", prior=0.9, right=0, n=1)
    common = Reliability(field="office", told="paper", prior=0.9, right=99, n=100)
    assert Calibration([rare]).probability("stage", 0.9, restated=False) > 0.6
    assert Calibration([rare, common]).probability("stage", 0.9, restated=False) > 0.8
    assert Calibration([common]).probability("period", 0.9, restated=False) > 0.95


def test_rows_do_not_lend_to_fields() -> None:
    """That whole rows are often wrong says nothing about a single field."""
    rows = Reliability(field=ROW, told="paper", prior=0.9, right=0, n=100)
    assert Calibration([rows]).probability("office", 0.9, restated=False) == 0.9
    assert Calibration([rows]).probability(ROW, 0.9, restated=False) < 0.1


def counted(field: str, told: str, prior: float, n: int, share: float) -> Reliability:
    """Counts of which a share was right."""
    return Reliability(field=field, told=told, prior=prior, right=int(n * share), n=n)


@given(
    counts=st.lists(
        st.builds(
            counted,
            st.sampled_from(["a", "b", ROW]), st.sampled_from(["paper", "letter"]), PRIORS, st.integers(0, 50),
            st.floats(0, 1),
        ),
        unique_by=lambda count: (count.field, count.told, count.prior),
    ),
    prior=PRIORS,
    restated=st.booleans(),
)  # fmt: skip
def test_always_a_probability(counts: list[Reliability], prior: float, *, restated: bool) -> None:
    """Whatever was counted: between 0 and 1, and one right finding more never lowers it."""
    before = Calibration(counts).probability("a", prior, restated=restated)
    assert 0.0 <= before <= 1.0
    told = "letter" if restated else "paper"
    rest = [c for c in counts if (c.field, c.told, c.prior) != ("a", told, prior)]
    own = next((c for c in counts if (c.field, c.told, c.prior) == ("a", told, prior)), None)
    more = Reliability(field="a", told=told, prior=prior, right=own.right + 1 if own else 1, n=own.n + 1 if own else 1)
    assert Calibration([*rest, more]).probability("a", prior, restated=restated) >= before


def test_the_data_that_come_with_the_program() -> None:
    """The packaged counts can be read, and no more findings were right than there were."""
    for count in calibration().counts:
        assert 0 <= count.right <= count.n
        assert count.told in ("paper", "letter")
        assert 0.0 < count.prior <= 1.0
    assert read_counts("") == ()
