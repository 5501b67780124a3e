"""Deadline computation sheets (期限計算書) as PDF: what a deadline rests on, for the file, in Japanese and English.

Typeset by Typst from ``templates/sheet.typ``. The content is handed over as JSON and shown as plain text, so text
from a document can never act as markup. The same rows give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from konkyo.errors import UsageError
from konkyo.records.docket import DocketRow, ExtensionOption
from konkyo.records.evidence import RowStatus
from konkyo.records.runs import Decision
from konkyo.records.value import Wording, content_hash
from konkyo.render.facts import (
    Fact,
    Proof,
    approval_facts,
    facts_of,
    heading_or_name,
    proofs_of,
    reading_facts,
    result_facts,
    rule_facts,
    title_of,
)
from konkyo.render.labels import Language, code, day, era_day, heading
from konkyo.render.signed import Entry, decision_of, readings_of, row_of
from konkyo.render.typesetting import typeset
from konkyo.render.visible import one_line, visible

_ACCEPTED = frozenset({"exact", "normalised", "elided", "complete", "computed"})
_FILL = {
    RowStatus.VERIFIED: "#dcefdc",
    RowStatus.REVIEW: "#fff0c2",
    RowStatus.PENDING: "#dbe8f5",
    RowStatus.UNKNOWN: "#e8e8e8",
    RowStatus.UNVERIFIED: "#f8d0d4",
}
_TITLE = Wording(ja="期限計算書", en="Deadline Computation Sheet")
_PARTS: Mapping[str, Wording] = {
    "matter": Wording(ja="案件と書類", en="Matter and document"),
    "steps": Wording(ja="計算過程", en="Computation, step by step"),
    "rule": Wording(ja="適用した規則と根拠", en="Rule applied and its source"),
    "closed": Wording(ja="繰延べの原因となった閉庁日", en="Closed days that moved the due date"),
    "act": Wording(ja="必要な手続", en="What is to be done"),
    "extensions": Wording(ja="延長・救済", en="Extensions and remedies"),
    "notes": Wording(ja="注意事項", en="Notes"),
    "evidence": Wording(ja="証拠（原文の引用と照合結果）", en="Evidence (quotations, found again in the source)"),
    "approval": Wording(ja="承認", en="Approval"),
    "reading": Wording(ja="二人目の確認", en="Second reading"),
}
_NOTE = Wording(
    ja="本書は法令と閉庁日データに基づく計算の記録です。期限の管理は、原本を確認した担当者の責任で行ってください。",
    en="This sheet records a computation from law and closure data. Docketing remains the duty of the person "
    "in charge, who has checked the original.",
)
_DRAFT_NOTE = Wording(
    ja="この計算書は提案であり、まだ誰にも承認されていません。期限管理システムや暦に登録しないでください。",
    en="This sheet is a proposal that nobody has approved yet. Do not enter it in a docket or a calendar.",
)
_STEP_HEADS = Wording(ja="番号|計算|到達日", en="No.|Step|Date reached")
_EXTENSION_HEADS = Wording(ja="内容|請求期限|延長後の期限|手数料・根拠", en="What|Request by|Extends to|Fee, source")
_EVIDENCE_HEADS = Wording(ja="項目|所在|引用|照合結果", en="Field|Where|Quotation|Verdict")


def computation_sheet(
    entries: Sequence[Entry], *, languages: Sequence[Language] = ("ja",), files: Mapping[str, str] | None = None
) -> bytes:
    """One sheet per row, each from a new page, as PDF bytes with embedded fonts.

    A row without a decision carries a watermark on every page. ``languages``: the first is the language of the sheet;
    further ones stand below each step, rule and note. ``files``: document id -> name, for quotations from documents
    other than the row's own. Raises UsageError without a row, SettingsError if Typst or the fonts are not installed.
    """
    if not entries or not languages:
        msg = "a computation sheet needs at least one row and one language"
        raise UsageError(msg)
    data = _data(entries, tuple(dict.fromkeys(languages)), files or {})
    return typeset("sheet.typ", data)


def _data(entries: Sequence[Entry], languages: tuple[Language, ...], files: Mapping[str, str]) -> dict[str, Any]:
    first = languages[0]
    decisions = [decision for entry in entries if (decision := decision_of(entry)) is not None]
    latest = max((decision.body.decided_at.astimezone(UTC) for decision in decisions), default=None)
    return {
        "language": first,
        "title": _TITLE.of(first),
        "date": _moment(latest),
        "labels": {
            "draft": heading("draft", first),
            "draft_note": _in_all(_DRAFT_NOTE, languages),
            "note": _NOTE.of(first),
            "parts": {name: wording.of(first) for name, wording in _PARTS.items()},
            "steps": _STEP_HEADS.of(first).split("|"),
            "extensions": _EXTENSION_HEADS.of(first).split("|"),
            "evidence": _EVIDENCE_HEADS.of(first).split("|"),
        },
        "rows": [_row(entry, languages, files) for entry in entries],
    }


def _row(entry: Entry, languages: tuple[Language, ...], files: Mapping[str, str]) -> dict[str, Any]:
    row, decision, readings = row_of(entry), decision_of(entry), readings_of(entry)
    first = languages[0]
    results = {fact.name: fact for fact in result_facts(row, first)}
    digest = decision.body.content_hash if decision else content_hash(row)
    return {
        "subject": title_of(row, first),
        "reference": one_line(row.matter_ref or row.matter or ""),
        "mark": f"{one_line(row.row_id)}  ·  SHA-256 {digest[:16]}…",
        "pending": row.due is None,
        "due": [*results["due"][1:], era_day(row.due) if row.due and first == "ja" else ""],
        "dates": [list(results[name][1:]) for name in ("nominal_due", "safe_date") if name in results],
        "status": [code("status", row.status.value, first), _FILL[row.status]],
        "question": _in_all(row.question, languages) if row.question else None,
        "facts": _pairs(facts_of(row, first)),
        "steps": [[_in_all(step.text, languages), day(step.date, first)] for step in row.steps],
        "rule": _rule(row, languages),
        "closed": [[day(closed, first), [one_line(why)]] for closed, why in row.closed_days],
        "act": _act(row, languages),
        "extensions": [_extension(option, languages) for option in row.extensions],
        "notes": _notes(row, languages),
        "evidence": [_evidence(proof, row, first, files) for proof in proofs_of(row)],
        "approval": None if decision is None else _approval(decision, first),
        "readings": [_signed_pairs(reading_facts(reading, first)) for reading in readings],
    }


def _moment(moment: datetime | None) -> list[int] | None:
    return None if moment is None else list(moment.timetuple()[:6])


def _in_all(wording: Wording, languages: Sequence[Language]) -> list[str]:
    return [one_line(wording.of(language)) for language in languages]


def _pairs(facts: Sequence[Fact]) -> list[list[Any]]:
    return [[fact.heading, [fact.words]] for fact in facts]


def _rule(row: DocketRow, languages: Sequence[Language]) -> list[list[Any]]:
    """The rule's facts; its title in every language."""
    pairs = _pairs(rule_facts(row, languages[0]))
    if row.rule is not None:
        pairs[0][1] = [f"{title} [{row.rule.rule_id}]" for title in _in_all(row.rule.title, languages)]
    return pairs


def _act(row: DocketRow, languages: Sequence[Language]) -> list[list[Any]]:
    named = (("action", row.action), ("actor", row.actor), ("consequence", row.consequence))
    return [[heading(name, languages[0]), _in_all(words, languages)] for name, words in named if words is not None]


def _extension(option: ExtensionOption, languages: Sequence[Language]) -> list[Any]:
    first = languages[0]
    last = " / ".join(part for part in (option.fee_note, option.source) if part)
    return [
        _in_all(option.text, languages),
        day(option.request_by, first),
        day(option.extends_to, first),
        one_line(last),
    ]


def _notes(row: DocketRow, languages: Sequence[Language]) -> list[list[str]]:
    notes = [_in_all(caveat, languages) for caveat in row.caveats]
    for conflict in row.conflicts:
        words = _in_all(conflict, languages)
        notes.append([f"{heading('conflicts', languages[0])}: {words[0]}", *words[1:]])
    return notes


def _evidence(proof: Proof, row: DocketRow, language: Language, files: Mapping[str, str]) -> list[Any]:
    fields = ", ".join(heading_or_name(name, language) for name in proof.fields)
    name = row.file if proof.document_id == row.document_id else files.get(proof.document_id, proof.document_id[:12])
    where = []
    if proof.page is not None:
        where.append(f"{proof.page}頁" if language == "ja" else f"p. {proof.page}")
    if proof.paragraph:
        where.append(f"段落{one_line(proof.paragraph)}" if language == "ja" else f"para. {one_line(proof.paragraph)}")
    verdict = code("verdict", proof.verdict, language)
    if proof.flags:
        verdict = f"{verdict} [{', '.join(proof.flags)}]"
    sound = proof.verdict in _ACCEPTED and not proof.flags
    text = f"「{visible(proof.text)}」" if proof.kind == "quote" else visible(proof.text)
    place = "\n".join(part for part in (one_line(name), " ".join(where)) if part)
    return [fields, place, text, one_line(verdict), sound]


def _approval(decision: Decision, language: Language) -> list[list[Any]]:
    """The approval block; the signature is broken into two lines of 64 digits so that it can be compared."""
    return _signed_pairs(approval_facts(decision, language))


def _signed_pairs(facts: Sequence[Fact]) -> list[list[Any]]:
    pairs = _pairs(facts)
    for pair, fact in zip(pairs, facts, strict=True):
        if fact.name == "signature":
            pair[1] = [fact.words[:64] + "\n" + fact.words[64:]] if len(fact.words) > 64 else [fact.words]
    return pairs
