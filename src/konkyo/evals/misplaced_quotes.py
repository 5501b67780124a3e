"""Malign mutations of place and source: spliced, reordered, from elsewhere, invented, hidden, of another section."""

from __future__ import annotations

import re
from random import Random

from konkyo.evals.mutations import ALL, CJK, EN, Expected, Make, Mutant, Mutation, Others, around, on_page
from konkyo.evals.passages import Language, Passage, spaceless
from konkyo.evals.quote_words import pairs, texts_by_language
from konkyo.records.documents import Aside, AsideKind, Page, Section, SectionKind

_MARK: dict[Language, str] = {"en": " [...] ", "ja": "［中略］", "zh": "……"}


def _halves(passage: Passage) -> list[int]:
    """Where the sentence may be cut: between words (EN), after commas or between clauses (CJK)."""
    text = passage.text
    if passage.language == "en":
        return [m.start() for m in re.finditer(r"(?<=[a-z,]) (?=[a-z])", text) if 20 <= m.start() <= len(text) - 20]
    return [m.end() for m in re.finditer(r"[、，]", text) if 8 <= m.end() <= len(text) - 8]


def _spliced(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """The first half of one sentence and the second half of another on the same page, without ellipsis."""
    own = [p for p in others.passages[passage.language] if p.page is passage.page and p.start != passage.start]
    other = random.choice(own) if own else others.like(passage, random)
    a, b = _halves(passage), _halves(other)
    if not a or not b:
        return None
    text = passage.text[: random.choice(a)].rstrip() + (" " if passage.language == "en" else "")
    return Mutant(passage.document, passage.quote(text + other.text[random.choice(b) :].lstrip()))


def _reordered(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """The second part before the first, joined by an ellipsis."""
    cuts = _halves(passage)
    if not cuts:
        return None
    at = random.choice(cuts)
    first, second = passage.text[:at].strip(), passage.text[at:].strip().rstrip(".。")
    return Mutant(passage.document, passage.quote(f"{second}{_MARK[passage.language]}{first}"))


def _reordered_among_repeats(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """The page says A B A; the quote, B … A, is not what the sentence A B says."""
    cuts = _halves(passage)
    if not cuts:
        return None
    at = random.choice(cuts)
    first, second = passage.text[:at].strip(), passage.text[at:].strip().rstrip(".。")
    gap = " " if passage.language == "en" else ""
    return on_page(passage, f"{passage.text}{gap}{first}{gap}", f"{second}{_MARK[passage.language]}{first}")


def _across_documents(passage: Passage, random: Random, others: Others) -> Mutant | None:
    other = others.like(passage, random)
    a, b = _halves(passage), _halves(other)
    if other.document.document_id == passage.document.document_id or not a or not b:
        return None
    text = (
        f"{passage.text[: random.choice(a)].rstrip()}{_MARK[passage.language]}{other.text[random.choice(b) :].lstrip()}"
    )
    return Mutant(passage.document, passage.quote(text))


def _other_page(passage: Passage, random: Random, others: Others) -> Mutant | None:
    pages = [p.number for p in passage.document.pages if p.number != passage.page.number and p.text.strip()]
    if pages:
        quote = passage.quote().model_copy(update={"page": random.choice(pages), "paragraph": None})
        return Mutant(passage.document, quote)
    other = others.like(passage, random)  # a document of one page: put another one before it
    pages_now = (Page(number=1, text=other.page.text), Page(number=2, text=passage.page.text))
    document = passage.document.model_copy(update={"pages": pages_now})
    return Mutant(document, passage.quote().model_copy(update={"page": 1, "paragraph": None}))


def _other_document(passage: Passage, random: Random, others: Others) -> Mutant | None:
    other = others.like(passage, random)
    if other.document.document_id == passage.document.document_id:
        return None
    update = {"document_id": other.document.document_id, "page": other.page.number, "paragraph": None}
    return Mutant(other.document, passage.quote().model_copy(update=update))


def _written(name: str) -> Make:
    sentences = texts_by_language(name)

    def make(passage: Passage, random: Random, others: Others) -> Mutant | None:
        text = random.choice(sentences[passage.language]).format(n=random.randint(2, 99))
        return Mutant(passage.document, passage.quote(text))

    return make


def _only_in_the_answer(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """Words of the model's own answer, with the true quote inside."""
    lead = texts_by_language("advice")[passage.language][0].format(n=random.randint(1, 9))
    return Mutant(passage.document, passage.quote(f"{lead} {passage.text}"))


def _paraphrased(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """The same statement in other order and other function words."""
    cuts = _halves(passage)
    if not cuts:
        return None
    at = random.choice(cuts)
    head, tail = passage.text[:at].strip(), passage.text[at:].strip().rstrip(".。")
    if passage.language == "en":
        return Mutant(passage.document, passage.quote(f"{tail[0].upper()}{tail[1:]}, {head[0].lower()}{head[1:]}."))
    return Mutant(passage.document, passage.quote(f"{tail.rstrip('、，')}、{head.rstrip('、，')}。"))


def _translated(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """Words of another language, given as the original's."""
    languages = [lang for lang in others.passages if lang != passage.language and others.passages[lang]]
    if not languages:
        return None
    return Mutant(passage.document, passage.quote(random.choice(others.passages[random.choice(languages)]).text))


def _too_short(passage: Passage, random: Random, others: Others) -> Mutant:
    visible = spaceless(passage.text)
    return Mutant(passage.document, passage.quote(visible[: random.randint(0, 7)]), stands=False)


def _labelled(kind: SectionKind, claimed: SectionKind) -> Make:
    """The page names the section; the quote claims another."""

    def make(passage: Passage, random: Random, others: Others) -> Mutant | None:
        text, start = around(passage, passage.text)
        section = Section(kind=kind, start=max(0, start - 20), end=min(len(text), start + len(passage.text) + 20))
        page = Page(number=1, text=text, sections=(section,))
        document = passage.document.model_copy(update={"pages": (page,)})
        quote = passage.quote().model_copy(update={"page": 1, "paragraph": None, "claimed_as": claimed})
        return Mutant(document, quote, stands=False)

    return make


def _hidden(passage: Passage, random: Random, others: Others) -> Mutant | None:
    """The words stand in the file, but not in what the page shows."""
    text, start = around(passage, "")
    kind = random.choice([AsideKind.HIDDEN, AsideKind.DELETED, AsideKind.COMMENT])
    page = Page(number=1, text=text, asides=(Aside(kind=kind, text=passage.text, at=start),))
    document = passage.document.model_copy(update={"pages": (page,)})
    return Mutant(document, passage.quote().model_copy(update={"page": 1, "paragraph": None}))


def _cut(*printed_and_kept: tuple[str, str]) -> Make:
    """The page prints the first; the quote begins, or ends, with the second, which is part of it."""

    def make(passage: Passage, random: Random, others: Others) -> Mutant | None:
        printed, kept = random.choice(printed_and_kept)
        cuts = _halves(passage)
        if not cuts:
            return None
        gap = " " if passage.language == "en" else ""
        at = random.choice(cuts)
        head, tail = passage.text[:at].rstrip(), passage.text[at:].lstrip()
        if gap == "" and (head[-1].isalnum() or tail[0].isascii()):
            return None
        page = f"{head}{gap}{printed}{gap}{tail}"
        quote = f"{head}{gap}{kept}" if printed.startswith(kept) else f"{kept}{gap}{tail}"
        return on_page(passage, page, quote)

    return make


def _false(kind: str, what: str, make: Make, languages: tuple[Language, ...] = ALL) -> Mutation:
    return Mutation(kind, what, Expected.REJECT, languages, make)


def _doubtful(kind: str, what: str, make: Make, languages: tuple[Language, ...] = ALL) -> Mutation:
    return Mutation(kind, what, Expected.REVIEW, languages, make)


MISPLACED_QUOTES: tuple[Mutation, ...] = (
    _false("M27", "two sentences spliced without ellipsis", _spliced),
    _false("M28", "pieces reordered around an ellipsis", _reordered),
    _false("M28r", "pieces reordered where the page repeats them", _reordered_among_repeats),
    _false("M30", "ellipsis across documents", _across_documents),
    _false("M31", "other page", _other_page),
    _false("M32", "other document", _other_document),
    _false("M34", "invented", _written("invented")),
    _false("M35", "paraphrase", _paraphrased),
    _false("M36", "another language given as the original", _translated),
    _false("M37", "empty or below 8 characters", _too_short),
    _doubtful("M39", "abstract claimed as a claim", _labelled(SectionKind.ABSTRACT, SectionKind.CLAIMS)),
    _false("M40", "hidden, deleted or comment text", _hidden),
    _doubtful("M41", "cited art claimed as the description", _labelled(SectionKind.CITED_ART, SectionKind.DESCRIPTION)),
    _false("M42", "words of the answer itself", _only_in_the_answer),
    _false("X7", "cut inside a number", _cut(*pairs("numbers_cut"))),
    _false("X8", "cut after a sign or era", _cut(*pairs("signs_cut"))),
    _false("X9", "cut before a power, fraction or magnitude", _cut(*pairs("powers_cut"))),
    _false("X10", "cut inside a word", _cut(*pairs("words_cut")), EN),
    _doubtful(
        "X11",
        "cut before the unit",
        _cut(("10 mm", "10"), ("5%", "5"), ("20 ℃", "20"), ("３０％", "３０"), ("8 kPa", "8")),
    ),
    _doubtful(
        "X12", "comparator cut away", _cut(("at least 10 mm", "10 mm"), ("10 or more", "10"), ("up to 5%", "5%")), EN
    ),
    _doubtful(
        "X12c",
        "comparator cut away",
        _cut(("１０以上", "１０"), ("5%未満", "5%"), ("約３ｍｍ", "３ｍｍ"), ("至少5个", "5个"), ("30日以内", "30日")),
        CJK,
    ),
)
