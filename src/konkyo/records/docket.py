"""Docketing: a deadline question and its computation, what a notice says, and the docket row a person signs.

Codes are those of the deadline vocabulary (docs/vocabulary.md): offices ``JP US EP PCT CN KR DE`` in deadline
questions, ``JPO USPTO EPO PCT CNIPA KIPO DPMA`` in docket rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Literal

from konkyo.records.documents import Flag, Outcome
from konkyo.records.evidence import Coverage, Quote, Row, Sentence
from konkyo.records.finding import Finding as Finding
from konkyo.records.finding import TriggerDate as TriggerDate
from konkyo.records.history import HistoryStanding
from konkyo.records.value import Value, Wording

Day = date  # a field named ``date`` hides the class of that name inside its own model
Office = Literal["JPO", "USPTO", "EPO", "PCT", "CNIPA", "KIPO", "DPMA"]
OFFICE_CODE: dict[str, str] = {
    "JPO": "JP",
    "USPTO": "US",
    "EPO": "EP",
    "PCT": "PCT",
    "CNIPA": "CN",
    "KIPO": "KR",
    "DPMA": "DE",
}
Right = Literal["patent", "utility_model", "design", "trademark"]
Party = Literal["resident", "overseas", "remote", "any", "unknown"]
Delivery = Literal["electronic", "paper", "registered_letter", "publication", "none", "unknown"]
Certainty = Literal["read", "secondary", "knowledge"]
"""How well a fact of law is sourced: the text was read, seen in a secondary source, or from knowledge only."""


class DeadlineQuestion(Value):
    """One question to the deadline engine: the input columns of the vocabulary, typed. None: not given."""

    office: str
    event_code: str
    right: Right = "patent"
    trigger_code: str | None = None
    trigger_date: date | None = None
    party: Party | None = None
    delivery: Delivery | None = None
    stage: Literal["examination", "appeal"] | None = None
    period_months: int | None = None
    period_days: int | None = None
    extension_months: int | None = None
    extension_days: int | None = None
    extension_request: Literal["before_expiry", "after_expiry", "none"] | None = None
    document_date: date | None = None
    actual_receipt_date: date | None = None
    isr_transmittal_date: date | None = None
    filing_date: date | None = None
    first_reply_date: date | None = None
    advisory_date: date | None = None
    office_of_act: str | None = None
    year_no: int | None = None
    calendar_through: date | None = None
    priority_date: date | None = None  # as a second input, where the trigger is another date
    missed_due_date: date | None = None  # end of the period that was missed, before roll-over
    acceptance_date: date | None = None  # receipt of the notice that the filing was accepted (CN)
    search_copy_date: date | None = None  # receipt of the search copy by the searching authority (PCT)


class RuleReference(Value):
    """The rule a date rests on, with its source and how well it is sourced."""

    rule_id: str
    title: Wording
    source: str
    certainty: Certainty


class ComputationStep(Value):
    """One step of the arithmetic, in words, with the date it reached (None: no date in this step)."""

    text: Wording
    date: Day | None = None


class Fee(Value):
    """What an option costs. ``amount`` None: the schedule named in ``source`` says it; no figure was read.

    ``unit``: ``fixed``, ``per_request``, ``per_month``, ``per_claim``: ``amount`` in ``currency``; ``percent``: of the
    fee itself, no currency. ``as_of``: the day for which the amount was read, None where its source is undated.
    ``about``: the source gives a round figure.
    """

    amount: int | None = None
    currency: str | None = None
    unit: Literal["fixed", "per_request", "per_month", "per_claim", "percent"] = "fixed"
    as_of: Day | None = None
    source: str
    certainty: Certainty
    about: bool = False


class ExtensionOption(Value):
    """An extension or late option that the law offers, as data: what, by when, up to which date, at what price.

    ``id`` names the option within its rule. ``request_from``: first day on which it can be asked for, where it cannot
    be asked for at once. ``one_request``: it can be had once only. ``exclusive_with``: ids of the options of this rule
    that are closed once this one was taken; ``excludes`` says it in words.
    """

    text: Wording
    request_by: date | None = None
    extends_to: date | None = None
    fee_note: str = ""
    source: str = ""
    id: str = ""
    request_from: date | None = None
    one_request: bool = False
    exclusive_with: tuple[str, ...] = ()
    excludes: Wording | None = None
    fee: Fee | None = None


class Check(Value):
    """A cross-check that found something a person should know. ``code``: stable name; ``days``: how many, if days."""

    code: Literal[
        "long_closure", "calendar_certainty", "rule_certainty", "past", "nominal_past", "month_end",
        "treaty_or_national", "trigger_on_closed_day", "trigger_in_future",
    ]  # fmt: skip
    text: Wording
    days: int | None = None


class Computation(Value):
    """The answer to a deadline question.

    ``nominal_due``: end of the period before roll-over. ``due``: first open day on or after it; None while something
    is missing. ``missing``: names of absent inputs, the needed trigger code, or ``calendar``. ``safe_date``: the last
    open day on or before the nominal date. ``unsupported``: why there is no rule, if there is none. ``checks``: what
    comparing the result with the calendar, with the naive answer and with a given day found.
    """

    question: DeadlineQuestion
    rule: RuleReference | None
    nominal_due: date | None
    due: date | None
    missing: tuple[str, ...] = ()
    ask: Wording | None = None
    steps: tuple[ComputationStep, ...] = ()
    closed_days: tuple[tuple[date, str], ...] = ()
    extensions: tuple[ExtensionOption, ...] = ()
    caveats: tuple[Wording, ...] = ()
    safe_date: date | None = None
    actor: Wording | None = None
    action: Wording | None = None
    consequence: Wording | None = None
    calendar_version: str = ""
    unsupported: Wording | None = None
    data_hash: str = ""
    checks: tuple[Check, ...] = ()


class ScheduledFee(Value):
    """One fee of a schedule that keeps a right alive, each date computed by the deadline engine.

    ``opens``: first day on which it can be paid (None: no such limit is held). ``nominal_due``, ``due``, ``safe_date``:
    as in a computation. ``late_until``: last day with surcharge. ``due`` None: ``missing`` and ``ask`` say what is
    absent, or ``unsupported`` why there is no rule. ``computations``: the questions answered, the due date's first.
    """

    office: str
    right: Right
    event_code: str
    year_no: int | None = None
    opens: date | None = None
    nominal_due: date | None = None
    due: date | None = None
    safe_date: date | None = None
    late_until: date | None = None
    late_options: tuple[ExtensionOption, ...] = ()
    rule: RuleReference | None = None
    missing: tuple[str, ...] = ()
    ask: Wording | None = None
    unsupported: Wording | None = None
    caveats: tuple[Wording, ...] = ()
    checks: tuple[Check, ...] = ()
    computations: tuple[DeadlineQuestion, ...] = ()


class Period(Value):
    """A period as a notice states it."""

    n: int
    unit: Literal["day", "month", "year"]
    additional_days: int | None = None  # 附加期間


class OtherDate(Value):
    """A date that starts no period. ``role``: response_filed, letter_date, previous_action, printed_due_date, ..."""

    role: str
    date: date


class NoticeItem(Value):
    """One right or deadline that a document speaks of; every field with the place it was read from, or None.

    ``expect``: ``deadline`` (a date can be computed), ``pending`` (``missing`` says what is absent) or ``no_deadline``
    (``reason`` says why). Lists are empty when the document states none.
    """

    office: Finding[str]
    right: Finding[str] | None
    form: Finding[str]
    event_code: str
    expect: Literal["deadline", "pending", "no_deadline"]
    missing: tuple[str, ...] = ()
    reason: Wording | None = None
    application_number: Finding[str] | None = None
    publication_number: Finding[str] | None = None
    registration_number: Finding[str] | None = None
    drafting_date: Finding[date] | None = None
    trigger: Finding[TriggerDate] | None = None
    party: Finding[str] | None = None
    delivery: Finding[str] | None = None
    stage: Finding[str] | None = None
    period: Finding[Period] | None = None
    extension: Finding[Period] | None = None
    annuity_year: Finding[int] | None = None
    claims_rejected: tuple[Finding[tuple[int, ...]], ...] = ()
    statutes: tuple[Finding[str], ...] = ()
    cited_documents: tuple[Finding[str], ...] = ()
    matter_ref: Finding[str] | None = None
    other_dates: tuple[Finding[OtherDate], ...] = ()
    inputs: dict[str, Any] = {}  # further inputs of the deadline question, by its field names (ISO dates as text)
    restated: bool = False  # told by somebody else (an agent's letter), not read off the office's own paper
    quoted: bool = False  # stands in a forwarded or quoted part of the message
    conflicts: tuple[Wording, ...] = ()
    confidence: float = 1.0


class LookAt(Value):
    """Something a person should look at: a date without a recognised event, a number that fails its check digit."""

    document_id: str
    file: str
    page: int
    printed: str
    why: Wording
    evidence: Quote | None = None


class Recognition(Value):
    """What a document was recognised as. No items: ``reason`` says why (newsletter, invoice, unknown form)."""

    items: tuple[NoticeItem, ...] = ()
    reason: Wording | None = None
    loose_dates: tuple[Finding[date], ...] = ()
    warnings: tuple[Finding[Wording], ...] = ()


class SecondSource(Value):
    """Another document that speaks of the same event: a firm's letter beside the office's paper.

    ``agrees`` and ``differs``: names of the row's fields that both state. Its quotes are among the row's evidence.
    ``matter_ref``: the reference that it gives, where that is another than the row's.
    """

    document_id: str
    file: str
    matter_ref: str | None = None
    agrees: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


class DocketRow(Row):
    """A docket proposal: what a person signs and a calendar receives. Fields not found are None, never invented.

    ``amended``: fields whose values a person gave; they rest on that person's signature, not on the evidence.
    """

    MUST_BE_GROUNDED: ClassVar[tuple[str, ...]] = (
        "office", "application_number", "registration_number", "trigger_kind", "trigger_date", "period",
    )  # fmt: skip
    MUST_BE_COMPUTED: ClassVar[tuple[str, ...]] = ("nominal_due", "due")
    COMPUTED_FROM: ClassVar[tuple[str, ...]] = ("trigger_date",)
    COMPUTED_AS: ClassVar[Mapping[str, tuple[str, ...]]] = {"trigger_date": ("isr_transmittal_date",)}

    file: str
    document_id: str
    office: str | None = None
    right: str | None = None
    form: str | None = None
    event_code: str | None = None
    application_number: str | None = None
    publication_number: str | None = None
    registration_number: str | None = None
    drafting_date: date | None = None
    trigger_kind: str | None = None
    trigger_date: date | None = None
    party: str | None = None
    delivery: str | None = None
    period: Period | None = None
    nominal_due: date | None = None
    due: date | None = None
    safe_date: date | None = None
    missing: tuple[str, ...] = ()
    claims_rejected: tuple[int, ...] = ()
    statutes: tuple[str, ...] = ()
    cited_documents: tuple[str, ...] = ()
    matter_ref: str | None = None
    matter: str | None = None
    annuity_year: int | None = None
    extension: Period | None = None
    other_dates: tuple[OtherDate, ...] = ()
    action: Wording | None = None
    actor: Wording | None = None
    consequence: Wording | None = None
    rule: RuleReference | None = None
    steps: tuple[ComputationStep, ...] = ()
    closed_days: tuple[tuple[date, str], ...] = ()  # days that the due date was moved past, and why each is closed
    extensions: tuple[ExtensionOption, ...] = ()
    caveats: tuple[Wording, ...] = ()
    conflicts: tuple[Wording, ...] = ()
    calendar_version: str = ""
    stage: str | None = None
    question_asked: DeadlineQuestion | None = None  # what was put to the deadline engine, for amending and checking
    amended: tuple[str, ...] = ()
    restated: bool = False  # told by somebody else, not read off the office's own paper
    quoted: bool = False  # stands in a forwarded or quoted part of a message
    second_sources: tuple[SecondSource, ...] = ()
    as_of: date | None = None  # of a row out of a file history: the day on which it is open
    checks: tuple[Check, ...] = ()  # cross-checks of the computation
    confidences: dict[str, float] = {}  # field name to the calibrated probability that its value is right


class FileOutcome(Value):
    """What became of one input file. ``reason``: why it gave no proposal, if it gave none."""

    file: str
    document_id: str | None
    outcome: Outcome
    flags: tuple[Flag, ...] = ()
    refusal: Flag | None = None
    rows: int = 0
    reason: Wording | None = None


class DocketReport(Value):
    """Result of the docketing workflow over a set of files."""

    workflow: Literal["docketing"] = "docketing"
    matter: str | None = None
    run_id: str
    analyst: str = "offline"
    rows: tuple[DocketRow, ...] = ()
    narrative: tuple[Sentence, ...] = ()
    coverage: Coverage = Coverage()
    cost: dict[str, float] = {}
    questions: tuple[Wording, ...] = ()
    provisional: Literal[True] = True
    files: tuple[FileOutcome, ...] = ()
    look_at: tuple[LookAt, ...] = ()
    histories: tuple[HistoryStanding, ...] = ()
