"""What a notice says, turned into docket rows: findings to evidence, items to deadline questions. Pure functions.

Each field of a row that was read off a page carries the quote it was read from; each date that was computed carries the
computation; each input that is missing carries the absence: which pages were searched for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from konkyo.errors import UsageError
from konkyo.evidence.absence import scope_hash
from konkyo.evidence.verify import NOT_REPRODUCED
from konkyo.practice.deadlines import compute
from konkyo.practice.notices.calibration import ROW, Calibration, calibration
from konkyo.records.docket import (
    OFFICE_CODE,
    Computation,
    DeadlineQuestion,
    DocketRow,
    Finding,
    LookAt,
    NoticeItem,
    OtherDate,
    Recognition,
)
from konkyo.records.documents import Document
from konkyo.records.evidence import Absence, Computed, Evidence, Quote, RowStatus, SearchedScope
from konkyo.records.value import Wording, content_hash
from konkyo.workflows.authorities import earliest_anywhere

TRIGGER_CODE = {
    "notification_date": "mail_date",
    "final_rejection_mail_date": "mail_date",
    "grant_mention_date": "grant_publication_date",
    "bulletin_mention_date": "search_report_publication_date",
    "isr_mailing_date": "isr_transmittal_date",
    "fixed_date": "due_date",
}
"""What a notice calls a date, to the trigger code of the deadline vocabulary; other kinds are codes already.

A US notification date starts the period as the mail date does (MPEP 710.01(a)).
"""

_SINGLE_FIELDS = (
    "office", "right", "form", "application_number", "publication_number", "registration_number", "drafting_date",
    "party", "delivery", "period", "extension", "matter_ref", "annuity_year",
)  # fmt: skip
_DEADLINE_FIELDS = ("application_number", "registration_number", "period", "party", "form")


class _Ledger:
    """Collects evidence items once each and remembers which field they stand behind."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.items: list[Evidence] = []
        self.grounds: dict[str, tuple[int, ...]] = {}
        self.sure: dict[str, float] = {}
        self._places: dict[tuple[int, int, int], int] = {}

    def quote(self, field: str, finding: Finding[Any], sure: float) -> None:
        """A finding of a field; a quote behind several fields is as sure as the least sure of them."""
        self.sure[field] = min(sure, self.sure.get(field, 1.0))
        place = (finding.page, finding.start, finding.end)
        index = self._places.setdefault(place, len(self.items))
        if index == len(self.items):
            self.items.append(quote_of(self.document, finding).model_copy(update={"confidence": sure}))
        elif sure < self.items[index].confidence:
            self.items[index] = self.items[index].model_copy(update={"confidence": sure})
        known = self.grounds.get(field, ())
        if self._places[place] not in known:
            self.grounds[field] = (*known, self._places[place])

    def add(self, fields: Sequence[str], item: Evidence) -> None:
        self.items.append(item)
        for field in fields:
            self.grounds[field] = (*self.grounds.get(field, ()), len(self.items) - 1)


def quote_of(document: Document, finding: Finding[Any]) -> Quote:
    """The evidence item for a finding: the printed characters with their page and paragraph."""
    page = document.page(finding.page)
    paragraph = page.paragraph_at(finding.start) if page else None
    return Quote(
        document_id=document.document_id,
        page=finding.page,
        paragraph=paragraph.number if paragraph else None,
        evidence_quote=finding.printed,
        confidence=finding.confidence,
        span=(finding.start, finding.end),
    )


def row_id(document_id: str, item: NoticeItem, ordinal: int | str) -> str:
    """An id that the same item of the same file gets again in every run, so that nothing is proposed twice.

    ``ordinal`` tells items of the same event and number apart: their place in the document, or the day they began.
    """
    number = item.application_number or item.registration_number
    key = {
        "document": document_id,
        "office": item.office.value,
        "event": item.event_code,
        "number": number.value if number else None,
        "ordinal": ordinal,
    }
    return f"D-{content_hash(key)[:12]}"


def question_of(item: NoticeItem) -> DeadlineQuestion:
    """The deadline question that an item asks. What the document does not state stays None, never a default."""
    trigger = item.trigger.value if item.trigger else None
    period = item.period.value if item.period else None
    extension = item.extension.value if item.extension else None
    years = 12 if period and period.unit == "year" else 1
    fields: dict[str, Any] = {
        "office": OFFICE_CODE[item.office.value],
        "event_code": item.event_code,
        "right": item.right.value if item.right else "patent",
        "trigger_code": TRIGGER_CODE.get(trigger.kind, trigger.kind) if trigger else None,
        "trigger_date": trigger.date if trigger else None,
        "party": item.party.value if item.party else None,
        "delivery": item.delivery.value if item.delivery else None,
        "stage": item.stage.value if item.stage else None,
        "period_days": period.n if period and period.unit == "day" else None,
        "period_months": period.n * years if period and period.unit != "day" else None,
        "extension_days": extension.n if extension and extension.unit == "day" else None,
        "extension_months": extension.n if extension and extension.unit == "month" else None,
        "year_no": item.annuity_year.value if item.annuity_year else None,
    }
    if trigger is not None and fields["trigger_code"] == "document_date":
        fields["document_date"] = trigger.date
    return DeadlineQuestion.model_validate(fields | dict(item.inputs))


def rows_of(
    document: Document, recognition: Recognition, *, matter: str | None, sure: Calibration | None = None
) -> tuple[DocketRow, ...]:
    """One proposed row per item that may have a deadline. Items without one (``no_deadline``) give no row.

    ``sure``: how priors become probabilities (None: the calibration that comes with the program).
    """
    rows = []
    for ordinal, item in enumerate(recognition.items):
        if item.expect != "no_deadline":
            rows.append(_row(document, item, ordinal, matter, sure or calibration()))
    return tuple(rows)


def looked_at(document: Document, recognition: Recognition) -> tuple[LookAt, ...]:
    """Dates without a recognised event and warnings: what a person should look at, with the place."""
    loose = [
        (
            finding,
            Wording(
                ja="日付がありますが、期限の起算となる通知とは認められませんでした。",
                en="A date, but no notice was recognised that would start a period from it.",
            ),
        )
        for finding in recognition.loose_dates
    ]
    warned = [(finding, finding.value) for finding in recognition.warnings]
    found: list[tuple[Finding[Any], Wording]] = [*loose, *warned]
    return tuple(
        LookAt(
            document_id=document.document_id,
            file=document.name,
            page=finding.page,
            printed=finding.printed,
            why=why,
            evidence=quote_of(document, finding),
        )
        for finding, why in found
    )


def _row(document: Document, item: NoticeItem, ordinal: int, matter: str | None, calibrated: Calibration) -> DocketRow:
    ledger = _Ledger(document)
    for field, finding in _findings(item):
        sure = calibrated.probability(field, finding.confidence, restated=item.restated)
        ledger.quote(field, finding, sure)
    question = question_of(item)
    answer = answered(question)
    missing = answer.missing or (item.missing if answer.due is None else ())
    if missing:
        ledger.add([f"missing:{name}" for name in missing], _absence(document, missing))
    if answer.nominal_due is not None:
        dated = ["nominal_due"] if answer.due is None else ["nominal_due", "due"]  # None: no calendar reaches so far
        ledger.add(dated, computed_evidence(answer))
    conflicts = (*item.conflicts, *_printed_due_conflicts(item.other_dates, answer))
    return DocketRow(
        row_id=row_id(document.document_id, item, ordinal),
        evidence=tuple(ledger.items),
        grounds=ledger.grounds,
        status=proposed_status(answer, conflicts),
        confidence=calibrated.probability(ROW, _prior(item), restated=item.restated),
        confidences=ledger.sure,
        restated=item.restated,
        quoted=item.quoted,
        file=document.name,
        document_id=document.document_id,
        matter=matter,
        event_code=item.event_code,
        stage=item.stage.value if item.stage else None,
        **_stated(item),
        **answer_fields(answer, missing),
        conflicts=conflicts,
        question_asked=answer.question,
    )


def _findings(item: NoticeItem) -> Iterator[tuple[str, Finding[Any]]]:
    """Every finding of an item with the field of the row that it stands behind."""
    for field in _SINGLE_FIELDS:
        finding = getattr(item, field)
        if finding is not None:
            yield field, finding
    if item.trigger is not None:
        yield "trigger_date", item.trigger
        yield "trigger_kind", item.trigger
    for field in ("claims_rejected", "statutes", "cited_documents", "other_dates"):
        for finding in getattr(item, field):
            yield field, finding


def proposed_status(answer: Computation, conflicts: Sequence[Wording]) -> RowStatus:
    """What a proposer may say of its own row: pending without a date, to be looked at where facts disagree."""
    if answer.due is None:
        return RowStatus.UNKNOWN if answer.unsupported is not None and not answer.missing else RowStatus.PENDING
    return RowStatus.REVIEW if conflicts else RowStatus.UNVERIFIED


def answered(question: DeadlineQuestion) -> Computation:
    """The computation; where what the notice states cannot be (an extension the law does not know), no date."""
    try:
        answer = compute(question)
    except UsageError as error:
        why = Wording(
            ja=f"書面の記載どおりには計算できません（{error.message}）。記載を確認してください。",
            en=f"What the document states cannot be computed ({error.message}). Please look at it.",
        )
        return Computation(question=question, rule=None, nominal_due=None, due=None, unsupported=why)
    anywhere = earliest_anywhere(question) if answer.missing == ("office_of_act",) else None
    return anywhere or answer


def _stated(item: NoticeItem) -> dict[str, Any]:
    """The row's fields that the document itself states."""
    fields = {name: finding.value for name in _SINGLE_FIELDS if (finding := getattr(item, name)) is not None}
    if item.trigger is not None:
        fields |= {"trigger_kind": item.trigger.value.kind, "trigger_date": item.trigger.value.date}
    return fields | {
        "claims_rejected": tuple(sorted({number for found in item.claims_rejected for number in found.value})),
        "statutes": _distinct(item.statutes),
        "cited_documents": _distinct(item.cited_documents),
        "other_dates": tuple(found.value for found in item.other_dates),
    }


def answer_fields(answer: Computation, missing: tuple[str, ...]) -> dict[str, Any]:
    """The row's fields that come from the computation."""
    question = answer.ask
    if answer.unsupported is not None and question is None:
        question = answer.unsupported
    return {
        "nominal_due": answer.nominal_due,
        "due": answer.due,
        "safe_date": answer.safe_date,
        "missing": missing,
        "question": question,
        "action": answer.action,
        "actor": answer.actor,
        "consequence": answer.consequence,
        "rule": answer.rule,
        "steps": answer.steps,
        "closed_days": answer.closed_days,
        "extensions": answer.extensions,
        "caveats": answer.caveats,
        "checks": answer.checks,
        "calendar_version": answer.calendar_version,
    }


def computed_evidence(answer: Computation) -> Computed:
    """The computation as an evidence item: rule, inputs as given, hash of the rule and calendar data, result."""
    given: Mapping[str, Any] = answer.question.model_dump(mode="json", exclude_none=True)
    result = {
        "nominal_due": answer.nominal_due.isoformat() if answer.nominal_due else None,
        "due": answer.due.isoformat() if answer.due else None,
    }
    rule = answer.rule.rule_id if answer.rule else "none"
    return Computed(rule=rule, inputs=given, data_hash=answer.data_hash, result=result)


def recomputed(item: Computed) -> Computed:
    """The item, with the flag ``not_reproduced`` unless the deadline engine gives just this again from its inputs."""
    try:
        again = computed_evidence(answered(DeadlineQuestion.model_validate(item.inputs)))
    except ValidationError:
        again = None
    bare = item.model_copy(update={"confidence": 1.0, "flags": ()})
    return item if again == bare else item.model_copy(update={"flags": (*item.flags, NOT_REPRODUCED)})


def _absence(document: Document, missing: tuple[str, ...]) -> Absence:
    pages = tuple(page.number for page in document.pages)
    return Absence(
        searched=(SearchedScope(document_id=document.document_id, pages=pages),),
        how=f"every page was read for: {', '.join(missing)}",
        scope_hash=scope_hash(document, pages),
    )


def _distinct(findings: Sequence[Finding[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.value for finding in findings))


def _prior(item: NoticeItem) -> float:
    """A row is as sure as its least sure deadline-relevant field, before anything was counted."""
    found = [item.trigger, *(getattr(item, name) for name in _DEADLINE_FIELDS)]
    sure: list[float] = [finding.confidence for finding in found if finding is not None]
    return min([item.confidence, *sure])


def _printed_due_conflicts(others: Sequence[Finding[OtherDate]], answer: Computation) -> tuple[Wording, ...]:
    computed = {day for day in (answer.nominal_due, answer.due) if day is not None}
    return tuple(
        printed_due(found.value.date, computed)
        for found in others
        if found.value.role == "printed_due_date" and computed and found.value.date not in computed
    )


def printed_due(printed: date, computed: set[date], file: str | None = None) -> Wording:
    """A printed due date that differs from the computed one is shown, not resolved. ``file``: where it is printed."""
    days = " / ".join(day.isoformat() for day in sorted(computed))
    where_ja, where_en = (file, file) if file else ("書面", "the notice")
    return Wording(
        ja=f"{where_ja}に印刷された期限 {printed} は、計算した期限 {days} と一致しません。",
        en=f"The due date printed on {where_en}, {printed}, is not the computed one ({days}).",
    )


def run_key(inputs: Mapping[str, Any]) -> str:
    """Hash of what a docketing run works on: the same files, options and knowledge give the same key."""
    return content_hash({"workflow": "docketing", "inputs": dict(inputs)})
