"""From what a person named to the files to work on: folders opened, order fixed, nothing followed out of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from konkyo.errors import NotFoundError
from konkyo.ingest.mailbox import is_mailbox, messages_of
from konkyo.records.value import Value


class InputFile(Value):
    """A file to read. ``label``: its path as the person will recognise it, relative to the folder that was named.

    A name whose bytes are not UTF-8 (old archives carry such) is written out in the label: ``\\xe9`` for the byte E9.
    ``message``: of a message in an mbox file, its label there.
    """

    path: Path
    label: str
    message: str | None = None


def gather(paths: Sequence[Path]) -> tuple[InputFile, ...]:
    """Files named directly and, in name order, all files below folders; each file once, each message of an mbox too.

    Links inside folders are not followed; hidden files and folders (``.name``) are left out, as an operating system's
    own marks are, and so is mail that is still being delivered to a Maildir (``tmp``). Raises NotFoundError for a path
    that is not there, before anything is read.
    """
    missing = [path for path in paths if not path.exists() and not path.is_symlink()]
    if missing:
        names = ", ".join(readable(str(path)) for path in missing)
        message = f"no such file or folder: {names}"
        raise NotFoundError(message, kept="nothing was read", remedy="check the path and call again")
    files: dict[Path, str] = {}
    for path in paths:
        for found, label in _below(path) if path.is_dir() else [(path, readable(path.name))]:
            files.setdefault(found.absolute(), label)
    return tuple(entry for path, label in files.items() for entry in _entries(path, label))


def _entries(path: Path, label: str) -> Iterator[InputFile]:
    if not is_mailbox(path):
        yield InputFile(path=path, label=label)
        return
    for entry in messages_of(path):
        yield InputFile(path=path, label=f"{label}/{entry.label}", message=entry.label)


def readable(name: str) -> str:
    """A file name as text that can be stored and signed: bytes that are not UTF-8 are written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _below(folder: Path) -> list[tuple[Path, str]]:
    found = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if not hidden and not path.is_symlink() and not path.is_dir() and not _in_delivery(path):
            found.append((path, readable(inside.as_posix())))
    return found


def _in_delivery(path: Path) -> bool:
    """Whether a file lies in the ``tmp`` of a Maildir (maildir(5)): it is not whole yet."""
    box = path.parent.parent
    return path.parent.name == "tmp" and (box / "cur").is_dir() and (box / "new").is_dir()
