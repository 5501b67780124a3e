"""Cited documents in their normal forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.practice.citations import citations_in


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("特開２０１８－３４７３０８号公報", "JP2018347308A"),
        ("特開平05-087383号公報", "JPH0587383A"),
        ("特表2013-504586号公報", "JP2013504586A"),
        ("特公平6-61361号公報", "JPH0661361B2"),
        ("実開昭58-12345号公報", "JPS5812345U"),
        ("再公表特許第2008/149074号", "WO2008149074A1"),
        ("特許第6543210号公報", "JP6543210B2"),
        ("意匠登録第1622439号公報", "JP1622439S"),
        ("登録第５３５３８６５号商標", "JP5353865T"),
        ("国際公開第２０１６／１２５１９８号", "WO2016125198A1"),
        ("米国特許出願公開第2014/0038855号明細書", "US20140038855A1"),
        ("米国特許第7632684号明細書", "US7632684B2"),
        ("中国特許出願公開第１０９１９０４４３号明細書", "CN109190443A"),
        ("韓国公開特許第10-2021-0098228号公報", "KR20210098228A"),
        ("JP 2014-138554 A", "JP2014138554A"),
        ("JP H05-87383 A", "JPH0587383A"),
        ("US 2005/0196191 A1", "US20050196191A1"),
        ("US 8,756,399 B2", "US8756399B2"),
        ("U.S. Patent Application Publication No. 2014/0038855", "US20140038855A1"),
        ("WO 2016/125198 A2", "WO2016125198A2"),
        ("WO 99/12345 A1", "WO1999012345A1"),
        ("EP 1 705 358 A2", "EP1705358A2"),
        ("CN106186237B", "CN106186237B"),
        ("KR 10-2021-0098228 A", "KR20210098228A"),
        ("DE 10 2010 027 222 A1", "DE102010027222A1"),
        ("JP特开2018-033454A", "JP2018033454A"),
        ("공개특허공보 제10-2021-0098228호", "KR20210098228A"),
    ],
)
def test_a_citation_has_one_normal_form(printed: str, normal: str) -> None:
    """Script, width and wording do not change the document; the span is the print."""
    text = f"引用文献1：{printed}。"
    (token,) = citations_in(text)
    assert (token.normal, text[token.start : token.end]) == (normal, printed)


def test_several_in_one_sentence() -> None:
    """Each document of a list is its own."""
    text = "Smith (US 2004/0091572\nA1) in view of Brandt (JP 2009-121508 A)"
    assert [token.normal for token in citations_in(text)] == ["US20040091572A1", "JP2009121508A"]


@pytest.mark.parametrize("text", ["特願2020-123456", "17/485,618", "令和6年1月10日", "US 17/485,618", "EPC Rule 71(3)"])
def test_applications_and_dates_are_no_citations(text: str) -> None:
    """An application number is not prior art, nor is a date or a rule."""
    assert citations_in(text) == ()


@given(st.integers(1980, 2030), st.integers(1, 999_999))
def test_western_serials_are_padded(year: int, serial: int) -> None:
    """Years in four digits carry six digits of serial, however they were printed."""
    assert [t.normal for t in citations_in(f"特開{year}-{serial}号公報")] == [f"JP{year}{serial:06d}A"]


@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    """No text makes the lexer fail, and tokens lie inside it in order."""
    last = 0
    for token in citations_in(text):
        assert last <= token.start < token.end <= len(text)
        last = token.end
