"""Second readings in the store: one line per content, append-only, required or not as the trail says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from konkyo.errors import ApprovalError, NotFoundError
from konkyo.records.docket import DocketRow
from konkyo.records.second_reading import (
    ReadComputation,
    ReadingOutcome,
    ReadValues,
    Seal,
    SecondReading,
    SecondReadingBody,
)
from konkyo.store import Store
from konkyo.store.database import Database
from konkyo.store.migrations import MIGRATIONS, applied, migrate
from konkyo.store.second_readings import reading_id

NOW = datetime(2026, 4, 1, tzinfo=UTC)
KEY = "ab" * 32


@pytest.fixture
def content(store: Store) -> str:
    """The hash of a row that waits."""
    run = store.runs.start_or_resume("key", workflow="docketing", matter="M1")
    store.proposals.add_all(run.run_id, [DocketRow(row_id="row-1", file="a.pdf", document_id="cd" * 32)])
    return store.proposals.get("row-1").content_hash


def seal(content: str, nonce: str = "00") -> Seal:
    return Seal(proposal_id="row-1", content_hash=content, values=ReadValues(office="JPO"), person="Jiro",
                public_key=KEY, sealed_at=NOW, nonce=nonce)  # fmt: skip


def reading(content: str, sealed: str, supersedes: str = "", abandoned: tuple[str, ...] = ()) -> SecondReading:
    body = SecondReadingBody(
        proposal_id="row-1", content_hash=content, values=ReadValues(office="JPO"), computed=ReadComputation(),
        outcome=ReadingOutcome.DIFFER, compared=(), differs=("due",), person="Jiro", public_key=KEY, seal=sealed,
        read_at=NOW, supersedes=supersedes, abandoned=abandoned,
    )  # fmt: skip
    return SecondReading(body=body, signature="00")


def test_one_line(store: Store, content: str) -> None:
    """Each reading names the one before; two that name the same cannot both be recorded."""
    sealed = store.second_readings.seal(seal(content), actor="x")
    first = reading(content, sealed)
    name = store.second_readings.add(first, actor="x")
    with pytest.raises(ApprovalError, match="meanwhile"):
        store.second_readings.add(reading(content, "other"), actor="x")
    second = reading(content, "other", supersedes=name)
    store.second_readings.add(second, actor="x")
    assert store.second_readings.of("row-1") == (first, second)
    assert store.second_readings.of("row-1", "another content") == ()
    entry = store.second_readings.entry(reading_id(second))
    assert entry is not None
    assert (entry.kind, entry.matter, entry.objects["supersedes"]) == ("second_reading.differ", "M1", name)


def test_open_seals(store: Store, content: str) -> None:
    """Sealed values are open until a reading signs them or says that they were left; the same seal is kept once."""
    first, other = seal(content, "00"), seal(content, "01")
    names = [store.second_readings.seal(made, actor="x") for made in (first, other, first)]
    assert names[0] == names[2]
    assert store.second_readings.open_seals("row-1", content, KEY) == (first, other)
    assert store.second_readings.open_seals("row-1", content, "ef" * 32) == ()
    store.second_readings.add(reading(content, names[1], abandoned=(names[0],)), actor="x")
    assert store.second_readings.open_seals("row-1", content, KEY) == ()
    assert store.second_readings.get_seal(names[0]) == first
    with pytest.raises(NotFoundError):
        store.second_readings.get_seal("none")


def test_required(store: Store) -> None:
    """Off until switched on; each change is one entry under a checkpoint, the same again is none."""
    assert store.second_readings.required == "off"
    for value in ("off", "deadlines", "deadlines", "off"):
        store.second_readings.require(value, actor="konkyo")
        assert store.second_readings.required == value
    assert [entry.rule for entry in store.audit.entries(kind="policy.")] == ["deadlines", "off"]
    found = store.audit.verify()
    assert found.covered == found.entries


def test_a_workspace_from_before(tmp_path: Path) -> None:
    """A database without the tables gets them when it is opened, and goes on."""
    path = tmp_path / "old.db"
    path.touch()
    database = Database(path, busy_seconds=1)
    before = [migration for migration in MIGRATIONS if migration.__name__ < "m003"]
    with database.transaction("migration") as connection:
        migrate(connection, NOW, before)
    with database.transaction("migration") as connection:
        assert "m003_second_readings" in migrate(connection, NOW)
        assert applied(connection) == len(MIGRATIONS)
    database.close()
