"""From painted characters to the text of a page: lines, spaces, vertical columns; each character keeps its box.

The order is that of the content stream, which is how the author's program wrote the text. Two cases are put right from
the boxes: vertical lines are read from the right, and a page whose paragraph numbers fall is read column by column if
they rise then.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from konkyo.ingest.glyphs import Glyph
from konkyo.ingest.paragraphs import split_paragraphs
from konkyo.records.documents import Box

_SHADOW = 0.08  # em: how far a shadow is set off
_OVERLAP = 0.4  # of the smaller height: sub- and superscripts stay on their line
_BACK = 0.8  # em: how far the next character may stand back (kerning, accents)
_WORD_GAP = 0.25  # em
_MIXED_GAP = 0.5  # em: Japanese typesetting puts a quarter em between kanji and Latin letters
_CJK_GAP = 0.8  # em
_CELL_GAP = 1.5  # em: what stands further apart may belong to another column
_DOWN_GAP = 0.7  # em, between the characters of a vertical line
_VERTICAL_LINE = 4  # characters
_VERTICAL_SHARE = 0.2
_PARAGRAPH_PITCH = 1.45  # times the usual distance of lines
_CLEAR = 0.85  # share of lines that a gutter must leave uncut
_FEW = 6
_MARK = re.compile(
    r"^[ \u3000]*[【\[［]([0-9０-９]{4})[】\]］](?![ \u3000]*[,，、;；~～〜\-–‐及至とやにのをはがで)）])", re.MULTILINE
)
_LINE_BREAKS = "\r\n\x0b\x0c\x85\u2028\u2029"


@dataclass
class _Line:
    glyphs: list[Glyph] = field(default_factory=list)
    down: bool = False

    @property
    def box(self) -> Box:
        return (
            min(g.box[0] for g in self.glyphs),
            min(g.box[1] for g in self.glyphs),
            max(g.box[2] for g in self.glyphs),
            max(g.box[3] for g in self.glyphs),
        )


@dataclass(frozen=True)
class Layout:
    """A page's text, a box for each character (None for what was inserted), and how it was ordered."""

    text: str
    boxes: tuple[Box | None, ...]
    vertical: bool = False
    columns: bool = False
    falling: bool = False  # paragraph numbers do not rise in any order that was tried
    lost: bool = False  # the page has text that could not be had


def lay_out(glyphs: Sequence[Glyph], width: float) -> Layout:
    """The text of characters in stream order. ``width``: of the page, in points."""
    lines = _lines(_once(glyphs))
    upright = sum(len(line.glyphs) for line in lines if line.down)
    if upright > len(glyphs) / 2:
        return _emitted(_right_to_left(lines), vertical=True)
    layout = _emitted(lines)
    pieces = [piece for line in lines for piece in _pieces(line)] if _MARK.search(layout.text) else []
    if not pieces or _is_rising(_MARK.findall(_emitted(pieces).text)):
        return layout
    columns = _columns(lines, width)
    if columns is not None:
        second = _emitted(columns, columns=True)
        if _is_rising(_MARK.findall(second.text)):
            return second
    return Layout(layout.text, layout.boxes, falling=_falls(layout.text))


def _falls(text: str) -> bool:
    """Whether the page's own paragraph numbers fall. References at the start of a line are no such numbers."""
    paragraphs, _ = split_paragraphs(text)
    own = [p.number for p in paragraphs if not p.counted]
    return not _is_rising([number for number in own if len(number) == 4 and number.isdecimal()])


def _is_rising(marks: list[str]) -> bool:
    numbers = [int(mark) for mark in marks]
    return all(a <= b for a, b in pairwise(numbers))


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Text objects painted again over themselves, to look bold or to cast a shadow, count once."""
    runs: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if not glyph.generated and not glyph.text.isspace():
            runs.setdefault(glyph.run, []).append(glyph)
    seen: set[tuple[str, int, int]] = set()
    shadows = set()
    for run, members in runs.items():
        text, box = "".join(glyph.text for glyph in members), members[0].box
        unit = max(box[3] - box[1], 0.01) * _SHADOW
        column, row = int(box[0] // unit), int(box[1] // unit)
        if (text, column, row) in seen:
            shadows.add(run)
        else:
            seen.update((text, column + i, row + j) for i in (0, -1, 1) for j in (0, -1, 1))
    return [glyph for glyph in glyphs if glyph.run not in shadows] if shadows else list(glyphs)


def _turned(box: Box, angle: int) -> Box:
    """The box in a frame in which its text reads from left to right."""
    x0, y0, x1, y1 = box
    if angle == 0:
        return box
    if angle == 90:
        return (y0, -x1, y1, -x0)
    return (-y1, x0, -y0, x1) if angle == 270 else (-x1, -y1, -x0, -y0)


def _lines(glyphs: Sequence[Glyph]) -> list[_Line]:
    lines: list[_Line] = []
    current = _Line()
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text in _LINE_BREAKS:
            continue
        if glyph.generated:
            current.glyphs.append(glyph)
            continue
        if last is None or not _continues(current, last, glyph):
            current = _Line()
            lines.append(current)
        current.glyphs.append(glyph)
        last = glyph
    down = sum(len(line.glyphs) for line in lines if line.down)
    if down < len(glyphs) * _VERTICAL_SHARE:
        lines = [part for line in lines for part in _upright(line)]
    return lines


def _upright(line: _Line) -> list[_Line]:
    """Characters one under another that are too few to be a vertical line are lines of one character."""
    if not line.down or len(line.glyphs) >= _VERTICAL_LINE:
        return [line]
    return [_Line([glyph]) for glyph in line.glyphs if not glyph.generated]


def _continues(line: _Line, last: Glyph, glyph: Glyph) -> bool:
    if last.angle != glyph.angle:
        return False
    a, b = _turned(last.box, last.angle), _turned(glyph.box, glyph.angle)
    if not line.down and _across(a, b):
        return True
    if (
        (line.down or len(line.glyphs) == 1)
        and last.angle == 0
        and _below(a, b)
        and _is_east_asian(last.text, glyph.text)
    ):
        line.down = True
        return True
    return False


def _across(a: Box, b: Box) -> bool:
    """``b`` stands to the right of ``a`` on the same line."""
    smaller = max(min(a[3] - a[1], b[3] - b[1]), 0.1)
    if min(a[3], b[3]) - max(a[1], b[1]) < smaller * _OVERLAP:
        return False
    em = max(a[3] - a[1], b[3] - b[1])
    return b[0] - a[2] > -_BACK * em or b[0] >= a[0]


def _below(a: Box, b: Box) -> bool:
    """``b`` stands under ``a`` in the same column."""
    smaller = max(min(a[2] - a[0], b[2] - b[0]), 0.1)
    if min(a[2], b[2]) - max(a[0], b[0]) < smaller * _OVERLAP:
        return False
    em = max(a[2] - a[0], b[2] - b[0], 0.1)
    return -_DOWN_GAP * em < b[1] - a[3] < _DOWN_GAP * em


def _is_east_asian(*characters: str) -> bool:
    """Kana, Han, Hangul and full-width forms, which are set without spaces and may be set downwards."""
    return all(
        "\u2e80" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" or "\uf900" <= c <= "\ufaff" or "\ufe30" <= c <= "\uffef"
        or c >= "\U00020000"
        for c in characters
    )  # fmt: skip


def _right_to_left(lines: list[_Line]) -> list[_Line]:
    """Vertical lines from the right, tier by tier; lines in one column from the top."""
    boxes = {id(line): line.box for line in lines}
    wide = median(boxes[id(line)][2] - boxes[id(line)][0] for line in lines)
    tops = _tiers(sorted((box[1], box[3]) for box in boxes.values()))

    def place(line: _Line) -> tuple[int, float, float]:
        box = boxes[id(line)]
        return (bisect_right(tops, box[1]), -round((box[0] + box[2]) / 2 / max(wide, 1.0)), box[1])

    return sorted(lines, key=place)


def _tiers(spans: list[tuple[float, float]]) -> list[float]:
    """Where a new tier of vertical lines begins: tops above which every earlier line has ended."""
    tops, bottom = [spans[0][0]], spans[0][1]
    for top, end in spans:
        if top > bottom:
            tops.append(top)
        bottom = max(bottom, end)
    return tops


def _columns(lines: list[_Line], width: float) -> list[_Line] | None:
    """The lines cut at a gutter and read left column first, or None if the page has no gutter.

    A line that crosses the gutter ends the columns above it.
    """
    pieces = [piece for line in lines for piece in _pieces(line)]
    boxed = [(piece, piece.box) for piece in pieces]
    gutter = _gutter([box for _, box in boxed], width)
    if gutter is None:
        return None
    crossing = sorted((b[1], b[3]) for _, b in boxed if b[0] < gutter < b[2])

    def place(item: tuple[_Line, Box]) -> tuple[int, int, float, float]:
        box = item[1]
        middle = (box[1] + box[3]) / 2
        above = sum(1 for top, _ in crossing if top < middle)
        crosses = box[0] < gutter < box[2]
        return (above, 0 if crosses or box[2] <= gutter else 1, round(box[1]), box[0])

    return [piece for piece, _ in sorted(boxed, key=place)]


def _pieces(line: _Line) -> list[_Line]:
    """A line cut where the gap is wide."""
    pieces = [_Line(down=line.down)]
    last: Glyph | None = None
    for glyph in line.glyphs:
        if last is not None and not glyph.generated and _gap(last, glyph)[0] > _CELL_GAP:
            pieces.append(_Line(down=line.down))
        pieces[-1].glyphs.append(glyph)
        last = last if glyph.generated else glyph
    return pieces


def _gutter(boxes: list[Box], width: float) -> float | None:
    """The place in the middle of the page that the fewest lines cross."""
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        at = width * step / 100
        crossed = sum(1 for b in boxes if b[0] < at < b[2])
        left, right = sum(1 for b in boxes if b[2] <= at), sum(1 for b in boxes if b[0] >= at)
        if min(left, right) >= _FEW and (best is None or crossed < best[0]):
            best = (crossed, at)
    return best[1] if best is not None and best[0] <= len(boxes) * (1 - _CLEAR) else None


def _gap(a: Glyph, b: Glyph) -> tuple[float, float]:
    """The distance of two neighbours on a line in em, and the em in points."""
    first, second = _turned(a.box, a.angle), _turned(b.box, b.angle)
    em = max(min(first[3] - first[1], second[3] - second[1]), 0.1)
    return (second[0] - first[2]) / em, em


def _emitted(lines: list[_Line], *, vertical: bool = False, columns: bool = False) -> Layout:
    characters: list[str] = []
    boxes: list[Box | None] = []
    usual = _usual_pitch(lines)
    previous: _Line | None = None
    for line in lines:
        if previous is not None:
            breaks = "\n\n" if _stands_apart(previous, line, usual) else "\n"
            characters.extend(breaks)
            boxes.extend([None] * len(breaks))
        _emit_line(line, characters, boxes)
        previous = line
    return Layout("".join(characters), tuple(boxes), vertical=vertical, columns=columns)


def _emit_line(line: _Line, characters: list[str], boxes: list[Box | None]) -> None:
    last: Glyph | None = None
    generated = False
    for glyph in line.glyphs:
        if glyph.generated:
            generated = True
            continue
        text = _printable(glyph.text)
        if last is not None and not line.down and _is_apart(last, glyph, generated=generated):
            characters.append(" ")
            boxes.append(None)
        characters.append(text)
        boxes.append(glyph.box)
        last, generated = glyph, False


def _printable(text: str) -> str:
    if text >= " " and text != "\x7f":
        return text
    return " " if text == "\t" else "\ufffd"


def _is_apart(a: Glyph, b: Glyph, *, generated: bool) -> bool:
    """Whether a space stands between two characters although the file has none."""
    if a.text.isspace() or b.text.isspace():
        return False
    gap, _ = _gap(a, b)
    if _is_east_asian(a.text, b.text):
        return gap > _CJK_GAP
    if _is_east_asian(a.text) or _is_east_asian(b.text):
        return gap > _MIXED_GAP
    return generated or gap > _WORD_GAP


def _usual_pitch(lines: list[_Line]) -> float | None:
    """The usual distance from one line to the next, if the page has enough lines to tell."""
    pitches = [_pitch(a, b) for a, b in pairwise(lines)]
    forward = [p for p in pitches if p > 0]
    return median(forward) if len(forward) >= 3 else None


def _pitch(a: _Line, b: _Line) -> float:
    first, second = a.glyphs[0].box, b.glyphs[0].box
    return first[2] - second[2] if b.down else second[3] - first[3]


def _stands_apart(a: _Line, b: _Line, usual: float | None) -> bool:
    first, second = a.glyphs[0].box, b.glyphs[0].box
    em = max(first[3] - first[1], second[3] - second[1])
    pitch = _pitch(a, b)
    return pitch > max(usual * _PARAGRAPH_PITCH, em * 1.2) if usual is not None else pitch > em * 2.2
