"""What one rule about the words around a date is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from konkyo.practice.folding import loose

_SEPARATORS = r"[\s::・.(\[【】\])|=,「」『』<>-]*(?:は|が|も|を|:)?[\s::|]*"
_COPULA = r"(?:(?<=date)\s+(?:is|was|of|being|will\s+be))?"  # a mailing date of …, whose dispatch date was …
_GLOSS = r"(?:\s*\([A-Za-z][A-Za-z .'/-]{2,30}\)\s*(?:为|是|于|は|が|은|는|일)?)?"  # 发文日(Mail Date)为 …
_WEEKDAY = r"(?:\s*\([^()]{1,9}\))?\s*"


@dataclass(frozen=True)
class RoleWords:
    """One rule. ``role`` "" drops the date: it belongs to the law or to the form, not to the case.

    ``words_before``, ``words_after``: patterns as written; compiled when the first document asks.
    """

    role: str
    words_before: str = ""
    words_after: str = ""

    @cached_property
    def before(self) -> re.Pattern[str] | None:
        """Matches the words that end right before the date, separators aside."""
        if not self.words_before:
            return None
        return re.compile(rf"(?:{loose(self.words_before)}){_GLOSS}{_COPULA}{_SEPARATORS}$", re.IGNORECASE)

    @cached_property
    def after(self) -> re.Pattern[str] | None:
        """Matches the words that begin right after the date; a day of the week in brackets may stand between."""
        return re.compile(rf"{_WEEKDAY}(?:{loose(self.words_after)})", re.IGNORECASE) if self.words_after else None


def before_date(role: str, words: str) -> RoleWords:
    """Words that must end right before the date, separators aside."""
    return RoleWords(role, words_before=words)


def after_date(role: str, words: str) -> RoleWords:
    """Words that must begin right after the date; a day of the week in brackets may stand between."""
    return RoleWords(role, words_after=words)
