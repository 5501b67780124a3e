"""Periods for acting as notices state them (``発送の日から６０日以内``, ``TWO MONTHS from the date``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from konkyo.practice.dates import number_of
from konkyo.practice.folding import GAP, Folded, fold, loose, phrase

Unit = Literal["day", "month", "year"]
_UNITS: dict[str, Unit] = {
    "日": "day",
    "天": "day",
    "일": "day",
    "年": "year",
    "day": "day",
    "year": "year",
    "년": "year",
    "jahr": "year",
    "week": "day",
}
_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "one a an ein eine einem einen eines einer un",
            "two zwei deux",
            "three drei trois",
            "four vier quatre",
            "five fünf",
            "six sechs",
            "seven",
            "eight",
            "nine neuf",
            "ten",
        ),
        start=1,
    )
    for word in words.split()
} | {
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "thirtyone": 31,
    "thirty-one": 31,
    "sixty": 60,
    "ninety": 90,
}


@dataclass(frozen=True, slots=True)
class PeriodToken:
    """A stated period at folded offsets. ``rank``: 0 is a full statement; larger is a weaker one.

    ``overseas``: the length for parties abroad, if the same sentence names it; ``additional_days``: 附加期間.
    """

    start: int
    end: int
    n: int
    unit: Unit
    rank: int
    overseas: int | None = None


_JN = r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})"
_JU = rf"(?P<u>日|[かヶケカ箇ヵ]{GAP}月間?|月|年)"
_START_JA = (
    r"(?:(?:この|本)(?:通知書?|書面|査定|審決|決定|指令書?|命令書?|審尋|謄本|書類)(?:の謄本)?の?)?(?:謄本の?)?"
    r"(?:発送|発行|送達|送付|受領|受取|到達|通知|受信)(?:の|があった|がされた|された|した|を受けた)?日"
    r"|(?:この|本)?(?:通知|発送|送達|受領|公報掲載|公告)(?=から|より)|(?:公報(?:に|への)?)?掲載(?:された|の)?日(?=から|より)"
    r"|(?:この|本)?(?:通知書?|書面|査定|指令書?)を受け(?:取った|た)日|発送日|発行日|通知日|送達日|送付日|謄本送達日"
)
_OVERSEAS = (
    rf"(?:{GAP}[(（][^()（）]{{0,12}}(?:在外者|国外|外国)[^()（）\d]{{0,14}}(?P<ov>\d{{1,2}}){GAP}"
    rf"(?:[かヶケカ箇ヵ]{GAP}月|月)(?:以内)?[^()（）]{{0,10}}[)）])?"
)
_DAY_JA = rf"(?:{GAP}\([^()\n]{{1,24}}\))?"  # the day itself, put in brackets behind its name
_JA_FULL = re.compile(
    f"(?:{loose(_START_JA)}){_DAY_JA}{GAP}(?:の{GAP}翌日{GAP})?(?:から|より){GAP}(?:起算{GAP}して)?{GAP}{_JN}{GAP}{_JU}(?!目)"
    rf"(?:{GAP}\([^()]{{0,60}}\))?(?:{GAP}以内|{GAP}まで)?{_OVERSEAS}"
)
_JA_AFTER = re.compile(
    rf"(?:{loose(r'(?:この|本)?(?:通知(?:書)?|査定|決定|謄本|指令書?)?(?:の)?(?:受領|受信|受取|到達|送達|発送|通知)(?:の)?日?')}){GAP}後"
    rf"{GAP}{_JN}{GAP}{_JU}(?!目|前|後|度|分)(?:{GAP}以内)?"
)
"""``通知受領後2か月``."""
_JA_LABEL = re.compile(
    loose(
        r"(?:応答期間|対応期間|提出期間|応答期限|指定期間|回答期間"
        r"|応答可能期間|納付期間|期間|(?<![払長])期限)"
    )
    + rf"(?:は)?\s*[::]?\s*(?:上記(?:の?\(?\d{{1,2}}\)?)?|{loose(_START_JA)})?{GAP}(?:から|より)?{GAP}"
    + rf"(?P<span>{_JN}{GAP}{_JU})(?!\d)(?!{GAP}(?:目|\d|[一二三四五六七八九十]))"
)
_JA_BESIDE_DUE = re.compile(
    loose(r"(?:応答|提出|対応|納付|請求|回答)?(?:の)?(?:期限|期日)(?:日)?")
    + r"\s*[::]?\s*(?:(?:令和|平成)\s*\d{1,2}年|\d{4}\s*[年/.-])[^\n()]{3,12}"
    + rf"\((?P<span>(?:{loose(_START_JA)})?{GAP}(?:から|より)?{GAP}{_JN}{GAP}{_JU})(?:間|以内)?\)"
)
"""A due date with the length of the period in brackets behind it (``期限 2025-05-12（60日）``)."""
_JA_OWN_START = re.compile(
    f"(?:{loose(r'(?:国際)?出願日|(?:最先の)?優先(?:権主張)?日|設定登録(?:の)?日')}){_DAY_JA}{GAP}(?:から|より){GAP}"
    rf"(?:起算{GAP}して)?{GAP}{_JN}{GAP}{_JU}(?!目|前|後|度|分)(?:{GAP}以内)?"
)
"""Periods that run from the filing or priority date; rank ``LAW``, for the events that know them."""
_OTHER_OWN_START = (
    phrase(
        r"(?P<n>\d{1,2}|thirty(?:[- ]one)?|one|two|three|seven|twenty)\s*(?:\(\s*\d{1,3}\s*\)\s*)?-?"
        r"(?P<u>month|year)s?,? (?:from|of|after|as from"
        r"|counted from) (?:the |its )?(?:earliest )?(?:claimed )?(?:priority|filing)(?: date)?"
    ),
    re.compile(
        r"自(?:最早的?)?(?:优先权日|申请日)(?:之日)?起(?:的|算)?\s*(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?P<u>个月|年)(?:内)?"
    ),
    re.compile(r"(?:우선일|출원일)(?:로)?부터\s*(?P<n>\d{1,2})\s*(?P<u>개월|년)(?:\s*이내)?"),
    re.compile(
        r"(?P<n>\d{1,2})\s+(?P<u>Monat|Jahr)\w*\s+(?:ab|nach|seit)\s+(?:dem\s+)?(?:Prioritäts|Anmelde)(?:tag|datum)",
        re.IGNORECASE,
    ),
)
LAW = 9
_EN_N = r"(?P<n>\d{1,3}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\s*(?:\(\s*\d{1,3}\s*\))?"
_EN_U = r"(?P<u>month|day|year|week)s?(?:\(\s?s\s?\))?"
_EN = r"\b" + _EN_N + r"[\s-]*" + _EN_U + r"(?:\s+(?:time\s+)?period)?"
_FROM = r"(?:(?:counted |counting |calculated |computed |running |reckoned )?(?:from|of|after|following|as of|as from))"
_START_EN = (
    r"(?:the|its|this|that|said)?\s*(?:above\s+)?(?:mailing|mail|dispatch|transmittal|transmission|filing\s+of|notification"
    r"|issue|issuing|issuance|service|date|receipt|delivery|communication"
    r"|mention|that|this|said)\b(?:\s+(?:date|of|the|this"
    r"|that|mention|grant|notice|communication|letter|action"
    r"|mailing|final|rejection|office"
    r"|notification|decision|order))*"
)
_EN_PATTERNS: tuple[tuple[re.Pattern[str], int], ...] = (
    (
        phrase(
            r"(?:A )?(?:SHORTENED )?STATUTORY PERIOD FOR (?:REPLY"
            r"|RESPONSE)(?: TO THIS (?:ACTION|COMMUNICATION))? IS SET TO EXPIRE:?\s*"
            + _EN
            + r"(?: \(?or thirty (?:\(30\) )?days,? whichever is longer,?\)?)?(?:,? (?:whichever is long"
            r"er,? )?from the (?:mailing|mail) date of this (?:communication"
            r"|action|letter))?"
        ),
        0,
    ),
    (
        phrase(
            r"before (?:the )?expiration of "
            + _EN
            + r" from [^.;]{3,140}?whichever (?:time limit |period )?(?:expires later|is later|is the later)"
        ),
        0,
    ),
    (
        phrase(
            r"period for reply(?: to [a-z ]{3,30})? (?:expires?|is set to expire|continues to run) "
            + _EN
            + rf" {_FROM} {_START_EN}"
        ),
        0,
    ),
    (phrase(r"(?:Applicant is|are|is) given(?: a (?:time )?period of)? " + _EN + rf"(?: {_FROM} {_START_EN})?"), 0),
    (
        phrase(
            r"(?:non-extendable period of |within a (?:time )?(?:limit|period) of |within |up to the end of )?"
            + _EN
            + rf" {_FROM} {_START_EN}"
        ),
        1,
    ),
    (
        phrase(
            r"(?:due|respond(?:ed)?|repl(?:y|ied)|response|answer(?:ed|able)?)[^.;]{0,40}? "
            r"(?:within|in) (?:a period of )?" + _EN
        ),
        2,
    ),
    (phrase(r"(?:response|reply) (?:period|term)\s*[::]?\s*" + _EN), 2),
    (  # a due date with the length of the period in brackets behind it
        phrase(
            r"(?:due|deadline|by|until|expires?|date|term)\b[^.;()\n]{0,50}?\d[^.;()\n]{0,12}"
            rf"\((?P<span>{_EN})(?:[,;]? (?:non-?|not |un|no )?exten[^()]{{0,40}}|,? {_FROM} [^()]{{0,60}})?\)"
        ),
        2,
    ),
    (
        phrase(
            r"(?:have|has|had|ha[sd] been given|gives? (?:us|you|the applicants?)|are given|is given|allow(?:s|ed)?"
            rf"(?: us| you)?) (?P<span>{_EN})(?: from [a-z ]{{3,40}}?)?,? (?:(?:in which )?to|for) "
            r"(?:file |submit |prepare )?(?:an? |the |our |your )?"
            r"(?:answer|repl(?:y|ies)|respon[ds]|file|argu|amend|pay|appeal|comment|observ|contest)"
        ),
        3,
    ),
    (  # the name of a due date that says how long the period is
        phrase(
            rf"(?:^|[^\w-])(?P<span>{_EN})(?:[ ]\([^()\n]{{3,40}}\))?[ ]"
            r"(?:response |reply |due |shortened |initial |base |statutory response )?(?:date|deadline)\b"
        ),
        4,
    ),
    (phrase(r"(?:within |in )?(?:a|the) (?:(?:non-extendable|time|further) )*(?:period|limit|term) of " + _EN), 2),
    (phrase(r"(?:time limit|time period|term)(?: (?:for|to) [a-z ]{3,40})?\s*[::]\s*" + _EN), 2),
    (phrase(r"(?:original|initial) " + _EN + r"[\s-]*(?:term|period)?"), 2),
    (phrase(r"(?:period|term|time) for (?:response|reply|responding|replying)\s*(?:[::]|is|expires|of)?\s*" + _EN), 2),
    (  # an act that is owed "within two months", where nothing more is said of the start
        phrase(
            r"\b(?:must|should|shall|ha(?:s|ve) to|(?:is|are) (?:to|required|due|payable|needed)|needs? to)\b"
            r"[^.;]{0,80}?"
            r"(?P<span>within (?:a (?:period|term) of )?(?P<n>one|two|three|four|five|six|nine|\d)"
            r"[\s-]*(?:\(\s*\d\s*\)\s*)?(?P<u>month)s?)(?=\s*(?:[,;:.(–—]|\s-\s|$|i\.e|that is|by|until))"
        ),
        5,
    ),
)
_ZH_N = r"(?P<n>\d{1,2}|[一二三四五六七八九十两]{1,3})\s*(?P<u>个月|日|天|年)"
_DE_N = r"(?P<n>\d{1,2}|eine[mnrs]?|zwei|drei|vier|fünf|sechs)\s+(?P<u>Monat|Tag|Woche)\w*"
_DE_COMPOUND = "|".join(("ein", "zwei", "drei", "vier", "fünf", "sechs"))
_OTHERS: tuple[tuple[re.Pattern[str], int], ...] = (
    (
        re.compile(rf"(?:应当?在?|自)?\s*收到(?:本|该|上述)?[^\s,。,\d]{{0,14}}?(?:之日|日|之)起的?\s*{_ZH_N}\s*内?"),
        0,
    ),
    (
        re.compile(
            rf"(?:答复|答辩|缴费|提交|办理|补正|复审)(?:的)?(?:期限|期间)(?:为"
            rf"|是)?\s*[::]?\s*(?P<span>{_ZH_N})(?:内)?"
        ),
        1,
    ),
    (
        re.compile(  # a due date with the length of the period in brackets behind it
            r"(?:期限|期间|绝限|截止日?期?|届满日|到期日)(?:日)?(?:为|是|至)?\s*[::]?\s*\d{4}\s*[年/.-][^\n()。]{3,14}"
            rf"\(\s*(?:自?(?:发文|送达|收到|推定收到)[^()\n\d]{{0,10}})?(?P<span>{_ZH_N})(?:内|期限)?\s*[,、;)]"
        ),
        1,
    ),
    (
        re.compile(
            r"(?:기한|기일|마감일)(?:은|는)?\s*[::]?\s*\d{4}\s*[년/.-][^\n()]{3,16}"
            r"\(\s*(?P<span>(?P<n>\d{1,3})\s*(?P<u>개월|월|일))\s*[,)]"
        ),
        1,
    ),
    (
        re.compile(
            r"\bFrist(?:ende|ablauf)?\b[^.;()\n]{0,30}?\d[^;()\n]{3,18}"
            rf"\(\s*(?P<span>{_DE_N})(?:\s+(?:ab|nach|seit)\s+[^()\n]{{3,30}})?\s*[,)]",
            re.IGNORECASE,
        ),
        1,
    ),
    (re.compile(rf"自?(?:发文|送达|推定收到)(?:之)?日(?:期)?起(?:的)?\s*{_ZH_N}\s*内?"), 1),
    (
        re.compile(
            r"(?:이\s*)?[^\s]{1,8}(?:를|을)\s*(?:받은|송달받은)\s*날\s*(?:로)?부터\s*(?P<n>\d{1,3})\s*(?P<u>개월"
            r"|월|일)\s*이내(?:에)?"
        ),
        0,
    ),
    (
        re.compile(
            r"(?:송달|발송|통지)(?:받은)?\s*(?:일"
            r"|날)(?:자)?\s*(?:로)?부터\s*(?P<n>\d{1,3})\s*(?P<u>개월|월|일)(?:\s*이내)?(?:에)?"
        ),
        1,
    ),
    (re.compile(r"(?:제출|응답|납부|대응)\s*기간\s*[::]?\s*(?P<span>(?P<n>\d{1,3})\s*(?P<u>개월|월|일))"), 1),
    (
        re.compile(
            rf"(?:innerhalb|binnen)\s+(?:einer\s+Frist\s+von\s+|von\s+)?{_DE_N}\s+(?:nach|ab"
            rf"|seit)\s+(?:der\s+)?Zustellung"
            r"(?:\s+(?:des|dieses|der|dieser)\s+\w+)?",
            re.IGNORECASE,
        ),
        0,
    ),
    (
        re.compile(
            rf"\bFrist\s+(?:zur\s+\w+\s+)?von\s+{_DE_N}(?:\s+(?:nach|ab|seit)\s+(?:der\s+)?Zustellung"
            r"(?:\s+(?:des|dieses|der)\s+\w+)?)?",
            re.IGNORECASE,
        ),
        1,
    ),
    (
        re.compile(
            rf"(?:innerhalb|binnen)\s+(?:von\s+)?{_DE_N}\s+(?:nach|ab|seit)\s+(?:der\s+|dem\s+)?"
            r"(?:Bekanntmachung|Hinweis|Veröffentlichung|Absendung|diesem)[^\W\d]*",
            re.IGNORECASE,
        ),
        1,
    ),
    (re.compile(rf"\b\w*frist\b[^.\n\d]{{0,40}}?\s(?:beträgt|läuft|von)\s+{_DE_N}", re.IGNORECASE), 2),
    (
        re.compile(rf"(?P<n>{_DE_COMPOUND})(?P<u>monat)ige[nrs]?\s+(?:\w+\s+)?\w*frist", re.IGNORECASE),
        1,
    ),
    (re.compile(rf"(?<!\w){_DE_N}\s+(?:nach|ab)\s+Zustellung", re.IGNORECASE), 1),
    (
        re.compile(
            r"dans\s+(?:un\s+délai\s+(?:non\s+prorogeable\s+)?de|les)\s+(?P<n>\d{1,2}|un|deux|trois|quatre|six|neuf)"
            r"\s+(?P<u>mois|jour)s?(?:\s+(?:à\s+compter\s+de|après|suivant)\s+(?:la\s+)?(?:signification|notification)"
            r"(?:\s+de\s+la\s+présente\s+\w+)?)?",
            re.IGNORECASE,
        ),
        0,
    ),
)


def lex_periods(folded: Folded) -> tuple[PeriodToken, ...]:
    """All statements of a period for acting, best first in ``rank``, then in order of the text."""
    kept: list[PeriodToken] = []
    for token in sorted(_candidates(folded.text), key=lambda t: (t.rank, t.start)):
        if all(token.end <= other.start or token.start >= other.end for other in kept):
            kept.append(token)
    return tuple(kept)


def periods_in(text: str) -> tuple[PeriodToken, ...]:
    """``lex_periods`` over a plain text, with offsets of that text."""
    folded = fold(text)
    found = []
    for token in lex_periods(folded):
        start, end = folded.source(token.start, token.end)
        found.append(PeriodToken(start, end, token.n, token.unit, token.rank, token.overseas))
    return tuple(found)


def _candidates(text: str) -> Iterator[PeriodToken]:
    for match in _JA_FULL.finditer(text):
        overseas = int(match["ov"]) if match["ov"] else None
        yield from _read(match, match.span(), 0, overseas)
    for match in _JA_AFTER.finditer(text):
        yield from _read(match, match.span(), 1)
    for match in _JA_LABEL.finditer(text):
        yield from _read(match, match.span("span"), 1)
    for match in _JA_BESIDE_DUE.finditer(text):
        yield from _read(match, match.span("span"), 2)
    for match in _JA_OWN_START.finditer(text):
        yield from _read(match, match.span(), LAW)
    for pattern in _OTHER_OWN_START:
        for match in pattern.finditer(text):
            yield from _read(match, match.span(), LAW)
    for pattern, rank in (*_EN_PATTERNS, *_OTHERS):
        for match in pattern.finditer(text):
            yield from _read(match, match.span("span" if "span" in pattern.groupindex else 0), rank)


def _read(match: re.Match[str], span: tuple[int, int], rank: int, overseas: int | None = None) -> Iterator[PeriodToken]:
    printed = re.sub(r"\s", "", match["n"].lower()).replace("两", "二")
    n = _WORDS.get(printed) or number_of(printed)
    unit_printed = re.sub(r"\s", "", match["u"]).lower()
    unit = _UNITS.get(unit_printed, "month")
    if unit_printed in ("week", "woche"):
        n = None if n is None else n * 7
        unit = "day"
    if unit_printed in ("tag", "jour"):
        unit = "day"
    if n:
        start, end = span
        text = match.string[start:end]
        yield PeriodToken(start, start + len(text.rstrip()), n, unit, rank, overseas)
