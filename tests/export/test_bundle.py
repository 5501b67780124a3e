"""The self-contained JSON file."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable

import pytest

from konkyo.errors import RefusedError
from konkyo.export.bundle import bundle_bytes, bundle_of, read_bundle
from konkyo.people import keys
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved
from konkyo.render.signed import fingerprint

Approve = Callable[..., Approved[DocketRow]]


def test_a_bundle_comes_back_the_same(row: DocketRow, approve: Approve) -> None:
    """Reading the file gives rows whose hashes are those that were signed."""
    bundle = bundle_of([approve(row)])
    again = read_bundle(bundle_bytes(bundle))
    assert again == bundle
    assert again.altered_rows() == ()


def test_it_carries_keys_and_document_hashes(row: DocketRow, approve: Approve) -> None:
    """Whoever has the file alone knows which key signed and which originals are meant."""
    approved = approve(row)
    bundle = bundle_of([approved])
    assert [key.fingerprint for key in bundle.keys] == [fingerprint(approved.decision.body.public_key)]
    assert [(d.document_id, d.name) for d in bundle.documents] == [(row.document_id, row.file)]


def test_a_changed_due_date_is_found(row: DocketRow, approve: Approve) -> None:
    """A file in which one date was changed no longer matches what was signed."""
    data = bundle_bytes(bundle_of([approve(row)])).replace(b'"due": "2026-09-24"', b'"due": "2026-10-24"')
    assert read_bundle(data).altered_rows() == ("row-1",)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"rows": []}', b"\xff\xfe", b"NaN"])
def test_other_files_are_refused(data: bytes) -> None:
    """What is no exported docket is refused with a reason, never half read."""
    with pytest.raises(RefusedError):
        read_bundle(data)


def test_rows_without_decisions_are_refused(row: DocketRow, approve: Approve) -> None:
    """A row whose decision was cut out makes the file unreadable, not unsigned."""
    plain = json.loads(bundle_bytes(bundle_of([approve(row)])))
    plain["decisions"] = []
    with pytest.raises(RefusedError, match="0 decisions"):
        read_bundle(json.dumps(plain).encode())


def test_an_unknown_field_is_refused(row: DocketRow, approve: Approve) -> None:
    """A field that this version does not know would be lost silently; the file is refused instead."""
    plain = json.loads(bundle_bytes(bundle_of([approve(row)])))
    plain["rows"][0]["approved"] = True
    with pytest.raises(RefusedError):
        read_bundle(json.dumps(plain).encode())


def test_a_key_looks_the_same_on_paper_and_at_the_desk(row: DocketRow, approve: Approve) -> None:
    """The fingerprint in an export is the one that a person compares with the list of people."""
    key = approve(row).decision.body.public_key
    assert fingerprint(key) == keys.fingerprint(key)


def test_a_field_named_twice_is_refused(row: DocketRow, approve: Approve) -> None:
    """A reader that shows the first of two due dates and a check of the second would see different files."""
    data = bundle_bytes(bundle_of([approve(row)]))
    twice = data.replace(b'"due": "2026-09-24"', b'"due": "2030-01-01", "due": "2026-09-24"')
    assert twice != data
    with pytest.raises(RefusedError, match="twice"):
        read_bundle(twice)


def _wide(count: int) -> str:
    return '{"rows": [' + "[]," * count + "[]]}"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"rows": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"rows": ' + "9" * 100_000 + "}",
        '{"rows": [{"confidence": NaN}]}',
        '{"rows": [1, "a", null]}',
        '{"rows": [], "decisions": [], "keys": [], "documents": []}',
        _wide(100_000),
        _wide(2_100_000),
        '{"rows": [{"evidence": [' + "1," * 60_000 + "1]}]}",
        '{"rows": [], "files": [' + "1," * 600_000 + "1]}",
    ],
    ids=["deep", "deep rows", "huge number", "NaN", "no objects", "empty", "wide", "wider", "wide row", "wide beside"],
)
def test_hostile_files_are_refused_at_little_cost(text: str) -> None:
    """Depth, width, and numbers without end are refused before their faults are collected one by one."""
    tracemalloc.start()
    with pytest.raises(RefusedError):
        read_bundle(text.encode())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 300 * 2**20
