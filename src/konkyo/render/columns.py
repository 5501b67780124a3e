"""The columns of a docket table: one list for CSV and XLSX."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from konkyo.render.facts import claims_words, heading_or_name, period_words
from konkyo.render.labels import Language, code, heading
from konkyo.render.signed import Entry, decision_of, fingerprint, row_of

Cell = str | date | int | None


class Column(NamedTuple):
    """A column: the name of its field, its width in characters, and how a cell is made from an entry."""

    name: str
    width: int
    cell: Callable[[Entry, Language], Cell]


def approval_cell(entry: Entry, language: Language) -> str:
    """Who approved, or that nobody has."""
    decision = decision_of(entry)
    if decision is None:
        return heading("draft", language)
    return f"{code('decision', decision.body.kind.value, language)}: {decision.body.person}"


def _of_row(name: str) -> Callable[[Entry, Language], Cell]:
    def cell(entry: Entry, language: Language) -> Cell:
        del language
        value = getattr(row_of(entry), name)
        return value if value is None or isinstance(value, str | date | int) else str(value)

    return cell


def _coded(name: str, kind: str) -> Callable[[Entry, Language], Cell]:
    return lambda entry, language: code(kind, getattr(row_of(entry), name), language)


def _worded(name: str) -> Callable[[Entry, Language], Cell]:
    def cell(entry: Entry, language: Language) -> Cell:
        wording = getattr(row_of(entry), name)
        return None if wording is None else str(wording.of(language))

    return cell


def _joined(name: str) -> Callable[[Entry, Language], Cell]:
    return lambda entry, _language: "; ".join(getattr(row_of(entry), name)) or None


def _worded_list(name: str) -> Callable[[Entry, Language], Cell]:
    return lambda entry, language: "; ".join(w.of(language) for w in getattr(row_of(entry), name)) or None


def _period(entry: Entry, language: Language) -> Cell:
    return period_words(row_of(entry).period, language) or None


def _claims(entry: Entry, language: Language) -> Cell:
    del language
    return claims_words(row_of(entry).claims_rejected) or None


def _missing(entry: Entry, language: Language) -> Cell:
    return "; ".join(heading_or_name(name, language) for name in row_of(entry).missing) or None


def _rule(entry: Entry, language: Language) -> Cell:
    rule = row_of(entry).rule
    return None if rule is None else f"{rule.title.of(language)} [{rule.rule_id}]"


def _source(entry: Entry, language: Language) -> Cell:
    del language
    rule = row_of(entry).rule
    return None if rule is None else rule.source


def _certainty(entry: Entry, language: Language) -> Cell:
    rule = row_of(entry).rule
    return None if rule is None else code("certainty", rule.certainty, language)


def _decided_at(entry: Entry, language: Language) -> Cell:
    del language
    decision = decision_of(entry)
    return None if decision is None else decision.body.decided_at.isoformat(timespec="seconds")


def _fingerprint(entry: Entry, language: Language) -> Cell:
    del language
    decision = decision_of(entry)
    return None if decision is None else fingerprint(decision.body.public_key)


def _content_hash(entry: Entry, language: Language) -> Cell:
    del language
    decision = decision_of(entry)
    return None if decision is None else decision.body.content_hash


COLUMNS: tuple[Column, ...] = (
    Column("due", 12, _of_row("due")),
    Column("nominal_due", 12, _of_row("nominal_due")),
    Column("safe_date", 12, _of_row("safe_date")),
    Column("status", 10, lambda entry, language: code("status", row_of(entry).status.value, language)),
    Column("approval", 22, approval_cell),
    Column("matter", 14, _of_row("matter")),
    Column("matter_ref", 18, _of_row("matter_ref")),
    Column("office", 22, _coded("office", "office")),
    Column("right", 10, _coded("right", "right")),
    Column("form", 24, _of_row("form")),
    Column("event_code", 26, _coded("event_code", "event")),
    Column("application_number", 18, _of_row("application_number")),
    Column("publication_number", 18, _of_row("publication_number")),
    Column("registration_number", 18, _of_row("registration_number")),
    Column("trigger_date", 12, _of_row("trigger_date")),
    Column("trigger_kind", 20, _coded("trigger_kind", "trigger")),
    Column("drafting_date", 12, _of_row("drafting_date")),
    Column("party", 14, _coded("party", "party")),
    Column("delivery", 12, _coded("delivery", "delivery")),
    Column("period", 14, _period),
    Column("annuity_year", 8, _of_row("annuity_year")),
    Column("missing", 20, _missing),
    Column("question", 40, _worded("question")),
    Column("action", 30, _worded("action")),
    Column("actor", 20, _worded("actor")),
    Column("consequence", 30, _worded("consequence")),
    Column("claims_rejected", 14, _claims),
    Column("statutes", 24, _joined("statutes")),
    Column("cited_documents", 30, _joined("cited_documents")),
    Column("rule", 36, _rule),
    Column("source", 36, _source),
    Column("certainty", 18, _certainty),
    Column("caveats", 40, _worded_list("caveats")),
    Column("conflicts", 40, _worded_list("conflicts")),
    Column("calendar_version", 18, _of_row("calendar_version")),
    Column("file", 30, _of_row("file")),
    Column("document_id", 20, _of_row("document_id")),
    Column("row_id", 20, _of_row("row_id")),
    Column("decided_at", 24, _decided_at),
    Column("fingerprint", 30, _fingerprint),
    Column("content_hash", 20, _content_hash),
)
