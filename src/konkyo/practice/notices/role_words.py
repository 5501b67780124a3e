"""The words around a date that say what it is the date of: data only.

``before`` must end right before the date (separators aside), ``after`` must begin right after it. Order matters: the
first rule that fits wins, so the more specific stands first.
"""

from __future__ import annotations

from konkyo.practice.notices.role_word import RoleWords
from konkyo.practice.notices.role_word import after_date as _a
from konkyo.practice.notices.role_word import before_date as _b

_ASKED = (
    r"(?:[^。\n]|\n(?!\n)){0,60}?(?:指示|見解|回答|返答"
    r"|返信|連絡|検討|方針|意向|コメント|承り|承れ|頂戴"
    r"|頂き|頂け|いただ|賜|お聞かせ|お知らせ)"
)
_REPLY = r"(?:意見書|手続補正書|補正書|応答書?|回答書|弁明書|答弁書|審判請求書|納付書|反論|中間応答)"

JAPANESE: tuple[RoleWords, ...] = (
    _b(
        "previous_oa",
        r"(?:前回|先回|以前|従前|先)(?:の)(?:最初の|第\d回)?(?:拒絶の?理由)?(?:の)?(?:通知書?)?(?:は|が|を)?",
    ),
    _a("drafting_date", r"付け?(?:で|にて)?\(起案日\)|\(起案日\)|起案"),
    _a("dispatch_date", r"\((?:発送日|発送)\)|付け?(?:で|にて)?\(発送日\)"),
    _a("service_date", r"\((?:謄本)?送達日?\)|付け?(?:で|にて)?\((?:謄本)?送達日\)"),
    _a(
        "previous_oa",
        r"付け?(?:の|で)?(?:通知した|発送された|発送した|通知された)?(?:最後の"
        r"|最初の|第\d回)?(?:拒絶の?理由(?:の)?(?:通知書?)?(?:に(?:記載"
        r"|おいて|示)|で|[((]|が|を解消|によって|により|に対)"
        r"|拒絶の理由)",
    ),
    _a("drafting_date", r"(?:付け?)?に起案"),
    _a(
        "drafting_date",
        r"付け?(?:で|にて|の)、?(?:「[^」\n]{0,80}」?(?:との|旨の|という)?|[^。\d「]{0,20})審決(?:が|を|は)",
    ),
    _a(
        "drafting_date",
        r"\.?付け?(?:で|にて|の)、?(?:[^。\d「]{0,20})拒絶(?:の)?決定(?:書|が|を|は)(?![^。\d、]{0,8}送達)",
    ),
    _b("drafting_date", r"起案(?:年月)?日|作成(?:年月)?日|起案"),
    _b(
        "extension_request_filed",
        r"(?:期間|期限)(?:の)?延長(?:請求書?)?(?:の)?(?:書)?\s*(?:提出日|請求日|提出)|延長請求(?:書)?(?:提出)?日",
    ),
    _b(
        "response_filed",
        rf"{_REPLY}(?:等)?(?:の)?\s*(?:提出|送付)(?:年月)?日?|応答(?:済)?日|提出(?:済)?日|提出年月日|(?:手続)?完了日",
    ),
    _b("received_by_firm", r"(?:本?通知書?を?)?(?:受領|受信|入手|到達|受取|接受|着信)(?:し(?:た|ました))?(?:年月)?日?"),
    _b(
        "service_date",
        r"(?:査定|審決|決定|謄本)?(?:の)?(?:謄本)?(?:の)?送達(?:の)?(?:年月)?(?:日"
        r"|があった日|を受けた日)(?:\([^()\d]{0,10}\))?|(?:査定|審決)?謄本(?:の)?送達",
    ),
    _b("document_date", r"発文(?:の)?(?:年月)?日"),
    _b("dispatch_date", r"(?:発送|発出)(?:の)?(?:年月)?日(?:\([^()\d]{0,10}\))?|通知(?:書)?(?:発送)?(?:年月)?日|発送"),
    _b("international_filing_date", r"国際出願(?:年月)?日|現実の出願日"),
    _b("priority_date", r"(?:最先(?:の)?)?優先(?:権)?(?:主張)?(?:の)?(?:日|年月日)(?:\([^()\d]{0,6}\))?"),
    _b("exam_request_date", r"審査請求(?:年月)?日"),
    _b("filing_date", r"(?:原|遡及|特許|商標|意匠|登録)?(?:登録)?出願(?:の)?(?:年月)?日"),
    _b("gazette_date", r"(?:特許)?(?:掲載)?公報(?:の)?(?:発行|掲載)?(?:年月)?日|公報発行"),
    _b("registration_date", r"(?:設定)?(?:の)?登録(?:の)?(?:年月)?日"),
    _b("mail_date", r"(?:発行|郵送)(?:の)?(?:年月)?日|(?:Mail(?:ing)?|Notification|Issue) ?Date"),
    _b("publication_date", r"(?:出願)?(?:国際)?公(?:開|表)(?:年月)?日"),
    _b("expiry_date", r"(?:存続期間)?(?:の)?満了(?:年月)?日"),
    _a(
        "dispatch_date",
        r"\)?(?:付け?)?(?:に|で|にて)?(?:、)?(?:特許庁(?:より|から))?(?:[^。]{0,60}?(?:が"
        r"|は|に|へ|宛(?:て|に)?)、?)?(?:発送|発出|通知)(?:され|となり|があり|を受け"
        r"|いたし)|(?:付け?)?(?:の)?発送(?:の|に係る|分|(?=\s*[、,)]))",
    ),
    _a(
        "service_date",
        r"\)?(?:付け?)?(?:に|で|にて)?(?:、)?(?:特許庁(?:より|から))?(?:[^。]{0,60}?(?:が"
        r"|は|の|に|へ|宛(?:て|に)?)、?)?送達(?:され|となり|があり|を受け)|(?:付け?)?(?:の)?送達(?:の|に係る)",
    ),
    _a(
        "mail_date",
        r"付け?(?:に|で|にて)?、?(?:(?:第\d回(?:目)?|[^。\d]){0,40}(?:が|は)\s*、?)?(?:発行"
        r"|郵送)(?:され|となり|があり|を受け)",
    ),
    _a(
        "extension_request_filed",
        r"(?:付け?)?(?:に|で|にて)?、?(?:応答)?期間(?:の)?延長(?:の)?請求(?:書)?を?(?:[^。\d]{0,8}"
        r")?(?:提出|行|いたし|し)",
    ),
    _a(
        "response_filed",
        rf"(?:付け?)?(?:に|で|にて|の)?、?(?:特許庁(?:へ|に))?(?:ご?提出の"
        rf"|オンラインにて)?(?:[^。\d]{{0,16}})?{_REPLY}[^。\d]{{0,24}}(?:提出"
        rf"|いたし|済|完了|記載)",
    ),
    _a("response_filed", rf"(?:付け?)?(?:提出)?の?{_REPLY}"),
    _a("paid", r"(?:付け?)?(?:に|で|にて)?、?[^。\d]{0,24}(?:納付|支払)(?:いたし|しま|済|を完了|が完了|され)"),
    _a(
        "received_by_firm",
        r"(?:付け?)?(?:に|で|にて)?、?(?:弊所|当所|弊社)?(?:にて|で|が)?[^。(\d]{0,12}?(?:受領|受信|入手|落手|接受)",
    ),
    _a("instruction_requested_by", rf"(?:頃)?(?:まで|必着|迄)(?:に|を目(?:処|途)に|には)?{_ASKED}"),
    _a(
        "printed_due_date",
        r"(?:頃)?(?:まで|迄|が(?:応答|提出|納付|法定|最終)?(?:の)?(?:期限|期日)|を期限|\((?:応答|提出|納付)?期限\))",
    ),
    _a("filing_date", r"(?:付け?)?(?:の|に|で)?(?:特許|意匠|商標|国際)?(?:登録)?(?:の)?出願(?!人|審査)"),
    _a("registration_date", r"(?:付け?)?(?:に|で)?、?(?:[^。\d]{0,10})?設定登録(?:さ|が)"),
    _b(
        "instruction_requested_by",
        r"ご?(?:指示|回答|返信|返答|連絡)(?:の)?(?:希望|お願い)?(?:の)?(?:期限|期日|希望日|締切)?日?",
    ),
    _b(
        "printed_due_date",
        r"(?:応答|提出|納付|庁|法定|最終|対応|回答|請求|起算"
        r"|延長後の?|応答可能)?(?:の)?(?:期限|期日|〆切|締切)(?:日"
        r"|は)?(?:\([^()\d]{0,12}\))?",
    ),
    _b("letter_date", r"(?:作成|発信|送信|発行)日|^日付|日時"),
)

_MAILED_ = (
    r"(?:mailed|issued|dated|transmitted|notified|sent|of)(?:\s+(?:(?:by|from) (?:the )?(?:USPTO|JPO|EPO|examiner"
    r"|(?:Japan(?:ese)?|U\.?S\.?|European) Patent (?:and Trademark )?Office)|electronically))?(?:\s+on)?"
)
_ACTION_ = (
    r"(?:office|official|patent office|USPTO)?\s*(?:action"
    r"|rejection|communication|letter|notice)(?: of (?:allowance"
    r"|abandonment))?(?: and fees? due)?(?: to file [a-z ]{4,40})?"
)

_SENDER_ = r"(?:\s+(?:by|from)\s+(?:the\s+)?(?:[\w.&'-]+\s+){1,7}?on)"

ENGLISH: tuple[RoleWords, ...] = (
    _b("", r"part of paper no\.?(?:\s*/\s*mail date)?"),
    _b("", r"filed on or after|on or after|effective(?: date)?(?: of)?|Rev\.?|as of|enacted(?: on)?|prior to"),
    _b(
        "previous_action",
        r"(?:previous|prior|earlier|preceding) [a-z -]{0,24}(?:action|rejection|notice|communication)[^.;\d]{0,30}"
        r"(?:mailed|issued|dated|sent|of)(?: on)?",
    ),
    _b("advisory_mail_date", rf"advisory action(?:\s+was)?\s*(?:{_MAILED_}|mail(?:ing)? date)?"),
    _b(
        "final_rejection_mail_date",
        rf"(?<!non-)(?<!non )(?<!non)final (?:rejection|office action|action)[^.;:]{{0,40}}(?:{_MAILED_})",
    ),
    _b(
        "grant_date",
        r"patent(?: no\.?| number)?\s*[:#]?\s*(?:US\s?)?\d{1,2},\d{3},\d{3}(?:\s?B[12])?[^;\n]{0,60}?"
        r"\b(?:which )?(?:was )?(?:issued|granted)(?: on)?",
    ),
    _b("drafting_date", r"drafted(?: on)?|drafting date|date of drafting"),
    _b("ids_filed", r"(?:information disclosure statement|IDS)(?:\(s\))?[^.;]{0,40}(?:filed|submitted|dated)(?: on)?"),
    _b(
        "notice_of_appeal_date",
        r"notice of appeal[^.;]{0,30}(?:filed|dated|submitted)(?: on)?"
        r"|(?:filed|submitted) (?:a|an|the|our"
        r"|your) notice of appeal(?: with the [a-z ]{3,30})?(?: today,?)?(?: on)?",
    ),
    _b(
        "response_filed",
        r"(?:repl(?:y|ies)|responses?|amendments?|arguments"
        r"|remarks|communication\(?s?\)?|submission|paper)(?:[^.;\n]"
        r"|\n(?!\n)){0,90}?"
        r"(?:was|were|has been|have been)? ?(?:filed|submitted"
        r"|received|entered|dated)(?: (?:on|today|electronically"
        r"|with the USPTO|at the USPTO|via EFS-Web|via Patent Center),?)*(?: on)?",
    ),
    _b(
        "response_filed",
        r"(?:response|reply|amendment)\s*(?:date|filed)|(?:we )?(?:filed|submitted)(?: (?:today|on))+,?",
    ),
    _b("final_fee_paid", r"(?:paid|payment (?:was )?made)(?: on)?"),
    _b(
        "instruction_requested_by",
        r"(?:instructions?|comments|advice|hear(?:ing)? from you"
        r"|hear back|respond|response from you|let us (?:know"
        r"|have)|please (?:reply|advise|instruct))(?:[^.;\n]"
        r"|\n(?!\n)){0,60}?(?:by|before|no later than|not later than"
        r"|until|on or before|latest)(?: at the latest)?",
    ),
    _b("international_filing_date", r"international filing date(?: \(day/month/year\))?"),
    _b(
        "priority_date",
        r"\(?(?:earliest)?\)?\s*priority date(?: \(day/month/year\))?"
        r"|(?:^|\n)[^\S\n]*(?:[-*•][^\S\n]*)?(?:(?:earliest|first) )?prio(?:rity)?(?: claim(?:ed)?)?(?=[^\S\n]*[:|=])",
    ),
    _b("isr_mailing_date", r"date of mailing of (?:the )?(?:international search report|this report)"),
    _b("search_completed", r"date of (?:the )?actual completion of the international search"),
    _b(
        "printed_due_date",
        r"[,;:(-]\s*due(?: on| by)?|due (?:in|within) [a-z0-9 ()]{3,24},? (?:that is,? "
        r"|i\.e\.,? )?(?:on|by)|(?:i\.e\.,?|that is,?|namely,?)(?: (?:by|until|on|on or before"
        r"|no later than))*"
        r"|(?:response|reply|replies|fees?|brief|appeal|payment|action|annuity)s? due(?: (?:date|by|on))?"
        r"|(?:without|with) (?:a |the )?surcharge,? (?:is |are )?(?:until|through|by)"
        r"|(?:be|been) (?:filed|paid|lodged|made)[^.;\d]{0,50}(?:until|by|before|no later than)"
        r"|(?:paid|payable|open)(?: from)?[^.;]{0,40}(?:through|until)",
    ),
    _b(
        "grace_end",
        r"(?:last|final|latest) (?:day|date)(?: for payment| to pay)? with (?:a |the |late |6-month )?"
        r"(?:surcharge|late fee|penalty)"
        r"|(?:end of (?:the )?|(?:six|6)[- ]month )?(?:grace|surcharge) period(?: ends?"
        r"| expires?| until| through)?(?: on)?"
        r"|with (?:a |the )?(?:surcharge|late fee|penalty)[:,]? (?:until|by|through|up to)",
    ),
    _b(
        "printed_due_date",
        r"(?:last|final|latest) (?:day|date)(?: for payment| to pay)?"
        r"(?: without (?:a |the )?(?:surcharge|late fee|penalty))?",
    ),
    _b(
        "statutory_bar",
        r"(?:(?:(?:final|absolute|maximum) )?(?:six|6)[- ]months? (?:(?:final|absolute|maximum) )?statutory"
        r"|(?:final|absolute|maximum) (?:six|6)[- ]months?|(?:fully|maximum) exten(?:ded|dable)|statutory bar)"
        r"(?: (?:bar|due|expiry))?(?: (?:date|deadline|limit|period))?(?: \([a-z -]{3,40}\))?(?: expires)?(?: on)?",
    ),
    _b(
        "printed_due_date",
        r"(?:(?:\d|one|two|three|four|five"
        r"|six)[- ]months? (?:\([a-z -]{3,24}\) )?(?:due )?dates?(?: \([a-z -]{3,40}\))?(?: for [a-z ]{3,24})?(?: is)?"
        r"|date due|due date(?: (?:for|of) [a-z ]{3,40})?|(?:is|are|falls?|becomes?) due(?: on"
        r"| by)?|deadline(?: for [a-z ]{3,40})?(?: is| expires?)?(?: on)?"
        r"|expir(?:es|y|ation)(?: date)?(?: is)?(?: on)?|(?:respond"
        r"|reply|response|filed|paid|due|submitted) (?:by|no later than"
        r"|before|on or before)|due by|reply by|(?:non-extendable"
        r"|final|statutory|extended) (?:deadline|date)(?: is)?)",
    ),
    _b("dispatch_date", r"dispatch(?:ed)?(?: date)?(?: is)?(?: on)?|date of dispatch"),
    _b(
        "service_date",
        r"(?:served|service)\)?(?: (?:on|upon) (?:us|you|our (?:firm|office)|the (?:applicant|representative|agent)))?"
        r"(?: date)?(?: (?:on|was effected on|is))?|date of (?:service|transmittal)(?: ?\([a-z ]{3,24}\))?"
        r"|transmitted(?: to us| to our offices?)?(?: on)?|transmittal date"
        r"|served (?:\w+ )?with (?:a (?:certified )?copy of )?(?:the|this|its|that|said) (?:[a-z]+ ){1,5}on"
        r"|(?:accepted|took|acknowledged) service(?: of (?:the |this )?[a-z ]{3,40}?)?(?: on)?"
        r"|service (?:of (?:the|this|its) [a-z ]{3,40}? )?(?:took place|occurred|(?:was|has been) (?:made|effected"
        r"|completed|perfected))(?: on)?",
    ),
    _b("notification_date", r"notification date|date of notification|notified(?: on)?"),
    _b("grant_mention_date", r"(?:mention of (?:the )?grant (?:will be |was |is )?published[^.;]{0,60}?(?:of|on))"),
    _b(
        "mail_date",
        rf"(?:{_ACTION_}\s*(?:\([^()]{{0,40}}\)\s*)?(?:was |has been "
        rf"|is )?(?:{_MAILED_}|mail date))|(?:date (?:of )?mail(?:ing \(day/month/year\)|ed"
        rf"|ing)|mail(?:ing|ed|room)?[/ ]?(?:notification )?date"
        rf"|mailed(?: on)?|issue[d]?(?: date)?(?: on)?|issuance date"
        rf"|date of issuance|date of (?:the )?(?:office )?action"
        rf"|action date|dated|(?:UPO|USPTO|office) date|bears the issue date of)",
    ),
    _b("mail_date", rf"\b(?:mailed|issued|dispatched|sent|notified){_SENDER_}"),
    _b(  # issued a Notification to Make Rectification (2024-12-16, electronic service)
        "mail_date",
        r"\b(?:mailed|issued|dispatched|sent|notified)(?: (?:to )?us)? (?:an?|the|its) [^.;:()\n\d]{3,80}\(",
    ),
    _b("mail_date", r"\b\d{3,6}\s+7590"),
    _b("registration_date", r"registration date|date of registration|registered(?: on)?"),
    _b(
        "grant_date",
        r"(?:date of patent|grant date|date of grant|patent date"
        r"|(?:patent )?(?:was )?granted(?: on)?|issue date of (?:the )?patent"
        r"|patent issued(?: on)?)",
    ),
    _b("publication_date", r"publication date|date of publication|published(?: on)?"),
    _b(
        "filing_date",
        r"(?:filing or 371 ?\(c\) ?(?:date)?|filing(?:/371\(c\))? date|date of filing|date filed|filed(?: on)?)",
    ),
    _b(
        "received_by_firm",
        r"(?:received|downloaded|retrieved)(?: (?:it|the action"
        r"|by us))?(?: on| at our offices? on)?|date received"
        r"|date of receipt|receipt date",
    ),
    _b("interview_date", r"interview[^.;\n]{0,30}(?:held|conducted|dated|on|date)(?: on)?"),
    _b("document_date", r"^date|\bdate(?:/date/date)?|datum"),
    _b(
        "mail_date",
        r"(?:mailed|issued|sent)(?: out)? (?:a|an|the|its) (?:first |second |third |new |further )?"
        r"(?:non-?\s?final |final )?(?:office |official )?(?:action|rejection|communication|notice of allowance"
        r"|restriction requirement)(?: on)?",
    ),
    _a("mail_date", r"(?:final |non-final )?office action"),
)

OTHER_SCRIPTS: tuple[RoleWords, ...] = (
    _b("previous_oa", r"communication dated"),
    _b("renewal_fee_due", r"renewal fee for the year \d+ is due on"),
    _b("bulletin_mention_date", r"mention(?:ed|s)?[^.;]{0,80}(?:published|bulletin)[^.;]{0,50}(?:on|of)"),
)
