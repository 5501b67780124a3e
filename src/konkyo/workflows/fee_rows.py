"""Scheduled fees of a matter as docket rows on the approval desk: quoted facts as quotes, typed ones as a word given.

A row's field that rests on a document's words carries the quote, verified again. A field that rests on what somebody
typed is listed in ``amended``: the row can then only be ``review``, each such field must be acknowledged by name, and
whoever approves vouches for it. The due date is computed by the deadline engine in either case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from konkyo.evidence.verify import verify_report
from konkyo.practice.numbers import numbers_in
from konkyo.records.docket import OFFICE_CODE, DocketReport, DocketRow
from konkyo.records.evidence import Draft, Evidence, Verified
from konkyo.records.register import RegisteredRight
from konkyo.records.value import Wording, content_hash
from konkyo.store import Store
from konkyo.workflows.docket_rows import answer_fields, computed_evidence, proposed_status, recomputed, run_key
from konkyo.workflows.fees import Fee, fees_of

_NUMBERS = ("application_number", "registration_number")


def propose_fees(store: Store, matter_id: str, *, as_of: date, until: date) -> Verified[DocketReport]:
    """Lay the fees of a matter that fall due by ``until`` onto the approval desk; proposing again changes nothing.

    Fees that are long past, not dated, or of a right that has ended are not proposed. Raises NotFoundError for a
    matter that is not registered.
    """
    store.matters.get(matter_id)
    rights = [right for right in store.matters.all().rights.values() if right.matter_id == matter_id]
    found = [fee for right in sorted(rights, key=_by_id) for fee in fees_of(right, as_of=as_of, until=until)]
    rows = tuple(row_of(fee) for fee in found if _open(fee, as_of, until))
    inputs = {"matter": matter_id, "rows": [content_hash(row) for row in rows]}
    run = store.runs.start_or_resume(run_key(inputs), workflow="schedule", matter=matter_id, inputs=inputs)
    questions = tuple(row.question for row in rows if row.question is not None)
    draft = Draft(DocketReport(run_id=run.run_id, matter=matter_id, rows=rows, questions=questions))
    verified = verify_report(draft, store.documents, recomputed)
    store.proposals.add_all(run.run_id, verified.content.rows)
    store.runs.finish(run.run_id, verified.content)
    return verified


def _by_id(right: RegisteredRight) -> str:
    return right.right_id


def _open(fee: Fee, as_of: date, until: date) -> bool:
    by = fee.by
    if by is None or by > until:
        return False
    ended = fee.right.ended_on
    return (fee.scheduled.late_until or by) >= as_of and (ended is None or by <= ended)


def row_of(fee: Fee) -> DocketRow:
    """The proposal for a fee that has a date. Its id is the fee's: the portfolio shows it once."""
    right, answer = fee.right, fee.answer
    evidence, grounds, given = _grounds(fee)
    dated = ["nominal_due"] if answer.due is None else ["nominal_due", "due"]
    grounds |= {name: (len(evidence),) for name in dated}
    quoted = next((item for item in evidence if item.kind == "quote"), None)
    row = DocketRow(
        row_id=fee.row_id,
        evidence=(*evidence, computed_evidence(answer)),
        grounds=grounds,
        status=proposed_status(answer, ()),
        confidence=1.0,
        file=_file(fee),
        document_id=quoted.document_id if quoted is not None and quoted.kind == "quote" else "",
        matter=right.matter_id,
        office=right.office,
        right=right.right,
        event_code=fee.event_code,
        application_number=right.application_number,
        registration_number=right.registration_number,
        trigger_kind=fee.counted_from,
        trigger_date=getattr(right, fee.counted_from),
        annuity_year=fee.scheduled.year_no,
        question_asked=answer.question,
        amended=given,
        **answer_fields(answer, answer.missing),
    )
    notes = (*row.caveats, *_typed(fee), _payment(right))
    return row.model_copy(update={"caveats": notes})


def _grounds(fee: Fee) -> tuple[list[Evidence], dict[str, tuple[int, ...]], tuple[str, ...]]:
    """Quotes, which field rests on which, and the fields that rest on a person's word instead."""
    right = fee.right
    evidence: list[Evidence] = []
    grounds: dict[str, tuple[int, ...]] = {}
    given: list[str] = []
    of_fact = {name: (name,) for name in _NUMBERS} | {fee.counted_from: ("trigger_date", "trigger_kind")}
    for fact, fields in of_fact.items():
        source = right.sources.get(fact)
        if getattr(right, fact) is None or source is None:
            continue
        if source.quote is None:
            given += fields
            continue
        evidence.append(source.quote)
        grounds |= {name: (len(evidence) - 1,) for name in fields}
    for name, place in _said_by_number(right, evidence).items():
        grounds[name] = (place,)
    given += [name for name in ("office", "right") if name not in grounds]
    return evidence, grounds, tuple(sorted(given))


def _said_by_number(right: RegisteredRight, evidence: Sequence[Evidence]) -> dict[str, int]:
    """Office and kind of right, where a quoted number itself says them (特願, 特許第, EP, ZL)."""
    country = OFFICE_CODE[right.office]
    for place, item in enumerate(evidence):
        if item.kind != "quote":
            continue
        for token in numbers_in(item.evidence_quote):
            if token.country == country and token.normal in (right.application_number, right.registration_number):
                said = {"office": place}
                return said | ({"right": place} if (token.right or "patent") == right.right else {})
    return {}


def _file(fee: Fee) -> str:
    """The document the date rests on; the register itself where nothing but a person's word stands behind it."""
    source = fee.right.sources.get(fee.counted_from)
    if source is not None and source.quote is not None:
        return source.file
    return f"register: {fee.right.matter_id}"


def _typed(fee: Fee) -> list[Wording]:
    """Who typed what, and when: what a person who approves vouches for."""
    right = fee.right
    notes = []
    for name in (*_NUMBERS, fee.counted_from):
        source, value = right.sources.get(name), getattr(right, name)
        if source is None or source.quote is not None or value is None:
            continue
        day = source.at.date().isoformat()
        notes.append(
            Wording(
                ja=f"{name} = {value} は {source.by} が {day} に入力した値です（書類の引用なし）。",
                en=f"{name} = {value} was typed by {source.by} on {day}; no document stands behind it.",
            )
        )
    return notes


def _payment(right: RegisteredRight) -> Wording:
    if right.paid_through is None:
        return Wording(
            ja="納付済み年分は登録されていません。納付の有無を確認してください。",
            en="How far the fees are paid is not in the register: check whether this one is.",
        )
    source = right.sources["paid_through"]
    day = source.at.date().isoformat()
    return Wording(
        ja=f"納付済み: 第{right.paid_through}年分まで（{source.by}、{day}）。",
        en=f"Paid through {right.paid_through}, according to {source.by} on {day}.",
    )
