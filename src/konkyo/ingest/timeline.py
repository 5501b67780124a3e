"""Reads file histories in JSON: the progress answers of the JPO's API, US transaction histories, JSON Lines.

The page is the text of the file itself, so that every value can be quoted in the source's own characters; each value is
listed as an element whose path is its keys and positions (``result/data/bibliographyInformation/0/number``; in JSON
Lines the line comes first; ``/`` and ``~`` in keys are written ``~1`` and ``~0`` as in RFC 6901).
Numbers stay characters: no value is rounded or overflows. Grammar: RFC 8259.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.declared_encoding import decode_markup
from konkyo.ingest.markup_flags import FlagSet
from konkyo.ingest.refusals import refusal
from konkyo.records.documents import Element, Page, Paragraph

MEDIA_TYPE = "application/json"
LINES_MEDIA_TYPE = "application/jsonl"
_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_SCALAR = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|-?Infinity|NaN")
_NON_FINITE = frozenset(["NaN", "Infinity", "-Infinity"])
_WORDS = re.compile(r"\w")
_ELEMENTS = 200_000
_PATH = 500  # characters of a path; a longer one is cut


def read_timeline(data: bytes, limits: Limits) -> Reading:
    """Read JSON or JSON Lines. Raises ``RefusedError``: ``damaged``, ``depth``, ``encoding``, ``text-size``."""
    flags = FlagSet()
    decoded = decode_markup(data)
    text = decoded.text.removeprefix("\ufeff").rstrip()
    if len(text) > limits.text_chars:
        raise refusal(reason="text-size")
    scan = _Scan(text, limits, flags, several=False)
    several = not scan.whole()
    if several:
        scan = _Scan(text, limits, flags, several=True)
        if not scan.whole():
            raise refusal(reason="damaged")
    page = Page(
        number=1,
        text=text,
        paragraphs=_lines(scan.values) if several else _records(text, scan.records),
        elements=tuple(scan.elements),
    )
    media_type = LINES_MEDIA_TYPE if several else MEDIA_TYPE
    return Reading(media_type=media_type, encoding=decoded.encoding, pages=(page,), flags=flags.all())


def _lines(values: list[_Span]) -> tuple[Paragraph, ...]:
    """One paragraph per line of JSON Lines."""
    return tuple(Paragraph(number=str(n), start=s.start, end=s.end) for n, s in enumerate(values, start=1))


def _records(text: str, records: list[_Span]) -> tuple[Paragraph, ...]:
    """One paragraph per event, and one for what stands between events."""
    spans: list[_Span] = []
    position = 0
    for record in [*records, _Span(len(text), len(text))]:
        between = _WORDS.search(text, position, record.start)
        if between is not None:
            spans.append(_Span(position, record.start))
        if record.start < record.end:
            spans.append(record)
        position = record.end
    return tuple(
        Paragraph(number=str(n), start=s.end - len(text[s.start : s.end].lstrip()), end=s.end)
        for n, s in enumerate(spans, start=1)
    )


def _decoded(raw: str) -> str:
    """The characters of a JSON string; an escape that stands for half a character becomes U+FFFD."""
    value = str(json.loads(raw))
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Span(NamedTuple):
    start: int
    end: int


class _Level:
    """An object or array that is open: its next key or position, and the keys it has had."""

    __slots__ = ("flat", "index", "is_object", "keys", "path", "start")

    def __init__(self, path: str | None, start: int, *, is_object: bool) -> None:
        self.path = path
        self.start = start
        self.is_object = is_object
        self.index = 0
        self.keys: set[str] = set()
        self.flat = True  # holds no other object or array


class _Scan:
    """One pass from left to right, without recursion."""

    def __init__(self, text: str, limits: Limits, flags: FlagSet, *, several: bool) -> None:
        self._text = text
        self._limits = limits
        self._flags = flags
        self._several = several
        self._levels: list[_Level] = []
        self.elements: list[Element] = []
        self.values: list[_Span] = []  # top-level values
        self.records: list[_Span] = []  # objects without objects in them: the events

    def whole(self) -> bool:
        """Read the text; False if it does not consist of one value or, with ``several``, of one value per line."""
        position = self._skip(0)
        while True:
            end = self._value(position, str(len(self.values)) if self._several else None)
            self.values.append(_Span(position, end))
            position = self._skip(end)
            if position >= len(self._text):
                return True
            if not self._several or "\n" not in self._text[end:position]:
                return False

    def _skip(self, position: int) -> int:
        found = _SPACE.match(self._text, position)
        return found.end() if found else position

    def _value(self, position: int, prefix: str | None) -> int:
        """Read the value that starts at ``position``; gives its end."""
        position = self._enter(position, prefix)
        while self._levels:
            level = self._levels[-1]
            position = self._skip(position)
            closing = "}" if level.is_object else "]"
            if self._text.startswith(closing, position):
                position = self._leave(position + 1)
                continue
            if level.index:
                if not self._text.startswith(",", position):
                    raise refusal(reason="damaged")
                position = self._skip(position + 1)
            path, position = self._member(level, position)
            position = self._enter(position, path)
        return position

    def _member(self, level: _Level, position: int) -> tuple[str, int]:
        """The path of the next member, and where its value starts."""
        name = str(level.index)
        level.index += 1
        if level.is_object:
            found = _STRING.match(self._text, position)
            if found is None:
                raise refusal(reason="damaged")
            name = _decoded(found.group())
            if name in level.keys:
                self._flags.add("duplicate-keys")
            level.keys.add(name)
            position = self._skip(found.end())
            if not self._text.startswith(":", position):
                raise refusal(reason="damaged")
            position = self._skip(position + 1)
        step = name.replace("~", "~0").replace("/", "~1")
        return (step if level.path is None else f"{level.path}/{step}")[:_PATH], position

    def _enter(self, position: int, path: str | None) -> int:
        """A value begins: an object or array is opened, anything else is read."""
        if self._text.startswith(("{", "["), position):
            if self._levels:
                self._levels[-1].flat = False
            if len(self._levels) >= self._limits.depth:
                raise refusal(reason="depth")
            self._levels.append(_Level(path, position, is_object=self._text[position] == "{"))
            return position + 1
        found = _STRING.match(self._text, position)
        if found is not None:
            raw = found.group()
            value = _decoded(raw) if "\\" in raw else ""
            self._keep(path, found.start() + 1, found.end() - 1, {"value": value} if value else {})
            return found.end()
        found = _SCALAR.match(self._text, position)
        if found is None:
            raise refusal(reason="damaged")
        if found.group() in _NON_FINITE:
            self._flags.add("non-finite")
        self._keep(path, found.start(), found.end(), {})
        return found.end()

    def _leave(self, position: int) -> int:
        level = self._levels.pop()
        if level.is_object and level.flat and level.index:
            self.records.append(_Span(level.start, position))
        return position

    def _keep(self, path: str | None, start: int, end: int, attributes: dict[str, str]) -> None:
        if len(self.elements) < _ELEMENTS:
            self.elements.append(Element(path=path or "", start=start, end=end, attributes=attributes))
        else:
            self._flags.add("elements-cut")
