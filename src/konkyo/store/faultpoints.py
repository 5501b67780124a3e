"""Places where a test may kill the process, to prove that nothing is lost and nothing happens twice.

``faultpoint(name)`` does nothing unless ``KONKYO_FAULTPOINT`` names that point (``name`` or ``name:n``, the n-th
passage): then the process ends itself with SIGKILL, as a power cut would. The variable is read once, at import.
``FAULTPOINTS`` names every point and the path it lies on; a test visits them all, so a new point is tested by being
listed here, and one that is not listed fails a test.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

VARIABLE = "KONKYO_FAULTPOINT"
FaultPath = Literal["setup", "docket", "approve", "second"]

_TRANSACTIONS: dict[str, tuple[FaultPath, ...]] = {
    "migration": ("setup",),
    "person": ("setup",),
    "document": ("docket",),
    "run": ("docket",),
    "step": ("docket",),
    "proposals": ("docket",),
    "finish": ("docket",),
    "decision": ("approve",),
    "sealing": ("second",),
    "reading": ("second",),
}
_SINGLE: dict[str, tuple[FaultPath, ...]] = {
    "installation.before_rename": ("setup",),
    "blob.before_write": ("docket",),
    "blob.before_rename": ("docket",),
    "blob.after_rename": ("docket",),
    "document.before_audit": ("docket",),
    "run.before_audit": ("docket",),
    "step.before_audit": ("docket",),
    "proposals.between_rows": ("docket",),
    "proposals.before_audit": ("docket",),
    "finish.before_audit": ("docket",),
    "approve.before_sign": ("approve",),
    "approve.after_sign": ("approve",),
    "decision.before_row": ("approve",),
    "decision.before_state": ("approve",),
    "decision.before_audit": ("approve",),
    "approve.before_return": ("approve",),
    "sealing.before_row": ("second",),
    "second.before_sign": ("second",),
    "second.after_sign": ("second",),
    "reading.before_audit": ("second",),
    "reading.before_row": ("second",),
    "second.before_return": ("second",),
    "checkpoint.before_write": ("docket", "approve", "second"),
    "checkpoint.torn": ("docket", "approve", "second"),
    "checkpoint.before_sync": ("docket", "approve", "second"),
    "checkpoint.after_sync": ("docket", "approve", "second"),
}


def _registry() -> Mapping[str, tuple[FaultPath, ...]]:
    points = dict(_SINGLE)
    for name, paths in _TRANSACTIONS.items():
        points |= {f"{name}.begun": paths, f"{name}.before_commit": paths, f"{name}.after_commit": paths}
    return MappingProxyType(dict(sorted(points.items())))


FAULTPOINTS: Mapping[str, tuple[FaultPath, ...]] = _registry()
"""Every point by name, with the paths that pass it."""

TRANSACTIONS: frozenset[str] = frozenset(_TRANSACTIONS) | {"audit", "unit"}
"""Names a transaction may carry. ``audit`` and ``unit`` (a caller's own bracket) have no points of their own."""


def points_of(path: FaultPath) -> tuple[str, ...]:
    """The points on a path, in the order of their names."""
    return tuple(name for name, paths in FAULTPOINTS.items() if path in paths)


class _Fuse:
    """Counts passages of the armed point; burns at the n-th."""

    def __init__(self, setting: str) -> None:
        self.set(setting)

    def set(self, setting: str) -> None:
        self.name, _, count = setting.partition(":")
        self.left = int(count) if count.isdigit() else 1

    def pass_by(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


_FUSE = _Fuse(os.environ.get(VARIABLE, ""))


def arm(setting: str) -> None:
    """Set the fuse as the variable would have at import: for a test that forks many processes from one."""
    _FUSE.set(setting)


def faultpoint(name: str) -> None:
    """Die here, if a test has asked for it; otherwise nothing."""
    if _FUSE.name and name == _FUSE.name:
        _FUSE.pass_by()
