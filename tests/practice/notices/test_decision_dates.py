"""The date that a decision bears is not the day on which it was served, nor the date of the mail that reports it."""

from __future__ import annotations

import pytest
from blind import document_of, stated

from konkyo.practice.notices import recognise


@pytest.mark.parametrize(
    ("text", "drafting", "trigger"),
    [
        (
            (
                "Subject: 韓国出願 拒絶決定のご報告\n\n標記出願（10-2021-0112999、貴方整理番号 ZK12345）に\nつき、"
                "韓国特許庁審査官より2025. 10. 10.付けの拒絶決定書が発行され、2025年10月13日に送達されました。\n"
                "不服審判請求は送達日から3か月以内に可能です。\n"
            ),
            "2025-10-10",
            "service_date:2025-10-13",
        ),
        (
            (
                "Subject: 韓国出願 拒絶決定のご報告\n\n標記出願（10-2021-0112999、貴方整理番号 ZK12345）に\nつき、"
                "2025年10月10日付けで拒絶決定がなされ、送達日は確認中です。\n不服審判請求は送達日から3か月以内に可能です。\n"
            ),
            "2025-10-10",
            "",
        ),
        (
            (
                "Subject: 거절결정 보고\n\n출원번호 10-2021-0112999\n2025. 10. 10.자 거절결정이 2025. 10. 13. 송달됨."
                "\n송달일로부터 3개월 이내에 심판을 청구할 수 있습니다.\n"
            ),
            "2025-10-10",
            "service_date:2025-10-13",
        ),
    ],
)
def test_a_decision_and_its_service(text: str, drafting: str, trigger: str) -> None:
    """The decision's own date is kept beside; the period runs from service, or waits for it."""
    (item,) = recognise(document_of(text)).items
    assert stated(item)["drafting"] == drafting
    assert stated(item)["trigger"] == trigger


def test_the_date_line_of_a_printed_mail_starts_nothing() -> None:
    """``Date:`` beside ``From:`` and ``Subject:`` dates the mail; the notice's date in the text is used."""
    text = (
        "From: Some Firm <a@firm.example>\nTo: Other Firm <b@other.example>\nDate: 11 March 2026\n"
        "Subject: China - Decision of Rejection\n\nChinese Patent Application No. 201911427573.1\n"
        "We have received the Decision of Rejection issued by CNIPA on March 9, 2026\n"
        "(delivered through the CNIPA electronic system).\n"
    )
    (item,) = recognise(document_of(text)).items
    assert stated(item)["trigger"] == "document_date:2026-03-09"
    assert "letter_date:2026-03-11" in stated(item)["other"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "INVOICE No. 46371\nDate: July 22, 2025\nYour matter: AB-12-C   US Application 17/271,628\n"
            "Review Final Office Action\t7.5\t$4,103.00\nPayment terms: 30 days.\n"
        ),
        (
            "FEE NOTE\nDate: July 22, 2025\nEP application 19173825.1\nCommunication of 3 March 2025\t$900\n"
            "Please pay within 30 days.\n"
        ),
        "请款单\n日期：2025年7月22日\n申请号201911393378.1 第一次审查意见答复 金额 5000元\n请于2025年8月21日前付款。\n",
        "御請求書\n2025年7月22日\n特願2020-185049 拒絶理由通知対応費用 120,000円\nお支払期限：2025年8月21日\n",
    ],
)
def test_a_bill_gives_no_deadline(text: str) -> None:
    """A bill that names an action, with terms of payment, is no notice."""
    assert all(item.expect == "no_deadline" for item in recognise(document_of(text)).items)
