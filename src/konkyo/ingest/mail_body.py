"""The parts of a message as text: which of them a reader sees, and what stands apart.

Of alternatives the plain text is shown, unless it is a mere placeholder for the HTML. Nothing is fetched. Files inside
are not text of this message: they are handed to ``Enclosures``.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits
from konkyo.ingest.mail_charsets import decode_part
from konkyo.ingest.mail_enclosed import Enclosures
from konkyo.ingest.mail_flags import MailFlags
from konkyo.ingest.mail_quotes import quoted_sections
from konkyo.ingest.mail_structure import MailPart
from konkyo.ingest.sections import find_sections
from konkyo.records.documents import Aside, AsideKind, Element, Paragraph, Section

_SIGNATURES = frozenset(["application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"])
_SEALED = frozenset(["application/pkcs7-mime", "application/x-pkcs7-mime"])
_PGP = re.compile(r"^-----BEGIN PGP MESSAGE-----[ \t]*$", re.MULTILINE)
_REMOTE = re.compile(
    r"""(?:\b(?:src|srcset|background|poster|data)\s*=\s*["']?\s*|url\(\s*["']?\s*|@import\s+["']?)(?:https?:)?//"""
    r"""|<link\b[^<>]{0,2000}\bhref\s*=\s*["']?\s*(?:https?:)?//""",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.02
_NUMBER = re.compile(r"[0-9]+")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"、。]{1,2000}|[\w.+%-]{1,64}@[\w.-]{1,255}")
_LIST_MARK = re.compile(r"^[ \t]*(?:[0-9]{1,3}[.)]|[•*・-])[ \t]*", re.MULTILINE)
_SHINGLE = 4
_ALIKE = 0.85
_COMPARED = 200_000  # characters
_PLACEHOLDER = 5


@dataclass(frozen=True)
class Piece:
    """Text of one part. ``paragraphs`` None: they are still to be split."""

    text: str
    media_type: str
    encoding: str = ""
    paragraphs: tuple[Paragraph, ...] | None = None
    sections: tuple[Section, ...] = ()
    elements: tuple[Element, ...] = ()
    asides: tuple[Aside, ...] = ()


@dataclass
class Body:
    """Collects what the parts of one message hold."""

    limits: Limits
    flags: MailFlags
    files: Enclosures
    asides: list[Aside] = field(default_factory=list)
    spoken: bool = False
    encrypted: bool = False
    unread: RefusedError | None = None

    def pieces(self, part: MailPart, *, related: bool = False) -> list[Piece]:
        """The texts of a part, in reading order. ``related``: it is one with the parts beside it."""
        if part.is_faulty:
            self.flags.add("structure-repaired")
        media = part.type
        if media == "multipart/alternative":
            return self._alternative(part)
        if media == "multipart/encrypted":
            self._encrypted(part)
            return []
        if media.startswith("multipart/"):
            self._around(part)
            inside = media == "multipart/related"
            return [p for child in part.parts for p in self.pieces(child, related=inside)]
        if media in ("message/rfc822", "message/global"):
            self.files.add(part, media)
            return []
        return self._leaf(part, media, related=related)

    def _leaf(self, part: MailPart, media: str, *, related: bool) -> list[Piece]:
        if media in _SIGNATURES:
            self.flags.add("signature-not-checked")
            self.files.add(part, media, "signature")
        elif media in _SEALED:
            self._smime(part, media)
        elif media == "application/ms-tnef" or part.name.lower() == "winmail.dat":
            self.flags.add("tnef-not-read")
            self.files.add(part, media, "tnef")
        elif media in ("text/plain", "text/html") and self._is_own(part, related=related):
            return self._text(part, media)
        else:
            self.files.add(part, media, related=related)
        return []

    def _is_own(self, part: MailPart, *, related: bool) -> bool:
        """Whether a text is the sender's own words: no attachment, and not a file shown below other words."""
        return not part.is_attachment and (related or not self.spoken or not part.name)

    def _text(self, part: MailPart, media: str) -> list[Piece]:
        data = part.content()
        if part.is_faulty:
            self.flags.add("structure-repaired")
        read = decode_part(data, part.charset)
        self.flags.add(read.issue)
        if read.text is None:
            self.files.add(part, media, "no-charset")
            return []
        text = read.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        if len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROL:
            self.flags.add("part-unreadable")
            self.files.add(part, media, "unreadable")
            return []
        piece = self._html(text, read.encoding) if media == "text/html" else self._plain(text, read.encoding)
        if piece is None:
            self.files.add(part, media, "unreadable")
            return []
        self.spoken = self.spoken or bool(piece.text.strip())
        return [piece]

    def _plain(self, text: str, encoding: str) -> Piece:
        text = _trimmed(text)
        sealed = _PGP.search(text)
        if sealed is not None:
            self.flags.add("encrypted-part")
            self.encrypted = self.encrypted or not text[: sealed.start()].strip()
        sections = (*find_sections([text])[0], *quoted_sections(text))
        return Piece(text, "text/plain", encoding, sections=sections)

    def _html(self, text: str, encoding: str) -> Piece | None:
        """HTML as the reader of HTML sees it; None where that refuses it."""
        self.files.show(text)
        if _REMOTE.search(text):
            self.flags.add("remote-content")
        if not text.strip():
            return Piece("", "text/html", encoding)
        from konkyo.ingest.html import read_html  # half of a reading process's start, which most mails do not need

        try:
            reading = read_html(codecs.BOM_UTF8 + text.encode("utf-8", "replace"), self.limits)
        except RefusedError as error:
            self.flags.add("part-unreadable")
            self.unread = error
            return None
        self.flags.take(flag for flag in reading.flags if flag.code != "no-text")
        whole = Piece("", "text/html", encoding, paragraphs=())
        for page in reading.pages:
            piece = Piece(page.text, "text/html", encoding, page.paragraphs, page.sections, page.elements, page.asides)
            whole = appended(whole, piece)
        return replace(whole, sections=(*whole.sections, *quoted_sections(whole.text)))

    def _alternative(self, part: MailPart) -> list[Piece]:
        """One of several versions: the plain one where it says something, else the last that can be read."""
        versions = [self.pieces(child, related=True) for child in part.parts]
        versions = [v for v in versions if any(p.text.strip() for p in v)]
        plain = next((v for v in versions if all(p.media_type == "text/plain" for p in v)), None)
        rich = next((v for v in reversed(versions) if v is not plain), None)
        if "part-unreadable" in self.flags and versions:
            self.flags.add("alternative-unread")
        if plain is None or rich is None:
            return plain or rich or []
        plain_text, rich_text = ("\n".join(p.text for p in v) for v in (plain, rich))
        if same_words(plain_text, rich_text):
            hidden = tuple(a for p in rich for a in p.asides if a.kind is AsideKind.HIDDEN)
            self.asides += (a.model_copy(update={"at": None}) for a in hidden)
            return plain
        self.flags.add("alternatives-differ")
        shown, other = (rich, rich_text), (plain, plain_text)
        if len(plain_text) * _PLACEHOLDER >= len(rich_text):
            shown, other = other, shown
        self.asides.append(Aside(kind=AsideKind.HIDDEN, text=other[1], detail=f"alternative {other[0][0].media_type}"))
        return shown[0]

    def _encrypted(self, part: MailPart) -> None:
        self.flags.add("encrypted-part")
        self.encrypted = True
        self.files.add(part, part.type, "encrypted")

    def _smime(self, part: MailPart, media: str) -> None:
        """S/MIME: what is only signed is packed away as well, but not secret (RFC 8551, 3.2.2)."""
        if (part.parameter("smime-type") or "").lower() in ("signed-data", "compressed-data", "certs-only"):
            self.files.add(part, media, "unsupported-kind")
        else:
            self._encrypted(part)

    def _around(self, part: MailPart) -> None:
        """Text before the first and after the last part, which mail programs do not show."""
        for text, detail in ((part.preamble, "preamble"), (part.epilogue, "epilogue")):
            data = (text or "").encode("utf-8", "surrogateescape")
            words = decode_part(data, None).text if data.strip() else None
            if words is not None:
                self.asides.append(Aside(kind=AsideKind.HIDDEN, text=words.strip(), detail=detail))


def appended(first: Piece, second: Piece) -> Piece:
    """Two pieces one below the other, an empty line between them; both have their paragraphs."""
    gap = "\n\n" if first.text and second.text else ""
    by = len(first.text) + len(gap)
    count = sum(1 for p in first.paragraphs or () if p.counted)
    paragraphs = []
    for paragraph in second.paragraphs or ():
        count += paragraph.counted
        number = str(count) if paragraph.counted else paragraph.number
        shifted = {"number": number, "start": paragraph.start + by, "end": paragraph.end + by}
        paragraphs.append(paragraph.model_copy(update=shifted))
    return replace(
        first,
        text=first.text + gap + second.text,
        encoding=first.encoding or second.encoding,
        paragraphs=(*(first.paragraphs or ()), *paragraphs),
        sections=(*first.sections, *(_moved(s, by) for s in second.sections)),
        elements=(*first.elements, *(_moved(e, by) for e in second.elements)),
        asides=(*first.asides, *(_placed(a, by) for a in second.asides)),
    )


_Span = TypeVar("_Span", Section, Element)


def _moved(span: _Span, by: int) -> _Span:
    return span.model_copy(update={"start": span.start + by, "end": span.end + by})


def _placed(aside: Aside, by: int) -> Aside:
    return aside if aside.at is None else aside.model_copy(update={"at": aside.at + by})


def same_words(plain: str, rich: str) -> bool:
    """Whether two versions say the same: the same numbers, and nearly the same stretches of characters."""
    first, second = (
        _LINK.sub(" ", _LIST_MARK.sub("", unicodedata.normalize("NFKC", t[:_COMPARED]))) for t in (plain, rich)
    )
    if set(_NUMBER.findall(first)) != set(_NUMBER.findall(second)):
        return False
    return _share(first, second) >= _ALIKE and _share(second, first) >= _ALIKE


def _share(text: str, other: str) -> float:
    """The share of a text's short stretches of letters that the other text has too."""
    own, others = _shingles(text), _shingles(other)
    return len(own & others) / len(own) if own else 1.0


def _shingles(text: str) -> set[str]:
    bare = "".join(c for c in text.lower() if c.isalnum())
    return {bare[i : i + _SHINGLE] for i in range(max(len(bare) - _SHINGLE + 1, 1 if bare else 0))}


def _trimmed(text: str) -> str:
    lines: Sequence[str] = [line.rstrip(" \t") if not line.strip() else line for line in text.split("\n")]
    return "\n".join(lines).strip("\n")
