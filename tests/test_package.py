"""The package's front: one name to begin with, and nothing loaded before it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import konkyo
import konkyo.workbench


def test_the_workbench_is_at_the_front() -> None:
    """``from konkyo import Workbench`` gives the workbench; a name that is not there is an ordinary error."""
    assert konkyo.Workbench is konkyo.workbench.Workbench
    assert dir(konkyo) == sorted(konkyo.__all__)
    with pytest.raises(AttributeError, match="Workbanch"):
        konkyo.__getattr__("Workbanch")


def test_the_front_loads_nothing() -> None:
    """Importing the package alone, as the reading process does, loads neither the store nor the command line."""
    program = "import sys, konkyo; print(sorted(name for name in sys.modules if name.startswith('konkyo.')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['konkyo.version']"
