"""Other ways of computing a deadline, written anew as arithmetic from what their sources say; no code of theirs.

Facts of phpIP (github.com/jjdejong/phpip, GPL-3): ``database/seeders/TaskRulesTableSeeder.php`` as of 011b05dc for the
lengths, the trigger ``event_after_insert`` as of 20f05bdb for the arithmetic, ``insert_recurring_renewals`` as of
562e8a4b for renewals. A date is the event's date + days + months + years as MySQL adds them (a day that the month lacks
becomes its last), the last day of the month where the rule says so; a rule of the country replaces the general one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import holidays
from dateutil.relativedelta import relativedelta

from konkyo.records.docket import DeadlineQuestion

DAY = timedelta(days=1)
SATURDAY = 5
EXTENDED = "takes no extension"
NO_RULE = "no rule"
NO_LENGTH = "length unknown"
NO_SUCH_DAY = "the month has no such day"


class Length(NamedTuple):
    """A period: days, then months."""

    days: int = 0
    months: int = 0

    def __str__(self) -> str:
        """``30 days and 2 months``, ``3 years``."""
        years = self.months and self.months % 12 == 0 and self.months > 12
        months = f"{self.months // 12} years" if years else f"{self.months} month{'s' * (self.months != 1)}"
        parts = [f"{self.days} days"] * bool(self.days) + [months] * bool(self.months)
        return " and ".join(parts) or "0 days"


class Reply(NamedTuple):
    """What a peer says: ``day``, or None and ``why``. ``nominal``, ``length`` and ``rolls``: how it got there."""

    day: date | None
    nominal: date | None = None
    length: Length | None = None
    why: str = ""
    rolls: bool = False


class TaskRule(NamedTuple):
    """A row of phpIP's rules: ``number`` is its id there."""

    number: int
    task: str
    trigger: str
    country: str
    length: Length
    end_of_month: bool = False


def months(number: int, task: str, trigger: str, country: str, count: int) -> TaskRule:
    return TaskRule(number, task, trigger, country, Length(0, count))


ANY_EXAM = months(10, "REP", "EXA", "any", 3)
ANY_REFUSAL = months(48, "FAP", "REF", "any", 2)
ANY_PRIORITY = months(1, "PRID", "FIL", "any", 12)
INTO_COUNTRY = months(42, "NPH", "PRI", "any, origin WO", 30)
JP_EXAM_REQUEST = months(6, "REQ", "FIL", "JP", 36)

PHPIP: dict[tuple[str, str], TaskRule] = {
    ("JP", "oa_response"): ANY_EXAM,
    ("JP", "appeal_against_refusal"): ANY_REFUSAL,
    ("JP", "registration_fee"): months(39, "PAY", "ALL", "JP", 1),
    ("JP", "exam_request"): JP_EXAM_REQUEST,
    ("JP", "exam_request_divisional"): JP_EXAM_REQUEST,
    ("JP", "term_end"): months(12, "EXP", "FIL", "any", 240),
    ("US", "oa_response"): ANY_EXAM,
    ("US", "restriction_response"): months(46, "REP", "RSTR", "US", 1),
    ("US", "final_oa_response"): months(1323, "FRCE", "EXAF", "US", 3),
    ("US", "final_oa_first_reply"): months(1258, "REP", "EXAF", "US", 2),
    ("US", "appeal_brief"): months(49, "PROD", "APL", "any", 2),
    ("US", "issue_fee"): months(236, "PAY", "ALL", "US", 3),
    ("US", "maintenance_fee_3_5"): months(300, "REN", "GRT", "US", 42),
    ("US", "maintenance_fee_7_5"): months(301, "REN", "GRT", "US", 90),
    ("US", "maintenance_fee_11_5"): months(302, "REN", "GRT", "US", 138),
    ("US", "provisional_benefit_filing"): months(21, "FBY", "PRI", "any", 12),
    ("US", "ids"): months(30, "PROD", "FIL", "US", 2),
    ("US", "national_phase_entry"): INTO_COUNTRY,
    ("EP", "oa_response"): months(11, "REP", "EXA", "EP", 4),
    ("EP", "r71_3_approval"): months(13, "REP", "ALL", "EP", 4),
    ("EP", "r161_reply"): months(47, "REP", "COM", "EP", 6),
    ("EP", "appeal_notice"): ANY_REFUSAL,
    ("EP", "further_processing"): months(40, "FPR", "DW", "EP", 2),
    ("EP", "opposition"): months(27, "FOP", "GRT", "EP", 9),
    ("EP", "exam_request"): months(67, "REQ", "PSR", "EP", 6),
    ("EP", "national_phase_entry"): INTO_COUNTRY,
    ("PCT", "national_phase_entry"): months(22, "NPH", "FIL", "WO", 30),
    ("PCT", "demand"): months(23, "REQ", "FIL", "WO", 22),
    ("PCT", "priority_document"): months(57, "PROD", "PRI", "any", 16),
    ("CN", "oa_response"): months(61, "REP", "EXA", "CN", 4),
    ("CN", "later_oa_response"): months(61, "REP", "EXA", "CN", 4),
    ("CN", "reexamination_request"): ANY_REFUSAL,
    ("CN", "registration_fee"): TaskRule(234, "PAY", "ALL", "CN", Length(76)),
    ("CN", "exam_request"): months(55, "REQ", "FIL", "CN", 36),
    ("KR", "oa_response"): months(1188, "REP", "EXA", "KR", 2),
    ("KR", "appeal_against_refusal"): ANY_REFUSAL,
    ("KR", "registration_fee"): months(1184, "PAY", "ALL", "KR", 3),
    ("KR", "exam_request"): months(53, "REQ", "FIL", "KR", 36),
    ("DE", "appeal_notice"): ANY_REFUSAL,
} | {(office, "priority_filing"): ANY_PRIORITY for office in ("JP", "US", "EP")}
OTHER_RIGHTS: dict[tuple[str, str, str], TaskRule] = {
    ("JP", "oa_response", "trademark"): months(1315, "REP", "EXA", "JP", 3),
    **{(office, "priority_filing", "trademark"): months(2, "PRID", "FIL", "any", 6) for office in ("JP", "US", "EP")},
    **{(office, "priority_filing", "design"): months(1305, "PRID", "FIL", "any", 6) for office in ("JP", "US", "EP")},
}
RENEWALS = {"JP": 4, "CN": 2}
"""Recurring renewals by the country table: first year; counted in JP from grant, in CN from filing."""


def phpip_rule(question: DeadlineQuestion) -> TaskRule | None:
    """Its rule for the question, or None. Where a notice sets another length, a person has to type the date there."""
    office, event, year = question.office, question.event_code, question.year_no or 0
    if question.right != "patent":
        return OTHER_RIGHTS.get((office, event, question.right))
    if event == "annuity":
        length = Length(0, 12 * (year - 1))
        if office == "EP":
            return TaskRule(200 + year, "REN", "FIL", "EP", length, end_of_month=True) if 3 <= year <= 20 else None
        return TaskRule(81, "REN", "GRT", office, length) if year >= RENEWALS.get(office, 99) else None
    rule = PHPIP.get((office, event))
    if rule is not None and question.period_months not in (None, rule.length.months):
        return None
    return rule


def phpip(question: DeadlineQuestion) -> Reply:
    """phpIP's due date: no roll-over, no delivery rule, no party, no extension; it asks for nothing."""
    rule = phpip_rule(question)
    if rule is None or question.trigger_date is None:
        return Reply(None, why=NO_RULE)
    if question.extension_months or question.extension_days:
        return Reply(None, why=EXTENDED)
    due = clipped(question.trigger_date + rule.length.days * DAY, rule.length.months % 12)
    due = clipped(due, rule.length.months - rule.length.months % 12)
    if rule.end_of_month:
        due = due.replace(day=monthrange(due.year, due.month)[1])
    return Reply(due, due, rule.length)


def clipped(start: date, count: int) -> date:
    """The day with the same number, or the last of the month."""
    return start + relativedelta(months=count)


def office_months(start: date, count: int) -> date | None:
    """PatentBench's own function: the month's number is replaced; None where it raises for lack of the day."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, start.day) if start.day <= monthrange(year, month + 1)[1] else None


# -- the right length, given to those who have none ------------------------------------------------------------------

LENGTHS: dict[tuple[str, str], Length] = {
    ("JP", "registration_fee"): Length(30),
    ("JP", "exam_request"): Length(0, 36),
    ("JP", "exam_request_divisional"): Length(30),
    ("JP", "translation_special_period"): Length(0, 2),
    ("JP", "opposition"): Length(0, 6),
    ("JP", "term_end"): Length(0, 240),
    ("US", "oa_response"): Length(0, 3),
    ("US", "restriction_response"): Length(0, 2),
    ("US", "final_oa_response"): Length(0, 3),
    ("US", "final_oa_first_reply"): Length(0, 2),
    ("US", "oa_statutory_bar"): Length(0, 6),
    ("US", "appeal_brief"): Length(0, 2),
    ("US", "issue_fee"): Length(0, 3),
    ("US", "maintenance_fee_3_5"): Length(0, 42),
    ("US", "maintenance_fee_7_5"): Length(0, 90),
    ("US", "maintenance_fee_11_5"): Length(0, 138),
    ("US", "maintenance_fee_3_5_late"): Length(0, 48),
    ("US", "maintenance_fee_7_5_late"): Length(0, 96),
    ("US", "maintenance_fee_11_5_late"): Length(0, 144),
    ("US", "provisional_benefit_filing"): Length(0, 12),
    ("US", "priority_restoration"): Length(0, 14),
    ("US", "ids"): Length(0, 3),
    ("US", "foreign_filing_wait_end"): Length(0, 6),
    ("US", "roll_only"): Length(),
    ("US", "national_phase_entry"): Length(0, 30),
    ("EP", "r71_3_approval"): Length(0, 4),
    ("EP", "r161_reply"): Length(0, 6),
    ("EP", "appeal_notice"): Length(0, 2),
    ("EP", "appeal_grounds"): Length(0, 4),
    ("EP", "further_processing"): Length(0, 2),
    ("EP", "opposition"): Length(0, 9),
    ("EP", "unitary_effect_request"): Length(0, 1),
    ("EP", "exam_request"): Length(0, 6),
    ("EP", "national_phase_entry"): Length(0, 31),
    ("EP", "late_annuity"): Length(0, 6),
    ("PCT", "late_national_phase_entry"): Length(0, 32),
    ("PCT", "demand"): Length(0, 22),
    ("PCT", "art19_amendment"): Length(0, 16),
    ("PCT", "priority_document"): Length(0, 16),
    ("CN", "oa_response"): Length(0, 4),
    ("CN", "later_oa_response"): Length(0, 2),
    ("CN", "reexamination_request"): Length(0, 3),
    ("CN", "registration_fee"): Length(0, 2),
    ("CN", "application_fee"): Length(0, 2),
    ("CN", "exam_request"): Length(0, 36),
    ("KR", "oa_response"): Length(0, 2),
    ("KR", "appeal_against_refusal"): Length(0, 3),
    ("KR", "registration_fee"): Length(0, 3),
    ("KR", "exam_request"): Length(0, 36),
    ("DE", "appeal_notice"): Length(0, 1),
    ("DE", "exam_request"): Length(0, 84),
    ("DE", "opposition"): Length(0, 9),
}
BY_PARTY: dict[str, dict[str, Length]] = {
    "oa_response": {"resident": Length(60), "remote": Length(75), "overseas": Length(0, 3)},
    "appeal_against_refusal": {"resident": Length(0, 3), "remote": Length(0, 3), "overseas": Length(0, 4)},
    "suit_against_trial_decision": {"resident": Length(30), "remote": Length(30), "overseas": Length(120)},
}
LATE_MONTHS = 6
SECOND_LEG = {"demand": ("isr_transmittal_date", 3), "art19_amendment": ("isr_transmittal_date", 2)}
ENTRY = {"US": 30, "JP": 30, "CN": 30, "EP": 31, "KR": 31, "DE": 31}


def right_length(question: DeadlineQuestion) -> Length | None:
    """What the law gives, extension included; None where an input that decides it is absent."""
    found = _length(question)
    if found is None:
        return None
    return Length(found.days + (question.extension_days or 0), found.months + (question.extension_months or 0))


def _length(question: DeadlineQuestion) -> Length | None:
    office, event, right = question.office, question.event_code, question.right
    if event in ("annuity", "late_annuity") and question.year_no:
        return Length(0, 12 * (question.year_no - 1) + LATE_MONTHS * (event == "late_annuity"))
    if office == "JP" and event in BY_PARTY:
        party = question.party or "unknown"
        if event == "oa_response" and right != "patent" and party != "overseas":
            return Length(40)
        return BY_PARTY[event].get(party)
    if event == "priority_filing":
        return Length(0, 12 if right in ("patent", "utility_model") else 6)
    if office == "PCT" and event == "national_phase_entry":
        return Length(0, ENTRY[question.office_of_act]) if question.office_of_act in ENTRY else None
    if question.period_months:
        return Length(0, question.period_months)
    return None if (office, event) == ("EP", "oa_response") else LENGTHS.get((office, event))


# -- a naive engine --------------------------------------------------------------------------------------------------

COUNTRY = {"EP": "DE"}
NATIONAL = {code: holidays.country_holidays(code, years=range(1997, 2042)) for code in ("JP", "US", "DE", "CN", "KR")}


def public_closed(day: date, office: str) -> bool:
    """A weekend or a public holiday of the country; for the EPO Germany's, for the International Bureau weekends."""
    return day.weekday() >= SATURDAY or day in NATIONAL.get(COUNTRY.get(office, office), ())


def forward(day: date, office: str) -> date:
    """The first day that is neither."""
    while public_closed(day, office):
        day += DAY
    return day


def with_legs(question: DeadlineQuestion, length: Length, add: Callable[[date, int], date | None]) -> date | None:
    """``length`` added in a peer's way; the month's end and the later of two ends where the law has them."""
    start = question.trigger_date
    end = add(start + length.days * DAY, length.months) if start else None
    if end is None:
        return None
    if (question.office, question.event_code) == ("EP", "annuity"):
        end += relativedelta(day=31)
    leg = SECOND_LEG.get(question.event_code)
    other = getattr(question, leg[0]) if leg else None
    second = add(other, leg[1]) if leg and other else None
    return max(end, second) if second else end


def naive(question: DeadlineQuestion) -> Reply:
    """``relativedelta`` with the right length, then forward past weekends and public holidays, always."""
    length, office = right_length(question), question.office_of_act or question.office
    start = question.trigger_date
    if length is None or start is None:
        return Reply(None, why=NO_LENGTH)
    if (office, question.event_code) == ("JP", "late_annuity"):
        end: date | None = clipped(forward(clipped(start, length.months - LATE_MONTHS), office), LATE_MONTHS)
    else:
        end = with_legs(question, length, clipped)
    return Reply(forward(end, office) if end else None, end, length, rolls=True)


def month_adding(question: DeadlineQuestion) -> Reply:
    """PatentBench's way with the right length: the month replaced, nothing else; no periods of days."""
    length = right_length(question)
    if length is None:
        return Reply(None, why=NO_LENGTH)
    if length.days:
        return Reply(None, why=NO_RULE)
    end = with_legs(question, length, office_months)
    return Reply(end, end, length, "" if end else NO_SUCH_DAY)


def patentbench(question: DeadlineQuestion) -> Reply:
    """PatentBench itself: three months, and six at most, for replies to US actions; no other length."""
    known = {"oa_response": 3, "final_oa_response": 3, "oa_statutory_bar": 6}
    other = question.period_months or question.extension_months or question.right != "patent"
    if question.office != "US" or question.event_code not in known or other or question.trigger_date is None:
        return Reply(None, why=NO_RULE)
    return month_adding(question)
