"""PatentBench's deadline labels against the law, and how they came about.

``patentbench_labels.csv`` holds the dates alone: which of its two generators made the case, the kind of action, the
event code in the case's name, the mail date asked about, the two printed answers (github.com/rhahn28/patentbench,
Apache-2.0, ``data/mini/tier_1_2_cases.jsonl`` as of 8885fb78).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from konkyo.practice.deadlines import calendar_of, compute
from konkyo.records.docket import DeadlineQuestion

LABELS = Path(__file__).parent / "patentbench_labels.csv"
EASTERN = ZoneInfo("America/New_York")
CLIPPING, SHIFTING = "deadline_", "T1-DL-"
Table = Callable[[Iterable[str], Iterable[Iterable[object]]], str]


class Label(NamedTuple):
    """One printed answer: ``months`` after ``mailed``."""

    made_by: str
    event_code: str
    mailed: date
    months: int
    printed: date
    nominal: date
    due: date


def labels() -> list[Label]:
    """Every printed date with the right one."""
    found = []
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            mailed = date.fromisoformat(row["mail_date"])
            reply = "final_oa_response" if row["action"] == "Final" else "oa_response"
            for name, months, event in (("shortened", 3, reply), ("maximum", 6, "oa_statutory_bar")):
                nominal, due = right(event, mailed)
                printed = date.fromisoformat(row[name])
                found.append(Label(row["made_by"], row["event_code"], mailed, months, printed, nominal, due))
    return found


def right(event: str, mailed: date) -> tuple[date, date]:
    """Nominal and operative date by the engine."""
    answer = compute(DeadlineQuestion(office="US", event_code=event, trigger_code="mail_date", trigger_date=mailed))
    if answer.nominal_due is None or answer.due is None:
        msg = f"no date for {event} from {mailed}"
        raise ValueError(msg)
    return answer.nominal_due, answer.due


def remade(label: Label) -> date:
    """The label as arithmetic: clipped months; or midnight UTC in Eastern time, months running over, back in UTC."""
    if label.made_by == CLIPPING:
        return label.mailed + relativedelta(months=label.months)
    local = datetime(label.mailed.year, label.mailed.month, label.mailed.day, tzinfo=UTC).astimezone(EASTERN)
    year, month = divmod(local.year * 12 + local.month - 1 + label.months, 12)
    day = date(year, month + 1, 1) + timedelta(days=local.day - 1)
    return datetime(day.year, day.month, day.day, local.hour, tzinfo=EASTERN).astimezone(UTC).date()


def _row(name: str, chosen: list[Label]) -> list[object]:
    closed = [one for one in chosen if calendar_of("US").closure(one.printed) is not None]
    apart = Counter((one.printed - one.due).days for one in chosen if one.printed != one.due)
    unrolled = sum(one.printed == one.nominal != one.due for one in chosen)
    misses = [one for one in chosen if one.printed != one.nominal]
    return [
        name, len(chosen), sum(one.printed == one.due for one in chosen), len(closed), unrolled, len(misses),
        sum(count for off, count in apart.items() if off < 0),
        sum(count for off, count in apart.items() if off > 0),
    ]  # fmt: skip


def labels_section(table: Table) -> str:
    """Counts, every label that is late, and the cause."""
    found = labels()
    kinds = [
        (f"`{maker}…`, {months} months", [one for one in found if (one.made_by, one.months) == (maker, months)])
        for maker in (CLIPPING, SHIFTING)
        for months in (3, 6)
    ]
    late = [one for one in found if one.printed > one.due]
    shifted = [one for one in found if one.made_by == SHIFTING]
    questions = sum(not one.event_code.startswith("M") for one in shifted) // 2
    same = sum(remade(one) == one.printed for one in found)
    head = ["labels", "dates", "right", "on a closed day", "right but for the roll-over", "nominal day wrong",
            "too early", "**too late**"]  # fmt: skip
    rows = [*[_row(name, chosen) for name, chosen in kinds], _row("together", found)]
    shown = [[one.mailed, one.months, one.due, one.printed, f"**+{(one.printed - one.due).days}**"] for one in late]
    return LABEL_TEXT.format(
        questions=len(found) // 2, dates=len(found), counts=table(head, rows), same=same, signed=questions,
        shifted=len(shifted) // 2,
        late=table(["mailed", "months", "right", "printed", "days"], shown),
    )  # fmt: skip


LABEL_TEXT = """\
## PatentBench's deadline labels

{questions} deadline questions with {dates} printed dates (three months, six months), all of the file's first tier.

{counts}
Who is right: where the last day falls on a day on which the USPTO is closed, the next open day counts, for the three
months as for the six (35 USC 21(b), 37 CFR 1.7(a), MPEP 710.05). A label on a closed day is early and harms nobody;
but who answers with the right day is graded wrong by it. Months run to the same number of the month, or to its last day
(MPEP 710.01(a)): a nominal day that is wrong is wrong under every reading.

How the wrong days came about: {same} of {dates} labels are what two short computations give. The labels `deadline_…`
add months and take the month's last day where it is too short. The labels `T1-DL-…` are what one gets by
taking the mail date as midnight UTC, adding the months in US Eastern time, days running over into the next month, and
printing UTC: it starts on the evening before, so that a period from winter into summer time is a day short and one from
the end or the first day of a month may run over by one to three days.

Late labels, the ones that would lose rights:

{late}
{signed} of the {shifted} `T1-DL-…` questions name as mail date the day of the action (`CTNF`, `CTFR`), not of its
mailing (`MCTNF`, `MCTFR`), which the same file lists days later. The period runs from the date of mailing or
notification (35 USC 133, MPEP 710.01(a)).
They are counted above as asked.
"""
