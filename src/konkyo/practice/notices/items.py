"""One case of a document as a docket item."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from konkyo.practice.folding import loose
from konkyo.practice.notices import fields, grounds, maintenance, references, treaty_grounds, treaty_inputs, us
from konkyo.practice.notices.case import Case
from konkyo.practice.notices.confidence import DOUBTFUL, GUESSED, NEAR_TITLE, WORDING
from konkyo.practice.notices.delivery import delivery
from konkyo.practice.notices.form import Form
from konkyo.practice.notices.roled_date import RoledDate
from konkyo.practice.notices.sheet import Sheet
from konkyo.records.docket import Finding, NoticeItem, OtherDate, Period, TriggerDate
from konkyo.records.value import Wording

_CITING = frozenset(
    {
        "oa_response",
        "later_oa_response",
        "final_oa_response",
        "appeal_against_refusal",
        "suit_against_trial_decision",
        "opposition_reply",
        "appeal_reply",
        "reexamination_request",
        "reexam_notice_reply",
        "demand",
        "art19_amendment",
        "quayle_response",
        "prior_art_disclosure_reply",
        "appeal_notice",
        "r116_submissions",
        "exam_request",
    }
)
_REJECTING = _CITING - {
    "suit_against_trial_decision",
    "prior_art_disclosure_reply",
    "quayle_response",
    "art19_amendment",
    "exam_request",
}
_PARTY_DECIDES = frozenset({"oa_response", "appeal_against_refusal"})
_FALLBACK_TRIGGERS: dict[str, tuple[str, ...]] = {
    "dispatch_date": ("mail_date", "notification_date", "document_date"),
    "service_date": ("mail_date",),
    "mail_date": ("final_rejection_mail_date", "dispatch_date", "document_date"),
    "document_date": ("mail_date", "dispatch_date", "notification_date"),
    "grant_mention_date": ("bulletin_mention_date",),
    "isr_mailing_date": ("dispatch_date", "document_date"),
}
_KIND_OF: dict[tuple[str, str], str] = {
    ("service_date", "dispatch_date"): "service_date",
    ("service_date", "mail_date"): "service_date",
    ("dispatch_date", "mail_date"): "dispatch_date",
    ("dispatch_date", "notification_date"): "dispatch_date",
    ("dispatch_date", "document_date"): "dispatch_date",
    ("mail_date", "final_rejection_mail_date"): "mail_date",
    ("notification_date", "final_rejection_mail_date"): "mail_date",
    ("mail_date", "dispatch_date"): "mail_date",
    ("mail_date", "document_date"): "mail_date",
    ("document_date", "mail_date"): "document_date",
    ("document_date", "dispatch_date"): "document_date",
    ("document_date", "notification_date"): "document_date",
    ("grant_mention_date", "bulletin_mention_date"): "grant_mention_date",
    ("bulletin_mention_date", "grant_mention_date"): "bulletin_mention_date",
    ("isr_mailing_date", "mail_date"): "isr_mailing_date",
    ("mail_date", "isr_mailing_date"): "mail_date",
    ("isr_mailing_date", "document_date"): "isr_mailing_date",
    ("isr_mailing_date", "dispatch_date"): "isr_mailing_date",
}
_DONE = {
    "dispatch_date",
    "mail_date",
    "notification_date",
    "service_date",
    "document_date",
    "final_rejection_mail_date",
}


def item_of(case: Case) -> NoticeItem:
    """Write the case down."""
    sheet, segment, _form = case.sheet, case.segment, case.form
    event = _event(case)
    done = case.writing.done or event == "none"
    trigger, chosen, conflicts = (None, None, ()) if done else _trigger(case, event)
    drafting = _drafting(case)
    number = fields.application(case)
    registration = fields.registration(case, event)
    own = frozenset(f.value for f in (number, registration) if f)
    period = None if done or event == "annuity" else fields.period(case, event)
    party = references.party(sheet, segment.start, segment.end)
    extension = fields.extension(case) if case.writing.extension else None
    year = fields.annuity_year(case) if event == "annuity" else None
    expect, missing, reason = _expectation(case, event, trigger, period, party)
    citing = event in _CITING and not case.writing.done
    stating = citing or (event == "restriction_response" and not case.writing.done)
    opined = event == "art19_amendment" and case.writing.letter  # a letter tells of the opinion with the report
    rejecting = (event in _REJECTING or opined) and not case.writing.done
    span = case.shown or (case.hit.start, case.hit.end)
    return NoticeItem(
        office=sheet.finding(case.office, *span, min(case.hit.confidence, NEAR_TITLE + 0.05)),
        right=sheet.finding(case.right, *span, WORDING),
        form=sheet.finding(_form_name(case), *span, case.hit.confidence),
        event_code=event,
        expect=expect,
        missing=missing,
        reason=reason,
        application_number=number,
        publication_number=fields.publication(case),
        registration_number=registration,
        drafting_date=None if drafting is None else _dated(sheet, drafting),
        trigger=trigger,
        party=party,
        delivery=delivery(sheet, case.office, segment.start, segment.end),
        stage=fields.stage(case, event),
        period=period,
        extension=extension,
        annuity_year=year,
        claims_rejected=_claims(case) if rejecting else (),
        statutes=_statutes(case, event, stating=stating),
        cited_documents=grounds.cited_documents(sheet, case.office, segment.start, segment.end, own) if citing else (),
        matter_ref=next(references.matter_refs(sheet, segment.start, segment.end), None),
        other_dates=_others(case, chosen, drafting, event),
        inputs=_inputs(case, event, extension, year)
        | treaty_inputs.inputs(case, event, trigger)
        | maintenance.inputs(case, event, trigger),
        conflicts=conflicts,
        confidence=_confidence(case, trigger, number or registration),
    )


def _claims(case: Case) -> tuple[Finding[tuple[int, ...]], ...]:
    where = (case.sheet, case.office, case.segment.start, case.segment.end)
    if case.office not in _TREATY:
        return grounds.claims_rejected(*where)
    own = treaty_grounds.claims(*where)
    return own or (grounds.claims_rejected(*where) if case.office == "EPO" or case.writing.letter else ())


def _statutes(case: Case, event: str, *, stating: bool) -> tuple[Finding[str], ...]:
    if case.office in _TREATY:
        done = case.writing.done or event == "none"
        low, high = case.segment.start, case.segment.end
        return () if done else treaty_grounds.provisions(case.sheet, case.office, event, low, high)
    if not stating or not _grounded(case):
        return ()
    return grounds.statutes(case.sheet, case.office, case.right, case.segment.start, case.segment.end)


_TREATY = ("EPO", "PCT")


def _grounded(case: Case) -> bool:
    return not us.is_advisory(case.form)


def _form_name(case: Case) -> str:
    if case.writing.extension and case.office == "JPO":
        return "期間延長請求書（提出報告）"
    if case.writing.done and case.writing.letter:
        return f"{case.form.name}（対応済み）" if case.office == "JPO" else f"{case.form.name} (already dealt with)"
    return case.form.name


_ANNULS = re.compile(
    loose(r"原査定を取り消す|特許(?:を|す)(?:する)?べきもの(?:とする|である)|登録(?:を)?すべきものとする")
)
_REVOKES = re.compile(r"(?:撤销|取消)[^。\n]{0,40}(?:驳回决定|拒絶査定)|revok\w+[^.\n]{0,60}decision", re.IGNORECASE)
"""A Chinese reexamination that ends in the applicant's favour: the application goes back to examination."""
_REVERSES = re.compile(r"\bWe\s+REVERSE\b|^\s*REVERSED\s*$", re.MULTILINE)
_UNITARY = re.compile(r"request\s+for\s+unitary\s+effect|unitary\s+effect", re.IGNORECASE)
_MAINTAINS = re.compile(loose(r"特許を維持する|商標登録を維持する|登録を維持する"))


def _event(case: Case) -> str:
    """The event of the form, as its outcome changes it (審決 that grants, 異議の決定 that maintains)."""
    low, high = case.segment.start, case.segment.end
    if case.form.name == "審決" and _ANNULS.search(case.sheet.text, low, high):
        return "registration_fee"
    if case.form.name == "異議の決定" and _MAINTAINS.search(case.sheet.text, low, high):
        return "none"
    if case.form.name == "复审请求审查决定书" and _REVOKES.search(case.sheet.text, low, high):
        return "none"
    if case.form.name == "Decision on Appeal" and _REVERSES.search(case.sheet.text, low, high):
        return "none"
    if case.form.event == "national_validation" and _UNITARY.search(case.sheet.text, low, high):
        return "unitary_effect_request"
    return case.form.event


def _dated(sheet: Sheet, roled: RoledDate) -> Finding[date]:
    token = roled.token
    assert token.value is not None  # chosen among dates with a value
    return sheet.finding(token.value, token.start, token.end, _sure(roled), token.note)


def _sure(roled: RoledDate) -> float:
    return min(roled.confidence, DOUBTFUL) if roled.token.note else roled.confidence


def _with_role(case: Case, role: str) -> list[RoledDate]:
    return [d for d in case.dates if d.role == role and d.token.value is not None]


def _drafting(case: Case) -> RoledDate | None:
    found = _with_role(case, "drafting_date")
    return found[0] if found else None


def _trigger(case: Case, event: str) -> tuple[Finding[TriggerDate] | None, RoledDate | None, tuple[Wording, ...]]:
    """The date that starts the period; two different ones of the same kind are a conflict, and the earlier is taken."""
    for role in _roles(case):
        found = _with_role(case, role)
        if role not in case.form.triggers and event in _SERVED:
            found = [d for d in found if not _of_an_action(case, d)]
        if not found:
            continue
        values = {d.token.value for d in found}
        chosen = min(found, key=lambda d: (d.token.value or date.max, d.token.start)) if len(values) > 1 else found[0]
        kind = _kind(case.form, role)
        note = chosen.token.note
        if kind != role and role == "dispatch_date":
            note = note or "the dispatch date of the served copy"
        value = chosen.token.value
        assert value is not None
        finding = case.sheet.finding(
            TriggerDate(kind=kind, date=value), chosen.token.start, chosen.token.end, _sure(chosen), note
        )
        return finding, chosen, _conflict(values)
    return None, None, ()


_SERVICE_IS_ITS_OWN = frozenset({"KIPO", "DPMA"})
"""Offices whose decisions are dated before they are served: the date that a letter gives them serves nothing."""
_SERVED = frozenset({"appeal_against_refusal", "registration_fee", "suit_against_trial_decision"})
_AN_ACTION = re.compile(
    r"(?:(?:office|official) actions?|notices? of reasons|notification of reasons"
    r"|拒絶の?理由(?:の?通知書?)?)[^.。]{0,40}$",
    re.IGNORECASE,
)


def _of_an_action(case: Case, roled: RoledDate) -> bool:
    """The date of an action that went before a decision is not the day on which the decision was served."""
    before = case.sheet.text[max(case.segment.start, roled.token.start - 90) : roled.token.start]
    return bool(_AN_ACTION.search(before))


def _roles(case: Case) -> list[str]:
    """Roles that may start the period, best first; the fallbacks of the first kinds come after all named kinds."""
    named = list(case.form.triggers)
    if us.is_advisory(case.form) or case.form.event in ("annuity", "exam_request", "national_phase_entry"):
        return named
    exact = case.office in _SERVICE_IS_ITS_OWN
    loose_kinds = [role for role in named if not (exact and role in ("service_date", "posting_date"))]
    extra = [fallback for role in loose_kinds for fallback in _FALLBACK_TRIGGERS.get(role, ())]
    return list(dict.fromkeys([*named, *extra]))


def _kind(form: Form, role: str) -> str:
    if role in form.triggers and (role == form.triggers[0] or (form.triggers[0], role) not in _KIND_OF):
        return role
    return next((_KIND_OF[first, role] for first in form.triggers if (first, role) in _KIND_OF), role)


def _conflict(values: set[date | None]) -> tuple[Wording, ...]:
    if len(values) < 2:
        return ()
    listed = ", ".join(sorted(v.isoformat() for v in values if v))
    return (
        Wording(
            ja=f"起算日が複数記載されています（{listed}）。最も早い日を採用しました。",
            en=f"More than one trigger date is given ({listed}); the earliest is used.",
        ),
    )


def _expectation(
    case: Case,
    event: str,
    trigger: Finding[TriggerDate] | None,
    period: Finding[Period] | None,
    party: Finding[str] | None,
) -> tuple[Any, tuple[str, ...], Wording | None]:
    if event == "none":
        return (
            "no_deadline",
            (),
            Wording(ja=f"「{case.form.name}」は期限を生じさせません。", en=f"“{case.form.name}” starts no period."),
        )
    if case.writing.done:
        return (
            "no_deadline",
            (),
            Wording(
                ja="手続は済んでいると記載されています。", en="The document says that the act has already been done."
            ),
        )
    if trigger is None:
        return (
            "pending",
            (case.form.missing,),
            Wording(ja="起算日の記載がありません。", en="The date that starts the period is not given."),
        )
    if (
        case.office == "JPO"
        and event in _PARTY_DECIDES
        and party is None
        and (period is None or "abroad" in period.note)
    ):
        return (
            "pending",
            ("party",),
            Wording(
                ja="国内居住者か在外者かが記載されていません。",
                en="Whether the party is resident or overseas is not stated.",
            ),
        )
    return "deadline", (), None


def _others(
    case: Case, trigger: RoledDate | None, drafting: RoledDate | None, event: str
) -> tuple[Finding[OtherDate], ...]:
    found: dict[tuple[str, date], Finding[OtherDate]] = {}
    for roled in case.dates:
        value = roled.token.value
        if not roled.role or value is None or roled is trigger or roled is drafting:
            continue
        role = _other_role(case, roled.role)
        if trigger is not None and roled.role == trigger.role and value == trigger.token.value:
            continue
        if trigger is not None and roled.role in _DONE and value == trigger.token.value:
            continue  # the same day said twice
        if drafting is not None and roled.role == drafting.role and value == drafting.token.value:
            continue
        finding = case.sheet.finding(
            OtherDate(role=role, date=value), roled.token.start, roled.token.end, _sure(roled), roled.token.note
        )
        found.setdefault((role, value), finding)
    return tuple(found.values())


def _other_role(case: Case, role: str) -> str:
    if us.is_advisory(case.form) and role in ("mail_date", "notification_date"):
        return "advisory_mail_date"
    if case.writing.done and role in _DONE:
        return f"{role}_done"
    if role == "drafting_date":
        return "decision_date"
    return role


def _inputs(case: Case, event: str, extension: Finding[Period] | None, year: Finding[int] | None) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    if extension is not None:
        inputs["extension_months"] = extension.value.n
    if year is not None:
        inputs["year_no"] = year.value
    if us.is_advisory(case.form):
        for name, roles in (
            ("advisory_date", ("advisory_mail_date", "notification_date", "mail_date")),
            ("first_reply_date", ("response_filed",)),
        ):
            found = [d for role in roles for d in _with_role(case, role)]
            if found and found[0].token.value is not None:
                inputs[name] = found[0].token.value.isoformat()
    return inputs


def _confidence(case: Case, trigger: Finding[TriggerDate] | None, number: Finding[str] | None) -> float:
    """The weakest of what the deadline rests on; without any number the item is a guess."""
    parts = [case.hit.confidence]
    if trigger is not None:
        parts.append(trigger.confidence)
    parts.append(number.confidence if number is not None else GUESSED)
    return round(min(parts), 2)
