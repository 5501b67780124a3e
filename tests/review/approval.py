"""One approval, run as a program of its own so that it can be killed anywhere.

    python approval.py ROOT PASSPHRASE

(The tests may hold a passphrase; the product asks a person at a terminal.)
"""

from __future__ import annotations

import sys
from pathlib import Path

from konkyo.people.directory import unlock_person
from konkyo.people.passphrase import Passphrase
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved
from konkyo.review import decide, queue
from konkyo.store import Store


def approve(root: Path, phrase: str) -> Approved[DocketRow]:
    """Approve the first row as it is shown."""
    with Store.open(root) as store:
        person = store.people.by_name("山田 花子")
        key = unlock_person(person, Passphrase(phrase))
        shown = queue.show(store, "row-1")
        return decide.approve(store, "row-1", shown.content_hash, person, key.sign)


if __name__ == "__main__":
    approve(Path(sys.argv[1]), sys.argv[2])
