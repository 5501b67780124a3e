"""Runs, steps, decisions and audit events: what was done, when, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, Protocol

from konkyo.records.value import Value


class RunStatus(StrEnum):
    """State of a run. A run is ``done`` only when its report is stored."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Run(Value):
    """One execution of a workflow. ``run_key``: hash of workflow, inputs, options; unfinished work of a key resumes."""

    run_id: str
    run_key: str
    workflow: str
    matter: str | None
    inputs: Mapping[str, Any]
    status: RunStatus
    started_at: datetime
    finished_at: datetime | None = None


class Step(Value):
    """One finished step of a run: its name (unique in the run) and what it returned, as JSON."""

    run_id: str
    name: str
    result: Mapping[str, Any]
    finished_at: datetime


class DecisionKind(StrEnum):
    """What a person decided about a proposal."""

    APPROVE = "approve"
    AMEND = "amend"
    REJECT = "reject"
    WITHDRAW = "withdraw"  # takes back the decision that it supersedes


class DecisionBody(Value):
    """What is signed: who decided what about exactly which content (for an amendment: the amended content).

    ``supersedes``: hash of the decision on the same proposal that this one takes the place of; empty for the first.
    ``acknowledged``: the flags of the content that the person has seen and accepted.
    """

    proposal_id: str
    kind: DecisionKind
    content_hash: str
    person: str
    public_key: str
    decided_at: datetime
    reason: str = ""
    supersedes: str = ""
    acknowledged: tuple[str, ...] = ()
    format: Literal["konkyo-decision-1"] = "konkyo-decision-1"


class Decision(Value):
    """A decision with its Ed25519 signature (hex) over the canonical JSON of ``body``."""

    body: DecisionBody
    signature: str


class AuditEvent(Value):
    """Something that happened, without any document text. ``objects``: names to hashes or ids."""

    kind: str
    actor: str
    matter: str | None = None
    rule: str = ""
    objects: Mapping[str, str] = {}


class AuditSink(Protocol):
    """Where audit events go. Appending must be durable before the caller goes on."""

    def append(self, event: AuditEvent) -> None:
        """Record an event; raises StorageError if it cannot be made durable."""
