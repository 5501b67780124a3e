"""Transactions: together or not at all; driver errors as ours, without their text."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from konkyo.errors import StorageError, StorageFullError, UsageError
from konkyo.records.runs import AuditEvent
from konkyo.store import Store
from konkyo.store.tables import meta

EVENT = AuditEvent(kind="test.event", actor="konkyo")


def test_nested_parts_fail_together(store: Store) -> None:
    """An error in an inner part undoes the outer one, too."""

    def fail() -> None:
        with store.transaction():
            store.audit.append(EVENT)
            with store.transaction():
                store.audit.append(EVENT)
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.audit.head().size == 1


def test_swallowed_inner_failure_is_not_committed(store: Store) -> None:
    """A caller that swallows an inner error cannot commit half of the change."""

    def swallow() -> None:
        with store.transaction():
            store.audit.append(EVENT)
            try:
                with store.transaction():
                    raise ZeroDivisionError
            except ZeroDivisionError:
                store.audit.append(EVENT)

    with pytest.raises(StorageError, match="none of it was kept"):
        swallow()
    assert store.audit.head().size == 1
    store.audit.append(EVENT)
    assert store.audit.head().size == 2


def test_driver_message_is_not_passed_on(store: Store) -> None:
    """What the driver says may hold document text: the error names the code only, and chains nothing visible."""
    secret = "未公開発明の要旨"
    rows = [{"key": "same", "value": secret}] * 2
    with pytest.raises(StorageError) as caught, store._database.transaction("unit") as connection:
        connection.execute(insert(meta), rows)
    assert secret not in str(caught.value)
    assert "SQLITE_CONSTRAINT" in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_full_database(store: Store) -> None:
    """When no page is left, the change is refused whole, what was committed stays, and work goes on after."""
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    size = store.audit.head().size

    def fill() -> None:
        with store.transaction():
            for _ in range(200):
                store.audit.append(EVENT)

    with pytest.raises(StorageFullError) as caught:
        fill()
    assert caught.value.kept
    assert caught.value.remedy
    assert store.audit.head().size == size
    with store._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    fill()
    assert store.audit.head().size == size + 200
    assert store.audit.verify().ok


def test_unknown_transaction_name(store: Store) -> None:
    """A transaction's name is one that the fault points know."""
    with pytest.raises(UsageError), store._database.transaction("nonsense"):
        pass
