"""Forms of the European Patent Office."""

from __future__ import annotations

from konkyo.practice.notices.form import Form

_DOC = ("document_date",)
_EXTRA = r"[^\n]{0,60}"

EUROPE: tuple[Form, ...] = (
    Form(
        "EPO",
        "Communication pursuant to Article 94(3) EPC (EPO Form 2001)",
        "oa_response",
        rf"COMMUNICATION PURSUANT TO ARTICLE 94\(3\) EPC|Communication from the Examining Division{_EXTRA}",
        r"(?:communication|office action) (?:pursuant to|under) (?:Article|Art\.) 94\(3\)",
        _DOC,
        rank=8,
    ),
    Form(
        "EPO",
        "Communication under Rule 71(3) EPC (EPO Form 2004C)",
        "r71_3_approval",
        r"Communication (?:under|pursuant to) Rule 71\(3\) EPC",
        r"(?:communication )?(?:under|pursuant to) Rule 71\(3\)|intention to grant",
        _DOC,
        rank=8,
    ),
    Form(
        "EPO",
        "Communication pursuant to Rules 161(1) and 162 EPC",
        "r161_reply",
        r"Communication pursuant to Rules? 161(?:\([12]\))?(?: and (?:Rule )?162)?(?: EPC)?",
        r"Rules? 161(?:\([12]\))?(?: and (?:Rule )?162)?",
        _DOC,
        rank=8,
    ),
    Form(
        "EPO",
        "Reminder period for payment of examination fee and invitation under Rule 70a(1) EPC (EPO Form 1081)",
        "r70_reply",
        rf"Reminder concerning payment of the (?:designation fee"
        rf"|examination fee){_EXTRA}|{_EXTRA}invitation pursuant to Rules? 70a?\([12]\){_EXTRA}"
        rf"|Communication pursuant to Rules? 70\(2\){_EXTRA}",
        r"Rule 70a?\([12]\)",
        ("bulletin_mention_date",),
        "publication_mention_date",
        8,
    ),
    Form(
        "EPO",
        "Noting of loss of rights pursuant to Rule 112(1) EPC (EPO Form 2522)",
        "loss_of_rights_remedy",
        r"Noting of loss of rights pursuant to Rule 112\(1\) EPC",
        r"loss of rights",
        _DOC,
        rank=8,
    ),
    Form(
        "EPO",
        "Decision to grant a European patent pursuant to Article 97(1) EPC (EPO Form 2006A)",
        "national_validation",
        r"Decision to grant a European patent(?: pursuant to Article 97\(1\) EPC)?",
        r"decision to grant",
        ("grant_mention_date",),
        "publication_mention_date",
        8,
    ),
    Form(
        "EPO",
        "Decision to refuse a European patent application",
        "appeal_notice",
        r"Decision to refuse (?:a|the) European patent application|Decision of the Examining Division",
        r"decision to refuse",
        _DOC,
        rank=8,
    ),
    Form(
        "EPO",
        "Summons to attend oral proceedings",
        "r116_submissions",
        r"Summons to attend oral proceedings(?: pursuant to Rule 115\(1\) EPC)?",
        r"summons to (?:attend )?oral proceedings",
        _DOC,
        rank=8,
    ),
    Form(
        "EPO",
        "European search report",
        "none",
        r"(?:Extended |Partial |Supplementary )?European search report"
        r"|Communication concerning the transmission of the European search report[^\n]*"
        r"|European search opinion",
        r"european search report",
        (),
        rank=4,
    ),
)
