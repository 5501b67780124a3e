"""The portfolio: everything the workspace holds, placed by date and matter, nothing twice, nothing lost.

``gather -> place each row and fee -> join what is one deadline -> overdue | dated | pending | left out``. Reading
only: a portfolio decides nothing and registers nothing. The same holdings and day give the same report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from konkyo.errors import UsageError
from konkyo.records.portfolio import LeftOut, LeftOutReason, MatterView, PortfolioItem, PortfolioReport, Standing
from konkyo.records.register import Register
from konkyo.records.value import Wording
from konkyo.store.proposals import ProposalState
from konkyo.workflows.fees import Fee, fees_of
from konkyo.workflows.portfolio_items import (
    Entry,
    Held,
    RightIndex,
    Token,
    Vouching,
    entry_of,
    entry_of_fee,
    item_of,
    matter_of,
)

MOST_DAYS = 3660
_ORDER = tuple(Standing)
_RELEASED = frozenset({ProposalState.APPROVED, ProposalState.AMENDED})
Group = tuple[Entry, ...]


@dataclass(frozen=True)
class View:
    """What is looked at: from which day, how far, and narrowed to which matter or person (None: all)."""

    as_of: date
    days: int = 90
    matter: str | None = None
    person: str | None = None

    @property
    def until(self) -> date:
        """The last day of the view."""
        return self.as_of + timedelta(days=self.days)


def portfolio(held: Sequence[Held], register: Register, view: View, vouching: Vouching) -> PortfolioReport:
    """The report over all proposals and registered rights.

    Each row and each fee is behind exactly one item, or counted once among ``left_out``. Raises UsageError for a
    number of days below 0 or above ten years.
    """
    if not 0 <= view.days <= MOST_DAYS:
        msg = f"a view cannot reach {view.days} days ahead"
        raise UsageError(msg, remedy=f"give 0 to {MOST_DAYS} days")
    index = RightIndex(register)
    rows = [entry_of(one, index) for one in held]
    known = {entry.row_id: number for number, entry in enumerate(rows)}
    fees = []
    for fee in _fees(register, view):
        if fee.row_id in known:  # put onto the approval desk before: that row speaks for it
            place = known[fee.row_id]
            rows[place] = _with_register(rows[place], fee)
        else:
            fees.append(entry_of_fee(fee, _unpaid(fee, view)))
    left: dict[LeftOutReason, list[str]] = defaultdict(list)
    kept = []
    for entry in (*rows, *fees):
        reason = _alone_out(entry, register, view, vouching)
        if reason is None:
            kept.append(_vouched(entry, view, vouching))
        else:
            left[reason].append(entry.row_id)
    shown: list[PortfolioItem] = []
    for group in joined(kept):
        reason = _out(group, register, view, vouching)
        if reason is None:
            shown.append(_item(group, register, view, vouching))
        else:
            left[reason] += [entry.row_id for entry in group]
    return _report(shown, left, register, view, (len(rows), len(fees)))


# -- placing ---------------------------------------------------------------------------------------------------------


def _fees(register: Register, view: View) -> Iterator[Fee]:
    for right_id in sorted(register.rights):
        yield from fees_of(register.rights[right_id], as_of=view.as_of, until=view.until)


def _unpaid(fee: Fee, view: View) -> tuple[Wording, ...]:
    by = fee.by
    if by is None or by >= view.as_of or fee.right.paid_through is not None:
        return ()
    return (Wording(ja="納付の有無が登録されていません。", en="Whether it was paid is not in the register."),)


def _with_register(entry: Entry, fee: Fee) -> Entry:
    """A row that was proposed from the register, told where the register has since come to say another date."""
    by = fee.by
    if by == entry.by:
        return entry
    day = by.isoformat() if by else "-"
    note = Wording(
        ja=f"登録簿の現在の内容では期限は {day} です。konkyo matters propose で案を作り直してください。",
        en=f"By what the register says now, this is due {day}: konkyo matters propose makes the proposal anew.",
    )
    return replace(entry, notes=(*entry.notes, note))


def _alone_out(entry: Entry, register: Register, view: View, vouching: Vouching) -> LeftOutReason | None:
    """Why an entry is left out whatever else states the same deadline, or None."""
    if entry.state is ProposalState.REJECTED:
        beyond = entry.by is not None and entry.by > view.until
        return LeftOutReason.REJECTED if beyond or vouching.rejected(entry.row_id) else None
    if entry.fee is None:
        return None
    right = entry.fee.right
    if right.ended_on is not None and (entry.by is None or entry.by > right.ended_on):
        return LeftOutReason.ENDED
    over = entry.fee.scheduled.late_until or entry.by
    if right.paid_through is None and over is not None and over < view.as_of:
        return LeftOutReason.PAYMENT_UNKNOWN
    return None


def _vouched(entry: Entry, view: View, vouching: Vouching) -> Entry:
    """The entry as far as its decision stands: what claims to be decided and is not goes to a person."""
    beyond = entry.by is not None and entry.by > view.until
    if entry.state is ProposalState.REJECTED:  # still here: its rejection does not stand
        return replace(entry, standing=Standing.UNVERIFIED, notes=(*entry.notes, _NO_DECISION))
    if entry.state not in _RELEASED or beyond:
        return entry
    signature = vouching.signature(entry.row_id)
    if signature.by is None:
        return replace(entry, standing=Standing.UNVERIFIED, notes=(*entry.notes, _NO_DECISION))
    return replace(entry, standing=Standing.REVIEW, notes=(*entry.notes, _UNREAD)) if signature.unread else entry


_UNREAD = Wording(
    ja="承認済みですが、二次確認がまだです。二次確認が済むまで書き出せません。",
    en="Approved, but not read by a second person yet: nothing is released before.",
)
_NO_DECISION = Wording(
    ja="記録上の決定が成立していません（署名・監査記録を確認: konkyo audit verify）。",
    en="The decision on record does not stand: check signatures and trail with konkyo audit verify.",
)


def joined(entries: Sequence[Entry]) -> Iterator[Group]:
    """Entries that are one deadline: the same right, event and date. The surest stands first; order is by date."""
    rights = _rights(entries)
    groups: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        one = rights.get(entry.tokens[0]) if entry.tokens else None
        alone = one is None or entry.by is None or not entry.event
        key = (entry.row_id,) if alone or one is None or entry.by is None else (*one, entry.event, entry.by.isoformat())
        groups[key].append(entry)
    ordered = [tuple(sorted(group, key=_firmness)) for group in groups.values()]
    yield from sorted(ordered, key=lambda group: (group[0].by or date.max, group[0].row_id))


def _firmness(entry: Entry) -> tuple[int, int, int, str]:
    restated = entry.row is not None and (entry.row.restated or entry.row.quoted)
    return _ORDER.index(entry.standing), int(entry.row is None), int(restated), entry.row_id


def _rights(entries: Iterable[Entry]) -> dict[Token, Token]:
    """Each number to one number that stands for its right: numbers that one entry names are of one right."""
    parent: dict[Token, Token] = {}

    def root(token: Token) -> Token:
        while parent.setdefault(token, token) != token:
            parent[token] = parent[parent[token]]
            token = parent[token]
        return token

    for entry in entries:
        for token in entry.tokens:
            one, other = sorted((root(entry.tokens[0]), root(token)))
            parent[other] = one
    return {token: root(token) for token in parent}


def _out(group: Group, register: Register, view: View, vouching: Vouching) -> LeftOutReason | None:
    """Why a deadline is left out of this view, or None."""
    by, matter_id = group[0].by, matter_of(group)
    if by is not None and by > view.until:
        return LeftOutReason.LATER
    if any(entry.state in _RELEASED and vouching.done(entry.row_id) for entry in group):
        return LeftOutReason.DONE
    if view.matter is not None and matter_id != view.matter:
        return LeftOutReason.OTHER_MATTER
    if view.person is not None:
        matter = register.matters.get(matter_id or "")
        if matter is None or not matter.people:
            return LeftOutReason.UNASSIGNED
        if view.person not in matter.people:
            return LeftOutReason.OTHER_PERSON
    return None


def _item(group: Group, register: Register, view: View, vouching: Vouching) -> PortfolioItem:
    lead, matter = group[0], register.matters.get(matter_of(group) or "")
    signed = vouching.signature(lead.row_id).by if lead.state in _RELEASED else None
    return item_of(
        group, view.as_of, signed_by=signed or "", second_reader=matter.second_reader if matter is not None else None
    )


# -- the report ------------------------------------------------------------------------------------------------------


def _report(
    shown: Sequence[PortfolioItem],
    left: dict[LeftOutReason, list[str]],
    register: Register,
    view: View,
    counts: tuple[int, int],
) -> PortfolioReport:
    pending = [item for item in shown if item.by is None]
    dated = [item for item in shown if item.by is not None]
    return PortfolioReport(
        as_of=view.as_of,
        until=view.until,
        days=view.days,
        matter=view.matter,
        person=view.person,
        overdue=tuple(item for item in dated if item.days_left is not None and item.days_left < 0),
        dated=tuple(item for item in dated if item.days_left is not None and item.days_left >= 0),
        pending=tuple(sorted(pending, key=lambda item: (item.matter_id or "\U0010ffff", item.item_id))),
        matters=_matters(shown, register, view),
        left_out=tuple(
            LeftOut(reason=reason, ids=tuple(sorted(left[reason]))) for reason in LeftOutReason if left[reason]
        ),
        rows=counts[0],
        fees=counts[1],
    )


def _matters(shown: Sequence[PortfolioItem], register: Register, view: View) -> tuple[MatterView, ...]:
    """Each matter that has something here, by its next date; what lies in no matter stands last."""
    of: dict[str | None, list[PortfolioItem]] = defaultdict(list)
    for item in shown:
        of[item.matter_id].append(item)
    views = [_matter(matter_id, items, register) for matter_id, items in of.items()]
    return tuple(sorted(views, key=lambda one: (one.matter_id is None, one.next_by or date.max, one.matter_id or "")))


def _matter(matter_id: str | None, items: Sequence[PortfolioItem], register: Register) -> MatterView:
    known = register.matters.get(matter_id or "")
    days = [item.days_left for item in items if item.days_left is not None]
    return MatterView(
        matter_id=matter_id,
        title=known.title if known else "",
        responsible=known.responsible if known else None,
        clerk=known.clerk if known else None,
        second_reader=known.second_reader if known else None,
        registered=known is not None,
        overdue=sum(day < 0 for day in days),
        dated=sum(day >= 0 for day in days),
        pending=len(items) - len(days),
        next_by=min((item.by for item in items if item.by is not None), default=None),
    )
