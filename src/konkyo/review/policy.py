"""Who may decide what: every person whose key is valid; and which rows can be approved at all.

``verified`` rows can be approved. ``review`` rows can, once each of their flags was acknowledged by name. ``pending``,
``unknown`` and ``unverified`` rows cannot: they lack what an approval would vouch for. A person can amend them (and
then vouches for the values given) or reject them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from konkyo.errors import ApprovalError
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Absence, Quote, Row, RowStatus, Verdict
from konkyo.store.people import Person

_SOUND = frozenset({Verdict.EXACT, Verdict.NORMALISED, Verdict.ELIDED})
_APPROVABLE = frozenset({RowStatus.VERIFIED, RowStatus.REVIEW})

FIXED: Final = frozenset({"row_id", "file", "document_id", "evidence", "grounds", "status", "confidence", "amended"})
"""Fields that no amendment changes: what the row is, and what was found."""

DERIVED: Final = frozenset({"nominal_due", "due", "safe_date"})
"""Dates that are computed from the fields in ``INPUTS``."""

INPUTS: Final = frozenset(
    {
        "office",
        "right",
        "event_code",
        "trigger_kind",
        "trigger_date",
        "party",
        "delivery",
        "stage",
        "period",
        "extension",
    }
    | {"annuity_year"}
)
"""Fields that a due date rests on: whoever amends one says the due date, too."""


def flags_of(row: Row) -> tuple[str, ...]:
    """What a person must have seen before approving a row: one name per flag, with the evidence it hangs on.

    ``evidence[2]:ocr_approx``, ``conflict[0]``, ``amended:due``; for a ``review`` row that has none of these,
    ``status:review``. A verified row has none.
    """
    if row.status is RowStatus.VERIFIED:
        return ()
    flags: list[str] = []
    for index, item in enumerate(row.evidence):
        names = list(item.flags)
        if isinstance(item, Quote) and item.verdict not in _SOUND:
            names.append(item.verdict.value if item.verdict else "unchecked")
        if isinstance(item, Absence) and item.verdict != "complete":
            names.append(item.verdict or "unchecked")
        flags += [f"evidence[{index}]:{name}" for name in names]
    if isinstance(row, DocketRow):
        flags += [f"conflict[{index}]" for index in range(len(row.conflicts))]
        flags += [f"amended:{name}" for name in row.amended]
    if row.status is RowStatus.REVIEW and not flags:
        flags.append("status:review")
    return tuple(dict.fromkeys(flags))


def refuse_person(person: Person) -> None:
    """Raise ``ApprovalError`` if this person's key was revoked."""
    if person.revoked_at is not None:
        msg = "this person's key was revoked and decides nothing more"
        raise ApprovalError(msg, kept="the proposal as it was", remedy="konkyo people")


def refuse_approval(row: Row, acknowledged: Collection[str], more: Collection[str] = ()) -> None:
    """Raise ``ApprovalError`` unless this row can be approved with these acknowledgements.

    ``more``: flags beside the row's own (``second_reading:due``).
    """
    if row.status not in _APPROVABLE:
        msg = f"a row that is {row.status.value} cannot be approved"
        raise ApprovalError(
            msg, kept="the proposal, undecided", remedy="amend it with the missing values, or reject it"
        )
    if isinstance(row, DocketRow) and row.missing and row.due is None:
        msg = f"this row still lacks {', '.join(row.missing)}"
        raise ApprovalError(msg, kept="the proposal, undecided", remedy="give the due date and set missing to []")
    missing = [flag for flag in (*flags_of(row), *more) if flag not in acknowledged]
    if missing:
        msg = f"this row needs each of its flags acknowledged; not yet: {', '.join(missing)}"
        raise ApprovalError(msg, kept="the proposal, undecided", remedy="look at the source, then acknowledge each")


def refuse_amendment(row: DocketRow, changed: Collection[str]) -> None:
    """Raise ``ApprovalError`` for an amendment of what is fixed, of nothing, or of an input without its due date."""
    unknown = sorted(name for name in changed if name not in DocketRow.model_fields or name in FIXED)
    if unknown:
        msg = f"these fields are not amended: {', '.join(unknown)}"
        raise ApprovalError(msg, kept="the proposal, undecided", remedy="amend the row's own values only")
    if not changed:
        msg = "the amendment changes nothing"
        raise ApprovalError(
            msg, kept="the proposal, undecided", remedy="approve the row as it is, or give other values"
        )
    inputs = sorted(INPUTS.intersection(changed))
    stale = sorted(name for name in DERIVED - set(changed) if getattr(row, name) is not None)
    if inputs and stale:
        msg = f"{', '.join(stale)} rest on {', '.join(inputs)}: whoever amends these says those, too (null: unknown)"
        raise ApprovalError(msg, kept="the proposal, undecided", remedy="compute with `konkyo due` and give the dates")
