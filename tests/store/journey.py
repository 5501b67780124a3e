"""A whole docketing journey through the store, run in processes of its own so that it can be killed anywhere.

Every act is idempotent: run again after a kill, it ends in the same state as if nothing had happened.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from konkyo.records.docket import DocketRow
from konkyo.records.documents import Document, Outcome, Page
from konkyo.records.evidence import RowStatus
from konkyo.store import Store
from konkyo.store.faultpoints import arm

TEXTS = ("拒絶理由通知書 発送日 令和8年1月5日", "Office Action mailed January 5, 2026", "")


def travel(root: Path) -> None:
    """Ingest three files, run four steps, propose two rows, finish."""
    with Store.open(root, create=True) as store:
        ids = []
        for number, text in enumerate(TEXTS):
            digest = store.blobs.put(text.encode())
            document = Document(
                document_id=digest,
                name=f"{number}.txt",
                media_type="text/plain",
                size=len(text),
                outcome=Outcome.PARSED,
                pages=(Page(number=1, text=text),),
            )
            store.documents.add(document, matter="M1")
            ids.append(digest)
        done = next((run for run in store.runs.list() if run.run_key == "key" and run.finished_at), None)
        if done is not None:
            return
        run = store.runs.start_or_resume("key", workflow="docketing", matter="M1", inputs={"documents": ids})
        for number, document_id in enumerate(ids):
            if store.runs.step(run.run_id, f"read-{number}") is None:
                store.runs.record_step(run.run_id, f"read-{number}", {"document": document_id})
        rows = [
            DocketRow(row_id=f"row-{n}", file=f"{n}.txt", document_id=ids[n], status=RowStatus.VERIFIED) for n in (0, 1)
        ]
        store.proposals.add_all(run.run_id, rows)
        store.runs.finish(run.run_id, {"rows": [row.row_id for row in rows]})


def serve() -> None:
    """For each line ``fault<TAB>root``: fork, arm, travel; answer how the child ended (minus the signal's number)."""
    for line in sys.stdin:
        fault, root = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            ended = 1
            try:
                arm(fault)
                travel(Path(root))
                ended = 0
            finally:
                os._exit(ended)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
