"""One document, several cases: where each begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from konkyo.practice.folding import loose
from konkyo.practice.notices.fee_lists import fee_list
from konkyo.practice.notices.sheet import Sheet
from konkyo.practice.numbers import NumberToken, bare_application

_OTHER_CASE = re.compile(
    loose(
        r"(?:親|原|基礎|先|優先権|優先権主張|関連|対応|分割"
        r"|後願|先願|引用|子)(?:の)?(?:特許)?(?:日本)?(?:出願"
        r"|出願番号|番号|基礎出願|主張|案件)(?:の番号|番号)?[\s::(は第・]*$"
        r"|(?:parent|priority(?!\s+date)|related|prior(?!ity)|earlier|corresponding"
        r"|counterpart|continuation(?:-in-part)? of|divisional of"
        r"|division of|provisional|claims? (?:the )?(?:benefit"
        r"|priority) (?:of|to|from))[^.\n]{0,40}$"
    ),
    re.IGNORECASE,
)
_UNDER_APPEAL = re.compile(
    loose(
        r"(?:不服|無効|異議|訂正|取消)(?:令和|平成)?\d{1,4}-\d{4,6}(?:号)?(?:審判)?(?:事件)?[、,]?[((]?(?:原|本件|元)(?:特許)?出願"
    )
    + r"[\s::(はの・]*$"
)
"""The application that an appeal is about (``不服2024-001234（原出願：特願…）``)."""
_LABEL = loose(
    r"(?:(?:特許|意匠|商標|実用新案)(?:登録)?出願の番号"
    r"|(?:特許|意匠|商標)?(?:登録)?出願番号|出願番号|事件の表示"
    r"|出願の表示|事件|案件"
    r"|Application (?:No\.?|Number|Serial No\.?|Serial Number"
    r"|#)|Appl\.? ?(?:No\.?|Number)|Serial (?:No\.?|Number)"
    r"|App\.? No\.?|U\.?S\.? (?:Patent )?(?:Application"
    r"|Appln\.?)(?: (?:Serial )?No\.?)?|Control No\.?|International application No\.?"
    r"|Anmelde-?Nr\.?|申请号|출원번호|(?:US|U\.S\.) (?:Serial|App)[a-z.]* No\.?|Application)"
)
_LABELLED = re.compile(rf"(?P<label>{_LABEL})\s*[::)】\]|]*\s*(?P<at>)(?=[\dA-Z特実意商第(])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the document that speaks of one case (folded offsets); ``number`` its application, if any."""

    start: int
    end: int
    number: NumberToken | None
    labelled: bool = False
    row: bool = False
    """A row of a table: what it is about stands in the heading above the table."""
    right: NumberToken | None = None
    """The registered right that a row of a table of fees is about; ``heading``: where the table is called one."""
    heading: tuple[int, int] = (0, 0)


def own_applications(sheet: Sheet, country: str | None) -> tuple[tuple[NumberToken, bool], ...]:
    """Application numbers that may be the case's own, with whether a label says so; those of other cases left out."""
    labels = {match.start("at"): match for match in _LABELLED.finditer(sheet.text)}
    found: list[tuple[NumberToken, bool]] = []
    for token in sheet.numbers:
        if token.kind != "application" or (country is not None and token.country != country):
            continue
        before = sheet.text[max(0, token.start - 48) : token.start]
        if _OTHER_CASE.search(before) and not _UNDER_APPEAL.search(before):
            continue
        labelled = any(0 <= token.start - at <= 2 for at in labels)
        found.append((token, labelled))
    taken = [(token.start, token.end) for token in sheet.numbers if token.kind == "application"]
    for at in labels:
        if any(start - 2 <= at < end for start, end in taken) or country is None:
            continue
        bare = bare_application(sheet.text[at : at + 24], country)
        if bare is not None and not _OTHER_CASE.search(
            sheet.text[max(0, labels[at].start() - 12) : labels[at].start()]
        ):
            start, end, normal = bare
            found.append((NumberToken(at + start, at + end, "application", country, normal), True))
    return tuple(sorted(found, key=lambda pair: pair[0].start))


def segments(sheet: Sheet) -> tuple[Segment, ...]:
    """The cases of a document in order; one segment over the whole document where it speaks of one case."""
    numbers = own_applications(sheet, None)
    listed = _listed(sheet, [token for token, _ in numbers])
    rows = {token.start for token, _ in numbers if _begins_row(sheet, token)}
    strong = [
        token
        for token, labelled in numbers
        if labelled or token.start in rows or token.start in listed or _enumerated(sheet, token)
    ]
    distinct = list({token.normal: token for token in reversed(strong)}.values())[::-1]
    if len({token.country for token in distinct}) > 1:
        distinct = [token for token in distinct if token.country != "PCT"] or distinct
    if sheet.part("doc-number", "m-application-number", "application-number") is not None:
        return (Segment(0, len(sheet), None),)
    if not distinct:
        return (
            _fee_rows(sheet)
            or _listed_registrations(sheet)
            or _listed_patents(sheet)
            or (Segment(0, len(sheet), None),)
        )
    if len(distinct) < 2:
        return (Segment(0, len(sheet), None),)
    distinct.sort(key=lambda token: token.start)
    starts = [
        _block_start(sheet, token, previous) for token, previous in zip(distinct, [None, *distinct], strict=False)
    ]
    ends = [*starts[1:], len(sheet)]
    return tuple(
        Segment(s, e, token, labelled=True, row=token.start in rows)
        for s, e, token in zip(starts, ends, distinct, strict=True)
    )


def _fee_rows(sheet: Sheet) -> tuple[Segment, ...]:
    """One segment a row of a table of fees of several offices."""
    found = fee_list(sheet)
    if found is None:
        return ()
    return tuple(
        Segment(row.start, row.end, None, row=True, right=row.number, heading=found.heading) for row in found.rows
    )


_MARKED = re.compile(
    r"\s*(?:\(\d{1,2}\)|[①-⑳]|\d{1,2}[.)](?!\d)|[a-h][.)]\s|[・•●■◆▶*-]\s?)[^。]{0,80}$", re.IGNORECASE
)


def _listed(sheet: Sheet, tokens: list[NumberToken]) -> frozenset[int]:
    """Where numbers stand that open the items of a list (``(1) 特願…  (2) 特願…``): two or more, each its own case."""
    opening: dict[str, int] = {}
    seen: set[int] = set()
    for token in tokens:
        index = sheet.line_at(token.start)
        line = sheet.lines[index]
        if index not in seen and _MARKED.match(sheet.text[line.start : token.start]):
            opening.setdefault(token.normal, token.start)
        seen.add(index)
    starts = sorted(opening.values())
    if len(starts) < 2:
        return frozenset()
    reach = [*starts[1:], len(sheet)]
    spans = list(zip(starts, reach, strict=True))
    dated = [start for start, end in spans if _DATE.search(sheet.text, start, end)]
    told = [start for start, end in spans if start in dated or _NOTICE.search(sheet.text, start, end)]
    return frozenset(told) if dated and len(told) > 1 else frozenset()


_NOTICE = re.compile(
    loose(
        r"拒絶の?理由の?通知|(?:拒絶|特許|登録)査定|審決|指令書|审查意见|授权通知|驳回决定|의견제출통지|등록결정|거절결정"
    )
    + r"|\b(?:office|official)\s+action|\bnotice\s+of\b|\bcommunication\b|\bdecision\s+(?:to|of)\b|\bbescheid\b"
    r"|\berteilungsbeschluss",
    re.IGNORECASE,
)
"""An item of a list that names what has come, though its date is still to follow."""


def _listed_patents(sheet: Sheet) -> tuple[Segment, ...]:
    """One segment an item where a list of marked items names a registered right in each."""
    tokens = [token for token in sheet.numbers if token.kind == "registration"]
    starts = sorted(sheet.lines[sheet.line_at(at)].start for at in _listed(sheet, tokens))
    ends = [*starts[1:], len(sheet)]
    return tuple(Segment(start, end, None, row=True) for start, end in zip(starts, ends, strict=True)) if starts else ()


_DATE = re.compile(
    r"\d{1,4}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,4}|\d\s*[年년]\s*\d|\b[A-Z][a-zä]{2,8}\.?\s+\d{1,2},\s+\d{4}"
    r"|\d{1,2}\.?\s+[A-Z][a-zä]{2,8}\.?\s+\d{4}"
)


def _listed_registrations(sheet: Sheet) -> tuple[Segment, ...]:
    """One segment a row where a table lists registered rights by their numbers, as reminders of annuities do."""
    rows: dict[int, NumberToken] = {}
    for token in sheet.numbers:
        if token.kind == "registration":
            index = sheet.line_at(token.start)
            line = sheet.lines[index]
            lead = sheet.text[line.start : token.start].strip(" \t|")
            if re.fullmatch(r"(?:\(?\d{1,3}[.)]?)?", lead) and _ROW_REST.match(sheet.text[token.end : line.end]):
                rows.setdefault(index, token)
    if len({token.normal for token in rows.values()}) < 2:
        return ()
    starts = [sheet.lines[index].start for index in sorted(rows)]
    ends = [*starts[1:], sheet.lines[max(rows)].end]
    return tuple(Segment(start, end, None, row=True) for start, end in zip(starts, ends, strict=True))


_ENUMERATED = re.compile(r"\s*(?:\(\d{1,2}\)|[①-⑳]|\d{1,2}[.)]\s)[^。]{0,60}(?:整理番号|番号|案件|Ref)", re.IGNORECASE)


def _enumerated(sheet: Sheet, token: NumberToken) -> bool:
    """A number in a line that opens one of several numbered cases and gives the case's reference too."""
    line = sheet.lines[sheet.line_at(token.start)]
    return bool(_ENUMERATED.match(sheet.text[line.start : token.start]))


_ROW_REST = re.compile(r"^[^。]{0,60}?(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d年|\b[A-Z]{3,6}\b)")


def _begins_row(sheet: Sheet, token: NumberToken) -> bool:
    """A number that opens a row (a running number may stand before it) or has cells around it, with a date or code."""
    line = sheet.lines[sheet.line_at(token.start)]
    lead = sheet.text[line.start : token.start].strip(" \t|")
    rest = sheet.text[token.end : line.end]
    dated = _ROW_REST.match(rest) or (_ROW_REST.match(lead) and re.search(r"\t|\s{2}", lead))
    if re.search(r"[。.]$", line.text.strip()) or not dated:
        return False
    if re.fullmatch(r"(?:\(?\d{1,2}[.)]?|[・●■*-])?", lead):
        return True
    return len(re.split(r"\t+|\s{2,}|\|", line.text.strip())) >= 3 and len(re.split(r"\t+|\s{2,}|\|", lead)) <= 3


def _block_start(sheet: Sheet, token: NumberToken, previous: NumberToken | None) -> int:
    """Where the case's heading, or the run of lines that holds its number, begins; else the number's own line."""
    index = sheet.line_at(token.start)
    floor = sheet.line_at(previous.end) + 1 if previous is not None else 0
    for above in range(index, floor - 1, -1):
        if above > floor and not sheet.lines[above - 1].bare:
            return sheet.lines[above].start
        if re.match(
            r"\s*(?:【案件|案件\s?[\dA-Z一二三]|■|●|◆|□|\(\d+\)|\d+[.)]\s|[①-⑳]|Case\s+\d|\[\d+\])",
            sheet.lines[above].text,
        ):
            return sheet.lines[above].start
    return sheet.lines[index].start
