"""Four eyes: whether a second reading is sound, whom it counts for, and what its absence or its difference stops.

A reading counts for exactly the content that it names. A difference stands until a later reading of the same content
agrees, or until the row is amended. The second reader is another person than the one who approves: another key and
another name. A key that was revoked when the later of approval and reading happened does not count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import datetime

from konkyo.errors import ApprovalError, NotFoundError, SecondReadingNeededError, SignatureError, StorageDamagedError
from konkyo.records.docket import DocketRow
from konkyo.records.runs import Decision
from konkyo.records.second_reading import ReadingOutcome, SecondReading, signed_bytes
from konkyo.records.value import content_hash
from konkyo.review.reading_comparison import compare
from konkyo.store import Store
from konkyo.store.admission import refuse_unadmitted, signature_holds
from konkyo.store.people import Person
from konkyo.store.second_readings import reading_id

FLAG = "second_reading"
_KEPT = "every reading and decision as it is"


def same_person(name: str, public_key: str, other_name: str, other_key: str) -> bool:
    """Whether two signers count as one: the same key, or the same name but for width, case, spaces and order."""
    return public_key == other_key or not _words(name).isdisjoint(_words(other_name))


def flags_of_reading(store: Store, row: DocketRow) -> tuple[str, ...]:
    """``second_reading:<field>`` for each field in which the last second reading of this content differs.

    ``second_reading:unsound`` if one does not stand: a list of proposals must still be shown then.
    """
    try:
        readings = counted(store, row)
    except (ApprovalError, StorageDamagedError):
        return (f"{FLAG}:unsound",)
    if not readings or readings[-1].body.outcome is ReadingOutcome.AGREE:
        return ()
    return tuple(f"{FLAG}:{name}" for name in readings[-1].body.differs)


def counted(store: Store, row: DocketRow) -> tuple[SecondReading, ...]:
    """The readings of this content that say how it stands now: the last one, if it differs; else those that agree
    since the last difference. Each is checked; an unsound one raises ``SignatureError`` or ``ApprovalError``.
    """
    tail: list[SecondReading] = []
    for reading in store.second_readings.of(row.row_id, content_hash(row)):
        check_reading(store, reading, row)
        before_differs = bool(tail) and tail[-1].body.outcome is ReadingOutcome.DIFFER
        tail = [reading] if reading.body.outcome is ReadingOutcome.DIFFER or before_differs else [*tail, reading]
    return tuple(tail)


def check_reading(store: Store, reading: SecondReading, row: DocketRow) -> None:
    """Judge a second reading of a row: content, signature, person, record, seal, and the outcome that it claims.

    Raises ``SignatureError`` or ``ApprovalError``.
    """
    check_signed_reading(reading, row)
    body = reading.body
    try:
        person = store.people.by_key(body.public_key)
    except NotFoundError:
        msg = "nobody in this workspace has the key that signed the second reading"
        raise SignatureError(msg, kept=_KEPT, remedy="konkyo people; konkyo audit verify") from None
    if person.name != body.person:
        msg = "the key that signed the second reading belongs to another person"
        raise SignatureError(msg, kept=_KEPT, remedy="konkyo audit verify")
    refuse_unadmitted(store.people, store.audit, person)
    entry = store.second_readings.entry(reading_id(reading))
    if entry is None or entry.objects.get("seal") != body.seal:
        msg = "the audit trail has no record of this second reading"
        raise ApprovalError(msg, kept=_KEPT, remedy="konkyo audit verify")
    if person.revoked_at is not None and person.revoked_at <= max(body.read_at, entry.time):
        msg = "the key that signed the second reading was revoked before"
        raise ApprovalError(msg, kept=_KEPT, remedy=f"let another person: konkyo second read {row.row_id}")
    _refuse_unsealed(store, reading)


def check_signed_reading(reading: SecondReading, row: DocketRow) -> None:
    """Whether a reading's signature holds over exactly this content, and its outcome follows from its own values.

    Needs no workspace. Raises ``SignatureError``.
    """
    body = reading.body
    if body.proposal_id != row.row_id or body.content_hash != content_hash(row):
        msg = "the second reading is of another content"
        raise SignatureError(msg, kept=_KEPT, remedy=f"konkyo second read {row.row_id}")
    if not signature_holds(body.public_key, reading.signature, signed_bytes(body)):
        msg = "the signature of the second reading does not verify"
        raise SignatureError(msg, kept=_KEPT, remedy="konkyo audit verify")
    found = compare(body.values, body.computed, row)
    if (found.outcome, found.compared, found.differs) != (body.outcome, body.compared, body.differs):
        msg = "the second reading does not compare as it says"
        raise SignatureError(msg, kept=_KEPT, remedy="konkyo audit verify")


def refuse_difference(store: Store, row: DocketRow) -> None:
    """Before somebody signs: raise if a second reading is unsound, and with four eyes on while one differs."""
    counted(store, row)
    if store.second_readings.required == "deadlines":
        flags = flags_of_reading(store, row)
        if flags:
            raise ApprovalError(_difference(flags), kept=_KEPT, remedy=_after_difference(row))


def refuse_unread(store: Store, row: DocketRow, decision: Decision) -> None:
    """Raise unless second readings let this decision release this row.

    Also without four eyes a difference that the approver has not acknowledged releases nothing. Raises
    ``SecondReadingNeededError``: a reading differs, or no other person has read this content.
    """
    body = decision.body
    required = store.second_readings.required == "deadlines"
    flags = flags_of_reading(store, row)
    if flags and (required or not set(flags) <= set(body.acknowledged)):
        raise SecondReadingNeededError(_difference(flags), kept=_KEPT, remedy=_after_difference(row))
    if required and not any(counts_for(store, reading, decision) for reading in counted(store, row)):
        msg = "another person has to read the source of this row, and nobody has"
        raise SecondReadingNeededError(
            msg,
            kept="the signed decision; it releases nothing yet",
            remedy=f"konkyo second read {row.row_id} --as NAME",
        )


def refuse_approver(decision: Decision | None, person: Person, released: Collection[str]) -> None:
    """Raise ``ApprovalError`` if the one who is to read is the one whose approval is in force."""
    body = decision.body if decision is not None else None
    if body is None or body.kind.value not in released:
        return
    if same_person(body.person, body.public_key, person.name, person.public_key):
        msg = "whoever approved a row does not give its second reading"
        raise ApprovalError(msg, kept="the approval", remedy="let another person read: --as NAME")


def counts_for(store: Store, reading: SecondReading, decision: Decision) -> bool:
    """Whether this reading is by another person than the one who decided, whose key was valid when both were there."""
    body, signed = decision.body, reading.body
    if same_person(body.person, body.public_key, signed.person, signed.public_key):
        return False
    both: datetime = max(body.decided_at, signed.read_at)
    revoked = store.people.by_key(signed.public_key).revoked_at
    return revoked is None or revoked > both


def _difference(flags: Collection[str]) -> str:
    return f"a second reading differs: {', '.join(flags)}"


def _after_difference(row: DocketRow) -> str:
    return f"look at the source; then konkyo amend {row.row_id}, or another konkyo second read {row.row_id}"


def _refuse_unsealed(store: Store, reading: SecondReading) -> None:
    """The values were sealed by the same person about the same content before they were signed."""
    body = reading.body
    try:
        seal = store.second_readings.get_seal(body.seal)
    except NotFoundError:
        seal = None
    sealed = seal and (seal.proposal_id, seal.content_hash, seal.values, seal.person, seal.public_key)
    if sealed != (body.proposal_id, body.content_hash, body.values, body.person, body.public_key):
        msg = "the second reading's values are not those that were sealed before"
        raise SignatureError(msg, kept=_KEPT, remedy="konkyo audit verify")


def _words(name: str) -> frozenset[str]:
    """Two forms of a name: without spaces, and its parts in alphabetical order. One in common: one person."""
    parts = unicodedata.normalize("NFKC", name).casefold().split()
    return frozenset({"".join(parts), "".join(sorted(parts))})
