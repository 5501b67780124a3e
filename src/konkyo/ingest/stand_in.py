"""A stand-in for fonts that a PDF names but does not carry.

PDFium drops characters whose glyph has no extent, which is every Japanese, Chinese or Korean character of a font that
is neither embedded nor installed. The stand-in has one glyph, a box of one em, for every character, so that the text is
kept. The machine's own fonts are not asked, so that a file reads the same everywhere. Sources: OpenType 1.9 (tables,
cmap format 13), PDFium's public font interface (``FPDF_SYSFONTINFO``).
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

_EM = 1000
_ALL = 0x10FFFF


def _box() -> bytes:
    """A glyph: one closed contour of four points."""
    corners = [(50, -100), (50, 800), (950, 800), (950, -100)]
    head = struct.pack(">hhhhh", 1, 50, -100, 950, 800)
    outline = struct.pack(">HH", 3, 0) + bytes([1, 1, 1, 1])
    xs = [b[0] - a[0] for a, b in pairwise([(0, 0), *corners])]
    ys = [b[1] - a[1] for a, b in pairwise([(0, 0), *corners])]
    glyph = head + outline + struct.pack(">4h", *xs) + struct.pack(">4h", *ys)
    return glyph + bytes(-len(glyph) % 4)


def _cmap() -> bytes:
    """Every character is glyph 1: format 13, many to one."""
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0x20, _ALL, 1)


@cache
def font() -> bytes:
    """The stand-in as a TrueType file."""
    glyph = _box()
    tables = {
        b"cmap": _cmap(),
        b"glyf": glyph,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 50, -100, 950, 800, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, _EM, 0, 0, 950, 1, 0, 0, 0, 0, 0, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 50),
        b"loca": struct.pack(">III", 0, 0, len(glyph)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    offset = 12 + 16 * len(tables)
    directory, body = b"", b""
    for name, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        check = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += name + struct.pack(">III", check, offset + len(body), len(table))
        body += padded
    return head + directory + body


_EAST_ASIAN = frozenset({128, 129, 130, 134, 136})  # Shift_JIS, Hangul, Johab, GB 2312, Big5
_HANDLE = 1
_NAME = b"Konkyo Stand-In\0"


def _map_font(_this: Any, _weight: int, _italic: int, charset: int, _pitch: int, _face: Any, _exact: Any) -> int | None:
    return _HANDLE if charset in _EAST_ASIAN else None


def _font_data(_this: Any, _handle: Any, table: int, buffer: Any, size: int) -> int:
    """The whole font for table 0; PDFium asks for single tables only to look for collections."""
    if table != 0:
        return 0
    content = font()
    if buffer and size >= len(content):
        ctypes.memmove(buffer, content, len(content))
    return len(content)


def _face_name(_this: Any, _handle: Any, buffer: Any, size: int) -> int:
    if buffer and size >= len(_NAME):
        ctypes.memmove(buffer, _NAME, len(_NAME))
    return len(_NAME)


def _nothing(*_: Any) -> None:
    return None


def _charset(*_: Any) -> int:
    return 128


@cache
def install() -> pdfium.FPDF_SYSFONTINFO:
    """Make PDFium take the stand-in for East Asian fonts. After ``FPDF_InitLibrary``; what is returned must be kept."""
    kinds: dict[str, Any] = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    doors: dict[str, Callable[..., Any]] = {
        "Release": _nothing,
        "EnumFonts": _nothing,
        "MapFont": _map_font,
        "GetFont": _nothing,
        "GetFontData": _font_data,
        "GetFaceName": _face_name,
        "GetFontCharset": _charset,
        "DeleteFont": _nothing,
    }
    info = pdfium.FPDF_SYSFONTINFO(1, *(kinds[name](door) for name, door in doors.items()))
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info
