"""Numbers, periods and years that a case states, each as a finding."""

from __future__ import annotations

import re

from konkyo.practice.citations import lex_citations
from konkyo.practice.folding import GAP, loose
from konkyo.practice.notices.case import Case
from konkyo.practice.notices.confidence import DOUBTFUL, ELEMENT, LABEL, NEAR_TITLE, PHRASE, WORDING
from konkyo.practice.notices.office import OFFICE_COUNTRY
from konkyo.practice.notices.segments import own_applications
from konkyo.practice.numbers import bare_application, bare_registration
from konkyo.practice.periods import LAW, PeriodToken, lex_periods
from konkyo.records.docket import Finding, Period


def application(case: Case) -> Finding[str] | None:
    """The case's own application number: of an element, of the segment, with a label, else the first in the text."""
    country = OFFICE_COUNTRY[case.office]
    part = case.sheet.part("application-reference/document-id/doc-number", "m-application-number", "application-number")
    if part is not None and case.segment.start <= part.start < case.segment.end:
        bare = bare_application(case.sheet.read(part).strip(), country)
        if bare is not None:
            return case.sheet.finding(bare[2], part.start, part.end, ELEMENT)
    if case.segment.number is not None:
        token = case.segment.number
        return case.sheet.finding(
            token.normal, token.start, token.end, DOUBTFUL if token.problem else LABEL, token.problem
        )
    own = [
        (token, labelled)
        for token, labelled in own_applications(case.sheet, country)
        if case.segment.start <= token.start < case.segment.end
    ]
    if not own and country == "JP":
        own = [
            pair
            for pair in own_applications(case.sheet, "PCT")
            if case.segment.start <= pair[0].start < case.segment.end
        ]
    if not own:
        return None
    token, labelled = next((pair for pair in own if pair[1]), own[0])
    sure = DOUBTFUL if token.problem else LABEL if labelled else NEAR_TITLE
    return case.sheet.finding(token.normal, token.start, token.end, sure, token.problem)


_REGISTRATION_LABEL = re.compile(
    loose(
        r"(?:(?:特許|意匠登録|商標登録|実用新案登録|登録)番号|(?:Brevet|Patent)(?: n°|-?Nr\.?)|Patent (?:No\.?"
        r"|Number)|(?:European )?patent (?:will |shall )?(?:have|has|bears?|carr(?:y|ies)) (?:the )?(?:patent )?"
        r"(?:number|No\.?)|European patent(?: No\.?)?(?= EP)"
        r"|(?:欧州特許第?|欧洲专利|유럽특허)(?= ?EP)|U\.S\. Patent(?: No\.?)?"
        r"|Registration No\.?|授权公告号|(?:등록|특허)번호|Patent-?(?:nummer|Nr\.?))"
    )
    + r"\s*[::]?\s*",
    re.IGNORECASE,
)


_PUBLICATION_LABEL = re.compile(
    loose(
        r"(?:(?:特許)?(?:出願)?公(?:開|表)番号|国際公開番号|(?:US |U\.S\. "
        r"|international )?(?:Patent )?(?:Application )?"
        r"(?:Publication|Pub\.) (?:No\.?|Number)|(?:申请)?公[开布]号|공개(?:특허)?(?:공보)?번호"
        r"|Offenlegungs(?:nummer|schrift)"
        r"|Veröffentlichungsnummer)"
    )
    + r"\s*[::]?\s*",
    re.IGNORECASE,
)
_REACH = 40


def publication(case: Case) -> Finding[str] | None:
    """The number under which the case's own application was published, where a label says that it is."""
    low, high = case.segment.start, case.segment.end
    country = OFFICE_COUNTRY[case.office]
    for label in _PUBLICATION_LABEL.finditer(case.sheet.text, low, high):
        begin = label.end() - len(label[0].lstrip())
        if not _opens_cell(case, begin) or _OF_OTHERS.search(case.sheet.text[max(low, begin - 60) : begin]):
            continue
        for number in case.sheet.numbers:
            if number.kind == "publication" and 0 <= number.start - label.end() <= 1:
                return case.sheet.finding(number.normal, number.start, number.end, LABEL)
        for token in lex_citations(case.sheet.folded.cut(begin, min(label.end() + _REACH, high))):
            at = begin + token.start
            if at <= label.end() + 1 and token.normal.startswith((country, "WO")):
                return case.sheet.finding(token.normal, max(at, label.end()), begin + token.end, LABEL)
    return None


_OF_OTHERS = re.compile(
    r"(?:\bnow|\bover|\bin view of|\bclaims?\s[\d,\s-]+(?:\s?and\s\d+)?\s(?:of|in)|\bmarks?\s(?:in|of)"
    r"|\bcited|\bprior"
    r"|\bagainst|\bparent|\bissued as|引用(?:商標|意匠)?|親出願|原出願)\s*"
    r"(?:the\s+|reference\s+|trademark\s+|registered\s+)*(?:U\.?S\.?\s*)?$",
    re.IGNORECASE,
)
"""A registration that is cited, or that a parent application became, is not the case's own."""


_EXAMINING = frozenset({"oa_response", "later_oa_response", "final_oa_response", "restriction_response"})
"""Actions on an application: a patent number that stands in a sentence is one that the action cites."""


def _opens_cell(case: Case, position: int) -> bool:
    line = case.sheet.lines[case.sheet.line_at(position)]
    lead = case.sheet.text[line.start : position]
    return not lead.strip() or bool(re.search(r"(?:\t|\s{2})$", lead))


_OWN_APPLICATION = re.compile(r"(?:EP\s?)?\d{2}\s?\d{3}\s?\d{3}\s?\.\s?\d(?:\s?-\s?\d{4})?\s*/\s*")
_BEFORE_GRANT = frozenset(
    {"oa_response", "r71_3_approval", "r161_reply", "r70_reply", "loss_of_rights_remedy", "formality_correction"}
)
"""EPO papers print the later patent's number beside the application's from publication on: before grant it is none."""


def registration(case: Case, event: str) -> Finding[str] | None:
    """The registration number that a label or the event says is the case's own."""
    country = OFFICE_COUNTRY[case.office]
    if country == "EP" and event in _BEFORE_GRANT:
        return None
    right = case.segment.right
    if right is not None:
        return case.sheet.finding(right.normal, right.start, right.end, LABEL)
    low, high = case.segment.start, case.segment.end
    for label in _REGISTRATION_LABEL.finditer(case.sheet.text, low, high):
        if _OF_OTHERS.search(case.sheet.text[max(low, label.start() - 60) : label.start()]):
            continue
        if event in _EXAMINING and not _opens_cell(case, label.start()):
            continue
        rest = case.sheet.text[label.end() : min(label.end() + 30, high)]
        beside = _OWN_APPLICATION.match(rest) if country == "EP" else None
        sign = beside or re.match(loose(r"(?:特許|意匠登録|商標登録|実用新案登録|登録)"), rest)
        at = label.end() + (sign.end() if sign else 0)
        bare = bare_registration(case.sheet.text[at:high], country, case.right)
        if bare is not None:
            return case.sheet.finding(bare[2], label.end(), at + bare[1], LABEL)
    if event in ("annuity", "maintenance_fee", "opposition_reply"):
        for token in case.sheet.numbers:
            if token.kind == "registration" and low <= token.start < high and token.country == country:
                return case.sheet.finding(token.normal, token.start, token.end, NEAR_TITLE)
    return None


_NOT_THE_PERIOD = re.compile(
    loose(
        r"(?:延長|追納|経過後|割増|さらに|additional|extendable by"
        r"|extension[^.]{0,20}|(?<!no )(?<!not )later than|patent term[^.]{0,60}"
        r"|first reply is filed|after) ?(?:up to )?$"
    ),
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"(?:\b(?:suggest|recommend|propos|advis|prefer|plan|intend|aim|hop|expect)\w*|\bwould\s+like|\bideally"
    r"|\blet\s+(?:us|me)|\bplease)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
"""What a letter proposes to do sooner is not the period that the notice sets."""
_ADDED = re.compile(
    loose(r"(?:附加期間[^0-9]{0,30}?|出訴期間として)") + rf"{GAP}(?P<n>\d{{1,3}}){GAP}日{GAP}を{GAP}附加"
)


def period(case: Case, event: str) -> Finding[Period] | None:
    """The period set for the act, as the document states it; extensions, surcharge periods and maxima left out."""
    cut = case.sheet.folded.cut(case.segment.start, case.segment.end)
    base = case.segment.start
    best: PeriodToken | None = None
    for token in lex_periods(cut):
        before = cut.text[max(0, token.start - 40) : token.start]
        if (
            _NOT_THE_PERIOD.search(before)
            or _ADVICE.search(before)
            or (token.rank > 0 and _six_months(token, case.office))
        ):
            continue
        if token.rank == LAW and event not in _LAW_EVENTS:
            continue
        best = token
        break
    if best is None:
        return None
    added = _ADDED.search(cut.text) if event == "suit_against_trial_decision" else None
    stated = Period(n=best.n, unit=best.unit, additional_days=int(added["n"]) if added else None)
    note = f"{best.overseas} months for a party abroad" if best.overseas else ""
    start = best.start
    within = _WITHIN.match(cut.text, start) if case.office in ("EPO", "PCT") else None
    if within is not None:
        start = within.end()
    return case.sheet.finding(stated, base + start, base + best.end, PHRASE if best.rank < 2 else WORDING, note)


_WITHIN = re.compile(r"within\s+(?:an?\s+)?", re.IGNORECASE)
_LAW_EVENTS = frozenset({"exam_request", "national_phase_entry"})
"""Events whose period runs from the filing or priority date, by law rather than by the notice."""


def _six_months(token: PeriodToken, office: str) -> bool:
    """The statutory maximum of 35 USC 133 is printed on every American action; it is not the period set."""
    return office == "USPTO" and token.n == 6 and token.unit == "month"


_EXTENDED = re.compile(
    loose(r"(?:延長(?:された|する|の)?期間|延長(?:請求書?)?)")
    + r"\s*[::(]?\s*(?P<a>\d{1,2})"
    + rf"{GAP}(?:[かヶケカ箇ヵ]{GAP}月|月)"
    + r"|(?P<b>\d{1,2})[^\S\n]*(?:[かヶケカ箇ヵ][^\S\n]*月|月)[^\S\n]*(?:間"
    r"|分)?[^\S\n]*の?[^\S\n]*(?:期間)?を?の?延長"
    + r"|\b(?P<c>one|two|three|four|five|\d)[- ]month\s+(?:extension|\(?[a-z ]*\)?extension)",
    re.IGNORECASE,
)
_SMALL = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def extension(case: Case) -> Finding[Period] | None:
    """The extension that was asked for."""
    match = _EXTENDED.search(case.sheet.text, case.segment.start, case.segment.end)
    if match is None:
        return None
    group = next(name for name in "abc" if match[name])
    n = _SMALL.get(match[group].lower()) or int(match[group])
    return case.sheet.finding(Period(n=n, unit="month"), *match.span(), LABEL)


_YEAR = re.compile(
    rf"(?:{loose('(?:納付|対象|次回(?:納付)?)?年(?:分|度|次)')}\s*[::]?\s*)?第?{GAP}(?P<n>\d{{1"
    rf",2}}){GAP}年{GAP}(?:度|次)?{GAP}分?(?:\s*[~-]\s*第?\s*\d{{1,2}}\s*年分?)?(?!\d"
    rf"|月)|(?P<m>\d{{1,2}})(?:st|nd|rd|th)[\s-]+(?:(?:patent|anniversary)\s+)?(?:year|annuity|annual|renewal)"
    rf"|(?P<d>\d{{1,2}})\.\s*(?:Jahres(?:gebühr|rate)|(?:Patent)?[Jj]ahr\b)|제?\s?(?P<k>\d{{1,2}})\s?년(?:차|분|도)"
    rf"|\b(?:patent\s+)?year(?:\s*(?:no\.?|number|#))?(?:\s*[::]\s*|\s+)(?P<y>\d{{1,2}})(?!\d)|(?:annuity|renewal)\s+(?:fee\s+)?(?:no\.?\s*"
    rf"|#)?(?P<z>\d{{1,2}})(?![\d/.-])"
)


def annuity_year(case: Case) -> Finding[int] | None:
    """The patent year that the fee is for: a labelled one, else the first named."""
    found = [m for m in _YEAR.finditer(case.sheet.text, case.segment.start, case.segment.end) if _is_year(m)]
    labelled = [m for m in found if re.match(r"納付|対象|次回|年", m[0])]
    for match in [*labelled, *found]:
        group = next(name for name in "nmdkyz" if match[name])
        return case.sheet.finding(int(match[group]), *match.span(), LABEL)
    return _year_under_head(case) if case.segment.row else None


_YEAR_COLUMN = re.compile(r"(?:納付|対象|次回)?年(?:分|度|次)|(?:annuity|patent)?\s?year|Jahr|年度|연차", re.IGNORECASE)
_CELL = re.compile(r"[^\t|\n]+?(?=\s*(?:\t|\||\s{2,}|$))")


def _year_under_head(case: Case) -> Finding[int] | None:
    """The year that a row of a table gives in the column of years."""
    sheet = case.sheet
    index = sheet.line_at(case.segment.start)
    row = [cell for cell in _CELL.finditer(sheet.lines[index].text) if cell[0].strip()]
    for above in reversed(sheet.lines[:index]):
        head = [cell for cell in _CELL.finditer(above.text) if cell[0].strip()]
        column = next((i for i, cell in enumerate(head) if _YEAR_COLUMN.fullmatch(cell[0].strip())), None)
        if column is None or len(head) != len(row):
            continue
        match = re.fullmatch(r"\s*(?:第\s?)?(?P<n>\d{1,2})\s?(?:年(?:分|度|目)?|th|\.)?\s*", row[column][0])
        if match is None:
            return None
        at = sheet.lines[index].start + row[column].start()
        return sheet.finding(int(match["n"]), at + match.start("n"), at + match.end("n"), LABEL)
    return None


def _is_year(match: re.Match[str]) -> bool:
    """第7年分 is a patent year; 令和4年 and 2022年 are not."""
    if match[0].startswith("第") or not match["n"]:
        return True
    before = match.string[max(0, match.start() - 2) : match.start()]
    return bool(re.search(r"分|第|度|次|年分|year|annuity", match[0])) and not re.search(
        r"[和成治正\d]$", before.rstrip()
    )


def stage(case: Case, event: str) -> Finding[str] | None:
    """``appeal`` where a board issued the action, as far as the document shows it."""
    if case.office != "JPO" or event != "oa_response":
        return None
    match = re.search(loose(r"審判長|前置審査|不服\d{4}-"), case.sheet.text[case.segment.start : case.segment.end])
    if match is None:
        return None
    return case.sheet.finding("appeal", case.segment.start + match.start(), case.segment.start + match.end(), WORDING)
