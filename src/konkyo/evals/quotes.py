"""The ``quotes`` suite: true and false quotes of real sentences, and what the verifier makes of them.

For each kind of mutation and language: how often a false quote was accepted as verified, how often a true one was
rejected, how often a person was asked. A mutant whose words happen to stand on the page is left out, by comparing
characters without white space; the verifier is not asked about that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random

from konkyo.evals.doubtful_quotes import doubtful_quotes
from konkyo.evals.false_quotes import FALSE_QUOTES
from konkyo.evals.figures import Case, Figure, Result, count, rate
from konkyo.evals.misplaced_quotes import MISPLACED_QUOTES
from konkyo.evals.mutations import BENIGN, Expected, Mutant, Mutation, Others
from konkyo.evals.passages import Language, Passage, sample, spaceless
from konkyo.evidence.verify import evidence_status, verify_quote
from konkyo.records.documents import Document
from konkyo.records.evidence import Quote, RowStatus

_ON_OCR = frozenset({"M1", "M9", "M10", "M12", "M14", "M4", "M22"})

MUTATIONS: tuple[Mutation, ...] = (
    *BENIGN,
    *FALSE_QUOTES,
    *MISPLACED_QUOTES,
    *doubtful_quotes(tuple(m for m in FALSE_QUOTES if m.kind in _ON_OCR)),
)

Verify = Callable[[Quote, Document | None], Quote]


@dataclass(frozen=True, slots=True)
class Trial:
    """One mutant, checked. ``status``: verified, review or unverified."""

    mutation: Mutation
    passage: Passage
    mutant: Mutant
    checked: Quote
    status: RowStatus

    @property
    def outcome(self) -> str:
        """``right``, ``false_accept``, ``false_reject``, ``to_review`` (instead of a clear answer) or ``rejected``."""
        if self.mutation.expected is Expected.ACCEPT:
            return {RowStatus.VERIFIED: "right", RowStatus.REVIEW: "to_review"}.get(self.status, "false_reject")
        if self.status is RowStatus.VERIFIED:
            return "false_accept"
        if self.mutation.expected is Expected.REJECT:
            return "to_review" if self.status is RowStatus.REVIEW else "right"
        return "right" if self.status is RowStatus.REVIEW else "rejected"


def trials(
    passages: dict[Language, list[Passage]], *, random: Random, verify: Verify = verify_quote
) -> Iterator[Trial]:
    """Every mutation of every passage of its languages, checked by ``verify``."""
    others = Others(passages)
    for language, own in passages.items():
        for passage in own:
            for mutation in MUTATIONS:
                if language not in mutation.languages:
                    continue
                mutant = mutation.make(passage, random, others)
                if mutant is None or (mutation.expected is not Expected.ACCEPT and mutant.stands and _stands(mutant)):
                    continue
                checked = verify(mutant.quote, mutant.document)
                yield Trial(mutation, passage, mutant, checked, evidence_status(checked))


def _stands(mutant: Mutant) -> bool:
    """Whether the mutated words really stand on the claimed page, white space aside (English: runs of it as one)."""
    page = mutant.document.page(mutant.quote.page or 1)
    if page is None:
        return False
    words = mutant.quote.evidence_quote
    if words.isascii():
        return " ".join(words.split()) in " ".join(page.text.split())
    return spaceless(words) in spaceless(page.text)


def run(documents: Iterable[Document], *, per_language: int = 500, seed: int = 0) -> Result:
    """Measure the verifier on up to ``per_language`` sentences each of English, Japanese and Chinese.

    Figures are named ``false_accept.KIND.LANGUAGE`` (of malign and review kinds), ``false_reject.KIND.LANGUAGE`` and
    ``to_review.KIND.LANGUAGE``; totals carry no kind. Every trial is a case; its note says which page it is about.
    """
    random = Random(seed)  # noqa: S311 (a measurement to repeat, no secret)
    passages = sample(documents, per_language=per_language, random=random)
    done = list(trials(passages, random=random))
    cases = tuple(_case(index, trial) for index, trial in enumerate(done))
    return Result(suite="quotes", figures=tuple(_figures(passages, done)), cases=cases)


def _case(index: int, trial: Trial) -> Case:
    quote = trial.checked
    got = {"verdict": quote.verdict, "flags": list(quote.flags)}
    passage = trial.passage
    place = f"{passage.document.document_id[:12]} p.{passage.page.number} {passage.start}-{passage.end}"
    name = f"{trial.mutation.kind}.{trial.passage.language}.{index}"
    return Case(id=name, outcome=trial.outcome, expected=trial.mutation.expected.value, got=got, note=place)


def _figures(passages: dict[Language, list[Passage]], done: list[Trial]) -> Iterator[Figure]:
    for language, own in passages.items():
        yield count(f"passages.{language}", len(own), len(own))
    total: Counter[tuple[str, str]] = Counter()
    per: Counter[tuple[Mutation, Language, str]] = Counter()
    for trial in done:
        per[trial.mutation, trial.passage.language, trial.outcome] += 1
        total[_group(trial.mutation), trial.outcome] += 1
    yield from _totals(total)
    for mutation in MUTATIONS:
        for language in mutation.languages:
            counts = {outcome: per[mutation, language, outcome] for outcome in _OUTCOMES}
            n = sum(counts.values())
            wrong = "false_reject" if mutation.expected is Expected.ACCEPT else "false_accept"
            yield rate(f"{wrong}.{mutation.kind}.{language}", counts[wrong], n)
            asked = counts["right"] if mutation.expected is Expected.REVIEW else counts["to_review"]
            yield rate(f"to_review.{mutation.kind}.{language}", asked, n)


_OUTCOMES = ("right", "false_accept", "false_reject", "to_review", "rejected")
_GROUPS = ("benign", "ellipsis", "malign", "review")


def _group(mutation: Mutation) -> str:
    if mutation.ellipsis:
        return "ellipsis"
    return {Expected.ACCEPT: "benign", Expected.REJECT: "malign", Expected.REVIEW: "review"}[mutation.expected]


def _totals(total: Counter[tuple[str, str]]) -> Iterator[Figure]:
    for group in _GROUPS:
        n = sum(total[group, outcome] for outcome in _OUTCOMES)
        if group in ("benign", "ellipsis"):
            yield rate(f"false_reject.{group}", total[group, "false_reject"], n)
            yield rate(f"to_review.{group}", total[group, "to_review"], n)
        else:
            yield rate(f"false_accept.{group}", total[group, "false_accept"], n)
            asked = total[group, "right" if group == "review" else "to_review"]
            yield rate(f"to_review.{group}", asked, n)
