"""The words around a date in German: what it is the date of. Data only; order as in ``role_words``."""

from __future__ import annotations

from konkyo.practice.notices.role_word import RoleWords
from konkyo.practice.notices.role_word import after_date as _a
from konkyo.practice.notices.role_word import before_date as _b

_ON = r"(?:\s*(?:am|vom|:|ist(?: der)?|war(?: der)?|den|zum))*"
_BY = r"bis(?:\s+(?:spätestens|zum|einschließlich|zur?))*"

GERMAN: tuple[RoleWords, ...] = (
    _a("", r"in Kraft"),
    _b("", r"(?:in Kraft seit|gültig ab|Stand|Fassung vom|mit Wirkung vom)"),
    _b(
        "service_date",
        rf"(?:zugestellt|Zustellung(?:sdatum|stag|sdatums)?|Tag der Zustellung|Zustellung erfolgte){_ON}",
    ),
    _a("service_date", r"[^.\n\d]{0,24}zugestellt(?!\s*(?:worden\s*)?am\b)"),
    _b("posting_date", rf"(?:abgesandt|Absende(?:datum|tag)|zur Post(?: gegeben)?|Aufgabe zur Post){_ON}"),
    _b("mail_date", rf"(?:Versand(?:datum|tag)|(?<!nicht )(?:versandt|verschickt|versendet)){_ON}"),
    _b("previous_oa", rf"(?:Gründen? d(?:es|er)|Bezug auf den|gemäß(?: dem)?|im) (?:Prüfungs)?bescheids?(?:es)?{_ON}"),
    _b("document_date", rf"(?:Prüfungs|Amts|Erst|Mängel)?(?:bescheid|mitteilung)(?:e?s)?{_ON}"),
    _b("drafting_date", r"(?:Zurückweisungs|Erteilungs)?beschluss(?:es)?(?:\s+(?:vom|am|ergangen am))+"),
    _a("drafting_date", r"(?:beschlossen|ergangen)"),
    _b("priority_date", rf"(?:Unions)?priorität(?:stag|sdatum|s)?{_ON}"),
    _b("filing_date", rf"(?:Anmelde(?:tag|datum)|Tag der Anmeldung|Anmeldung|angemeldet){_ON}"),
    _b("registration_date", rf"(?:Eintragungs(?:tag|datum)|eingetragen){_ON}"),
    _b(
        "publication_date",
        rf"(?:Offenlegungs(?:tag|datum)|Veröffentlichungs(?:tag|datum)|offengelegt|veröffentlicht){_ON}",
    ),
    _b(
        "instruction_requested_by",
        rf"(?:Weisung|Anweisung|Instruktion|Rückmeldung|Antwort|Nachricht|Auftrag|Rückäußerung"
        rf"|Stellungnahme an uns)(?:en)?[^.\n]{{0,40}}?{_BY}",
    ),
    _b("instruction_requested_by", rf"\bbitte[^.]{{0,80}}?{_BY}"),
    _a(
        "instruction_requested_by",
        r"[^.\d]{0,60}?(?:Weisung|Anweisung|Instruktion|Rückmeldung|mitzuteilen|zu informieren)",
    ),
    _a("response_filed", r"[^.\n\d]{0,60}?(?:eingereicht|eingelegt)(?!\s*werden)"),
    _b("response_filed", rf"(?:eingereicht|Einreichung|Eingabe|Erwiderung|Eingang der Erwiderung){_ON}"),
    _a("paid", r"[^.\n\d]{0,40}?(?:gezahlt|bezahlt|entrichtet)(?!\s?werden)"),
    _b("received_by_firm", rf"(?:eingegangen|erhalten|Eingang(?:sdatum)?|Posteingang){_ON}"),
    _b(
        "printed_due_date",
        r"(?:Fristende|Fristablauf|Ablauf der Frist|(?:Erwiderungs|Zahlungs|Beschwerde|Äußerungs)?frist[^.\n]{0,60}?"
        rf"(?:läuft|endet|bis|ab|:)|fällig(?:keit)?|spätestens|zahlbar|verlängert)(?:\s*(?:ab|am|zum"
        rf"|bis|:))*|\b{_BY}",
    ),
    _a("printed_due_date", r"(?:\s*(?:ab(?:läuft|gelaufen)?|fällig|endet|auslaufen))(?![a-zäöü])"),
    _b("document_date", r"^\s*Datum|\bDatum"),
    _a("document_date", r"\s*\bdatiert"),
)
