"""Rules of the sandbox's report: what confines here is known by trying, and what is missing is said with a remedy."""

from __future__ import annotations

import pytest

from konkyo.errors import SandboxError
from konkyo.ingest import sandbox
from konkyo.ingest.sandbox import Sandbox


def test_the_status_names_what_is_missing() -> None:
    """Either bubblewrap holds, or the status says in both languages what is missing and what to do."""
    found = sandbox.status()
    if found.kind is Sandbox.BUBBLEWRAP:
        assert found.launcher
        assert found.missing is None
    else:
        assert found.missing is not None
        assert found.remedy is not None
        assert found.missing.ja
        assert found.remedy.en


def test_a_demanded_sandbox_is_not_replaced() -> None:
    """Who demands bubblewrap gets it or an error, never less; who asks for what works gets that."""
    if sandbox.status().kind is Sandbox.BUBBLEWRAP:
        assert sandbox.choose(Sandbox.BUBBLEWRAP) is Sandbox.BUBBLEWRAP
        assert sandbox.choose(Sandbox.AUTO) is Sandbox.BUBBLEWRAP
    else:
        with pytest.raises(SandboxError):
            sandbox.choose(Sandbox.BUBBLEWRAP)
        assert sandbox.choose(Sandbox.AUTO) is Sandbox.LIMITED
    assert sandbox.choose(Sandbox.LIMITED) is Sandbox.LIMITED


def test_the_walls_are_all_up() -> None:
    """The command line of the confined process drops every capability, shares nothing and binds nothing for writing."""
    if sandbox.status().kind is not Sandbox.BUBBLEWRAP:
        pytest.skip("bubblewrap does not work on this machine")
    command = sandbox.command(Sandbox.BUBBLEWRAP, {})
    for wall in ("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "--clearenv", "--remount-ro"):
        assert wall in command
    assert "--bind" not in command
    assert "--share-net" not in command
