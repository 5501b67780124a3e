"""Dates as offices, firms and courts print them."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.practice.dates import ERA_BASE, MISREAD, OUT_OF_ERA, TWO_YEARS, compact_date, dates_in, number_of


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("令和６年１月１０日", "2024-01-10"),
        ("令和　５年　４月１１日", "2023-04-11"),
        ("令和元年１１月８日", "2019-11-08"),
        ("令和六年十二月二十一日", "2024-12-21"),
        ("令 和 ４ 年 ２\n月９日", "2022-02-09"),
        ("R6.1.10", "2024-01-10"),
        ("H27.2.24", "2015-02-24"),
        ("2024年1月10日", "2024-01-10"),
        ("二〇二四年一月十日", "2024-01-10"),
        ("2024.1.10", "2024-01-10"),
        ("2024/1/10", "2024-01-10"),
        ("2024-01-10", "2024-01-10"),
        ("2024. 06. 07.", "2024-06-07"),
        ("2024년 1월 10일", "2024-01-10"),
        ("October 8, 2021", "2021-10-08"),
        ("Oct. 8, 2021", "2021-10-08"),
        ("Sept. 5,2021", "2021-09-05"),
        ("8th October 2021", "2021-10-08"),
        ("08-Oct-2021", "2021-10-08"),
        ("6. August 2025", "2025-08-06"),
        ("03 September 2024 (03.09.2024)", "2024-09-03"),
        ("06.11.2008", "2008-11-06"),
        ("令和4年(2022年)9月26日", "2022-09-26"),
    ],
)
def test_a_date_is_read_whole(printed: str, iso: str) -> None:
    """Every style gives its day, and the span covers the whole print (a closing full stop aside)."""
    (token,) = dates_in(printed)
    assert token.value == date.fromisoformat(iso)
    assert (token.start, token.end) == (0, len(printed.rstrip(".")))
    assert token.note == token.problem == ""


@pytest.mark.parametrize(
    ("printed", "iso", "note"),
    [
        ("平成31年5月1日", "2019-05-01", OUT_OF_ERA),
        ("平成38年1月1日", "2026-01-01", OUT_OF_ERA),
        ("今和6年1月10目", "2024-01-10", MISREAD),
        ("令和4年(2021年)9月26日", "2022-09-26", TWO_YEARS),
    ],
)
def test_an_odd_date_is_converted_and_noted(printed: str, iso: str, note: str) -> None:
    """Eras run over, misread signs and two years that differ give a day and a note, never silence."""
    (token,) = dates_in(printed)
    assert (token.value, token.note) == (date.fromisoformat(iso), note)


@pytest.mark.parametrize("printed", ["令和6年2月30日", "2024/13/01", "02/30/2024", "31.04.2024", "February 30, 2024"])
def test_an_impossible_day_is_no_date(printed: str) -> None:
    """A day that the calendar does not know is reported as a problem, not moved to a neighbour."""
    (token,) = dates_in(printed)
    assert token.value is None
    assert token.problem


def test_the_office_decides_day_and_month() -> None:
    """03/04/2024 is March at the USPTO, April at the EPO, and undecided without an office."""
    assert dates_in("03/04/2024", "USPTO")[0].value == date(2024, 3, 4)
    assert dates_in("03/04/2024", "EPO")[0].value == date(2024, 4, 3)
    assert dates_in("03/04/2024")[0].value is None
    assert dates_in("25/04/2024")[0].value == date(2024, 4, 25)


@pytest.mark.parametrize("text", ["特開2004-041231", "16/016,492", "P18-9044JP", "7590", "10-2021-0098228", "1.2.3"])
def test_other_numbers_are_no_dates(text: str) -> None:
    """Publication, application, docket and section numbers are not taken for dates."""
    assert dates_in(text) == ()


def test_eight_digits_are_a_date_only_where_something_says_so() -> None:
    """20240304 is a date after the word date, and in an element; a bare number is not."""
    assert dates_in("番号 20240304") == ()
    assert dates_in("発送日 20240304")[0].value == date(2024, 3, 4)
    assert compact_date("２０２４０３０４") == date(2024, 3, 4)
    assert compact_date("20241304") is None


@given(st.dates(date(2019, 5, 1), date(2099, 12, 31)))
def test_era_dates_come_back(day: date) -> None:
    """Any Reiwa day, printed in digits of either width or in letters, is read as itself."""
    year = day.year - ERA_BASE["令和"]
    plain = f"令和{year}年{day.month}月{day.day}日"
    wide = plain.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for printed in (plain, wide, f"R{year}.{day.month}.{day.day}"):
        assert [token.value for token in dates_in(f"発送日　{printed}　　1/E")] == [day]


@given(st.integers(1, 99))
def test_kanji_numerals_count(number: int) -> None:
    """Kanji numerals with ten are read as the number they write."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    printed = (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones or not tens else "")
    assert number_of(printed) == number


@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    """No text makes the lexer fail, and tokens lie inside it in order."""
    last = 0
    for token in dates_in(text, "USPTO"):
        assert last <= token.start < token.end <= len(text)
        last = token.end


def test_the_collected_dates_are_read() -> None:
    """Dates gathered from public sources are read as those sources read them."""
    root = os.environ.get("KONKYO_DATA")
    if not root:
        pytest.skip("KONKYO_DATA is not set")
    office = {"US_date": "USPTO", "EP_date": "EPO"}
    with (Path(root) / "deadlines" / "identifiers.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"].endswith(("_date", "_era", "_fullwidth"))]
    assert rows
    for row in rows:
        tokens = dates_in(row["input"], office.get(row["kind"]))
        assert [str(token.value) for token in tokens] == [row["expected"]], row["input"]
