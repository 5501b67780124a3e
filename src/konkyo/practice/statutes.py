"""Provisions named in a text, in normal form: ``JP.Patent.29.2``, ``35USC103``, ``37CFR1.75(c)``, ``EPC.Art.56``.

A lexer only: whether a provision is a ground of the notice is for the reader of the notice to decide.
Japanese sub-articles (第29条の2) are written ``29-2``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from konkyo.practice.dates import number_of
from konkyo.practice.folding import GAP, Folded, fold, loose
from konkyo.practice.treaty_provisions import lex_provisions

JP_LAW = {"patent": "Patent", "utility_model": "UM", "design": "Design", "trademark": "TM"}
_LAW_NAMES = {"特許法": "Patent", "実用新案法": "UM", "意匠法": "Design", "商標法": "TM", "法": ""}
_OTHER_LAW = re.compile(
    loose(
        r"(?:規則|施行令|訴訟法|特例法|条約|民法|商法|会社法"
        r"|競争防止法|著作権法|政令|省令|協定|通則法|推進法"
        r"|基本法|法律|条例|通達|便覧)$"
    )
)


@dataclass(frozen=True, slots=True)
class StatuteToken:
    """A provision at folded offsets. ``law`` ``None``: the text does not say which law (形式 第29条第2項)."""

    start: int
    end: int
    law: str | None
    provision: str

    def normal(self, right: str | None = "patent") -> str:
        """The normal form; a Japanese provision without a named law belongs to the law of the right."""
        if self.law == "":
            return f"JP.{JP_LAW.get(right or 'patent', 'Patent')}.{self.provision}"
        if self.law in JP_LAW.values():
            return f"JP.{self.law}.{self.provision}"
        return f"{self.law}{self.provision}"


_N = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_ARTICLE = (
    rf"(?P<name>{loose('特許法|実用新案法|意匠法|商標法|同法')}"
    rf"|法)?{GAP}第?{GAP}(?P<art>{_N}){GAP}条(?:{GAP}の{GAP}(?P<sub>{_N})(?![日月年]))?"
    rf"(?:{GAP}第?{GAP}(?P<par>{_N}){GAP}項(?:{GAP}柱書)?)?(?:{GAP}(?:第{GAP})?(?P<item>{_N}){GAP}号)?"
)
_JP = re.compile(_ARTICLE)
_JP_NEXT = re.compile(
    rf"{GAP}(?:\([^()]{{0,20}}\))?{GAP}(?:、|,|・|及び|および"
    rf"|並びに|ならびに|又は|または|/){GAP}(?:同条{GAP})?第?{GAP}(?P<n>{_N}){GAP}(?P<level>項"
    rf"|号)"
    rf"(?:{GAP}第?{GAP}(?P<item>{_N}){GAP}号)?"
)


_JP_ENGLISH = re.compile(
    r"\b(?:Art(?:icle|\.)|Sec(?:tion|\.))s?\s*(?P<art>\d{1,2})(?:[-‐](?P<sub>\d))?(?![-\d])"
    r"(?:\s?\((?P<par>\d{1,2})\))?(?:\s?\((?P<item>[ivx]{1,5}|\d{1,2})\))?",
    re.IGNORECASE,
)
_JP_ENGLISH_DASHED = re.compile(r"\bArt(?:icle|\.)\s*(?P<art>\d)-(?P<par>\d)-(?P<item>\d{1,2})\b", re.IGNORECASE)
_ROMAN_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")
_ROMAN = {numeral: n for n, numeral in enumerate(_ROMAN_NUMERALS, start=1)}


def _jp_in_english(text: str) -> Iterator[StatuteToken]:
    """Articles as English letters about Japanese matters write them (``Article 36(6)(ii)``, ``Article 4-1-11``)."""
    dashed = list(_JP_ENGLISH_DASHED.finditer(text))
    for match in dashed:
        yield StatuteToken(match.start(), match.end(), "", _dotted(match["art"], int(match["par"]), int(match["item"])))
    for match in _JP_ENGLISH.finditer(text):
        if any(other.start() == match.start() for other in dashed):
            continue
        item = match["item"]
        number = None if item is None else _ROMAN.get(item.lower()) or (int(item) if item.isdigit() else None)
        article = match["art"] + (f"-{match['sub']}" if match["sub"] else "")
        yield StatuteToken(
            match.start(), match.end(), "", _dotted(article, int(match["par"]) if match["par"] else None, number)
        )


def lex_jp_statutes(folded: Folded) -> tuple[StatuteToken, ...]:
    """Articles of the Japanese industrial property laws; those of other laws and ordinances are left out.

    A following paragraph or item (第36条第6項第1号及び第2号, 同条第2項) inherits what it leaves out.
    """
    return tuple(sorted([*_jp_tokens(folded.text), *_jp_in_english(folded.text)], key=lambda token: token.start))


def _jp_tokens(text: str) -> Iterator[StatuteToken]:
    law: str | None = None
    for match in _JP.finditer(text):
        name = re.sub(r"\s", "", match["name"] or "")
        if not name and _OTHER_LAW.search(text[max(0, match.start() - 12) : match.start()].rstrip()):
            continue
        name_law = law or "" if name == "同法" else _LAW_NAMES.get(name, "")
        if name == "法" and re.search(r"[一-鿿]$", text[: match.start()][-1:]):
            continue  # the tail of another law's name
        law = name_law or law
        article = str(number_of(match["art"]))
        if match["sub"]:
            article += f"-{number_of(match['sub'])}"
        par = number_of(match["par"]) if match["par"] else None
        item = number_of(match["item"]) if match["item"] else None
        yield StatuteToken(match.start(), match.end(), name_law, _dotted(article, par, item))
        yield from _followers(text, match.end(), name_law, article, par)


def _followers(text: str, position: int, law: str, article: str, par: int | None) -> Iterator[StatuteToken]:
    while (match := _JP_NEXT.match(text, position)) is not None:
        number = number_of(match["n"])
        if match["level"] == "項":
            par = number
            provision = _dotted(article, par, number_of(match["item"]) if match["item"] else None)
        elif par is None:
            return
        else:
            provision = _dotted(article, par, number)
        yield StatuteToken(match.start("n"), match.end(), law, provision)
        position = match.end()


def _dotted(article: str, par: int | None, item: int | None) -> str:
    parts = [article]
    if par is not None:
        parts.append(str(par))
    elif item is not None:
        parts.append("1")  # an article with items but one paragraph
    if item is not None:
        parts.append(str(item))
    return ".".join(parts)


_USC = re.compile(
    r"35\s*U\.?\s?S\.?\s?C\.?\s*(?:§+|Sec(?:tion|\.)?s?|Paragraph)?\s*(?P<sec>1\d\d|2[0-9]\d|3[0-9]\d)"
    r"(?P<sub>(?:\s?\([a-z0-9]{1,3}\))*)",
    re.IGNORECASE,
)
_USC_IN_JAPANESE = re.compile(
    r"(?<![\d.第])(?P<sec>10[1-3]|112)条(?P<sub>(?:\s?\([a-z0-9]{1,3}\))*)"
    r"(?=[^。\n]{0,30}?拒絶(?!(?:理由)?は?、?(?:すでに|既に)?(?:解消|撤回|取り下げ)))",
    re.IGNORECASE,
)
"""``103条の拒絶`` in Japanese reports of American actions."""
_USC_NEXT = re.compile(
    r"\s*(?:,|and|or|/|and/or)+\s*(?:§+\s*)?(?:(?P<sec>10[1-3]"
    r"|112|119|120|121|171)(?!\d))?(?P<sub>(?:\s?\([a-z0-9]{1,3}\))*)",
    re.IGNORECASE,
)
_CFR = re.compile(
    r"37\s*C\.?\s?F\.?\s?R\.?\s*(?:§+|Sec(?:tion|\.)?)?\s*(?P<sec>\d{1,2}\.\d{1,4})(?P<sub>(?:\s?\([a-z0-9]{1,3}\))*)",
    re.IGNORECASE,
)


def lex_us_statutes(folded: Folded) -> tuple[StatuteToken, ...]:
    """Sections of 35 U.S.C. and 37 CFR (``35USC102(a)(1)``); a list (102 and 103) gives one token each."""
    tokens: list[StatuteToken] = []
    for match in _USC.finditer(folded.text):
        section = match["sec"]
        tokens.append(StatuteToken(match.start(), match.end(), "35USC", section + _tight(match["sub"])))
        position = match.end()
        while (following := _USC_NEXT.match(folded.text, position)) is not None:
            if not following["sec"] and not following["sub"]:
                break
            section = following["sec"] or section
            start = following.start("sec") if following["sec"] else following.start("sub")
            tokens.append(StatuteToken(start, following.end(), "35USC", section + _tight(following["sub"])))
            position = following.end()
    tokens += [
        StatuteToken(match.start(), match.end(), "35USC", match["sec"] + _tight(match["sub"]))
        for match in _USC_IN_JAPANESE.finditer(folded.text)
    ]
    tokens += [
        StatuteToken(match.start(), match.end(), "37CFR", match["sec"] + _tight(match["sub"]))
        for match in _CFR.finditer(folded.text)
    ]
    return tuple(sorted(tokens, key=lambda t: t.start))


def _tight(printed: str) -> str:
    return re.sub(r"\s", "", printed).lower()


_N_ELSEWHERE = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_CN_LAW = r"(?:专利法|專利法|専利法)\s*"
_KR_LAW_BEHIND = r"(?=[^.;\d]{0,16}?\b(?:Patent\s+(?:Act|Law)|KPA)\b)"
_KR_LAW_BEFORE = r"(?:\bPatent\s+(?:Act|Law)|\bKPA),?\s+"
_CN_LAW_BEHIND = r"(?=[^.;\d]{0,16}?\b(?:China|Chinese|PRC|CN|CPL)\b)"
_ART_EN = r"\bArt(?:icles?|s?\.)\s*(?P<n>\d{1,3})"
_FOLLOWING = re.compile(
    r"\s*(?:、|,|和|及|与|并|および|及び|와|과|및|and|or|und|oder|/|・)+\s*(?:同条)?"
    rf"(?:第\s*(?P<p>{_N_ELSEWHERE})\s*[款項项]|제?\s*(?P<k>\d{{1,2}})\s*항|\((?P<e>\d{{1,2}})\)"
    r"|(?:Art(?:icle|\.)?\s*)?(?P<a>\d{1,3})(?:\.(?P<d>\d)|\((?P<b>\d)\)))"
)
_ELSEWHERE: dict[str, tuple[str, tuple[re.Pattern[str], ...]]] = {
    "CNIPA": (
        "CN.Patent.",
        (
            re.compile(rf"{_CN_LAW}第?\s*(?P<n>{_N_ELSEWHERE})\s*[条條](?:\s*第?\s*(?P<p>{_N_ELSEWHERE})\s*[款項项])?"),
            re.compile(rf"{_ART_EN}(?:\.|\s?\(|,?\s+para(?:graph|\.)?\s*)(?P<p>\d)\)?(?!\d)"),
            re.compile(rf"{_ART_EN}(?![\d.(]){_CN_LAW_BEHIND}"),
        ),
    ),
    "KIPO": (
        "KR.Patent.",
        (
            re.compile(
                r"(?:특허법\s*)?제\s*(?P<n>\d{1,3})\s*조(?:의\s*(?P<s>\d))?"
                r"(?:\s*제?\s*(?P<p>\d{1,2})\s*항)?(?:\s*제?\s*(?P<i>\d{1,2})\s*호)?"
            ),
            re.compile(
                r"(?:特許法\s*第?|(?<![法則\d令])第)\s*(?P<n>\d{1,3})\s*条(?:\s*の\s*(?P<s>\d))?"
                r"(?:\s*第?\s*(?P<p>\d{1,2})\s*項)?(?:\s*第?\s*(?P<i>\d{1,2})\s*号)?"
            ),
            re.compile(rf"{_ART_EN}(?:\s?\((?P<p>\d{{1,2}})\))?(?:\s?\((?P<i>\d{{1,2}})\))?{_KR_LAW_BEHIND}"),
            re.compile(rf"{_KR_LAW_BEFORE}{_ART_EN}(?:\s?\((?P<p>\d{{1,2}})\))?(?:\s?\((?P<i>\d{{1,2}})\))?"),
        ),
    ),
    "DPMA": (
        "DE.PatG.",
        (
            re.compile(
                r"(?:§+|\b(?:Sec(?:tion|\.)))\s*(?P<n>\d{1,3}[a-z]?)(?:\s*(?:Abs\.|\()\s*(?P<p>\d)\)?)?"
                r"[^.;\d§]{0,16}?(?:PatG|Pat(?:ent)?\s?Act)\b"
            ),
        ),
    ),
}
"""Prefix and prints of the provisions of other offices: article ``n`` (with ``s`` behind it), paragraph, item."""


_TREATY = {"EPO": "EPC", "PCT": "PCT"}


def lex_statutes(folded: Folded, office: str) -> tuple[StatuteToken, ...]:
    """Provisions of the law of an office (``JPO``, ``USPTO``, ``EPO``, ``PCT``, ``CNIPA``, ``KIPO``, ``DPMA``)."""
    if office == "JPO":
        return lex_jp_statutes(folded)
    if office == "USPTO":
        return lex_us_statutes(folded)
    if office in _TREATY:
        return tuple(
            StatuteToken(p.start, p.end, f"{p.treaty}.{p.kind}.", p.normal.split(".", 2)[2])
            for p in lex_provisions(folded, _TREATY[office])
        )
    tokens = list(_elsewhere(folded.text, office))
    ordered = sorted(tokens, key=lambda t: t.start)
    return tuple(t for i, t in enumerate(ordered) if i == 0 or t.start >= ordered[i - 1].end)


def _elsewhere(text: str, office: str) -> Iterator[StatuteToken]:
    prefix, patterns = _ELSEWHERE.get(office, ("", ()))
    for pattern in patterns:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            article = _western(groups["n"]) + (f"-{groups['s']}" if groups.get("s") else "")
            rest = [_western(groups[name]) for name in ("p", "i") if groups.get(name)]
            yield StatuteToken(match.start(), match.end(), prefix, ".".join([article, *rest]))
            if groups.get("p"):
                yield from _paragraphs_after(text, match.end(), prefix, article)


def _paragraphs_after(text: str, position: int, prefix: str, article: str) -> Iterator[StatuteToken]:
    """``第22条第2款、第3款``, ``Articles 22.2 and 22.3``: what follows inherits the article that it leaves out."""
    while (match := _FOLLOWING.match(text, position)) is not None:
        article = match["a"] or article
        paragraph = next(match[name] for name in "pkedb" if match[name])
        yield StatuteToken(position, match.end(), prefix, f"{article}.{_western(paragraph)}")
        position = match.end()


def _western(printed: str) -> str:
    number = number_of(printed)
    return printed if number is None else str(number)


def statutes_in(text: str, office: str, right: str | None = "patent") -> tuple[str, ...]:
    """Normal forms of the provisions named in a plain text, in order, without repeats."""
    names = [token.normal(right) for token in lex_statutes(fold(text), office)]
    return tuple(dict.fromkeys(names))
