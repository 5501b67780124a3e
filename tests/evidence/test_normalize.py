"""Folding: what is typography is made one, what is meaning is kept, and every character knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.evidence.normalize import HYPHEN_BREAK, fold, fold_cluster, usual_measure, writes_cjk

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "abcXYZ019 \n\r\t-–—.,:()“”'ｶﾞﾊﾟ１２Ａ特許の、。①②Ⅳ½²₃ﬁ㎡℃\u200b\u00ad\u0301\u3099\ufeff\u202e\x02"
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the ﬁlter", "the filter"),
        ("“well” ‘x’", "\"well\" 'x'"),
        ("１２３ＡＢＣ", "123ABC"),
        ("ｶﾞｿﾘﾝ", "ガソリン"),
        ("cafe\u0301", "café"),
        ("か\u3099", "が"),
        ("a\u200bb\ufeffc\U000e0041", "abc"),
        ("a \u00a0\u2009 b", "a b"),
        ("−5 ℃", "-5 °C"),
        ("1–13", "1-13"),
        ("１０〜２０", "10~20"),
        ("10㎡", "10m²"),
    ],
)
def test_typography_is_folded(left: str, right: str) -> None:
    """Two ways of writing the same characters fold to one text."""
    assert fold(right, cjk=False).text == fold(left, cjk=False).text


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("10²", "102"),
        ("H₂O", "H2O"),
        ("1½", "11/2"),
        ("图①1", "图11"),
        ("①②", "12"),
        ("3.①", "3.1"),
        ("ⅠⅡ", "Ⅲ"),
        ("a part", "apart"),
        ("pH", "PH"),
        ("а", "a"),  # Cyrillic and Latin
        ("國", "国"),
        ("ー", "-"),
        ("一", "-"),
        ("-5", "5"),
        ("△5", "5"),
        ("1.000", "1,000"),
        ("10 m2", "10 m²"),
        ("10-\n15", "1015"),
        ("x\u00b4y", "x y"),
    ],
)
@pytest.mark.parametrize("cjk", [True, False])
def test_meaning_is_kept(left: str, right: str, cjk: bool) -> None:
    """Texts that say different things never fold to one text."""
    assert fold(right, cjk=cjk).text != fold(left, cjk=cjk).text


def test_enclosed_numerals_fold_only_where_they_stand_alone() -> None:
    """①は is 1は; next to a number it stays what it is."""
    assert fold("1は", cjk=True).text == fold("①は", cjk=True).text
    assert fold("Class IV is", cjk=False).text == fold("Class Ⅳ is", cjk=False).text


def test_spaces_of_a_cjk_page_separate_only_letters_and_digits() -> None:
    """Spaces and line breaks between CJK characters and punctuation go; between two numbers or words they stay."""
    assert fold("特 許 法\n第 29 条、 A B 1 2", cjk=True).text == "特許法第29条、A B 1 2"


def test_full_width_numbers_are_closed_over_full_lines_only() -> None:
    """A full-width number broken at the page's measure is one number; two short table cells are two."""
    page = "特願２０２２－１\n８４３０３は拒絶\n１\n２\n以上のとおりです"
    folded = fold(page, cjk=True, measure=usual_measure(page)).text
    assert "2022-184303" in folded
    assert "12" not in folded


def test_a_hyphen_at_a_line_end_is_kept_uncertain_between_letters() -> None:
    """Only between letters may a line-end hyphen vanish; between digits it is a hyphen."""
    assert fold("inven-\ntion", cjk=False).text == f"inven{HYPHEN_BREAK}tion"
    assert fold("claims 1-\n13", cjk=False).text == "claims 1-13"


@given(TEXTS, st.booleans())
def test_offsets_lead_back_to_the_source(text: str, cjk: bool) -> None:
    """Every folded character has a source range; ranges never run backwards; plain characters map to themselves."""
    folded = fold(text, cjk=cjk)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    for character, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        if end - start == 1 and text[start].isascii() and text[start].isalnum():
            assert text[start] == character


@given(TEXTS, st.booleans())
def test_folding_is_stable(text: str, cjk: bool) -> None:
    """Folded text without uncertain hyphens folds to itself."""
    once = fold(text, cjk=cjk).text
    if HYPHEN_BREAK not in once and "-" not in once and not any(len(fold_cluster(c)) > 1 for c in text):
        assert fold(once, cjk=cjk).text == once.rstrip()


def test_the_page_decides_the_rule_for_spaces() -> None:
    """A page is CJK by the share of its characters; a few kanji on an English page do not change its spaces."""
    assert writes_cjk("特許法 Article 29 第２９条")
    assert not writes_cjk(
        "The applicant (特許庁) filed a reply to the office action in due time and in the proper form."
    )
