"""Rules of mailboxes: each message with its own bytes, once, under a label that does not change and tells nothing."""

from __future__ import annotations

import mailbox
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.errors import NotFoundError, UsageError
from konkyo.ingest.base import Limits
from konkyo.ingest.mailbox import is_mailbox, messages_of

FROM = "From sato@firm.example Mon Sep  7 10:00:00 2026\n"


def mail(number: int, text: str = "words", extra: str = "") -> str:
    return f"Message-ID: <{number}@firm.example>\nSubject: secret {number}\nFrom: a@b.example\n{extra}\n{text}\n"


def put(folder: Path, content: str | bytes) -> Path:
    path = folder / "box"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def bytes_of(path: Path, limits: Limits | None = None) -> list[bytes]:
    return [entry.data for entry in messages_of(path, limits=limits)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["\n\n", "\n", ""])
def test_messages_end_where_the_next_begins(tmp_path: Path, end: str, last: str) -> None:
    """Either line end, with and without an end of the last line: each message has its own bytes."""
    messages = [mail(n) for n in range(3)]
    text = "\n".join(FROM + m for m in messages)[:-1] + last
    path = put(tmp_path, text.replace("\n", end))
    found = [data.replace(end.encode(), b"\n") for data in bytes_of(path)]
    assert [data.rstrip(b"\n") for data in found] == [m.encode().rstrip(b"\n") for m in messages]
    assert is_mailbox(path)


def test_marks_of_the_mailbox_are_taken_off(tmp_path: Path) -> None:
    """``>From`` loses one mark, as it was given one; a sentence that begins with From ends nothing."""
    text = mail(1, "Hello\n\n>From here on\n>>From there\n\nFrom now on\n\nFrom me to you\n> From: x")
    assert bytes_of(put(tmp_path, FROM + text)) == [
        text.replace(">From here", "From here").replace(">>From", ">From").encode()
    ]


@pytest.mark.parametrize("raw", [True, False])
def test_a_counted_body_is_taken_by_its_length(tmp_path: Path, raw: bool) -> None:
    """With ``Content-Length`` a whole mailbox may stand in a message; a length that does not fit is not believed."""
    inner = "First\n\n" + FROM + mail(9)
    text = mail(1, inner, f"Content-Length: {len(inner) + 1 if raw else 7_000}\n")
    found = bytes_of(put(tmp_path, FROM + text + "\n" + FROM + mail(2)))
    assert found[-1] == mail(2).encode()
    assert len(found) == (2 if raw else 3)
    if raw:
        assert found[0] == text.encode()


def test_labels_are_stable_and_tell_nothing(tmp_path: Path) -> None:
    """A label is number and hash of the Message-ID; it stays when messages are added, and holds no word of the mail."""
    first = [e.label for e in messages_of(put(tmp_path, "\n".join(FROM + mail(n) for n in range(2))))]
    second = [e.label for e in messages_of(put(tmp_path, "\n".join(FROM + mail(n) for n in range(4))))]
    assert second[:2] == first
    assert all(re.fullmatch(r"[0-9]{6}-[0-9a-f]{12}\.eml", label) for label in second)
    assert len(set(second)) == 4


def test_the_same_message_is_said_once(tmp_path: Path) -> None:
    """The same bytes twice are one message; other bytes under the same Message-ID are another."""
    path = put(tmp_path, "\n".join(FROM + m for m in (mail(1), mail(1), mail(1, "other words"))))
    assert bytes_of(path) == [mail(1).encode(), mail(1, "other words").encode()]


def test_a_message_too_large_is_said_and_not_held(tmp_path: Path) -> None:
    """Beyond the limit only the beginning is held, with the size; the messages around it are whole."""
    path = put(tmp_path, "\n".join(FROM + m for m in (mail(1), mail(2, "long line\n" * 1_000), mail(3))))
    entries = list(messages_of(path, limits=Limits(file_bytes=6_000)))
    assert [e.too_large for e in entries] == [False, True, False]
    assert entries[1].size > 10_000
    assert len(entries[1].data) <= 4096


def test_maildir_and_folders_of_mail(tmp_path: Path) -> None:
    """Maildir: cur and new, not tmp, whatever the names; a folder: its .eml files. Links are not followed."""
    box = mailbox.Maildir(tmp_path / "box", create=True)
    box.add(mail(1).encode())
    (tmp_path / "box" / "cur" / "1:2,S").write_bytes(mail(2).encode())
    (tmp_path / "box" / "tmp" / "2").write_bytes(mail(3).encode())
    (tmp_path / "box" / "cur" / "link").symlink_to("/etc/passwd")
    assert bytes_of(tmp_path / "box") == [mail(2).encode(), mail(1).encode()]
    folder = tmp_path / "folder"
    folder.mkdir()
    assert not is_mailbox(folder)
    (folder / "b.EML").write_bytes(mail(2).encode())
    (folder / "a.eml").write_bytes(mail(1).encode())
    (folder / "note.txt").write_bytes(b"no mail")
    assert is_mailbox(folder)
    assert bytes_of(folder) == [mail(1).encode(), mail(2).encode()]


def test_what_is_no_mailbox_is_said(tmp_path: Path) -> None:
    """A letter that begins with From, a single mail, a pipe, nothing at all."""
    for content in ("From now on we write letters.\nSubject: to change\n", mail(1), "", "From a@b.example\n\nno field"):
        path = put(tmp_path, content)
        assert not is_mailbox(path)
        with pytest.raises(UsageError):
            messages_of(path)
    with pytest.raises(NotFoundError):
        messages_of(tmp_path / "none")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("ab \n>From:"), max_size=40), min_size=1, max_size=4))
def test_what_the_library_writes_is_read_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Messages that another program put into an mbox come out as they went in."""
    path = tmp_path_factory.mktemp("box") / "box"
    box = mailbox.mbox(path)
    wanted = []
    for number, text in enumerate(texts):
        text = text.strip("\n")
        message = mail(number, re.sub(r"(?m)^>+From ", "x", text)).encode()
        wanted.append(message)
        box.add(message)
    box.close()
    assert bytes_of(path) == wanted
