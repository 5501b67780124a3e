"""Figures of an evaluation: every rate with its counts and a 95 % interval, every case with its outcome."""

from __future__ import annotations

import math
from typing import Any

from konkyo.records.value import Value

_Z = 1.959963984540054  # two-sided 95 % of the normal distribution


class Figure(Value):
    """``value`` of ``n`` trials with a 95 % interval (Wilson score for rates; equal to the value for counts)."""

    name: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


class Case(Value):
    """One case: ``outcome`` in the suite's own words (``right``, ``wrong``, ``pending``, ``false_accept`` ...)."""

    id: str
    outcome: str
    expected: Any = None
    got: Any = None
    note: str = ""


class Result(Value):
    """What ``konkyo eval SUITE --json`` prints."""

    suite: str
    figures: tuple[Figure, ...]
    cases: tuple[Case, ...]


def rate(name: str, hits: int, n: int) -> Figure:
    """``hits`` of ``n`` with the Wilson score interval (E. B. Wilson, JASA 22, 1927); ``value`` None when n is 0."""
    if n == 0:
        return Figure(name=name, value=None, n=0)
    p = hits / n
    centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n)) / (1 + _Z**2 / n)
    return Figure(name=name, value=p, n=n, low=max(0.0, centre - half), high=min(1.0, centre + half))


def count(name: str, value: int, n: int) -> Figure:
    """A plain count ``value`` out of ``n``."""
    return Figure(name=name, value=float(value), n=n, low=float(value), high=float(value))
