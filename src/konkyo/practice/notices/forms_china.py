"""Forms of the China National Intellectual Property Administration (国家知识产权局), and how letters call them.

Titles follow the office's list of notices (专利审查指南 part V); their English names vary
with the translator, their Japanese names with the firm.
"""

from __future__ import annotations

from konkyo.practice.notices.form import Form

_DOCUMENT = ("document_date",)
_FILING = ("filing_date",)
_EN_LATER = r"(?:second|third|fourth|fifth|sixth|seventh|(?:[2-9]|1\d)(?:nd|rd|th)|further|next)"
_EN_OA = r"(?:office|official) action"


def _cn(
    name: str,
    event: str,
    title: str,
    mention: str = "",
    triggers: tuple[str, ...] = _DOCUMENT,
    rank: int = 8,
    right: str | None = None,
) -> Form:
    return Form("CNIPA", name, event, title, mention, triggers, rank=rank, right=right)


_DUE: tuple[Form, ...] = (
    _cn(
        "第一次审查意见通知书",
        "oa_response",
        r"第(?:一|1)次审查意见通知书(?:\(进入国家阶段的PCT申请\))?|审查意见通知书"
        rf"|(?:notification of (?:the )?)?(?:the )?(?:first|1st) {_EN_OA}|{_EN_OA}",
        r"第(?:一|1)次审查意见|一通(?=[,。:答 ])|审查意见通知书"
        r"|第(?:一|1)[回次](?:目の)?(?:の)?(?:審査意見|拒絶理由|オフィスアクション|O\.?A)|審査意見(?:の)?通知書?"
        rf"|(?:first|1st) {_EN_OA}|\bOA ?1\b|(?:1st|first) OA|{_EN_OA}|拒絶理由(?:の)?通知書?",
    ),
    _cn(
        "第N次审查意见通知书",
        "later_oa_response",
        rf"第(?:[二三四五六七八九]|十[一二]?|[2-9])次审查意见通知书"
        rf"|(?:notification of (?:the )?)?(?:the )?{_EN_LATER} {_EN_OA}",
        r"第(?:[二三四五六七八九]|[2-9])次审查意见(?:通知书)?|[二三四五]通(?=[,。:答 ])"
        r"|第(?:[二三四五六七八九]|[2-9])[回次](?:目の)?(?:の)?(?:審査意見|拒絶理由|オフィスアクション"
        r"|O\.?A)(?:通知書?)?"
        rf"|{_EN_LATER} {_EN_OA}|\bOA ?[2-9]\b|{_EN_LATER} OA",
    ),
    _cn(
        "驳回决定",
        "reexamination_request",
        r"驳回决定(?:书)?|(?:decision (?:of|on) (?:final )?(?:rejection|refusal)|rejection decision"
        r"|decision of rejection)",
        r"驳回决定(?!不服|作出后)|(?:decision (?:of|on|for)|final) (?:final )?(?:rejection|refusal)"
        r"|rejection decision"
        r"|拒絶(?:の)?査定(?!不服|を回避)|拒絶決定|却下決定",
    ),
    _cn(
        "授予专利权通知书",
        "registration_fee",
        r"授予(?:发明|实用新型|外观设计)?专利权通知书|办理登记手续通知书"
        r"|授予(?:发明|实用新型|外观设计)?专利权通知书[与和及、]办理登记手续通知书"
        r"|notification (?:to|of) grant(?:ing)?(?: of)?(?: (?:a )?patent(?: right)?)?(?: for [a-z ]{4,20})?"
        r"|notification (?:to|of|on) (?:go(?:ing)? through|complet\w+) (?:the )?(?:formalities (?:of"
        r"|for) )?registration"
        r"(?: formalities)?|notice of allowance",
        r"授予(?:发明|实用新型|外观设计)?专利权通知书|办理登记手续通知书|授权通知书?|登记手续"
        r"|notification (?:to|of) grant|notice of (?:allowance|grant)|decision (?:to|of) grant"
        r"|notification (?:to|of|on) (?:go(?:ing)? through|complet\w+) (?:the )?(?:formalities (?:of"
        r"|for) )?registration"
        r"|特許(?:の)?査定|登録査定|特許権付与(?:の)?通知書?|権利付与(?:の)?通知書?"
        r"|登録手続き?(?:の)?通知書?|許可通知",
    ),
    _cn(
        "补正通知书",
        "formality_correction",
        r"补正通知书|notification (?:to|of|for) (?:make )?(?:rectification|correction)(?: of defects)?",
        r"补正通知书|補正(?:の)?通知書|notification (?:to|of|for) (?:make )?(?:rectification"
        r"|correction)|notice of correction",
    ),
    _cn(
        "复审通知书",
        "reexam_notice_reply",
        r"复审通知书|(?:notification of (?:the )?)?re-?examination(?: notification| notice)?",
        r"复审通知书|復審(?:の)?通知書?|notification of re-?examination|re-?examination (?:notice|notification)",
    ),
    _cn(
        "复审请求审查决定书",
        "suit_against_trial_decision",
        r"复审(?:请求审查)?决定书?|(?:decision on (?:the )?(?:request for )?re-?examination"
        r"|re-?examination decision)",
        r"复审(?:请求审查)?决定书?|復審(?:の)?決定書?"
        r"|decision on (?:the )?(?:request for )?re-?examination|re-?examination decision",
        rank=9,
    ),
    _cn(
        "无效宣告请求审查决定书",
        "suit_against_trial_decision",
        r"无效宣告请求审查决定书?|(?:decision on (?:the )?(?:request for )?invalidation|invalidation decision)",
        r"无效宣告请求审查决定|無効審判(?:の)?(?:審決|決定)|invalidation decision"
        r"|decision on (?:the )?(?:request for )?invalidation",
        rank=9,
    ),
    _cn(
        "无效宣告请求受理通知书",
        "appeal_reply",
        r"无效宣告请求受理通知书|notification of acceptance of (?:the )?request for invalidation",
        r"无效宣告请求受理通知书|無効(?:審判|宣告)(?:の)?請求(?:の)?受理(?:の)?通知"
        r"|notification of acceptance of (?:the )?request for invalidation",
    ),
    _cn(
        "视为撤回通知书",
        "restoration_request",
        r"视为(?:撤回|放弃取得专利权|放弃取得专利权的权利|未要求优先权|未委托)通知书|专利权终止通知书"
        r"|专利申请权丧失通知书"
        r"|复审请求视为(?:撤回|未提出)通知书|(?:notification (?:that|of)"
        r"|notice of) (?:the )?(?:patent )?(?:application )?(?:is )?"
        r"(?:deemed (?:to be |to have been )?withdraw[an]l?|deemed withdrawn?al"
        r"|termination of (?:the )?patent right)",
        r"视为(?:撤回|放弃取得专利权|未要求优先权)通知书?|专利权终止通知书?"
        r"|みなし取下げ?(?:の)?通知書?|取下げ?みなし(?:の)?通知書?"
        r"|取り?下げ(?:たもの)?とみな(?:す|された)(?:旨の)?通知|特許権(?:の)?終止(?:の)?通知書?"
        r"|(?:application )?deemed (?:to be |to have been )?withdrawn|deemed withdrawal"
        r"|termination of (?:the )?patent right",
        rank=9,
    ),
    _cn(
        "缴费通知书",
        "annuity",
        r"缴费通知书|(?:专利)?年费(?:缴纳|缴费)?通知书?|(?:缴纳)?(?:专利)?(?:年费)?滞纳金(?:缴纳)?通知书?"
        r"|(?:专利)?年费(?:缴纳)?(?:期限)?(?:提醒|提示)(?:函)?|(?:annual fee"
        r"|annuity)(?: payment)?(?: reminder| notice)?"
        r"|notification (?:of|for) (?:fee )?payment(?: of (?:annual )?fees?)?",
        r"缴费通知书|年费(?:的)?(?:缴纳|缴费)?(?:期限|通知|提醒)|缴纳第\d+年(?:度)?(?:的)?年费"
        r"|第\d+年(?:度)?(?:的)?年费|滞纳金"
        r"|(?:annual fee|annuit(?:y|ies)|renewal fee)s?(?: for [a-z0-9 ]{3,20})?(?: payment| deadline"
        r"| reminder| (?:is|are|falls) due| due)"
        r"|\d+(?:st|nd|rd|th) (?:year )?(?:annual fee|annuity)|年金(?:の)?(?:納付|支払|期限|納期)"
        r"|第\d+年(?:度|次)?分?(?:の)?年金",
        _FILING,
        7,
    ),
    _cn(
        "缴纳申请费通知书",
        "application_fee",
        r"缴纳申请费通知书|notification (?:of|for|on) payment of (?:the )?(?:application|filing) fees?",
        r"缴纳申请费通知书",
        _FILING,
        7,
    ),
    _cn(
        "实质审查请求期限通知书",
        "exam_request",
        r"(?:办理)?(?:实质)?审查请求(?:前的)?(?:期限届满前)?(?:期限)?(?:的)?(?:通知书|提醒|提示)",
        r"(?:实质)?审查请求(?:的)?期限|実体審査請求(?:の)?期限|審査請求(?:の)?期限"
        r"|(?:deadline|time limit|term) for (?:filing |requesting )?(?:the "
        r"|a )?(?:request for )?(?:substantive )?examination"
        r"|request(?:ing|s)? (?:for )?(?:substantive )?examination(?=[^.;]{0,60}?(?:must|has to|have to|is to be|shall"
        r"|should|needs? to|is due|falls? due|be filed|expire|within|by \d))",
        ("priority_date", "filing_date"),
        6,
    ),
)

_NOTHING_DUE: tuple[Form, ...] = (
    _cn(
        "受理通知书",
        "none",
        r"(?:专利申请|国家申请号)?受理通知书|进入中国国家阶段通知书|国际申请进入中国国家阶段(?:初步审查合格)?通知书"
        r"|(?:notification of )?(?:acceptance of (?:the )?(?:patent )?application|filing receipt)",
        r"受理通知书",
        (),
        4,
    ),
    _cn(
        "初步审查合格通知书",
        "none",
        r"(?:发明专利申请)?初步审查合格通知书|(?:发明专利申请)?公布通知书"
        r"|发明专利申请公布及进入实质审查(?:阶段|程序)?通知书"
        r"|(?:notification of )?passing (?:the )?preliminary examination",
        r"初步审查合格通知书|发明专利申请公布通知书",
        (),
        4,
    ),
    _cn(
        "进入实质审查阶段通知书",
        "none",
        r"(?:发明专利申请)?进入实质审查(?:阶段|程序)(?:的)?通知书"
        r"|(?:notification of )?(?:entry|entering) into (?:the )?(?:stage of )?substantive examination(?: stage)?",
        r"进入实质审查(?:阶段|程序)?(?:的)?通知书|実体審査(?:段階)?(?:への)?(?:移行|開始)(?:の)?通知"
        r"|(?:notification|notice) of (?:entry|entering) into (?:the )?(?:stage of )?substantive examination",
        (),
        4,
    ),
    _cn("费用减缴审批通知书", "none", r"费用减(?:缴|缓)审批通知书|费用减(?:缴|缓)(?:请求)?(?:备案)?通知书?", "", (), 4),
    _cn("手续合格通知书", "none", r"手续合格通知书|著录项目变更手续合格通知书", r"手续合格通知书", (), 4),
    _cn(
        "优先权审批通知书", "none", r"优先权(?:恢复|请求)?(?:请求)?审批通知书|优先权文件(?:接收|合格)通知书?", "", (), 4
    ),
    _cn(
        "恢复权利请求审批通知书",
        "none",
        r"恢复权利请求审批通知书|延长期限审批通知书|延长期限请求审批通知书|中止程序请求审批通知书",
        r"恢复权利请求审批通知书|延长期限(?:请求)?审批通知书",
        (),
        4,
    ),
    _cn("专利证书", "none", r"(?:发明|实用新型|外观设计)?专利证书|专利登记簿副本|专利权评价报告", "", (), 3),
    _cn("复审请求受理通知书", "none", r"复审请求受理通知书|复审无效宣告案件结案通知书|合议组成员告知通知书", "", (), 4),
    _cn("检索报告", "none", r"检索报告|首次检索|补充检索报告", "", (), 2),
)

_WITHOUT_RULE: tuple[Form, ...] = (
    _cn("口头审理通知书", "unsupported", r"(?:无效宣告请求|复审请求)?口头审理通知书", r"口头审理通知书", ()),
    _cn("转送文件通知书", "unsupported", r"转送文件通知书", r"转送文件通知书", ()),
    _cn("视为未提出通知书", "unsupported", r"视为未提出通知书", r"视为未提出通知书", ()),
    _cn("分案通知书", "unsupported", r"分案(?:申请)?通知书|保密审查通知书|改正译文错误通知书", "", ()),
)

CHINA: tuple[Form, ...] = (*_DUE, *_NOTHING_DUE, *_WITHOUT_RULE)
