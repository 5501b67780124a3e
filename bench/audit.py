"""How fast an audit trail is written and verified, and whether every tampering is found.

    python bench/audit.py [--entries 100000] [--trials 2000]

Prints one JSON object. Verification is the offline one (``konkyo.store.audit_file``) on an exported file.
"""

from __future__ import annotations

import argparse
import json
import random
import runpy
import tempfile
import time
from collections import Counter
from pathlib import Path

from konkyo.records.runs import AuditEvent
from konkyo.store import Store
from konkyo.store.audit_file import verify_chain

TESTS = Path(__file__).parent.parent / "tests" / "store" / "test_audit_file.py"


def speed(folder: Path, entries: int) -> dict[str, object]:
    """Write a trail as the product does (several entries a commit), export it, verify it."""
    with Store.open(folder / "speed", create=True) as store:
        started = time.perf_counter()
        for batch in range(0, entries, 1000):
            with store.transaction():
                for number in range(batch, min(entries, batch + 1000)):
                    objects = {"document": f"{number:064x}", "run": f"run-{number:x}"}
                    event = AuditEvent(kind="bench.event", actor="konkyo", matter="特許-2026-17", objects=objects)
                    store.audit.append(event)
        written = time.perf_counter() - started
        started = time.perf_counter()
        found = store.audit.verify()
        in_place = time.perf_counter() - started
        assert found.ok
        started = time.perf_counter()
        for _ in range(100):
            store.audit.append(AuditEvent(kind="bench.event", actor="konkyo"))
        alone = (time.perf_counter() - started) / 100
        chain, marks = store.audit.export(folder / "export")
    started = time.perf_counter()
    with chain.open(encoding="utf-8", newline="\n") as lines, marks.open(encoding="utf-8", newline="\n") as signed:
        offline = verify_chain(lines, signed)
    seconds = time.perf_counter() - started
    assert offline.ok
    return {
        "entries": offline.entries,
        "checkpoints": offline.checkpoints,
        "file_bytes": chain.stat().st_size,
        "write_seconds": round(written, 2),
        "single_append_ms": round(alone * 1000, 2),
        "verify_in_database_seconds": round(in_place, 2),
        "verify_export_seconds": round(seconds, 2),
        "verify_million_extrapolated_seconds": round(seconds * 1e6 / offline.entries, 1),
    }


def tampering(folder: Path, trials: int) -> dict[str, object]:
    """Random edits, forgeries, deletions, swaps, insertions, cuts and copies on a trail of 200 entries."""
    tests = runpy.run_path(str(TESTS))
    with Store.open(folder / "tamper", create=True) as store:
        for number in range(198):
            store.audit.append(AuditEvent(kind="bench.event", actor="konkyo", objects={"n": str(number)}))
        store.audit.export(folder / "tampered")
    lines, marks = tests["both"](folder / "tampered")
    chance, tried, found = random.Random(20261122), Counter[str](), Counter[str]()
    for number in range(trials):
        kind = tests["KINDS"][number % len(tests["KINDS"])]
        changed = tests["tamper"](lines, kind, chance)
        tried[kind] += changed != lines
        found[kind] += changed != lines and not verify_chain(changed, marks).ok
    return {kind: {"tried": tried[kind], "found": found[kind]} for kind in tests["KINDS"]}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--trials", type=int, default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        result = {"speed": speed(Path(name), given.entries), "tampering": tampering(Path(name), given.trials)}
    print(json.dumps(result, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
