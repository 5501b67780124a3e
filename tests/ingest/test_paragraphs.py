"""Rules of paragraphs: where they begin, which number they have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from konkyo.ingest.paragraphs import split_pages, split_paragraphs


def _numbers(text: str, *, every_line: bool = False) -> list[tuple[str, str]]:
    paragraphs, _ = split_paragraphs(text, 1, every_line=every_line)
    return [(p.number, text[p.start : p.end]) for p in paragraphs]


def test_own_numbers_are_kept_and_folded_to_half_width() -> None:
    """【００１２】 and [0013] are the paragraph's own numbers, written in half-width digits."""
    text = "【００１２】\n　回転軸を示す。\n【００１３】\n　軸受を示す。"
    assert [n for n, _ in _numbers(text)] == ["0012", "0013"]
    assert _numbers("[0001] A shaft.\n[0002] A bearing.") == [
        ("0001", "[0001] A shaft."),
        ("0002", "[0002] A bearing."),
    ]


def test_a_wrapped_reference_opens_no_paragraph() -> None:
    """A reference that a line break puts at the start of a line is not the paragraph's number."""
    text = "引用文献１の段落\n【0012】に記載されている。また段落\n【0013】、【0014】を参照。"
    assert [n for n, _ in _numbers(text)] == ["1"]


def test_a_number_runs_to_the_next_over_blank_lines_and_pages() -> None:
    """Text under 【0012】 belongs to it until 【0013】, also over a page break; a blank line ends the last."""
    pages = ["【0012】\n　甲。\n\n　乙。", "　丙。\n【0013】\n　丁。\n\n　後記。"]
    found = split_pages(pages)
    assert [p.number for p in found[0]] == ["0012"]
    assert [p.number for p in found[1]] == ["0012", "0013", "1"]


def test_clauses_and_articles_have_own_numbers() -> None:
    """5.2, Section 3.1, 第5条 and 第５条の２ are own numbers; a decimal in running text is none."""
    assert [n for n, _ in _numbers("5.2 Confidentiality. The parties agree.\n\nSection 3.1 Term.")] == [
        "5.2",
        "Section 3.1",
    ]
    assert [n for n, _ in _numbers("第５条の２　秘密を守る。\n第6条（期間）　一年とする。")] == ["第5条の2", "第6条"]
    assert [n for n, _ in _numbers("a thickness of\n5.2 mm is used.")] == ["1"]


def test_blank_lines_and_indentation_divide_the_rest() -> None:
    """Blank lines and a full-width space at the start of a line divide paragraphs, which are counted."""
    assert [n for n, _ in _numbers("One line\ncontinues.\n\nTwo.")] == ["1", "2"]
    assert [n for n, _ in _numbers("　第一の段落は\n続く。\n　第二の段落。")] == ["1", "2"]


def test_every_line_of_a_format_that_has_paragraphs() -> None:
    """Where the format puts one paragraph on each line, lines are not joined."""
    assert [n for n, _ in _numbers("one\ntwo\nthree", every_line=True)] == ["1", "2", "3"]


def test_counting_goes_on_from_page_to_page() -> None:
    """Counted numbers are unique through the document."""
    pages = split_pages(["One.\n\nTwo.", "Three."])
    assert [p.number for page in pages for p in page] == ["1", "2", "3"]
    assert split_paragraphs("One.\n\nTwo.", 7)[1] == 9


@given(st.text(alphabet="【】0123[]第条 　\n。.abの、5", max_size=200), st.booleans())
def test_paragraphs_lie_in_order_and_hold_all_text(text: str, every_line: bool) -> None:
    """Whatever the text, paragraphs do not overlap, and every visible character lies in one."""
    paragraphs, _ = split_paragraphs(text, 1, every_line=every_line)
    covered = 0
    for paragraph in paragraphs:
        assert covered <= paragraph.start < paragraph.end
        assert not text[covered : paragraph.start].strip()
        covered = paragraph.end
    assert not text[covered:].strip()
