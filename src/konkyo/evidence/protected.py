"""Words that no reading error may touch: numbers, units, negations, comparators, modals, quantifiers, parties.

Two texts may count as the same words misread only if all of these agree, in order (``signature``).
"""

from __future__ import annotations

import re

from konkyo.evidence.variants import canonical

_ENGLISH = (
    "not|no|never|none|nor|neither|without|cannot|unless|except|excluding|provided|only|"
    "must|shall|should|may|might|can|could|will|would|required|optional|optionally|prohibited|permitted|"
    "all|any|each|every|some|both|either|at|least|most|more|less|fewer|greater|than|up|exceeding|below|above|under|over|"
    "before|after|within|until|prior|or|and|if|comprising|comprises|comprise|consisting|consists|including|"
    "licensors?|licensees?|buyers?|sellers?|purchasers?|suppliers?|lessors?|lessees?|disclos\\w+|receiv\\w+|recipients?|"
    "assignors?|assignees?|employers?|employees?|contractors?|clients?|customers?|plaintiffs?|defendants?|applicants?|"
    "examiners?|landlords?|tenants?|party|parties|inventors?|"
    "increas\\w+|decreas\\w+|exclusive\\w*|perpetual|terminable|revocable|one|two|three|four|five|six|seven|eight|nine|ten|"
    "eleven|twelve|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million|billion|half|first|second|third|"
    "january|february|march|april|june|july|august|september|october|november|december|days?|months?|years?|weeks?|"
    "he|she|they|his|her|hers|their|our|ours|your|same|different|company|distributor|"
    "consultants?|office|court|"
    "mm|cm|km|nm|kg|mg|ml|percent|ppm|hz|khz|mhz|ghz|pa|kpa|mpa|kv|kw|wt|mol|rpm"
)
_CJK = (
    "ない|なけれ|なかっ|ません|ざる|ず(?=[、に。と])|まい|以上|以下|未満|以内|以前|以後|以降|以外|超え?|除[くきい]|除外|除非|ただし|但し?|限[りるら]|"
    "しなければ|できる|できな|なければ|べき|得る|得ない|することができ|かもしれ|全て|すべて|任意|各|それぞれ|いずれ|少なくとも|多くとも|最大|最小|約|"
    "及び|並びに|又は|若しくは|または|および|かつ|からなる|を含む|含ま|有す|備え|"
    "不|非|無|无|未|勿|禁止|没有|必须|必須|应当?|應當?|可以?|得|不得|至少|至多|小于|大于|等于|全部|所有|任何|或者?|且|和|与|包括|由|组成|"
    "甲|乙|丙|丁|原告|被告|出願人|申請人|申请人|審査官|审查员|许可方|被许可方|发明人|発明者|権利者|专利权人|权利人|侵权人|侵害|第三者|第三人|当事人|使用者|労働者|開示者|受領者|法院|検察|检察|特許庁|請求人|被請求人|"
    "第|項|条|号|年|月|日|前|後|后|上|下|左|右|大|小|多|少|高|低|増|減|增|减|円|元|一|二|三|四|五|六|七|八|九|十|百|千|万|億|亿|〇|零|半|倍|成|割|"
    "請求項|令和|平成|昭和|大正|明治"
)
_PROTECTED = re.compile(
    rf"(?<![A-Za-z])(?:{_ENGLISH})(?![A-Za-z])|(?<![A-Za-z])(?:un|non|im|ir|il|dis|anti)(?=-?[a-z]{{4}})|[A-Za-z]+n't|(?:{canonical(_CJK)})|[0-9]+|[^\W\d_a-zA-Z]?(?<=\d)[.,:/](?=\d)"
    r"|[%‰°℃℉$€£¥+±△▲<>≤≥≦≧=≠×÷²³¹⁰⁴-⁹½¼¾µμΩ]|[-~](?=\s?\d)|[①-⑳]",
    re.IGNORECASE,
)


_MISREAD = {"0": "o", "1": "l", "5": "s", "8": "b", "6": "b", "9": "g"}
_WORD_WITH_DIGIT = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]{4})[A-Za-z]*[015689][A-Za-z]*(?![A-Za-z0-9])")


def as_word(text: str) -> str:
    """Page text with single digits inside longer words read as the letters they look like (``f0llow`` is no number)."""
    return _WORD_WITH_DIGIT.sub(lambda word: "".join(_MISREAD.get(c, c) for c in word.group()), text)


def signature(text: str) -> tuple[str, ...]:
    """The protected words of a folded text, in order, without regard to case."""
    return tuple(match.group().lower() for match in _PROTECTED.finditer(canonical(text)))
