"""Check an exported audit trail: this one file, the standard library and ``cryptography``, no workspace, no Konkyo.

    python audit_file.py audit.jsonl checkpoints.jsonl [--key HEX]

**Chain.** Line n is ``{"entry":E,"hash":"H"}``: E is canonical JSON (RFC 8785) with ``seq`` n, and ``prev`` the hash
of the line before (64 zeros for the first); H is the SHA-256 of E. Editing, deleting, reordering or inserting breaks
the chain at that line.

**Checkpoints.** A chain alone can be rewritten whole or cut at its end by whoever owns the disk. Each line of the
second file says: at this time the trail had ``size`` entries and the last hash was ``head``, signed (Ed25519) with the
workspace's key; ``prev`` is the SHA-256 of the line before. A copy of that file, or of its last line, in another hand
(mail, a safe, a write-once bucket) is what makes a later rewrite visible. ``--key`` pins the signing key.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GENESIS: Final = "0" * 64
CHECKPOINT_FORMAT: Final = "konkyo-checkpoint-1"
MOST_PROBLEMS: Final = 100
_HEAD, _MIDDLE, _TAIL, _HASH = '{"entry":', ',"hash":"', '"}', 64
_FIELDS = frozenset({"actor", "kind", "matter", "objects", "prev", "rule", "seq", "time"})

# Entries hold text, whole numbers and null under ASCII names only: for those this encoder gives RFC 8785's bytes.
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "malformed": ("エントリの形が正しくありません", "the entry is malformed"),
    "hash": ("エントリが書き換えられています", "the entry was changed: its hash does not agree"),
    "sequence": (
        "番号が連続していません（削除・挿入・並べ替え）",
        "the numbering breaks: deleted, inserted or reordered",
    ),
    "chain": ("直前のエントリとつながりません", "the entry does not follow the one before it"),
    "truncated": (
        "チェックポイントより短くなっています（末尾の削除）",
        "the trail is shorter than a checkpoint says: cut",
    ),
    "rewritten": (
        "チェックポイントと一致しません（書き直し）",
        "the trail does not agree with a checkpoint: rewritten",
    ),
    "uncovered": (
        "有効なチェックポイントがありません（紛失または削除）",
        "no valid checkpoint is there: lost or deleted",
    ),
    "checkpoint": ("チェックポイントの形が正しくありません", "a checkpoint is malformed"),
    "checkpoint-order": ("チェックポイントの連鎖が切れています", "the checkpoints do not follow one another"),
    "signature": ("チェックポイントの署名が正しくありません", "a checkpoint's signature does not verify"),
    "key": ("チェックポイントの署名鍵が異なります", "a checkpoint was signed with another key"),
}


@dataclass(frozen=True)
class AuditProblem:
    """Something that does not agree. ``at``: number of the entry, or of the line for a checkpoint, from 1."""

    code: str
    at: int

    def of(self, language: str) -> str:
        """The finding as a sentence in ``ja`` or ``en``."""
        ja, en = TEXTS[self.code]
        return f"{self.at}: {ja if language == 'ja' else en}"


@dataclass(frozen=True)
class AuditVerification:
    """What the check found. ``covered``: how many entries, from the first, a valid checkpoint protects from rewriting.

    ``head``: the last entry's hash; ``public_key``: what the checkpoints are signed with (compare it with your note).
    At most ``MOST_PROBLEMS`` problems are listed.
    """

    entries: int
    head: str
    checkpoints: int
    covered: int
    public_key: str
    problems: tuple[AuditProblem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything agrees."""
        return not self.problems


@dataclass
class _Findings:
    problems: list[AuditProblem] = field(default_factory=list)

    def add(self, code: str, at: int) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(AuditProblem(code, at))


@dataclass(frozen=True)
class _Checkpoint:
    line: int
    size: int
    head: str


def canonical(value: Any) -> str:
    """Canonical JSON of an entry or a checkpoint."""
    return _ENCODER.encode(value)


def sha256(text: str) -> str:
    """SHA-256 (hex) of a text's UTF-8; of unpaired surrogates too, which a damaged file may hold."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def line_of(body: str, digest: str) -> str:
    """The exported line of an entry."""
    return f"{_HEAD}{body}{_MIDDLE}{digest}{_TAIL}"


def split_line(line: str) -> tuple[str, str] | None:
    """Body and hash of an exported line, or None if it is not one."""
    end = len(line) - len(_TAIL) - _HASH
    start = end - len(_MIDDLE)
    if start < len(_HEAD) or not (line.startswith(_HEAD) and line.endswith(_TAIL) and line[start:end] == _MIDDLE):
        return None
    return line[len(_HEAD) : start], line[end : end + _HASH]


def verify_chain(
    lines: Iterable[str], checkpoints: Iterable[str], *, public_key: str | None = None
) -> AuditVerification:
    """Check exported lines (with or without line ends) against the checkpoint lines.

    ``public_key`` (hex) pins the key; without it the first checkpoint's key is taken and reported.
    """
    pairs = (split_line(line.rstrip("\n")) or ("", "") for line in lines)
    return verify_entries(pairs, checkpoints, public_key=public_key)


def verify_entries(
    entries: Iterable[tuple[str, str]], checkpoints: Iterable[str], *, public_key: str | None = None
) -> AuditVerification:
    """Check (body, hash) pairs in their order against the checkpoint lines."""
    findings = _Findings()
    marks, key = _read_checkpoints(checkpoints, public_key, findings)
    wanted = {mark.size for mark in marks}
    heads: dict[int, str] = {0: GENESIS}
    previous, number = GENESIS, 0
    for number, (body, digest) in enumerate(entries, 1):
        code = entry_fault(body, digest, number, previous)
        if code:
            findings.add(code, number)
        previous = digest
        if number in wanted:
            heads[number] = digest
    covered = _compare(marks, heads, number, findings)
    if number > 1 and not marks and not findings.problems:  # the second entry comes after the first checkpoint
        findings.add("uncovered", number)
    return AuditVerification(number, previous, len(marks), covered, key, tuple(findings.problems))


def entry_fault(body: str, digest: str, number: int, previous: str) -> str:
    """The code of what is wrong with one entry, or nothing."""
    if sha256(body) != digest:
        return "hash"
    try:
        entry = json.loads(body)
        if not isinstance(entry, dict) or entry.keys() != _FIELDS or _ENCODER.encode(entry) != body:
            return "malformed"
    except (ValueError, RecursionError):
        return "malformed"
    if entry["seq"] != number or type(entry["seq"]) is not int:
        return "sequence"
    return "" if entry["prev"] == previous else "chain"


def _read_checkpoints(
    lines: Iterable[str], public_key: str | None, findings: _Findings
) -> tuple[list[_Checkpoint], str]:
    """The checkpoints whose signature holds, and the key they are held against."""
    marks: list[_Checkpoint] = []
    key = public_key or ""
    before, size = "", 0
    for number, line in enumerate(_whole_lines(lines), 1):
        entry = _checkpoint(line)
        if entry is None:
            findings.add("checkpoint", number)
            before = sha256(line)
            continue
        key = key or entry["public_key"]
        if entry["public_key"] != key:
            findings.add("key", number)
        elif not _signed(entry):
            findings.add("signature", number)
        elif entry["prev"] != before or entry["size"] < size:
            findings.add("checkpoint-order", number)
        else:
            size = entry["size"]
            marks.append(_Checkpoint(number, size, entry["head"]))
        before = sha256(line)
    return marks, key


def _whole_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines without their ends. A last line that was cut while being written (no line end, no JSON) is not yet one."""
    held: str | None = None
    for line in lines:
        if held is not None:
            yield held.rstrip("\n")
        held = line
    if held is not None and (held.endswith("\n") or _checkpoint(held) or _checkpoint(held[:-1])):
        yield held.rstrip("\n")


def _checkpoint(line: str) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
        if not isinstance(entry, dict) or _ENCODER.encode(entry) != line.rstrip("\n"):
            return None
    except (ValueError, RecursionError):
        return None
    texts = ("head", "prev", "time", "public_key", "signature", "workspace")
    good = entry.get("format") == CHECKPOINT_FORMAT and all(isinstance(entry.get(name), str) for name in texts)
    return entry if good and type(entry.get("size")) is int and entry["size"] >= 0 else None


def _signed(entry: dict[str, Any]) -> bool:
    body = {name: value for name, value in entry.items() if name != "signature"}
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(entry["public_key"]))
        key.verify(bytes.fromhex(entry["signature"]), canonical(body).encode("utf-8"))
    except (InvalidSignature, ValueError):
        return False
    return True


def _compare(marks: list[_Checkpoint], heads: dict[int, str], entries: int, findings: _Findings) -> int:
    """Hold the checkpoints against the chain; returns how many entries the last agreeing one covers."""
    covered = 0
    for mark in marks:
        if mark.size > entries:
            findings.add("truncated", mark.line)
        elif heads.get(mark.size) != mark.head:
            findings.add("rewritten", mark.line)
        else:
            covered = mark.size
    return covered


def main(arguments: list[str]) -> int:
    """Check two files; says what was found; 0 if everything agrees, 1 if not."""
    pinned = arguments[arguments.index("--key") + 1] if "--key" in arguments else None
    chain_path, checkpoint_path = (Path(name) for name in arguments[:2])
    with (
        chain_path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as chain,
        checkpoint_path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as marks,
    ):
        found = verify_chain(chain, marks, public_key=pinned)
    summary = f"entries {found.entries}, covered by checkpoints {found.covered}, key {found.public_key or '-'}\n"
    sys.stdout.write(summary)
    for problem in found.problems:
        sys.stdout.write(f"{problem.of('en')} / {problem.of('ja')}\n")
    sys.stdout.write("ok\n" if found.ok else "NOT OK\n")
    return 0 if found.ok else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
