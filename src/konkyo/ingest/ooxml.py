"""Opens an Office Open XML package (ECMA-376) without trusting the ZIP around it.

Only named parts are unpacked, into memory, each within the limits; nothing is ever written to disk. Member names that
climb out of the package are ignored and told.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from konkyo.ingest.base import Limits
from konkyo.ingest.declared_encoding import decode_markup
from konkyo.ingest.markup_flags import FlagSet
from konkyo.ingest.refusals import refusal
from konkyo.ingest.safe_xml import child_elements, local_attributes, parse_xml
from konkyo.records.value import Value

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_RATIO_FLOOR = 2**20
_LOCAL_HEADER = 30
_ENCRYPTED_BIT = 0x1


class Relationship(Value):
    """One relationship: its id, the last segment of its type, its target (a part name unless external)."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """A package whose members were checked. Part names have no leading slash."""

    def __init__(self, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], limits: Limits) -> None:
        self._archive = archive
        self._members = members
        self._limits = limits

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The bytes of one part. Raises ``RefusedError`` (``damaged``) where they do not unpack whole."""
        try:
            with self._archive.open(self._members[name]) as stream:
                return stream.read()
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise refusal(reason="damaged") from None

    def xml(self, name: str, flags: FlagSet) -> etree._Element:
        """The root element of an XML part. Raises ``RefusedError`` as ``parse_xml`` does."""
        return parse_xml(decode_markup(self.read(name)).text, self._limits, flags)

    def relationships(self, source: str, flags: FlagSet) -> dict[str, Relationship]:
        """Relationships of a part (or of the package, ``source`` empty) by id."""
        folder, base = posixpath.split(source)
        name = posixpath.join(folder, "_rels", base + ".rels")
        if name not in self._members:
            return {}
        found: dict[str, Relationship] = {}
        for element in child_elements(self.xml(name, flags)):
            attributes = local_attributes(element)
            external = attributes.get("TargetMode", "") == "External"
            target = attributes.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rstrip("/").rsplit("/", 1)[-1]
            key = attributes.get("Id", "")
            found[key] = Relationship(id=key, kind=kind, target=target, external=external)
        return found


def open_package(data: bytes, limits: Limits, flags: FlagSet) -> Package:
    """Check a package's directory and open it.

    Raises ``RefusedError``: ``encrypted``, ``type``, ``damaged``, ``members``, ``duplicates``, ``ratio``, ``unpacked``.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise refusal(reason="encrypted")
        raise refusal(reason="type")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise refusal(reason="damaged") from None
    infos = archive.infolist()
    _check_directory(infos, limits)
    members: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for info in infos:
        if info.is_dir():
            continue
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
            flags.add("unsafe-names")
            continue
        if name.casefold() in folded:
            raise refusal(reason="duplicates")
        folded.add(name.casefold())
        members[name] = info
    return Package(archive, members, limits)


def _check_directory(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.members:
        raise refusal(reason="members")
    if any(info.flag_bits & _ENCRYPTED_BIT for info in infos):
        raise refusal(reason="encrypted")
    for info in infos:
        if info.file_size > _RATIO_FLOOR and info.file_size > limits.ratio * max(1, info.compress_size):
            raise refusal(reason="ratio")
    if sum(info.file_size for info in infos) > limits.unpacked_bytes:
        raise refusal(reason="unpacked")
    end = 0
    for info in sorted(infos, key=lambda member: member.header_offset):
        if info.header_offset < end:
            raise refusal(reason="damaged")
        end = info.header_offset + _LOCAL_HEADER + info.compress_size
