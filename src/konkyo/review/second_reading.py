"""Giving a second reading: seal what was read, compare it with the proposal, sign the outcome.

The order is the point. Until ``seal`` has stored what the second reader found, nothing here gives them a value of the
first reading; ``compared`` needs the seal. Whoever is interrupted after sealing goes on with the sealed values.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from typing import Literal

from konkyo.errors import ApprovalError, UsageError
from konkyo.records.docket import DocketRow
from konkyo.records.runs import DecisionKind
from konkyo.records.second_reading import (
    ReadComputation,
    ReadingOutcome,
    ReadValues,
    Seal,
    SecondReading,
    SecondReadingBody,
    signed_bytes,
)
from konkyo.records.value import Value, content_hash
from konkyo.review import four_eyes
from konkyo.review.policy import refuse_person
from konkyo.review.queue import Shown, docket_row, show
from konkyo.review.reading_comparison import Comparison, compare, computation_of
from konkyo.store import Store
from konkyo.store.faultpoints import faultpoint
from konkyo.store.people import Person
from konkyo.store.proposals import ProposalState
from konkyo.store.second_readings import reading_id

Signer = Callable[[bytes], bytes]
ReadingState = Literal["none", "own", "agree", "differ"]
_RELEASED = (DecisionKind.APPROVE.value, DecisionKind.AMEND.value)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U


class Unread(Value):
    """A row on the list of second readings. ``state``: none yet, only by the approver, agree, or differ."""

    shown: Shown
    state: ReadingState
    readings: tuple[SecondReading, ...]


class Compared(Value):
    """A sealed reading beside the proposal, before it is signed."""

    row: DocketRow
    seal: Seal
    seal_id: str
    computed: ReadComputation
    comparison: Comparison


def check_code(row_id: str, shown_hash: str) -> str:
    """Eight signs (40 bits) that tie a printed form to exactly this content: ``7K3M-9QXP``."""
    digest = hashlib.sha256(f"konkyo second reading form\n{row_id}\n{shown_hash}".encode()).digest()
    number = int.from_bytes(digest[:5], "big")
    signs = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))
    return f"{signs[:4]}-{signs[4:]}"


def same_code(typed: str, row_id: str, shown_hash: str) -> bool:
    """Whether a code copied from a form is this content's: case, hyphens and look-alikes (O 0, I L 1) do not matter."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(str.maketrans("OIL", "011", "- "))
    return plain == check_code(row_id, shown_hash).replace("-", "")


def open_seal(store: Store, shown: Shown, person: Person) -> Seal | None:
    """The values that this person sealed last and has not signed, for going on after an interruption."""
    found = store.second_readings.open_seals(shown.row.row_id, shown.content_hash, person.public_key)
    return found[-1] if found else None


def refuse_reader(store: Store, shown: Shown, person: Person) -> None:
    """Raise ``ApprovalError`` if this person cannot give the second reading: revoked, or the approver."""
    refuse_person(store.people.get(person.person_id))
    if shown.state is ProposalState.REJECTED and not shown.changed:
        msg = "this proposal was rejected: there is nothing to read a second time"
        raise ApprovalError(msg, kept="the rejection", remedy=f"konkyo inbox {shown.row.row_id}")
    if not shown.changed:
        four_eyes.refuse_approver(store.decisions.last(shown.row.row_id), person, _RELEASED)


def seal(store: Store, shown: Shown, values: ReadValues, person: Person) -> Seal:
    """Commit to what was read, before anything of the first reading is shown.

    Raises ``ApprovalError`` (not this person, or the row changed), ``UsageError`` (values that contradict each other).
    """
    refuse_reader(store, shown, person)
    computation_of(values)  # whoever contradicts themselves hears so before they commit
    made = Seal(
        proposal_id=shown.row.row_id,
        content_hash=shown.content_hash,
        values=values,
        person=person.name,
        public_key=person.public_key,
        sealed_at=store.clock(),
        nonce=secrets.token_hex(16),
    )
    with store.transaction("sealing"):
        _refuse_changed(store, shown)
        store.second_readings.seal(made, actor=person.actor)
    return made


def compared(store: Store, made: Seal) -> Compared:
    """The sealed reading beside the proposal, whose content must still be the sealed one."""
    name = content_hash(made)
    made = store.second_readings.get_seal(name)  # what is stored, not what is handed in
    row = docket_row(store.proposals.get(made.proposal_id).current)
    if content_hash(row) != made.content_hash:
        _changed(made.proposal_id)
    computed = computation_of(made.values)
    return Compared(row=row, seal=made, seal_id=name, computed=computed, comparison=compare(made.values, computed, row))


def sign(store: Store, found: Compared, person: Person, signer: Signer, *, reason: str = "") -> SecondReading:
    """Sign a sealed reading with its outcome and record it. The same again gives back what stands.

    ``reason``: needed where a difference is on record already, or other values were sealed before and not signed: why
    it is read otherwise now. Raises ``ApprovalError``.
    """
    found = compared(store, found.seal)  # done again: what a caller hands in is not what gets signed
    shown = show(store, found.seal.proposal_id)
    refuse_reader(store, shown, person)
    if (found.seal.person, found.seal.public_key) != (person.name, person.public_key):
        msg = "these values were sealed by another person"
        raise ApprovalError(msg, kept="the sealed values", remedy="each reader signs what they read themselves")
    before = store.second_readings.of(found.seal.proposal_id, found.seal.content_hash)
    again = next((reading for reading in before if reading.body.seal == found.seal_id), None)
    if again is not None:
        four_eyes.check_reading(store, again, found.row)
        return again
    left = store.second_readings.open_seals(found.seal.proposal_id, found.seal.content_hash, person.public_key)
    abandoned = tuple(name for name in map(content_hash, left) if name != found.seal_id)
    if not reason.strip() and (abandoned or (before and before[-1].body.outcome is ReadingOutcome.DIFFER)):
        msg = "another reading was sealed or signed before: one after it says why it reads so"
        raise UsageError(msg, kept="the sealed values and the earlier readings", remedy="give a reason: --reason TEXT")
    comparison = found.comparison
    body = SecondReadingBody(
        proposal_id=found.seal.proposal_id,
        content_hash=found.seal.content_hash,
        values=found.seal.values,
        computed=found.computed,
        outcome=comparison.outcome,
        compared=comparison.compared,
        differs=comparison.differs,
        person=person.name,
        public_key=person.public_key,
        seal=found.seal_id,
        read_at=store.clock(),
        reason=reason.strip(),
        supersedes=reading_id(before[-1]) if before else "",
        abandoned=abandoned,
    )
    faultpoint("second.before_sign")
    reading = SecondReading(body=body, signature=signer(signed_bytes(body)).hex())
    faultpoint("second.after_sign")
    with store.transaction("reading"):
        _refuse_changed(store, shown)
        refuse_reader(store, show(store, body.proposal_id), person)  # approved or revoked while they typed
        store.second_readings.add(reading, actor=person.actor)
        four_eyes.check_reading(store, reading, found.row)
    faultpoint("second.before_return")
    return reading


def waiting(store: Store, *, matter: str | None = None) -> tuple[Unread, ...]:
    """Proposals that are not rejected, each with how its second reading stands, in the order in which they came."""
    found = []
    for proposal in store.proposals.list(matter=matter):
        if proposal.state is ProposalState.REJECTED and not proposal.changed:
            continue
        shown = show(store, proposal.row_id)
        found.append(_unread(store, shown))
    return tuple(found)


def _unread(store: Store, shown: Shown) -> Unread:
    readings = four_eyes.counted(store, shown.row)
    last = store.decisions.last(shown.row.row_id)
    state: ReadingState = "none"
    if readings:
        state = readings[-1].body.outcome.value
        if state == "agree" and last is not None and last.body.kind.value in _RELEASED and not shown.changed:
            state = "agree" if any(four_eyes.counts_for(store, reading, last) for reading in readings) else "own"
    return Unread(shown=shown, state=state, readings=readings)


def _refuse_changed(store: Store, shown: Shown) -> None:
    if store.proposals.get(shown.row.row_id).content_hash != shown.content_hash:
        _changed(shown.row.row_id)


def _changed(row_id: str) -> None:
    msg = "this proposal changed since the second reading began"
    raise ApprovalError(
        msg, kept="the proposal as it is now; what was read of the old one", remedy=f"konkyo second read {row_id}"
    )
