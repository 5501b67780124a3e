"""The messages of a mailbox: an mbox file, a Maildir, a folder of ``.eml`` files. Found one by one, never all at once.

An mbox is read by blocks; what is held is one message. Its dialects differ in how a line of the text that begins with
``From `` is kept from ending the message: mboxo and mboxrd write ``>From ``, mboxcl and mboxcl2 ``Content-Length``.
Sources: RFC 4155 (default mbox), the dialects as in qmail's mbox(5); Maildir as in qmail's maildir(5).
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from konkyo.errors import NotFoundError, UsageError
from konkyo.ingest.base import Limits

_BLOCK = 2**20
_HEAD = 4096
_HEADERS = 256 * 1024  # the header block is looked for no further
_ASCTIME = re.compile(
    rb"From [^\r\n]{0,512}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?[ \t]+"
    rb"(?:[A-Z][a-z]{2}[ \t]+[0-9]{1,2}|[0-9]{1,2}[ \t]+[A-Z][a-z]{2})[ \t][^\r\n]{0,80}[0-9]{4}[^\r\n]{0,80}"
)
_BARE_FROM = re.compile(rb"From (?:[^\s@]{1,256}@[^\s@]{1,256}|-|MAILER-DAEMON)[ \t]*")
_FIELD = re.compile(rb"[!-9;-~]{1,76}:")
_RAW_FROM = re.compile(rb"^From ", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_LENGTH_FIELD = re.compile(rb"^content-length:[ \t]*([0-9]{1,12})[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_MESSAGE_ID = re.compile(rb"^message-id:[ \t\r\n]*(<[^<>\r\n]{1,998}>)", re.MULTILINE | re.IGNORECASE)
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_MAILDIR = ("cur", "new")
_MAIL_ENDINGS = frozenset([".eml", ".mail"])
_DIGITS = 6
_HASH = 12


@dataclass(frozen=True, slots=True)
class MailboxEntry:
    """One message. ``label``: its number in the mailbox and a hash of its Message-ID, never words of the message.

    ``data``: its bytes as the sender's program wrote them, without the mailbox's own marks. ``too_large``: the message
    has ``size`` bytes, more than the limit; only its first bytes are here.
    """

    label: str
    data: bytes
    size: int
    too_large: bool = False


def is_mailbox(path: Path) -> bool:
    """Whether a path is an mbox file, a Maildir, or a folder with ``.eml`` files right inside. Nothing is parsed."""
    try:
        seen = path.lstat()
    except OSError:
        return False
    if stat.S_ISDIR(seen.st_mode):
        return _is_maildir(path) or next(_eml_files(path), None) is not None
    if not stat.S_ISREG(seen.st_mode):
        return False
    try:
        with _opened(path) as file:
            return _begins_mbox(file.read(_HEAD))
    except OSError:
        return False


def messages_of(path: Path, *, limits: Limits | None = None) -> Iterator[MailboxEntry]:
    """The messages of a mailbox in its order; the same bytes twice are one message, the first.

    A Maildir is read ``cur`` before ``new``, by name; ``tmp`` holds what is not delivered yet and is left. Links and
    devices are not followed. Raises ``NotFoundError`` (nothing there), ``UsageError`` (no mailbox).
    """
    limits = limits or Limits()
    if not path.exists():
        msg = f"{path} does not exist"
        raise NotFoundError(msg, remedy="Name an mbox file, a Maildir or a folder of .eml files.")
    if path.is_dir():
        found = _files(path, limits)
    elif is_mailbox(path):
        found = _mbox(path, limits)
    else:
        msg = f"{path} is no mailbox"
        raise UsageError(msg, remedy="Name an mbox file, a Maildir or a folder of .eml files.")
    return _once(found)


def _once(found: Iterator[tuple[bytes, int]]) -> Iterator[MailboxEntry]:
    """Each message once, numbered by its place, so that a label does not change when messages are added behind."""
    had: set[bytes] = set()
    for number, (data, size) in enumerate(found, 1):
        digest = hashlib.sha256(data).digest()
        if digest in had and size <= len(data):
            continue
        had.add(digest)
        identifier = _MESSAGE_ID.search(data[: _header_end(data)])
        mark = hashlib.sha256(identifier.group(1)).hexdigest() if identifier else digest.hex()
        yield MailboxEntry(f"{number:0{_DIGITS}d}-{mark[:_HASH]}.eml", data, size, too_large=size > len(data))


def _header_end(data: bytes) -> int:
    end = _EMPTY_LINE.search(data, 0, _HEADERS)
    return end.start() + 1 if end else min(len(data), _HEADERS)


def _is_maildir(path: Path) -> bool:
    return all((path / name).is_dir() for name in _MAILDIR)


def _eml_files(path: Path) -> Iterator[Path]:
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False) and Path(entry.name).suffix.lower() in _MAIL_ENDINGS:
                yield Path(entry.path)


def _files(path: Path, limits: Limits) -> Iterator[tuple[bytes, int]]:
    """Messages that are files of their own, by name."""
    if _is_maildir(path):
        folders = [path / name for name in _MAILDIR]
        paths = [file for folder in folders for file in sorted(_plain_files(folder))]
    else:
        paths = sorted(_eml_files(path))
    for file in paths:
        try:
            with _opened(file) as stream:
                size = os.fstat(stream.fileno()).st_size
                yield stream.read(limits.file_bytes if size <= limits.file_bytes else _HEAD), size
        except FileNotFoundError:  # a mail program renames and deletes while we read
            continue


def _plain_files(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
                yield Path(entry.path)


def _opened(path: Path) -> BinaryIO:
    """A regular file, opened without following a link and without waiting for a pipe."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    return os.fdopen(descriptor, "rb", _BLOCK)


def _begins_mbox(head: bytes) -> bool:
    """A ``From `` line with a field of a message right below it."""
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")
    return _is_from_line(first.rstrip(b"\r")) and _starts_message(rest)


def _starts_message(below: bytes) -> bool:
    return _FIELD.match(below) is not None or below.startswith(b">From ")


def _is_from_line(line: bytes) -> bool:
    """The line between messages: an address and a date as ``asctime`` writes it, or just an address."""
    return _ASCTIME.fullmatch(line) is not None or _BARE_FROM.fullmatch(line) is not None


def _mbox(path: Path, limits: Limits) -> Iterator[tuple[bytes, int]]:
    """The messages of an mbox file: bytes, and size where they are too many."""
    with _opened(path) as file:
        lines = _Lines(file)
        while not _is_from_line(lines.next().rstrip(b"\r\n")):
            pass
        while True:
            message, ended = _message(lines, limits)
            yield message.bytes(), message.size
            if ended:
                return


class _Lines:
    """Lines of a file with one line of foresight; a line longer than a block comes in pieces."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self._ahead: bytes | None = None

    def next(self) -> bytes:
        """The next line with its end; empty at the end of the file."""
        line, self._ahead = self._ahead, None
        return self.file.readline(_BLOCK) if line is None else line

    def ahead(self) -> bytes:
        """The line that comes next."""
        if self._ahead is None:
            self._ahead = self.file.readline(_BLOCK)
        return self._ahead


class _Message:
    """What was read of one message: all of it up to the limit, beyond it only its beginning."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._pieces: list[bytes] = []
        self.size = 0
        self.marked = True  # lines that begin with "From " are marked with ">"

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size <= self._limit:
            self._pieces.append(piece)
        else:
            self._pieces = [b"".join(self._pieces)[:_HEAD]]

    def bytes(self) -> bytes:
        """The message without the mailbox's marks and without the empty line before the next message."""
        data = b"".join(self._pieces)
        if self.size > self._limit:
            return data
        if data.endswith((b"\n\n", b"\n\r\n")):
            data = data[:-2] if data.endswith(b"\r\n") else data[:-1]
        if self.marked:
            data = _QUOTED_FROM.sub(rb"\1", data)
        self.size = len(data)
        return data


def _message(lines: _Lines, limits: Limits) -> tuple[_Message, bool]:
    """The message that begins here, up to the next ``From `` line; whether it was the last."""
    message, head, after_empty, in_head = _Message(limits.file_bytes), bytearray(), False, True
    while line := lines.next():
        bare = line.rstrip(b"\r\n")
        if after_empty and _is_from_line(bare) and _starts_message(lines.ahead()):
            return message, False
        message.add(line)
        after_empty = not bare
        if in_head and len(head) < _HEADERS:
            head += line
        if in_head and not bare:
            in_head = False
            _take_counted(lines, bytes(head), message)
    return message, True


def _take_counted(lines: _Lines, head: bytes, message: _Message) -> None:
    """The body by its ``Content-Length``, if a message or the end follows there (mboxcl, mboxcl2)."""
    found = _LENGTH_FIELD.search(head)
    if found is None:
        return
    file, here, length = lines.file, lines.file.tell(), int(found.group(1))
    file.seek(here + length)
    below = file.read(_HEAD)
    file.seek(here)
    if here + length > os.fstat(file.fileno()).st_size or (below.strip(b"\r\n") and not _begins_mbox(below)):
        return
    marked = True
    while length and (piece := file.read(min(length, _BLOCK))):
        length -= len(piece)
        marked = marked and not _RAW_FROM.search(piece)
        message.add(piece)
    message.marked = marked
