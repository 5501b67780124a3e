"""Questions from a CSV table: typed cells, and a bad row that spoils only itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import UsageError
from konkyo.practice.deadlines.cases import read_cases

HEAD = "id,office,event_code,trigger_code,trigger_date,party,period_months,note\n"


def test_cells_are_typed_and_empty_cells_are_not_given() -> None:
    """Dates become dates, numbers numbers, empty cells None; other columns stay as written."""
    [row] = read_cases(HEAD + "A1,JP,oa_response,dispatch_date,2026-05-01, resident ,,see letter\n")
    assert row.question is not None
    assert (date(2026, 5, 1), "resident", None) == (
        row.question.trigger_date,
        row.question.party,
        row.question.period_months,
    )
    assert (row.row_id, row.cells["note"]) == ("A1", "see letter")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("A,JP,oa_response,dispatch_date,2026-02-30,,,", "trigger_date"),
        ("A,JP,oa_response,dispatch_date,20260501,,,", "trigger_date"),
        ("A,JP,oa_response,dispatch_date,2026/05/01,,,", "trigger_date"),
        ("A,JP,oa_response,dispatch_date,2026-05-01,foreign,,", "party"),
        ("A,JP,oa_response,dispatch_date,2026-05-01,,three,", "period_months"),
        ("A,JP,oa_response,dispatch_date,2026-05-01,,-3,", "period_months"),
        ("A,JP,,dispatch_date,2026-05-01,,,", "event_code"),
    ],
)
def test_a_bad_cell_spoils_its_own_row_only(cells: str, column: str) -> None:
    """The row names line and column; the rows around it are read."""
    good = "B,US,issue_fee,mail_date,2026-05-01,,,\n"
    rows = read_cases(HEAD + good + cells + "\n" + good)
    assert [row.question is not None for row in rows] == [True, False, True]
    assert rows[1].error is not None
    assert column in rows[1].error.en
    assert "Line 3" in rows[1].error.en
    assert "3行目" in rows[1].error.ja


def test_too_many_cells_are_an_error_of_the_row() -> None:
    """A row wider than the header would shift its cells: it is refused."""
    [row] = read_cases(HEAD + "A,JP,oa_response,dispatch_date,2026-05-01,,,,extra\n")
    assert row.question is None


def test_missing_identifiers_are_numbered_and_blank_lines_skipped() -> None:
    """Rows without id are numbered in order; a byte order mark and blank lines do no harm."""
    rows = read_cases("\ufeffoffice,event_code\nJP,opposition\n\n,\nUS,ids\n")
    assert [row.row_id for row in rows] == ["row-1", "row-2"]


@pytest.mark.parametrize("text", ["", "office\nJP\n", "office,event_code,office\n", 'office,event_code\n"JP'])
def test_no_table_is_a_usage_error(text: str) -> None:
    """A text without the needed header, with a column twice, or with broken quoting is refused as a whole."""
    with pytest.raises(UsageError) as caught:
        read_cases(text)
    assert caught.value.remedy


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters='",\r\n\x00'), max_size=12), max_size=8))
def test_any_row_is_read_or_refused(cells: list[str]) -> None:
    """Whatever stands in the cells, a row becomes a question or an error, never an exception."""
    for row in read_cases(HEAD + ",".join(cells) + "\n"):
        assert (row.question is None) == (row.error is not None)
