"""A document that lists the events of files, read as ``History`` values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from konkyo.practice.histories.acts import acts_of
from konkyo.practice.histories.books import BOOKS, office_of
from konkyo.practice.histories.listing import Entry, Listing
from konkyo.practice.histories.rows import row_listings
from konkyo.practice.histories.statuses import Meaning, meaning_of
from konkyo.practice.histories.structured import structured_listings
from konkyo.practice.numbers import bare_application, bare_registration, numbers_in
from konkyo.records.docket import OFFICE_CODE, Finding
from konkyo.records.documents import Document
from konkyo.records.history import History, HistoryEvent
from konkyo.records.value import Wording

Right = Literal["patent", "utility_model", "design", "trademark"]
_ASKS_NO_REPLY = frozenset({"allowance", "grant_decision", "grant_notice"})
_FROM_PARTY = frozenset({"reply", "fee"})
_RIGHT_WORDS: tuple[tuple[Right, tuple[str, ...]], ...] = (
    ("design", ("意匠登録", "designarticle", "designclass", "外观设计", "디자인")),
    ("trademark", ("商標登録", "trademark", "distinctionnumber", "商标", "상표")),
    ("utility_model", ("実用新案", "实用新型", "실용신안")),
)
_US_DESIGN_SERIES = ("US29", "US35")
_CLOSING_STEPS = {"granted": ("granted",), "abandoned": ("abandoned",), "expired": ("expired", "extinct")}


def read_history(document: Document) -> tuple[History, ...]:
    """The file histories that a document lists, in its order; none if it is not a list of events.

    Reads JSON and XML by the names of their keys, and tables in HTML, CSV or plain text by their rows. Each event is
    kept once, whatever the order of the list.
    """
    listings = structured_listings(document) or row_listings(document)
    found = [_history(listing) for listing in listings]
    return tuple(history for history in found if history is not None)


def _history(listing: Listing) -> History | None:
    office = _office(listing)
    if office is None:
        return None
    events = _events(listing.entries, office)
    named = _named(events, listing)
    if named is None:
        return None
    right = _right(listing, events, office)
    gaps = _gaps(listing, events)
    meaning = meaning_of(office, listing.status.value) if listing.status else None
    return History(
        office=office,
        right=right,
        named=named,
        application_number=_normal(listing.application, office),
        registration_number=_registered(listing.registration, office, right),
        filing_date=listing.filing,
        priority_date=listing.priority,
        grant_date=listing.grant,
        status=listing.status,
        status_since=_status_since(listing, events, meaning),
        known_through=listing.drawn.value if listing.drawn else None,
        events=events,
        listed=len(listing.entries),
        total=listing.total,
        complete=not gaps,
        gaps=gaps,
    )


def _office(listing: Listing) -> str | None:
    office = office_of(entry.label for entry in listing.entries)
    if office is None and listing.status is not None:
        office = next((name for name in BOOKS if meaning_of(name, listing.status.value) is not None), None)
    return office


def _named(events: Sequence[HistoryEvent], listing: Listing) -> Finding[str] | None:
    """What shows the office: the first event that it knows, else the status."""
    return next((event.named for event in events if event.step), listing.status)


def _events(entries: Sequence[Entry], office: str) -> tuple[HistoryEvent, ...]:
    """Each event once, by date; what stands first in the list counts of equal ones."""
    book = BOOKS[office]
    kept: dict[tuple[date, str, str], HistoryEvent] = {}
    for entry in entries:
        code, text = entry.label
        named = entry.text or entry.code
        if named is None:
            continue
        known = book.know(code, text)
        phase = known.phase if known else ""
        note = ""
        if known and phase in ("made", "sent") and entry.role in ("made", "sent"):
            phase = entry.role
        elif known and phase == "sent" and entry.role == "" and office == "JPO":
            note = "the list gives one date for each paper; read as the day of dispatch"
        event = HistoryEvent(
            date=entry.dated.value,
            code=code,
            text=text,
            kind=known.step.kind if known else "other",
            step=known.step.name if known else "",
            phase=phase,
            page=entry.page,
            start=entry.start,
            end=entry.end,
            dated=entry.dated,
            named=named,
            note=note,
        )
        kept.setdefault((event.date, code.strip().upper(), text.strip()), event)
    return tuple(sorted(kept.values(), key=lambda e: (e.date, e.phase != "made", e.step, e.code, e.text)))


def _right(listing: Listing, events: Sequence[HistoryEvent], office: str) -> Right:
    number = _normal(listing.application, office)
    if number is not None and number.value.startswith(_US_DESIGN_SERIES):
        return "design"
    words = " ".join((*listing.hints, *(event.text for event in events if event.step in ("filing", "granted"))))
    if number is not None:
        said = {token.right for token in numbers_in(number.printed)}
        by_number = next((right for right, _ in _RIGHT_WORDS if right in said), None)
        if by_number is not None:
            return by_number
    return next((right for right, signs in _RIGHT_WORDS if any(sign in words for sign in signs)), "patent")


def _normal(found: Finding[str] | None, office: str) -> Finding[str] | None:
    """An application number in its normal form, as printed where it has none."""
    if found is None:
        return None
    bare = bare_application(found.value, OFFICE_CODE[office])
    token = next((token for token in numbers_in(found.value) if token.kind == "application"), None)
    value = bare[2] if bare is not None else token.normal if token is not None else found.value
    return found.model_copy(update={"value": value})


def _registered(found: Finding[str] | None, office: str, right: str) -> Finding[str] | None:
    bare = None if found is None else bare_registration(found.value, OFFICE_CODE[office], right)
    if found is None or bare is None:
        return None
    return found.model_copy(update={"value": bare[2]})


def _gaps(listing: Listing, events: Sequence[HistoryEvent]) -> tuple[Wording, ...]:
    """Why the list cannot hold all events of the file."""
    gaps = []
    listed = max(len(listing.entries), listing.listed.value if listing.listed else 0)
    if listing.total is not None and listing.total.value > listed:
        gaps.append(
            Wording(
                ja=f"この一覧は{listing.total.value}件中{listed}件の記録だけを載せています。",
                en=f"The list holds {listed} of the file's {listing.total.value} events.",
            )
        )
    actions = [event for event in events if event.kind == "action"]
    others = [event for event in events if event.kind not in ("action", "grant", "abandonment")]
    if actions and not any(event.kind in _FROM_PARTY for event in events):
        if _skips_replies(actions):
            gaps.append(
                Wording(
                    ja="応答の記録が1件もないまま庁の通知が続いています。応答は載せない一覧と考えられます。",
                    en="Office actions follow each other without any reply: the list seems to leave replies out.",
                )
            )
        elif len(others) < 2:
            gaps.append(
                Wording(
                    ja="庁の通知だけが載っています。応答が載る一覧かどうか分かりません。",
                    en="Only office actions are listed; whether replies would be listed cannot be told.",
                )
            )
    return tuple(gaps)


def _skips_replies(actions: Sequence[HistoryEvent]) -> bool:
    """Whether an action that asks for a reply is followed by another one although no reply is listed."""
    acts = acts_of(actions)
    asking = [act.date for act in acts if act.step not in _ASKS_NO_REPLY]
    return len(acts) > 1 and bool(asking) and acts[-1].date > asking[0]


def _status_since(listing: Listing, events: Sequence[HistoryEvent], meaning: Meaning | None) -> date | None:
    """From when the status is known to have stood: its own date, or the last listed event of the kind that it names."""
    if listing.status_date is not None:
        return listing.status_date.value
    if meaning is None:
        return None
    steps = meaning.outstanding or _CLOSING_STEPS.get(meaning.closes or "", ())
    acts = [act for act in acts_of(events) if act.step in steps]
    if not acts:
        return None
    after = [event for event in events if event.date > acts[-1].date and event.kind not in ("other", "status")]
    return None if after else acts[-1].date
