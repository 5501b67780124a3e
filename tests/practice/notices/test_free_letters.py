"""What free letters say in other words: forms, claims, periods, references and dates of the same kinds."""

from __future__ import annotations

from datetime import date

import pytest
from papers import paper

from konkyo.practice.notices import recognise
from konkyo.records.docket import NoticeItem


def _item(text: str) -> NoticeItem:
    (item,) = recognise(paper(text)).items
    return item


def _claims(item: NoticeItem) -> tuple[int, ...]:
    return tuple(sorted({n for found in item.claims_rejected for n in found.value}))


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("拒絶理由通知が出ました。\n発送日：2026/06/10\n対象：請求項1～3、5", (1, 2, 3, 5)),
        ("拒絶理由通知書の報告です。発送日は2026年6月10日、対象は請求項2、4です。", (2, 4)),
        ("拒絶理由通知書の報告です。発送日は2026年6月10日、請求項1～2が対象です。", (1, 2)),
        ("拒絶理由通知書の報告です。発送日は2026年6月10日、補正の対象は請求項1です。", ()),
        ("拒絶理由通知書の報告です。発送日は2026年6月10日、対象は請求項1～3以外です。", ()),
    ],
)
def test_claims_called_the_subject_of_a_japanese_action(text: str, claims: tuple[int, ...]) -> None:
    """A letter may only call the claims the subject of the action; what is amended or left out is none."""
    assert _claims(_item(f"貴社整理番号：AB-12\n特願2022-123456について、{text}\n")) == claims


@pytest.mark.parametrize(
    ("objection", "claims"),
    [
        ("Objection: Art. 56 EPC, claims 2-4, over EP 1 607 007 A1", (2, 3, 4)),
        ("Grounds: lack of novelty, claims 1 and 5", (1, 5)),
        ("No objection: claims 2-4", ()),
    ],
)
def test_claims_in_a_list_of_objections(objection: str, claims: tuple[int, ...]) -> None:
    """The heading of a list entry holds for the claims behind it."""
    text = f"Dear Sirs,\nEP 19208787.2\nArticle 94(3) communication of 10 March 2025\n{objection}\nKind regards"
    assert _claims(_item(text)) == claims


@pytest.mark.parametrize(
    "said",
    [
        "Beanstandet sind die Ansprüche 1 bis 3 wegen fehlender erfinderischer Tätigkeit",
        "35 USC 103, claims 1-3",
        "claims 1-3: 35 U.S.C. 103",
        "权利要求1-3被认为显而易见",
    ],
)
def test_claims_of_an_american_action_in_any_language(said: str) -> None:
    """What the American office rejects is told in German, Chinese or by section and claims side by side."""
    assert _claims(_item(f"Dear Eva,\nOffice Action mailed March 3, 2025 in US 17/442,371.\n{said}.\n")) == (1, 2, 3)


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("einen ersten sachlichen Bescheid", "oa_response"),
        ("einen Amtsbescheid", "oa_response"),
        ("einen endgültigen Bescheid", "final_oa_response"),
        ("einen nicht endgültigen Bescheid", "oa_response"),
    ],
)
def test_american_actions_in_german_letters(words: str, event: str) -> None:
    """German letters name American actions, and the day of their mailing, in German."""
    item = _item(
        f"Sehr geehrte Frau Vogt,\nin US 17/442,371 hat das USPTO {words} erlassen, Versanddatum 2. Oktober 2025.\n"
    )
    assert item.event_code == event
    assert item.trigger is not None
    assert item.trigger.value.date == date(2025, 10, 2)


@pytest.mark.parametrize(
    "told",
    ["邮寄日（Mail Date）为2026年2月4日", "寄出日期：2026年2月4日", "mailing date (date of mailing) 4 February 2026"],
)
def test_a_gloss_in_brackets_stands_between_label_and_date(told: str) -> None:
    """The foreign name of a date, in brackets behind its own, does not part them."""
    item = _item(f"您好：贵司美国申请16/656,603收到非最终审查意见（Non-Final Office Action），{told}。\n")
    assert item.trigger is not None
    assert item.trigger.value.date == date(2026, 2, 4)


@pytest.mark.parametrize(
    ("boxes", "event"),
    [
        ("2a) {x} This action is FINAL. 2b) [ ] This action is non-final.", "final_oa_response"),
        ("2a) [ ] This action is FINAL. 2b) {x} This action is non-final.", "oa_response"),
    ],
)
def test_braces_tick_a_box(boxes: str, event: str) -> None:
    """A box drawn with braces decides final or not, though the title shares its line with the number."""
    head = "Office Action Summary          Application No. 17/923,042\nMail Date 08/20/2024\n"
    assert _item(f"{head}{boxes}\nClaims 1-6 are rejected.\n").event_code == event


def test_the_heading_names_the_section_of_its_rejections() -> None:
    """A section that only a heading names is a ground where claims are rejected under it, and none where not."""
    body = (
        "Office Action Summary\nApplication No. 17/923,042\nMail Date 08/20/2024\n"
        "Claim Rejections - 35 USC § 102\nClaim 1 is rejected under 35 U.S.C. 102(a)(1) as anticipated.\n"
        "Claim Rejections - 35 USC § 103\nThe remaining claims are rejected as unpatentable over A.\n"
        "Claim Rejections - 35 USC § 112\nThe rejection is withdrawn.\n"
    )
    assert [found.value for found in _item(body).statutes] == ["35USC102(a)(1)", "35USC103"]


@pytest.mark.parametrize(
    "text",
    [
        "Answer within 3 months: 17 June 2025",
        "Reply due 17 June 2025 (three months; no extensions)",
        "Response due: 17 June 2025 (3 months)",
    ],
)
def test_periods_of_three_months(text: str) -> None:
    """The length beside a due date, whatever the verb and the note behind it."""
    item = _item(f"Dear Eva,\nUS 18/540,137: Office Action mailed 17 March 2025.\n{text}\n")
    assert item.period is not None
    assert (item.period.value.n, item.period.value.unit) == (3, "month")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Subject: AB-715 Office Action\nin US 18/540,137", "AB-715"),
        ("Subject: Office Action\nin US 18/540,137 (docket 2018-2098)", "2018-2098"),
        ("Subject: Office Action\nYr Ref 2782/EP, US 18/540,137", "2782/EP"),
        ("Subject: EP-2023 Office Action\nin US 18/540,137", None),
        ("Subject: Office Action\nOur ref AB-715, US 18/540,137 (docket AB-715)", None),
    ],
)
def test_references_in_letters(text: str, ref: str | None) -> None:
    """The addressee's reference at the head of a subject, beside the number, behind ``Yr``; never the sender's own."""
    item = _item(f"{text}: Office Action mailed 17 March 2025.\n")
    assert (item.matter_ref.value if item.matter_ref else None) == ref


def test_rows_of_a_table_of_annuities() -> None:
    """Each row gives its right, the day of registration, the year in its column and the reference."""
    text = (
        "年金納付予定一覧（株式会社甲様）\n\n特許番号\t登録日\t年分\t納付期限\t整理番号\n"
        "特許第6934071号\tR5.2.6\t4\tR8.2.6\tAB-15\n特許第6579018号\tR3.4.30\t5\tR7.4.30\tAB-16\n"
    )
    items = recognise(paper(text)).items
    assert [item.annuity_year.value for item in items if item.annuity_year] == [4, 5]
    assert [item.trigger.value.date for item in items if item.trigger] == [date(2023, 2, 6), date(2021, 4, 30)]


@pytest.mark.parametrize("number", ["Jap. Pat. Appln. No. 2021-178174", "Japanese Patent Application No. 2021-178174"])
def test_japanese_numbers_in_english_letters(number: str) -> None:
    """Abbreviated names of the country and the application lead to the same number, and a bracket to the same day."""
    item = _item(
        f"Dear Sirs,\n{number}\nDecision of Rejection.\n"
        "The certified copy was transmitted (served) on 12 February 2026.\n"
    )
    assert item.application_number is not None
    assert item.application_number.value == "JP2021178174"
    assert item.trigger is not None
    assert item.trigger.value.date == date(2026, 2, 12)


@pytest.mark.parametrize(
    "head", ["From: A <a@x.example>\nTo: B\nDate: 3 March 2025", "Date: 3 March 2025\nApplicant: B"]
)
def test_only_the_head_of_a_mail_dates_the_letter(head: str) -> None:
    """A ``Date`` in a head without a sender is not thereby the letter's."""
    text = f"{head}\nOffice Action mailed March 1, 2025 in US 18/540,137.\n"
    roles = {found.value.role for found in _item(text).other_dates}
    assert ("letter_date" in roles) == head.startswith("From")
