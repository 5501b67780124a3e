"""What a mutation of a quote is, and the benign ones: other typography, the same words.

Kinds: ``B`` must be accepted, ``M`` must be rejected, ``R`` must go to a person; ``X`` are further malign or review
kinds of this suite. A mutation gives None where a passage offers nothing to change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from konkyo.evals.passages import Language, Passage
from konkyo.records.documents import Document, Page
from konkyo.records.evidence import Quote

ALL: tuple[Language, ...] = ("en", "ja", "zh")
CJK: tuple[Language, ...] = ("ja", "zh")
EN: tuple[Language, ...] = ("en",)


class Expected(StrEnum):
    """What must become of a mutant."""

    ACCEPT = "accept"
    REJECT = "reject"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A quote and the document it is checked against.

    ``stands``: the mutated words may really stand on the page (then it is no mutant): the suite must look.
    """

    document: Document
    quote: Quote
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Others:
    """Where foreign words come from: sentences by language."""

    passages: Mapping[Language, list[Passage]]

    def like(self, passage: Passage, random: Random) -> Passage:
        """Another sentence of the same language."""
        pool = self.passages[passage.language]
        for _ in range(20):
            other = random.choice(pool)
            if other is not passage and other.text != passage.text:
                return other
        return pool[0]


Make = Callable[[Passage, Random, Others], Mutant | None]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A kind of change. ``ellipsis``: its rejections are counted apart."""

    kind: str
    what: str
    expected: Expected
    languages: tuple[Language, ...]
    make: Make
    ellipsis: bool = False


Rewrite = Callable[[str, Random], str | None]


def quoting(rewrite: Rewrite) -> Make:
    """The page stays; the quote is rewritten."""

    def make(passage: Passage, random: Random, others: Others) -> Mutant | None:
        text = rewrite(passage.text, random)
        if text is None or text == passage.text:
            return None
        return Mutant(passage.document, passage.quote(text))

    return make


def either_side(rewrite: Rewrite) -> Make:
    """Half of the time the quote is rewritten, half of the time the page: typography differs both ways."""

    def make(passage: Passage, random: Random, others: Others) -> Mutant | None:
        text = rewrite(passage.text, random)
        if text is None or text == passage.text:
            return None
        if random.random() < 0.5:
            return Mutant(passage.document, passage.quote(text))
        return on_page(passage, text, passage.text)

    return make


def on_page(passage: Passage, printed: str, quoted: str, *, origin: str = "native", stands: bool = False) -> Mutant:
    """A one-page document with ``printed`` in the place of the passage, and the quote ``quoted``."""
    text, start = around(passage, printed)
    page = Page.model_validate({"number": 1, "text": text, "origin": origin})
    document = passage.document.model_copy(update={"pages": (page,), "asides": ()})
    hint = None
    if quoted == printed and text.count(printed) > 1:
        hint = (start, start + len(printed))
    quote = Quote(document_id=document.document_id, page=1, paragraph=None, evidence_quote=quoted, span=hint)
    return Mutant(document, quote, stands)


def around(passage: Passage, printed: str) -> tuple[str, int]:
    """``printed`` between what stands before and after the passage, cut at white space; and where it begins."""
    whole = passage.page.text
    before, after = whole[max(0, passage.start - 500) : passage.start], whole[passage.end : passage.end + 500]
    before = before.replace(passage.text, " ")
    after = after.replace(passage.text, " ")
    return f"{before}{printed}{after}", len(before)


def _inner_spaces(text: str) -> list[int]:
    return [m.start() for m in re.finditer(r"(?<=\S) (?=\S)", text)]


def _line_break(text: str, random: Random) -> str | None:
    spaces = [i for i in _inner_spaces(text) if text[i - 1] not in "-/"]
    if spaces:
        at = random.choice(spaces)
        return f"{text[:at]}\n{text[at + 1 :]}"
    places = _between_cjk(text)
    if not places:
        return None
    at = random.choice(places)
    return f"{text[:at]}\n{text[at:]}"


def _between_cjk(text: str) -> list[int]:
    return [i for i in range(1, len(text)) if _is_cjk_sign(text[i - 1]) and _is_cjk_sign(text[i])]


def _is_cjk_sign(character: str) -> bool:
    return "\u3041" <= character <= "\u9fff" or character in "、。，；：（）"


def _hyphenated(text: str, random: Random) -> str | None:
    words = list(re.finditer(r"(?<![-\w])[a-z]{7,}(?![-\w])", text))
    if not words:
        return None
    word = random.choice(words)
    at = word.start() + random.randint(3, len(word.group()) - 3)
    return f"{text[:at]}-\n{text[at:]}"


def _insert_inside(characters: str) -> Rewrite:
    def rewrite(text: str, random: Random) -> str | None:
        places = [i for i in range(1, len(text)) if text[i - 1].isalnum() and text[i].isalnum()]
        for at in sorted(random.sample(places, min(3, len(places))), reverse=True):
            text = f"{text[:at]}{random.choice(characters)}{text[at:]}"
        return text

    return rewrite


def _full_width(text: str, random: Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _half_width_kana(text: str, random: Random) -> str:
    half: dict[str, str] = {}
    for code in range(0xFF66, 0xFF9E):
        plain = unicodedata.normalize("NFKC", chr(code))
        half[plain] = chr(code)
        for mark, half_mark in (("\u3099", "ﾞ"), ("\u309a", "ﾟ")):
            voiced = unicodedata.normalize("NFC", plain + mark)
            if len(voiced) == 1:
                half[voiced] = chr(code) + half_mark
    return "".join(half.get(c, c) for c in text)


def _replace_all(pairs: Mapping[str, str]) -> Rewrite:
    def rewrite(text: str, random: Random) -> str:
        for old, new in pairs.items():
            text = text.replace(old, new)
        return text

    return rewrite


def _dashes(text: str, random: Random) -> str:
    return re.sub(r"[-‐‑–−]", lambda _: random.choice("-‐‑–−—"), text)


def _curly(text: str, random: Random) -> str:
    opened = re.sub(r'(^|[\s(（])"', r"\1“", text).replace('"', "”").replace("'", "’")
    return opened if opened != text else text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")


def _other_spaces(spaces: str) -> Rewrite:
    def rewrite(text: str, random: Random) -> str:
        return re.sub(r"(?<=\S) (?=\S)", lambda _: random.choice(spaces), text)

    return rewrite


def _double_space(text: str, random: Random) -> str | None:
    spaces = _inner_spaces(text)
    if not spaces:
        return None
    at = random.choice(spaces)
    return f"{text[:at]} {text[at:]}"


def _cjk_spaces(text: str, random: Random) -> str:
    for at in sorted(random.sample(_between_cjk(text), min(4, len(_between_cjk(text)))), reverse=True):
        text = f"{text[:at]}{random.choice([' ', '　'])}{text[at:]}"
    return text


def _no_stop(text: str, random: Random) -> str | None:
    return text[:-1] if text[-1] in ".。" and not text.endswith("..") else None


_MARKS_EN = (" … ", " ... ", " [...] ", " […] ", " . . . ")
_MARKS_CJK = ("…", "……", "［中略］", "（中略）", "（略）", "[...]", "……")
_OPERATOR = re.compile(
    r"\b(?:not|no|never|nor|neither|without|cannot|none|unless|except\w*|provided|other than|subject to|only|excluding"
    r"|however|but|save|notwithstanding|long as|to the extent)\b|n't"
    r"|ない|なけれ|ませ|ず|ざる|不|非|未|無|无|没|禁止|除|以外|ただし|但|限|条件|ものの|例外|之外|另有|仅|而",
    re.IGNORECASE,
)


def _ellipsis(text: str, random: Random) -> str | None:
    """Leave out a middle part that holds no negation and no exception, as an honest person would."""
    marks: tuple[str, ...]
    latin = (bool(_inner_spaces(text)) and text.isascii()) or len(_inner_spaces(text)) > len(text) / 12
    if latin:
        cuts = [i for i in _inner_spaces(text) if text[i - 1] not in "-/([" and text[i + 1] not in "-/)]"]
        marks, least = _MARKS_EN, 18
    else:
        cuts = [m.end() for m in re.finditer(r"[、，]", text)]
        marks, least = _MARKS_CJK, 7
    pairs = [(a, b) for a in cuts for b in cuts if a >= least and len(text) - b >= least and 4 <= b - a <= 300]
    random.shuffle(pairs)
    for a, b in pairs[:40]:
        if not _OPERATOR.search(text[a:b]):
            return f"{text[:a].rstrip()}{random.choice(marks)}{text[b:].lstrip()}"
    return None


def _labels(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """① printed, 1 quoted (and Ⅳ, IV): a label of its own, away from other numbers."""
    at = _clause_start(passage)
    if at is None:
        return None
    printed, quoted = random.choice([("①", "1"), ("③", "3"), ("Ⅳ", "IV"), ("Ⅲ", "III"), ("⑴", "(1)")])
    space = " " if passage.language == "en" else ""
    old = passage.text
    if old[at - 1].isalnum() and not space:
        return None
    page = f"{old[:at]}{printed}{space}{old[at:]}"
    quote = f"{old[:at]}{quoted}{space}{old[at:]}"
    return on_page(passage, page, quote)


def _clause_start(passage: Passage) -> int | None:
    """Where a label or a short clause may be put in: before a word (EN), after a comma (CJK)."""
    text = passage.text
    if passage.language == "en":
        spaces = [i + 1 for i in _inner_spaces(text) if text[i - 1].isalpha() and text[i + 1].isalpha()]
        return spaces[len(spaces) // 2] if spaces else None
    commas = [
        m.end() for m in re.finditer(r"[、，]", text) if m.end() < len(text) and "\u3041" <= text[m.end()] <= "\u9fff"
    ]
    return commas[len(commas) // 2] if commas else None


def _identity(passage: Passage, random: Random, others: Others) -> Mutant:
    return Mutant(passage.document, passage.quote())


def _benign(kind: str, what: str, languages: tuple[Language, ...], make: Make, *, ellipsis: bool = False) -> Mutation:
    return Mutation(kind, what, Expected.ACCEPT, languages, make, ellipsis)


BENIGN: tuple[Mutation, ...] = (
    _benign("B1", "identity", ALL, _identity),
    _benign("B2", "line break inside", ALL, either_side(_line_break)),
    _benign("B3", "word hyphenated at a line end", EN, either_side(_hyphenated)),
    _benign("B4", "soft hyphen", EN, either_side(_insert_inside("\u00ad"))),
    _benign("B5", "full-width ASCII", ALL, quoting(_full_width)),
    _benign("B6", "half-width kana", ("ja",), either_side(_half_width_kana)),
    _benign("B7", "NFD", ALL, either_side(lambda text, _: unicodedata.normalize("NFD", text))),
    _benign("B8", "ligatures", EN, either_side(_replace_all({"ffi": "ﬃ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}))),
    _benign("B9", "curly and straight quotes", ALL, either_side(_curly)),
    _benign("B10", "dash variants", ALL, quoting(_dashes)),
    _benign("B11", "no-break and thin spaces", ALL, either_side(_other_spaces("\u00a0\u2009\u202f\u3000"))),
    _benign("B12", "double space", ALL, either_side(_double_space)),
    _benign("B13", "zero-width characters", ALL, either_side(_insert_inside("\u200b\u200c\u200d\u2060\ufeff"))),
    _benign("B14", "tag characters", ALL, either_side(_insert_inside("\U000e0041\U000e0020\U000e007f"))),
    _benign("B15", "spaces between CJK characters", CJK, either_side(_cjk_spaces)),
    _benign("B17", "final stop missing", ALL, quoting(_no_stop)),
    _benign("B18", "legal ellipsis", ALL, quoting(_ellipsis), ellipsis=True),
    _benign("B19", "enclosed and Roman numerals standing alone", ALL, _labels),
)
