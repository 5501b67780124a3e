"""Office numbers in their normal forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.practice.check_digits import cn_check_digit, de_check_digit, ep_check_digit
from konkyo.practice.numbers import CHECK_DIGIT_FAILS, MISREAD_DIGIT, bare_application, numbers_in


@pytest.mark.parametrize(
    ("printed", "normal", "right"),
    [
        ("特願２０１９－１５８７３５", "JP2019158735", "patent"),
        ("特願昭63-162743", "JP1988162743", "patent"),
        ("特願平１０－１２３４５６", "JP1998123456", "patent"),
        ("意願2023-004411", "JP2023004411", "design"),
        ("商願２０２２−００６３２５", "JP2022006325", "trademark"),
        ("特許第7103363号", "JP7103363B2", "patent"),
        ("17/485,618", "US17485618", "patent"),
        ("29/123,456", "US29123456", "design"),
        ("U.S. Patent No. 10,612,718 B2", "US10612718B2", "patent"),
        ("EP 99403122.7", "EP99403122.7", "patent"),
        ("24 990 123.2 - 1001", "EP24990123.2", "patent"),
        ("24990123.2-1001", "EP24990123.2", "patent"),
        ("PCT/JP2021/012345", "PCT/JP2021/012345", "patent"),
        ("10-2022-7150952", "KR1020227150952", "patent"),
        ("10 2010 027 222.1", "DE102010027222.1", "patent"),
    ],
)
def test_a_number_has_one_normal_form(printed: str, normal: str, right: str) -> None:
    """Width, dashes, commas and signs do not change the number; the span is the print."""
    (token,) = numbers_in(printed)
    assert (token.normal, token.right, token.problem) == (normal, right, "")
    assert printed[token.start : token.end] == printed


def test_an_english_letter_names_a_japanese_number() -> None:
    """Japanese Patent Application No. 2021-222111 is JP2021222111; the span is the number."""
    text = "Japanese Patent Application No. 2021-222111"
    (token,) = numbers_in(text)
    assert (token.normal, text[token.start : token.end]) == ("JP2021222111", "2021-222111")


def test_a_misread_digit_is_repaired_with_a_warning() -> None:
    """O and l inside a number are read as digits and said to be so."""
    (token,) = numbers_in("特願2O20-l23456")
    assert (token.normal, token.problem) == ("JP2020123456", MISREAD_DIGIT)


def test_a_failing_check_digit_is_a_warning_not_a_correction() -> None:
    """The number stays as printed; the problem says that it should be compared."""
    (token,) = numbers_in("EP 99403122.6")
    assert (token.normal, token.problem) == ("EP99403122.6", CHECK_DIGIT_FAILS)


def test_published_check_digits() -> None:
    """Numbers printed in decisions and notices carry the digits that the rules give."""
    assert ep_check_digit("99403122") == "7"
    assert ep_check_digit("05025792") == "2"
    assert ep_check_digit("16839078") == "9"
    assert cn_check_digit("95115608") == "X"
    assert de_check_digit("102010027222") == "1"
    assert de_check_digit("102005053643") == "3"


@given(st.integers(0, 99_999_999), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_never_passes_unseen_at_the_epo(number: int, place: int, change: int) -> None:
    """Doubling with digit sums catches every single misread digit (Luhn's rule)."""
    digits = f"{number:08d}"
    other = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert ep_check_digit(digits) != ep_check_digit(other)


@pytest.mark.parametrize("text", ["06/21/2019", "2024/01/10", "特開2018-388100", "03（3581）1101", "12,345,678"])
def test_other_prints_are_no_application_numbers(text: str) -> None:
    """Dates, publications, telephone numbers and counts are not application numbers."""
    assert [token for token in numbers_in(text) if token.kind == "application"] == []


def test_bare_numbers_need_a_label() -> None:
    """2022184303 in an element for application numbers is one; in running text it is none."""
    assert bare_application("2022184303", "JP") == (0, 10, "JP2022184303")
    assert numbers_in("2022184303") == ()


@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    """No text makes the lexer fail, and tokens lie inside it in order."""
    last = 0
    for token in numbers_in(text):
        assert last <= token.start < token.end <= len(text)
        last = token.end
