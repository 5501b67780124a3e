"""The second reading (四つの目, four eyes): what another person read in the source by themselves, and how it compares.

Values are sealed before the first reading is shown: their hash, under a random nonce, is stored and recorded first.
What is signed is the reading with its outcome, over bytes that no decision is ever signed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Literal

from konkyo.records.docket import Party, Period
from konkyo.records.value import Value, canonical_bytes

SIGNING_CONTEXT: Final = b"konkyo second reading 1\0"
"""Stands before the signed bytes. A decision is signed over JSON, which begins with ``{``."""


class ReadingOutcome(StrEnum):
    """Whether a second reading came to the same."""

    AGREE = "agree"
    DIFFER = "differ"


class ReadValues(Value):
    """What the second reader found in the source, in normal form. None: not read, or not stated there.

    ``office`` as in docket rows (``JPO``); numbers as in ``practice.numbers``; ``due``: by the reader's own count;
    ``further``: other inputs of the deadline question by its field names, as text.
    """

    office: str | None = None
    application_number: str | None = None
    registration_number: str | None = None
    event_code: str | None = None
    trigger_date: date | None = None
    trigger_kind: str | None = None
    party: Party | None = None
    period: Period | None = None
    due: date | None = None
    right: str | None = None
    delivery: str | None = None
    stage: str | None = None
    extension: Period | None = None
    annuity_year: int | None = None
    further: Mapping[str, str] = {}


class ReadComputation(Value):
    """What the deadline engine makes of the second reader's own values.

    ``supported`` False: there is no rule for the event, so that no date can be computed. ``missing``: inputs that the
    engine needs and the reader did not give. ``data_hash``: of the rule and the closures used.
    """

    due: date | None = None
    nominal_due: date | None = None
    missing: tuple[str, ...] = ()
    supported: bool = True
    rule: str = ""
    data_hash: str = ""


class Seal(Value):
    """Values that a second reader committed to before they saw the first reading.

    ``nonce``: random, hex: the seal's hash in the audit trail gives no value away.
    """

    proposal_id: str
    content_hash: str
    values: ReadValues
    person: str
    public_key: str
    sealed_at: datetime
    nonce: str
    format: Literal["konkyo-second-reading-seal-1"] = "konkyo-second-reading-seal-1"


class SecondReadingBody(Value):
    """What is signed: who read what in the source of exactly which content, and how it compares with that content.

    ``compared``: fields that both readings state; ``differs``: those that keep the two from agreeing. ``seal``: hash
    of the seal of these values. ``supersedes``: hash of the reading of the same content before this one; empty for
    the first. ``abandoned``: seals of values that the same person had sealed about this content and did not sign.
    """

    proposal_id: str
    content_hash: str
    values: ReadValues
    computed: ReadComputation
    outcome: ReadingOutcome
    compared: tuple[str, ...]
    differs: tuple[str, ...]
    person: str
    public_key: str
    seal: str
    read_at: datetime
    reason: str = ""
    supersedes: str = ""
    abandoned: tuple[str, ...] = ()
    format: Literal["konkyo-second-reading-1"] = "konkyo-second-reading-1"


class SecondReading(Value):
    """A second reading with its Ed25519 signature (hex) over ``signed_bytes`` of ``body``."""

    body: SecondReadingBody
    signature: str


def signed_bytes(body: SecondReadingBody) -> bytes:
    """The bytes under the signature of a second reading."""
    return SIGNING_CONTEXT + canonical_bytes(body)
