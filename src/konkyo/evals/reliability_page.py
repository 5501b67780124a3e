"""``docs/reliability.md``: what confidence means, with the counts behind it; written from the findings kept here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from konkyo.evals.figures import rate
from konkyo.evals.reliability import Observation, binned, brier, counts, cross_validated, expected_error

OBSERVATIONS = Path(__file__).with_name("labels") / "reliability.jsonl"
"""Findings on labelled notices that nobody had looked at before: after a line that says how many documents were read,
one JSON object a line, priors as confidence."""

_HEAD = """# How far confidence can be trusted

`confidence` is the probability that a finding, or a whole row, is right. It is not felt but counted: {documents}
labelled notices and letters in {layouts} layouts were written and labelled without knowledge of the program and read by
it once, before anything was mended after them. They gave {n} findings. This page is written from those findings
(`src/konkyo/evals/labels/reliability.jsonl`); a test holds the two equal.

A finding carries first a *prior* by the way it was found (a printed label stood before it, the only candidate on the
page, free wording). The probability shown is the share of right findings of that field with that prior, apart for an
office's own paper and for a letter about one; where few were seen, it is drawn towards commoner cases.

The tables are honest ones: every finding is judged by a calibration made *without any document of its layout* (five
folds). A confidence speaks of what was found; a field left empty claims nothing, and *pending* says so.

| | findings | expected calibration error | Brier score |
|---|---|---|---|
"""


def read_observations(path: Path = OBSERVATIONS) -> tuple[int, tuple[Observation, ...]]:
    """How many documents were read, and the findings. Raises ``pydantic.ValidationError`` for a line that is none."""
    first, *lines = path.read_text("utf-8").splitlines()
    return int(json.loads(first)["documents"]), tuple(Observation.model_validate_json(line) for line in lines)


def observations_file(observations: Sequence[Observation], documents: int) -> str:
    """The file that ``read_observations`` reads."""
    ordered = sorted(observations, key=lambda one: (one.layout, one.field, one.told, one.confidence, one.right))
    return "\n".join([json.dumps({"documents": documents}), *(one.model_dump_json() for one in ordered)]) + "\n"


def counts_file(observations: Sequence[Observation]) -> str:
    """The data file of the calibration (TOML)."""
    lines = ["# Counts behind confidence: see calibration.py. Written by bench/reliability.py from labelled notices."]
    for count in counts(observations):
        lines += ["", "[[reliability]]", f'field = "{count.field}"', f'told = "{count.told}"', f"prior = {count.prior}"]
        lines += [f"right = {count.right}", f"n = {count.n}"]
    return "\n".join(lines) + "\n"


def reliability_page(priors: Sequence[Observation], documents: int) -> str:
    """The page. ``documents``: how many were read to make the observations."""
    judged = cross_validated(priors)
    layouts = len({one.layout for one in priors})
    text = _HEAD.format(documents=documents, layouts=layouts, n=len(priors))
    text += _errors("priors, as found", priors) + _errors("calibrated, layouts not seen", judged)
    text += "\n## All findings\n\n" + _table(judged)
    text += (
        "\n## Whole rows\n\nEverything that the deadline rests on right: number, event, trigger, period, party, and\n"
    )
    text += "whether a date can be given at all.\n\n" + _table(one for one in judged if one.field == "row")
    text += "\n## By field\n\n| field | told by | findings | mean confidence | right | 95 % interval |\n"
    text += "|---|---|---|---|---|---|\n"
    for name in sorted({one.field for one in judged}):
        for told in ("paper", "letter"):
            own = [one for one in judged if (one.field, one.told) == (name, told)]
            if own:
                text += f"| {name} | {told} | {_line(own)}\n"
    return text


def _errors(name: str, observations: Sequence[Observation]) -> str:
    return f"| {name} | {len(observations)} | {expected_error(observations):.3f} | {brier(observations):.3f} |\n"


def _table(observations: Iterable[Observation]) -> str:
    lines = ["| confidence | findings | mean confidence | right | 95 % interval |", "|---|---|---|---|---|"]
    for low, high, inside in binned(observations):
        lines.append(f"| {low:.2f} to {high:.2f} | {_line(inside)}")
    return "\n".join(lines) + "\n"


def _line(inside: Sequence[Observation]) -> str:
    share = rate("", sum(one.right for one in inside), len(inside))
    mean = sum(one.confidence for one in inside) / len(inside)
    return f"{share.n} | {mean:.3f} | {share.value:.3f} | {share.low:.3f} to {share.high:.3f} |"
