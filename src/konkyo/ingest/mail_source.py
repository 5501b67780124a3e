"""The untouched bytes of a part as they stand in the message, for what is a file of its own: an attached message.

Written out anew from its parts, a message has other bytes than the file that was attached (folds, line ends, spaces
after a field's name), and so another identity. Sources: RFC 2046, 5.1.1 (boundaries), RFC 5322, 2.2 (header block).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from konkyo.ingest.mail_structure import MailPart

_HEADER_LINE = re.compile(rb"From |[\x21-\x39\x3b-\x7e]*:|[ \t]")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_Extent = tuple[int, int]


def attached_sources(data: bytes, message: MailPart) -> dict[int, bytes]:
    """Content of the attached messages of one message by ``id`` of their part, as it stands in ``data``.

    ``data``: the bytes that ``message`` was parsed from. A part whose place cannot be told for certain is missing.
    """
    return {id(part): data[start:end] for part, start, end in _messages(data, message, (0, len(data)))}


def _messages(data: bytes, part: MailPart, extent: _Extent) -> Iterator[tuple[MailPart, int, int]]:
    """Attached messages with the extent of their content; what lies in them belongs to them."""
    start, end = _body(data, extent)
    if part.type.startswith("message/"):
        yield part, start, end
        return
    if not part.parts:
        return
    boundary = part.get_boundary()
    extents = _split(data, (start, end), boundary.encode("ascii", "surrogateescape")) if boundary else []
    if len(extents) == len(part.parts):
        for child, inner in zip(part.parts, extents, strict=True):
            yield from _messages(data, child, inner)


def _body(data: bytes, extent: _Extent) -> _Extent:
    """What stands below the header block: behind the first empty line, or from the first line that is no field."""
    position, end = extent
    while position < end:
        found = _LINE_END.search(data, position, end)
        after = found.end() if found else end
        if found and found.start() == position:
            return after, end
        if not _HEADER_LINE.match(data, position, end):
            break
        position = after
    return position, end


def _split(data: bytes, extent: _Extent, boundary: bytes) -> list[_Extent]:
    """The extents of the parts between boundary lines; the line end before a boundary belongs to the boundary."""
    line = re.compile(rb"--" + re.escape(boundary) + rb"(--)?[ \t]*(\r\n|\r|\n|\Z)")
    found: list[_Extent] = []
    start, position = -1, extent[0]
    while position >= 0:
        position = data.find(b"--" + boundary, position, extent[1])
        if position < 0:
            break
        mark = line.match(data, position, extent[1])
        if mark is None or (position > extent[0] and data[position - 1] not in b"\r\n"):
            position += 1
            continue
        if 0 <= start < position:
            found.append((start, _before(data, start, position)))
        start, position = mark.end(), mark.end()
        if mark.group(1):
            return found
    if start >= 0:
        found.append((start, extent[1]))
    return found


def _before(data: bytes, start: int, end: int) -> int:
    """The end of a part, without the line end in front of its boundary."""
    if data.endswith(b"\r\n", start, end):
        return end - 2
    return end - 1 if data.endswith((b"\n", b"\r"), start, end) else end
