"""Steps of a United States file: event codes of Patent Center, PAIR, PEDS and the Open Data Portal, and their words.

Codes with a leading M are the mailing of the act without it: the period runs from the mailing or notification
(37 CFR 1.134; MPEP 710.01(a)). The order matters where only words are given: the first pattern that fits counts.
"""

from __future__ import annotations

from konkyo.practice.histories.steps import Step, StepBook
from konkyo.records.history import EventKind

_MAILED = r"^(?:mail(?:ing|ed)?\b|notification of|electronic(?:ally)? mail)|\bmailed\b"


def _act(name: str, text: str, *codes: str, kind: EventKind = "action", sent: tuple[str, ...] = ()) -> Step:
    """An act of the office with a mailing of its own."""
    return Step(name, kind, text, codes, (*(f"M{code}" for code in codes), *sent), "made")


def _from_party(name: str, kind: EventKind, text: str, *codes: str) -> Step:
    return Step(name, kind, text, codes, (), "received")


def _of_office(name: str, kind: EventKind, text: str, *codes: str) -> Step:
    """An act of the office that sets no period."""
    return Step(name, kind, text, codes)


_LIFE = (
    _of_office(
        "revived",
        "status",
        r"petition to revive.{0,40}grant|grant.{0,30}petition to revive|rescind\w* .{0,20}abandonment"
        r"|withdraw\w* .{0,30}abandonment|abandonment (?:withdrawn|rescinded)",
        "PREV",
        "MPREV",
        "N/RA",
        "MN/RA",
    ),
    _of_office(
        "abandoned",
        "abandonment",
        r"(?<!petition to withdraw )\babandon(?:ment|ed)\b(?! for (?:a |an )?(?:rce|cpa))",
        "ABN1",
        "ABN2",
        "ABN3",
        "ABN4",
        "ABN5",
        "ABN6",
        "ABN7",
        "ABN8",
        "ABNF",
        "EXPA",
        "MABN1",
        "MABN2",
        "MABN3",
        "MABN4",
        "MABN5",
        "MABN6",
        "MABN7",
        "MABN8",
        "MEXPA",
        "ABN",
        "MABN",
    ),
    _of_office("expired", "abandonment", r"\bexpire patent\b|patent expired|expired due to non-?payment", "EXP."),
    _of_office(
        "granted",
        "grant",
        r"patent issue date|recordation of patent (?:e-?)?grant|patent (?:grant|issued)\b|^patented case",
        "PTAC",
        "PGM/",
        "PGM",
        "ISS",
        "ISS.",
        "EGRANT",
        "PATENT.GRANT",
    ),
)
_FEES = (
    _from_party(
        "issue_fee_paid",
        "fee",
        r"issue fee payment (?:received|verified|entered)|payment of (?:the )?issue fee|issue fee paid",
        "IFEE",
        "N084",
        "IFEEHA",
    ),
    _from_party(
        "maintenance_4",
        "fee",
        r"(?:maintenance fee|payment).{0,40}\b(?:4th|fourth|3\.5)[ -]y(?:ea)?r",
        "M1551",
        "M2551",
        "M3551",
        "M551",
        "M171",
        "M183",
        "M273",
        "M283",
    ),
    _from_party(
        "maintenance_8",
        "fee",
        r"(?:maintenance fee|payment).{0,40}\b(?:8th|eighth|7\.5)[ -]y(?:ea)?r",
        "M1552",
        "M2552",
        "M3552",
        "M552",
        "M184",
        "M274",
        "M284",
    ),
    _from_party(
        "maintenance_12",
        "fee",
        r"(?:maintenance fee|payment).{0,40}\b(?:12th|twelfth|11\.5)[ -]y(?:ea)?r",
        "M1553",
        "M2553",
        "M3553",
        "M553",
        "M185",
        "M275",
        "M285",
    ),
    _of_office("maintenance_reminder", "status", r"maintenance fee reminder", "REM.", "REMI"),
)
_APPEAL = (
    _of_office(
        "preappeal_decided",
        "appeal",
        r"appeals? (?:brief )?conf\w*.{0,20}(?:decision|proceed|reopen|allow)",
        "APCP",
        "MAPCP",
        "APCR",
        "MAPCR",
        "APCA",
        "MAPCA",
        "APCD",
        "MAPCD",
    ),
    _from_party("preappeal_request", "appeal", r"(?:request for )?pre-?appeals? (?:brief )?conf\w*", "AP.C", "AP.PRE"),
    _from_party("appeal_withdrawn", "appeal", r"withdraw\w* (?:of )?(?:the )?(?:notice of )?appeal", "AP/W", "APWD"),
    _act(
        "appeal_decision",
        r"(?:ptab|bpai|board)(?: of (?:patent )?appeals)?.{0,20}decision|decision on appeal|"
        r"examiner (?:affirmed|reversed)",
        "APDA",
        "APDR",
        "APDP",
        "APDS",
        "APBR",
        kind="appeal",
    ),
    _act("examiners_answer", r"examiner'?s answer", "APEA", "EXA.", "EXAN", kind="action"),
    _from_party("reply_brief", "appeal", r"reply brief", "APRB", "RBF", "RB.."),
    _from_party(
        "appeal_brief",
        "appeal",
        r"^(?:supplemental |amended )?appeal brief|appeal brief filed",
        "AP.B",
        "APB",
        "AP/B",
        "APBI",
        "SAPB",
    ),
    _from_party("appeal_notice", "appeal", r"notice of appeal", "N/AP", "NAP", "N/APX"),
    _of_office(
        "appeal_docketed",
        "appeal",
        r"appeal (?:number|docket)|docketing notice.{0,20}appeal|appeal awaiting",
        "APAS",
        "AP_DK_M",
        "APND",
    ),
)
_PARTY = (
    _of_office("rce_disposal", "status", r"disposal for (?:a )?(?:rce|cpa)", "ABN9"),
    _from_party(
        "rce",
        "reply",
        r"request for continued examination|\bRCE\b|continued prosecution application",
        "RCEX",
        "BRCE",
        "FRCE",
        "RCE.",
        "RCE",
        "AMSB",
        "QRCE",
    ),
    _from_party("extension", "other", r"extension of time", "XT/G", "XT/", "XT/D"),
    _from_party("ids", "other", r"information disclosure statement", "WIDS", "IDS", "M844", "IDSC", "EIDS.", "IDS."),
    _from_party("election", "reply", r"response to (?:an? )?(?:election|restriction)", "ELC.", "ELC", "RESTR"),
    _from_party("reply_quayle", "reply", r"(?:response|reply|amendment).{0,20}(?:ex parte )?quayle", "A.QU", "A.QY"),
    _from_party(
        "reply_after_allowance",
        "reply",
        r"(?:amendment|response).{0,30}(?:after|under).{0,20}(?:allowance|rule 312|1\.312)",
        "A.NA",
        "A.AL",
        "A312",
    ),
    _from_party(
        "reply_after_final",
        "reply",
        r"(?:response|amendment|reply|argument).{0,30}after final|affidavit.{0,20}after final|"
        r"after final consideration",
        "A.NE",
        "A.AF",
        "A.NQ",
        "AFCP",
        "ACPA",
        "RESP.FINAL",
    ),
    _from_party(
        "reply_nonfinal",
        "reply",
        r"(?:response|amendment|reply).{0,30}(?:after|to)(?: an?| the)? non-?\s?final|"
        r"request for reconsideration after non",
        "A...",
        "A..",
        "REM",
        "A.LA",
    ),
    _from_party(
        "reply_supplemental",
        "other",
        r"supplemental (?:response|amendment|reply)|preliminary amendment|"
        r"informal or non-?responsive amendment after|informal amendment",
        "SA..",
        "A.PE",
        "A.PR",
        "A.I.",
    ),
    _from_party(
        "missing_parts_reply",
        "reply",
        r"(?:additional application filing fees|response to (?:notice of )?missing parts|"
        r"missing parts.{0,20}(?:reply|response)"
        r"|a statement by one or more inventors)",
        "FLFEE",
        "ADDFLFEE",
        "OATHDECL",
        "RESP.MISS",
    ),
    _from_party(
        "reply", "reply", r"^(?:response|reply|amendment)\b(?!.{0,30}(?:forwarded|deficien|non-?compliant))", "RESP"
    ),
)
_OFFICE = (
    _act(
        "nonresponsive",
        r"notice of (?:informal or )?non-?\s?(?:responsive|compliant)",
        "NRES",
        "CTNC",
        "NINF",
        "NTC.NON.COMP",
        "NFC",
    ),
    _act(
        "missing_parts",
        r"missing parts|application incomplete|corrected application papers|missing requirements",
        "INCD",
        "NMP",
        "NTC.MISS.PRT",
        "M905",
        "INCR",
        "NCAP",
    ),
    _of_office("complete", "status", r"application (?:is )?(?:now )?complete\b", "COMP", "CCRDY"),
    _act(
        "allowability_corrected",
        r"(?:corrected|supplemental) notice of allowability|response to (?:rule )?312|supplemental notice of allowance",
        "CNOA",
        "SNOA",
        "CNTA",
        "R312",
        kind="status",
    ),
    _act("examiner_amendment", r"examiner'?s amendment", "EX.A", "MEX.A", kind="status"),
    _act("allowance", r"notices? of allowance|^allowance$", "N/=.", "NOA", "N/=", sent=("MN/=.", "MNOA")),
    _of_office(
        "issuing",
        "status",
        r"issue notification|considered ready for issue|dispatch to fdc|issue notice",
        "WPIR",
        "PILS",
        "D1935",
        "ISSUE.NTF",
    ),
    _act("advisory", r"advisory action", "CTAV", kind="status"),
    _act("quayle", r"quayle", "CTEQ"),
    _act("restriction", r"restriction|election of species|requirement for (?:restriction|election)", "CTRS"),
    _act("nonfinal", r"non-?\s?final (?:office )?(?:rejection|action)|^office action\b", "CTNF", "CTRJ"),
    _act("final", r"final (?:office )?(?:rejection|action)", "CTFR"),
    _act("action_with_period", r"miscellaneous action with ssp|miscellaneous (?:office )?action", "CTMS"),
    _act("interview", r"interview", "EXIN", "EXET", kind="status"),
    _of_office("forwarded", "status", r"forwarded to examiner", "FWDX"),
    _of_office("published", "status", r"pg-?pub|publication", "PG-ISSUE", "NTC.PUB"),
    _of_office("docketed", "status", r"case docketed|docketed new case|transfer inquiry", "DOCK", "TI1050"),
    _of_office(
        "filing",
        "other",
        r"initial exam team|filing receipt|filing date",
        "IEXX",
        "FLRCPT.O",
        "FLRCPT.C",
        "APP.FILE.REC",
        "FLRCPT.U",
    ),
)

US = StepBook("USPTO", (*_LIFE, *_FEES, *_APPEAL, *_PARTY, *_OFFICE), mailed=_MAILED)
