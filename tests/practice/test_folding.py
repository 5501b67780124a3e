"""Folding keeps the way back to the printed characters."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from konkyo.practice.folding import fold, loose, phrase


@given(st.text())
def test_every_folded_character_knows_its_source(text: str) -> None:
    """Offsets are in order, inside the text, and folding the source character gives the folded one again."""
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    for index, character in enumerate(folded.text):
        start, end = folded.source(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert character in fold(text[start:end]).text


def test_dashes_and_full_width_become_plain() -> None:
    """Full-width digits and every dash of print read alike; a circled digit never touches its neighbours."""
    assert fold("特願２０２０−０１２４２７").text == "特願2020-012427"
    assert fold("①２０２４").text == "①2024"


def test_a_number_cut_by_the_margin_is_joined() -> None:
    """A full-width number broken at the right margin is one number; numbers on short lines stay apart."""
    assert "38800" in fold("あ" * 30 + "特開２０１８－３８\n８００号").text
    assert fold("１\n２\n" + "あ" * 40).text.startswith("1\n2\n")


def test_letter_spaced_lines_are_closed_up() -> None:
    """A line set letter by letter reads as its words; ordinary spaces stay."""
    assert fold("特 許 出 願 の 番 号 特 願 2 0 2 1 - 7 8 7 8 7 8").text == "特許出願の番号特願2021-787878"
    assert fold("1 特開2018-388100号公報 2").text == "1 特開2018-388100号公報 2"


def test_loose_forgives_spacing_of_cjk_only() -> None:
    """Letter-spaced and wrapped CJK print matches; Latin words need their spaces; look-behinds stay as they are."""
    assert re.fullmatch(loose("拒絶査定"), "拒 絶\n査  定")
    assert phrase("mail date").fullmatch("MAIL\nDATE")
    assert not phrase("mail date").fullmatch("maildate")
    assert phrase("(?<!非)最終").search("非最終") is None
