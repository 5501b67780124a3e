"""Provisions of the EPC and the PCT in their normal forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.practice.folding import fold
from konkyo.practice.treaty_provisions import lex_provisions


def _names(text: str, treaty: str) -> list[str]:
    return [token.normal for token in lex_provisions(fold(text), treaty)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Article 121, Rule 135(1) EPC", ["EPC.Art.121", "EPC.R.135.1"]),
        ("Rules 126(2), 131(2),\n(4) EPC", ["EPC.R.126.2", "EPC.R.131.2", "EPC.R.131.4"]),
        ("Regeln 126 (2) und 131 (2) und (4) EPÜ", ["EPC.R.126.2", "EPC.R.131.2", "EPC.R.131.4"]),
        ("Art. 123(2) and (3) EPC, Art. 56", ["EPC.Art.123.2", "EPC.Art.123.3", "EPC.Art.56"]),
        ("article 97(1) CBE", ["EPC.Art.97.1"]),
        ("Rules 70(2) and 70a(2) EPC", ["EPC.R.70.2", "EPC.R.70a.2"]),
        ("Article 100(a) EPC", ["EPC.Art.100.a"]),
        ("EPC第94条(3)、規則71(3)", ["EPC.Art.94.3", "EPC.R.71.3"]),
        ("Rule 6(1) UPR; Rule 43bis.1(a)(i) PCT; Article 13(1) RPBA", []),
        ("Rule 161(1) or 161(2) within 2 months", ["EPC.R.161.1", "EPC.R.161.2"]),
    ],
)
def test_european_prints(text: str, expected: list[str]) -> None:
    """Lists share the word before them; provisions of other laws are left out; a number of months is none."""
    assert _names(text, "EPC") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PCT Article 33(2)-(4)", ["PCT.Art.33.2", "PCT.Art.33.3", "PCT.Art.33.4"]),
        ("(PCT Rule 43bis.1)", ["PCT.R.43bis.1"]),
        ("Article 17(3)(a) and Rules 40.1 and 40.2(e)", ["PCT.Art.17.3", "PCT.R.40.1", "PCT.R.40.2"]),
        ("ＰＣＴ規則43の２.1、法施行規則第40条の2", ["PCT.R.43bis.1"]),
        ("专利合作条约细则43之二.1", ["PCT.R.43bis.1"]),
    ],
)
def test_pct_prints(text: str, expected: list[str]) -> None:
    """English, Japanese and Chinese prints give one form; the Japanese ordinance is another law."""
    assert _names(text, "PCT") == expected


def test_novelty_and_unity_are_one_provision() -> None:
    """Article 54(1) and (2) EPC is the ground of novelty, Rules 13.1 to 13.3 PCT that of unity."""
    assert set(_names("Article 54(1) and (2) EPC", "EPC")) == {"EPC.Art.54"}
    assert set(_names("Article 54(3) EPC", "EPC")) == {"EPC.Art.54.3"}
    assert set(_names("Rules 13.1, 13.2 and 13.3", "PCT")) == {"PCT.R.13"}


@given(
    st.lists(
        st.sampled_from(["Art.", "Rules", "Regel", "(2)", "and", ",", "54", "70a", "EPC", "PCT", "规则", "条", "("]),
        max_size=20,
    )
)
def test_tokens_stand_in_order_inside_the_text(words: list[str]) -> None:
    """Whatever the text, tokens lie inside it, in order, and each covers some of its characters."""
    text = " ".join(words)
    tokens = lex_provisions(fold(text), "EPC")
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert [t.start for t in tokens] == sorted(t.start for t in tokens)


@given(st.integers(1, 178), st.integers(1, 9))
def test_every_article_is_read_back(article: int, paragraph: int) -> None:
    """An article with its paragraph is read as it is printed."""
    expected = f"EPC.Art.{article}.{paragraph}"
    assert _names(f"Article {article}({paragraph}) EPC", "EPC") == [expected]
