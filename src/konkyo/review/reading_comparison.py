"""Two readings of one source, field by field; and the due date that follows from the second reader's own values.

They agree when office, number, event, trigger date and its kind, and the due date are stated by both and are the same,
nothing else that both state differs, and the deadline engine gives the proposal's due date from the second reader's
own values, too (unless there is no rule for the event: then two counts by hand stand beside each other).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import ValidationError

from konkyo.errors import UsageError
from konkyo.practice.deadlines import compute, vocabulary
from konkyo.records.docket import OFFICE_CODE, DeadlineQuestion, DocketRow, Period
from konkyo.records.second_reading import ReadComputation, ReadingOutcome, ReadValues
from konkyo.records.value import Value
from konkyo.review.reading_values import FIELDS, NEEDED, PRIORITY

COMPUTED_DUE = "computed_due"
NUMBER = "number"
_TRANSMITTAL = "isr_transmittal_date"
_NUMBERS = ("application_number", "registration_number")
_NOTHING = frozenset({"any", "unknown", "none"})
_SAME_TRIGGER: Mapping[str, str] = {
    "notification_date": "mail_date",
    "final_rejection_mail_date": "mail_date",
    "grant_mention_date": "grant_publication_date",
    "bulletin_mention_date": "search_report_publication_date",
    "isr_mailing_date": "isr_transmittal_date",
    "fixed_date": "due_date",
}
"""What a notice calls a date, to the code of the deadline vocabulary."""

Verdict = Literal["agree", "differ", "first_only", "second_only"]


class FieldComparison(Value):
    """One field of both readings, as text; empty where a reading does not state it."""

    name: str
    first: str
    second: str
    verdict: Verdict


class Comparison(Value):
    """Every field that one of the readings states. ``differs``: what keeps them from agreeing."""

    lines: tuple[FieldComparison, ...]
    outcome: ReadingOutcome
    compared: tuple[str, ...]
    differs: tuple[str, ...]


def question_of(values: ReadValues) -> DeadlineQuestion:
    """The deadline question that the second reader's own values ask. Raises UsageError if they cannot be one."""
    period, extension = values.period, values.extension
    fields: dict[str, Any] = {
        "office": OFFICE_CODE.get(values.office or "", values.office),
        "event_code": values.event_code,
        "right": values.right or "patent",
        "trigger_code": values.trigger_kind,
        "trigger_date": values.trigger_date,
        "party": values.party,
        "delivery": values.delivery,
        "stage": values.stage,
        "year_no": values.annuity_year,
        **_lengths("period", period),
        **_lengths("extension", extension),
        **values.further,
    }
    if values.trigger_kind in ("document_date", _TRANSMITTAL):  # inputs of their own, too
        fields.setdefault(values.trigger_kind, values.trigger_date)
    priority = fields.pop(PRIORITY, None)
    if values.trigger_kind == _TRANSMITTAL:  # the other leg runs from the priority date
        fields |= {"trigger_code": PRIORITY if priority else None, "trigger_date": priority}
    try:
        return DeadlineQuestion.model_validate({name: value for name, value in fields.items() if value is not None})
    except ValidationError as error:
        wrong = ", ".join(str(fault["loc"][0]) for fault in error.errors())
        msg = f"no deadline can be asked for with this {wrong}"
        raise UsageError(msg, kept="nothing was sealed or signed", remedy="office and event are needed") from None


def computation_of(values: ReadValues) -> ReadComputation:
    """What the deadline engine makes of the second reader's own values. Raises UsageError for contradicting ones."""
    answer = compute(question_of(values))
    return ReadComputation(
        due=answer.due,
        nominal_due=answer.nominal_due,
        missing=answer.missing,
        supported=answer.unsupported is None,
        rule=answer.rule.rule_id if answer.rule else "",
        data_hash=answer.data_hash,
    )


def compare(values: ReadValues, computed: ReadComputation, row: DocketRow) -> Comparison:
    """The second reading beside the row. A pure function of the three: whoever has them can do it again."""
    lines = [line for name in FIELDS if (line := _line(name, row, values)) is not None]
    due = _text(row.due)
    if computed.supported:
        counted = _text(computed.due)
        lines.append(_compared(COMPUTED_DUE, due, counted, "agree" if due == counted else "differ"))
    deciding = {*NEEDED, COMPUTED_DUE}
    differs = [
        line.name for line in lines if line.verdict == "differ" or (line.verdict != "agree" and line.name in deciding)
    ]
    compared = tuple(line.name for line in lines if line.verdict in ("agree", "differ"))
    if not set(_NUMBERS) & set(compared):
        differs.append(NUMBER)  # nothing ties the reading to this right
    outcome = ReadingOutcome.DIFFER if differs else ReadingOutcome.AGREE
    return Comparison(lines=tuple(lines), outcome=outcome, compared=compared, differs=tuple(differs))


def _lengths(name: str, period: Period | None) -> dict[str, int | None]:
    if period is None:
        return {}
    days = period.n if period.unit == "day" else None
    months = None if period.unit == "day" else period.n * (12 if period.unit == "year" else 1)
    return {f"{name}_days": days, f"{name}_months": months}


def _line(name: str, row: DocketRow, values: ReadValues) -> FieldComparison | None:
    first, second = getattr(row, name), getattr(values, name)
    shown = _text(first), _text(second)
    if not any(shown):
        return None
    if not all(shown):
        return _compared(name, *shown, "first_only" if shown[0] else "second_only")
    return _compared(name, *shown, "agree" if _same(name, row, first, second) else "differ")


def _compared(name: str, first: str, second: str, verdict: Verdict) -> FieldComparison:
    return FieldComparison(name=name, first=first, second=second, verdict=verdict)


def _same(name: str, row: DocketRow, first: Any, second: Any) -> bool:
    if name == "trigger_kind":
        asked = row.question_asked.trigger_code if row.question_asked else None
        return _trigger(row, second) in {_trigger(row, first), _trigger(row, asked or first)}
    if isinstance(first, Period) and isinstance(second, Period):
        return _lengths("", first) == _lengths("", second)
    return bool(first == second)


def _trigger(row: DocketRow, code: str) -> str:
    aliases = vocabulary().aliases.get(OFFICE_CODE.get(row.office or "", ""), {})
    return _SAME_TRIGGER.get(code, aliases.get(code, code))


def _text(value: Any) -> str:
    """A value as text; what says nothing (``any``, ``unknown``) is nothing."""
    if value is None or value in _NOTHING:
        return ""
    if isinstance(value, Period):
        return f"{value.n} {value.unit}"
    return value.isoformat() if isinstance(value, date) else str(value)
