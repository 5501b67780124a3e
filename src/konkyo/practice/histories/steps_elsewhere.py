"""Steps of European, Chinese, Korean and German files, by the words of the registers and the names of the papers."""

from __future__ import annotations

from konkyo.practice.histories.steps import Step, StepBook
from konkyo.records.history import EventKind


def _sent(name: str, text: str, *codes: str, kind: EventKind = "action") -> Step:
    return Step(name, kind, text, codes, (), "sent")


def _from_party(name: str, kind: EventKind, text: str, *codes: str) -> Step:
    return Step(name, kind, text, codes, (), "received")


def _state(name: str, kind: EventKind, text: str, *codes: str) -> Step:
    return Step(name, kind, text, codes)


EUROPE = StepBook(
    "EPO",
    (
        _state("no_opposition", "status", r"no opposition filed"),
        _sent(
            "loss_of_rights",
            r"(?:communication|noting) of (?:a )?loss of rights|(?:application|"
            r"communication).{0,60}deemed to be withdrawn",
        ),
        _state("withdrawn", "abandonment", r"application (?:has been )?withdrawn|withdrawal of (?:the )?application"),
        _state("revoked", "abandonment", r"patent (?:has been )?revoked|revocation of (?:the )?patent"),
        _from_party("further_processing", "other", r"further processing"),
        _from_party(
            "grounds_filed", "appeal", r"(?:statement of )?grounds (?:of appeal )?(?:filed|received)|grounds of appeal"
        ),
        _from_party("appeal_notice", "appeal", r"notice of appeal|appeal (?:filed|received)|receipt of appeal"),
        _sent(
            "refusal_decision",
            r"(?:application|communication).{0,40}refused|refusal of the application|decision to refuse",
        ),
        _sent("summons", r"summons to (?:attend )?oral proceedings", kind="status"),
        _from_party(
            "oa_reply",
            "reply",
            r"reply to (?:an? |the )?(?:examination report|communication)|amendments?.{0,20}(?:received|filed)"
            r"|response to (?:an? |the )?(?:examination report|communication)|applicant'?s reply",
        ),
        _sent(
            "exam_report",
            r"examination report|communication (?:from|of) the examining division|article 94\(3\)|art\.? ?94\(3\)",
            "EXRE",
        ),
        _from_party(
            "grant_approved",
            "reply",
            r"approval received|fee for grant.{0,30}(?:paid|received)|grant and (?:printing|publishing) fee|"
            r"disapproval",
        ),
        _sent("intention_to_grant", r"intention to grant|rule 71\(3\)|r\.? ?71\(3\)", "IGRA"),
        _sent("r161", r"rule 161|r\.? ?161|161/162"),
        _from_party(
            "exam_requested",
            "other",
            r"request for examination (?:was made|filed|received)|examination requested|examination fee paid",
        ),
        _sent(
            "search_published",
            r"(?:publication of|supplementary) (?:the )?(?:european )?search report|search report published|"
            r"date of publication of search",
            kind="status",
        ),
        _state(
            "granted",
            "grant",
            r"mention of (?:the )?grant|date of (?:the )?mention of (?:the )?grant|(?:patent )?granted",
        ),
        _from_party("renewal_paid", "fee", r"renewal fee", "RFEE"),
        _sent("opposition_notice", r"(?:communication of )?(?:notice of )?opposition", kind="appeal"),
        _state("filing", "other", r"application filed|date of filing|designated states"),
    ),
    mailed=r"despatch|dispatch",
)

CHINA = StepBook(
    "CNIPA",
    (
        _sent("deemed_withdrawn", r"视为撤回|視為撤回", kind="abandonment"),
        _sent("deemed_abandoned", r"视为放弃|放弃取得专利权", kind="abandonment"),
        _state("withdrawn", "abandonment", r"主动撤回|撤回(?:手续|专利申请)"),
        _state("expired", "abandonment", r"专利权终止|终止通知"),
        _sent("reexam_notice", r"复审(?:请求)?(?:的)?通知书|复审通知"),
        _sent("reexam_decision", r"复审(?:请求审查)?决定", kind="appeal"),
        _from_party("reexam_request", "appeal", r"复审请求"),
        _sent("rejection", r"驳回决定"),
        _sent("first_action", r"第一次审查意见|一通"),
        _sent("later_action", r"第(?!一)[二三四五六七八九十\dN]+次审查意见|审查意见通知书"),
        _sent("correction_notice", r"补正通知"),
        _sent("grant_notice", r"授予.{0,12}专利权(?:的)?通知|办理登记手续通知|授权通知"),
        _state("granted", "grant", r"授权公告|专利证书|颁证|专利权授予$"),
        _from_party(
            "registration_fee_paid",
            "fee",
            r"(?:登记|授权|年登印).{0,6}费.{0,8}(?:缴|已)|办理登记(?:手续)?$|缴纳(?:登记|年)费|缴费",
        ),
        _from_party("opinion", "reply", r"意见陈述"),
        _from_party("correction", "reply", r"补正书|修改替换页|答复"),
        _from_party("exam_request", "other", r"实质审查请求|提出实审"),
        _state("published", "status", r"公布|公开|进入实质?审查?|实审生效|受理通知|初审合格"),
        _state("filing", "other", r"专利(?:申请)?请求书|申请提交|提交申请"),
    ),
)

KOREA = StepBook(
    "KIPO",
    (
        _from_party("withdrawn", "abandonment", r"취하서|포기서"),
        _sent("opinion_request", r"의견제출통지"),
        _sent("refusal_decision", r"거절결정"),
        _sent("grant_decision", r"등록결정|특허결정"),
        _state("granted", "grant", r"설정등록|등록증"),
        _from_party("fee_paid", "fee", r"(?:설정)?등록료(?:납부)?|납부서"),
        _from_party("appeal_request", "appeal", r"심판청구|재심사청구|재심사 청구"),
        _from_party("extension", "other", r"기간연장"),
        _from_party("exam_request", "other", r"심사청구"),
        _from_party("opinion", "reply", r"의견서|답변서"),
        _from_party("amendment", "reply", r"보정서"),
        _state("filing", "other", r"출원서"),
    ),
)

GERMANY = StepBook(
    "DPMA",
    (
        _state("withdrawn", "abandonment", r"gilt als zurückgenommen|zurückgenommen|zurücknahme der anmeldung"),
        _sent("refusal_decision", r"zurückweisung(?:sbeschluss)?"),
        _state(
            "granted",
            "grant",
            r"patenterteilung.{0,30}(?:veröffentlich)|veröffentlichung der patenterteilung|"
            r"erteilung (?:des patents )?veröffentlicht",
        ),
        _sent("grant_decision", r"erteilungsbeschluss", kind="status"),
        _sent("exam_report", r"prüfungsbescheid"),
        _from_party("exam_request", "other", r"prüfungsantrag"),
        _from_party("appeal_notice", "appeal", r"beschwerde"),
        _from_party("reply", "reply", r"(?:eingabe|erwiderung|antwort).{0,30}"),
        _from_party("renewal_paid", "fee", r"jahresgebühr"),
        _state("filing", "other", r"anmeldung eingegangen|anmeldetag"),
    ),
)
