"""Forms of the United States Patent and Trademark Office, and the document codes of its notification mails."""

from __future__ import annotations

from konkyo.practice.notices.form import Form

_MAILED = ("notification_date", "mail_date")


def _us(
    name: str,
    event: str,
    title: str,
    mention: str = "",
    triggers: tuple[str, ...] = _MAILED,
    rank: int = 5,
    missing: str = "trigger_date",
) -> Form:
    return Form("USPTO", name, event, title, mention, triggers, missing, rank)


NON_FINAL = _us(
    "Non-Final Office Action",
    "oa_response",
    r"Non-?\s?Final (?:Office Action|Rejection|Action)",
    r"(?:non-?\s?final|first) (?:office )?(?:action|rejection)"
    r"|(?:first|second|third) office action"
    r"|(?:ersten?|neuen?|weiteren?)\s+(?:sachlichen?\s+)?(?:Amts|Prüfungs)?bescheid"
    r"|nicht[- ]?(?:finalen?|endgültigen?)\s+(?:Amts)?bescheid|非最終(?:拒絶"
    r"|局指令|オフィスアクション|O\.?A)|最初の(?:オフィスアクション"
    r"|拒絶理由)",
    rank=8,
)
FINAL = _us(
    "Final Office Action",
    "final_oa_response",
    r"Final (?:Office Action|Rejection|Action)",
    r"(?<!non-)(?<!non )(?<!non- )(?<!non)final (?:office action"
    r"|rejection|action)"
    r"|(?<!nicht )(?<!nicht-)\b(?:finale[rns]?|endgültige[rns]?|abschließende[rns]?)\s+(?:Amts)?bescheid"
    r"|(?<!非)最終(?:拒絶|局指令|オフィスアクション"
    r"|O\.?A)",
    ("notification_date", "final_rejection_mail_date", "mail_date"),
    rank=8,
)
GENERAL_ACTION = _us(
    "Office Action",
    "oa_response",
    r"Office Action(?: Summary)?",
    r"(?:office|official) action|\b(?:US-)?(?:Amts|Prüfungs)bescheid|オフィスアクション|局指令|拒絶理由通知",
    rank=7,
)
RESTRICTION = _us(
    "Restriction Requirement",
    "restriction_response",
    r"(?:Requirement for )?(?:Restriction(?:/| and/or | or )?(?:Election)?"
    r"|Election of Species)(?: Requirement)?|Election/Restrictions?",
    r"restriction(?:/election| and/or election| or election)? requirement"
    r"|requirement for restriction|election of species requirement"
    r"|限定要求|選択要求",
    rank=8,
)
QUAYLE = _us(
    "Ex parte Quayle Action",
    "quayle_response",
    r"(?:Office Action )?Ex parte Quayle(?: Action)?",
    r"(?:Ex parte )?Quayle (?:office )?action",
    rank=8,
)
ADVISORY = _us(
    "Advisory Action Before the Filing of an Appeal Brief (PTOL-303)",
    "final_oa_response",
    r"Advisory Action(?: Before the Filing of an Appeal Brief)?(?: After the Filing of an Appeal Brief)?",
    r"advisory action|アドバイザリーアクション",
    ("final_rejection_mail_date",),
    9,
    "final_action_date",
)
ALLOWANCE = _us(
    "Notice of Allowance",
    "issue_fee",
    r"NOTICES? OF ALLOWANCE AND (?:ISSUE )?FEE\(?S?\)?(?: \(S\))? DUE|Notice of Allowance",
    r"notice of allowance|許可通知|特許許可",
    rank=9,
)
ALLOWABILITY = _us(
    "Notice of Allowability", "issue_fee", r"(?:Corrected |Supplemental )?Notice of Allowability", "", rank=8
)
MISSING_PARTS = _us(
    "Notice to File Missing Parts of Nonprovisional Application",
    "missing_parts_reply",
    r"NOTICE TO FILE (?:MISSING PARTS|CORRECTED APPLICATION PAPERS)(?: OF (?:NON-?PROVISIONAL"
    r"|PROVISIONAL) APPLICATION)?"
    r"|NOTI(?:CE|FICATION) OF (?:MISSING REQUIREMENTS|INSUFFICIENCIES"
    r"|DEFECTIVE RESPONSE)[^\n]*|NOTICE OF (?:INCOMPLETE"
    r"|OMITTED)[^\n]*",
    r"notice to file (?:missing parts|corrected application papers)|noti(?:ce|fication) of missing requirements",
    rank=8,
)
NON_COMPLIANT = _us(
    "Notice of Non-Compliant Amendment",
    "formality_correction",
    r"Notice of Non-?\s?Compliant (?:Amendment|Appeal Brief)[^\n]*"
    r"|Notice (?:Requiring|to File) [^\n]*|Notice of Non-?Responsive [^\n]*",
    r"notice of non-?\s?(?:compliant|responsive) \w+",
    rank=8,
)
PUBLICATION = _us(
    "Notice of Publication",
    "none",
    r"NOTICE OF (?:NEW OR REVISED |PATENT APPLICATION )?PUBLICATION(?: OF APPLICATION)?[^\n]{0,20}",
    r"notice of publication",
    (),
    4,
)
FILING_RECEIPT = _us(
    "Filing Receipt",
    "none",
    r"(?:CORRECTED |UPDATED |OFFICIAL )?FILING RECEIPT",
    r"(?:official |corrected |updated )?filing receipt",
    (),
    4,
)
ISSUE_NOTIFICATION = _us("Issue Notification", "none", r"ISSUE NOTIFICATION", r"issue notification", (), 4)
ABANDONMENT = _us(
    "Notice of Abandonment",
    "restoration_request",
    r"Notice of Abandonment[^\n]{0,40}",
    r"notice of abandonment",
    ("removal_of_cause_date",),
    8,
    "removal_of_cause_date",
)
EXAMINERS_ANSWER = _us("Examiner's Answer", "appeal_reply", r"Examiner['’]?s Answer", r"examiner['’]?s answer", rank=8)
APPEAL_DECISION = _us(
    "Decision on Appeal", "suit_against_trial_decision", r"DECISION ON APPEAL", r"decision on appeal", rank=8
)
APPEAL_FILED = _us(
    "Notice of Appeal",
    "appeal_brief",
    r"Notice of Appeal(?: from the (?:Primary )?Examiner[^\n]*)?",
    r"notice of appeal|appeal brief(?= is due| must be filed)",
    ("notice_of_appeal_date",),
    6,
)
MAINTENANCE = _us(
    "Maintenance Fee Reminder",
    "maintenance_fee",
    r"(?:NOTICE OF )?(?:PATENT )?MAINTENANCE FEE(?:S)? (?:REMINDER"
    r"|DUE)|(?:Reminder|Notice)[^\n]{0,20} maintenance fees?[^\n]{0,20}",
    r"maintenance fees?",
    ("grant_date",),
    7,
)
INTERVIEW = _us(
    "Interview Summary",
    "none",
    r"(?:Applicant[- ]Initiated |Examiner[- ]Initiated )?Interview Summary",
    r"interview summary",
    (),
    3,
)
ACCEPTANCE = _us(
    "Notice of Acceptance of Application",
    "none",
    r"NOTICE OF ACCEPTANCE OF APPLICATION[^\n]*",
    r"notice of acceptance",
    (),
    4,
)
MISCELLANEOUS = _us(
    "Miscellaneous communication", "none", r"Miscellaneous (?:Communication|Action)[^\n]{0,30}", "", (), 3
)

UNITED_STATES: tuple[Form, ...] = (
    NON_FINAL,
    FINAL,
    GENERAL_ACTION,
    RESTRICTION,
    QUAYLE,
    ADVISORY,
    ALLOWANCE,
    ALLOWABILITY,
    MISSING_PARTS,
    NON_COMPLIANT,
    PUBLICATION,
    FILING_RECEIPT,
    ISSUE_NOTIFICATION,
    ABANDONMENT,
    EXAMINERS_ANSWER,
    APPEAL_DECISION,
    APPEAL_FILED,
    MAINTENANCE,
    INTERVIEW,
    ACCEPTANCE,
    MISCELLANEOUS,
)

US_CODES: dict[str, Form] = {
    "CTNF": NON_FINAL,
    "CTFR": FINAL,
    "CTRS": RESTRICTION,
    "CTEQ": QUAYLE,
    "CTAV": ADVISORY,
    "NOA": ALLOWANCE,
    "CNOA": ALLOWABILITY,
    "SNOA": ALLOWABILITY,
    "NTC.PUB": PUBLICATION,
    "APP.FILE.REC": FILING_RECEIPT,
    "CFILE": FILING_RECEIPT,
    "NTC.MISS.PRT": MISSING_PARTS,
    "MPN": MISSING_PARTS,
    "M905": MISSING_PARTS,
    "M903": ACCEPTANCE,
    "ISSUE.NTF": ISSUE_NOTIFICATION,
    "NTC.ABN": ABANDONMENT,
    "ABN": ABANDONMENT,
    "EXIN": INTERVIEW,
    "APEA": EXAMINERS_ANSWER,
    "EXAN": EXAMINERS_ANSWER,
    "APDA": APPEAL_DECISION,
    "CTMS": MISCELLANEOUS,
    "NRES": NON_COMPLIANT,
    "CTNC": NON_COMPLIANT,
    "NTC.NON.COMP": NON_COMPLIANT,
}
"""Document codes of Patent Center and Private PAIR; a leading M (mailed) is the same document."""
