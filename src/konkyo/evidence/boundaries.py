"""Where a quote may begin and end: never inside a number, a word, or an expression that decides what is said.

Works on folded text (``normalize.fold``) with the source at hand, because folding makes an em dash and a hyphen the
same and the two bound words differently.
"""

from __future__ import annotations

import re
from typing import Literal

from konkyo.evidence.normalize import HYPHEN_BREAK, Folded, is_cjk

Cut = Literal["cut_number", "cut_word"]

_KANJI_NUMERALS = frozenset("〇零一二三四五六七八九十百千万億兆亿萬壹贰叁肆伍陆柒捌玖拾佰仟")
_MAGNITUDES = frozenset("十百千万億兆亿萬")
_JOINING_PARTS = frozenset("-" + HYPHEN_BREAK)
_SPACING_DASHES = frozenset("–—―")

_NUMBER_GOES_ON = re.compile(
    r"[.:/・^'’]\d|,\d{3}(?!\d)|[.,]?[⁰¹²³⁴-⁹⁺⁻₀-₉½⅓⅔¼¾⅛⅜⅝⅞]|\s?[~±×]\s?[\d(]|\s?-\s?[\d]|[十百千万億兆亿萬]|年?度"
)
_NUMBER_BEFORE = re.compile(
    r"(?:\d[.:/・^'’]|\d\s?[~×]\s?|\d\s?-\s?|(?<![A-Za-z0-9)\]])[-+±]|(?<=[\s(])[-+±]|[±△▲▼−]\s?"
    r"|(?:令和|平成|昭和|大正|明治)\s?)$"
)
_COMPARATOR_AFTER = re.compile(
    r"^\s?(?:以上|以下|未満|未满|以内|以前|以後|以降|以外|を?超|を?下回|を?上回|よりも?(?:大|小|多|少|高|低|長|短|厚|薄)"
    r"|(?:or|and)\s(?:more|less|greater|above|below|higher|lower|fewer|over|under|older|younger|longer|shorter)\b"
    r"|[前後](?=[にのでは、])|at (?:most|least|the (?:most|least|latest|earliest))\b)"
)
_UNIT = (
    r"(?:[kKMGTcdmnpµμ]?(?:m|g|l|L|s|A|V|W|Hz|J|N|Pa|mol|M|F|H|Ω|Wh|eV|B|bit|bps|K|cd|lm|lx|rad|sr|T|Wb)(?:[²³]|/[a-zA-Z]+[²³]?)?"
    r"|[%‰°℃℉Å]C?F?|rpm|ppm|ppb|wt%|vol%|at%|dB|kcal|cal|bar|psi|inch(?:es)?|feet|ft|lbs?|oz|円|元|万円|percent|per\scent"
    r"|(?:(?:calendar|business|working)\s)?(?:hour|day|week|month|year)s?"
    r"|パーセント|重量部|質量%|重量%|モル%|体積%|倍|個月|个月|か月|ヶ月|箇月|ヵ月|カ月)"
)
_UNIT_AFTER = re.compile(rf"^\s?{_UNIT}(?![A-Za-z0-9])")
_AMOUNT_END = re.compile(rf"\d\s?(?:{_UNIT}|['\"]|days?|months?|years?|日|月|年|人|個|回|本|枚|条|項)?$")
_AMOUNT_START = re.compile(
    rf"^[\d.,]+(?:\s?{_UNIT}(?![A-Za-z0-9])|\s?(?:days?|months?|years?|日|月|年|个|個|人|回|本|枚)|$|\s?[,.;、。])"
)
_MARKUP = re.compile(r"<[^<>]{1,80}>$")
_COMPARATOR_BEFORE = re.compile(
    r"(?:\b(?:at least|at most|no(?:t)? (?:more|less|later|earlier|greater|fewer) than|(?:more|less|greater|fewer"
    r"|higher|lower|larger|smaller|longer|shorter|other) than|up to|in excess of|exceeding|below|above|under|over"
    r"|within|about|approximately|around|nearly|almost|less|minus|a minimum of|a maximum of|a total of)"
    r"|約|凡そ|およそ|最大|最小|最低|最長|少なくとも|多くとも|不超过|不超過|超过|超過|不少于|不低于|不高于|至少|至多|最多|最少"
    r"|大于|小于|大於|小於|低于|高于|不足|[<>≤≥≦≧=≠≒≈~])\s?$",
    re.IGNORECASE,
)
_BARE_AMOUNT = r"(?<![\d./:-])\d{1,3}(?:\.\d+)?"
_RANGE_AFTER = re.compile(r"^\s?(?:to|through|から|ないし|乃至|至|到)\s?\d{1,3}(?![\d]|[-/:年月]\d)")
_RANGE_ENDS = re.compile(rf"{_BARE_AMOUNT}\s?(?:{_UNIT})?$")
_RANGE_BEFORE = re.compile(rf"{_BARE_AMOUNT}\s?(?:{_UNIT})?\s?(?:to|through|から|ないし|乃至|至|到)\s?$")
_RANGE_STARTS = re.compile(r"^\d{1,3}(?![\d]|[-/:年月]\d)")
_BOUND_SIGN = re.compile(r"[<>≤≥≦≧≠≒≈]\s?$")
_CURRENCY = re.compile(r"(?:[$€£¥]|\b(?:USD|EUR|JPY|GBP|CNY|RMB))\s?$")
_LOOK = 40


def cut(folded: Folded, source: str, start: int, end: int) -> Cut | None:
    """Why folded characters ``start`` to ``end`` are no whole words and numbers, or None if they are."""
    return _cut_at_start(folded, source, start, end) or _cut_at_end(folded, source, start, end)


def _cut_at_start(folded: Folded, source: str, start: int, end: int) -> Cut | None:
    text = folded.text
    if start == 0:
        return None
    before, first = text[start - 1], text[start]
    if folded.starts[start - 1] == folded.starts[start]:
        return "cut_word"
    if _in_kanji_number(before, first):
        return "cut_number"
    if first.isdigit() and not _new_line(folded, source, start) and _number_before(text, start):
        return "cut_number"
    if first.isdigit() and not first.isdecimal() and before.isalnum() and not is_cjk(before):
        return "cut_number"
    if first.isdigit() and (_thousands(text, start - 1) or _european_comma(text, start - 1)):
        return "cut_number"
    if first in ".," and text[start + 1 : start + 2].isdigit() and before.isdigit():
        return "cut_number"
    return _cut_between(folded, source, start)


def _cut_at_end(folded: Folded, source: str, start: int, end: int) -> Cut | None:
    text = folded.text
    if end >= len(text):
        return None
    last, after = text[end - 1], text[end]
    if folded.starts[end - 1] == folded.starts[end]:
        return "cut_word"
    if _in_kanji_number(last, after):
        return "cut_number"
    goes_on = last.isdigit() and (_NUMBER_GOES_ON.match(text, end) is not None or _european_comma(text, end))
    if goes_on and not _new_line(folded, source, end):
        return "cut_number"
    if last in "-+±△▲~.,:/" and after.isdigit() and text[end - 2 : end - 1].isdigit():
        return "cut_number"
    if last in "-+±△▲" and after.isdigit():
        return "cut_number"
    return _cut_between(folded, source, end)


def _in_kanji_number(left: str, right: str) -> bool:
    return right in (_KANJI_NUMERALS if left in _KANJI_NUMERALS else _MAGNITUDES if left.isdigit() else ())


def _number_before(text: str, start: int) -> bool:
    return _NUMBER_BEFORE.search(text[max(0, start - _LOOK) : start]) is not None


def _new_line(folded: Folded, source: str, at: int) -> bool:
    """Whether a line ends here and the number with it: not if a dash hangs on the digit before the line end."""
    gap = source[folded.ends[at - 1] : folded.starts[at]]
    if "\n" not in gap and "\r" not in gap:
        return False
    before = source[folded.starts[at - 1]]
    hanging = (
        folded.text[at - 1] in "-~/.,:+±△▲" and not source[folded.starts[at - 1] - 1 : folded.starts[at - 1]].isspace()
    )
    return not hanging or before in _SPACING_DASHES


def _thousands(text: str, comma: int) -> bool:
    group = text[comma + 1 : comma + 4]
    return text[comma] == "," and text[comma - 1 : comma].isdigit() and len(group) == 3 and group.isdecimal()


def _european_comma(text: str, comma: int) -> bool:
    """``0,5`` without a space is one number; on a page without spaces ``請求項１，２`` is a list."""
    if text[comma : comma + 1] != "," or not text[comma + 1 : comma + 2].isdigit() or not text[comma - 1].isdigit():
        return False
    run = re.search(r"[^\d,.]*[\d,.]*$", text[max(0, comma - 12) : comma])
    lead = run.group().rstrip("0123456789,.") if run else ""
    return not (lead and is_cjk(lead[-1]))


def _cut_between(folded: Folded, source: str, at: int) -> Cut | None:
    """Whether a word of an alphabetic script goes on over the boundary, also over a hyphen, apostrophe or slash."""
    text = folded.text
    left, right = text[at - 1], text[at]
    if _new_line(folded, source, at):
        return None
    if _joined(left, right):
        return "cut_number" if left.isdigit() and right.isdigit() else "cut_word"
    if _links(folded, source, at - 1) and at >= 2 and _joined(text[at - 2], right):
        return "cut_word"
    if _links(folded, source, at) and at + 1 < len(text) and _joined(left, text[at + 1]):
        return "cut_word"
    return None


def _joined(left: str, right: str) -> bool:
    return _spells(left) and _spells(right)


def _spells(character: str) -> bool:
    """Letters and digits of scripts that mark words by spaces; Korean adds its particles to a word without one."""
    return character.isalnum() and not is_cjk(character) and not "\uac00" <= character <= "\ud7a3"


def _links(folded: Folded, source: str, index: int) -> bool:
    """Whether the character holds two parts of one word together: non-obvious, don't, and/or; not a spacing dash."""
    character = folded.text[index]
    if character in _JOINING_PARTS:
        return source[folded.starts[index]] not in _SPACING_DASHES
    if character in "'/":
        return True
    return character == "_"


def amount_flags(folded: Folded, start: int, end: int) -> tuple[str, ...]:
    """``cut_unit`` if an amount lost its unit or currency, ``cut_comparator`` if it lost its *at least* or *以下*,
    ``cut_range`` if it lost the other end of a range.
    """
    text = folded.text
    inside = text[start:end]
    after = text[end : end + _LOOK]
    flags: list[str] = []
    before = text[max(0, start - 2 * _LOOK) : start]
    if (inside[-1:].isdigit() and _UNIT_AFTER.match(after)) or (inside[:1].isdigit() and _CURRENCY.search(before)):
        flags.append("cut_unit")
    ended = _RANGE_AFTER.match(after) and _RANGE_ENDS.search(inside[-_LOOK:])
    if ended or (_RANGE_STARTS.match(inside) and _RANGE_BEFORE.search(before)):
        flags.append("cut_range")
    bounded = _AMOUNT_END.search(inside[-_LOOK:]) and _COMPARATOR_AFTER.match(after)
    signed = inside[:1].isdigit() and _BOUND_SIGN.search(before)
    lifted = signed or (_AMOUNT_START.match(inside) and _COMPARATOR_BEFORE.search(before))
    if bounded or (lifted and not _MARKUP.search(before)):
        flags.append("cut_comparator")
    return tuple(flags)
