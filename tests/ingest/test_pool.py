"""Rules of reading many files: their order, bounded work in hand, and no failure that stops another file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from konkyo.errors import UsageError
from konkyo.ingest.base import Limits
from konkyo.ingest.family import read_family
from konkyo.ingest.pool import read_all, usable_cores
from konkyo.records.documents import Outcome


def test_results_come_in_the_order_of_the_files() -> None:
    """Slow and fast files, whatever is ready first: the order is that of the input, the result that of each alone."""
    files = [(b"<p>x" * 2_000 if n % 3 == 0 else f"text {n}".encode(), f"{n}.html") for n in range(9)]
    found = list(read_all(files, workers=3))
    assert found == [read_family(data, name) for data, name in files]


def test_no_more_files_are_drawn_than_can_be_held() -> None:
    """A source of any length is drawn from as results are taken: at most two files for each worker beyond those."""
    drawn = 0

    def source() -> Iterator[tuple[bytes, str]]:
        nonlocal drawn
        for number in range(1_000):
            drawn += 1
            yield f"text {number}".encode(), "a.txt"

    results = read_all(source(), workers=2)
    assert drawn == 0
    for taken in range(1, 6):
        next(results)
        assert drawn <= taken + 2 * 2
    results.close()  # type: ignore[attr-defined]
    assert drawn <= 5 + 2 * 2


def test_a_failed_process_stops_nobody() -> None:
    """A file that breaks its process is refused; those beside and behind it are read."""
    endless = b"<html><body>" + b"<p>x</p>" * 250_000
    files = [(b"before", "a.txt"), (endless, "b.html"), (b"after", "c.txt"), (b"", "d.txt")]
    found = [family[0].document for family in read_all(files, workers=2, limits=Limits(cpu_seconds=1))]
    assert [d.outcome for d in found] == [Outcome.PARSED, Outcome.REFUSED, Outcome.PARSED, Outcome.REFUSED]
    assert [d.refusal.code for d in found if d.refusal] == ["timeout", "empty"]


def test_the_number_of_workers() -> None:
    """By default as many as there are usable cores, at least one; none is an error, not a silence."""
    assert usable_cores() >= 1
    assert list(read_all([])) == []
    with pytest.raises(UsageError):
        read_all([], workers=0)
