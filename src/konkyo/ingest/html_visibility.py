"""Whether a piece of HTML is seen, from its own properties and those it inherits."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from konkyo.ingest.contrast import faint
from konkyo.ingest.html_styles import Properties

_FAR = -500.0  # CSS pixels: further out than this nothing of a line is on the screen
_TINY = 1.5
_NEARLY_CLEAR = 0.05
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|ex|ch|%|vw|vh|in|cm|mm|pc)?\Z")
_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "em": 16.0, "rem": 16.0,
           "ex": 8.0, "ch": 8.0, "vw": 12.0, "vh": 8.0}  # fmt: skip
_RELATIVE = frozenset({"em", "ex", "ch", "%"})
_CLIPPED = re.compile(
    r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)|inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0(?:px)?\s+0"
)
_SCALED_AWAY = re.compile(r"scale(?:[xy3]d?)?\(\s*0(?:\.0+)?\s*[,)]")
_FILTERED = re.compile(r"opacity\(\s*0(?:\.0+)?%?\s*\)")
_COLOURS = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "gray": "808080", "grey": "808080", "silver": "C0C0C0", "navy": "000080", "maroon": "800000", "purple": "800080",
    "teal": "008080", "olive": "808000", "lime": "00FF00", "aqua": "00FFFF", "cyan": "00FFFF", "fuchsia": "FF00FF",
    "magenta": "FF00FF", "orange": "FFA500", "snow": "FFFAFA", "ivory": "FFFFF0", "ghostwhite": "F8F8FF",
    "whitesmoke": "F5F5F5", "floralwhite": "FFFAF0", "azure": "F0FFFF", "mintcream": "F5FFFA", "lightgray": "D3D3D3",
    "lightgrey": "D3D3D3", "darkgray": "A9A9A9", "darkblue": "00008B", "darkred": "8B0000", "darkgreen": "006400",
}  # fmt: skip
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*[, ]\s*(\d+)\s*[, ]\s*(\d+)\s*(?:[,/]\s*([\d.]+)(%?)\s*)?\)")
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\Z")
_COLOUR_ATTRIBUTES = {"font": "color", "basefont": "color", "body": "text"}
_WEIGHTS = frozenset(str(hundred) for hundred in range(100, 1000, 100))
CLEAR = "clear"


class Sight(NamedTuple):
    """What an element hands on to what is in it. ``background`` None: an image or colour that is not known."""

    sealed: bool = False  # not shown, and nothing inside can be
    invisible: bool = False  # ``visibility: hidden``: something inside may be shown again
    size: float = 16.0
    colour: str = "000000"
    background: str | None = "FFFFFF"

    @property
    def hidden(self) -> bool:
        """Whether text here is not seen."""
        return self.sealed or self.invisible or self.size < _TINY or self.faded

    @property
    def faded(self) -> bool:
        """Whether the colour of the text is that of its background."""
        return self.colour == CLEAR or (self.background is not None and faint(self.colour, self.background))

    @property
    def doubtful(self) -> bool:
        """White text on a background that is not known."""
        return self.background is None and faint(self.colour, "FFFFFF")


def sight(element: etree._Element, properties: Properties, outer: Sight) -> Sight:
    """What is seen of an element, given what is seen around it."""
    if not properties and not element.attrib:
        return outer
    attribute = _COLOUR_ATTRIBUTES.get(str(element.tag))
    said = properties.get("color") or (element.get(attribute) if attribute else "")
    visibility = properties.get("visibility", "")
    invisible = visibility in ("hidden", "collapse") or (outer.invisible and visibility != "visible")
    return Sight(
        sealed=outer.sealed or _is_sealed(element, properties),
        invisible=invisible,
        size=_size(properties.get("font-size") or _shorthand_size(properties.get("font", "")), outer.size),
        colour=_colour(said) or outer.colour,
        background=_background(element, properties, outer.background),
    )


def _is_sealed(element: etree._Element, properties: Properties) -> bool:
    if element.get("hidden") is not None or properties.get("display") == "none":
        return True
    if _number(properties.get("opacity", "")) <= _NEARLY_CLEAR:
        return True
    if _SCALED_AWAY.search(properties.get("transform", "")) or _FILTERED.search(properties.get("filter", "")):
        return True
    clipped = _CLIPPED.search(properties.get("clip", "") + " " + properties.get("clip-path", ""))
    return bool(clipped) or _is_off_screen(properties) or _is_shut(properties)


def _is_off_screen(properties: Properties) -> bool:
    if _pixels(properties.get("text-indent", "")) <= _FAR:
        return True
    moved = properties.get("position") in ("absolute", "fixed", "relative")
    return any(_pixels(properties.get(side, "")) <= _FAR for side in ("left", "top") if moved) or (
        _pixels(properties.get("margin-left", "")) <= _FAR
    )


def _is_shut(properties: Properties) -> bool:
    """A box without extent that shows nothing beyond itself."""
    if not properties.get("overflow", "").startswith(("hidden", "clip")):
        return False
    sides = (properties.get(side, "") for side in ("width", "height", "max-height", "max-width"))
    return any(side and 0 <= _pixels(side) <= 1 for side in sides)


def _number(text: str) -> float:
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 1.0


def _pixels(text: str) -> float:
    """A length in CSS pixels, roughly for relative units; what is no length counts as 100."""
    found = _LENGTH.match(text)
    if found is None:
        return 100.0
    unit = found.group(2) or ""
    return float(found.group(1)) * (8.0 if unit == "%" else _PIXELS[unit])


def _shorthand_size(font: str) -> str:
    """The size in a ``font`` shorthand (``0/0 a``), which stands before the line height and the family."""
    sizes = (word.split("/")[0] for word in font.split())
    return next((size for size in sizes if _LENGTH.match(size) and size not in _WEIGHTS), "")


def _size(text: str, outer: float) -> float:
    found = _LENGTH.match(text)
    if found is None:
        return 16.0 if text else outer
    unit = found.group(2) or ""
    if unit in _RELATIVE:
        return outer * float(found.group(1)) / (100 if unit == "%" else 1)
    return float(found.group(1)) * _PIXELS[unit]


def _colour(text: str | None) -> str:
    """RRGGBB, ``clear`` for transparent, or empty if it is not known."""
    text = (text or "").strip().lower()
    if text == "transparent":
        return CLEAR
    if found := _HEX.match(text):
        return _from_hex(found.group(1))
    if found := _RGB.match(text):
        alpha = float(found.group(4) or 1) / (100 if found.group(5) else 1)
        if alpha <= _NEARLY_CLEAR:
            return CLEAR
        return "".join(f"{min(int(found.group(i)[:4]), 255):02X}" for i in (1, 2, 3))
    return _COLOURS.get(text, "")


def _from_hex(figures: str) -> str:
    full = "".join(f * 2 for f in figures) if len(figures) <= len("rgba") else figures
    if len(full) > len("rrggbb") and int(full[6:], 16) <= 255 * _NEARLY_CLEAR:
        return CLEAR
    return full[:6].upper()


def _background(element: etree._Element, properties: Properties, outer: str | None) -> str | None:
    said = properties.get("background-color") or properties.get("background") or element.get("bgcolor") or ""
    image = properties.get("background-image", "none") != "none" or element.get("background") is not None
    if image or "url(" in said or "gradient" in said:
        return None
    if not said:
        return outer
    first = said if said.startswith("rgb") else said.split()[0]
    colour = _colour(first)
    if colour == CLEAR or first in ("none", "inherit", "initial", "unset"):
        return outer
    return colour or None
