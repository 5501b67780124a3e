"""Forms of CNIPA, KIPO and the DPMA."""

from __future__ import annotations

from konkyo.practice.notices.form import Form

_DOC = ("document_date",)

ELSEWHERE: tuple[Form, ...] = (
    Form(
        "CNIPA",
        "第一次审查意见通知书",
        "oa_response",
        r"第一次审查意见通知书|审查意见通知书",
        r"第一次审查意见|first office action",
        _DOC,
        rank=8,
    ),
    Form(
        "CNIPA",
        "第N次审查意见通知书",
        "later_oa_response",
        r"第[二三四五六七]次审查意见通知书",
        r"第[二三四五]次审查意见|(?:second|third|fourth) office action",
        _DOC,
        rank=8,
    ),
    Form(
        "CNIPA",
        "驳回决定",
        "reexamination_request",
        r"驳回决定",
        r"驳回决定|(?:decision of|final) rejection|rejection decision",
        _DOC,
        rank=8,
    ),
    Form(
        "CNIPA",
        "授予发明专利权通知书",
        "registration_fee",
        r"授予(?:发明|实用新型|外观设计)专利权通知书|办理登记手续通知书",
        r"授予(?:发明)?专利权通知书|办理登记手续通知书|notification to grant|notice of (?:allowance|grant)",
        _DOC,
        rank=8,
    ),
    Form("CNIPA", "补正通知书", "formality_correction", r"补正通知书", r"补正通知书", _DOC, rank=8),
    Form("CNIPA", "复审通知书", "reexam_notice_reply", r"复审通知书", r"复审通知书|reexamination notice", _DOC, rank=8),
    Form(
        "CNIPA",
        "视为撤回通知书",
        "restoration_request",
        r"视为(?:撤回|放弃取得专利权)通知书|专利权终止通知书",
        r"视为撤回通知书",
        _DOC,
        rank=8,
    ),
    Form(
        "CNIPA",
        "受理通知书",
        "none",
        r"(?:专利申请)?受理通知书|初步审查合格通知书|发明专利申请公布通知书"
        r"|发明专利申请进入实质审查阶段通知书|进入实质审查阶段通知书"
        r"|费用减缓审批通知书",
        "",
        (),
        rank=4,
    ),
    Form(
        "KIPO",
        "의견제출통지서",
        "oa_response",
        r"(?:최후)?의견제출통지서",
        r"의견제출통지서|거절이유통지",
        ("dispatch_date", "service_date"),
        rank=8,
    ),
    Form(
        "KIPO",
        "거절결정서",
        "appeal_against_refusal",
        r"거절결정서",
        r"거절결정서",
        ("service_date",),
        "service_date",
        8,
    ),
    Form(
        "KIPO",
        "특허결정서",
        "registration_fee",
        r"(?:특허|등록)결정서",
        r"특허결정서",
        ("service_date",),
        "service_date",
        8,
    ),
    Form(
        "DPMA",
        "Zurückweisungsbeschluss",
        "appeal_notice",
        r"(?:Zurückweisungs)?Beschluss(?: der Prüfungsstelle[^\n]*)?",
        r"zurückweisungsbeschluss",
        ("service_date", "posting_date"),
        "service_date",
        8,
    ),
    Form(
        "DPMA",
        "Prüfungsbescheid",
        "oa_response",
        r"Prüfungsbescheid|(?:Erst)?bescheid",
        r"prüfungsbescheid",
        ("service_date", "document_date"),
        rank=8,
    ),
)
