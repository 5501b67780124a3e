"""Letters about papers of the EPO: which date starts the period, which requests a grant and a search report open."""

from __future__ import annotations

import pytest
from papers import paper

from konkyo.practice.notices import recognise
from konkyo.records.docket import NoticeItem

_EN = "Dear colleagues,\nEuropean Patent Application 21204202.2, your ref. KX-1\n"
_JA = "知財部御中\n欧州特許出願第19170560.7号（貴社整理番号 KX-1）\n"
_DE = "Sehr geehrte Damen und Herren,\nEP-Anmeldung 20154583.7, Ihr Zeichen KX-1\n"


def items(text: str) -> tuple[NoticeItem, ...]:
    """The items of a letter."""
    return recognise(paper(text)).items


def start(text: str) -> str | None:
    """The trigger date of a letter's only item."""
    (item,) = items(text)
    return item.trigger.value.date.isoformat() if item.trigger else None


@pytest.mark.parametrize(
    "text",
    [
        _EN
        + "On 3 June 2024 the EPO issued a communication under Article 94(3) EPC, which we received on 5 June 2024.",
        _EN + "We received on 5 June 2024 the examination report of the EPO, which bears the date 3 June 2024.",
        "From: A LLP <a@example.com>\nTo: B <b@example.com>\nDate: 9 June 2024\nSubject: EP examination report\n\n"
        + _EN
        + "An Article 94(3) communication dated 3 June 2024 has been received.",
        "Date: 9 June 2024\n\n" + _EN + "We enclose the Article 94(3) communication dated 3 June 2024.",
        _JA + "2024年6月3日付で規則71(3)に基づく通知が発行され、当所は2024年6月5日に受領しました。",
        _JA + "2024年6月5日にEPOから規則71(3)の通知を受領しました。通知の日付は2024年6月3日です。",
        _JA + "2024年6月3日付の規則71(3)の通知を2024年6月5日に入手しました。",
        "送信日時: 2024年6月9日\n宛先: 知財部\n件名: 許可予告通知\n\n"
        + _JA
        + "規則71(3)に基づく通知（2024年6月3日付）です。",
        _DE + "am 5. Juni 2024 haben wir den Bescheid gemäß Artikel 94(3) EPÜ vom 3. Juni 2024 erhalten.",
    ],
)
def test_the_communication_s_own_date_starts_the_period(text: str) -> None:
    """Of letter, receipt and communication the communication's date counts (Rule 126(2), 131(2) EPC)."""
    assert start(text) == "2024-06-03"


@pytest.mark.parametrize(
    "text",
    [
        "Date: 9 June 2024\n\n" + _EN + "An Article 94(3) communication has been received from the EPO.",
        "9 June 2024\n\n" + _EN + "We enclose the examination report of the EPO.",
        _JA + "EPO規則71(3)通知を2024年6月5日に受領いたしました。応答期間は4か月です。",
        _EN + "We received the communication under Article 94(3) EPC on 5 June 2024.",
    ],
)
def test_receipt_and_letter_start_nothing(text: str) -> None:
    """Without the communication's date the item waits for it, whatever other dates the letter has."""
    assert start(text) is None


@pytest.mark.parametrize(
    "text",
    [
        _DE + "Der Erteilungsbeschluss liegt vor. Der Hinweis auf die Erteilung wird am 1. April 2026 im Patentblatt "
        "bekannt gemacht.\nDer Antrag auf einheitliche Wirkung ist innerhalb eines Monats zu stellen; die Validierung "
        "hat binnen drei Monaten zu erfolgen.",
        _EN + "The decision to grant has issued; the mention of the grant will be published on 1 April 2026.\n"
        "Unitary effect: 1 May 2026 (1 month)\nValidation: 1 July 2026 (3 months)",
        _EN + "The decision to grant has issued; the mention of the grant will be published on 1 April 2026. "
        "Unitary effect can be requested until one month after that date, and the deadline for validating the patent "
        "is three months from that date.",
        _JA + "特許付与決定が発行されました。特許付与の公告は2026年4月1日の欧州特許公報に掲載されます。\n"
        "統一効の申請：公告から1か月以内\n各国有効化手続：公告から3か月以内",
    ],
)
def test_a_grant_opens_two_requests(text: str) -> None:
    """Unitary effect within one month, validation within three, both from the mention of the grant."""
    found = {i.event_code: i.period.value.n for i in items(text) if i.period and i.trigger}
    assert found == {"unitary_effect_request": 1, "national_validation": 3}
    assert {i.trigger.value.date.isoformat() for i in items(text) if i.trigger} == {"2026-04-01"}


def test_the_number_that_a_patent_will_have() -> None:
    """A decision to grant names the patent's number in a sentence."""
    text = "The decision to grant has issued and the patent will have the number EP 3 355 484 B1."
    (item,) = items(_EN + text)
    assert item.registration_number is not None
    assert item.registration_number.value == "EP3355484B1"


@pytest.mark.parametrize(
    ("said", "mentioned"),
    [
        (
            _EN + "The extended European search report dated 20 May 2025 is enclosed. The request for examination must "
            "be filed within six months of the date on which the Bulletin mentions its publication.",
            None,
        ),
        (
            _EN + "The publication of the European search report was mentioned in Bulletin 25/25 of 18 June 2025. The "
            "time limit for requesting examination expires six months after that date.",
            "2025-06-18",
        ),
        (
            _JA + "拡張欧州調査報告（2025年5月20日付）の公開は2025年6月18日の欧州特許公報に掲載されました。\n"
            "審査請求は、公報掲載日から6か月以内に行う必要があります。",
            "2025-06-18",
        ),
        (
            _DE + "Der erweiterte europäische Recherchenbericht vom 20. Mai 2025 liegt bei. Der Prüfungsantrag ist "
            "innerhalb von sechs Monaten nach dem Hinweis auf die Veröffentlichung zu stellen.",
            None,
        ),
    ],
)
def test_a_request_for_examination_waits_for_the_mention(said: str, mentioned: str | None) -> None:
    """Six months run from the mention of the search report's publication (Rule 70(1) EPC), never from its own date."""
    (item,) = items(said)
    assert (item.event_code, item.period and item.period.value.n) == ("exam_request", 6)
    assert (item.trigger.value.date.isoformat() if item.trigger else None) == mentioned
