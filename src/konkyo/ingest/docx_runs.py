"""Runs of a Word document: which of their characters are seen, and where the others are kept (ECMA-376 17.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from konkyo.ingest.docx_fields import Fields
from konkyo.ingest.docx_styles import UNKNOWN_FILL, Look, Styles, fades, first, hides, run_look, value
from konkyo.ingest.markup_flags import FlagSet
from konkyo.ingest.page_builder import PageBuilder
from konkyo.ingest.safe_xml import child_elements, local_attributes, local_name
from konkyo.records.documents import AsideKind

_PRIVATE = range(0xF000, 0xF100)
_PRIVATE_BASE = 0xF000
# Adobe Symbol encoding, letters and common operators
_SYMBOL = dict(
    zip(
        "ABCDEFGHIKLMNOPQRSTUWXYZabcdefghiklmnopqrstuwxyz",
        "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηικλμνοπθρστυωξψζ",
        strict=True,
    )
) | {"\xa3": "≤", "\xb0": "°", "\xb1": "±", "\xb3": "≥", "\xb4": "×", "\xb8": "÷", "\xb9": "≠", "\xbb": "≈",
     "\xb7": "•", "\xae": "→", "\xa5": "∞", "\xd6": "√", "\xe5": "∑", "\xd7": "⋅"}  # fmt: skip
_STRUCTURED = frozenset(
    {"f", "rad", "nary", "m", "eqArr", "sSub", "sSup", "sSubSup", "sPre", "limLow", "limUpp", "func"}
)
_SYMBOL_FONTS = ("symbol", "webdings", "wingdings")  # letters typed in them are seen as other signs
_PICTURES = frozenset({"pic", "imagedata", "chart"})


class Reference(NamedTuple):
    """A mark in the text that leads to another part: ``footnote`` or ``endnote`` and its id."""

    kind: str
    id: str


class Box(NamedTuple):
    """A text box to be read after its paragraph. ``apart``: None if it is seen."""

    content: etree._Element
    apart: AsideKind | None


@dataclass
class Surroundings:
    """What holds around a run: paragraph style, background, and whether all of it is deleted or hidden."""

    style: str | None = None
    fill: str = ""
    deleted: int = 0
    hidden: int = 0
    boxes: list[Box] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    @property
    def apart(self) -> AsideKind | None:
        """Where text goes that is not seen here."""
        if self.deleted:
            return AsideKind.DELETED
        return AsideKind.HIDDEN if self.hidden else None


class RunReader:
    """Writes runs to the page or to asides. One reader per document; ``around`` changes as the body is walked."""

    def __init__(self, builder: PageBuilder, styles: Styles, flags: FlagSet) -> None:
        self.around = Surroundings()
        self.fields = Fields(builder, flags)
        self._builder = builder
        self._styles = styles
        self._flags = flags
        self._looks: dict[tuple[str | None, str | None], Look] = {}
        self.comments: dict[str, tuple[str, str]] = {}  # id -> text, author and date; taken out when placed

    def run(self, run: etree._Element) -> None:
        """One ``w:r``."""
        properties = first(run, "rPr")
        apart = self.around.apart or self._hidden_by(properties)
        if (value(first(properties, "rFonts"), "ascii") or "").casefold().startswith(_SYMBOL_FONTS):
            self._flags.add("symbol-font")
        for child in child_elements(run):
            self._content(child, apart)

    def formula(self, element: etree._Element) -> None:
        """``m:oMath``: a line of characters stays in the text; fractions, roots and matrices stand apart."""
        text = "".join(str(node.text or "") for node in element.iter("{*}t"))
        if any(local_name(node) in _STRUCTURED for node in element.iter("{*}*")):
            self._flags.add("formula")
            self._builder.aside(AsideKind.FIELD, text, "formula")
        else:
            self.put(text, self.around.apart)

    def put(self, text: str, apart: AsideKind | None) -> None:
        """Text to where it belongs."""
        if self.fields.instructing:
            self.fields.instruct(text)
        elif apart is None:
            self._builder.write(text)
        else:
            if apart is AsideKind.HIDDEN and text.strip():
                self._flags.add("hidden-text")
            self._builder.aside(apart, text)

    def _hidden_by(self, properties: etree._Element | None) -> AsideKind | None:
        look = self._look(properties)
        background = look.get("fill") or self.around.fill
        faded = fades({**look, "fill": "" if background == UNKNOWN_FILL else background})
        if faded and background == UNKNOWN_FILL:
            self._flags.add("low-contrast")
            faded = False
        return AsideKind.HIDDEN if hides(look) or faded else None

    def _look(self, properties: etree._Element | None) -> Look:
        key = (self.around.style, value(first(properties, "rStyle")))
        base = self._looks.get(key)
        if base is None:
            base = {
                **self._styles.defaults,
                **self._styles.look(key[0], paragraph=True),
                **self._styles.look(key[1]),
            }
            self._looks[key] = base
        return {**base, **run_look(properties)} if properties is not None else base

    def _content(self, child: etree._Element, apart: AsideKind | None) -> None:
        name = local_name(child)
        match name:
            case "t":
                self.put(" ".join(str(child.text or "").splitlines()), apart)
            case "delText":
                self.put(str(child.text or ""), AsideKind.DELETED)
            case "instrText" | "delInstrText":
                self.fields.instruct(str(child.text or ""))
            case "fldChar":
                self.put(self.fields.character(child), apart)
            case "tab" | "ptab" | "br" | "cr":
                self._separator(name, child, apart)
            case "noBreakHyphen" | "sym":
                self.put(self._symbol(child) if name == "sym" else "-", apart)
            case "ruby":
                self._ruby(child, apart)
            case "footnoteReference" | "endnoteReference" | "commentReference":
                self._reference(name, child, apart)
            case "drawing" | "pict" | "object":
                self._drawing(child, apart)
            case "AlternateContent":
                for inner in child_elements(chosen(child)):
                    self._content(inner, apart)
            case _:
                return

    def _separator(self, name: str, element: etree._Element, apart: AsideKind | None) -> None:
        if self.fields.instructing or apart is not None:
            self.put(" ", apart)
        elif name in ("tab", "ptab"):
            self._builder.write("\t")
        elif value(element, "type") == "page":
            self._builder.page()
        else:
            self._builder.hard_break()

    def _symbol(self, element: etree._Element) -> str:
        attributes = local_attributes(element)
        try:
            code = int(attributes.get("char", ""), 16)
        except ValueError:
            return ""
        if not 0x20 <= code <= 0xFFFF or 0xD800 <= code <= 0xDFFF:
            return ""
        if code not in _PRIVATE:
            return chr(code)
        character = chr(code - _PRIVATE_BASE)
        if attributes.get("font", "").casefold() == "symbol":
            if character in _SYMBOL:
                return _SYMBOL[character]
            if character.isascii():
                return character
        self._flags.add("symbol-font")
        return chr(code)

    def _ruby(self, element: etree._Element, apart: AsideKind | None) -> None:
        reading = first(element, "rt")
        if reading is not None:
            self._builder.aside(AsideKind.NOTE, "".join(str(t.text or "") for t in reading.iter("{*}t")), "ruby")
        base = first(element, "rubyBase")
        for run in child_elements(base) if base is not None else ():
            if local_name(run) == "r":
                hidden = self._hidden_by(first(run, "rPr"))
                for child in child_elements(run):
                    self._content(child, apart or hidden)

    def _reference(self, name: str, element: etree._Element, apart: AsideKind | None) -> None:
        kind = name.removesuffix("Reference")
        key = value(element, "id") or ""
        if kind == "comment":
            self._builder.aside(AsideKind.COMMENT, *self.comments.pop(key, ("", "")))
        elif apart is None:
            self.around.references.append(Reference(kind, key))
            start = self._builder.offset
            place = self._builder.reserve_element()
            self._builder.element(place, f"{kind}-reference", start, start, {"id": key})

    def _drawing(self, element: etree._Element, apart: AsideKind | None) -> None:
        """Alternative texts, text boxes and pictures; boxes are read after the paragraph that holds them."""
        if local_name(element) == "object":
            self._flags.add("embedded-object")
        stack = [(element, apart)]
        while stack:
            node, where = stack.pop()
            name = local_name(node)
            attributes = local_attributes(node)
            if name == "docPr":
                self._builder.aside(AsideKind.METADATA, attributes.get("descr", ""), "alternative text")
            elif name in _PICTURES:
                self._flags.add("figure")
            elif name == "textpath":
                self.around.words.append(attributes.get("string", ""))
            elif name == "relIds" and "dm" in attributes:
                self.around.diagrams.append(attributes["dm"])
            if name == "txbxContent":
                self.around.boxes.append(Box(node, where))
                continue
            if _is_invisible(node, name, attributes):
                where = where or AsideKind.HIDDEN
            inner = [chosen(node)] if name == "AlternateContent" else list(child_elements(node))
            stack.extend((child, where) for child in reversed(inner))


def chosen(element: etree._Element) -> etree._Element:
    """The alternative that a reader shows: the first choice, else the fallback (ECMA-376 Part 3)."""
    choice = first(element, "Choice")
    fallback = first(element, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else element


def _is_invisible(element: etree._Element, name: str, attributes: dict[str, str]) -> bool:
    """Shapes that are switched off: ``wp:docPr hidden`` of their frame, or VML ``visibility:hidden``."""
    if name in ("anchor", "inline"):
        properties = first(element, "docPr")
        return value(properties, "hidden") in ("1", "true")
    style = attributes.get("style", "").replace(" ", "").lower()
    return "visibility:hidden" in style or "display:none" in style
