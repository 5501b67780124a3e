"""The readers of plain text, Markdown and of JSON that is no file history. Form feeds divide pages."""

from __future__ import annotations

import importlib
import re

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reader, Reading
from konkyo.ingest.encodings import Decoded, decode
from konkyo.ingest.paragraphs import split_pages
from konkyo.ingest.sections import find_sections
from konkyo.records.documents import Flag, Page, Section, SectionKind
from konkyo.records.value import Wording

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.02
_QUOTED = re.compile(r"^[ \t]{0,3}>.*$", re.MULTILINE)
_NOT_A_HISTORY = frozenset({"type", "wrong-type", "unsupported-kind"})


def read_text(data: bytes, limits: Limits) -> Reading:
    """Read plain text. Raises ``RefusedError``: encoding, wrong-type (binary), pages, too-large."""
    decoded = decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a")
    if len(text) > limits.text_chars:
        msg = f"more than {limits.text_chars} characters of text"
        raise RefusedError(msg, reason="too-large")
    if len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROL:
        msg = "it holds binary data, not text"
        raise RefusedError(msg, reason="wrong-type")
    texts = text.split("\f")
    if len(texts) > 1 and not texts[-1].strip():
        texts.pop()
    if len(texts) > limits.pages:
        msg = f"more than {limits.pages} pages"
        raise RefusedError(msg, reason="pages")
    pages = zip(texts, split_pages(texts), find_sections(texts), strict=True)
    return Reading(
        media_type="text/plain",
        encoding=decoded.encoding,
        pages=tuple(
            Page(number=number, text=page, paragraphs=paragraphs, sections=_with_quotes(page, sections))
            for number, (page, paragraphs, sections) in enumerate(pages, 1)
        ),
        flags=_flags(decoded, text),
    )


def read_json(data: bytes, limits: Limits) -> Reading:
    """Read JSON: an office's file history as such, anything else as the text it is."""
    read_timeline: Reader = importlib.import_module("konkyo.ingest.timeline").read_timeline
    try:
        return read_timeline(data, limits)
    except RefusedError as error:
        if error.reason not in _NOT_A_HISTORY:
            raise
    return read_text(data, limits).model_copy(update={"media_type": "application/json"})


def _with_quotes(text: str, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Lines that begin with > are quoted, in mail and in Markdown."""
    quoted = [Section(kind=SectionKind.QUOTED, start=m.start(), end=m.end()) for m in _QUOTED.finditer(text)]
    return tuple(sorted((*sections, *quoted), key=lambda s: (s.start, s.end))) if quoted else sections


def _flags(decoded: Decoded, text: str) -> tuple[Flag, ...]:
    flags = []
    if decoded.alternatives:
        others = ", ".join(decoded.alternatives)
        flags.append(
            Flag(
                code="encoding-uncertain",
                message=Wording(
                    ja=f"文字コードを{decoded.encoding}と判定しましたが、{others}の可能性もあります。",
                    en=f"It was read as {decoded.encoding}, but could also be {others}.",
                ),
            )
        )
    if not text.strip():
        flags.append(
            Flag(
                code="no-text",
                message=Wording(ja="読める文字が一つもありません。", en="There is no readable text at all."),
            )
        )
    return tuple(flags)
