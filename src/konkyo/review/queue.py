"""What waits for a person, and exactly what that person is shown."""

from __future__ import annotations

from konkyo.errors import NotFoundError, UsageError
from konkyo.records.docket import DocketRow
from konkyo.records.value import Value
from konkyo.review.four_eyes import flags_of_reading
from konkyo.review.policy import flags_of
from konkyo.store import Store
from konkyo.store.proposals import Proposal, ProposalState, ProposalVersion


class Shown(Value):
    """A proposal as a person sees it. ``content_hash`` is what a decision binds to; it is the hash of ``row``.

    ``flags``: what a person acknowledges by name, differences of a second reading (``second_reading:due``) included.
    """

    row: DocketRow
    content_hash: str
    state: ProposalState
    changed: bool
    flags: tuple[str, ...]


def waiting(store: Store, *, matter: str | None = None) -> tuple[Shown, ...]:
    """Proposals without a decision, and those that changed after they were decided, in the order in which they came."""
    found = store.proposals.list(matter=matter)
    return tuple(
        _shown(store, proposal) for proposal in found if proposal.changed or proposal.state is ProposalState.INBOX
    )


def show(store: Store, row_id: str) -> Shown:
    """One proposal, decided or not. ``row_id`` may be the beginning of an id, if it fits only one."""
    return _shown(store, store.proposals.get(resolve(store, row_id)))


def resolve(store: Store, beginning: str) -> str:
    """The one row id that begins so. Raises ``NotFoundError`` for none and ``UsageError`` for several."""
    found = [row_id for row_id in store.proposals.ids() if row_id.startswith(beginning)]
    if beginning in found:
        return beginning
    if not found or not beginning:
        msg = "no proposal has an id that begins so"
        raise NotFoundError(msg, remedy="konkyo inbox")
    if len(found) > 1:
        msg = f"{len(found)} proposals have an id that begins so"
        raise UsageError(msg, remedy="give more of the id")
    return found[0]


def docket_row(version: ProposalVersion) -> DocketRow:
    """The row of a stored version (its hash was checked when it was read)."""
    return DocketRow.model_validate_json(version.body)


def _shown(store: Store, proposal: Proposal) -> Shown:
    row = docket_row(proposal.current)
    return Shown(
        row=row,
        content_hash=proposal.content_hash,
        state=proposal.state,
        changed=proposal.changed,
        flags=(*flags_of(row), *flags_of_reading(store, row)),
    )
