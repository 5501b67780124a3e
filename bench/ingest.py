"""How fast PDFs are read, next to named peers, in one run on the same files.

    KONKYO_DATA=... python bench/ingest.py [folder under KONKYO_DATA]

Each library reads the text with a box for every character and runs in a process of its own, so that peak memory is its
own. ``CPU`` is this process alone; ``wall`` holds the confined child, too, and other work on the machine.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 3


def konkyo_reader(path: Path) -> tuple[int, int]:
    """The reader alone, in this process: text, boxes, paragraphs, sections, flags."""
    from konkyo.ingest.base import Limits
    from konkyo.ingest.pdf import read_pdf

    reading = read_pdf(path.read_bytes(), Limits())
    return len(reading.pages), sum(len(page.text) for page in reading.pages)


def konkyo_read(path: Path) -> tuple[int, int]:
    """The whole way in: a confined process per file, and its answer validated."""
    from konkyo.ingest.read import read

    document = read(path)
    return len(document.pages), sum(len(page.text) for page in document.pages)


def pdfium_boxes(path: Path) -> tuple[int, int]:
    """PDFium's own text and a box for each character: the floor under any reader that is built on it."""
    import pypdfium2

    document, pages, size = pypdfium2.PdfDocument(path), 0, 0
    for page in document:
        text = page.get_textpage()
        size += len(text.get_text_range())
        for index in range(text.count_chars()):
            text.get_charbox(index, loose=True)
        pages += 1
    return pages, size


def pdfplumber_chars(path: Path) -> tuple[int, int]:
    """pdfplumber: text and characters."""
    import pdfplumber

    pages, size = 0, 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            size += len(page.extract_text())
            len(page.chars)
            pages += 1
    return pages, size


def pymupdf_rawdict(path: Path) -> tuple[int, int]:
    """PyMuPDF: text with a box for each character."""
    import pymupdf

    pages, size = 0, 0
    for page in pymupdf.open(path):
        for block in page.get_text("rawdict")["blocks"]:
            for row in block.get("lines", ()):
                size += sum(len(span["chars"]) for span in row["spans"])
        pages += 1
    return pages, size


READERS: dict[str, Callable[[Path], tuple[int, int]]] = {
    "konkyo reader": konkyo_reader,
    "konkyo read (child)": konkyo_read,
    "pypdfium2 char boxes": pdfium_boxes,
    "PyMuPDF rawdict": pymupdf_rawdict,
    "pdfplumber": pdfplumber_chars,
}


def measure(name: str, files: list[Path]) -> dict[str, float]:
    """Best of the rounds, in milliseconds a page; one file is read before, to load what must be loaded."""
    reader = READERS[name]
    reader(files[0])
    rounds = 1 if name == "pdfplumber" else ROUNDS
    cpu, wall, pages, size = float("inf"), float("inf"), 0, 0
    for _ in range(rounds):
        started, spent = time.perf_counter(), time.process_time()
        counts = [reader(path) for path in files]
        cpu, wall = min(cpu, time.process_time() - spent), min(wall, time.perf_counter() - started)
        pages, size = sum(c[0] for c in counts), sum(c[1] for c in counts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": pages, "characters": size, "cpu": cpu / pages * 1e3, "wall": wall / pages * 1e3, "peak_mib": peak}


def main() -> None:
    """Measure each reader in its own process and print the table."""
    folder = sys.argv[1] if len(sys.argv) > 1 else "documents/ja_pdf"
    files = sorted(Path(os.environ["KONKYO_DATA"], folder).glob("*.pdf"))
    if len(sys.argv) > 2:
        print(json.dumps(measure(sys.argv[2], files)))
        return
    results = {}
    for name in READERS:
        command = [sys.executable, __file__, folder, name]
        results[name] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    base = results["konkyo reader"]["cpu"]
    print(f"{len(files)} files, {results['konkyo reader']['pages']} pages")
    for name, figures in results.items():
        speed = f"CPU {figures['cpu']:7.1f} ms/page {figures['cpu'] / base:6.2f}x  wall {figures['wall']:7.1f} ms/page"
        print(f"{name:22} {speed} {figures['peak_mib']:6.0f} MiB {figures['characters']:8}")


if __name__ == "__main__":
    main()
