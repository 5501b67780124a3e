"""Application, publication, registration and appeal numbers in their normal forms.

Normal forms: ``JP2021123456``, ``US17123456``, ``EP20123456.7``, ``CN202110601862.3``, ``KR1020210123456``,
``DE102021107494.0``, ``PCT/JP2021/012345``; registrations ``JP7123456B2``, ``US10612718B2``, ``EP3831305B1``;
publications ``WO2021123456``. Prior art is the business of ``citations``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from konkyo.practice.check_digits import cn_check_digit, de_check_digit, ep_check_digit
from konkyo.practice.dates import ERA_BASE
from konkyo.practice.folding import GAP, Folded, fold, loose

Kind = Literal["application", "publication", "registration", "appeal"]
CHECK_DIGIT_FAILS = "the check digit does not fit: a digit may be misread"
MISREAD_DIGIT = "a letter was read as a digit"
_DASH = rf"{GAP}[-ー一~]{GAP}"
_MISREAD = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_JP_RIGHT = {"特": "patent", "実": "utility_model", "意": "design", "商": "trademark"}
_ERA_SHORT = {"昭": "昭和", "平": "平成", "令": "令和", "大": "大正"}
_US_DESIGN_SERIES = ("29", "35")


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A number at folded offsets. ``problem``: why a person should compare it with the page (check digit, misread)."""

    start: int
    end: int
    kind: Kind
    country: str
    normal: str
    right: str | None = None
    problem: str = ""


def western_year(printed: str, era: str | None) -> int:
    """Year of a Japanese number: an era year or a year of four digits."""
    year = int(printed)
    if era:
        return ERA_BASE[_ERA_SHORT[era[0]]] + year
    return year


def _jp_application(match: re.Match[str]) -> NumberToken | None:
    serial = match["serial"]
    if sum(c.isdigit() for c in match["year"] + serial) < len(match["year"] + serial) - 2:
        return None
    clean_year, clean_serial = match["year"].translate(_MISREAD), serial.translate(_MISREAD)
    if not match["era"] and len(clean_year) != 4:
        return None
    misread = (clean_year, clean_serial) != (match["year"], serial) or re.sub(r"\s", "", match["dash"]) != "-"
    year = western_year(clean_year, match["era"])
    normal = f"JP{year}{int(clean_serial):06d}"
    problem = MISREAD_DIGIT if misread else ""
    return NumberToken(match.start(), match.end(), "application", "JP", normal, _JP_RIGHT[match["law"]], problem)


def _jp_in_english(match: re.Match[str]) -> NumberToken:
    right = {"design": "design", "trademark": "trademark", "utility": "utility_model"}.get(
        (match["law"] or "").lower(), "patent"
    )
    start = match.start("year")
    return NumberToken(start, match.end(), "application", "JP", f"JP{match['year']}{int(match['serial']):06d}", right)


def _jp_registration(match: re.Match[str]) -> NumberToken:
    law = re.sub(r"\s", "", match["law"])
    kind, right = {
        "特許": ("B2", "patent"),
        "実用新案登録": ("U", "utility_model"),
        "意匠登録": ("S", "design"),
        "商標登録": ("T", "trademark"),
    }[law]
    digits = re.sub(r"\D", "", match["digits"])
    return NumberToken(match.start(), match.end(), "registration", "JP", f"JP{int(digits)}{kind}", right)


def _jp_registration_in_english(match: re.Match[str]) -> NumberToken:
    law = match["law"].lower().split()[0]
    kind, right = {"design": ("S", "design"), "trademark": ("T", "trademark"), "utility": ("U", "utility_model")}.get(
        law, ("B2", "patent")
    )
    digits = re.sub(r"\D", "", match["digits"])
    return NumberToken(match.start("digits"), match.end(), "registration", "JP", f"JP{int(digits)}{kind}", right)


def _jp_appeal(match: re.Match[str]) -> NumberToken:
    year = western_year(match["year"], match["era"])
    code = re.sub(r"\s", "", match["law"])
    return NumberToken(match.start(), match.end(), "appeal", "JP", f"JP{code}{year}-{int(match['serial']):06d}")


def _us_application(match: re.Match[str]) -> NumberToken:
    series = match["series"]
    right = "design" if series in _US_DESIGN_SERIES else "patent"
    return NumberToken(match.start(), match.end(), "application", "US", f"US{series}{match['a']}{match['b']}", right)


def _us_patent(match: re.Match[str]) -> NumberToken:
    digits = re.sub(r"\D", "", match["digits"])
    kind = re.sub(r"\s", "", match["kind"] or "") or "B2"
    return NumberToken(match.start(), match.end(), "registration", "US", f"US{digits}{kind}", "patent")


def _ep_application(match: re.Match[str]) -> NumberToken:
    digits = re.sub(r"\s", "", match["digits"])
    problem = "" if ep_check_digit(digits) == match["check"] else CHECK_DIGIT_FAILS
    normal = f"EP{digits}.{match['check']}"
    return NumberToken(match.start(), match.end(), "application", "EP", normal, "patent", problem)


def _pct_application(match: re.Match[str]) -> NumberToken:
    normal = f"PCT/{match['office'].upper()}{match['year']}/{match['serial']}"
    return NumberToken(match.start(), match.end(), "application", "PCT", normal, "patent")


def _wo_publication(match: re.Match[str]) -> NumberToken:
    return NumberToken(match.start(), match.end(), "publication", "WO", f"WO{match['year']}{match['serial']}", "patent")


def _cn_application(match: re.Match[str]) -> NumberToken:
    digits, check = re.sub(r"\s", "", match["digits"]), match["check"].upper()
    problem = "" if cn_check_digit(digits) == check else CHECK_DIGIT_FAILS
    right = {"2": "utility_model", "9": "utility_model", "3": "design"}.get(digits[4], "patent")
    return NumberToken(match.start(), match.end(), "application", "CN", f"CN{digits}.{check}", right, problem)


def _kr_application(match: re.Match[str]) -> NumberToken:
    right = {"10": "patent", "20": "utility_model", "30": "design", "40": "trademark"}[match["law"]]
    normal = f"KR{match['law']}{match['year']}{match['serial']}"
    return NumberToken(match.start(), match.end(), "application", "KR", normal, right)


def _de_application(match: re.Match[str]) -> NumberToken:
    digits = re.sub(r"\s", "", match["digits"])
    expected = de_check_digit(digits)
    problem = "" if expected is None or expected == match["check"] else CHECK_DIGIT_FAILS
    right = "utility_model" if digits.startswith("2") else "patent"
    return NumberToken(match.start(), match.end(), "application", "DE", f"DE{digits}.{match['check']}", right, problem)


_Read = Callable[[re.Match[str]], NumberToken | None]
_ERA = r"(?P<era>昭和?|平成?|令和?|大正?)?"
_PATTERNS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (
        re.compile(
            rf"(?P<law>[特実意商]){GAP}願{GAP}{_ERA}{GAP}(?P<year>[\dOoIl|]{{1,4}})(?:年第)?(?P<dash>{_DASH}|(?<=第))"
            r"(?P<serial>[\dOoIl|]{1,6})(?![\dA-Za-z])"
        ),
        _jp_application,
    ),
    (
        re.compile(
            r"(?:Japan(?:ese)?|Jap\.|Jpn\.|JP)\s+(?:(?P<law>patent|pat\.|design|trademark"
            r"|utility)\s+)?(?:model\s+)?(?:registration\s+)?app(?:l(?:ication"
            r"|n|'n)?)?\.?"
            r"\s*(?:No\.?|Number)?\s*[::]?\s*(?:JP\s?)?(?P<year>(?:19|20)\d{2})\s?-\s?(?P<serial>\d{1,6})(?!\d)",
            re.IGNORECASE,
        ),
        _jp_in_english,
    ),
    (
        re.compile(
            loose(r"(?P<law>特許|実用新案登録|意匠登録|商標登録)第")
            + rf"{GAP}(?P<digits>\d{{6,7}}|\d,\d{{3}},\d{{3}})(?!\d){GAP}号?"
        ),
        _jp_registration,
    ),
    (
        re.compile(
            loose(r"(?P<law>不服|無効|異議|訂正|取消|補正)")
            + rf"{GAP}{_ERA}{GAP}(?P<year>\d{{1,4}}){_DASH}(?P<serial>\d{{4,6}})(?!\d)"
        ),
        _jp_appeal,
    ),
    (
        re.compile(r"(?<![\d/,.])(?P<series>[0-3]\d|6[0-3]|90|95|96)/(?P<a>\d{3}),?\s?(?P<b>\d{3})(?![\d/,]\d|\d)"),
        _us_application,
    ),
    (
        re.compile(
            r"(?:Japan(?:ese)?|JP)\s+(?:(?P<law>patent|design|trademark"
            r"|utility\s+model)\s+)(?:registration\s+)?(?:No\.?|Number)"
            r"\s*[::]?\s*(?:JP\s?)?(?P<digits>\d{7}|\d,\d{3},\d{3})(?!\d)",
            re.IGNORECASE,
        ),
        _jp_registration_in_english,
    ),
    (
        re.compile(
            r"(?:U\.?S\.? ?)?(?:Patent|Pat\.)\s*(?:No\.?|Number)?\s*[::]?\s*(?:US ?)?"
            r"(?P<digits>(?:RE ?)?\d{1,2},\d{3},\d{3})(?:\s?(?P<kind>[BE][12]))?(?!\d)",
            re.IGNORECASE,
        ),
        _us_patent,
    ),
    (
        re.compile(  # the four digits behind it name the directorate: printed with the number, no part of it
            r"(?<![\d.])(?:EP\s?)?(?P<digits>\d{8}|\d{2} \d{3} \d{3})\s?\.\s?(?P<check>\d)(?![\d.]\d|\d)"
            r"(?:[^\S\n]?-[^\S\n]?\d{4}(?!\d))?"
        ),
        _ep_application,
    ),
    (re.compile(r"PCT/(?P<office>[A-Z]{2})\s?(?P<year>\d{4}|\d{2})/(?P<serial>\d{5,6})(?!\d)"), _pct_application),
    (re.compile(r"WO\s?(?P<year>(?:19|20)\d{2})/?\s?(?P<serial>\d{6})(?!\d)"), _wo_publication),
    (
        re.compile(
            r"(?<![\d.-])(?:CN|ZL)?\s?(?P<digits>(?:19|20)\d{2}\s?[1-389]\s?\d{7})\s?\.?\s?(?P<check>["
            r"\dXx])(?![\d.]\d|[\dA-Za-z])"
        ),
        _cn_application,
    ),
    (re.compile(r"(?<![\d-])(?P<law>[1-4]0)-(?P<year>(?:19|20)\d{2})-(?P<serial>\d{7})(?!\d)"), _kr_application),
    (
        re.compile(
            r"(?<![\d.])(?:DE\s?)?(?P<digits>(?:10|11|12|20|21|50"
            r"|60)\s?(?:19|20)\d{2}\s?\d{3}\s?\d{3})\s?\.\s?(?P<check>\d)(?!\d)"
        ),
        _de_application,
    ),
)


def lex_numbers(folded: Folded) -> tuple[NumberToken, ...]:
    """All office numbers of a folded text in order, without overlaps."""
    found = sorted(_candidates(folded.text), key=lambda t: (t.start, -(t.end - t.start)))
    kept: list[NumberToken] = []
    for token in found:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return tuple(kept)


def numbers_in(text: str) -> tuple[NumberToken, ...]:
    """``lex_numbers`` over a plain text, with offsets of that text."""
    folded = fold(text)
    tokens = []
    for token in lex_numbers(folded):
        start, end = folded.source(token.start, token.end)
        tokens.append(NumberToken(start, end, token.kind, token.country, token.normal, token.right, token.problem))
    return tuple(tokens)


_BARE: dict[str, tuple[re.Pattern[str], str]] = {
    "JP": (
        re.compile(r"(?:JP\s?-?\s?)?(?P<year>(?:19|20)\d{2})\s?[-/]?\s?(?P<serial>\d{6})(?!\d|\s?A\b)"),
        "JP{year}{serial}",
    ),
    "US": (
        re.compile(r"(?:US\s?)?(?P<series>[0-3]\d|6[0-3]|[7-9]\d)/?\s?(?P<a>\d{3}),?\s?(?P<b>\d{3})(?!\d)"),
        "US{series}{a}{b}",
    ),
    "PCT": (re.compile(r"(?P<office>[A-Z]{2})(?P<year>\d{4})/(?P<serial>\d{6})(?!\d)"), "PCT/{office}{year}/{serial}"),
}
_BARE_REGISTRATION: dict[str, re.Pattern[str]] = {
    "JP": re.compile(r"第?\s?(?P<digits>\d{6,7}|\d,\d{3},\d{3})(?!\d)\s?号?"),
    "US": re.compile(r"(?:US\s?)?(?P<digits>\d{1,2},?\d{3},?\d{3})(?:\s?(?P<kind>[BE][12]))?(?!\d)"),
    "EP": re.compile(r"(?:EP\s?)?(?P<digits>\d\s?\d{3}\s?\d{3})(?:\s?(?P<kind>B[123]))?(?![\d.])"),
    "CN": re.compile(r"CN\s?(?P<digits>\d{7,9})\s?(?P<kind>[BCUSY])(?![A-Za-z0-9])"),
    "KR": re.compile(r"제?\s?(?P<digits>10-\d{7})(?P<kind>)(?:-\d{4})?(?:\s?호)?(?!\d)"),
    "DE": re.compile(r"(?:DE\s?)?(?P<digits>\d{2}\s?\d{4}\s?\d{3}\s?\d{3})\s?(?P<kind>B[34])(?!\d)"),
}


def bare_application(text: str, country: str) -> tuple[int, int, str] | None:
    """A number without its sign (``2022184303``, ``17/123456``) at the start of a labelled value.

    Returns folded start, end and normal form. Only for text that a label or element says is an application number.
    """
    if country not in _BARE:
        return None
    pattern, form = _BARE[country]
    match = pattern.match(text)
    return None if match is None else (match.start(), match.end(), form.format(**match.groupdict()))


def bare_registration(text: str, country: str, right: str | None) -> tuple[int, int, str] | None:
    """A registration number at the start of a labelled value, as ``bare_application`` does for applications."""
    pattern = _BARE_REGISTRATION.get(country)
    match = pattern.match(text) if pattern else None
    if match is None:
        return None
    granted = "B1" if country in ("EP", "KR") else "B2"
    letter = {"design": "S", "trademark": "T", "utility_model": "U"}.get(right or "", granted)
    digits = re.sub(r"\D", "", match["digits"])
    kind = match.groupdict().get("kind") or letter
    return match.start(), match.end(), f"{country}{int(digits)}{kind}"


def _candidates(text: str) -> Iterator[NumberToken]:
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            token = read(match)
            if token is not None:
                yield token
