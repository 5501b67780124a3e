"""Signatures of an export are looked at again: a key of one's own proves nothing, and only releases release."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from konkyo.examples import sample_matter
from konkyo.export.bundle import bundle_bytes, bundle_of
from konkyo.people.directory import add_first_person, unlock_person
from konkyo.people.keys import Cost
from konkyo.people.passphrase import Passphrase
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved
from konkyo.records.runs import Decision, DecisionBody
from konkyo.records.value import canonical_bytes, content_hash
from konkyo.review.decide import Signer
from konkyo.settings import Settings
from konkyo.store.people import Person
from konkyo.workbench import Workbench

PHRASE = Passphrase("correct horse battery")


@dataclass(frozen=True)
class Desk:
    """A workspace with one proposal and one person, and a place for files."""

    bench: Workbench
    person: Person
    sign: Signer
    folder: Path

    @property
    def row_id(self) -> str:
        """The proposal's id."""
        return self.bench.waiting()[0].row.row_id

    def failed(self, released: Approved[DocketRow]) -> dict[str, str]:
        """What does not stand of a file that holds this row and decision."""
        file = self.folder / "export.json"
        file.write_bytes(bundle_bytes(bundle_of([released])))
        return {check.what: check.why for check in self.bench.verify(file).checks if not check.ok}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    notice = next(entry for entry in sample_matter() if entry.name.startswith("05"))
    (tmp_path / "final.txt").write_bytes(notice.read_bytes())
    with Workbench.open(Settings(workspace=tmp_path / "workspace")) as bench:
        bench.docket([tmp_path / "final.txt"])
        person = add_first_person(bench.store, "Hanako", PHRASE, cost=Cost(n=2**4))
        yield Desk(bench, person, unlock_person(person, PHRASE).sign, tmp_path)


def approved(desk: Desk) -> Approved[DocketRow]:
    shown = desk.bench.show(desk.row_id)
    return desk.bench.approve(shown, desk.person, desk.sign, acknowledged=shown.flags)


def test_an_approved_row_stands(desk: Desk) -> None:
    """Signature, content, decision, key and person of an untouched export all stand."""
    assert desk.failed(approved(desk)) == {}


def test_a_rejection_is_no_release(desk: Desk) -> None:
    """A rejected row with its true, signed rejection in a file of the right form is no approved row."""
    shown = desk.bench.show(desk.row_id)
    decision = desk.bench.reject(shown, desk.person, desk.sign, reason="wrong")
    assert set(desk.failed(Approved(shown.row, decision))) == {"decision", "person"}


def test_a_key_of_ones_own_proves_nothing(desk: Desk) -> None:
    """Who makes a key, calls it by a signer's name and signs a row of their own making is found out."""
    key = Ed25519PrivateKey.generate()
    row = desk.bench.show(desk.row_id).row.model_copy(update={"matter_ref": "forged"})
    true = approved(desk).decision.body
    body = DecisionBody.model_validate(
        true.model_dump() | {"public_key": key.public_key().public_bytes_raw().hex(), "content_hash": content_hash(row)}
    )
    decision = Decision(body=body, signature=key.sign(canonical_bytes(body)).hex())
    failed = desk.failed(Approved(row, decision))
    assert set(failed) == {"person"}
    assert "Hanako" in failed["person"]


def test_a_withdrawn_decision_stands_no_more(desk: Desk) -> None:
    """A file that was exported before its decision was withdrawn says so when it is checked afterwards."""
    released = approved(desk)
    desk.bench.withdraw(desk.bench.show(released.content.row_id), desk.person, desk.sign, reason="wrong date")
    assert set(desk.failed(released)) == {"person"}


def test_the_files_keys_are_the_signers(desk: Desk) -> None:
    """A file whose list of keys names another key or fingerprint than the one that signed is found out."""
    released = approved(desk)
    file = desk.folder / "export.json"
    plain = json.loads(bundle_bytes(bundle_of([released])))
    plain["keys"][0]["fingerprint"] = "konkyo: 0000-0000-0000-0000-0000"
    file.write_text(json.dumps(plain), encoding="utf-8")
    found = desk.bench.verify(file)
    assert [check.what for check in found.checks if not check.ok] == ["key"]
