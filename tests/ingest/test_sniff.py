"""Rules of telling kinds apart: by the bytes, whatever the name says."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.ingest.sniff import Kind, sniff


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 5000)
    return out.getvalue()


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4\n", Kind.PDF),
        (b"\r\nHTTP junk before the header\r\n%PDF-1.4\n", Kind.PDF),
        (_zip("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), Kind.XLSX),
        (_zip("[Content_Types].xml", "ppt/presentation.xml"), Kind.PPTX),
        (_zip("a.txt", "b.txt"), Kind.ZIP),
        (_ole("EncryptedPackage"), Kind.OFFICE_ENCRYPTED),
        (_ole("__properties_version1.0"), Kind.OUTLOOK),
        (_ole("WordDocument"), Kind.OFFICE_97),
        (b"<?xml version='1.0' encoding='Shift_JIS'?><pat-app-doc/>", Kind.XML),
        ("\ufeff<?xml version='1.0'?><a/>".encode("utf-16"), Kind.XML),
        (b"<!DOCTYPE PATDOC SYSTEM 'x.dtd' [<!ENTITY a SYSTEM 'a' NDATA TIF>]>\n<PATDOC></PATDOC>", Kind.XML),
        (b"<us-patent-grant lang='EN'></us-patent-grant>", Kind.XML),
        (b"PATN\nWKU  039327094\nSRC  5\n", Kind.XML),
        (b"<!doctype html><title>x</title>", Kind.HTML),
        (b"<!-- saved --><HTML><body>%PDF-1.4 is a mark</body></HTML>", Kind.HTML),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", Kind.HTML),
        (b'{"result": {"statusCode": "100"}}\n', Kind.JSON),
        (b'[{"a": 1}]', Kind.JSON),
        (b"Received: from a\r\nFrom: a@b.example\r\nSubject: x\r\nDate: y\r\n\r\nBody", Kind.MAIL),
        (b"From: me\nTo: you\n\nA letter, no mail.", Kind.TEXT),
        (b"II*\x00\x08\x00", Kind.IMAGE),
        (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
        (b"{\\rtf1\\ansi", Kind.RTF),
        (b"\x1f\x8b\x08", Kind.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
        (b"\x7fELF", Kind.PROGRAM),
        (bytes(range(256)) * 10, Kind.UNKNOWN),
        ("日本語の文です。\n二行目。".encode("utf-16-le"), Kind.TEXT),
        ("日本語の文です。".encode("iso2022_jp"), Kind.TEXT),
        (b"if a < b and <c>d", Kind.TEXT),
    ],
)
def test_kinds_are_told_by_their_bytes(data: bytes, kind: Kind) -> None:
    """Each kind has its mark; names play no part."""
    assert sniff(data).kind is kind


@pytest.mark.parametrize(
    ("name", "data", "lies"),
    [
        ("a.pdf", b"<!doctype html><p>not found</p>", True),
        ("a.txt", b"%PDF-1.4\n", True),
        ("a.docx", _ole("WordDocument"), True),
        ("A.PDF", b"%PDF-1.4\n", False),
        ("a.unknown", b"%PDF-1.4\n", False),
        ("notice.xml", b"<!doctype html><p>x</p>", False),
    ],
)
def test_a_name_that_lies_is_noticed(name: str, data: bytes, lies: bool) -> None:
    """The ending is compared with the kind; an unknown ending promises nothing."""
    assert sniff(data, name).mislabelled is lies


@pytest.mark.parametrize("data", [b"<?a?>" * 9000, b"<!--" * 9000, b"<!doctype x[" * 4000, b"<a a='" + b" a='" * 9000])
def test_sniffing_is_quick(data: bytes) -> None:
    """Repetitions that make patterns run away do not."""
    started = time.monotonic()
    sniff(data)
    assert time.monotonic() - started < 0.5


@given(st.binary(max_size=400), st.text(max_size=20))
def test_any_bytes_have_a_kind(data: bytes, name: str) -> None:
    """Whatever the bytes and the name: a kind, never an exception."""
    assert sniff(data, name).kind in Kind
