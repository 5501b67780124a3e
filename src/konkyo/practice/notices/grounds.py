"""What a notice holds against the application: rejected claims, provisions and cited documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from konkyo.practice.citations import lex_citations
from konkyo.practice.claim_ranges import CLAIM_LIST, claims_of
from konkyo.practice.folding import GAP, loose
from konkyo.practice.notices.claims_reported import reported_claims
from konkyo.practice.notices.claims_told import subject_claims, told_claims
from konkyo.practice.notices.confidence import ELEMENT, HEADER, LABEL, PHRASE, WORDING
from konkyo.practice.notices.sheet import Sheet
from konkyo.practice.notices.us_headings import headed
from konkyo.practice.statutes import StatuteToken, lex_statutes
from konkyo.records.docket import Finding

Claims = Finding[tuple[int, ...]]

_SECTION = rf"(?=\n\s*(?:<|【|\[|-{{5,}}|{loose('引用文献')}|{loose('先行技術')}|●|◎)|\Z)"
_ASIDE = tuple(
    re.compile(pattern)
    for pattern in (
        loose(r"拒絶の?理由(?:を|が)?(?:発見しない|発見されない|通知しない|ない)請求項") + rf"[\s\S]*?{_SECTION}",
        loose(r"先行技術文献調査(?:の)?結果の記録") + r"[\s\S]*",
        loose(r"補正をする際の注意|補正等の示唆|補正の示唆") + r"[\s\S]*",
        r"(?<=\n)[^\S\n]*なお、[^\n]*(?:\n(?!\s*\n|\s*(?:[<【●◎■・]|備考|記\s*\n|理由|引用文献))[^\n]*)*",  # a remark
        loose(r"(?:<?行政事件訴訟法|教示\s*:|《お知らせ》|参照条文)") + r"[^\n]*(?:\n(?!\s*\n)[^\n]*){0,4}",
    )
)
_US_ASIDE = (
    re.compile(
        r"(?:Allowable Subject Matter|REASONS FOR ALLOWANCE)[\s\S]*?(?=\n\s*(?:Claim Rejections"
        r"|Conclusion|Response to)|\Z)",
        re.IGNORECASE,
    ),
)
_CN_ASIDE = (re.compile(r"修改\s*应当?\s*符合\s*专利法\s*第\s*(?:33|三十三)\s*条[^。]*"),)  # printed on every notice

_LIST = f"(?P<list>{CLAIM_LIST})"
_JP_LISTED = re.compile(
    rf"(?:^|\n)[^\S\n]*(?:[・○●◯■◇◆*•]"
    rf"|\(?\d{{1,2}}[.)])?\s*(?:{loose(r'(?:拒絶(?:の)?(?:理由(?:が解消していない|を有する|のある)?|対象|された)?|対象|該当)')}"
    rf")?\s*{loose('請求項')}[^\S\n]*[::]?[^\S\n]*"
    rf"{_LIST}\s*(?:{loose(r'(?:について|に対して|に対し)')})?[^\S\n]*(?=\n|\Z|\(|・|/|\t|引用|[;。])",
    re.IGNORECASE,
)
_JP_LABELLED = re.compile(
    loose(
        r"(?:拒絶の?理由が?解消していない請求項|拒絶の?理由(?:を有する"
        r"|のある|がある|の対象となる)請求項|対象(?:と?なる)?請求項"
        r"|拒絶(?:された|対象(?:の)?)請求項|該当請求項|関連請求項)(?:は)?"
    )
    + rf"\s*[::]?\s*{_LIST}",
    re.IGNORECASE,
)
_JP_PROSE = re.compile(
    rf"{loose('請求項')}\s*{_LIST}\s*{loose('(?:に係る|に記載の|の)発明は')}(?:、)?(?P<rest>[^。"
    rf"]{{0,160}}?)(?:{loose('特許を受けることができない|容易に|新規性|進歩性|明確でない|同一|拒絶')}"
    rf")",
    re.IGNORECASE,
)
_JP_UNCLEAR = re.compile(
    rf"{loose('請求項')}\s*{_LIST}\s*(?:{loose('(?:に係る|に記載の|の)(?:発明|記載)')})?[はが]、?(?:[^。、]{{0,"
    rf"30}}{loose('(?:明確でない|不明(?:確|瞭)である)')}"
    rf"|[^。、]{{0,40}}?条[^。、]{{0,60}}?{loose('要件を満たしていない')}"
    rf"|{loose('拒絶の?理由(?:が解消し(?:てい)?ない|を有する|がある)')})",
    re.IGNORECASE,
)
_JP_ENGLISH_LAW = re.compile(
    rf"(?:クレーム|請求項)\s*{_LIST}\s*(?:[はが]、?[^。]{{0,120}}?{loose('拒絶')}"
    rf"|の\s*(?:10[1-3]|112)\s*条?[^。]{{0,24}}?{loose('拒絶')})",
    re.IGNORECASE,
)
"""Japanese reports of American actions (``クレーム１～６は…拒絶されました``)."""
_JP_TABLE_HEAD = re.compile(
    r"(?:^|\n)(?P<head>(?=[^\n]{1,60}\n)[^\n]*請求項[^\n]*(?:判断"
    r"|引用|理由|結論)[^\n]*)\n(?P<rows>(?:(?!\s*[【<■●])[^\n]*\S[^\n]*\n?)+)"
)
_EN_REJECTED = (
    re.compile(
        rf"\bclaims?(?:\(s\))?\s+{_LIST},?\s+(?:is/are|is|are"
        rf"|stands?|have\s+been|has\s+been|were|was|remains?"
        rf"|being)\s+(?:(?:also|further|again|hereby|finally"
        rf"|currently|provisionally|newly|now|all|similarly)\s+)*rejected",
        re.IGNORECASE,
    ),
    re.compile(rf"\bclaim(?:\(s\)|s)?\s+rejected\s*[::]\s*{_LIST}", re.IGNORECASE),
    re.compile(
        rf"\b(?:rejection|rejections|rejects|rejected|rejecting)(?:\s+of)?\s+(?:each\s+of\s+)?(?:pe"
        rf"nding\s+)?claims?(?:\(s\))?\s+{_LIST}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\breject(?:s|ed|ing)\s+claims?[^.;]{{0,200}}?(?:,|;)?\s+and\s+claims?\s+{_LIST}\s+(?:as|under|for|over)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bclaims?\s+{_LIST}\s+(?:lacks?|is\s+not|are\s+not"
        rf"|do(?:es)?\s+not|holds?)\s+[^.]{{0,40}}?(?:novel|inventive"
        rf"|new|clear|patentable|involve)",
        re.IGNORECASE,
    ),
    re.compile(rf"\bclaims?\s+{_LIST}\s+NO\b"),
    re.compile(  # the section and the claims side by side: ``35 USC 103, claims 1-5``, ``claims 1-5: 35 U.S.C. 102``
        rf"\b35\s*U\.?S\.?C\.?\s*(?:§+\s*)?1(?:0[1-3]|12)(?:\s?\([a-z0-9]\))*\s*[,:;(–—-]\s*claims?\s+{_LIST}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bclaims?\s+{_LIST}\s*[:(–—-]\s*(?:rejected\s+)?(?:under\s+)?35\s*U\.?S\.?C\.?\s*(?:§+\s*)?1(?:0[1-3]|12)\b",
        re.IGNORECASE,
    ),
)
_WITHDRAWN = re.compile(r"withdrawn|moot|overcome[sd]?\b|not\s+rejected|reversed|rejoined", re.IGNORECASE)
_ELSEWHERE_CLAIMS = (
    re.compile(rf"权利要求\s*{_LIST}\s*(?:(?!权利要求|具备)[^。\n]){{0,40}}?不(?:具备|符合|清楚)"),
    re.compile(
        rf"\b(?:Patent)?anspr(?:uch|üche)(?:e?s|n)?\s+{_LIST}[^.;]{{0,200}}?\b(?:nicht (?:neu"
        rf"|patentfähig|gewährbar|zulässig|klar)"
        r"|nicht auf einer erfinderischen Tätigkeit|beruh\w+[^.;]{0,60}nicht|keine erfinderische|unklar|mangelnder)",
        re.IGNORECASE,
    ),
    re.compile(rf"청구항\s*{_LIST}\s*(?:[^.\n]{{0,30}})?특허법"),
)


def asides(sheet: Sheet, office: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Stretches that state no grounds: allowable claims, search record, instructions."""
    patterns = {"JPO": _ASIDE, "USPTO": _US_ASIDE, "CNIPA": _CN_ASIDE}.get(office, ())
    return tuple(match.span() for pattern in patterns for match in pattern.finditer(sheet.text, start, end))


def _outside(position: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return not any(low <= position < high for low, high in spans)


def claims_rejected(sheet: Sheet, office: str, start: int, end: int) -> tuple[Claims, ...]:
    """Lists of claims that the notice rejects between two offsets; allowed, objected and withdrawn ones left out."""
    skipped = asides(sheet, office, start, end)
    if office == "JPO":
        found = list(_jp_claims(sheet, start, end, skipped)) or list(_en_claims(sheet, start, end))
    else:
        found = list(_en_claims(sheet, start, end))
        japanese = [_claims(sheet, match, WORDING) for match in _JP_ENGLISH_LAW.finditer(sheet.text, start, end)]
        found += japanese or told_claims(sheet, start, end)
        found += [
            _claims(sheet, match, WORDING)
            for pattern in _ELSEWHERE_CLAIMS
            for match in pattern.finditer(sheet.text, start, end)
        ]
    if not found:  # in American practice an objection is no rejection
        found = list(reported_claims(sheet, start, end, english=office != "USPTO"))
    unique: dict[tuple[int, int], Claims] = {(f.page, f.start): f for f in found if f.value}
    return tuple(sorted(unique.values(), key=lambda f: (f.page, f.start)))


def _claims(sheet: Sheet, match: re.Match[str], confidence: float) -> Claims:
    low, high = match.span("list")
    return sheet.finding(claims_of(sheet.text[low:high]), low, high, confidence)


def _jp_claims(sheet: Sheet, start: int, end: int, skipped: tuple[tuple[int, int], ...]) -> Iterator[Claims]:
    count = 0
    for pattern, confidence in ((_JP_LISTED, LABEL), (_JP_LABELLED, LABEL), (_JP_UNCLEAR, PHRASE)):
        for match in pattern.finditer(sheet.text, start, end):
            if _outside(match.start("list"), skipped):
                count += pattern is not _JP_UNCLEAR  # a sentence about some claims is no list of all
                yield _claims(sheet, match, confidence)
    for table in _JP_TABLE_HEAD.finditer(sheet.text, start, end):
        for finding in _table_claims(sheet, table):
            count += 1
            yield finding
    if count:
        return
    for match in _JP_PROSE.finditer(sheet.text, start, end):
        if _outside(match.start("list"), skipped):
            count += 1
            yield _claims(sheet, match, WORDING)
    if not count:
        told = list(told_claims(sheet, start, end))
        yield from told or subject_claims(sheet, start, end)


def _table_claims(sheet: Sheet, table: re.Match[str]) -> Iterator[Claims]:
    """The claims column of a table; where the cells are set one space apart only a first column can be told."""
    cells = re.split(r"\t|\s{2,}", table["head"].strip())
    tight = len(cells) < 2
    if tight:
        cells = table["head"].split()
    column = next((i for i, cell in enumerate(cells) if "請求項" in cell), None)
    if column is None or len(cells) < 2 or len(table["head"]) > 80 or (tight and column):
        return
    offset = table.start("rows")
    for row in table["rows"].split("\n"):
        if not re.search(r"拒絶(?:の)?理由(?:は|が)?(?:ない|なし|発見)|特許可|登録可|なし$", row):
            parts = [re.match(r".*", row)] if tight else list(re.finditer(r"[^\t]+?(?=\t|\s{2,}|$)", row))
            cell = parts[column] if column < len(parts) else None
            match = re.search(rf"^\s*(?:請求項\s*)?{_LIST}\s*(?:$|(?=\s))", cell[0], re.IGNORECASE) if cell else None
            if match and cell and (tight or not cell[0][match.end() :].strip()):
                low = offset + cell.start() + match.start("list")
                high = offset + cell.start() + match.end("list")
                yield sheet.finding(claims_of(sheet.text[low:high]), low, high, HEADER)
        offset += len(row) + 1


def _en_claims(sheet: Sheet, start: int, end: int) -> Iterator[Claims]:
    for pattern in _EN_REJECTED:
        for match in pattern.finditer(sheet.text, start, end):
            if not _WITHDRAWN.search(_rest_of_sentence(sheet.text, match.end())):
                yield _claims(sheet, match, PHRASE)


def _rest_of_sentence(text: str, position: int) -> str:
    """Up to the full stop that ends the sentence (a stop before a capital or a line's end, not that of ``U.S.C.``)."""
    stop = re.search(
        r"(?<!U\.S\.C)(?<!U\.S)(?<!\bNo)(?<!\bal)(?<!\bPat)(?<!\bPub)\.(?=\s+[A-Z]|\s*\n\s*\n|\Z)",
        text[position : position + 400],
    )
    return text[position : position + (stop.start() if stop else 200)]


_GROUND_ARTICLES: dict[str, frozenset[str]] = {
    "Patent": frozenset(
        {"29", "29-2", "32", "36", "37", "38", "39", "17-2", "184-18", "25", "126", "131-2", "134-2", "120-5"}
    ),
    "UM": frozenset({"3", "3-2", "4", "5", "6", "7"}),
    "Design": frozenset({"3", "3-2", "5", "6", "7", "8", "8-2", "9", "9-2", "10", "10-2", "15", "68"}),
    "TM": frozenset({"3", "4", "5", "6", "7", "7-2", "8", "10", "11", "12", "51", "53", "50", "77"}),
}
_TM_ITEMS = frozenset({"3.1", "4.1", "6.1", "6.2", "8.1", "8.2", "8.5", "7-2.1", "5.5"})
_APPLIED = re.compile(
    loose(r"適用条文|根拠条文|該当条文|適用条項")
    + r"\s*[::]?\s*|\b(?:applied|applicable)\s+(?:provision|article|section|law)s?\s*:\s*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:[、,・(第条の]|及び|並びに|[^\d]第\d{1,2})$")
_CONTINUES = re.compile(
    rf"\s*[、,・]?\s*(?:(?:{loose('特許法|意匠法|商標法')})?\s*第?\s*\d{{1,2}}{GAP}条|[条項号]"
    rf"|第\s*\d{{1,2}}\s*[項号])"
)
_US_GROUND = re.compile(
    r"(?:reject(?:ed|ion|ions|s)\b|\bas\s+(?:being\s+)?(?:obvious|anticipated|unpatentable|indefinite)\b"
    r"|\b(?:restriction|election)\b[^.;]{0,120}?\brequired\b)"
    r"(?:[^.;]|\.(?=\S)|U\.S\.C\.)*?under\s+(?:pre-AIA\s+|AIA\s+)?(?=35|§|U)",
    re.IGNORECASE,
)
_ELSEWHERE_GROUNDS: dict[str, re.Pattern[str]] = {
    "EPO": re.compile(r"EPC\.Art\.(?:5[2-7]|76|8[2-4]|123)(?:\.\d)?$"),
    "PCT": re.compile(r"PCT\.R\.(?:13|43bis|39|66)(?:\.\d+)?$"),
    "CNIPA": re.compile(r"CN\.Patent\.(?:2|5|9|20|22|23|25|26|31|33)(?:\.\d)?$"),
    "KIPO": re.compile(r"KR\.Patent\.(?:25|29|32|33|36|42|44|45|47|52)(?:\.|$)"),
    "DPMA": re.compile(r"DE\.PatG\.(?:1|1a|2|2a|3|4|5|34|38|48)(?:\.|$)"),
}
_US_SECTIONS = re.compile(r"35USC(?:10[1-3]|112|121|171|251|115|116)")


def statutes(sheet: Sheet, office: str, right: str, start: int, end: int) -> tuple[Finding[str], ...]:
    """Provisions that are grounds of the notice between two offsets, each once."""
    if office == "JPO":
        found = _jp_statutes(sheet, right, start, end)
    elif office == "USPTO":
        found = _us_statutes(sheet, start, end)
    else:
        skipped = asides(sheet, office, start, end)
        found = [
            (token, WORDING)
            for token in _tokens(sheet, office, start, end)
            if _ELSEWHERE_GROUNDS[office].match(token.normal()) and _outside(token.start, skipped)
        ]
    unique: dict[str, Finding[str]] = {}
    for token, confidence in found:
        normal = token.normal(right)
        unique.setdefault(normal, sheet.finding(normal, token.start, token.end, confidence))
    general = {
        name
        for name in unique
        if any(other != name and other.startswith(name) and other[len(name)] in "(." for other in unique)
    }
    if office == "USPTO":
        unique = {name: finding for name, finding in unique.items() if name not in general}
    return tuple(unique.values())


def _tokens(sheet: Sheet, office: str, start: int, end: int) -> list[StatuteToken]:
    return [
        StatuteToken(start + t.start, start + t.end, t.law, t.provision)
        for t in lex_statutes(sheet.folded.cut(start, end), office)
    ]


def _jp_statutes(sheet: Sheet, right: str, start: int, end: int) -> list[tuple[StatuteToken, float]]:
    named = [part for part in sheet.parts if part.name == "article" and start <= part.start < end]
    if named:
        return [(token, ELEMENT) for part in named for token in _tokens(sheet, "JPO", part.start, part.end)]
    applied: list[tuple[StatuteToken, float]] = []
    for label in _APPLIED.finditer(sheet.text, start, end):
        stop = _end_of_list(sheet, label.end())
        applied += [(token, LABEL) for token in _tokens(sheet, "JPO", label.end(), stop)]
    skipped = asides(sheet, "JPO", start, end)
    stated = _stated_grounds(sheet, right, start, end, skipped)
    if applied:
        return [finer for token, sure in applied for finer in _refined(token, sure, stated)]
    return stated


def _refined(
    token: StatuteToken, sure: float, stated: list[tuple[StatuteToken, float]]
) -> list[tuple[StatuteToken, float]]:
    """An article alone in the list of provisions (第36条) is read as the paragraphs of it that the body states."""
    if "." in token.provision:
        return [(token, sure)]
    finer = [(other, s) for other, s in stated if other.provision.startswith(token.provision + ".")]
    return finer or [(token, sure)]


def _stated_grounds(
    sheet: Sheet, right: str, start: int, end: int, skipped: tuple[tuple[int, int], ...]
) -> list[tuple[StatuteToken, float]]:
    return [
        (token, PHRASE)
        for token in _tokens(sheet, "JPO", start, end)
        if _outside(token.start, skipped) and _is_ground(token, right)
    ]


def _end_of_list(sheet: Sheet, position: int) -> int:
    """The end of a list of provisions that may go on over several lines."""
    index = sheet.line_at(position)
    if not sheet.text[position : sheet.lines[index].end].strip() and index + 1 < len(sheet.lines):
        index += 1
    while index + 1 < len(sheet.lines) and (
        _GOES_ON.search(sheet.lines[index].bare) or _CONTINUES.match(sheet.lines[index + 1].text)
    ):
        index += 1
    return sheet.lines[index].end


def _is_ground(token: StatuteToken, right: str) -> bool:
    law = token.law or {"utility_model": "UM", "design": "Design", "trademark": "TM"}.get(right, "Patent")
    article, _, rest = token.provision.partition(".")
    if article not in _GROUND_ARTICLES.get(law, frozenset()):
        return False
    if law == "Patent" and article == "36":
        return rest == "" or rest[0] in "46"
    if law == "Patent" and article == "17-2":
        return rest[:1] in ("3", "4", "5", "6")
    if law == "TM" and article in ("3", "4", "6", "8"):
        return (
            any(token.provision == item or token.provision.startswith(item + ".") for item in _TM_ITEMS) or rest == ""
        )
    return True


def _us_statutes(sheet: Sheet, start: int, end: int) -> list[tuple[StatuteToken, float]]:
    tokens = [t for t in _tokens(sheet, "USPTO", start, end) if _US_SECTIONS.match(t.normal())]
    grounds: list[tuple[StatuteToken, float]] = []
    for match in _US_GROUND.finditer(sheet.text, start, end):
        if _WITHDRAWN.search(_rest_of_sentence(sheet.text, match.end())):
            continue
        run_end = match.end()
        for token in tokens:
            if run_end - 2 <= token.start <= run_end + 24:
                grounds.append((token, PHRASE))
                run_end = token.end
    if grounds:
        return [*grounds, *headed(sheet, start, end, tokens, {token.provision[:3] for token, _ in grounds})]
    return [(token, WORDING) for token in tokens if not _WITHDRAWN.search(_rest_of_sentence(sheet.text, token.end))]


_OWN = re.compile(
    loose(
        r"(?:公開番号|公表番号|本願(?:の)?公開|本願|出願公開"
        r"|優先権(?:主張)?|対応(?:する)?(?:外国|米国|欧州)?(?:特許"
        r"|出願)|登録番号|特許番号|Publication (?:No\.?|Number)"
        r"|Patent No\.?\s*:|priority (?:to|of|from|document)[^.\n]{0,30}"
        r"|claims? (?:the )?benefit[^.\n]{0,40})"
    )
    + r"[\s::(は第|、,]*$",
    re.IGNORECASE,
)
_REGISTERED_AS = re.compile(loose(r"\s*(?:号)?として(?:設定)?登録"))
"""``特許第…号として登録``: what an application became, not a document held against one."""


def cited_documents(sheet: Sheet, office: str, start: int, end: int, own: frozenset[str]) -> tuple[Finding[str], ...]:
    """Documents held against the application between two offsets, each once; its own publications are left out."""
    skipped = asides(sheet, office, start, end) if office == "JPO" else ()
    unique: dict[str, Finding[str]] = {}
    for token in lex_citations(sheet.folded.cut(start, end)):
        low, high = start + token.start, start + token.end
        before = sheet.text[max(start, low - 60) : low]
        if token.normal in own or token.normal.rstrip("AUS") in own or not _outside(low, skipped):
            continue
        if _OWN.search(before) or _REGISTERED_AS.match(sheet.text[high : high + 24]):
            continue
        unique.setdefault(token.normal, sheet.finding(token.normal, low, high, PHRASE, token.note))
    return tuple(unique.values())
