"""What is open in the file histories under ``KONKYO_DATA``, as of three days: counts by kind, and a listing.

    KONKYO_DATA=... python bench/histories.py [--list] [--as-of 2025-06-30 ...]

Reads ``docketing/us_timelines.jsonl``. One line of the listing per item: number, day, what, trigger, due, state.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from konkyo.ingest.read import read
from konkyo.practice.histories import read_history, standing
from konkyo.records.history import History, OpenItem

_DAYS = (date(2024, 6, 30), date(2025, 6, 30), date(2026, 3, 20))


def main() -> int:
    """Print the table; 2 without data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="one line for each item")
    parser.add_argument("--as-of", nargs="*", type=date.fromisoformat, default=list(_DAYS))
    options = parser.parse_args()
    data = os.environ.get("KONKYO_DATA")
    if not data:
        sys.stderr.write("Set KONKYO_DATA to the folder of the measuring data.\n")
        return 2
    started = time.perf_counter()
    histories = read_history(read(Path(data) / "docketing" / "us_timelines.jsonl"))
    listed = sum(history.listed for history in histories)
    whole = sum(history.complete for history in histories)
    print(f"{len(histories)} histories, {listed} events listed, {whole} complete, read in {_since(started)}")
    for day in options.as_of:
        _table(histories, day, listing=options.list)
    return 0


def _table(histories: tuple[History, ...], day: date, *, listing: bool) -> None:
    started = time.perf_counter()
    counts: Counter[tuple[str, str, str]] = Counter()
    answered: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    with_items = 0
    lines = []
    for history in histories:
        found = standing(history, day)
        with_items += bool(found.open)
        counts.update((item.event_code, item.state, item.expect) for item in found.open)
        answered.update(item.how for item in found.answered)
        closed[found.closed.reason if found.closed else "not closed"] += 1
        lines += [_line(history, item) for item in found.open]
    print(f"\nas of {day} ({_since(started)}): {sum(counts.values())} items in {with_items} files")
    for (event, state, expect), n in sorted(counts.items()):
        print(f"  {event:22} {state:7} {expect:9} {n:4}")
    print("  files:", ", ".join(f"{reason} {n}" for reason, n in closed.most_common()))
    print("  answered:", ", ".join(f"{how} {n}" for how, n in answered.most_common()))
    if listing:
        print("\n".join(lines))


def _line(history: History, item: OpenItem) -> str:
    number = history.application_number.value if history.application_number else "-"
    trigger = item.trigger.date if item.trigger else "pending"
    dates = f"{trigger!s:10} due {item.due!s:10} latest {item.latest!s:10}"
    return f"    {number:12} {item.event_code:22} {dates} {item.state}"


def _since(started: float) -> str:
    return f"{time.perf_counter() - started:.1f} s"


if __name__ == "__main__":
    raise SystemExit(main())
