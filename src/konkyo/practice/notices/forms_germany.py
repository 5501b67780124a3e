"""Forms of the German Patent and Trade Mark Office (Deutsches Patent- und Markenamt), and how letters call them.

Periods run from service (Zustellung, § 127 PatG with the VwZG): the date that a letter bears starts none.
"""

from __future__ import annotations

from konkyo.practice.notices.form import Form

_SERVED = ("service_date", "posting_date")
_EN_DE = r"(?:German )?"


def _de(
    name: str,
    event: str,
    title: str,
    mention: str = "",
    triggers: tuple[str, ...] = _SERVED,
    missing: str = "service_date",
    rank: int = 8,
) -> Form:
    return Form("DPMA", name, event, title, mention, triggers, missing, rank)


GERMANY: tuple[Form, ...] = (
    _de(
        "Zurückweisungsbeschluss",
        "appeal_notice",
        r"(?:Zurückweisungs)?Beschluss(?: der Prüfungsstelle[^\n]*)?"
        r"|(?:Beschluss über die )?Zurückweisung der (?:Patent)?anmeldung",
        r"zurückweisungsbeschl(?:uss|usses)|拒絶(?:の)?(?:決定|査定)|(?:decision (?:of|to) (?:refusal"
        r"|rejection|refuse|reject)"
        r"|refusal decision|decision refusing)|(?:has |was |been )+refused|(?:Anmeldung"
        r"|sie) (?:[^.\n]{0,40} )?zurückgewiesen",
        rank=9,
    ),
    _de(
        "Prüfungsbescheid",
        "oa_response",
        r"(?:Erster |Zweiter |Weiterer |\d\. )?Prüfungsbescheid|(?:Erst)?bescheid(?: der Prüfungsstelle[^\n]{0,60})?",
        r"prüfungsbescheids?|(?:amtlichen?|ersten?|zweiten?|weiteren?) bescheids?|amtsbescheids?"
        r"|\bbescheids?(?= (?:vom|zugestellt|erlassen|ergangen))|examination report"
        r"|(?:office|official) (?:action|communication)|examination (?:notice|communication)"
        r"|審査(?:の)?通知|拒絶理由(?:の)?通知"
        r"|オフィスアクション",
    ),
    _de(
        "Mängelbescheid",
        "formality_correction",
        r"(?:Formal)?Mängelbescheid|Aufforderung zur (?:Beseitigung von Mängeln|Mängelbeseitigung)|Formalprüfung",
        r"mängelbescheids?",
    ),
    _de(
        "Feststellung der Rücknahme",
        "restoration_request",
        r"(?:Mitteilung|Feststellung),? (?:über (?:die"
        r"|den) )?(?:dass )?[^\n]{0,60}(?:als zurückgenommen gilt|Rücknahmefiktion"
        r"|Erlöschen[^\n]{0,30})",
        r"gilt als zurückgenommen|als zurückgenommen gilt",
    ),
    _de(
        "Mitteilung über Einspruch",
        "opposition_reply",
        r"(?:Mitteilung|Unterrichtung) über (?:den|einen|die) (?:eingelegten )?Einspr(?:uch|üche)|Einspruchsschrift",
        r"einspruchsschriftsatz|einspruch gegen (?:das|ihr) patent",
    ),
    _de(
        "Hinweis auf Jahresgebühr",
        "annuity",
        r"(?:Amtlicher )?(?:Hinweis|Mitteilung|Benachrichtigung|Erinnerung)[^\n]{0,40}Jahresgebühr(?:en)?[^\n]{0,30}"
        r"|Nichtzahlung (?:der|von) Jahresgebühr(?:en)?|(?:Fällige )?Jahresgebühr(?:en)?(?: fällig)?",
        r"(?:fällige[nr]? |\d{1,2}\. )?jahresgebühr(?:en)?|(?:renewal|annual) fees?(?: for [a-z0-9 ]{3,20})?"
        r"|annuit(?:y|ies)|年金(?:の)?(?:納付|支払|期限|納期)|第\d+年(?:度|次)?分?(?:の)?年金",
        ("filing_date",),
        "trigger_date",
        7,
    ),
    _de(
        "Prüfungsantragsfrist",
        "exam_request",
        r"(?:Hinweis|Mitteilung|Erinnerung)[^\n]{0,40}Prüfungsantrag(?:s(?:frist|gebühr))?[^\n]{0,20}",
        r"prüfungsantrag(?:sfrist)?|審査請求(?:の)?期限|(?:deadline|time limit) for (?:filing "
        r"|requesting )?(?:a |the )?"
        r"(?:request for )?examination",
        ("filing_date",),
        "trigger_date",
        6,
    ),
    _de(
        "Erteilungsbeschluss",
        "none",
        r"(?:Patent)?Erteilungsbeschluss|Beschluss über die Erteilung (?:des|eines) Patents?",
        r"erteilungsbeschluss(?:es)?|decision to grant|特許(?:付与)?(?:の)?(?:決定|査定)",
        (),
        rank=9,
    ),
    _de(
        "Recherchebericht",
        "none",
        r"(?:Amtlicher )?Recherchebericht|Ergebnis der (?:amtlichen )?Recherche|Rechercheergebnis",
        r"rechercheberichts?|search report",
        (),
        rank=4,
    ),
    _de(
        "Empfangsbestätigung",
        "none",
        r"Empfangsbe(?:stätigung|scheinigung)(?: über[^\n]{0,60})?|Mitteilung des Aktenzeichens"
        r"|Offenlegung(?:sschrift)?"
        r"|Mitteilung über die (?:Offenlegung|Veröffentlichung)[^\n]{0,40}|Patenturkunde"
        r"|Eintragungsverfügung|Registerauszug"
        r"|Fristverlängerung(?:sbescheid)?|Gewährung (?:der|einer) Fristverlängerung",
        "",
        (),
        rank=4,
    ),
    _de(
        "Ladung zur Anhörung",
        "unsupported",
        r"Ladung(?: zur (?:Anhörung|mündlichen Verhandlung))?",
        r"ladung zur (?:anhörung|mündlichen verhandlung)",
        (),
    ),
)
