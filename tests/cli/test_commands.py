"""Every command: its exit code, and with --json one document on stdout and nothing else, for errors too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from konkyo.cli import main as program
from konkyo.workbench import Workbench

CASES = "id,office,event_code,trigger_code,trigger_date,period_months\n1,US,oa_response,mail_date,2026-03-04,3\n"
DUE = ("due", "--office", "JP", "--event", "oa_response")
DONE: list[tuple[int, tuple[str, ...]]] = [
    (0, ("init",)),
    (1, ("doctor",)),
    (1, ("ingest", "{matter}/nothing-in-it.pdf", "{matter}")),
    (1, ("docket", "{matter}")),
    (0, (*DUE, "--trigger", "2026-03-04", "--party", "resident")),
    (1, DUE),
    (0, ("due", "--cases", "{cases}")),
    (0, ("--workspace", "{w}", "inbox")),
    (0, ("--workspace", "{w}", "inbox", "--all", "--matter", "M")),
    (0, ("--workspace", "{w}", "inbox", "{row}")),
    (0, ("schema",)),
    (0, ("schema", "docket-row")),
    (0, ("--workspace", "{w}", "audit", "verify")),
    (0, ("--workspace", "{w}", "audit", "export", "--to", "{matter}/trail")),
    (0, ("people",)),
    (1, ("--workspace", "{w}", "docket", "--portfolio", "--as-of", "2026-06-01")),
    (1, ("--workspace", "{w}", "docket", "--portfolio", "--as-of", "2026-06-01", "--lang", "ja", "--days", "7")),
    (0, ("--workspace", "{w}", "matters", "list")),
    (0, ("--workspace", "{w}", "second", "list", "--all")),
]
REFUSED: list[tuple[str, ...]] = [
    ("no-such-command",),
    ("docket",),
    ("docket", "no-such-folder"),
    ("docket", "{matter}", "--sensitivity", "loud"),
    ("docket", "{matter}", "--no-such-option"),
    ("ingest", "no-such-file"),
    ("due",),
    ("due", "--office", "JP"),
    (*DUE, "--trigger", "2026-02-30"),
    (*DUE, "--trigger", "20260304"),
    (*DUE, "--trigger", "2026-W10-3"),
    (*DUE, "--trigger", "令和8年3月4日"),
    (*DUE, "--trigger", "2026-03-04", "--party", "martian"),
    (*DUE, "--trigger", "2026-03-04", "--period-months", "three"),
    (*DUE, "--trigger", "2026-03-04", "--period-months", "999999"),
    ("due", "--office", "XX", "--event", "oa_response"),
    ("due", "--cases", "no-such-file.csv"),
    ("due", "--cases", "{matter}"),
    ("inbox", "D-000"),
    ("approve", "D-000"),
    ("--workspace", "{w}", "approve", "{row}"),
    ("--workspace", "{w}", "amend", "{row}", "--set", "party=resident", "--reason", "x"),
    ("--workspace", "{w}", "amend", "{row}", "--set", "due", "--reason", "x"),
    ("--workspace", "{w}", "amend", "{row}", "--reason", "x"),
    ("--workspace", "{w}", "reject", "{row}", "--reason", "x"),
    ("--workspace", "{w}", "withdraw", "{row}", "--reason", "x"),
    ("--workspace", "{w}", "export", "{row}", "--to", "due.ics"),
    ("--workspace", "{w}", "export", "run-0", "--to", "due.ics"),
    ("--workspace", "{w}", "verify", "no-such-file"),
    ("--workspace", "{w}", "verify", "{cases}"),
    ("schema", "no-such-schema"),
    ("eval", "no-such-suite", "--data", "{matter}"),
    ("eval", "deadlines", "--data", "no-such-folder"),
    ("audit",),
    ("audit", "verify"),
    ("audit", "export"),
    ("people", "add"),
    ("people", "add", "Hanako"),
    ("people", "revoke", "Nobody"),
    ("--lang", "fr", "people"),
    ("docket", "--portfolio"),
    ("--workspace", "{w}", "docket", "{matter}", "--portfolio"),
    ("--workspace", "{w}", "docket", "--portfolio", "--days", "-1"),
    ("--workspace", "{w}", "docket", "--portfolio", "--as-of", "today"),
    ("--workspace", "{w}", "docket", "--portfolio", "--to", "x.doc"),
    ("--workspace", "{w}", "docket", "--portfolio", "--ics", "no-such-folder"),
    ("--workspace", "{w}", "docket", "--portfolio", "--lang", "fr"),
    ("matters",),
    ("--workspace", "{w}", "matters", "add", "a/../b", "--by", " "),
    ("--workspace", "{w}", "matters", "assign", "M9", "--by", "x"),
    ("--workspace", "{w}", "matters", "rights", "M9"),
    ("--workspace", "{w}", "matters", "propose", "M9"),
    ("--workspace", "{w}", "matters", "done", "{row}", "--reason", "x"),
    ("--workspace", "{w}", "second", "form", "no-such-row"),
    ("--workspace", "{w}", "second", "form", "{row}", "--to", "{matter}/form.doc"),
    ("--workspace", "{w}", "second", "read", "{row}"),
    ("second", "list", "--no-such-option"),
    ("--workspace", "{w}", "docket", "{matter}", "--as-of", "soon"),
    ("--workspace",),
]


@pytest.fixture
def fill(matter: Path, workspace: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """Put the places of this test into arguments."""
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    (matter / "nothing-in-it.pdf").write_bytes(b"")
    with Workbench.open(workspace) as bench:
        row = next(shown.row.row_id for shown in bench.waiting() if shown.row.due)
    names = {"matter": matter, "w": workspace, "cases": tmp_path / "cases.csv", "row": row}
    return lambda arguments: [argument.format(**names) for argument in arguments]


@pytest.mark.parametrize(("code", "arguments"), DONE, ids=[" ".join(arguments) for _, arguments in DONE])
def test_done(
    konkyo: Callable[..., Any], fill: Callable[..., list[str]], code: int, arguments: tuple[str, ...]
) -> None:
    """What can be done is done: 0, or 1 with something left open; --json prints one document that is no error."""
    filled = fill(arguments)
    plain = konkyo(*filled)
    assert plain.code == code, plain.err
    assert plain.out or plain.err
    again = konkyo(*filled, "--json")
    assert again.code == code
    assert not isinstance(again.document, dict) or "error" not in again.document
    assert "Traceback" not in plain.err + again.err


@pytest.mark.parametrize("arguments", REFUSED, ids=[" ".join(arguments) for arguments in REFUSED])
def test_refused(konkyo: Callable[..., Any], fill: Callable[..., list[str]], arguments: tuple[str, ...]) -> None:
    """What cannot be is refused with 2: on stderr what happened; with --json one document with the error on stdout."""
    filled = fill(arguments)
    plain = konkyo(*filled)
    assert (plain.code, plain.out) == (2, ""), plain.err
    assert plain.err.startswith("Error: ")
    told = konkyo("--json", *filled) if arguments == ("--workspace",) else konkyo(*filled, "--json")
    assert told.code == 2
    assert set(told.document) == {"error"}
    assert told.document["error"]["message"]
    assert "Traceback" not in plain.err + told.err


def leaves(command: Any, name: str = "") -> Iterator[str]:
    """The names of all commands."""
    if not getattr(command, "commands", None):
        yield name.strip()
        return
    if command.invoke_without_command:
        yield name.strip()
    for inner, found in command.commands.items():
        yield from leaves(found, f"{name} {inner}")


def test_every_command_is_visited() -> None:
    """A new command has to be put into the lists above. (demo is shown whole in the flows.)"""
    visited = {
        " ".join(word for word in arguments if not word.startswith(("-", "{")))
        for arguments in [*(arguments for _, arguments in DONE), *REFUSED]
    }
    missing = [name for name in leaves(get_command(program.app)) if not any(v.startswith(name) for v in visited)]
    assert missing == ["demo"]


def test_defect(konkyo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody foresaw: exit code 3, its kind and place, but not its message, which may hold document text."""

    def broken(*_: object, **__: object) -> None:
        msg = "text of a client"
        raise RuntimeError(msg)

    monkeypatch.setattr(Workbench, "open", broken)
    plain, told = konkyo("people"), konkyo("people", "--json")
    assert (plain.code, told.code) == (3, 3)
    assert told.document["error"]["kind"] == "RuntimeError"
    assert "text of a client" not in plain.err + plain.out + told.err + told.out
    assert "konkyo doctor" in plain.err


def test_damaged_workspace(konkyo: Callable[..., Any], workspace: Path) -> None:
    """A workspace that is damaged is an error of storage: exit code 3, what was kept, what to do."""
    (workspace / "konkyo.db").write_bytes(b"no database at all" * 500)
    for arguments in (("inbox",), ("docket", workspace), ("people",)):
        plain = konkyo("--workspace", workspace, *arguments)
        assert plain.code == 3
        assert "damaged" in plain.err
        assert "Kept: " in plain.err
        assert konkyo("--workspace", workspace, *arguments, "--json").document["error"]["kind"] == "StorageDamagedError"
