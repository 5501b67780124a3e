"""Numbered migrations: applied once, whole or not at all, never over a newer database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from konkyo.errors import StorageDamagedError
from konkyo.store import Store
from konkyo.store.database import Database
from konkyo.store.migrations import MIGRATIONS, applied, migrate
from konkyo.store.tables import METADATA

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def empty(path: Path) -> Database:
    path.touch()
    return Database(path, busy_seconds=1)


def test_result_is_what_tables_say(tmp_path: Path) -> None:
    """After all migrations the database has exactly the tables, columns, keys and NOT NULLs of ``tables.py``."""
    database = empty(tmp_path / "a.db")
    with database.transaction("migration") as connection:
        migrate(connection, NOW)
        found = inspect(connection)
        real = {
            name: {(c["name"], str(c["type"]), bool(c["nullable"])) for c in found.get_columns(name)}
            for name in found.get_table_names()
        }
        keys = {name: tuple(found.get_pk_constraint(name)["constrained_columns"]) for name in found.get_table_names()}
    said = {
        table.name: {(c.name, str(c.type), bool(c.nullable)) for c in table.columns}
        for table in METADATA.tables.values()
    }
    assert real == said
    assert keys == {t.name: tuple(c.name for c in t.primary_key) for t in METADATA.tables.values()}
    database.close()


def test_applied_once(tmp_path: Path) -> None:
    """A second run applies nothing; a later migration is applied alone."""

    def more(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE more (a TEXT)")

    database = empty(tmp_path / "a.db")
    with database.transaction("migration") as connection:
        assert migrate(connection, NOW) == tuple(migration.__name__ for migration in MIGRATIONS)
    with database.transaction("migration") as connection:
        assert migrate(connection, NOW) == ()
        assert migrate(connection, NOW, (*MIGRATIONS, more)) == ("more",)
        assert applied(connection) == len(MIGRATIONS) + 1
    database.close()


def test_failing_migration_leaves_nothing(tmp_path: Path) -> None:
    """A migration that fails half-way is undone whole."""

    def m002_broken(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (a TEXT)")
        raise ZeroDivisionError

    database = empty(tmp_path / "a.db")
    with pytest.raises(ZeroDivisionError), database.transaction("migration") as connection:
        migrate(connection, NOW, (*MIGRATIONS, m002_broken))
    with database.reading() as connection:
        assert inspect(connection).get_table_names() == []
    database.close()


def test_newer_database_is_left_alone(root: Path) -> None:
    """A workspace of a newer program is refused with what to do, and not a byte of its files changes."""
    Store.open(root, create=True).close()
    database = Database(root / "konkyo.db", busy_seconds=1)
    with database.transaction("unit") as connection:
        newer = len(MIGRATIONS) + 1
        connection.exec_driver_sql(f"INSERT INTO migrations VALUES ({newer}, 'future', '2030-01-01')")
    database.close()
    before = {path.name: path.read_bytes() for path in root.iterdir() if path.is_file()}
    for read_only in (False, True):
        with pytest.raises(StorageDamagedError, match=f"schema {newer}") as caught:
            Store.open(root, read_only=read_only)
        assert "newer Konkyo" in caught.value.remedy
    assert {name: (root / name).read_bytes() for name in before} == before
