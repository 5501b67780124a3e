"""Proposals: idempotent by row and content, every version kept, decisions never undone by a run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konkyo.errors import NotFoundError, StorageError
from konkyo.records.docket import DocketRow
from konkyo.records.value import content_hash
from konkyo.store import Store
from konkyo.store.proposals import Added, ProposalState
from konkyo.store.tables import proposal_versions

Make = Callable[..., DocketRow]


@pytest.fixture
def run_id(store: Store) -> str:
    return store.runs.start_or_resume("key", workflow="docketing", matter="M1").run_id


def decided(store: Store, row_id: str = "row-1") -> None:
    proposal = store.proposals.get(row_id)
    store.proposals.mark(row_id, ProposalState.APPROVED, proposal.current.version, "d" * 64)


def test_same_row_same_content(store: Store, run_id: str, make_row: Make) -> None:
    """Adding again changes nothing and records nothing."""
    assert store.proposals.add_all(run_id, [make_row()]) == Added(new=1)
    size = store.audit.head().size
    assert store.proposals.add_all(run_id, [make_row()]) == Added(same=1)
    assert (store.audit.head().size, len(store.proposals.versions("row-1"))) == (size, 1)


def test_other_content_undecided(store: Store, run_id: str, make_row: Make) -> None:
    """Undecided, a new version takes the place of the old one, which is kept."""
    store.proposals.add_all(run_id, [make_row()])
    assert store.proposals.add_all(run_id, [make_row(form="other")]) == Added(changed=1)
    proposal = store.proposals.get("row-1")
    assert proposal.content_hash == content_hash(make_row(form="other"))
    assert (proposal.state, proposal.changed, proposal.current.version) == (ProposalState.INBOX, False, 2)
    assert store.proposals.version("row-1", 1).content_hash == content_hash(make_row())


def test_other_content_decided(store: Store, run_id: str, make_row: Make) -> None:
    """Decided, the decision stays and the new version lies beside it; proposing the old again clears the mark."""
    store.proposals.add_all(run_id, [make_row()])
    decided(store)
    assert store.proposals.add_all(run_id, [make_row(form="other")]) == Added(changed_since_decision=1)
    proposal = store.proposals.get("row-1")
    assert (proposal.state, proposal.changed, proposal.decided_version) == (ProposalState.APPROVED, True, 1)
    assert proposal.content_hash == content_hash(make_row(form="other"))
    assert [p.row_id for p in store.proposals.list(changed=True)] == ["row-1"]
    store.proposals.add_all(run_id, [make_row()])
    proposal = store.proposals.get("row-1")
    assert (proposal.changed, proposal.content_hash) == (False, content_hash(make_row()))


def test_lists(store: Store, run_id: str, make_row: Make) -> None:
    """Lists are narrowed by state and matter; a row without a matter has its run's."""
    store.proposals.add_all(run_id, [make_row("row-1"), make_row("row-2", matter="M2")])
    decided(store)
    assert [p.row_id for p in store.proposals.list(state=ProposalState.INBOX)] == ["row-2"]
    assert [p.row_id for p in store.proposals.list(state=ProposalState.APPROVED)] == ["row-1"]
    assert [p.matter for p in store.proposals.list()] == ["M1", "M2"]
    assert [p.row_id for p in store.proposals.list(matter="M2")] == ["row-2"]


def test_all_or_none(store: Store, run_id: str, make_row: Make) -> None:
    """A batch that fails at its last row adds none."""

    def rows() -> object:
        yield make_row("row-1")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.proposals.add_all(run_id, rows())  # type: ignore[arg-type]
    assert store.proposals.list() == ()
    with pytest.raises(NotFoundError):
        store.proposals.add_all("run-none", [make_row()])
    with pytest.raises(NotFoundError):
        store.proposals.get("row-1")


def test_versions_cannot_be_changed(store: Store, run_id: str, make_row: Make) -> None:
    """The database itself refuses to change or delete a version."""
    store.proposals.add_all(run_id, [make_row()])
    for act in (proposal_versions.update().values(body="{}"), proposal_versions.delete()):
        with pytest.raises(StorageError, match="SQLITE_CONSTRAINT_TRIGGER"), store._database.transaction("unit") as c:
            c.execute(act)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["A", "B", "C", "decide"]), max_size=12))
def test_any_order(store: Store, run_id: str, make_row: Make, acts: list[str]) -> None:
    """Whatever the order of runs and decisions: shown is what a run said last, and what was decided never moves."""
    row_id, said, fixed = f"row-{len(store.proposals.list())}", "A", None
    store.proposals.add_all(run_id, [make_row(row_id, form="A")])
    for act in acts:
        if act == "decide":
            decided(store, row_id)
            fixed = said
        else:
            store.proposals.add_all(run_id, [make_row(row_id, form=act)])
            said = act
        proposal = store.proposals.get(row_id)
        assert proposal.content_hash == content_hash(make_row(row_id, form=said))
        assert proposal.changed == (fixed is not None and said != fixed)
        if fixed is not None:
            kept = store.proposals.version(row_id, proposal.decided_version or 0)
            assert kept.content_hash == content_hash(make_row(row_id, form=fixed))
