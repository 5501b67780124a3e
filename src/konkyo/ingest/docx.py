"""Reads Word documents (ECMA-376 / ISO 29500, transitional and strict) from their XML.

The text is what a reader sees with all tracked changes accepted: insertions stay, deletions and hidden text stand
apart. Nothing outside the file is ever followed; embedded objects and macros are named, not opened.
"""

from __future__ import annotations

from lxml import etree

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.docx_body import BodyReader, plain_paragraphs, section_properties
from konkyo.ingest.docx_numbering import Numbering
from konkyo.ingest.docx_styles import UNKNOWN_FILL, Styles, first, is_on, value
from konkyo.ingest.markup_flags import FlagSet
from konkyo.ingest.ooxml import Package, Relationship, open_package
from konkyo.ingest.page_builder import PageBuilder
from konkyo.ingest.paragraphs import split_pages
from konkyo.ingest.refusals import refusal
from konkyo.ingest.safe_xml import child_elements, local_attributes, local_name
from konkyo.ingest.sections import find_sections
from konkyo.records.documents import Aside, AsideKind, SectionKind

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.12"
_PROPERTY_KINDS = frozenset({"core-properties", "extended-properties", "custom-properties"})
_METADATA_CHARS = 20_000
_WRITTEN_PROPERTIES = frozenset({"Company", "Manager", "Template", "HyperlinkBase"})  # the others count or classify


def read_docx(data: bytes, limits: Limits) -> Reading:
    """Read a Word document. One page, unless it has explicit page or section breaks.

    Raises ``RefusedError``: ``encrypted``, ``type``, ``damaged``, ``dtd``, ``depth``, ``members``, ``duplicates``,
    ``ratio``, ``unpacked``, ``text-size``, ``pages``.
    """
    flags = FlagSet()
    return _WordFile(open_package(data, limits, flags), limits, flags).reading()


class _WordFile:
    """One document under reading."""

    def __init__(self, package: Package, limits: Limits, flags: FlagSet) -> None:
        self._package = package
        self._flags = flags
        self._limits = limits
        self._builder = PageBuilder(limits)
        self._main, self._root = self._main_part()
        self._related = package.relationships(self._main, flags)
        styles = Styles(self._part("styles"))
        numbering = Numbering(self._part("numbering"), styles, flags)
        self._reader = BodyReader(self._builder, styles, numbering, flags)

    def reading(self) -> Reading:
        """Walk the parts in the order in which they are seen."""
        body = first(self._root, "body")
        if body is None:
            raise refusal(reason="damaged")
        self._dangers()
        furniture = self._furniture(body)
        comments = self._reader.comments = self._comments()
        for part in furniture["header"]:
            self._framed(part, SectionKind.HEADER)
        self._reader.body(body, self._background())
        self._diagrams()
        self._notes("footnote")
        self._notes("endnote")
        for part in furniture["footer"]:
            self._framed(part, SectionKind.FOOTER)
        for text, about in comments.values():
            self._builder.aside(AsideKind.COMMENT, text, about, placed=False)
        pages = self._builder.build(lambda texts: split_pages(texts, every_line=True), find_sections)
        if not any(page.text.strip() for page in pages):
            self._flags.add("no-text")
        macros = "macros" in self._flags
        return Reading(
            media_type=_MACRO_TYPE if macros else MEDIA_TYPE,
            pages=pages,
            asides=tuple(self._metadata()),
            flags=self._flags.all(),
        )

    def _main_part(self) -> tuple[str, etree._Element]:
        related = self._package.relationships("", self._flags).values()
        name = next((r.target for r in related if r.kind == "officeDocument" and not r.external), "word/document.xml")
        if name not in self._package:
            raise refusal(reason="type")
        root = self._package.xml(name, self._flags)
        if local_name(root) != "document":
            raise refusal(reason="type")
        return name, root

    def _part(self, kind: str) -> etree._Element | None:
        """The part of a kind that the main part names, or None."""
        for relationship in self._related.values():
            if relationship.kind == kind and not relationship.external and relationship.target in self._package:
                return self._package.xml(relationship.target, self._flags)
        return None

    def _background(self) -> str:
        """A page colour makes the background of unshaded text unknown (it shows on screen, seldom on paper)."""
        own = value(first(self._root, "background"), "color") or ""
        return "" if own.upper() in ("", "AUTO", "FFFFFF") else UNKNOWN_FILL

    def _dangers(self) -> None:
        """Name what a word processor would run, open or fetch."""
        names = self._package.names
        if any(name.casefold().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
            self._flags.add("macros")
        for name in names:
            folder, _, file = name.rpartition("/")
            if folder.endswith("_rels") and file.endswith(".rels"):
                source = folder.removesuffix("_rels") + file.removesuffix(".rels")
                for relationship in self._package.relationships(source, self._flags).values():
                    self._danger(relationship)

    def _danger(self, relationship: Relationship) -> None:
        if relationship.kind in ("oleObject", "package", "control"):
            self._flags.add("embedded-object")
            self._builder.aside(
                AsideKind.ATTACHMENT, relationship.target.rsplit("/", 1)[-1], "embedded object", placed=False
            )
        elif relationship.kind == "aFChunk":
            self._flags.add("alt-chunk")
            self._flags.add("partial")
        elif relationship.external and relationship.kind == "hyperlink":
            self._builder.aside(AsideKind.METADATA, relationship.target, "link", placed=False)
        if relationship.external and relationship.kind != "hyperlink":
            self._flags.add("external-reference")

    def _furniture(self, body: etree._Element) -> dict[str, list[str]]:
        """Header and footer parts that are shown, each once, in order; those not in use go to asides."""
        settings = self._part("settings")
        even = is_on(first(settings, "evenAndOddHeaders"))
        shown: dict[str, list[str]] = {"header": [], "footer": []}
        unused: dict[str, None] = {}
        for section in section_properties(body):
            first_page = is_on(first(section, "titlePg"))
            for child in child_elements(section):
                kind = local_name(child).removesuffix("Reference")
                relationship = self._related.get(local_attributes(child).get("id", ""))
                if kind not in shown or relationship is None or relationship.target not in self._package:
                    continue
                use = value(child, "type") or "default"
                seen = {"first": first_page, "even": even}.get(use, True)
                if not seen:
                    unused.setdefault(relationship.target)
                elif relationship.target not in shown[kind]:
                    shown[kind].append(relationship.target)
        for name in unused:
            if name not in shown["header"] + shown["footer"]:
                text = plain_paragraphs(self._package.xml(name, self._flags))
                self._builder.aside(AsideKind.METADATA, text, "header or footer not in use", placed=False)
        return shown

    def _framed(self, name: str, kind: SectionKind) -> None:
        """A header or footer, marked as such."""
        self._builder.line()
        start = self._builder.mark()
        self._builder.open_section(kind)
        self._reader.part(self._package.xml(name, self._flags))
        self._builder.close_section()
        if self._builder.offset > start:
            self._builder.line()

    def _notes(self, kind: str) -> None:
        """Notes in the order of their marks, after the body; those without a mark go to asides."""
        root = self._part(f"{kind}s")
        if root is None:
            return
        notes = {value(n, "id") or "": n for n in child_elements(root) if value(n, "type") in (None, "normal")}
        marks = dict.fromkeys(r.id for r in self._reader.references if r.kind == kind)
        for number, key in enumerate((key for key in marks if key in notes), start=1):
            self._builder.line()
            start = self._builder.mark()
            place = self._builder.reserve_element()
            self._reader.part(notes[key])
            self._builder.element(place, kind, start, self._builder.offset, {"id": key, "number": str(number)})
            self._builder.number(start, f"{kind} {number}")
        for key in notes.keys() - marks.keys():
            self._builder.aside(AsideKind.NOTE, plain_paragraphs(notes[key]), kind, placed=False)

    def _comments(self) -> dict[str, tuple[str, str]]:
        """Comments by id: text, and author with date."""
        root = self._part("comments")
        found: dict[str, tuple[str, str]] = {}
        for comment in child_elements(root) if root is not None else ():
            attributes = local_attributes(comment)
            about = ", ".join(part for part in (attributes.get("author"), attributes.get("date")) if part)
            found[attributes.get("id", "")] = (plain_paragraphs(comment), about)
        return found

    def _diagrams(self) -> None:
        """Texts of SmartArt, whose shapes are drawn from another part."""
        for key in self._reader.diagrams:
            relationship = self._related.get(key)
            if relationship is None or relationship.target not in self._package:
                continue
            for paragraph in self._package.xml(relationship.target, self._flags).iter("{*}p"):
                self._builder.line()
                self._builder.write("".join(str(t.text or "") for t in paragraph.iter("{*}t")))
            self._builder.line()

    def _metadata(self) -> list[Aside]:
        """Document properties and custom XML: text that no page shows."""
        asides = []
        related = self._package.relationships("", self._flags).values()
        for relationship in related:
            if relationship.kind in _PROPERTY_KINDS and relationship.target in self._package:
                asides += self._leaves(relationship.target)
        for relationship in self._related.values():
            if relationship.kind == "customXml" and relationship.target in self._package:
                asides += self._leaves(relationship.target)
        return asides

    def _leaves(self, name: str) -> list[Aside]:
        try:
            root = self._package.xml(name, self._flags)
        except RefusedError as error:
            if error.reason != "damaged":
                raise
            return []
        found, spent = [], 0
        for element in root.iter("{*}*"):
            text = str(element.text or "").strip()
            spent += len(text)
            counted = name.endswith("app.xml") and local_name(element) not in _WRITTEN_PROPERTIES
            if text and not counted and spent <= _METADATA_CHARS:
                found.append(Aside(kind=AsideKind.METADATA, text=text, detail=f"{name} {local_name(element)}"))
        return found
