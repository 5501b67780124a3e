"""Quotes that only a person can judge: true words out of scope, other characters, an editor's brackets, OCR noise."""

from __future__ import annotations

import re
from random import Random

from konkyo.evals.mutations import ALL, CJK, EN, Expected, Make, Mutant, Mutation, Others, on_page, quoting
from konkyo.evals.passages import Language, Passage
from konkyo.evals.quote_words import pairs_by_language, table, texts_by_language


def _before_exception(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """The page goes on with an exception where the quote stops."""
    text = passage.text
    stop = text[-1]
    body = text[:-1]
    tail = random.choice(texts_by_language("exceptions")[passage.language])
    return on_page(passage, f"{body}{tail}{stop}", body)


def _after_operator(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """The page denies the statement; the quote leaves the denial out."""
    lead, tail = random.choice(pairs_by_language("leads")[passage.language])
    body = passage.text[:-1]
    if passage.language == "en":
        body = body[0].lower() + body[1:]
    return on_page(passage, f"{lead}{body}{tail}{passage.text[-1]}", body)


def _quoted_by_another(passage: Passage, random: Random, others: Others) -> Mutant | None:
    opening, closing = random.choice(pairs_by_language("frames")[passage.language])
    return on_page(passage, f"{opening}{passage.text}{closing}", passage.text)


def _older_forms(passage: Passage, random: Random, others: Others) -> Mutant | None:
    forms = table("old_forms" if passage.language == "ja" else "traditional")
    return quoting(lambda text, _: "".join(forms.get(c, c) for c in text))(passage, random, others)


def _bracketed(text: str, random: Random) -> str | None:
    words = list(re.finditer(r"(?<= )[a-z]{2,12}(?= )", text))
    if not words:
        return None
    word = random.choice(words)
    new = random.choice(
        [f"[the] {word.group()}", f"[{word.group()}]", f"[{word.group()[0].upper()}]{word.group()[1:]}"]
    )
    return f"{text[: word.start()]}{new}{text[word.end() :]}"


def _bracketed_cjk(text: str, random: Random) -> str | None:
    places = [m.end() for m in re.finditer(r"[、，]", text) if m.end() < len(text)]
    if not places:
        return None
    at = random.choice(places)
    return f"{text[:at]}{random.choice(['［同］', '[该]', '［本件］'])}{text[at:]}"


def _noise(share: float) -> Make:
    """The page was read by OCR with ``share`` of its characters wrong; the quote is what the paper says."""

    def make(passage: Passage, random: Random, others: Others) -> Mutant | None:
        printed = misread(passage.text, share, random)
        return None if printed == passage.text else on_page(passage, printed, passage.text, origin="ocr", stands=True)

    return make


def misread(text: str, share: float, random: Random) -> str:
    """``text`` with each character misread with probability ``share``: confused, dropped or doubled."""
    confused = table("confused")
    out = []
    for character in text:
        if random.random() >= share or character.isspace():
            out.append(character)
            continue
        choice = random.random()
        if choice < 0.75:
            out.append(random.choice(confused.get(character, "~*^|")))
        elif choice < 0.9:
            out.append("")
        else:
            out.append(character * 2)
    return "".join(out)


def _noise_and_change(change: Make, share: float) -> Make:
    """A false quote against a page read by OCR: nothing may carry it through."""

    def make(passage: Passage, random: Random, others: Others) -> Mutant | None:
        mutant = change(passage, random, others)
        if mutant is None:
            return None
        return on_page(
            passage, misread(passage.text, share, random), mutant.quote.evidence_quote, origin="ocr", stands=True
        )

    return make


def _elided_operator(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """The ellipsis swallows the word that decides."""
    words = {
        "en": r" (?:not|never|no|unless|except|without)\b[^,.;]*?(?= )",
        "ja": r"[^、]*(?:ない|ず(?=、|に)|除き|ただし)[^、]*、",
        "zh": r"[^，]*(?:不|未|除非|除外|但是)[^，]*，",
    }
    found = [
        m
        for m in re.finditer(words[passage.language], passage.text)
        if m.start() > 20 and m.end() < len(passage.text) - 20
    ]
    if not found:
        return None
    gap = random.choice(found)
    return Mutant(
        passage.document, passage.quote(f"{passage.text[: gap.start()]} […] {passage.text[gap.end() :].lstrip()}")
    )


def _natural_exception(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """The page's own exception, cut away."""
    words = {
        "en": r",? (?:unless|except|provided that|but not|other than|subject to)\b",
        "ja": r"(?:、|。)?(?:ただし|但し)|(?:を除き|を除く|の場合を除)",
        "zh": r"，但|除外|，除非",
    }
    match = re.search(words[passage.language], passage.text)
    if match is None or match.start() < 25:
        return None
    return Mutant(passage.document, passage.quote(passage.text[: match.start()]), stands=False)


def _doubtful(kind: str, what: str, make: Make, languages: tuple[Language, ...] = ALL) -> Mutation:
    return Mutation(kind, what, Expected.REVIEW, languages, make)


def doubtful_quotes(changes: tuple[Mutation, ...]) -> tuple[Mutation, ...]:
    """The review kinds; ``changes`` are false quotes to be tried on noisy OCR pages too."""
    noisy = tuple(
        Mutation(
            f"O{m.kind[1:]}",
            f"{m.what}, OCR page with 1 % noise",
            Expected.REJECT,
            m.languages,
            _noise_and_change(m.make, 0.01),
        )
        for m in changes
    )
    return (
        _doubtful("R47", "cut before an exception", _before_exception),
        _doubtful("R47n", "cut before the page's own exception", _natural_exception),
        _doubtful("R48", "denial left out", _after_operator),
        _doubtful("R49", "OCR page with 1 % noise", _noise(0.01)),
        _doubtful("R50", "OCR page with 3 % noise", _noise(0.03)),
        _doubtful("R52", "words quoted by the source", _quoted_by_another),
        _doubtful("B20", "old or traditional characters", _older_forms, CJK),
        _doubtful("B23", "editorial brackets", quoting(_bracketed), EN),
        _doubtful("B23c", "editorial brackets", quoting(_bracketed_cjk), CJK),
        _doubtful("X13", "ellipsis over a negation or exception", _elided_operator),
        *noisy,
    )
