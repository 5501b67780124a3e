"""The export door is a type: the checker itself refuses what is not approved."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_API = _ROOT / "tests" / "typing" / "export_api.py"
_IGNORE = re.compile(r"  # type: ignore\[([a-z-]+)\]")


def _mypy(file: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--config-file", str(_ROOT / "pyproject.toml"), "--cache-dir", str(cache)]
    return subprocess.run([*command, str(file)], cwd=_ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_draft_verified_and_bare_rows_are_type_errors(tmp_path: Path) -> None:
    """mypy refuses each forbidden call with the error that is written beside it, and nothing else in the file."""
    pytest.importorskip("mypy", reason="the type checker is a development tool")
    source = _API.read_text("utf-8")
    expected = {
        (number, found.group(1))
        for number, line in enumerate(source.splitlines(), start=1)
        if (found := _IGNORE.search(line))
    }
    assert len(expected) == 4
    bare = tmp_path / "export_api_bare.py"
    bare.write_text(_IGNORE.sub("", source), encoding="utf-8")
    result = _mypy(bare, _ROOT / ".mypy_cache")
    found = re.findall(r"export_api_bare\.py:(\d+): error: .*\[([a-z-]+)\]$", result.stdout, re.MULTILINE)
    assert {(int(line), code) for line, code in found} == expected, result.stdout + result.stderr
