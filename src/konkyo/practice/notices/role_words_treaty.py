"""The words around a date in papers of the EPO and the PCT authorities and in letters about them. Data only.

``communication_date``: a sentence says when a communication was issued. In a letter that is the communication which it
reports; in an office's own paper it is an earlier one.
"""

from __future__ import annotations

from konkyo.practice.notices.role_word import RoleWords
from konkyo.practice.notices.role_word import after_date as _a
from konkyo.practice.notices.role_word import before_date as _b

_PAPER = (
    r"(?:communications?|(?:office|official) actions?|examination reports?|summons|invitations?|notifications?"
    r"|decisions?"
    r"|notices?(?: of [a-z ]{4,24})?|reports?|opinions?|Bescheid(?:s|es)?|Mitteilung|Ladung|Entscheidung)"
)
_SAID = r"(?:dated|issued|mailed|dispatched|despatched|sent|of|vom|datiert|du|en date du)(?: (?:on|by the epo on))?"
_MENTIONED = (
    r"(?:(?:mention|Hinweis|mentionn?\w*)[^.;]{0,110}(?:published|publication|bulletin|bekannt|Patentblatt"
    r"|publiée?)[^.;]{0,70}?"
    r"(?:on|of|am|vom|le|du|dated)"
    r"|bulletin[^.;]{0,40}mention(?:s|ed|ing)?[^.;]{0,90}(?:on|of)"
    r"|publication[^.;]{0,90}mention(?:s|ed)[^.;]{0,70}(?:on|of|dated)"
    r"|bulletin(?: (?:no\.? ?)?\d{2,4}/\d{2})?(?: (?:of|dated|on|vom|du))+"
    r"|date of (?:the )?mention(?: (?:in|of)[a-z ]{3,60})?)"
)

_UNISSUED_JA = r"(?!付)(?:(?!発行|発送|発出|発せ|出され|送達|付け?の|\d{4}年)[^。\n]){0,90}?"
"""What stands between a day and the receipt on it, where nobody is said to have issued anything on that day."""

TREATY: tuple[RoleWords, ...] = (
    _b(
        "fixed_date",
        r"(?:(?:final|latest|last|closing) date|deadline|time limit) (?:for|of) (?:the )?(?:making |filing "
        r"|submitting |submission of )?"
        r"(?:of )?(?:any )?(?:written )?(?:submissions?|amendments?|requests?)[^.;:\d]{0,60}"
        r"(?:\(?(?:rule|R\.) ?116(?:\(1\))?(?: EPC)?\)?)?[^.;:\d]{0,40}"
        r"|(?:written )?submissions?[^.;\d]{0,80}(?:be (?:filed|made|submitted)|reach)[^.;\d]{0,40}(?:by"
        r"|no later than|until|before)"
        r"|(?:rule|R\.) ?116(?:\(1\))?(?: EPC)?[^.;\d]{0,60}"
        r"|Zeitpunkt[^.;]{0,60}Schriftsätze[^.;]{0,110}?(?:ist der|ist am|:)|(?:Schriftsätze"
        r"|Eingaben)[^.;\d]{0,80}(?:bis(?: zum)?"
        r"|spätestens(?: am)?)"
        r"|date limite[^.;\d]{0,90}|(?:書面|意見書|補正)[^。\d]{0,24}提出(?:期限|最終日|期日)(?:は|日)?",
    ),
    _b(
        "oral_proceedings_date",
        r"(?:oral proceedings|hearing|videoconference|mündlichen? Verhandlung|procédure orale)[^.;\d]{0,90}?"
        r"(?:(?:on|for|at|am|auf den|le)|date|:)?"
        r"|口頭(?:審理|手続き?)(?:の)?(?:期日|日|開催日)?",
    ),
    _a("oral_proceedings_date", r"[^。\d]{0,20}口頭(?:審理|手続)"),
    _b(
        "renewal_fee_due",
        r"renewal fee(?:s)?[^.;]{0,60}(?:due|fell due|falls due|payable)(?: date)?(?: (?:on|by|is|:))*"
        r"|(?:Jahresgebühr)[^.;]{0,50}(?:fällig)(?: (?:am|zum))?",
    ),
    _b("grant_mention_date", rf"(?:mention of (?:the )?grant|Erteilung|délivrance|grant)[^.;]{{0,100}}?{_MENTIONED}"),
    _b(
        "grant_mention_date",
        r"Hinweis(?:es)? auf die (?:Patent)?(?:erteilung)[^.;\d]{0,60}?(?:wird|wurde|erfolgte?|erscheint)(?: am)?",
    ),
    _b(
        "bulletin_mention_date",
        r"Hinweis(?:es)? auf die Veröffentlichung[^.;\d]{0,90}?(?:wird|wurde|erfolgte?|erscheint|ist)(?: am)?",
    ),
    _b("bulletin_mention_date", _MENTIONED),
    _b(
        "grant_mention_date",
        r"(?:特許付与|付与|特許)(?:の)?(?:公告|公報(?:掲載|発行)?|掲載)(?:の)?(?:予定)?日?"
        r"|欧州特許公報(?:の)?(?:掲載|発行)(?:予定)?日?",
    ),
    _a(
        "grant_mention_date",
        r"[^。\d]{0,16}(?:の|に)?、?(?:欧州)?(?:特許)?公報(?:に|へ|で)[^。]{0,24}(?:掲載|公告|告示)",
    ),
    _b("bulletin_mention_date", r"(?:調査報告|サーチレポート)[^。\d]{0,24}(?:公報|公開)[^。\d]{0,12}(?:掲載|公開)?日?"),
    _b(
        "search_completed",
        r"国際調査を完了した日|国际检索实际完成(?:的)?日期|국제조사의\s*실제\s*완료일"
        r"|date of (?:the )?actual completion of the (?:international )?search"
        r"|Datum des Abschlusses der (?:internationalen )?Recherche|Abschlußdatum der Recherche"
        r"|Date of completion of the search",
    ),
    _b(
        "isr_mailing_date",
        r"国際調査報告(?:等)?の?(?:発送|送付)日|(?:国际)?检索报告(?:的)?(?:邮寄|发送|发文)日期?"
        r"|국제조사보고서(?:의)?\s*발송일"
        r"|Absendedatum des internationalen Recherchenberichts|date d['’]expédition du (?:présent )?rapport",
    ),
    _b(
        "international_filing_date",
        r"国際出願日|国际申请日|국제출원일|internationales Anmeldedatum|date (?:de|du) dépôt international",
    ),
    _b(
        "priority_date",
        r"(?:最先の)?優先日|优先权日(?:为|是)?|우선일(?:은|자)?|(?:Prioritätsdatum|Prioritätstag)(?: ist(?: der)?)?"
        r"|date de priorité|priority date(?:,? which is| of| is| being)?"
        r"|priority (?:from|of|to|is|was claimed from|(?:date )?(?:is )?claimed from)(?: the filing date of)?"
        r"|priority (?:of|from|to|based on) (?:[^.;\n]|\.(?=\S)|\n(?!\n)){0,90}? (?:filed|of|dated)(?: on)?"
        r"|Priorität(?: der [^.;\n]{3,60})? vom",
    ),
    _a(
        "priority_date",
        r"(?:付け?)?(?:出願)?の?[^。、\d]{0,12}(?:を基礎とする|に基づく|の)優先権|[^。,\d]{0,12}的?优先权",
    ),
    _b(
        "received_by_firm",
        r"\b(?:we|us|our (?:office|firm)|undersigned) (?:(?:have|has|duly|only|in turn) )*"
        r"(?:received|obtained|downloaded)(?: (?:it|this|the same|notice|a copy))?(?: (?:from|of) the [A-Za-z ]{3,24})?"
        r"(?: only)? on",
    ),
    _b(
        "response_filed",
        r"(?:received|filed|submitted|eingereicht|eingegangen|reçue?s?|déposée?s?)(?: in electronic form"
        r"| with (?:letter|fax))?(?: (?:on|am|le))+"
        r"|in (?:elektronischer Form|due time)(?: am| on)|sous forme électronique le",
    ),
    _b("", r"response to|erwiderung auf|réponse à"),
    _b(
        "letter_date",
        r"(?:your|our|applicant['’]s|the applicant['’]s) (?:letter|fax|e-?mail|submission)s? (?:dated|of)",
    ),
    _b("response_filed", r"(?:with|by) (?:the )?(?:letter|submission|fax)s? (?:dated|of)"),
    _a(
        "previous_action",
        r"(?:,? (?:which|and))? ?(?:was|has been|had been|were|has|had) (?:unfortunately )?(?:missed|lapsed|expired"
        r"|not (?:been )?(?:observed|met|kept|answered|replied))|(?:remained|went|was left) un(?:answered|observed)",
    ),
    _b("communication_date", rf"{_PAPER}(?:\s(?:[^.;\n]|\.(?=\S)|(?<=Art)\.|(?<=R)\.|\n(?!\n)){{0,90}}?)?\s{_SAID}"),
    _b(
        "communication_date",
        r"(?:was|has been|were) (?:issued|dispatched|notified|mailed|sent)(?: (?:by"
        r"|from) (?:the )?[a-z ]{3,40})?(?: (?:on|dated))"
        r"|(?:EPO|European Patent Office|examining division|examiner|office) (?:has )?(?:issued|dispatched|sent"
        r"|mailed)[^.;\d]{0,90} on",
    ),
    _a("received_by_firm", rf"(?:に|、)?{_UNISSUED_JA}(?:受領|受信|受け取|受取|届|入手|落手|接受|到着|着信)"),
    _a(
        "communication_date",
        r"(?:付け?)?(?:\)|で|の|にて|に)、?(?:[^。]{0,90}?(?:発行|発送|発出|通知|送付|発せ|受領|届|出され|なされ"
        r"|受信|召喚)|\))",
    ),
    _a("communication_date", r"付け?"),
    _b("communication_date", r"(?:通知|決定|報告|召喚)(?:書|状)?の(?:発行)?日付(?:は|が)?"),
    _a(
        "communication_date",
        r",? (?:the )?(?:EPO|European Patent Office|Examining Division|ISA|International Bureau)(?: has)? (?:issued"
        r"|dispatched|despatched|sent|mailed|notified)",
    ),
    _b(
        "document_date",
        r"(?:発行|発出|通知|作成|官庁)日(?:付)?|ausgestellt am"
        r"|date of (?:the )?(?:communication|notification"
        r"|despatch|dispatch)",
    ),
)
