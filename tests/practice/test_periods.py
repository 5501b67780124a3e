"""Periods as notices state them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.practice.periods import periods_in


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("この通知書の発送の日から６０日以内", 60, "day"),
        ("この通知書の発送の日から\n３か月以内", 3, "month"),
        ("送達の日から４月以内", 4, "month"),
        ("発送日より60日", 60, "day"),
        ("この書面を受け取った日から３０日以内", 30, "day"),
        ("TWO MONTHS from the date of this Notice", 2, "month"),
        ("within three months of the\nmailing date", 3, "month"),
        ("within 4 months of notification", 4, "month"),
        ("收到本驳回决定之日起三个月内", 3, "month"),
        ("이 통지서를 받은 날부터 2개월 이내에", 2, "month"),
        ("innerhalb eines Monats nach Zustellung des Beschlusses", 1, "month"),
    ],
)
def test_a_period_is_read_whole(text: str, n: int, unit: str) -> None:
    """Words and digits of several languages give length and unit, and the span is the print."""
    token = periods_in(text)[0]
    assert (token.n, token.unit, text[token.start : token.end]) == (n, unit, text)


def test_the_shortened_statutory_period_comes_first() -> None:
    """On an American action the period set outranks the statutory maximum printed below it."""
    text = (
        "In no event may a reply be filed after SIX (6) MONTHS from the mailing date of this communication. "
        "A SHORTENED STATUTORY PERIOD FOR REPLY IS SET TO EXPIRE 3 MONTH(S) FROM THE MAILING DATE OF\n"
        "THIS COMMUNICATION."
    )
    assert [(token.n, token.rank) for token in periods_in(text)] == [(3, 0), (6, 1)]


def test_a_longer_period_for_parties_abroad_is_kept() -> None:
    """３月以内（在外者にあっては、４月以内） is three months, and four for a party abroad."""
    token = periods_in("この査定の謄本の送達があった日から３月以内（在外者にあっては、４月以内）に")[0]
    assert (token.n, token.overseas) == (3, 4)


@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    """No text makes the lexer fail, and tokens lie inside it."""
    for token in periods_in(text):
        assert 0 <= token.start < token.end <= len(text)
