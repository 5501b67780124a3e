"""Konkyo (根拠): an evidence-first workbench for intellectual-property practice.

from konkyo import Workbench
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from konkyo.version import __version__

if TYPE_CHECKING:
    from konkyo.workbench import Workbench


__all__ = ["Workbench", "__version__"]


def __getattr__(name: str) -> object:
    """``Workbench``, when it is asked for: every module imports this one, the reading process included."""
    if name == "Workbench":
        from konkyo.workbench import Workbench

        return Workbench
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
