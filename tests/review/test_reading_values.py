"""What a second reader writes: any usual writing gives one normal form; what reads two ways is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import UsageError
from konkyo.practice.deadlines import rule_book
from konkyo.records.docket import OFFICE_CODE, Period
from konkyo.records.second_reading import ReadValues
from konkyo.render.labels import CODES
from konkyo.review.reading_values import FIELDS, choices, read_field, read_values

DAYS = st.dates(date(2019, 5, 1), date(2098, 12, 31))
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(DAYS)
def test_dates(day: date) -> None:
    """ISO, western and 令和 years, full width, slashes, dots, eight digits and English months say the same day."""
    era = f"令和{day.year - 2018}年{day.month}月{day.day}日"
    written = (
        day.isoformat(), era, era.translate(WIDE), f"R{day.year - 2018}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}",
        f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}",
    )  # fmt: skip
    assert {read_field("due", text, {}) for text in written} == {day}


@pytest.mark.parametrize("text", ["03/04/2026", "8年3月4日", "2026-02-30", "3月4日", "2026-03-04 2026-03-05", "soon"])
def test_doubtful_dates(text: str) -> None:
    """No day is guessed: two readings, no year, no such day, two days."""
    with pytest.raises(UsageError, match="cannot be read"):
        read_field("trigger_date", text, {})


def test_order_of_day_and_month_follows_the_office() -> None:
    """03/04/2026 is 4 March at the USPTO and 3 April at the EPO."""
    assert read_field("trigger_date", "03/04/2026", {"office": "USPTO"}) == date(2026, 3, 4)
    assert read_field("trigger_date", "03/04/2026", {"office": "EPO"}) == date(2026, 4, 3)


@given(st.integers(2001, 2030), st.integers(1, 999_999))
def test_japanese_numbers(year: int, serial: int) -> None:
    """Sign, hyphen, width and the normal form itself name one application."""
    written = (f"特願{year}-{serial:06d}", f"特願{year}-{serial:06d}".translate(WIDE), f"{year}-{serial:06d}",
               f"JP{year}{serial:06d}")  # fmt: skip
    read = [read_values({"office": "JPO", "application_number": text}).application_number for text in written]
    assert set(read) == {f"JP{year}{serial:06d}"}


@pytest.mark.parametrize(
    ("office", "text", "normal"),
    [("USPTO", "17/123,456", "US17123456"), ("USPTO", "17123456", "US17123456"), ("EPO", "20123456.7", "EP20123456.7"),
     ("EPO", "EP 20123456.7", "EP20123456.7"), ("CNIPA", "202110601862.3", "CN202110601862.3"),
     ("KIPO", "10-2021-0123456", "KR1020210123456"), ("PCT", "PCT/JP2021/012345", "PCT/JP2021/012345")],
)  # fmt: skip
def test_numbers_elsewhere(office: str, text: str, normal: str) -> None:
    """Numbers as each office prints them."""
    assert read_values({"office": office, "application_number": text}).application_number == normal


def test_a_number_tells_the_right() -> None:
    """意願 is a design application, and says so; a registration number needs no kind code."""
    found = read_values({"office": "JPO", "application_number": "意願2021-001234"})
    assert (found.application_number, found.right) == ("JP2021001234", "design")
    assert read_values({"office": "JPO", "registration_number": "特許第7123456号"}).registration_number == "JP7123456B2"


@given(st.integers(1, 99), st.sampled_from([("日", "day"), ("か月", "month"), ("ヶ月", "month"), ("月", "month")]))
def test_periods(n: int, unit: tuple[str, str]) -> None:
    """Digits of either width with the usual units."""
    for text in (f"{n}{unit[0]}", f"{n}{unit[0]}".translate(WIDE)):
        assert read_field("period", text, {}) == Period.model_validate({"n": n, "unit": unit[1]})


def test_period_in_words() -> None:
    """English words, and a period with what it runs from."""
    assert read_field("period", "three months", {}) == Period(n=3, unit="month")
    assert read_field("period", "発送日から60日", {}) == Period(n=60, unit="day")


@pytest.mark.parametrize("office", sorted(OFFICE_CODE))
def test_every_event_by_code_and_word(office: str) -> None:
    """Each event of an office is understood by its code and by the word that the outputs use for it."""
    for rule in (rule for rule in rule_book().rules if rule.office == OFFICE_CODE[office]):
        words = CODES["event"].get(rule.event_code, rule.title)
        for text in (rule.event_code, words.ja, words.en):
            found = read_field("event_code", text, {"office": office})
            assert CODES["event"].get(found, words) == words, (text, found)


@pytest.mark.parametrize(
    ("office", "title", "event"),
    [("JPO", "拒絶理由通知書", "oa_response"), ("JPO", "拒絶査定", "appeal_against_refusal"),
     ("USPTO", "Final Office Action", "final_oa_response")],
)  # fmt: skip
def test_event_by_title_of_the_form(office: str, title: str, event: str) -> None:
    """The title that stands on the paper is enough."""
    assert read_field("event_code", title, {"office": office}) == event


@pytest.mark.parametrize("name", ["office", "trigger_kind", "party", "right", "delivery", "stage"])
def test_closed_lists(name: str) -> None:
    """Each code and each of its words in both languages give the code, unless the code says that nothing is known."""
    for code, words in choices(name).items():
        if code in ("none", "unknown", "notification_date"):
            continue
        assert read_field(name, code, {}) == code
        for text in (words.ja, words.en):
            found = read_field(name, text, {})
            assert found == code, (text, found)


def test_usual_words() -> None:
    """日本, 在外者 and 発送日 are understood; at the USPTO the day of dispatch is the mail date."""
    assert read_field("office", "特許庁", {}) == "JPO"
    assert read_field("party", "在外者", {}) == "overseas"
    assert read_field("trigger_kind", "発送日", {"office": "JPO"}) == "dispatch_date"
    assert read_field("trigger_kind", "発送日", {"office": "USPTO"}) == "mail_date"


@pytest.mark.parametrize("text", ["", " ", "-", "なし", "記載なし", "n/a"])
def test_blanks(text: str) -> None:
    """What is not stated is nothing, in every field."""
    assert read_values(dict.fromkeys(FIELDS, text)) == ReadValues()


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=20), max_size=6))
def test_nothing_crashes(given: dict[str, str]) -> None:
    """Whatever is typed gives values or a refusal, no other error."""
    with suppress(UsageError):
        read_values(given)


def test_unknown_field() -> None:
    """A misspelt field is refused, not dropped."""
    with pytest.raises(UsageError, match="dew_date"):
        read_values({"dew_date": "2026-03-04"})
