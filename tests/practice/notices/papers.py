"""Documents built from plain text, as a reader of text files gives them."""

from __future__ import annotations

from konkyo.records.documents import Document, Element, Outcome, Page, Paragraph


def paper(text: str, elements: tuple[Element, ...] = (), name: str = "paper.txt") -> Document:
    """A document: pages split at form feeds, paragraphs at empty lines; ``elements`` belong to the first page."""
    pages = tuple(
        Page(number=number, text=part, paragraphs=_paragraphs(part), elements=elements if number == 1 else ())
        for number, part in enumerate(text.split("\f"), start=1)
    )
    size = len(text.encode())
    return Document(
        document_id="0" * 64, name=name, media_type="text/plain", size=size, outcome=Outcome.PARSED, pages=pages
    )


def marked(*pieces: tuple[str, str]) -> Document:
    """A document of named elements, one a line: pairs of path and text."""
    text, elements = "", []
    for path, piece in pieces:
        elements.append(Element(path=path, start=len(text), end=len(text) + len(piece)))
        text += piece + "\n"
    return paper(text, tuple(elements), "notice.xml")


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    found, offset = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            found.append(Paragraph(number=str(len(found) + 1), start=offset, end=offset + len(block)))
        offset += len(block) + 2
    return tuple(found)
