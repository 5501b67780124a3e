"""A person gives a row what its document does not say; the due date is computed anew from it, never typed along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from konkyo.errors import UsageError
from konkyo.practice.deadlines import compute
from konkyo.records.docket import OFFICE_CODE, DeadlineQuestion, DocketRow
from konkyo.workflows.docket_rows import TRIGGER_CODE, answer_fields

_PLAIN = frozenset({"application_number", "registration_number", "publication_number", "matter_ref", "matter", "form"})
_QUESTION_OF = {"annuity_year": "year_no"}
_ROW_OF = {"year_no": "annuity_year", "trigger_code": "trigger_kind"}


def amendable() -> tuple[str, ...]:
    """Names a person may give a value: facts of the row, and inputs of its deadline question."""
    inputs = set(DeadlineQuestion.model_fields) - {"office", "calendar_through"}
    return tuple(sorted(inputs | _PLAIN | {"office", "trigger_kind", "annuity_year"}))


def changes_of(row: DocketRow, given: Mapping[str, str]) -> dict[str, Any]:
    """The field values (JSON) that an amendment sets: what was given, and all that is computed from it.

    ``given``: name to text; an empty text takes a value away. Raises UsageError for an unknown name or a value that
    does not fit.
    """
    unknown = sorted(set(given) - set(amendable()))
    if unknown:
        message = f"nothing called {', '.join(unknown)} can be amended"
        raise UsageError(message, remedy=f"one of: {', '.join(amendable())}")
    changes: dict[str, Any] = {name: given[name] or None for name in given if name in _PLAIN}
    if set(given) <= _PLAIN:
        return changes
    question = _question(row, given)
    answer = compute(question)
    changes |= {name: value for name, value in _stated(question, given).items() if value is not None or name in given}
    computed = DocketRow.model_validate(
        {"row_id": row.row_id, "file": row.file, "document_id": row.document_id} | answer_fields(answer, answer.missing)
    ).model_dump(mode="json", include=set(answer_fields(answer, ())))
    return changes | computed | {"question_asked": question.model_dump(mode="json")}


def _question(row: DocketRow, given: Mapping[str, str]) -> DeadlineQuestion:
    """The row's question with the given values in it."""
    before = row.question_asked.model_dump(mode="json", exclude_none=True) if row.question_asked else {}
    fields: dict[str, Any] = dict(before)
    for name, text in given.items():
        if name in _PLAIN:
            continue
        if name == "office":
            fields["office"] = OFFICE_CODE.get(text, text)
        elif name == "trigger_kind":
            fields["trigger_code"] = TRIGGER_CODE.get(text, text) or None
        else:
            fields[_QUESTION_OF.get(name, name)] = text or None
    if "trigger_date" in given and "trigger_code" not in fields:
        fields["trigger_code"] = _needed_trigger(row)
    try:
        return DeadlineQuestion.model_validate(fields)
    except ValidationError as error:
        faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
        raise UsageError(faults, kept="the proposal, undecided", remedy="dates are YYYY-MM-DD") from error


def _needed_trigger(row: DocketRow) -> str | None:
    """The kind of date that the row lacks, if that is what is missing: a given trigger date is then of that kind."""
    return next((name for name in row.missing if name.endswith("_date")), None)


def _stated(question: DeadlineQuestion, given: Mapping[str, str]) -> dict[str, Any]:
    """The row's own fields for what was given to its question."""
    plain = question.model_dump(mode="json")
    names = {_QUESTION_OF.get(name, name) for name in given}
    if "trigger_date" in names:
        names.add("trigger_code")
    stated = {_ROW_OF.get(name, name): plain[name] for name in names if name in plain}
    if "trigger_kind" in given:
        stated["trigger_kind"] = plain["trigger_code"]
    if {"period_days", "period_months"} & names:
        unit = "day" if question.period_days else "month"
        n = question.period_days or question.period_months
        stated["period"] = None if n is None else {"n": n, "unit": unit}
    if {"extension_days", "extension_months"} & names:
        unit = "day" if question.extension_days else "month"
        n = question.extension_days or question.extension_months
        stated["extension"] = None if n is None else {"n": n, "unit": unit}
    if "office" in given:
        stated["office"] = given["office"]
    return {name: value for name, value in stated.items() if name in DocketRow.model_fields}
