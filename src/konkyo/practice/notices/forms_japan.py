"""Forms of the Japan Patent Office."""

from __future__ import annotations

from konkyo.practice.notices.form import Form

_DISPATCH = ("dispatch_date",)
_SERVICE = ("service_date", "dispatch_date")
_OA = r"(?:特許|意匠|商標)?(?:登録)?(?:出願の)?拒絶の?理由の?通知書?"

_OA_EN = r"(?:(?:final )?notice|notification) of (?:the )?(?:final )?reasons?(?: for)? (?:for )?(?:rejection|refusal)s?"
_REFUSAL_EN = (
    r"(?:decision|examiner['’]?s decision) (?:of|for) (?:final )?(?:rejection|refusal)|final rejection decision"
)
_GRANT_EN = r"decision (?:to|of) grant(?: (?:of )?a patent| a patent)?|notice of allowance"


def _jp(
    name: str,
    event: str,
    title: str,
    mention: str = "",
    triggers: tuple[str, ...] = (),
    rank: int = 5,
    right: str | None = None,
) -> Form:
    return Form("JPO", name, event, title, mention, triggers, rank=rank, right=right)


JAPAN: tuple[Form, ...] = (
    _jp(
        "拒絶理由通知書",
        "oa_response",
        rf"{_OA}(?:\((?:案|最初|最後|第\d+回)\))?|{_OA_EN}",
        rf"{_OA}|拒絶の?理由が?通知|{_OA_EN}|(?:office|official) action",
        _DISPATCH,
        8,
    ),
    _jp(
        "拒絶査定",
        "appeal_against_refusal",
        r"拒絶(?:の)?査定(?:の?謄本)?(?:\(謄本\))?|" + _REFUSAL_EN,
        r"拒絶(?:の)?査定(?!不服|系|と(?:なる|なり)|になる|に対する(?:審判|不服)|を回避|の可能性|審判)|" + _REFUSAL_EN,
        _SERVICE,
        9,
    ),
    _jp(
        "特許査定",
        "registration_fee",
        r"特許(?:の)?査定(?:の?謄本)?(?:\(謄本\))?|" + _GRANT_EN,
        r"特許(?:の)?査定(?!率|を(?:得|目指|獲得)|の可能性)|" + _GRANT_EN,
        _SERVICE,
        9,
        "patent",
    ),
    _jp(
        "登録査定",
        "registration_fee",
        r"(?:意匠|商標)?登録査定(?:の?謄本)?(?:\(謄本\))?",
        r"登録査定(?!率|を(?:得|目指)|の可能性)",
        _SERVICE,
        9,
    ),
    _jp(
        "審決",
        "suit_against_trial_decision",
        r"審決(?:の?謄本)?(?:\(謄本\))?",
        r"審決(?!取消|等|例|に対する訴え|公報|予告|謄本の?送達(?:が|の)?あった)",
        _SERVICE,
        9,
    ),
    _jp("補正の却下の決定", "none", r"補正(?:の)?却下の?決定", r"補正(?:の)?却下の?決定", _SERVICE, 6),
    _jp(
        "手続補正指令書",
        "formality_correction",
        r"手続(?:の)?補正(?:指令書?|命令書?)(?:\(方式\)|\([^()]{1,12}\))?",
        r"手続(?:の)?補正(?:指令|命令)書?",
        _DISPATCH,
        8,
    ),
    _jp(
        "却下理由通知書",
        "formality_correction",
        r"(?:手続)?却下(?:の)?理由(?:の)?通知書?",
        r"却下理由(?:の)?通知書?",
        _DISPATCH,
        8,
    ),
    _jp(
        "先行技術文献開示通知",
        "prior_art_disclosure_reply",
        r"先行技術文献(?:情報)?(?:の)?開示(?:要件)?(?:に関する"
        r"|についての|の)?通知書?|文献公知発明に係る情報の記載についての通知書?"
        r"|特許法第48条の7の規定による通知書?",
        r"先行技術文献(?:情報)?(?:の)?開示(?:要件)?(?:に関する"
        r"|についての|の)?通知|文献公知発明に係る情報の記載についての通知"
        r"|48条の7の?通知",
        _DISPATCH,
        8,
    ),
    _jp("審尋", "appeal_reply", r"審尋(?:書)?", r"審尋", _DISPATCH, 8),
    _jp(
        "取消理由通知書",
        "opposition_reply",
        r"取消(?:の)?理由(?:の)?通知書?(?:\(決定の予告\))?",
        r"取消理由(?:の)?通知書?",
        _DISPATCH,
        8,
    ),
    _jp("審決の予告", "appeal_reply", r"審決の予告", r"審決の予告", _SERVICE, 9),
    _jp(
        "異議の決定",
        "suit_against_trial_decision",
        r"(?:特許|商標)?異議の(?:申立ての)?決定",
        r"異議の(?:申立ての)?決定",
        _SERVICE,
        8,
    ),
    _jp(
        "特許異議申立書副本の送付通知",
        "none",
        r"(?:特許|商標登録)?異議申立書(?:の)?副本(?:の)?送付(?:通知書?)?|特許異議申立ての通知書?",
        r"異議申立書(?:の)?副本",
        _DISPATCH,
        6,
    ),
    _jp(
        "審判請求書副本の送達通知",
        "appeal_reply",
        r"(?:無効)?審判請求書(?:の)?副本(?:の)?(?:送達|送付)(?:通知書?)?",
        r"無効審判請求書(?:の)?副本",
        _SERVICE,
        7,
    ),
    _jp(
        "特許料（年金）納付期限のご案内",
        "annuity",
        r"(?:特許料|年金|登録料|維持年金|特許年金)(?:\(年金\))?(?:の)?(?:納付"
        r"|支払)?(?:期限|期日)?(?:の)?(?:到来)?(?:の)?(?:に関する"
        r"|についての)?(?:完了)?(?:の)?(?:お知らせ|ご?案内|ご?通知|通知書?|ご?確認"
        r"|ご?連絡|ご?報告|のご照会)(?:\(第?\d+年分?\))?",
        r"(?:年金|特許料)(?:\([^()\n]{1,10}\))?(?:の)?(?:納付|支払)(?:の)?(?:期限|期日|時期|のご案内"
        r"|のお知らせ)|(?<!第1年から)(?<!第1年分から)(?<!第1年乃至)(?<!第1年ないし)(?<!第1年[~-])第(?!1年)\d+年(?:度"
        r"|次)?分?(?:以降)?(?:の)?(?:特許料|年金|登録料)|年金管理|年金納付|年金(?:の)?期限"
        r"|次回年金|\d+(?:st|nd|rd|th)(?:[- ]year)? annuity|annuit(?:y|ies)(?: fees?)?(?: payment"
        r"| deadline| (?:is|are|falls) due| due)",
        ("registration_date",),
        7,
    ),
    _jp(
        "審査請求期限のご案内",
        "exam_request",
        r"(?:出願)?審査請求(?:の)?(?:期限|時期)?(?:の)?(?:到来)?(?:の)?(?:に関する"
        r"|についての)?(?:お知らせ|ご?案内|ご?通知|ご?確認|ご?連絡)",
        r"(?:出願)?審査請求(?:の)?期限|審査請求期間|request for examination (?:is due|deadline|must be filed)"
        r"|(?:deadline|term|due date) for (?:filing |requesting )?(?:a "
        r"|the )?(?:request for )?(?:substantive )?examination",
        ("filing_date",),
        6,
    ),
    _jp(
        "国内移行期限のご案内",
        "national_phase_entry",
        r"(?:PCT)?(?:日本)?国内(?:段階)?移行(?:手続)?(?:の)?期限(?:の)?(?:到来)?(?:の)?(?:に関する"
        r"|についての)?(?:お知らせ|ご?案内|ご?通知|ご?確認|ご?連絡)",
        r"国内(?:段階)?移行(?:手続)?(?:の)?期限",
        ("priority_date",),
        6,
    ),
    _jp(
        "存続期間更新登録のご案内",
        "unsupported",
        r"(?:商標権?)?(?:の)?(?:存続期間)?更新(?:登録)?(?:申請)?(?:の)?期限(?:の)?(?:お知らせ|ご?案内|ご?通知)",
        r"(?:商標権?の)?(?:存続期間)?更新(?:登録)?(?:申請)?(?:の)?期限",
        (),
        6,
    ),
    _jp(
        "期間延長請求書（提出報告）",
        "oa_response",
        r"期間延長請求書?(?:の)?(?:ご?提出)?(?:の)?ご?報告書?",
        "",
        _DISPATCH,
        8,
    ),
    _jp("非特許文献送付書", "none", r"非特許文献送付書|引用非特許文献(?:送付書)?", "", (), 3),
    _jp(
        "刊行物等提出による通知書",
        "none",
        r"刊行物等提出(?:書)?による通知書?|刊行物等提出書?(?:の)?(?:提出)?通知書?"
        r"|情報提供(?:が|の)(?:あった)?(?:旨の)?(?:お知らせ"
        r"|通知)",
        r"刊行物等提出",
        (),
        3,
    ),
    _jp("前置報告書", "none", r"(?:審査)?前置(?:審査)?報告書|審査前置移管通知書?|審査前置解除通知書?", "", (), 3),
    _jp("審理終結通知書", "none", r"審理終結通知書?", r"審理終結通知", (), 4),
    _jp(
        "審判番号通知書",
        "none",
        r"(?:審判番号|審判官(?:の)?(?:氏名|指定)|登録番号|出願番号|国内書面に係る出願番号)(?:等)?(?:の)?通知書?",
        "",
        (),
        3,
    ),
    _jp(
        "出願公開のお知らせ",
        "none",
        r"(?:出願)?公開(?:公報発行)?(?:番号)?(?:の)?(?:お知らせ|通知書?|ご?報告)",
        "",
        (),
        3,
    ),
    _jp(
        "特許証",
        "none",
        r"特許証|商標登録証|意匠登録証|特許料納付書?|登録料納付書?"
        r"|領収書|受領書|設定登録(?:の|通知書?|のお知らせ|のご報告)+",
        "",
        (),
        3,
    ),
    _jp("面接記録", "none", r"面接記録|応対記録", "", (), 3),
    _jp("期間延長承認通知", "none", r"期間延長(?:請求)?(?:の)?(?:承認|許可|認容)(?:書|通知書?)?", "", (), 4),
)

JP_CODES: dict[str, str] = {
    "A01": "特許査定",
    "A101": "特許査定",
    "A02": "拒絶査定",
    "A102": "拒絶査定",
    "A131": "拒絶理由通知書",
    "A1131": "拒絶理由通知書",
    "A30": "非特許文献送付書",
    "A130": "非特許文献送付書",
}
"""Document codes of the office's dispatch records (intermediate code, with or without the leading 1 of a dispatch)."""
