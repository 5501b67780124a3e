"""An approval by pipe, file, variable, flag, background job, program or database edit is impossible.

Each test tries one way round the person at the terminal and finds the proposal undecided and the trail without any
decision. (A program that makes a terminal and knows the passphrase types like a person: the passphrase is what it
lacks, and none of its ways leads to that.)
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pexpect
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.main import get_command

import konkyo
from konkyo.cli.main import app, main
from konkyo.errors import ApprovalError, KonkyoError, SignatureError
from konkyo.records.evidence import Approved
from konkyo.records.runs import Decision, DecisionBody, DecisionKind
from konkyo.records.value import canonical_bytes
from konkyo.store.decisions import decision_id
from konkyo.workbench import Workbench

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX terminals")

PHRASE = "正しい馬 battery staple"
PACKAGE = Path(konkyo.__file__).parent
VARIABLES = [
    f"{beginning}{name}"
    for beginning in ("", "KONKYO_")
    for name in (
        "PASSPHRASE",
        "PASSWORD",
        "PASS",
        "PIN",
        "SECRET",
        "SIGNING_KEY",
        "KEY",
        "YES",
        "APPROVE",
        "ASSUME_YES",
    )
] + ["SSH_ASKPASS", "SUDO_ASKPASS", "GPG_PASSPHRASE", "PINENTRY_USER_DATA", "KONKYO_APPROVE_PASSPHRASE", "CI"]
FLAGS = [
    *("--passphrase", "--password", "--pass", "-p", "--pin", "--key", "--key-file", "--passphrase-file", "--stdin"),
    *("--passphrase-fd", "--yes", "-y", "--force", "--batch", "--no-input", "--auto", "--acknowledge", "--sign"),
]
DECISIONS = ("approve", "amend", "reject", "withdraw")


def undecided(desk: Any, row: str, state: str = "inbox") -> None:
    """The proposal waits as before; nobody is on record as having decided; nothing of it can be exported."""
    assert desk.decisions() == []
    assert desk.trail("decision.") == []
    with Workbench.open(desk.workspace) as bench:
        assert bench.show(row).state.value == state
        with pytest.raises(ApprovalError):
            bench.approved(row)


def in_shell(desk: Any, line: str) -> tuple[str, int | None]:
    """A line of shell script at a terminal; what was printed and the exit code."""
    child = pexpect.spawn(
        "/bin/bash", ["-c", line], env=desk.environment(KONKYO=desk.command[0], PHRASE=PHRASE), encoding="utf-8",
        timeout=60, dimensions=(50, 200),
    )  # fmt: skip
    child.expect(pexpect.EOF)
    printed = str(child.before)
    child.close()
    return printed, child.exitstatus


def test_control(desk: Any, row: str) -> None:
    """The same passphrase typed by the person at the terminal does approve: what follows fails for no other reason."""
    printed, code, _ = desk.sign("approve", row)
    assert code == 0, printed
    assert PHRASE not in printed
    assert len(desk.decisions()) == len(desk.trail("decision.")) == 1


@pytest.mark.parametrize("command", DECISIONS)
def test_pipe(desk: Any, row: str, command: str) -> None:
    """Passphrase on a pipe, without any terminal: refused with exit code 2, before and after a reason was given."""
    more = [] if command == "approve" else ["--reason", "because"]
    more += ["--set", "matter_ref=X-1"] if command == "amend" else []
    done = desk.run(command, row, *more, input=f"{PHRASE}\n{PHRASE}\n")
    assert done.returncode == 2, done.stderr
    assert "needs a person at a terminal" in done.stderr or "there is no decision" in done.stderr
    undecided(desk, row)


def test_json(desk: Any, row: str) -> None:
    """--json is for reading a result, no door: refused, and the one document on stdout says so."""
    done = desk.run("approve", row, "--json", input=f"{PHRASE}\n")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["kind"] == "ApprovalError"
    undecided(desk, row)


@pytest.mark.parametrize(
    "line",
    [
        'echo "$PHRASE" | "$KONKYO" approve ROW',
        '"$KONKYO" approve ROW <<< "$PHRASE"',
        'echo "$PHRASE" > "$HOME/answers"; "$KONKYO" approve ROW < "$HOME/answers"',
        '"$KONKYO" approve ROW < <(echo "$PHRASE")',
        'echo "$PHRASE" | setsid -w "$KONKYO" approve ROW',
        'setsid -w "$KONKYO" approve ROW',
        'set -m; "$KONKYO" approve ROW < /dev/tty & wait %1',
        '"$KONKYO" approve ROW < /dev/null',
        'mkfifo "$HOME/pipe"; (echo "$PHRASE" > "$HOME/pipe") & "$KONKYO" approve ROW < "$HOME/pipe"',
    ],
    ids=["pipe", "here-string", "file", "substitution", "setsid-pipe", "setsid", "background", "null", "fifo"],
)
def test_script_at_a_terminal(desk: Any, row: str, line: str) -> None:
    """There is a terminal, but a script answers, or the process does not stand in front of the person: refused."""
    printed, code = in_shell(desk, line.replace("ROW", row))
    assert code == 2, printed
    assert "needs a person at a terminal" in printed
    undecided(desk, row)


def test_variables(desk: Any, row: str) -> None:
    """No variable holds a passphrase, whatever its name."""
    done = desk.run("approve", row, variables=dict.fromkeys(VARIABLES, PHRASE))
    assert done.returncode == 2
    undecided(desk, row)


def test_no_variable_is_read_for_a_decision() -> None:
    """Every environment variable that the package names is known, and none is about keys or decisions."""
    named: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(
            re.findall(r"(?:environ(?:\.get\(|\[)|getenv\(|environment(?:\.get\(|\[)|env\.get\()\"(\w+)\"", text)
        )
        named |= set(re.findall(r"envvar\s*=\s*\"(\w+)\"", text))
    assert named, "the search finds nothing at all"
    assert not [name for name in named if re.search("PASS|PIN|KEY|SECRET|SIGN|APPROV|YES|TOKEN", name.upper())]


@pytest.mark.parametrize("flag", FLAGS)
def test_flag_is_unknown(flag: str, desk: Any, row: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No option gives a passphrase or an answer: it is unknown, exit code 2."""
    for command in DECISIONS:
        assert main(["--workspace", str(desk.workspace), command, row, flag, PHRASE]) == 2
    assert "No such option" in capsys.readouterr().err
    undecided(desk, row)


def test_options_of_the_deciding_commands() -> None:
    """All options of the commands that decide, named one by one: a new one has to be judged here."""
    commands = get_command(app).commands  # type: ignore[attr-defined]
    options = {name: {parameter.name for parameter in commands[name].params} - {"help"} for name in DECISIONS}
    plain = {"proposal", "signer", "reason", "as_json"}
    assert options == {"approve": plain, "amend": plain | {"values"}, "reject": plain, "withdraw": plain}


def test_no_function_takes_a_passphrase_as_text() -> None:
    """Passphrases travel as ``Passphrase`` from the terminal to the key; no function takes one as text."""
    wrong, right = [], 0
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                for argument in every:
                    if re.search("pass_?(phrase|word|wd|code)|^pin$|secret", argument.arg, re.IGNORECASE):
                        annotation = ast.unparse(argument.annotation) if argument.annotation else "nothing"
                        right += annotation == "Passphrase"
                        wrong += [] if annotation == "Passphrase" else [f"{path.name}:{node.name}({argument.arg})"]
    assert right > 0, "the search finds nothing at all"
    assert wrong == []


def test_the_api_needs_a_signer(desk: Any, row: str) -> None:
    """A program cannot approve: without a signer there is no call, and a signer without the key signs nothing."""
    key = Ed25519PrivateKey.generate()
    with Workbench.open(desk.workspace) as bench:
        shown, person = bench.show(row), bench.signer(None)
        with pytest.raises(TypeError):
            bench.approve(shown, person, acknowledged=())  # type: ignore[call-arg]
        for signer in (key.sign, lambda _: b"", lambda _: b"\0" * 64, lambda data: data):
            with pytest.raises(SignatureError):
                bench.approve(shown, person, signer, acknowledged=())
        with pytest.raises(SignatureError):
            bench.reject(shown, person, key.sign, reason="no")
        with pytest.raises(SignatureError):
            bench.amend(shown, {"matter_ref": "X"}, person, key.sign, reason="why", acknowledged=())
    undecided(desk, row)


def test_no_method_of_the_workbench_takes_a_passphrase() -> None:
    """The whole programming interface: every method that decides takes a signer."""
    for name in DECISIONS:
        parameters = inspect.signature(getattr(Workbench, name)).parameters
        assert parameters["signer"].default is inspect.Parameter.empty
        assert not [known for known in parameters if "pass" in known]


def test_made_up_approval(desk: Any, row: str, tmp_path: Path) -> None:
    """An ``Approved`` that a program makes for itself is judged again before anything is written."""
    with Workbench.open(desk.workspace) as bench:
        content = bench.show(row).row
        made = Approved(content, forged(desk, row, Ed25519PrivateKey.generate()))
        with pytest.raises(KonkyoError):
            bench.export([made], tmp_path / "due.ics")
    assert not (tmp_path / "due.ics").exists()
    undecided(desk, row)


def forged(desk: Any, row: str, key: Ed25519PrivateKey) -> Decision:
    """A decision in the signer's name, soundly signed with another key."""
    with Workbench.open(desk.workspace) as bench:
        shown, person = bench.show(row), bench.signer(None)
    body = DecisionBody(
        proposal_id=row, kind=DecisionKind.APPROVE, content_hash=shown.content_hash, person=person.name,
        public_key=key.public_key().public_bytes_raw().hex(), decided_at=datetime.now(UTC),
    )  # fmt: skip
    return Decision(body=body, signature=key.sign(canonical_bytes(body)).hex())


def edit(desk: Any, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Change the database behind the program's back."""
    with closing(sqlite3.connect(desk.workspace / "konkyo.db")) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        for statement, values in statements:
            assert database.execute(statement, values).rowcount == 1, "the edit did not take"
        database.commit()


def test_state_set_in_the_database(desk: Any, row: str, tmp_path: Path) -> None:
    """A row called approved by an edit of the database: the database, its check at opening, or export refuses."""
    plain = ("UPDATE proposals SET state = 'approved' WHERE row_id = ?", (row,))
    with closing(sqlite3.connect(desk.workspace / "konkyo.db")) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute(*plain)
    bold = desk.copy_to(tmp_path / "bold")
    edit(bold, plain)
    assert bold.run("export", row, "--to", str(tmp_path / "due.ics")).returncode == 3
    edit(desk, ("UPDATE proposals SET state = 'approved', decision_id = ? WHERE row_id = ?", ("0" * 64, row)))
    for name in (row, "all"):
        done = desk.run("export", name, "--to", str(tmp_path / "due.ics"))
        assert done.returncode == 2
        assert "not approved" in done.stderr
    assert list(tmp_path.glob("*.ics")) == []
    assert desk.decisions() == []
    assert desk.trail("decision.") == []


@pytest.mark.parametrize("admitted", [False, True], ids=["unknown key", "key put into the database"])
def test_decision_signed_with_another_key(desk: Any, row: str, tmp_path: Path, *, admitted: bool) -> None:
    """A decision put into the database, signed with a key that nobody admitted, releases nothing."""
    key = Ed25519PrivateKey.generate()
    decision = forged(desk, row, key)
    number = decision_id(decision)
    edit(
        desk,
        (
            "INSERT INTO decisions VALUES (?, ?, ?, 'approve', '', ?, 1)",
            (number, row, decision.body.content_hash, canonical_bytes(decision).decode()),
        ),
        ("UPDATE proposals SET state = 'approved', decision_id = ? WHERE row_id = ?", (number, row)),
    )
    if admitted:
        edit(desk, ("UPDATE people SET public_key = ?", (decision.body.public_key,)))
    done = desk.run("export", row, "--to", str(tmp_path / "due.ics"))
    assert done.returncode in (2, 3), done.stdout
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    assert list(tmp_path.glob("*.ics")) == []
    assert desk.trail("decision.") == []


def test_the_passphrase_must_open_the_key(desk: Any, row: str) -> None:
    """Somebody at the terminal who does not know the passphrase signs nothing."""
    child = desk.at_terminal("approve", row)
    child.expect("Passphrase of .*: ")
    child.sendline("not the passphrase")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    undecided(desk, row)
