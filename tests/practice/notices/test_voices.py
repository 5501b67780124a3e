"""Each line of a message belongs to one writer; what a finding prints is what stands on the page."""

from __future__ import annotations

from blind import blind_cases, document_of
from hypothesis import given
from hypothesis import strategies as st

from konkyo.practice.notices import recognise
from konkyo.practice.notices.decoys import not_a_notice
from konkyo.practice.notices.language import language_of
from konkyo.practice.notices.voices import voices

CHAIN = (
    "Subject: FW: Reminder\nFrom: a@client.example\n\nPlease docket.\n\n"
    "From: Jane\nSent: Monday\nTo: Taro\nSubject: Reminder\n\nSecond letter.\n\n"
    "From: Taro\nSent: Sunday\nTo: Jane\nSubject: Reminder\n\nFirst letter.\n"
)


def test_a_chain_of_messages_is_read_newest_first() -> None:
    """The sender's words come first, then each message below; no message holds another's words."""
    texts = [voice.sheet.text for voice in voices(document_of(CHAIN))]
    assert [any(w in t for t in texts[n : n + 1]) for n, w in enumerate(("docket", "Second", "First"))] == [True] * 3
    assert "Second" not in texts[0] + texts[2]
    assert [voice.quoted for voice in voices(document_of(CHAIN))] == [False, True, True]


@given(st.lists(st.sampled_from(["> quoted", ">> deeper", "own words", "", "-----Original Message-----"]), max_size=12))
def test_every_word_belongs_to_exactly_one_voice(lines: list[str]) -> None:
    """However the marks are mixed, nothing is lost and nothing is read twice."""
    document = document_of("Subject: x\nFrom: a@b.example\n\nfirst\n" + "\n".join(lines))
    found = [voice.sheet.text for voice in voices(document)]
    for word in ("quoted", "deeper", "own words"):
        assert sum(text.count(word) for text in found) == sum(page.text.count(word) for page in document.pages)


def test_findings_of_quoted_parts_print_what_the_page_shows() -> None:
    """Blanking other voices moves no offset: a finding's print is the page's text at its place."""
    for case in blind_cases():
        document = document_of(case.text)
        for item in recognise(document).items:
            for finding in (item.form, item.application_number, item.trigger, item.period, *item.other_dates):
                if finding is not None:
                    assert document.pages[finding.page - 1].text[finding.start : finding.end] == finding.printed


def test_a_supposed_payment_settles_nothing() -> None:
    """``If the fee has already been paid`` and ``行き違い`` leave a reminder a reminder."""
    text = (
        "Dear Client,\nYour Ref. A-1, US Application No. 17/999,000\nThe Notice of Allowance was mailed April 3, 2025. "
        "The issue fee is due July 3, 2025.\nIf the fee has already been paid, please disregard this reminder.\n"
    )
    (item,) = recognise(document_of(text)).items
    assert item.expect == "deadline"


def test_each_kind_of_general_mail_says_what_it_is() -> None:
    """The reason names what the document was taken for, in both languages."""
    kinds = {
        "Automatic reply: OA\nI am out of the office until July 14, 2025.": "away",
        "Invitation: OA call\nWhen: June 5\nAgenda: discuss the Office Action": "meeting",
        "Thank you for your instructions. We will file the response.": "acknowledges",
        "账单\n代理费 1200元\n合计 1200元\n": "invoice",
        "뉴스레터 2025년 5월호\n": "news",
    }
    for text, word in kinds.items():
        (voice,) = voices(document_of(text))
        reason = not_a_notice(voice.sheet)
        assert reason is not None
        assert word in reason.en
        assert reason.ja


def test_languages_are_told_by_their_own_characters() -> None:
    """Simplified characters make Chinese, kana Japanese, hangul Korean; German is told by its small words."""
    assert language_of("申请人应当在收到本通知书之日起") == "zh"
    assert language_of("本通知書の発送の日から") == "ja"
    assert language_of("이 통지서를 받은 날부터") == "ko"
    assert language_of("Die Frist zur Erwiderung auf den Bescheid ist vier Monate") == "de"
    assert language_of("A reply to this action is due") == "en"


def test_an_older_message_about_another_case_is_not_passed_over() -> None:
    """New words about one case, an older message below about another: both are items, the older to be judged."""
    below = (
        "-----Original Message-----\nFrom: Docketing <d@firm.example>\nSent: Wednesday, September 10, 2025 9:12 AM\n"
        "To: ip@x.example\nSubject: Office Action\n\nU.S. Patent Application No. {number}\n\nWe report that the USPTO "
        "has issued a non-final Office Action in the above application, mailed September 8, 2025.\n"
    )
    above = (
        "Subject: RE: action\nFrom: a@b.example\n\nU.S. Patent Application No. 18/765,432\n\nWe report that the USPTO "
        "has issued a final Office Action in the above application, mailed March 9, 2026.\n\n"
    )
    one, other = recognise(document_of(above + below.format(number="18/888,111"))).items
    assert (one.application_number.value, one.quoted) == ("US18765432", False) if one.application_number else False
    assert (other.application_number.value, other.quoted) == ("US18888111", True) if other.application_number else False
    assert other.conflicts
    (same,) = recognise(document_of(above + below.format(number="18/765,432"))).items
    assert not same.quoted
