"""Look again at everything an exported docket rests on: signatures, contents, quotes, absences, computations."""

from __future__ import annotations

from datetime import date

from pydantic import ValidationError

from konkyo.errors import UsageError
from konkyo.evidence.verify import verify_evidence
from konkyo.export.bundle import DocketBundle
from konkyo.people.keys import verify as signature_verifies
from konkyo.practice.deadlines import compute
from konkyo.records.docket import DeadlineQuestion, DocketReport, DocketRow
from konkyo.records.evidence import Absence, Computed, Quote, Sources
from konkyo.records.runs import Decision
from konkyo.records.value import Value, canonical_bytes, content_hash


class Recheck(Value):
    """One thing that was looked at again. ``ok``: it stands; ``what``: a row's quote, computation, or signature."""

    row_id: str
    what: str
    ok: bool
    why: str = ""


class Verification(Value):
    """What re-checking an exported file found. ``ok`` only if everything stands."""

    file: str
    rows: int
    checks: tuple[Recheck, ...]

    @property
    def ok(self) -> bool:
        """Whether every quote, computation and signature stands."""
        return all(check.ok for check in self.checks)


def recheck(bundle: DocketBundle, file: str, sources: Sources) -> Verification:
    """Every check of every signed row. ``sources``: the originals, read anew from their own bytes."""
    checks: list[Recheck] = []
    for row, decision in zip(bundle.rows, bundle.decisions, strict=True):
        checks += [*_signed(row, decision), *_evidence(row, sources)]
    return Verification(file=file, rows=len(bundle.rows), checks=tuple(checks))


def recheck_report(report: DocketReport, file: str, sources: Sources) -> Verification:
    """Every check of a report that nobody has signed: its quotes, absences and computations."""
    checks = [check for row in report.rows for check in _evidence(row, sources)]
    return Verification(file=file, rows=len(report.rows), checks=tuple(checks))


def _signed(row: DocketRow, decision: Decision) -> list[Recheck]:
    body = decision.body
    signed = signature_verifies(body.public_key, decision.signature, canonical_bytes(body))
    same = content_hash(row) == body.content_hash
    return [
        Recheck(row_id=row.row_id, what="signature", ok=signed, why="" if signed else "does not verify"),
        Recheck(row_id=row.row_id, what="content", ok=same, why="" if same else "is not what was signed"),
    ]


def _evidence(row: DocketRow, sources: Sources) -> list[Recheck]:
    checks = []
    for index, item in enumerate(row.evidence):
        if isinstance(item, Quote | Absence):
            again = verify_evidence(item, sources)
            assert isinstance(again, Quote | Absence)
            ok = again.verdict == item.verdict and again.flags == item.flags
            why = "" if ok else f"now {again.verdict} {' '.join(again.flags)}".strip()
        else:
            why = _recomputed(row, index, item)
        checks.append(Recheck(row_id=row.row_id, what=f"evidence[{index}]", ok=not why, why=why))
    return checks


def _recomputed(row: DocketRow, index: int, item: Computed) -> str:
    """Empty if the same inputs give the same dates, and the row shows no other dates than these; else what differs."""
    try:
        answer = compute(DeadlineQuestion.model_validate(dict(item.inputs)))
    except (ValidationError, UsageError):
        return "its inputs are no deadline question"
    got = {name: day.isoformat() if day else None for name, day in _dates(answer.nominal_due, answer.due).items()}
    if got != dict(item.result):
        return f"now {got['due']} by {answer.rule.rule_id if answer.rule else 'no rule'}"
    shown = _dates(row.nominal_due, row.due)
    other = [name for name, day in shown.items() if index in row.grounds.get(name, ()) and str(day) != str(got[name])]
    return f"the row shows another {', '.join(other)}" if other else ""


def _dates(nominal_due: date | None, due: date | None) -> dict[str, date | None]:
    return {"nominal_due": nominal_due, "due": due}
