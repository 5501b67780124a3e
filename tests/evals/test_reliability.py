"""Reliability of confidence: counted right, judged only on layouts that were not learnt from, told on one page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.evals.reliability import Observation, binned, brier, counts, cross_validated, expected_error
from konkyo.evals.reliability_page import counts_file, observations_file, read_observations, reliability_page
from konkyo.practice.notices.calibration import calibration, read_counts

ROOT = Path(__file__).resolve().parents[2]

FINDINGS = st.lists(
    st.builds(
        Observation,
        field=st.sampled_from(["office", "party", "row"]),
        told=st.sampled_from(["paper", "letter"]),
        confidence=st.sampled_from([0.4, 0.6, 0.85, 0.9, 0.95, 0.98, 0.99, 1.0]),
        right=st.booleans(),
        layout=st.sampled_from("abcdefgh"),
    ),
    min_size=1,
    max_size=60,
)


def finding(layout: str, confidence: float, *, right: bool) -> Observation:
    """A finding of one field in an office's paper."""
    return Observation(field="party", told="paper", confidence=confidence, right=right, layout=layout)


@given(FINDINGS)
def test_every_finding_is_in_one_bin(found: list[Observation]) -> None:
    """Bins neither lose a finding nor count it twice, whatever its confidence."""
    assert sum(len(inside) for *_, inside in binned(found)) == len(found)
    assert 0.0 <= expected_error(found) <= 1.0
    assert 0.0 <= brier(found) <= 1.0


@given(FINDINGS)
def test_counts_survive_their_file(found: list[Observation]) -> None:
    """The data file says just what was counted, and every finding is in it."""
    assert read_counts(counts_file(found)) == counts(found)
    assert sum(count.n for count in counts(found)) == len(found)


@given(FINDINGS)
def test_observations_survive_their_file(tmp_path_factory: pytest.TempPathFactory, found: list[Observation]) -> None:
    """What is kept is what was found, in an order that does not depend on how it came."""
    path = tmp_path_factory.mktemp("kept") / "o.jsonl"
    path.write_text(observations_file(found, 7), "utf-8")
    documents, read = read_observations(path)
    assert documents == 7
    assert sorted(map(repr, read)) == sorted(map(repr, found))
    assert observations_file(found[::-1], 7) == observations_file(found, 7)


def test_a_layout_is_never_judged_by_itself() -> None:
    """Two hundred findings of one layout, all wrong, lower the confidence of other layouts but not their own."""
    wrong = [finding("x", 0.9, right=False)] * 200
    others = [finding(name, 0.9, right=True) for name in "abcdefgh"]
    judged = cross_validated([*wrong, *others])
    own = {one.confidence for one in judged if one.layout == "x"}
    assert min(own) > 0.9, "learnt from the others, which were right"
    assert min(one.confidence for one in judged if one.layout != "x") < 0.2


def test_the_page_is_the_kept_findings() -> None:
    """docs/reliability.md and the program's counts are what the kept findings give, to the character."""
    documents, found = read_observations()
    assert len(found) > 500
    assert (ROOT / "docs" / "reliability.md").read_text("utf-8") == reliability_page(found, documents)
    assert calibration().counts == counts(found)
