"""Four eyes: another person, the same content, sealed first; what is missing, differs or was tampered with blocks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import (
    ApprovalError,
    KonkyoError,
    SecondReadingNeededError,
    SignatureError,
    StorageDamagedError,
    UsageError,
)
from konkyo.people.directory import add_person, revoke_person, unlock_person
from konkyo.people.keys import Cost
from konkyo.people.passphrase import Passphrase
from konkyo.records.evidence import Approved
from konkyo.records.second_reading import ReadingOutcome, ReadValues, SecondReading, signed_bytes
from konkyo.records.value import canonical_bytes
from konkyo.review import decide, four_eyes, queue, second_reading
from konkyo.store import Store

Propose = Callable[..., str]
PHRASE = "correct horse battery"
FACTS = {
    "event_code": "appeal_against_refusal", "trigger_kind": "service_date", "trigger_date": "2026-01-05",
    "application_number": "JP2021123456", "right": "patent", "party": "resident", "due": "2026-04-06",
    "nominal_due": "2026-04-05", "safe_date": "2026-04-03",
}  # fmt: skip
READ = ReadValues(
    office="JPO", application_number="JP2021123456", event_code="appeal_against_refusal", trigger_kind="service_date",
    trigger_date=date(2026, 1, 5), party="resident", due=date(2026, 4, 6),
)  # fmt: skip
WRONG = READ.model_copy(update={"due": date(2026, 4, 5)})


def give(store: Store, desk: Any, values: ReadValues = READ, *, row: str = "row-1", reason: str = "") -> SecondReading:
    """A whole second reading: sealed, compared, signed."""
    made = second_reading.seal(store, queue.show(store, row), values, desk.person)
    return second_reading.sign(store, second_reading.compared(store, made), desk.person, desk.signer, reason=reason)


def approve(store: Store, desk: Any, row: str = "row-1", **more: Any) -> Approved[Any]:
    """Approve as shown."""
    return decide.approve(store, row, queue.show(store, row).content_hash, desk.person, desk.signer, **more)


@pytest.fixture
def shown(store: Store, propose: Propose, jiro: Any) -> str:
    """A row that waits, two people, and four eyes required."""
    assert jiro.person.name
    store.second_readings.require("deadlines", actor="konkyo")
    return propose(**FACTS)


def test_reading_before_approval(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """An agreeing reading of exactly this content by another person lets the approval release it."""
    reading = give(store, jiro)
    assert (reading.body.outcome, reading.body.content_hash) == (ReadingOutcome.AGREE, shown)
    assert {"office", "application_number", "trigger_date", "due", "computed_due"} <= set(reading.body.compared)
    released = approve(store, hanako)
    assert released.readings == (reading,)
    decide.check(released, store)
    assert decide.approved(store, "row-1") == released


def test_reading_after_approval(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """The approval is signed and recorded first, and releases nothing until the reading is there."""
    with pytest.raises(SecondReadingNeededError):
        approve(store, hanako)
    assert len(store.decisions.of("row-1")) == 1
    for act in (lambda: decide.approved(store, "row-1"), lambda: approve(store, hanako)):
        with pytest.raises(SecondReadingNeededError):
            act()
    assert len(store.decisions.of("row-1")) == 1, "approving again changes nothing"
    give(store, jiro)
    assert decide.approved(store, "row-1").decision == store.decisions.last("row-1")


def test_made_up_approved_is_checked(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """Whoever builds an ``Approved`` by hand does not get round the second reading, nor show one that is not there."""
    with pytest.raises(SecondReadingNeededError):
        approve(store, hanako)
    row = queue.show(store, "row-1").row
    decision = store.decisions.last("row-1")
    assert decision is not None
    with pytest.raises(SecondReadingNeededError):
        decide.check(Approved(row, decision), store)
    with pytest.raises(SecondReadingNeededError):
        decide.check_claim(row, decision, store)
    reading = give(store, jiro)
    other = reading.model_copy(update={"body": reading.body.model_copy(update={"person": "Somebody Else"})})
    with pytest.raises(ApprovalError, match="does not stand here"):
        decide.check(Approved(row, decision, (other,)), store)


def test_off_by_default(store: Store, propose: Propose, hanako: Any) -> None:
    """Without the setting one person approves, as before."""
    propose(**FACTS)
    assert store.second_readings.required == "off"
    assert approve(store, hanako).readings == ()


def test_the_approver_cannot_read(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """Own eyes count once, whichever came first."""
    give(store, hanako)
    with pytest.raises(SecondReadingNeededError):
        approve(store, hanako)
    with pytest.raises(ApprovalError, match="does not give its second reading"):
        give(store, hanako)
    give(store, jiro)
    decide.approved(store, "row-1")


@pytest.mark.parametrize("name", ["山田花子", "花子 山田", "山田　花子"])
def test_one_person_with_two_keys(store: Store, shown: str, hanako: Any, name: str) -> None:
    """A second key under the same name, spaced, turned round or in full width, is no second person."""
    person = add_person(store, name, Passphrase(PHRASE), admitted_by=hanako.person, signer=hanako.signer,
                        cost=Cost(n=2**4)) if name != "山田　花子" else None  # fmt: skip
    if person is None:  # the directory itself refuses a name that is the same but for its space
        with pytest.raises(UsageError):
            add_person(store, name, Passphrase(PHRASE), admitted_by=hanako.person, signer=hanako.signer)
        return
    twin = type(hanako)(person=person, signer=unlock_person(person, Passphrase(PHRASE)).sign)
    give(store, twin)
    with pytest.raises(SecondReadingNeededError):
        approve(store, hanako)


@given(st.lists(st.sampled_from(["Hanako", "YAMADA", "山田", "花子", "Ｊｉｒｏ"]), min_size=1, max_size=3, unique=True))
def test_same_person_is_symmetric(parts: list[str]) -> None:
    """Order, case and width of a name's parts make no other person; another name with another key does."""
    one, other = " ".join(parts), " ".join(reversed([part.lower() for part in parts]))
    assert four_eyes.same_person(one, "a", other, "b")
    assert four_eyes.same_person(other, "b", one, "a")
    assert four_eyes.same_person(one, "a", "佐藤 次郎", "a")
    assert not four_eyes.same_person(one, "a", "佐藤 次郎", "b")


def test_revoked_reader(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """A revoked key reads nothing; revoked between reading and approval it does not count; after both it does."""
    give(store, jiro)
    revoke_person(store, jiro.person, by=hanako.person, signer=hanako.signer)
    with pytest.raises(SecondReadingNeededError):
        approve(store, hanako)
    with pytest.raises(ApprovalError, match="revoked"):
        give(store, jiro)


def test_revoked_after_both(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """What was released with a valid key stays released when the reader leaves the firm."""
    give(store, jiro)
    approve(store, hanako)
    revoke_person(store, jiro.person, by=hanako.person, signer=hanako.signer)
    assert decide.approved(store, "row-1").content.row_id == "row-1"


def test_difference_blocks(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """With four eyes a difference cannot be acknowledged away; a later reading that agrees, with a reason, lifts it."""
    assert give(store, jiro, WRONG).body.differs == ("due",)
    assert queue.show(store, "row-1").flags == ("second_reading:due",)
    with pytest.raises(ApprovalError, match="second_reading:due"):
        approve(store, hanako, acknowledged=["second_reading:due"])
    assert store.decisions.of("row-1") == ()
    with pytest.raises(UsageError, match="says why"):
        give(store, jiro)
    give(store, jiro, reason="a day off")
    assert queue.show(store, "row-1").flags == ()
    approve(store, hanako)


def test_difference_after_approval_stops_exports(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """A colleague's difference after the approval takes the release back."""
    with suppress(SecondReadingNeededError):
        approve(store, hanako)
    give(store, jiro, WRONG)
    with pytest.raises(SecondReadingNeededError, match="second_reading:due"):
        decide.approved(store, "row-1")


def test_difference_without_four_eyes(store: Store, propose: Propose, hanako: Any, jiro: Any) -> None:
    """Where four eyes are not required, a difference is a flag: acknowledged by name under the signature, or not."""
    propose(**FACTS)
    give(store, jiro, WRONG)
    with pytest.raises(ApprovalError, match="second_reading:due"):
        approve(store, hanako)
    released = approve(store, hanako, acknowledged=["second_reading:due"])
    assert released.decision.body.acknowledged == ("second_reading:due",)
    assert decide.approved(store, "row-1") == released


def test_amending_voids_readings(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """An amended row is another content: it needs a reading of its own."""
    give(store, jiro)
    with pytest.raises(SecondReadingNeededError):
        decide.amend(store, "row-1", shown, {"matter_ref": "X-1"}, hanako.person, hanako.signer, reason="reference")
    assert decide.docket_row(store.proposals.get("row-1").current).matter_ref == "X-1"
    give(store, jiro)
    assert decide.approved(store, "row-1").content.matter_ref == "X-1"


def test_new_version_voids_readings(store: Store, shown: str, propose: Propose, hanako: Any, jiro: Any) -> None:
    """What a run proposes anew is not what was read."""
    give(store, jiro)
    propose(**FACTS | {"due": "2026-04-07"})
    with pytest.raises(SecondReadingNeededError):
        approve(store, hanako)


def test_changed_while_reading(store: Store, shown: str, propose: Propose, jiro: Any) -> None:
    """A row that changes between sealing and signing is not signed."""
    made = second_reading.seal(store, queue.show(store, "row-1"), READ, jiro.person)
    found = second_reading.compared(store, made)
    propose(**FACTS | {"due": "2026-04-07"})
    with pytest.raises(ApprovalError):
        second_reading.sign(store, found, jiro.person, jiro.signer)
    with pytest.raises(ApprovalError, match="changed since"):
        second_reading.compared(store, made)
    assert store.second_readings.of("row-1") == ()


def test_sealed_before_shown(store: Store, shown: str, jiro: Any) -> None:
    """The seal and its audit entry are there before a comparison can be had; the entry gives no value away."""
    made = second_reading.seal(store, queue.show(store, "row-1"), READ, jiro.person)
    *_, entry = store.audit.entries()
    assert entry.kind == "second_reading.sealed"
    assert not {"2026-04-06", "JP2021123456"} & set(entry.objects.values())
    assert made.nonce != second_reading.seal(store, queue.show(store, "row-1"), READ, jiro.person).nonce
    forged = made.model_copy(update={"values": WRONG})
    with pytest.raises(KonkyoError):
        second_reading.compared(store, forged)


def test_same_signature_twice_is_once(store: Store, shown: str, jiro: Any) -> None:
    """Signing the same sealed values again gives back the reading that stands."""
    made = second_reading.seal(store, queue.show(store, "row-1"), READ, jiro.person)
    found = second_reading.compared(store, made)
    first = second_reading.sign(store, found, jiro.person, jiro.signer)
    assert second_reading.sign(store, found, jiro.person, jiro.signer) == first
    assert len(store.second_readings.of("row-1")) == 1


def test_forged_comparison_is_not_signed(store: Store, shown: str, jiro: Any) -> None:
    """A comparison that a program made up is done again before it is signed."""
    made = second_reading.seal(store, queue.show(store, "row-1"), WRONG, jiro.person)
    found = second_reading.compared(store, made)
    agreeing = found.comparison.model_copy(update={"outcome": ReadingOutcome.AGREE, "differs": ()})
    forged = found.model_copy(
        update={"comparison": agreeing, "computed": found.computed.model_copy(update={"supported": False})}
    )
    body = second_reading.sign(store, forged, jiro.person, jiro.signer).body
    assert (body.outcome, body.differs, body.computed.supported) == (ReadingOutcome.DIFFER, ("due",), True)


def test_another_persons_seal(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """Nobody signs values that somebody else sealed."""
    made = second_reading.seal(store, queue.show(store, "row-1"), READ, jiro.person)
    with pytest.raises(ApprovalError, match="another person"):
        second_reading.sign(store, second_reading.compared(store, made), hanako.person, hanako.signer)


def test_wrong_signature(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """A signature by another key, none, or one made for decisions is refused, and nothing is recorded."""
    made = second_reading.seal(store, queue.show(store, "row-1"), READ, jiro.person)
    found = second_reading.compared(store, made)

    def plain(data: bytes) -> bytes:
        return bytes(jiro.signer(data.removeprefix(b"konkyo second reading 1\0")))

    for signer in (hanako.signer, lambda _: b"", plain):
        with pytest.raises(SignatureError):
            second_reading.sign(store, found, jiro.person, signer)
    assert store.second_readings.of("row-1") == ()
    assert [e.kind for e in store.audit.entries(kind="second_reading.")] == ["second_reading.sealed"]


def test_signed_bytes_are_no_decision(store: Store, shown: str, jiro: Any) -> None:
    """What is signed is never the canonical JSON of anything."""
    body = give(store, jiro).body
    assert signed_bytes(body).startswith(b"konkyo second reading")
    assert signed_bytes(body).endswith(canonical_bytes(body))


def tamper(root: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Write into the database from outside: triggers do not hold for whoever owns the disk."""
    with closing(sqlite3.connect(root / "konkyo.db")) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            assert database.execute(statement, values).rowcount >= 1
        database.commit()


def stays_locked(root: Path) -> None:
    """Nothing is released, whatever the error is called."""
    with Store.open(root) as store, pytest.raises((ApprovalError, StorageDamagedError)):
        decide.approved(store, "row-1")


@pytest.fixture
def differing(store: Store, shown: str, hanako: Any, jiro: Any) -> Path:
    """Approved by one, read otherwise by the other: nothing may leave."""
    with suppress(SecondReadingNeededError):
        approve(store, hanako)
    give(store, jiro, WRONG)
    store.close()
    return store.root


def test_outcome_edited(differing: Path) -> None:
    """The outcome set to agree in the table is not the signed one."""
    tamper(differing, ("UPDATE second_readings SET outcome = 'agree'", ()))
    stays_locked(differing)


def test_body_edited(differing: Path) -> None:
    """The signed body rewritten does not fit its id any more."""
    tamper(differing, ("UPDATE second_readings SET body = replace(body, '\"differ\"', '\"agree\"')", ()))
    stays_locked(differing)


def test_removed(differing: Path) -> None:
    """A difference taken out of the table is still told of by the audit trail."""
    tamper(differing, ("DELETE FROM second_readings", ()))
    stays_locked(differing)
    with Store.open(differing) as store:
        assert queue.show(store, "row-1").flags == ("second_reading:unsound",), "the list is still shown"


def test_replayed_for_another_row(store: Store, shown: str, propose: Propose, hanako: Any, jiro: Any) -> None:
    """An agreeing reading of one row put under another row's name counts for neither."""
    propose("row-2", **FACTS)
    give(store, jiro, row="row-2")
    with suppress(SecondReadingNeededError):
        approve(store, hanako)
    reading = store.second_readings.of("row-2")[0]
    root = store.root
    store.close()
    tamper(root, ("UPDATE second_readings SET row_id = 'row-1', content_hash = ?", (shown,)))
    stays_locked(root)
    with Store.open(root) as again:
        row = queue.show(again, "row-1").row
        with pytest.raises(SignatureError, match="another content"):
            four_eyes.check_reading(again, reading, row)


def test_inserted_without_record(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """A soundly signed reading that the trail has no record of is none."""
    with suppress(SecondReadingNeededError):
        approve(store, hanako)
    reading = give(store, jiro)
    root, entries = store.root, len(list(store.audit.entries()))
    store.close()
    tamper(root, ("UPDATE second_readings SET audit_seq = ?", (entries - 1,)))
    stays_locked(root)
    with Store.open(root) as again, pytest.raises(ApprovalError, match="no record"):
        four_eyes.check_reading(again, reading, queue.show(again, "row-1").row)


def test_reader_renamed_in_the_database(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """The approver's own key under another name in the database makes no second person."""
    give(store, hanako)
    with suppress(SecondReadingNeededError):
        approve(store, hanako)
    root = store.root
    store.close()
    tamper(root, ("UPDATE people SET name = 'Somebody' WHERE name = ?", (hanako.person.name,)))
    stays_locked(root)


def test_revocation_cleared(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """A revocation wiped from the table still stands in the trail: that reading does not count for a later approval."""
    give(store, jiro)
    revoke_person(store, jiro.person, by=hanako.person, signer=hanako.signer)
    with suppress(SecondReadingNeededError):
        approve(store, hanako)
    root = store.root
    store.close()
    tamper(root, ("UPDATE people SET revoked_at = NULL", ()))
    stays_locked(root)


def test_seal_edited(store: Store, shown: str, hanako: Any, jiro: Any) -> None:
    """Other values under the seal's hash are noticed."""
    give(store, jiro)
    with suppress(SecondReadingNeededError):
        approve(store, hanako)
    root = store.root
    store.close()
    tamper(root, ("UPDATE reading_seals SET body = replace(body, '2026-04-06', '2026-04-07')", ()))
    stays_locked(root)


def test_append_only(store: Store, shown: str, jiro: Any) -> None:
    """The database itself refuses to change or delete readings and seals."""
    give(store, jiro)
    with closing(sqlite3.connect(store.root / "konkyo.db")) as database:
        for table in ("second_readings", "reading_seals"):
            for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET row_id = 'x'"):
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    database.execute(statement)


def test_waiting(store: Store, shown: str, propose: Propose, hanako: Any, jiro: Any) -> None:
    """The list says of each row whether it waits, was read by the approver alone, agrees or differs."""
    for name in ("row-2", "row-3", "row-4", "row-5"):
        propose(name, **FACTS)
    give(store, jiro, row="row-2")
    give(store, jiro, WRONG, row="row-3")
    give(store, hanako, row="row-4")
    with suppress(SecondReadingNeededError):
        approve(store, hanako, "row-4")
    decide.reject(store, "row-5", queue.show(store, "row-5").content_hash, hanako.person, hanako.signer, reason="no")
    states = {item.shown.row.row_id: item.state for item in second_reading.waiting(store)}
    assert states == {"row-1": "none", "row-2": "agree", "row-3": "differ", "row-4": "own"}


@given(st.text("0123456789abcdef", min_size=64, max_size=64), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_check_code(one: str, other: str) -> None:
    """A form's code is its content's alone, and forgives case, hyphens and look-alikes."""
    code = second_reading.check_code("row-1", one)
    assert second_reading.same_code(code.lower().replace("0", "o").replace("1", "l"), "row-1", one)
    assert second_reading.same_code(code, "row-1", other) == (one == other)
    assert not second_reading.same_code(code, "row-2", one)
