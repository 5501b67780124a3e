"""Reads mail (RFC 5322, MIME): the header lines that people look at, the text below, and what is not read.

One page. Nothing is fetched, nothing is decrypted. Quoted and forwarded messages are labelled as somebody else's words.
Attachments, attached messages among them, are taken out with their bytes and not read here.
"""

from __future__ import annotations

from dataclasses import replace

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.mail_body import Body, Piece, appended
from konkyo.ingest.mail_enclosed import Enclosures
from konkyo.ingest.mail_flags import MailFlags
from konkyo.ingest.mail_header_lines import header_lines, warn_of_sender
from konkyo.ingest.mail_structure import mail_bytes, parse_mail
from konkyo.ingest.paragraphs import split_paragraphs
from konkyo.ingest.refusals import refusal
from konkyo.records.documents import Page, Section, SectionKind

MEDIA_TYPE = "message/rfc822"


def read_mail(data: bytes, limits: Limits) -> Reading:
    """Read a message.

    Raises ``RefusedError``: ``depth`` (parts in parts), ``members`` (too many parts or header fields), ``encrypted``
    (nothing but encrypted text), ``text-size``, ``encoding``, and what the HTML reader refuses where the message has
    no other text.
    """
    data = mail_bytes(data)
    message = parse_mail(data, limits)
    flags = MailFlags()
    head = header_lines(message.fields, flags)
    warn_of_sender(message.fields, flags)
    files = Enclosures(message, data, limits, flags)
    body = Body(limits, flags, files)
    pieces = [piece for piece in body.pieces(message) if piece.text.strip()]
    inside = files.close()
    taken = any(not file.why_not for file in inside)
    if body.encrypted and len(pieces) <= _pgp_only(pieces) and not taken:
        raise refusal(reason="encrypted")
    if not pieces:
        if body.unread is not None and not taken:
            raise RefusedError(body.unread.message, reason=body.unread.reason, kept="The file's bytes are untouched.")
        flags.add("no-body")
    if len(head.text) + sum(len(piece.text) for piece in pieces) > limits.text_chars:
        raise refusal(reason="text-size")
    whole = _split(Piece(head.text, MEDIA_TYPE, elements=head.elements), every_line=True)
    if head.text:
        whole = replace(whole, sections=(Section(kind=SectionKind.HEADER, start=0, end=len(head.text)),))
    for piece in pieces:
        whole = appended(whole, piece if piece.paragraphs is not None else _split(piece, every_line=False))
    page = Page(
        number=1,
        text=whole.text,
        paragraphs=whole.paragraphs or (),
        sections=tuple(sorted(whole.sections, key=lambda section: (section.start, section.end))),
        elements=whole.elements,
        asides=whole.asides,
    )
    return Reading(
        media_type=MEDIA_TYPE,
        encoding=whole.encoding or None,
        pages=(page,),
        asides=(*head.asides, *body.asides, *files.asides),
        flags=flags.all(),
        inside=inside,
    )


def _pgp_only(pieces: list[Piece]) -> int:
    """How many of the pieces are nothing but encrypted text."""
    return sum(1 for piece in pieces if piece.text.lstrip().startswith("-----BEGIN PGP MESSAGE-----"))


def _split(piece: Piece, *, every_line: bool) -> Piece:
    return replace(piece, paragraphs=split_paragraphs(piece.text, every_line=every_line)[0])
