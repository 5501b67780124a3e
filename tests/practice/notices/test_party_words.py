"""The party as letters tell it."""

from __future__ import annotations

import pytest
from papers import paper

from konkyo.practice.notices.references import matter_refs, party
from konkyo.practice.notices.sheet import Sheet


def _party(text: str) -> str | None:
    sheet = Sheet(paper(text))
    found = party(sheet, 0, len(sheet))
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A response is due within three months since the applicant is domiciled outside Japan.", "overseas"),
        ("The term is three months because the applicant resides abroad.", "overseas"),
        ("As your client is a foreign company, the period is three months.", "overseas"),
        ("The applicant has no residence or place of business in Japan.", "overseas"),
        ("出願人は海外企業のため、応答期間は3か月です。", "overseas"),
        ("日本国内に住所又は居所を有しないため3か月です。", "overseas"),
        ("貴社は国内の会社ですので附加期間は認められません。", "resident"),
        ("出願人様は国内居住者ですので60日です。", "resident"),
        ("Since the applicant is domiciled in Japan, the period is 60 days.", "resident"),
        ("If the applicant is domiciled outside Japan, the period is three months.", None),
        ("The period is three months for applicants residing abroad.", None),
        ("Overseas applicants are given three months, applicants in Japan 60 days.", None),
        ("出願人が国外居住者である場合は3か月です。", None),
        ("日本国内に住所を有する場合は60日です。", None),
    ],
)
def test_the_party_is_what_a_sentence_says_of_the_applicant(text: str, value: str | None) -> None:
    """A sentence about this applicant tells the party; a rule about any applicant does not."""
    assert _party(text) == value


def _ref(text: str) -> str | None:
    sheet = Sheet(paper(text))
    found = next(matter_refs(sheet, 0, len(sheet)), None)
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("1. Serial No. 17/111,222 (your QZ19-694): non-final Office Action mailed October 7, 2025.", "QZ19-694"),
        ("A new action has come in on 17/111,222, your 113.86.PT, yesterday.", "113.86.PT"),
        ("Application No.: 18/111,222\nAttorney Docket: F10-852\n", "F10-852"),
        ("Application/Control Number: 18/111,222\nArt Unit: 3400      Docket: 986.64.PT\n", "986.64.PT"),
        ("Atty. Dkt. No. 0123-4567\n", "0123-4567"),
        ("Subject: Fw: 【P97-993】拒絶理由通知のお知らせ\n\n添付します。", "P97-993"),
        ("件名: RE: [AB-1020] Office Action\n\nPlease see attached.", "AB-1020"),
        ("Subject: 【OP-1】拒絶理由通知\n\n弊所整理番号：OP-1\n", None),
        ("Our docket: OP-12345\n", None),
        ("From: docket@firm.example\n\nOn 17/334,615 claims are rejected over US 2006/0109665 A1.\n", None),
        ("We need your 3 comments, your 2 drawings and so on.", None),
    ],
)
def test_the_addressees_reference(text: str, ref: str | None) -> None:
    """A reference is the addressee's where it says ``your``, is an attorney docket, or heads the subject line."""
    assert _ref(text) == ref
