"""Decodes markup by what it declares: byte order mark, XML declaration, HTML ``meta``.

A declared encoding is used where it decodes strictly; otherwise the text decoder's own judgement decides and the
difference is told. Labels follow the WHATWG Encoding Standard (``shift_jis`` means Windows-31J, ``iso-8859-1``
means windows-1252); encodings that can smuggle markup (UTF-7) are not known here.
"""

from __future__ import annotations

import codecs
import re

from konkyo.ingest import encodings
from konkyo.ingest.refusals import refusal
from konkyo.records.value import Value

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABELS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "cp932", "ms932"), "cp932"),
    **dict.fromkeys(("euc-jp", "x-euc-jp", "eucjp", "euc_jp"), "euc_jp"),
    **dict.fromkeys(("iso-2022-jp", "csiso2022jp", "iso-2022-jp-1", "iso-2022-jp-2"), "iso2022_jp_2"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "chinese", "gb18030", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean", "windows-949", "cp949"), "cp949"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("utf-16le", "utf-16"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    **{f"iso-8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"windows-{n}": f"cp{n}" for n in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258, 874)},
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
}
_XML = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_META = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_HEAD = 4096
_EUC_JP_WIDE = "euc_jis_2004"  # JIS X 0213 also holds the NEC row 13 (①, ㈱) that euc_jp lacks


class Decoded(Value):
    """Text, the encoding that gave it, and whether the declared one did not fit."""

    text: str
    encoding: str
    mismatch: bool = False


def codec_named(label: str) -> str:
    """The codec for a label of the WHATWG Encoding Standard, or the empty string."""
    return _LABELS.get(label.strip().lower(), "")


def decode_markup(data: bytes) -> Decoded:
    """Decode XML, HTML or JSON. Raises ``RefusedError`` (``encoding``) where no encoding gives text."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            text = _strict(data[len(bom) :], name)
            if text is None:
                raise refusal(reason="encoding")
            return Decoded(text=text, encoding=name)
    wide = _without_mark(data)
    if wide is not None:
        return wide
    declared = _XML.match(data[:_HEAD]) or _META.search(data[:_HEAD])
    label = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    name = _LABELS.get(label, "")
    if name.startswith("utf-16"):  # a declaration readable as ASCII cannot be in UTF-16 (WHATWG: read as UTF-8)
        name = "utf-8"
    for candidate in (name, _EUC_JP_WIDE) if name == "euc_jp" else (name,):
        text = _strict(data, candidate) if candidate else None
        if text is not None:
            return Decoded(text=text, encoding=candidate)
    return _judged(data, mismatch=declared is not None)


def _without_mark(data: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark, known by its first character (``<``, ``{`` or ``[``)."""
    for name in ("utf-16-le", "utf-16-be"):
        if data[:2] in {character.encode(name) for character in "<{["}:
            text = _strict(data, name)
            return None if text is None else Decoded(text=text, encoding=name)
    return None


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _judged(data: bytes, *, mismatch: bool) -> Decoded:
    found = encodings.decode(data)
    return Decoded(text=found.text, encoding=found.encoding, mismatch=mismatch)
