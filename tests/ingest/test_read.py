"""Rules of the one way in: every file has an outcome, its bytes stay as they are, nothing is silently empty."""

from __future__ import annotations

import hashlib
import io
import os
import socket
import threading
from pathlib import Path

import openpyxl
import pytest
from pdf_files import line, pdf

from konkyo.ingest.base import Limits
from konkyo.ingest.read import read, read_bytes
from konkyo.records.documents import Document, Outcome

TEXT = "A reply is due within three months.\n\nSecond paragraph."


def _put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _refused(document: Document) -> str:
    assert document.outcome is Outcome.REFUSED
    assert document.refusal is not None
    assert document.refusal.message.ja
    assert document.refusal.message.en
    assert not document.pages
    return document.refusal.code


def test_a_text_is_read(tmp_path: Path) -> None:
    """Identity is the SHA-256 of the bytes, which stay untouched; paragraphs are counted."""
    path = _put(tmp_path, "letter.txt", TEXT.encode())
    document = read(path)
    assert document.document_id == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (document.outcome, document.name, document.media_type) == (Outcome.PARSED, "letter.txt", "text/plain")
    assert [p.number for p in document.pages[0].paragraphs] == ["1", "2"]
    assert path.read_bytes() == TEXT.encode()


def test_a_pdf_is_read_with_boxes(tmp_path: Path) -> None:
    """Boxes survive the way through the child process."""
    document = read(_put(tmp_path, "notice.pdf", pdf([line("Final rejection")])))
    page = document.page(1)
    assert page is not None
    assert (document.outcome, page.text) == (Outcome.PARSED, "Final rejection")
    assert len(page.boxes_of(0, 5)) == 1


def _workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.pdf", b"", "empty"),
        ("big.txt", b"x" * 5000, "too-large"),
        ("table.xlsx", _workbook(), "unsupported-kind"),
        ("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "unsupported-kind"),
        ("letter.rtf", rb"{\rtf1 Dear Sir or Madam}", "unsupported-kind"),
        ("archive.zip", b"PK\x05\x06" + bytes(18), "unsupported-kind"),
        ("note.txt", os.urandom(32) + bytes(range(256)) * 4, "wrong-type"),
        ("broken.pdf", b"%PDF-1.4\nnothing here", "damaged"),
        ("bomb.pdf", pdf([b" " * (16 * 2**20)], packed=2), "ratio"),
        ("utf7.txt", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "encoding"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str, data: bytes, code: str) -> None:
    """Each bad file is refused by a stable code with words in both languages; none raises."""
    limits = Limits(file_bytes=4096) if code == "too-large" else Limits()
    document = read_bytes(data, name, limits=limits)
    assert _refused(document) == code
    assert document.document_id == hashlib.sha256(data).hexdigest()


def test_the_kind_that_is_not_read_is_named() -> None:
    """The refusal says which kind of file it is."""
    refusal = read_bytes(_workbook(), "table.xlsx").refusal
    assert refusal is not None
    assert "Excel" in refusal.message.en


def test_a_mislabelled_file_is_read_as_what_it_is() -> None:
    """A PDF called .txt is read as PDF, and flagged."""
    document = read_bytes(pdf([line("words")]), "words.txt")
    assert (document.outcome, document.media_type) == (Outcome.FLAGGED, "application/pdf")
    assert [flag.code for flag in document.flags] == ["mislabelled"]


def test_links_folders_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    """What is no regular file is neither followed nor waited for."""
    target = _put(tmp_path, "real.txt", b"text")
    link, pipe, door = tmp_path / "link.txt", tmp_path / "pipe.txt", tmp_path / "door"
    link.symlink_to(target)
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(door))
        assert _refused(read(link)) == "symlink"
        assert [_refused(read(p)) for p in (tmp_path, pipe, door, Path("/dev/zero"))] == ["not-a-file"] * 4
    assert _refused(read(tmp_path / "missing.pdf")) == "not-found"
    assert read(link).document_id == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    """Missing permission is a reason, not a crash."""
    path = _put(tmp_path, "locked.txt", b"text")
    path.chmod(0)
    assert _refused(read(path)) == "permission"


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """Bytes of two moments are no document."""
    path = _put(tmp_path, "growing.txt", b"x" * (32 * 2**20))
    stop = threading.Event()

    def grow() -> None:
        while not stop.is_set():
            with path.open("ab") as out:
                out.write(b"more")

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        assert _refused(read(path)) == "changed"
    finally:
        stop.set()
        writer.join()


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    """A file beyond the limit is refused by its size, without reading it."""
    path = tmp_path / "huge.pdf"
    with path.open("wb") as out:
        out.truncate(2**40)
    assert _refused(read(path)) == "too-large"


def test_names_are_for_people(tmp_path: Path) -> None:
    """A name that is no valid text does not break the record."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt"))
    path.write_bytes(b"text")
    assert read(path).name == "bad\ufffd.txt"


def test_deceptive_characters_are_flagged_by_page() -> None:
    """A flag says on which page the eye may be deceived; the text is kept."""
    document = read_bytes("plain\x0c請求項\u202e21".encode(), "claims.txt")
    assert [(flag.code, flag.page) for flag in document.flags] == [("bidi-override", 2)]
    assert "\u202e" in document.pages[1].text


def test_content_without_text_is_never_silent() -> None:
    """More than two kilobytes without a single character of text raise a flag."""
    document = read_bytes(pdf([b"0 0 10 10 re f\n" * 500], packed=0), "lines.pdf")
    assert document.outcome is Outcome.FLAGGED
    assert {flag.code for flag in document.flags} >= {"no-text"}


def _real_documents() -> list[Path]:
    root = os.environ.get("KONKYO_DATA")
    return sorted(Path(root, "documents", "pdf_robustness").glob("*.pdf"))[::10] if root else []


@pytest.mark.skipif(not os.environ.get("KONKYO_DATA"), reason="KONKYO_DATA does not name a folder of real documents")
def test_odd_real_files_have_an_outcome() -> None:
    """Odd and broken PDFs of the world: each has an outcome, none is silently empty."""
    files = _real_documents()
    assert files
    for path in files:
        document = read(path)
        has_text = any(page.text.strip() for page in document.pages)
        assert has_text or document.flags or document.refusal, path.name
