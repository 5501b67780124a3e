"""Text made comparable (NFKC, one kind of dash) with the way back to the characters as printed.

Every lexer of this package works on a ``Folded`` text and gives offsets into it; ``Folded.source`` turns them into
offsets of the untouched text, so that a finding can always quote what the page shows.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_DASHES = frozenset("-‐‑‒–—―−﹣－⁃─━")
_WAVES = frozenset("~〜～∼")
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\r")
_KEPT_CATEGORY = "No"  # ①, ², ½: folding them would glue a digit to its neighbours

GAP = r"[^\S\n]*(?:\n[^\S\n]*)?"
"""Spaces with at most one line break: what hard-wrapped or letter-spaced print puts between two characters."""

_SINGLE_SPACE = re.compile(r"(?<=\S)[ \u3000](?=\S)")
_SPACED = 8  # a line of so many pieces, nearly all single characters, is letter-spaced
_SPACED_SHARE = 0.9
_MOST_SPACES = 12
_MOST_BREAKS = 4
_HALF = 0.7  # a line this long, relative to the longest lines of the text, may have been wrapped by force
_LONGEST = 0.95


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. ``starts[i]``/``ends[i]``: extent in the source of the character that gave ``text[i]``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of folded characters ``start`` to ``end`` (exclusive, not empty)."""
        return self.starts[start], self.ends[end - 1]

    def cut(self, start: int, end: int) -> Folded:
        """The folded text from ``start`` to ``end``, offsets still pointing into the whole source."""
        return Folded(self.text[start:end], self.starts[start:end], self.ends[start:end])


def fold(text: str) -> Folded:
    """NFKC character by character, dashes and waves unified, zero-width characters dropped.

    Runs of spaces and empty lines are cut short, so that no pattern can be made to search them for long.
    A line break inside a run of full-width digits is dropped too where the line is as long as the lines of the text
    get: there the number was cut by the margin, not by its author.
    """
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    cuts = _forced_breaks(text) | _letter_spacing(text)
    spaces = breaks = 0
    for index, character in enumerate(text):
        if index in cuts:
            continue
        if character.isspace():
            breaks += character == "\n"
            spaces = 0 if character == "\n" else spaces + 1
            if spaces > _MOST_SPACES or (character == "\n" and breaks > _MOST_BREAKS):
                continue
        else:
            spaces = breaks = 0
        for piece in _fold_character(character):
            folded.append(piece)
            starts.append(index)
            ends.append(index + 1)
    return Folded("".join(folded), tuple(starts), tuple(ends))


@cache
def _fold_character(character: str) -> str:
    if character in _DROPPED:
        return ""
    if character in _DASHES:
        return "-"
    if character in _WAVES:
        return "~"
    if unicodedata.category(character) == _KEPT_CATEGORY:
        return character
    plain = unicodedata.normalize("NFKC", character)
    return "".join("-" if piece in _DASHES else piece for piece in plain)


def _forced_breaks(text: str) -> frozenset[int]:
    """Offsets of line breaks that cut a run of full-width digits at the right margin."""
    lines = text.split("\n")
    widths = sorted(width_of(line) for line in lines)
    full = widths[min(int(len(widths) * _LONGEST), len(widths) - 1)]
    cuts: set[int] = set()
    offset = 0
    for line, following in itertools.pairwise(lines):
        offset += len(line) + 1
        wide = bool(line) and bool(following) and all(_is_wide_digit(c) for c in (line[-1], following[0]))
        if wide and width_of(line) >= _HALF * full:
            cuts.add(offset - 1)
    return frozenset(cuts)


def _letter_spacing(text: str) -> frozenset[int]:
    """Offsets of the single spaces in lines set letter by letter (特 願 2 0 2 1), as scans and old prints give them."""
    cuts: set[int] = set()
    offset = 0
    for line in text.split("\n"):
        pieces = line.split()
        single = sum(1 for piece in pieces if len(piece) == 1)
        if len(pieces) >= _SPACED and single >= _SPACED_SHARE * len(pieces) and any(is_cjk(c) for c in line):
            cuts.update(offset + match.start() for match in _SINGLE_SPACE.finditer(line))
        offset += len(line) + 1
    return frozenset(cuts)


def _is_wide_digit(character: str) -> bool:
    return character in "０１２３４５６７８９－−―"


def width_of(line: str) -> int:
    """Columns a line takes in print: wide characters count two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def is_cjk(character: str) -> bool:
    """Han, kana, hangul and the marks set among them: scripts that break a line anywhere."""
    return "　" <= character <= "鿿" or "가" <= character <= "힣" or "豈" <= character <= "﫿"


_PIECE = re.compile(r"\(\?<[!=][^()]*\)|\[(?:\\.|[^\]\\])*\]|\\.|.", re.DOTALL)


def loose(pattern: str) -> str:
    """A regular expression that forgives spacing: CJK literals may be letter-spaced or wrapped, a space is any space.

    Character classes and look-behinds are left alone; a literal space stands for one or more spaces or line breaks.
    """
    pieces = _PIECE.findall(pattern)
    out: list[str] = []
    groups = [False]  # for each open group, whether a word must have come before; the gap never begins a match
    begun = False
    for before, piece, following in zip(["", *pieces], pieces, [*pieces[1:], ""], strict=False):
        out.append(r"\s+" if piece == " " else piece)
        if piece == "(":
            groups.append(begun)
        elif piece == "|":
            begun = groups[-1]
        elif piece == ")":
            begun = groups.pop() if following in ("?", "*") else True
        begun = begun or is_cjk(piece[0])
        joins = bool(following) and (is_cjk(following[0]) or following[0] in "([") and not following.startswith("(?<")
        ends_group = piece == ")" or (piece == "?" and before == ")")
        if (len(piece) == 1 and is_cjk(piece) and joins) or (
            ends_group and begun and following and (is_cjk(following[0]) or following == "(")
        ):
            out.append(GAP)
    return "".join(out)


def phrase(pattern: str) -> re.Pattern[str]:
    """``loose`` compiled, without regard to case."""
    return re.compile(loose(pattern), re.IGNORECASE)
