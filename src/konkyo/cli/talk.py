"""What a command says and where: results on stdout, progress and remarks on stderr, one JSON document with --json."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from konkyo.errors import KonkyoError
from konkyo.records.value import Wording
from konkyo.render.visible import one_line, visible


class Advance(Protocol):
    """Called as work goes on: ``done`` of ``total``, and what is being worked on (a file's own name)."""

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show how far the work is."""


_PIPED_WIDTH = 160
"""Columns of a table that goes to a file or another program."""


_ROOMY = 120


class Talk:
    """One command's voice: its language, whether it speaks JSON, and its workspace (None: the default one)."""

    def __init__(self, language: str, *, as_json: bool = False, workspace: Path | None = None) -> None:
        self.language = language
        self.as_json = as_json
        self.workspace = workspace
        width = None if sys.stdout.isatty() else _PIPED_WIDTH
        self.out = Console(file=sys.stdout, highlight=False, emoji=False, width=width)
        self.err = Console(file=sys.stderr, highlight=False, emoji=False, soft_wrap=True)

    def of(self, wording: Wording) -> str:
        """The wording in the reader's language."""
        return wording.of(self.language)

    @property
    def wide(self) -> bool:
        """Whether tables have room for everything."""
        return self.out.width >= _ROOMY

    def both(self, ja: str, en: str) -> str:
        """``ja`` or ``en``, by the reader's language."""
        return ja if self.language == "ja" else en

    def remark(self, ja: str, en: str) -> None:
        """A remark on stderr: what was done, what to do next."""
        self.err.print(escape(visible(self.both(ja, en))))

    def line(self, text: str = "", *, style: str | None = None) -> None:
        """A line of the result on stdout; no markup and no control characters of ``text`` reach the terminal."""
        if not self.as_json:
            self.out.print(escape(visible(text)), style=style, soft_wrap=True)

    def show(self, renderable: Any) -> None:
        """A table or panel on stdout (not with --json)."""
        if not self.as_json:
            self.out.print(renderable)

    def document(self, value: BaseModel | dict[str, Any] | list[Any]) -> None:
        """The command's one JSON document on stdout, with --json only."""
        if self.as_json:
            plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
            unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
            sys.stdout.write(json.dumps(plain, ensure_ascii=not unicode, indent=1) + "\n")

    def error(self, error: KonkyoError) -> None:
        """What happened, what was kept, what to do next."""
        if self.as_json:
            parts = {"kind": type(error).__name__, "message": error.message, "kept": error.kept, "remedy": error.remedy}
            self.document({"error": parts})
        self.err.print(f"[bold red]{self.both('エラー', 'Error')}:[/] {escape(visible(error.message))}")
        if error.kept:
            self.err.print(f"{self.both('保持されたもの', 'Kept')}: {escape(visible(error.kept))}")
        if error.remedy:
            self.err.print(f"{self.both('次の手順', 'Next')}: {escape(visible(error.remedy))}")

    @contextmanager
    def progress(self, ja: str, en: str) -> Iterator[Advance]:
        """A progress bar on stderr while long work goes on; silent when stderr is no terminal that moves."""
        moving = self.err.is_interactive
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[name]}"),
        )
        with Progress(*columns, console=self.err, transient=True, disable=not moving) as bar:
            task = bar.add_task(self.both(ja, en), total=None, name="")

            def advance(done: int, total: int, name: str) -> None:
                bar.update(task, completed=done, total=total, name=escape(one_line(name)))

            yield advance
