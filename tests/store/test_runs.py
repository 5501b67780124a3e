"""Runs: one unfinished run per key, each step once, a report before ``done``."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from konkyo.errors import NotFoundError, StorageDamagedError, StorageError, UsageError
from konkyo.records.runs import RunStatus
from konkyo.store import Store
from konkyo.store.tables import runs, steps


def test_unfinished_run_is_taken_up(store: Store) -> None:
    """The same key gives the same unfinished run, recorded as resumed; after it is done, a new one."""
    first = store.runs.start_or_resume("key", workflow="docketing", matter="M", inputs={"files": ["a"]})
    again = store.runs.start_or_resume("key", workflow="docketing")
    assert again == first
    assert [entry.kind for entry in store.audit.entries(kind="run.")] == ["run.started", "run.resumed"]
    store.runs.finish(first.run_id, {})
    assert store.runs.start_or_resume("key", workflow="docketing").run_id != first.run_id


def test_first_result_of_a_step_stays(store: Store) -> None:
    """A step is recorded once: a repetition with another result gets back the first."""
    run = store.runs.start_or_resume("key", workflow="docketing")
    first = store.runs.record_step(run.run_id, "read", {"x": 1.5, "名": "値"})
    assert store.runs.record_step(run.run_id, "read", {"x": 2}) == first
    store.runs.record_step(run.run_id, "apply", {})
    assert [step.name for step in store.runs.steps(run.run_id)] == ["read", "apply"]
    assert store.runs.step(run.run_id, "verify") is None


def test_done_only_with_a_report(store: Store) -> None:
    """``done`` and the report come in one commit; the database itself refuses one without the other."""
    run = store.runs.start_or_resume("key", workflow="docketing")
    assert store.runs.report(run.run_id) is None
    with pytest.raises(StorageError), store._database.transaction("unit") as connection:
        connection.execute(update(runs).values(status="done"))
    done = store.runs.finish(run.run_id, {"rows": [1]})
    assert done.status is RunStatus.DONE
    assert done.finished_at is not None
    assert store.runs.report(run.run_id) == {"rows": [1]}


def test_ended_run_takes_nothing_more(store: Store) -> None:
    """Finishing twice with the same report is fine; another report, a new step or a failure are refused."""
    run = store.runs.start_or_resume("key", workflow="docketing")
    done = store.runs.finish(run.run_id, {"rows": []})
    assert store.runs.finish(run.run_id, {"rows": []}) == done
    with pytest.raises(UsageError):
        store.runs.finish(run.run_id, {"rows": [1]})
    with pytest.raises(UsageError):
        store.runs.record_step(run.run_id, "late", {})
    with pytest.raises(UsageError):
        store.runs.fail(run.run_id, "late")


def test_failed_run(store: Store) -> None:
    """A failed run ends without a report and is not taken up again."""
    run = store.runs.start_or_resume("key", workflow="docketing")
    assert store.runs.fail(run.run_id, "resource").status is RunStatus.FAILED
    assert store.runs.start_or_resume("key", workflow="docketing").run_id != run.run_id
    assert [r.status for r in store.runs.list()] == [RunStatus.RUNNING, RunStatus.FAILED]
    assert [r.run_id for r in store.runs.list(status=RunStatus.FAILED)] == [run.run_id]


def test_unknown_run(store: Store) -> None:
    """A run that is not here is said."""
    with pytest.raises(NotFoundError):
        store.runs.record_step("run-none", "read", {})


@pytest.mark.parametrize("value", [2**53, float("nan"), "\ud800", object()])
def test_what_json_cannot_hold(store: Store, value: object) -> None:
    """A result that has no canonical JSON is refused, without showing it, and nothing is recorded."""
    run = store.runs.start_or_resume("key", workflow="docketing")
    with pytest.raises(UsageError, match="canonical JSON"):
        store.runs.record_step(run.run_id, "read", {"x": value})
    assert store.runs.steps(run.run_id) == ()


def test_changed_step_is_noticed(store: Store) -> None:
    """A step whose result changed on the disk is never used."""
    run = store.runs.start_or_resume("key", workflow="docketing")
    store.runs.record_step(run.run_id, "read", {"x": 1})
    with store._database.transaction("unit") as connection:
        connection.execute(update(steps).values(result=b"x"))
    with pytest.raises(StorageDamagedError):
        store.runs.steps(run.run_id)
