"""Small PDFs written byte by byte, for tests that need to know exactly what is in them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence


def pdf(
    contents: Sequence[bytes],
    *,
    page: bytes = b"",
    catalog: bytes = b"",
    extra: Sequence[bytes] = (),
    media_box: bytes = b"[0 0 600 800]",
    resources: bytes = b"",
    packed: int = 1,
) -> bytes:
    """A PDF with one page per content stream. ``extra``: further objects, numbered from 10 on.

    ``page``, ``catalog``, ``resources``: further entries of those dictionaries. ``packed``: deflated how often.
    """
    first = 10 + len(extra)
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    objects.update({10 + i: body for i, body in enumerate(extra)})
    kids = []
    for index, content in enumerate(contents):
        number = first + 2 * index
        kids.append(b"%d 0 R" % number)
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> %s >> %s >>" % (media_box, number + 1, resources, page)
        )
        objects[number + 1] = stream(content, packed=packed)
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return assembled(objects)


def stream(content: bytes, head: bytes = b"", packed: int = 1) -> bytes:
    """A stream object, deflated ``packed`` times."""
    for _ in range(packed):
        content = zlib.compress(content)
    filters = b"/Filter [%s] " % (b"/FlateDecode " * packed) if packed else b""
    return b"<< %s%s/Length %d >>\nstream\n%s\nendstream" % (head, filters, len(content), content)


def assembled(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects with its cross-reference table."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n")
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


def line(text: str, x: float = 72, y: float = 700, *, size: float = 12, before: str = "") -> bytes:
    """Operators that show one line of text. ``before``: operators before the text (colour, rendering mode)."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"q BT {before} /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET Q\n".encode("latin-1")
