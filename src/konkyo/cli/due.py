"""``konkyo due``: one deadline from the command line, or a CSV of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import ValidationError

from konkyo.cli.options import AsJson, day, existing, talk_of
from konkyo.cli.show import computation_lines
from konkyo.cli.talk import Talk
from konkyo.errors import UsageError
from konkyo.practice.deadlines import compute, read_cases, rule_book
from konkyo.records.docket import OFFICE_CODE, Computation, DeadlineQuestion

Text = Annotated[str | None, typer.Option()]
Number = Annotated[int | None, typer.Option()]


def due(
    context: typer.Context,
    office: Annotated[str | None, typer.Option(help="JP US EP PCT CN KR DE / 官庁")] = None,
    event: Annotated[str | None, typer.Option(help="Event code (docs/vocabulary.md) / 事象コード")] = None,
    trigger: Annotated[str | None, typer.Option(help="Day that starts the period, YYYY-MM-DD / 起算日")] = None,
    trigger_kind: Annotated[str | None, typer.Option(help="What day that is; the rule's own if absent / 種類")] = None,
    right: Text = None,
    party: Annotated[str | None, typer.Option(help="resident, overseas, remote / 在内・在外・遠隔地")] = None,
    delivery: Text = None,
    stage: Text = None,
    period_months: Number = None,
    period_days: Number = None,
    extension_months: Number = None,
    extension_days: Number = None,
    extension_request: Text = None,
    document_date: Text = None,
    actual_receipt_date: Text = None,
    isr_transmittal_date: Text = None,
    filing_date: Text = None,
    first_reply_date: Text = None,
    advisory_date: Text = None,
    office_of_act: Text = None,
    year_no: Number = None,
    calendar_through: Text = None,
    priority_date: Text = None,
    missed_due_date: Text = None,
    acceptance_date: Text = None,
    search_copy_date: Text = None,
    cases: Annotated[Path | None, typer.Option(help="CSV with the columns of docs/vocabulary.md / CSV 一括")] = None,
    as_json: AsJson = False,
) -> int:
    """One deadline, with rule, source, each step, nominal and operative date / 期限を一つ、根拠とともに計算する."""
    talk = talk_of(context, as_json=as_json)
    if cases is not None:
        return _cases(talk, existing(cases))
    if office is None or event is None:
        message = "--office and --event are needed"
        raise UsageError(message, remedy="for example: konkyo due --office JP --event oa_response --trigger 2026-03-04")
    code = OFFICE_CODE.get(office.upper(), office.upper())
    rule = rule_book().find(code, event)
    kind = trigger_kind or (rule.triggers[0] if trigger is not None and rule is not None else None)
    fields: dict[str, Any] = {
        "office": code, "event_code": event, "right": right, "trigger_code": kind, "trigger_date": day(trigger),
        "party": party, "delivery": delivery, "stage": stage, "period_months": period_months,
        "period_days": period_days, "extension_months": extension_months, "extension_days": extension_days,
        "extension_request": extension_request, "document_date": day(document_date),
        "actual_receipt_date": day(actual_receipt_date), "isr_transmittal_date": day(isr_transmittal_date),
        "filing_date": day(filing_date), "first_reply_date": day(first_reply_date),
        "advisory_date": day(advisory_date), "office_of_act": office_of_act, "year_no": year_no,
        "calendar_through": day(calendar_through), "priority_date": day(priority_date),
        "missed_due_date": day(missed_due_date), "acceptance_date": day(acceptance_date),
        "search_copy_date": day(search_copy_date),
    }  # fmt: skip
    if kind == "document_date" and document_date is None:
        fields["document_date"] = fields["trigger_date"]
    answer = compute(_question({name: value for name, value in fields.items() if value is not None}))
    if trigger is not None and trigger_kind is None and kind is not None:
        talk.remark(f"{trigger} は {kind} として計算しました。", f"{trigger} was taken as the {kind}.")
    for line in computation_lines(talk, answer):
        talk.line(line)
    talk.document(row_of("1", answer))
    return 0 if answer.due is not None else 1


class DueRow(Computation):
    """A computation as it is printed: with the case's id, and what became of it."""

    id: str
    status: Literal["verified", "pending", "unknown"]


def row_of(case_id: str, answer: Computation) -> dict[str, Any]:
    """The outward shape of one deadline: ``id``, ``nominal_due``, ``due``, ``missing``, ``steps``, and the rest."""
    plain = answer.model_dump(mode="json")
    first = {"id": case_id, "nominal_due": plain.pop("nominal_due"), "due": plain.pop("due")}
    status = "verified" if answer.due is not None else "pending" if answer.missing else "unknown"
    return first | {"missing": plain.pop("missing"), "steps": plain.pop("steps"), "status": status} | plain


def _refused(case_id: str, error: dict[str, str] | None) -> dict[str, Any]:
    """A row that has no answer, and why."""
    nothing: dict[str, Any] = {"nominal_due": None, "due": None, "missing": [], "steps": []}
    return {"id": case_id, **nothing, "status": "refused", "error": error}


def _question(fields: dict[str, Any]) -> DeadlineQuestion:
    try:
        return DeadlineQuestion.model_validate(fields)
    except ValidationError as error:
        faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
        raise UsageError(faults, remedy="the values are listed in docs/vocabulary.md") from error


def _cases(talk: Talk, file: Path) -> int:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{file} is not UTF-8"
        raise UsageError(message, remedy="save the table as UTF-8 CSV") from error
    rows: list[dict[str, Any]] = []
    undone = 0
    for case in read_cases(text):
        if case.question is None:
            undone += 1
            rows.append(_refused(case.row_id, case.error.model_dump() if case.error else None))
            talk.line(
                f"{case.row_id}: {talk.both('読めない行', 'not readable')}: {talk.of(case.error) if case.error else ''}"
            )
            continue
        try:
            answer = compute(case.question)
        except UsageError as error:
            undone += 1
            rows.append(_refused(case.row_id, {"ja": error.message, "en": error.message}))
            talk.line(f"{case.row_id}: {talk.both('計算できない行', 'cannot be computed')}: {error.message}")
            continue
        undone += answer.due is None
        rows.append(row_of(case.row_id, answer))
        result = answer.due or f"{talk.both('保留', 'pending')} ({', '.join(answer.missing) or '-'})"
        talk.line(f"{case.row_id}: {result}")
    talk.document({"workflow": "due", "rows": rows})
    talk.remark(f"{len(rows)} 行、うち期限日なし {undone} 行", f"{len(rows)} cases, {undone} without a due date")
    return 1 if undone else 0
