"""Rules of files inside files: each is a document of its own, none costs another, nothing is left out in silence."""

from __future__ import annotations

import base64
import hashlib
import io
import random
from typing import Any

import docx
import pytest
from pdf_files import line, pdf

from konkyo.ingest import child, sandbox
from konkyo.ingest.base import Limits
from konkyo.ingest.family import FamilyMember, read_family
from konkyo.ingest.read import read_bytes
from konkyo.ingest.sandbox import Sandbox
from konkyo.records.documents import Outcome

HEAD = (
    "From: Sato <sato@firm.example>\nTo: docket@client.example\nSubject: Notice\nDate: Mon, 7 Sep 2026 10:00:00 +0900\n"
)


def part(name: str, data: bytes, media: str = "application/octet-stream") -> str:
    """An attachment as mail programs send it."""
    head = f'Content-Type: {media}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n'
    return f"{head}Content-Transfer-Encoding: base64\n\n{base64.encodebytes(data).decode()}"


def message(*parts: str, text: str = "See the attached files.") -> bytes:
    """A message with attachments."""
    mark = f"B{hashlib.sha256(''.join(parts).encode()).hexdigest()[:8]}"
    body = "".join(f"--{mark}\n{p}\n" for p in (f"Content-Type: text/plain\n\n{text}", *parts))
    return f'{HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{mark}"\n\n{body}--{mark}--\n'.encode()


def attached(name: str, data: bytes) -> str:
    """A message attached as such."""
    return f'Content-Type: message/rfc822; name="{name}"\n\n{data.decode()}'


def text_of(member: FamilyMember) -> str:
    return "\n".join(page.text for page in member.document.pages)


def letter() -> bytes:
    out = io.BytesIO()
    written = docx.Document()
    written.add_paragraph("Reply by 7 December 2026.")
    written.save(out)
    return out.getvalue()


FILES = {
    "notice.pdf": pdf([line("Final rejection")]),
    "letter.docx": letter(),
    "page.html": b"<html><body><p>Reply within two months.</p></body></html>",
    "notice.txt": "拒絶理由通知書".encode(),
    "data.json": b'{"due": "2026-12-07"}',
    "data.xml": b"<?xml version='1.0'?><doc><p>words</p></doc>",
}


def test_attachments_become_documents_of_their_own() -> None:
    """Outer first, then each file in its order; identity, bytes and reading are those of the file by itself."""
    raw = message(*(part(name, data) for name, data in FILES.items()))
    outer, *inner = read_family(raw, "mail.eml")
    assert (outer.label, outer.data, outer.document.name) == ("", raw, "mail.eml")
    assert text_of(outer).endswith("See the attached files.")
    assert [(m.label, m.data) for m in inner] == list(FILES.items())
    for member in inner:
        assert member.document == read_bytes(member.data or b"", member.label)
        assert member.document.document_id == hashlib.sha256(member.data or b"").hexdigest()
    assert [(e.name, e.document_id, e.size, e.part) for e in outer.document.enclosed] == [
        (name, hashlib.sha256(data).hexdigest(), len(data), str(n)) for n, (name, data) in enumerate(FILES.items(), 2)
    ]
    assert not outer.document.flags


def test_one_document_is_read_as_before() -> None:
    """A file that holds none is a family of one; the outer document of a mail is the same either way."""
    assert read_family(b"A reply is due.", "a.txt") == (
        FamilyMember(read_bytes(b"A reply is due.", "a.txt"), b"A reply is due.", ""),
    )
    raw = message(part("notice.txt", b"words"), part("a.zip", b"PK\x03\x04"))
    assert read_family(raw, "mail.eml")[0].document == read_bytes(raw, "mail.eml")
    (refused,) = read_family(b"", "empty.eml")
    assert refused.document.outcome is Outcome.REFUSED


def test_messages_in_messages_are_files_in_files() -> None:
    """Each attached message is a document with its own attachments, down to the bound, which is said."""
    raw = message(part("deep.txt", b"deep words"), text="level 0")
    for level in range(1, 5):
        raw = message(attached("fwd.eml", raw), text=f"level {level}")
    members = read_family(raw, "outer.eml")
    assert [m.label for m in members] == ["", "fwd.eml", "fwd.eml/fwd.eml", "fwd.eml/fwd.eml/fwd.eml"]
    assert [text_of(m).rpartition("\n")[2] for m in members] == ["level 4", "level 3", "level 2", "level 1"]
    assert {f.code for f in members[-1].document.flags} == {"nested-not-read", "attachments-not-read"}
    assert members[-1].document.enclosed[0].why_not == "nesting"
    assert not members[0].document.flags
    deeper = read_family(raw, "outer.eml", limits=Limits(nesting=4))
    assert [m.label for m in deeper[4:]] == ["fwd.eml/" * 3 + "fwd.eml", "fwd.eml/" * 4 + "deep.txt"]


def test_labels_are_safe_and_unique() -> None:
    """Paths and unseen characters do not reach a label; the same name twice, in any case, gives two labels."""
    names = ["../../etc/notice.txt", "NOTICE.txt", "notice.txt", "..", "a\u202eb.txt"]
    raw = message(*(part(name, f"words {n}".encode()) for n, name in enumerate(names)))
    labels = [m.label for m in read_family(raw, "mail.eml")]
    assert labels == ["", "notice.txt", "NOTICE (2).txt", "notice (3).txt", "part-5.txt", "a\ufffdb.txt"]


def test_the_same_bytes_are_one_document() -> None:
    """An attachment that comes twice is listed twice and read once."""
    again = attached("fwd.eml", message(part("copy.txt", b"words")))
    members = read_family(message(part("a.txt", b"words"), part("b.txt", b"words"), again), "mail.eml")
    assert [m.label for m in members] == ["", "a.txt", "fwd.eml"]
    assert members[0].document.enclosed[0].document_id == members[0].document.enclosed[1].document_id
    assert members[2].document.enclosed[0].document_id == members[1].document.document_id


def test_a_bad_attachment_is_refused_alone() -> None:
    """Damaged, encrypted-looking and bomb-like files have their own refusal; mail and neighbours are read."""
    bad = {"broken.pdf": b"%PDF-1.4\nnothing", "bomb.pdf": pdf([b" " * (16 * 2**20)], packed=2), "bad.docx": b"PK"}
    raw = message(*(part(n, d) for n, d in bad.items()), part("a.zip", b"PK\x03\x04"), part("good.txt", b"words"))
    members = {m.label: m.document for m in read_family(raw, "mail.eml")}
    assert members["good.txt"].outcome is Outcome.PARSED
    assert {label: d.refusal.code for label, d in members.items() if d.refusal} == {
        "broken.pdf": "damaged",
        "bomb.pdf": "ratio",
    }
    assert {e.name: e.why_not for e in members[""].enclosed if e.why_not} == {"a.zip": "unsupported-kind"}


def test_an_attachment_that_kills_the_process_costs_nothing_else() -> None:
    """What breaks the shared process is read alone, and only that is refused."""
    endless = b"<html><body>" + b"<p>x</p>" * 250_000
    raw = message(part("endless.html", endless), part("notice.pdf", FILES["notice.pdf"]))
    members = {m.label: m.document for m in read_family(raw, "mail.eml", limits=Limits(cpu_seconds=1))}
    assert members[""].outcome is Outcome.PARSED
    assert members["notice.pdf"].outcome is Outcome.PARSED
    refusal = members["endless.html"].refusal
    assert refusal is not None
    assert refusal.code == "timeout"


def test_bounds_hold_for_the_whole_family() -> None:
    """Number of files and characters of text are bounded over all levels, and what is over is said or read alone."""
    inner = message(part("c.txt", b"c words"), part("d.txt", b"d words"))
    raw = message(part("a.txt", b"a words"), attached("fwd.eml", inner))
    members = read_family(raw, "mail.eml", limits=Limits(attachments=3))
    assert [m.label for m in members] == ["", "a.txt", "fwd.eml", "fwd.eml/c.txt"]
    assert {f.code for f in members[2].document.flags} == {"attachments-too-many", "attachments-not-read"}
    large = [part(f"{n}.txt", f"{n} ".encode() * 3_000) for n in range(4)]
    members = read_family(message(*large), "mail.eml", limits=Limits(text_chars=10_000))
    assert [m.document.outcome for m in members] == [Outcome.PARSED] * 5


def test_time_for_a_family_is_bounded() -> None:
    """When the time for all is up, what is left is refused as such, and the mail is there."""
    limits = Limits(family_seconds=0, text_chars=300)
    members = read_family(message(part("a.txt", b"a" * 250)), "mail.eml", limits=limits)
    assert [m.document.refusal.code if m.document.refusal else "" for m in members] == ["", "timeout"]


@pytest.mark.parametrize("kind", [Sandbox.BUBBLEWRAP, Sandbox.LIMITED], ids=str)
def test_one_process_reads_a_family(kind: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every kind of confinement, one process is started, and finds the readers that only the attachments need."""
    if kind is Sandbox.BUBBLEWRAP and sandbox.status().kind is not kind:
        pytest.skip("bubblewrap does not work on this machine")
    raw = message(*(part(name, data) for name, data in FILES.items()))
    starts = []
    real = child.subprocess.Popen

    def counted(*arguments: Any, **options: Any) -> Any:
        starts.append(arguments[0])
        return real(*arguments, **options)

    monkeypatch.setattr(child.subprocess, "Popen", counted)
    members = read_family(raw, "mail.eml", sandbox=kind)
    assert [m.document.outcome for m in members[1:]] == [Outcome.PARSED] * 5 + [Outcome.FLAGGED]
    assert all(text_of(m) for m in members)
    assert len(starts) == 1


def test_mutants_of_a_mail_have_an_outcome() -> None:
    """Whatever is done to the bytes, each member has an outcome and the bytes that its identity names."""
    chance = random.Random(3)
    raw = message(part("notice.pdf", FILES["notice.pdf"]), attached("fwd.eml", message(part("a.txt", b"words"))))
    for _ in range(12):
        bad = bytearray(raw)
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(len(bad))
            bad[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        members = read_family(bytes(bad), "mail.eml")
        assert members[0].data == bytes(bad)
        for member in members:
            assert hashlib.sha256(member.data or b"").hexdigest() == member.document.document_id
            assert member.document.refusal or member.document.pages
