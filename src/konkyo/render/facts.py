"""What a docket row says, as pairs of heading and words: the one wording that sheet, page and calendar share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from konkyo.records.docket import DocketRow, ExtensionOption, Period
from konkyo.records.evidence import Absence, Computed, Quote
from konkyo.records.runs import Decision
from konkyo.records.second_reading import SecondReading
from konkyo.render.labels import Language, code, day, heading
from konkyo.render.signed import fingerprint
from konkyo.render.visible import one_line


class Fact(NamedTuple):
    """One heading and what stands under it. ``name``: the field it comes from."""

    name: str
    heading: str
    words: str


class Proof(NamedTuple):
    """One evidence item as a line: which fields rest on it, where it stands, what it says, how it was found."""

    fields: tuple[str, ...]
    kind: str
    document_id: str
    page: int | None
    paragraph: str
    text: str
    verdict: str
    flags: tuple[str, ...]
    confidence: float


def period_words(period: Period | None, language: Language) -> str:
    """``60日``, ``3か月``, ``30日（附加期間90日）``; empty for None."""
    if period is None:
        return ""
    words = f"{period.n}{'' if language == 'ja' else ' '}{code('unit', period.unit, language)}"
    if period.additional_days:
        more = period.additional_days
        words += f"（附加期間{more}日）" if language == "ja" else f" (+ {more} days)"
    return words


def claims_words(claims: Sequence[int]) -> str:
    """Claim numbers with runs joined: ``1-3, 5``."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(claims)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def title_of(row: DocketRow, language: Language) -> str:
    """One line that names the row: number, what is to be done, by when."""
    number = row.application_number or row.registration_number or row.publication_number or one_line(row.file)
    parts = [code("office", row.office, "en").split(" ")[0], one_line(number), code("event", row.event_code, language)]
    return " ".join(part for part in parts if part)


def facts_of(row: DocketRow, language: Language) -> tuple[Fact, ...]:
    """Every fact of the row that has a value, in the order a reader expects. Dates of the result are not among them."""
    pairs: list[tuple[str, str]] = [
        ("matter", row.matter or ""),
        ("matter_ref", row.matter_ref or ""),
        ("office", code("office", row.office, language)),
        ("right", code("right", row.right, language)),
        ("form", row.form or ""),
        ("event_code", code("event", row.event_code, language)),
        ("application_number", row.application_number or ""),
        ("publication_number", row.publication_number or ""),
        ("registration_number", row.registration_number or ""),
        ("drafting_date", day(row.drafting_date, language)),
        ("trigger_date", _trigger(row, language)),
        ("party", code("party", row.party, language)),
        ("delivery", code("delivery", row.delivery, language)),
        ("period", period_words(row.period, language)),
        ("annuity_year", "" if row.annuity_year is None else str(row.annuity_year)),
        ("claims_rejected", claims_words(row.claims_rejected)),
        ("statutes", ", ".join(row.statutes)),
        ("cited_documents", ", ".join(row.cited_documents)),
        ("missing", ", ".join(heading_or_name(name, language) for name in row.missing)),
        ("file", row.file),
        ("document_id", row.document_id),
    ]
    return tuple(Fact(name, heading(name, language), one_line(words)) for name, words in pairs if words)


def heading_or_name(name: str, language: Language) -> str:
    """The heading of a field, the word of a trigger code, or the name itself."""
    try:
        return heading(name, language)
    except KeyError:
        return code("trigger", name, language)


def result_facts(row: DocketRow, language: Language) -> tuple[Fact, ...]:
    """Due date, nominal date, safe date, action, actor, consequence, and how the rule is sourced."""
    undetermined = heading("undetermined", language)
    pairs: list[tuple[str, str]] = [
        ("due", day(row.due, language) or undetermined),
        ("nominal_due", day(row.nominal_due, language) or undetermined),
        ("safe_date", day(row.safe_date, language)),
        ("action", row.action.of(language) if row.action else ""),
        ("actor", row.actor.of(language) if row.actor else ""),
        ("consequence", row.consequence.of(language) if row.consequence else ""),
        ("question", row.question.of(language) if row.question else ""),
    ]
    return tuple(Fact(name, heading(name, language), one_line(words)) for name, words in pairs if words)


def rule_facts(row: DocketRow, language: Language) -> tuple[Fact, ...]:
    """Rule, source, certainty and the closure calendar; empty without a rule."""
    if row.rule is None:
        return ()
    pairs = [
        ("rule_title", f"{row.rule.title.of(language)} [{row.rule.rule_id}]"),
        ("source", row.rule.source),
        ("certainty", code("certainty", row.rule.certainty, language)),
        ("calendar_version", row.calendar_version),
    ]
    return tuple(Fact(name, heading(name, language), one_line(words)) for name, words in pairs if words)


def extension_words(option: ExtensionOption, language: Language) -> str:
    """An extension on one line: what, by when, up to when, fee, source."""
    parts = [option.text.of(language)]
    if option.request_by:
        parts.append(f"{heading('request_by', language)}: {day(option.request_by, language)}")
    if option.extends_to:
        parts.append(f"{heading('extends_to', language)}: {day(option.extends_to, language)}")
    if option.fee_note:
        parts.append(f"{heading('fee', language)}: {option.fee_note}")
    if option.source:
        parts.append(f"{heading('source', language)}: {option.source}")
    return one_line(" / ".join(parts))


def approval_facts(decision: Decision, language: Language) -> tuple[Fact, ...]:
    """Who decided what and when, with the fingerprint of the key and the hash of the content."""
    body = decision.body
    pairs = [
        ("decision", code("decision", body.kind.value, language)),
        ("approved_by", body.person),
        ("fingerprint", fingerprint(body.public_key)),
        ("decided_at", body.decided_at.isoformat(timespec="seconds")),
        ("content_hash", body.content_hash),
        ("signature", decision.signature),
        ("acknowledged", ", ".join(body.acknowledged)),
        ("reason", body.reason),
    ]
    return tuple(Fact(name, heading(name, language), one_line(words)) for name, words in pairs if words)


def reading_facts(reading: SecondReading, language: Language) -> tuple[Fact, ...]:
    """Who read the source a second time and when, and whether it agrees."""
    body = reading.body
    pairs = [
        ("second_reading", code("reading", body.outcome.value, language)),
        ("differs", ", ".join(heading_or_name(name, language) for name in body.differs)),
        ("read_by", body.person),
        ("fingerprint", fingerprint(body.public_key)),
        ("read_at", body.read_at.isoformat(timespec="seconds")),
        ("read_due", day(body.values.due, language)),
        ("signature", reading.signature),
        ("reason", body.reason),
    ]
    return tuple(Fact(name, heading(name, language), one_line(words)) for name, words in pairs if words)


def proofs_of(row: DocketRow) -> tuple[Proof, ...]:
    """The evidence of a row, one line each; quotations are the source's own characters."""
    lines = []
    for index, item in enumerate(row.evidence):
        fields = tuple(sorted(name for name, used in row.grounds.items() if index in used))
        lines.append(_proof(fields, item))
    return tuple(lines)


def _proof(fields: tuple[str, ...], item: Quote | Absence | Computed) -> Proof:
    if isinstance(item, Quote):
        verdict = item.verdict.value if item.verdict else ""
        where = (item.document_id, item.page, item.paragraph or "")
        return Proof(fields, "quote", *where, item.evidence_quote, verdict, item.flags, item.confidence)
    if isinstance(item, Absence):
        scope = "; ".join(f"{s.document_id} p.{claims_words(s.pages)}" for s in item.searched)
        document = item.searched[0].document_id if len(item.searched) == 1 else ""
        words = f"{item.how} [{scope}]"
        return Proof(fields, "absence", document, None, "", words, item.verdict or "", item.flags, item.confidence)
    inputs = ", ".join(f"{name}={value}" for name, value in sorted(item.inputs.items()))
    result = ", ".join(f"{name}={value}" for name, value in sorted(item.result.items()))
    words = f"{item.rule}({inputs}) -> {result}"
    return Proof(fields, "computed", "", None, "", words, "computed", item.flags, item.confidence)


def _trigger(row: DocketRow, language: Language) -> str:
    if row.trigger_date is None:
        return ""
    kind = code("trigger", row.trigger_kind, language)
    if not kind:
        return day(row.trigger_date, language)
    return (
        f"{day(row.trigger_date, language)}　{kind}"
        if language == "ja"
        else f"{day(row.trigger_date, language)}, {kind}"
    )
