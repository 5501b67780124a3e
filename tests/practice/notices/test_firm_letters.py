"""Firms' letters on Japanese and American cases: dates, periods, numbers and lists in the ways in which firms write."""

from __future__ import annotations

import pytest
from papers import paper

from konkyo.practice.notices import recognise
from konkyo.records.docket import NoticeItem


def _items(text: str) -> tuple[NoticeItem, ...]:
    return recognise(paper(text)).items


def _start(item: NoticeItem) -> tuple[str, str] | None:
    return (item.trigger.value.kind, str(item.trigger.value.date)) if item.trigger else None


def _period(item: NoticeItem) -> str | None:
    return f"{item.period.value.n} {item.period.value.unit}" if item.period else None


_US = "Dear Ms. Ito,\n\nThe USPTO issued a non-final Office Action in your case AB-12 (U.S. Serial No. 17/111,222). "


@pytest.mark.parametrize(
    "said",
    [
        "It has a mailing date of February 3, 2025.",
        "The mail date is 02/03/2025.",
        "The Action, whose mailing date was 3 February 2025, is attached.",
        "The notification date is February 3, 2025.",
        "It was mailed on February 3, 2025.",
    ],
)
def test_a_mailing_date_with_a_copula(said: str) -> None:
    """``mailing date of``, ``is``, ``was`` name the same day; the letter's own date does not start the period."""
    (item,) = _items(f"From: Firm <a@firm.example>\nTo: You <b@you.example>\nDate: February 9, 2025\n\n{_US}{said}\n")
    assert _start(item) is not None
    assert str(item.trigger.value.date) == "2025-02-03"  # type: ignore[union-attr]


def test_the_letters_date_starts_nothing() -> None:
    """A letter that gives no date of the action leaves the item pending, whatever the letter's own date."""
    (item,) = _items(f"From: Firm <a@firm.example>\nTo: You <b@you.example>\nDate: February 9, 2025\n\n{_US}\n")
    assert item.trigger is None
    assert item.expect == "pending"


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("Response due May 5, 2025 (3 months, extendable).", "3 month"),
        ("Reply deadline: 5 May 2025 (three months from the mailing date)", "3 month"),
        (
            "Three-month date (no extension fees): May 3, 2025. Final six-month statutory date: August 3, 2025.",
            "3 month",
        ),
        ("We have three months to answer.", "3 month"),
        ("The applicant is given two months to respond.", "2 month"),
        ("We suggest responding within two months so that an advisory action issues early.", None),
        ("We would like to reply within one month if possible.", None),
        ("Extensions of up to three months are available.", None),
        ("The final six-month statutory date is August 3, 2025.", None),
    ],
)
def test_the_period_of_a_letter(said: str, period: str | None) -> None:
    """A period beside a due date or in words is read; what is proposed, an extension or the maximum is not."""
    (item,) = _items(_US + said + "\n")
    assert _period(item) == period


def test_the_statutory_maximum_is_no_due_date() -> None:
    """The six-month date of 35 USC 133 is told apart from the date on which the reply is due."""
    (item,) = _items(
        _US
        + "\n * three-month date (no extension fees): May 3, 2025\n * final six-month statutory date: August 3, 2025\n"
    )
    roles = {(o.value.role, str(o.value.date)) for o in item.other_dates}
    assert {("printed_due_date", "2025-05-03"), ("statutory_bar", "2025-08-03")} <= roles


@pytest.mark.parametrize(
    "label",
    [
        "Application No.\tJP 2022-123456",
        "Application No.: 2022-123456",
        "Japanese Patent Application No. 2022-123456",
        "JP Patent Appln. No. 2022-123456",
    ],
)
def test_a_japanese_number_in_an_english_letter(label: str) -> None:
    """A Japanese application number is read with and without the country before it."""
    (item,) = _items(
        "Dear Sirs,\nThe Japan Patent Office (JPO) has issued a Decision to Grant a Patent.\n\n"
        f"{label}\nCertified copy of the decision served on 19 June 2025\n"
    )
    assert item.application_number is not None
    assert item.application_number.value == "JP2022123456"
    assert _start(item) == ("service_date", "2025-06-19")


@pytest.mark.parametrize(
    "said",
    [
        "不服2024-001234号事件（原出願：特願2021-110555）につき、2025年2月3日付けで「本件審判の請求は、成り立たない。」との審決がありました。",
        "不服2024-001234（本件出願 特願2021-110555）について、令和7年2月3日付けで審決がなされました。",
    ],
)
def test_the_application_under_appeal_and_the_day_of_the_decision(said: str) -> None:
    """The application that a trial decision is about is the case's own, and the decision's date starts nothing."""
    (item,) = _items(f"ご担当者様\n\n{said}\n審決の謄本は2025年2月12日に送達されております。\n")
    assert item.event_code == "suit_against_trial_decision"
    assert item.application_number is not None
    assert item.application_number.value == "JP2021110555"
    assert item.drafting_date is not None
    assert str(item.drafting_date.value) == "2025-02-03"
    assert _start(item) == ("service_date", "2025-02-12")


_PATENT = "MAINTENANCE FEE REMINDER\n\nU.S. Patent No.: 10,767,122\nGrant date: 15-Jun-2021\n"


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("Fee: 1st maintenance fee (3.5 year)", 4),
        ("The 7.5-year maintenance fee is due.", 8),
        ("The third maintenance fee falls due.", 12),
        ("Maintenance fee 2", 8),
        ("8th year maintenance fee", 8),
        ("第1回維持年金（3.5年）", 4),
        ("Last day without surcharge: 15-Dec-2024\nLast day with surcharge: 15-Jun-2025", 4),
        ("Fees fall due 3.5, 7.5 and 11.5 years after grant. Due date: 15-Dec-2028", 8),
        ("Fees fall due 3.5 years, 7.5 years and 11.5 years after grant.", None),
        ("A fee is due soon.", None),
    ],
)
def test_which_maintenance_fee(said: str, year: int | None) -> None:
    """The fee is the one named, else the one whose due date is printed; a text that names all names none."""
    (item,) = _items(_PATENT + said + "\n")
    assert item.event_code == "maintenance_fee"
    assert item.inputs.get("year_no") == year
    assert _start(item) == ("grant_date", "2021-06-15")


@pytest.mark.parametrize("later", ["謄本送達日は別途ご連絡します。", "謄本送達日は2025年7月17日です。"])
def test_two_notices_in_one_letter(later: str) -> None:
    """Each notice of a list is an item of its own, also the one whose date is still to follow; no date is lent."""
    first, second = _items(
        "知的財産部　御中\n\n下記2件の通知を受領いたしました。\n\n(1) 特願2019-170555（貴社番号 MT24-401）\n"
        "　　拒絶理由通知　発送日 2025年7月14日\n　　意見書提出期間　発送日から60日\n\n"
        f"(2) 特願2022-105555（貴社番号 HD20-491）\n　　特許査定　{later}\n"
        "　　第1年から第3年分の特許料を送達日から30日以内に納付する必要があります。\n\n以上\n"
    )
    assert (first.event_code, second.event_code) == ("oa_response", "registration_fee")
    assert _start(first) == ("dispatch_date", "2025-07-14")
    assert _start(second) == (("service_date", "2025-07-17") if "2025" in later else None)


@pytest.mark.parametrize(
    "table",
    [
        (
            "RENEWALS FALLING DUE\n\nCountry\tPatent no.\tBase date\tFee\tDue date\tYour case\n"
            "JP\t7159059\tregistered 09-May-2022\tyear 4\t09-May-2025\tF22-304\n"
            "US\t11,964,345\tgranted 26-Jul-2022\t3.5 year fee\t26-Jan-2026\tF12-747\n"
        ),
        (
            "Annuity list, second quarter\n\n"
            "Country     Number      Start                    Fee            Due           Your ref\n"
            "Japan       7159059     registered 2022-05-09    year 4         2025-05-09    F22-304\n"
            "USA         11,964,345  granted 2022-07-26       3.5 year fee   2026-01-26    F12-747\n"
        ),
    ],
)
def test_a_table_of_fees_of_several_offices(table: str) -> None:
    """Each row is the fee of its own office and right, with the date and the year that its cells name."""
    japan, america = _items(table)
    assert (japan.office.value, japan.event_code) == ("JPO", "annuity")
    assert (america.office.value, america.event_code) == ("USPTO", "maintenance_fee")
    assert [i.registration_number.value for i in (japan, america) if i.registration_number] == [
        "JP7159059B2",
        "US11964345B2",
    ]
    assert _start(japan) == ("registration_date", "2022-05-09")
    assert _start(america) == ("grant_date", "2022-07-26")
    assert japan.annuity_year is not None
    assert (japan.annuity_year.value, america.inputs.get("year_no")) == (4, 4)
    assert [i.matter_ref.value for i in (japan, america) if i.matter_ref] == ["F22-304", "F12-747"]


def test_a_table_of_cited_patents_is_no_table_of_fees() -> None:
    """Rows of country and number under other words are no fees."""
    assert _items("NOTICE OF REFERENCES CITED\n\nCountry\tNumber\tDate\nUS\t7,187,119\t2007-03-06\n") == ()


@pytest.mark.parametrize(
    ("said", "claims"),
    [
        ("Claims 1-3 are rejected over US 2014/0137080 A1.", [1, 2, 3]),
        ("Claims 4 and 5 were not rejected over the cited document.", []),
    ],
)
def test_rejected_claims_of_a_european_communication(said: str, claims: list[int]) -> None:
    """A letter that says ``rejected`` of claims before the EPO names claims that are objected to."""
    (item,) = _items(
        "Dear Ms. Ito,\nA new Article 94(3) EPC communication has come in on European patent application 19173825.1.\n"
        f"{said}\n"
    )
    assert [n for found in item.claims_rejected for n in found.value] == claims
