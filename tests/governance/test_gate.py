"""The one door out: closed by default, every answer recorded first, a permit good once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import GateError, StorageFullError
from konkyo.governance.gate import POLICY, Gate, Rule
from konkyo.records.handling import OutboundCall, Permit, Sensitivity
from konkyo.records.runs import AuditEvent

CALL = OutboundCall(
    purpose="search", operator="EPO", host="ops.epo.org", region="eu", sensitivity=Sensitivity.PUBLIC, content_hash="ab"
)
RULE = Rule(
    rule_id="allow.ops", purpose="search", operator="EPO", host="ops.epo.org", region="eu", up_to=Sensitivity.INTERNAL
)


class Trail:
    """An audit sink in memory; full on request."""

    def __init__(self, *, full: bool = False) -> None:
        self.events: list[AuditEvent] = []
        self.full = full

    def append(self, event: AuditEvent) -> None:
        if self.full:
            msg = "full"
            raise StorageFullError(msg)
        self.events.append(event)


@given(st.builds(OutboundCall, sensitivity=st.sampled_from(Sensitivity)))
def test_nothing_is_permitted_today(call: OutboundCall) -> None:
    """Whatever the call, the shipped policy refuses it, and the refusal was recorded before it was raised."""
    trail = Trail()
    with pytest.raises(GateError) as caught:
        Gate(trail).permit(call)
    assert [(event.kind, event.rule) for event in trail.events] == [("gate.refused", "deny.default")]
    assert "recorded" in caught.value.kept
    assert POLICY == ()


@pytest.mark.parametrize(
    "change",
    [
        {"host": "ops.epo.org.evil.example"},
        {"host": "OPS.EPO.ORG"},
        {"region": "us"},
        {"operator": "epo"},
        {"purpose": "chat"},
        {"sensitivity": Sensitivity.CONFIDENTIAL},
    ],
)
def test_rule_allows_exactly_what_it_names(change: dict[str, object]) -> None:
    """One word other than in the rule, or a higher sensitivity, and the call is refused."""
    gate = Gate(Trail(), (RULE,))
    assert gate.permit(CALL).rule == "allow.ops"
    with pytest.raises(GateError):
        gate.permit(CALL.model_copy(update=change))


def test_permit_is_good_once() -> None:
    """A permit is spent by its call; a second use, another call or a forged one is refused and recorded."""
    trail = Trail()
    gate = Gate(trail, (RULE,))
    permit = gate.permit(CALL)
    gate.spend(permit, CALL)
    forged = Permit(permit_id="permit-0", call=CALL, rule="allow.ops")
    other = CALL.model_copy(update={"content_hash": "cd"})
    for used, call in ((permit, CALL), (forged, CALL), (gate.permit(CALL), other)):
        with pytest.raises(GateError):
            gate.spend(used, call)
    kinds = [event.kind for event in trail.events]
    assert kinds.count("gate.refused") == 3
    assert kinds[:2] == ["gate.permitted", "gate.spent"]


def test_permit_of_another_gate() -> None:
    """A permit is good at the gate that gave it only."""
    permit = Gate(Trail(), (RULE,)).permit(CALL)
    with pytest.raises(GateError):
        Gate(Trail(), (RULE,)).spend(permit, CALL)


def test_no_record_no_permit() -> None:
    """If the trail cannot be written there is no permit, and the failure is said as it is."""
    with pytest.raises(StorageFullError):
        Gate(Trail(full=True), (RULE,)).permit(CALL)
    gate = Gate(Trail(), (RULE,))
    permit = gate.permit(CALL)
    gate._sink = Trail(full=True)
    with pytest.raises(StorageFullError):
        gate.spend(permit, CALL)
    gate._sink = Trail()
    with pytest.raises(GateError):
        gate.spend(permit, CALL)
