"""Rates carry their counts and a Wilson score interval."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.evals.figures import count, rate


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (Wilson score without continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_has_the_published_bounds(hits: int, n: int, low: float, high: float) -> None:
    """Bounds as printed in the literature, to four places."""
    figure = rate("x", hits, n)
    assert figure.low == pytest.approx(low, abs=5e-5)
    assert figure.high == pytest.approx(high, abs=5e-5)
    assert (figure.value, figure.n) == (hits / n, n)


def test_no_trials_give_no_value() -> None:
    """Nothing measured is not zero."""
    figure = rate("x", 0, 0)
    assert (figure.value, figure.n, figure.low, figure.high) == (None, 0, None, None)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_stays_within_0_and_1(case: tuple[int, int]) -> None:
    """The bounds enclose the rate; the interval of the misses mirrors that of the hits."""
    hits, n = case
    figure, mirror = rate("x", hits, n), rate("x", n - hits, n)
    assert figure.low is not None
    assert figure.high is not None
    assert mirror.high is not None
    assert 0.0 <= figure.low <= hits / n + 1e-12
    assert hits / n - 1e-12 <= figure.high <= 1.0
    assert figure.low == pytest.approx(1 - mirror.high, abs=1e-9)


@given(st.integers(1, 200), st.integers(2, 50))
def test_more_trials_narrow_the_interval(n: int, times: int) -> None:
    """The same rate on more trials is known better."""
    few, many = rate("x", n // 2, n), rate("x", n // 2 * times, n * times)
    widths = [f.high - f.low for f in (few, many) if f.high is not None and f.low is not None]
    assert widths[1] < widths[0]


def test_counts_are_their_own_bounds() -> None:
    """A count is not estimated."""
    figure = count("x", 3, 10)
    assert (figure.value, figure.low, figure.high, figure.n) == (3.0, 3.0, 3.0, 10)
