"""Provisions in normal form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.practice.statutes import statutes_in


@pytest.mark.parametrize(
    ("text", "normals"),
    [
        ("第２９条第１項第３号（新規性）、29条2項（進歩性）", ["29.1.3", "29.2"]),
        ("第３６条第６項第１号及び第２号", ["36.6.1", "36.6.2"]),
        ("特許法第29条第1項第3号、同条第2項", ["29.1.3", "29.2"]),
        ("特許法第２９条の２", ["29-2"]),
        ("第三十六条第六項第二号", ["36.6.2"]),
        ("特\n許法第２９\n条第２項", ["29.2"]),
    ],
)
def test_japanese_provisions(text: str, normals: list[str]) -> None:
    """Width, kanji numerals, line breaks and inherited articles give the same provisions."""
    assert list(statutes_in(text, "JPO")) == [f"JP.Patent.{normal}" for normal in normals]


def test_the_law_of_the_right_fills_in() -> None:
    """A provision without a law belongs to the law of the right; a named law stays."""
    assert statutes_in("第３条第１項第３号", "JPO", "design") == ("JP.Design.3.1.3",)
    assert statutes_in("第４条第１項第１１号", "JPO", "trademark") == ("JP.TM.4.1.11",)
    assert statutes_in("商標法第４条第１項第１１号", "JPO", "patent") == ("JP.TM.4.1.11",)


@pytest.mark.parametrize("text", ["行政事件訴訟法第４６条", "特許法施行規則第24条", "民法第709条"])
def test_other_laws_are_left_out(text: str) -> None:
    """Ordinances and other laws are no provisions of the industrial property laws."""
    assert statutes_in(text, "JPO") == ()


@pytest.mark.parametrize(
    ("text", "normals"),
    [
        ("35 U.S.C. 102(a)(1)", ("35USC102(a)(1)",)),
        ("35 U.S.C. § 103", ("35USC103",)),
        ("35 USC §§ 102 and 103", ("35USC102", "35USC103")),
        ("35 U.S.C. 102(a)(1)/(a)(2)", ("35USC102(a)(1)", "35USC102(a)(2)")),
        ("37 CFR 1.75(c)", ("37CFR1.75(c)",)),
    ],
)
def test_american_provisions(text: str, normals: tuple[str, ...]) -> None:
    """Section signs, stops and lists give the same sections."""
    assert statutes_in(text, "USPTO") == normals


def test_other_offices() -> None:
    """EPC articles and rules, PCT rules, Chinese, Korean and German provisions have their own forms."""
    assert statutes_in("Article 94(3) EPC, Rule 71(3) EPC", "EPO") == ("EPC.Art.94.3", "EPC.R.71.3")
    assert statutes_in("PCT Rule 43bis.1", "PCT") == ("PCT.R.43bis.1",)
    assert statutes_in("专利法第22条第3款", "CNIPA") == ("CN.Patent.22.3",)
    assert statutes_in("특허법 제29조 제2항", "KIPO") == ("KR.Patent.29.2",)
    assert statutes_in("§ 48 PatG", "DPMA") == ("DE.PatG.48",)


@given(st.text(), st.sampled_from(["JPO", "USPTO", "EPO", "PCT", "CNIPA", "KIPO", "DPMA"]))
def test_any_text_is_read_without_error(text: str, office: str) -> None:
    """No text makes the lexers fail."""
    statutes_in(text, office)


@pytest.mark.parametrize(
    ("office", "text", "normals"),
    [
        ("CNIPA", "不具备专利法第二十二条第三款规定的创造性", ("CN.Patent.22.3",)),
        ("CNIPA", "不符合专利法第22条第2款、第3款的规定", ("CN.Patent.22.2", "CN.Patent.22.3")),
        ("CNIPA", "専利法第22条第3項に違反する", ("CN.Patent.22.3",)),
        ("CNIPA", "Articles 22.2 and 22.3 of the Chinese Patent Law", ("CN.Patent.22.2", "CN.Patent.22.3")),
        ("CNIPA", "under Article 33 of the Chinese Patent Law", ("CN.Patent.33",)),
        ("CNIPA", "Art. 26, paragraph 4 CPL", ("CN.Patent.26.4",)),
        ("KIPO", "rejected under Article 29(2) of the Korean Patent Act", ("KR.Patent.29.2",)),
        ("KIPO", "Article 42(4)(2) of the Patent Act of Korea", ("KR.Patent.42.4.2",)),
        ("KIPO", "Korean Patent Act, Article 29(1)", ("KR.Patent.29.1",)),
        ("KIPO", "韓国特許法第29条第2項により", ("KR.Patent.29.2",)),
        ("KIPO", "특허법 제42조제4항제2호", ("KR.Patent.42.4.2",)),
        ("KIPO", "특허법 제29조 제1항 및 제2항", ("KR.Patent.29.1", "KR.Patent.29.2")),
        ("KIPO", "특허법 제67조의2에 따라", ("KR.Patent.67-2",)),
        ("DPMA", "§ 4 PatG und § 34 Abs. 4 PatG", ("DE.PatG.4", "DE.PatG.34.4")),
        ("DPMA", "Section 4 of the German Patent Act", ("DE.PatG.4",)),
    ],
)
def test_provisions_of_other_offices_in_other_languages(office: str, text: str, normals: tuple[str, ...]) -> None:
    """Letters in another language, numerals in characters and lists of paragraphs give the office's own form."""
    assert statutes_in(text, office) == normals
