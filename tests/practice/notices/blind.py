"""Invented papers and letters of five offices with what each should give; written before the recogniser was run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from papers import paper

from konkyo.ingest.base import Limits
from konkyo.ingest.mail import read_mail
from konkyo.practice.notices import recognise
from konkyo.records.docket import Finding, NoticeItem, Recognition
from konkyo.records.documents import Document, Outcome

FILES = tuple(
    Path(__file__).with_name(name) for name in ("holdout_offices.txt", "holdout_mail.txt", "holdout_letters.txt")
)


@dataclass(frozen=True)
class Blind:
    """A document's text and the expected fields of its items; none: it is to give no deadline, with a reason."""

    name: str
    text: str
    items: tuple[dict[str, str], ...]


def blind_cases() -> list[Blind]:
    """All cases of the files."""
    cases = []
    for block in [block for file in FILES for block in file.read_text(encoding="utf-8").split("===== ")[1:]]:
        head, _, text = block.partition("\n-----\n")
        name, *lines = head.splitlines()
        items = tuple(dict(f.split("=", 1) for f in line.split()[1:]) for line in lines if line.startswith("item"))
        cases.append(Blind(name, text, items))
    return cases


def document_of(text: str) -> Document:
    """A mail if it begins with a subject, read by the reader of mails; else a text."""
    if not text.startswith("Subject:"):
        return paper(text)
    head, _, body = text.partition("\n\n")
    mime = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    data = f"{head}\n{mime}{body}".encode()
    reading = read_mail(data, Limits())
    return Document(
        document_id="0" * 64,
        name="mail.eml",
        media_type=reading.media_type,
        size=len(data),
        outcome=Outcome.PARSED,
        pages=reading.pages,
    )


def faults(case: Blind) -> tuple[str, ...]:
    """Where the recognition of a case differs from what is expected of it."""
    found = recognise(document_of(case.text))
    if not case.items:
        return _quiet(found)
    live = found.items
    if len(live) != len(case.items):
        return (f"items: {len(live)} instead of {len(case.items)} ({found.reason and found.reason.en})",)
    return tuple(
        f"{n}.{fault}"
        for n, (item, wanted) in enumerate(zip(live, case.items, strict=True))
        for fault in _differences(item, wanted)
    )


def _quiet(found: Recognition) -> tuple[str, ...]:
    loud = tuple(f"item {i.event_code} {i.expect}" for i in found.items if i.expect != "no_deadline")
    silent = not found.items and found.reason is None
    return (*loud, "no reason") if silent else loud


def _differences(item: NoticeItem, wanted: dict[str, str]) -> list[str]:
    is_ = stated(item)
    out = []
    for key, want in wanted.items():
        if key == "other":
            out += [f"other lacks {pair}" for pair in want.split(",") if pair not in is_["other"].split(",")]
        elif key == "notother":
            out += [f"other has {pair}" for pair in is_["other"].split(",") if pair.startswith(want)]
        elif key == "due":
            if f"printed_due_date:{want}" not in is_["other"].split(","):
                out.append(f"due {want} not in {is_['other']}")
        elif is_[key] != want:
            out.append(f"{key}: {is_[key]!r} instead of {want!r}")
    return out


def stated(item: NoticeItem) -> dict[str, str]:
    """The item's fields in the short form of the case files."""

    def value(finding: Finding[Any] | None) -> str:
        return "" if finding is None else str(finding.value)

    trigger = item.trigger.value if item.trigger else None
    period = item.period.value if item.period else None
    claims = sorted({n for found in item.claims_rejected for n in found.value})
    return {
        "office": item.office.value,
        "right": value(item.right),
        "event": item.event_code,
        "expect": item.expect + (f":{item.missing[0]}" if item.missing else ""),
        "app": value(item.application_number),
        "pub": value(item.publication_number),
        "reg": value(item.registration_number),
        "drafting": value(item.drafting_date),
        "trigger": f"{trigger.kind}:{trigger.date}" if trigger else "",
        "period": f"{period.n}{period.unit}" if period else "",
        "ann": value(item.annuity_year),
        "claims": ",".join(map(str, claims)),
        "statutes": ",".join(s.value for s in item.statutes),
        "cited": ",".join(c.value for c in item.cited_documents),
        "ref": value(item.matter_ref),
        "delivery": value(item.delivery),
        "restated": "yes" if item.restated else "no",
        "quoted": "yes" if item.quoted else "no",
        "other": ",".join(f"{o.value.role}:{o.value.date}" for o in item.other_dates),
    }
