"""A document's pages as one folded text, with the way back to page and offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from konkyo.practice.folding import Folded, fold, width_of
from konkyo.practice.notices.language import Language, language_of
from konkyo.practice.numbers import NumberToken, lex_numbers
from konkyo.records.docket import Finding
from konkyo.records.documents import Document

_BETWEEN_PAGES = "\n\f\n"
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the folded text: offsets without its line break."""

    start: int
    end: int
    text: str

    @property
    def bare(self) -> str:
        """The line without any spaces."""
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Part:
    """An element of office XML at folded offsets; ``path`` as in ``records.documents.Element``."""

    path: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """The element's own local name."""
        return self.path.rsplit("/", 1)[-1]


class Sheet:
    """The readable text of a document, folded. Offsets below are folded offsets unless said otherwise.

    ``texts``: the pages' texts with some characters blanked, each as long as its page; findings still give the print.
    """

    def __init__(self, document: Document, texts: tuple[str, ...] | None = None) -> None:
        self.pages = document.pages
        self.media_type = document.media_type
        starts, pieces, length = [], [], 0
        for text in texts or tuple(page.text for page in document.pages):
            starts.append(length)
            pieces.append(text)
            length += len(text) + len(_BETWEEN_PAGES)
        self._page_starts = tuple(starts)
        self.folded: Folded = fold(_BETWEEN_PAGES.join(pieces))
        self.text = self.folded.text

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines in order, empty ones too."""
        return tuple(self._lines())

    @cached_property
    def language(self) -> Language:
        """The language that most of the text is in."""
        return language_of(self.text)

    @cached_property
    def measure(self) -> int:
        """Columns that the longer lines take (95th percentile): where the margin cuts."""
        widths = sorted(width_of(line.text) for line in self.lines)
        return max(widths[min(int(len(widths) * 0.95), len(widths) - 1)], 40)

    def _lines(self) -> Iterator[Line]:
        offset = 0
        for text in self.text.split("\n"):
            yield Line(offset, offset + len(text), text)
            offset += len(text) + 1

    def line_at(self, offset: int) -> int:
        """Index of the line that holds an offset."""
        return max(bisect_right(self._line_starts, offset) - 1, 0)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return tuple(line.start for line in self.lines)

    @cached_property
    def numbers(self) -> tuple[NumberToken, ...]:
        """All office numbers of the document."""
        return lex_numbers(self.folded)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Elements that the file names, in order; empty for files without markup of their own."""
        parts = []
        for page, start in zip(self.pages, self._page_starts, strict=True):
            for element in page.elements:
                low, high = self._fold(start + element.start), self._fold(start + element.end)
                parts.append(Part(element.path, low, high))
        return tuple(sorted(parts, key=lambda part: part.start))

    def _fold(self, source: int) -> int:
        return bisect_left(self.folded.starts, source)

    def part(self, *endings: str) -> Part | None:
        """The first element, not empty, whose path ends so."""
        for part in self.parts:
            if any(part.path == e or part.path.endswith("/" + e) for e in endings) and self.read(part).strip():
                return part
        return None

    def read(self, part: Part) -> str:
        """Folded text of an element."""
        return self.text[part.start : part.end]

    def finding(self, value: V, start: int, end: int, confidence: float, note: str = "") -> Finding[V]:
        """A finding at folded offsets; trimmed of outer spaces and clipped to the page it starts on."""
        while end > start + 1 and self.text[end - 1].isspace():
            end -= 1
        while start < end - 1 and self.text[start].isspace():
            start += 1
        low, high = self.folded.source(start, end)
        index = bisect_right(self._page_starts, low) - 1
        page = self.pages[index]
        low -= self._page_starts[index]
        high = min(high - self._page_starts[index], len(page.text))
        high = low + max(len(page.text[low:high].rstrip()), 1)  # what ran over the page's end leaves its line break
        return Finding(
            value=value,
            printed=page.text[low:high],
            page=page.number,
            start=low,
            end=high,
            confidence=confidence,
            note=note,
        )
