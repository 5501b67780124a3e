"""The command line called in this process: arguments in; exit code, stdout and stderr out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from konkyo.cli.main import main
from konkyo.examples import sample_matter


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout; anything else there is an error of this reading."""
        return json.loads(self.out)


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli")
    (place / "matter").mkdir()
    for entry in sample_matter():
        if entry.name.startswith(("02", "08")):
            (place / "matter" / entry.name).write_bytes(entry.read_bytes())
    assert main(["--workspace", str(place / "w"), "docket", str(place / "matter"), "--json"]) == 1
    return place


@pytest.fixture
def matter(_made: Path, tmp_path: Path) -> Path:
    """A folder with two notices: one gives a verified proposal, the other a pending one."""
    return Path(shutil.copytree(_made / "matter", tmp_path / "matter"))


@pytest.fixture
def workspace(_made: Path, tmp_path: Path) -> Path:
    """A workspace in which they were docketed. Nobody can sign in it."""
    return Path(shutil.copytree(_made / "w", tmp_path / "w"))


@pytest.fixture
def konkyo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ended]:
    """Call a command; in English, with a workspace that is not there yet, unless the arguments say otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("KONKYO_WORKSPACE", str(tmp_path / "new"))
    monkeypatch.setenv("KONKYO_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments: object) -> Ended:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return call
