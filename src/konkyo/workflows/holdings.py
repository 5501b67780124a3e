"""What a workspace holds, read for the portfolio; and whether the decisions about it stand."""

from __future__ import annotations

from konkyo.errors import ApprovalError, SecondReadingNeededError
from konkyo.records.register import Register
from konkyo.records.runs import DecisionKind
from konkyo.review import decide
from konkyo.review.complete import completed
from konkyo.review.queue import docket_row
from konkyo.review.signatures import check_signed
from konkyo.store import Store
from konkyo.workflows.portfolio_items import Held, Signature


def holdings(store: Store) -> tuple[Held, ...]:
    """Every proposal, in the version that was decided or that waits."""
    held = []
    for proposal in store.proposals.list():
        newer = docket_row(proposal.current)
        row = newer
        if proposal.changed and proposal.decided_version is not None:
            row = docket_row(store.proposals.version(proposal.row_id, proposal.decided_version))
        held.append(Held(row, proposal.state, proposal.matter, newer if proposal.changed else None))
    return tuple(held)


class Desk:
    """Says whether decisions and completions of a workspace stand; each is checked once."""

    def __init__(self, store: Store, register: Register) -> None:
        self._store = store
        self._register = register
        self._signatures: dict[str, Signature] = {}

    def signature(self, row_id: str) -> Signature:
        """The decision on record that approved a row, checked as an export would check it."""
        if row_id not in self._signatures:
            self._signatures[row_id] = self._checked(row_id)
        return self._signatures[row_id]

    def _checked(self, row_id: str) -> Signature:
        try:
            return Signature(decide.approved(self._store, row_id).decision.body.person)
        except SecondReadingNeededError:
            last = self._store.decisions.last(row_id)
            return Signature(last.body.person if last is not None else None, unread=True)
        except ApprovalError:
            return Signature(None)

    def rejected(self, row_id: str) -> bool:
        """Whether a signed rejection of the row stands."""
        last = self._store.decisions.last(row_id)
        if last is None or last.body.kind is not DecisionKind.REJECT or last.body.proposal_id != row_id:
            return False
        try:
            check_signed(last)
            decide.check_decision(last, self._store)
        except ApprovalError:
            return False
        return True

    def done(self, row_id: str) -> bool:
        """Whether somebody signed that the row, as decided, was dealt with."""
        found = self._register.completions.get(row_id)
        return found is not None and found.body.row_id == row_id and completed(self._store, found)
