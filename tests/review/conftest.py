"""A workspace with proposals of every status and two people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from konkyo.people.directory import add_first_person, add_person, unlock_person
from konkyo.people.keys import Cost
from konkyo.people.passphrase import Passphrase
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Quote, RowStatus, Verdict
from konkyo.records.value import Value, Wording
from konkyo.review.decide import Signer
from konkyo.store import Store
from konkyo.store.people import Person

CHEAP = Cost(n=2**4)
PHRASE = "correct horse battery"


class Desk(Value):
    """Who sits at the desk, and with what they sign."""

    person: Person
    signer: Signer


def docket_row(row_id: str, status: RowStatus, **fields: object) -> DocketRow:
    quote = Quote(
        document_id="ab" * 32, page=1, paragraph="1", evidence_quote="発送日 令和8年1月5日", verdict=Verdict.EXACT
    )
    plain: dict[str, object] = {
        "row_id": row_id,
        "file": "通知.pdf",
        "document_id": "ab" * 32,
        "status": status,
        "office": "JPO",
        "trigger_date": "2026-01-05",
        "nominal_due": "2026-03-05",
        "due": "2026-03-05",
        "safe_date": "2026-03-05",
        "evidence": (quote,),
        "grounds": {"trigger_date": (0,), "due": (0,)},
        **fields,
    }
    return DocketRow.model_validate(plain)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "w", create=True) as opened:
        yield opened


@pytest.fixture
def propose(store: Store) -> Callable[..., str]:
    """Put a row into the inbox; returns the hash that a person is shown."""

    def add(row_id: str = "row-1", status: RowStatus = RowStatus.VERIFIED, **fields: object) -> str:
        run = store.runs.start_or_resume("key", workflow="docketing", matter="M1")
        store.proposals.add_all(run.run_id, [docket_row(row_id, status, **fields)])
        return store.proposals.get(row_id).content_hash

    return add


@pytest.fixture
def hanako(store: Store) -> Desk:
    person = add_first_person(store, "山田 花子", Passphrase(PHRASE), cost=CHEAP)
    return Desk(person=person, signer=unlock_person(person, Passphrase(PHRASE)).sign)


@pytest.fixture
def jiro(store: Store, hanako: Desk) -> Desk:
    person = add_person(
        store, "佐藤 次郎", Passphrase(PHRASE), admitted_by=hanako.person, signer=hanako.signer, cost=CHEAP
    )
    return Desk(person=person, signer=unlock_person(person, Passphrase(PHRASE)).sign)


@pytest.fixture
def conflict() -> Wording:
    return Wording(ja="発送日が二つあります", en="there are two mailing dates")
