"""Codes, and the questions to put when one is absent."""

from __future__ import annotations

import pytest

from konkyo.errors import UsageError
from konkyo.practice.deadlines.vocabulary import question_for, trigger_code, vocabulary
from konkyo.records.docket import DeadlineQuestion


def test_options_are_the_fields_of_a_question() -> None:
    """Every input of a question but office, event and trigger is an option of the vocabulary, and the reverse."""
    fields = set(DeadlineQuestion.model_fields) - {"office", "event_code", "trigger_code", "trigger_date"}
    assert fields == set(vocabulary().options)


def test_values_are_those_the_records_accept() -> None:
    """Closed lists of values agree with the types of the question."""
    words = vocabulary()
    for name in ("right", "party", "delivery", "stage", "extension_request"):
        for value in words.values[name]:
            question = DeadlineQuestion.model_validate({"office": "JP", "event_code": "annuity", name: value})
            assert value == getattr(question, name)


def test_a_question_is_asked_for_each_missing_input() -> None:
    """Several absent inputs give several questions, in both languages; nothing missing asks nothing."""
    asked = question_for(("dispatch_date", "party"))
    assert asked is not None
    assert "発送日" in asked.ja
    assert "resident" in asked.en
    assert question_for(()) is None


def test_trigger_codes() -> None:
    """An alias is read as the office's code; an unknown code lists those there are."""
    assert trigger_code("US", "notification_date") == "mail_date"
    with pytest.raises(UsageError) as caught:
        trigger_code("JP", "notification_date")
    assert "dispatch_date" in caught.value.remedy
