"""What was read: a document, its pages and paragraphs, and where on the page each character stands.

``Page.text`` is what the eye sees, in reading order. Everything else that a file carries (deleted or hidden text,
comments, metadata, alternative parts) stands apart in ``Page.asides`` or ``Document.asides`` and cannot be quoted as
what the page says. Offsets count Python characters (code points) of ``Page.text``.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Base64Bytes, Field, model_validator

from konkyo.records.value import Value, Wording

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points, from the page's top-left corner, y downwards."""

_FLOATS = 4


class Origin(StrEnum):
    """Where a page's text comes from."""

    NATIVE = "native"
    HIDDEN_OCR = "hidden_ocr"
    OCR = "ocr"
    MIXED = "mixed"
    NONE = "none"  # nothing readable: the page needs OCR


class SectionKind(StrEnum):
    """What a stretch of a page is, as far as the document itself says so."""

    HEADER = "header"
    FOOTER = "footer"
    CLAIMS = "claims"
    DESCRIPTION = "description"
    ABSTRACT = "abstract"
    CITED_ART = "cited_art"  # the examiner's or author's account of another document
    QUOTED = "quoted"  # a forwarded or quoted message, a block quotation
    FORM = "form"  # printed wording of the office's form


class AsideKind(StrEnum):
    """Text that a file carries but the page does not show as its own."""

    HIDDEN = "hidden"  # vanish, white, zero size, display:none, off the page
    DELETED = "deleted"  # tracked deletion
    COMMENT = "comment"
    NOTE = "note"  # foot- and endnotes, when not on the page
    METADATA = "metadata"
    FIELD = "field"  # instructions of fields, formulas
    ATTACHMENT = "attachment"  # name of an embedded file, never opened here


class Outcome(StrEnum):
    """What became of a file."""

    PARSED = "parsed"
    FLAGGED = "parsed_with_flags"
    REFUSED = "refused"


class Flag(Value):
    """A fact about a file or page that a person should know. ``code`` is stable; ``page`` None: the whole file."""

    code: str
    message: Wording
    page: int | None = None


class Section(Value):
    """Characters ``start`` to ``end`` (exclusive) of a page belong to a section."""

    kind: SectionKind
    start: int
    end: int


class Element(Value):
    """Characters ``start`` to ``end`` of a page that the file itself names: an XML element, a form field.

    ``path``: local names from the root, joined by ``/`` (``.../application-reference/document-id/doc-number``);
    ``attributes``: the element's own attributes by local name.
    """

    path: str
    start: int
    end: int
    attributes: Mapping[str, str] = {}


class Aside(Value):
    """Text kept apart. ``at``: the offset in ``Page.text`` where it would stand, if it has a place."""

    kind: AsideKind
    text: str
    at: int | None = None
    detail: str = ""


class Paragraph(Value):
    """Characters ``start`` to ``end`` (exclusive) of a page.

    ``number`` is the document's own (``0012`` of 【0012】 or [0012], ``5.2``, ``3:15`` for column:line) or, where it
    has none, counted through the document from 1 (``counted`` true).
    """

    number: str
    start: int
    end: int
    counted: bool = True


class CharBoxes(Value):
    """One box per character of a page: four little-endian float32 each, NaN where a character has no place."""

    packed: Base64Bytes

    @classmethod
    def of(cls, boxes: list[Box | None]) -> CharBoxes:
        """Pack boxes; ``None`` where a character (a line break that we inserted) has no place."""
        nowhere = (math.nan,) * _FLOATS
        flat = [number for box in boxes for number in (box or nowhere)]
        return cls.model_construct(packed=struct.pack(f"<{len(flat)}f", *flat))

    def __len__(self) -> int:
        return len(self.packed) // (4 * _FLOATS)

    def box(self, index: int) -> Box | None:
        """The box of one character, or None if it has no place."""
        x0, y0, x1, y1 = struct.unpack_from("<4f", self.packed, index * 4 * _FLOATS)
        return None if math.isnan(x0) else (x0, y0, x1, y1)

    def lines(self, start: int, end: int) -> tuple[Box, ...]:
        """Line-tight boxes of characters ``start`` to ``end``: neighbours on one line are joined."""
        lines: list[Box] = []
        for index in range(start, min(end, len(self))):
            box = self.box(index)
            if box is None:
                continue
            if lines and _same_line(lines[-1], box):
                last = lines[-1]
                lines[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
            else:
                lines.append(box)
        return tuple((round(a, 2), round(b, 2), round(c, 2), round(d, 2)) for a, b, c, d in lines)


def _same_line(line: Box, box: Box) -> bool:
    """Boxes share a line if they overlap by half the smaller height and follow each other to the right."""
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    smaller = max(min(line[3] - line[1], box[3] - box[1]), 0.1)
    height = max(line[3] - line[1], box[3] - box[1])
    return overlap >= smaller / 2 and -height <= box[0] - line[2] <= 4 * height


class Page(Value):
    """One page. A format without pages has one, number 1. ``width``/``height`` in points, if the format has them."""

    number: Annotated[int, Field(ge=1)]
    text: str
    origin: Origin = Origin.NATIVE
    paragraphs: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()
    elements: tuple[Element, ...] = ()
    asides: tuple[Aside, ...] = ()
    width: float | None = None
    height: float | None = None
    boxes: CharBoxes | None = None

    @model_validator(mode="after")
    def _offsets_lie_on_the_page(self) -> Page:
        extents = [(p.start, p.end) for p in self.paragraphs] + [(s.start, s.end) for s in self.sections]
        extents += [(e.start, e.end) for e in self.elements]
        for start, end in extents:
            if not 0 <= start <= end <= len(self.text):
                msg = f"page {self.number}: [{start}, {end}) lies outside the text of {len(self.text)} characters"
                raise ValueError(msg)
        if self.boxes is not None and len(self.boxes) != len(self.text):
            msg = f"page {self.number}: {len(self.boxes)} boxes for {len(self.text)} characters"
            raise ValueError(msg)
        return self

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds a character, or None between paragraphs."""
        return next((p for p in self.paragraphs if p.start <= offset < p.end), None)

    def sections_at(self, start: int, end: int) -> frozenset[SectionKind]:
        """The kinds of section that a stretch touches."""
        return frozenset(s.kind for s in self.sections if s.start < end and start < s.end)

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...]:
        """Line-tight boxes of a stretch; empty where the format has no places."""
        return () if self.boxes is None else self.boxes.lines(start, end)


class Enclosed(Value):
    """A file that came inside another: an attachment of a mail, a message attached as such, a message of a mailbox.

    ``document_id``: SHA-256 of its decoded bytes, under which it is a document of its own; empty where it was not taken
    out, and then ``why_not`` says why. ``part``: its place in the outer file (``2.1`` as in IMAP body sections).
    """

    name: str
    media_type: str
    size: int
    part: str
    document_id: str = ""
    why_not: str = ""


class Document(Value):
    """A file that was read, or refused. ``document_id`` is the SHA-256 (hex) of its untouched bytes.

    ``name`` is the file's own name (for people), never used as a path. ``media_type`` is what the bytes are, not what
    the name says.
    """

    document_id: str
    name: str
    media_type: str
    size: int
    outcome: Outcome
    encoding: str | None = None
    pages: tuple[Page, ...] = ()
    asides: tuple[Aside, ...] = ()
    flags: tuple[Flag, ...] = ()
    refusal: Flag | None = None
    reader: str = ""  # name and version of what read it
    enclosed: tuple[Enclosed, ...] = ()

    def page(self, number: int) -> Page | None:
        """Page by its number from 1, or None."""
        if 1 <= number <= len(self.pages) and self.pages[number - 1].number == number:
            return self.pages[number - 1]
        return next((p for p in self.pages if p.number == number), None)

    @property
    def unreadable_pages(self) -> tuple[int, ...]:
        """Numbers of the pages without text that need OCR."""
        return tuple(p.number for p in self.pages if p.origin is Origin.NONE)
