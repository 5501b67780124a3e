"""Lists of events in the shapes that offices and people give them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.ingest.base import Limits
from konkyo.ingest.office_xml import read_office_xml
from konkyo.ingest.timeline import read_timeline
from konkyo.practice.histories import read_history
from konkyo.records.documents import Document, Outcome
from konkyo.records.history import History

FromJson = Callable[[Any], Document]
FromText = Callable[..., Document]


def steps(history: History) -> list[tuple[str, str, str]]:
    """Day, step and phase of each event."""
    return [(event.date.isoformat(), event.step, event.phase) for event in history.events]


def test_transaction_history_of_the_open_data_portal(from_json: FromJson) -> None:
    """Codes, words and dates of ``eventDataBag``; the status has its own date; a priority is not the file's number."""
    bag = {
        "applicationNumberText": "17123456",
        "lastIngestionDateTime": "2025-08-01T10:00:00",
        "applicationMetaData": {
            "filingDate": "2020-12-16",
            "applicationStatusDate": "2025-05-06",
            "applicationStatusDescriptionText": "Final Rejection Mailed",
        },
        "foreignPriorityBag": [{"applicationNumberText": "2019-228001", "filingDate": "2019-12-18"}],
        "eventDataBag": [
            {
                "eventCode": "MCTFR",
                "eventDescriptionText": "Mail Final Rejection (PTOL - 326)",
                "eventDate": "2025-05-06",
            },
            {"eventCode": "CTFR", "eventDescriptionText": "Final Rejection", "eventDate": "2025-05-01"},
            {"eventCode": "A...", "eventDescriptionText": "Response after Non-Final Action", "eventDate": "2025-01-30"},
        ],
    }
    (history,) = read_history(from_json({"count": 1, "patentFileWrapperDataBag": [bag]}))
    assert history.application_number is not None
    assert history.application_number.value == "US17123456"
    assert history.filing_date is not None
    assert history.filing_date.value == date(2020, 12, 16)
    assert history.status_since == date(2025, 5, 6)
    assert history.known_through == date(2025, 8, 1)
    assert steps(history) == [
        ("2025-01-30", "reply_nonfinal", "received"),
        ("2025-05-01", "final", "made"),
        ("2025-05-06", "final", "sent"),
    ]


def test_words_without_codes(from_json: FromJson) -> None:
    """PEDS lists only words: the mailing is told from the act by its words."""
    data = [
        {"recordDate": "2019-03-01", "caseActionDescriptionText": "Mail Notice of Allowance"},
        {"recordDate": "2019-02-20", "caseActionDescriptionText": "Notice of Allowance Data Verification Completed"},
        {"recordDate": "2018-12-01", "caseActionDescriptionText": "Response after Non-Final Action"},
    ]
    value = {
        "patentCaseMetadata": {"applicationNumberText": {"value": "US15123456", "electronicText": "15123456"}},
        "prosecutionHistoryDataOrPatentTermData": {"prosecutionHistoryData": data},
    }
    (history,) = read_history(from_json(value))
    assert [step for _, step, _ in steps(history)] == ["reply_nonfinal", "allowance", "allowance"]
    assert [phase for _, _, phase in steps(history)] == ["received", "made", "sent"]


def test_progress_answer_of_the_jpo(from_json: FromJson) -> None:
    """The same paper in the file's and the register's list is one event; the register's number is not the file's."""
    lists = [
        {"numberType": "01", "number": "2022123456", "documentList": [
            {"legalDate": "20240116", "documentCode": "A131", "documentDescription": "拒絶理由通知書"},
            {"legalDate": "20240702", "documentCode": "A01", "documentDescription": "特許査定"}]},
        {"numberType": "06", "number": "7555555", "documentList": [
            {"legalDate": "20240702", "documentCode": "A01", "documentDescription": "特許査定"}]},
    ]  # fmt: skip
    value = {"result": {"data": {"applicationNumber": "2022123456", "bibliographyInformation": lists}}}
    (history,) = read_history(from_json(value))
    assert history.office == "JPO"
    assert history.application_number is not None
    assert history.application_number.value == "JP2022123456"
    assert [step for _, step, _ in steps(history)] == ["refusal_reason", "grant_decision"]
    assert all(event.note for event in history.events)


def test_register_events_in_wrapped_values(from_json: FromJson) -> None:
    """Register answers wrap every value; the date's own key says only ``date``."""
    event = {
        "reg:event-date": {"reg:date": {"$": "20210915"}},
        "reg:event-text": {"@event-text-type": "DESCRIPTION", "$": "Despatch of examination report"},
    }
    number = [{"reg:document-id": {"reg:doc-number": {"$": "18712345"}, "reg:date": {"$": "20180312"}}}]
    value = {"r": {"reg:application-reference": number, "reg:events-data": {"reg:dossier-event": [event]}}}
    (history,) = read_history(from_json(value))
    assert history.office == "EPO"
    assert steps(history) == [("2021-09-15", "exam_report", "sent")]


def test_one_history_for_each_line(from_json: FromJson) -> None:
    """JSON Lines holds many files; one without an event yet is a file, too."""
    mailed = {"code": "MCTNF", "date": "2024-05-01"}
    first = {"application_number": "17123457", "status": "Docketed New Case - Ready for Examination", "events": []}
    second = {"application_number": "17123456", "status": "Non Final Action Mailed", "events": [mailed]}
    found = read_history(from_json((first, second)))
    assert [len(history.events) for history in found] == [0, 1]


def test_markup_repeats_its_records() -> None:
    """In XML the events are what the file repeats; the same names outside are not events."""
    xml = (
        "<Case><ApplicationNumber>17000100</ApplicationNumber><History>"
        "<Event><TransactionDate>2024-03-15</TransactionDate>"
        "<TransactionDescription>Mail Notice of Allowance</TransactionDescription></Event>"
        "<Event><TransactionDate>2024-05-02</TransactionDate>"
        "<TransactionDescription>Issue Fee Payment Received</TransactionDescription></Event></History></Case>"
    )
    reading = read_office_xml(xml.encode(), Limits())
    document = Document(
        document_id="0" * 64,
        name="case.xml",
        media_type=reading.media_type,
        size=len(xml),
        outcome=Outcome.PARSED,
        pages=reading.pages,
    )
    (history,) = read_history(document)
    assert [step for _, step, _ in steps(history)] == ["allowance", "issue_fee_paid"]


_AMERICAN = """Transaction History
Application No. 17/654,321
03-04-2025\tMail Final Rejection (PTOL - 326)
12-09-2024\tResponse after Non-Final Action
09-10-2024\tMail Non-Final Rejection"""
_JAPANESE = """出願番号 特願2022-184303
審査記録
拒絶理由通知書 起案日 2024/06/03 発送日 2024/06/11
意見書 受付日 2024/08/05
特許査定 起案日 2024/10/01"""
_CHINESE = """申请号,202110601862.3
通知书名称,发文日
第一次审查意见通知书,2023-11-20
意见陈述书,2024-03-18"""


@pytest.mark.parametrize(
    ("text", "office", "expected"),
    [
        (
            _AMERICAN,
            "USPTO",
            ["2024-09-10 nonfinal sent", "2024-12-09 reply_nonfinal received", "2025-03-04 final sent"],
        ),
        (
            _JAPANESE,
            "JPO",
            ["2024-06-11 refusal_reason sent", "2024-08-05 opinion received", "2024-10-01 grant_decision made"],
        ),
        (_CHINESE, "CNIPA", ["2023-11-20 first_action sent", "2024-03-18 opinion received"]),
    ],
)
def test_tables(from_text: FromText, text: str, office: str, expected: list[str]) -> None:
    """Rows of a table are events; a day of drafting is told from a day of sending."""
    (history,) = read_history(from_text(text))
    assert history.office == office
    assert history.application_number is not None
    assert [" ".join(event) for event in steps(history)] == expected


_NOTICE = """拒絶理由通知書
起案日 令和6年6月3日
発送日 令和6年6月11日
この出願は、次の理由によって拒絶をすべきものです。"""
_DIARY = """2024-01-05 meeting with the client about the new product
2024-02-07 invoice sent
2024-03-01 call"""
_LETTER = """経過は次のとおりです。
・拒絶理由通知 2023/10/11
・期間延長請求書 2023/11/27
・意見書 2023/12/01"""


@pytest.mark.parametrize(
    ("text", "media_type"), [(_NOTICE, "text/plain"), (_DIARY, "text/plain"), (_LETTER, "message/rfc822")]
)
def test_what_is_no_history(from_text: FromText, text: str, media_type: str) -> None:
    """A notice, a diary and a letter are not file histories."""
    assert read_history(from_text(text, media_type)) == ()


@given(
    st.lists(
        st.sampled_from(["CTNF", "MCTNF", "A...", "CTFR", "MCTFR", "RCEX", "WIDS", "ZZZ9"]), min_size=1, max_size=12
    ),
    st.randoms(),
)
@settings(max_examples=40)
def test_order_and_duplicates_do_not_matter(from_json: FromJson, codes: list[str], random: Any) -> None:
    """The list's order and repeated entries change nothing of what is read, but the places."""
    listed = [{"code": code, "date": f"2024-{1 + n // 3:02d}-{1 + n:02d}"} for n, code in enumerate(codes)]
    listed.append({"code": "MCTNF", "date": "2025-01-15"})
    shuffled = [*listed, *random.sample(listed, len(listed))]
    one, other = (
        read_history(from_json({"application_number": "17123456", "events": events}))[0]
        for events in (listed, shuffled)
    )
    assert steps(one) == steps(other)


_KEYS = st.sampled_from(["date", "code", "eventDate", "text", "applicationNumber", "status", "a/b", "$"])
_LEAVES = st.none() | st.text(max_size=12) | st.dates().map(str)
_ANY_JSON = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4), max_leaves=20
)


@given(_ANY_JSON)
@settings(max_examples=80)
def test_any_json_is_read_or_refused(from_json: FromJson, value: Any) -> None:
    """Whatever the JSON holds, reading ends with histories whose every place quotes the page."""
    document = from_json(value)
    for history in read_history(document):
        for event in history.events:
            assert document.pages[0].text[event.dated.start : event.dated.end] == event.dated.printed


@pytest.mark.skipif("KONKYO_DATA" not in os.environ, reason="KONKYO_DATA is not set: the real histories are not here")
def test_real_histories_are_read_whole() -> None:
    """Every event of the 154 real American histories is read, with its step and its quote."""
    path = Path(os.environ["KONKYO_DATA"]) / "docketing" / "us_timelines.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = read_history(_document(path))
    assert len(found) == len(lines)
    for line, history in zip(lines, found, strict=True):
        raw = json.loads(line)
        assert {(e["date"], e["code"]) for e in raw["prosecution_events"]} == {
            (event.date.isoformat(), event.code) for event in history.events
        }
        assert all(event.step for event in history.events)
        assert not history.complete


def _document(path: Path) -> Document:
    data = path.read_bytes()
    reading = read_timeline(data, Limits())
    return Document(
        document_id="0" * 64,
        name=path.name,
        media_type=reading.media_type,
        size=len(data),
        outcome=Outcome.PARSED,
        pages=reading.pages,
    )
