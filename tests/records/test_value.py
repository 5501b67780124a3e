"""Values: closed, frozen, and the same content gives the same canonical bytes."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from konkyo.records.evidence import Quote
from konkyo.records.value import Wording, canonical_bytes, content_hash

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), plain, max_size=5))
def test_canonical_json_does_not_depend_on_the_order_of_keys(value: dict[str, object]) -> None:
    """RFC 8785: the same content in another order of keys is the same bytes, and parses back to the content."""
    turned = dict(reversed(list(value.items())))
    assert canonical_bytes(value) == canonical_bytes(turned)
    assert json.loads(canonical_bytes(value)) == value


def test_the_content_hash_is_that_of_the_canonical_bytes() -> None:
    """SHA-256 over the canonical JSON, so that anybody can compute it again."""
    value = Wording(ja="期限", en="due")
    assert canonical_bytes(value) == '{"en":"due","ja":"期限"}'.encode()
    assert content_hash(value) == hashlib.sha256(canonical_bytes(value)).hexdigest()


def test_values_are_frozen_and_closed() -> None:
    """A record cannot be changed in place, and a misspelt field is refused."""
    value = Wording(ja="期限", en="due")
    with pytest.raises(ValidationError):
        value.en = "other"
    with pytest.raises(ValidationError):
        Wording.model_validate({"ja": "a", "en": "b", "eng": "c"})


def test_confidence_is_a_probability() -> None:
    """Confidence outside 0 to 1 is refused."""
    with pytest.raises(ValidationError):
        Quote(document_id="d", page=1, paragraph=None, evidence_quote="x", confidence=1.5)


def test_the_readers_language_decides() -> None:
    """Japanese for ``ja``, English for anything else."""
    value = Wording(ja="期限", en="due")
    assert (value.of("ja"), value.of("en"), value.of("zh")) == ("期限", "due", "due")
