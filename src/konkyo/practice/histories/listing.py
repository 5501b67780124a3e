"""A file history as it is listed, before anything is concluded: entries with their places, and facts of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from konkyo.records.docket import Finding

NAMED = 0.99
"""How sure a value is that the file itself names; ``READ``: one read off a line of a table. Priors, not measured."""
READ = 0.9
DateRole = Literal["", "sent", "made", "received"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One listed event. ``role``: what the list says that the date is the date of (sending, making, receipt)."""

    dated: Finding[date]
    code: Finding[str] | None
    text: Finding[str] | None
    page: int
    start: int
    end: int
    role: DateRole = ""

    @property
    def label(self) -> tuple[str, str]:
        """Code and words."""
        return (self.code.value if self.code else "", self.text.value if self.text else "")


@dataclass(slots=True)
class Listing:
    """The entries of one file and the facts that stand beside them (as printed; numbers are not yet in normal form)."""

    entries: list[Entry] = field(default_factory=list)
    application: Finding[str] | None = None
    registration: Finding[str] | None = None
    filing: Finding[date] | None = None
    priority: Finding[date] | None = None
    grant: Finding[date] | None = None
    status: Finding[str] | None = None
    status_date: Finding[date] | None = None
    drawn: Finding[date] | None = None
    total: Finding[int] | None = None
    listed: Finding[int] | None = None
    hints: tuple[str, ...] = ()  # keys and words that tell the right and the office
