"""Find a quote in text that was read from an image: the same words with a few misread characters.

Seed and extend: with at most k edits, one of k + 1 pieces of the quote stands in the page unchanged (W. Baeza-Yates and
G. Navarro, Algorithmica 23, 1999); around each such place a banded edit distance gives the alignment.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from difflib import SequenceMatcher

from konkyo.evidence.protected import as_word, signature

EDIT_SHARE = 0.03
_LEAST_LENGTH = 16
_MOST_PLACES = 40
_LONGEST_SLIP = 2  # characters: rn for m; a longer run is another word
_BEYOND = 6


@dataclass(frozen=True, slots=True)
class Aligned:
    """Characters ``start`` to ``end`` of the page read as the quote with ``edits`` edits."""

    start: int
    end: int
    edits: int


def align(page: str, quote: str) -> Aligned | None:
    """The place where ``quote`` stands with at most 3 % edits, none in a protected word; None if there is none.

    Both texts are folded. Of several places the one with fewest edits is given; two equally good ones give None.
    """
    if len(quote) < _LEAST_LENGTH:
        return None
    most = math.ceil(EDIT_SHARE * len(quote))
    found: dict[tuple[int, int], int] = {}
    for low in _places(page, quote, most):
        window = page[low : low + len(quote) + 2 * most + 1]
        place = _best(window, quote, most)
        if place is not None:
            start, end, edits = place
            found[low + start, low + end] = edits
    wanted = signature(quote)
    kept = sorted(
        (edits, start, end)
        for (start, end), edits in found.items()
        if signature(as_word(page[start:end])) == wanted and _same_words(page, start, end, quote)
    )
    if not kept:
        return None
    edits, start, end = kept[0]
    if any(other[0] == edits and not (other[1] < end and start < other[2]) for other in kept[1:]):
        return None
    return Aligned(start, end, edits)


def _same_words(page: str, start: int, end: int, quote: str) -> bool:
    """Whether the edits are slips of single characters, and none at an end hides a protected word beyond it."""
    read = page[start:end]
    for kind, a, b, c, d in SequenceMatcher(None, read, quote, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if max(b - a, d - c) > _LONGEST_SLIP or (_han(read[a:b]) and _han(quote[c:d]) and max(b - a, d - c) > 1):
            return False
        if c <= 1 and signature(page[max(0, start - _BEYOND) : start]):
            return False
        if d >= len(quote) - 1 and signature(page[end : end + _BEYOND]):
            return False
    return True


def _han(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _places(page: str, quote: str, most: int) -> list[int]:
    """Starts of the windows in which the quote may stand."""
    size = len(quote) // (most + 1)
    places: set[int] = set()
    for index in range(most + 1):
        begin = index * size
        seed = quote[begin : begin + size]
        at = page.find(seed)
        while at >= 0 and len(places) < _MOST_PLACES:
            places.add(max(0, at - begin - most))
            at = page.find(seed, at + 1)
    return sorted(places)


def _best(window: str, quote: str, most: int) -> tuple[int, int, int] | None:
    """Start, end and edits of the best approximate occurrence of ``quote`` in ``window`` (free ends in the window)."""
    width = 2 * most + 1  # how far the start may lie from the window's first character
    far = len(quote) + len(window)
    previous = [(0, column) if column <= width else (far, column) for column in range(len(window) + 1)]
    for row, character in enumerate(quote, start=1):
        low, high = max(1, row - most), min(len(window), row + width + most)
        current: list[tuple[int, int]] = [(far, 0)] * (len(window) + 1)
        if low == 1:
            current[0] = (row, 0)
        for column in range(low, high + 1):
            diagonal = previous[column - 1]
            if window[column - 1] == character:
                current[column] = diagonal
                continue
            up, left = previous[column], current[column - 1]
            best = min(diagonal, up, left)
            current[column] = (best[0] + 1, best[1])
        if min(cell[0] for cell in current[max(0, low - 1) : high + 1]) > most:
            return None
        previous = current
    edits, end = min((cell[0], column) for column, cell in enumerate(previous))
    return None if edits > most else (previous[end][1], end, edits)
