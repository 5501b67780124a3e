"""Invented notices in layouts of our own, with what each should give; written before the recogniser was run on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FILES = tuple(
    Path(__file__).with_name(name)
    for name in ("holdout.txt", "holdout_second.txt", "holdout_third.txt", "holdout_fourth.txt")
)


@dataclass(frozen=True)
class HeldOut:
    """A document's text and the expected fields of its items (none: no item may be given)."""

    name: str
    text: str
    items: tuple[dict[str, str], ...]


def held_out() -> list[HeldOut]:
    """All held-out documents."""
    cases = []
    blocks = [block for file in FILES for block in file.read_text(encoding="utf-8").split("===== ")[1:]]
    for block in blocks:
        head, _, text = block.partition("\n-----\n")
        name, *lines = head.splitlines()
        items = tuple(dict(f.split("=", 1) for f in line.split()[1:]) for line in lines if line.startswith("item"))
        cases.append(HeldOut(name, text, items))
    return cases
