"""Evidence and rows: what a result must show before anybody sees it.

An evidence item is a quote, an absence or a computation. A row carries evidence and a status; ``grounds`` says which
evidence items stand behind which field. ``Draft -> Verified -> Approved`` are the three states of a result: only
``evidence.verify`` makes a ``Verified``, only ``review.decide`` makes an ``Approved``, only ``export`` takes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Literal, Protocol, TypeVar

from pydantic import Field

from konkyo.records.documents import Box, Document, SectionKind
from konkyo.records.runs import Decision
from konkyo.records.value import Value, Wording, content_hash

if TYPE_CHECKING:  # its module speaks of docket rows, whose module speaks of evidence
    from konkyo.records.second_reading import SecondReading

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class Verdict(StrEnum):
    """What looking for the quote in the claimed page gave."""

    EXACT = "exact"
    NORMALISED = "normalised"
    ELIDED = "elided"
    OCR_APPROX = "ocr_approx"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    WRONG_PAGE = "wrong_page"  # found in the document, but not on the page that was claimed
    HIDDEN = "hidden"  # found only in text that the page does not show
    TOO_SHORT = "too_short"
    UNREADABLE = "unreadable"  # the claimed page has no text to search
    NO_SOURCE = "no_source"  # the document is not here


class RowStatus(StrEnum):
    """``verified``, ``unknown``, ``pending`` are honest answers; ``review`` needs a person; ``unverified`` is out."""

    VERIFIED = "verified"
    REVIEW = "review"
    UNVERIFIED = "unverified"
    UNKNOWN = "unknown"
    PENDING = "pending"


class Quote(Value):
    """Words of a source. After verification ``evidence_quote`` holds the source's own characters.

    ``claimed_as``: the section the row says the words come from (a claim, the description), checked against the
    document's own sections. ``spans``: one per piece of an elided quote; ``span`` runs from the first to the last.
    """

    kind: Literal["quote"] = "quote"
    document_id: str
    page: int | None
    paragraph: str | None
    evidence_quote: str
    confidence: Confidence = 1.0
    claimed_as: SectionKind | None = None
    verdict: Verdict | None = None
    flags: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    spans: tuple[tuple[int, int], ...] = ()
    boxes: tuple[Box, ...] = ()


class SearchedScope(Value):
    """Pages of a document that were searched whole."""

    document_id: str
    pages: tuple[int, ...]


class Absence(Value):
    """Something was looked for and is not there. ``how``: what was searched for; ``scope_hash``: of its text."""

    kind: Literal["absence"] = "absence"
    searched: tuple[SearchedScope, ...]
    how: str
    scope_hash: str
    confidence: Confidence = 1.0
    verdict: Literal["complete", "incomplete"] | None = None
    flags: tuple[str, ...] = ()


class Computed(Value):
    """A value that code computed by ``rule`` from ``inputs`` (plain values by name); ``data_hash``: of its data."""

    kind: Literal["computed"] = "computed"
    rule: str
    inputs: Mapping[str, Any]
    data_hash: str
    result: Mapping[str, Any]
    confidence: Confidence = 1.0
    flags: tuple[str, ...] = ()


Evidence = Annotated[Quote | Absence | Computed, Field(discriminator="kind")]


class Row(Value):
    """One line of a result. ``grounds``: field name -> indexes into ``evidence``.

    ``MUST_BE_GROUNDED``: fields that, where they hold a value, need evidence of their own for the row to be verified.
    ``MUST_BE_COMPUTED``: fields that need a computation among it whose result is that value. ``COMPUTED_FROM``: fields
    that those computations take as inputs, by the same name and with the same value; ``COMPUTED_AS``: further names
    under which a computation may take such a field (the search report's mailing as its transmittal).
    """

    MUST_BE_GROUNDED: ClassVar[tuple[str, ...]] = ()
    MUST_BE_COMPUTED: ClassVar[tuple[str, ...]] = ()
    COMPUTED_FROM: ClassVar[tuple[str, ...]] = ()
    COMPUTED_AS: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    row_id: str
    evidence: tuple[Evidence, ...] = ()
    grounds: Mapping[str, tuple[int, ...]] = {}
    status: RowStatus = RowStatus.UNVERIFIED
    confidence: Confidence = 0.0
    question: Wording | None = None


class Coverage(Value):
    """How many rows stand in which state. ``rows`` is the sum of the others."""

    rows: int = 0
    verified: int = 0
    review: int = 0
    unverified: int = 0
    unknown: int = 0
    pending: int = 0


class Sentence(Value):
    """A sentence of a narrative and the rows it cites."""

    text: str
    cites: tuple[str, ...]


class Sources(Protocol):
    """Where the verifier reads documents: always the archived original's reading, never what a proposer says."""

    def document(self, document_id: str) -> Document | None:
        """The document of that hash, or None if it is not here."""


R = TypeVar("R", bound=Row)
T_co = TypeVar("T_co", bound=Value, covariant=True)


@dataclass(frozen=True)
class Draft(Generic[T_co]):
    """Proposed, not yet checked."""

    content: T_co


@dataclass(frozen=True)
class Verified(Generic[T_co]):
    """Every quote was looked for again in its source and every row labelled. Made by ``evidence.verify`` only."""

    content: T_co

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical content: what a person is shown and signs."""
        return content_hash(self.content)


@dataclass(frozen=True)
class Approved(Generic[T_co]):
    """A named person signed exactly this content. Made by ``review.decide`` only; ``export`` checks it again.

    ``readings``: the second readings of this content that stand, for showing; whether they suffice is checked anew.
    """

    content: T_co
    decision: Decision
    readings: tuple[SecondReading, ...] = ()
