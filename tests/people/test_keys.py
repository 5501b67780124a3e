"""Signing keys and what locks them."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.errors import SignatureError, UsageError
from konkyo.people.keys import STRONG, Cost, check_strength, create_key, fingerprint, person_id, unlock, verify
from konkyo.people.passphrase import Passphrase

CHEAP = Cost(n=2**4)
PHRASE = "correct horse battery staple"


def test_sign_and_verify() -> None:
    """A key opened with its passphrase signs; the signature holds for these bytes and this key only."""
    key, sealed = create_key("山田 花子", Passphrase(PHRASE), cost=CHEAP)
    opened = unlock("山田 花子", key.public_key, sealed, Passphrase(PHRASE))
    signature = opened.sign(b"content").hex()
    assert verify(key.public_key, signature, b"content")
    assert not verify(key.public_key, signature, b"Content")
    assert not verify("00" * 32, signature, b"content")
    assert not verify("nonsense", "zz", b"content")


def test_default_cost() -> None:
    """By default a guess costs 128 MiB (n = 2**17, r = 8), and the parameters stand beside the box."""
    key, sealed = create_key("A", Passphrase(PHRASE))
    assert (STRONG.n * STRONG.r * 128, sealed.n, sealed.r, sealed.p) == (128 * 2**20, 2**17, 8, 1)
    assert unlock("A", key.public_key, sealed, Passphrase(PHRASE)).public_key == key.public_key


@settings(max_examples=30, deadline=None)
@given(wrong=st.text(st.characters(codec="utf-8"), max_size=40).filter(lambda text: text != PHRASE))
def test_wrong_passphrase(wrong: str) -> None:
    """Another passphrase opens nothing."""
    key, sealed = create_key("A", Passphrase(PHRASE), cost=CHEAP)
    with pytest.raises(SignatureError) as caught:
        unlock("A", key.public_key, sealed, Passphrase(wrong))
    assert caught.value.kept == "nothing was signed"
    assert wrong == "" or len(wrong) < 4 or wrong not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"n": 2**5},
        {"p": 2},
        {"salt": "00" * 16},
        {"nonce": "00" * 12},
        {"ciphertext": "00" * 48},
        {"ciphertext": "x"},
        {"n": 3},
        {"n": 2**30},
        {"r": 2**20},
    ],
)
def test_changed_record(change: dict[str, object]) -> None:
    """A changed box, salt or cost opens nothing, and an absurd cost is refused before it is paid."""
    key, sealed = create_key("A", Passphrase(PHRASE), cost=CHEAP)
    with pytest.raises(SignatureError):
        unlock("A", key.public_key, sealed.model_copy(update=change), Passphrase(PHRASE))


def test_box_belongs_to_name_and_key() -> None:
    """A locked key put under another name or public key opens nothing."""
    key, sealed = create_key("A", Passphrase(PHRASE), cost=CHEAP)
    other, _ = create_key("B", Passphrase(PHRASE), cost=CHEAP)
    for name, public_key in (("B", key.public_key), ("A", other.public_key)):
        with pytest.raises(SignatureError):
            unlock(name, public_key, sealed, Passphrase(PHRASE))


@pytest.mark.parametrize("weak", ["", "short", "ninechars", "aaaaaaaaaaaaaa", "山田 太郎 部長 課長", "  YAMADA hanako"])
def test_weak_passphrases(weak: str) -> None:
    """Under ten characters, under four different ones, or the name in other spacing and case: no key is made."""
    names = {"  YAMADA hanako": "Yamada Hanako", "山田 太郎 部長 課長": "山田太郎部長課長"}
    with pytest.raises(UsageError):
        create_key(names.get(weak, "A"), Passphrase(weak), cost=CHEAP)
    check_strength(Passphrase("abcd efghi"), "A")


def test_composed_letters() -> None:
    """However a keyboard composes letters, the same passphrase opens the key."""
    key, sealed = create_key("A", Passphrase("ga\u0301rden パス ワード"), cost=CHEAP)
    assert unlock("A", key.public_key, sealed, Passphrase("g\u00e1rden パス ワード"))


def test_fingerprint() -> None:
    """A fingerprint is five groups of the key's hash: the same for the same key, short enough to read aloud."""
    assert fingerprint("00" * 32) == "konkyo: 6668-7AAD-F862-BD77-6C8F"
    assert person_id("00" * 32).startswith("66687aadf862bd776c8f")


def test_passphrase_does_not_leak() -> None:
    """A passphrase does not print, pickle, compare or format; wiped, it is empty."""
    phrase = Passphrase(PHRASE)
    assert PHRASE not in f"{phrase!r} {phrase}"
    assert phrase != Passphrase(PHRASE)
    assert phrase.same_as(Passphrase(PHRASE))
    with pytest.raises(TypeError):
        pickle.dumps(phrase)
    phrase.wipe()
    assert phrase.reveal() == ""
