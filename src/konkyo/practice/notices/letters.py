"""What kind of writing a document is besides an office's form: letter, newsletter, invoice, done or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from konkyo.practice.folding import loose
from konkyo.practice.notices.sheet import Sheet
from konkyo.records.value import Wording


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(loose(words), re.IGNORECASE)


_LETTER = _pattern(
    r"拝啓|敬具|謹啓|お世話に(?:なって|なり)|御中|平素(?:は"
    r"|より)|貴社|御社|弊所|当所|ご担当者?様|よろしくお願い"
    r"|ご報告|ご査収|社内連絡|社内メモ|連絡事項"
    r"|\bDear\b|Best regards|Kind regards|Sincerely|Yours (?:faithfully"
    r"|truly|sincerely)|Your ref|Our ref|Please find attached"
    r"|we (?:would like to )?report"
)
_NEWSLETTER_HEAD = _pattern(
    r"ニュースレター|ニューズレター|メールマガジン|メルマガ"
    r"|知財(?:ニュース|トピックス|通信|だより)|法改正(?:の)?(?:情報"
    r"|のお知らせ|速報)|newsletter|news ?letter|IP (?:update"
    r"|news|alert|bulletin)|law update|client alert|セミナー(?:の)?(?:ご案内"
    r"|開催)|webinar|seminar invitation"
)
_GENERAL = _pattern(
    r"一般的な情報(?:の)?提供|個別(?:の)?(?:案件|事案)に(?:対する"
    r"|関する)(?:助言|アドバイス|法的)|配信(?:停止|解除)"
    r"|unsubscribe|general information(?: purposes)?(?: only)?"
    r"|not (?:constitute )?legal advice"
)
_OF_A_CASE = _pattern(
    r"(?:出願番号|特許番号|事件の表示|整理番号)[::\t ]|Your Ref|Application (?:No|Serial)|Docket (?:No|Number)"
)
_INVOICE_HEAD = _pattern(
    r"(?<!延長)(?<!審査)(?<!審判)(?<!返還)(?:ご)?請求書(?!の?(?:提出"
    r"|副本|写し))|御?見積書|ご?請求(?:金)?額|お?振込先"
    r"|支払明細|INVOICE|DEBIT NOTE|STATEMENT OF ACCOUNT"
    r"|amount due|remittance|QUOTATION"
)
_INVOICE_BODY = _pattern(
    r"消費税|源泉|小計|合計(?:金額)?|振込先|口座|amount due"
    r"|total due|subtotal|bank (?:details|account)|wire transfer"
    r"|official fees?|service charges?|professional fees"
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
)
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
    r"ご?方針(?:を|の)|お知らせください|必要があり|必要がござ|ご?指示(?:を|の|頂|いただ|賜)|ご検討(?:を|くだ|の(?:上"
    r"|うえ))|ご見解|your instructions|is due|must be (?:filed"
    r"|paid)"
)


@dataclass(frozen=True, slots=True)
class Writing:
    """What the wording of a document says about itself."""

    letter: bool
    done: bool
    extension: bool


def writing(sheet: Sheet, start: int = 0, end: int | None = None) -> Writing:
    """Read the wording between two offsets."""
    text = sheet.text[start : len(sheet) if end is None else end]
    extension = bool(_EXTENSION_JA.search(text) or _EXTENSION_EN.search(text))
    closed = bool(_CLOSED_JA.search(text) or _CLOSED_EN.search(text))
    acted = bool(_DONE_JA.search(text) or _DONE_EN.search(text))
    done = (closed and acted) or (acted and not _ASK.search(text)) or (closed and not _ASK.search(text))
    return Writing(bool(_LETTER.search(text)), done and not extension, extension)


def not_a_notice(sheet: Sheet) -> Wording | None:
    """Why a document is general mail (newsletter, invoice), or None."""
    filled = [line for line in sheet.lines if line.bare]
    head = "\n".join(line.text for line in filled[:8])
    general = _GENERAL.search(sheet.text) and not _OF_A_CASE.search(sheet.text) and not _INVOICE_HEAD.search(head)
    if _NEWSLETTER_HEAD.search(head) or general:
        return Wording(
            ja="個別の案件の通知ではなく、一般的なお知らせ（ニュースレター等）です。",
            en="This is general news, not a notice in a particular case.",
        )
    titles = [
        line for line in filled[:12] if _INVOICE_HEAD.search(line.bare if line.text.isascii() is False else line.text)
    ]
    short = [line for line in titles if len(line.bare) <= 24]
    if short and _INVOICE_BODY.search(sheet.text):
        return Wording(
            ja="請求書・見積書であり、庁の通知ではありません。",
            en="This is an invoice or a quotation, not an office's notice.",
        )
    return None
