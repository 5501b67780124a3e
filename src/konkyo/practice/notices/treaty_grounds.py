"""What an EPO or PCT paper holds against an application: provisions it rests on and claims it objects to.

Which provisions count depends on the act that is due (docs/design/004-recognition.md, "EPO and PCT"): objections for
actions, oral proceedings, appeals and opinions; for papers without an objection the provision under which the applicant
acts or under which the application was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from konkyo.practice.claim_ranges import CLAIM_LIST, claims_of
from konkyo.practice.notices.confidence import LABEL, PHRASE, WORDING
from konkyo.practice.notices.sheet import Sheet
from konkyo.practice.treaty_provisions import Provision, lex_provisions
from konkyo.records.docket import Finding

Claims = Finding[tuple[int, ...]]

_OBJECTIONS_EPC = (
    r"Art\.(?:52|53|54|55|56|57|76|82|83|84|87|88|100|123)(?:\.\w+)?"
    r"|R\.(?:42|43|44|49|62a|63|64|80|137|139|164)(?:\.\d+)?"
)
_OBJECTIONS_PCT = r"R\.(?:13|39|43bis|66|67)(?:\.\d+)?|Art\.(?:5|6|33|34)(?:\.\d)?"
_ACTING: dict[tuple[str, str], str] = {
    ("EPO", "r71_3_approval"): r"R\.71\.6",
    ("EPO", "r70_reply"): r"R\.70a?(?:\.[12])?",
    ("EPO", "r161_reply"): r"R\.16[12](?:\.\d)?",
    ("EPO", "additional_search_fees"): r"Art\.82|R\.(?:44|64|164)(?:\.\d)?",
    ("EPO", "formality_correction"): (
        r"R\.(?:30|36|40|45|49|50|53|55|56a?|57|58|59|60|62a|63|82|86|95|137|141|142|152|163)(?:\.\d)?"
    ),
    ("EPO", "annuity"): r"R\.51\.2",
    ("PCT", "demand"): _OBJECTIONS_PCT,
    ("PCT", "art19_amendment"): r"R\.(?:13|39)",
    ("PCT", "additional_search_fees"): r"R\.13",
    ("PCT", "restriction_response"): r"R\.13",
    ("PCT", "oa_response"): _OBJECTIONS_PCT,
}
_OBJECTING = frozenset({"oa_response", "r116_submissions", "appeal_notice", "appeal_reply", "opposition_reply"})
_LOSS_REMEDY = re.compile(r"R\.135\.1")
_LOST = re.compile(
    r"(?:deemed\s+(?:to\s+(?:be|have\s+been)\s+)?(?:withdrawn|refused|lost|not\s+\w+)"
    r"|has\s+(?:been\s+)?(?:lost|refused|lapsed)"
    r"|gilt\s+(?:gemäß[^.]{0,40}\s+)?als\s+(?:zurückgenommen|nicht)|réputée?\s+retirée?|みなし?取下"
    r"|取り下げたものとみな)",
    re.IGNORECASE,
)
_NO_GROUND_OF_LOSS = re.compile(r"(?:Art\.(?:121|122|106|108|65|99)|R\.(?:112|126|131|132|135|136))(?:\.|$)")


def provisions(sheet: Sheet, office: str, event: str, start: int, end: int) -> tuple[Finding[str], ...]:
    """Provisions the paper rests on between two offsets, each once, in order."""
    treaty = "EPC" if office == "EPO" else "PCT"
    tokens = [
        Provision(start + t.start, start + t.end, t.treaty, t.kind, t.number, t.paragraph)
        for t in lex_provisions(sheet.folded.cut(start, end), treaty)
    ]
    if event == "loss_of_rights_remedy":
        kept = _of_a_loss(sheet, tokens)
    elif office == "EPO" and event in _OBJECTING:
        kept = _objections(sheet, tokens, re.compile(_OBJECTIONS_EPC))
    else:
        wanted = _ACTING.get((office, event))
        kept = [t for t in tokens if wanted and re.fullmatch(wanted, _local(t))]
        if office == "PCT" and event in ("demand", "oa_response"):
            kept = _objections(sheet, kept, re.compile(wanted or ""))
    found: dict[str, Finding[str]] = {}
    for token in kept:
        found.setdefault(token.normal, sheet.finding(token.normal, token.start, token.end, WORDING))
    return tuple(found.values())


def _local(token: Provision) -> str:
    return token.normal.split(".", 1)[1]


def _of_a_loss(sheet: Sheet, tokens: list[Provision]) -> list[Provision]:
    """The provision under which the right was lost, and further processing (Rule 135(1) EPC) as the remedy."""
    kept = []
    for token in tokens:
        local = _local(token)
        lost = not _NO_GROUND_OF_LOSS.match(local) and _LOST.search(_sentence(sheet, token.start, token.end))
        if lost or _LOSS_REMEDY.fullmatch(local):
            kept.append(token)
    return kept


_INSTRUCTS = re.compile(
    r"\b(?:should|ought\s+to|must\s+not|care\s+is|bear\s+in\s+mind|attention\s+(?:is|of|to)|make\s+sure|ensure"
    r"|is\s+reminded"
    r"|when\s+(?:filing|amending|preparing)|be\s+observed|are\s+to\s+be\s+identified)\b"
    r"|darauf\s+hingewiesen|darauf\s+zu\s+achten|ist\s+zu\s+beachten|il\s+convient|留意|注意(?:されたい|して|を)",
    re.IGNORECASE,
)
"""What the applicant is told to do or to avoid holds nothing against the application, though it may say ``not``."""
_PURPOSE = re.compile(
    r"\b(?:in\s+order\s+to|without\s+(?:extending|contravening|infringing|adding)|in\s+accordance\s+with)\b",
    re.IGNORECASE,
)
_ALLOWS = re.compile(
    r"\b(?:(?:is|are|seems?|appears?|would|considered)\s+(?:to\s+)?(?:\w+\s+){0,3}?"
    r"(?<!not\s)(?:meet|satisf\w+|compl\w+|fulfil\w*|allowable|new\s+and\s+inventive|involve\s+an\s+inventive\s+step)"
    r"|meets?\s+the\s+requirements|satisf(?:y|ies)\s+the\s+requirements|fulfils?\s+the\s+requirements)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\bnot\b|n['’]t\b|\bnor\b|\bno\b|\black|\bcontrary|contraven|infring|objection|\bfails?\b|nicht"
    r"|verst[oö]|kein|\bpas\b|manqu|contraire",
    re.IGNORECASE,
)


def _objections(sheet: Sheet, tokens: list[Provision], wanted: re.Pattern[str]) -> list[Provision]:
    """Provisions held against the application: no instruction for amendments, none that is said to be met."""
    kept = []
    for token in tokens:
        if not wanted.fullmatch(_local(token)):
            continue
        sentence = _sentence(sheet, token.start, token.end)
        denies = bool(_DENIES.search(sentence))
        allowed = (_PURPOSE.search(sentence) or _ALLOWS.search(sentence)) and not denies
        if allowed or _INSTRUCTS.search(sentence):
            continue
        kept.append(token)
    named = {t.number for t in kept if t.kind == "Art"}
    if named & {"54", "56", "57"} or (kept and kept[0].treaty == "EPC" and len(named) > 1):
        kept = [t for t in kept if (t.treaty, t.kind, t.number, t.paragraph) != ("EPC", "Art", "52", "1")]
    return kept


_STOP = re.compile(
    r"(?<!\bArt)(?<!\bR)(?<!\bNo)(?<!\bcf)(?<!\bNr)(?<!\bpar)(?<!\bFig)(?<!\be\.g)(?<!\bi\.e)[.。;](?=\s|\Z)|\n\s*\n",
    re.IGNORECASE,
)
_REACH = 400


def _sentence(sheet: Sheet, start: int, end: int) -> str:
    """The sentence around a place, at most ``_REACH`` characters to each side."""
    low = max(0, start - _REACH)
    before = [m.end() for m in _STOP.finditer(sheet.text, low, start)]
    after = _STOP.search(sheet.text, end, end + _REACH)
    return sheet.text[before[-1] if before else low : after.start() if after else min(len(sheet), end + _REACH)]


_LIST = f"(?P<list>{CLAIM_LIST})"
_WORD = r"(?:Patentansprüche?n?|Patentanspruchs?|Ansprüche?n?|Anspruchs?|revendications?|claims?)"
_DEPENDS = (
    r"(?:depend(?:s|ent|ing)?|dependent|appended|referring|according|pursuant|back|abhängig\w*|nach"
    r"|gemäß|von|selon|dépend\w*|of"
    r"|in|with|to|on|from|any\s+(?:one\s+)?of|einem\s+der)"
)
_BETWEEN = (
    rf"(?:(?!\b{_WORD}\b|\bbut\b|\bwhereas\b|\bwhile\b|\bwährend\b|\btandis\b)(?:[^.;]|\.(?=\S)"
    rf"|(?<=Art)\.|(?<=cf)\.|(?<=R)\.)"
    rf"|(?<=\s){_DEPENDS}\s+(?:any\s+(?:one\s+)?of\s+|the\s+|der\s+|des\s+|den\s+|la\s+|les\s+)*{_WORD}\s+\d)"
)
_FAULT = (
    r"(?:lacks?\b|lacking|devoid\s+of|unclear|obscure|ambiguous|vague|inconcise|anticipated"
    r"|contraven\w+|infring\w+|violat\w+|breach"
    r"|contrary\s+to|extends?\s+beyond|goes?\s+beyond|introduces?\s+(?:subject|matter|new)|(?:is"
    r"|are)\s+obvious|obvious\s+(?:over|in\s+view)"
    r"|objected\s+to|(?<!not\s)rejected\s+(?:over|as|for|under|in\s+view|based|on\s+the)|insufficiently|unsupported|excluded\s+from|open\s+to\s+objection"
    r"|(?:is|are|was|were)\s+(?:\w+\s+){0,2}?(?:not|neither)\s+(?:\w+\s+){0,4}?(?:new|novel|inventive"
    r"|clear|allowable|patentable|supported"
    r"|acceptable|concise|unitary|fulfilled|met|disclosed\s+in\s+the\s+application|admissible"
    r"|in\s+accordance|based|directly)"
    r"|(?:do|does|did)\s+not\s+(?:\w+\s+){0,5}?(?:involve|meet|comply|satisfy|fulfil|fulfill"
    r"|relate\s+to\s+a|add|contribute|present|define\s+the"
    r"|possess|have|contain|appear\s+to|seem\s+to)"
    r"|cannot\s+be\s+(?:\w+\s+){0,3}?(?:allowed|accepted|considered|regarded|acknowledged|recogni[sz]ed|granted)"
    r"|fails?\s+to\s+(?:comply|meet|satisfy|fulfil|define)"
    r"|nicht\s+(?:\w+\s+){0,4}?(?:neu\b|erfinderisch|klar\b|gewährbar|zulässig|deutlich|gestützt"
    r"|patentfähig|genügt|erfüllt?|entspr)"
    r"|beruh\w*\s+(?:\w+\s+){0,3}?nicht\s+auf|erfüll\w*\s+(?:\w+\s+){0,3}?nicht|unklar|verst(?:ö|oe"
    r"|o)(?:ß|ss)\w*\s+gegen|geht\s+über|neuheitsschädlich|mangelt"
    r"|n['’](?:est|impliqu\w*|ont|a|implique)\s+pas|ne\s+(?:sont|satisf\w+|répond\w*|rempli\w*"
    r"|découl\w*|repos\w*)\s+pas|manqu\w+\s+de|dénué\w*"
    r"|contraire)"
)
_DEPENDENT = re.compile(
    r"(?:(?:depend\w*|appended|refer\w*|relat\w*)\s+(?:back\s+)?(?:on|upon|from|to)|abhängig\w*\s+von"
    r"|bezogen\w*\s+auf|dépend\w*\s+de)"
    r"\s+(?:any\s+(?:one\s+)?of\s+|(?:the|der|den|preceding|la|les)\s+)*$",
    re.IGNORECASE,
)
"""``depending on claim 1`` names a claim that is not objected to."""
_EN_FAULTY = re.compile(rf"\b{_WORD}\s+{_LIST}(?P<mid>{_BETWEEN}{{0,140}}?)(?:{_FAULT})", re.IGNORECASE)
_AND_CLAIM = re.compile(
    rf"(?:,|and|und|et)\s+(?:of\s+)?(?:\w+\s+){{0,2}}?{_WORD}\s+{_LIST}\s*(?:,|{_FAULT}|is\b|are\b)", re.IGNORECASE
)
_BEFORE_CLAIMS = re.compile(
    rf"(?:objections?\s+(?:\w+\s+){{0,8}}?(?:against|to|concerning|in\s+respect\s+of|relating\s+to|for)"
    rf"|(?:lack\s+of|no|not)\s+(?:novelty|inventive\s+step|clarity|support|unity|sufficiency)\b[^.;\n]{{0,60}}?"
    rf"|(?:refus|reject"
    rf"|object)\w*\s+(?:to\s+)?(?:the\s+)?(?:subject[- ]matter\s+of\s+)?(?:independent\s+|pending\s+)?"
    rf"|mangelnde\s+(?:Neuheit|Klarheit"
    rf"|erfinderische\s+Tätigkeit)[^.;\n]{{0,60}}?)\s*[:(,-]?\s*(?:the\s+|of\s+|der\s+"
    rf"|in\s+)*{_WORD}\s+{_LIST}",
    re.IGNORECASE,
)
_JA_FAULTY = re.compile(
    rf"(?:請求項|クレーム)\s*{_LIST}\s*[^。\n]{{0,60}}?(?:新規性|進歩性|明確性|不明(?:確|瞭)|拒絶"
    rf"|要件を満た(?:さ|し(?:て(?:い)?)?な)|サポート)"
    r"(?:[^。\n]{0,24}?(?:ない|なし|無|欠|有しない|有さない|否定|拒絶|違反|指摘|不備|れ))?"
)
_JA_ALLOWS = re.compile(r"(?:新規性|進歩性)[^。\n]{0,14}?(?:を有する|が認め|有り|あり)|許可可能|特許可能")
_YES = r"(?:YES|OUI|JA|有|是|있음|유)"
_NO = r"(?:NO|NON|NEIN|無|无|否|없음|무)"
_CLAIMS_ANY = r"(?:claims?|請求項|权利要求|청구항|Ansprüche?|revendications?)"
_BOX_AFTER = re.compile(rf"{_CLAIMS_ANY}\s*{_LIST}\s*[:,]?\s*{_NO}(?![A-Za-z一-鿿])", re.IGNORECASE)
_BOX_BEFORE = re.compile(
    rf"(?<![A-Za-z]){_NO}\s*[:]\s*(?:{_CLAIMS_ANY}\s*)?{_LIST}(?!\s*[:,]?\s*{_NO}(?![A-Za-z]))", re.IGNORECASE
)
_BOX_EMPTY_HEAD = re.compile(rf"{_YES}\s*:", re.IGNORECASE)


def claims(sheet: Sheet, office: str, start: int, end: int) -> tuple[Claims, ...]:
    """Lists of claims that the paper objects to; those said to be allowable are left out."""
    found = [*_boxes(sheet, start, end)]
    if office == "EPO" or not found:
        found += [*_faulty(sheet, start, end)]
    unique: dict[tuple[int, int], Claims] = {(f.page, f.start): f for f in found if f.value}
    return tuple(sorted(unique.values(), key=lambda f: (f.page, f.start)))


def _found(sheet: Sheet, match: re.Match[str], confidence: float) -> Claims:
    low, high = match.span("list")
    return sheet.finding(claims_of(sheet.text[low:high]), low, high, confidence)


def _boxes(sheet: Sheet, start: int, end: int) -> Iterator[Claims]:
    """Box No. V of a written opinion: the rows that say NO."""
    pattern = _BOX_BEFORE if _BOX_EMPTY_HEAD.search(sheet.text, start, end) else _BOX_AFTER
    for match in pattern.finditer(sheet.text, start, end):
        yield _found(sheet, match, LABEL)


def _faulty(sheet: Sheet, start: int, end: int) -> Iterator[Claims]:
    for pattern in (_EN_FAULTY, _BEFORE_CLAIMS):
        for match in pattern.finditer(sheet.text, start, end):
            before = sheet.text[max(start, match.start() - 40) : match.start()]
            if pattern is _EN_FAULTY and _DEPENDENT.search(before):
                continue
            yield _found(sheet, match, PHRASE)
            mid = match.groupdict().get("mid")
            if mid:
                for other in _AND_CLAIM.finditer(sheet.text, match.start("mid"), match.end()):
                    yield _found(sheet, other, PHRASE)
    for match in _JA_FAULTY.finditer(sheet.text, start, end):
        if not _JA_ALLOWS.search(match[0]):
            yield _found(sheet, match, WORDING)
