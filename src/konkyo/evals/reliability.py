"""Whether ``confidence`` is what it says: of findings that claim 0.9, nine in ten are right.

``reliability/<field>/<low>-<high>/right`` counts findings by the confidence they carried; ``reliability/error`` is the
expected calibration error over these bins (Naeini, Cooper, Hauskrecht, AAAI 2015), ``reliability/brier`` the Brier
score (G. W. Brier, Monthly Weather Review 78, 1950). A field that a row leaves empty claims nothing and is not counted.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from konkyo.evals.docket_matching import agree, got_elements, got_scalars, key
from konkyo.evals.docket_truth import Item, elements, scalars
from konkyo.evals.figures import Figure, rate
from konkyo.practice.notices.calibration import Calibration, Reliability, teller
from konkyo.records.docket import DocketRow
from konkyo.records.value import Value

BINS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)


class Observation(Value):
    """One finding: what confidence it carried, and whether it was right.

    ``told``: ``paper`` or ``letter``. ``layout``: the template of its document, so that what was learnt from a layout
    is never judged on the same layout.
    """

    field: str
    told: str
    confidence: float
    right: bool
    layout: str = ""


def observed(item: Item | None, row: DocketRow) -> tuple[Observation, ...]:
    """The findings of a row against the item it answers; None: nothing asked for this row, so all of it is wrong."""
    told = teller(restated=row.restated)
    found: list[Observation] = []
    wanted = scalars(item) if item is not None else {}
    for name, got in got_scalars(row).items():
        kept = "form" if name == "event_code" else name  # which event it is, is read off the form's title
        sure = row.confidences.get(kept)
        if got is None or sure is None or (item is not None and name not in wanted):
            continue
        found.append(Observation(field=kept, told=told, confidence=sure, right=agree(wanted.get(name), got)))
    lists = elements(item) if item is not None else {}
    for name, values in got_elements(row).items():
        sure = row.confidences.get(name)
        if sure is None or (item is not None and name not in lists):
            continue
        forms = {key(form) for number in lists.get(name, ()) for form in (number.normalized, *number.alt)}
        found += [Observation(field=name, told=told, confidence=sure, right=key(v) in forms) for v in values]
    return tuple(found)


def counts(observations: Iterable[Observation]) -> tuple[Reliability, ...]:
    """How many findings of each field, teller and prior there were, and how many were right."""
    tally: dict[tuple[str, str, float], list[int]] = defaultdict(lambda: [0, 0])
    for one in observations:
        both = tally[one.field, one.told, round(one.confidence, 2)]
        both[0] += one.right
        both[1] += 1
    return tuple(
        Reliability(field=field, told=told, prior=prior, right=right, n=n)
        for (field, told, prior), (right, n) in sorted(tally.items())
    )


def cross_validated(priors: Sequence[Observation], folds: int = 5) -> tuple[Observation, ...]:
    """The same findings with the confidence that a calibration made without their layouts gives them."""
    layouts = sorted({one.layout for one in priors}, key=lambda name: hashlib.sha256(name.encode()).digest())
    fold_of = {name: index % folds for index, name in enumerate(layouts)}
    judged: list[Observation] = []
    for fold in range(folds):
        learnt = Calibration(counts(one for one in priors if fold_of[one.layout] != fold))
        for one in priors:
            if fold_of[one.layout] == fold:
                sure = learnt.probability(one.field, one.confidence, restated=one.told == teller(restated=True))
                judged.append(one.model_copy(update={"confidence": sure}))
    return tuple(judged)


def figures(observations: Sequence[Observation]) -> Iterator[Figure]:
    """The reliability table, whole and per field, with its errors."""
    by_field: dict[str, list[Observation]] = defaultdict(list)
    for one in observations:
        by_field[one.field].append(one)
    if observations:
        yield from _binned("reliability", observations)
        yield Figure(name="reliability/error", value=expected_error(observations), n=len(observations))
        yield Figure(name="reliability/brier", value=brier(observations), n=len(observations))
    for field, own in by_field.items():
        yield from _binned(f"reliability/{field}", own)


def _binned(name: str, observations: Iterable[Observation]) -> Iterator[Figure]:
    for low, high, inside in binned(observations):
        yield rate(f"{name}/{low:.2f}-{high:.2f}/right", sum(one.right for one in inside), len(inside))


def binned(observations: Iterable[Observation]) -> Iterator[tuple[float, float, list[Observation]]]:
    """Bins that hold something: lower end (inclusive), upper end (exclusive, but 1.0), what is inside."""
    listed = list(observations)
    for low, high in pairwise(BINS):
        inside = [one for one in listed if low <= one.confidence < high or (high == 1.0 == one.confidence)]
        if inside:
            yield low, high, inside


def expected_error(observations: Sequence[Observation]) -> float:
    """Mean gap between what a bin claims and what is right in it, weighted by size."""
    bins = [inside for *_, inside in binned(observations)]
    gap = sum(abs(sum(one.confidence for one in inside) - sum(one.right for one in inside)) for inside in bins)
    return gap / len(observations)


def brier(observations: Sequence[Observation]) -> float:
    """Mean squared gap between confidence and outcome."""
    return sum((one.confidence - one.right) ** 2 for one in observations) / len(observations)
