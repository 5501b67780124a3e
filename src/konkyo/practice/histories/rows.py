"""File histories as tables: rows of an HTML page, of CSV, or of plain text, one dated event a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from konkyo.practice.dates import DateToken, compact_date, dates_in
from konkyo.practice.histories.books import BOOKS, office_of
from konkyo.practice.histories.listing import READ, DateRole, Entry, Listing
from konkyo.practice.numbers import numbers_in
from konkyo.records.docket import Finding
from konkyo.records.documents import Document, Page

_FEWEST, _FEWEST_TITLED = 3, 2
"""Rows that must be events of one office for a text to be taken for a history; with a title or header that says so."""
_TITLE = re.compile(
    r"(?:transaction|prosecution|file|event)s? (?:history|list)|経過(?:情報|記録)|審査記録|出願記録|審査経過|包袋"
    r"|审查(?:信息|记录)"
    r"|通知书(?:列表|名称)|발송.{0,4}이력|^\W*(?:event |transaction |mail )?date\W|日付[\t,]"
    r"|发文日[\t,]|[\t,]\W*发文日",
    re.IGNORECASE,
)
_TOP = 30
"""Lines at the beginning in which the title or header stands."""
_HYPHENATED = re.compile(r"(?<![\d-])(?P<a>\d{1,2})-(?P<b>\d{1,2})-(?P<year>(?:19|20)\d{2})(?![\d-])")
_SHARE = 0.5
"""Of the rows with a date, the least part that must be events that the office knows or stand in a table."""
_LONGEST = 240  # characters of a row; running text is longer
_CELL = re.compile(r"[^\t,;|]+")
_CODE = re.compile(r"(?<![\w.])[A-Z][A-Z0-9]{0,6}(?:[./=_-]{1,3}[A-Z0-9]*){0,2}\.{0,3}(?![\w])")
_LABEL = re.compile(
    r"[^\s:：()（）]{0,6}(?:発送日|発文日|发文日|起案日|作成日|受付日|提出日|발송일|mail(?:ed|ing)? date|mailed)",
    re.IGNORECASE,
)
_SENT, _MADE = re.compile(r"発送|发文|発文|발송|mail", re.IGNORECASE), re.compile(r"起案|作成")
_STATUS = re.compile(
    r"(?:^|\t)\s*(?:application )?status\s*[:：\t,]\s*(?P<value>[^\t\n]{3,120})", re.IGNORECASE | re.MULTILINE
)
_DRAWN = re.compile(r"(?:as of|retrieved|照会日|取得日|printed on|downloaded)\s*[:：\t,]?\s*", re.IGNORECASE)
_FILED = re.compile(r"(?:filing date|filed|出願日|申请日|출원일|date of filing)\s*[:：\t,(（]?\s*", re.IGNORECASE)
_BARE_NUMBER = re.compile(
    r"(?:application (?:no\.?|number)|appl?\.? ?no\.?|serial no\.?|出願番号|申请号|출원번호)\s*[:：\t,]?\s*"
    r"(?P<number>[0-9][0-9/,.\-]{6,18}[0-9X])",
    re.IGNORECASE,
)


def row_listings(document: Document) -> tuple[Listing, ...]:
    """The history that a table lists; none if the text is no table of events."""
    if document.media_type.startswith("message/"):
        return ()  # a letter tells of events; a list that it encloses is a document of its own
    lines = [line for page in document.pages for line in page.text.split("\n") if len(line) <= _LONGEST]
    office = office_of(("", line) for line in lines)
    if office is None:
        return ()
    monthly = _month_first(lines, office)
    entries = [entry for page in document.pages for entry in _page(page, office, monthly)]
    known = sum(BOOKS[office].know(*entry.label) is not None for entry in entries)
    titled = any(_TITLE.search(line) for line in lines[:_TOP])
    if known < (_FEWEST_TITLED if titled else _FEWEST) or known < _SHARE * len(entries):
        return ()
    page = document.pages[0]
    return (
        Listing(
            entries=entries,
            application=_number(page),
            filing=_labelled(page, _FILED),
            status=_status(page),
            drawn=_labelled(page, _DRAWN),
            hints=(page.text[:500],),
        ),
    )


def _month_first(lines: Sequence[str], office: str) -> bool | None:
    """Whether ``03-04-2025`` is the third of the fourth or March 4: what the list's own dates show, else the office."""
    pairs = [(int(m["a"]), int(m["b"])) for line in lines for m in _HYPHENATED.finditer(line)]
    month_first = all(a <= 12 for a, _ in pairs)
    day_first = all(b <= 12 for _, b in pairs)
    if month_first != day_first:
        return month_first
    return office == "USPTO" if month_first else None


def _dates(line: str, office: str, monthly: bool | None) -> list[DateToken]:
    found = [token for token in dates_in(line, office) if token.value is not None]
    for match in _HYPHENATED.finditer(line):
        if monthly is None or any(token.start < match.end() and match.start() < token.end for token in found):
            continue
        month, day = (match["a"], match["b"]) if monthly else (match["b"], match["a"])
        value = compact_date(f"{match['year']}{int(month):02d}{int(day):02d}")
        if value is not None:
            found.append(DateToken(*match.span(), value, "hyphenated"))
    return sorted(found, key=lambda token: token.start)


def _page(page: Page, office: str, monthly: bool | None) -> Iterator[Entry]:
    offset = 0
    for line in page.text.split("\n"):
        entry = _row(page, line, offset, _dates(line, office, monthly))
        if entry is not None:
            yield entry
        offset += len(line) + 1


def _row(page: Page, line: str, offset: int, tokens: list[DateToken]) -> Entry | None:
    """A row that begins or ends with a date, or has one in a cell of its own."""
    if not tokens or not 6 < len(line) <= _LONGEST:
        return None
    token = _chosen(line, tokens)
    if token is None or token.value is None:
        return None
    rest = _without(line, tokens)
    words = max((span for span in rest), key=lambda span: span[1] - span[0], default=None)
    if words is None:
        return None
    code = _code(line, tokens)

    def at(span: tuple[int, int]) -> Finding[str]:
        printed = line[span[0] : span[1]]
        return Finding(
            value=printed,
            printed=printed,
            page=page.number,
            start=offset + span[0],
            end=offset + span[1],
            confidence=READ,
        )

    dated: Finding[date] = Finding(
        value=token.value,
        printed=line[token.start : token.end],
        page=page.number,
        start=offset + token.start,
        end=offset + token.end,
        confidence=READ,
    )
    stripped = line.strip()
    start = offset + len(line) - len(line.lstrip())
    text = None if code is not None and words == code else at(words)
    role = _role(line, token)
    return Entry(dated, at(code) if code else None, text, page.number, start, start + len(stripped), role)


def _chosen(line: str, tokens: list[DateToken]) -> DateToken | None:
    """The row's date: that of sending if it says so, else the one at its beginning, its end, or alone in its cell."""
    sent = [token for token in tokens if _role(line, token) == "sent"]
    if sent:
        return sent[0]
    for token in tokens:
        before, after = line[: token.start].strip(" \"'([（【"), line[token.end :].strip(" \"')]）】.")
        cell_before, cell_after = line[: token.start].rstrip(" \"'"), line[token.end :].lstrip(" \"'")
        in_cell = cell_before.endswith(("\t", ",", ";", "|")) and (not cell_after or cell_after[0] in "\t,;|")
        if not before or not after or in_cell or _role(line, token):
            return token
    return None


def _role(line: str, token: DateToken) -> DateRole:
    """What the label before a date says that it is the date of."""
    before = line[max(0, token.start - 16) : token.start]
    label = _LABEL.search(before)
    if label is None:
        return ""
    return "sent" if _SENT.search(label.group()) else "made" if _MADE.search(label.group()) else "received"


def _without(line: str, tokens: list[DateToken]) -> list[tuple[int, int]]:
    """Cells of a row without its dates, trimmed; those without a letter fall away."""
    masked = list(line)
    for token in tokens:
        label = _LABEL.search(line, max(0, token.start - 16), token.start)
        start = label.start() if label is not None else token.start
        masked[start : token.end] = "\t" * (token.end - start)
    spans = []
    for match in _CELL.finditer("".join(masked)):
        raw = match.group()
        trimmed = raw.lstrip(" \"'()（）[]【】:：.-").rstrip(" \"'([（【:：.-")
        if any(c.isalpha() for c in trimmed):
            start = match.start() + raw.index(trimmed)
            spans.append((start, start + len(trimmed)))
    return spans


def _code(line: str, tokens: list[DateToken]) -> tuple[int, int] | None:
    """A code of some office that stands alone in the row."""
    for match in _CODE.finditer(line):
        inside = any(token.start <= match.start() < token.end for token in tokens)
        if not inside and any(book.knows_code(match.group()) for book in BOOKS.values()):
            return match.span()
    return None


def _number(page: Page) -> Finding[str] | None:
    token = next((token for token in numbers_in(page.text[:4000]) if token.kind == "application"), None)
    span = (token.start, token.end) if token else None
    if span is None:
        bare = _BARE_NUMBER.search(page.text[:4000])
        span = bare.span("number") if bare else None
    if span is None:
        return None
    printed = page.text[span[0] : span[1]]
    return Finding(value=printed, printed=printed, page=page.number, start=span[0], end=span[1], confidence=READ)


def _labelled(page: Page, label: re.Pattern[str]) -> Finding[date] | None:
    """The date right behind a label."""
    for found in label.finditer(page.text):
        behind = page.text[found.end() : found.end() + 30]
        token = next((token for token in dates_in(behind) if token.value is not None and token.start <= 1), None)
        if token is not None and token.value is not None:
            start, end = found.end() + token.start, found.end() + token.end
            printed = page.text[start:end]
            return Finding(value=token.value, printed=printed, page=page.number, start=start, end=end, confidence=READ)
    return None


def _status(page: Page) -> Finding[str] | None:
    found = _STATUS.search(page.text)
    if found is None:
        return None
    value = found["value"].strip()
    start = found.start("value") + found["value"].index(value)
    return Finding(value=value, printed=value, page=page.number, start=start, end=start + len(value), confidence=READ)
