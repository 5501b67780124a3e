"""Names and texts that come from outside never steer the terminal: what cannot be seen is written out."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest

from konkyo.examples import sample_matter

pytestmark = pytest.mark.skipif(os.name == "nt", reason="file names of any bytes")

TITLE, BIDI, BELL = "\x1b]0;owned\x07", "\u202egnp.txt", "\x07"
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Notices whose names and texts hold terminal commands, direction marks, markup, and bytes that are not UTF-8."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    (final,) = (entry.read_bytes() for entry in sample_matter() if entry.name.startswith("05"))
    text = final.decode("utf-8")
    text = text.replace("KS-0139US", "KS-0139US \u202etfel\u202c").replace("FINAL", f"FINAL{TITLE}")
    (folder / f"a{TITLE}.txt").write_text(text, encoding="utf-8")
    others = [final.replace(b"19/990,230", f"19/990,23{digit}".encode()) for digit in (1, 2, 3)]  # cases of their own
    assert len({final, *others}) == 4
    (folder / f"b{BIDI}").write_bytes(others[0])
    (folder / "c\n\rd [red]x :bomb:.txt").write_bytes(others[1])
    Path(os.fsdecode(os.fsencode(folder) + b"/e\xe9\xff.txt")).write_bytes(others[2])
    (folder / f"f{TITLE}.pdf").write_bytes(b"%PDF-1.7 broken")
    return folder


def test_nothing_steers(program: Any, hostile: Path) -> None:
    """docket, ingest, inbox and errors print no control or direction character; the names are written out."""
    ends = [program.run("docket", str(hostile)), program.run("ingest", str(hostile)), program.run("inbox")]
    rows = program.rows()
    assert len(rows) == 4
    ends += [program.run("inbox", row) for row in rows]
    ends += [program.run("docket", f"{hostile}/no{TITLE}{BIDI}"), program.run("inbox", TITLE)]
    ends += [program.run("export", next(iter(rows)), "--to", f"{hostile}/{TITLE}/x.ics"), program.run(TITLE)]
    ends += [program.run("verify", f"{hostile}/{TITLE}"), program.run("due", "--cases", f"{hostile}/{BIDI}")]
    for done in ends:
        assert done.returncode in (0, 1, 2), done.stderr
        assert STEERING.findall(done.stdout) == [], done.stdout
        assert STEERING.findall(done.stderr) == [], done.stderr
    assert "⟨U+001B⟩" in ends[0].stdout
    assert "⟨U+202E⟩" in ends[0].stdout
    assert "\\xe9" in ends[0].stdout
    assert "[red]x :bomb:.txt" in ends[0].stdout


def test_at_a_terminal(program: Any, hostile: Path) -> None:
    """Where there are colours and a progress bar, too: no command of the file's own, no direction mark."""
    child = program.at_terminal("docket", str(hostile), TERM="xterm-256color")
    child.expect(pexpect.EOF)
    printed = str(child.before)
    assert "\x1b]" not in printed
    assert "\x07" not in printed
    assert "\u202e" not in printed


def test_json_keeps_names(program: Any, hostile: Path) -> None:
    """The JSON document names every file, as escaped text; it is one document."""
    done = program.run("docket", str(hostile), "--json")
    assert done.returncode == 1, done.stderr
    files = [file["file"] for file in json.loads(done.stdout)["files"]]
    assert "e\\xe9\\xff.txt" in files
    assert f"b{BIDI}" in files
    assert len(files) == 5


def test_progress_goes_to_stderr(program: Any, hostile: Path, tmp_path: Path) -> None:
    """At a terminal with stdout in a file, the file holds the result alone; the terminal shows how far the work is."""
    out = tmp_path / "out.txt"
    child = pexpect.spawn(
        "/bin/sh", ["-c", f'{program.command[0]} docket "{hostile}" > "{out}"'], encoding="utf-8", timeout=60,
        env=program.environment(TERM="xterm"),
    )  # fmt: skip
    child.expect("reading")
    child.expect(pexpect.EOF)
    result = out.read_text(encoding="utf-8")
    assert "\x1b" not in result
    assert "reading" not in result
    assert "4 proposals from 5 files" in result


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp932"])
def test_other_encodings(program: Any, matter: Callable[..., Path], tmp_path: Path, encoding: str) -> None:
    """A terminal that is not UTF-8 gets what it can say; JSON stays JSON with the same content."""
    folder = matter(tmp_path / "matter", "02")
    variables = {"PYTHONIOENCODING": encoding, "KONKYO_LANG": "ja"}
    told = subprocess.run(
        [*program.command, "docket", str(folder), "--json"], env=program.environment(**variables), capture_output=True,
        check=False, start_new_session=True,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout.decode(encoding))["rows"][0]["form"] == "拒絶査定"
    plain = program.run("docket", str(folder), variables=variables, encoding=encoding)
    assert plain.returncode == 0, plain.stderr
    assert "2026-07-31" in plain.stdout


def test_reader_that_goes_away(program: Any, hostile: Path) -> None:
    """``konkyo schema | head -1``: no traceback, nothing printed on stderr."""
    line = f"{program.command[0]} schema | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", line], env=program.environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.stderr) == ("{\n", "")
