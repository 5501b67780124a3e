"""A workbench of its own for each test, and notices written for it; read and verified as any other file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from konkyo.examples import sample_matter
from konkyo.settings import Settings
from konkyo.workbench import Workbench

sys.path.insert(0, str(Path(__file__).parent))  # the makers of rows beside the tests


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with Workbench.open(Settings(workspace=tmp_path / "w")) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample() -> Callable[[str], bytes]:
    """The bytes of the document of the sample matter whose name begins so."""
    return lambda beginning: next(e.read_bytes() for e in sample_matter() if e.name.startswith(beginning))


@pytest.fixture
def folder(tmp_path: Path, sample: Callable[[str], bytes]) -> Path:
    """A folder with a final rejection of the USPTO in plain text."""
    place = tmp_path / "notices"
    place.mkdir()
    (place / "final.txt").write_bytes(sample("05"))
    return place
