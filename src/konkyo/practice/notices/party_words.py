"""Sentences that say where the applicant lives: data and the guard against rules that only say what would follow."""

from __future__ import annotations

import re

from konkyo.practice.folding import loose

_WHO = r"(?:applicants?|appellants?|demandants?|proprietors?|patentees?|clients?|owners?|company|you|it|they|which|who)"
_ABROAD = (
    r"(?:(?:outside|not (?:domiciled|resident|residing|located|based) in)\s+(?:of\s+)?Japan"
    r"|abroad|overseas|(?:in\s+)?a\s+foreign\s+country)"
)
_LIVES = (
    r"(?:(?:is|are|being|was)\s+)?(?:both\s+|all\s+)?(?:an?\s+)?"
    r"(?:(?:domiciled|resid(?:ent|ing|es?)|located|based|established|incorporated|living)\s+)?"
)
_FOR = r"(?:のため|です|で(?!は)|である(?:ため|から|ので)|につき)"
OVERSEAS = re.compile(
    rf"\b{_WHO}\s+{_LIVES}{_ABROAD}(?!\s*(?:counsel|agent|associate|office))"
    rf"|\b{_WHO}\s+(?:is|are|being)\s+(?:an?\s+)?(?:overseas|foreign|non-?\s?Japanese|non-?resident)"
    r"(?:\s+(?:resident|entity|company|corporation|applicant|party))?s?(?=\s*[,.;)]|\s+and\b)"
    rf"|\b{_WHO}\s+(?:has|have|having)\s+(?:no|neither\s+a)\s+(?:domicile|residence|place\s+of\s+business)"
    r"[^.;\n]{0,40}?in\s+Japan"
    r"|"
    + loose(
        rf"(?:海外|国外|外国)(?:の)?(?:出願人|居住者|企業|法人|会社)(?:様)?{_FOR}"
        r"|日本(?:国)?内に(?:住所|居所|営業所)[^。\n]{0,16}?(?:有しない|有しません|有しておらず|持たない|ない)"
        r"|(?:日本)?国外に(?:住所|居所|所在|本店)[^。\n]{0,10}?(?:有する|有し|の)?(?:ため|ので|ことから|出願人)"
    ),
    re.IGNORECASE,
)
RESIDENT = re.compile(
    rf"\b{_WHO}\s+(?:is|are|being)\s+(?:an?\s+)?(?:domiciled|resident|residing|located|based|established)\s+in\s+Japan"
    rf"|\b{_WHO}\s+(?:is|are|being)\s+(?:an?\s+)?(?:Japanese|domestic)\s+(?:resident|entity|company|corporation|applicant)"
    r"|"
    + loose(
        rf"国内(?:の)?(?:会社|メーカー|在住|事業者|大学)(?:様)?{_FOR}"
        r"|国内(?:の)?(?:出願人|居住者|企業|法人)(?:様)?(?:につき|なので|である(?:ので|こと))"
        r"|日本(?:国)?内に(?:住所|居所|営業所|本店)[^。\n]{0,8}?"
        r"(?:有する|有し(?!な|ま|て(?:い)?(?:な|ま|お))|ある)"
    ),
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:\b(?:if|unless|whether|where|when(?:ever)?|in\s+case|provided|should|for|of|to)(?:\s+that)?\s+(?:an?y?\s+|the\s+|all\s+"
    r"|those\s+)?(?:\w+\s+)?|\b(?:an|any)\s+|もし|仮に)$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"^[^。\n]{0,6}?(?:場合|とき(?:は|に)|であれば|なら)")


def stated(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The first sentence that states it of the applicant, not of whoever it might be (``if the applicant is ...``)."""
    for match in pattern.finditer(text, start, end):
        if not _CONDITION.search(text, max(start, match.start() - 40), match.start()) and not _SUPPOSED.match(
            text[match.end() : match.end() + 20]
        ):
            return match
    return None
