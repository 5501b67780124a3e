"""The audit trail: append-only, chained, checkpointed, without text."""

from __future__ import annotations

import json
import re
import threading
from pathlib import Path

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konkyo.errors import StorageDamagedError, StorageError, UsageError
from konkyo.records.runs import AuditEvent, AuditSink
from konkyo.store import Store
from konkyo.store.audit import CHECKPOINT_EVERY
from konkyo.store.audit_file import canonical, verify_chain
from konkyo.store.tables import audit

EVENT = AuditEvent(kind="test.event", actor="konkyo")


def test_entry(store: Store) -> None:
    """An entry carries number, time, actor, kind, matter, rule, objects and the hash of the one before."""
    sink: AuditSink = store.audit
    before = store.audit.head()
    sink.append(AuditEvent(kind="a.b", actor="person:1", matter="特許-7", rule="r", objects={"document": "ab" * 32}))
    entry = store.audit.entry(before.size + 1)
    assert entry is not None
    assert (entry.seq, entry.prev, entry.kind, entry.matter) == (2, before.hash, "a.b", "特許-7")
    assert entry.objects == {"document": "ab" * 32}
    assert entry.time.utcoffset() is not None


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(codec="ascii"), max_size=9),
        st.one_of(st.text(st.characters(codec="utf-8")), st.integers(-(2**53) + 1, 2**53 - 1), st.none()),
    )
)
def test_canonical_json_is_rfc_8785(value: dict[str, object]) -> None:
    """For what entries hold, the encoder gives the bytes of RFC 8785."""
    assert canonical(value).encode() == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_database_refuses_to_change_entries(store: Store) -> None:
    """UPDATE and DELETE on the trail fail in the database itself."""
    for act in (audit.update().values(body="{}"), audit.delete()):
        with pytest.raises(StorageError), store._database.transaction("unit") as connection:
            connection.execute(act)
    assert store.audit.verify().ok


@pytest.mark.parametrize("name", ["山田太郎", "two words", "", "reason\nline", "a" * 300, "a@example.com"])
def test_text_becomes_a_commitment(store: Store, name: str) -> None:
    """What does not look like an id, or is named ``_text``, is written as a commitment, each with its own salt."""
    store.audit.append(EVENT.model_copy(update={"objects": {"who": name, "why_text": "ab"}}))
    store.audit.append(EVENT.model_copy(update={"objects": {"who": name}}))
    *_, one, two = store.audit.entries()
    assert re.fullmatch(r"commitment:[0-9a-f]{16}:[0-9a-f]{64}", one.objects["who"])
    assert one.objects["who"] != two.objects["who"]
    assert store.commitments.opens(one.objects["who"], name)
    assert store.commitments.opens(one.objects["why_text"], "ab")
    assert not store.commitments.opens(one.objects["who"], name + "x")


def test_erased_salt(store: Store) -> None:
    """After its salt is erased a commitment opens for nothing, and the chain still verifies."""
    store.audit.append(EVENT.model_copy(update={"objects": {"name_text": "山田"}}))
    *_, entry = store.audit.entries()
    store.commitments.erase(entry.objects["name_text"])
    assert not store.commitments.opens(entry.objects["name_text"], "山田")
    assert store.audit.verify().ok


def test_no_unicode_text(store: Store) -> None:
    """An actor or matter that is no Unicode text is refused before anything is written."""
    with pytest.raises(UsageError):
        store.audit.append(AuditEvent(kind="a", actor="\ud800"))
    assert store.audit.head().size == 1


def test_checkpoints_come_by_themselves(store: Store) -> None:
    """After every so many entries, and after a decision, a checkpoint covers all there is."""
    with store.transaction():
        for _ in range(CHECKPOINT_EVERY):
            store.audit.append(EVENT)
    assert store.audit.verify().covered == CHECKPOINT_EVERY + 1
    store.audit.append(EVENT)
    assert store.audit.verify().covered == CHECKPOINT_EVERY + 1
    store.audit.append(AuditEvent(kind="decision.approve", actor="person:1"))
    found = store.audit.verify(public_key=store.installation_key)
    assert (found.ok, found.covered, found.entries) == (True, found.entries, CHECKPOINT_EVERY + 3)


def test_rolled_back_entries_leave_no_checkpoint(store: Store) -> None:
    """A change that was undone is covered by nothing."""

    def undone() -> None:
        with store.transaction():
            store.audit.append(AuditEvent(kind="decision.approve", actor="person:1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    store.audit.append(EVENT)
    assert store.audit.verify().ok


def test_torn_checkpoint(store: Store) -> None:
    """A checkpoint cut while being written is no finding, and is gone after the next one."""
    path = store.root / "checkpoints.jsonl"
    with path.open("a") as file:
        file.write('{"format":"konkyo-check')
    assert store.audit.verify().ok
    store.audit.append(EVENT)
    store.audit.checkpoint()
    assert store.audit.verify().ok
    assert all(json.loads(line) for line in path.read_text().splitlines())


def test_checkpoint_that_has_to_wait(root: Path) -> None:
    """If another writer comes between a commit and its checkpoint, the commit stands and the next one catches up."""
    with Store.open(root, create=True) as store, Store.open(root, busy_seconds=0.05) as second:
        with pytest.MonkeyPatch.context() as patch:
            plain = second.audit.checkpoint

            def while_the_other_writes() -> None:
                with store.transaction():
                    plain()

            patch.setattr(second.audit, "checkpoint", while_the_other_writes)
            second.audit.append(AuditEvent(kind="decision.approve", actor="person:1"))
        assert second.audit.verify().covered == 1
        second.audit.append(EVENT)
        assert second.audit.verify().covered == 3


def test_opening_catches_up(root: Path) -> None:
    """Entries that no checkpoint covered when the process ended are covered when the workspace opens again."""
    with Store.open(root, create=True) as store:
        store.audit.append(EVENT)
    with Store.open(root) as store:
        assert store.audit.verify().covered == 2


def test_broken_tail_is_not_signed(root: Path) -> None:
    """Entries that were changed since the last checkpoint get none: opening refuses."""
    with Store.open(root, create=True) as store:
        store.audit.append(EVENT)
        store.audit.append(EVENT)
        with store._database.transaction("unit") as connection:
            connection.exec_driver_sql("DROP TRIGGER audit_no_update")
            connection.exec_driver_sql("UPDATE audit SET body = replace(body, 'konkyo', 'nobody') WHERE seq = 2")
    with pytest.raises(StorageDamagedError, match="entry 2"):
        Store.open(root)
    with Store.open(root, read_only=True) as looked:
        assert [(problem.code, problem.at) for problem in looked.audit.verify().problems] == [("hash", 2)]


@pytest.mark.parametrize("left", ["nothing", "", "\x00\xff"])
def test_lost_checkpoints_are_said(root: Path, left: str) -> None:
    """A trail whose checkpoints were deleted or emptied is not called sound: nothing protects it from rewriting."""
    with Store.open(root, create=True) as store:
        store.audit.append(EVENT)
        key = store.installation_key
    marks = root / "checkpoints.jsonl"
    marks.unlink()
    if left != "nothing":
        marks.write_text(left, encoding="latin-1")
    with pytest.raises(StorageDamagedError, match="missing"):
        Store.open(root)
    with Store.open(root, read_only=True) as looked:
        assert [problem.code for problem in looked.audit.verify(public_key=key).problems] == ["uncovered"]


def test_entries_that_are_no_text_are_said(root: Path) -> None:
    """Bytes or broken JSON in the trail are found and named; they stop neither the check nor the reading as a crash."""
    with Store.open(root, create=True) as store:
        for _ in range(3):
            store.audit.append(EVENT)
        with store._database.transaction("unit") as connection:
            connection.exec_driver_sql("DROP TRIGGER audit_no_update")
            connection.exec_driver_sql("UPDATE audit SET body = x'ff00' WHERE seq = 2")
            connection.exec_driver_sql("UPDATE audit SET body = '{' WHERE seq = 3")
        assert [(p.code, p.at) for p in store.audit.verify().problems][:2] == [("hash", 2), ("hash", 3)]
        with pytest.raises(StorageDamagedError, match="entry 2"):
            store.audit.entry(2)
        assert store.audit.first("person.added") is None


def test_threads(store: Store) -> None:
    """Many threads append to one chain without a gap."""
    threads = [threading.Thread(target=lambda: [store.audit.append(EVENT) for _ in range(20)]) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (store.audit.verify().ok, store.audit.head().size) == (True, 101)


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared") / "w"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(matter=st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_matter_survives_export(shared: Path, matter: str) -> None:
    """Whatever characters a matter's name has, line separators included, the exported lines verify."""
    with Store.open(shared, create=True) as store:
        store.audit.append(EVENT.model_copy(update={"matter": matter}))
        chain, marks = store.audit.export(shared / "export")
    with chain.open(encoding="utf-8", newline="\n") as lines, marks.open(encoding="utf-8", newline="\n") as signed:
        found = verify_chain(lines, signed)
    assert found.ok
    assert found.covered == found.entries
