"""Which offices a letter on the national phase names, and what each of them is owed."""

from __future__ import annotations

import pytest
from papers import paper

from konkyo.practice.notices import recognise
from konkyo.records.docket import NoticeItem


def entries(text: str) -> list[NoticeItem]:
    """The items of a letter."""
    return list(recognise(paper(text)).items)


def offices(text: str) -> dict[str | None, int | None]:
    """Length in months by office of the act; None: no office, no length."""
    return {
        item.inputs.get("office_of_act"): item.period.value.n if item.period else None
        for item in entries(text)
        if item.event_code == "national_phase_entry"
    }


_STATES = "Countries: United States, China and Germany"
_EN = "Dear Sirs,\nInternational application PCT/FI2024/050123\nPriority date: 14 March 2023\nYour ref. NP-7\n\n"
_JA = "いつもお世話になっております。\n国際出願番号　PCT/JP2024/012345\n優先日　2023年3月14日\n貴社整理番号　NP-7\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_EN + "The deadline for entering the U.S. national stage is 30 months from the priority date.", {"US": 30}),
        (
            _EN + "National phase\nJapan\t30 months\t14 September 2025\nEPO\t31 months\t14 October 2025\n",
            {"JP": 30, "EP": 31},
        ),
        (
            _EN + "Entry into the national phase is due as follows:\n- US, CN: 30 months\n- KR: 31 months\n",
            {"US": 30, "CN": 30, "KR": 31},
        ),
        (_EN + "Please confirm whether the European regional phase is to be entered (31 months).", {"EP": 31}),
        (_EN + "National phase reminder\n" + _STATES + "\n", {"US": None, "CN": None, "DE": None}),
        (
            _EN + "We remind you of entry into the national phase in all countries except Japan, in particular China.",
            {"CN": None},
        ),
        (
            _EN
            + "The Japanese national phase has already been entered. Entry into the Chinese national phase is open.",
            {"CN": None},
        ),
        (_EN + "Our Japanese translation is ready. The national phase in Korea is to be entered.", {"KR": None}),
        (
            _EN
            + "The application claims priority from US application 63/123,456.\nNational phase entry in China is due.",
            {"CN": None},
        ),
        (_JA + "米国及び中国への国内移行について、優先日から30か月です。ご指示ください。", {"US": 30, "CN": 30}),
        (_JA + "国内移行期限\n米国：2025年9月14日（30か月）\n欧州：2025年10月14日（31か月）\n", {"US": 30, "EP": 31}),
        (_JA + "移行国：韓国、ドイツ\n国内移行の期限が近づいております。", {"KR": None, "DE": None}),
        (_JA + "欧州への移行手続は完了しました。米国への移行についてご指示ください。", {"US": None}),
        (
            (
                "您好，\n国际申请号 PCT/CN2024/012345，优先权日 2023年3月14日，贵方案号 NP-7。\n"
                "该申请进入美国国家阶段的期限为自优先权日起30个月，请指示。"
            ),
            {"US": 30},
        ),
        (
            (
                "안녕하십니까\n국제출원번호 PCT/KR2024/012345\n우선일 2023년 3월 14일\n귀사 관리번호 NP-7\n"
                "미국 및 일본 국내단계 진입 기한은 우선일로부터 30개월입니다. 회신 바랍니다."
            ),
            {"US": 30, "JP": 30},
        ),
        (
            (
                "Sehr geehrte Damen und Herren,\nInternationale Anmeldung PCT/DE2024/050123, Ihr Zeichen NP-7\n"
                "Prioritätsdatum: 14.03.2023\nDie nationale Phase in China ist binnen 30 Monaten einzuleiten,\n"
                "die europäische Phase binnen 31 Monaten. Wir bitten um Weisung."
            ),
            {"CN": 30, "EP": 31},
        ),
    ],
)
def test_offices_of_the_entry(text: str, expected: dict[str | None, int | None]) -> None:
    """Each office that the letter names as a place of entry is a row with the length stated for it, no other is."""
    assert offices(text) == expected


@pytest.mark.parametrize(
    "said",
    [
        "which claims priority from 14-Mar-2023",
        "claiming the priority of 14 March 2023",
        "with an earliest priority date of March 14, 2023",
        "which claims the priority of FI 20235123 filed on 14 March 2023",
    ],
)
def test_a_priority_date_in_a_sentence(said: str) -> None:
    """Every item starts from the one priority date that the letter states once."""
    found = entries(
        f"Dear Sirs,\nNational phase deadlines for PCT/FI2024/050123 (your case F10-401), {said}.\n\n"
        "Japan, USA\t30 months\nEPO\t31 months\n"
    )
    triggers = [item.trigger and (item.trigger.value.kind, item.trigger.value.date.isoformat()) for item in found]
    assert triggers == [("priority_date", "2023-03-14")] * 3


def test_no_office_named() -> None:
    """A letter that names no office leaves the place of the act open; nothing is assumed."""
    assert offices(_EN + "The national phase must be entered within 30 months from the priority date.") == {None: 30}


def test_an_office_without_a_rule_is_not_lost() -> None:
    """A country for which no rule is held has a row of its own that waits for the office."""
    assert set(offices(_EN + "Entry into the national phase is due in the US and in Canada.")) == {"US", None}


def test_a_reminder_of_other_offices_is_no_japanese_entry() -> None:
    """``国内移行期限`` in a Japanese letter means the entry abroad where it names offices abroad."""
    text = "国内移行期限のご案内\n" + _JA + "米国への国内移行の期限が近づいております。"
    assert [(item.office.value, item.inputs.get("office_of_act")) for item in entries(text)] == [("PCT", "US")]


def test_a_due_date_belongs_to_its_own_row() -> None:
    """The date printed beside one office is no printed due date of another."""
    found = entries(_EN + "National phase\nJapan\t30 months\t14 September 2025\nEPO\t31 months\t14 October 2025\n")
    due = [[o.value.date.isoformat() for o in item.other_dates if o.value.role == "printed_due_date"] for item in found]
    assert due[0] != due[1] or due == [[], []]


def test_the_notice_of_communication_is_information() -> None:
    """Form PCT/IB/308 opens no period: it tells that the application was communicated."""
    found = entries(
        "PCT\nNOTICE INFORMING THE APPLICANT OF THE COMMUNICATION OF THE INTERNATIONAL APPLICATION\n"
        "Date of mailing: 08 November 2025\nInternational application No.: PCT/FI2025/050315\n"
        "Priority date: 08 April 2024\nForm PCT/IB/308 (First Notice)\n"
    )
    assert [(item.event_code, item.expect) for item in found] == [("none", "no_deadline")]
