"""Look again at everything an exported docket rests on: signatures, contents, quotes, absences, computations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pydantic import ValidationError

from konkyo.errors import ApprovalError, StorageDamagedError, UsageError
from konkyo.evidence.verify import verify_row
from konkyo.export.bundle import DocketBundle, SigningKey
from konkyo.export.docket import RELEASING
from konkyo.people.keys import verify as signature_verifies
from konkyo.practice.deadlines import compute
from konkyo.records.docket import DeadlineQuestion, DocketReport, DocketRow
from konkyo.records.evidence import Absence, Computed, Evidence, Quote, Sources
from konkyo.records.runs import Decision
from konkyo.records.second_reading import SecondReading, SecondReadingBody
from konkyo.records.value import Value, canonical_bytes, content_hash
from konkyo.render.signed import fingerprint
from konkyo.review.four_eyes import check_signed_reading, same_person
from konkyo.review.reading_comparison import computation_of

Standing = Callable[[DocketRow, Decision], None]
"""Raises ApprovalError unless this decision about this row stands in the workspace at hand."""
ReadingStanding = Callable[[DocketRow, SecondReading], None]
"""Raises ApprovalError unless this second reading of this row stands in the workspace at hand."""


class Recheck(Value):
    """One thing that was looked at again. ``ok``: it stands; ``what``: evidence, signature, person, ..."""

    row_id: str
    what: str
    ok: bool
    why: str = ""


class Verification(Value):
    """What re-checking a file found. ``ok`` only if everything stands. ``signed``: whether it holds decisions."""

    file: str
    rows: int
    signed: bool
    checks: tuple[Recheck, ...]

    @property
    def ok(self) -> bool:
        """Whether every quote, computation and signature stands."""
        return all(check.ok for check in self.checks)


def recheck(
    bundle: DocketBundle,
    file: str,
    sources: Sources,
    *,
    standing: Standing,
    reading_stands: ReadingStanding | None = None,
) -> Verification:
    """Every check of every signed row. ``sources``: the originals, read anew from their own bytes.

    ``standing`` says whether a decision stands in this workspace: a signature proves a key, not a person;
    ``reading_stands`` the same of a second reading (None: not asked).
    """
    checks: list[Recheck] = []
    for row, decision in zip(bundle.rows, bundle.decisions, strict=True):
        checks += [*_signed(bundle, row, decision, standing), *_evidence(row, sources)]
    checks += [check for reading in bundle.second_readings for check in _read(bundle, reading, reading_stands)]
    return Verification(file=file, rows=len(bundle.rows), signed=True, checks=tuple(checks))


def recheck_report(report: DocketReport, file: str, sources: Sources) -> Verification:
    """Every check of a report that nobody has signed: its quotes, absences and computations."""
    checks = [check for row in report.rows for check in _evidence(row, sources)]
    return Verification(file=file, rows=len(report.rows), signed=False, checks=tuple(checks))


def _signed(bundle: DocketBundle, row: DocketRow, decision: Decision, standing: Standing) -> list[Recheck]:
    body, mark = decision.body, _fingerprint(decision.body.public_key)
    verifies = signature_verifies(body.public_key, decision.signature, canonical_bytes(body))
    same = content_hash(row) == body.content_hash and row.row_id == body.proposal_id
    releases = body.kind in RELEASING
    named = SigningKey(person=body.person, public_key=body.public_key, fingerprint=mark) in bundle.keys
    try:
        standing(row, decision)
        why = ""
    except ApprovalError as error:
        why = f"{error.message} ({body.person}, {mark})"
    found = (
        ("signature", "" if verifies else "does not verify"),
        ("content", "" if same else "is not what was signed"),
        ("decision", "" if releases else f"is to {body.kind.value}, which releases nothing"),
        ("key", "" if named else "is not the one that the file names"),
        ("person", why),
    )
    return [Recheck(row_id=row.row_id, what=what, ok=not why, why=why) for what, why in found]


def _read(bundle: DocketBundle, reading: SecondReading, stands: ReadingStanding | None) -> list[Recheck]:
    """A second reading: its signature over its row, its outcome, its computation, its key, and whose it is."""
    body = reading.body
    pairs = zip(bundle.rows, bundle.decisions, strict=True)
    row, decision = next(((r, d) for r, d in pairs if r.row_id == body.proposal_id), (None, None))
    if row is None or decision is None:
        return [Recheck(row_id=body.proposal_id, what="second reading", ok=False, why="is of no row of this file")]
    signer, key = decision.body.person, decision.body.public_key
    named = SigningKey(person=body.person, public_key=body.public_key, fingerprint=_fingerprint(body.public_key))
    found = (
        ("signature", _refused(lambda: check_signed_reading(reading, row))),
        ("key", "" if named in bundle.keys else "is not the one that the file names"),
        ("other person", "is by the approver" if same_person(signer, key, body.person, body.public_key) else ""),
        ("computation", _read_again(body)),
        ("person", _refused(lambda: stands(row, reading)) if stands else ""),
    )
    return [Recheck(row_id=row.row_id, what=f"second reading: {what}", ok=not why, why=why) for what, why in found]


def _refused(act: Callable[[], None]) -> str:
    try:
        act()
    except (ApprovalError, StorageDamagedError) as error:
        return error.message
    return ""


def _read_again(body: SecondReadingBody) -> str:
    """Empty if the second reader's own values give the same date again."""
    try:
        again = computation_of(body.values)
    except (UsageError, ArithmeticError):
        return "its values are no deadline question"
    same = (again.due, again.supported) == (body.computed.due, body.computed.supported)
    return "" if same else f"now {again.due} by {again.rule or 'no rule'}"


def _fingerprint(public_key: str) -> str:
    """A key's fingerprint, or nothing for what is no key."""
    try:
        return fingerprint(public_key)
    except ValueError:
        return ""


def _evidence(row: DocketRow, sources: Sources) -> list[Recheck]:
    """Each evidence item, its place included, and whether the row claims the status that it earns."""
    again = verify_row(row, sources)
    checks = []
    for index, (item, found) in enumerate(zip(row.evidence, again.evidence, strict=True)):
        why = _recomputed(row, index, item) if isinstance(item, Computed) else _differs(item, found)
        checks.append(Recheck(row_id=row.row_id, what=f"evidence[{index}]", ok=not why, why=why))
    why = "" if again.status is row.status else f"now {again.status}"
    return [*checks, Recheck(row_id=row.row_id, what="status", ok=not why, why=why)]


def _differs(item: Quote | Absence, again: Evidence) -> str:
    """Empty if looking again gave the same; else what it gave now."""
    if item == again:
        return ""
    assert isinstance(again, Quote | Absence)
    if (again.verdict, again.flags) != (item.verdict, item.flags):
        return f"now {again.verdict} {' '.join(again.flags)}".strip()
    names = [name for name in type(item).model_fields if getattr(item, name) != getattr(again, name)]
    return f"another {', '.join(names)}"


def _recomputed(row: DocketRow, index: int, item: Computed) -> str:
    """Empty if the same inputs give the same dates, and the row shows no other dates than these; else what differs."""
    try:
        answer = compute(DeadlineQuestion.model_validate(dict(item.inputs)))
    except (ValidationError, UsageError, ArithmeticError):
        return "its inputs are no deadline question"
    got = {name: day.isoformat() if day else None for name, day in _dates(answer.nominal_due, answer.due).items()}
    if got != dict(item.result):
        return f"now {got['due']} by {answer.rule.rule_id if answer.rule else 'no rule'}"
    shown = _dates(row.nominal_due, row.due)
    other = [name for name, day in shown.items() if index in row.grounds.get(name, ()) and str(day) != str(got[name])]
    return f"the row shows another {', '.join(other)}" if other else ""


def _dates(nominal_due: date | None, due: date | None) -> dict[str, date | None]:
    return {"nominal_due": nominal_due, "due": due}
