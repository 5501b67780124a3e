"""A short way to put a deadline question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from konkyo.practice.deadlines import compute
from konkyo.records.docket import Computation, DeadlineQuestion

Ask = Callable[..., Computation]


def _typed(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.endswith("_date") or name == "calendar_through" else value


@pytest.fixture(scope="session")
def ask() -> Ask:
    """``ask("JP", "annuity", "2024-01-05", year_no=4)``: the engine's answer; dates are ISO text."""

    def put(office: str, event: str, day: str | None = None, **given: Any) -> Computation:
        options = {name: _typed(name, value) for name, value in given.items()}
        start = date.fromisoformat(day) if day else None
        return compute(DeadlineQuestion(office=office, event_code=event, trigger_date=start, **options))

    return put


@pytest.fixture(scope="session")
def due(ask: Ask) -> Callable[..., str | None]:
    """The due date as ISO text, None while there is none."""

    def put(*question: Any, **given: Any) -> str | None:
        found = ask(*question, **given).due
        return found.isoformat() if found else None

    return put
