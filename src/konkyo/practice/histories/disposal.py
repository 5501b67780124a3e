"""What became of an act by a day: answered, inferred to be, superseded, done by the status, closed with the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from konkyo.practice.histories.acts import Act
from konkyo.practice.histories.openings import Opening
from konkyo.practice.histories.statuses import ANY, Meaning, Reason, meaning_of
from konkyo.records.history import Closed, History, HistoryEvent, How

_CLOSING: dict[str, Reason] = {
    "granted": "granted",
    "abandoned": "abandoned",
    "expired": "expired",
    "extinct": "expired",
    "withdrawn": "withdrawn",
    "deemed_withdrawn": "withdrawn",
    "deemed_abandoned": "abandoned",
    "dismissed": "refused",
    "revoked": "lapsed",
}
_AFTER_GRANT = frozenset({"opposition_notice", "revocation_reason", "maintenance_reminder"})


@dataclass(frozen=True)
class Standing:
    """What of the status counts on the day: ``meaning`` if it can be dated, ``doubtful`` if it cannot."""

    meaning: Meaning | None = None
    doubtful: Meaning | None = None


@dataclass(frozen=True)
class Disposal:
    """``by``: the event; None where the status says it."""

    how: How
    by: HistoryEvent | None = None
    step: str = ""


def status_on(history: History, as_of: date) -> Standing:
    """The status counts from the day since which it is known to have stood, or on and after the day it was drawn."""
    meaning = meaning_of(history.office, history.status.value) if history.status else None
    if meaning is None:
        return Standing()
    since = history.status_since
    if (since is not None and as_of >= since) or (history.known_through is not None and as_of >= history.known_through):
        return Standing(meaning=meaning)
    last = max((event.date for event in history.events), default=date.min)
    undated = since is None and history.known_through is None and as_of >= last
    return Standing(doubtful=meaning if undated else None)


def closed_on(history: History, acts: Sequence[Act], standing: Standing) -> Closed | None:
    """Why nothing is pending before the office any more, by the last event that ends or revives the file."""
    last: Act | None = None
    for act in acts:
        if act.step in _CLOSING or act.step == "revived":
            last = act
    if last is not None and last.step != "revived":
        return Closed(reason=_CLOSING[last.step], since=last.date, event=last.event)
    meaning = standing.meaning
    if meaning is not None and meaning.closes is not None:
        return Closed(reason=meaning.closes, since=history.status_since, status=history.status)
    return None


def disposal_of(
    act: Act, opening: Opening, later: Sequence[Act], standing: Standing, newest: Act | None, closed: Closed | None
) -> Disposal | None:
    """What disposed of an act first; None while nothing did. ``later``: acts after it, by date.

    ``newest``: the act that the status calls outstanding. An act of the same day disposes of nothing.
    """
    for other in later:
        how = _how(opening, other)
        if how is not None:
            return Disposal(how, other.event, other.step)
    revival = next((other for other in later if other.step == "revived"), None)
    if revival is not None:
        return Disposal("inferred", revival.event, revival.step)
    meaning = standing.meaning
    if closed is not None and act.step not in _AFTER_GRANT and act.date <= (closed.since or date.max):
        return Disposal("closed", closed.event)
    if meaning is not None and act is not newest and ANY in meaning.done and act.step not in meaning.kept:
        return Disposal("status")
    return None


def _how(opening: Opening, other: Act) -> How | None:
    if other.step in opening.answers:
        return "reply"
    if other.step in opening.presupposes or (other.step == opening.step and not opening.repeats):
        return "inferred" if other.step in opening.presupposes else "replaced"
    return "replaced" if other.step in opening.replaces else None


def outstanding_act(acts: Sequence[Act], meaning: Meaning | None) -> Act | None:
    """The newest act of the kinds that the status calls outstanding."""
    if meaning is None or not meaning.outstanding:
        return None
    return next((act for act in reversed(acts) if act.step in meaning.outstanding), None)
