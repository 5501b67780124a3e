"""What one form of an office is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from konkyo.practice.folding import loose


@dataclass(frozen=True)
class Form:
    """A form: ``triggers`` are date roles that start its period, best first; ``missing`` names what is absent
    when none of them is found. ``event`` ``none``: nothing is due on it. ``renewal``-like forms that we can name
    but whose event has no code carry ``event`` ``unsupported``.
    """

    office: str
    name: str
    event: str
    title: str
    mention: str = ""
    triggers: tuple[str, ...] = ()
    missing: str = "trigger_date"
    rank: int = 5
    right: str | None = None
    codes: tuple[str, ...] = ()
    """Numbers that the office prints on the form itself (``2001`` of EPO Form 2001A, ``ISA/237``)."""

    @cached_property
    def title_pattern(self) -> re.Pattern[str]:
        """Matches a whole line, spaces and decorations aside."""
        return re.compile(loose(f"(?:{self.title})"), re.IGNORECASE)

    @cached_property
    def mention_pattern(self) -> re.Pattern[str] | None:
        """Matches the form's name inside a sentence, or None if letters do not report it."""
        return re.compile(loose(self.mention), re.IGNORECASE) if self.mention else None
