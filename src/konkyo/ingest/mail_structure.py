"""A message taken apart into its MIME parts, within bounds: fields, their length, parts, and how deep they nest.

The parser of the standard library builds one object for each part before it reads it, and attaches it to the part
around it; that is where the bounds are held, so that nothing nests deeper than Python's own stack allows.
Sources: RFC 5322, RFC 2045, RFC 2046, RFC 2183, RFC 2231.
"""

from __future__ import annotations

import codecs
import email.errors
import re
from email.feedparser import BytesFeedParser
from email.message import Message
from email.policy import Policy, compat32
from typing import Any, cast

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits
from konkyo.ingest.mail_headers import decode_field, filename_of

_MOST_FIELDS = 1_000  # of one part; Received lines of the longest ways are below a hundred
_MOST_FIELD_CHARS = 256 * 1024
_MOST_STRUCTURE_CHARS = 16 * 1024
_MOST_DEPTH = 50
_CHUNK = 64 * 1024
_KEPT = "The file's bytes are untouched."
_STRUCTURAL = frozenset(["content-type", "content-disposition", "content-transfer-encoding"])
_TOKEN = re.compile(r"[!#$%&'*+.^_`{|}~0-9A-Za-z-]+")
_HARMLESS = (email.errors.MultipartInvariantViolationDefect, email.errors.FirstHeaderLineIsContinuationDefect)


class _Count:
    """What was built so far."""

    def __init__(self, limits: Limits) -> None:
        self.most = limits.members
        self.parts = 0


class MailPart(Message):
    """One part of a message, or the message itself. ``level``: how many parts it lies in."""

    def __init__(self, count: _Count, policy: Policy = compat32) -> None:
        super().__init__(policy)
        self.level = 0
        self._count = count
        self._fields = 0
        count.parts += 1
        if count.parts > count.most:
            raise _refused(reason="members", message=f"more than {count.most} parts")

    def attach(self, payload: Any) -> None:
        """Hold a part that is about to be read."""
        payload.level = self.level + 1
        if payload.level > _MOST_DEPTH:
            raise _refused(reason="depth", message=f"parts nest more than {_MOST_DEPTH} deep")
        super().attach(payload)

    def set_raw(self, name: str, value: str) -> None:
        """Hold a field that was just read; those that tell the structure are made readable at once."""
        self._fields += 1
        if self._fields > _MOST_FIELDS:
            raise _refused(reason="members", message=f"more than {_MOST_FIELDS} header fields")
        structural = name.lower() in _STRUCTURAL
        if len(value) > (_MOST_STRUCTURE_CHARS if structural else _MOST_FIELD_CHARS):
            raise _refused(reason="members", message="a header field is longer than the limit allows")
        if structural:
            value = value.encode("ascii", "surrogateescape").decode("utf-8", "replace")
            value = re.sub(r"[\r\n]+", "", value).strip()
        if name.lower() == "content-transfer-encoding":
            found = _TOKEN.search(value)
            value = found.group() if found else ""
        super().set_raw(name, value)

    @property
    def fields(self) -> tuple[tuple[str, bytes], ...]:
        """Names in lower case and raw values, in order."""
        pairs = ((name, str(value)) for name, value in self.raw_items())
        return tuple((name.lower(), value.encode("utf-8", "surrogateescape")) for name, value in pairs)

    @property
    def parts(self) -> tuple[MailPart, ...]:
        """The parts inside; empty for a leaf."""
        payload = self.get_payload()
        return tuple(p for p in payload if isinstance(p, MailPart)) if isinstance(payload, list) else ()

    @property
    def type(self) -> str:
        """The media type in lower case; a container whose parts were not found is the plain text it shows."""
        media = self.get_content_type()
        return "text/plain" if media.startswith("multipart/") and not self.is_multipart() else media

    @property
    def charset(self) -> str | None:
        """The declared charset as it stands."""
        return self.parameter("charset")

    @property
    def is_attachment(self) -> bool:
        """Whether the sender calls it an attachment."""
        return str(self.get("content-disposition", "")).lower().lstrip().startswith("attachment")

    @property
    def name(self) -> str:
        """The file name that the sender gives, decoded, as it stands; or the empty string."""
        for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
            found = self._raw_parameter(parameter, header)
            if found:
                return filename_of(found)
        return decode_field(next((v for n, v in self.fields if n == "content-description"), b"")).text

    def parameter(self, name: str) -> str | None:
        """A parameter of the content type."""
        found = self._raw_parameter(name, "content-type")
        return filename_of(found) if found else None

    def _raw_parameter(self, name: str, header: str) -> str | tuple[str | None, str | None, str] | None:
        try:
            found: Any = self.get_param(name, None, header)
        except (ValueError, LookupError, TypeError):  # a value that RFC 2231 does not allow
            return None
        return found if isinstance(found, str | tuple) else None

    def content(self) -> bytes:
        """The bytes of a leaf, with the transfer encoding undone as far as it goes."""
        try:
            found = self.get_payload(decode=True)
        except (ValueError, LookupError, TypeError, AssertionError):  # a transfer encoding that is not kept to
            self.defects.append(email.errors.InvalidBase64LengthDefect())
            payload = self.get_payload()
            return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
        return found if isinstance(found, bytes) else b""

    @property
    def size(self) -> int:
        """Bytes of a leaf's content; as they were sent, where the transfer encoding cannot be undone."""
        payload = self.get_payload()
        return len(self.content()) or (len(payload) if isinstance(payload, str) else 0)

    @property
    def is_faulty(self) -> bool:
        """Whether the parser had to guess."""
        return any(not isinstance(defect, _HARMLESS) for defect in self.defects)


def mail_bytes(data: bytes) -> bytes:
    """The message as mail programs send it: no byte order mark, no UTF-16, no empty lines before its fields.

    Raises ``RefusedError``: ``encoding``.
    """
    return _ascii_compatible(data).lstrip(b"\r\n")


def parse_mail(data: bytes, limits: Limits) -> MailPart:
    """The message in its parts. Raises ``RefusedError``: ``depth``, ``members``, ``encoding``."""
    data = mail_bytes(data)
    count = _Count(limits)

    def build(policy: Policy = compat32) -> MailPart:
        return MailPart(count, policy)

    parser: BytesFeedParser[MailPart] = BytesFeedParser(build, policy=cast("Policy[MailPart]", compat32))
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        return parser.close()
    except RecursionError:
        raise _refused(reason="depth", message="its parts nest too deeply") from None


def _ascii_compatible(data: bytes) -> bytes:
    """A message that was saved as UTF-16 text, as UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16").encode("utf-8")
        except UnicodeError:
            raise _refused(reason="encoding", message="it is marked as UTF-16 but is not") from None
    return data.removeprefix(codecs.BOM_UTF8)


def _refused(*, reason: str, message: str) -> RefusedError:
    return RefusedError(message, reason=reason, remedy="Ask the sender for a plainer message.", kept=_KEPT)
