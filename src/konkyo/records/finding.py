"""A value with the place on a page from which it was read."""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

from konkyo.records.value import Value

Day = date  # a field named ``date`` hides the class of that name inside its own model
V = TypeVar("V")


class Finding(Value, Generic[V]):
    """A value read off a page: ``printed`` is page.text[start:end]; ``value`` is its normal form."""

    value: V
    printed: str
    page: int
    start: int
    end: int
    confidence: float = 1.0
    note: str = ""


class TriggerDate(Value):
    """A date and what it is the date of (trigger code of the vocabulary, or notification_date)."""

    kind: str
    date: date
