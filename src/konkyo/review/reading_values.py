"""What a second reader wrote, in normal form: any usual writing of dates, numbers, periods, and names of forms.

Nothing is guessed: what reads two ways, or not at all, is refused with what would be understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from konkyo.errors import UsageError
from konkyo.practice.dates import compact_date, dates_in
from konkyo.practice.deadlines import rule_book, vocabulary
from konkyo.practice.folding import fold
from konkyo.practice.notices.forms import FORMS
from konkyo.practice.numbers import bare_application, bare_registration, numbers_in
from konkyo.practice.periods import periods_in
from konkyo.records.docket import OFFICE_CODE, DeadlineQuestion, Period
from konkyo.records.second_reading import ReadValues
from konkyo.records.value import Wording
from konkyo.render.labels import CODES, HEADINGS

FIELDS: Final = tuple(name for name in ReadValues.model_fields if name != "further")
"""What a second reader is asked for, in the order of the form."""
NEEDED: Final = frozenset({"office", "event_code", "trigger_date", "trigger_kind", "due"})
"""Fields that a reading must state to agree with a proposal that states them. One number is needed, too."""
PRIORITY: Final = "priority_date"
FURTHER: Final = frozenset({*DeadlineQuestion.model_fields, PRIORITY}) - {
    *("office", "event_code", "right", "trigger_code", "trigger_date", "party", "delivery", "stage", "year_no"),
    *("period_months", "period_days", "extension_months", "extension_days", "calendar_through"),
}
"""Inputs of a deadline question that few events need: given under their own names. ``priority_date``: where a period
runs from the transmittal of the search report or from the priority date, whichever ends later."""
_BLANK = frozenset({"", "-", "なし", "無し", "無", "不明", "記載なし", "none", "n/a", "na", "not stated", "unknown"})
_KEPT = "nothing was sealed or signed"
_OFFICES: Mapping[str, tuple[str, ...]] = {
    "JPO": ("jp", "日本", "特許庁", "日本特許庁", "japan"),
    "USPTO": ("us", "米国", "米国特許庁", "アメリカ", "united states"),
    "EPO": ("ep", "欧州", "欧州特許庁", "european patent office"),
    "PCT": ("wipo", "国際", "国際出願", "国際事務局"),
    "CNIPA": ("cn", "中国", "china", "sipo"),
    "KIPO": ("kr", "韓国", "korea", "moip"),
    "DPMA": ("de", "ドイツ", "独国", "germany"),
}
_TRIGGERS: Mapping[str, tuple[str, ...]] = {
    "service_date": ("送達日", "謄本送達日", "謄本の送達があった日"),
    "mail_date": ("mail date", "mailing date", "notification date", "発送日(米国)"),
    "notification_date": (),
    "document_date": ("通知の日付", "作成日", "date of the letter", "date of communication"),
    "receipt_date": ("受領日", "date of receipt"),
    "grant_publication_date": ("付与公告日", "特許公報発行日", "mention of grant"),
}
_TOLD: Mapping[str, tuple[str, ...]] = {
    "isr_transmittal_date": (
        "国際調査報告の送付日",
        "国際調査報告の発送日",
        "isr mailing date",
        "date of mailing of the isr",
    ),
    "grant_publication_date": ("grant_mention_date", "特許付与の公告日", "mention of the grant"),
    "search_report_publication_date": ("bulletin_mention_date", "欧州調査報告の公開の公告日", "bulletin mention date"),
    "due_date": ("fixed_date",),
}
"""Further names of what a date is the date of, as notices call it."""
_FORM_CODE = re.compile(r"\s*\((?:PTO|PCT|EPO|Form)[^()]*\)\s*$", re.IGNORECASE)
_US_TRIGGERS = frozenset({"dispatch_date", "notification_date", "final_rejection_mail_date"})
_PARTIES: Mapping[str, tuple[str, ...]] = {
    "resident": ("在内者", "国内", "内国人"),
    "overseas": ("海外", "在外", "外国", "non-resident"),
    "remote": ("遠隔地",),
}


def read_values(given: Mapping[str, str]) -> ReadValues:
    """Every field of a form as it was filled in, in normal form; names are those of ``FIELDS`` and ``FURTHER``.

    Raises UsageError naming each field that cannot be read; nothing is left out in silence.
    """
    unknown = sorted(name for name in given if name not in FIELDS and name not in FURTHER)
    if unknown:
        msg = f"a second reading has no field called {', '.join(unknown)}"
        raise UsageError(msg, kept=_KEPT, remedy=f"one of: {', '.join((*FIELDS, *sorted(FURTHER)))}")
    found: dict[str, Any] = {}
    for name in FIELDS:  # the office comes first: it decides how numbers and dates are written
        if name in given:
            value = read_field(name, given[name], found)
            found |= value if isinstance(value, dict) else {name: value}
    further = {name: given[name].strip() for name in sorted(FURTHER & set(given)) if not _blank(given[name])}
    further = {name: _further(name, text, found.get("office")) for name, text in further.items()}
    try:
        return ReadValues(**found, further=further)
    except ValidationError as error:
        wrong = ", ".join(str(fault["loc"][0]) for fault in error.errors())
        _unreadable(wrong, "", "see docs/vocabulary.md for the values")


def read_field(name: str, text: str, before: Mapping[str, Any]) -> Any:
    """One field in normal form, or None for a blank. ``before``: fields read so far (office, right).

    A number that tells the right as well (意願) gives a dict with both. Raises UsageError for what cannot be read.
    """
    if _blank(text):
        return None
    reader = _READERS.get(name)
    if reader is None:
        msg = f"a second reading has no field called {name}"
        raise UsageError(msg, kept=_KEPT, remedy=f"one of: {', '.join(FIELDS)}")
    return reader(name, text.strip(), before)


def choices(name: str, office: str | None = None) -> Mapping[str, Wording]:
    """The closed list of a field with words for each code; empty for a field that is written freely."""
    if name == "office":
        return CODES["office"]
    if name == "event_code":
        return _events(office)
    if name == "trigger_kind":
        return {code: CODES["trigger"].get(code, words) for code, words in vocabulary().triggers.items()}
    kind = {"party": "party", "right": "right", "delivery": "delivery"}.get(name)
    return CODES[kind] if kind else _STAGES if name == "stage" else {}


_STAGES = {
    "examination": Wording(ja="審査", en="Examination"),
    "appeal": Wording(ja="審判", en="Appeal"),
}


def _events(office: str | None) -> dict[str, Wording]:
    rules = [rule for rule in rule_book().rules if office is None or rule.office == OFFICE_CODE.get(office)]
    return {rule.event_code: CODES["event"].get(rule.event_code, rule.title) for rule in rules}


def _plain(text: str) -> str:
    return re.sub(r"[\s・]+", " ", fold(text).text).strip().casefold()


def _blank(text: str) -> bool:
    return _plain(text) in _BLANK


def _unreadable(name: str, text: str, remedy: str) -> NoReturn:
    heading = HEADINGS[name].en if name in HEADINGS else name
    shown = f": {text[:40]!r}" if text else ""
    msg = f"{heading} ({name}) cannot be read{shown}"
    raise UsageError(msg, kept=_KEPT, remedy=remedy) from None


def _chosen(name: str, text: str, names: Mapping[str, Iterable[str]], *, inside: bool = True) -> str:
    """The one code whose name this is; failing that, the one whose name begins so or holds it.

    ``inside``: or whose name stands in the text; not for notices, whose titles speak of other acts, too (an advisory
    action "before the filing of an appeal brief").
    """
    plain = _plain(text)
    every = {code: {_plain(code), *(_plain(known) for known in known_as)} for code, known_as in names.items()}
    tests: tuple[Callable[[str], bool], ...] = (
        lambda known: known == plain,
        lambda known: known.startswith(plain),
        lambda known: len(plain) > 1 and plain in known,
        lambda known: len(known) > 2 and known in plain,
    )
    for test in tests if inside else tests[:-1]:
        fitting = [code for code, known_as in every.items() if any(test(known) for known in known_as)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            _unreadable(name, text, f"it may be any of: {', '.join(fitting)}")
    return _unreadable(name, text, f"one of: {', '.join(names)}")


def _listed(name: str, more: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, tuple[str, ...]]:
    return {code: (words.ja, words.en, *(more or {}).get(code, ())) for code, words in choices(name).items()}


def _office(name: str, text: str, before: Mapping[str, Any]) -> str:
    del before
    return _chosen(name, text, _listed(name, _OFFICES))


def _country(before: Mapping[str, Any]) -> str:
    return OFFICE_CODE.get(before.get("office") or "", "")


def _number(name: str, text: str, before: Mapping[str, Any]) -> Any:
    kind = name.removesuffix("_number")
    tokens = [token for token in numbers_in(text) if token.kind == kind]
    if len({token.normal for token in tokens}) > 1:
        _unreadable(name, text, "give one number")
    if tokens:
        right = tokens[0].right
        return {name: tokens[0].normal} | ({"right": right} if right else {})
    plain, country = re.sub(r"\s", "", fold(text).text).upper(), _country(before)
    if re.fullmatch(r"(?:JP|US|EP|CN|KR|DE|WO)\d{6,13}(?:\.[\dX])?(?:[A-Z]\d?)?", plain):
        return plain
    found = bare_application(plain, country) if kind == "application" else None
    if kind == "registration":
        found = bare_registration(plain, country, before.get("right"))
    if found is None or found[1] < len(plain):
        _unreadable(name, text, "write it as printed, for example 特願2021-123456 or 17/123,456")
    return found[2]


def _day(name: str, text: str, before: Mapping[str, Any]) -> date:
    compact = compact_date(text)
    if compact is not None:
        return compact
    tokens = dates_in(text, before.get("office"))
    if len(tokens) != 1 or tokens[0].value is None:
        why = f"{tokens[0].problem}; " if len(tokens) == 1 and tokens[0].problem else ""
        _unreadable(name, text, f"{why}write one day with its year, for example 2026-03-04 or 令和8年3月4日")
    if tokens[0].note:
        _unreadable(name, text, f"{tokens[0].note}; write it as YYYY-MM-DD")
    return tokens[0].value


def _event(name: str, text: str, before: Mapping[str, Any]) -> str:
    """A code, its word, the title of the office's rule, or the name of the form that was received."""
    office = before.get("office")
    titles = {rule.event_code: rule.title for rule in rule_book().rules if rule.office == _country(before)}
    events = _events(office)
    for code, words in events.items():
        if _plain(text) in {_plain(known) for known in (code, words.ja, words.en)}:
            return code
    title = _FORM_CODE.sub("", fold(text).text.strip())
    of_office = [form for form in FORMS if form.office == office]
    whole = {form.event for form in of_office if form.title_pattern.fullmatch(title)} & set(events)
    begun = {form.event for form in of_office if form.title_pattern.match(title)} & set(events)
    for named in (whole, begun):
        if len(named) == 1:
            return named.pop()
    known = {code: (w.ja, w.en, *((titles[code].ja, titles[code].en) if code in titles else ())) for code, w in
             events.items()}  # fmt: skip
    return _chosen(name, text, known, inside=False)


def _trigger(name: str, text: str, before: Mapping[str, Any]) -> str:
    triggers = vocabulary().triggers
    names = {
        code: (words.ja, words.en, *((CODES["trigger"][code].ja, CODES["trigger"][code].en) if code in CODES["trigger"]
                                     else ()), *_TRIGGERS.get(code, ()))
        for code, words in triggers.items()
    }  # fmt: skip
    for code, told in _TOLD.items():
        names[code] = (*names.get(code, ()), *told)
    names["isr_transmittal_date"] += ("isr_mailing_date",)
    if before.get("office") == "USPTO" and _plain(text) in {"発送日", "通知日", "notification_date", "発送日・通知日"}:
        return "mail_date"
    code = _chosen(name, text, names)
    return "mail_date" if before.get("office") == "USPTO" and code in _US_TRIGGERS else code


def _party(name: str, text: str, before: Mapping[str, Any]) -> str:
    del before
    return _chosen(name, text, _listed(name, _PARTIES))


def _code(name: str, text: str, before: Mapping[str, Any]) -> str:
    del before
    return _chosen(name, text, _listed(name))


def _period(name: str, text: str, before: Mapping[str, Any]) -> Period:
    del before
    readings = (periods_in(text), periods_in(f"応答期間 {text}"), periods_in(f"response period: {text}"))
    for tokens in readings:
        if len({(token.n, token.unit) for token in tokens}) == 1:
            return Period.model_validate({"n": tokens[0].n, "unit": tokens[0].unit})
    return _unreadable(name, text, "for example 60日, 3か月, 2 months")


def _year(name: str, text: str, before: Mapping[str, Any]) -> int:
    del before
    match = re.fullmatch(r"第?\s?(\d{1,2})(?:st|nd|rd|th)?(?:\s?年分?|\s?year)?", _plain(text))
    return int(match[1]) if match else _unreadable(name, text, "for example 4, 第4年分")


def _further(name: str, text: str, office: str | None) -> str:
    if name.endswith("_date"):
        return _day(name, text, {"office": office}).isoformat()
    return text.strip()


_READERS: Mapping[str, Callable[[str, str, Mapping[str, Any]], Any]] = {
    "office": _office,
    "application_number": _number,
    "registration_number": _number,
    "event_code": _event,
    "trigger_date": _day,
    "trigger_kind": _trigger,
    "party": _party,
    "period": _period,
    "due": _day,
    "right": _code,
    "delivery": _code,
    "stage": _code,
    "extension": _period,
    "annuity_year": _year,
}
