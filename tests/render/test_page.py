"""The draft page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from konkyo.records.docket import DocketReport, DocketRow, FileOutcome
from konkyo.records.documents import Outcome
from konkyo.records.evidence import Quote, Verdict
from konkyo.render.page import draft_page


class _Reader(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_everything_of_the_report_is_there(report: DocketReport) -> None:
    """Rows, quotations, questions, things to look at, and what became of each file."""
    text = "".join(_Reader(draft_page(report)).words)
    for expected in (
        "2026年9月24日（木）",
        "未定",
        "この通知書の発送の日から６０日以内に意見書を提出してください。",
        "表記ゆれを除き一致",
        "謄本送達日はいつですか。",
        "手続が分からない日付",
        "読取り拒否",
        "隠し文字列がある",
        "原典を確認",
    ):
        assert expected in text


def test_it_is_marked_as_a_draft(report: DocketReport) -> None:
    """In both languages the first words say that nobody has approved this."""
    assert "DRAFT 未承認" in draft_page(report).decode()
    assert "DRAFT - NOT APPROVED" in draft_page(report, language="en").decode()


def test_nothing_runs_and_nothing_is_loaded(report: DocketReport) -> None:
    """No script, no handler, no address outside the page; a policy forbids them besides."""
    page = _Reader(draft_page(report))
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "base"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in {"src", "srcdoc"}]
    assert all((value or "").startswith("#") for name, value in page.attributes if name == "href")
    assert "url(" not in draft_page(report).decode()
    assert "default-src 'none'" in draft_page(report).decode()


def test_text_is_escaped_everywhere(report: DocketReport, refusal: DocketRow) -> None:
    """Markup in any field of a report is shown as text."""
    bad = '"><script>alert(1)</script><img src=x onerror=y>'
    quote = Quote(document_id="x", page=1, paragraph=bad, evidence_quote=bad, verdict=Verdict.EXACT, flags=(bad,))
    names = ("row_id", "file", "form", "matter_ref", "office", "right", "event_code", "application_number")
    texts = dict.fromkeys(names, bad)
    row = refusal.model_copy(update={**texts, "evidence": (quote,), "statutes": (bad,), "grounds": {bad: (0,)}})
    outcome = FileOutcome(file=bad, document_id=None, outcome=Outcome.REFUSED)
    hostile = report.model_copy(update={"rows": (row,), "matter": bad, "run_id": bad, "files": (outcome,)})
    page = _Reader(draft_page(hostile))
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]


def test_undated_rows_come_first(report: DocketReport) -> None:
    """What is still open is seen before what is already dated."""
    text = "".join(_Reader(draft_page(report)).words)
    assert text.index("JP2022900111") < text.index("JP2023918274")


def test_links_lead_to_their_details(report: DocketReport) -> None:
    """Each number in the list opens the detail that stands behind it."""
    html = draft_page(report).decode()
    assert set(re.findall(r'href="#([^"]+)"', html)) == set(re.findall(r'<section id="([^"]+)"', html))


def test_an_empty_report_says_so() -> None:
    """No rows: the page says that there are none."""
    assert "該当なし" in draft_page(DocketReport(run_id="run-0")).decode()
