"""The values that a structured file names: JSON by its paths, XML by the nesting of its elements, in one form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from konkyo.records.documents import Document, Element, Page

_PREFIX = re.compile(r"^(?:@|[a-z]+:)+(?=\w)", re.IGNORECASE)
_WRAPPERS = frozenset({"", "$", "#text", "value", "text()", "_"})
_NOT_ALNUM = re.compile(r"[^0-9a-z\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Field:
    """A value: the keys and positions that lead to it, its text, and its place. Positions are strings of digits."""

    path: tuple[str, ...]
    text: str
    printed: str
    page: int
    start: int
    end: int

    @property
    def key(self) -> str:
        """The innermost key, in small letters without punctuation (``event_date`` and ``eventDate``: ``eventdate``)."""
        return next((plain(step) for step in reversed(self.path) if not step.isdigit() and plain(step)), "")


def plain(step: str) -> str:
    """A key as it is compared: no name space, no case, no punctuation; wrappers such as ``$`` give nothing."""
    bare = _PREFIX.sub("", step)
    return "" if bare in _WRAPPERS else _NOT_ALNUM.sub("", bare.lower())


def fields_of(document: Document) -> tuple[Field, ...]:
    """All values of a document whose file names its values, in order; empty for other documents."""
    found: list[Field] = []
    for page in document.pages:
        if document.media_type in ("application/json", "application/jsonl"):
            found += [_field(page, element, _steps(element.path)) for element in page.elements]
        elif document.media_type == "application/xml":
            found += _from_markup(page)
    return tuple(field for field in found if field.text and field.text != "null")


def _steps(path: str) -> tuple[str, ...]:
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in path.split("/"))


def _field(page: Page, element: Element, path: tuple[str, ...]) -> Field:
    raw = page.text[element.start : element.end]
    stripped = raw.strip()
    start = element.start + len(raw) - len(raw.lstrip())
    text = element.attributes.get("value", stripped) if "\\" in raw else stripped
    return Field(path, text, stripped, page.number, start, start + len(stripped))


def _from_markup(page: Page) -> Iterator[Field]:
    """Leaves of the element tree. An element that occurs more than once has its number behind its name."""
    elements = sorted(page.elements, key=lambda e: (e.start, -e.end, e.path.count("/")))
    parents = {element.path.rpartition("/")[0] for element in elements}
    times = Counter(element.path for element in elements)
    seen: Counter[str] = Counter()
    held: dict[str, tuple[str, ...]] = {}  # path of an open container: the same with positions
    for element in elements:
        parent, _, name = element.path.rpartition("/")
        path = (*held.get(parent, ()), name)
        if element.path in parents:
            if times[element.path] > 1:
                path = (*path, str(seen[element.path]))
                seen[element.path] += 1
            held[element.path] = path
        elif element.end > element.start:
            yield _field(page, element, path)
