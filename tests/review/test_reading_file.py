"""A filled-in form as CSV or JSON: fields and marks apart; what is doubtful is refused whole."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import UsageError
from konkyo.records.docket import DocketRow
from konkyo.render.reading_form import form_csv, form_json, reading_form
from konkyo.review.reading_file import read_form
from konkyo.review.reading_values import FIELDS

FORM = reading_form(DocketRow(row_id="row-1", file="a.pdf", document_id="ab" * 32), "cd" * 32, "7K3M-9QXP",
                    language="ja")  # fmt: skip
MARKS = {"proposal": "row-1", "content_hash": "cd" * 32, "check_code": "7K3M-9QXP"}


def test_blanks_are_read_back() -> None:
    """The blanks that the program writes have every field, empty, and the marks of their proposal."""
    for data in (form_csv(FORM, FIELDS, language="ja"), form_json(FORM, FIELDS)):
        assert read_form(data) == (dict.fromkeys(FIELDS, ""), MARKS)


def test_fields_in_an_object_of_their_own() -> None:
    """JSON may keep the fields together; numbers and null are taken as typed."""
    data = json.dumps({"proposal": "row-1", "fields": {"office": "JPO", "annuity_year": 4, "party": None}}).encode()
    assert read_form(data) == ({"office": "JPO", "annuity_year": "4", "party": ""}, {"proposal": "row-1"})


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"a,b\n1,2\n", b"{", b'{"office": "JPO", "office": "USPTO"}', b'{"office": ["JPO"]}',
     b"field,value\noffice,JPO\noffice,USPTO\n", b'{"office": true}', b'field,value\n"', b"x" * 200_000,
     b"[" * 50_000],
)  # fmt: skip
def test_refused(data: bytes) -> None:
    """No text, no table, no object, a field stated twice, a value that is none, too large: a clear refusal."""
    with pytest.raises(UsageError, match="no filled-in form"):
        read_form(data)


@given(st.binary(max_size=200))
def test_never_crashes(data: bytes) -> None:
    """Any bytes give fields or a refusal."""
    with suppress(UsageError):
        read_form(data)
