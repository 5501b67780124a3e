"""The record of the files inside a file, made by the parent from the bytes: the reading process is not believed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from konkyo.ingest.base import Inside
from konkyo.ingest.file_names import safe_name
from konkyo.ingest.sniff import Kind, sniff
from konkyo.records.documents import Enclosed
from konkyo.records.value import Wording

_PART = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6}){0,60}")
_MEDIA = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}")
_UNNAMED = "unnamed"
_WORDINGS = {
    "contact-card": ("連絡先・公開鍵", "contact card or key"),
    "empty": ("空（0バイト）", "empty (0 bytes)"),
    "encrypted": ("暗号化", "encrypted"),
    "inline-picture": ("本文中の画像", "picture in the text"),
    "nesting": ("入れ子が深い", "nested too deeply"),
    "no-charset": ("文字コード不明", "charset unknown"),
    "signature": ("電子署名", "digital signature"),
    "tnef": ("winmail.dat（TNEF）", "winmail.dat (TNEF)"),
    "too-large": ("大きさの上限を超過", "over the size limit"),
    "too-many": ("数の上限を超過", "over the limit in number"),
    "unreadable": ("壊れている", "damaged"),
    "unsupported-kind": ("この版では読まない種類", "not read by this version"),
    "wrong-type": ("不明な種類", "of unknown kind"),
}


def enclosed_files(found: Iterable[Inside]) -> tuple[Enclosed, ...]:
    """What a reader took out, with identity, size and kind told from the bytes, and what it left."""
    return tuple(_enclosed(inside) for inside in found)


def inner_name(inside: Inside) -> str:
    """The name of a file inside, for the eye; never empty."""
    return safe_name(inside.name) or _UNNAMED


def why_not_wording(why_not: str) -> Wording:
    """Why a file inside was not taken out (``Enclosed.why_not``), for people."""
    ja, en = _WORDINGS.get(why_not, ("読んでいません", "not read"))
    return Wording(ja=ja, en=en)


def _enclosed(inside: Inside) -> Enclosed:
    media = inside.media_type if _MEDIA.fullmatch(inside.media_type) else "application/octet-stream"
    record = Enclosed(
        name=inner_name(inside),
        media_type=media.lower(),
        size=inside.size,
        part=inside.part if _PART.fullmatch(inside.part) else "",
        why_not=inside.why_not if inside.why_not in _WORDINGS or not inside.why_not else "unreadable",
    )
    if inside.why_not:
        return record
    sniffed = sniff(inside.data, record.name)
    told = record.media_type if sniffed.kind is Kind.TEXT else sniffed.media_type
    update = {"document_id": hashlib.sha256(inside.data).hexdigest(), "size": len(inside.data), "media_type": told}
    return record.model_copy(update=update)
