"""A workspace of its own for each test, with a clock that ticks a second per look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from konkyo.records.docket import DocketRow
from konkyo.records.documents import CharBoxes, Document, Outcome, Page
from konkyo.store import Store


def ticking() -> Callable[[], datetime]:
    """A clock that starts on 2026-04-01 and gains a second at every look."""
    start, looks = datetime(2026, 4, 1, tzinfo=UTC), iter(range(10**9))
    return lambda: start + timedelta(seconds=next(looks))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def store(root: Path) -> Iterator[Store]:
    with Store.open(root, create=True, clock=ticking()) as opened:
        yield opened


@pytest.fixture
def add_document(store: Store) -> Callable[..., Document]:
    def add(text: str = "拒絶理由通知書", name: str = "通知.txt", **filing: object) -> Document:
        digest = store.blobs.put(text.encode())
        page = Page(number=1, text=text, boxes=CharBoxes.of([(0.0, 0.0, 9.5, 9.5), *[None] * (len(text) - 1)]))
        document = Document(
            document_id=digest, name=name, media_type="text/plain", size=9, outcome=Outcome.PARSED, pages=(page,)
        )
        store.documents.add(document, **filing)  # type: ignore[arg-type]
        return document

    return add


@pytest.fixture
def make_row() -> Callable[..., DocketRow]:
    def make(row_id: str = "row-1", **fields: object) -> DocketRow:
        return DocketRow.model_validate({"row_id": row_id, "file": "a.txt", "document_id": "0" * 64, **fields})

    return make
