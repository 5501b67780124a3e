"""``konkyo verify`` looks at second readings again; files from before there were any still verify."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from konkyo.export.bundle import bundle_bytes, bundle_of, read_bundle
from konkyo.export.recheck import Recheck, recheck
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved
from konkyo.records.second_reading import ReadValues, SecondReading, SecondReadingBody, signed_bytes
from konkyo.records.value import content_hash
from konkyo.review.reading_comparison import compare, computation_of

_KEY = Ed25519PrivateKey.from_private_bytes(bytes(reversed(range(32))))
_APPROVER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VALUES = ReadValues(
    office="JPO", application_number="JP2023918274", event_code="oa_response", trigger_kind="dispatch_date",
    trigger_date=date(2026, 7, 23), party="resident", due=date(2026, 9, 24),
)  # fmt: skip


def reading_of(row: DocketRow, key: Ed25519PrivateKey = _KEY, **more: Any) -> SecondReading:
    """A soundly signed second reading of a row."""
    computed = computation_of(VALUES)
    found = compare(VALUES, computed, row)
    plain = {
        "proposal_id": row.row_id, "content_hash": content_hash(row), "values": VALUES, "computed": computed,
        "outcome": found.outcome, "compared": found.compared, "differs": found.differs, "person": "jiro",
        "public_key": key.public_key().public_bytes_raw().hex(), "seal": "0" * 64,
        "read_at": datetime(2026, 7, 29, tzinfo=UTC),
    }  # fmt: skip
    body = SecondReadingBody.model_validate(plain | more)
    return SecondReading(body=body, signature=key.sign(signed_bytes(body)).hex())


class _Nothing:
    """No originals: what is asked here is about signatures."""

    def document(self, document_id: str) -> None:
        return None


def found(data: bytes, *, stands: Any = None) -> dict[str, Recheck]:
    """Checks of second readings in a file, by what they are of."""
    bundle = read_bundle(data)
    done = recheck(bundle, "x.json", _Nothing(), standing=lambda row, decision: None, reading_stands=stands)
    return {check.what.removeprefix("second reading: "): check for check in done.checks if "second" in check.what}


@pytest.fixture
def bundle(row: DocketRow, approve: Callable[..., Any]) -> Callable[[SecondReading], bytes]:
    """A file of one approved row with this reading."""

    def made(reading: SecondReading) -> bytes:
        item = approve(row)
        return bundle_bytes(bundle_of([Approved(item.content, item.decision, (reading,))]))

    return made


def test_sound(row: DocketRow, bundle: Callable[[SecondReading], bytes]) -> None:
    """Signature, key, other person, computation and person are looked at, and stand."""
    checks = found(bundle(reading_of(row)))
    assert set(checks) == {"signature", "key", "other person", "computation", "person"}
    assert all(check.ok for check in checks.values()), checks


@pytest.mark.parametrize(
    ("path", "value", "failing"),
    [(("outcome",), "differ", "signature"), (("values", "due"), "2026-09-25", "signature"),
     (("person",), "somebody", "signature"), (("computed", "due"), "2026-09-25", "computation"),
     (("content_hash",), "0" * 64, "signature"), (("read_at",), "2026-07-30T00:00:00Z", "signature")],
)  # fmt: skip
def test_altered(
    row: DocketRow, bundle: Callable[[SecondReading], bytes], path: tuple[str, ...], value: str, failing: str
) -> None:
    """Whatever is changed in the file afterwards fails its check."""
    plain = json.loads(bundle(reading_of(row)))
    place = plain["second_readings"][0]["body"]
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert not found(json.dumps(plain).encode())[failing].ok


def test_by_the_approver(row: DocketRow, bundle: Callable[[SecondReading], bytes]) -> None:
    """The approver's own reading, under their key or their name, is no second one."""
    assert not found(bundle(reading_of(row, _APPROVER)))["other person"].ok
    assert not found(bundle(reading_of(row, person="Hanako")))["other person"].ok


def test_of_no_row(row: DocketRow, bundle: Callable[[SecondReading], bytes]) -> None:
    """A reading of a row that the file does not hold is said to be one."""
    (check,) = found(bundle(reading_of(row, proposal_id="row-9"))).values()
    assert (check.ok, check.why) == (False, "is of no row of this file")


def test_claims_another_outcome(row: DocketRow, bundle: Callable[[SecondReading], bytes]) -> None:
    """A key of one's own can sign anything; that the values agree with the row is compared again."""
    other = row.model_copy(update={"due": date(2026, 9, 25)})
    reading = reading_of(row, content_hash=content_hash(other))
    assert not found(bundle(reading))["signature"].ok


def test_files_from_before(row: DocketRow, approve: Callable[..., Any]) -> None:
    """A file without the field is read and verified as it was."""
    plain = json.loads(bundle_bytes(bundle_of([approve(row)])))
    del plain["second_readings"]
    assert read_bundle(json.dumps(plain).encode()).second_readings == ()
    assert found(json.dumps(plain).encode()) == {}
