"""Forms of the Korean office (특허청, since October 2025 지식재산처), and how letters call them."""

from __future__ import annotations

from konkyo.practice.notices.form import Form

_SERVED = ("service_date",)
_DISPATCHED = ("dispatch_date", "service_date")


def _kr(
    name: str,
    event: str,
    title: str,
    mention: str = "",
    triggers: tuple[str, ...] = _DISPATCHED,
    missing: str = "trigger_date",
    rank: int = 8,
) -> Form:
    return Form("KIPO", name, event, title, mention, triggers, missing, rank)


_EN_REASONS = (
    r"(?:notice|notification) of (?:final )?(?:(?:preliminary|provisional) (?:rejection|refusal)"
    r"|(?:the )?(?:grounds?|reasons?) (?:for|of) (?:rejection|refusal)|submission of (?:opinion|argument)s?)"
)

KOREA: tuple[Form, ...] = (
    _kr(
        "의견제출통지서",
        "oa_response",
        r"(?:최후|최초)?의견제출통지서(?:\((?:최후|최초)\))?|거절이유통지서?|"
        + _EN_REASONS
        + r"|(?:office|official) action",
        r"의견제출통지서?|거절이유통지|意見提出通知書?|拒絶理由(?:の)?通知書?|"
        + _EN_REASONS
        + r"|(?:office|official) action|preliminary rejection|オフィスアクション",
    ),
    _kr(
        "거절결정서",
        "appeal_against_refusal",
        r"(?:특허|상표|디자인)?(?:등록)?거절결정서|(?:notice of )?(?:decision of )?(?:final )?(?:rejection|refusal)",
        r"거절결정(?:서|등본)?(?!불복|에 대한)|拒絶(?:の)?(?:決定|査定)(?!不服)"
        r"|(?:notice|decision) (?:of|on) (?:final )?(?:rejection|refusal)|final rejection"
        r"|decision to (?:refuse|reject)",
        _SERVED,
        "service_date",
        9,
    ),
    _kr(
        "특허결정서",
        "registration_fee",
        r"(?:특허|등록|상표등록|디자인등록)(?:사정|결정)서|(?:notice of )?(?:decision (?:to|of"
        r"|for) (?:grant|patent|registration)[a-z ]{0,12}"
        r"|allowance)",
        r"(?:특허|등록)결정(?:서|등본)?|(?:特許|登録)(?:決定|査定)|notice of (?:allowance"
        r"|decision (?:to|for) (?:grant|patent))"
        r"|decision (?:to|of) (?:grant|registration)",
        _SERVED,
        "service_date",
        9,
    ),
    _kr(
        "보정요구서",
        "formality_correction",
        r"보정요구서|반려이유통지서|소명서제출요구서|보완지시서|(?:notice of "
        r"|request for )?(?:amendment|correction) request",
        r"보정요구서|반려이유통지서|補正要求書?|(?:notice|request) (?:of|for) (?:formal )?(?:amendment|correction)",
    ),
    _kr(
        "심결",
        "suit_against_trial_decision",
        r"심결(?:서|등본|문)?|(?:trial|appeal board) decision",
        r"심결(?:서|등본)?(?!취소)|審決(?!取消|等)|(?:trial|appeal board) decision",
        _SERVED,
        "service_date",
        9,
    ),
    _kr(
        "심판청구서 부본 송달",
        "appeal_reply",
        r"(?:무효)?심판청구서부본송달(?:서|통지서)?|답변서제출(?:통지|요구)서?",
        r"심판청구서 ?부본|답변서 ?제출",
        _SERVED,
        "service_date",
    ),
    _kr(
        "연차등록료 납부 안내",
        "annuity",
        r"(?:특허료|등록료|연차료|연차등록료|특허\(등록\)료)(?:납부)?(?:안내|통지)서?",
        r"연차(?:등록)?료|제\d+년(?:차|분) ?(?:등록료|특허료)|年金(?:の)?(?:納付|支払|期限)"
        r"|第\d+年(?:度|次)?分?(?:の)?(?:年金|登録料)"
        r"|annuit(?:y|ies)(?: fees?)?(?: payment| deadline| (?:is|are) due| due)|\d+(?:st|nd|rd"
        r"|th) (?:year )?annuity",
        ("registration_date",),
        "trigger_date",
        7,
    ),
    _kr(
        "심사청구 안내",
        "exam_request",
        r"(?:출원)?심사청구(?:기간|기한)?(?:만료)?(?:안내|통지)서?",
        r"심사청구 ?(?:기간|기한)|審査請求(?:の)?期限|(?:deadline|time limit) for (?:filing "
        r"|requesting )?(?:a |the )?(?:request for )?"
        r"(?:substantive )?examination",
        ("filing_date",),
        "trigger_date",
        6,
    ),
    _kr(
        "접수증",
        "none",
        r"(?:출원)?(?:접수증|접수통지서|출원번호통지서)|출원사실증명원|우선권증명서류?|등록증|특허증|보정각하결정서"
        r"|(?:지정)?기간연장(?:승인서|안내서)|면담기록서|심사착수예정통지서|출원공개통지서"
        r"|심사전치출원의심사결과통지서",
        "",
        (),
        rank=4,
    ),
    _kr("무효처분예고통지서", "unsupported", r"무효처분(?:예고)?통지서|구술심리기일통지서|취소환송통지서", "", ()),
)
