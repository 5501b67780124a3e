"""Lists of claims as printed (``１－６、８``, ``1-13 and 15``, ``請求項１ないし３``) as tuples of numbers."""

from __future__ import annotations

import re

from konkyo.practice.folding import fold

_RANGE = r"(?:-|~|ー|ないし|乃至|から|至|내지|bis|à|to|through|thru)"
_AND = (
    r"(?:、|,|・|;|/|および|及び|ならびに|並びに|または|又は|若しくは|和|及|或|与|및"
    r"|sowie|und|oder|et|ou|as\s+well\s+as|and/or|and|or|&)"
)
_ONE = r"(?:第\s*|제\s*)?(?:請求項\s*|청구항\s*|权利要求\s*)?(?:第\s*|제\s*)?\d{1,3}(?!\d)(?:\s*항)?"
_SPAN = rf"{_ONE}(?:\s*{_RANGE}\s*{_ONE})?"

CLAIM_LIST = rf"{_SPAN}(?:\s*,?\s*{_AND}\s*{_SPAN})*"
"""Regular expression of a list of claims on folded text (case-insensitive)."""

_MOST = 2000  # no application has more claims; a longer range is a misreading
_SPAN_PARTS = re.compile(
    rf"(\d{{1,3}})(?!\d)(?:\s*항)?(?:\s*{_RANGE}\s*(?:第\s*"
    rf"|제\s*)?(?:請求項\s*|청구항\s*|权利要求\s*)?(?:第\s*"
    rf"|제\s*)?(\d{{1,3}}))?",
    re.IGNORECASE,
)


def claims_of(printed: str) -> tuple[int, ...]:
    """The claim numbers of a printed list, ascending and without repeats; empty where there is none.

    A range that runs backwards (``5-3``) is read as its two ends.
    """
    numbers: set[int] = set()
    for match in _SPAN_PARTS.finditer(fold(printed).text):
        first, last = int(match[1]), int(match[2] or match[1])
        numbers.update(range(first, last + 1) if first <= last < _MOST else (first, last))
    return tuple(sorted(numbers - {0}))
