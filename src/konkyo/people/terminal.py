"""Asking a person at a terminal. The one way a passphrase comes in: no pipe, no flag, no variable, no file.

The question is put to the process's controlling terminal, and only if standard input is that same terminal and this
process stands in its foreground. A script, a job scheduler, an agent's tool or a web server has none of these.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from konkyo.errors import ApprovalError
from konkyo.people.passphrase import Passphrase

_MOST_BYTES = 1024


def ask_passphrase(prompt: str) -> Passphrase:
    """Ask for a passphrase without echo. Raises ``ApprovalError`` if no person sits at a terminal, or none is typed."""
    typed = _ask(prompt)
    if not typed:
        msg = "no passphrase was typed"
        raise ApprovalError(msg, kept="nothing was signed or changed", remedy="run the command again and type it")
    return Passphrase(typed)


def ask_new_passphrase(prompt: str, again: str) -> Passphrase:
    """Ask twice for a new passphrase. Raises ``ApprovalError`` if the two entries differ."""
    first, second = ask_passphrase(prompt), ask_passphrase(again)
    same = first.same_as(second)
    second.wipe()
    if not same:
        first.wipe()
        msg = "the two entries differ"
        raise ApprovalError(msg, kept="no key was made", remedy="run the command again")
    return first


def _refuse(why: str) -> NoReturn:
    msg = f"a signature needs a person at a terminal, and {why}"
    raise ApprovalError(
        msg,
        kept="nothing was signed or changed",
        remedy="run this command yourself in a terminal window, without pipe or redirection",
    )


if sys.platform == "win32":
    import msvcrt

    def _ask(prompt: str) -> str:
        if not sys.stdin.isatty():
            _refuse("standard input is no console")
        for character in prompt:
            msvcrt.putwch(character)
        typed = ""
        while (character := msvcrt.getwch()) not in "\r\n":
            if character == "\x03":
                raise KeyboardInterrupt
            typed = typed[:-1] if character == "\b" else typed + character
        msvcrt.putwch("\n")
        return typed

else:
    import termios

    def _ask(prompt: str) -> str:
        with _controlling_terminal() as terminal:
            with _no_echo(terminal):  # before the question is shown: an answer is never echoed nor thrown away
                os.write(terminal, prompt.encode("utf-8"))
                line = _line(terminal)
            os.write(terminal, b"\n")
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            msg = "what was typed is no UTF-8 text"
            raise ApprovalError(msg, kept="nothing was signed", remedy="set the terminal to UTF-8") from None

    @contextmanager
    def _controlling_terminal() -> Iterator[int]:
        try:
            terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
        except OSError:
            _refuse("this process has none")
        try:
            if not os.isatty(terminal):
                _refuse("what is there is none")
            try:
                foreground = os.tcgetpgrp(0)  # fails unless standard input is the controlling terminal itself
            except OSError:
                _refuse("standard input is a pipe, a file or another device")
            if foreground != os.getpgrp():
                _refuse("this process runs in the background")
            yield terminal
        finally:
            os.close(terminal)

    @contextmanager
    def _no_echo(terminal: int) -> Iterator[None]:
        """Echo off, and what was typed or fed in ahead of the question is thrown away."""
        before = termios.tcgetattr(terminal)
        silent = list(before)
        silent[3] = before[3] & ~termios.ECHO | termios.ICANON | termios.ISIG
        try:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, silent)
            yield
        finally:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)

    def _line(terminal: int) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            piece = os.read(terminal, _MOST_BYTES)
            line += piece
            if not piece or len(line) > _MOST_BYTES:
                return b""
        return line.rstrip(b"\r\n")
