"""White space of markup, as it is shown: runs of it are one space, and none between two CJK characters."""

from __future__ import annotations

import re
import unicodedata

from konkyo.ingest.page_builder import PageBuilder

_RUN = re.compile(r"[ \t\r\n\f]+")
_WHITE = " \t\r\n\f"


def put_collapsed(builder: PageBuilder, text: str) -> None:
    """Write text as HTML shows it: every run of white space is one space."""
    _put(builder, text, whole_runs=True)


def put_unbroken(builder: PageBuilder, text: str) -> None:
    """Write text whose line breaks mean nothing, as in XML: runs with a line break are one space, others stay."""
    _put(builder, text, whole_runs=False)


def _put(builder: PageBuilder, text: str, *, whole_runs: bool) -> None:
    position = 0
    for found in _RUN.finditer(text):
        run = found.group()
        broken = "\n" in run or "\r" in run or "\f" in run
        if not broken and not whole_runs:
            continue
        _words(builder, text[position : found.start()])
        position = found.end()
        before = text[found.start() - 1] if found.start() else builder.last
        after = text[position : position + 1]
        if not (broken and _is_wide(before) and _is_wide(after)):
            builder.space()
    _words(builder, text[position:])


def _words(builder: PageBuilder, text: str) -> None:
    """Text up to the next run; white space at the start of a line or after a space is not shown."""
    follows_space = builder.at_line_start or builder.last == " "
    builder.write(text.lstrip(_WHITE) if follows_space else text)


def _is_wide(character: str) -> bool:
    """East Asian wide or full width, but not Hangul, which is written with spaces."""
    return bool(character) and unicodedata.east_asian_width(character) in "WF" and not "가" <= character <= "힣"
