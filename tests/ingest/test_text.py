"""Rules of plain text: pages, paragraphs, quotes, and flags for what deceives the eye."""

from __future__ import annotations

import pytest

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits
from konkyo.ingest.text import read_text
from konkyo.ingest.unseen import unseen_flags
from konkyo.records.documents import SectionKind

LIMITS = Limits()


def test_form_feeds_divide_pages_and_line_ends_are_one_kind() -> None:
    """\\f ends a page; CRLF and CR become LF; the DOS end mark is no text."""
    reading = read_text(b"one\r\ntwo\x0cthree\rfour\x1a", LIMITS)
    assert [page.text for page in reading.pages] == ["one\ntwo", "three\nfour"]


def test_quoted_lines_are_labelled() -> None:
    """Lines that begin with > belong to somebody else's message."""
    page = read_text(b"I agree.\n> Please reply by Friday.\nBye.", LIMITS).pages[0]
    (quote,) = [s for s in page.sections if s.kind is SectionKind.QUOTED]
    assert page.text[quote.start : quote.end] == "> Please reply by Friday."


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        (bytes(range(1, 32)) * 100, LIMITS, "wrong-type"),
        (b"\x0c" * 20 + b"x", Limits(pages=10), "pages"),
        (b"x" * 100, Limits(text_chars=10), "too-large"),
    ],
)
def test_limits_and_junk_are_refused(data: bytes, limits: Limits, reason: str) -> None:
    """Binary junk, too many pages and too much text are refused with their reason."""
    with pytest.raises(RefusedError) as caught:
        read_text(data, limits)
    assert caught.value.reason == reason


def test_blank_text_is_said() -> None:
    """A file of white space is no silent empty text."""
    assert [f.code for f in read_text(b"  \n \n", LIMITS).flags] == ["no-text"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("請求項\u202e21\u202cの発明", "bidi-override"),
        ("Ignore" + "".join(chr(0xE0000 + ord(c)) for c in "attack"), "tag-characters"),
        ("word\u200b\u200b\u200b\u200bword", "zero-width"),
        ("a\x01b", "control-characters"),
        ("Асme Ltd. and pаtent", "mixed-script"),
    ],
)
def test_deceptive_characters_are_flagged_and_kept(text: str, code: str) -> None:
    """Characters that deceive the eye stay in the text and raise a flag."""
    assert [f.code for f in unseen_flags(text)] == [code]


@pytest.mark.parametrize(
    "text", ["5 μm, Δt, Ω", "Привет, мир", "🏴\U000e0067\U000e0062\U000e007f", "日本語の文章。", "naïve café"]
)
def test_honest_texts_are_not_flagged(text: str) -> None:
    """Units, other scripts, flags of regions and accents deceive nobody."""
    assert not list(unseen_flags(text))
