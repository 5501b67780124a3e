"""Papers and letters of five offices that were written, with what they should give, before the recogniser read them."""

from __future__ import annotations

import pytest
from blind import Blind, blind_cases, faults

CASES = blind_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_invented_papers_and_letters(case: Blind) -> None:
    """Each document gives the items that a careful reader would docket, or none and a reason."""
    assert faults(case) == ()
