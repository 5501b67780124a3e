"""The files that a message holds: which are taken out as documents of their own, and why the others are not.

What the bytes are decides, not what the sender calls them. An attached message is a file like any other: with its own
sender, date and words, which are not shown a second time in the message around it. Source: RFC 3501, 6.4.5 (numbers of
parts).
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from konkyo.ingest.base import Inside, Limits
from konkyo.ingest.file_names import is_unsafe, safe_name
from konkyo.ingest.mail_flags import MailFlags
from konkyo.ingest.mail_source import attached_sources
from konkyo.ingest.mail_structure import MailPart
from konkyo.ingest.sniff import READ, Kind, sniff
from konkyo.records.documents import Aside, AsideKind

_ENDINGS = {
    Kind.PDF: ".pdf",
    Kind.DOCX: ".docx",
    Kind.HTML: ".html",
    Kind.XML: ".xml",
    Kind.JSON: ".json",
    Kind.MAIL: ".eml",
    Kind.TEXT: ".txt",
}
_CARDS = frozenset(["text/vcard", "text/x-vcard", "text/directory", "application/pgp-keys", "application/applefile"])
_UNTOLD = frozenset(["signature", "inline-picture", "contact-card", "encrypted", "tnef", "unreadable", "no-charset"])
"""Reasons that need no word about attachments: nothing is missing, or another flag says it."""
_CID = re.compile(r"cid:([^\s\"'<>)]{1,300})", re.IGNORECASE)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass
class Enclosures:
    """Collects the files of one message. ``data``: the bytes that it was parsed from."""

    message: MailPart
    data: bytes
    limits: Limits
    flags: MailFlags
    found: list[Inside] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = {id(part): number for part, number in _numbered(self.message)}
        self._sources: dict[int, bytes] | None = None
        self._taken = self._bytes = 0
        self._shown: set[str] = set()
        self._pictures: dict[int, str] = {}

    def add(self, part: MailPart, media: str, why_not: str = "", *, related: bool = False) -> None:
        """Note a file by its name, kind and size, and take it out unless something is against it (``why_not``)."""
        name = safe_name(part.name)
        if is_unsafe(part.name):
            self.flags.add("attachment-name")
        content = self._content(part, media)
        self.asides.append(
            Aside(
                kind=AsideKind.ATTACHMENT,
                text=name or "(unnamed)",
                detail=f"{media}, {len(content) or part.size} bytes",
            )
        )
        if media.startswith("message/") and media != "message/delivery-status" and not name.lower().endswith(".eml"):
            name = f"{name or f'part-{self._number(part)}'}.eml"
        sniffed = sniff(content, name)
        if not name:
            name = f"part-{self._number(part)}" + _ENDINGS.get(sniffed.kind, "")
        why_not = why_not or self._why_not(content, media, sniffed.kind)
        if media.startswith("image/") and why_not:
            why_not = "inline-picture" if related else why_not
            self._pictures[len(self.found)] = str(part.get("content-id", "")).strip(" <>\t")
        told = sniffed.media_type if sniffed.kind is not Kind.UNKNOWN and content else media
        taken = content if not why_not else b""
        self._taken += not why_not
        self._bytes += len(taken)
        self.found.append(
            Inside(
                name=name,
                media_type=told if told != "text/plain" else media,
                part=self._number(part),
                size=len(content) or part.size,
                why_not=why_not,
                data=taken,
            )
        )

    def show(self, html: str) -> None:
        """Note which pictures a page of HTML shows by their Content-ID."""
        self._shown.update(_CID.findall(html))

    def close(self) -> tuple[Inside, ...]:
        """The files; flags say what was not taken, but for pictures of the text and signatures."""
        for index, identifier in self._pictures.items():
            if identifier and identifier in self._shown:
                self.found[index] = self.found[index].model_copy(update={"why_not": "inline-picture"})
        missing = [inside for inside in self.found if inside.why_not and inside.why_not not in _UNTOLD]
        for why_not, code in (
            ("too-many", "attachments-too-many"),
            ("too-large", "attachments-too-large"),
            ("nesting", "nested-not-read"),
        ):
            if any(inside.why_not == why_not for inside in missing):
                self.flags.add(code)
        if missing:
            self.flags.add("attachments-not-read", names=[inside.name for inside in missing])
        return tuple(self.found)

    def _number(self, part: MailPart) -> str:
        return self._numbers.get(id(part), "")

    def _why_not(self, content: bytes, media: str, kind: Kind) -> str:
        if media in _CARDS:
            return "contact-card"
        if not content:
            return "empty"
        if kind not in READ:
            return "wrong-type" if kind is Kind.UNKNOWN else "unsupported-kind"
        if kind is Kind.MAIL and self.limits.nesting <= 0:
            return "nesting"
        if self._taken >= self.limits.attachments:
            return "too-many"
        return "too-large" if self._bytes + len(content) > self.limits.attachment_bytes else ""

    def _content(self, part: MailPart, media: str) -> bytes:
        """The decoded bytes of a part; of an attached message as they stand in the message around it."""
        if not media.startswith("message/"):
            return b"" if part.is_multipart() else part.content()
        if self._sources is None:
            self._sources = attached_sources(self.data, self.message)
        source = self._sources.get(id(part))
        if source is None:
            source = b"\n".join(inner.as_bytes() for inner in part.parts) or part.content()
        return _decoded(source, str(part.get("content-transfer-encoding", "")).lower())


def _decoded(source: bytes, encoding: str) -> bytes:
    """An attached message with its transfer encoding undone, which RFC 2046 forbids and programs use all the same."""
    if encoding == "quoted-printable":
        return quopri.decodestring(source)
    if encoding != "base64":
        return source
    bare = _NOT_BASE64.sub(b"", source)
    try:
        return base64.b64decode(bare + b"=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return source


def _numbered(part: MailPart, above: str = "") -> Iterator[tuple[MailPart, str]]:
    """Every part of one message with its number (``2.1``); a message of one part has number 1."""
    if not (part.type.startswith("multipart/") and part.parts):
        yield part, above or "1"
        return
    yield part, above
    for index, child in enumerate(part.parts, 1):
        yield from _numbered(child, f"{above}.{index}" if above else str(index))
