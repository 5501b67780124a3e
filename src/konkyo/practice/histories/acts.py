"""The acts of an office: an act's entry inside the office and its mailing are one act, whose day is the mailing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from konkyo.records.history import HistoryEvent

_BETWEEN = timedelta(days=120)
"""Longest time between an act's entry and its mailing that are still taken as one act."""
_REPEATED = timedelta(days=60)
"""A mailing without an entry of its own within this time after another is the same act mailed again."""


@dataclass(frozen=True)
class Act:
    """``sent`` None: no mailing is listed. ``again``: later mailings of the same act."""

    step: str
    made: HistoryEvent | None
    sent: HistoryEvent | None
    again: tuple[HistoryEvent, ...] = ()

    @property
    def event(self) -> HistoryEvent:
        """The event that stands for the act: its mailing, else its entry."""
        found = self.sent or self.made
        assert found is not None
        return found

    @property
    def date(self) -> date:
        """The day from which the act is known."""
        return self.event.date

    @property
    def events(self) -> tuple[HistoryEvent, ...]:
        """All events of the act in order."""
        return tuple(event for event in (self.made, self.sent, *self.again) if event is not None)


def acts_of(events: Sequence[HistoryEvent]) -> tuple[Act, ...]:
    """Events, ordered by date, as acts in order of their days. Events of the party are acts of their own."""
    by_step: dict[str, list[HistoryEvent]] = defaultdict(list)
    for event in events:
        if event.step:
            by_step[event.step].append(event)
    found = [act for step, members in by_step.items() for act in _acts(step, members)]
    return tuple(sorted(found, key=lambda act: (act.date, act.event.phase != "made", act.step)))


def _acts(step: str, members: Sequence[HistoryEvent]) -> list[Act]:
    made = [event for event in members if event.phase == "made"]
    sent = [event for event in members if event.phase == "sent"]
    acts = [Act(step, None, event) for event in members if event.phase not in ("made", "sent")]
    if not made:
        return acts + [Act(step, None, event) for event in sent]
    mailings: dict[int, list[HistoryEvent]] = defaultdict(list)
    alone: list[HistoryEvent] = []
    for event in sent:
        earlier = [index for index, entry in enumerate(made) if entry.date <= event.date <= entry.date + _BETWEEN]
        if earlier and (not mailings[earlier[-1]] or event.date <= mailings[earlier[-1]][-1].date + _REPEATED):
            mailings[earlier[-1]].append(event)
        else:
            alone.append(event)
    for index, entry in enumerate(made):
        mailed = mailings[index]
        acts.append(Act(step, entry, mailed[0] if mailed else None, tuple(mailed[1:])))
    return acts + [Act(step, None, event) for event in alone]
