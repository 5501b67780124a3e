"""How a file stands on a day, as a person reads it on a terminal: open, answered, what follows, what is not known."""

from __future__ import annotations

from konkyo.cli.talk import Talk
from konkyo.records.history import Answered, FollowUp, HistoryStanding, OpenItem
from konkyo.records.value import Wording

_STATES = {
    "open": Wording(ja="未対応", en="open"),
    "review": Wording(ja="要確認", en="to be checked"),
    "lapsed": Wording(ja="期間経過", en="period over"),
}
_IN_TIME = {
    "yes": Wording(ja="期間内", en="in time"),
    "extended": Wording(ja="延長された期間内", en="within the extensions"),
    "late": Wording(ja="期間経過後", en="late"),
    "unknown": Wording(ja="期間内か不明", en="not known whether in time"),
}


FEW = 5
"""Up to so many histories are told whole; of more, only what is open (``--json`` has all)."""


def history_lines(talk: Talk, found: HistoryStanding, *, whole: bool) -> list[str]:
    """One file: its number, how it stands, and each item with why. Not ``whole``: only what is open, if anything."""
    if not whole and not found.standing.open:
        return []
    stands = found.standing
    head = f"{found.number or '?'} ({found.office}, {stands.as_of})"
    lines = [talk.both(f"経過 {head}: 記録 {found.events} 件", f"history {head}: {found.events} events")]
    if stands.closed is not None:
        since = f" {stands.closed.since}" if stands.closed.since else ""
        lines.append(talk.both(f"  終了: {stands.closed.reason}{since}", f"  closed: {stands.closed.reason}{since}"))
    lines += [_open(talk, item) for item in stands.open]
    if not whole:
        return lines
    lines += [_answered(talk, item) for item in stands.answered]
    lines += [_follows(talk, item) for item in stands.follow_ups]
    return lines + [
        f"  {talk.both('注意', 'caveat')}: {talk.of(caveat)}"
        for caveat in dict.fromkeys((*found.gaps, *stands.caveats))
    ]


def _open(talk: Talk, item: OpenItem) -> str:
    due = f" -> {item.due}" if item.due else ""
    latest = f" ({talk.both('最長', 'at most')} {item.latest})" if item.latest and item.latest != item.due else ""
    return f"  {talk.of(_STATES[item.state])}: {item.event_code}{due}{latest}: {talk.of(item.why)}"


def _answered(talk: Talk, item: Answered) -> str:
    word = talk.both("対応済", "answered")
    return f"  {word}: {item.event_code} {item.action.date}: {talk.of(item.why)} ({talk.of(_IN_TIME[item.in_time])})"


def _follows(talk: Talk, item: FollowUp) -> str:
    days = [str(day) for day in (item.opens, item.due, item.latest) if day]
    asked = f" {talk.of(item.question)}" if item.question and not days else ""
    return f"  {talk.both('次', 'next')}: {item.event_code} {' / '.join(days) or '-'}: {talk.of(item.why)}{asked}"
