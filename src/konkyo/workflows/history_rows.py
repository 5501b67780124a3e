"""File histories in, docket rows out: what is open on a day, each row quoting the events it rests on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from konkyo.practice.histories import docket_items, reason_without_items, standing
from konkyo.practice.notices.calibration import Calibration
from konkyo.records.docket import DocketRow, Recognition
from konkyo.records.documents import Document
from konkyo.records.history import History, HistoryStanding
from konkyo.records.value import Wording
from konkyo.workflows.docket_rows import row_id, rows_of


def history_rows(
    document: Document, histories: Sequence[History], as_of: date, *, matter: str | None, sure: Calibration | None
) -> tuple[DocketRow, ...]:
    """One row per item that is or may be open on ``as_of``. A row keeps its id from day to day while it stays open."""
    rows: list[DocketRow] = []
    for history in histories:
        for item in docket_items(history, as_of):
            (made,) = rows_of(document, Recognition(items=(item,)), matter=matter, sure=sure) or (None,)
            if made is not None:
                begun = item.trigger.value.date.isoformat() if item.trigger else ""
                named = row_id(document.document_id, item, begun)
                rows.append(made.model_copy(update={"row_id": named, "as_of": as_of}))
    return tuple({row.row_id: row for row in rows}.values())


def standings(document: Document, histories: Sequence[History], as_of: date) -> tuple[HistoryStanding, ...]:
    """How each file stood on ``as_of``. ``document.name``: how the person knows the document."""
    return tuple(
        HistoryStanding(
            file=document.name,
            document_id=document.document_id,
            office=history.office,
            number=_number(history),
            events=len(history.events),
            complete=history.complete,
            gaps=history.gaps,
            standing=standing(history, as_of),
        )
        for history in histories
    )


def reason_without_rows(histories: Sequence[History], as_of: date) -> Wording:
    """Why a document that lists histories gives no proposal on a day."""
    if len(histories) == 1:
        return reason_without_items(histories[0], as_of)
    return Wording(
        ja=f"{len(histories)} 件の経過情報のいずれにも、{as_of} の時点で未対応の期限はありません。",
        en=f"None of the {len(histories)} file histories shows anything to be answered on {as_of}.",
    )


def _number(history: History) -> str | None:
    found = history.application_number or history.registration_number
    return found.value if found else None
