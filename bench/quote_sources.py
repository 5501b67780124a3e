"""Small readers of the measured corpora, so that the verifier can be measured apart from ingestion."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from konkyo.records.documents import Document, Outcome, Page, Paragraph


def document(name: str, texts: list[str]) -> Document:
    """A document of plain pages; paragraphs are counted at blank lines."""
    pages = []
    number = 0
    for index, text in enumerate(texts, start=1):
        paragraphs = []
        for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
            number += 1
            paragraphs.append(Paragraph(number=str(number), start=match.start(), end=match.end()))
        pages.append(Page(number=index, text=text, paragraphs=tuple(paragraphs)))
    digest = hashlib.sha256("\f".join([name, *texts]).encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        document_id=digest, name=name, media_type="text/plain", size=0, outcome=Outcome.PARSED, pages=tuple(pages)
    )


def pdf(path: Path) -> Document:
    """A PDF's text layer, page by page."""
    with pypdfium2.PdfDocument(path) as file:
        texts = []
        for page in file:
            layer = page.get_textpage()
            texts.append(layer.get_text_range().replace("\r\n", "\n"))
            layer.close()
            page.close()
    return document(path.name, texts)


def _split(text: str, size: int = 4_000) -> list[str]:
    """Pages of about ``size`` characters, cut at line ends."""
    pages, page = [], ""
    for line in text.splitlines(keepends=True):
        if len(page) + len(line) > size and page:
            pages.append(page)
            page = ""
        page += line
    return [*pages, page] if page.strip() else pages


def english(data: Path) -> Iterator[Document]:
    """US office actions, commercial contracts (PDF), non-disclosure agreements, patent descriptions."""
    for path in sorted((data / "docketing/us_office_actions").glob("*.txt")):
        yield document(path.name, _split(path.read_text("utf-8", "replace")))
    for path in sorted((data / "contracts/cuad_dev").rglob("*"))[:40]:
        if path.suffix.lower() == ".pdf":
            yield pdf(path)
    nda = json.loads((data / "contracts/contractnli_dev.json").read_text("utf-8"))
    for entry in nda["documents"][:40]:
        yield document(str(entry["id"]), _split(entry["text"]))
    for path in sorted((data / "patents/ep_wo_us_xml").glob("*.xml"))[:40]:
        text = re.sub(
            r"<[^>]+>", "", re.sub(r"</(?:p|claim-text|heading)>", "\n\n", path.read_text("utf-8", "replace"))
        )
        yield document(path.name, _split(text))


def japanese(data: Path) -> Iterator[Document]:
    """Examination guidelines (PDF, hard line breaks) and contract templates."""
    for path in sorted((data / "documents/ja_pdf").glob("*.pdf")):
        yield pdf(path)
    for path in sorted((data / "contracts/ja_templates").rglob("*.md")):
        yield document(path.name, _split(path.read_text("utf-8")))


def chinese(data: Path) -> Iterator[Document]:
    """IP statutes and interpretations, patent abstracts."""
    for path in sorted((data / "documents/zh_law").glob("*.md")):
        yield document(path.name, _split(path.read_text("utf-8")))
    lines = (data / "patents/zh/zh_abstracts.jsonl").read_text("utf-8").splitlines()
    for entry in map(json.loads, lines):
        text = "\n\n".join(str(v) for k, v in entry.items() if k not in ("pub", "cpc"))
        yield document(entry["pub"], _split(text))


def corpus(data: Path) -> list[Document]:
    """All of them."""
    return [*english(data), *japanese(data), *chinese(data)]
