"""Every command and code block in the documentation is run."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pexpect
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.ja.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(?P<kind>[\w-]*)(?P<words>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
RUN_ELSEWHERE = {
    "make test": "is what runs this test",
    "make bench": "runs the peers; each file of bench/ states its own figures",
}
STANDS_FOR = {"make demo": "konkyo demo --out demo-out"}
"""What a make target runs once everything is set up."""
PASSPHRASE = "a passphrase for the documentation"


def blocks(page: Path) -> list[tuple[str, str, str]]:
    return [(m["kind"], m["words"].strip(), m["body"]) for m in FENCE.finditer(page.read_text(encoding="utf-8"))]


def commands(body: str) -> list[tuple[str, str]]:
    """``$ command`` lines with the output that follows each."""
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)
    assert not parts[0].strip(), "a console block starts with a command"
    return [(head, rest) for head, _, rest in (part.partition("\n") for part in parts[1:])]


def matches(expected: str, got: str) -> bool:
    """Expected output equals the real one; a line ``...`` stands for any lines, ``[...]`` for any characters."""
    text = [line.rstrip() for line in got.strip().splitlines()]
    wanted = [line.rstrip() for line in expected.strip().splitlines()]
    if not wanted:
        return True
    pattern = "".join(
        r"(?:[^\n]*\n)*?" if line == "..." else re.escape(line).replace(re.escape("[...]"), r"[^\n]*") + r"\n"
        for line in wanted
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in text)) is not None


def run_at_terminal(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a command at a real terminal, as a reader would, and answer its passphrase prompts."""
    child = pexpect.spawn(
        "bash", ["-c", command], cwd=folder, env=environment, encoding="utf-8", timeout=120, dimensions=(60, 160)
    )
    output = ""
    while True:
        index = child.expect([r"(?i)passphrase[^\n]*: ?$", r"\[y/N\][: ]*$", pexpect.EOF])
        output += child.before or ""
        if index == 2:
            break
        output += f"{child.after}\n"
        child.sendline(PASSPHRASE if index == 0 else "y")
    child.close()
    assert child.exitstatus in (0, 1), f"{command!r} ended with {child.exitstatus}:\n{output}"
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", output)
    return plain.replace("\r\n", "\n")


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder with the sample matter and a workspace of its own."""
    shutil.copytree(ROOT / "src" / "konkyo" / "examples" / "matter", tmp_path / "matter")
    shutil.copy(ROOT / "Makefile", tmp_path / "Makefile")
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    environment = outside | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "KONKYO_WORKSPACE": str(tmp_path / "workspace"),
        "KONKYO_LANG": "en",
        "HOME": str(tmp_path),
        "COLUMNS": "160",
        "TTY_INTERACTIVE": "0",  # no moving progress bars in what is compared
    }
    return tmp_path, environment


@pytest.mark.parametrize("page", [page for page in PAGES if page.exists()], ids=lambda page: page.name)
def test_every_block_of_a_page_runs(
    page: Path, desk: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page's console blocks run in order at a terminal, Python blocks execute, data blocks parse."""
    folder, environment = desk
    monkeypatch.chdir(folder)
    for name in ("KONKYO_WORKSPACE", "KONKYO_LANG", "HOME"):
        monkeypatch.setenv(name, environment[name])
    names: dict[str, object] = {}
    for kind, _, body in blocks(page):
        if kind == "console":
            for command, expected in commands(body):
                if command in RUN_ELSEWHERE:
                    continue
                environment |= {"KONKYO_LANG": "ja" if page.name.endswith(".ja.md") else "en"}
                got = run_at_terminal(STANDS_FOR.get(command, command), folder, environment)
                assert matches(expected, got), f"{page.name}: $ {command}\n--- written\n{expected}\n--- printed\n{got}"
        elif kind == "python":
            exec(compile(body, str(page), "exec"), names)
        elif kind == "json":
            json.loads(body)
        elif kind == "toml":
            tomllib.loads(body)
        else:
            assert kind in ("text", "mermaid", "csv"), f"{page.name}: a block of kind {kind!r} is not run by any test"


def test_output_matching_can_fail() -> None:
    """The comparison accepts elisions only where they are written."""
    assert matches("a\n...\nd", "a\nb\nc\nd")
    assert matches("a [...] c", "a b c")
    assert not matches("a\nd", "a\nb\nd")
    assert not matches("a\n...\ne", "a\nb\nc\nd")
