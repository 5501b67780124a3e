"""A workspace that is not there is said, not made, by commands that only look or decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from konkyo.cli.main import main

_COMMANDS = [
    ["inbox"],
    ["inbox", "D-1"],
    ["approve", "D-1"],
    ["amend", "D-1", "--set", "party=resident", "--reason", "r"],
    ["reject", "D-1", "--reason", "r"],
    ["withdraw", "D-1", "--reason", "r"],
    ["export", "all", "--to", "x.ics"],
    ["audit", "verify"],
]


@pytest.mark.parametrize("command", _COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_a_mistyped_workspace_is_not_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, the next command named, and no folder left behind."""
    place = tmp_path / "mistyped"
    assert main(["--workspace", str(place), *command]) == 2
    assert "konkyo init" in capsys.readouterr().err
    assert not place.exists()
