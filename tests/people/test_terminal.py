"""A passphrase comes from a person at a terminal, and from nowhere else."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from konkyo.people import terminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX terminals")

ASK = """
import sys
from konkyo.errors import ApprovalError
from konkyo.people.terminal import ask_new_passphrase, ask_passphrase
try:
    phrase = ask_new_passphrase("new: ", "again: ") if sys.argv[1:] == ["new"] else ask_passphrase("passphrase: ")
    print("GOT", len(phrase.reveal()), phrase.reveal().encode().hex())
except ApprovalError as error:
    print("REFUSED", error, "|", error.kept, "|", error.remedy)
"""
SECRET = "正しい馬 battery"


def at_terminal(*arguments: str) -> pexpect.spawn[str]:
    return pexpect.spawn(sys.executable, ["-c", ASK, *arguments], encoding="utf-8", timeout=20)


def test_typed_at_a_terminal_without_echo() -> None:
    """What a person types is taken, and not shown."""
    child = at_terminal()
    child.expect_exact("passphrase: ")
    child.sendline(SECRET)
    child.expect("GOT (\\d+) (\\w+)")
    assert bytes.fromhex(str(child.match.group(2))).decode() == SECRET  # type: ignore[union-attr]
    assert SECRET not in str(child.before)
    child.expect(pexpect.EOF)


def test_typed_ahead_is_thrown_away() -> None:
    """What was fed into the terminal before the question is not taken as an answer."""
    child = pexpect.spawn(
        sys.executable, ["-c", f"import time; print('early', flush=True); time.sleep(0.5)\n{ASK}"], encoding="utf-8"
    )
    child.expect_exact("early")
    child.sendline("planted passphrase")
    child.expect_exact("passphrase: ")
    child.sendline(SECRET)
    child.expect("GOT (\\d+) (\\w+)", timeout=20)
    assert bytes.fromhex(str(child.match.group(2))).decode() == SECRET  # type: ignore[union-attr]


def test_new_passphrase_is_typed_twice() -> None:
    """A new passphrase counts when both entries agree."""
    for second, answer in ((SECRET, "GOT"), ("something else", "REFUSED the two entries differ")):
        child = at_terminal("new")
        child.expect_exact("new: ")
        child.sendline(SECRET)
        child.expect_exact("again: ")
        child.sendline(second)
        child.expect_exact(answer)
        child.expect(pexpect.EOF)


def test_nothing_typed() -> None:
    """An empty line, or the end of input, signs nothing."""
    for act in ("sendline", "sendeof"):
        child = at_terminal()
        child.expect_exact("passphrase: ")
        getattr(child, act)()
        child.expect_exact("REFUSED no passphrase was typed")


def test_echo_is_back_afterwards() -> None:
    """The terminal echoes again, also after the person interrupts."""
    look = "import termios\nprint('ECHO', bool(termios.tcgetattr(0)[3] & termios.ECHO))"
    child = pexpect.spawn(
        sys.executable, ["-c", f"try:{ASK.replace(chr(10), chr(10) + ' ')}\nexcept KeyboardInterrupt: pass\n{look}"]
    )
    child.expect_exact("passphrase: ")
    child.sendintr()
    child.expect("ECHO (\\w+)")
    assert child.match.group(1) == b"True"  # type: ignore[union-attr]


def refused(*arguments: str, **options: object) -> str:
    options = {"capture_output": True, "text": True, "timeout": 30, **options}
    done = subprocess.run([sys.executable, "-c", ASK, *arguments], check=False, **options)  # type: ignore[call-overload]
    return str(done.stdout)


def test_pipe_without_a_terminal() -> None:
    """In a session without a terminal (setsid, cron, a service) a pipe is refused, with why and what to do."""
    out = refused(input=f"{SECRET}\n", start_new_session=True)
    assert out.startswith("REFUSED a signature needs a person at a terminal, and this process has none")
    assert "run this command yourself in a terminal window" in out


@pytest.mark.parametrize("name", ["KONKYO_PASSPHRASE", "PASSPHRASE", "SSH_ASKPASS", "PINENTRY_USER_DATA"])
def test_environment(name: str) -> None:
    """No variable gives a passphrase."""
    assert refused(env={**os.environ, name: SECRET}, stdin=subprocess.DEVNULL, start_new_session=True).startswith(
        "REFUSED"
    )


def test_flag() -> None:
    """No argument gives a passphrase: the functions take prompts only, and settings know no such field."""
    for function in (terminal.ask_passphrase, terminal.ask_new_passphrase):
        assert {p.annotation for p in inspect.signature(function).parameters.values()} == {"str"}
    assert refused("--passphrase", SECRET, stdin=subprocess.DEVNULL, start_new_session=True).startswith("REFUSED")


def test_pipe_while_there_is_a_terminal(tmp_path: Path) -> None:
    """A process that has a terminal, but whose input is a pipe or a file, is refused: a script feeds it."""
    script, answers = tmp_path / "ask.py", tmp_path / "answers"
    script.write_text(ASK, encoding="utf-8")
    answers.write_text(f"{SECRET}\n", encoding="utf-8")
    for line in (f"echo '{SECRET}' | {sys.executable} {script}", f"{sys.executable} {script} < {answers}"):
        child = pexpect.spawn("/bin/sh", ["-c", line], encoding="utf-8", timeout=20)
        child.expect("REFUSED.*standard input is a pipe, a file or another device")
        child.expect(pexpect.EOF)


def test_another_terminal_as_input(tmp_path: Path) -> None:
    """Input from a terminal that is not the session's own (a pty made by a program) is refused."""
    primary, secondary = os.openpty()
    try:
        os.write(primary, f"{SECRET}\n".encode())
        out = refused(stdin=secondary, start_new_session=True)
        assert "this process has none" in out
        child = pexpect.spawn(
            sys.executable,
            ["-c", f"import os; os.dup2(os.open({os.ttyname(secondary)!r}, os.O_RDWR | os.O_NOCTTY), 0)\n{ASK}"],
            encoding="utf-8",
            timeout=20,
        )
        child.expect("REFUSED.*another device")
    finally:
        os.close(primary)
        os.close(secondary)


def test_background(tmp_path: Path) -> None:
    """A process in the terminal's background is refused instead of being stopped by the terminal."""
    script = tmp_path / "ask.py"
    script.write_text(ASK, encoding="utf-8")
    line = f"set -m; {sys.executable} {script} < /dev/tty & wait"
    child = pexpect.spawn("/bin/bash", ["-c", line], encoding="utf-8", timeout=20)
    child.expect("REFUSED.*in the background")
