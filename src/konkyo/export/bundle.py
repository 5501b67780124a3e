"""An approved docket as one self-contained JSON file: rows, the decisions about them, keys, and the documents' hashes.

Whoever has the file can recompute each row's hash, compare it with what was signed, check the signature with the key
that stands in the file (and compare its fingerprint with the person), and check quotations against originals whose
SHA-256 is the ``document_id``: no workspace is needed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, NoReturn

from pydantic import FailFast, ValidationError

from konkyo.errors import RefusedError
from konkyo.records.docket import DocketReport, DocketRow
from konkyo.records.evidence import Absence, Approved, Quote
from konkyo.records.runs import Decision
from konkyo.records.second_reading import SecondReading
from konkyo.records.value import Value, content_hash
from konkyo.render.signed import fingerprint
from konkyo.render.tables import json_document

_MAX_BYTES = 64 * 2**20
_MAX_CONTAINERS = 2_000_000
_MAX_VALUES_OF_A_ROW = 50_000
_MAX_VALUES_BESIDE_ROWS = 500_000
"""Far above any real file; a hostile one of 90 MB would otherwise fill gigabytes with what is wrong about it."""


class SigningKey(Value):
    """A public key (hex) that signed a decision, and whose it is said to be."""

    person: str
    public_key: str
    fingerprint: str


class BundledDocument(Value):
    """A document that the rows rest on. ``document_id`` is the SHA-256 (hex) of its bytes; ``name`` is for people."""

    document_id: str
    name: str


class DocketBundle(Value):
    """The exported file. ``decisions[i]`` is about ``rows[i]``; a second reading names its row by id and content."""

    format: Literal["konkyo-docket-1"] = "konkyo-docket-1"
    workflow: Literal["docketing"] = "docketing"
    rows: Annotated[tuple[DocketRow, ...], FailFast()]
    decisions: Annotated[tuple[Decision, ...], FailFast()]
    keys: Annotated[tuple[SigningKey, ...], FailFast()]
    documents: Annotated[tuple[BundledDocument, ...], FailFast()]
    second_readings: Annotated[tuple[SecondReading, ...], FailFast()] = ()

    def altered_rows(self) -> tuple[str, ...]:
        """Ids of the rows whose content is not what their decision signed; signatures are checked elsewhere."""
        pairs = zip(self.rows, self.decisions, strict=True)
        return tuple(row.row_id for row, decision in pairs if content_hash(row) != decision.body.content_hash)


def bundle_of(approved: Sequence[Approved[DocketRow]], *, files: Mapping[str, str] | None = None) -> DocketBundle:
    """The bundle of approved rows. ``files``: document id -> name, for documents that only a quotation refers to."""
    names = dict(files or {}) | {item.content.document_id: item.content.file for item in approved}
    ids = {used for item in approved for used in _documents(item.content)}
    readings = tuple(reading for item in approved for reading in item.readings)
    keys = {(item.decision.body.person, item.decision.body.public_key) for item in approved}
    keys |= {(reading.body.person, reading.body.public_key) for reading in readings}
    return DocketBundle(
        rows=tuple(item.content for item in approved),
        decisions=tuple(item.decision for item in approved),
        keys=tuple(
            SigningKey(person=person, public_key=key, fingerprint=fingerprint(key)) for person, key in sorted(keys)
        ),
        documents=tuple(BundledDocument(document_id=used, name=names.get(used, "")) for used in sorted(ids)),
        second_readings=readings,
    )


def bundle_bytes(bundle: DocketBundle) -> bytes:
    """The bundle as indented JSON; parsing it gives the same values, hence the same hashes."""
    return json_document(bundle)


def read_report(data: bytes) -> DocketReport | None:
    """A docket report that nobody has signed (``konkyo docket --json``), or None if the file is none.

    Raises RefusedError for what can be neither a report nor an export.
    """
    _refuse_hostile(data)
    try:
        return DocketReport.model_validate_json(data)
    except ValidationError:
        return None


def read_bundle(data: bytes) -> DocketBundle:
    """Parse an exported file.

    Raises RefusedError if it is none, says something twice, holds no row, or if rows and decisions do not pair up.
    """
    _refuse_hostile(data)
    try:
        bundle = DocketBundle.model_validate_json(data)
    except ValidationError as error:
        _refuse(f"{error.error_count()} fields do not fit")
    if not bundle.rows:
        _refuse("it holds no row")
    if len(bundle.rows) != len(bundle.decisions):
        _refuse(f"it holds {len(bundle.rows)} rows but {len(bundle.decisions)} decisions")
    return bundle


def _refuse(why: str) -> NoReturn:
    msg = f"the file is not an exported docket: {why}"
    raise RefusedError(msg, reason="not_a_bundle", remedy="give a file that konkyo export wrote") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object none of whose names stands twice: readers differ in which of the two they show."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_constant(_: str) -> NoReturn:
    raise ValueError


def _refuse_hostile(data: bytes) -> None:
    """Raise RefusedError for what cannot be a report or an export, before its faults are collected one by one."""
    if len(data) > _MAX_BYTES or data.count(b"[") + data.count(b"{") > _MAX_CONTAINERS:
        _refuse_size()
    try:
        plain = json.loads(data, object_pairs_hook=_object, parse_constant=_no_constant)
        rows = plain.pop("rows", None) if isinstance(plain, dict) else None
        if not isinstance(rows, list):
            _refuse("it has no rows")
        if _values(plain) > _MAX_VALUES_BESIDE_ROWS or any(_values(row) > _MAX_VALUES_OF_A_ROW for row in rows):
            _refuse_size()
        for row in rows:
            DocketRow.model_validate_json(json.dumps(row))
    except ValidationError as error:
        _refuse(f"{error.error_count()} fields of a row do not fit")
    except (ValueError, RecursionError):
        _refuse("it is not JSON, is nested too deeply, or names a field twice")


def _refuse_size() -> NoReturn:
    msg = "the file is too large to be an exported docket"
    raise RefusedError(msg, reason="oversized")


def _values(value: Any) -> int:
    """How many values a JSON value holds, itself included."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(_values(item) for item in inside)


def _documents(row: DocketRow) -> set[str]:
    ids = {row.document_id}
    for item in row.evidence:
        if isinstance(item, Quote):
            ids.add(item.document_id)
        elif isinstance(item, Absence):
            ids.update(scope.document_id for scope in item.searched)
    return ids
