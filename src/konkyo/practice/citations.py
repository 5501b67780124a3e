"""Cited patent documents in their normal forms: ``JP2015123456A``, ``JPH0587383A``, ``WO2016125198A2`` and so on.

Normal form: country, number as published (years in four digits, Japanese serials of western years padded to six,
serials of era years not padded), kind letter. Where the print names no kind, the wording implies it (公開公報: A).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from konkyo.practice.folding import GAP, Folded, fold, loose

_DASH = rf"{GAP}[-ー一~]{GAP}"
_ERA_LETTER = {"昭": "S", "平": "H", "令": "R", "大": "T", "明": "M"}
_JP_KIND = {"特開": "A", "特表": "A", "特公": "B2", "特許": "B2", "実開": "U", "実公": "Y2", "実表": "U", "特願": ""}


@dataclass(frozen=True, slots=True)
class CitationToken:
    """A cited document at folded offsets; ``note``: how its kind letter was reached, where it is not printed."""

    start: int
    end: int
    normal: str
    note: str = ""


def _token(match: re.Match[str], normal: str, note: str = "") -> CitationToken:
    return CitationToken(match.start(), match.end(), normal, note)


def _jp_publication(match: re.Match[str]) -> CitationToken | None:
    kind = _JP_KIND[re.sub(r"\s", "", match["law"])]
    year, serial = match["year"], match["serial"]
    if match["era"]:
        return _token(match, f"JP{_ERA_LETTER[match['era'][0]]}{int(year):02d}{int(serial)}{kind}")
    if len(year) != 4:
        return None
    return _token(match, f"JP{year}{int(serial):06d}{kind}")


def _jp_republication(match: re.Match[str]) -> CitationToken:
    return _token(match, f"WO{_wo_number(match['year'], match['serial'])}A1")


def _jp_registered(match: re.Match[str]) -> CitationToken:
    law = re.sub(r"\s", "", match["law"])
    tail = re.sub(r"\s", "", match["tail"] or "")
    if law.startswith(("意匠", "登録意匠")) or tail.startswith("の類似") or tail.endswith("意匠"):
        kind = "S"
    elif law.startswith(("実用", "登録実用", "実登")):
        kind = "U"
    elif law.startswith(("商標", "登録商標")) or tail.endswith("商標") or law == "登録":
        kind = "T"
    else:
        kind = "B2"
    note = "" if kind != "B2" else "B2 implied by the wording; B1 if never laid open"
    digits = int(re.sub(r"\D", "", match["digits"]))
    return _token(match, f"JP{digits}{kind}", note)


_FOREIGN = {
    "米国": "US",
    "中国": "CN",
    "欧州": "EP",
    "韓国": "KR",
    "大韓民国": "KR",
    "独国": "DE",
    "ドイツ": "DE",
    "英国": "GB",
    "仏国": "FR",
    "台湾": "TW",
}
_GRANTED = {"US": "B2", "CN": "B", "EP": "B1", "KR": "B1", "DE": "B3", "GB": "B", "FR": "B1", "TW": "B"}
_LAID_OPEN = {"US": "A1", "CN": "A", "EP": "A1", "KR": "A", "DE": "A1", "GB": "A", "FR": "A1", "TW": "A"}


def _foreign_in_japanese(match: re.Match[str]) -> CitationToken:
    country = _FOREIGN[re.sub(r"\s", "", match["land"])]
    digits = re.sub(r"\D", "", match["digits"])
    if country == "KR" and digits.startswith("10") and len(digits) in (9, 13):
        digits = digits[2:]
    what = re.sub(r"\s", "", match["what"])
    if "実用" in what:
        kind = "U"
    elif "意匠" in what:
        kind = "S"
    else:
        kind = (_LAID_OPEN if "公開" in what else _GRANTED)[country]
    return _token(match, f"{country}{digits}{kind}", "kind letter implied by the wording")


def _wo_number(year: str, serial: str) -> str:
    """Four-digit years carry six digits of serial since 2004; before, ``WO99/12345``."""
    if len(year) == 2:
        year = ("19" if int(year) >= 78 else "20") + year
    return f"{year}{int(serial):06d}"


def _wo_in_japanese(match: re.Match[str]) -> CitationToken:
    return _token(match, f"WO{_wo_number(match['year'], match['serial'])}A1", "A1 implied by the wording")


def _wo(match: re.Match[str]) -> CitationToken:
    kind = (match["kind"] or "A1").upper()
    note = "" if match["kind"] else "A1 implied by the wording"
    return _token(match, f"WO{_wo_number(match['year'], match['serial'])}{kind}", note)


def _jp_latin(match: re.Match[str]) -> CitationToken:
    kind = match["kind"].upper() if match["kind"] else "A"
    if match["era"]:
        return _token(match, f"JP{match['era'].upper()}{int(match['year']):02d}{int(match['serial'])}{kind}")
    return _token(match, f"JP{match['year']}{int(match['serial']):06d}{kind}")


def _jp_chinese(match: re.Match[str]) -> CitationToken:
    kind = match["kind"] or "A"
    if match["era"]:
        return _token(match, f"JP{_ERA_LETTER[match['era'][0]]}{int(match['year']):02d}{int(match['serial'])}{kind}")
    return _token(match, f"JP{match['year']}{int(match['serial']):06d}{kind}")


def _us_publication(match: re.Match[str]) -> CitationToken:
    kind = (match["kind"] or "A1").upper().replace(" ", "")
    return _token(match, f"US{match['year']}{int(match['serial']):07d}{kind}", "" if match["kind"] else "A1 implied")


def _us_patent(match: re.Match[str]) -> CitationToken:
    digits = re.sub(r"[^\dREDP]", "", match["digits"].upper())
    kind = (match["kind"] or "").upper().replace(" ", "")
    if not kind:
        number = int(re.sub(r"\D", "", digits))
        kind = "A" if number < 6_167_569 else "B2"  # B1/B2 are printed since 2 January 2001
    return _token(match, f"US{digits}{kind}", "" if match["kind"] else "kind letter implied by the number")


def _numbered(match: re.Match[str]) -> CitationToken:
    country, kind = match["land"].upper(), match["kind"].upper().replace(" ", "")
    digits = re.sub(r"\D", "", match["digits"])
    if country == "KR" and digits.startswith("10") and len(digits) in (9, 13):
        digits = digits[2:]
    return _token(match, f"{country}{digits}{kind}")


def _jp_korean(match: re.Match[str]) -> CitationToken | None:
    if match["era"]:
        letter = {"평": "H", "소": "S"}[match["era"]]
        return _token(match, f"JP{letter}{int(match['year']):02d}{int(match['serial'])}A")
    return _token(match, f"JP{match['year']}{int(match['serial']):06d}A") if len(match["year"]) == 4 else None


def _us_spaced(match: re.Match[str]) -> CitationToken:
    return _token(match, f"US{match['year']}{match['a'].replace(' ', '')}{match['kind']}")


def _korean(match: re.Match[str]) -> CitationToken:
    what = re.sub(r"\s", "", match["what"])
    digits = re.sub(r"\D", "", match["digits"])
    if len(digits) in (9, 13):
        digits = digits[2:]
    kind = ("U" if "공개" in what else "Y1") if "실용" in what else "A" if "공개" in what else "B1"
    return _token(match, f"KR{digits}{kind}")


_Read = Callable[[re.Match[str]], CitationToken | None]
_ERA = r"(?P<era>昭和?|平成?|令和?|大正?|明治?)?"
_TAIL = loose(r"(?:号(?:公報|明細書|広報)?|公報)")
_KIND = r"(?:\s?(?P<kind>[A-Z]\d?)(?![A-Za-z0-9]))"
_PATTERNS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (
        re.compile(
            loose(r"(?P<law>特開|特表|特公|実開|実公|実表)")
            + rf"{GAP}{_ERA}{GAP}(?P<year>\d{{1,4}}){_DASH}(?P<serial>\d{{1,6}})(?!\d)(?:{GAP}{_TAIL})?"
        ),
        _jp_publication,
    ),
    (
        re.compile(
            loose(r"(?:再公表(?:特許)?第?|再表|特再)")
            + rf"{GAP}(?:WO)?{GAP}(?P<year>\d{{4}}|\d{{2}}){GAP}[/-]{GAP}(?P<serial>\d{{5,6}})(?!\d)(?:{GAP}{_TAIL})?"
        ),
        _jp_republication,
    ),
    (
        re.compile(
            loose(r"(?P<law>特許|実用新案登録|登録実用新案|意匠登録|登録意匠|商標登録|登録商標|登録)第")
            + rf"{GAP}(?P<digits>\d{{5,7}}|\d,\d{{3}},\d{{3}})(?!\d)"
            + rf"(?P<tail>{GAP}号(?:{GAP}"
            + loose(r"(?:の類似\d*|公報|の?商標|の?意匠)")
            + r")?)?"
        ),
        _jp_registered,
    ),
    (
        re.compile(
            loose(
                r"(?P<land>米国|中国|欧州|大韓民国|韓国|独国|ドイツ|英国|仏国|台湾)"
                r"(?P<what>特許出願公開|特許公開|公開特許(?:公報)?|登録特許(?:公報)?"
                r"|登録実用新案(?:公報)?|実用新案(?:出願公開|登録)?"
                r"|実用新案|意匠(?:登録)?|特許)第?"
            )
            + rf"{GAP}(?P<digits>\d[\d/,\s-]{{4,18}}\d)(?:{GAP}[A-Z]\d?)?{GAP}"
            + loose(r"号(?:明細書|公報)?")
        ),
        _foreign_in_japanese,
    ),
    (
        re.compile(
            loose(r"国際公開第?") + rf"{GAP}(?:WO)?{GAP}(?P<year>\d{{4}}|\d{{2}}){GAP}/{GAP}(?P<serial>\d{{5,6}})(?!\d)"
            rf"(?:{GAP}号(?:{GAP}(?:パンフレット|公報))?)?"
        ),
        _wo_in_japanese,
    ),
    (
        re.compile(rf"(?<![A-Za-z])WO\s?(?P<year>\d{{4}}|\d{{2}})[/ -]?\s?(?P<serial>\d{{6}}|\d{{5}})(?!\d){_KIND}?"),
        _wo,
    ),
    (
        re.compile(
            rf"(?<![A-Za-z])JP\s?[-]?\s?(?P<era>[SHRTshrt])?\s?(?P<year>(?<![SHRTshrt])(?<![SHRTshrt] )"
            rf"\d{{4}}|(?<=[SHRTshrt])\d{{2}}|(?<=[SHRTshrt])\d{{1,2}}(?=[ -])"
            rf"|(?<=[SHRTshrt] )\d{{1,2}}(?=[ -]))[ -]?"
            rf"(?P<serial>\d{{1,6}})(?!\d){_KIND}?"
        ),
        _jp_latin,
    ),
    (
        re.compile(
            rf"(?:JP|日本)?\s?特(?:开|表|公|開)\s?(?P<era>昭|平|令)?\s?(?P<year>\d{{1,4}})-(?P<serial>\d"
            rf"{{1,6}})(?!\d){_KIND}"
        ),
        _jp_chinese,
    ),
    (
        re.compile(
            r"(?<![A-Za-z])(?<!PCT/)(?:(?:US|U\.S\.)\s?(?:(?:Pat(?:ent|\.)?)\s?)?(?:Appl?(?:ication|\.)?\s?)?"
            r"(?:(?:Pub(?:lication|\.)?|PG[- ]?Pub\.?|Publ\.)\s?)?|(?:US)?PG[- ]?Pub(?:lication|\.)?\s?"
            r"|Pat(?:ent|\.)?\s?Appl?(?:ication|\.)?\s?Pub(?:lication|l?\.)?\s?)(?:No\.?|Number)?:?\s?(?:US\s?)?"
            rf"(?P<year>(?:19|20)\d{{2}})\s?/?\s?(?P<serial>\d{{7}}|(?<=/)\d{{6}})(?!\d){_KIND}?",
            re.IGNORECASE,
        ),
        _us_publication,
    ),
    (
        re.compile(
            r"(?<![A-Za-z])(?:US|U\.S\.|USPN?|USPAT)\s?(?:(?:Pat(?:ent|\.)?)\s?)?(?:No\.?|Number)?:?\s?(?:US\s?)?"
            rf"(?P<digits>(?:RE|D|PP)?\s?\d{{1,2}},\d{{3}},\d{{3}}"
            rf"|(?:RE|D|PP)?\s?\d{{7,8}}(?=\s?[A-Z]\d)|(?:D|RE)\s?\d{{3}},\d{{3}})"
            rf"(?!\d){_KIND}?",
        ),
        _us_patent,
    ),
    (
        re.compile(
            r"(?<![A-Za-z])(?<!PCT/)(?P<land>EP|CN|KR|DE|GB|FR|TW|CA|AU)\s?[-]?\s?(?P<digits>\d[\d ./-]{4,17}\d)"
            r"\s?(?P<kind>[ABCUYSTE] ?\d?)(?![A-Za-z0-9])"
        ),
        _numbered,
    ),
    (
        re.compile(
            r"(?:일본\s?)?(?:특허공개공보|공개특허공보|특허공보)?\s?(?P<law>특개|특표)(?P<era>평"
            r"|소)?\s?(?P<year>\d{1,4})-(?P<serial>\d{1,6})(?!\d)(?:\s?호)?"
        ),
        _jp_korean,
    ),
    (
        re.compile(r"(?<![A-Za-z])US\s(?P<digits>\d{1,2} \d{3} \d{3})\s(?P<kind>[AB]\d?)(?![A-Za-z0-9])"),
        _us_patent,
    ),
    (
        re.compile(
            r"(?<![A-Za-z])US\s(?P<year>(?:19|20)\d{2})\s?/\s?(?P<a>0 \d{3} \d{3})\s(?P<kind>A\d)(?![A-Za-z0-9])"
        ),
        _us_spaced,
    ),
    (
        re.compile(
            r"(?P<what>(?:대한민국\s?)?(?:공개특허|등록특허|공개실용신안|등록실용신안)(?:\s?공보)?)\s*(?:제)?\s*"
            r"(?P<digits>\d{2}-\d{4}-\d{7}|\d{2}-\d{7})\s?호?"
        ),
        _korean,
    ),
)


def lex_citations(folded: Folded) -> tuple[CitationToken, ...]:
    """All cited documents of a folded text in order, without overlaps (the longer print wins)."""
    found = sorted(_candidates(folded.text), key=lambda t: (t.start, -(t.end - t.start)))
    kept: list[CitationToken] = []
    for token in found:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return tuple(kept)


def citations_in(text: str) -> tuple[CitationToken, ...]:
    """``lex_citations`` over a plain text, with offsets of that text."""
    folded = fold(text)
    return tuple(
        CitationToken(*folded.source(token.start, token.end), token.normal, token.note)
        for token in lex_citations(folded)
    )


def _candidates(text: str) -> Iterator[CitationToken]:
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            token = read(match)
            if token is not None:
                yield token
