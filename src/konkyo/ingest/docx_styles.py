"""Styles of a Word document, as far as they decide what is seen: vanished text, colour, size, numbering.

ECMA-376 Part 1, 17.7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from konkyo.ingest.contrast import faint
from konkyo.ingest.safe_xml import child_elements, local_attributes, local_name
from konkyo.records.value import Value

Look = Mapping[str, str]
"""Properties of a run that decide whether it is seen: ``vanish``, ``color``, ``size``, ``fill``."""

_TINY = 2  # half-points: 1 pt
_WHITE_THEMES = frozenset({"background1", "light1", "bg1", "lt1"})
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGray": "808080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "green": "00FF00", "lightGray": "C0C0C0", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF",
}  # fmt: skip
_OFF = frozenset({"0", "false", "off"})
UNKNOWN_FILL = "unknown"


class Style(Value):
    """One style: its parent, what it says about runs, and its numbering (id, level), if any."""

    parent: str = ""
    look: Look = {}
    number_id: str | None = None
    level: str | None = None
    page_break_before: bool = False
    name: str = ""
    shaded: bool = False


class Styles:
    """The styles part."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default_paragraph = ""
        self.defaults: Look = {}
        for element in child_elements(root) if root is not None else ():
            name = local_name(element)
            if name == "docDefaults":
                self.defaults = run_look(first(element, "rPrDefault", "rPr"))
            elif name == "style":
                attributes = local_attributes(element)
                key = attributes.get("styleId", "")
                self._styles[key] = _style(element)
                if attributes.get("type") == "paragraph" and attributes.get("default") in ("1", "true", "on"):
                    self._default_paragraph = key

    def chain(self, key: str | None, *, paragraph: bool = False) -> Iterator[tuple[str, Style]]:
        """A style and those it is based on, nearest first; without a name, the default paragraph style."""
        name = key or (self._default_paragraph if paragraph else "")
        seen: set[str] = set()
        while name and name not in seen and name in self._styles:
            seen.add(name)
            yield name, self._styles[name]
            name = self._styles[name].parent

    def look(self, key: str | None, *, paragraph: bool = False) -> Look:
        """What a style and its parents say together; the nearest wins."""
        merged: dict[str, str] = {}
        for _, style in self.chain(key, paragraph=paragraph):
            merged = {**style.look, **merged}
        return merged


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((child for child in child_elements(element) if local_name(child) == name), None)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by local name, or None."""
    return None if element is None else local_attributes(element).get(name)


def is_on(element: etree._Element | None) -> bool:
    """A toggle property: present and not switched off."""
    return element is not None and (value(element) or "1") not in _OFF


def run_look(properties: etree._Element | None) -> Look:
    """What ``w:rPr`` itself says."""
    look: dict[str, str] = {}
    for child in child_elements(properties) if properties is not None else ():
        match local_name(child):
            case "vanish":
                look["vanish"] = "1" if is_on(child) else "0"
            case "color":
                look["color"] = _colour(child)
            case "sz":
                look["size"] = value(child) or ""
            case "highlight":
                look["highlight"] = _HIGHLIGHTS.get(value(child) or "", "")
            case "shd":
                look["fill"] = shading(child)
            case _:
                continue
    return look


def shading(element: etree._Element | None) -> str:
    """The background colour of ``w:shd`` as RRGGBB, ``unknown`` for patterns and theme colours, or empty."""
    if element is None:
        return ""
    attributes = local_attributes(element)
    pattern = attributes.get("val", "clear")
    fill = attributes.get("fill", "auto")
    if pattern == "solid":
        fill = attributes.get("color", "auto")
        return "000000" if fill == "auto" else fill.upper()
    if pattern not in ("clear", "nil") or ("themeFill" in attributes and fill == "auto"):
        return UNKNOWN_FILL
    return "" if fill == "auto" else fill.upper()


def hides(look: Look) -> bool:
    """Whether text of this look cannot be seen: vanished or at most 1 pt."""
    size = look.get("size", "")
    tiny = size.replace(".", "", 1).isdigit() and float(size) <= _TINY
    return look.get("vanish") == "1" or tiny


def fades(look: Look) -> bool:
    """Whether the colour of the text equals its background (white on white)."""
    return faint(look.get("color", ""), look.get("highlight") or look.get("fill") or "FFFFFF")


def _style(element: etree._Element) -> Style:
    paragraph = first(element, "pPr")
    shaded = any(local_name(node) == "shd" and shading(node) not in ("", "FFFFFF") for node in element.iter("{*}shd"))
    return Style(
        parent=value(first(element, "basedOn")) or "",
        look=run_look(first(element, "rPr")),
        number_id=value(first(paragraph, "numPr", "numId")),
        level=value(first(paragraph, "numPr", "ilvl")),
        page_break_before=is_on(first(paragraph, "pageBreakBefore")),
        name=value(first(element, "name")) or "",
        shaded=shaded,
    )


def _colour(element: etree._Element) -> str:
    attributes = local_attributes(element)
    colour = attributes.get("val", "auto")
    if attributes.get("themeColor") in _WHITE_THEMES and "themeShade" not in attributes:
        return "FFFFFF"
    return "" if colour == "auto" else colour.upper()
