"""The offline check: finds every edit, deletion, insertion, reordering and cut; needs no Konkyo."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.records.runs import AuditEvent
from konkyo.store import Store, audit_file
from konkyo.store.audit_file import AuditVerification, canonical, line_of, sha256, split_line, verify_chain

ENTRIES = 60
KINDS = ("edit", "forge", "delete", "swap", "insert", "cut", "copy")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trail of sixty entries and several checkpoints, exported."""
    root = tmp_path_factory.mktemp("audit")
    with Store.open(root / "w", create=True) as store:
        for number in range(ENTRIES - 2):
            kind = "decision.approve" if number % 20 == 0 else "test.event"
            store.audit.append(AuditEvent(kind=kind, actor="konkyo", matter="特許", objects={"n": str(number)}))
        store.audit.export(root / "out")
    return root / "out"


def both(folder: Path) -> tuple[list[str], list[str]]:
    chain, marks = ((folder / name).read_text(encoding="utf-8") for name in ("audit.jsonl", "checkpoints.jsonl"))
    return chain.splitlines(keepends=True), marks.splitlines(keepends=True)


def reforge(lines: list[str], start: int) -> list[str]:
    """Hash everything anew from a line on, as an attacker with the disk would."""
    parts = [split_line(line.rstrip("\n")) or ("", "") for line in lines]
    before = parts[start - 1][1] if start else audit_file.GENESIS
    out = list(lines[:start])
    for number, (body, _) in enumerate(parts[start:], start + 1):
        entry = {**json.loads(body), "prev": before, "seq": number}
        body = canonical(entry)
        before = sha256(body)
        out.append(line_of(body, before) + "\n")
    return out


def tamper(lines: list[str], kind: str, chance: random.Random) -> list[str]:
    """One act of tampering that changes what the trail says."""
    lines = list(lines)
    at = chance.randrange(len(lines))
    if kind == "edit":
        spot = chance.randrange(len(lines[at]) - 1)
        letter = chance.choice([c for c in '0aZ"{}, ' if c != lines[at][spot]])
        lines[at] = lines[at][:spot] + letter + lines[at][spot + 1 :]
    elif kind == "forge":
        lines[at] = lines[at].replace('"actor":"konkyo"', '"actor":"nobody"')
        lines = reforge(lines, at)
    elif kind == "delete":
        del lines[at]
        lines = reforge(lines, at) if chance.random() < 0.5 and at < len(lines) else lines
    elif kind == "swap":
        other = (at + chance.randrange(1, len(lines))) % len(lines)
        lines[at], lines[other] = lines[other], lines[at]
        lines = reforge(lines, min(at, other)) if chance.random() < 0.5 else lines
    elif kind == "insert":
        lines.insert(at, lines[chance.randrange(len(lines))])
        lines = reforge(lines, at) if chance.random() < 0.5 else lines
    elif kind == "cut":
        lines = lines[:at]
    else:
        lines[at] = lines[(at + chance.randrange(1, len(lines))) % len(lines)]
    return lines


def test_untouched(exported: Path) -> None:
    """An untouched trail verifies, is covered to its end, and names the key."""
    found = verify_chain(*both(exported))
    assert found == AuditVerification(
        entries=ENTRIES, head=found.head, checkpoints=found.checkpoints, covered=ENTRIES, public_key=found.public_key
    )
    assert found.checkpoints >= 4
    assert verify_chain(*both(exported), public_key=found.public_key).ok


@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from(KINDS), seed=st.integers(0, 2**32))
def test_every_tampering_is_found(exported: Path, kind: str, seed: int) -> None:
    """Each edit, forgery, deletion, swap, insertion, cut or copy is found, also when the chain is hashed anew."""
    lines, marks = both(exported)
    changed = tamper(lines, kind, random.Random(seed))
    assert changed != lines
    assert not verify_chain(changed, marks).ok


def test_forgery_behind_the_last_checkpoint_is_the_limit(exported: Path) -> None:
    """What no checkpoint covers can be rewritten by whoever owns the disk: ``covered`` says how far trust reaches."""
    lines, marks = both(exported)
    first = verify_chain(lines, marks[:1])
    assert first.covered < ENTRIES
    cut = verify_chain(lines[: first.covered], marks[:1])
    assert cut.ok
    assert not verify_chain(lines[: first.covered - 1], marks[:1]).ok


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda marks: [marks[0].replace('"size":1', '"size":2'), *marks[1:]], "signature"),
        (lambda marks: [marks[0], *marks[2:]], "checkpoint-order"),
        (lambda marks: [marks[1], marks[0], *marks[2:]], "checkpoint-order"),
        (lambda marks: [*marks, "garbage\n"], "checkpoint"),
        (lambda marks: ["[]\n", *marks], "checkpoint"),
    ],
)
def test_changed_checkpoints(exported: Path, change: object, code: str) -> None:
    """A changed, missing, reordered or foreign line among the checkpoints is found."""
    lines, marks = both(exported)
    assert callable(change)
    assert code in {problem.code for problem in verify_chain(lines, change(marks)).problems}


def test_any_changed_byte_of_the_checkpoints(exported: Path) -> None:
    """One changed character anywhere among the checkpoints is found, line ends included."""
    lines, marks = both(exported)
    text = "".join(marks)
    missed = []
    for position in range(0, len(text), 7):
        changed = text[:position] + chr(ord(text[position]) ^ 1) + text[position + 1 :]
        if verify_chain(lines, changed.splitlines(keepends=True)).ok:
            missed.append(position)
    last = text[:-1] + "x"
    assert (missed, verify_chain(lines, last.splitlines(keepends=True)).ok) == ([], False)


def test_torn_line_is_no_finding(exported: Path) -> None:
    """A last line cut while being written counts as not yet written, wherever it was cut."""
    lines, marks = both(exported)
    for length in range(0, len(marks[-1]) - 2, 11):
        found = verify_chain(lines, [*marks[:-1], marks[-1][:length]])
        assert found.ok
        assert found.checkpoints == len(marks) - 1


def test_another_workspaces_key(exported: Path, tmp_path: Path) -> None:
    """A trail and checkpoints made anew with another key pass by themselves, but not against the pinned key."""
    pinned = verify_chain(*both(exported)).public_key
    with Store.open(tmp_path / "w", create=True) as store:
        store.audit.export(tmp_path / "out")
    assert verify_chain(*both(tmp_path / "out")).ok
    codes = {problem.code for problem in verify_chain(*both(tmp_path / "out"), public_key=pinned).problems}
    assert codes == {"key"}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5), st.lists(st.text(max_size=60), max_size=3))
def test_arbitrary_lines_never_raise(lines: list[str], marks: list[str]) -> None:
    """Whatever the files hold, the check answers; lines that are no entries are never fine."""
    found = verify_chain(lines, marks)
    assert found.entries == len(lines)
    assert not (lines and found.ok)


def test_deep_nesting() -> None:
    """A line nested too deep to parse is a finding."""
    body = "[" * 100_000
    assert verify_chain([line_of(body, sha256(body))], []).problems[0].code == "malformed"


def test_runs_as_one_file_without_konkyo(exported: Path, tmp_path: Path) -> None:
    """Copied alone to another place, the file checks an export; it imports neither Konkyo nor its libraries."""
    alone = tmp_path / "audit_file.py"
    alone.write_bytes(Path(audit_file.__file__).read_bytes())
    code = (
        "import runpy, sys\n"
        "sys.argv = sys.argv[1:]\n"
        "try:\n    runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally:\n    assert not {'konkyo', 'pydantic', 'sqlalchemy', 'rfc8785'} & set(sys.modules)\n"
    )
    files = [str(exported / "audit.jsonl"), str(exported / "checkpoints.jsonl")]
    run = [sys.executable, "-I", "-c", code, str(alone)]
    good = subprocess.run([*run, *files], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, "ok")
    lines, _ = both(exported)
    (tmp_path / "cut.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")
    bad = subprocess.run([*run, str(tmp_path / "cut.jsonl"), files[1]], capture_output=True, text=True, check=False)
    assert (bad.returncode, bad.stdout.splitlines()[-1]) == (1, "NOT OK")
    key = verify_chain(*both(exported)).public_key
    pinned = subprocess.run([*run, *files, "--key", "00" * 32], capture_output=True, text=True, check=False)
    assert pinned.returncode == 1
    assert key in good.stdout
