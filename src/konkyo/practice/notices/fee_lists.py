"""Tables of fees that fall due: a row a right, its office named in a cell (``JP  7159059  registered ...``)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from konkyo.practice.folding import loose
from konkyo.practice.notices.sheet import Sheet
from konkyo.practice.numbers import NumberToken, bare_registration

_HEADING = re.compile(
    r"\b(?:renewals?|annuit(?:y|ies)|maintenance\s+fees?|renewal\s+fees?)\b|"
    + loose(r"年金|特許料|維持(?:年金|料)|登録料")
    + r"|年费|续展|연차료|연차등록료|Jahresgebühr",
    re.IGNORECASE,
)
_COUNTRIES: tuple[tuple[str, str], ...] = (
    ("JP", r"JP|Japan|日本"),
    ("US", r"US|U\.S\.|USA|United\s+States(?:\s+of\s+America)?|米国|美国|미국"),
    ("EP", r"EP|EPO|Europe(?:an\s+Patent)?|欧州|欧洲|유럽"),
    ("KR", r"KR|Korea|South\s+Korea|韓国|한국"),
)
_CELL_END = r"(?:[^\S\n]*\|[^\S\n]*|\t+[^\S\n]*|[^\S\n]{2,})"
_ROW = re.compile(
    r"^[^\S\n]*\|?[^\S\n]*(?:\d{1,3}[.)]?[^\S\n|]*(?:\||\t|[^\S\n]{2,}))?[^\S\n]*(?:"
    + "|".join(rf"(?P<{code}>{names})" for code, names in _COUNTRIES)
    + rf"){_CELL_END}(?:(?:Patent|Reg(?:istration)?\.?)?[^\S\n]*(?:No\.?)?[^\S\n]*)?(?P<at>)(?=[\d第제US])",
    re.IGNORECASE | re.MULTILINE,
)
_CELL_BEGIN = re.compile(r"[^\S\n]*(?:\||\t|[^\S\n]{2,}|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FeeRow:
    """A row of the table at folded offsets, and the number of the right."""

    start: int
    end: int
    number: NumberToken


@dataclass(frozen=True, slots=True)
class FeeList:
    """A table of fees: where its heading says so, and its rows."""

    heading: tuple[int, int]
    rows: tuple[FeeRow, ...]


def fee_list(sheet: Sheet) -> FeeList | None:
    """The table of fees of a document, if it has one under words that say so."""
    rows = tuple(row for match in _ROW.finditer(sheet.text) if (row := _row(sheet, match)) is not None)
    if not rows:
        return None
    heading = _HEADING.search(sheet.text, 0, rows[0].start)
    return None if heading is None else FeeList(heading.span(), rows)


def _row(sheet: Sheet, match: re.Match[str]) -> FeeRow | None:
    country = str(next(code for code, _ in _COUNTRIES if match[code]))
    at = match.end()
    found = bare_registration(sheet.text[at : at + 40], country, None)
    if found is None:
        return None
    end = at + len(sheet.text[at : at + found[1]].rstrip())
    if not _CELL_BEGIN.match(sheet.text, end):
        return None
    line = sheet.lines[sheet.line_at(match.start("at"))]
    token = NumberToken(at + found[0], end, "registration", country, found[2], "patent")
    return FeeRow(line.start, line.end, token)
