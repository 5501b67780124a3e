"""Provisions of the European Patent Convention and of the PCT in normal form: ``EPC.Art.56``, ``PCT.R.43bis.1``.

Read in English, German, French, Japanese, Chinese and Korean prints. Lists share the word before them (``Rules 126(2),
131(2) and (4) EPC``); a provision that the print gives to another law (RPBA, UPR, RFees, a national law) is left out.
Normal form: article or rule, then the paragraph; sub-paragraphs in letters and Roman numerals are not kept, but for
Article 100(a) to (c) EPC. Novelty (``Article 54(1) and (2) EPC``) is ``EPC.Art.54``; unity (``Rules 13.1, 13.2 and 13.3
PCT``) is ``PCT.R.13``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from konkyo.practice.folding import Folded


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision at folded offsets; ``treaty`` ``EPC`` or ``PCT``; ``kind`` ``Art`` or ``R``; ``paragraph`` or ""."""

    start: int
    end: int
    treaty: str
    kind: str
    number: str
    paragraph: str

    @property
    def normal(self) -> str:
        """``EPC.Art.123.2``."""
        return f"{self.treaty}.{self.kind}.{self.number}" + (f".{self.paragraph}" if self.paragraph else "")


_OTHER_LAWS = (
    r"RPBA|VOBK|RPCR|UPR|UPCA|RoP|RFees|GebO"
    r"|Rules\s+relating\s+to\s+Fees|PatG|Guidelines|Richtlinien|Directives|EPGÜ"
)
_KIND = {
    "Art": r"Art(?:icles?|ikeln?|s?\.|s)?(?![A-Za-z])",
    "R": r"(?:R(?:ules?|egeln?|[èe]gles?|\.)|Rs?\.)(?![A-Za-z])",
}
_BEFORE_LAW = r"(?P<law>EPC|EPÜ|CBE|PCT)"
_BIS = r"(?:bis|ter|quater)"
_PAR = r"\s?\((?P<par>\d{1,2})\)"
_ITEM = (
    rf"(?P<n>\d{{1,3}})\s?(?P<suffix>{_BIS}|[a-c](?![a-z]))?"
    r"(?:\.(?P<sub>\d{1,2})(?!\d)(?!\.\d))?"
    rf"(?:{_PAR})?(?P<tail>(?:\s?\((?:[a-z]|[ivx]{{1,4}}|\d{{1,2}})\)){{0,3}})"
)
_FIRST = re.compile(
    rf"(?:{_BEFORE_LAW}\s+)?(?<![A-Za-z])(?:(?P<Art>{_KIND['Art']})|(?P<R>{_KIND['R']}))\s*(?=\d)", re.IGNORECASE
)
_ITEM_RE = re.compile(_ITEM)
_JOIN = re.compile(
    r"\s*(?:,\s*(?:and|or|und|oder|et|ou)?|;|/|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|&|\+)\s*", re.IGNORECASE
)
_NEXT_PAR = re.compile(r"\((?P<par>\d{1,2})\)(?:\s?\((?:[a-z]|[ivx]{1,4})\)){0,2}(?!\d)")
_TO_PAR = re.compile(r"\s?(?:-|to|bis|à)\s?\((?P<par>\d{1,2})\)", re.IGNORECASE)
_LAW_AFTER = re.compile(
    r"\s*,?\s*(?:(?:of|to)\s+the\s+|of\s+|des\s+|der\s+|de\s+la\s+)?(?:(?P<EPC>EPC|EPÜ|CBE|European\s+Patent\s+Convention)"
    rf"|(?P<PCT>PCT|Patent\s+Cooperation)|(?P<other>{_OTHER_LAWS}))\b",
    re.IGNORECASE,
)
_NEXT_KIND = re.compile(
    r"(?:(?P<Art>Art(?:icles?|ikeln?|s?\.|s)?)|(?P<R>R(?:ules?|egeln?|[èe]gles?|\.)))\s*(?=\d)", re.IGNORECASE
)


def lex_provisions(folded: Folded, treaty: str) -> tuple[Provision, ...]:
    """Provisions of ``treaty`` (``EPC`` or ``PCT``), in order. A provision without a law named is the treaty's own."""
    found = [*_european_script(folded.text, treaty), *_cjk(folded.text, treaty)]
    kept: list[Provision] = []
    for token in sorted(found, key=lambda t: (t.start, -t.end)):
        if not kept or token.start >= kept[-1].end or (token.start, token.end) == (kept[-1].start, kept[-1].end):
            kept.append(token)
    return tuple(_unified(kept))


def _unified(tokens: list[Provision]) -> Iterator[Provision]:
    """Novelty and unity are one provision each, however many of their paragraphs a print lists."""
    novelty = {t.paragraph for t in tokens if t.treaty == "EPC" and t.kind == "Art" and t.number == "54"}
    for token in tokens:
        whole = token.treaty == "EPC" and token.kind == "Art" and token.number == "54" and {"1", "2"} <= novelty
        if (whole and token.paragraph in ("1", "2")) or (token.treaty, token.kind, token.number) == ("PCT", "R", "13"):
            yield Provision(token.start, token.end, token.treaty, token.kind, token.number, "")
        else:
            yield token


def _european_script(text: str, treaty: str) -> Iterator[Provision]:
    position = 0
    while (first := _FIRST.search(text, position)) is not None:
        run, position = _run(text, first)
        law = _LAW_AFTER.match(text, position)
        named = "other" if law and law["other"] else None
        if named is None:
            said = (law and ("EPC" if law["EPC"] else "PCT")) or (first["law"] or "").upper()
            named = {"EPÜ": "EPC", "CBE": "EPC", "": treaty}.get(said, said)
        if named == treaty:
            yield from (Provision(s, e, treaty, kind, n, p) for s, e, kind, n, p in run)


_Piece = tuple[int, int, str, str, str]


def _run(text: str, first: re.Match[str]) -> tuple[list[_Piece], int]:
    """The items of a list that begins with ``first``, and where it ends."""
    kind = "Art" if first["Art"] else "R"
    run: list[_Piece] = []
    position, start = first.end(), first.start("Art" if first["Art"] else "R")
    while True:
        item = _ITEM_RE.match(text, position)
        if item is None:
            return run, max(position, first.end())
        number = item["n"] + (item["suffix"] or "")
        run.append((start, item.end(), kind, number, _paragraph(kind, item)))
        position = item.end()
        position = _more_paragraphs(text, position, kind, number, item["par"], run)
        join = _JOIN.match(text, position)
        if join is None:
            return run, position
        following = _NEXT_KIND.match(text, join.end())
        if following is not None:
            kind = "Art" if following["Art"] else "R"
        at = following.end() if following else join.end()
        ahead = _ITEM_RE.match(text, at)
        if ahead is None or (following is None and not _plausible(ahead)):
            return run, position
        position, start = at, join.end()


def _plausible(item: re.Match[str]) -> bool:
    """A number after ``and`` is another provision only if it looks like one (``131(2)``, ``56``), not ``2 months``."""
    behind = item.string[item.end() : item.end() + 24]
    return not re.match(r"\s*(?:[./-]\d|months?|Monat|mois|days?|claims?|%|pages?|inventions?)", behind, re.IGNORECASE)


def _paragraph(kind: str, item: re.Match[str]) -> str:
    if item["sub"]:
        return str(item["sub"])
    if item["par"]:
        return str(item["par"])
    letter = re.match(r"\s?\(([a-c])\)", item["tail"] or "")
    return letter[1] if letter and kind == "Art" and item["n"] == "100" else ""


def _more_paragraphs(text: str, position: int, kind: str, number: str, par: str | None, run: list[_Piece]) -> int:
    """Paragraphs that follow one (``(2) and (3)``, ``(2)-(4)``)."""
    while par is not None:
        span = _TO_PAR.match(text, position)
        if span is not None:
            run += [(position, span.end(), kind, number, str(p)) for p in range(int(par) + 1, int(span["par"]) + 1)]
            par, position = span["par"], span.end()
            continue
        join = _JOIN.match(text, position)
        more = _NEXT_PAR.match(text, join.end() if join else position)
        if more is None or (join is None and more.start() == position):
            return position
        run.append((more.start(), more.end(), kind, number, more["par"]))
        par, position = more["par"], more.end()
    return position


_BIS_CJK = {"の2": "bis", "之二": "bis", "의2": "bis", "の3": "ter", "之三": "ter"}
_SUB_CJK = r"(?:\.(?P<sub>\d{1,2})|\s?\((?P<par>\d{1,2})\)|\s*(?:第|제)\s*(?P<item>\d{1,2})\s*(?:項|款|항))?"
_CJK_RULE = re.compile(
    r"(?P<law>PCT|EPC|欧州特許条約|特許協力条約|专利合作条约|특허협력조약)?\s*の?\s*(?:施行)?(?:規則|实施细则|细则|규칙)\s*(?:第|제)?\s*"
    rf"(?P<n>\d{{1,3}})\s?(?P<latin>bis|ter|[a-c](?![a-z]))?\s*(?:条|조|규칙)?\s*(?P<bis>の\s?[23]|之[二三]|의\s?[23])?{_SUB_CJK}"
)
_CJK_ARTICLE = re.compile(
    r"(?P<law>PCT|EPC|欧州特許条約|特許協力条約|专利合作条约|특허협력조약)\s*の?\s*(?:第|제)?\s*(?P<n>\d{1,3})\s*(?:条|조)"
    + _SUB_CJK
)
_OF_LAW = {
    "EPC": "EPC",
    "欧州特許条約": "EPC",
    "PCT": "PCT",
    "特許協力条約": "PCT",
    "专利合作条约": "PCT",
    "특허협력조약": "PCT",
}


def _cjk(text: str, treaty: str) -> Iterator[Provision]:
    """``PCT規則43の2.1``, ``EPC第54条(2)``, ``专利合作条约细则43之二.1``; the national law's articles are not read."""
    for kind, pattern in (("R", _CJK_RULE), ("Art", _CJK_ARTICLE)):
        for match in pattern.finditer(text):
            named = _OF_LAW.get(match["law"] or "", treaty)
            national = (
                kind == "R" and not match["law"] and re.search(r"(?:法|施行)$", text[: match.start()].rstrip()[-2:])
            )
            if named != treaty or national:
                continue
            groups = match.groupdict()
            bis = re.sub(r"\s", "", groups.get("bis") or "")
            number = match["n"] + (groups.get("latin") or "") + _BIS_CJK.get(bis, "")
            paragraph = groups["sub"] or groups["par"] or groups["item"] or ""
            yield Provision(match.start(), match.end(), treaty, kind, number, paragraph)
