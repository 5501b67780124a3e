"""The streams and names of a PDF, looked at before anything interprets them: decompression bombs and active content.

Streams are unpacked piece by piece and thrown away, under the same limits as archive members (ratio, total). Images and
embedded files are left packed: the reader never unpacks them. Source: ISO 32000-1, 7.3.8 and 7.5.7 (object streams).
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits

_STREAM = re.compile(rb"stream\r?\n")
_LOOK_BACK = 4096
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_FILTER = re.compile(rb"/(?:Filter|F)\s*(\[[^\]]{0,400}\]|/[A-Za-z0-9]+)")
_FILTER_NAMES = re.compile(rb"/([A-Za-z0-9]+)")
_LEFT_PACKED = re.compile(rb"/Subtype\s*/Image\b|/Type\s*/EmbeddedFile\b")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b")
_ACTIVE = re.compile(
    rb"/(JavaScript|JS|OpenAction|AA|Launch|EmbeddedFiles|XFA|OCProperties|RichMedia|SubmitForm|ImportData|URI|GoToR)"
    rb"(?=[\s/<>\[\](])"
)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PIECE = 2**20
_OBJECT_STREAM_BYTES = 2**24


def active_names(data: bytes, limits: Limits) -> frozenset[str]:
    """Names of active or hidden content that the file mentions (``JavaScript``, ``OpenAction``, ``XFA`` ...).

    Raises ``RefusedError``: ``ratio`` or ``too-large`` where streams unpack beyond the limits.
    """
    names: set[bytes] = set()
    total, position = 0, 0
    for found in _STREAM.finditer(data):
        if found.start() < position or data[max(0, found.start() - 3) : found.start()] == b"end":
            continue
        names.update(_ACTIVE.findall(_unescaped(data[position : found.start()])))
        head = _head(data, found.start())
        end = _end(data, head, found.end())
        size, text = _unpacked(data[found.end() : end], head, limits)
        total += size
        if total > limits.unpacked_bytes:
            msg = f"its streams unpack to more than {limits.unpacked_bytes} bytes"
            raise RefusedError(msg, reason="too-large")
        names.update(_ACTIVE.findall(_unescaped(text)))
        position = end
    names.update(_ACTIVE.findall(_unescaped(data[position:])))
    return frozenset(name.decode("ascii") for name in names)


def _unescaped(text: bytes) -> bytes:
    """Names may hide letters as #xx: /J#61vaScript."""
    return _ESCAPED.sub(lambda m: bytes([int(m.group(1), 16)]), text) if b"#" in text else text


def _head(data: bytes, at: int) -> bytes:
    """The dictionary before a stream."""
    before = data[max(0, at - _LOOK_BACK) : at]
    start = before.rfind(b"obj")
    return before[start:] if start >= 0 else before


def _end(data: bytes, head: bytes, start: int) -> int:
    """Where a stream ends: by its length if the word endstream follows there, else at that word."""
    length = _LENGTH.search(head)
    if length is not None:
        end = start + int(length.group(1)[:12])
        if data[end : end + 16].lstrip().startswith(b"endstream"):
            return end
    end = data.find(b"endstream", start)
    return end if end >= 0 else len(data)


def _unpacked(packed: bytes, head: bytes, limits: Limits) -> tuple[int, bytes]:
    """The size a stream unpacks to, and its text if it holds objects."""
    filters = _FILTER.search(head)
    if filters is None or _LEFT_PACKED.search(head):
        return 0, b""
    names = [name.decode("ascii") for name in _FILTER_NAMES.findall(filters.group(1))]
    keep = _OBJECT_STREAM_BYTES if _OBJECT_STREAM.search(head) else 0
    current = packed
    while names and names[0] in {"ASCIIHexDecode", "AHx", "ASCII85Decode", "A85"}:
        current = _plain(current, names.pop(0))
    stages = 0
    while stages < len(names) and names[stages] in {"FlateDecode", "Fl"}:
        stages += 1
    if not stages:
        return 0, b""
    return _inflated(current, len(packed), stages, keep, limits)


def _plain(text: bytes, name: str) -> bytes:
    """ASCII-armoured bytes as bytes; what is not well formed is left to the interpreter under its limits."""
    try:
        if name in {"ASCIIHexDecode", "AHx"}:
            digits = re.sub(rb"\s", b"", text.split(b">")[0])
            return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
        return base64.a85decode(text.split(b"~>")[0].strip().removeprefix(b"<~"))
    except ValueError:
        return b""


def _inflated(packed: bytes, packed_size: int, stages: int, keep: int, limits: Limits) -> tuple[int, bytes]:
    """Inflate through ``stages`` filters piece by piece; only ``keep`` bytes of the result are held."""
    chain = [zlib.decompressobj() for _ in range(stages)]
    kept = bytearray()
    sizes = [0] * stages

    def push(stage: int, piece: bytes) -> None:
        while piece:
            out = chain[stage].decompress(piece, _PIECE)
            piece = chain[stage].unconsumed_tail
            sizes[stage] += len(out)
            if sizes[stage] > _PIECE and sizes[stage] > limits.ratio * max(packed_size, 1):
                msg = f"a stream of {packed_size} bytes unpacks more than {limits.ratio} times"
                raise RefusedError(msg, reason="ratio")
            if sizes[stage] > limits.unpacked_bytes:
                msg = f"a stream unpacks to more than {limits.unpacked_bytes} bytes"
                raise RefusedError(msg, reason="too-large")
            if stage + 1 < stages:
                push(stage + 1, out)
            elif len(kept) < keep:
                kept.extend(out)
            if not out:
                return

    try:
        push(0, packed)
    except zlib.error:
        return sizes[-1], bytes(kept)
    return sizes[-1], bytes(kept)
