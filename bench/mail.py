"""How fast mail with attachments is read and docketed, how much memory it takes, and whether a kill loses or doubles.

    python bench/mail.py [--mails 300] [--mbox] [--reading] [--seed 3]

Makes mails (8 attachments to 5 mails; JA, EN and ZH notices as text, PDF, DOCX and HTML, decoys, duplicates, forwarded
threads, ISO-2022-JP, attached messages, damaged files), then measures: the standard library's parser alone as floor,
the reading of every family, ``konkyo docket`` on all of it, and ``konkyo docket`` killed with SIGKILL half way and run
again. ``--reading`` leaves the docketing out. Everything is made from the seed: the same mails every time.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import io
import json
import mailbox
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path

ATTACHMENTS_PER_MAIL = 1.6
POLL = 0.2


@dataclass(frozen=True)
class Notice:
    """One office's paper: its lines, and how a PDF encodes its characters."""

    lines: tuple[str, ...]
    font: str
    collection: str
    encoding: str


def notice(chance: random.Random, number: int) -> Notice:
    """A notice of the JPO, the USPTO or the CNIPA, with numbers and a date of its own."""
    day = date(2026, 1, 5) + timedelta(days=chance.randrange(200))
    serial = 100_000 + number
    match number % 3:
        case 0:
            lines = (
                "拒絶理由通知書",
                f"特許出願の番号　特願2024-{serial:06d}",
                f"起案日　令和{day.year - 2018}年{day.month}月{day.day}日",
                "この出願は、次の理由によって拒絶をすべきものです。",
                "これについて意見がありましたら、この通知書の発送の日から60日以内に意見書を提出してください。",
                f"発送日　令和{day.year - 2018}年{day.month}月{day.day}日",
            )
            return Notice(lines, "Ryumin-Light", "Japan1", "UniJIS-UTF16-H")
        case 1:
            lines = (
                "UNITED STATES PATENT AND TRADEMARK OFFICE",
                f"APPLICATION NO. 18/{serial % 1_000_000 // 1000:03d},{serial % 1000:03d}",
                f"NOTIFICATION DATE {day:%m/%d/%Y}",
                "Office Action Summary. This action is NON-FINAL.",
                "A SHORTENED STATUTORY PERIOD FOR REPLY IS SET TO EXPIRE 3 MONTHS FROM THE MAILING DATE OF THIS",
                "COMMUNICATION. Claims 1-5 are rejected under 35 U.S.C. 103.",
            )
            return Notice(lines, "Helvetica", "", "")
        case _:
            lines = (
                "国家知识产权局",
                "第一次审查意见通知书",
                f"申请号：2024{serial:08d}.5",
                f"发文日：{day.year}年{day.month:02d}月{day.day:02d}日",
                "申请人应当在收到本通知书之日起的4个月内陈述意见。",
            )
            return Notice(lines, "STSong-Light", "GB1", "UniGB-UTF16-H")


def pdf(paper: Notice) -> bytes:
    """A page of text, with the fonts that every reader of PDF knows and none embedded."""
    shown = []
    for index, line in enumerate(paper.lines):
        code = line.encode("utf-16-be").hex() if paper.encoding else line.encode("latin-1").hex()
        shown.append(f"BT /F1 8 Tf 60 {780 - 20 * index} Td <{code}> Tj ET")
    content = zlib.compress("\n".join(shown).encode())
    if paper.encoding:
        below = (
            f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{paper.font} /CIDSystemInfo << /Registry (Adobe) "
            f"/Ordering ({paper.collection}) /Supplement 4 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor "
            f"/FontName /{paper.font} /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 "
            f"/CapHeight 700 /StemV 80 >> >>"
        )
        font = (
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{paper.font} /Encoding /{paper.encoding} "
            f"/DescendantFonts [{below}] >>"
        )
    else:
        font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{paper.font} >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
    )
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, font]
    return _assembled([*(body.encode() for body in bodies), stream])


def _assembled(objects: list[bytes]) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


@cache
def _letter() -> bytes:
    import docx

    out = io.BytesIO()
    written = docx.Document()
    written.add_paragraph("PLACE OF THE TEXT")
    written.save(out)
    return out.getvalue()


def word(paper: Notice) -> bytes:
    """A DOCX made of a template: one paragraph for each line."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_letter())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"PLACE OF THE TEXT", "</w:t><w:br/><w:t>".join(paper.lines).encode())
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def attach(message: EmailMessage, paper: Notice, kind: int, name: str) -> None:
    """A notice as an attachment of one of four kinds."""
    text = "\n".join(paper.lines)
    if kind == 0:
        message.add_attachment(pdf(paper), maintype="application", subtype="pdf", filename=f"{name}.pdf")
    elif kind == 1:
        subtype = "vnd.openxmlformats-officedocument.wordprocessingml.document"
        message.add_attachment(word(paper), maintype="application", subtype=subtype, filename=f"{name}.docx")
    elif kind == 2:
        page = "".join(f"<p>{line}</p>" for line in paper.lines)
        data = f"<html><head><meta charset=utf-8></head><body>{page}</body></html>".encode()
        message.add_attachment(data, maintype="text", subtype="html", filename=f"{name}.html")
    else:
        message.add_attachment(text.encode(), maintype="text", subtype="plain", filename=f"{name}.txt")


TEXTS = (
    "お世話になっております。\n添付のとおり書類が届きましたのでお送りします。\n㈱見本特許事務所",
    "Dear Sirs,\n\nplease find the enclosed papers for your records.\n\nKind regards",
    "您好，\n\n请查收附件。\n\n此致",
    "月刊知財ニュース：来月のセミナーのご案内です。申込期限は先着順です。",
    "Invoice 4711: our fees for the reply already filed. Payment within 30 days.",
)


def make(count: int, seed: int) -> list[bytes]:
    """The mails, by number and seed alone."""
    chance = random.Random(seed)
    made: list[bytes] = []
    owed = 0.0
    for number in range(count):
        if number % 40 == 39:
            made.append(made[chance.randrange(len(made))])
            continue
        message = EmailMessage(policy=email.policy.SMTP)
        message["From"] = f"Sender {number % 17} <s{number % 17}@firm.example>"
        message["To"] = "docket@client.example"
        message["Subject"] = f"Papers {number}"
        message["Date"] = f"Mon, 07 Sep 2026 10:{number % 60:02d}:00 +0900"
        message["Message-ID"] = f"<{seed}.{number}@firm.example>"
        text = TEXTS[number % len(TEXTS)]
        if number % 7 == 3:
            text += "\n\n-----Original Message-----\nFrom: A\nSent: B\nTo: C\n\nOld words of another."
        japanese = number % len(TEXTS) in (0, 3) and number % 2 == 0
        message.set_content(
            text.replace("㈱", "株式会社") if japanese else text, charset="iso-2022-jp" if japanese else "utf-8"
        )
        owed += ATTACHMENTS_PER_MAIL
        for index in range(int(owed)):
            owed -= 1
            attach(message, notice(chance, number * 4 + index), chance.randrange(4), f"notice-{number}-{index}")
        if number % 25 == 13:
            inner = email.message_from_bytes(made[chance.randrange(len(made))], policy=email.policy.SMTP)
            message.add_attachment(inner)
        raw = message.as_bytes()
        if number % 50 == 21:
            raw = raw[: len(raw) * 2 // 3]
        made.append(raw)
    return made


def write(folder: Path, mails: list[bytes], *, mbox: bool) -> Path:
    """The mails as one mbox file or as a folder of files."""
    if mbox:
        box = mailbox.mbox(folder / "all.mbox")
        for raw in mails:
            box.add(raw)
        box.close()
        return folder / "all.mbox"
    target = folder / "mails"
    target.mkdir()
    for number, raw in enumerate(mails):
        (target / f"{number:06d}.eml").write_bytes(raw)
    return target


class Memory:
    """Peak resident memory of a process tree, by looking now and then: the root, and the largest below it, in MiB."""

    def __init__(self, root: int) -> None:
        self.root, self.peak, self.child = root, 0.0, 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(POLL):
            parents, sizes = {}, {}
            for status in Path("/proc").glob("[0-9]*/stat"):
                try:
                    fields = status.read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                parents[int(status.parent.name)] = int(fields[1])
                sizes[int(status.parent.name)] = int(fields[21]) * resource.getpagesize() / 2**20
            below = {self.root}
            for _ in range(4):
                below |= {pid for pid, parent in parents.items() if parent in below}
            self.peak = max(self.peak, sizes.get(self.root, 0.0))
            self.child = max([self.child, *(sizes[pid] for pid in below - {self.root} if pid in sizes)])


def floor(mails: list[bytes]) -> float:
    """Seconds that the standard library takes to parse the mails and decode their parts, in this process."""
    started = time.perf_counter()
    for raw in mails:
        for part in email.message_from_bytes(raw).walk():
            part.get_payload(decode=True)
    return time.perf_counter() - started


def reading(source: Path) -> None:
    """Read every message with its attachments; counts as JSON on standard output (run in a process of its own)."""
    from konkyo.ingest.mailbox import messages_of
    from konkyo.ingest.pool import read_all

    outcomes: Counter[str] = Counter()
    messages = members = not_taken = 0
    for family in read_all((entry.data, entry.label) for entry in messages_of(source)):
        messages += 1
        members += len(family) - 1
        outcomes.update(member.document.outcome.value for member in family)
        not_taken += sum(bool(e.why_not) for member in family for e in member.document.enclosed)
    print(json.dumps({"messages": messages, "files": members, "not taken": not_taken, **outcomes}))


def timed(
    command: list[str], environment: dict[str, str], kill_after: float | None = None
) -> tuple[float, Memory, str]:
    """Run a command; seconds, memory, its output. ``kill_after``: seconds until SIGKILL to it and its children."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        memory = Memory(process.pid)
        timer = threading.Timer(kill_after or 1e6, os.killpg, (process.pid, signal.SIGKILL))
        timer.daemon = True
        if kill_after is not None:
            timer.start()
        output = process.stdout.read() if process.stdout else ""
        process.wait()
        timer.cancel()
        memory.stop()
    return time.perf_counter() - started, memory, output


def proposals(workspace: Path) -> set[str]:
    """Identities of the proposals of a workspace."""
    found: set[str] = set()
    for file in workspace.rglob("*.db"):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            if database.execute("select 1 from sqlite_master where name = 'proposals'").fetchone():
                found |= {str(row[0]) for row in database.execute("select row_id from proposals")}
    return found


def docketing(source: Path, folder: Path, count: int) -> None:
    """``konkyo docket`` whole, and killed half way and run again; prints both."""
    environment = dict(os.environ)
    konkyo = str(Path(sys.executable).with_name("konkyo"))

    def docket(name: str, kill_after: float | None = None) -> tuple[float, Memory, str]:
        workspace = folder / name
        subprocess.run([konkyo, "--workspace", str(workspace), "init"], check=True, capture_output=True)
        return timed([konkyo, "--workspace", str(workspace), "docket", str(source), "--json"], environment, kill_after)

    seconds, memory, _ = docket("whole")
    whole = proposals(folder / "whole")
    print(f"docket: {seconds:.1f} s, {count / seconds * 60:.0f} mails/min, {len(whole)} proposals")
    print(f"  peak {memory.peak:.0f} MiB, largest child {memory.child:.0f} MiB")
    killed, _, _ = docket("killed", seconds / 2)
    before = proposals(folder / "killed")
    again, _, _ = docket("killed")
    after = proposals(folder / "killed")
    print(f"docket killed after {killed:.1f} s ({len(before)} proposals), again: {again:.1f} s, {len(after)} proposals")
    print(f"  the same proposals: {'yes' if after == whole else 'NO'}")


def main() -> None:
    """Make the mails, measure, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--mails", type=int, default=300)
    options.add_argument("--seed", type=int, default=3)
    options.add_argument("--mbox", action="store_true")
    options.add_argument("--reading", action="store_true", help="do not measure konkyo docket")
    options.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.read:
        reading(chosen.read)
        return
    with tempfile.TemporaryDirectory() as name:
        mails = make(chosen.mails, chosen.seed)
        source = write(Path(name), mails, mbox=chosen.mbox)
        size = sum(map(len, mails)) / 2**20
        print(f"{len(mails)} mails ({len(set(mails))} different), {size:.1f} MiB")
        print(f"floor, standard library alone: {len(mails) / floor(mails) * 60:.0f} mails/min")
        seconds, memory, output = timed([sys.executable, __file__, "--read", str(source)], dict(os.environ))
        print(f"reading: {seconds:.1f} s, {len(mails) / seconds * 60:.0f} mails/min: {output.strip()}")
        print(f"  peak {memory.peak:.0f} MiB, largest child {memory.child:.0f} MiB")
        if not chosen.reading:
            docketing(source, Path(name), len(mails))


if __name__ == "__main__":
    main()
