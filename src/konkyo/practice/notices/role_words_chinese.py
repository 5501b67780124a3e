"""The words around a date in Chinese: what it is the date of. Data only; order as in ``role_words``."""

from __future__ import annotations

from konkyo.practice.notices.role_word import RoleWords
from konkyo.practice.notices.role_word import after_date as _a
from konkyo.practice.notices.role_word import before_date as _b

_ASKED = r"(?:[^。\n]|\n(?!\n)){0,40}?(?:指示|回复|告知|反馈|确认(?!书)|答复我|通知我|联系我|意见或指示)"
_IS = r"(?:为|是|至|于|即|在)?"

CHINESE: tuple[RoleWords, ...] = (
    _a("", r"(?:起)?(?:正式)?(?:施行|实施|生效|起执行)"),
    _b("", r"(?:自|于)(?:施行|实施)日"),
    _b("priority_date", rf"(?:最早(?:的)?)?优先权日(?:期)?{_IS}|在先申请(?:的)?(?:申请)?日(?:期)?{_IS}"),
    _a("priority_date", r"[^。\n\d]{0,6}为(?:其)?优先权日"),
    _b("international_filing_date", rf"国际申请日(?:期)?{_IS}"),
    _b(
        "instruction_requested_by",
        r"(?:指示|回复|反馈|确认)(?:的)?(?:期限|截止日(?:期)?|时间)|请(?:您|贵方|贵司"
        r"|贵所)?(?:务必)?(?:最迟)?(?:于|在)",
    ),
    _a("instruction_requested_by", rf"(?:\([^()\n]{{1,12}}\))?(?:之|以)?前{_ASKED}"),
    _b("filing_date", rf"(?<!在先)申请日(?:期)?{_IS}"),
    _b("document_date", rf"(?:发文|发出|官文|签发|下发|通知书)(?:的)?日(?:期)?{_IS}|發文日(?:期)?"),
    _b("mail_date", rf"(?:邮寄|寄出|寄发|邮发|送出)(?:的)?日(?:期)?{_IS}"),
    _b("drafting_date", rf"(?:决定|作出)(?:的)?日(?:期)?{_IS}"),
    _b("grant_date", rf"(?:授权)(?:公告)?日(?:期)?{_IS}"),
    _b("publication_date", rf"(?:公开|公布|公告)日(?:期)?{_IS}"),
    _b("expiry_date", rf"(?:专利权)?(?:终止|失效|届满)(?:日)(?:期)?{_IS}"),
    _a("expiry_date", r"(?:起)?(?:终止|失效)"),
    _b("response_filed", rf"(?:提交|答复|递交|完成)(?:的)?日(?:期)?{_IS}"),
    _a(
        "response_filed",
        r"(?:已)?(?:经)?(?:向[^。\d]{2,12})?(?:提交|递交|提出|答复)(?:了|的)?"
        r"(?:[^。\d]{0,10})(?:意见陈述|补正|修改|复审请求|答复|请求书|申请文件)",
    ),
    _a("paid", r"(?:已)?(?:完成)?(?:缴纳|缴费|缴付|付款)(?!通知)"),
    _a(
        "document_date",
        r"(?:所)?(?:发出|下发|发文|签发|作出|颁发|发布)(?:的|了)?(?:[^。\n]{0,16})(?:通知|决定|审查意见|官文)",
    ),
    _b("received_by_firm", rf"(?:我方|我所|本所|我司)?(?:于|在)?(?:收到|收文|接收|下载)(?:的)?(?:日期|日|时间)?{_IS}"),
    _a("received_by_firm", r"(?:我方|我所|本所|我司)?(?:收到|收悉|接收)"),
    _b(
        "printed_due_date",
        r"(?:答复|答辩|提交|缴费|缴纳|缴付|官方|法定|办理|复审|补正|最终|请求|登记|应缴|起诉|恢复)?(?:的)?"
        rf"(?:绝限|期限|截止日|届满日|到期日|截止期)(?:日|期)?(?:\([^()\d]{{0,12}}\))?(?:将)?{_IS}"
        r"|(?:应当?|须|需|最迟|不迟|不得迟)(?:于|在)|即|也就是",
    ),
    _a("printed_due_date", r"(?:\([^()\n]{1,12}\))?(?:之前|以前|前|届满|到期|为止|截止)"),
    _b("letter_date", r"^日期|账单日期|日期"),
)
