"""List numbers in the formats of word processors and browsers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.ingest.numerals import numeral


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 5, "05"),
        ("decimalFullWidth", 12, "１２"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("upperRoman", 4, "IV"),
        ("upperRoman", 5000, "5000"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 53, "AAA"),
        ("ordinal", 11, "11th"),
        ("ordinal", 22, "22nd"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 1, "⒈"),
        ("ideographEnclosedCircle", 10, "㊉"),
        ("ideographDigital", 105, "一〇五"),
        ("japaneseCounting", 11, "十一"),
        ("japaneseCounting", 321, "三百二十一"),
        ("japaneseCounting", 10_000, "一万"),
        ("japaneseLegal", 12, "壱拾弐"),
        ("chineseCountingThousand", 11, "十一"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("chineseLegalSimplified", 25, "贰拾伍"),
        ("koreanCounting", 12, "십이"),
        ("aiueoFullWidth", 46, "ン"),
        ("aiueo", 2, "ｲ"),
        ("irohaFullWidth", 4, "ニ"),
        ("ideographTraditional", 10, "癸"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("ganada", 14, "하"),
        ("bullet", 3, ""),
        ("decimal", 0, "0"),
        ("noSuchFormat", 1, None),
    ],
)
def test_known_numbers(style: str, value: int, expected: str | None) -> None:
    """Formats as Word prints them; a format that is not known says so."""
    assert numeral(value, style) == expected


@given(st.integers(1, 3999))
def test_roman_numbers_read_back(value: int) -> None:
    """A Roman number stands for the number it was made from."""
    units = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    figures = [units[letter] for letter in numeral(value, "upperRoman") or ""]
    signed = [-a if a < b else a for a, b in zip(figures, [*figures[1:], 0], strict=True)]
    assert sum(signed) == value


@given(st.integers(1, 99_999_999))
def test_japanese_counting_reads_back(value: int) -> None:
    """Kanji with units stand for the number they were made from."""
    total, group, figure = 0, 0, 0
    for sign in numeral(value, "japaneseCounting") or "":
        number = int(unicodedata.numeric(sign))
        if number == 10_000:
            total, group, figure = total + (group + figure) * number, 0, 0
        elif number >= 10:
            group, figure = group + max(figure, 1) * number, 0
        else:
            figure = number
    assert total + group + figure == value


@given(st.integers(-5, 10**9), st.sampled_from(["decimal", "lowerLetter", "upperRoman", "japaneseCounting", "ganada"]))
def test_any_number_has_a_short_form(value: int, style: str) -> None:
    """Counters that hostile files set give no endless labels."""
    shown = numeral(value, style)
    assert shown is not None
    assert 0 < len(shown) <= 60
