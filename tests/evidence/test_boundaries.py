"""Where a quote may begin and end."""

from __future__ import annotations

import pytest

from konkyo.evidence.boundaries import amount_flags, cut
from konkyo.evidence.normalize import fold, writes_cjk


def _place(page: str, quote: str) -> tuple[str | None, tuple[str, ...]]:
    """The cut and the flags of the only place where ``quote`` stands on ``page``, marked there by ⟦ and ⟧."""
    source = page.replace("⟦", "").replace("⟧", "")
    cjk = writes_cjk(source)
    folded = fold(source, cjk=cjk)
    start = page.index("⟦")
    span = folded.folded_span(start, start + len(quote))
    assert span is not None
    return cut(folded, source, *span), amount_flags(folded, *span)


def _quoted(page: str) -> str:
    return page[page.index("⟦") + 1 : page.index("⟧")]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("a width of ⟦12⟧5 mm", "cut_number"),
        ("a width of 1⟦25 mm⟧ wide", "cut_number"),
        ("about 10.⟦5 mm⟧ wide", "cut_number"),
        ("about ⟦10⟧.5 mm", "cut_number"),
        ("at -⟦5 degrees⟧ below", "cut_number"),
        ("at −⟦5 degrees⟧ below", "cut_number"),
        ("loss of △⟦5 percent⟧ then", "cut_number"),
        ("Claims ⟦1⟧-13 are", "cut_number"),
        ("Claims 1-⟦13 are⟧ x", "cut_number"),
        ("pages 10 - ⟦20 of⟧ x", "cut_number"),
        ("1,⟦250 units⟧ were", "cut_number"),
        ("a total of ⟦1⟧,250 units", "cut_number"),
        ("No. 2022-⟦184303 was⟧ x", "cut_number"),
        ("on ⟦06/21⟧/2019 and", "cut_number"),
        ("a dose of ⟦10⟧² units", "cut_number"),
        ("for ⟦1⟧½ hours", "cut_number"),
        ("第二⟦十九条の規定による⟧", "cut_number"),
        ("代金は⟦３⟧万円とする", "cut_number"),
        ("令和⟦４年３月⟧の通知", "cut_number"),
        ("it ⟦can⟧not be", "cut_word"),
        ("is non-⟦obvious over⟧ the", "cut_word"),
        ("is un⟦patentable over⟧ the", "cut_word"),
        ("they ⟦don⟧'t agree", "cut_word"),
        ("A ⟦and⟧/or B", "cut_word"),
    ],
)
def test_nothing_is_cut_inside_a_number_or_a_word(page: str, reason: str) -> None:
    """A quote that takes a piece of a number, an identifier or a word is no quote."""
    assert _place(page, _quoted(page))[0] == reason


@pytest.mark.parametrize(
    "page",
    [
        "a width of ⟦125 mm⟧ or so",
        "wide. ⟦The claims 1-13⟧. Then",
        "(⟦the term “device”⟧) is",
        "claim ⟦12⟧.\nThe next",
        "- 5 -\n⟦3.3 審判請求時の補正⟧が",
        "請求項１，⟦２に係る発明⟧は",
        "第⟦２９条第２項⟧の規定",
        "at the end—⟦the party⟧—shall",
        "items 1, ⟦2 and 3⟧ are",
        "is ⟦10⟧ - the limit",
    ],
)
def test_whole_words_and_numbers_are_whole(page: str) -> None:
    """Punctuation, line ends and page numbers beside a quote do not make it a piece of something."""
    assert _place(page, _quoted(page))[0] is None


@pytest.mark.parametrize(
    ("page", "flag"),
    [
        ("a thickness of ⟦10⟧ mm in", "cut_unit"),
        ("厚さは⟦１０⟧％である", "cut_unit"),
        ("at least ⟦10 mm⟧ in", "cut_comparator"),
        ("a width of ⟦10 mm⟧ or more is", "cut_comparator"),
        ("幅が⟦１０ｍｍ⟧以上である", "cut_comparator"),
        ("約⟦１０ｍｍ⟧である", "cut_comparator"),
        ("至少⟦5个⟧单元", "cut_comparator"),
    ],
)
def test_a_lost_unit_or_comparator_is_flagged(page: str, flag: str) -> None:
    """An amount without its unit or its bound says something else: a person looks."""
    assert flag in _place(page, _quoted(page))[1]
