"""The words around a date in Korean: what it is the date of. Data only; order as in ``role_words``."""

from __future__ import annotations

from konkyo.practice.notices.role_word import RoleWords
from konkyo.practice.notices.role_word import after_date as _a
from konkyo.practice.notices.role_word import before_date as _b

_DAY = r"일자?"
_TOPIC = r"(?:은|는|이|가)?"

KOREAN: tuple[RoleWords, ...] = (
    _a("", r"(?:부터|자로)?\s*(?:시행|발효)"),
    _a(
        "instruction_requested_by",
        r"(?:\s*까지)(?:[^.\n]|\.(?=\d)){0,40}?(?:지시|회신|회답|알려|검토|의견을\s*주|연락|답변을?\s*주"
        r"|결정해)",
    ),
    _b("instruction_requested_by", rf"(?:지시|회신|회답|답신)\s*(?:요청|희망)?\s*(?:기한|기일|{_DAY}){_TOPIC}"),
    _b("priority_date", rf"(?:최우선|우선|우선권\s*주장)\s*{_DAY}{_TOPIC}"),
    _b("international_filing_date", rf"국제\s*출원\s*{_DAY}{_TOPIC}"),
    _b("filing_date", rf"출원\s*(?:연월)?{_DAY}{_TOPIC}"),
    _b("dispatch_date", rf"(?:발송|발행|통지|발급)\s*(?:연월)?{_DAY}{_TOPIC}"),
    _b("service_date", rf"(?:결정\s*)?(?:등본\s*)?(?:의\s*)?송달\s*(?:받은\s*)?(?:연월)?(?:{_DAY}|날){_TOPIC}"),
    _b("registration_date", rf"(?:설정\s*)?등록\s*(?:연월)?{_DAY}{_TOPIC}"),
    _b("publication_date", rf"(?:출원\s*)?공개\s*(?:연월)?{_DAY}{_TOPIC}|공고\s*{_DAY}{_TOPIC}"),
    _b("drafting_date", rf"(?:특허|등록|거절|심)?\s*(?:결정|결|사정|작성)\s*(?:연월)?{_DAY}{_TOPIC}"),
    _b("response_filed", rf"(?:의견서|보정서|답변서|심판청구서)?\s*제출\s*(?:완료)?\s*{_DAY}{_TOPIC}"),
    _b("received_by_firm", rf"(?:접수|수령|수신|수취)\s*{_DAY}{_TOPIC}"),
    _b(
        "printed_due_date",
        r"(?:의견서\s*)?(?:제출|납부|응답|대응|청구|법정|답변|최종|보정)?\s*(?:기일|기한|마감일|만료일|만기일)"
        rf"(?:\([^()\d]{{0,12}}\))?{_TOPIC}",
    ),
    _a("drafting_date", r"\.?\s?(?:자|일자)(?:의|로)?\s*(?:특허|등록)?\s*거절\s*결정(?!\s*등본)(?![^.\n\d]{0,10}송달)"),
    _a("service_date", r"(?:자|일자)?(?:로|에|의)?\s*(?:등본이?\s*|거절결정등본이?\s*)?송달"),
    _a(
        "response_filed",
        r"(?:자|일자)?(?:로|에)?\s*(?:[^.\n\d]{0,24})(?:의견서|보정서|답변서|심판청구서"
        r"|재심사청구)(?:[^.\n]{0,20})(?:제출|청구)",
    ),
    _a("paid", r"(?:자|일자)?(?:로|에)?\s*(?:[^.\n\d]{0,16})납부(?:하였|완료|했|되었)"),
    _a(
        "dispatch_date",
        r"(?:자|일자)?(?:로|에|의)?\s*(?:특허청으?로?부터\s*)?(?:[^.\n\d]{0,20})(?:발송|통지|발행"
        r"|발급)(?:된|되었|하였|됨|받)",
    ),
    _a("dispatch_date", r"(?:자|일자)\s*(?:의\s*)?의견제출통지"),
    _a("received_by_firm", r"(?:자|일자)?(?:로|에)?\s*(?:[^.\n\d]{0,12})(?:접수|수령|수신)"),
    _a("printed_due_date", r"\s*까지"),
)
