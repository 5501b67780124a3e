"""From a document to the docket items it speaks of. Pure, offline and deterministic."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from konkyo.practice.notices import us
from konkyo.practice.notices.case import Case
from konkyo.practice.notices.confidence import LABEL, WORDING
from konkyo.practice.notices.decoys import not_a_notice
from konkyo.practice.notices.duties import items_of
from konkyo.practice.notices.form import Form
from konkyo.practice.notices.forms import FORMS
from konkyo.practice.notices.letters import Writing, greeted_after, writing
from konkyo.practice.notices.office import COUNTRY_OFFICE, likely_office, office_scores
from konkyo.practice.notices.references import matter_refs
from konkyo.practice.notices.roled_date import RoledDate
from konkyo.practice.notices.roles import roled_dates
from konkyo.practice.notices.segments import Segment, own_applications, segments
from konkyo.practice.notices.sheet import Sheet
from konkyo.practice.notices.teller import is_restated
from konkyo.practice.notices.thread import Reading, heard
from konkyo.practice.notices.titles import TitleHit, labelled_hits, mention_hits, title_hits
from konkyo.practice.notices.voices import Voice, voices
from konkyo.practice.numbers import NumberToken
from konkyo.records.docket import Finding, NoticeItem, Recognition
from konkyo.records.documents import Document
from konkyo.records.value import Wording

DatesFor = Callable[[str | None], tuple[RoledDate, ...]]
_UNKNOWN = Wording(
    ja="庁の通知としても、通知の報告としても認識できませんでした。内容を確認してください。",
    en="Recognised neither as an office's notice nor as a report of one. Please look at it.",
)
_EMPTY = Wording(ja="読み取れる文字がありません。", en="There is no text that can be read.")


def recognise(document: Document) -> Recognition:
    """Name the office, form, numbers, dates and references that a document states, each with its place.

    Every value is a ``Finding`` whose ``printed`` equals ``page.text[start:end]``. Nothing that is not on the pages is
    added: a trigger date that is absent makes the item ``pending``. No items: ``reason`` says why, and dates that
    may matter are handed over as ``loose_dates``.
    """
    if not any(page.text.strip() for page in document.pages):
        return Recognition(reason=_EMPTY)
    return heard(voices(document), _read)


def _read(voice: Voice) -> Reading:
    """What one voice of the document says."""
    sheet = voice.sheet
    office = likely_office(sheet.text)
    dates_for: DatesFor = cache(lambda office: roled_dates(sheet, office))
    general = not_a_notice(sheet)
    if general is not None:
        return Reading(Recognition(reason=general, warnings=_warnings(sheet, dates_for(office))), general=True)
    hits = title_hits(sheet)
    items: list[NoticeItem] = []
    reason: Wording | None = None
    for segment in segments(sheet):
        found = _case(sheet, segment, hits, dates_for)
        if isinstance(found, Case):
            told = is_restated(sheet, found.segment, found.hit, quoted=voice.quoted)
            items += [item.model_copy(update={"restated": told}) for item in items_of(found)]
        elif found is not None:
            reason = found
    dates = dates_for(office)
    if items:
        return Reading(Recognition(items=tuple(items), warnings=_warnings(sheet, dates)))
    loose = tuple(_loose(sheet, roled) for roled in dates if roled.token.value is not None and roled.role != "")
    return Reading(
        Recognition(reason=reason or _UNKNOWN, loose_dates=loose, warnings=_warnings(sheet, dates)),
        general=reason is not None,
    )


def _loose(sheet: Sheet, roled: RoledDate) -> Finding[date]:
    value = roled.token.value
    assert value is not None  # filtered by the caller
    return sheet.finding(value, roled.token.start, roled.token.end, roled.confidence, roled.role or "")


def _case(sheet: Sheet, segment: Segment, hits: tuple[TitleHit, ...], dates_for: DatesFor) -> Case | Wording | None:
    """The case of a segment, or why there is none."""
    if segment.right is not None:
        return _fee_case(sheet, segment, segment.right, dates_for)
    text = sheet.text[segment.start : segment.end]
    within = [hit for hit in hits if segment.start <= hit.start < segment.end]
    if segment.row and not within and not _named_in(sheet, segment):
        above = [*(hit for hit in hits if hit.start < segment.start), *mention_hits(sheet, 0, segment.start)]
        within = [hit for hit in above if hit.form.event in _LETTERS_OWN]
    office = _office(sheet, segment, within, text)
    if office is None:
        return None
    manner = _manner(sheet, segment, within)
    own = [hit for hit in within if hit.form.office == office]
    if within and not own and not manner.letter:
        return Wording(
            ja=f"書類名（{within[0].form.name}）と出願番号・庁の表示（{office}）が一致しません。",
            en=f"Title ({within[0].form.name}) and number or office ({office}) do not agree.",
        )
    hit = _choose(sheet, segment, own, office)
    if hit is None:
        return None
    if hit.form.event == "unsupported":
        return Wording(
            ja=f"「{hit.form.name}」と認識しましたが、期限規則がありません。",
            en=f"Recognised as “{hit.form.name}”; there is no rule for its period.",
        )
    form, shown = _refined(sheet, segment, hit, own)
    dates = tuple(d for d in dates_for(office) if segment.start <= d.token.start < segment.end)
    dates = tuple(_of_communication(d, manner) for d in dates)
    if manner.letter:
        dates = tuple(_of_the_letter(sheet, segment, d) for d in dates)
    if not manner.letter:
        dates = tuple(_of_another_paper(sheet, d) for d in dates)
    manner = replace(manner, done=manner.done and not _came_later(dates))
    return Case(sheet, segment, hit, form, office, _right(sheet, segment, form, office, text), dates, manner, shown)


def _fee_case(sheet: Sheet, segment: Segment, right: NumberToken, dates_for: DatesFor) -> Case | None:
    """The fee of a row whose cells name the office and the right."""
    office = COUNTRY_OFFICE[right.country]
    form = next((form for form in FORMS if form.office == office and form.event in _FEES), None)
    if form is None:
        return None
    dates = tuple(d for d in dates_for(office) if segment.start <= d.token.start < segment.end)
    hit = TitleHit(form, *segment.heading, LABEL, own_line=False)
    manner = writing(sheet, segment.start, segment.end)
    return Case(sheet, segment, hit, form, office, right.right or "patent", dates, manner)


_FEES = frozenset({"annuity", "maintenance_fee"})


def _named_in(sheet: Sheet, segment: Segment) -> bool:
    """Whether the row itself names a form of the office that its number belongs to."""
    office = COUNTRY_OFFICE.get(segment.number.country) if segment.number is not None else None
    named = (*labelled_hits(sheet, segment.start, segment.end), *mention_hits(sheet, segment.start, segment.end))
    return any(office is None or hit.form.office == office for hit in named)


_MENTION = re.compile(
    r"\b(?:the|that|an?|our|its|said|to|see|per)\s+(?:[\w-]+\s+){0,4}(?:actions?|rejections?|notices?"
    r"|communications?|letters?)"
    r"(?:\s+(?:which|that|was|were|had|been|as)){0,3}\s+(?:of|dated|mailed|issued|sent)(?:\s+on)?\s+$",
    re.IGNORECASE,
)
"""An office's paper that names another one in running words (``the non-final rejection of 6 July 2020``)."""


def _of_communication(roled: RoledDate, manner: Writing) -> RoledDate:
    """The communication that a sentence dates: in a letter the one it reports, in an office's paper an earlier one."""
    if roled.role != "communication_date":
        return roled
    return replace(roled, role="mail_date" if manner.letter else "previous_communication")


_BARE_DATE = re.compile(r"(?:^|\n)[^\S\n]*(?:date|datum|日\s*付|日期|날짜)\s*[::]?[^\S\n]*$", re.IGNORECASE)


def _of_the_letter(sheet: Sheet, segment: Segment, roled: RoledDate) -> RoledDate:
    """A bare ``Date`` above a letter's greeting is the day on which the letter was written."""
    if roled.role != "document_date" or not _BARE_DATE.search(sheet.text[segment.start : roled.token.start]):
        return roled
    return replace(roled, role="letter_date") if greeted_after(sheet, roled.token.end, segment.end) else roled


def _of_another_paper(sheet: Sheet, roled: RoledDate) -> RoledDate:
    """In an office's own paper the date of a paper that its sentences mention is not its own date."""
    before = sheet.text[max(0, roled.token.start - 120) : roled.token.start]
    told = roled.role == "document_date" and roled.confidence == WORDING  # 2024年9月2日发出的…: no printed label
    mentioned = told or (roled.role == "mail_date" and _MENTION.search(before))
    return replace(roled, role="previous_action") if mentioned else roled


_LETTERS_OWN = frozenset({"annuity", "exam_request", "national_phase_entry", "maintenance_fee"})


def _manner(sheet: Sheet, segment: Segment, within: list[TitleHit]) -> Writing:
    """What the letter says; of a letter with the notice attached, only the letter is asked.

    An office's form by itself is no letter: that a reply was filed earlier, as it recounts, settles nothing.
    """
    forms = [hit for hit in within if hit.form.event not in _LETTERS_OWN and "報告" not in hit.form.name]
    if not forms:
        return writing(sheet, segment.start, segment.end)
    before = writing(sheet, segment.start, forms[0].start)
    return before if before.letter else Writing(letter=False, done=False, extension=False)


_ACTED = frozenset({"response_filed", "paid", "final_fee_paid"})
_ISSUED = frozenset({"dispatch_date", "service_date", "mail_date", "notification_date", "final_rejection_mail_date"})


def _came_later(dates: tuple[RoledDate, ...]) -> bool:
    """Whether an action was issued after the last act that is said to be done: then that act did not answer it."""
    acted = [d.token.value for d in dates if d.role in _ACTED and d.token.value is not None]
    issued = [d.token.value for d in dates if d.role in _ISSUED and d.token.value is not None]
    return bool(acted) and bool(issued) and max(issued) > max(acted)


def _refined(sheet: Sheet, segment: Segment, hit: TitleHit, own: list[TitleHit]) -> tuple[Form, tuple[int, int] | None]:
    """American actions print final and non-final on the same form: the boxes and the body decide."""
    boxed = us.has_ticked_box(sheet, segment.start, segment.end)
    if not us.is_action(hit.form) or not (hit.own_line or boxed):
        return hit.form, None
    return us.refine_action(sheet, hit.form, segment.start, segment.end)


def _office(sheet: Sheet, segment: Segment, within: list[TitleHit], text: str) -> str | None:
    """The office of the case's number; else that of its title, if nothing gainsays it; else by evidence."""
    if segment.number is not None:
        return COUNTRY_OFFICE.get(segment.number.country)
    scores = office_scores(text)
    numbers = [
        (token, labelled)
        for token, labelled in own_applications(sheet, None)
        if segment.start <= token.start < segment.end
    ]
    labelled = [token.country for token, says in numbers if says]
    granted = [
        token.country
        for token in sheet.numbers
        if segment.row and token.kind == "registration" and segment.start <= token.start < segment.end
    ]
    best = next(iter([*labelled, *(token.country for token, _ in numbers), *granted]), None)
    titled = [hit.form.office for hit in within]
    by_number = COUNTRY_OFFICE.get(best) if best else None
    if by_number == "PCT" and titled and "PCT" not in titled:
        return titled[0]
    if by_number is not None and (by_number in titled or not titled or scores.get(by_number, 0) >= 1):
        return by_number
    if titled:
        return max(titled, key=lambda office: (scores.get(office, 0), -titled.index(office)))
    return likely_office(text)


def _choose(sheet: Sheet, segment: Segment, own: list[TitleHit], office: str) -> TitleHit | None:
    """The form that gives the deadline: the highest in rank of the bundle's own titles, else what a letter reports."""
    if own:
        best = max(own, key=lambda hit: (hit.form.rank, hit.confidence, -hit.start))
        return _owed(sheet, segment, office, best)
    coded = us.coded_form(sheet, segment.start, segment.end) if office == "USPTO" else None
    if coded is not None:
        return TitleHit(coded[0], coded[1], coded[2], 0.95, own_line=False)
    if (
        office in ("EPO", "PCT")
        and not sheet.numbers
        and next(matter_refs(sheet, segment.start, segment.end), None) is None
    ):
        return None  # a letter that names a form and no case reports nothing
    for found in (labelled_hits(sheet, segment.start, segment.end), mention_hits(sheet, segment.start, segment.end)):
        fitting = [hit for hit in found if hit.form.office == office]
        if fitting:
            return _owed(sheet, segment, office, fitting[0])
    return None


def _owed(sheet: Sheet, segment: Segment, office: str, best: TitleHit) -> TitleHit:
    """``best``; but of a report that starts no period by itself, the request for examination that is said to be due."""
    if best.form.event != "none":
        return best
    named = mention_hits(sheet, segment.start, segment.end)
    return next((hit for hit in named if (hit.form.office, hit.form.event) == (office, "exam_request")), best)


def _right(sheet: Sheet, segment: Segment, form: Form, office: str, text: str) -> str:
    if form.right:
        return form.right
    numbers = [segment.number] if segment.number else [t for t, _ in own_applications(sheet, None)]
    for token in numbers:
        if token.right and COUNTRY_OFFICE.get(token.country) == office:
            return token.right
    if office == "USPTO" and _TRADEMARK.search(text):
        return "trademark"
    if office == "JPO":
        for word, right in (
            ("商標登録出願", "trademark"),
            ("意匠登録出願", "design"),
            ("商標登録第", "trademark"),
            ("意匠登録第", "design"),
        ):
            if word in text:
                return right
    return "patent"


_TRADEMARK = re.compile(
    r"trademark\s+(?:application|examining)|applied-for\s+mark|\bmark\s*:"
    r"|serial\s+no\.?[\s:]*[7-9]\d/?\d{3},?\d{3}\b",
    re.IGNORECASE,
)


def _warnings(sheet: Sheet, dates: tuple[RoledDate, ...]) -> tuple[Finding[Wording], ...]:
    """Dates that name no day or read two ways, numbers whose check digit fails, characters read as others."""
    found: list[Finding[Wording]] = []
    for roled in dates:
        token = roled.token
        why = token.problem or token.note
        if why:
            wording = Wording(ja=f"日付を確認してください（{why}）。", en=f"Please check this date: {why}.")
            found.append(sheet.finding(wording, token.start, token.end, roled.confidence))
    for number in sheet.numbers:
        if number.problem:
            wording = Wording(
                ja=f"番号を確認してください（{number.problem}）。", en=f"Please check this number: {number.problem}."
            )
            found.append(sheet.finding(wording, number.start, number.end, 0.4))
    return tuple(found)
