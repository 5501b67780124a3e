"""The sample matter: invented documents of five offices, shipped so that a demonstration needs nothing else."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def sample_matter() -> tuple[Traversable, ...]:
    """The documents of the sample matter, in order of their names."""
    folder = files("konkyo.examples").joinpath("matter")
    return tuple(sorted((entry for entry in folder.iterdir() if entry.is_file()), key=lambda entry: entry.name))
