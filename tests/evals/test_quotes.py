"""The suite that measures the verifier: its material, its mutants, its counts."""

from __future__ import annotations

import os
import unicodedata
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from konkyo.evals.doubtful_quotes import misread
from konkyo.evals.mutations import BENIGN, Expected, Others
from konkyo.evals.passages import language_of, passages_of, sample, spaceless
from konkyo.evals.quotes import MUTATIONS, run, trials
from konkyo.records.documents import Document, Outcome, Page
from konkyo.records.evidence import Quote, RowStatus, Verdict

EN = (
    "This is an agreement. The licensor grants to the licensee, for a term of 12 months, a right to use the method. "
    "The licensee shall not disclose the confidential information to third parties, and shall pay 250 euros at least. "
    "The applicant may file a reply within 30 days of the notice, in which each of the claims is addressed by number. "
)
JA = (
    "出願人は、この通知を受けた日から六十日以内に、意見書を提出することができる。"
    "審査官は、補正後の請求項１２について、進歩性を有しないと判断した場合は、その旨を通知しなければならない。"
    "甲は、乙に対し、本契約の締結後30日以内に、開示した情報の全ての返還を求めることができる。"
)
ZH = (
    "申请人应当自收到通知之日起三个月内，向国务院专利行政部门提交意见陈述书，说明理由。"
    "被许可人不得向任何第三方公开保密信息，并且应当按照合同的约定，支付至少250元的使用费。"
    "人民法院可以根据当事人的请求，依照专利法第二十二条第三款的规定，认定该权利要求无效。"
)


def _document(text: str, name: str) -> Document:
    return Document(
        document_id=(name * 64)[:64],
        name=name,
        media_type="text/plain",
        size=1,
        outcome=Outcome.PARSED,
        pages=(Page(number=1, text=f"\n{text}\n"),),
    )


DOCUMENTS = [
    _document(EN, "a"),
    _document(EN.replace("12 months", "6 years"), "b"),
    _document(JA, "c"),
    _document(ZH, "d"),
]


def test_sentences_are_whole_and_of_their_language() -> None:
    """Passages are whole sentences that stand on their page; Japanese and Chinese are told apart."""
    for document, language in zip(DOCUMENTS, ("en", "en", "ja", "zh"), strict=True):
        found = passages_of(document)
        assert len(found) >= 2
        assert {p.language for p in found} == {language}
        assert all(p.text.endswith((".", "。")) and p.page.text[p.start : p.end] == p.text for p in found)
    assert language_of("1234 5678") is None


def test_sentences_are_drawn_without_repeats() -> None:
    """The same sentence of two documents is used once."""
    passages = sample(DOCUMENTS, per_language=50, random=Random(1))["en"]
    words = [spaceless(p.text) for p in passages]
    assert len(words) == len(set(words)) == 4


def test_kinds_are_named_once_and_cover_the_contract() -> None:
    """Every listed kind is there; no kind is there twice for one language."""
    named = [(m.kind, language) for m in MUTATIONS for language in m.languages]
    assert len(named) == len(set(named))
    kinds = {m.kind for m in MUTATIONS}
    benign = {f"B{n}" for n in (*range(1, 16), 17, 18, 19, 20, 21, 23)}
    malign = {
        f"M{n}" for n in (*range(1, 13), *range(14, 24), 25, 27, 28, 30, 31, 32, 34, 35, 36, 37, 39, 40, 41, 42, 43)
    }
    assert benign | malign | {"R47", "R48", "R49", "R50", "R52"} <= kinds


def test_benign_mutants_say_the_same() -> None:
    """A benign rewriting keeps every word: under NFKC, without spaces, marks and dashes, the quote is the sentence."""
    passages = sample(DOCUMENTS, per_language=50, random=Random(1))
    others = Others(passages)
    made = 0
    for mutation in (m for m in BENIGN if m.kind not in ("B18", "B19")):
        for passage in (p for own in passages.values() for p in own if p.language in mutation.languages):
            mutant = mutation.make(passage, Random(3), others)
            if mutant is not None:
                made += 1
                assert _bare(mutant.quote.evidence_quote) == _bare(passage.text)
    assert made > 60


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def test_no_false_quote_passes_and_no_true_one_fails() -> None:
    """On invented sentences: nothing malign verified, nothing that needs a person verified, nothing benign lost."""
    passages = sample(DOCUMENTS, per_language=50, random=Random(2))
    done = list(trials(passages, random=Random(2)))
    assert len(done) > 500
    wrong = [
        (t.mutation.kind, t.mutant.quote.evidence_quote) for t in done if t.outcome in ("false_accept", "false_reject")
    ]
    assert wrong == []


def test_a_verifier_that_accepts_anything_is_found_out() -> None:
    """The suite can fail: a verifier that says exact to all is charged with every malign kind."""
    passages = sample(DOCUMENTS, per_language=3, random=Random(2))

    def careless(quote: Quote, document: Document | None) -> Quote:
        return quote.model_copy(update={"verdict": Verdict.EXACT})

    done = list(trials(passages, random=Random(2), verify=careless))
    assert {t.status for t in done} == {RowStatus.VERIFIED}
    charged = {t.mutation.kind for t in done if t.outcome == "false_accept"}
    assert charged >= {t.mutation.kind for t in done if t.mutation.expected is not Expected.ACCEPT}


def test_the_result_counts_what_the_cases_say() -> None:
    """Figures are the cases counted; the same seed gives the same result."""
    result = run(DOCUMENTS, per_language=2, seed=5)
    assert result == run(DOCUMENTS, per_language=2, seed=5)
    figures = {f.name: f for f in result.figures}
    malign = [c for c in result.cases if c.expected == "reject"]
    assert figures["false_accept.malign"].n == len(malign)
    assert figures["false_accept.malign"].value == 0.0
    assert figures["passages.en"].value == 2
    numbers = [int(c.id.rsplit(".", 1)[1]) for c in result.cases]
    assert all(b == a + 1 for a, b in pairwise(numbers))
    assert not any(word in c.note for c in result.cases for word in ("licens", "出願", "申请"))


def test_misreading_keeps_the_length_about_the_same() -> None:
    """OCR noise of one per cent changes about one character in a hundred."""
    text = "abcdefgh " * 500
    assert (
        sum(a != b for a, b in zip(text, misread(text, 0.01, Random(1)), strict=False)) >= 15
        or misread(text, 0.01, Random(1)) != text
    )
    assert misread(text, 0.0, Random(1)) == text


@pytest.mark.skipif("KONKYO_DATA" not in os.environ, reason="KONKYO_DATA is unset: no real statutes to quote from")
def test_real_statutes_hold_the_same_rule() -> None:
    """On real Chinese statutes, read as plain text, no false quote is verified and no true one rejected."""
    folder = Path(os.environ["KONKYO_DATA"]) / "documents/zh_law"
    documents = []
    for index, path in enumerate(sorted(folder.glob("*.md"))[:6]):
        documents.append(_document(path.read_text("utf-8")[:4000], "0123456789abcdef"[index]))
    result = run(documents, per_language=12, seed=1)
    figures = {f.name: f for f in result.figures}
    assert figures["passages.zh"].n == 12
    assert figures["false_accept.malign"].value == 0.0
    assert figures["false_reject.benign"].value == 0.0
