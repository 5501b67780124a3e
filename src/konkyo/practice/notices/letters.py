"""What a letter says about itself: that it is one, that something was done, that a period was extended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from konkyo.practice.folding import loose
from konkyo.practice.notices.letter_words import ASK, CLOSED, CONDITIONAL, DONE, LETTER
from konkyo.practice.notices.sheet import Sheet


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(loose(words), re.IGNORECASE)


_LETTER = _pattern(
    r"拝啓|敬具|謹啓|お世話に(?:なって|なり)|御中|平素(?:は"
    r"|より)|貴社|御社|弊所|当所|ご担当者?様|よろしくお願い"
    r"|ご報告|ご査収|社内連絡|社内メモ|連絡事項"
    r"|\bDear\b|Best regards|Kind regards|Sincerely|Yours (?:faithfully"
    r"|truly|sincerely)|Your ref|Our ref|Please find attached"
    r"|we (?:would like to )?report|Dears?\b|" + LETTER
)
_ACT = (
    r"(?:提出|納付|審判請求|審査請求|支払い?|お支払い?|応答|対応|手続き?|送金|追納)"
    r"(?:手続き?)?(?:は|を|が|も)?(?:すでに|既に|無事|本日)?"
)
_PAST = (
    r"(?:いたし|致し|し|され|行い|行ない)ました(?!が|ところ|けれど|にも)"
    r"|(?:いた)?して(?:おり|い)ます|済み?(?!次第)|済ませ|(?:を|が)?完了"
)
_DONE_JA = _pattern(rf"{_ACT}(?:{_PAST})")
_CLOSED_JA = _pattern(
    r"期限(?:[^。\n]|\n(?!\n)){0,16}?(?:クローズ|閉じ|解除"
    r"|消込|終了|落と|完了)|(?:次の|以後の|今後の|新たな)?(?:アクション"
    r"|対応|手続)(?:は|の必要は)(?:必要)?(?:ありません|不要"
    r"|ございません)|対応(?:は)?(?:不要|済み)|対応済み?"
    r"|処理済み?|期限管理(?:は)?(?:不要|終了)|応答期限はございません"
)
_DONE_EN = _pattern(
    r"(?:repl(?:y|ies)|responses?|amendment|fees?|request"
    r"|brief|payment|appeal)(?:[^.;\n]|\n(?!\n)|\.(?=\d)"
    r"|U\.S\.){0,120}?(?:was|were|has been|have been) (?:timely "
    r"|duly |today )?(?:filed|submitted|paid|made|e-filed"
    r"|entered)"
    r"|(?:we|i) (?:have |hereby )?(?:today |duly |timely "
    r"|also )?(?:confirm(?: that)?[^.]{0,60})?(?:filed|submitted"
    r"|paid) (?:a |an |the |your )?(?:repl|respon|amend"
    r"|issue fee|base issue|fee|notice of appeal|appeal brief"
    r"|RCE)"
    r"|confirm(?:ation of|ing)? (?:the )?(?:filing|payment|submission) (?:of|for)"
    r"|already (?:been )?(?:filed|paid|done|handled|submitted|responded|dealt with|taken care of)"
)
_DONE_ELSEWHERE = _pattern(DONE)
_CLOSED_ELSEWHERE = _pattern(CLOSED)
_ASK_ELSEWHERE = _pattern(ASK)
_CONDITIONAL = re.compile(CONDITIONAL, re.IGNORECASE)
_CLOSED_EN = _pattern(
    r"no (?:further )?(?:action|response|reply|steps?)(?: on your part)? (?:is"
    r"|are) (?:required|needed|necessary|due)|nothing further (?:is"
    r"|needs)|no (?:outstanding )?(?:deadline|due date)"
    r"|please (?:close|remove|clear) (?:the|this|our) (?:deadline"
    r"|docket|due date)|docket(?:ed)? (?:as )?(?:closed"
    r"|complete)|(?:response|reply) has been filed"
)
_EXTENSION_JA = _pattern(
    r"(?:応答|指定|提出)?期間(?:の)?延長(?:の)?請求(?:書)?(?:\([^()\n]{1,8}\))?(?:を"
    r"|の(?:提出|ご?報告)|\s*提出日|提出)|延長(?:請求)?手続を(?:いたし"
    r"|行)"
)
_EXTENSION_EN = _pattern(
    r"(?:filed|submitted|lodged) (?:an?|the|our|your) (?:petition|request) for (?:an? )?(?:[a-z]+[- ]month )?extension"
    r"|(?:petition|request) for (?:an? )?(?:[a-z]+[- ]month )?extension of time[^.]{0,60}(?:fil"
    r"ed|submitted|granted)|extension of time (?:was|has been) (?:filed"
    r"|requested|obtained|granted)"
)
_ASK = _pattern(
    r"ご?方針(?:を|の)|お知らせください|必要があり|必要がござ|ご?指示(?:を|の|頂|いただ|くだ|下さ|願|賜)|ご検討(?:を|くだ|の(?:上"
    r"|うえ))|ご見解|your instructions|is due|must be (?:filed"
    r"|paid)"
)


_GREETING = _pattern(
    r"拝啓|謹啓|お世話に(?:なって|なり)|御中|平素(?:は|より)|\bDears?\b|Sehr geehrte|您好|尊敬的|안녕하십니까"
)


def greeted_after(sheet: Sheet, start: int, end: int) -> bool:
    """Whether the greeting that opens a letter stands between two offsets."""
    return bool(_GREETING.search(sheet.text, start, end))


@dataclass(frozen=True, slots=True)
class Writing:
    """What the wording of a document says about itself."""

    letter: bool
    done: bool
    extension: bool


def writing(sheet: Sheet, start: int = 0, end: int | None = None) -> Writing:
    """Read the wording between two offsets."""
    text = sheet.text[start : len(sheet) if end is None else end]
    said = _CONDITIONAL.sub(" ", text)
    extension = _any(text, _EXTENSION_JA, _EXTENSION_EN)
    closed = _any(said, _CLOSED_JA, _CLOSED_EN, _CLOSED_ELSEWHERE)
    acted = _any(said, _DONE_JA, _DONE_EN, _DONE_ELSEWHERE)
    asked = _any(text, _ASK, _ASK_ELSEWHERE)
    done = (closed and acted) or ((acted or closed) and not asked)
    return Writing(bool(_LETTER.search(text) or _MAIL_HEAD.search(text)), done and not extension, extension)


_MAIL_HEAD = re.compile(
    r"^[\s>|]*(?:From|Von|差出人|送信者|发件人|寄件者|보낸\s?사람)\s*:[^\n]*\S@\S(?:[^\n]*\n){1,6}?"
    r"[\s>|]*(?:To|An|宛先|收件人|받는\s?사람|수신|Subject|Betreff|件名|主题|主旨|제목)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
"""The head of a message: whoever writes beneath it reports, even without a greeting."""


def _any(text: str, *patterns: re.Pattern[str]) -> bool:
    return any(pattern.search(text) for pattern in patterns)
