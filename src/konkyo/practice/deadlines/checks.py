"""Cross-checks on a computed deadline: what a second reader would look at before signing."""

from __future__ import annotations

from datetime import date

from konkyo.practice.deadlines.arithmetic import Family, end_of_period, total_end
from konkyo.practice.deadlines.closures import Calendar, calendar_of
from konkyo.practice.deadlines.explain import en_day, ja_day
from konkyo.practice.deadlines.extensions import Ends
from konkyo.practice.deadlines.rules import Rule
from konkyo.records.docket import Certainty, Check
from konkyo.records.value import Wording

LONG_CLOSURE = 4
"""Days between nominal and operative end beyond which the roll-over itself deserves a look (a weekend and a Monday
holiday are three; only the year's end and the great holidays are longer)."""
_OFFICE_DATES = ("dispatch_date", "mail_date", "document_date")
_OWN_CLOSURES = ("JP", "US", "EP")  # their documents bear working days; the CNIPA's system sends on any day
_CERTAINTY = {
    "secondary": Wording(ja="二次資料による", en="from a secondary source"),
    "knowledge": Wording(ja="知識による（出典未確認）", en="from knowledge, source not read"),
}


def trigger_checks(rule: Rule, trigger: tuple[str, date], as_of: date | None) -> list[Check]:
    """Checks on the day that starts the period."""
    kind, day = trigger
    found: list[Check] = []
    if as_of is not None and day > as_of:
        found.append(
            Check(
                code="trigger_in_future",
                text=Wording(
                    ja=f"起算日 {ja_day(day)} は基準日 {as_of.isoformat()} より後です。読み取りを確認してください。",
                    en=f"The period starts on {en_day(day)}, after {as_of.isoformat()}: check how it was read.",
                ),
                days=(day - as_of).days,
            )
        )
    office = calendar_for_documents(rule)
    if kind in _OFFICE_DATES and office is not None and office.holds(day) and office.closure(day) is not None:
        found.append(
            Check(
                code="trigger_on_closed_day",
                text=Wording(
                    ja=f"{ja_day(day)} は庁の閉庁日です。庁の書類の日付として読み取りを確認してください。",
                    en=f"{en_day(day)} is a closed day of the office: check that its document really bears this date.",
                ),
            )
        )
    return found


def calendar_for_documents(rule: Rule) -> Calendar | None:
    """The calendar by whose open days an office dates its documents, where that is so."""
    return calendar_of(rule.office) if rule.office in _OWN_CLOSURES else None


def certainty_checks(certainty: Certainty, calendar: Calendar | None, nominal: date) -> list[Check]:
    """Rules, and calendars of the year in which the period ends, that were not read in their own source."""
    found: list[Check] = []
    if certainty == "knowledge":
        text = Wording(
            ja="この規則は知識に基づくもので、条文・基準を確認していません。登録前に出典を確認してください。",
            en="This rule rests on knowledge; its source was not read. Read it before you rely on the date.",
        )
        found.append(Check(code="rule_certainty", text=text))
    how = _CERTAINTY.get(calendar.certainty_on(nominal)) if calendar is not None else None
    if calendar is not None and how is not None:
        text = Wording(
            ja=f"{nominal.year}年の閉庁日（{calendar.office}）は{how.ja}ものです。庁の公示で確認してください。",
            en=f"The closed days of {nominal.year} held for {calendar.office} are {how.en}: check the office's list.",
        )
        found.append(Check(code="calendar_certainty", text=text))
    return found


def end_checks(nominal: date, due: date | None, as_of: date | None) -> list[Check]:
    """The operative end against the nominal one, and both against ``as_of``."""
    found: list[Check] = []
    moved = (due - nominal).days if due is not None else 0
    if moved > LONG_CLOSURE:
        text = Wording(
            ja=f"繰り延べが{moved}日に及びます（長期の閉庁）。{ja_day(nominal)} も閉庁日です。その前が安全です。",
            en=f"The roll-over is {moved} days (a long closure). {en_day(nominal)} is closed, too: act before it.",
        )
        found.append(Check(code="long_closure", text=text, days=moved))
    last = due or nominal
    if as_of is not None and last < as_of:
        past = (as_of - last).days
        text = Wording(
            ja=f"期限 {ja_day(last)} は {as_of.isoformat()} の時点で{past}日前に過ぎています。",
            en=f"{en_day(last)} passed {past} days before {as_of.isoformat()}.",
        )
        found.append(Check(code="past", text=text, days=past))
    elif as_of is not None and nominal < as_of:
        text = Wording(
            ja=f"名目の末日 {ja_day(nominal)} は過ぎており、繰り延べによってのみ期限内です。",
            en=f"The nominal end {en_day(nominal)} has passed: only the roll-over keeps the period open.",
        )
        found.append(Check(code="nominal_past", text=text, days=(as_of - nominal).days))
    return found


def _end(ends: Ends, family: Family) -> date:
    base, more = ends.period, ends.more
    if more is None:
        return end_of_period(ends.extended_from, base.n, base.unit, family)
    return total_end(ends.extended_from, base.n, base.unit, more.n, more.unit, family)


def counting_checks(rule: Rule, ends: Ends, act_at: str | None) -> list[Check]:
    """Where the other way of counting months gives another end."""
    if ends.period.unit == "day" or ends.period.n == 0:
        return []
    same, before = _end(ends, "same_number"), _end(ends, "day_before")
    if same == before or ends.nominal not in (same, before):
        return []  # both agree, or another period than this one decides the end
    gap = (before - same).days
    if rule.family == "earlier_of_both" or (rule.office == "PCT" and act_at in ("JP", "KR")):
        text = Wording(
            ja=f"条約の数え方では {ja_day(same)}、国内法では {ja_day(before)}（{gap}日差）。早い方で管理します。",
            en=f"The treaty's counting ends {en_day(same)}, national law's {en_day(before)} ({gap} days apart): "
            "the earlier date is docketed.",
        )
        return [Check(code="treaty_or_national", text=text, days=gap)]
    if rule.family == "day_before":
        text = Wording(
            ja=f"月末の起算: 単純な月加算では {ja_day(same)} ですが、{gap}日後の {ja_day(before)} が末日です。",
            en=f"A month's end: plain month adding gives {en_day(same)}; the period ends {gap} days later, "
            f"{en_day(before)}.",
        )
        return [Check(code="month_end", text=text, days=gap)]
    return []
