"""Malign mutations of the words themselves: one changed figure, negation, comparator, modal, party, letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from konkyo.evals.mutations import ALL, CJK, EN, Expected, Make, Mutant, Mutation, Others, Rewrite, on_page, quoting
from konkyo.evals.passages import Language, Passage
from konkyo.evals.quote_words import Pairs, pairs, pairs_by_language, table

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_HALF = str.maketrans("０１２３４５６７８９", "0123456789")
_KANJI_DIGITS = "一二三四五六七八九"


def _one_of(matches: Sequence[re.Match[str]], random: Random) -> re.Match[str] | None:
    return random.choice(matches) if matches else None


def _put(text: str, match: re.Match[str], new: str) -> str:
    return f"{text[: match.start()]}{new}{text[match.end() :]}"


def _like(number: int, printed: str) -> str:
    return str(number).translate(_FULL) if printed[0] >= "０" else str(number)


def number_changed(pattern: str, steps: Sequence[int] = (1, -1)) -> Rewrite:
    """The number in group 1 of a match of ``pattern`` moved by a step; kanji numerals too."""

    def rewrite(text: str, random: Random) -> str | None:
        match = _one_of(list(re.finditer(pattern, text)), random)
        if match is None:
            return None
        printed = match.group(1)
        if printed[0] in _KANJI_DIGITS:
            new = _KANJI_DIGITS[(_KANJI_DIGITS.index(printed[0]) + 1) % 9] + printed[1:]
        else:
            value = int(printed.translate(_HALF))
            new = _like(abs(value + random.choice(steps)), printed)
            if new == printed:
                new = _like(value + 1, printed)
        return f"{text[: match.start(1)]}{new}{text[match.end(1) :]}"

    return rewrite


def replaced(pattern: str, new: str) -> Rewrite:
    """One match of ``pattern`` replaced."""

    def rewrite(text: str, random: Random) -> str | None:
        match = _one_of(list(re.finditer(pattern, text)), random)
        return None if match is None else _put(text, match, match.expand(new))

    return rewrite


def exchanged(opposites: Pairs) -> Rewrite:
    """One word of a pair replaced by the other; Latin words as whole words, first letter's case kept."""

    def rewrite(text: str, random: Random) -> str | None:
        found = []
        for pair in opposites:
            for old, new in (pair, pair[::-1]):
                word = rf"(?<![A-Za-z-]){re.escape(old)}(?![A-Za-z-])" if old.isascii() else re.escape(old)
                found += [(match, new) for match in re.finditer(word, text, re.IGNORECASE if old.isascii() else 0)]
        if not found:
            return None
        match, new = random.choice(found)
        return _put(text, match, new.capitalize() if match.group()[0].isupper() else new)

    return rewrite


def first_that_works(*rewrites: Rewrite) -> Rewrite:
    """The first rewrite that changes anything, in random order."""

    def rewrite(text: str, random: Random) -> str | None:
        for attempt in random.sample(rewrites, len(rewrites)):
            new = attempt(text, random)
            if new is not None and new != text:
                return new
        return None

    return rewrite


def planted(*clauses: tuple[str, str]) -> Make:
    """A clause put on the page and quoted wrongly: (printed, quoted)."""

    def make(passage: Passage, random: Random, others: Others) -> Mutant | None:
        printed, quoted = random.choice(clauses)
        at = _place(passage)
        if at is None:
            return None
        gap = " " if passage.language == "en" else "、"
        old = passage.text
        return on_page(passage, f"{old[:at]}{printed}{gap}{old[at:]}", f"{old[:at]}{quoted}{gap}{old[at:]}")

    return make


def natural_or(natural: Make, plant: Make) -> Make:
    """What the passage itself offers; where it offers nothing, a planted clause."""

    def make(passage: Passage, random: Random, others: Others) -> Mutant | None:
        return natural(passage, random, others) or plant(passage, random, others)

    return make


def _place(passage: Passage) -> int | None:
    text = passage.text
    if passage.language == "en":
        spaces = [m.end() for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", text)]
        return spaces[len(spaces) // 2] if spaces else None
    commas = [m.end() for m in re.finditer(r"[、，]", text) if m.end() < len(text) - 1]
    return commas[len(commas) // 2] if commas else None


_NUMBER = r"(?<![\d.,０-９A-Za-z])([1-9]\d{0,5}|[１-９][０-９]{0,5})(?![\d０-９])"
_REFERENCE = (
    r"(?:[Cc]laims?|[Ss]ections?|[Aa]rticles?|[Pp]aragraphs?|FIG\.|Fig\.|Figures?|Exhibit|[Ss]tep|請求項|第|図|图|段落|例|条)\s?"
    r"([1-9]\d{0,3}|[１-９][０-９]{0,3}|[一二三四五六七八九])"
)

_INSERTS: dict[Language, tuple[str, str]] = {
    "en": (" ", " optionally "),
    "ja": ("、", "、任意に"),
    "zh": ("，", "，可选地"),
}


def _by_language(name: str) -> Make:
    rewrites = {
        language: first_that_works(*(replaced(a, b) for a, b in own))
        for language, own in pairs_by_language(name).items()
    }

    def make(passage: Passage, random: Random, others: Others) -> Mutant | None:
        return quoting(rewrites[passage.language])(passage, random, others)

    return make


def _insert_word(passage: Passage, random: Random, others: Others) -> Mutant | None:
    old, new = _INSERTS[passage.language]
    return quoting(replaced(re.escape(old), new))(passage, random, others)


def _words(text: str) -> list[tuple[int, int]]:
    """English words, or runs of one script in Japanese and Chinese text."""
    return [m.span() for m in re.finditer(r"[A-Za-z][\w'-]*|[\u4e00-\u9fff]{1,2}|[ァ-ヺー]+", text)]


def _delete_word(text: str, random: Random) -> str | None:
    words = _words(text)[1:-1]
    if not words:
        return None
    start, end = random.choice(words)
    return text[:start] + text[end:].lstrip(" ")


def _swap_words(text: str, random: Random) -> str | None:
    words = _words(text)
    pairs = [(a, b) for a, b in pairwise(words) if text[slice(*a)] != text[slice(*b)]]
    if not pairs:
        return None
    (a, b), (c, d) = random.choice(pairs)
    return f"{text[:a]}{text[c:d]}{text[b:c]}{text[a:b]}{text[d:]}"


def _lookalike(text: str, random: Random) -> str | None:
    lookalikes = table("lookalikes")
    places = [i for i, c in enumerate(text) if c in lookalikes]
    if not places:
        return None
    at = random.choice(places)
    return text[:at] + lookalikes[text[at]] + text[at + 1 :]


def _case(text: str, random: Random) -> str | None:
    words = list(re.finditer(r"[A-Za-z]{2,}", text))
    if not words:
        return None
    word = random.choice(words)
    at = random.randrange(word.start(), word.end())
    return text[:at] + text[at].swapcase() + text[at + 1 :]


def _glue(text: str, random: Random) -> str | None:
    return replaced(r"(?<=[a-z]) (?=[a-z])", "")(text, random)


def _false(kind: str, what: str, make: Make, languages: tuple[Language, ...] = ALL) -> Mutation:
    return Mutation(kind, what, Expected.REJECT, languages, make)


FALSE_QUOTES: tuple[Mutation, ...] = (
    _false(
        "M1", "number changed by one", natural_or(quoting(number_changed(_NUMBER)), planted(*pairs("plant_numbers")))
    ),
    _false(
        "M2",
        "decimal point moved",
        natural_or(quoting(replaced(r"(?<=\d)\.(\d)(?=\d|\b)", r"\1.")), planted(*pairs("plant_decimals"))),
    ),
    _false("M3", "thousands separator made a decimal mark", planted(*pairs("plant_separators"))),
    _false(
        "M4",
        "unit changed",
        natural_or(
            quoting(first_that_works(*(replaced(a, b) for a, b in pairs("units")))), planted(*pairs("plant_units"))
        ),
    ),
    _false("M5", "range bounds changed", planted(*pairs("plant_ranges"))),
    _false(
        "M6",
        "reference number changed",
        natural_or(quoting(number_changed(_REFERENCE, (1, 2, 3))), planted(*pairs("plant_references"))),
    ),
    _false("M7", "day and month swapped", planted(*pairs("plant_dates"))),
    _false(
        "M8",
        "year or era changed",
        natural_or(quoting(number_changed(r"\b((?:19|20)\d\d)\b")), planted(*pairs("plant_eras"))),
    ),
    _false("M9", "negation inserted", _by_language("negate")),
    _false("M10", "negation deleted", _by_language("unnegate")),
    _false("M11", "double negation", _by_language("double")),
    _false("M12", "modal changed", quoting(exchanged(pairs("modals")))),
    _false("M14", "comparator changed", quoting(exchanged(pairs("comparators")))),
    _false("M15", "quantifier or connective changed", quoting(exchanged(pairs("quantifiers")))),
    _false("M16", "open claim made closed", quoting(exchanged(pairs("openings")))),
    _false("M17", "word deleted", quoting(_delete_word)),
    _false("M18", "word inserted", _insert_word),
    _false("M19", "words swapped", quoting(_swap_words)),
    _false("M20", "synonym", quoting(exchanged(pairs("synonyms")))),
    _false("M21", "antonym", quoting(exchanged(pairs("antonyms")))),
    _false("M22", "party changed", quoting(exchanged(pairs("parties")))),
    _false("M23", "look-alike letter", natural_or(quoting(_lookalike), planted(*pairs("plant_lookalikes")))),
    _false("M23p", "look-alike letter in a planted term", planted(*pairs("plant_lookalikes"))),
    _false("M25", "case changed", natural_or(quoting(_case), planted(*pairs("plant_case")))),
    _false("M25p", "case of a symbol changed", planted(*pairs("plant_case"))),
    _false("M43", "sign or relation lost", planted(*pairs("plant_signs"))),
    _false("B21", "superscript flattened", planted(*pairs("plant_powers"))),
    _false("X1", "fraction flattened", planted(*pairs("plant_fractions"))),
    _false("X2", "range dash lost", planted(*pairs("plant_range_dash"))),
    _false("X3", "enclosed numeral run into a number", planted(*pairs("plant_labels"))),
    _false("X4", "power of a unit flattened", planted(*pairs("plant_unit_powers"))),
    _false("X5", "space between words lost", natural_or(quoting(_glue), planted(*pairs("plant_spaces"))), EN),
    _false("X6", "space between numbers lost", planted(("1 2", "12"), ("３ ４", "３４"), ("A B", "AB")), CJK),
)
