"""The evaluation of due dates: it counts what it says, and the worked cases hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from konkyo.errors import NotFoundError
from konkyo.evals.deadlines import run

HEAD = (
    "id,office,event_code,trigger_code,trigger_date,party,expected_pending,missing,expected_raw_due,expected_due,"
    "naive_wrong_answer\n"
)
OA = "JP,oa_response,dispatch_date,2026-03-05"
ROWS = (
    f"A,{OA},resident,no,,2026-05-04,2026-05-07,2026-05-04\n"
    f"B,{OA},resident,no,,2026-05-04,2026-05-08,2026-05-07\n"
    f"C,{OA},unknown,yes,party,,,\n"
    f"D,{OA},unknown,no,,2026-05-04,2026-05-07,\n"
    f"E,{OA},resident,yes,party,,,\n"
    f"F,{OA},unknown,yes,dispatch_date,,,\n"
    "G,US,continuation,filing_date,2026-03-05,any,no,,2026-05-04,2026-05-07,\n"
    "H,US,ids,filing_date,2026-99-05,any,no,,2026-05-04,2026-05-07,\n"
    "I,US,no_such_event,filing_date,2026-03-05,any,no,,2026-05-04,2026-05-07,\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dates.csv").write_text(HEAD + ROWS, encoding="utf-8")
    return tmp_path


def test_each_outcome_is_told_apart(folder: Path) -> None:
    """Right, wrong, rightly and wrongly pending, guessed, wrong missing input, no rule, bad row."""
    outcomes = {case.id: case.outcome for case in run(folder).cases}
    assert outcomes == {
        "A": "right",
        "B": "wrong",
        "C": "pending_right",
        "D": "pending_wrong",
        "E": "guessed",
        "F": "wrong",
        "G": "unsupported",
        "H": "unsupported",
        "I": "unsupported",
    }


def test_figures_carry_their_counts(folder: Path) -> None:
    """Rates with n and interval, per office too; a naive answer returned is counted."""
    figures = {figure.name: figure for figure in run(folder).figures}
    assert (round((figures["all: right or rightly pending"].value or 0) * 9), figures["all: wrong"].n) == (2, 9)
    assert figures["JP: naive wrong answer returned"].value == 1
    assert figures["JP: right"].n == 6


def test_offices_can_be_chosen(folder: Path) -> None:
    """Only the offices asked for are judged."""
    assert [case.id for case in run(folder, ["US"]).cases] == ["G", "H", "I"]


def test_a_folder_without_cases_is_an_error(tmp_path: Path) -> None:
    """No dates.csv: the error says what is expected, not where it looked."""
    with pytest.raises(NotFoundError) as caught:
        run(tmp_path)
    assert str(tmp_path) not in str(caught.value)


def test_worked_cases() -> None:
    """On the worked cases no date is wrong or guessed, and none is pending where a date is due."""
    root = os.environ.get("KONKYO_DATA")
    if not root:
        pytest.skip("KONKYO_DATA is not set: no worked cases here")
    result = run(Path(root) / "deadlines")
    assert len(result.cases) > 100
    assert not [case for case in result.cases if case.outcome not in ("right", "pending_right")]
