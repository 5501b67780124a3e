"""Header fields of mail as people read them: encoded words decoded, folds undone, nothing smuggled in.

Sources: RFC 5322 (fields, dates, mailboxes), RFC 2047 (encoded words; broken ones as mailers send them), RFC 2231
(parameters), RFC 6532 (UTF-8 in headers).
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
import unicodedata
from datetime import datetime
from email.utils import parsedate_to_datetime

from konkyo.ingest.mail_charsets import decode_part
from konkyo.records.value import Value

_FOLD = re.compile(rb"[\r\n]+(?=[ \t])")
_LINE_END = re.compile(rb"[\r\n]+")
_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,60})?\?([BbQq])\?(.{0,4000}?)\?=")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SPOKEN = re.compile(r"[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}\w{2,63}")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.){0,1000}"|\((?:[^()\\]|\\.){0,1000}\)')
_ANGLE = re.compile(r"<([^<>]*)>")
_BARE = re.compile(r'[^\s,;:<>"()@]{1,254}@[^\s,;:<>"()]{1,254}')
_COMMENT = re.compile(r"\([^()]*\)")
_FIRST_YEAR, _LAST_YEAR = 1971, 2200
_DATE_LENGTH = 200
_SENDER_LENGTH = 8_000


class FieldText(Value):
    """A field's value in one line. ``issues``: codes of what a person should know."""

    text: str
    issues: tuple[str, ...] = ()


def decode_field(raw: bytes) -> FieldText:
    """The value of a field as it is shown: one line, decoded, without control characters."""
    issues: list[str] = []
    line = _LINE_END.sub(b" ", _FOLD.sub(b"", raw)).strip()
    text = _words(_unencoded(line, issues), issues)
    if _CONTROL.search(text.replace("\t", " ")):
        issues.append("header-injection")
    return FieldText(text=_CONTROL.sub(" ", text).strip(), issues=tuple(dict.fromkeys(issues)))


def _unencoded(line: bytes, issues: list[str]) -> str:
    """Characters outside encoded words: ASCII, UTF-8 (RFC 6532), or raw bytes of another charset."""
    if line.isascii() and b"\x1b" not in line:
        return line.decode("ascii")
    found = decode_part(line, None)
    if found.text is None:
        issues.append("header-undecodable")
        return line.decode("ascii", "replace")
    if found.encoding not in ("utf-8", "iso-2022-jp"):
        issues.append(found.issue)
    return found.text


def _words(text: str, issues: list[str]) -> str:
    """Encoded words decoded; white space between two of them is not shown, and characters may be split over them."""
    pieces, position = [], 0
    pending: list[tuple[str, bytes, str]] = []

    def flush() -> None:
        if pending:
            pieces.append(_decoded(pending, issues))
            pending.clear()

    for found in _WORD.finditer(text):
        between = text[position : found.start()]
        if between.strip() or not pending:
            flush()
            pieces.append(between)
        position = found.end()
        charset = found.group(1).lower()
        data = _bytes_of(found.group(2), found.group(3))
        if data is None:
            flush()
            issues.append("header-undecodable")
            pieces.append(found.group())
            continue
        if pending and pending[-1][0] != charset:
            flush()
        pending.append((charset, data, found.group()))
    flush()
    pieces.append(text[position:])
    return "".join(pieces)


def _bytes_of(encoding: str, payload: str) -> bytes | None:
    if encoding in "Qq":
        return quopri.decodestring(payload.replace(" ", "_").encode("utf-8"), header=True)
    bare = re.sub(r"[^A-Za-z0-9+/]", "", payload)
    if len(bare) % 4 == 1:
        return None
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return None


def _decoded(words: list[tuple[str, bytes, str]], issues: list[str]) -> str:
    found = decode_part(b"".join(data for _, data, _ in words), words[0][0])
    if found.text is None:
        issues.append(found.issue if found.issue == "utf-7" else "header-undecodable")
        return " ".join(written for _, _, written in words)
    if found.issue:
        issues.append(found.issue)
    return found.text


def filename_of(parameter: str | tuple[str | None, str | None, str]) -> str:
    """A parameter's value: RFC 2231 triples, encoded words (not allowed there, but common), or raw text."""
    if isinstance(parameter, str):
        return _words(parameter, [])
    charset, _, value = parameter
    try:
        data = value.encode("latin-1")
    except UnicodeEncodeError:
        data = value.encode("utf-8", "surrogateescape")
    found = decode_part(data, charset)
    return value if found.text is None else found.text


class Sender(Value):
    """Who a ``From`` or ``Reply-To`` field names: the addresses, and the text around them, decoded."""

    addresses: tuple[str, ...]
    name: str

    @property
    def domains(self) -> frozenset[str]:
        """Domains of the addresses in lower case."""
        return frozenset(a.rpartition("@")[2].lower().rstrip(".") for a in self.addresses)

    @property
    def shows_another_address(self) -> bool:
        """Whether the name holds an address that is none of the real ones."""
        real = {address.lower() for address in self.addresses}
        shown = unicodedata.normalize("NFKC", self.name)
        return bool(real) and any(spoken.lower() not in real for spoken in _SPOKEN.findall(shown))

    @property
    def has_unusual_domain(self) -> bool:
        """Letters beyond ASCII, or their ``xn--`` form, in a domain."""
        return any("xn--" in domain or not domain.isascii() for domain in self.domains)


def read_sender(raw: bytes) -> Sender:
    """The mailboxes of a field, told apart before anything is decoded, so that a name cannot pose as an address."""
    line = _LINE_END.sub(b" ", raw[:_SENDER_LENGTH]).decode("utf-8", "replace")
    bare = _QUOTED.sub(" ", line)
    angles = [a.strip() for a in _ANGLE.findall(bare) if a.strip()]
    addresses = angles or _BARE.findall(_WORD.sub(" ", bare))
    name = decode_field(_ANGLE.sub(" ", line).encode("utf-8")).text if angles else ""
    return Sender(addresses=tuple(addresses), name=name)


def same_house(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether every domain of ``second`` is one of ``first``, or lies above or below one."""
    return all(any(a == b or a.endswith("." + b) or b.endswith("." + a) for a in first) for b in second)


def read_date(text: str) -> datetime | None:
    """The date of RFC 5322 in a field's text, or None; nothing is guessed."""
    if len(text) > _DATE_LENGTH:
        return None
    try:
        found = parsedate_to_datetime(_COMMENT.sub(" ", text).strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
