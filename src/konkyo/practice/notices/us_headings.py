"""Sections of 35 U.S.C. that only the heading of an American action's rejections names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from konkyo.practice.notices.confidence import PHRASE
from konkyo.practice.notices.sheet import Sheet
from konkyo.practice.statutes import StatuteToken

_HEADING = re.compile(
    r"(?m:^)[^\S\n]*(?:Claim\s+)?Rejections?(?:\s*[-–—:]+\s*|\s+under\s+)(?=35\s*U)(?P<rest>[^\n]{0,60}\n(?P<body>(?:(?!\s*Claim\s+"
    r"(?:Rejection|Objection))[^\n]*\n?){1,12}))",
    re.IGNORECASE,
)
"""The heading of the rejections under one section, with the lines that stand under it."""
_WITHDRAWN = re.compile(r"withdrawn|moot|overcome[sd]?\b|not\s+rejected|reversed", re.IGNORECASE)


def headed(
    sheet: Sheet, start: int, end: int, tokens: list[StatuteToken], known: set[str]
) -> Iterator[tuple[StatuteToken, float]]:
    """Sections of headings under which claims are rejected, where no sentence names the section again."""
    for match in _HEADING.finditer(sheet.text, start, end):
        if re.search(r"\brejected\b", match["body"]) and not _WITHDRAWN.search(match["body"]):
            yield from (
                (token, PHRASE)
                for token in tokens
                if match.start("rest") <= token.start < match.start("body") and token.provision[:3] not in known
            )
