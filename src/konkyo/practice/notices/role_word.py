"""What one rule about the words around a date is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from konkyo.practice.folding import loose

_SEPARATORS = r"[\s::・.(\[【】\])|=,「」『』<>-]*(?:は|が|も|を|:)?[\s::|]*"
_WEEKDAY = r"(?:\s*\([^()]{1,9}\))?\s*"


@dataclass(frozen=True)
class RoleWords:
    """One rule. ``role`` "" drops the date: it belongs to the law or to the form, not to the case."""

    role: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None


def before_date(role: str, words: str) -> RoleWords:
    """Words that must end right before the date, separators aside."""
    return RoleWords(role, before=re.compile(rf"(?:{loose(words)}){_SEPARATORS}$", re.IGNORECASE))


def after_date(role: str, words: str) -> RoleWords:
    """Words that must begin right after the date; a day of the week in brackets may stand between."""
    return RoleWords(role, after=re.compile(rf"{_WEEKDAY}(?:{loose(words)})", re.IGNORECASE))
