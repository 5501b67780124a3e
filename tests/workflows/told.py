"""A notice of the USPTO and a firm's letter about it, as recognition gives them: rows for tests of how they join."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from konkyo.records.docket import DocketRow, Finding, NoticeItem, OtherDate, Period, Recognition, TriggerDate
from konkyo.records.documents import Document, Outcome, Page, Paragraph
from konkyo.workflows.docket_rows import rows_of


def document(name: str, text: str) -> Document:
    """A document of one page that says ``text``."""
    page = Page(number=1, text=text, paragraphs=(Paragraph(number="1", start=0, end=len(text)),))
    return Document(
        document_id=name * 32, name=f"{name}.txt", media_type="text/plain", size=len(text), outcome=Outcome.PARSED,
        pages=(page,),
    )  # fmt: skip


def found(source: Document, value: object, printed: str) -> Finding[object]:
    """A finding at the place where ``printed`` stands."""
    start = source.pages[0].text.index(printed)
    return Finding(value=value, printed=printed, page=1, start=start, end=start + len(printed))


Stated = tuple[object, str] | None


def rows(source: Document, fields: Mapping[str, Stated], *, restated: bool = False) -> tuple[DocketRow, ...]:
    """The rows of a document that states these fields; ``(value, printed)`` each, None: not stated."""
    plain: dict[str, object] = {"event_code": "oa_response", "expect": "deadline", "restated": restated, "right": None}
    for name, given_ in fields.items():
        if given_ is None:
            continue
        if name == "other_dates":
            plain[name] = (found(source, *given_),)
        else:
            plain[name] = found(source, *given_)
    return rows_of(source, Recognition(items=(NoticeItem.model_validate(plain),)), matter=None)


NOTICE = document("aa", "USPTO Non-Final Rejection 19/990,112 mailed 03/04/2026 reply within three months")
LETTER = document("bb", "We report the Office Action of March 4, 2026 in 19/990,112, Our Ref K-12, due June 4, 2026.")
OFFICE = ("USPTO", "USPTO")
MAILED = (TriggerDate(kind="mail_date", date=date(2026, 3, 4)), "03/04/2026")


def notice(**more: Stated) -> DocketRow:
    """The office's own paper."""
    fields: dict[str, Stated] = {
        "office": OFFICE, "form": ("OA", "Non-Final Rejection"), "right": ("patent", "Rejection"),
        "application_number": ("US19990112", "19/990,112"), "trigger": MAILED,
        "period": (Period(n=3, unit="month"), "three months"),
    }  # fmt: skip
    (row,) = rows(NOTICE, fields | more)
    return row


def letter(**more: Stated) -> DocketRow:
    """The firm's letter about it."""
    fields: dict[str, Stated] = {
        "office": ("USPTO", "Office"), "form": ("OA", "Office Action"),
        "application_number": ("US19990112", "19/990,112"), "matter_ref": ("K-12", "K-12"),
        "trigger": (TriggerDate(kind="mail_date", date=date(2026, 3, 4)), "March 4, 2026"),
        "other_dates": (OtherDate(role="printed_due_date", date=date(2026, 6, 4)), "June 4, 2026"),
    }  # fmt: skip
    (row,) = rows(LETTER, fields | more, restated=True)
    return row
