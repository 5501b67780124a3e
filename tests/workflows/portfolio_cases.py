"""Holdings and registers for the tests of the portfolio, made by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from konkyo.records.docket import DocketRow, RuleReference
from konkyo.records.evidence import Quote, RowStatus, Verdict
from konkyo.records.portfolio import PortfolioReport
from konkyo.records.register import FactSource, Matter, Register, RegisteredRight
from konkyo.records.value import Wording
from konkyo.store.proposals import ProposalState
from konkyo.workflows.portfolio import View, portfolio
from konkyo.workflows.portfolio_items import Held, Signature

TODAY = date(2026, 9, 1)
TYPED = FactSource(by="鈴木 次郎", at=datetime(2026, 8, 1, tzinfo=UTC))
QUOTED = FactSource(
    by="鈴木 次郎",
    at=datetime(2026, 8, 1, tzinfo=UTC),
    quote=Quote(
        document_id="cd" * 32, page=1, paragraph=None, evidence_quote="登録日 令和3年10月12日", verdict=Verdict.EXACT
    ),
    file="登録原簿.txt",
)
READ = RuleReference(rule_id="JP.x", title=Wording(ja="規則", en="rule"), source="法", certainty="read")
HEARD = READ.model_copy(update={"certainty": "secondary"})


@dataclass
class Vouched:
    """What a desk would say: everything stands but what is named."""

    broken: Collection[str] = ()
    unread: Collection[str] = ()
    finished: Collection[str] = ()
    not_rejected: Collection[str] = ()
    asked: list[str] = field(default_factory=list)

    def signature(self, row_id: str) -> Signature:
        self.asked.append(row_id)
        return Signature(None) if row_id in self.broken else Signature("山田 花子", unread=row_id in self.unread)

    def rejected(self, row_id: str) -> bool:
        return row_id not in self.not_rejected

    def done(self, row_id: str) -> bool:
        return row_id in self.finished


def row(row_id: str, due: date | None = date(2026, 9, 24), **fields: Any) -> DocketRow:
    """A verified row under a rule that was read."""
    plain: dict[str, Any] = {
        "row_id": row_id, "file": f"{row_id}.pdf", "document_id": "ab" * 32, "office": "JPO", "right": "patent",
        "event_code": "oa_response", "application_number": f"JP2023{row_id[-6:]:0>6}", "due": due, "nominal_due": due,
        "status": RowStatus.VERIFIED if due else RowStatus.PENDING, "rule": READ,
    }  # fmt: skip
    return DocketRow.model_validate(plain | fields)


def held(
    row_id: str, due: date | None = date(2026, 9, 24), state: ProposalState = ProposalState.INBOX, **fields: Any
) -> Held:
    """A proposal that waits, unless it is said to be decided."""
    made = row(row_id, due, **fields)
    return Held(made, state, made.matter)


def right(right_id: str = "R-1", matter_id: str = "M1", source: FactSource = TYPED, **facts: Any) -> RegisteredRight:
    """A registered right whose facts all have the same source."""
    plain = {"right_id": right_id, "matter_id": matter_id, "office": "JPO"} | facts
    named = [name for name in facts if name not in ("office", "right")]
    return RegisteredRight.model_validate(plain | {"sources": dict.fromkeys(named, source)})


def register(*rights: RegisteredRight, matters: Mapping[str, str | None] | None = None) -> Register:
    """A register with these rights; ``matters``: id to the responsible person."""
    people = {one.matter_id: None for one in rights} | dict(matters or {})
    return Register(
        matters={name: Matter(matter_id=name, responsible=person) for name, person in people.items()},
        rights={one.right_id: one for one in rights},
    )


def report(*rows: Held, known: Register | None = None, vouched: Vouched | None = None, **view: Any) -> PortfolioReport:
    """The portfolio of these holdings on ``TODAY``."""
    return portfolio(rows, known or Register(), View(**({"as_of": TODAY} | view)), vouched or Vouched())
