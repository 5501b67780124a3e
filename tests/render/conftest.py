"""Rows to render: a refusal whose due date falls behind three closed days, and one that waits for a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from konkyo.records.docket import (
    ComputationStep,
    DocketReport,
    DocketRow,
    ExtensionOption,
    FileOutcome,
    LookAt,
    OtherDate,
    Period,
    RuleReference,
)
from konkyo.records.documents import Flag, Outcome
from konkyo.records.evidence import Computed, Coverage, Quote, RowStatus, Verdict
from konkyo.records.runs import Decision, DecisionBody, DecisionKind
from konkyo.records.value import Wording, content_hash
from konkyo.render.signed import SignedRow

DOCUMENT = "3f" * 32


def _refusal() -> DocketRow:
    quotes = [
        ("特願２０２３－９１８２７４", Verdict.NORMALISED),
        ("発送日　　　　　　　　　　　　　令和８年７月２３日", Verdict.EXACT),
        ("この通知書の発送の日から６０日以内に意見書を提出してください。", Verdict.EXACT),
    ]
    evidence = [
        Quote(document_id=DOCUMENT, page=1, paragraph=str(n), evidence_quote=words, confidence=0.99, verdict=verdict)
        for n, (words, verdict) in enumerate(quotes, start=1)
    ]
    computed = Computed(
        rule="jp.patent.oa.resident",
        inputs={"trigger_date": "2026-07-23", "party": "resident"},
        data_hash="ab" * 32,
        result={"nominal_due": "2026-09-21", "due": "2026-09-24"},
    )
    return DocketRow(
        row_id="row-1",
        evidence=(*evidence, computed),
        grounds={"application_number": (0,), "trigger_date": (1,), "period": (2,), "due": (3,)},
        status=RowStatus.VERIFIED,
        confidence=0.98,
        file="拒絶理由通知書.pdf",
        document_id=DOCUMENT,
        office="JPO",
        right="patent",
        form="拒絶理由通知書",
        event_code="oa_response",
        application_number="JP2023918274",
        drafting_date=date(2026, 7, 16),
        trigger_kind="dispatch_date",
        trigger_date=date(2026, 7, 23),
        party="resident",
        period=Period(n=60, unit="day"),
        nominal_due=date(2026, 9, 21),
        due=date(2026, 9, 24),
        safe_date=date(2026, 9, 18),
        claims_rejected=(1, 2, 3, 5),
        statutes=("JP.Patent.29.2", "JP.Patent.36.6.2"),
        cited_documents=("JP2019045678A", "WO2018123456A1"),
        matter_ref="P26-0147",
        other_dates=(OtherDate(role="previous_action", date=date(2026, 1, 15)),),
        action=Wording(ja="意見書・手続補正書の提出", en="File a written argument and amendment"),
        actor=Wording(ja="出願人又は代理人", en="Applicant or representative"),
        consequence=Wording(ja="拒絶査定がされることがある", en="The application may be refused"),
        rule=RuleReference(
            rule_id="jp.patent.oa.resident",
            title=Wording(ja="拒絶理由通知に対する意見書（国内居住者）", en="Reply to notice of reasons (resident)"),
            source="特許法50条、方式審査便覧04.10",
            certainty="read",
        ),
        steps=(
            ComputationStep(
                text=Wording(ja="起算日：発送日は令和8年7月23日である。", en="Trigger: dispatched on 2026-07-23."),
                date=date(2026, 7, 23),
            ),
            ComputationStep(
                text=Wording(
                    ja="初日不算入（特許法3条1項1号）：期間は翌日の7月24日から起算する。",
                    en="The first day is not counted (Patent Act 3(1)(i)): the period starts on 24 July.",
                ),
                date=date(2026, 7, 24),
            ),
            ComputationStep(
                text=Wording(ja="60日目に期間が満了する。", en="The 60th day ends the period."), date=date(2026, 9, 21)
            ),
            ComputationStep(
                text=Wording(
                    ja="満了日が行政機関の休日に当たるので、その翌日が期限の末日となる（特許法3条2項）。9月21日敬老の日、"
                    "22日国民の休日、23日秋分の日が続くため、24日まで繰り延べる。",
                    en="The last day is a closed day, so the next open day ends the period (Patent Act 3(2)).",
                ),
                date=date(2026, 9, 24),
            ),
        ),
        closed_days=(
            (date(2026, 9, 21), "敬老の日"),
            (date(2026, 9, 22), "国民の休日"),
            (date(2026, 9, 23), "秋分の日"),
        ),
        extensions=(
            ExtensionOption(
                text=Wording(ja="期間満了前の延長請求（2か月）", en="Extension before expiry (2 months)"),
                request_by=date(2026, 9, 24),
                extends_to=date(2026, 11, 24),
                fee_note="2,100円",
                source="方式審査便覧04.10",
            ),
        ),
        caveats=(Wording(ja="代理人の住所は国内である。", en="The representative has a domestic address."),),
        calendar_version="jp-2026-1",
    )


@pytest.fixture
def refusal() -> DocketRow:
    """A verified row with a due date."""
    return _refusal()


@pytest.fixture
def pending() -> DocketRow:
    """A row that waits for the date of service."""
    return DocketRow(
        row_id="row-2",
        status=RowStatus.PENDING,
        question=Wording(ja="謄本送達日はいつですか。", en="When was the certified copy served?"),
        file="拒絶査定.xml",
        document_id="4e" * 32,
        office="JPO",
        right="patent",
        form="拒絶査定",
        event_code="appeal_against_refusal",
        application_number="JP2022900111",
        drafting_date=date(2026, 6, 1),
        missing=("service_date",),
    )


def sign(row: DocketRow, proposal: str = "proposal-1") -> SignedRow:
    """The row with a decision about it. The signature is not checked by a renderer."""
    body = DecisionBody(
        proposal_id=proposal,
        kind=DecisionKind.APPROVE,
        content_hash=content_hash(row),
        person="弁理士　日比谷 花子",
        public_key="5a" * 32,
        decided_at=datetime(2026, 7, 28, 1, 30, tzinfo=UTC),
    )
    return SignedRow(row, Decision(body=body, signature="c7" * 64))


@pytest.fixture
def signed(refusal: DocketRow) -> SignedRow:
    """The refusal, signed."""
    return sign(refusal)


@pytest.fixture
def report(refusal: DocketRow, pending: DocketRow) -> DocketReport:
    """A report over four files: two rows, something to look at, and a refused file."""
    return DocketReport(
        matter="M-2026-08",
        run_id="run-1",
        rows=(refusal, pending),
        coverage=Coverage(rows=2, verified=1, pending=1),
        questions=(Wording(ja="謄本送達日はいつですか。", en="When was the certified copy served?"),),
        files=(
            FileOutcome(file="拒絶理由通知書.pdf", document_id=DOCUMENT, outcome=Outcome.PARSED, rows=1),
            FileOutcome(
                file="notice<script>.html",
                document_id="5d" * 32,
                outcome=Outcome.FLAGGED,
                flags=(Flag(code="hidden_text", message=Wording(ja="隠し文字列がある", en="It has hidden text")),),
            ),
            FileOutcome(
                file="broken.pdf",
                document_id="6c" * 32,
                outcome=Outcome.REFUSED,
                refusal=Flag(code="broken", message=Wording(ja="壊れている", en="It is broken")),
            ),
        ),
        look_at=(
            LookAt(
                document_id="5d" * 32,
                file="notice<script>.html",
                page=1,
                printed="2026年12月24日",
                why=Wording(ja="手続が分からない日付", en="A date without a recognised event"),
            ),
        ),
    )


@pytest.fixture(name="sign")
def sign_fixture() -> Callable[..., SignedRow]:
    """Signs a row: ``sign(row, proposal="proposal-1")``."""
    return sign
