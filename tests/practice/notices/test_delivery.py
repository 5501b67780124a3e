"""How an office's paper was delivered, as papers and letters say it."""

from __future__ import annotations

import pytest
from papers import paper

from konkyo.practice.notices.delivery import delivery
from konkyo.practice.notices.sheet import Sheet


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("发文日为2025年1月21日，通过电子申请系统接收。", "electronic"),
        ("我所已于同日以电子方式收到该通知书。", "electronic"),
        ("该通知书通过专利业务办理系统下载。", "electronic"),
        ("送达方式：电子送达", "electronic"),
        ("该通知书以纸件形式送达。", "paper"),
        ("通知书通过邮局挂号信送达我所。", "paper"),
        ("issued by CNIPA on October 17, 2025 (delivered through the CNIPA electronic system).", "electronic"),
        ("The notice was received via the e-filing system of CNIPA.", "electronic"),
        ("We received it electronically on the same day.", "electronic"),
        ("The action was served by electronic means.", "electronic"),
        ("The decision was sent to our office by EMS.", "paper"),
        ("It was dispatched in paper form by registered mail.", "paper"),
        ("第一回審査意見通知書（発文日：2024年8月15日）（電子送達）が発行されました。", "electronic"),
        ("通知書は電子出願システムを通じて受領しました。", "electronic"),
        ("（発文日：2024年9月23日）（紙媒体で郵送）が発行されました。", "paper"),
        ("通知書は書留郵便で送達されました。", "paper"),
    ],
)
def test_delivery_of_chinese_papers(text: str, mode: str) -> None:
    """Fields and sentences in three languages give the mode of delivery."""
    found = delivery(Sheet(paper(text)), "CNIPA", 0, len(text))
    assert found is not None
    assert found.value == mode


@pytest.mark.parametrize(
    "text",
    [
        "Please send your instructions electronically.",
        "The original will be sent by courier.",
        "A confirmation copy is sent by post.",
        "The notice was delivered electronically. A second notice was received by registered mail.",
        "原件随后以纸件形式寄送并送达贵方。",
        "原本は追って書留郵便で発送いたします。",
        "Claim 3 recites an electronic device.",
        "通知書を受領しました。",
    ],
)
def test_what_does_not_say_how_it_came(text: str) -> None:
    """What the writer sends or asks for, and two ways at once, decide nothing."""
    assert delivery(Sheet(paper(text)), "CNIPA", 0, len(text)) is None
