"""A workspace with its administrator; locked cheaply, so that the tests are quick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from konkyo.people.directory import add_first_person, unlock_person
from konkyo.people.keys import Cost, SigningKey
from konkyo.people.passphrase import Passphrase
from konkyo.store import Store
from konkyo.store.people import Person

CHEAP = Cost(n=2**4)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "w", create=True) as opened:
        yield opened


@pytest.fixture
def hanako(store: Store) -> Person:
    return add_first_person(store, "山田 花子", Passphrase("correct horse battery"), cost=CHEAP)


@pytest.fixture
def key(hanako: Person) -> SigningKey:
    return unlock_person(hanako, Passphrase("correct horse battery"))
