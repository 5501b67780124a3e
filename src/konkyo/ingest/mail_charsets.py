"""The text of a mail's part, by the charset that it declares where that fits, by its bytes where it does not.

Labels mean what they mean in mail: ``shift_jis`` is Windows-31J, ``gb2312`` may hold GBK, ``us-ascii`` with eight-bit
bytes is a label by default and says nothing. UTF-7 is never decoded: it hides markup from filters (CWE-838).
"""

from __future__ import annotations

import re

from konkyo.errors import RefusedError
from konkyo.ingest import encodings
from konkyo.ingest.declared_encoding import codec_named
from konkyo.ingest.iso2022jp import decode_windows_jis
from konkyo.records.value import Value

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_SHIFT = b"\x1b$"
_FEW = 12  # bytes beyond ASCII: below, a label of Western Europe is believed
_DAMAGED = 0.05
_HOPELESS = 0.3
_ASCII = frozenset(["", "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "iso-ir-6", "cp367", "iso_646.irv:1991"])
_UTF7 = frozenset(["utf-7", "utf7", "unicode-1-1-utf-7", "csunicode11utf7", "unicode-2-0-utf-7", "utf-7-imap"])
_MORE = {
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "macintosh": "mac_roman",
    "cp850": "cp850",
    "cp437": "cp437",
    "johab": "johab",
    "hz-gb-2312": "hz",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-32": "utf-32",
}


class PartText(Value):
    """``text`` None: it cannot be read. ``issue``: the code of what a person should know, or empty."""

    text: str | None
    encoding: str
    issue: str = ""


def decode_part(data: bytes, label: str | None) -> PartText:
    """The text of a part or header. ``label``: the declared charset as it stands, None where there is none."""
    name = (label or "").strip().strip("\"'").lower()
    if name in _UTF7:
        return PartText(text=None, encoding="utf-7", issue="utf-7")
    if _SHIFT in data:
        text = _escaped(data)
        if text is not None:
            fits = name.startswith(("iso-2022-jp", "csiso2022jp", "iso-2022-kr")) or name in _ASCII
            return PartText(text=text, encoding="iso-2022-jp", issue="" if fits else "encoding-mismatch")
    if name in _ASCII:
        return _unlabelled(data, declared=bool(name))
    codec = _MORE.get(name) or codec_named(name)
    if not codec:
        found = _unlabelled(data, declared=True)
        return found.model_copy(update={"issue": found.issue or "charset-unknown"})
    return _declared(data, codec)


def _escaped(data: bytes) -> str | None:
    """Text with the escape sequences of ISO 2022."""
    try:
        return data.decode("iso2022_jp")
    except UnicodeDecodeError:
        text = decode_windows_jis(data)
    if text is not None:
        return text
    found = _judged(data)
    return found.text if found is not None and "\x1b" not in found.text else None


def _unlabelled(data: bytes, *, declared: bool) -> PartText:
    """Without a label, or with one that cannot be true: ASCII if it is, else what the bytes tell."""
    if not _BEYOND_ASCII.search(data):
        return PartText(text=data.decode("ascii"), encoding="us-ascii")
    found = _judged(data)
    if found is not None:
        issue = "encoding-uncertain" if found.alternatives else "encoding-mismatch" if declared else "charset-missing"
        return PartText(text=found.text, encoding=found.encoding, issue=issue)
    return _damaged(data, "utf-8", _HOPELESS) or PartText(text=None, encoding="", issue="part-undecodable")


def _declared(data: bytes, codec: str) -> PartText:
    for candidate in (
        (codec, "euc_jis_2004") if codec == "euc_jp" else (codec, "cp950") if "big5" in codec else (codec,)
    ):
        text = _attempt(data, candidate)
        if text is not None:
            return _unless_deceived(data, PartText(text=text, encoding=codec))
    almost = _damaged(data, codec, _DAMAGED)
    if almost is not None:
        return almost
    found = _judged(data)
    if found is not None:
        return PartText(text=found.text, encoding=found.encoding, issue="encoding-mismatch")
    hopeless = PartText(text=None, encoding=codec, issue="part-undecodable")
    return _damaged(data, codec, _HOPELESS) or hopeless


def _unless_deceived(data: bytes, read: PartText) -> PartText:
    """Every byte is a letter in Western European charsets, so that label proves nothing for other text."""
    if read.encoding != "cp1252" or len(_BEYOND_ASCII.findall(data)) < _FEW:
        return read
    found = _judged(data)
    if found is None or found.encoding == "windows-1252" or "windows-1252" in found.alternatives:
        return read
    return PartText(text=found.text, encoding=found.encoding, issue="encoding-mismatch")


def _attempt(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _damaged(data: bytes, codec: str, most: float) -> PartText | None:
    """Text with a few broken characters, which stay visible as U+FFFD."""
    text = data.decode(codec, "replace")
    beyond = sum(1 for character in text if character >= "\x80")
    broken = text.count("\ufffd")
    if not beyond or broken > max(beyond * most, 1):
        return None
    return PartText(text=text, encoding=codec, issue="encoding-damaged")


def _judged(data: bytes) -> encodings.Decoded | None:
    try:
        return encodings.decode(data)
    except RefusedError:
        return None
