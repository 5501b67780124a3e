"""How a matter's text may be handled: sensitivity, and permits for calls that would leave the machine."""

from __future__ import annotations

from enum import StrEnum

from konkyo.records.value import Value


class Sensitivity(StrEnum):
    """Public < internal < confidential < unpublished invention / privileged."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    UNPUBLISHED = "unpublished"

    @property
    def rank(self) -> int:
        """0 (public) to 3 (unpublished): higher may go to fewer places."""
        return list(Sensitivity).index(self)


class OutboundCall(Value):
    """A call that somebody wants to make to another machine. ``content_hash``: hash of what would be sent."""

    purpose: str
    operator: str
    host: str
    region: str
    sensitivity: Sensitivity
    matter: str | None = None
    content_hash: str = ""


class Permit(Value):
    """Leave to make exactly one call."""

    permit_id: str
    call: OutboundCall
    rule: str
