"""The body of a Word document (and its headers, notes and boxes) in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from konkyo.ingest.docx_numbering import Numbering
from konkyo.ingest.docx_runs import Reference, RunReader, Surroundings, chosen
from konkyo.ingest.docx_styles import UNKNOWN_FILL, Styles, first, is_on, shading, value
from konkyo.ingest.markup_flags import FlagSet
from konkyo.ingest.page_builder import PageBuilder
from konkyo.ingest.safe_xml import child_elements, local_name
from konkyo.records.documents import AsideKind

_DELETED = frozenset({"del", "moveFrom"})
_CONTINUOUS = frozenset({"continuous", "nextColumn"})
_HEADING_NAME = "heading "
_INDENTS = (("left", 1), ("start", 1), ("firstLine", 1), ("hanging", -1))
_OFF_PAPER = -12_000.0  # twips: 21 cm to the left, the width of a sheet
_SLIVER = 40.0  # twips: 2 pt


class BodyReader:
    """Walks blocks. ``sections``: kinds of break before each section after the first, in order."""

    def __init__(self, builder: PageBuilder, styles: Styles, numbering: Numbering, flags: FlagSet) -> None:
        self._builder = builder
        self._styles = styles
        self._numbering = numbering
        self._flags = flags
        self._runs = RunReader(builder, styles, flags)
        self._section_types: list[str] = []
        self._continued = False
        self.references: list[Reference] = []
        self.diagrams: list[str] = []

    @property
    def comments(self) -> dict[str, tuple[str, str]]:
        """Comments by id that have not been placed yet."""
        return self._runs.comments

    @comments.setter
    def comments(self, comments: dict[str, tuple[str, str]]) -> None:
        self._runs.comments = comments

    def body(self, element: etree._Element, background: str = "") -> None:
        """The whole body; ``background``: the page's own colour where it has one."""
        self._section_types = [value(first(s, "type")) or "nextPage" for s in section_properties(element)][1:]
        self._runs.around = Surroundings(fill=background)
        self._blocks(element)
        self._runs.fields.close()

    def part(self, element: etree._Element) -> None:
        """A header, footer or note."""
        self._runs.around = Surroundings()
        self._section_types = []
        self._blocks(element)
        self._runs.fields.close()

    def _blocks(self, element: etree._Element) -> None:
        for child in child_elements(element):
            self._block(child)

    def _block(self, child: etree._Element) -> None:
        name = local_name(child)
        match name:
            case "p":
                self._paragraph(child)
            case "tbl":
                self._table(child)
            case "r":
                self._runs.run(child)
            case "oMath":
                self._runs.formula(child)
            case "AlternateContent":
                self._blocks(chosen(child))
            case "altChunk" | "subDoc":
                self._flags.add("alt-chunk")
                self._flags.add("partial")
            case "del" | "moveFrom":
                self._flags.add("tracked-changes")
                with self._apart(deleted=True):
                    self._blocks(child)
            case _:
                self._other(name, child)

    def _other(self, name: str, child: etree._Element) -> None:
        """Wrappers are looked into, whatever their name; properties are not."""
        if name in ("ins", "moveTo"):
            self._flags.add("tracked-changes")
        elif name == "fldSimple":
            self._runs.fields.simple(child)
        if not name.endswith("Pr") and name != "sectPr":
            self._blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = first(paragraph, "pPr")
        around = self._runs.around
        style = value(first(properties, "pStyle"))
        mark = first(properties, "rPr")
        joined = mark is not None and any(local_name(child) in _DELETED for child in child_elements(mark))
        if self._breaks_before(properties, style) and self._builder.offset:
            self._builder.page()
        fill = shading(first(properties, "shd")) or around.fill
        hidden = around.hidden + _is_out_of_sight(properties)
        inner = Surroundings(style=style, fill=fill, deleted=around.deleted, hidden=hidden)
        self._runs.around = inner
        if not joined:
            self._label(properties, style)
        start = self._builder.offset
        self._blocks(paragraph)
        self._heading(style, start)
        if joined:
            self._flags.add("tracked-changes")
            self._continued = self._continued or self._builder.offset > start
        else:
            self._builder.line()
            self._continued = False
        self._boxes(inner)
        self._runs.around = around
        self.references += inner.references
        self._section_end(properties)

    def _breaks_before(self, properties: etree._Element | None, style: str | None) -> bool:
        own = first(properties, "pageBreakBefore")
        if own is not None:
            return is_on(own)
        return any(found.page_break_before for _, found in self._styles.chain(style, paragraph=True))

    def _label(self, properties: etree._Element | None, style: str | None) -> None:
        label = self._numbering.label(properties, style)
        if label is None or not label.text or self._continued:
            return
        text = label.text + label.separator
        if self._runs.around.apart is not None:
            self._runs.put(text, self._runs.around.apart)
            return
        start = self._builder.mark()
        self._builder.write(text)
        if label.own:
            self._builder.number(start, label.text.strip().rstrip(".．、:：") or label.text)

    def _heading(self, style: str | None, start: int) -> None:
        if self._builder.offset <= start:
            return
        for _, found in self._styles.chain(style):
            name = found.name.lower()
            if name.startswith(_HEADING_NAME) or name == "title":
                place = self._builder.reserve_element()
                level = name.removeprefix(_HEADING_NAME) if name != "title" else "0"
                self._builder.element(place, "heading", start, self._builder.offset, {"level": level})
                return

    def _boxes(self, inner: Surroundings) -> None:
        """Text boxes, word art and diagrams anchored in the paragraph just read, after it."""
        for word in inner.words:
            self._builder.line()
            self._runs.put(word, inner.apart)
            self._builder.line()
        for box in inner.boxes:
            self._runs.around = Surroundings(
                fill=UNKNOWN_FILL,
                deleted=inner.deleted + (box.apart is AsideKind.DELETED),
                hidden=inner.hidden + (box.apart is AsideKind.HIDDEN),
            )
            self._blocks(box.content)
            self.references += self._runs.around.references
        self.diagrams += inner.diagrams

    def _section_end(self, properties: etree._Element | None) -> None:
        if first(properties, "sectPr") is None or not self._section_types:
            return
        if self._section_types.pop(0) not in _CONTINUOUS and self._builder.offset:
            self._builder.page()

    def _table(self, table: etree._Element) -> None:
        outer = self._runs.around
        style = value(first(table, "tblPr", "tblStyle"))
        shaded = any(found.shaded for _, found in self._styles.chain(style))
        fill = UNKNOWN_FILL if shaded else shading(first(table, "tblPr", "shd")) or outer.fill
        for row in _wrapped(table, "tr"):
            properties = first(row, "trPr")
            deleted = first(properties, "del") is not None
            if deleted or first(properties, "ins") is not None:
                self._flags.add("tracked-changes")
            height = first(properties, "trHeight")
            flat = value(height, "hRule") == "exact" and _twips(value(height)) <= _SLIVER
            with self._apart(deleted=deleted, hidden=flat or is_on(first(properties, "hidden"))):
                self._row(row, fill)
        self._runs.around = outer

    def _row(self, row: etree._Element, fill: str) -> None:
        around = self._runs.around
        self._builder.row()
        for index, cell in enumerate(_wrapped(row, "tc")):
            if index and around.apart is None:
                self._builder.cell()
            properties = first(cell, "tcPr")
            removed = first(properties, "cellDel") is not None
            self._runs.around = Surroundings(
                fill=shading(first(properties, "shd")) or fill,
                deleted=around.deleted + removed,
                hidden=around.hidden,
            )
            self._blocks(cell)
            self.references += self._runs.around.references
        self._runs.around = around
        self._builder.end_row()

    @contextmanager
    def _apart(self, *, deleted: bool = False, hidden: bool = False) -> Iterator[None]:
        around = self._runs.around
        around.deleted += deleted
        around.hidden += hidden
        try:
            yield
        finally:
            around.deleted -= deleted
            around.hidden -= hidden


def _wrapped(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those inside content controls and custom XML."""
    stack = list(child_elements(element))[::-1]
    while stack:
        child = stack.pop()
        if local_name(child) == name:
            yield child
        elif not local_name(child).endswith("Pr"):
            inner = chosen(child) if local_name(child) == "AlternateContent" else child
            stack.extend(list(child_elements(inner))[::-1])


def section_properties(body: etree._Element) -> Iterator[etree._Element]:
    """The properties of each section in order, without those that a tracked change keeps of the past."""
    for section in body.iter("{*}sectPr"):
        parent = section.getparent()
        if parent is None or local_name(parent) != "sectPrChange":
            yield section


def _is_out_of_sight(properties: etree._Element | None) -> bool:
    """Paragraphs set off the paper by their indents, or cut away by an exact line height of next to nothing."""
    indent = first(properties, "ind")
    left = sum(sign * _twips(value(indent, name)) for name, sign in _INDENTS)
    spacing = first(properties, "spacing")
    exact = value(spacing, "lineRule") == "exact" and 0 < _twips(value(spacing, "line")) <= _SLIVER
    return left <= _OFF_PAPER or exact


def _twips(text: str | None) -> float:
    try:
        return float((text or "0").removesuffix("pt")) * (20 if (text or "").endswith("pt") else 1)
    except ValueError:
        return 0.0


def plain_paragraphs(root: etree._Element) -> str:
    """The text of a comment or other small part, a line per paragraph."""
    lines = ("".join(str(t.text or "") for t in p.iter("{*}t", "{*}delText")) for p in root.iter("{*}p"))
    return "\n".join(lines)
