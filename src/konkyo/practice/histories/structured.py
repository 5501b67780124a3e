"""File histories in JSON and XML: transaction histories, progress answers, register events, by the names of their keys.

No schema is presupposed. A value under a key that names a date of an event, with a code or words beside it, is an
event; the nearest node above the events that also gives an application number is the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from konkyo.practice.dates import compact_date, dates_in
from konkyo.practice.histories import keys
from konkyo.practice.histories.books import BOOKS, office_of
from konkyo.practice.histories.fields import Field, fields_of, plain
from konkyo.practice.histories.listing import NAMED, DateRole, Entry, Listing
from konkyo.records.docket import Finding
from konkyo.records.documents import Document

V = TypeVar("V")
Node = tuple[str, ...]

_FEWEST = 2  # events of a list in XML
_DIGITS = re.compile(r"\d{1,9}")


def structured_listings(document: Document) -> tuple[Listing, ...]:
    """The file histories of a structured file; none if it lists no events and names no application with a status."""
    fields = fields_of(document)
    groups: dict[Node, list[Field]] = defaultdict(list)
    for item in fields:
        groups[_record(item.path)].append(item)
    entries: list[tuple[Node, Entry]] = []
    for node, members in groups.items():
        entries += [(node, entry) for entry in _entries(members)]
    if document.media_type == "application/xml":
        entries = _repeated(entries)
    roots = _roots(fields, [node for node, _ in entries])
    owned: dict[Node, list[Field]] = {root: [] for root in roots}
    for item in fields:
        for root in _around(item.path, owned):
            owned[root].append(item)
    events: dict[Node, list[Entry]] = {root: [] for root in roots}
    for node, entry in entries:
        for root in _around(node, events):
            events[root].append(entry)
    ordered = sorted(roots, key=lambda root: (owned[root][0].page, owned[root][0].start))
    return tuple(_listing(root, owned[root], events[root]) for root in ordered)


def _repeated(entries: Sequence[tuple[Node, Entry]]) -> list[tuple[Node, Entry]]:
    """Entries of elements that the file repeats; an office's own paper has dates and titles too, each only once."""
    alike: dict[Node, list[tuple[Node, Entry]]] = defaultdict(list)
    for node, entry in entries:
        alike[tuple(step for step in node if not step.isdigit())].append((node, entry))
    return [pair for pairs in alike.values() if _is_list([entry for _, entry in pairs]) for pair in pairs]


def _is_list(entries: Sequence[Entry]) -> bool:
    office = office_of(entry.label for entry in entries)
    known = 0 if office is None else sum(BOOKS[office].know(*entry.label) is not None for entry in entries)
    return known >= _FEWEST and 2 * known >= len(entries)


def _around(path: Node, nodes: Container[Node]) -> Iterable[Node]:
    """Those of the nodes that a path lies in, outermost first."""
    return (path[:length] for length in range(len(path) + 1) if path[:length] in nodes)


def _record(path: Node) -> Node:
    """The node down to the innermost position: what a list holds one of."""
    last = max((index for index, step in enumerate(path) if step.isdigit()), default=-1)
    return path[: last + 1]


def _entries(members: Sequence[Field]) -> Iterable[Entry]:
    """The events of one record: one for each of its nodes that has a date and a code or words."""
    dated = [item for item in members if item.key in keys.EVENT_DATES or _date_wrapper(item.path) in keys.EVENT_DATES]
    found: dict[Node, Entry] = {}
    for item in dated:
        day = _day(item)
        node = _holder(item, members)
        if day is None or node is None:
            continue
        beside = [other for other in members if _under(other.path, node)]
        role = _role(item)
        if node in found and (found[node].role == "sent" or role not in ("sent", "received")):
            continue  # a record with several dates counts by the day of sending, else by its first
        code, text = _first(beside, keys.CODES), _first(beside, keys.TEXTS)
        low, high = min(other.start for other in beside), max(other.end for other in beside)
        found[node] = Entry(day, code, text, item.page, low, high, role)
    return found.values()


def _date_wrapper(path: Node) -> str:
    """The key above a plain ``date``: ``reg:event-date/reg:date``."""
    named = [plain(step) for step in path if not step.isdigit() and plain(step)]
    return named[-2] if len(named) > 1 and named[-1] == "date" else ""


def _role(item: Field) -> DateRole:
    own = {item.key, _date_wrapper(item.path)}
    return "sent" if own & keys.SENT else "made" if own & keys.MADE else "received" if own & keys.RECEIVED else ""


def _holder(item: Field, members: Sequence[Field]) -> Node | None:
    """The nearest node around a date that also holds a code or words."""
    named = [other.path for other in members if other.key in keys.CODES | keys.TEXTS]
    floor = len(_record(item.path))
    for length in range(len(item.path) - 1, max(floor, 1) - 1, -1):
        node = item.path[:length]
        if any(_under(path, node) for path in named):
            return node
    return None


def _under(path: Node, node: Node) -> bool:
    return path[: len(node)] == node


def _roots(fields: Sequence[Field], events: Sequence[Node]) -> list[Node]:
    """The nodes that are files: the nearest ones around events that name an application, else the whole line."""
    naming: set[Node] = set()
    for item in fields:
        if _is_application(item):
            floor = len(_record(item.path))
            naming.update(item.path[:length] for length in range(floor, len(item.path)))
    roots: dict[Node, None] = {}
    for node in events:
        roots[_root(node, naming) or _line(node)] = None
    for item in fields:  # a file that lists no event yet
        root = _root(item.path[:-1], naming) if item.key in keys.STATUS | keys.TOTAL else None
        if root is not None:
            roots[root] = None
    return [root for root in roots if next(iter(_around(root, roots))) == root]


def _root(node: Node, naming: set[Node]) -> Node | None:
    return next((node[:length] for length in range(len(node), -1, -1) if node[:length] in naming), None)


def _line(node: Node) -> Node:
    return node[:1] if node and node[0].isdigit() else ()


def _is_application(item: Field) -> bool:
    """Whether a value is the file's own application number, and not that of a parent, a child or a priority."""
    named = [plain(step) for step in item.path if not step.isdigit()]
    electronic = len(named) > 1 and named[-1] == "electronictext" and named[-2] in keys.APPLICATION
    register = item.key in ("docnumber", "docid") and "applicationreference" in named
    others = any(word in name for name in named for word in ("priority", "parent", "child", "continuity"))
    return (item.key in keys.APPLICATION or electronic or register) and not others


def _listing(root: Node, own: Sequence[Field], entries: list[Entry]) -> Listing:
    direct = [item for item in own if not any(step.isdigit() for step in item.path[len(root) :])]
    register = [item for item in own if _is_application(item)]
    return Listing(
        entries=entries,
        application=_finding(register[0]) if register else None,
        registration=_first(direct, keys.REGISTRATION),
        filing=_dated(direct, keys.FILING),
        priority=_dated(own, keys.PRIORITY),
        grant=_dated(direct, keys.GRANT),
        status=_first(direct, keys.STATUS),
        status_date=_dated(direct, keys.STATUS_DATE),
        drawn=_dated(direct, keys.DRAWN),
        total=_count(direct, keys.TOTAL),
        listed=_count(direct, keys.LISTED),
        hints=tuple(item.key for item in direct),
    )


def _first(items: Iterable[Field], names: frozenset[str]) -> Finding[str] | None:
    return next((_finding(item) for item in items if item.key in names), None)


def _finding(item: Field) -> Finding[str]:
    return _at(item, item.text)


def _at(item: Field, value: V) -> Finding[V]:
    return Finding(value=value, printed=item.printed, page=item.page, start=item.start, end=item.end, confidence=NAMED)


def _dated(items: Iterable[Field], names: frozenset[str]) -> Finding[date] | None:
    return next((day for item in items if item.key in names and (day := _day(item)) is not None), None)


def _day(item: Field) -> Finding[date] | None:
    compact = compact_date(item.text)
    if compact is not None:
        return _at(item, compact)
    if item.text != item.printed:
        return None
    token = next((token for token in dates_in(item.text[:40]) if token.value is not None), None)
    if token is None or token.value is None:
        return None
    printed = item.printed[token.start : token.end]
    part = replace(item, printed=printed, start=item.start + token.start, end=item.start + token.end)
    return _at(part, token.value)


def _count(items: Iterable[Field], names: frozenset[str]) -> Finding[int] | None:
    found = next((item for item in items if item.key in names and _DIGITS.fullmatch(item.text)), None)
    return None if found is None else _at(found, int(found.text))
