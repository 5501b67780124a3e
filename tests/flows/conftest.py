"""The program as its users have it: real processes, a real terminal, a real workspace; the sample matter as input."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pexpect
import pytest

from konkyo.examples import sample_matter
from konkyo.records.runs import Decision
from konkyo.store import Store

PHRASE = "正しい馬 battery staple"
"""What the person at the terminal types. (A test may know it; no option or variable of the program takes it.)"""

SIGNER = "山田 花子"
PROMPT = "Passphrase of .*: "


def matter_files(folder: Path, *beginnings: str) -> Path:
    """A folder with those files of the sample matter whose names begin so (all, if none is named)."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in sample_matter():
        if entry.name.startswith(beginnings or ("",)):
            (folder / entry.name).write_bytes(entry.read_bytes())
    return folder


@dataclass(frozen=True)
class Program:
    """The installed command line with one workspace and a home of its own, in English unless said otherwise."""

    workspace: Path
    home: Path
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def command(self) -> list[str]:
        """How it is started."""
        return [str(Path(sys.executable).with_name("konkyo"))]

    def environment(self, **more: str) -> dict[str, str]:
        """All that its processes know of the outside."""
        plain = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
            "KONKYO_LANG": "en",
            "KONKYO_WORKSPACE": str(self.workspace),
            "TERM": "dumb",
        }
        return plain | dict(self.more) | more

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """One command to its end, without a terminal. ``fault``: the point at which it is to be killed."""
        fault = options.pop("fault", None)
        environment = self.environment(
            **({"KONKYO_FAULTPOINT": fault} if fault else {}), **options.pop("variables", {})
        )
        options = {"capture_output": True, "encoding": "utf-8", "timeout": 120, "start_new_session": True, **options}
        if "input" not in options:
            options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run([*self.command, *arguments], env=environment, check=False, **options)

    def done(self, *arguments: str, **options: Any) -> Any:
        """One command that must succeed, with --json: the document it prints."""
        ended = self.run(*arguments, "--json", **options)
        assert ended.returncode == 0, (ended.returncode, ended.stderr)
        return json.loads(ended.stdout)

    def at_terminal(self, *arguments: str, **variables: str) -> pexpect.spawn[str]:
        """One command at a terminal of its own, where the test plays the person."""
        return pexpect.spawn(
            self.command[0],
            [*self.command[1:], *arguments],
            env=self.environment(**variables),
            encoding="utf-8",
            timeout=90,
            dimensions=(50, 200),
        )

    def sign(self, *arguments: str, **variables: str) -> tuple[str, int | None, int | None]:
        """A command that asks one passphrase, typed at its terminal: what was printed, exit status, signal."""
        child = self.at_terminal(*arguments, **variables)
        before = ""
        while (seen := child.expect([PROMPT, r"\[y/N\]: ", pexpect.EOF])) != 2:
            before += f"{child.before}{child.after}"
            child.sendline(PHRASE if seen == 0 else "y")
        before += str(child.before)
        child.close()
        return before, child.exitstatus, child.signalstatus

    def add_person(self, name: str = SIGNER) -> None:
        """The first person of the workspace, by the command a person would use."""
        child = self.at_terminal("people", "add", name)
        child.expect("New passphrase for .*: ")
        child.sendline(PHRASE)
        child.expect("The same passphrase again: ")
        child.sendline(PHRASE)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0, child.before

    def copy_to(self, workspace: Path) -> Program:
        """The same workspace somewhere else; the original stays as it was."""
        shutil.copytree(self.workspace, workspace)
        return Program(workspace=workspace, home=self.home, more=self.more)

    def rows(self) -> dict[str, str]:
        """Row id to content hash, as the database has it."""
        with Store.open(self.workspace) as store:
            return {proposal.row_id: proposal.content_hash for proposal in store.proposals.list()}

    def row_of(self, file: str) -> str:
        """The one proposal that a file gave."""
        with Store.open(self.workspace) as store:
            (found,) = [p.row_id for p in store.proposals.list() if json.loads(p.current.body)["file"] == file]
        return found

    def decisions(self) -> list[Decision]:
        """All decisions of the workspace."""
        with Store.open(self.workspace) as store:
            return [decision for row in store.proposals.ids() for decision in store.decisions.of(row)]

    def trail(self, beginning: str = "") -> list[str]:
        """The kinds of the entries in the audit trail, in order."""
        with Store.open(self.workspace) as store:
            return [entry.kind for entry in store.audit.entries(kind=beginning)]

    def sound(self) -> None:
        """The database is whole, the trail holds and is covered by checkpoints, and no file was left lying about."""
        with Store.open(self.workspace) as store:
            found = store.audit.verify(public_key=store.installation_key)
            assert found.ok, found.problems
            assert found.covered == found.entries
        with closing(sqlite3.connect(self.workspace / "konkyo.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert self.left_lying() == []

    def left_lying(self) -> list[str]:
        """Files in the workspace that are no part of it: temporary ones, half-written ones."""
        known = {"konkyo.db", "konkyo.db-wal", "konkyo.db-shm", "installation.key", "checkpoints.jsonl", "konkyo.toml"}
        found = [path.relative_to(self.workspace) for path in self.workspace.rglob("*") if path.is_file()]
        blobs = [path for path in found if path.parts[0] == "blobs" and len(path.parts) == 3 and len(path.name) == 62]
        return sorted(str(path) for path in found if str(path) not in known and path not in blobs)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder."""
    place = tmp_path / "home"
    place.mkdir()
    return place


@pytest.fixture
def program(tmp_path: Path, home: Path) -> Program:
    """The program with a workspace that is not there yet."""
    return Program(workspace=tmp_path / "workspace", home=home)


@pytest.fixture(scope="session")
def matter() -> Callable[..., Path]:
    """Lays files of the sample matter into a folder."""
    return matter_files


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    place = tmp_path_factory.mktemp("desk")
    (place / "home").mkdir()
    made = Program(workspace=place / "workspace", home=place / "home")
    made.add_person()
    assert made.run("docket", str(matter_files(place / "matter", "02", "06", "08"))).returncode == 1
    yield made
    shutil.rmtree(place)


@pytest.fixture
def desk(prepared: Program, tmp_path: Path) -> Program:
    """A workspace of its own with one signer and three proposals: two verified ones, one that lacks a date."""
    return prepared.copy_to(tmp_path / "desk")


@pytest.fixture
def row(desk: Program) -> str:
    """A verified proposal that waits on the desk."""
    return desk.row_of("02-jp-decision-of-rejection.html")
