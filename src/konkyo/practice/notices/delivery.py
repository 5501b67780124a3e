"""How an office delivered its paper, as the paper's own field or a letter about it says; never assumed."""

from __future__ import annotations

import re

from konkyo.practice.folding import loose
from konkyo.practice.notices.confidence import LABEL, WORDING
from konkyo.practice.notices.sheet import Sheet
from konkyo.records.docket import Finding

_DELIVERY_US = re.compile(
    r"(?i:DELIVERY\s+MODE)(?P<between>[\s\S]{0,80}?)\b(?P<mode>ELECTRONIC|PAPER|Electronic|Paper)\b"
)
_FIELD = r"(?:(?:发送|送达|发文|通知|接收)方式|送達方(?:法|式)|発送方(?:法|式)|(?:delivery|service)\s+(?:mode|method))"
_LABELLED_CN: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"{_FIELD}\s*[::]?\s*(?P<mode>电子(?:发文|送达|方式)?|電子(?:送達|発文)?|electronic\w*)", re.IGNORECASE
        ),
        "electronic",
    ),
    (
        re.compile(
            rf"{_FIELD}\s*[::]?\s*(?P<mode>纸件(?:发文|送达|方式)?|纸质|邮寄|挂号(?:信|邮寄)?|紙(?:媒体)?|郵送"
            r"|(?:on\s+)?paper|(?:registered\s+)?(?:mail|post)|EMS)",
            re.IGNORECASE,
        ),
        "paper",
    ),
)
_GAP = r"(?:[^.;\n]|\n(?!\s*\n)|\.(?=\d)){0,60}?"
_GAP_CJK = r"(?:[^。;\n]|\n(?!\s*\n)){0,16}?"
_CAME_EN = (
    r"(?:deliver(?:ed|y)|serv(?:ed|ice)|receiv(?:ed|ing)|receipt|issued|sent|transmitted|notif(?:ied|ication)|downloaded"
    r"|dispatched|retrieved|came(?:\s+in)?)"
)
_SYSTEM = (
    r"(?:e-?filing|electronic(?:\s+(?:filing|patent|application|service|delivery|notification))*|online|e-?delivery"
    r"|e-?service|electronic\s+means)"
)
_TOLD_CN: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"\b(?P<mode>{_CAME_EN}\b{_GAP}\b(?:electronically|in\s+electronic\s+form(?:at)?|online"
            r"|(?:by|via|through)\s+electronic\s+(?:transmission|dispatch|communication|mail|notification|channels?)"
            rf"|(?:via|through|by|from|in|over|using|on)\s+(?:(?:the|its|an?|our|CNIPA(?:['’]s)?"
            rf"|Office(?:['’]s)?|patent)\s+){{0,4}}{_SYSTEM}))\b"
            r"|\b(?P<b>electronic\s+(?:service|delivery|notification|transmission|dispatch))\b",
            re.IGNORECASE,
        ),
        "electronic",
    ),
    (
        re.compile(
            rf"\b(?P<mode>{_CAME_EN}\b{_GAP}\b(?:(?:on|in)\s+paper(?:\s+form)?|as\s+a\s+paper\s+\w+|in\s+hard\s?copy"
            r"|by\s+(?:registered\s+|certified\s+|postal\s+|ordinary\s+)?(?:post|mail|EMS|courier)\b(?!\s*address)"
            r"|(?:via|through)\s+(?:the\s+)?(?:post|EMS|courier|postal\s+\w+|registered\s+mail)))\b",
            re.IGNORECASE,
        ),
        "paper",
    ),
    (
        re.compile(
            r"(?P<mode>(?:通过|经由?|以|采用|从|在)[^。;\n\d]{0,14}?(?:电子(?:申请|专利|文件|文本|发文|邮件|方式|形式|送达|系统|客户端)|业务办理系统"
            r"|网上|在线)[^。;\n\d]{0,12}?(?:接收|收到|送达|下载|收悉|发出|发文|下发)|电子(?:方式|形式)?(?:送达|发文|接收|发送)"
            rf"|(?:收到|接收){_GAP_CJK}电子(?:通知书|文件|官文))"
        ),
        "electronic",
    ),
    (
        re.compile(
            r"(?P<mode>(?:通过|经由?|以|采用)[^。;\n\d]{0,8}?(?:邮局|邮寄|邮政|EMS|特快专递|快递|挂号信?|纸件|纸质)[^。;\n\d]{0,10}?"
            r"(?:接收|收到|送达|收悉|寄达|寄送|发出|发文|下发)|(?:纸件|纸质|邮寄|挂号)(?:形式|方式)?(?:送达|发文|收到|接收))"
        ),
        "paper",
    ),
    (
        re.compile(
            loose(
                r"(?P<mode>電子(?:送達|発文|通知|的に(?:送達|受領|通知|発行|発送)|データ(?:で|にて|により)|形式で|媒体で|メディアで"
                r"|(?:出願|申請)(?:システム)?(?:経由|(?:を通じて|で|により|より)(?:送達|受領|受信|発行)))"
                r"|オンライン(?:送達|(?:で|にて|により)(?:送達|受領|受信|通知|発行)))"
            )
        ),
        "electronic",
    ),
    (
        re.compile(
            loose(
                r"(?P<mode>紙(?:媒体|面|ベース|の形)?(?:で|にて|により|による)(?:の)?(?:郵送|送達|発行|受領|送付|発送)|紙媒体"
                r"|(?:郵送|書留(?:郵便)?|EMS|郵便|国際郵便)(?:で|にて|により|による|での)(?:の)?(?:送達|受領|届|発送|通知|発行|受取))"
            )
        ),
        "paper",
    ),
)
_OF_OTHERS = re.compile(
    r"\b(?:instruct\w*|repl(?:y|ies)|comments|please|will|shall|copy|copies|originals?|confirm\w*|follows?"
    r"|(?<!sent )(?<!served )(?<!issued )(?<!delivered )(?<!notified )(?<!transmitted )(?<!dispatched )"
    r"(?<!came )to\s+us"
    r"|translation)\b|原件|随后|另行|将(?:以|通过)|副本(?:将|随)|请(?:以|通过)|追って|原本|控え|ご?(?:指示|連絡|返信)|翻訳文?を",
    re.IGNORECASE,
)
"""A sentence on what the letter's writer sends or asks for, not on how the office's paper came."""
_LETTERS: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "EPO": ((re.compile(r"(?P<mode>Registered\s+Letter|Einschreiben)", re.IGNORECASE), "registered_letter"),),
    "DPMA": ((re.compile(r"(?P<mode>Einschreiben|Übergabe-Einschreiben)", re.IGNORECASE), "registered_letter"),),
}


def delivery(sheet: Sheet, office: str, start: int, end: int) -> Finding[str] | None:
    """``electronic``, ``paper`` or ``registered_letter``, where it is said and the office's rules ask.

    Where sentences speak of both ways, nothing is decided.
    """
    if office == "USPTO":
        match = _DELIVERY_US.search(sheet.text, start, end)
        return None if match is None else sheet.finding(match["mode"].lower(), *match.span("mode"), LABEL)
    for pattern, mode in _LABELLED_CN if office == "CNIPA" else _LETTERS.get(office, ()):
        found = pattern.search(sheet.text, start, end)
        if found:
            return sheet.finding(mode, *found.span("mode"), LABEL)
    return _told(sheet, start, end) if office == "CNIPA" else None


def _told(sheet: Sheet, start: int, end: int) -> Finding[str] | None:
    told: list[tuple[str, int, int]] = []
    for pattern, mode in _TOLD_CN:
        for match in pattern.finditer(sheet.text, start, end):
            group = "mode" if match["mode"] else "b"
            if not _OF_OTHERS.search(_clause(sheet.text, match.start(), match.end())):
                told.append((mode, *match.span(group)))
    if len({mode for mode, _, _ in told}) != 1:
        return None
    return sheet.finding(*min(told, key=lambda one: one[1]), WORDING)


def _clause(text: str, start: int, end: int) -> str:
    """The match with its sentence's beginning."""
    return re.split(r"[.;](?=\s)|。|\n\s*\n", text[max(0, start - 80) : start])[-1] + text[start:end]
