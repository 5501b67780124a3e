"""Look again at everything an exported docket rests on: signatures, contents, quotes, absences, computations."""

from __future__ import annotations

from konkyo.evidence.verify import verify_evidence
from konkyo.export.bundle import DocketBundle
from konkyo.people.keys import verify as signature_verifies
from konkyo.practice.deadlines import compute
from konkyo.records.docket import DeadlineQuestion, DocketRow
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
    """Every check of every row. ``sources``: the originals, read anew from their own bytes."""
    checks: list[Recheck] = []
    for row, decision in zip(bundle.rows, bundle.decisions, strict=True):
        checks += _recheck(row, decision, sources)
    return Verification(file=file, rows=len(bundle.rows), checks=tuple(checks))


def _recheck(row: DocketRow, decision: Decision, sources: Sources) -> list[Recheck]:
    body = decision.body
    signed = signature_verifies(body.public_key, decision.signature, canonical_bytes(body))
    same = content_hash(row) == body.content_hash
    checks = [
        Recheck(row_id=row.row_id, what="signature", ok=signed, why="" if signed else "does not verify"),
        Recheck(row_id=row.row_id, what="content", ok=same, why="" if same else "is not what was signed"),
    ]
    for index, item in enumerate(row.evidence):
        if isinstance(item, Quote | Absence):
            again = verify_evidence(item, sources)
            assert isinstance(again, Quote | Absence)
            ok = again.verdict == item.verdict and again.flags == item.flags
            why = "" if ok else f"now {again.verdict} {' '.join(again.flags)}".strip()
            checks.append(Recheck(row_id=row.row_id, what=f"evidence[{index}]", ok=ok, why=why))
        elif isinstance(item, Computed):
            checks.append(_recompute(row, index, item))
    return checks


def _recompute(row: DocketRow, index: int, item: Computed) -> Recheck:
    answer = compute(DeadlineQuestion.model_validate(dict(item.inputs)))
    result = {name: getattr(answer, name) for name in ("nominal_due", "due")}
    got = {name: day.isoformat() if day else None for name, day in result.items()}
    ok = got == dict(item.result)
    why = "" if ok else f"now {got['due']} by {answer.rule.rule_id if answer.rule else 'no rule'}"
    return Recheck(row_id=row.row_id, what=f"evidence[{index}]", ok=ok, why=why)
