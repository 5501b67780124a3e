"""Rejected claims as the offices of China, Korea and Germany, and letters about them, name them in running words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from konkyo.practice.claim_ranges import CLAIM_LIST, claims_of
from konkyo.practice.notices.confidence import WORDING
from konkyo.practice.notices.sheet import Sheet
from konkyo.records.docket import Finding

_LIST = f"(?P<list>{CLAIM_LIST})"
_CLAIMS = rf"\bclaims?(?:\(s\))?\s+{_LIST}"
_SAYS = r"(?:held|found|deemed|considered|said|alleged|judged|regarded|viewed|determined|asserted|believed|thought)"
_WEAK = (
    r"(?:not\b|lack\w*|fail\w*|devoid|without|obvious\w*|anticipat\w+|indefinite|unclear|unpatentable|unsupported"
    r"|insufficient\w*)"
)
_DEFECT = (
    r"(?:lack|want|absence)\s+of\s+(?:an?\s+)?(?:inventive|novelty|clarity|support|unity|industrial)\w*(?:\s+step)?"
    r"|obviousness|non-?obviousness|inventive\s+step|novelty|insufficient\s+disclosure"
)
_ENGLISH = (
    re.compile(
        rf"{_CLAIMS},?\s+(?:is|are|was|were|(?:have|has)\s+been)\s+{_SAYS}\b[^.;\d]{{0,40}}?{_WEAK}", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:cit(?:es|ed|ing)|rais(?:es|ed|ing)|rel(?:ies|ied|ying)|appl(?:ies|ied)|object(?:s|ed|ions?)|rejections?"
        rf"|used|{_DEFECT})\b(?:[^.;\n]|\n(?!\s*\n)|\.(?=\d)){{0,90}}?\b(?:against|to|of|for|in\s+respect\s+of|as\s+to"
        rf"|concerning|regarding)\s+(?:the\s+subject[\s-]matter\s+of\s+)?{_CLAIMS}",
        re.IGNORECASE,
    ),
    re.compile(  # Objection: Art. 56 EPC, claims 1-3 and 5
        r"\b(?:objections?|rejections?|refusals?|grounds?|attacked)(?:\s+(?:raised|of\s+\w+))?\s*[:–—]\s*"
        rf"(?:[^.;\n]|\.(?=[^\S\n]?\S)){{0,60}}?{_CLAIMS}",
        re.IGNORECASE,
    ),
    re.compile(  # Claims 1-3; Cited Document 1: JP …
        rf"(?:^|\n)[^\S\n]*(?:[-*•]\s*|\(?\d{{1,2}}[.)]\s*)?{_CLAIMS}\s*[;:,/|]\s*"
        r"(?:cited\s+(?:document|reference)|citations?|references?|documents?|D\d)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"{_CLAIMS}\s*(?:[:(–—-]|\s-\s)\s*(?:rejected|{_DEFECT}|{_WEAK})", re.IGNORECASE),
    re.compile(
        rf"{_CLAIMS},?\s+(?:is|are|was|were|stands?|remains?|(?:have|has)\s+been)\s+(?:(?!not\b|no\b|never\b)[a-z]+\s+){{0,3}}?"
        r"(?:objected|rejected|refused|attacked|criticised|criticized|contested)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:negative|adverse|unfavou?rable|not\s+positive|sceptical)\b[^.;\d]{{0,60}}?\b(?:for|on|to|of|regarding|about"
        rf"|concerning|as\s+to|in\s+respect\s+of)\s+{_CLAIMS}",
        re.IGNORECASE,
    ),
)
_SPARED_EN = re.compile(
    r"\bno\s+(?:\w+\s+){0,3}(?:objections?|rejections?|cit|grounds?)|\bnot\s+(?:cited|raised|applied|relied|object)"
    r"|allow(?:able|ed)|withdrawn|overcome|maintained\s+no|support(?:s|ed)?\s+(?:the|of)|amendments?\s+(?:to|of)",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    rf"权利要求\s*{_LIST}\s*(?:(?!权利要求|具备|具有)(?:[^。\n;]|\n(?!\s*\n))){{0,40}}?"
    r"(?:不(?:具备|具有|符合|满足|清楚)|缺乏|没有(?:创造性|新颖性)|无(?:创造性|新颖性)|得不到|未以说明书为依据"
    r"|(?:被|均被)?(?:认为|认定|指出)(?:是|为|属于)?(?:显而易见|不清楚|不具|缺乏|公知)|被驳回)"
)
_KOREAN = re.compile(
    rf"청구항\s*{_LIST}\s*(?:(?!청구항)(?:[^.\n]|\n(?!\s*\n))){{0,40}}?"
    r"(?:(?:진보성|신규성|명확성)[^.\n]{0,12}?(?:없|결여|부정|흠결|인정되지|위반)|거절|쉽게\s*발명|용이하게\s*발명|불명확)"
)
_GERMAN = re.compile(
    rf"(?:mangels|wegen)\s+[^.;]{{0,60}}?(?:Patent)?anspr(?:uch|üche)[ens]*\s+{_LIST}"
    r"|(?:beanstandet|zurückgewiesen|angegriffen)\s+(?:sind|werden|wurden|wird|ist)\s+(?:dabei\s+|jeweils\s+)?(?:die\s+|der\s+)?"
    r"(?:Patent)?anspr(?:uch|üche)\s+(?P<d>" + CLAIM_LIST + r")"
    r"|(?:gegen|zu)\s+(?:die|den|der)\s+(?:Patent)?anspr(?:uch|üche)[ens]*\s+(?P<b>" + CLAIM_LIST + r")"
    r"|(?:Patent)?anspr(?:uch|üche)[ens]*\s+(?P<c>" + CLAIM_LIST + r")\s+(?:(?:ist|sind|werden|wird|wurden?)\s+)?"
    r"[^.;\d]{0,40}?(?:beanstandet|zurückgewiesen|mangels|fehlt)",
    re.IGNORECASE,
)


def reported_claims(sheet: Sheet, start: int, end: int, *, english: bool = True) -> Iterator[Finding[tuple[int, ...]]]:
    """Lists of claims that a sentence says to be held bad, or holds a document against; spared ones left out."""
    patterns = (*_ENGLISH, _CHINESE, _KOREAN, _GERMAN) if english else (_CHINESE, _KOREAN, _GERMAN)
    for pattern in patterns:
        for match in pattern.finditer(sheet.text, start, end):
            if pattern in _ENGLISH and _SPARED_EN.search(_around(sheet.text, *match.span())):
                continue
            group = next(name for name in ("list", "b", "c", "d") if name in pattern.groupindex and match[name])
            yield sheet.finding(claims_of(match[group]), *match.span(group), WORDING)


def _around(text: str, start: int, end: int) -> str:
    """The match with its sentence's beginning, and what follows as far as the next claims or comma."""
    before = re.split(r"[.;](?=\s|$)", text[max(0, start - 60) : start])[-1]
    after = re.split(r"[.;](?=\s|$)|,|\bclaims?\b", text[end : end + 80], maxsplit=1)[0]
    return before + text[start:end] + after
