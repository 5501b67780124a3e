"""Words for headings and codes in Japanese and English, so that every output names a thing the same way.

A code without a word here (a later office, a new event) is shown as itself: nothing is hidden because it has no name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from konkyo.records.value import Wording

Language = Literal["ja", "en"]


def _words(**pairs: tuple[str, str]) -> dict[str, Wording]:
    return {name: Wording(ja=ja, en=en) for name, (ja, en) in pairs.items()}


HEADINGS: Mapping[str, Wording] = _words(
    row_id=("項目ID", "Row"),
    status=("状態", "Status"),
    approval=("承認", "Approval"),
    matter=("案件", "Matter"),
    matter_ref=("整理番号", "Your reference"),
    file=("書類ファイル", "File"),
    document_id=("書類ID（SHA-256）", "Document (SHA-256)"),
    office=("官庁", "Office"),
    right=("権利種別", "Right"),
    form=("書類名", "Form"),
    event_code=("手続", "Event"),
    application_number=("出願番号", "Application No."),
    publication_number=("公開番号", "Publication No."),
    registration_number=("登録番号", "Registration No."),
    trigger_kind=("起算日の種類", "Trigger"),
    trigger_date=("起算日", "Trigger date"),
    drafting_date=("起案日", "Drafting date"),
    party=("在外・在内の別", "Party"),
    delivery=("送達方法", "Delivery"),
    period=("期間", "Period"),
    nominal_due=("期間満了日（休日の繰延べ前）", "Nominal due date (before roll-over)"),
    due=("期限日", "Due date"),
    safe_date=("安全日（満了日以前の最終開庁日）", "Safe date (last open day on or before the nominal date)"),
    missing=("不足している情報", "Missing"),
    question=("確認事項", "Question"),
    action=("必要な手続", "Action"),
    actor=("手続をする者", "Who must act"),
    consequence=("徒過の効果", "If missed"),
    claims_rejected=("拒絶された請求項", "Claims rejected"),
    statutes=("適用条文", "Provisions"),
    cited_documents=("引用文献", "Documents cited"),
    annuity_year=("納付年分", "Annuity year"),
    rule=("規則", "Rule"),
    rule_id=("規則ID", "Rule ID"),
    rule_title=("規則の名称", "Rule"),
    source=("根拠", "Source"),
    certainty=("根拠の確度", "How well sourced"),
    calendar_version=("休日データ", "Closure calendar"),
    steps=("計算過程", "Computation"),
    extensions=("延長・救済", "Extensions and remedies"),
    caveats=("注意", "Caveats"),
    conflicts=("記載の不一致", "Conflicts"),
    closed_days=("閉庁日", "Closed days"),
    evidence=("証拠（原文の引用）", "Evidence (quotations)"),
    approved_by=("承認者", "Approved by"),
    fingerprint=("署名鍵の指紋", "Key fingerprint"),
    decided_at=("承認日時", "Decided at"),
    content_hash=("内容のSHA-256", "SHA-256 of the content"),
    signature=("署名（Ed25519）", "Signature (Ed25519)"),
    decision=("決定", "Decision"),
    acknowledged=("了承した注意", "Flags acknowledged"),
    reason=("理由", "Reason"),
    second_reading=("二人目の確認", "Second reading"),
    read_by=("二人目の確認者", "Read by"),
    read_at=("確認日時", "Read at"),
    read_due=("二人目の数えた期限日", "Due date by the second count"),
    differs=("相違した項目", "Differs in"),
    number=("番号", "Number"),
    computed_due=("二人目の値から計算した期限日", "Due date computed from the second reading"),
    draft=("DRAFT 未承認", "DRAFT - NOT APPROVED"),
    none=("記載なし", "not stated"),
    undetermined=("未定", "undetermined"),
    field=("項目", "Field"),
    page=("頁", "Page"),
    paragraph=("段落", "Paragraph"),
    quote=("引用", "Quotation"),
    verdict=("照合結果", "Verdict"),
    confidence=("確信度", "Confidence"),
    request_by=("請求期限", "Request by"),
    extends_to=("延長後の期限", "Extends to"),
    fee=("手数料", "Fee"),
)

CODES: Mapping[str, Mapping[str, Wording]] = {
    "office": _words(
        JPO=("日本国特許庁（JPO）", "JPO (Japan)"),
        USPTO=("米国特許商標庁（USPTO）", "USPTO (United States)"),
        EPO=("欧州特許庁（EPO）", "EPO"),
        PCT=("PCT", "PCT"),
        CNIPA=("中国国家知識産権局（CNIPA）", "CNIPA (China)"),
        KIPO=("韓国知識財産処（旧・特許庁）", "KIPO (Korea)"),
        DPMA=("ドイツ特許商標庁（DPMA）", "DPMA (Germany)"),
    ),
    "right": _words(
        patent=("特許", "Patent"),
        utility_model=("実用新案", "Utility model"),
        design=("意匠", "Design"),
        trademark=("商標", "Trademark"),
    ),
    "event": _words(
        oa_response=("拒絶理由通知への応答", "Reply to office action"),
        later_oa_response=("再度の通知への応答", "Reply to later office action"),
        final_oa_response=("最後の拒絶への応答", "Reply to final office action"),
        final_oa_first_reply=("最後の拒絶への最初の応答", "First reply to final action"),
        restriction_response=("限定要求への応答", "Reply to restriction requirement"),
        quayle_response=("クウェイル通知への応答", "Reply to Quayle action"),
        issue_fee=("登録料（issue fee）の納付", "Issue fee"),
        registration_fee=("特許料の納付（設定登録）", "Registration fee"),
        appeal_against_refusal=("拒絶査定不服審判の請求", "Appeal against refusal"),
        suit_against_trial_decision=("審決取消訴訟の提起", "Suit against trial decision"),
        annuity=("特許料（年金）の納付", "Annuity"),
        late_annuity=("特許料の追納", "Late annuity"),
        exam_request=("出願審査の請求", "Request for examination"),
        opposition=("特許異議の申立て", "Opposition"),
        appeal_brief=("審判理由書（appeal brief）の提出", "Appeal brief"),
        none=("期限なし", "No deadline"),
    ),
    "trigger": _words(
        dispatch_date=("発送日", "Dispatch date"),
        service_date=("謄本送達日", "Date of service"),
        mail_date=("発送日（mail date）", "Mail date"),
        notification_date=("通知日（notification date）", "Notification date"),
        document_date=("書類の日付", "Date of the document"),
        registration_date=("設定登録日", "Registration date"),
        grant_date=("特許付与日", "Grant date"),
        filing_date=("出願日", "Filing date"),
        priority_date=("優先日", "Priority date"),
        grant_publication_date=("特許掲載公報発行日", "Publication of grant"),
        notice_of_appeal_date=("審判請求日", "Notice of appeal"),
        due_date=("期限日", "Due date"),
    ),
    "party": _words(
        resident=("国内居住者", "Resident"),
        overseas=("在外者", "Overseas"),
        remote=("遠隔地・交通不便の地の居住者", "Remote area"),
        any=("区別なし", "Any"),
        unknown=("不明", "Unknown"),
    ),
    "delivery": _words(
        electronic=("オンライン", "Electronic"),
        paper=("書面", "Paper"),
        registered_letter=("書留", "Registered letter"),
        none=("送達なし", "None"),
        unknown=("不明", "Unknown"),
    ),
    "unit": _words(day=("日", "day(s)"), month=("か月", "month(s)"), year=("年", "year(s)")),
    "status": _words(
        verified=("確認済み", "Verified"),
        review=("要確認", "Needs review"),
        unverified=("未確認", "Unverified"),
        unknown=("不明", "Unknown"),
        pending=("情報待ち", "Pending"),
    ),
    "certainty": _words(
        read=("原典を確認", "Source read"),
        secondary=("二次資料で確認", "Secondary source"),
        knowledge=("原典未確認（知識による）", "From knowledge, source not read"),
    ),
    "verdict": _words(
        exact=("一致", "Exact"),
        normalised=("表記ゆれを除き一致", "Same after normalising"),
        elided=("省略を除き一致", "Same but for ellipsis"),
        ocr_approx=("OCRで近似一致", "Approximate (OCR)"),
        ambiguous=("複数箇所に一致", "Ambiguous"),
        not_found=("原文にない", "Not found"),
        wrong_page=("別の頁にある", "On another page"),
        hidden=("表示されない文字列にのみある", "Only in hidden text"),
        too_short=("短すぎる", "Too short"),
        unreadable=("読めない頁", "Unreadable page"),
        no_source=("原本がない", "Source missing"),
        complete=("全範囲を検索", "Whole scope searched"),
        incomplete=("検索範囲が不完全", "Scope incomplete"),
        computed=("計算", "Computed"),
    ),
    "decision": _words(
        approve=("承認", "Approved"),
        amend=("修正のうえ承認", "Approved as amended"),
        reject=("却下", "Rejected"),
        withdraw=("承認の撤回", "Approval withdrawn"),
    ),
    "reading": _words(
        agree=("一致", "Agrees"),
        differ=("相違", "Differs"),
    ),
    "outcome": _words(
        parsed=("読取り済み", "Read"),
        parsed_with_flags=("注意付きで読取り", "Read, with flags"),
        refused=("読取り拒否", "Refused"),
    ),
}

_ERAS = ((date(2019, 5, 1), "令和", 2018), (date(1989, 1, 8), "平成", 1988), (date(1926, 12, 25), "昭和", 1925))
_WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def heading(name: str, language: Language) -> str:
    """The heading of that name."""
    return HEADINGS[name].of(language)


def code(kind: str, value: str | None, language: Language) -> str:
    """The word for a code of a kind (``office``, ``event``, ``verdict`` ...); the code itself if it has none."""
    if value is None:
        return ""
    word = CODES.get(kind, {}).get(value)
    return value if word is None else word.of(language)


def day(value: date | None, language: Language) -> str:
    """A date for people: ``2026年9月24日（木）`` or ``2026-09-24 (Thu)``; empty for None."""
    if value is None:
        return ""
    weekday = _WEEKDAYS[language][value.weekday()]
    if language == "en":
        return f"{value.isoformat()} ({weekday})"
    return f"{value.year}年{value.month}月{value.day}日（{weekday}）"


def era_day(value: date) -> str:
    """A date in the Japanese era: ``令和8年9月24日``; before 1926-12-25 the Gregorian year is kept."""
    for start, era, offset in _ERAS:
        if value >= start:
            year = value.year - offset
            return f"{era}{'元' if year == 1 else year}年{value.month}月{value.day}日"
    return f"{value.year}年{value.month}月{value.day}日"
