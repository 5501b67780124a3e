"""One second reading, run in a process of its own so that it can be killed anywhere.

(The tests may hold a passphrase; the product asks a person at a terminal.)
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from konkyo.people.directory import unlock_person
from konkyo.people.passphrase import Passphrase
from konkyo.records.second_reading import ReadValues, SecondReading
from konkyo.review import queue, second_reading
from konkyo.store import Store
from konkyo.store.faultpoints import arm

VALUES = ReadValues(office="JPO", event_code="oa_response", trigger_date=date(2026, 1, 5), due=date(2026, 3, 6))


def read(root: Path, phrase: str) -> SecondReading:
    """Read the first row a second time, going on with values sealed before."""
    with Store.open(root) as store:
        person = store.people.by_name("佐藤 次郎")
        key = unlock_person(person, Passphrase(phrase))
        shown = queue.show(store, "row-1")
        made = second_reading.open_seal(store, shown, person)
        before = store.second_readings.of("row-1")
        if made is None and before:
            made = store.second_readings.get_seal(before[-1].body.seal)
        made = made or second_reading.seal(store, shown, VALUES, person)
        return second_reading.sign(store, second_reading.compared(store, made), person, key.sign)


def serve() -> None:
    """For each line ``fault<TAB>root<TAB>passphrase``: fork, arm, read; answer how the child ended."""
    for line in sys.stdin:
        fault, root, phrase = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            ended = 1
            try:
                arm(fault)
                read(Path(root), phrase)
                ended = 0
            finally:
                os._exit(ended)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
