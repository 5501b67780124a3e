"""One approval, run in processes of its own so that it can be killed anywhere.

(The tests may hold a passphrase; the product asks a person at a terminal.)
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from konkyo.people.directory import unlock_person
from konkyo.people.passphrase import Passphrase
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved
from konkyo.review import decide, queue
from konkyo.store import Store
from konkyo.store.faultpoints import arm


def approve(root: Path, phrase: str) -> Approved[DocketRow]:
    """Approve the first row as it is shown."""
    with Store.open(root) as store:
        person = store.people.by_name("山田 花子")
        key = unlock_person(person, Passphrase(phrase))
        shown = queue.show(store, "row-1")
        return decide.approve(store, "row-1", shown.content_hash, person, key.sign)


def serve() -> None:
    """For each line ``fault<TAB>root<TAB>passphrase``: fork, arm, approve; answer how the child ended."""
    for line in sys.stdin:
        fault, root, phrase = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            ended = 1
            try:
                arm(fault)
                approve(Path(root), phrase)
                ended = 0
            finally:
                os._exit(ended)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
