"""Options that several commands share, and how dates and places are read from a command line."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from konkyo.cli.talk import Talk
from konkyo.errors import UsageError

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout / 標準出力に JSON を一つ")]
Matter = Annotated[str | None, typer.Option("--matter", help="Matter the files belong to / 案件番号")]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def talk_of(context: typer.Context, *, as_json: bool) -> Talk:
    """The voice that the program's own options asked for, in the form this command was asked for."""
    base: Talk = context.obj
    return Talk(base.language, as_json=as_json, workspace=base.workspace)


def day(text: str | None) -> date | None:
    """An ISO 8601 day, or None for none. Raises UsageError: other forms are ambiguous."""
    if text is None:
        return None
    with suppress(ValueError):
        if _DAY.fullmatch(text):  # fromisoformat takes weeks and days without hyphens, too
            return date.fromisoformat(text)
    message = f"{text!r} is not a date of the form YYYY-MM-DD"
    raise UsageError(message, remedy="write the day as in 2026-03-04")


def existing(path: Path) -> Path:
    """A file that is there. Raises UsageError."""
    if not path.is_file():
        message = f"no such file: {path}"
        raise UsageError(message, remedy="check the path and call again")
    return path
