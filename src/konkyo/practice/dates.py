"""Calendar dates as patent offices, firms and courts print them, with the offsets where they stand.

A printed date that the calendar does not know (30 February) or that reads two ways (03/04/2024 without an office)
gives a ``DateToken`` without a value: it is reported, never guessed. Era years: Meiji n = 1867 + n, Taisho 1911,
Showa 1925, Heisei 1988, Reiwa 2018 (元号を改める政令; Reiwa begins 2019-05-01).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from konkyo.practice.folding import GAP, Folded, fold

ERA_BASE = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_LETTER = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_ERA_START = {
    "明治": date(1868, 1, 25),
    "大正": date(1912, 7, 30),
    "昭和": date(1926, 12, 25),
    "平成": date(1989, 1, 8),
    "令和": date(2019, 5, 1),
}
_ERA_END = {
    "明治": date(1912, 7, 30),
    "大正": date(1926, 12, 25),
    "昭和": date(1989, 1, 7),
    "平成": date(2019, 4, 30),
    "令和": date(9999, 12, 31),
}
MISREAD = "era or day sign misread"
OUT_OF_ERA = "date lies outside its era"
TWO_YEARS = "the two years given do not agree"
_KANJI = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier",
            "february feb februar fevrier",
            "march mar märz mars",
            "april apr avril",
            "may mai",
            "june jun juni juin",
            "july jul juli juillet",
            "august aug aout",
            "september sep sept septembre",
            "october oct oktober okt octobre",
            "november nov novembre",
            "december dec dezember dez decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_NUM = r"(?:\d{1,2}|[〇零一二三四五六七八九十]{1,3})"
_MONTH_FIRST = frozenset({"USPTO", "US"})
_DAY_FIRST = frozenset({"EPO", "PCT", "DPMA", "EP", "DE"})


@dataclass(frozen=True, slots=True)
class DateToken:
    """A date at folded offsets ``start`` to ``end``.

    ``value`` None: the print looks like a date but names no single day; ``problem`` says why. ``note``: the value
    stands, but a person should know how it was read. ``style``: which form it was printed in.
    """

    start: int
    end: int
    value: date | None
    style: str
    note: str = ""
    problem: str = ""


def number_of(printed: str) -> int | None:
    """A small number in digits, 元, or kanji numerals (positional 二〇二四 or with ten 二十一); None if it is none."""
    if printed == "元":
        return 1
    if printed.isdigit():
        return int(printed)
    if "十" in printed:
        tens, _, ones = printed.partition("十")
        if (tens and tens not in _KANJI) or (ones and ones not in _KANJI):
            return None
        return (_KANJI[tens] if tens else 1) * 10 + (_KANJI[ones] if ones else 0)
    if printed and all(c in _KANJI for c in printed):
        return int("".join(str(_KANJI[c]) for c in printed))
    return None


def _build(year: int | None, month: int | None, day: int | None) -> tuple[date | None, str]:
    if year is None or month is None or day is None:
        return None, "the numerals do not form a date"
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, "no such day in the calendar"


def _era(match: re.Match[str], office: str | None) -> DateToken:
    name = re.sub(r"\s", "", match["era"])
    note = ""
    if name in ("今和", "令合"):
        name, note = "令和", MISREAD
    if match["sign"] == "目":
        note = MISREAD
    name = _ERA_LETTER.get(name.upper(), name)
    years = number_of(match["y"])
    year = None if years is None else ERA_BASE[name] + years
    value, problem = _build(year, number_of(match["m"]), number_of(match["d"]))
    if value is not None and not _ERA_START[name] <= value <= _ERA_END[name]:
        note = OUT_OF_ERA
    western = match["w"] or match["w2"]
    if western and value is not None and int(western) != value.year:
        note = TWO_YEARS
    return DateToken(match.start(), match.end(), value, "era", note, problem)


def _era_letter(match: re.Match[str], office: str | None) -> DateToken:
    name = _ERA_LETTER[match["era"].upper()]
    years = number_of(match["y"])
    value, problem = _build(None if years is None else ERA_BASE[name] + years, int(match["m"]), int(match["d"]))
    note = OUT_OF_ERA if value is not None and not _ERA_START[name] <= value <= _ERA_END[name] else ""
    return DateToken(match.start(), match.end(), value, "era_letter", note, problem)


def _year_first(match: re.Match[str], office: str | None) -> DateToken:
    value, problem = _build(number_of(match["y"]), number_of(match["m"]), number_of(match["d"]))
    groups = match.groupdict()
    note = MISREAD if groups.get("sign") == "目" else ""
    if groups.get("era") and value is not None:
        years = number_of(groups["ey"] or "")
        if years is not None and ERA_BASE[groups["era"]] + years != value.year:
            note = TWO_YEARS
    return DateToken(match.start(), match.end(), value, "year_first", note, problem)


def _named_month(match: re.Match[str], office: str | None) -> DateToken:
    month = _MONTHS[match["mon"].rstrip(".").lower()]
    value, problem = _build(int(match["y"]), month, int(match["d"]))
    repeat = match.groupdict().get("rep")
    note = ""
    if repeat and value is not None:
        day, numeral, year = (int(part) for part in repeat.split("."))
        note = "" if (day, numeral, year) == (value.day, value.month, value.year) else "the date given twice differs"
    return DateToken(match.start(), match.end(), value, "named_month", note, problem)


def _slashed(match: re.Match[str], office: str | None) -> DateToken | None:
    first, second, year = int(match["a"]), int(match["b"]), _full_year(match["y"], office)
    if year is None:
        return None
    by_month, _ = _build(year, first, second)
    by_day, _ = _build(year, second, first)
    start, end = match.span()
    if by_month is None and by_day is None:
        return DateToken(start, end, None, "slashed", problem="no such day in the calendar")
    if by_month is None or by_day is None or by_month == by_day:
        return DateToken(start, end, by_month or by_day, "slashed")
    if office in _MONTH_FIRST:
        return DateToken(start, end, by_month, "slashed")
    if office in _DAY_FIRST:
        return DateToken(start, end, by_day, "slashed")
    problem = f"reads as {by_month.isoformat()} or {by_day.isoformat()}"
    return DateToken(start, end, None, "slashed", problem=problem)


def _dotted(match: re.Match[str], office: str | None) -> DateToken | None:
    year = _full_year(match["y"], office, only=_DAY_FIRST)
    if year is None:
        return None
    value, problem = _build(year, int(match["b"]), int(match["a"]))
    return DateToken(match.start(), match.end(), value, "dotted", problem=problem)


def _dashed(match: re.Match[str], office: str | None) -> DateToken | None:
    """``10-09-2021``: a date only where the office writes the day first."""
    return _dotted(match, office) if office in _DAY_FIRST else None


def _full_year(printed: str, office: str | None, only: frozenset[str] = _MONTH_FIRST | _DAY_FIRST) -> int | None:
    """Four digits as they are; two digits only where the office writes so (70-99: the last century)."""
    if len(printed) == 4:
        return int(printed)
    if office not in only:
        return None
    return (1900 if int(printed) >= 70 else 2000) + int(printed)


def _compact(match: re.Match[str], office: str | None) -> DateToken:
    digits = match["digits"]
    value, problem = _build(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return DateToken(match.start("digits"), match.end("digits"), value, "compact", problem=problem)


_Read = Callable[[re.Match[str], str | None], DateToken | None]
_G = GAP
_ERA_NAME = "(?P<era>" + "|".join(rf"{name[0]}{GAP}{name[1]}" for name in (*ERA_BASE, "今和", "令合")) + ")"
_STYLES: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (
        re.compile(
            rf"{_ERA_NAME}{_G}(?P<y>元|{_NUM}){_G}(?:\((?P<w>\d{{4}})年?\){_G})?年{_G}(?:\((?P<w2>\d{{4}})年?\){_G})?"
            rf"(?P<m>{_NUM}){_G}月{_G}(?P<d>{_NUM}){_G}(?P<sign>[日目])"
        ),
        _era,
    ),
    (
        re.compile(
            r"(?<![A-Za-z0-9.])(?P<era>[RHSTrhst])[. ]?(?P<y>元|\d{1,2})(?P<s>[./年])\s?(?P<m>\d{1,2})[./月]\s?"
            r"(?P<d>\d{1,2})(?![\d.]\d)日?(?!\d)"
        ),
        _era_letter,
    ),
    (
        re.compile(
            rf"(?<!\d)(?P<y>\d{{4}}|[一二][〇零一二三四五六七八九]{{3}}){_G}年{_G}"
            rf"(?:\((?P<era>令和|平成|昭和)(?P<ey>元|\d{{1,2}})年?\){_G})?(?P<m>{_NUM}){_G}月{_G}(?P<d>"
            rf"{_NUM}){_G}(?P<sign>[日目])"
        ),
        _year_first,
    ),
    (re.compile(rf"(?<!\d)(?P<y>\d{{4}}){_G}년{_G}(?P<m>\d{{1,2}}){_G}월{_G}(?P<d>\d{{1,2}}){_G}일"), _year_first),
    (
        re.compile(
            r"(?<![A-Za-z0-9./-])(?P<y>(?:1[89]|20)\d{2})\s?(?P<s>[./-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})"
            r"(?![0-9-]|[./]\d)"
        ),
        _year_first,
    ),
    (
        re.compile(
            rf"(?<![A-Za-z])(?P<mon>{_MONTH})\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?,\s?|\s+)(?P<y>\d{{4}})(?!\d)",
            re.IGNORECASE,
        ),
        _named_month,
    ),
    (
        re.compile(
            rf"(?<![\d/.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]{{1,2}}(?:day of "
            rf"|of )?(?P<mon>{_MONTH}),?[\s-]{{1,2}}"
            rf"(?P<y>\d{{4}})(?!\d)(?:\s*\((?P<rep>\d{{1,2}}\.\d{{1,2}}\.\d{{4}})\))?",
            re.IGNORECASE,
        ),
        _named_month,
    ),
    (re.compile(r"(?<![\d/.,A-Za-z-])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4}|\d{2})(?![\d/])"), _slashed),
    (re.compile(r"(?<![\d/.,A-Za-z-])(?P<a>\d{1,2})\.\s?(?P<b>\d{1,2})\.\s?(?P<y>\d{4}|\d{2})(?![\d/]|\.\d)"), _dotted),
    (re.compile(r"(?:日|date|datum)\s*[::]?\s*(?P<digits>(?:19|20)\d{6})(?!\d|\s?\.\d)", re.IGNORECASE), _compact),
    (re.compile(r"(?<![\d/.,A-Za-z-])(?P<a>\d{1,2})-(?P<b>\d{1,2})-(?P<y>(?:19|20)\d{2})(?![\d-]|[./]\d)"), _dashed),
    (re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})月\s?(?P<y>(?:19|20)\d{2})(?!\d)"), _year_first),
)


def lex_dates(folded: Folded, office: str | None = None) -> tuple[DateToken, ...]:
    """All dates of a folded text in order, without overlaps (the longer print wins).

    ``office`` (``USPTO``, ``EPO``, ``PCT``, ``DPMA`` or their two letters) decides the order of day and month.
    """
    return tuple(_said_twice(folded.text, _without_overlaps(_candidates(folded.text, office))))


def _said_twice(text: str, tokens: list[DateToken]) -> Iterator[DateToken]:
    """``10 September 2021 (10-09-2021)``: PCT forms print each date in words and in figures; the two are one date."""
    last: DateToken | None = None
    for token in tokens:
        joined = last is not None and re.fullmatch(r"\s?\(\s?", text[last.end : token.start])
        if joined and last is not None and last.value == token.value and text[token.end : token.end + 1] == ")":
            last = DateToken(last.start, token.end + 1, last.value, last.style, last.note, last.problem)
            continue
        if last is not None:
            yield last
        last = token
    if last is not None:
        yield last


def dates_in(text: str, office: str | None = None) -> tuple[DateToken, ...]:
    """``lex_dates`` over a plain text, with offsets of that text."""
    folded = fold(text)
    found = []
    for token in lex_dates(folded, office):
        start, end = folded.source(token.start, token.end)
        found.append(DateToken(start, end, token.value, token.style, token.note, token.problem))
    return tuple(found)


def compact_date(printed: str) -> date | None:
    """A date of eight digits (``20240304``), as office XML writes it; None if it is none."""
    digits = fold(printed).text.strip()
    if not re.fullmatch(r"(?:19|20)\d{6}", digits):
        return None
    return _build(int(digits[:4]), int(digits[4:6]), int(digits[6:]))[0]


def _candidates(text: str, office: str | None) -> Iterator[DateToken]:
    for pattern, read in _STYLES:
        for match in pattern.finditer(text):
            token = read(match, office)
            if token is not None:
                yield token


def _without_overlaps(tokens: Iterator[DateToken]) -> list[DateToken]:
    kept: list[DateToken] = []
    for token in sorted(tokens, key=lambda t: (t.start, -(t.end - t.start))):
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept
