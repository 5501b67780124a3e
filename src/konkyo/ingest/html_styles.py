"""The part of CSS that decides whether text is seen: ``style`` elements and attributes, without scripts or fetching.

Selectors: types, classes, ids, attributes, descendants and children (Selectors Level 3). What depends on the pointer
(``:hover``) or makes text of its own (``::before``) does not hide; other rules that hide and cannot be judged are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from konkyo.ingest.markup_flags import FlagSet

Properties = Mapping[str, str]

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")
_CODES = 0xD800
_KNOWN = frozenset(
    [
        "background", "background-color", "background-image", "clip", "clip-path", "color", "display", "filter", "font",
        "font-size", "height", "left", "list-style", "list-style-type", "margin-left", "max-height", "max-width",
        "opacity", "overflow", "position", "text-indent", "top", "transform", "visibility", "white-space", "width",
    ]
)  # fmt: skip
_COMPOUND = re.compile(r"(?:([A-Za-z][\w-]*)|(\*))?((?:[.#][\w\-]+|\[[^\]]*\])*)\Z")
_PART = re.compile(r"([.#])([\w\-]+)|\[\s*([\w-]+)\s*(?:([~^$*|]?=)\s*[\"']?(.*?)[\"']?\s*)?\]")
_TRANSIENT = re.compile(
    r"::|:(?:hover|focus|active|visited|target|before|after|first-line|first-letter|focus-within)\b"
)
_HIDING = re.compile(r"display:none|visibility:hidden|opacity:0(?:\.0+)?(?![.\d])|font-size:0|text-indent:-\d{3,}")
_SHOWN_MEDIA = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*\Z", re.IGNORECASE)
_RULES = 20_000


class _Compound(NamedTuple):
    """One simple selector: element name, classes, ids, attribute tests; ``child``: must be the parent itself."""

    name: str
    classes: tuple[str, ...]
    ids: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    child: bool


class _Rule(NamedTuple):
    """Compounds from the element outwards, weight (importance apart) and declarations."""

    compounds: tuple[_Compound, ...]
    weight: tuple[int, int, int, int]
    declared: Properties
    important: Properties


class StyleSheet:
    """The rules of a page's ``style`` elements."""

    def __init__(self, sources: Iterable[str], flags: FlagSet) -> None:
        self._flags = flags
        self._rules: dict[str, list[_Rule]] = {}
        self._count = 0
        for source in sources:
            self._read(_COMMENT.sub(" ", source))

    def properties(self, element: etree._Element) -> Properties:
        """What rules and the ``style`` attribute say about an element itself."""
        inline = element.get("style")
        normal, important = declarations(inline) if inline else ({}, {})
        if not self._rules:
            return {**normal, **important} if inline else {}
        found = sorted((rule for rule in self._candidates(element) if _matches(rule, element)), key=lambda r: r.weight)
        merged: dict[str, str] = {}
        for rule in found:
            merged.update(rule.declared)
        merged.update(normal)
        for rule in found:
            merged.update(rule.important)
        merged.update(important)
        return merged

    def _candidates(self, element: etree._Element) -> Iterator[_Rule]:
        keys = [str(element.tag), "*", "#" + (element.get("id") or "")]
        keys += ["." + name for name in (element.get("class") or "").split()]
        for key in dict.fromkeys(keys):
            yield from self._rules.get(key, ())

    def _read(self, source: str) -> None:
        for prelude, body in _blocks(source):
            if prelude.startswith("@"):
                if prelude.startswith(("@supports", "@layer")) or _SHOWN_MEDIA.match(prelude):
                    self._read(body)
                continue
            normal, important = declarations(body)
            if normal or important:
                for selector in prelude.split(","):
                    self._add(selector.strip(), normal, important)

    def _add(self, selector: str, normal: Properties, important: Properties) -> None:
        compounds = None if ":" in selector else _compounds(selector)
        self._count += 1
        if compounds is None or self._count > _RULES:
            said = ";".join(f"{key}:{value}" for key, value in {**normal, **important}.items())
            if not _TRANSIENT.search(selector) and _HIDING.search(said):
                self._flags.add("style-not-applied")
            return
        weight = (
            sum(len(c.ids) for c in compounds),
            sum(len(c.classes) + len(c.attributes) for c in compounds),
            sum(bool(c.name) for c in compounds),
            self._count,
        )
        first = compounds[0]
        key = "#" + first.ids[0] if first.ids else "." + first.classes[0] if first.classes else first.name or "*"
        self._rules.setdefault(key, []).append(_Rule(compounds, weight, normal, important))


def declarations(body: str) -> tuple[dict[str, str], dict[str, str]]:
    """Declarations that matter here: normal ones, and those marked ``!important``. Values in lower case."""
    normal: dict[str, str] = {}
    important: dict[str, str] = {}
    for piece in _unescaped(_COMMENT.sub(" ", body)).split(";"):
        name, colon, value = piece.partition(":")
        name = name.strip().lower()
        if not colon or name not in _KNOWN:
            continue
        value = " ".join(value.split()).lower()
        bare = re.sub(r"\s*!\s*important\Z", "", value)
        (important if bare != value else normal)[name] = bare
    return normal, important


def _unescaped(text: str) -> str:
    """CSS escapes (``d\\69splay``) become their characters."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(code) if (code := int(found.group(1), 16)) < _CODES else " ", text)


def _blocks(source: str) -> Iterator[tuple[str, str]]:
    """Prelude and body of each block at the outer level."""
    position = 0
    while True:
        opening = source.find("{", position)
        if opening < 0:
            return
        prelude = source[position:opening].rsplit(";", 1)[-1].replace("<!--", " ").replace("-->", " ").strip()
        closing = _closing(source, opening)
        yield prelude, source[opening + 1 : closing]
        position = closing + 1


_BRACE = re.compile(r"[{}]")


def _closing(source: str, opening: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(source, opening):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return brace.start()
    return len(source)


def _compounds(selector: str) -> tuple[_Compound, ...] | None:
    """A selector from the element outwards, or None if it has a part that is not judged here."""
    pieces = selector.replace(">", " > ").split()
    compounds: list[_Compound] = []
    child = False
    for piece in pieces:
        if piece == ">":
            child = True
            continue
        found = _COMPOUND.match(piece)
        if found is None or not piece:
            return None
        compounds.append(_compound(found, child=child))
        child = False
    # ``child`` says that the compound to the left is the parent: move it there
    outwards = list(reversed(compounds))
    links = [False, *(compound.child for compound in outwards)]
    return tuple(c._replace(child=links[i]) for i, c in enumerate(outwards)) if outwards and not child else None


def _compound(found: re.Match[str], *, child: bool) -> _Compound:
    classes, ids, attributes = [], [], []
    for part in _PART.finditer(found.group(3)):
        if part.group(1) == ".":
            classes.append(part.group(2))
        elif part.group(1) == "#":
            ids.append(part.group(2))
        else:
            attributes.append((part.group(3).lower(), part.group(4) or "", part.group(5) or ""))
    return _Compound((found.group(1) or "").lower(), tuple(classes), tuple(ids), tuple(attributes), child)


def _matches(rule: _Rule, element: etree._Element) -> bool:
    """Match from the element outwards. Descendant links are taken at the nearest ancestor that fits."""
    if not _fits(rule.compounds[0], element):
        return False
    current: etree._Element | None = element
    for compound in rule.compounds[1:]:
        current = current.getparent() if current is not None else None
        while current is not None and not _fits(compound, current):
            current = None if compound.child else current.getparent()
        if current is None:
            return False
    return True


def _fits(compound: _Compound, element: etree._Element) -> bool:
    if compound.name and compound.name != element.tag:
        return False
    if compound.ids and any(name != element.get("id") for name in compound.ids):
        return False
    if compound.classes:
        classes = (element.get("class") or "").split()
        if any(name not in classes for name in compound.classes):
            return False
    return all(_holds(element.get(name), test, wanted) for name, test, wanted in compound.attributes)


def _holds(value: str | None, test: str, wanted: str) -> bool:
    if value is None:
        return False
    match test:
        case "=":
            return value == wanted
        case "~=":
            return wanted in value.split()
        case "^=":
            return bool(wanted) and value.startswith(wanted)
        case "$=":
            return bool(wanted) and value.endswith(wanted)
        case "*=":
            return bool(wanted) and wanted in value
        case "|=":
            return value == wanted or value.startswith(wanted + "-")
        case _:
            return True
