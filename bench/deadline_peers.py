"""The deadline engine next to phpIP, PatentBench and a naive engine on the same questions.

    python bench/deadline_peers.py [--data FOLDER] [--write]

``FOLDER`` holds ``deadlines/dates.csv`` (default: ``$KONKYO_DATA``); without it the 136 cases are left out. Prints
``docs/comparison.md``; ``--write`` writes it, for which the cases are needed. Ends with 1 where the engine and the
day-by-day oracle disagree.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import deadline_oracle
import deadline_peer_rules as rules
from deadline_peer_rules import Length, Reply
from patentbench_labels import labels_section

from konkyo.practice.deadlines import compute, read_cases
from konkyo.records.docket import Computation, DeadlineQuestion

HERE = Path(__file__).resolve().parent.parent
PAGE = HERE / "docs" / "comparison.md"
Peer = Callable[[DeadlineQuestion], Reply]
EVE_OFFICES = ("JP", "KR")
POSTED = ("document_date", "posting_date")
SPECIAL = {
    ("PCT", "demand"): ("later of two", "the later of two ends counts"),
    ("PCT", "art19_amendment"): ("later of two", "the later of two ends counts"),
    ("EP", "late_annuity"): ("counting", "the six months run to the last day of the month"),
    ("JP", "late_annuity"): ("counting", "the six months begin after the rolled due date"),
}
PEERS: dict[str, Peer] = {
    "phpIP": rules.phpip,
    "PatentBench": rules.patentbench,
    "month adding": rules.month_adding,
    "naive": rules.naive,
}


class Case(NamedTuple):
    """A question, the right answer (``due`` None: pending), the engine's; ``support``: what a source gives of it."""

    name: str
    question: DeadlineQuestion
    nominal: date | None
    due: date | None
    ours: Computation
    support: str = ""


class Difference(NamedTuple):
    """One date that is not the right one."""

    case: Case
    day: date
    cause: str
    reason: str


def cases_table(folder: Path) -> Path:
    """Where a data folder keeps the cases."""
    return folder / "deadlines" / "dates.csv"


def table_mark(folder: Path) -> str:
    """Which table of cases a page was made from."""
    return hashlib.sha256(cases_table(folder).read_bytes()).hexdigest()[:12]


def given_cases(folder: Path) -> list[Case]:
    """The cases of the table with the answers it states."""
    found = []
    for row in read_cases(cases_table(folder).read_text("utf-8")):
        if row.question is None:
            continue
        nominal, due = (row.cells[name] for name in ("expected_raw_due", "expected_due"))
        found.append(
            Case(row.row_id, row.question, _day(nominal), _day(due), compute(row.question), row.cells["official_scope"])
        )
    return found


def generated_cases() -> list[Case]:
    """The generated questions with the oracle's answers."""
    return [
        Case(f"G{number:03}", asked.question, asked.nominal, asked.due, compute(asked.question))
        for number, asked in enumerate(deadline_oracle.questions(), 1)
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# -- why two dates differ --------------------------------------------------------------------------------------------


def _own_end(question: DeadlineQuestion, length: Length) -> date:
    """The end from the trigger by the office's own family of months, without delivery."""
    start = question.trigger_date or date.min
    if not length.months:
        return start + length.days * rules.DAY
    if question.office in EVE_OFFICES:
        return deadline_oracle.eve(start + length.days * rules.DAY, length.months)
    return rules.clipped(start + length.days * rules.DAY, length.months)


def _why(case: Case, reply: Reply) -> tuple[str, str]:
    """The first cause met: closed days alone, length, delivery, counting."""
    question, right = case.question, rules.right_length(case.question)
    if reply.nominal == case.nominal:
        return _closed(case, reply)
    if right is not None and reply.length != right:
        return "length", f"{reply.length} where the law gives {right}"
    special = SPECIAL.get((question.office, question.event_code))
    if special:
        return special
    if right is not None and _own_end(question, right) == case.nominal:
        return "counting", "the period begins on the next day and ends on the eve of its like"
    if question.trigger_code in POSTED:
        return "delivery", "the delivery rule moves the start or the end"
    return "counting", "the law counts from another day"


def _closed(case: Case, reply: Reply) -> tuple[str, str]:
    if not case.ours.closed_days:
        weekend = case.due is not None and case.due.weekday() >= rules.SATURDAY
        return "open day", "a weekend day that was worked" if weekend else "the law does not move this date"
    first, last = case.ours.closed_days[0][0], case.ours.closed_days[-1][0]
    span = f"{first:%d %b %Y}" if first == last else f"{first:%d %b %Y} to {last:%d %b %Y}"
    if reply.rolls:
        return "other calendar", f"the office was closed {span}; its closed days are not the country's holidays"
    return "closed day", f"the office was closed {span}; the next open day counts"


def differences(cases: Iterable[Case], peer: Peer) -> list[Difference]:
    """Every date of a peer that is not the right one, pending cases apart."""
    found = []
    for case in cases:
        reply = peer(case.question)
        if case.due is not None and reply.day is not None and reply.day != case.due:
            found.append(Difference(case, reply.day, *_why(case, reply)))
    return found


# -- tables ----------------------------------------------------------------------------------------------------------


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown."""
    head = list(head)
    lines = [head, ["---"] * len(head), *[[str(cell) for cell in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def paragraph(text: str, **values: object) -> str:
    """Text with its values, in lines of at most 120 characters."""
    return fill(text.format(**values), 120, break_on_hyphens=False, break_long_words=False) + "\n"


def _ours(question: DeadlineQuestion) -> Reply:
    found = compute(question)
    return Reply(found.due, found.nominal_due)


def summary(cases: list[Case]) -> str:
    """One row a peer: same, earlier, later, none, and dates given where the right answer is to ask."""
    dated, pending = [case for case in cases if case.due], [case for case in cases if not case.due]
    rows = []
    for name, peer in {"Konkyo": _ours, **PEERS}.items():
        replies = [(peer(case.question).day, case.due) for case in dated]
        given = [(day, due) for day, due in replies if day is not None and due is not None]
        guesses = sum(peer(case.question).day is not None for case in pending)
        early, late = (sum(day < due for day, due in given), sum(day > due for day, due in given))
        asked = [f"{guesses} of {len(pending)}"] * bool(pending)
        rows.append([name, len(given), len(given) - early - late, early, late, len(dated) - len(given), *asked])
    head = ["", "dates", "right", "too early", "**too late**", "no date"]
    return table([*head, *["a date where one must ask"] * bool(pending)], rows)


def by_office(cases: list[Case]) -> str:
    """Right dates of the dates given, office by office."""
    offices = list(dict.fromkeys(case.question.office for case in cases))
    rows = []
    for name, peer in PEERS.items():
        cells = []
        for office in offices:
            own = [case for case in cases if case.question.office == office and case.due]
            given = [(peer(case.question).day, case.due) for case in own if peer(case.question).day]
            cells.append(f"{sum(day == due for day, due in given)} of {len(given)}" if given else "")
        rows.append([name, *cells])
    return table(["right of given", *offices], rows)


def too_late(cases: list[Case], peer: Peer) -> str:
    """The events of a peer's late dates, in words."""
    late = [one for one in differences(cases, peer) if one.case.due and one.day > one.case.due]
    events = Counter(f"{one.case.question.office} `{one.case.question.event_code}`" for one in late)
    return ", ".join(f"{event} {count}" for event, count in events.items()) or "none"


def failures(cases: list[Case]) -> int:
    """Questions on which the month has no such day, so that the function raises."""
    return sum(rules.month_adding(case.question).why == rules.NO_SUCH_DAY for case in cases)


DETAILS = """\
Too late, phpIP: {phpip}; naive: {naive}. Month adding gives no date {failures} times because the month has no such day,
where PatentBench's function raises.
"""
CAUSES = """\
Wrong dates by cause, too early / too late. Where only closed days differ they are the cause, else the first one met.
"""


def details(cases: list[Case]) -> list[str]:
    """The tables and sentences that both sets of questions have."""
    return [
        summary(cases),
        paragraph(
            DETAILS,
            phpip=too_late(cases, rules.phpip),
            naive=too_late(cases, rules.naive),
            failures=failures(cases),
        ),
        by_office(cases),
        CAUSES,
        causes(cases),
    ]


def causes(cases: list[Case]) -> str:
    """Wrong dates by cause, early and late apart."""
    rows = []
    kinds = ("length", "delivery", "counting", "later of two", "closed day", "other calendar", "open day")
    for name, peer in PEERS.items():
        found = differences(cases, peer)
        early = Counter(one.cause for one in found if one.case.due and one.day < one.case.due)
        late = Counter(one.cause for one in found if one.case.due and one.day > one.case.due)
        cells = [f"{early[kind]} / {late[kind]}" if early[kind] or late[kind] else "" for kind in kinds]
        rows.append([name, *cells])
    return table(["", *kinds], rows)


def listing(cases: list[Case], peer: Peer) -> str:
    """Every wrong date of one peer."""
    rows = []
    for one in differences(cases, peer):
        due = one.case.due or one.day
        off = (one.day - due).days
        event = f"`{one.case.question.event_code}`"
        rows.append([one.case.name, event, due, one.day, f"**+{off}**" if off > 0 else off, one.reason])
    return table(["case", "event", "right", "theirs", "days", "who is right, and why"], rows)


def guesses(cases: list[Case]) -> str:
    """The pending cases: what is missing and which peers give a date."""
    rows = []
    for case in cases:
        if case.due is None:
            said = [f"{name} {peer(case.question).day}" for name, peer in PEERS.items() if peer(case.question).day]
            asked = ", ".join(f"`{name}`" for name in case.ours.missing)
            rows.append([case.name, f"`{case.question.event_code}`", asked, "; ".join(said)])
    return table(["case", "event", "missing", "dates given all the same"], rows)


# -- the page --------------------------------------------------------------------------------------------------------

INTRODUCTION = (Path(__file__).parent / "comparison_introduction.md").read_text("utf-8")
FAIRNESS = (Path(__file__).parent / "comparison_fairness.md").read_text("utf-8")


GIVEN = """\
{dated} with a date, {pending} where one input is absent and asking is the right answer. By office: {offices}.
What the sources give of the dates: {support}. SHA-256 of the table: `{mark}…`.
"""
ASKING = """\
The others do not know what kind of date they are given, how a paper was delivered, or up to which day closures are
known: they count from whatever date there is.
"""
GENERATED = """\
{each} each for JP, US, EP, PCT and CN (seed {seed}), {rules} periods in turn, triggers drawn evenly from the days on
which the office was open, due between {first} and {last}. The right answer is an oracle's that walks the calendar day
by day; the engine agrees with it in {agreed} of {count}, nominal and operative date. The oracle is independent of the
package for the counting everywhere, and for the calendars of the JPO and the USPTO, closures by order excepted; of the
EPO and the CNIPA it takes the closed days that the package holds.
"""


def cases_section(cases: list[Case], mark: str) -> str:
    """The cases of the table: counts, causes, every differing date."""
    scopes = Counter(case.question.office for case in cases)
    offices = ", ".join(f"{office} {count}" for office, count in scopes.items())
    dated = sum(case.due is not None for case in cases)
    parts = [
        f"## The {len(cases)} cases\n",
        paragraph(GIVEN, dated=dated, pending=len(cases) - dated, offices=offices, support=_support(cases), mark=mark),
        *details(cases),
    ]
    for name, peer in PEERS.items():
        if differences(cases, peer):
            parts += [f"### Dates of {name} that differ\n", listing(cases, peer)]
    parts += ["### Cases in which one must ask\n", ASKING, guesses(cases)]
    return "\n".join(parts)


def _support(cases: list[Case]) -> str:
    counts = Counter(case.support or "the rule alone, dates computed by hand" for case in cases if case.due)
    return ", ".join(f"{count} ({what})" for what, count in counts.most_common())


def generated_section(cases: list[Case]) -> str:
    """The generated questions: counts and causes."""
    agreed = sum((case.ours.nominal_due, case.ours.due) == (case.nominal, case.due) for case in cases)
    ends = [case.due for case in cases if case.due]
    parts = [
        f"## {len(cases)} generated questions\n",
        paragraph(
            GENERATED,
            each=deadline_oracle.PER_OFFICE,
            seed=deadline_oracle.SEED,
            rules=len(deadline_oracle.RULES),
            first=min(ends),
            last=max(ends),
            agreed=agreed,
            count=len(cases),
        ),
        *details(cases),
    ]
    return "\n".join(parts)


def page(folder: Path | None, generated: list[Case]) -> str:
    """The whole page; without the folder of the cases their section is left out."""
    versions = f"python-dateutil {version('python-dateutil')}, holidays {version('holidays')}"
    introduction = INTRODUCTION.replace("{versions}", versions)
    shown = [cases_section(given_cases(folder), table_mark(folder))] if folder else []
    return "\n".join([introduction, *shown, generated_section(generated), labels_section(table), FAIRNESS])


def main() -> int:
    """Compute, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("KONKYO_DATA"))
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    generated = generated_cases()
    text = page(Path(chosen.data) if chosen.data else None, generated)
    print(text, end="")
    if chosen.write:
        if not chosen.data:
            parser.error("--write needs the cases: give --data FOLDER or set KONKYO_DATA")
        PAGE.write_text(text, "utf-8")
    wrong = [case.name for case in generated if (case.ours.nominal_due, case.ours.due) != (case.nominal, case.due)]
    if wrong:
        print(f"engine and oracle disagree: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
