"""Questions over the rules of five offices, each answered by walking the calendar a day at a time.

The oracle shares no arithmetic with the engine: months are crossed border by border, delivery rules and closed days are
written down here in the statutes' words. Closed days of the JPO come from jpholiday, of the USPTO from holidays; the
closures by order, and the EPO's and CNIPA's closed days, are those the package holds, so for these two offices the
oracle checks the counting and the rolling, not the calendar.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

import holidays
import jpholiday

from konkyo.practice.deadlines import calendar_of
from konkyo.records.docket import DeadlineQuestion

SEED = 20261122
PER_OFFICE = 60
FIRST, LAST = date(2017, 1, 1), date(2026, 11, 30)
DAY = timedelta(days=1)
SATURDAY = 5
ELECTRONIC_SINCE = date(2024, 1, 20)
SAME_DAY_SINCE = date(2023, 11, 1)
FEDERAL = holidays.country_holidays("US", years=range(2010, 2031))
BY_ORDER = {day for rule in calendar_of("US").holidays if rule.by_notice for day in rule.dates}


class Rule(NamedTuple):
    """A period in words: ``days`` and ``months`` after the trigger."""

    office: str
    event: str
    trigger: str
    days: int
    months: int
    options: dict[str, Any] = {}


class Asked(NamedTuple):
    """A question with the oracle's answer."""

    question: DeadlineQuestion
    nominal: date
    due: date


RESIDENT, OVERSEAS = {"party": "resident"}, {"party": "overseas"}
RULES = [
    Rule("JP", "oa_response", "dispatch_date", 60, 0, RESIDENT | {"stage": "examination"}),
    Rule("JP", "oa_response", "dispatch_date", 0, 3, OVERSEAS | {"stage": "examination"}),
    Rule("JP", "oa_response", "dispatch_date", 0, 3, OVERSEAS | {"right": "trademark"}),
    Rule("JP", "appeal_against_refusal", "service_date", 0, 3, RESIDENT),
    Rule("JP", "appeal_against_refusal", "service_date", 0, 4, OVERSEAS),
    Rule("JP", "registration_fee", "service_date", 30, 0),
    Rule("JP", "exam_request", "filing_date", 0, 36),
    Rule("JP", "annuity", "registration_date", 0, 36, {"year_no": 4}),
    Rule("JP", "opposition", "grant_publication_date", 0, 6),
    Rule("US", "oa_response", "mail_date", 0, 3),
    Rule("US", "oa_response", "mail_date", 0, 5, {"extension_months": 2}),
    Rule("US", "restriction_response", "mail_date", 0, 2),
    Rule("US", "final_oa_first_reply", "mail_date", 0, 2),
    Rule("US", "issue_fee", "mail_date", 0, 3),
    Rule("US", "appeal_brief", "notice_of_appeal_date", 0, 2),
    Rule("US", "maintenance_fee_3_5", "grant_date", 0, 42),
    Rule("US", "provisional_benefit_filing", "priority_date", 0, 12),
    Rule("US", "national_phase_entry", "priority_date", 0, 30),
    Rule("EP", "oa_response", "document_date", 0, 4, {"period_months": 4}),
    Rule("EP", "r71_3_approval", "document_date", 0, 4),
    Rule("EP", "r161_reply", "document_date", 0, 6),
    Rule("EP", "appeal_notice", "document_date", 0, 2),
    Rule("EP", "appeal_grounds", "document_date", 0, 4),
    Rule("EP", "further_processing", "document_date", 0, 2),
    Rule("EP", "opposition", "grant_publication_date", 0, 9),
    Rule("EP", "exam_request", "search_report_publication_date", 0, 6),
    Rule("EP", "annuity", "filing_date", 0, 24, {"year_no": 3}),
    Rule("EP", "national_phase_entry", "priority_date", 0, 31),
    Rule("PCT", "national_phase_entry", "priority_date", 0, 30, {"office_of_act": "JP"}),
    Rule("PCT", "national_phase_entry", "priority_date", 0, 30, {"office_of_act": "US"}),
    Rule("PCT", "national_phase_entry", "priority_date", 0, 30, {"office_of_act": "CN"}),
    Rule("PCT", "national_phase_entry", "priority_date", 0, 31, {"office_of_act": "EP"}),
    Rule("PCT", "priority_document", "priority_date", 0, 16, {"office_of_act": "IB"}),
    Rule("CN", "oa_response", "document_date", 0, 4, {"delivery": "electronic"}),
    Rule("CN", "oa_response", "document_date", 0, 4, {"delivery": "paper"}),
    Rule("CN", "later_oa_response", "document_date", 0, 2, {"delivery": "electronic"}),
    Rule("CN", "reexamination_request", "document_date", 0, 3, {"delivery": "electronic"}),
    Rule("CN", "registration_fee", "document_date", 0, 2, {"delivery": "electronic"}),
    Rule("CN", "application_fee", "filing_date", 0, 2),
    Rule("CN", "exam_request", "priority_date", 0, 36),
    Rule("CN", "annuity", "filing_date", 0, 60, {"year_no": 6}),
]


def closed(day: date, office: str) -> bool:
    """Whether the office is closed."""
    weekend = day.weekday() >= SATURDAY
    if office == "JP":
        year_end = (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)}
        return weekend or year_end or jpholiday.is_holiday(day)
    if office == "US":
        inauguration = (day.month, day.day) == (1, 20) and day.year % 4 == 1
        return weekend or inauguration or day in FEDERAL or day in BY_ORDER
    if office == "IB":
        return weekend
    return calendar_of(office).closure(day) is not None


def delivered(rule: Rule, day: date) -> date:
    """The EPO's tenth day until October 2023; the CNIPA's fifteenth before 20 January 2024, and for paper since."""
    if rule.trigger != "document_date":
        return day
    if rule.office == "EP":
        return day if day >= SAME_DAY_SINCE else day + 10 * DAY
    fast = rule.options.get("delivery") == "electronic" and day >= ELECTRONIC_SINCE
    return day if fast else day + 15 * DAY


def walk_months(start: date, months: int) -> date:
    """The day with the same number in the last month, or that month's last; one day at a time."""
    day, crossed = start, 0
    while crossed < months:
        before, day = day, day + DAY
        crossed += day.month != before.month
    while day.day != start.day and (day + DAY).month == day.month:
        day += DAY
    return day


def eve(start: date, months: int) -> date:
    """特許法3条1項: from the next day on, to the eve of the day that corresponds to it, else the month's last day."""
    first = start + DAY
    day = walk_months(first, months)
    return day - DAY if day.day == first.day else day


def answer(rule: Rule, day: date) -> tuple[date, date]:
    """The nominal end and the first open day from it on."""
    end = delivered(rule, day) + rule.days * DAY
    if rule.months:
        end = eve(end, rule.months) if rule.office == "JP" else walk_months(end, rule.months)
    if (rule.office, rule.event) == ("EP", "annuity"):
        while (end + DAY).month == end.month:
            end += DAY
    due = end
    while closed(due, rule.options.get("office_of_act", rule.office)):
        due += DAY
    return end, due


def questions() -> list[Asked]:
    """``PER_OFFICE`` questions an office, triggers drawn from its open days, due about ``FIRST`` to ``LAST``."""
    chance, found = Random(SEED), []
    for office in ("JP", "US", "EP", "PCT", "CN"):
        rules = [rule for rule in RULES if rule.office == office]
        for number in range(PER_OFFICE):
            rule = rules[number % len(rules)]
            span = timedelta(days=rule.days + 31 * rule.months + 20)
            day = FIRST - span + chance.randrange((LAST - FIRST).days) * DAY
            while closed(day, "IB" if office == "PCT" else office):
                day += DAY
            document = {"document_date": day} if rule.trigger == "document_date" else {}
            question = DeadlineQuestion.model_validate({
                "office": office, "event_code": rule.event, "trigger_code": rule.trigger, "trigger_date": day,
            } | document | rule.options)  # fmt: skip
            found.append(Asked(question, *answer(rule, day)))
    return found
