"""Due dates against worked cases: right, wrong, pending where a date is due, guessed where one input is missing.

Reads ``dates.csv`` of a folder laid out as the deadline vocabulary says: input columns, then ``expected_pending``,
``missing``, ``expected_raw_due``, ``expected_due`` and ``naive_wrong_answer``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from konkyo.errors import NotFoundError, UsageError
from konkyo.evals.figures import Case, Figure, Result, count, rate
from konkyo.practice.deadlines import CaseRow, compute, read_cases
from konkyo.records.docket import Computation

OUTCOMES = ("right", "wrong", "pending_right", "pending_wrong", "guessed", "unsupported")
"""``wrong``: another date than expected, or other missing inputs. ``pending_wrong``: pending, but a date was due.
``guessed``: a date, but one input is missing. ``unsupported``: no rule, or the row could not be read."""


def run(data: Path, offices: Sequence[str] | None = None) -> Result:
    """Compare every case in ``data/dates.csv`` (of ``offices`` only, if given).

    Raises NotFoundError when there is no such file, UsageError when it is no table of cases.
    """
    file = data / "dates.csv"
    if not file.is_file():
        msg = "There is no dates.csv in the data folder."
        raise NotFoundError(msg, remedy="Give the folder that holds dates.csv with --data.")
    rows = read_cases(file.read_text(encoding="utf-8-sig"))
    chosen = [row for row in rows if offices is None or row.cells.get("office") in offices]
    judged = [(row.cells.get("office", ""), *_case(row)) for row in chosen]
    figures = _figures("all", [(outcome, naive) for _, outcome, naive, _ in judged])
    for office in dict.fromkeys(office for office, *_ in judged):
        figures += _figures(office, [(outcome, naive) for where, outcome, naive, _ in judged if where == office])
    return Result(suite="deadlines", figures=tuple(figures), cases=tuple(case for *_, case in judged))


def _figures(name: str, outcomes: list[tuple[str, bool]]) -> list[Figure]:
    n = len(outcomes)
    good = sum(outcome in ("right", "pending_right") for outcome, _ in outcomes)
    counts = [count(f"{name}: {word}", sum(outcome == word for outcome, _ in outcomes), n) for word in OUTCOMES]
    naive = count(f"{name}: naive wrong answer returned", sum(hit for _, hit in outcomes), n)
    return [rate(f"{name}: right or rightly pending", good, n), *counts, naive]


def _case(row: CaseRow) -> tuple[str, bool, Case]:
    cells = row.cells
    expected = {
        "due": cells.get("expected_due") or None,
        "nominal_due": cells.get("expected_raw_due") or None,
        "missing": cells.get("missing") or None,
    }
    if row.question is None:
        note = row.error.en if row.error else ""
        return "unsupported", False, Case(id=row.row_id, outcome="unsupported", expected=expected, note=note)
    try:
        answer = compute(row.question)
    except UsageError as error:
        return "unsupported", False, Case(id=row.row_id, outcome="unsupported", expected=expected, note=str(error))
    got = {
        "due": answer.due.isoformat() if answer.due else None,
        "nominal_due": answer.nominal_due.isoformat() if answer.nominal_due else None,
        "missing": ", ".join(answer.missing) or None,
    }
    outcome = _outcome(answer, expected, got, pending=cells.get("expected_pending") == "yes")
    naive = got["due"] is not None and got["due"] == cells.get("naive_wrong_answer")
    note = answer.unsupported.en if answer.unsupported else ""
    return outcome, naive, Case(id=row.row_id, outcome=outcome, expected=expected, got=got, note=note)


def _outcome(answer: Computation, expected: dict[str, str | None], got: dict[str, str | None], *, pending: bool) -> str:
    if answer.unsupported is not None:
        return "unsupported"
    if pending and answer.due is not None:
        return "guessed"
    if not pending and answer.due is None:
        return "pending_wrong"
    if expected != got:
        return "wrong"
    return "pending_right" if pending else "right"
