"""File histories written for the tests: each as the document that a reader would give."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from konkyo.ingest.base import Limits
from konkyo.ingest.timeline import read_timeline
from konkyo.practice.histories import read_history
from konkyo.records.documents import Document, Outcome, Page
from konkyo.records.history import History

Listed = Sequence[tuple[str, str]]
"""Day and code of each event."""


def in_json(value: Any) -> Document:
    """A JSON file; several values for JSON Lines."""
    lines = value if isinstance(value, tuple) else (value,)
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    reading = read_timeline(text.encode(), Limits())
    return Document(
        document_id="0" * 64,
        name="history.json",
        media_type=reading.media_type,
        size=len(text),
        outcome=Outcome.PARSED,
        pages=reading.pages,
    )


def in_text(text: str, media_type: str = "text/plain") -> Document:
    """A table of plain text, CSV or HTML, as its page reads."""
    return Document(
        document_id="0" * 64,
        name="history.txt",
        media_type=media_type,
        size=len(text),
        outcome=Outcome.PARSED,
        pages=(Page(number=1, text=text),),
    )


def us_history(events: Listed, **facts: Any) -> History:
    """An American file with the events given by day and code."""
    listed = [{"code": code, "date": day} for day, code in events]
    (history,) = read_history(in_json({"application_number": "17123456", **facts, "events": listed}))
    return history


@pytest.fixture(scope="session")
def us() -> Callable[..., History]:
    """Makes an American file from days and codes, with facts of the file by their keys."""
    return us_history


@pytest.fixture(scope="session")
def from_json() -> Callable[[Any], Document]:
    """Makes the document of a JSON file."""
    return in_json


@pytest.fixture(scope="session")
def from_text() -> Callable[..., Document]:
    """Makes the document of a table."""
    return in_text
