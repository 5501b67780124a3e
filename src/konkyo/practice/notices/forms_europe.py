"""Forms of the European Patent Office in its three languages: titles as printed, form numbers, how letters report them.

After the EPO's published forms (1081, 1205, 1226, 1507, 2001, 2004C, 2006A, 2007, 2008A, 2316, 2317, 2327, 2522 and so
on) and the Guidelines for Examination. A notice of ``unsupported`` is named and has no code among the events.
"""

from __future__ import annotations

from konkyo.practice.notices.form import Form

_DOC = ("document_date",)
_EPC = r"(?:\s*\(?(?:EPC|EPÜ|CBE)\)?)?"
_AFTER = r"(?:\s*[(:,-][^\n]{0,90})?"
_UNDER = (
    r"(?:pursuant to|under|in accordance with|according to|gemäß|nach"
    r"|(?:établie? )?(?:conformément à|en vertu de|au titre de)|selon)"
)
_COMM = (
    r"(?:(?:Official )?Communication|Bescheid|Mitteilung|Notification)"
    r"(?: (?:of|from|by) the (?:Examining|Search|Opposition|Legal) Division)?"
)
_INVITE = (
    r"(?:Invitation|Aufforderung|Reminder|Communication|Mitteilung|Bescheid|Notification|Notice)(?: and invitation)?"
)
_THE = r"(?:la |l['’]|the )?"
_ART = _THE + r"(?:Art(?:icles?|ikeln?|\.))"
_RULE = _THE + r"(?:R(?:ules?|egeln?|[eè]gles?|\.))"


def _rule(number: str) -> str:
    """``Rule 137(4) EPC`` with or without further rules behind it."""
    more = rf"(?:\s*(?:,|and|und|et|/|or)\s*(?:{_RULE}\s*)?\d{{1,3}}[a-c]?(?:\s*\(\w\))*)*"
    return rf"{_RULE}\s*{number}(?:\s*\(\w\))*{more}{_EPC}"


EUROPE: tuple[Form, ...] = (
    Form(
        "EPO",
        "Communication pursuant to Article 94(3) EPC (EPO Form 2001)",
        "oa_response",
        rf"{_COMM} {_UNDER} {_ART}\s*94\s*\(3\){_EPC}{_AFTER}"
        rf"|(?:Further |First |Second )?(?:Examination Report|Prüfungsbescheid)(?=\s*\(?(?:{_UNDER} )?{_ART}){_AFTER}"
        r"|(?:Summary of )?Communication from the Examining Division[^\n]{0,60}",
        r"(?:communications?|office actions?|official actions?|examination reports?|bescheids?|notification|report)"
        rf"(?: of the (?:examining|examination) division)? (?:{_UNDER} )?\(?(?:{_ART})\s*94\s*\(3\)"
        rf"|(?:{_ART})\s*94\s*\(3\)(?: EPC)?[ -](?:communication|report|action|letter)"
        r"|(?:first |second |further )?(?:examination report|office action|official action|examination communication)"
        r"|(?:EPC)?第?94条\s*(?:\(3\)|第?3項)[^。\n]{0,24}(?:通知(?:書)?|Communication)?|(?:欧州)?審査報告(?:書)?"
        r"|欧州(?:特許庁)?(?:の|から|より)?(?:拒絶理由(?:通知書?)?|オフィスアクション|審査通知)|拒絶理由通知書?"
        r"|オフィスアクション"
        r"|(?:EPC|欧州特許条約)?(?:第94条第?\(?3\)?[款项])?审查意见(?:通知书)?",
        _DOC,
        rank=8,
        codes=("2001", "2906"),
    ),
    Form(
        "EPO",
        "Communication under Rule 71(3) EPC (EPO Form 2004C)",
        "r71_3_approval",
        rf"{_COMM} {_UNDER} {_RULE}\s*71\s*\(3\){_EPC}{_AFTER}",
        r"(?:communication |notification |notice |bescheid |mitteilung )?(?:pursuant to|under|gemäß|nach|of) "
        rf"(?:{_RULE})\s*71\s*\(3\)|(?:rule|R\.)\s*71\s*\(3\) communication|intention to grant|intent to grant"
        rf"|Erteilungsabsicht"
        r"|規則(?:第)?71(?:条)?\(3\)[^。\n]{0,20}(?:通知(?:書)?)?|(?:特許)?(?:付与|許可)(?:の)?(?:意図|予告"
        r"|予定)(?:の)?通知(?:書)?",
        _DOC,
        rank=8,
        codes=("2004",),
    ),
    Form(
        "EPO",
        "Communication pursuant to Rules 161(1) and 162 EPC",
        "r161_reply",
        rf"{_COMM} {_UNDER} {_rule('16[12]')}{_AFTER}",
        r"rules?\s*161(?:\([12]\))?(?: and (?:rule )?162)?|regeln? 161"
        r"|規則(?:第)?161(?:条)?(?:\([12]\))?(?:(?:及び|・|/|、|と)(?:規則)?(?:第)?162)?",
        _DOC,
        rank=8,
        codes=("1226",),
    ),
    Form(
        "EPO",
        "Invitation under Rules 70(2) and 70a(2) EPC (EPO Form 1224)",
        "r70_reply",
        rf"{_INVITE} {_UNDER} {_RULE}\s*70a?\s*\(2\)(?:[^\n]{{0,60}})",
        r"(?:communication|invitation|notification|mitteilung)s? (?:pursuant to|under|gemäß) rules?\s*70\s*\(2\)"
        r"|規則(?:第)?70(?:条)?\(2\)",
        ("document_date",),
        "trigger_date",
        8,
        codes=("1224",),
    ),
    Form(
        "EPO",
        "Reminder period for payment of examination fee and invitation under Rule 70a(1) EPC (EPO Form 1081)",
        "r70_reply",
        r"Reminder (?:concerning|of|period)[^\n]{0,24}payment of (?:the )?(?:designation fee"
        r"|examination fee)[^\n]{0,110}"
        rf"|[^\n]{{0,60}}invitation pursuant to {_RULE}\s*70a?\(1\)[^\n]{{0,60}}"
        rf"|{_INVITE} {_UNDER} {_RULE}\s*(?:69|70a?)\s*\(1\)[^\n]{{0,60}}"
        r"|(?:Mitteilung|Hinweis)[^\n]{0,40}(?:Veröffentlichung des europäischen Recherchenberichts"
        r"|Prüfungsgebühr)[^\n]{0,60}",
        r"rules?\s*70a?\s*\(1\)|規則(?:第)?70a?(?:条)?\(1\)|審査請求(?:及び|・|/|と)?[^。\n]{0,12}(?:応答"
        r"|指定手数料)[^。\n]{0,8}期限",
        ("bulletin_mention_date",),
        "publication_mention_date",
        8,
        codes=("1081", "1082"),
    ),
    Form(
        "EPO",
        "Noting of loss of rights pursuant to Rule 112(1) EPC (EPO Form 2522)",
        "loss_of_rights_remedy",
        rf"(?:Communication (?:of|on) )?Noting of (?:a )?loss of rights(?: {_UNDER} {_rule('112')})?{_AFTER}"
        rf"|Feststellung eines Rechtsverlusts(?: {_UNDER} {_rule('112')})?{_AFTER}"
        rf"|(?:Notification|Constatation) de la perte d['’]un droit(?:[^\n]{{0,60}})?"
        rf"|{_COMM} {_UNDER} {_rule('112')}{_AFTER}",
        r"loss of rights|Rechtsverlusts?|rule 112\s*\(1\)|(?:権利|出願)(?:の)?(?:喪失|消滅)(?:の)?(?:通知(?:書)?)?"
        r"|規則(?:第)?112(?:条)?\(1\)|みなし取下げ(?:の)?通知(?:書)?|deemed (?:to be )?withdrawn",
        _DOC,
        rank=8,
        codes=("2522", "2524", "1205", "1098"),
    ),
    Form(
        "EPO",
        "Decision to grant a European patent pursuant to Article 97(1) EPC (EPO Form 2006A)",
        "national_validation",
        rf"Decision to grant (?:a|the) European patent(?: {_UNDER} {_ART}\s*97\s*\(1\){_EPC})?{_AFTER}"
        rf"|Beschluss über die Erteilung eines europäischen Patents(?:[^\n]{{0,60}})?"
        r"|Décision (?:relative à la délivrance|de délivrance"
        r"|de délivrer) (?:d['’])?un brevet européen(?:[^\n]{0,60})?",
        r"decision to grant|decision of grant|Erteilungsbeschluss|特許付与(?:の)?(?:決定|査定)(?:通知|書)?"
        r"|(?:特許)?許可決定|特許査定|mention of (?:the )?grant",
        ("grant_mention_date",),
        "publication_mention_date",
        8,
        codes=("2006",),
    ),
    Form(
        "EPO",
        "Decision to refuse a European patent application",
        "appeal_notice",
        rf"Decision to refuse (?:a|the) European patent application{_AFTER}"
        rf"|Decision of the Examining Division{_AFTER}|Refusal of (?:a|the) European patent application{_AFTER}"
        rf"|(?:Entscheidung über die )?Zurückweisung (?:der|einer) europäischen Patentanmeldung{_AFTER}"
        rf"|Décision de rejet (?:de la|d['’]une) demande de brevet européen{_AFTER}",
        r"decision to refuse|decision of refusal|refusal decision"
        r"|refusal of the (?:european )?(?:patent )?application|拒絶(?:の)?(?:決定|査定)",
        _DOC,
        rank=9,
        codes=("2007", "2048", "2019"),
    ),
    Form(
        "EPO",
        "Decision in opposition proceedings (EPO Forms 2327, 2330, 2331)",
        "appeal_notice",
        rf"Interlocutory decision (?:in opposition proceedings|of the Opposition Division){_AFTER}"
        rf"|Decision (?:rejecting the opposition|revoking the European patent|of the Opposition Division){_AFTER}"
        rf"|(?:Zwischenentscheidung im Einspruchsverfahren|Widerruf des europäischen Patents"
        rf"|Zurückweisung des Einspruchs){_AFTER}"
        rf"|Entscheidung über (?:die Zurückweisung des Einspruchs|den Widerruf des europäischen Patents){_AFTER}"
        rf"|Décision (?:de rejet de l['’]opposition|de révocation du brevet européen"
        rf"|intermédiaire[^\n]{{0,40}}){_AFTER}",
        r"interlocutory decision|decision (?:rejecting the opposition|revoking the (?:european )?patent"
        r"|of the opposition division)"
        r"|(?:異議)?(?:中間決定|異議(?:申立)?(?:の)?(?:棄却|却下|決定)|取消(?:の)?決定)",
        _DOC,
        rank=9,
        codes=("2327", "2330", "2331", "2339"),
    ),
    Form(
        "EPO",
        "Summons to attend oral proceedings",
        "r116_submissions",
        rf"Summons to (?:attend )?oral proceedings(?: {_UNDER} {_rule('115')})?{_AFTER}"
        rf"|Ladung zur mündlichen Verhandlung{_AFTER}|Ladung zur mündlichen Verhandlung {_UNDER} {_rule('115')}"
        rf"|Citation à une procédure orale(?:[^\n]{{0,60}})?",
        r"summons to (?:attend )?(?:the )?oral proceedings|summons|oral proceedings|Ladung|口頭(?:審理"
        r"|手続き?)(?:への|の)?(?:召喚(?:状|通知)?|呼出(?:状)?|通知)?",
        ("fixed_date",),
        "trigger_date",
        8,
        codes=("2008", "2310"),
    ),
    Form(
        "EPO",
        "Communication of a notice of opposition (EPO Form 2316/2317)",
        "opposition_reply",
        rf"{_COMM}?(?: of)?\s*(?:a )?notices? of opposition{_AFTER}|{_COMM} {_UNDER} {_rule('(?:79|81|82)')}{_AFTER}"
        rf"|{_COMM} {_UNDER} {_ART}\s*101\s*\(1\)[^\n]{{0,60}}"
        rf"|Mitteilung (?:des Einspruchs|der Einsprüche)[^\n]{{0,60}}"
        r"|Communication d['’](?:un )?actes? d['’]opposition[^\n]{0,60}",
        r"notices? of opposition|opposition (?:has been|was) filed|Einspruch(?:sschrift)?|異議(?:の)?申立(?:書"
        r"|て)?(?:の)?(?:通知)?",
        _DOC,
        rank=8,
        codes=("2316", "2317", "2318", "2901"),
    ),
    Form(
        "EPO",
        "Communication of the Board of Appeal (Rule 100(2) EPC)",
        "appeal_reply",
        rf"Communication of the Board of Appeal{_AFTER}(?: {_UNDER} {_rule('100')})?{_AFTER}"
        rf"|{_COMM} {_UNDER} {_rule('100')}{_AFTER}|Mitteilung der Beschwerdekammer[^\n]{{0,80}}"
        rf"|Communication {_UNDER} {_ART}\s*1[57](?:\(\w\))? RPBA[^\n]{{0,60}}",
        r"communication (?:of|from) the board of appeal|rule 100\s*\(2\)|Mitteilung der Beschwerdekammer"
        r"|審判部(?:の|から|より)?(?:予備的見解|通知)",
        _DOC,
        rank=8,
        codes=("3344", "3350"),
    ),
    Form(
        "EPO",
        "Invitation to pay further search fees (Rules 64(1), 164 EPC)",
        "additional_search_fees",
        rf"{_INVITE} {_UNDER} {_rule('(?:64|164)')}{_AFTER}"
        rf"|Invitation to pay (?:additional|further) (?:search )?fees?{_AFTER}"
        r"|Aufforderung zur (?:Zahlung|Entrichtung) (?:zusätzlicher|weiterer) Recherchengebühren[^\n]{0,60}"
        r"|Invitation à payer (?:de nouvelles taxes|des taxes)[^\n]{0,60}",
        r"(?:additional|further) search fees?|rules?\s*(?:64\s*\(1\)|164)|追加(?:の)?調査手数料|規則(?:第)?164",
        _DOC,
        rank=9,
        codes=("2035",),
    ),
    Form(
        "EPO",
        "Invitation to remedy deficiencies (Rules 30 to 63, 137(4), 163 EPC)",
        "formality_correction",
        rf"{_INVITE} {_UNDER}"
        rf" {_rule('(?:30|36|39|40|45|49|50|52|53|55|56a?|57|58|59|60|62a|63|82|86|95|137|141|142|152|163)')}{_AFTER}"
        r"|(?:Invitation|Request) to (?:remedy|correct|file|furnish|submit|pay)[^\n]{0,110}"
        rf"|{_INVITE} {_UNDER} {_ART}\s*(?:90|14|88)[^\n]{{0,80}}"
        r"|Aufforderung zur (?:Mängelbeseitigung|Beseitigung von Mängeln|Einreichung|Nachreichung|Zahlung)[^\n]{0,80}"
        r"|Invitation à (?:remédier|produire|payer|corriger)[^\n]{0,80}",
        r"(?:rule|R\.)\s*(?:137\s*\(4\)|62a\s*\(1\)|63\s*\(1\)|58|45|55|60|163|141)|規則(?:第)?(?:137|62a|63|58|45"
        r"|141)(?:条)?(?:\(\w\))?",
        _DOC,
        rank=7,
        codes=("1112", "1119", "1141", "2055"),
    ),
    Form(
        "EPO",
        "Communication concerning a renewal fee (Rule 51(2) EPC, EPO Form 2522R)",
        "annuity",
        rf"(?:{_COMM} {_UNDER} {_rule('51')}|(?:Reminder|Notice|Communication)[^\n]{{0,30}}(?:unpaid "
        rf"|non-payment of (?:the )?)?renewal fees?)"
        r"[^\n]{0,90}|(?:Mitteilung|Hinweis)[^\n]{0,40}Jahresgebühr[^\n]{0,60}",
        r"rule 51\s*\(2\)|renewal fees?(?: (?:not paid|unpaid|is due|fell due|reminder))?|Jahresgebühr",
        ("filing_date",),
        "filing_date",
        6,
        codes=("2530",),
    ),
    Form(
        "EPO",
        "European search report",
        "none",
        r"(?:Extended |Partial |Supplementary )?European search report(?: \(Art[^\n]{0,60})?"
        r"|Communication concerning the transmission of the (?:extended )?European search report[^\n]*"
        r"|European search opinion|(?:Erweiterter |Teilweiser |Ergänzender )?europäischer Recherchenbericht"
        r"|Rapport (?:partiel |complémentaire )?de recherche européenne(?: élargi)?",
        r"european search report|欧州(?:特許)?(?:拡張)?(?:調査報告|サーチレポート)(?:書)?|拡張欧州(?:調査報告"
        r"|サーチレポート)(?:書)?",
        (),
        rank=4,
        codes=("1503", "1507", "1703"),
    ),
    Form(
        "EPO",
        "Request for examination after the European search report",
        "exam_request",
        r"(?:European )?(?:request for examination|examination request)(?: (?:due|deadline|reminder))+"
        r"|Prüfungsantrag(?:sfrist)?",
        r"request(?:ing|s)? (?:for )?(?:substantive )?examination(?=[^.;]{0,60}?(?:must|has to|have to|is to be|shall"
        r"|should|needs? to|is due|falls? due|be filed|expire|within|by \d))"
        r"|(?:deadline|time limit|term|period) (?:for|to) (?:filing |file )?(?:the |a )?"
        r"(?:request(?:ing)? (?:for )?examination|examination request)(?= is\b| expires?| ends| runs|:)"
        r"|審査請求(?:書)?(?=[^。\n]{0,40}(?:まで|以内|必要|期限|提出))"
        r"|(?:实质)?审查请求(?=[^。\n]{0,40}(?:内|前|期限))|심사청구(?=[^.\n]{0,40}(?:이내|기한|까지))"
        r"|Prüfungsantrag(?=[^.\n]{0,60}(?:innerhalb|bis|Frist|zu stellen))",
        ("bulletin_mention_date", "grant_mention_date"),  # a sentence on the gazette may not say which it mentions
        "publication_mention_date",
        3,
    ),
    Form(
        "EPO",
        "Communication that sets no period (EPO)",
        "none",
        r"Notification of (?:the )?forthcoming publication[^\n]{0,60}"
        r"|Certificate(?: of grant)?(?: for a European patent)?"
        r"|Communication regarding (?:the )?(?:registration of amendments|expiry of (?:the )?(?:opposition period"
        r"|time limit))[^\n]{0,110}"
        r"|Transmission of the certificate[^\n]{0,60}|Registration of (?:unitary effect|a transfer"
        r"|amendments)[^\n]{0,80}"
        r"|Communication about (?:the )?registration of unitary effect[^\n]{0,60}|Acknowledgement of receipt"
        r"|Empfangsbescheinigung"
        r"|(?:Brief )?Communication(?: of amended entries[^\n]{0,60})?|Result of consultation"
        r"|Minutes of the oral proceedings[^\n]{0,60}"
        r"|Notice drawing attention to (?:Article|Rule|Art\.|R\.)[^\n]{0,80}"
        r"|Communication (?:pursuant to|under) Rule 19\(3\)[^\n]{0,60}"
        r"|Bibliographic data of the European patent application",
        "",
        (),
        rank=3,
        codes=("1133", "2544", "2548", "2065", "1103", "2049", "2906.9"),
    ),
)
