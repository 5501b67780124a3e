"""Pages put together piece by piece: text in reading order, with what stands where.

Separators (a line break between blocks, a tab between cells, a space between words) are held back until text follows,
so that no page ends in empty lines and empty blocks leave no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from konkyo.ingest.base import Limits
from konkyo.ingest.refusals import refusal
from konkyo.records.documents import Aside, AsideKind, Element, Page, Paragraph, Section, SectionKind

_SEPARATORS = frozenset("\n\t ")
Split = Callable[[Sequence[str]], Sequence[tuple[Paragraph, ...]]]
"""Page texts in, paragraphs per page out."""
Find = Callable[[Sequence[str]], Sequence[tuple[Section, ...]]]
"""Page texts in, sections per page out: those that headings tell, beside those that the markup tells."""


@dataclass
class _Draft:
    chunks: list[str] = field(default_factory=list)
    length: int = 0
    last: str = ""
    sections: list[tuple[SectionKind, int, int]] = field(default_factory=list)
    elements: list[tuple[str, int, int, Mapping[str, str]]] = field(default_factory=list)
    asides: list[tuple[AsideKind, list[str], int | None, str]] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)


class PageBuilder:
    """Collects a document's pages. Raises ``RefusedError`` (``text-size``, ``pages``) beyond the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._done: list[_Draft] = []
        self._draft = _Draft()
        self._pending = ""
        self._row_fresh = False
        self._glued = False
        self._spent = 0
        self._open: list[tuple[SectionKind, int]] = []

    @property
    def offset(self) -> int:
        """Characters written on this page so far."""
        return self._draft.length

    @property
    def at_line_start(self) -> bool:
        """Whether the next character will be the first of its line."""
        return not self._draft.last or self._draft.last == "\n" or self._pending.endswith("\n")

    @property
    def at_top(self) -> bool:
        """Whether nothing stands on this page yet."""
        return not self._draft.last

    @property
    def last(self) -> str:
        """The last character that stands before the next one, an unwritten separator included; empty at the top."""
        return self._pending[-1:] or self._draft.last

    def write(self, text: str) -> None:
        """Put text on the page as it is."""
        if text:
            self._flush()
            self._put(text)

    def space(self) -> None:
        """One space, unless there is a separator already."""
        if not self._pending and self._draft.last not in ("", " ", "\n", "\t"):
            self._pending = " "

    def glue(self) -> None:
        """What stands last (the mark of a list item) belongs to the line of the block that begins next."""
        self._glued = True

    def line(self, *, begins: bool = False) -> None:
        """A block begins (``begins``) or ends here: what follows starts on its own line."""
        if self._pending.endswith("\t") or (begins and self._glued):
            return
        self._glued = False
        self._pending = "" if self._draft.last in ("", "\n") else "\n"

    def hard_break(self) -> None:
        """A line break that the document asks for: two of them leave an empty line."""
        if self._pending == " ":
            self._pending = ""
        self._flush()
        self._put("\n")

    def row(self) -> None:
        """A table row begins."""
        self.line()
        self._row_fresh = True

    def end_row(self) -> None:
        """A table row ends; empty cells at its end leave no trace."""
        self._pending = self._pending.rstrip("\t")
        self.line()
        self._row_fresh = False

    def cell(self) -> None:
        """A further cell of the row begins."""
        if self._row_fresh or (self._pending and not self._pending.strip("\t")):
            self._pending += "\t"
        else:
            self._pending = "\t"

    def mark(self) -> int:
        """The offset at which the next character will stand."""
        self._flush()
        return self._draft.length

    def page(self) -> None:
        """A new page begins."""
        self._pending = ""
        for position, (kind, start) in enumerate(self._open):
            self._draft.sections.append((kind, start, self._draft.length))
            self._open[position] = (kind, 0)
        self._done.append(self._draft)
        self._draft = _Draft()
        if len(self._done) >= self._limits.pages:
            raise refusal(reason="pages")

    def open_section(self, kind: SectionKind) -> None:
        """A section begins here."""
        self._open.append((kind, self._draft.length))

    def close_section(self) -> None:
        """The section opened last ends here."""
        kind, start = self._open.pop()
        self._draft.sections.append((kind, start, max(start, self._draft.length)))

    def number(self, start: int, number: str) -> None:
        """The paragraph that starts at ``start`` has its own number."""
        self._draft.numbers[start] = number

    def reserve_element(self) -> int:
        """A place in the order of elements for one that has begun but not ended."""
        self._draft.elements.append(("", 0, 0, {}))
        return len(self._draft.elements) - 1

    def element(self, place: int, path: str, start: int, end: int, attributes: Mapping[str, str]) -> None:
        """Fill a reserved place."""
        self._spend(sum(map(len, attributes.values())))
        self._draft.elements[place] = (path, start, max(start, end), attributes)

    def aside(self, kind: AsideKind, text: str, detail: str = "", *, placed: bool = True) -> None:
        """Text kept apart, at this place of the page; neighbours of one kind are joined."""
        if not text.strip():
            return
        self._spend(len(text))
        at = self._draft.length if placed else None
        asides = self._draft.asides
        if asides and placed and asides[-1][0] is kind and asides[-1][2:] == (at, detail):
            asides[-1][1].append(text)
        else:
            asides.append((kind, [text], at, detail))

    def build(self, split: Split, find: Find | None = None) -> tuple[Page, ...]:
        """The pages; ``split`` gives the paragraphs, over which the own numbers noted here go."""
        drafts = [*self._done, self._draft]
        while len(drafts) > 1 and not drafts[-1].length and not drafts[-1].asides:
            drafts.pop()
        texts = ["".join(draft.chunks).rstrip("\n\t ") for draft in drafts]
        numbers = [_settled(text, draft.numbers) for text, draft in zip(texts, drafts, strict=True)]
        paragraphs = _renumbered(split(texts), numbers)
        found = find(texts) if find else [()] * len(texts)
        return tuple(
            _page(number, text, draft, own, headed)
            for number, (text, draft, own, headed) in enumerate(
                zip(texts, drafts, paragraphs, found, strict=True), start=1
            )
        )

    def _flush(self) -> None:
        if self._pending:
            pending, self._pending = self._pending, ""
            self._put(pending)

    def _put(self, text: str) -> None:
        self._spend(len(text))
        self._row_fresh = False
        self._glued = False
        draft = self._draft
        draft.chunks.append(text)
        draft.length += len(text)
        draft.last = text[-1]

    def _spend(self, characters: int) -> None:
        self._spent += characters
        if self._spent > self._limits.text_chars:
            raise refusal(reason="text-size")


def _page(
    number: int, text: str, draft: _Draft, paragraphs: tuple[Paragraph, ...], headed: tuple[Section, ...]
) -> Page:
    end = len(text)

    def extent(start: int, stop: int) -> tuple[int, int]:
        """On the page, without the separator that was still to be written when it began."""
        stop = min(stop, end)
        while start < stop and text[start] in _SEPARATORS:
            start += 1
        return min(start, stop), stop

    marked = [
        Section(kind=kind, start=a, end=b)
        for kind, (a, b) in ((kind, extent(start, stop)) for kind, start, stop in draft.sections)
        if a < b
    ]
    return Page(
        number=number,
        text=text,
        paragraphs=paragraphs,
        sections=tuple(sorted((*marked, *headed), key=lambda s: (s.start, s.end))),
        elements=tuple(
            Element(path=path, start=a, end=b, attributes=attributes)
            for path, (a, b), attributes in ((e[0], extent(e[1], e[2]), e[3]) for e in draft.elements)
            if path
        ),
        asides=tuple(
            Aside(kind=kind, text="".join(parts).strip(), at=None if at is None else min(at, end), detail=detail)
            for kind, parts, at, detail in draft.asides
        ),
    )


def _settled(text: str, numbers: dict[int, str]) -> dict[int, str]:
    """Numbers by the first character of their paragraph that is no white space."""
    settled: dict[int, str] = {}
    for position, number in numbers.items():
        start = position
        while start < len(text) and text[start].isspace():
            start += 1
        settled[start] = number
    return settled


def _renumbered(
    pages: Sequence[tuple[Paragraph, ...]], numbers: Sequence[dict[int, str]]
) -> list[tuple[Paragraph, ...]]:
    """Own numbers in place of counted ones; the rest is counted again from 1."""
    count, result = 1, []
    for paragraphs, own in zip(pages, numbers, strict=True):
        renumbered = []
        for paragraph in paragraphs:
            printed = own.get(paragraph.start)
            if printed is not None:
                renumbered.append(paragraph.model_copy(update={"number": printed, "counted": False}))
            elif paragraph.counted:
                renumbered.append(paragraph.model_copy(update={"number": str(count)}))
                count += 1
            else:
                renumbered.append(paragraph)
        result.append(tuple(renumbered))
    return result
