"""Whole sentences of real documents, to be quoted truly and falsely: the material of the ``quotes`` suite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from konkyo.records.documents import Document, Origin, Page, Paragraph
from konkyo.records.evidence import Quote

Language = Literal["en", "ja", "zh"]

_KANA = re.compile(r"[\u3041-\u30fa]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_ENGLISH_SENTENCE = re.compile(r"(?<=[.;:]\s)[A-Z][^.;:!?\n]*(?:\n(?!\s*\n)[^.;:!?\n]+)*\.(?=\s)")
_CJK_SENTENCE = re.compile(r"(?:(?<=[。！？；])|(?<=\n))[^。！？；\s][^。！？；]*。(?![)）」』”])")
_LENGTHS = {"en": (50, 420), "ja": (20, 220), "zh": (20, 220)}
_NOT_PROSE = re.compile(r"\n\s*\n|\.{4}|…{2}|・{4}|_{3}|^\s*[-*#|]", re.MULTILINE)
_FUNCTION_WORD = re.compile(r"\b(?:the|of|and|to|in|is|are|shall|for|that|by)\b")


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters ``start`` to ``end`` of a page: one whole sentence."""

    document: Document
    page: Page
    start: int
    end: int
    language: Language

    @property
    def text(self) -> str:
        """The sentence as it stands in the source."""
        return self.page.text[self.start : self.end]

    @property
    def paragraph(self) -> Paragraph | None:
        """The paragraph in which it begins."""
        return self.page.paragraph_at(self.start)

    def quote(self, text: str | None = None) -> Quote:
        """A quote of this place, of its own words or of ``text``."""
        paragraph = self.paragraph
        return Quote(
            document_id=self.document.document_id,
            page=self.page.number,
            paragraph=None if paragraph is None else paragraph.number,
            evidence_quote=self.text if text is None else text,
        )


def language_of(text: str) -> Language | None:
    """Japanese if it has kana, Chinese if Han without kana, English if Latin with English function words."""
    han, kana, latin = (len(found.findall(text)) for found in (_HAN, _KANA, _LATIN))
    if han + kana > 0.3 * (han + kana + latin):
        return "ja" if kana > 0.05 * (han + kana) else "zh"
    words = max(1, len(text.split()))
    return "en" if latin and len(_FUNCTION_WORD.findall(text)) > 0.1 * words else None


def passages_of(document: Document) -> list[Passage]:
    """Every usable sentence of a document's readable pages."""
    found = []
    for page in document.pages:
        if page.origin is not Origin.NATIVE:
            continue
        language = language_of(page.text)
        if language is None:
            continue
        low, high = _LENGTHS[language]
        pattern = _ENGLISH_SENTENCE if language == "en" else _CJK_SENTENCE
        for match in pattern.finditer(page.text):
            text = match.group()
            if low <= len(text) <= high and not _NOT_PROSE.search(text) and language_of(text) == language:
                found.append(Passage(document, page, match.start(), match.end(), language))
    return found


def sample(documents: Iterable[Document], *, per_language: int, random: Random) -> dict[Language, list[Passage]]:
    """Up to ``per_language`` sentences of each language, drawn evenly over the documents, without repeats."""
    by_language: dict[Language, list[list[Passage]]] = {"en": [], "ja": [], "zh": []}
    for document in documents:
        found = passages_of(document)
        for language, lists in by_language.items():
            own = [passage for passage in found if passage.language == language]
            if own:
                random.shuffle(own)
                lists.append(own)
    return {language: _in_turn(lists, per_language) for language, lists in by_language.items()}


def _in_turn(lists: Sequence[list[Passage]], most: int) -> list[Passage]:
    taken: list[Passage] = []
    seen: set[str] = set()
    queues = [list(own) for own in lists]
    while queues and len(taken) < most:
        for queue in list(queues):
            passage = queue.pop()
            words = spaceless(passage.text)
            if words not in seen and len(taken) < most:
                seen.add(words)
                taken.append(passage)
            if not queue:
                queues.remove(queue)
    return taken


def spaceless(text: str) -> str:
    """Text without any white space: what two copies of a sentence share, whatever their line breaks."""
    return "".join(text.split())
