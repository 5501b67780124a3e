"""ISO-2022-JP as mail programs write it, with the characters that Windows adds to JIS X 0208.

The additions (NEC row 13: ① ㈱, and the ideographs of rows 89 to 92: 髙 﨑) are sent under the plain escape of
JIS X 0208. JIS X 0213 has other ideographs in those rows, so reading them as ``iso2022_jp_2004`` gives wrong names
without an error. Cells that JIS X 0208 has are read as such (〜 stays U+301C), the others as in Windows-31J.
Sources: RFC 1468, JIS X 0208:1997, Microsoft code page 50220.
"""

from __future__ import annotations

import re

_ESCAPE = re.compile(rb"\x1b(\$[@B]|\([BJI])")
_CELL = 2
_ROWS = range(0x21, 0x7F)


def decode_windows_jis(data: bytes) -> str | None:
    """The text, or None where the bytes are not ISO-2022-JP with Windows' additions."""
    pieces, position, mode = [], 0, b"(B"
    for escape in _ESCAPE.finditer(data):
        pieces.append(_segment(data[position : escape.start()], mode))
        mode, position = escape.group(1), escape.end()
    pieces.append(_segment(data[position:], mode))
    found = [piece for piece in pieces if piece is not None]
    return "".join(found) if len(found) == len(pieces) else None


def _segment(data: bytes, mode: bytes) -> str | None:
    """One stretch between escapes, in the character set in force."""
    if any(byte > 0x7F or byte in b"\x1b\x0e\x0f" for byte in data):
        return None
    if mode == b"(I":
        return "".join(chr(0xFF40 + byte) if 0x21 <= byte <= 0x5F else chr(byte) for byte in data)
    if not mode.startswith(b"$"):
        return data.decode("ascii")
    return _double(data)


def _double(data: bytes) -> str | None:
    """Two bytes a character; a line end or space between them is itself."""
    characters, position = [], 0
    while position < len(data):
        if data[position] <= 0x20:
            characters.append(chr(data[position]))
            position += 1
            continue
        cell = _cell(data[position : position + _CELL])
        if cell is None:
            return None
        characters.append(cell)
        position += _CELL
    return "".join(characters)


def _cell(pair: bytes) -> str | None:
    if len(pair) < _CELL or pair[0] not in _ROWS or pair[1] not in _ROWS:
        return None
    for data, codec in ((bytes(byte | 0x80 for byte in pair), "euc_jp"), (_shifted(pair), "cp932")):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _shifted(pair: bytes) -> bytes:
    """A JIS cell as Shift_JIS writes it."""
    row, cell = pair
    lead = (row - 0x21) // 2 + 0x81
    trail = cell + (0x7E if row % 2 == 0 else 0x20 if cell >= 0x60 else 0x1F)
    return bytes([lead if lead <= 0x9F else lead + 0x40, trail])
