"""The register of matters: entries are added, never changed, and names reach the audit trail as commitments only."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import DatabaseError

from konkyo.errors import KonkyoError, NotFoundError, StorageDamagedError, UsageError
from konkyo.records.register import FactSource, Matter, RegisteredRight
from konkyo.store import Store

TYPED = FactSource(by="鈴木 次郎", at=datetime(2026, 8, 1, tzinfo=UTC))
RIGHT = RegisteredRight(
    right_id="R-1", matter_id="M1", office="JPO", registration_date=date(2021, 10, 12),
    sources={"registration_date": TYPED},
)  # fmt: skip


def test_last_entry_is_in_force(store: Store) -> None:
    """A matter and a right come back as they were last put; the earlier entries stay."""
    store.matters.add(Matter(matter_id="M1", responsible="A"), by="x")
    assert store.matters.change(Matter(matter_id="M1", responsible="B"), by="x")
    assert not store.matters.change(Matter(matter_id="M1", responsible="B"), by="x")
    assert store.matters.put_right(RIGHT, by="x")
    assert not store.matters.put_right(RIGHT, by="x")
    found = store.matters.all()
    assert (found.matters["M1"].responsible, found.rights["R-1"]) == ("B", RIGHT)
    assert len(store.matters.history("matter", "M1")) == 2


def test_refused(store: Store) -> None:
    """A taken id, a matter that is not there and a fact without a source are refused; nothing is kept of them."""
    store.matters.add(Matter(matter_id="M1"), by="x")
    with pytest.raises(UsageError):
        store.matters.add(Matter(matter_id="M1"), by="x")
    with pytest.raises(NotFoundError):
        store.matters.change(Matter(matter_id="M2"), by="x")
    with pytest.raises(NotFoundError):
        store.matters.put_right(RIGHT.model_copy(update={"matter_id": "M2"}), by="x")
    with pytest.raises(UsageError, match="registration_date"):
        store.matters.put_right(RIGHT.model_copy(update={"sources": {}}), by="x")
    assert not store.matters.all().rights


def test_trail_has_no_names(store: Store) -> None:
    """Every entry is in the audit trail; no name, title or date of it is."""
    store.matters.add(Matter(matter_id="M1", title="秘密の発明", responsible="山田 花子"), by="鈴木 次郎")
    store.matters.put_right(RIGHT, by="鈴木 次郎")
    entries = list(store.audit.of_kinds(("matter.", "right."), after=0, until=store.audit.head().size))
    assert [entry.kind for entry in entries] == ["matter.added", "right.recorded"]
    told = "".join(entry.model_dump_json() for entry in entries)
    assert not any(word in told for word in ("秘密", "山田", "鈴木", "2021-10-12"))


@pytest.mark.parametrize("act", ["UPDATE register SET body = '{}'", "DELETE FROM register"])
def test_append_only(store: Store, act: str) -> None:
    """The database itself refuses to change or delete an entry."""
    store.matters.add(Matter(matter_id="M1"), by="x")
    with pytest.raises((KonkyoError, DatabaseError)), store._database.transaction("unit") as connection:
        connection.exec_driver_sql(act)
    assert store.matters.get("M1")


def test_changed_entry_is_noticed(store: Store) -> None:
    """An entry that somebody changed past the triggers is not believed."""
    store.matters.add(Matter(matter_id="M1", responsible="A"), by="x")
    with store._database.transaction("unit") as connection:
        connection.exec_driver_sql("DROP TRIGGER register_no_update")
        connection.exec_driver_sql("UPDATE register SET body = replace(body, '\"A\"', '\"B\"')")
    with pytest.raises(StorageDamagedError):
        store.matters.all()
