"""Quotes verified per second next to a named peer, and what the peer accepts of the same false quotes.

    python bench/evidence.py DATA [--per-language N] [--json]

The peer is what many tools do: ``rapidfuzz.fuzz.partial_ratio`` of quote and page, accepted from 90 (``difflib`` where
rapidfuzz is not installed). Both judge the same quotes on the same pages in the same run, pages read before.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

import quote_sources

from konkyo.evals.mutations import Expected
from konkyo.evals.passages import sample
from konkyo.evals.quotes import Trial, trials
from konkyo.evidence.locate import searchable
from konkyo.evidence.verify import verify_quote
from konkyo.records.documents import Document
from konkyo.records.evidence import Quote, RowStatus

THRESHOLD = 90.0


def peer() -> tuple[str, Callable[[str, str], float]]:
    """The peer's name and its score of a quote against a page, 0 to 100."""
    try:
        from rapidfuzz import __version__, fuzz
    except ImportError:
        return "difflib", _difflib_score
    return f"rapidfuzz {__version__} partial_ratio", lambda quote, page: float(fuzz.partial_ratio(quote, page))


def _difflib_score(quote: str, page: str) -> float:
    matched = sum(block.size for block in SequenceMatcher(None, page, quote, autojunk=False).get_matching_blocks())
    return 100.0 * matched / max(1, len(quote))


def measure(done: list[Trial]) -> dict[str, object]:
    """Both verifiers over the same trials, in CPU seconds; ours with the page searched once before."""
    name, score = peer()
    true = [(t.passage.quote(), t.passage.document) for t in done if t.mutation.kind == "B1"]
    pairs = [(t.mutant.quote, t.mutant.document, t.mutant.document.page(t.mutant.quote.page or 1)) for t in done]
    accepted: Counter[tuple[str, str]] = Counter()
    ours, whole = _seconds(true), _seconds([(quote, document) for quote, document, _ in pairs])
    start = time.process_time()
    scores = [score(quote.evidence_quote, page.text if page else "") for quote, _, page in pairs]
    theirs = time.process_time() - start
    totals: Counter[str] = Counter()
    for trial, value in zip(done, scores, strict=True):
        group = trial.mutation.expected.value
        totals[group] += 1
        accepted["peer", group] += value >= THRESHOLD
        accepted["konkyo", group] += trial.status is RowStatus.VERIFIED
    return {
        "quotes": len(pairs),
        "konkyo_true_quotes_per_second": round(len(true) / ours),
        "konkyo_all_per_second": round(len(pairs) / whole),
        "peer": name,
        "peer_per_second": round(len(pairs) / theirs),
        "all_to_peer": round(theirs / whole, 3),
        "false_accept": {who: _share(accepted[who, "reject"], totals["reject"]) for who in ("konkyo", "peer")},
        "benign_not_verified": {
            who: _share(totals["accept"] - accepted[who, "accept"], totals["accept"]) for who in ("konkyo", "peer")
        },
    }


def _seconds(quotes: list[tuple[Quote, Document]]) -> float:
    """CPU seconds for verifying every quote once, its page read and made searchable before."""
    passed = 0.0
    for quote, document in quotes:
        page = document.page(quote.page or 1)
        if page is not None:
            searchable(page)
        start = time.process_time()
        verify_quote(quote, document)
        passed += time.process_time() - start
    return passed


def _share(hits: int, n: int) -> str:
    return f"{hits}/{n} = {100 * hits / n:.2f} %" if n else "0/0"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--per-language", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    random = Random(0)
    passages = sample(quote_sources.corpus(arguments.data), per_language=arguments.per_language, random=random)
    done = [t for t in trials(passages, random=random) if t.mutation.expected is not Expected.REVIEW]
    figures = measure(done)
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        print(f"{name:30} {value}")


if __name__ == "__main__":
    main()
