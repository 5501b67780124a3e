"""What a listed event is: the steps of a procedure, recognised by the office's code or by the event's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from konkyo.practice.folding import fold
from konkyo.records.history import EventKind, Phase

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Step:
    """One kind of event. ``codes``: of the act itself; ``sent``: of its mailing (US lists carry both); ``text``: words.

    ``phase`` is that of an event known by code or words alone.
    """

    name: str
    kind: EventKind
    text: str = ""
    codes: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    phase: Phase = ""

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Matches anywhere in the event's folded words."""
        return re.compile(self.text, re.IGNORECASE) if self.text else None


class Known(NamedTuple):
    """An event recognised: its step, and whether it was made, sent or received."""

    step: Step
    phase: Phase


class StepBook:
    """The steps of one office. ``mailed``: words that say that an act was sent; they may stand before any act's name.

    ``words_first``: where an event carries both, its words outrank its code (offices whose codes are reused).
    """

    def __init__(self, office: str, steps: Iterable[Step], *, mailed: str = "", words_first: bool = False) -> None:
        self.office = office
        self.steps = tuple(steps)
        self.named = {step.name: step for step in self.steps}
        self._mailed = re.compile(mailed, re.IGNORECASE) if mailed else None
        self._words_first = words_first
        self._codes: dict[str, Known] = {}
        for step in self.steps:
            for code in step.codes:
                self._codes.setdefault(code, Known(step, step.phase))
            for code in step.sent:
                self._codes.setdefault(code, Known(step, "sent"))

    def know(self, code: str, text: str) -> Known | None:
        """The step of an event, or None."""
        by_code = self._codes.get(code.strip().upper()) if code else None
        if by_code is not None and not self._words_first:
            return by_code
        return self.by_words(text) or by_code

    def by_words(self, text: str) -> Known | None:
        """The step that the words name, or None."""
        words = _SPACE.sub(" ", fold(text).text).strip()
        if not words:
            return None
        sent = bool(self._mailed and self._mailed.search(words))
        for step in self.steps:
            if step.pattern is not None and step.pattern.search(words):
                return Known(step, "sent" if sent and step.phase in ("made", "sent") else step.phase)
        return None

    def knows_code(self, code: str) -> bool:
        """Whether the office uses this code."""
        return code.strip().upper() in self._codes
