"""What the rest of the sentence does to a quote: an exception cut away, a negation left outside, another's words.

These are flags for a person, not rejections: the words do stand there. Patterns are the operators of legal English,
Japanese and Chinese; the reach is the sentence that the quote was taken from, and a proviso that opens the next one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from konkyo.evidence.normalize import Folded, is_cjk

_REACH = 600  # folded characters to either side: longer sentences exist, but their ends say little about each other

_EXCEPTION_EN = re.compile(
    r"\b(?:unless|except(?:ing)?|provided(?:,? however)?,? (?:that|always)|but not|but (?:only|no|in no)|other than"
    r"|excluding|exclusive of|save (?:for|as|that|to)|subject to|only (?:if|when|to the extent|in)|to the extent"
    r"|with the exception|if|however|notwithstanding|until|or not|as long as|so long as|in the event|in case"
    r"|absent|without (?:(?!limit|prejudice)[\w'-]+ ){0,8}?(?:consent|approval|authori[sz]ation|permission|agreement"
    r"|notice|cause|reasons?|justification))\b",
    re.IGNORECASE,
)
_EXCEPTION_JA = re.compile(
    r"を除|除く|除き|除いて|以外|ただし|但し|但書|限りで|限りに|に限る|に限り|この限り|を条件|ものの|場合は別|例外|に反し"
    r"|とはい[えう]|にもかかわらず|にかかわらず"
)
_EXCEPTION_ZH = re.compile(
    r"除非|除外|的除|不得|但(?!凡)|不包括|不含|为限|為限|例外|然而|而非|另有(?:规定|規定|约定|約定)|不适用|不適用|以外|之外|仅限|僅限"
)
_PROVISO_NEXT = re.compile(
    r"^[\s\"'”’)\]]*(?:Provided\b|Except\b|Notwithstanding the foregoing|Unless\b|However, (?:if|this|the foregoing)"
    r"|ただし|但し|もっとも、|但(?!凡)|除非|This (?:\w+ ){0,4}(?:does|shall) not apply"
    r"|The foregoing (?:\w+ ){0,4}(?:does|do|shall) not)"
)
_NEGATION_BEFORE_EN = re.compile(
    r"(?:\b(?:not|never|no|without|neither|nor|cannot|hardly|barely|none of|nothing in|no longer|in no event|fails? to"
    r"|failed to|failing to|refus\w+ to|prohibit\w* from|unable to|rather than|instead of|free (?:of|from)|lacks?"
    r"|absent|other than|unless|if|whether|except(?:ing)?(?: (?:that|for|as|to))?|excluding|save)|n't|\bnon|\bnon-"
    r"|\bun-)[\s\"'(]*$",
    re.IGNORECASE,
)
_NEGATED_CLAIM_EN = re.compile(
    r"\b(?:not|n't|never|no|none|nothing|nobody|neither|nor|false|incorrect|untrue|wrong|den(?:y|ies|ied|ying)|disput\w+|fail\w*|doubt\w*"
    r"|refut\w+|unclear|whether|erroneous\w*|mistaken\w*|disagree\w*|contrary|reject\w*|cannot|hardly|err(?:s|ed|or|oneous\w*)?|allege\w*"
    r"|argu(?:es?|ed|ing|ment)|contend\w*|assert\w*|claim(?:s|ed) that)"
    r"\b[^.;:]{0,60}\b(?:that|to|whether|in which)[\s\"',(]*$",
    re.IGNORECASE,
)
_NEGATION_AFTER_EN = re.compile(
    r"^,?\s?(?:not|never|no longer|neither|nor|is not|are not|shall not|may not)\b", re.IGNORECASE
)
_FALSE_AFTER_EN = re.compile(
    r"\b(?:is|are|was|were) (?:not (?:true|correct|the case|persuasive)|false|incorrect|untrue|wrong|unpersuasive)\b",
    re.IGNORECASE,
)
_NEGATION_JA = re.compile(
    r"ない|なかっ|なけれ|なく(?!て?はなら)|ません|(?<=[ぁ-ん])ず(?:、|に|。|と|$)|ざる|得ぬ|まい(?:。|$)|難い|がたい"
    r"|困難|否定|誤り|禁止|禁ずる|禁じ"
)
_CLAIMED_JA = re.compile(
    r"^[」』]?(?:と|旨)(?:の|を|する|は)?(?:主張|反論|述べ|誤解|仮定|は?い[えう]|は?言[えい]|は?認め|は?解)"
)
_NEGATION_PREFIX_CJK = re.compile(
    r"(?:並非|并非|不能(?:认为|認為|说|說)?|不得|不应当?|不應當?|不可|不会|不會|尚未|从未|難以|难以|禁止|没有|沒有"
    r"|無法|无法|不予?|非|未|勿|毋|除)"
    r"(?:[^，。；、]{0,8}(?:主张|主張|认为|認為|认定|認定|表明|证明|證明|说明|說明|推定|视为|視為|断定|显示|顯示|承认|承認"
    r"|看出|得出))?[:：,，]?[\"“「]?$"
)
_NEGATION_BEFORE_JA = re.compile(r"(?:ない|なかった|ざる|以外の?|を除き、?|を除いて、?|を除く|でなく、?)[「『(（]*$")
_NEGATION_AFTER_ZH = re.compile(
    r"^[^，。；、：,;:。（(]{0,20}?(?:不(?![仅僅但论論管断斷同])|[未勿毋无無](?![论論])|非(?!常)|没有|沒有|禁止)"
)
_CONDITION_BEFORE_EN = re.compile(
    r"(?:^|[,;:(]\s?|\b(?:and|but|that)\s)\s*(?:unless|except|if|subject to|notwithstanding|provided that|in the event"
    r"|in case|to the extent|only)\b[^.;]*,\s?$",
    re.IGNORECASE,
)
_CONDITION_BEFORE_JA = re.compile(
    r"(?:(?:場合|とき|ときに限り|限り|を除き|除いて|以外|条件)(?:に限り|であって)?(?:には|において?は?|に|は|も)?|(?<=[ぁ-ん])(?:れば|たら))、$"
)
_CONDITION_BEFORE_ZH = re.compile(
    r"(?:除[^，。；]{1,60}外|(?:如果?|若|倘|除非)[^，。；]{1,80}|[\u4e00-\u9fff]{4,}的)[，,]$"
)
_CJK_NEGATING_PREFIX = frozenset("不非無未毋勿无")
_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Fig|Figs|Sec|Secs|Art|Arts|para|paras|Para|Pat|App|Appl|Ser|Pub|Inc|Co|Corp|Ltd|Mr|Mrs|Ms|Dr"
    r"|Prof|St|vs?|cf|al"
    r"|etc|e\.g|i\.e|approx|col|ln|pp?|Vol|Ed|Eds|Ex|Exh|Cir|Fed|Supp|Reg|Rev|Stat|[A-Z]|U\.S"
    r"|U\.S\.C|C\.F\.R|S\.D|N\.Y|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|a\.m|p\.m|Ph\.D))$"
)
_CLOSING = tuple(")）」』")
_STOP = re.compile(
    r"[。！？](?![)）」』])|[!?](?=[\s\"')\]]|$)|\.(?=[\s\"')\]]*(?:\s|$)|[\"')\]]|(?=[^\x00-\x7f]))|；(?!但|ただし|除)|;(?=$)"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Folded text of the sentence before and after a quote, and what opens the sentence that follows."""

    before: str
    inside: str
    after: str
    following: str


def surroundings(folded: Folded, start: int, end: int, bounds: tuple[int, int]) -> Surroundings:
    """Cut the sentence around folded characters ``start`` to ``end``; ``bounds``: the paragraph, folded."""
    text = folded.text
    left = max(bounds[0], start - _REACH, _last_break(folded, start))
    right = min(bounds[1], end + _REACH, _next_break(folded, end))
    inside = text[start:end]
    closed = _ends_sentence(inside) and text[end : end + 1] not in _CLOSING
    tail = text[end:right]
    stop = 0 if closed else _first_stop(tail)
    after = tail[:stop]
    beyond = tail[stop:] or text[right : right + 60] if right - end < _REACH else tail[stop:]
    return Surroundings(_after_last_stop(text[left:start]), inside, after, beyond[:80])


def _last_break(folded: Folded, start: int) -> int:
    index = bisect_right(folded.breaks, start)
    return folded.breaks[index - 1] if index else 0


def _next_break(folded: Folded, end: int) -> int:
    index = bisect_left(folded.breaks, end)
    return folded.breaks[index] if index < len(folded.breaks) else len(folded.text)


def _ends_sentence(text: str) -> bool:
    bare = text.rstrip("\"')] 」』）")
    return bare.endswith(("。", ".", "!", "?", "！", "？")) and not _ABBREVIATION.search(bare[-16:-1])


def _first_stop(text: str) -> int:
    for match in _STOP.finditer(text):
        if _is_stop(match, text):
            return match.end()
    return len(text)


def _is_stop(match: re.Match[str], text: str) -> bool:
    return match.group() != "." or not _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start()])


def within_sentence(text: str) -> bool:
    """Whether a folded stretch holds no end of a sentence before its own last character."""
    return _first_stop(text) >= len(text.rstrip())


def _after_last_stop(text: str) -> str:
    last = 0
    for match in _STOP.finditer(text):
        if _is_stop(match, text):
            last = match.end()
    return text[last:]


def scope_flags(around: Surroundings) -> tuple[str, ...]:
    """Operators left outside the quote: ``cut_before_exception``, ``cut_after_negation``, ``cut_before_negation``,
    ``cut_after_condition``.
    """
    flags = []
    if _exception_follows(around):
        flags.append("cut_before_exception")
    if _negated_before(around):
        flags.append("cut_after_negation")
    if _negated_after(around):
        flags.append("cut_before_negation")
    if _conditioned(around):
        flags.append("cut_after_condition")
    return tuple(flags)


def _exception_follows(around: Surroundings) -> bool:
    after = around.after
    if len(after) > 1 and _reaches_over(_EXCEPTIONS, around.inside[-_OPERATOR:], after):
        return True
    return _PROVISO_NEXT.match(around.following) is not None


def _negated_before(around: Surroundings) -> bool:
    before = around.before[-160:]
    if not before:
        return False
    if _NEGATION_BEFORE_JA.search(before):
        return True
    if _NEGATION_BEFORE_EN.search(before) or _NEGATED_CLAIM_EN.search(before) or _NEGATION_PREFIX_CJK.search(before):
        return True
    return before[-1] in _CJK_NEGATING_PREFIX and "\u4e00" <= around.inside[0] <= "\u9fff"


def _negated_after(around: Surroundings) -> bool:
    after = around.after
    if len(after) < 2:
        return False
    if _NEGATION_AFTER_EN.match(after) or _FALSE_AFTER_EN.search(after):
        return True
    if not is_cjk(after[0]):
        return False
    if _CLAIMED_JA.match(after) or _reaches_over((_NEGATION_JA,), around.inside[-_OPERATOR:], after):
        return True
    return not _ends_clause(around.inside) and _NEGATION_AFTER_ZH.match(after) is not None


def _ends_clause(text: str) -> bool:
    return text.endswith(("，", "。", "；", "、", "：", ",", ";", ":", ".", "）", ")"))


def _conditioned(around: Surroundings) -> bool:
    before = around.before[-160:]
    patterns = (_CONDITION_BEFORE_EN, _CONDITION_BEFORE_JA, _CONDITION_BEFORE_ZH)
    return any(pattern.search(before) for pattern in patterns)


def _reaches_over(patterns: Iterable[re.Pattern[str]], kept: str, left_out: str, beyond: str = "") -> bool:
    """Whether an operator stands in the words left out, or begins or ends in what is kept beside them."""
    text, low, high = kept + left_out + beyond, len(kept), len(kept) + len(left_out)
    return any(m.start() < high and m.end() > low for pattern in patterns for m in pattern.finditer(text))


_OPENING = {"「": "」", "『": "』", "“": "”", "«": "»", "〝": "〟"}


def inside_quotation(source: str, start: int, end: int, bounds: tuple[int, int]) -> bool:
    """Whether source characters ``start`` to ``end`` lie within quotation marks opened before them in the paragraph."""
    before, after = source[bounds[0] : start], source[end : bounds[1]]
    for opening, closing in _OPENING.items():
        if before.rfind(opening) > before.rfind(closing) and closing in after:
            return True
    if before.rstrip()[-1:] in ('"', *_OPENING) and any(mark in after for mark in ('"', *_OPENING.values())):
        return True
    straight = len(re.findall(r'(?<!\d)"', before))
    return straight % 2 == 1 and '"' in after


_NEGATION_ANY = re.compile(
    r"\b(?:not|never|no|nor|neither|without|cannot|none)\b|n't|ない|なけれ|ません|ず(?:、|に)|ざる|不|非|未|無|无|没有|禁止"
    r"|\b(?:free (?:of|from)|lack\w*|absent|fail\w*|prohibit\w*|refus\w*|unable|den(?:y|ies|ied|ying)|hardly|barely"
    r"|only)\b",
    re.IGNORECASE,
)
_EXCEPTIONS = (_EXCEPTION_EN, _EXCEPTION_JA, _EXCEPTION_ZH)
_OPERATOR = 6  # folded characters of an operator that may stand on the near side of a cut


def operator_elided(before: str, gap: str, after: str) -> bool:
    """Whether the words that an ellipsis leaves out hold a negation or an exception, or a part of one.

    ``before``, ``after``: what the quote keeps on either side; the operator may govern what stays.
    """
    return _reaches_over((*_EXCEPTIONS, _NEGATION_ANY), before[-_OPERATOR:], gap, after[:_OPERATOR])
