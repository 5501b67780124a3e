"""How a file stands on a day: what is open, what was answered, what follows.

Only events up to the day count; the status counts only where it can be dated. What may have been answered by an event
that the list does not hold is put to a person (``review``), never called open or answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from konkyo.practice.deadlines.arithmetic import add_months
from konkyo.practice.histories import words
from konkyo.practice.histories.acts import Act, acts_of
from konkyo.practice.histories.disposal import (
    Disposal,
    closed_on,
    disposal_of,
    outstanding_act,
    status_on,
)
from konkyo.practice.histories.disposal import (
    Standing as StatusOnDay,
)
from konkyo.practice.histories.following import follow_ups
from konkyo.practice.histories.openings import OPENINGS, Opening
from konkyo.practice.histories.questions import answer_to, latest_day, question_for_event
from konkyo.records.docket import TriggerDate
from konkyo.records.history import Answered, Closed, History, HistoryEvent, OpenItem, Standing, State
from konkyo.records.value import Wording

_TO_BE_MAILED = timedelta(days=366)
"""Of an act entered and, a year later, still without a listed mailing no period runs any more in practice."""
_FROM_THE_MAILING = frozenset({"USPTO"})
"""Where the period runs from the mailing itself. Where a paper counts as delivered days later, and did so only until
some day (EPO, CNIPA), one sent earlier may end later."""
_USUAL = 6
"""Months after an act's entry when its period, wherever it began, may well be over."""
_BY_SHOWN_ACT = timedelta(days=92)
"""Three months, the issue fee's period, after an event that shows an allowance."""


def open_items(history: History, as_of: date) -> tuple[OpenItem, ...]:
    """What is, or may be, still to be done in the file on ``as_of``, oldest first (``standing`` gives all of it)."""
    return standing(history, as_of).open


def standing(history: History, as_of: date) -> Standing:
    """How the file stands on ``as_of``. An event after that day never changes the answer."""
    acts = acts_of([event for event in history.events if event.date <= as_of])
    status = status_on(history, as_of)
    closed = closed_on(history, acts, status)
    case = _Case(history, as_of, acts, status, closed)
    opened, answered = case.sorted_out()
    caveats = list(history.gaps)
    if not acts and closed is None:
        caveats.append(words.NO_EVENTS)
    if status.doubtful is not None:
        caveats.append(words.undated_status(history))
    if history.known_through is not None and as_of > history.known_through:
        caveats.append(words.since_drawn(history, as_of))
    return Standing(
        as_of=as_of,
        open=opened,
        answered=answered,
        follow_ups=follow_ups(history, acts, closed, as_of),
        closed=closed,
        caveats=tuple(caveats),
    )


@dataclass(frozen=True)
class _Case:
    history: History
    as_of: date
    acts: tuple[Act, ...]
    status: StatusOnDay
    closed: Closed | None

    def sorted_out(self) -> tuple[tuple[OpenItem, ...], tuple[Answered, ...]]:
        """Every act that opens a period, among the open items or among the answered."""
        opened: list[OpenItem] = []
        answered: list[Answered] = []
        newest = outstanding_act(self.acts, self.status.meaning)
        for act, opening, repeats in self._openings():
            later = [other for other in self.acts if other.date > act.date]
            gone = disposal_of(act, opening, later, self.status, newest, self.closed)
            if gone is None:
                opened.append(self._open(act, opening, repeats, later, confirmed=self._confirmed(act, newest)))
            else:
                answered.append(self._answered(act, opening, gone))
        if self.closed is None:
            opened += self._implied(newest, answered)
        return tuple(opened), tuple(answered)

    def _openings(self) -> Iterator[tuple[Act, Opening, tuple[HistoryEvent, ...]]]:
        """Acts with what they open. Repetitions of a notice that starts no new period go with the first."""
        for opening in OPENINGS[self.history.office]:
            first: Act | None = None
            repeats: list[HistoryEvent] = []
            for act in self.acts:
                if act.step in opening.replaces and first is not None and act.date > first.date:
                    yield first, opening, tuple(repeats)
                    first, repeats = None, []
                if act.step != opening.step:
                    continue
                if first is None or not opening.repeats:
                    if first is not None:
                        yield first, opening, ()
                    first, repeats = act, []
                else:
                    repeats.append(act.event)
            if first is not None:
                yield first, opening, tuple(repeats)

    def _confirmed(self, act: Act, newest: Act | None) -> bool:
        meaning = self.status.meaning
        return meaning is not None and (act is newest or act.step in meaning.kept)

    def _open(
        self, act: Act, opening: Opening, repeats: Sequence[HistoryEvent], later: Sequence[Act], *, confirmed: bool
    ) -> OpenItem:
        unsent = opening.mailed and act.sent is None
        trigger = None if unsent else TriggerDate(kind=opening.trigger, date=act.date)
        touching = [other.event for other in later if other.step in opening.touches]
        why = [words.not_mailed(act.event) if unsent else words.outstanding(act.event)]
        if unsent and (earliest := self._earliest(opening, act)) is not None:
            why.append(words.not_before(act.event, earliest))
        if touching:
            why.append(words.touched(touching))
        if confirmed:
            why.append(words.status_says(self.history))
        asks = [words.mailed_again(act.again)] if act.again else []
        if unsent and self.as_of > add_months(act.date, opening.longest or _USUAL, "same_number"):
            asks.append(words.ran_out(None, opening.needs))
        if repeats:
            why.append(words.repeated(repeats))
        bound = act.date + _TO_BE_MAILED if unsent else None
        return self._item(
            opening,
            trigger,
            act,
            why,
            asks,
            rests_on=(*act.events, *repeats, *touching),
            inputs=_inputs(opening, touching),
            bound=bound,
            confirmed=confirmed,
        )

    def _earliest(self, opening: Opening, act: Act) -> date | None:
        """When the period would end had the act been mailed on the day of its entry, where that can be told."""
        if self.history.office not in _FROM_THE_MAILING:
            return None
        supposed = TriggerDate(kind=opening.trigger, date=act.date)
        return answer_to(question_for_event(self.history, opening.event_code, supposed, _inputs(opening, ()))).due

    def _item(
        self,
        opening: Opening,
        trigger: TriggerDate | None,
        act: Act | None,
        why: list[Wording],
        asks: list[Wording],
        *,
        rests_on: tuple[HistoryEvent, ...],
        inputs: Mapping[str, Any],
        bound: date | None,
        confirmed: bool,
    ) -> OpenItem:
        question = question_for_event(self.history, opening.event_code, trigger, inputs)
        answer = answer_to(question)
        missing = answer.missing if trigger is not None else tuple(dict.fromkeys((opening.trigger, *answer.missing)))
        latest = latest_day(question, answer, opening.longest)
        state, doubt = self._state(opening, latest or bound, latest, confirmed=confirmed)
        asks = asks + doubt
        return OpenItem(
            office=self.history.office,
            event_code=opening.event_code,
            state=state,
            expect="pending" if missing else "deadline",
            missing=missing,
            trigger=trigger,
            trigger_event=act.event if act is not None else None,
            rests_on=rests_on,
            due=answer.due,
            latest=latest,
            inputs=dict(inputs),
            why=words.joined(why),
            answered_by=opening.needs,
            question=words.joined(asks) if asks else None,
        )

    def _state(
        self, opening: Opening, end: date | None, latest: date | None, *, confirmed: bool
    ) -> tuple[State, list[Wording]]:
        history, as_of = self.history, self.as_of
        if end is not None and as_of > end and not confirmed:
            return "lapsed", [words.ran_out(latest, opening.needs), *self._gaps(opening)]
        if end is not None and as_of > end:
            return "open", [words.ran_out(latest, opening.needs)]
        stale = history.known_through is not None and as_of > history.known_through
        if stale:
            return "review", [words.since_drawn(history, as_of), *self._gaps(opening)]
        if confirmed:
            return "open", []
        if not history.complete:
            return "review", self._gaps(opening)
        if self.status.doubtful is not None:
            return "review", [words.undated_status(history)]
        return "open", []

    def _gaps(self, opening: Opening) -> list[Wording]:
        return [] if self.history.complete else [words.perhaps_answered(self.history, opening.needs)]

    def _answered(self, act: Act, opening: Opening, gone: Disposal) -> Answered:
        unsent = opening.mailed and act.sent is None
        trigger = None if unsent else TriggerDate(kind=opening.trigger, date=act.date)
        question = question_for_event(self.history, opening.event_code, trigger, _inputs(opening, ()))
        answer = answer_to(question)
        in_time = "unknown"
        if gone.how == "reply" and gone.by is not None and answer.due is not None:
            latest = latest_day(question, answer, opening.longest) or answer.due
            day = gone.by.date
            in_time = "yes" if day <= answer.due else "extended" if day <= latest else "late"
            if in_time != "yes" and gone.by.phase != "received":
                in_time = "unknown"  # the office's entry of a paper comes after its receipt
        return Answered.model_validate(
            {
                "event_code": opening.event_code,
                "action": act.event,
                "how": gone.how,
                "by": gone.by,
                "in_time": in_time,
                "due": answer.due,
                "why": self._because(opening, gone),
            }
        )

    def _because(self, opening: Opening, gone: Disposal) -> Wording:
        if gone.by is None:
            return words.status_says(self.history)
        if gone.how == "replaced":
            return words.replaced(gone.by)
        return words.inferred(gone.by, opening.needs) if gone.how == "inferred" else words.replied(gone.by)

    def _implied(self, newest: Act | None, answered: Sequence[Answered]) -> Iterator[OpenItem]:
        """Items of acts that are not listed but shown by something that is: an allowance, or the act of the status."""
        meaning = self.status.meaning
        gone = {id(item.action) for item in answered}
        named = next((o for o in OPENINGS[self.history.office] if meaning and o.step in meaning.outstanding), None)
        unlisted = newest is None or id(newest.event) in gone
        shown = self._shown_allowance()
        allowed = named is not None and named.step == "allowance"
        if named is not None and unlisted and self.history.status is not None and not (allowed and shown):
            why = words.implied(self.history.status.value, words.NOA if allowed else words.ACT)
            yield self._item(
                    named, None, None, [why, words.status_says(self.history)], [],
                    rests_on=(), inputs={}, bound=None, confirmed=True,
                )  # fmt: skip
        if shown is not None:
            opening = next(o for o in OPENINGS[self.history.office] if o.step == "allowance")
            confirmed = meaning is not None and "allowance" in meaning.outstanding
            if meaning is None or confirmed:
                yield self._item(
                    opening, None, None, [words.implied(words.named(shown.event), words.NOA)], [],
                    rests_on=shown.events, inputs={}, bound=shown.date + _BY_SHOWN_ACT, confirmed=confirmed,
                )  # fmt: skip

    def _shown_allowance(self) -> Act | None:
        """The last corrected notice of allowability, where no allowance is listed and nothing came of it since."""
        opening = next((o for o in OPENINGS[self.history.office] if o.step == "allowance"), None)
        if opening is None:
            return None
        shown: Act | None = None
        for act in self.acts:
            if act.step == "allowability_corrected":
                shown = act
            elif act.step in opening.answers | opening.presupposes | opening.replaces | {"allowance", "revived"}:
                shown = None
        return shown


def _inputs(opening: Opening, touching: Sequence[HistoryEvent]) -> dict[str, Any]:
    """Inputs that stand in the history: the stage; the first reply and the advisory action after a final action."""
    inputs: dict[str, Any] = {}
    if opening.stage is not None:
        inputs["stage"] = opening.stage
    if opening.event_code == "final_oa_response":
        replies = [event for event in touching if event.kind == "reply"]
        advisories = [event for event in touching if event.step == "advisory" and event.phase == "sent"]
        if replies and advisories:
            inputs |= {"first_reply_date": replies[0].date.isoformat(), "advisory_date": advisories[0].date.isoformat()}
    return inputs
