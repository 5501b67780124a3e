"""Acts under the PCT at an authority that the paper does not name: the date that is in time at every one of them.

The authority decides one thing only, the closed days that an end of period is moved past (PCT Rule 80.5). Where all
offices whose calendars are held give one end of the period, the earliest of their due dates is in time at each.
"""

from __future__ import annotations

from konkyo.practice.deadlines import compute
from konkyo.practice.deadlines.vocabulary import vocabulary
from konkyo.records.docket import Computation, DeadlineQuestion
from konkyo.records.value import Wording

_SAME = Wording(
    ja="手続先の官庁の記載がありませんが、閉庁日を収録している官庁のいずれでも期限は同じ日です。",
    en="The office where the act is due is not stated; all offices whose closed days are held give the same date.",
)
_EARLIEST = Wording(
    ja="手続先の官庁の記載がないため、閉庁日を収録している官庁のうち最も早い期限です。官庁によってはより遅い日になります。",
    en="The office where the act is due is not stated: this is the earliest date among the offices whose closed days "
    "are held; it may be later at others.",
)


def earliest_anywhere(question: DeadlineQuestion) -> Computation | None:
    """The earliest due date over the offices where the act may be due, with what was assumed as a caveat.

    None where the office decides more than the closed days (entry into the national phase), or where a date is missing.
    """
    answers = [
        compute(question.model_copy(update={"office_of_act": office}))
        for office in vocabulary().values["office_of_act"]
    ]
    dated = [(answer.due, answer) for answer in answers if answer.due is not None]
    if len(dated) < len(answers) or len({answer.nominal_due for answer in answers}) != 1:
        return None
    days = {due for due, _ in dated}
    first = min(dated, key=lambda pair: pair[0])[1]
    return first.model_copy(update={"caveats": (*first.caveats, _SAME if len(days) == 1 else _EARLIEST)})
