"""General mail: writing that speaks of notices, or of a case, and reports none. Each kind with its reason."""

from __future__ import annotations

import re

from konkyo.practice.folding import loose
from konkyo.practice.notices.segments import own_applications
from konkyo.practice.notices.sheet import Line, Sheet
from konkyo.records.value import Wording


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(loose(words), re.IGNORECASE)


_NEWSLETTER_HEAD = _pattern(
    r"ニュースレター|ニューズレター|メールマガジン|メルマガ"
    r"|知財(?:ニュース|トピックス|通信|だより)|法改正(?:の)?(?:情報"
    r"|のお知らせ|速報)|newsletter|news ?letter|IP (?:update"
    r"|news|alert|bulletin)|law update|client alert|セミナー(?:の)?(?:ご案内"
    r"|開催)|webinar|seminar invitation"
    r"|(?:知识产权|专利|IP)(?:资讯|简报|快讯|通讯|动态|周报|月刊)|法规(?:更新|动态)|研讨会邀请"
    r"|뉴스레터|소식지|세미나 (?:안내|초대)"
    r"|Mandanten(?:information|rundschreiben)|Rundschreiben|Infobrief|Seminareinladung"
)
_GENERAL = _pattern(
    r"一般的な情報(?:の)?提供|個別(?:の)?(?:案件|事案)に(?:対する"
    r"|関する)(?:助言|アドバイス|法的)|配信(?:停止|解除)"
    r"|unsubscribe|general information(?: purposes)?(?: only)?"
    r"|not (?:constitute )?legal advice"
    r"|不构成(?:任何)?法律(?:意见|建议)|仅供参考|退订|수신 ?거부|법률 ?자문이 아|keine Rechtsberatung"
    r"|abbestellen|abmelden"
)
_OF_A_CASE = _pattern(
    r"(?:出願番号|特許番号|事件の表示|整理番号|申请号|출원번호|Aktenzeichen)[::\t ]|Your Ref"
    r"|Application (?:No|Serial)|Docket (?:No|Number)"
)
_INVOICE_HEAD = _pattern(
    r"(?<!延長)(?<!審査)(?<!審判)(?<!返還)(?:ご)?請求書(?!の?(?:提出"
    r"|副本|写し))|御?見積書|ご?請求(?:金)?額|お?振込先"
    r"|支払明細|費用明細|INVOICE|(?:DEBIT|FEE) NOTE|STATEMENT OF (?:ACCOUNT|FEES|CHARGES|SERVICES)|BILLING STATEMENT"
    r"|amount due|remittance|QUOTATION"
    r"|账单|付款通知"
    r"|发票|请款(?:单|函)|收费通知|报价单|(?<!심판)(?<!심사)청구서(?! ?(?:부본|제출))|견적서|세금계산서|인보이스"
    r"|费用清单|\b(?:Kosten|Honorar)?Rechnung(?:\s*(?:Nr|Nummer|vom|\d))?|Kostennote|Honorarnote|Kostenvoranschlag"
)
_NUMBERED_BILL = _pattern(
    r"^(?:ご?請求書|御請求書|(?:tax |pro ?forma )?invoice|(?:debit|fee) note|rechnung|账单"
    r"|付款通知书?|청구서)(?: ?\([^()\n]{2,20}\))?"
    r" ?(?:番号|no\.?|number|nr\.?|#|号|编号|번호|発行日|dated?|vom)"
)
_INVOICE_BODY = _pattern(
    r"消費税|源泉|小計|合計(?:金額)?|振込先|口座|amount due"
    r"|total due|subtotal|bank (?:details|account)|wire transfer"
    r"|official fees?|service charges?|professional fees|payment (?:terms|due|is due within)|please (?:pay|remit)"
    r"|hours? ?(?:rate)? ?amount|hourly rate|payable (?:within|on receipt|upon receipt)"
    r"|お?支払(?:期限|期日|条件)|お?振込み?"
    r"|付款(?:期限|方式|条件)|请(?:于|在)[^。\n]{0,20}(?:付款|支付)|金额|입금|지급 ?기한"
    r"|결제 ?기한|Zahlungs(?:ziel|bedingungen)"
    r"|合计|汇款|银行账户|代理费|官费|합계|계좌|대리인 ?수수료|부가세|Gesamtbetrag|Umsatzsteuer|MwSt"
    r"|zahlbar|IBAN|Nettobetrag"
)
_ABSENT = _pattern(
    r"out of (?:the )?office|automatic reply|auto-?reply|(?:currently )?away from (?:the )?office"
    r"|不在(?:の|に)(?:ため|より|お知らせ|連絡)"
    r"|自動(?:応答|返信)|休暇(?:中|のため)|自动回复|休假|부재중|자동 ?(?:회신|응답)"
    r"|Abwesenheits?(?:notiz|nachricht)?|automatische Antwort"
    r"|nicht im (?:Hause|Büro)"
)
_MEETING_HEAD = _pattern(
    r"\binvitation:|\baccepted:|\bdeclined:|\btentative:|meeting (?:invitation|request)|calendar invit"
    r"|(?:会議|打ち?合わ?せ|面談|ミーティング)(?:の)?(?:ご?招集|ご?案内|出席依頼|設定|ご?依頼|日程)"
    r"|(?:会议|会面)邀请|회의 ?(?:요청|초대|안내)"
    r"|Besprechung(?:s(?:anfrage|einladung))?\s*:|Einladung\s*:|Terminanfrage"
)
_MEETING_BODY = _pattern(
    r"\bwhen\s*:|\bwhere\s*:|\bagenda\s*:|\b(?:Teams|Zoom|Webex|Google Meet)\b|(?:日時|場所|会議室"
    r"|議題)\s*[::]|时间\s*[::]|地点\s*[::]"
    r"|일시\s*[::]|장소\s*[::]|\bOrt\s*[::]|\bWann\s*[::]|Tagesordnung"
)
_ADVERT = _pattern(
    r"突然のご連絡|サービスの?ご?(?:紹介|案内)|キャンペーン|無料(?:トライアル|診断|相談|お試し)"
    r"|special offer|discount|free trial"
    r"|introduc\w+ our (?:services|firm)|our (?:competitive )?(?:rates|fee schedule)|we (?:specialize|specialise) in"
    r"|服务(?:介绍|推介)|优惠|欢迎(?:咨询|洽谈)|合作机会|서비스 ?(?:소개|안내)|할인|무료 ?체험"
    r"|unsere (?:Dienst)?leistungen|Sonderangebot|Rabatt"
)
_INSTRUCTED = _pattern(
    r"(?:acknowledge|confirm)(?: with thanks)?(?: the)? (?:safe )?receipt of your (?:e-?mail|letter"
    r"|message|instructions?|fax|order)"
    r"|thank you (?:very much )?for your (?:e-?mail[^.\n]{0,40})?instructions|(?:have )?received your instructions"
    r"|ご指示(?:を|は|いただき|頂き|賜り|の)[^。\n]{0,24}(?:ありがとう|拝受|受領|承り|承知|受け取)"
    r"|ご指示の?(?:メール|件)?、?(?:拝受|承知)"
    r"|(?:已)?收到(?:了)?(?:您|贵方|贵司|贵所)?(?:[^。\n]{0,16})指示|(?:您|贵方|贵司)的?指示(?:已|均已)?(?:收到|收悉)"
    r"|지시(?:를|하신|사항을?)?[^.\n]{0,16}(?:받았|접수|수령|확인하였)|(?:danken"
    r"|Dank) [^.\n]{0,30}(?:Weisung|Anweisung|Auftrag|Instruktion)"
    r"|(?:Weisung|Anweisung|Auftrag)(?:en)?[^.\n]{0,40}(?:erhalten|eingegangen)"
)
_ARRIVED = _pattern(
    r"issued|mailed|was dated|dispatched|served|発送|送達|発せ|通知され|发文|发出|发送|발송|송달"
    r"|zugestellt|erlassen|is due|応答期限|答复期限|기한"
)
_STATUS_HEAD = _pattern(
    r"status (?:report|update|inquiry)|(?:案件)?(?:現況|経過|進捗|ステータス)(?:の)?(?:ご?報告|ご?連絡"
    r"|ご?照会|について)?|案件(?:现状|状态|进度)|状态报告"
    r"|진행 ?(?:상황|현황)|Sachstand(?:s(?:mitteilung|bericht|anfrage))?|Verfahrensstand"
)
_WAITING = _pattern(
    r"awaiting|(?:is|are|still) pending|not yet (?:issued|received)|no action (?:is )?(?:needed"
    r"|required)|(?:審査|庁)?(?:待ち|通知待ち)|待って"
    r"|まだ[^。\n]{0,20}(?:発行|通知|発送)され|等待|尚未(?:发出|收到|下发)|대기|아직|steht noch aus"
    r"|noch nicht (?:ergangen|eingegangen)|abzuwarten"
)

_NEWS = Wording(
    ja="個別の案件の通知ではなく、一般的なお知らせ（ニュースレター等）です。",
    en="This is general news, not a notice in a particular case.",
)
_INVOICE = Wording(
    ja="請求書・見積書であり、庁の通知ではありません。", en="This is an invoice or a quotation, not an office's notice."
)
_OUT_OF_OFFICE = Wording(
    ja="不在の自動応答であり、庁の通知ではありません。",
    en="This is an automatic reply of somebody who is away, not a notice.",
)
_MEETING = Wording(
    ja="会議の案内であり、庁の通知ではありません。", en="This is an invitation to a meeting, not a notice."
)
_ADVERTISEMENT = Wording(
    ja="宣伝・サービスの案内であり、案件の通知ではありません。", en="This is an advertisement, not a notice in a case."
)
_ACKNOWLEDGED = Wording(
    ja="指示を受け取った旨の連絡であり、新たな通知の報告ではありません。",
    en="This acknowledges instructions; it reports no new notice.",
)
_STATUS = Wording(
    ja="状況の報告であり、応答すべき通知の報告ではありません。",
    en="This reports how a case stands; it reports no notice that asks for an act.",
)
_HEAD = 8
_TITLE_LINES = 12
_TITLE = 24


def not_a_notice(sheet: Sheet) -> Wording | None:
    """Why a document is general mail (news, invoice, absence, meeting, advertisement, acknowledgement), or None."""
    filled = [line for line in sheet.lines if line.bare]
    head = "\n".join(line.text for line in filled[:_HEAD])
    if _ABSENT.search(head):
        return _OUT_OF_OFFICE
    if _MEETING_HEAD.search(head) and _MEETING_BODY.search(sheet.text):
        return _MEETING
    general = _GENERAL.search(sheet.text) and not _OF_A_CASE.search(sheet.text) and not _INVOICE_HEAD.search(head)
    if _NEWSLETTER_HEAD.search(head) or general:
        return _NEWS
    if _is_invoice(sheet, filled):
        return _INVOICE
    if _ADVERT.search(sheet.text) and not own_applications(sheet, None) and not sheet.numbers:
        return _ADVERTISEMENT
    if _INSTRUCTED.search(sheet.text) and not _ARRIVED.search(sheet.text):
        return _ACKNOWLEDGED
    if _STATUS_HEAD.search(head) and _WAITING.search(sheet.text) and not _ARRIVED.search(sheet.text):
        return _STATUS
    return None


def _is_invoice(sheet: Sheet, filled: list[Line]) -> bool:
    titles = [
        line for line in filled[:_TITLE_LINES] if _INVOICE_HEAD.search(line.text if line.text.isascii() else line.bare)
    ]
    named = any(len(line.bare) <= _TITLE or _NUMBERED_BILL.match(line.text.strip()) for line in titles)
    return named and bool(_INVOICE_BODY.search(sheet.text))
