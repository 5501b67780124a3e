"""Docket rows against labelled items: which row answers which item, and which of its fields are right.

Row and item are paired by application number, registration number, event code, right, reference and trigger date, so
that the sum of agreements over the document is greatest (assignment problem; H. W. Kuhn, Naval Research Logistics
Quarterly 2, 1955).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from konkyo.evals.docket_truth import Item, Number, scalars
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Quote, Verdict

_WEIGHTS = {
    "application_number": 8,
    "registration_number": 8,
    "event_code": 4,
    "matter_ref": 2,
    "trigger_date": 2,
    "right": 1,
    "office": 1,
}
_IDENTIFYING = ("application_number", "registration_number", "event_code", "matter_ref", "trigger_date")
_VERIFIED = frozenset({Verdict.EXACT, Verdict.NORMALISED, Verdict.ELIDED})

SAME_DATE: dict[str, str] = {
    "notification_date": "mail_date",
    "final_rejection_mail_date": "mail_date",
    "isr_mailing_date": "isr_transmittal_date",
    "bulletin_mention_date": "search_report_publication_date",
    "grant_mention_date": "grant_publication_date",
}
"""Two names of one date. The US cover sheet prints MAIL DATE on paper and NOTIFICATION DATE on electronic actions; the
final rejection is itself a mailed action; the search report's mailing is its transmittal; the bulletin's mention is the
publication. The strict figure does not use this table."""

_START = frozenset(
    {
        "trigger_date",
        "dispatch_date",
        "service_date",
        "mail_date",
        "notification_date",
        "document_date",
        "posting_date",
        "receipt_date",
        "event_date",
    }
)
MISSING: dict[str, frozenset[str]] = {
    "trigger_date": _START,
    "service_date": _START,
    "final_action_date": frozenset({"final_action_date", "final_rejection_mail_date", "mail_date", "trigger_date"}),
    "publication_mention_date": frozenset(
        {
            "publication_mention_date",
            "bulletin_mention_date",
            "grant_mention_date",
            "search_report_publication_date",
            "grant_publication_date",
            "trigger_date",
        }
    ),
    "removal_of_cause_date": frozenset({"removal_of_cause_date", "event_date", "trigger_date"}),
}
"""What a label calls missing -> what a docket row may call it.

A label names the kind of date in the notice's words; the deadline engine names the trigger code that its rule needs
(dispatch, service, mail ... date). Both say that the day on which the period starts is not known, so any start date
answers ``trigger_date`` and ``service_date``; the other labels accept the codes under which that one date enters its
rule. Names outside the table must be equal."""

EVIDENCE_OF: dict[str, tuple[str, ...]] = {
    "event_code": ("event_code", "form"),
    "right": ("right", "form"),
    "trigger_date": ("trigger_date", "trigger"),
    "trigger_kind": ("trigger_kind", "trigger_date", "trigger"),
}
"""Grounds that stand behind a field where they are not filed under its own name: the form's title says which event."""

QUOTED_AS = {"trigger_date": "trigger", "trigger_kind": "trigger"}
"""Under which name the labels keep the quotes of a field."""


def key(text: object) -> str:
    """Text for comparison: compatibility forms folded (NFKC), white space removed."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text)))


def got_scalars(row: DocketRow) -> dict[str, str | None]:
    """The row's single-valued fields as text. ``unknown`` and ``none`` state nothing."""
    period = f"{row.period.n} {row.period.unit}" if row.period else None
    extension = f"{row.extension.n} {row.extension.unit}" if row.extension else None
    values: dict[str, object] = {
        "office": row.office,
        "right": row.right,
        "event_code": row.event_code,
        "application_number": row.application_number,
        "publication_number": row.publication_number,
        "registration_number": row.registration_number,
        "drafting_date": row.drafting_date,
        "trigger_date": row.trigger_date,
        "trigger_kind": row.trigger_kind,
        "party": None if row.party == "unknown" else row.party,
        "delivery": None if row.delivery in ("unknown", "none") else row.delivery,
        "period": period,
        "extension": extension,
        "annuity_year": row.annuity_year,
        "matter_ref": row.matter_ref,
        "due": row.due,
    }
    return {name: None if value is None else str(value) for name, value in values.items()}


def got_elements(row: DocketRow) -> dict[str, tuple[str, ...]]:
    """The row's list fields as text."""
    return {
        "claims_rejected": tuple(str(n) for n in row.claims_rejected),
        "statutes": row.statutes,
        "cited_documents": row.cited_documents,
    }


def agree(want: str | None, got: str | None) -> bool:
    """Whether two field values are the same. None agrees with None only."""
    return want is None and got is None if want is None or got is None else key(want) == key(got)


def dated(row: DocketRow) -> bool:
    """Whether the row gives a date: a due date, or a nominal one beyond the closed days that are published."""
    return row.due is not None or (row.nominal_due is not None and set(row.missing) == {"calendar"})


def expectation(row: DocketRow) -> tuple[str, ...]:
    """``("deadline",)``, ``("pending:<name>", ...)``, or ``("no_date",)`` if the row names nothing missing either.

    A row that has its nominal date and waits only for an office to publish the closed days of that year lacks nothing
    that the document could have said: it counts as a deadline.
    """
    if dated(row):
        return ("deadline",)
    return tuple(f"pending:{name}" for name in row.missing) or ("no_date",)


def expected(item: Item, row: DocketRow | None) -> bool:
    """Whether the row (None: no row) is what the item asks for.

    An item without a deadline is right while nothing gives it a due date. A pending item is right if the missing input
    that the label names is among those that the row names: a notice can lack more than the label says.
    """
    answers = {item.expect, *item.expect_alt}
    if row is None or not dated(row):
        if "no_deadline" in answers:
            return True
        if row is None:
            return False
    said = expectation(row)
    if said == ("deadline",):
        return "deadline" in answers
    wanted = [answer.removeprefix("pending:") for answer in answers if answer.startswith("pending:")]
    return any(name in MISSING.get(want, {want}) for want in wanted for name in row.missing)


@dataclass(frozen=True)
class ListScore:
    """Elements of a list field: ``found`` of ``wanted``, ``right`` of ``named``."""

    found: int
    wanted: int
    right: int
    named: int

    @property
    def exact(self) -> bool:
        """The same set: nothing more, nothing less."""
        return self.found == self.wanted and self.right == self.named


def score_list(want: Sequence[Number], got: Sequence[str]) -> ListScore:
    """Compare element by element; optional elements count neither as found nor as too much."""
    named = {key(value) for value in got}
    required = [{key(n.normalized), *map(key, n.alt)} for n in want if not n.optional]
    allowed = set().union(*({key(n.normalized), *map(key, n.alt)} for n in want if n.optional), set())
    wanted_forms = set().union(*required, set())
    counted = {name for name in named if name in wanted_forms or name not in allowed}
    return ListScore(
        found=sum(1 for forms in required if forms & named),
        wanted=len(required),
        right=len(counted & wanted_forms),
        named=len(counted),
    )


def assign(items: Sequence[Item], rows: Sequence[DocketRow]) -> dict[int, int]:
    """Item index -> row index, the pairing with the greatest sum of agreements.

    A pair needs one identifying field in common, unless the document has just one of each.
    """
    if len(items) == 1 and len(rows) == 1:
        return {0: 0}
    if not items or not rows:
        return {}
    size = max(len(items), len(rows))
    gain = [
        [_agreement(items[i], rows[j]) if i < len(items) and j < len(rows) else 0 for j in range(size)]
        for i in range(size)
    ]
    return {i: j for i, j in enumerate(_greatest(gain)) if gain[i][j] > 0}


def _agreement(item: Item, row: DocketRow) -> int:
    want, got = scalars(item), got_scalars(row)
    same = {name for name in _WEIGHTS if want.get(name) is not None and agree(want[name], got[name])}
    return sum(_WEIGHTS[name] for name in same) if same & set(_IDENTIFYING) else 0


def _greatest(gain: list[list[int]]) -> list[int]:
    """Column for each row of a square matrix, greatest total (augmenting paths, start from the first row)."""
    size = len(gain)
    row_price, column_price = [0.0] * (size + 1), [0.0] * (size + 1)
    owner = [0] * (size + 1)  # column -> row, both from 1; column 0 is where a search starts
    for row in range(1, size + 1):
        owner[0] = row
        least, back, done = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
        column = 0
        while owner[column]:
            done[column] = True
            current, step, following = owner[column], float("inf"), 0
            for other in range(1, size + 1):
                if done[other]:
                    continue
                reduced = -gain[current - 1][other - 1] - row_price[current] - column_price[other]
                if reduced < least[other]:
                    least[other], back[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(size + 1):
                if done[other]:
                    row_price[owner[other]] += step
                    column_price[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            owner[column] = owner[back[column]]
            column = back[column]
    columns = [0] * size
    for column in range(1, size + 1):
        columns[owner[column] - 1] = column - 1
    return columns


def quotes_of(row: DocketRow, field: str) -> tuple[Quote, ...]:
    """The quotes that stand behind a field."""
    for name in EVIDENCE_OF.get(field, (field,)):
        found = [row.evidence[index] for index in row.grounds.get(name, ())]
        quotes = tuple(piece for piece in found if isinstance(piece, Quote))
        if quotes:
            return quotes
    return ()


def verified(quotes: Sequence[Quote]) -> bool:
    """At least one quote, and every one found in its source without a flag."""
    return bool(quotes) and all(quote.verdict in _VERIFIED and not quote.flags for quote in quotes)


def quoted_as_labelled(item: Item, row: DocketRow, field: str) -> tuple[bool, bool] | None:
    """(equal, overlapping) with the label's quotes of that field, white space removed; None if there are none.

    Equal: each labelled quote is one of the row's. Overlapping: each contains or is contained in one of the row's.
    """
    wanted = [re.sub(r"\s+", "", quote.quote) for quote in item.quotes.get(QUOTED_AS.get(field, field), ())]
    got = [re.sub(r"\s+", "", quote.evidence_quote) for quote in quotes_of(row, field)]
    if not wanted or not got:
        return None
    equal = all(want in got for want in wanted)
    overlap = all(any(want in have or have in want for have in got) for want in wanted)
    return equal, overlap
