"""Offices at which a letter says that the national or regional phase is to be entered, each with its stated period.

An office counts where a sentence on the entry names it, where a line gives it a period or a date, or where a label
lists it. What is said of translations, attorneys or priority applications of a country names no office, nor does an
entry that was made already. The period is set by the treaty and the office's own law (PCT Articles 22, 39); what is
printed is evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from konkyo.practice.folding import width_of
from konkyo.practice.notices.case import Case
from konkyo.practice.notices.sheet import Sheet

ELSEWHERE = ""
"""An office for which no rule is held: its entry is due too, at a date that a person has to find."""


@dataclass(frozen=True, slots=True)
class Designation:
    """An office by its code (``ELSEWHERE``: one without a rule), where it is named, and the statement it stands in."""

    office: str
    start: int
    end: int
    statement: tuple[int, int]
    months: tuple[int, int, int] | None = None
    """Length of the period in months and where it is printed."""


_NOT_THE_OFFICE = (
    r"(?!(?:\s+|-)(?:translations?|languages?|texts?|versions?|attorneys?|associates?|agents?|counsel|clients?|applicants?"
    r"|applications?|priority|patent\s+applications?|holidays?|law|firms?|inventors?|speaking)\b"
    r"|(?:語|语|문|어)|(?:国)?(?:の)?(?:特許)?(?:出願(?!人?の?移行)|弁理士|代理人|事務所|発明者|基礎|優先|申请|专利申请|出愿))"
)
_CODE = r"(?<![A-Za-z0-9/_.-])(?-i:{})(?![A-Za-z0-9/_-]|\s?\d[\d,/ .]{{3,}})"
_NAMES: tuple[tuple[str, str], ...] = (
    (
        "US",
        (
            rf"\bUnited\s+States(?:\s+of\s+America)?|\bUSPTO\b|{_CODE.format('U[.]?S[.]?(?:A[.]?)?')}"
            r"|米国|アメリカ(?:合衆国)?|美国|미국|Vereinigten?\s+Staaten"
        ),
    ),
    (
        "EP",
        (
            rf"\bEuropean\s+Patent\s+Office|\bEuro-?PCT\b|\bEurope(?:an)?\b|{_CODE.format('EPO?|EPA')}"
            r"|欧州|ヨーロッパ|欧洲|유럽|\bEuropa\b|\beuropäisch\w*"
        ),
    ),
    ("JP", rf"\bJapan(?:ese)?\b|{_CODE.format('JPO?')}|日本|일본|\bjapanisch\w*"),
    ("CN", rf"\bChin(?:a|ese)\b|\bCNIPA\b|{_CODE.format('CN')}|中国|中國|중국|\bchinesisch\w*"),
    (
        "KR",
        (
            rf"\b(?:South\s+|Republic\s+of\s+)?Korean?\b|\bKIPO\b|{_CODE.format('KR')}|韓国|韩国|한국|대한민국"
            r"|\bS(?:ü|ue)dkorea\w*"
        ),
    ),
    ("DE", rf"\bGermany?\b|\bDPMA\b|{_CODE.format('DE')}|ドイツ|独国|德国|독일|\bDeutschland\b|\bdeutsch\w*"),
    (
        ELSEWHERE,
        (
            r"\b(?:Canada|Australia|India|Brazil|Mexico|Singapore|Viet\s?nam|Thailand|Indonesia|Malaysia|Philippines"
            r"|Russia|Eurasia|Israel|South\s+Africa|New\s+Zealand|Kanada|Australien|Indien|Brasilien|Mexiko"
            r"|Russland)\b"
            r"|カナダ|オーストラリア|豪州|インド(?!ネシア)|ブラジル|メキシコ|シンガポール|ベトナム"
            r"|タイ国|インドネシア|マレーシア|フィリピン|ロシア|イスラエル|ニュージーランド|加拿大|澳大利亚|印度|巴西|캐나다|호주|인도|브라질"
        ),
    ),
)
_OFFICES = tuple((code, re.compile(rf"(?:{words}){_NOT_THE_OFFICE}", re.IGNORECASE)) for code, words in _NAMES)
_ENTRY = re.compile(
    r"\b(?:national|regional|European|U\.?S\.?|Japanese|Chinese|Korean|German)\s+(?:phase|stage)s?\b|\bnationalization"
    r"|(?:国内|各国|国内段階|域内|広域)(?:段階)?(?:への?)?移行|への移行|移行(?:期限|手続|国)|国家阶段|地区阶段"
    r"|국내\s?단계|국내\s?진입|(?:nationalen?|regionalen?|europäischen?)\s+Phase",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"^\s*(?:(?:designated\s+|elected\s+|selected\s+)?(?:countries|offices|states|jurisdictions?|territor(?:y|ies))"
    r"(?:\s+of\s+interest|\s+for\s+entry)?|(?:移行)?(?:対象|希望|予定|指定)?(?:国|官庁)(?:名)?|移行先|进入国家|指定局"
    r"|진입\s?국가|대상국|Länder|Bestimmungs(?:ämter|staaten))\s*[::\t]",
    re.IGNORECASE,
)
_OF_OTHER_FACTS = re.compile(
    r"\bpriorit|\bfil(?:ed|ing)\b|\bpublication|\bsearch(?:ing)?\b|\breceiving|優先|基礎|出願日|公開|調査|受理官庁|优先|申请日"
    r"|우선|출원일|Priorit|Anmeldetag|eingereicht",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:already|previously)\b|\b(?:has|have|was|were|been)\s+(?:\w+\s+)?entered\b|移行済|移行(?:手続)?(?:は|を|が)?"
    r"(?:すでに|既に)?(?:完了|いたしました|しました|されました)|已(?:经)?(?:进入|办理)|이미|진입(?:을|이)?\s?완료|\bbereits\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:except(?:ing)?|other\s+than|apart\s+from|excluding|außer)\b[^,.;。]*", re.IGNORECASE)
_EXCEPT_BEHIND = re.compile(r"[^、。,.]*(?:以外|を除(?:く|き|いて)|除外)")
_MONTHS = re.compile(
    r"(?<![\d/-])(?P<n>3\d|20|21)(?:\s*\([a-z -]+\))?[\s-]*(?:months?\b|[かヶケカ箇ヵ]\s?月|个月|個月|개월|Monate?n?\b)"
    r"|\b(?P<word>thirty(?:[\s-]one)?)\s+(?:\(\d\d\)\s+)?months?\b",
    re.IGNORECASE,
)
_CELL_START = re.compile(r"(?:^|\t|\s{2,}|\|)\s*(?:\(?\d{1,2}[.)]|\(?[a-h][.)]|[①-⑳・•●■◆▶*-])?\s*$")
_STOP = re.compile(r"[。;](?!\d)|(?<!\bU\.S)(?<!\bU)(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)\.(?=\s|$)|\n\s*\n", re.MULTILINE)
_SHORT = 0.7


def designations(case: Case) -> tuple[Designation, ...]:
    """Each office once, in order; a statement with a period of its own before one without."""
    found: dict[str, Designation] = {}
    for one in (*_of_lines(case), *_of_sentences(case)):
        known = found.get(one.office)
        if known is None or (known.months is None and one.months is not None):
            found[one.office] = one
    return tuple(sorted(found.values(), key=lambda one: one.start))


def _of_lines(case: Case) -> Iterator[Designation]:
    """Lines that give offices a period or a date (rows of a table, ``U.S. deadline: ...``), or that list offices."""
    sheet = case.sheet
    dated = {sheet.line_at(roled.token.start) for roled in case.dates if roled.token.value is not None}
    for index, line in enumerate(sheet.lines):
        if not case.segment.start <= line.start < case.segment.end or _OF_OTHER_FACTS.search(line.text):
            continue
        listed = _LIST.match(line.text)
        if listed is None and index not in dated and not _MONTHS.search(line.text):
            continue
        named = list(_named(sheet, line.start, line.end))
        opens = named and _CELL_START.search(sheet.text[line.start : named[0].start])
        if named and (listed or opens) and not _MADE.search(line.text):
            yield from named


def _of_sentences(case: Case) -> Iterator[Designation]:
    """Sentences that speak of the entry."""
    sheet = case.sheet
    for start, end in _sentences(sheet, case.segment.start, case.segment.end):
        text = sheet.text[start:end]
        if _ENTRY.search(text) and not _MADE.search(text):
            yield from _named(sheet, start, end)


def _named(sheet: Sheet, start: int, end: int) -> Iterator[Designation]:
    """The offices that a statement names, each with the period before or behind it, as the statement orders them."""
    text = sheet.text[start:end]
    left_out = [match.span() for pattern in (_EXCEPT, _EXCEPT_BEHIND) for match in pattern.finditer(text)]
    lengths = [(start + m.start(), start + m.end(), _length(m)) for m in _MONTHS.finditer(text)]
    hits = [
        Designation(code, start + match.start(), start + match.end(), (start, end))
        for code, pattern in _OFFICES
        for match in pattern.finditer(text)
        if not any(low <= match.start() < high for low, high in left_out)
    ]
    ordered = sorted(hits, key=lambda hit: hit.start)
    ahead = bool(lengths and ordered) and lengths[0][0] < ordered[0].start
    for hit in ordered:
        behind = [length for length in lengths if length[0] >= hit.end]
        before = [length for length in lengths if length[1] <= hit.start]
        own = (before[-1:] if ahead else behind[:1]) or lengths[-1:]
        yield replace(hit, months=(own[0][2], own[0][0], own[0][1]) if own else None)


def _length(match: re.Match[str]) -> int:
    if match["word"]:
        return 31 if "one" in match["word"].lower() else 30
    return int(match["n"])


def _sentences(sheet: Sheet, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences between two offsets; a line that ends well before the margin ends one too."""
    stops = {match.end() for match in _STOP.finditer(sheet.text, start, end)}
    for line in sheet.lines:
        if start <= line.end < end and width_of(line.text) < sheet.measure * _SHORT:
            stops.add(line.end)
    low = start
    for stop in (*sorted(stops), end):
        if sheet.text[low:stop].strip():
            yield low, stop
        low = stop
