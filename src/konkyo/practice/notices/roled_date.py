"""A date of a document together with what it is the date of."""

from __future__ import annotations

from dataclasses import dataclass

from konkyo.practice.dates import DateToken


@dataclass(frozen=True, slots=True)
class RoledDate:
    """A date with its role; ``role`` None: nothing says what it is; "": known to be none of the case's dates."""

    token: DateToken
    role: str | None
    confidence: float
