"""Every fault point is listed, every listed one exists; unarmed they do nothing."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import konkyo
from konkyo.store.faultpoints import FAULTPOINTS, VARIABLE, faultpoint, points_of

PACKAGE = Path(konkyo.__file__).parent


def called(name: str) -> set[str]:
    """The literal first arguments of all calls of a function or method in the package."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                function = node.func
                if name == (function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")):
                    found.add(str(node.args[0].value))
    return found


def test_all_points_are_listed() -> None:
    """The points in the code, and those around named transactions, are exactly the registry."""
    around = {
        f"{name}.{place}" for name in called("transaction") for place in ("begun", "before_commit", "after_commit")
    }
    named = {point for point in around if not point.startswith(("unit.", "audit."))}
    assert called("faultpoint") | named == set(FAULTPOINTS)


def test_enough_points_on_each_path() -> None:
    """The docket path and the approval path have ten points each, at least."""
    assert len(points_of("docket")) >= 10
    assert len(points_of("approve")) >= 10


def test_unarmed() -> None:
    """Without the variable a point does nothing."""
    for name in FAULTPOINTS:
        faultpoint(name)


def test_nth_passage() -> None:
    """``name:n`` ends the process at the n-th passage, by SIGKILL."""
    code = "from konkyo.store.faultpoints import faultpoint\nfor n in range(5):\n print(n, flush=True); faultpoint('x')"
    for setting, printed in (("x", 1), ("x:3", 3), ("y:3", 5)):
        environment = {**os.environ, VARIABLE: setting}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
        assert (len(done.stdout.splitlines()), done.returncode) == (printed, 0 if setting[0] == "y" else -9)
