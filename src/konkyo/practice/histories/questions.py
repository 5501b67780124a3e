"""The deadline question that an act asks, its answer, and the last day on which anything can still be done under it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from konkyo.errors import UsageError
from konkyo.practice.deadlines import compute
from konkyo.practice.deadlines.arithmetic import add_months
from konkyo.records.docket import OFFICE_CODE, Computation, DeadlineQuestion, TriggerDate
from konkyo.records.history import History
from konkyo.records.value import Wording

_PARTIES = ("overseas", "remote", "resident")
_DELIVERIES = ("paper", "electronic")


def question_for_event(
    history: History, event_code: str, trigger: TriggerDate | None, inputs: Mapping[str, Any]
) -> DeadlineQuestion:
    """The question, with what the history gives; everything else stays None."""
    fields: dict[str, Any] = {
        "office": OFFICE_CODE[history.office],
        "event_code": event_code,
        "right": history.right,
        "trigger_code": trigger.kind if trigger else None,
        "trigger_date": trigger.date if trigger else None,
    }
    if trigger is not None and trigger.kind == "document_date":
        fields["document_date"] = trigger.date
    return DeadlineQuestion.model_validate(fields | dict(inputs))


def answer_to(question: DeadlineQuestion) -> Computation:
    """The engine's answer; without a date where the question cannot be computed at all."""
    try:
        return compute(question)
    except UsageError as error:
        why = Wording(ja=f"計算できません（{error.message}）。", en=f"Cannot be computed ({error.message}).")
        return Computation(question=question, rule=None, nominal_due=None, due=None, unsupported=why)


def latest_day(question: DeadlineQuestion, answer: Computation, longest: int | None) -> date | None:
    """The end with every extension and late option. What is missing is taken at its longest; None if nothing is known.

    ``longest``: months that the law itself sets as the end of everything (35 USC 133: six).
    """
    if question.trigger_date is None:
        return None
    ends = [_end(answer)]
    if "party" in answer.missing or "delivery" in answer.missing:
        for party in _PARTIES:
            for delivery in _DELIVERIES:
                asked = question.model_copy(update={"party": party, "delivery": question.delivery or delivery})
                ends.append(_end(answer_to(asked)))
    if longest is not None:
        ends.append(add_months(question.trigger_date, longest, "same_number"))
    return max((end for end in ends if end is not None), default=None)


def _end(answer: Computation) -> date | None:
    reached = [answer.due or answer.nominal_due, *(option.extends_to for option in answer.extensions)]
    return max((day for day in reached if day is not None), default=None)
