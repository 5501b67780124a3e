"""Reads HTML as a browser without scripts shows it: text in reading order, what is not seen apart.

Nothing is fetched and no script is run. Blocks are lines, table cells are separated by tabs, lists have their marks,
``pre`` keeps its white space. A page that consists of one preformatted text (as the Japan Patent Office sends notices)
has its pages at the horizontal rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.declared_encoding import decode_markup
from konkyo.ingest.flowing_text import put_collapsed
from konkyo.ingest.html_styles import Properties, StyleSheet
from konkyo.ingest.html_visibility import Sight, sight
from konkyo.ingest.markup_flags import FlagSet
from konkyo.ingest.numerals import numeral
from konkyo.ingest.page_builder import PageBuilder
from konkyo.ingest.paragraphs import split_pages
from konkyo.ingest.refusals import refusal
from konkyo.ingest.safe_xml import local_name
from konkyo.ingest.sections import find_sections
from konkyo.records.documents import AsideKind, Page, Section, SectionKind

MEDIA_TYPE = "text/html"
_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "p",
        "plaintext", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "ul", "xmp",
    ]
)  # fmt: skip
_BLOCK_DISPLAYS = frozenset(["block", "flex", "grid", "list-item", "table", "flow-root"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_CELLS = frozenset(["td", "th"])
_PREFORMATTED = frozenset(["pre", "listing", "xmp", "plaintext", "textarea"])
_FOREIGN = frozenset(["iframe", "frame", "frameset", "object", "embed", "applet", "portal"])
_PICTURES = frozenset(["img", "svg", "canvas", "video", "audio", "picture"])
_UNSEEN = frozenset(["noscript", "template", "noframes", "noembed", "datalist", "audio", "video", "object", "iframe"])
_QUOTE_CLASSES = frozenset(["gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote"])
_SHOWN_INPUTS = frozenset(["text", "", "submit", "button", "reset", "number", "email", "tel", "date", "url", "search"])
_ORDERED = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST_STYLES = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "cjk-ideographic": "japaneseCounting",
    "japanese-informal": "japaneseCounting", "hiragana": "aiueoFullWidth", "katakana": "aiueoFullWidth",
    "katakana-iroha": "irohaFullWidth", "trad-chinese-informal": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
}  # fmt: skip
_SCRIPT_CHARS = 4_000
_FEW_CHARS = 200
_PRE_SHARE = 0.8
_COUNTER = re.compile(r"\s*([0-9]{1,3}/(?:[0-9]{1,3}E?|E))[ \t]*(?:\n|\Z)")


def read_html(data: bytes, limits: Limits) -> Reading:
    """Read a page of HTML. Raises ``RefusedError``: ``depth``, ``damaged``, ``encoding``, ``text-size``."""
    flags = FlagSet()
    decoded = decode_markup(data)
    if decoded.mismatch:
        flags.add("encoding-mismatch")
    root = _parsed(decoded.text, limits)
    walk = _Walk(root, limits, flags)
    pages = walk.pages()
    shown = sum(len(page.text.strip()) for page in pages)
    if shown == 0:
        flags.add("no-text")
    if shown < _FEW_CHARS and walk.scripted:
        flags.add("partial")
    return Reading(media_type=MEDIA_TYPE, encoding=decoded.encoding, pages=pages, flags=flags.all())


def _parsed(text: str, limits: Limits) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError:
        raise refusal(reason="damaged") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        deep = any("depth" in entry.message for entry in parser.error_log)
        raise refusal(reason="depth" if deep else "text-size")
    if root is None:
        raise refusal(reason="damaged")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.depth:
            raise refusal(reason="depth")
    return root


@dataclass(slots=True)
class _Open:
    """An element that has begun."""

    element: etree._Element
    name: str
    sight: Sight
    block: bool
    preserved: bool
    start: int
    place: int = -1
    quoted: bool = False
    counter: int = 0
    marks: str = ""


class _Walk:
    """One pass over the tree."""

    def __init__(self, root: etree._Element, limits: Limits, flags: FlagSet) -> None:
        self._root = root
        self._flags = flags
        self._builder = PageBuilder(limits)
        self._styles = StyleSheet((str(e.text or "") for e in root.iter("style")), flags)
        self._open: list[_Open] = []
        self._quotes = 0
        self._outside = Sight(background=None if self._has_outside_styles() else "FFFFFF")
        self._form = _is_preformatted(root)
        self.scripted = False

    def pages(self) -> tuple[Page, ...]:
        """The pages; one, unless the document is preformatted with rules between pages."""
        walker = etree.iterwalk(self._root, events=("start", "end", "comment", "pi"))
        for event, node in walker:
            if event == "start":
                if not self._begin(node):
                    walker.skip_subtree()
            elif event == "end":
                if self._open and self._open[-1].element is node:
                    self._leave(self._open.pop())
                self._tail(node)
            else:
                if event == "comment":
                    self._builder.aside(AsideKind.COMMENT, str(node.text or ""))
                self._tail(node)
        return self._builder.build(lambda texts: split_pages(texts, every_line=not self._form), _sections)

    def _has_outside_styles(self) -> bool:
        outside = any("stylesheet" in (e.get("rel") or "").lower() for e in self._root.iter("link"))
        if outside:
            self._flags.add("style-not-applied")
        return outside

    def _begin(self, node: etree._Element) -> bool:
        """An element begins; False: what is in it was dealt with."""
        name = local_name(node).lower()
        if not self._has_content(node, name):
            return False
        parent = self._open[-1] if self._open else None
        properties = self._styles.properties(node)
        seen = sight(node, properties, parent.sight if parent else self._outside)
        if name in _UNSEEN or (name == "dialog" and node.get("open") is None):
            seen = seen._replace(sealed=True)
        frame = _Open(
            element=node,
            name=name,
            sight=seen,
            block=_is_block(name, properties),
            preserved=_keeps_space(name, properties, parent),
            start=self._builder.offset,
        )
        self._separate(frame)
        self._enter(frame, properties, parent)
        self._open.append(frame)
        self._text(_first_text(node, name), frame)
        return True

    def _has_content(self, node: etree._Element, name: str) -> bool:
        """Whether an element holds text of the page; what says something else is noted here."""
        match name:
            case "br":
                if self._open and not self._open[-1].sight.hidden:
                    self._builder.hard_break()
            case "script":
                self.scripted = True
                self._flags.add("dom-script")
                text = str(node.text or "")
                self._builder.aside(AsideKind.FIELD, text[:_SCRIPT_CHARS], "script")
            case "style":
                pass
            case "title" if not any(frame.name == "svg" for frame in self._open):
                self._builder.aside(AsideKind.METADATA, _words(node), "title", placed=False)
            case "meta":
                self._meta(node)
            case "base":
                self._flags.add("partial")
            case "input":
                self._input(node)
            case "select":
                self._select(node)
            case "del" | "s" | "strike" | "rt" | "rp":
                self._beside(node, name)
            case "hr":
                self._rule()
            case _:
                return True
        return False

    def _beside(self, node: etree._Element, name: str) -> None:
        """Struck text, which somebody took away, and readings above a word: neither is the page's own wording."""
        ruby = name in ("rt", "rp")
        if not ruby:
            self._flags.add("tracked-changes")
        self._builder.aside(AsideKind.NOTE if ruby else AsideKind.DELETED, _words(node), "ruby" if ruby else name)

    def _meta(self, node: etree._Element) -> None:
        about = (node.get("name") or node.get("property") or "").lower()
        if (node.get("http-equiv") or "").lower() == "refresh":
            self._flags.add("partial")
        if about and about not in ("viewport", "generator"):
            self._builder.aside(AsideKind.METADATA, node.get("content") or "", f"meta {about[:60]}", placed=False)

    def _input(self, node: etree._Element) -> None:
        kind = (node.get("type") or "").lower()
        frame = self._open[-1] if self._open else None
        if frame is None or kind == "hidden":
            if node.get("value"):
                self._flags.add("hidden-text")
            self._builder.aside(AsideKind.HIDDEN, node.get("value") or "", "hidden field")
        elif kind in ("checkbox", "radio"):
            on, off = ("☑", "☐") if kind == "checkbox" else ("◉", "○")
            self._text(on if node.get("checked") is not None else off, frame)
        elif kind in _SHOWN_INPUTS:
            self._text(node.get("value"), frame)

    def _select(self, node: etree._Element) -> None:
        """Of a list of choices the chosen one is seen."""
        options = list(node.iter("option"))
        chosen = next((o for o in options if o.get("selected") is not None), options[0] if options else None)
        for option in options:
            if option is chosen and self._open:
                self._text(_words(option), self._open[-1])
            else:
                self._builder.aside(AsideKind.METADATA, _words(option), "choice")

    def _rule(self) -> None:
        """A horizontal rule; in preformatted documents, the end of a page."""
        seen = not any(frame.sight.hidden for frame in self._open[-1:])
        if self._form and seen and not self._builder.at_top:
            self._builder.page()
        else:
            self._builder.line()

    def _separate(self, frame: _Open) -> None:
        if frame.sight.hidden:
            return
        if frame.name == "tr":
            self._builder.row()
        elif frame.name in _CELLS:
            if any(e.tag in _CELLS for e in frame.element.itersiblings("*", preceding=True)):
                self._builder.cell()
        elif frame.block:
            self._builder.line(begins=True)

    def _enter(self, frame: _Open, properties: Properties, parent: _Open | None) -> None:
        node, name = frame.element, frame.name
        if name in _FOREIGN:
            self._flags.add("partial")
        if name in _PICTURES:
            self._flags.add("figure")
            self._builder.aside(AsideKind.METADATA, node.get("alt") or "", "alternative text")
        if node.get("aria-hidden") == "true":
            self._flags.add("aria-hidden")
        if name in _HEADINGS or (name == "a" and node.get("href")):
            frame.place = self._builder.reserve_element()
        if (
            name == "blockquote" or _QUOTE_CLASSES.intersection((node.get("class") or "").split())
        ) and not self._quotes:
            frame.quoted = True
            self._quotes += 1
            self._builder.open_section(SectionKind.QUOTED)
        if name in ("ol", "ul", "menu", "dir"):
            frame.marks = _marks(node, name, properties)
            frame.counter = _whole(node.get("start"), 1) - 1
        elif name == "li" and parent is not None:
            self._mark(frame, properties, parent)

    def _mark(self, frame: _Open, properties: Properties, parent: _Open) -> None:
        """The mark of a list item: its number is the paragraph's own."""
        parent.counter = _whole(frame.element.get("value"), parent.counter + 1)
        if frame.sight.hidden:
            return
        style = properties.get("list-style-type") or properties.get("list-style") or parent.marks
        if "none" in style.split():
            return
        shown = numeral(parent.counter, _LIST_STYLES.get(style, style))
        if not shown:
            self._builder.write("• ")
            self._builder.glue()
            return
        start = self._builder.mark()
        self._builder.write(f"{shown}. ")
        self._builder.number(start, shown)
        self._builder.glue()

    def _leave(self, frame: _Open) -> None:
        if frame.place >= 0:
            href = frame.element.get("href") if frame.name == "a" else None
            end = self._builder.offset
            self._builder.element(frame.place, frame.name, frame.start, end, {"href": href} if href else {})
        if frame.quoted:
            self._quotes -= 1
            self._builder.close_section()
        if frame.sight.hidden:
            return
        if frame.name == "tr":
            self._builder.end_row()
        elif frame.block and frame.name not in _CELLS:
            self._builder.line()

    def _tail(self, node: etree._Element) -> None:
        if self._open and node.tail:
            self._text(str(node.tail), self._open[-1])

    def _text(self, text: str | None, frame: _Open) -> None:
        if not text:
            return
        if frame.sight.hidden:
            if text.strip():
                self._flags.add("hidden-text")
            self._builder.aside(AsideKind.HIDDEN, text)
            return
        if frame.sight.doubtful and text.strip():
            self._flags.add("low-contrast")
        if frame.preserved:
            lines = text.replace("\r\n", "\n").replace("\r", "\n")
            self._builder.write(lines.removeprefix("\n") if self._builder.at_top else lines)
        else:
            put_collapsed(self._builder, text)


def _sections(texts: Sequence[str]) -> list[tuple[Section, ...]]:
    """What headings tell, and the page counter (``1/E``) that stands alone on the first line of a notice's page."""
    found = []
    for text, sections in zip(texts, find_sections(texts), strict=True):
        counter = _COUNTER.match(text)
        extra = [Section(kind=SectionKind.HEADER, start=counter.start(1), end=counter.end(1))] if counter else []
        found.append((*extra, *sections))
    return found


def _is_preformatted(root: etree._Element) -> bool:
    """Whether nearly all text stands in ``pre``."""
    body = next(root.iter("body"), None)
    if body is None:
        return False
    inside = sum(len("".join("".join(str(t) for t in pre.itertext()).split())) for pre in body.iter("pre"))
    return inside > 0 and inside >= _PRE_SHARE * len("".join("".join(str(t) for t in body.itertext()).split()))


def _is_block(name: str, properties: Properties) -> bool:
    display = properties.get("display", "")
    if display in ("inline", "inline-block", "inline-flex", "contents"):
        return False
    return name in _BLOCKS or display in _BLOCK_DISPLAYS


def _keeps_space(name: str, properties: Properties, parent: _Open | None) -> bool:
    space = properties.get("white-space", "")
    if space:
        return space.startswith("pre") or space == "break-spaces"
    return name in _PREFORMATTED or (parent is not None and parent.preserved)


def _first_text(node: etree._Element, name: str) -> str | None:
    """Text before the first child; the line break right after ``<pre>`` is not shown."""
    text = None if node.text is None else str(node.text)
    if text and name in _PREFORMATTED:
        return text.removeprefix("\r").removeprefix("\n")
    return text


def _marks(node: etree._Element, name: str, properties: Properties) -> str:
    said = properties.get("list-style-type") or properties.get("list-style", "")
    if said:
        return said
    return _ORDERED.get(node.get("type") or "1", "decimal") if name == "ol" else "bullet"


def _words(node: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in node.itertext()).split())


def _whole(text: str | None, otherwise: int) -> int:
    bare = (text or "").strip()
    return int(bare) if bare.isascii() and bare.lstrip("-").isdigit() and len(bare) < len("1000000000") else otherwise
