"""From a prior ("a printed label stood before it") to a probability ("such a finding is right so often").

``data/reliability.toml`` holds counts: of findings of a field with a given prior, in an office's paper or in a letter,
how many were right on notices that were labelled by people who had not seen the program, before anything was mended
after them. A rare combination borrows from commoner ones: its rate is drawn to that of all fields with the same prior
and teller, which is drawn to the prior itself, each with the weight of ``BORROWED`` findings (an empirical Bayes
estimate with a fixed weight; B. Efron and C. Morris, JASA 70, 1975). ``row`` counts whole rows: everything that the
deadline rests on right.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import resources

from konkyo.records.value import Value

BORROWED = 8
ROW = "row"
_DATA = "data/reliability.toml"


class Reliability(Value):
    """``right`` of ``n`` findings of a field with a prior. ``told``: ``paper`` (the office's own) or ``letter``."""

    field: str
    told: str
    prior: float
    right: int
    n: int


class Calibration:
    """Probabilities out of counts."""

    def __init__(self, counts: Iterable[Reliability] = ()) -> None:
        self.counts = tuple(counts)
        self._own: dict[tuple[str, str, float], tuple[int, int]] = {}
        pooled: dict[tuple[bool, str, float], list[int]] = defaultdict(lambda: [0, 0])
        for count in self.counts:
            self._own[count.field, count.told, count.prior] = (count.right, count.n)
            both = pooled[count.field == ROW, count.told, count.prior]
            both[0] += count.right
            both[1] += count.n
        self._pooled = {key: (right, n) for key, (right, n) in pooled.items()}

    def probability(self, field: str, prior: float, *, restated: bool) -> float:
        """How likely a finding of ``field`` with this prior is right; 0 to 1, two digits."""
        told, level = teller(restated=restated), round(prior, 2)
        shared = _drawn(self._pooled.get((field == ROW, told, level), (0, 0)), level)
        return round(_drawn(self._own.get((field, told, level), (0, 0)), shared), 2)


def teller(*, restated: bool) -> str:
    """Who tells: the office's own paper, or somebody's letter about it."""
    return "letter" if restated else "paper"


def _drawn(counted: tuple[int, int], to: float) -> float:
    right, n = counted
    return (right + BORROWED * to) / (n + BORROWED)


def read_counts(text: str) -> tuple[Reliability, ...]:
    """The counts of a data file. Raises ``tomllib.TOMLDecodeError`` or ``pydantic.ValidationError``."""
    return tuple(Reliability.model_validate(entry) for entry in tomllib.loads(text).get("reliability", []))


@cache
def calibration() -> Calibration:
    """The calibration that comes with the program."""
    return Calibration(read_counts(resources.files(__package__).joinpath(_DATA).read_text("utf-8")))
