"""Rules of sections: only what the document itself says it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from konkyo.ingest.sections import find_sections
from konkyo.records.documents import SectionKind


def _named(texts: list[str]) -> list[list[tuple[SectionKind, str]]]:
    return [
        [(s.kind, text[s.start : s.end].strip()) for s in sections]
        for text, sections in zip(texts, find_sections(texts), strict=True)
    ]


def test_parts_of_a_specification() -> None:
    """A heading on its own line opens a section, which runs to the next heading, over page breaks."""
    pages = [
        "【書類名】特許請求の範囲\n【請求項1】軸を備える装置。",
        "【請求項2】装置。\n【書類名】明細書\n【0001】本発明は。",
    ]
    first, second = _named(pages)
    assert first == [(SectionKind.CLAIMS, pages[0])]
    assert second == [
        (SectionKind.CLAIMS, "【請求項2】装置。"),
        (SectionKind.DESCRIPTION, "【書類名】明細書\n【0001】本発明は。"),
    ]


def test_headings_of_other_offices() -> None:
    """English and Chinese headings are known; a sentence that begins alike is no heading."""
    assert _named(["ABSTRACT\nA shaft."]) == [[(SectionKind.ABSTRACT, "ABSTRACT\nA shaft.")]]
    assert _named(["What is claimed is:\n1. A shaft."]) == [[(SectionKind.CLAIMS, "What is claimed is:\n1. A shaft.")]]
    assert _named(["权利要求书\n1. 一种轴。"]) == [[(SectionKind.CLAIMS, "权利要求书\n1. 一种轴。")]]
    assert _named(["Claims 1-5 are rejected under 35 U.S.C. 103."]) == [[]]


def test_the_account_of_cited_art_ends_with_the_comparison() -> None:
    """What an examiner says about a cited document is labelled, up to the heading of the comparison."""
    text = "（引用文献1の記載事項）\n引用文献1には軸が記載されている。\n（対比・判断）\n本願発明と対比する。"
    assert _named([text]) == [[(SectionKind.CITED_ART, "（引用文献1の記載事項）\n引用文献1には軸が記載されている。")]]


def test_page_numbers_need_neighbours() -> None:
    """A bare number is a page number only if the next page counts on; a lone number is text."""
    assert _named(["Body of one.\n\n3", "Body of two.\n\n4"]) == [
        [(SectionKind.FOOTER, "3")],
        [(SectionKind.FOOTER, "4")],
    ]
    assert _named(["The total is\n\n300", "Nothing more.\n\nEnd."]) == [[], []]


@given(st.lists(st.text(alphabet="Claims:\n 1-要約【】", max_size=60), max_size=5))
def test_sections_lie_on_their_pages(texts: list[str]) -> None:
    """Whatever the text, sections lie within it."""
    for text, sections in zip(texts, find_sections(texts), strict=True):
        assert all(0 <= s.start <= s.end <= len(text) for s in sections)
