"""What bytes are, told by the bytes. The file's name is a hint that is checked, never believed.

Nothing is parsed here: only fixed marks in the first and last kilobytes are looked at, so this is safe outside the
sandbox. Marks: PDF 32000-1 7.5.2 (header within the first 1024 bytes), APPNOTE.TXT (ZIP), MS-CFB (OLE), XML 1.0 app. F.
"""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import PurePath

from konkyo.records.value import Value

_HEAD = 4096
_MAIL_HEAD = 32_768
_TAIL = 2**20


class Kind(StrEnum):
    """Kinds of files that are told apart."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    XML = "xml"
    JSON = "json"
    TEXT = "text"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODF = "odf"
    EPUB = "epub"
    ZIP = "zip"
    OFFICE_ENCRYPTED = "office-encrypted"
    OUTLOOK = "outlook"
    OFFICE_97 = "office-97"
    MAIL = "mail"
    RTF = "rtf"
    POSTSCRIPT = "postscript"
    IMAGE = "image"
    ARCHIVE = "archive"
    PROGRAM = "program"
    UNKNOWN = "unknown"


READ = frozenset({Kind.PDF, Kind.DOCX, Kind.HTML, Kind.XML, Kind.JSON, Kind.MAIL, Kind.TEXT})
"""Kinds that this version reads; the others are refused by name."""


class Sniffed(Value):
    """What the bytes are. ``mislabelled``: the name's ending promises another kind."""

    kind: Kind
    media_type: str
    mislabelled: bool = False


_MAGIC: tuple[tuple[bytes, Kind, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE, "image/png"),
    (b"\xff\xd8\xff", Kind.IMAGE, "image/jpeg"),
    (b"GIF87a", Kind.IMAGE, "image/gif"),
    (b"GIF89a", Kind.IMAGE, "image/gif"),
    (b"II*\x00", Kind.IMAGE, "image/tiff"),
    (b"MM\x00*", Kind.IMAGE, "image/tiff"),
    (b"II+\x00", Kind.IMAGE, "image/tiff"),
    (b"MM\x00+", Kind.IMAGE, "image/tiff"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", Kind.IMAGE, "image/jp2"),
    (b"\xff\x4f\xff\x51", Kind.IMAGE, "image/j2c"),
    (b"{\\rtf", Kind.RTF, "application/rtf"),
    (b"%!PS", Kind.POSTSCRIPT, "application/postscript"),
    (b"\xc5\xd0\xd3\xc6", Kind.POSTSCRIPT, "application/postscript"),
    (b"\x1f\x8b", Kind.ARCHIVE, "application/gzip"),
    (b"BZh", Kind.ARCHIVE, "application/x-bzip2"),
    (b"\xfd7zXZ\x00", Kind.ARCHIVE, "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", Kind.ARCHIVE, "application/zstd"),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE, "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", Kind.ARCHIVE, "application/vnd.rar"),
    (b"MSCF", Kind.ARCHIVE, "application/vnd.ms-cab-compressed"),
    (b"\x7fELF", Kind.PROGRAM, "application/x-elf"),
    (b"MZ\x90\x00", Kind.PROGRAM, "application/vnd.microsoft.portable-executable"),
    (b"SQLite format 3\x00", Kind.UNKNOWN, "application/vnd.sqlite3"),
)

_ENDINGS: dict[str, frozenset[Kind]] = {
    "pdf": frozenset({Kind.PDF}),
    "docx": frozenset({Kind.DOCX}),
    "docm": frozenset({Kind.DOCX}),
    "dotx": frozenset({Kind.DOCX}),
    "xlsx": frozenset({Kind.XLSX}),
    "pptx": frozenset({Kind.PPTX}),
    "doc": frozenset({Kind.OFFICE_97}),
    "xls": frozenset({Kind.OFFICE_97}),
    "ppt": frozenset({Kind.OFFICE_97}),
    "msg": frozenset({Kind.OUTLOOK}),
    "html": frozenset({Kind.HTML}),
    "htm": frozenset({Kind.HTML}),
    "xhtml": frozenset({Kind.HTML, Kind.XML}),
    "xml": frozenset({Kind.XML, Kind.HTML}),
    "json": frozenset({Kind.JSON}),
    "jsonl": frozenset({Kind.JSON}),
    "txt": frozenset({Kind.TEXT, Kind.MAIL, Kind.XML, Kind.HTML, Kind.JSON}),
    "md": frozenset({Kind.TEXT, Kind.HTML}),
    "eml": frozenset({Kind.MAIL}),
    "zip": frozenset({Kind.ZIP}),
    "rtf": frozenset({Kind.RTF}),
    "tif": frozenset({Kind.IMAGE}),
    "tiff": frozenset({Kind.IMAGE}),
    "png": frozenset({Kind.IMAGE}),
    "jpg": frozenset({Kind.IMAGE}),
    "jpeg": frozenset({Kind.IMAGE}),
    "gif": frozenset({Kind.IMAGE}),
}

_MAIL_FIELDS = frozenset(
    [
        "received",
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "content-type",
        "return-path",
        "delivered-to",
        "reply-to",
        "content-transfer-encoding",
        "in-reply-to",
        "references",
        "sender",
        "user-agent",
        "x-mailer",
        "dkim-signature",
        "list-id",
    ]
)
_MAIL_ONLY = frozenset(["received", "message-id", "mime-version", "return-path", "delivered-to", "dkim-signature"])
_FIELD = re.compile(r"([!-9;-~]{1,76}):[ \t]?")
_ROOT = re.compile(
    r"(?>\s|<\?.*?\?>|<!--.*?-->|<!(?:doctype|DOCTYPE)\s[^\[>]*(?:\[.*?\]\s*)?>)*+<\s*([A-Za-z_][\w:.-]*)", re.DOTALL
)
_HTML_NAMES = frozenset(
    [
        "html",
        "head",
        "body",
        "title",
        "meta",
        "p",
        "div",
        "table",
        "span",
        "h1",
        "h2",
        "h3",
        "br",
        "center",
        "font",
        "a",
        "script",
        "style",
    ]
)
_XML_START = re.compile(r"\s*<(?:\?xml[\s?]|!DOCTYPE\s|!--|[A-Za-z_])", re.IGNORECASE)
_GREENBOOK = re.compile(r"(?:HHHHHT[^\n]*\n)?PATN\s*\n(?:WKU|PATN|[A-Z]{3})\s")
_XML_SGML = re.compile(r"<(?:!DOCTYPE\s+)?(?:PATDOC|us-patent|patent-|pat-)", re.IGNORECASE)


def sniff(data: bytes, name: str = "") -> Sniffed:
    """What ``data`` is. ``name``: the file's name, only to see whether its ending lies."""
    kind, media_type = _binary(data) or _textual(data, name)
    promised = _ENDINGS.get(PurePath(name).suffix.lower().lstrip("."))
    return Sniffed(kind=kind, media_type=media_type, mislabelled=promised is not None and kind not in promised)


def _binary(data: bytes) -> tuple[Kind, str] | None:
    head = data[:_HEAD]
    for magic, kind, media_type in _MAGIC:
        if head.startswith(magic):
            return kind, media_type
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(data)
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return (Kind.IMAGE, "image/webp") if head.startswith(b"RIFF") else (Kind.UNKNOWN, "application/octet-stream")
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return Kind.IMAGE, "image/bmp"
    if head[257:262] == b"ustar":
        return Kind.ARCHIVE, "application/x-tar"
    if b"%PDF-" in head[:1024] and not _is_markup(head[: head.index(b"%PDF-")]):
        return Kind.PDF, "application/pdf"
    return None


def _is_markup(before: bytes) -> bool:
    """A page of HTML that mentions %PDF- is HTML."""
    return before.lstrip()[:1] == b"<"


_OPC = "application/vnd.openxmlformats-officedocument."


def _zip(data: bytes) -> tuple[Kind, str]:
    """The kind of a ZIP container, by the names in its first entries and its directory."""
    names = data[:_HEAD] + data[-_TAIL:] if len(data) > _HEAD + _TAIL else data
    if b"[Content_Types].xml" in names or b"_rels/.rels" in names or b"word/" in names:
        if b"word/document" in names:
            return Kind.DOCX, _OPC + "wordprocessingml.document"
        if b"xl/workbook" in names:
            return Kind.XLSX, _OPC + "spreadsheetml.sheet"
        if b"ppt/presentation" in names:
            return Kind.PPTX, _OPC + "presentationml.presentation"
        if b"word/" in names:
            return Kind.DOCX, _OPC + "wordprocessingml.document"
    if data[30:38] == b"mimetype":
        found = re.match(rb"application/[a-z.+-]+", data[38:138])
        media_type = found.group().decode("ascii") if found else "application/zip"
        if media_type.startswith("application/vnd.oasis"):
            return Kind.ODF, media_type.split("PK")[0]
        if media_type.startswith("application/epub"):
            return Kind.EPUB, "application/epub+zip"
    return Kind.ZIP, "application/zip"


def _ole(data: bytes) -> tuple[Kind, str]:
    """The kind of a compound file, by the names of its streams (UTF-16 in the directory)."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return Kind.OFFICE_ENCRYPTED, "application/x-ole-storage"
    if has("__properties_version1.0"):
        return Kind.OUTLOOK, "application/vnd.ms-outlook"
    if has("WordDocument"):
        return Kind.OFFICE_97, "application/msword"
    if has("Workbook") or has("Book"):
        return Kind.OFFICE_97, "application/vnd.ms-excel"
    if has("PowerPoint Document"):
        return Kind.OFFICE_97, "application/vnd.ms-powerpoint"
    return Kind.UNKNOWN, "application/x-ole-storage"


def _textual(data: bytes, name: str) -> tuple[Kind, str]:
    head = _decoded_head(data)
    if head is None:
        return Kind.UNKNOWN, "application/octet-stream"
    bare = head.lstrip("\ufeff \t\r\n")
    if bare[:1] == "<":
        kind = _markup(bare)
        if kind is not None:
            return kind, "text/html" if kind is Kind.HTML else "application/xml"
    if _GREENBOOK.match(bare):
        return Kind.XML, "text/plain"
    if _is_json(bare, data):
        return Kind.JSON, "application/json"
    if _is_mail(head, named=name.lower().endswith(".eml")):
        return Kind.MAIL, "message/rfc822"
    return Kind.TEXT, "text/plain"


def _decoded_head(data: bytes) -> str | None:
    """The first kilobytes as Latin-1 or UTF-16 characters, or None for bytes that no text has."""
    head = data[:_MAIL_HEAD]
    for bom, codec in ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")):
        if head.startswith(bom):
            return head[: len(head) // 4 * 4].decode(codec, "replace")
    for bom, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(bom):
            return head[: len(head) // 2 * 2].decode(codec, "replace")
    head = head.removeprefix(codecs.BOM_UTF8)
    nul = head.count(0)
    if nul:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        wide = max(even, odd) * 8 >= len(head) // 2 or _wide_east_asian(head)
        if not wide or min(even, odd) * 20 > max(even, odd):
            return None
        return head[: len(head) // 2 * 2].decode("utf-16-be" if even > odd else "utf-16-le", "replace")
    control = sum(head.count(c) for c in range(32) if c not in b"\t\n\x0b\x0c\r\x1b\x1a\x08")
    return None if control * 50 > len(head) else head.decode("latin-1")


def _wide_east_asian(head: bytes) -> bool:
    """Japanese in UTF-16 without a mark: few zero bytes, but line ends and the kana row 30 at every other place."""
    return any(head[i::2].count(0x30) * 8 >= len(head) // 2 for i in (0, 1))


def _markup(bare: str) -> Kind | None:
    found = _ROOT.match(bare)
    root = found.group(1).lower() if found else ""
    if root == "html" or (root in _HTML_NAMES and not bare.startswith("<?xml")):
        return Kind.HTML
    if root:
        return Kind.XML if bare.startswith("<?xml") or _XML_SGML.search(bare[:2048]) or _closes(bare, root) else None
    if re.match(r"<!doctype\s+html", bare, re.IGNORECASE):
        return Kind.HTML
    return Kind.XML if _XML_START.match(bare) and bare.startswith(("<?xml", "<!")) else None


def _closes(bare: str, root: str) -> bool:
    """A root element without an XML declaration: ``<name attr="..">`` at the very start, not ``<not a tag``."""
    return re.match(rf"<\s*{re.escape(root)}(?:\s+[\w:.-]+\s*=\s*[\"'][^<>]*)?\s*/?>", bare, re.IGNORECASE) is not None


def _is_json(bare: str, data: bytes) -> bool:
    if not re.match(r'(?:\{\s*"|\[\s*[\[{"\d]|\{\s*\})', bare):
        return False
    tail = data[-64:].replace(b"\x00", b"").rstrip()
    return tail.endswith((b"}", b"]"))


def _is_mail(head: str, *, named: bool) -> bool:
    """A header block of RFC 5322: only fields and folded lines up to the first empty line, three of them known.

    ``named``: the file is called a mail, so that one known field is enough and a broken line is forgiven.
    """
    lines = head.lstrip("\r\n").replace("\r\n", "\n").split("\n")
    if lines and lines[0].startswith("From "):
        lines = lines[1:]
    seen: set[str] = set()
    for line in lines:
        if not line.strip():
            break
        if line[0] in " \t":
            continue
        field = _FIELD.match(line)
        if field is not None:
            seen.add(field.group(1).lower())
        elif not named:
            return False
    known = seen & _MAIL_FIELDS
    if named:
        return bool(known)
    return len(known) >= 3 and bool(known & _MAIL_ONLY or {"from", "subject", "date"} <= known)
