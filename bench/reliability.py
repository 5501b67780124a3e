"""Make the calibration of confidence: read labelled notices once, keep every finding, count.

    python bench/reliability.py DATA... [--write]

``DATA`` has the layout of ``konkyo eval docketing``. Without ``--write`` it only prints. With it, the findings go to
``src/konkyo/evals/labels/reliability.jsonl``, the counts to the program's data, the page to ``docs/reliability.md``.
Use notices that nobody looked at while the program was made: what was mended after them flatters.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from konkyo.evals.docketing import observations
from konkyo.evals.reliability_page import OBSERVATIONS, counts_file, observations_file, reliability_page
from konkyo.practice.notices.calibration import Calibration
from konkyo.workbench import scratch_docket

HERE = Path(__file__).resolve().parent.parent
COUNTS = HERE / "src" / "konkyo" / "practice" / "notices" / "data" / "reliability.toml"
PAGE = HERE / "docs" / "reliability.md"


def main() -> None:
    """Read, count, print or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    docket = partial(scratch_docket, sure=Calibration())
    found = [one for data in chosen.data for one in observations(data, docket)]
    documents = sum(len((data / "truth.jsonl").read_text("utf-8").splitlines()) for data in chosen.data)
    page = reliability_page(found, documents)
    print(page)
    if chosen.write:
        OBSERVATIONS.write_text(observations_file(found, documents), "utf-8")
        COUNTS.write_text(counts_file(found), "utf-8")
        PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
