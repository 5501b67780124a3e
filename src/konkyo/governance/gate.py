"""The one door out. Nothing passes unless a rule says so, and today no rule does.

A caller that wants to reach another machine describes the call and asks for a permit. Both answers go into the
audit trail before the caller hears them; if they cannot be written, there is no permit. A permit is good for exactly
the call it names, once, at the gate that gave it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from konkyo.errors import GateError
from konkyo.records.handling import OutboundCall, Permit, Sensitivity
from konkyo.records.runs import AuditEvent, AuditSink
from konkyo.records.value import Value

ACTOR = "konkyo"
NO_RULE = "deny.default"


class Rule(Value):
    """What may go where: for one purpose, to one host of one operator in one region, up to a sensitivity."""

    rule_id: str
    purpose: str
    operator: str
    host: str
    region: str
    up_to: Sensitivity

    def allows(self, call: OutboundCall) -> bool:
        """Whether the call is the one this rule is about: every word equal, and not too sensitive."""
        named = (call.purpose, call.operator, call.host, call.region)
        return named == (self.purpose, self.operator, self.host, self.region) and (
            call.sensitivity.rank <= self.up_to.rank
        )


POLICY: tuple[Rule, ...] = ()
"""Konkyo makes no outbound call, so nothing is allowed."""


class Gate:
    """Answers outbound calls by a policy, and records each answer in ``sink``."""

    def __init__(self, sink: AuditSink, policy: Sequence[Rule] = POLICY) -> None:
        self._sink = sink
        self._policy = tuple(policy)
        self._open: dict[str, Permit] = {}

    def permit(self, call: OutboundCall) -> Permit:
        """Leave to make this call once. Raises ``GateError`` if no rule allows it (already recorded)."""
        rule = next((rule.rule_id for rule in self._policy if rule.allows(call)), NO_RULE)
        if rule == NO_RULE:
            self._refuse(call, NO_RULE, "no rule allows this call, so it was not made")
        permit = Permit(permit_id=f"permit-{secrets.token_hex(16)}", call=call, rule=rule)
        self._record("gate.permitted", call, rule, {"permit": permit.permit_id})
        self._open[permit.permit_id] = permit
        return permit

    def spend(self, permit: Permit, call: OutboundCall) -> None:
        """Use up a permit right before the call. Raises ``GateError`` if it is forged, spent, or for another call."""
        known = self._open.pop(permit.permit_id, None)
        if known is None or known != permit or known.call != call:
            self._refuse(call, "deny.permit", "the permit is unknown, used up, or for another call")
        self._record("gate.spent", call, permit.rule, {"permit": permit.permit_id})

    def _refuse(self, call: OutboundCall, rule: str, why: str) -> None:
        self._record("gate.refused", call, rule, {})
        msg = f"{why} ({rule})"
        raise GateError(msg, kept="nothing left this machine; the refusal is recorded", remedy="konkyo audit export")

    def _record(self, kind: str, call: OutboundCall, rule: str, more: dict[str, str]) -> None:
        """Ids, hashes and where to; the host as a commitment, for a name can carry text out (``secret.example``)."""
        objects = {
            "purpose": call.purpose,
            "operator": call.operator,
            "host_text": call.host,
            "region": call.region,
            "sensitivity": call.sensitivity.value,
            "content": call.content_hash or "none",
        }
        self._sink.append(AuditEvent(kind=kind, actor=ACTOR, matter=call.matter, rule=rule, objects=objects | more))
