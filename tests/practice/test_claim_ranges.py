"""Lists of claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.practice.claim_ranges import claims_of


@pytest.mark.parametrize(
    ("printed", "claims"),
    [
        ("１－６、８", (1, 2, 3, 4, 5, 6, 8)),
        ("1-3 and 15", (1, 2, 3, 15)),
        ("請求項１ないし３", (1, 2, 3)),
        ("請求項１及び請求項３～５", (1, 3, 4, 5)),
        ("1, 3-5, 7", (1, 3, 4, 5, 7)),
        ("1 to 3 or 5", (1, 2, 3, 5)),
        ("제1항 내지 제5항", (1, 2, 3, 4, 5)),
        ("1至3", (1, 2, 3)),
        ("", ()),
    ],
)
def test_ranges_and_lists(printed: str, claims: tuple[int, ...]) -> None:
    """Marks and words of ranges and lists, in either width, give the claims."""
    assert claims_of(printed) == claims


def test_a_backward_range_is_its_two_ends() -> None:
    """5-3 names claims 5 and 3; nothing in between is invented."""
    assert claims_of("5-3") == (3, 5)


@given(st.sets(st.integers(1, 300), min_size=1, max_size=20))
def test_a_list_comes_back(claims: set[int]) -> None:
    """Any set of claims written with commas is read as itself."""
    assert claims_of("、".join(map(str, sorted(claims)))) == tuple(sorted(claims))
