"""What waits, and what is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from konkyo.errors import NotFoundError, UsageError
from konkyo.records.evidence import RowStatus
from konkyo.records.value import content_hash
from konkyo.review import decide, queue
from konkyo.store import Store

Propose = Callable[..., str]


def test_waiting(store: Store, propose: Propose, hanako: Any) -> None:
    """Undecided rows wait, and decided ones that changed since; each with the hash of exactly what is shown."""
    first, second = propose("row-1"), propose("row-2", RowStatus.REVIEW, matter="M2")
    assert [(shown.row.row_id, shown.content_hash) for shown in queue.waiting(store)] == [
        ("row-1", first),
        ("row-2", second),
    ]
    assert all(content_hash(shown.row) == shown.content_hash for shown in queue.waiting(store))
    assert [shown.flags for shown in queue.waiting(store, matter="M2")] == [("status:review",)]
    decide.approve(store, "row-1", first, hanako.person, hanako.signer)
    assert [shown.row.row_id for shown in queue.waiting(store)] == ["row-2"]
    propose("row-1", form="changed")
    assert [(shown.row.row_id, shown.changed) for shown in queue.waiting(store)] == [("row-1", True), ("row-2", False)]


def test_beginning_of_an_id(store: Store, propose: Propose) -> None:
    """An id may be shortened as long as it fits one proposal; a whole id always fits."""
    propose("row-1")
    propose("row-12")
    propose("line-7")
    assert queue.show(store, "li").row.row_id == "line-7"
    assert queue.resolve(store, "row-1") == "row-1"
    with pytest.raises(UsageError, match="2 proposals"):
        queue.resolve(store, "row")
    for unknown in ("x", ""):
        with pytest.raises(NotFoundError):
            queue.resolve(store, unknown)
