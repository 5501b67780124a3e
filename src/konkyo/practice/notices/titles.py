"""Which forms a document names: by a line of its own, by an element, by a label, or in the words of a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from konkyo.practice.folding import loose
from konkyo.practice.notices.confidence import ELEMENT, GUESSED, LABEL, NEAR_TITLE, WORDING
from konkyo.practice.notices.forms import FORMS, Form
from konkyo.practice.notices.forms_japan import JP_CODES
from konkyo.practice.notices.office import office_scores
from konkyo.practice.notices.sheet import Sheet

_MARKS = r"[\s<>《》【】〔〕\[\]「」『』■□◆◇●○*・.:=_#-]+"
_LEAD = re.compile(_MARKS)
_TAIL = re.compile(_MARKS + "$")
_SPAN_LINES = 2  # a title may be wrapped once
_LABEL = re.compile(
    loose(
        r"(?:書類名|通知の種類|書類の種類|種類|文書名|書類|件名"
        r"|標題|通知名|受領書類|庁書類|Document(?: type)?|Type of (?:action"
        r"|communication|document)|Subject|Re|RE)"
    )
    + r"\s*[::\t ]\s*(?P<value>[^\n]{2,80})"
)
_VIEWER = re.compile(r"^(?:受信書類ビューア|書類ビューア|受信書類|発送書類|.{2,14}ビューア)\s*[-:]?\s*")
_REPORTED = re.compile(
    loose(
        r"ご?報告|ご?案内|ご?連絡|お知らせ|発せられ|発送され"
        r"|送達され|通知され|発行され|受領(?:い|し|致)|受け(?:取り"
        r"|ました)|写しを|ご送付|標記"
        r"|issued|received|mailed|attach(?:ed)?|enclos(?:ed)?|report|copy of|forward"
    ),
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    loose(
        r"場合|可能性|おそれ|になると|となると|を回避|見込|今後"
        r"|次回|一般|予定|過去|前回|先般|先の|これまで|公開等|if an?"
        r"|should an?|may be|might|would|next|future|prior|previous"
        r"|earlier"
    ),
    re.IGNORECASE,
)

_DATED = re.compile(
    r"\s*(?:\([^()]{0,20}\)\s*)?(?:(?:was|dated|mailed|issued|発送日|送達日|mail(?:ing|ed)? date)|[::])", re.IGNORECASE
)
_ARRIVED = re.compile(
    loose(
        r"(?:\(?(?:の)?謄本\)?)?(?:の写し)?(?:が|を)[^。、]{0,12}?(?:送達"
        r"|発送|発せ|発行|届|通知され|受領|受け)|(?:has|have) been (?:issued"
        r"|received)|was (?:issued|mailed)"
    ),
    re.IGNORECASE,
)
_ANSWERED = re.compile(loose(r"書?に対し(?!て?の?応答期間|する応答期間)|への応答"))
_IS_DUE = re.compile(r"\s*\b(?:is\s+(?:now\s+)?due|must\s+be\s+filed)\b", re.IGNORECASE)
_SUBJECT = 44  # a line up to this many characters may be a subject line


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A form named at folded offsets. ``own_line``: the document calls itself so; otherwise it speaks of the form."""

    form: Form
    start: int
    end: int
    confidence: float
    own_line: bool


@cache
def _any_title() -> re.Pattern[str]:
    """Matches what any form's title matches; made when first needed, as it takes a third of a second."""
    return re.compile("|".join(loose(f"(?:{form.title})") for form in FORMS), re.IGNORECASE)


def title_hits(sheet: Sheet) -> tuple[TitleHit, ...]:
    """Forms that the document (or a part of the bundle) carries as its own title, in order."""
    hits = [*_by_element(sheet), *_by_line(sheet)]
    if not any(hit.form.codes for hit in hits):
        hits += _by_number(sheet)
    if any(hit.form.codes for hit in hits):
        evidence = office_scores(sheet.text)
        rival = evidence["USPTO"]  # its papers print "Notification ..." and "Invitation ..." lines, too
        hits = [
            h for h in hits if not h.form.codes or evidence[h.form.office] > (rival if h.form.office == "PCT" else 0)
        ]
    return tuple(sorted(hits, key=lambda hit: hit.start))


def _by_element(sheet: Sheet) -> list[TitleHit]:
    part = sheet.part("document-name", "m-document-name")
    if part is not None:
        bare = re.sub(r"\s", "", sheet.read(part))
        return [
            TitleHit(form, part.start, part.end, ELEMENT, own_line=True)
            for form in FORMS
            if form.title_pattern.fullmatch(bare)
        ]
    part = sheet.part("m-documents-classification-code")
    name = JP_CODES.get(sheet.read(part).strip()) if part is not None else None
    if part is None or name is None:
        return []
    form = next(form for form in FORMS if form.name == name)
    return [TitleHit(form, part.start, part.end, LABEL, own_line=True)]


def _by_line(sheet: Sheet) -> list[TitleHit]:
    hits: list[TitleHit] = []
    lines = sheet.lines
    for index, line in enumerate(lines):
        if not line.bare or len(line.bare) > 130:
            continue
        for span in range(1, _SPAN_LINES + 1):
            last = lines[min(index + span - 1, len(lines) - 1)]
            named = _whole(sheet.text[line.start : last.end], line.start, sheet)
            if named:
                hits += named
                break
    return hits


_NUMBERED = re.compile(
    r"(?:^|(?<=\n))[^\S\n]*(?:(?:EPO|EPA|OEB)\s+Form(?:blatt|ulaire)?\s+(?P<epo>\d{4})[A-Z]{0,4}"
    r"|(?:(?:Form|様式|서식|Formblatt|Formulaire)\s*)?PCT/(?P<pct>(?:RO|ISA|IPEA|IB)/\d{3}))(?![/\d])[^\n]{0,60}(?=\n|\Z)"
)


def _by_number(sheet: Sheet) -> list[TitleHit]:
    """The form's number at the head or foot of a page, for papers whose title was not read."""
    return [
        TitleHit(form, match.start(group), match.end(group), NEAR_TITLE, own_line=True)
        for match in _NUMBERED.finditer(sheet.text)
        for group in ("epo", "pct")
        for form in FORMS
        if match[group] in form.codes and form.office == group.upper()
    ]


def _whole(text: str, offset: int, sheet: Sheet) -> list[TitleHit]:
    """The forms that a whole line names; at most one of each office, for several call a paper by the same words."""
    start, end = 0, len(text)
    lead = _LEAD.match(text)
    if lead:
        start = lead.end()
    viewer = _VIEWER.match(text[start:])
    if viewer:
        start += viewer.end()
    tail = _TAIL.search(text[start:])
    if tail:
        end = start + tail.start()
    core = text[start:end]
    if not core.strip() or not _any_title().fullmatch(core):
        return []
    sure = NEAR_TITLE + 0.05 if offset < max(1500, len(sheet) // 4) else NEAR_TITLE
    first: dict[str, Form] = {}
    for form in FORMS:
        if form.title_pattern.fullmatch(core):
            first.setdefault(form.office, form)
    return [TitleHit(form, offset + start, offset + end, sure, own_line=True) for form in first.values()]


def labelled_hits(sheet: Sheet, start: int, end: int) -> tuple[TitleHit, ...]:
    """Forms named as the value of a label (書類名, 通知の種類, Document) between two offsets."""
    hits = []
    for match in _LABEL.finditer(sheet.text, start, end):
        for form in FORMS:
            pattern = form.mention_pattern
            found = pattern.search(match["value"]) if pattern else form.title_pattern.match(match["value"])
            if found:
                at = match.start("value")
                hits.append(TitleHit(form, at + found.start(), at + found.end(), LABEL, own_line=False))
    return tuple(_strongest(hits))


def mention_hits(sheet: Sheet, start: int, end: int) -> tuple[TitleHit, ...]:
    """Forms that the text between two offsets speaks of as having arrived, likeliest first."""
    named = [
        TitleHit(form, match.start(), match.end(), WORDING, own_line=False)
        for form in FORMS
        if form.mention_pattern is not None
        for match in form.mention_pattern.finditer(sheet.text, start, end)
    ]
    weighed = [(_weight(sheet, hit, start, end), hit) for hit in _strongest(named)]
    ordered = sorted(weighed, key=lambda pair: (-pair[0], -pair[1].form.rank))
    return tuple(replace(hit, confidence=WORDING if weight >= 1 else GUESSED) for weight, hit in ordered if weight > 0)


def _weight(sheet: Sheet, hit: TitleHit, start: int, end: int) -> float:
    """How surely a letter reports this: a subject line, words of receipt, a date or colon right after."""
    line = sheet.lines[sheet.line_at(hit.start)]
    around = sheet.text[max(start, hit.start - 60) : min(end, hit.end + 60)]
    behind = re.split(r"[。(\n]", sheet.text[hit.end : min(end, hit.end + 16)], maxsplit=1)[0]
    near = sheet.text[max(start, hit.start - 24) : hit.end] + behind
    weight = 1.0
    if len(line.bare) <= _SUBJECT and _REPORTED.search(line.text):
        weight += 3
    if _REPORTED.search(around):
        weight += 1
    if _DATED.match(sheet.text[hit.end : hit.end + 40]):
        weight += 2
    if _IS_DUE.match(sheet.text[hit.end : hit.end + 24]):
        weight += 7  # what is to be done says more than what has come
    if _ARRIVED.match(sheet.text[hit.end : hit.end + 24]):
        weight += 1.5
    if _ANSWERED.match(sheet.text[hit.end : hit.end + 8]):
        weight -= 1
    if _HYPOTHETICAL.search(near):
        weight -= 3
    if hit.form.event == "none":
        weight -= 1.5  # what comes with a notice is not what the letter is about
    return weight - (hit.start - start) / max(end - start, 1) / 2


def _strongest(hits: list[TitleHit]) -> list[TitleHit]:
    """Drop a hit that lies inside a longer one of the same office (final action inside non-final action)."""
    return [
        hit
        for hit in hits
        if not any(
            other is not hit
            and other.form.office == hit.form.office
            and other.start <= hit.start
            and hit.end <= other.end
            and (other.end - other.start) > (hit.end - hit.start)
            for other in hits
        )
    ]
