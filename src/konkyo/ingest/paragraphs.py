"""Where paragraphs begin and end, and which number each has.

The document's own numbers are those that people cite: 【0012】 and [0012] of patent documents, 【請求項1】, 第5条,
Article 5, clause 5.2; where it has none, paragraphs are counted.
A mark counts only where a paragraph can begin: a reference such as 段落【0012】 that a line break happens to put at
the start of a line does not open a paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from konkyo.records.documents import Paragraph

_OPEN, _CLOSE = "[【［\\[]", "[】］\\]]"
_NUMBERED = re.compile(rf"\s*{_OPEN}\s*([0-9０-９]{{4,5}})\s*{_CLOSE}")
_CLAIM = re.compile(r"\s*【\s*(請求項\s*[0-9０-９]+)\s*】")
_ARTICLE = re.compile(
    r"\s*(第\s*[0-9０-９一二三四五六七八九十百]+\s*条(?:\s*の\s*[0-9０-９一二三四五六七八九十]+)?"
    r"|第\s*[0-9一二三四五六七八九十百零〇]+\s*[條条]"
    r"|(?:Article|Section|Clause|ARTICLE|SECTION|CLAUSE|§)\s*[0-9]+(?:\.[0-9]+)*"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){1,4}|[０-９]{1,3}(?:．[０-９]{1,3}){1,4})(?=[\s.．:：（(、　]|$)\.?"
)
_HEADING = re.compile(r"\s*【[^】\n]{1,40}】\s*$")
_LIST_MARK = re.compile(
    r"\s*(?:[・●○■□◆◇▪•\-–*]\s|[・●○■□◆◇▪•]|[①-⑳㈠-㈩]|[（(][0-9０-９a-zA-Zivxア-ンｱ-ﾝ一-十]{1,4}[)）]"
    r"|[0-9０-９]{1,2}[.．、)）](?![0-9０-９])|#{1,6}\s)"
)
_CONTINUES = re.compile(r"\s*[,，、;；~～〜\-–‐~及至とやにのをはがで)）]|\s*(?:to|and|or|through|of|in)\b")
_ENDS = "。．.!?！？:：;；】」』）)］]"
_SHORT = 0.75


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    indent: int
    blank: bool
    text: str


@dataclass(frozen=True)
class _Start:
    """A paragraph opens at a line: ``number`` is its own, or None; ``spans`` if only the next such mark ends it."""

    line: int
    number: str | None
    spans: bool = False


@dataclass(frozen=True)
class _Carry:
    """What goes over a page break: the next count, and the own number that runs on."""

    count: int
    number: str | None


def split_paragraphs(text: str, first_count: int = 1, *, every_line: bool = False) -> tuple[tuple[Paragraph, ...], int]:
    """Paragraphs of one page and the next count.

    ``first_count`` is the number that the first paragraph without its own number gets. ``every_line``: the format
    already puts one paragraph on each line (DOCX, HTML), so that lines are never joined, except under a 【0012】 mark.
    """
    pages, count = _split((text,), first_count, every_line=every_line)
    return pages[0], count


def split_pages(
    texts: Sequence[str], first_count: int = 1, *, every_line: bool = False
) -> tuple[tuple[Paragraph, ...], ...]:
    """Paragraphs of each page of a document; 【0012】 that runs over a page break keeps its number on the next page."""
    return _split(texts, first_count, every_line=every_line)[0]


def _split(
    texts: Sequence[str], first_count: int, *, every_line: bool
) -> tuple[tuple[tuple[Paragraph, ...], ...], int]:
    pages = [_lines(text) for text in texts]
    starts = [_starts(lines, every_line=every_line) for lines in pages]
    runs_on = _successors(starts)
    carry, result = _Carry(first_count, None), []
    for page, (lines, opened) in enumerate(zip(pages, starts, strict=True)):
        paragraphs, carry = _assemble(lines, opened, runs_on[page], carry, every_line=every_line)
        result.append(paragraphs)
    return tuple(result), carry.count


def _lines(text: str) -> list[_Line]:
    lines, position = [], 0
    for piece in text.split("\n"):
        bare = piece.strip()
        lines.append(_Line(position, position + len(piece), _indent(piece), not bare, piece))
        position += len(piece) + 1
    return lines


def _indent(piece: str) -> int:
    """Width of the leading white space in half-width columns."""
    bare = piece.lstrip()
    return sum(2 if c == "\u3000" else 1 for c in piece[: len(piece) - len(bare)])


def _starts(lines: list[_Line], *, every_line: bool) -> list[_Start]:
    """The lines that open a paragraph, with own numbers where they have one."""
    usual = _usual_length(lines)
    starts: list[_Start] = []
    previous: _Line | None = None
    for index, line in enumerate(lines):
        if line.blank:
            previous = None
            continue
        start = _start(index, line, previous, usual)
        if start is None and (every_line or previous is None):
            start = _Start(index, None)
        if start is not None:
            starts.append(start)
        previous = line
    return starts


def _usual_length(lines: list[_Line]) -> int:
    """The length of a full line: the 80th percentile, since last lines and headings are shorter."""
    lengths = sorted(len(line.text.strip()) for line in lines if not line.blank)
    return lengths[len(lengths) * 4 // 5] if lengths else 0


def _start(index: int, line: _Line, previous: _Line | None, usual: int) -> _Start | None:
    """How this line opens a paragraph, or None if it continues the previous line."""
    can_open = previous is None or _ended(previous) or _HEADING.match(previous.text) is not None
    own = _own_number(line.text) if can_open else None
    if own is not None:
        return _Start(index, own[0], own[1])
    if previous is None:
        return _Start(index, None)
    if _HEADING.match(line.text) or _HEADING.match(previous.text) or _LIST_MARK.match(line.text):
        return _Start(index, None)
    ended = _ended(previous)
    indented = line.indent > previous.indent or (line.indent == previous.indent > 0 and ended)
    short = ended and len(previous.text.strip()) < usual * _SHORT
    return _Start(index, None) if indented or short else None


def _ended(line: _Line) -> bool:
    return line.text.rstrip()[-1:] in _ENDS


def _own_number(text: str) -> tuple[str, bool] | None:
    """The document's own number at the start of a line, and whether only the next mark of its kind ends it."""
    for pattern, spans in ((_NUMBERED, True), (_CLAIM, True), (_ARTICLE, False)):
        found = pattern.match(text)
        if found is None:
            continue
        if _CONTINUES.match(text, found.end()) and not (
            pattern is _ARTICLE and text[found.end() : found.end() + 1] == "の"
        ):
            return None
        return _plain(found.group(1)), spans
    return None


def _plain(number: str) -> str:
    """Half-width digits, no spaces: ００１２ is 0012, 第 ５ 条 is 第5条."""
    folded = unicodedata.normalize("NFKC", number)
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![0-9])", "", folded)


def _successors(pages: list[list[_Start]]) -> list[set[int]]:
    """Per page, the lines whose spanning mark is followed by a later mark: it runs to that mark over blank lines.

    The last mark has no successor, so that what follows the numbered part does not inherit its number.
    """
    runs_on: list[set[int]] = [set() for _ in pages]
    last: tuple[int, int, str] | None = None
    for page, starts in enumerate(pages):
        for start in starts:
            if not start.spans or start.number is None:
                continue
            if last is not None and _follows(last[2], start.number):
                runs_on[last[0]].add(last[1])
            last = (page, start.line, start.number)
    return runs_on


def _follows(earlier: str, later: str) -> bool:
    """0013 follows 0012; 請求項2 follows 請求項1."""
    first, second = re.sub(r"\D", "", earlier), re.sub(r"\D", "", later)
    same_kind = earlier.rstrip("0123456789") == later.rstrip("0123456789")
    return same_kind and int(second) == int(first) + 1


def _assemble(
    lines: list[_Line], starts: list[_Start], runs_on: set[int], carry: _Carry, *, every_line: bool
) -> tuple[tuple[Paragraph, ...], _Carry]:
    """Paragraphs from starts, and what the next page goes on with."""
    merged: list[tuple[int, str | None]] = []
    number, opened_at = carry.number, -1  # the spanning number in force; its line, -1 where it ran in or is followed
    for start in starts:
        if start.number is not None:
            number = start.number if start.spans else None
            opened_at = -1 if start.line in runs_on else start.line
            merged.append((start.line, start.number))
        elif number is not None and _still_under(lines, start.line, opened_at, every_line=every_line):
            if not merged:
                merged.append((start.line, number))
        else:
            number = None
            merged.append((start.line, None))
    paragraphs, count = [], carry.count
    for position, (first, own) in enumerate(merged):
        after = merged[position + 1][0] if position + 1 < len(merged) else len(lines)
        last = max(i for i in range(first, after) if not lines[i].blank)
        begin = lines[first].end - len(lines[first].text.lstrip())
        end = lines[last].start + len(lines[last].text.rstrip())
        paragraphs.append(Paragraph(number=own or str(count), start=begin, end=end, counted=own is None))
        count += own is None
    return tuple(paragraphs), _Carry(count, number if opened_at < 0 else None)


def _still_under(lines: list[_Line], line: int, opened_at: int, *, every_line: bool) -> bool:
    """Whether a line without a number belongs to the spanning mark before it.

    A mark that has a successor (``opened_at`` -1) holds everything up to it but a heading; the last one holds what
    stands with it: up to the first blank line, or, where each line is a paragraph, the line after a bare mark.
    """
    if _HEADING.match(lines[line].text):
        return False
    if opened_at < 0:
        return True
    if _is_bare(lines[opened_at].text) and all(between.blank for between in lines[opened_at + 1 : line]):
        return True
    return not every_line and not lines[line - 1].blank


def _is_bare(text: str) -> bool:
    """Nothing but the mark stands on the line."""
    found = _NUMBERED.match(text) or _CLAIM.match(text)
    return found is not None and not text[found.end() :].strip()
