"""Documents, their readings and their matters."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from konkyo.errors import NotFoundError, StorageDamagedError, UsageError
from konkyo.records.documents import CharBoxes, Document, Outcome, Page, Paragraph
from konkyo.records.evidence import Sources
from konkyo.records.handling import Sensitivity
from konkyo.store import Store
from konkyo.store.tables import readings

TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=4)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_round_trip(store: Store, texts: list[str]) -> None:
    """A reading comes back equal, boxes and all, from the disk."""
    digest = store.blobs.put("\0".join(texts).encode())
    pages = tuple(
        Page(
            number=number,
            text=text,
            paragraphs=(Paragraph(number="1", start=0, end=len(text)),),
            boxes=CharBoxes.of([(0.5, 1.25, 2.0, 3.0)] * len(text)),
        )
        for number, text in enumerate(texts, 1)
    )
    document = Document(
        document_id=digest, name="x", media_type="text/plain", size=1, outcome=Outcome.PARSED, pages=pages
    )
    store.documents.add(document)
    store.documents._recent.clear()
    sources: Sources = store.documents
    assert sources.document(digest) == document


def test_same_again_changes_nothing(store: Store, add_document: Callable[..., Document]) -> None:
    """Adding twice gives one document, one filing and one audit entry."""
    document = add_document(matter="M1")
    size = store.audit.head().size
    assert store.documents.add(document, matter="M1") is False
    assert (store.audit.head().size, len(store.documents.filings())) == (size, 1)


def test_original_comes_first(store: Store) -> None:
    """A readable document without its original is refused; a refused file may lack it."""
    fields = {"document_id": "0" * 64, "name": "x", "media_type": "text/plain", "size": 1}
    with pytest.raises(UsageError):
        store.documents.add(Document(outcome=Outcome.PARSED, **fields))
    assert store.documents.add(Document(outcome=Outcome.REFUSED, **fields))


def test_new_reading_takes_over_and_old_is_kept(store: Store, add_document: Callable[..., Document]) -> None:
    """A better reading of the same bytes is the one in force; the former stays in the database."""
    document = add_document()
    better = document.model_copy(update={"reader": "text 2"})
    assert store.documents.add(better)
    assert store.documents.get(document.document_id) == better
    with store._database.reading() as connection:
        assert len(connection.execute(readings.select()).all()) == 2


def test_matters_and_sensitivity(store: Store, add_document: Callable[..., Document]) -> None:
    """A document may lie in two matters; sensitivity rises and never falls; the highest counts."""
    document = add_document(matter="M1", sensitivity=Sensitivity.INTERNAL)
    store.documents.add(document, matter="M2", sensitivity=Sensitivity.UNPUBLISHED)
    store.documents.add(document, matter="M1", sensitivity=Sensitivity.CONFIDENTIAL)
    store.documents.add(document, matter="M1", sensitivity=Sensitivity.PUBLIC)
    levels = {filing.matter: filing.sensitivity for filing in store.documents.filings()}
    assert levels == {"M1": Sensitivity.CONFIDENTIAL, "M2": Sensitivity.UNPUBLISHED}
    assert store.documents.sensitivity(document.document_id) is Sensitivity.UNPUBLISHED
    assert store.documents.list() == store.documents.list(matter="M1") == (document,)
    assert store.documents.list(matter="M3") == ()


def test_unknown_document(store: Store) -> None:
    """``document`` gives None and ``get`` says what to do; no sensitivity is invented."""
    assert store.documents.document("0" * 64) is None
    assert store.documents.sensitivity("0" * 64) is None
    with pytest.raises(NotFoundError):
        store.documents.get("0" * 64)


@pytest.mark.parametrize("damage", [b"", b"x\x9c\x03\x00", b"nonsense"])
def test_changed_reading_is_noticed(store: Store, add_document: Callable[..., Document], damage: bytes) -> None:
    """A reading whose bytes changed is never shown."""
    document = add_document()
    with store._database.transaction("unit") as connection:
        connection.execute(update(readings).values(body=damage))
    store.documents._recent.clear()
    with pytest.raises(StorageDamagedError):
        store.documents.get(document.document_id)


def test_no_text_reaches_the_audit_trail(store: Store, add_document: Callable[..., Document]) -> None:
    """The trail holds hashes; the file's name only as a salted commitment that its salt opens."""
    add_document("極秘の発明", name="極秘.txt")
    trail = "".join(body for body, _ in store.audit.pairs())
    assert "極秘" not in trail
    assert hashlib.sha256("極秘.txt".encode()).hexdigest() not in trail
    *_, entry = store.audit.entries(kind="document.added")
    assert store.commitments.opens(entry.objects["name_text"], "極秘.txt")
