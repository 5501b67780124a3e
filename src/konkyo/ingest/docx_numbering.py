"""Automatic numbering of Word paragraphs: the number that is printed (ECMA-376 17.9)."""

from __future__ import annotations

import re

from lxml import etree

from konkyo.ingest.docx_styles import Styles, first, is_on, value
from konkyo.ingest.markup_flags import FlagSet
from konkyo.ingest.numerals import numeral
from konkyo.ingest.safe_xml import child_elements, local_attributes, local_name
from konkyo.records.value import Value

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_PRIVATE = range(0xE000, 0xF900)
_SEPARATORS = {"tab": "\t", "space": " ", "nothing": ""}
_MANY = 10**9


class Level(Value):
    """One level of a numbering: where it starts, how its number looks and what follows it."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    separator: str = "\t"
    legal: bool = False
    restart: int | None = None
    paragraph_style: str = ""
    hidden: bool = False


class Label(Value):
    """A printed number or bullet. ``own``: it is a number by which the paragraph can be cited."""

    text: str
    separator: str
    own: bool


class Numbering:
    """Counts as the document is read in order; ``label`` must be asked once per numbered paragraph."""

    def __init__(self, root: etree._Element | None, styles: Styles, flags: FlagSet) -> None:
        self._styles = styles
        self._flags = flags
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}  # abstract numbering -> numbering style it stands for
        self._numbers: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        for element in child_elements(root) if root is not None else ():
            if local_name(element) == "abstractNum":
                self._read_abstract(element)
            elif local_name(element) == "num":
                self._read_number(element)

    def label(self, properties: etree._Element | None, style: str | None) -> Label | None:
        """The label of a paragraph with these ``w:pPr`` and style, or None if it is not numbered."""
        direct = first(properties, "numPr")
        number_id = value(first(direct, "numId"))
        level = value(first(direct, "ilvl"))
        source = ""
        for name, found in self._styles.chain(style, paragraph=True):
            if number_id is not None:
                break
            number_id, source = found.number_id, name
            level = level or found.level
        if number_id in (None, "", "0") or number_id not in self._numbers:
            return None
        index = int(level) if level is not None and level.isdigit() else self._level_of(number_id, source)
        return self._count(number_id, min(index, _LEVELS - 1))

    def _level_of(self, number_id: str, style: str) -> int:
        """The level that names a style as its own, or the first."""
        levels = self._levels(number_id)
        return next((index for index, level in levels.items() if style and level.paragraph_style == style), 0)

    def _levels(self, number_id: str) -> dict[int, Level]:
        abstract, overrides, _ = self._numbers[number_id]
        return {**self._abstract.get(self._resolved(abstract), {}), **overrides}

    def _resolved(self, abstract: str) -> str:
        """Follow a link to a numbering style, once."""
        link = self._links.get(abstract)
        for _, style in self._styles.chain(link):
            if style.number_id in self._numbers:
                return self._numbers[style.number_id][0]
        return abstract

    def _count(self, number_id: str, index: int) -> Label | None:
        levels = self._levels(number_id)
        level = levels.get(index)
        if level is None:
            return None
        abstract, _, starts = self._numbers[number_id]
        counters = self._counters.setdefault(self._resolved(abstract), {})
        if index in starts and (number_id, index) not in self._started:
            counters[index] = starts[index]
        else:
            counters[index] = counters[index] + 1 if index in counters else level.start
        self._started.add((number_id, index))
        for deeper in [key for key in counters if key > index]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart != 0 and index < restart):
                del counters[deeper]
        return None if level.hidden else self._written(levels, level, counters)

    def _written(self, levels: dict[int, Level], level: Level, counters: dict[int, int]) -> Label:
        if level.style == "bullet":
            private = any(ord(character) in _PRIVATE for character in level.text)
            text = "•" if private else level.text
            return Label(text=text, separator=level.separator if text else "", own=False)

        def shown(found: re.Match[str]) -> str:
            place = int(found.group(1)) - 1
            other = levels.get(place, Level())
            count = counters.get(place, other.start)
            text = numeral(count, "decimal" if level.legal else other.style)
            if text is None:
                self._flags.add("number-format")
                text = str(count)
            return text

        text = _PLACE.sub(shown, level.text)
        return Label(text=text, separator=level.separator if text else "", own=bool(_PLACE.search(level.text)))

    def _read_abstract(self, element: etree._Element) -> None:
        key = value(element, "abstractNumId") or ""
        self._abstract[key] = dict(_level(child) for child in child_elements(element) if local_name(child) == "lvl")
        link = value(first(element, "numStyleLink"))
        if link:
            self._links[key] = link

    def _read_number(self, element: etree._Element) -> None:
        key = value(element, "numId") or ""
        overrides: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for child in child_elements(element):
            if local_name(child) != "lvlOverride":
                continue
            index = _whole(value(child, "ilvl"), 0)
            replaced = first(child, "lvl")
            if replaced is not None:
                overrides[index] = _level(replaced)[1]
            start = value(first(child, "startOverride"))
            if start is not None:
                starts[index] = _whole(start, 1)
        self._numbers[key] = (value(first(element, "abstractNumId")) or "", overrides, starts)


def _level(element: etree._Element) -> tuple[int, Level]:
    index = _whole(local_attributes(element).get("ilvl"), 0)
    style = value(first(element, "numFmt")) or "decimal"
    restart = value(first(element, "lvlRestart"))
    return index, Level(
        start=_whole(value(first(element, "start")), 0),
        style=style,
        text=value(first(element, "lvlText")) or "",
        separator=_SEPARATORS.get(value(first(element, "suff")) or "tab", "\t"),
        legal=is_on(first(element, "isLgl")),
        restart=None if restart is None else _whole(restart, 0),
        paragraph_style=value(first(element, "pStyle")) or "",
        hidden=is_on(first(element, "rPr", "vanish")),
    )


def _whole(text: str | None, otherwise: int) -> int:
    """A count as written; what is not a number of reasonable size gives ``otherwise``."""
    bare = (text or "").strip()
    return min(int(bare), _MANY) if bare.isascii() and bare.isdigit() and len(bare) <= 10 else otherwise
