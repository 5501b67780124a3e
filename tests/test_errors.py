"""Errors: one tree, drawn in the docstring, each with what was kept and what to do next, also through a pickle."""

from __future__ import annotations

import pickle

import pytest

from konkyo import errors
from konkyo.errors import KonkyoError, RefusedError


def tree() -> list[type[KonkyoError]]:
    found, queue = [], [KonkyoError]
    while queue:
        kind = queue.pop()
        found.append(kind)
        queue += kind.__subclasses__()
    return [kind for kind in found if kind.__module__ == errors.__name__]


def test_the_docstring_draws_every_error() -> None:
    """The tree that people read names every class there is."""
    assert errors.__doc__ is not None
    assert [kind.__name__ for kind in tree() if kind.__name__ not in errors.__doc__] == []


@pytest.mark.parametrize("kind", tree(), ids=lambda kind: kind.__name__)
def test_errors_survive_a_pickle(kind: type[KonkyoError]) -> None:
    """An error that crosses a process keeps its message, what was kept and the next step."""
    again = pickle.loads(pickle.dumps(kind("what happened", kept="all", remedy="konkyo doctor")))
    assert type(again) is kind
    assert (str(again), again.kept, again.remedy) == ("what happened", "all", "konkyo doctor")


def test_a_refusal_keeps_its_reason() -> None:
    """The reason's code is part of the refusal."""
    again = pickle.loads(pickle.dumps(RefusedError("no", reason="encrypted")))
    assert again.reason == "encrypted"


def test_only_what_may_pass_is_retryable() -> None:
    """Busy, full and a failed reading process may be tried again; usage, policy and damage may not."""
    assert {kind.__name__ for kind in tree() if kind.retryable} == {
        "SandboxError",
        "StorageBusyError",
        "StorageFullError",
    }
