"""What the audit trail tells outlasts what somebody takes out of the tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from konkyo.errors import ApprovalError, StorageDamagedError
from konkyo.people.directory import add_first_person, add_person, revoke_person, unlock_person
from konkyo.people.keys import Cost
from konkyo.people.passphrase import Passphrase
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Quote, RowStatus, Verdict
from konkyo.review import decide, queue
from konkyo.store import Store

CHEAP = Cost(n=2**4)
PHRASE = Passphrase("correct horse battery")


def tamper(root: Path, *statements: str) -> None:
    """Write into the database from outside, as anybody who owns the disk can: triggers and constraints do not hold."""
    connection = sqlite3.connect(root / "konkyo.db")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def propose(store: Store) -> None:
    quote = Quote(document_id="ab" * 32, page=1, paragraph="1", evidence_quote="発送日", verdict=Verdict.EXACT)
    row = DocketRow(row_id="row-1", file="a.pdf", document_id="ab" * 32, status=RowStatus.VERIFIED, evidence=(quote,))
    run = store.runs.start_or_resume("key", workflow="docketing", matter=None)
    store.proposals.add_all(run.run_id, [row])


def test_a_withdrawal_is_not_undone_by_deleting_it(tmp_path: Path) -> None:
    """Who deletes a withdrawal and restores the state has no approval again: the trail tells of the withdrawal."""
    with Store.open(tmp_path / "w", create=True) as store:
        person = add_first_person(store, "Hanako", PHRASE, cost=CHEAP)
        sign = unlock_person(person, PHRASE).sign
        propose(store)
        decide.approve(store, "row-1", queue.show(store, "row-1").content_hash, person, sign)
        decide.withdraw(store, "row-1", person, sign, reason="wrong")
    tamper(
        tmp_path / "w",
        "UPDATE proposals SET state = 'approved',"
        " decision_id = (SELECT decision_id FROM decisions WHERE kind = 'approve')",
        "DELETE FROM decisions WHERE kind = 'withdraw'",
    )
    with Store.open(tmp_path / "w") as store, pytest.raises(StorageDamagedError, match="in the audit trail"):
        decide.approved(store, "row-1")


@pytest.mark.parametrize("value", ["NULL", "'2099-01-01T00:00:00+00:00'"])
def test_a_revocation_is_not_undone_by_clearing_it(tmp_path: Path, value: str) -> None:
    """Who clears or postpones the time of a revocation revives no key, neither to sign nor to admit others."""
    with Store.open(tmp_path / "w", create=True) as store:
        first = add_first_person(store, "Hanako", PHRASE, cost=CHEAP)
        chief = unlock_person(first, PHRASE).sign
        other = add_person(store, "Jiro", PHRASE, admitted_by=first, signer=chief, administrator=True, cost=CHEAP)
        key = unlock_person(other, PHRASE).sign
        revoke_person(store, other, by=first, signer=chief)
        propose(store)
    tamper(tmp_path / "w", f"UPDATE people SET revoked_at = {value} WHERE name = 'Jiro'")
    with Store.open(tmp_path / "w") as store:
        revived = store.people.get(other.person_id)
        assert revived.revoked_at is not None
        acts: list[Callable[[], object]] = [
            lambda: unlock_person(revived, PHRASE),
            lambda: decide.approve(store, "row-1", queue.show(store, "row-1").content_hash, other, key),
            lambda: add_person(store, "Third", PHRASE, admitted_by=other, signer=key, cost=CHEAP),
        ]
        for act in acts:
            with pytest.raises(ApprovalError, match=r"revoked|valid key"):
                act()
        assert store.decisions.of("row-1") == ()


def test_an_undone_transaction_is_not_remembered(tmp_path: Path) -> None:
    """A revocation that was rolled back revokes nobody, also in the process that saw it."""
    with Store.open(tmp_path / "w", create=True) as store:
        person = add_first_person(store, "Hanako", PHRASE, cost=CHEAP)
        with suppress(RuntimeError), store.transaction("person"):
            assert store.people.revoke(person.person_id, actor=person.actor).revoked_at is not None
            raise RuntimeError
        assert store.people.get(person.person_id).revoked_at is None
