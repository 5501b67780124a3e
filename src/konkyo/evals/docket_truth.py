"""Labelled notices: what a person says a document states, read from ``truth.jsonl`` (layout: docs/evaluation.md).

A key that an item leaves out is *not labelled* and not scored; ``null`` or an empty list says that the document states
none. ``optional`` names fields that may be left empty as well, ``alt`` further right answers for one element.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, ValidationError

from konkyo.errors import NotFoundError, UsageError
from konkyo.records.value import Value

REAL_NOTICES = Path(__file__).with_name("labels") / "real_notices.jsonl"
"""Labels, made by reading, of public office notices; their ``file`` is relative to a ``docketing`` folder."""


class _Label(Value):
    """A part of a label. Unknown keys are remarks of whoever labelled and are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Number(_Label):
    """A number or document as printed and in its normal form. ``optional``: right if named, right if not."""

    normalized: str
    printed: str = ""
    alt: tuple[str, ...] = ()
    optional: bool = False


class Dated(_Label):
    """A date that is no trigger."""

    iso: date
    printed: str = ""


class Trigger(_Label):
    """The date that starts the period, and what it is the date of."""

    kind: str
    date: date
    printed: str = ""


class Length(_Label):
    """A period as stated."""

    n: int
    unit: str


class LabelledQuote(_Label):
    """Words of the document that state a field."""

    quote: str
    page: int | None = None


class Item(_Label):
    """One right or deadline that a document speaks of."""

    office: str
    event_code: str
    expect: str
    right: str | None = None
    form: str | None = None
    expect_alt: tuple[str, ...] = ()
    application_number: Number | None = None
    publication_number: Number | None = None
    registration_number: Number | None = None
    drafting_date: Dated | None = None
    trigger: Trigger | None = None
    party: str | None = None
    delivery: str | None = None
    period: Length | None = None
    extension: Length | None = None
    annuity_year: int | None = None
    claims_rejected: tuple[int, ...] = ()
    statutes: tuple[str, ...] = ()
    statutes_optional: tuple[str, ...] = ()
    cited_documents: tuple[Number, ...] = ()
    matter_ref: str | None = None
    due: date | None = None
    optional: tuple[str, ...] = ()
    quotes: dict[str, tuple[LabelledQuote, ...]] = {}

    def labelled(self, *keys: str) -> bool:
        """Whether any of the keys was given, be it as null."""
        return any(key in self.model_fields_set for key in keys)


class Labelled(_Label):
    """One labelled document. ``path``: where it lies, ``collection``: whose labels it is of; filled in on reading."""

    id: str
    file: str
    expect: str
    format: str = ""
    template: str = ""
    items: tuple[Item, ...] = ()
    path: Path = Path()
    collection: str = ""


def read(truth: Path, base: Path, collection: str = "") -> tuple[Labelled, ...]:
    """The labelled documents of a truth file; ``file`` is relative to ``base``.

    Raises ``NotFoundError`` if the file is not there, ``UsageError`` naming the line that is not a label.
    """
    if not truth.is_file():
        msg = "There is no file of labels (truth.jsonl) in the data folder."
        raise NotFoundError(
            msg,
            remedy="Name a folder with truth.jsonl; docs/evaluation.md shows its layout.",
        )
    documents: list[Labelled] = []
    for number, line in enumerate(truth.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            document = _parse(line, number)
            documents.append(document.model_copy(update={"path": base / document.file, "collection": collection}))
    return tuple(documents)


def _parse(line: str, number: int) -> Labelled:
    try:
        return Labelled.model_validate_json(line)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        msg = f"Line {number} of the labels is not a label: see {where or 'its JSON'}."
        raise UsageError(msg, remedy="docs/evaluation.md shows the layout of one line.") from None


def select(
    documents: Sequence[Labelled], offices: Sequence[str] | None, formats: Sequence[str] | None
) -> tuple[Labelled, ...]:
    """The documents of the given offices and formats; documents without items belong to no office."""
    return tuple(
        document
        for document in documents
        if (formats is None or document.format in formats)
        and (offices is None or any(item.office in offices for item in document.items))
    )


def scalars(item: Item) -> dict[str, str | None]:
    """The labelled single-valued fields by docket-row name, as text. Absent: not labelled. None: stated nowhere."""
    values: dict[str, str | None] = {}

    def put(key: str, name: str, value: Any) -> None:
        if item.labelled(key):
            values[name] = None if value is None else str(value)

    put("office", "office", item.office)
    put("right", "right", item.right)
    put("event_code", "event_code", item.event_code)
    for key in ("application_number", "publication_number", "registration_number"):
        number: Number | None = getattr(item, key)
        put(key, key, number.normalized if number else None)
    put("drafting_date", "drafting_date", item.drafting_date.iso if item.drafting_date else None)
    put("trigger", "trigger_date", item.trigger.date if item.trigger else None)
    put("trigger", "trigger_kind", item.trigger.kind if item.trigger else None)
    put("party", "party", item.party)
    put("delivery", "delivery", item.delivery)
    put("period", "period", f"{item.period.n} {item.period.unit}" if item.period else None)
    put("extension", "extension", f"{item.extension.n} {item.extension.unit}" if item.extension else None)
    put("annuity_year", "annuity_year", item.annuity_year)
    put("matter_ref", "matter_ref", item.matter_ref)
    put("due", "due", item.due)
    return values


def elements(item: Item) -> dict[str, tuple[Number, ...]]:
    """The labelled list fields: each element with its other right forms. Absent: not labelled."""
    lists: dict[str, tuple[Number, ...]] = {}
    if item.labelled("claims_rejected"):
        lists["claims_rejected"] = tuple(Number(normalized=str(n)) for n in item.claims_rejected)
    if item.labelled("statutes"):
        lists["statutes"] = tuple(Number(normalized=s) for s in item.statutes) + tuple(
            Number(normalized=s, optional=True) for s in item.statutes_optional
        )
    if item.labelled("cited_documents"):
        lists["cited_documents"] = item.cited_documents
    return lists
