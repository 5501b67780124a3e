"""Reads patent-office XML of all generations (JPO, USPTO, EPO, WIPO; ST.32, ST.36, ST.96) by local names.

The text is the document's own characters in document order, a line per block. Each element that says what it is
(not how it looks) is listed with its path and attributes, so that a value without a printed label can be found.
Numbers that only attributes carry (``p num``, ``claim num``) are the paragraphs' numbers, not text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.declared_encoding import decode_markup
from konkyo.ingest.flowing_text import put_unbroken
from konkyo.ingest.greenbook import is_greenbook, read_greenbook
from konkyo.ingest.markup_flags import FlagSet
from konkyo.ingest.office_vocabulary import (
    BLOCK,
    BREAK,
    CELL,
    CLAIM,
    DELETED,
    FORMATTING,
    FORMULA,
    FURNITURE,
    INLINE,
    PARAGRAPH,
    PICTURE,
    PRESERVED,
    ROOTS,
    ROW,
    SECTIONS,
    STATUS,
    plain,
)
from konkyo.ingest.page_builder import PageBuilder
from konkyo.ingest.paragraphs import split_paragraphs
from konkyo.ingest.safe_xml import local_attributes, local_name, parse_xml
from konkyo.ingest.sections import find_sections
from konkyo.records.documents import AsideKind, Page, Paragraph, Section, SectionKind

MEDIA_TYPE = "application/xml"
_ELEMENTS = 100_000
_PATH = 500  # characters of a path; a longer one is cut
_NUMBER_ATTRIBUTES = ("num", "pNumber", "number")
_PRINTED = re.compile(r"\s*[\[【［]\s*([0-9０-９]{4,5})\s*[\]】］]")
_CLAIM_ID = re.compile(r"(?:CLM|claim|c)[-_a-z]*0*([1-9][0-9]*)$", re.IGNORECASE)
_LEADING = re.compile(r"\s*(\d+)\s*[.．]")
_STRUCTURED_FORMULA = frozenset(
    {"mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mmultiscripts"}
)
_EDGES = frozenset({SectionKind.HEADER, SectionKind.FOOTER})
_ABSTRACT_CODE = "ABST"
_DELETION_MARKS = {"delete-start": 1, "delete-end": -1}
_INLINE_IN_REFERENCES = frozenset({"abstract", "claimtext", "figure", "h", "title"})


def read_office_xml(data: bytes, limits: Limits) -> Reading:
    """Read an XML document of a patent office (or any other XML, with a flag), or a Green Book grant.

    Raises ``RefusedError``: ``entities``, ``depth``, ``damaged``, ``encoding``, ``text-size``.
    """
    if is_greenbook(data):
        return read_greenbook(data, limits)
    flags = FlagSet()
    decoded = decode_markup(data)
    if decoded.mismatch:
        flags.add("encoding-mismatch")
    root = parse_xml(decoded.text, limits, flags, doctype=True, tolerant=True)
    if plain(local_name(root)) not in ROOTS:
        flags.add("unknown-root")
    pages = _Walk(root, limits, flags).pages()
    if not pages[0].text.strip():
        flags.add("no-text")
    return Reading(media_type=MEDIA_TYPE, encoding=decoded.encoding, pages=pages, flags=flags.all())


@dataclass(slots=True)
class _Open:
    """An element that has begun: what it is and where on the page it began."""

    element: etree._Element
    name: str
    path: str
    inline: bool
    mixed: bool
    preserved: bool
    start: int
    place: int = -1
    section: bool = False
    deleted: bool = False
    paragraph: bool = False


class _Block(NamedTuple):
    """A paragraph as the markup gives it; ``number`` is empty where the markup has none."""

    start: int
    end: int
    claim: bool
    number: str


class _Walk:
    """One pass over the tree."""

    def __init__(self, root: etree._Element, limits: Limits, flags: FlagSet) -> None:
        self._root = root
        self._flags = flags
        self._builder = PageBuilder(limits)
        self._open: list[_Open] = []
        self._kinds: list[SectionKind] = []
        self._blocks: list[_Block] = []
        self._elements = 0
        self._deleted = 0
        self._in_paragraph = 0
        self._sectioned = False  # whether the markup itself names sections
        self._is_abstract = any(str(e.text).strip() == _ABSTRACT_CODE for e in root.iter("{*}DocumentCode"))

    def pages(self) -> tuple[Page, ...]:
        """The one page."""
        walker = etree.iterwalk(self._root, events=("start", "end", "comment", "pi"))
        for event, node in walker:
            if event == "start":
                if not self._begin(node):
                    walker.skip_subtree()
            elif event == "end":
                self._end(node)
            else:
                self._remark(event, node)
        return self._builder.build(self._paragraphs, None if self._sectioned else _headed)

    def _begin(self, node: etree._Element) -> bool:
        """An element begins; False: what is in it was dealt with."""
        local = local_name(node)
        name = plain(local)
        parent = self._open[-1] if self._open else None
        inline = parent is not None and _is_inline(name, parent)
        if not self._takes_part(node, name, in_line=inline or (parent is not None and parent.mixed)):
            return False
        if not inline:
            self._separate(node, name)
        frame = _Open(
            element=node,
            name=name,
            path=(f"{parent.path}/{local}" if parent else local)[:_PATH],
            inline=inline,
            mixed=bool((node.text or "").strip()) or any((child.tail or "").strip() for child in node),
            preserved=name in PRESERVED or (parent is not None and parent.preserved),
            start=self._builder.offset,
        )
        self._enter(frame)
        self._open.append(frame)
        self._text(node.text, frame)
        return True

    def _takes_part(self, node: etree._Element, name: str, *, in_line: bool) -> bool:
        """Whether an element is part of the text; if not, it is kept apart here."""
        if name in BREAK:
            self._builder.hard_break()
            return False
        if name in PICTURE:
            self._flags.add("figure")
        if name in FORMULA and any(plain(local_name(e)) in _STRUCTURED_FORMULA for e in node.iter("{*}*")):
            self._flags.add("formula")
            self._builder.aside(AsideKind.FIELD, _words(node), "formula")
            return False
        if name in STATUS or (name in FURNITURE and in_line):
            self._builder.aside(AsideKind.METADATA, _words(node), local_name(node))
            return False
        return True

    def _separate(self, node: etree._Element, name: str) -> None:
        if name in ROW:
            self._builder.row()
        elif name in CELL:
            if any(plain(local_name(e)) in CELL for e in node.itersiblings("{*}*", preceding=True)):
                self._builder.cell()
        else:
            self._builder.line()

    def _enter(self, frame: _Open) -> None:
        if frame.name not in FORMATTING:
            self._elements += 1
            if self._elements <= _ELEMENTS:
                frame.place = self._builder.reserve_element()
            else:
                self._flags.add("elements-cut")
        kind = self._section_kind(frame)
        if kind is not None and kind not in self._kinds:
            frame.section = self._sectioned = True
            self._kinds.append(kind)
            self._builder.open_section(kind)
        if frame.name in DELETED:
            frame.deleted = True
            self._deleted += 1
        if frame.name in PARAGRAPH or frame.name in CLAIM:
            frame.paragraph = True
            self._in_paragraph += 1

    def _section_kind(self, frame: _Open) -> SectionKind | None:
        if frame.name in FURNITURE:
            return SectionKind.HEADER
        if frame.name == "specification" and self._is_abstract:
            return SectionKind.ABSTRACT
        if frame.name == "contentsofamendment":
            return SECTIONS.get(plain(local_attributes(frame.element).get("kind-of-document", "")))
        return SECTIONS.get(frame.name)

    def _end(self, node: etree._Element) -> None:
        if self._open and self._open[-1].element is node:
            self._leave(self._open.pop())
        if self._open:
            self._text(node.tail, self._open[-1])

    def _leave(self, frame: _Open) -> None:
        end = max(frame.start, self._builder.offset)
        attributes = local_attributes(frame.element)
        if frame.place >= 0 and (end > frame.start or attributes):
            self._builder.element(frame.place, frame.path, frame.start, end, attributes)
        if frame.deleted:
            self._deleted -= 1
        if frame.paragraph:
            self._in_paragraph -= 1
            if not self._in_paragraph and end > frame.start:
                claim = frame.name in CLAIM
                number = _claim_number(frame.element, attributes) if claim else _own_number(attributes)
                self._blocks.append(_Block(frame.start, end, claim, number))
        if frame.section:
            self._kinds.pop()
            self._builder.close_section()
        if frame.inline:
            return
        if frame.name in ROW:
            self._builder.end_row()
        elif frame.name not in CELL:
            self._builder.line()

    def _text(self, text: str | None, frame: _Open) -> None:
        if not text:
            return
        if self._deleted:
            self._flags.add("tracked-changes")
            self._builder.aside(AsideKind.DELETED, text)
        elif frame.preserved:
            self._builder.write(text)
        else:
            put_unbroken(self._builder, text)

    def _remark(self, event: str, node: etree._Element) -> None:
        """A comment or a processing instruction; USPTO reissues mark deleted matter by a pair of the latter."""
        if event == "comment":
            self._builder.aside(AsideKind.COMMENT, str(node.text or ""))
        else:
            target = str(getattr(node, "target", ""))
            self._deleted = max(0, self._deleted + _DELETION_MARKS.get(target, 0))
        if self._open:
            self._text(node.tail, self._open[-1])

    def _paragraphs(self, texts: Sequence[str]) -> list[tuple[Paragraph, ...]]:
        """Paragraphs of the markup where they have numbers, of the lines elsewhere."""
        text = texts[0]
        found: list[Paragraph] = []
        position, count = 0, 1
        for block in [*self._blocks, _Block(len(text), len(text), claim=False, number="")]:
            between, count = split_paragraphs(text[position : block.start], count, every_line=True)
            found += _moved(between, position)
            position = min(block.end, len(text))
            number = block.number
            inside = text[block.start : position]
            printed = _PRINTED.match(inside)
            if block.claim and not number and (leading := _LEADING.match(inside)):
                number = leading.group(1)
            elif printed and not block.claim:
                number = unicodedata.normalize("NFKC", printed.group(1))
            if number and inside.strip():
                start = block.start + len(inside) - len(inside.lstrip())
                found.append(Paragraph(number=number, start=start, end=position, counted=False))
            else:
                lines, count = split_paragraphs(inside, count)
                found += _moved(lines, block.start)
        return [tuple(found)]


def _headed(texts: Sequence[str]) -> list[tuple[Section, ...]]:
    """Sections told by headings in the text of a notice; XML has no page edges."""
    return [tuple(s for s in found if s.kind not in _EDGES) for found in find_sections(texts)]


def _is_inline(name: str, parent: _Open) -> bool:
    if parent.inline:
        return name not in BLOCK or name in _INLINE_IN_REFERENCES
    return name in INLINE or (name not in BLOCK and parent.mixed)


def _words(node: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in node.itertext()).split())


def _own_number(attributes: dict[str, str]) -> str:
    return next((attributes[key].strip() for key in _NUMBER_ATTRIBUTES if attributes.get(key, "").strip()), "")


def _claim_number(node: etree._Element, attributes: dict[str, str]) -> str:
    """From ``num``, else the element that states it, else the id; no leading zeros."""
    stated = next((str(child.text or "") for child in node.iter("{*}ClaimNumber")), "")
    identified = _CLAIM_ID.match(attributes.get("id") or attributes.get("ID") or "")
    for number in (attributes.get("num", ""), stated, identified.group(1) if identified else ""):
        bare = number.strip()
        if bare:
            return bare.lstrip("0") or bare
    return ""


def _moved(paragraphs: tuple[Paragraph, ...], offset: int) -> list[Paragraph]:
    return [p.model_copy(update={"start": p.start + offset, "end": p.end + offset}) for p in paragraphs]
