"""The lines above a message's text (``Subject: ...``), and what in them a person should be wary of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from konkyo.ingest.mail_flags import MailFlags
from konkyo.ingest.mail_headers import decode_field, read_date, read_sender, same_house
from konkyo.records.documents import Aside, AsideKind, Element
from konkyo.records.value import Value

_SHOWN = {"subject": "Subject", "from": "From", "to": "To", "cc": "Cc", "date": "Date"}
_KEPT_APART = frozenset(["reply-to", "sender", "message-id", "return-path", "importance", "x-priority", "bcc"])
_ONCE = frozenset(["subject", "date", "to", "cc", "reply-to", "sender", "message-id"])
_MOST_CHARS = 4_000


class HeaderLines(Value):
    """Shown lines, the extents of their values (``header/subject`` ...), and other fields that stand apart."""

    text: str
    elements: tuple[Element, ...] = ()
    asides: tuple[Aside, ...] = ()


def header_lines(fields: Sequence[tuple[str, bytes]], flags: MailFlags) -> HeaderLines:
    """Subject, From, To, Cc and Date in this order, in the sender's own characters."""
    lines: list[str] = []
    elements, length = [], 0
    for name, label in _SHOWN.items():
        for raw in (value for field, value in fields if field == name):
            found = decode_field(raw)
            for issue in found.issues:
                flags.add(issue)
            if not found.text:
                continue
            line = f"{label}: {found.text}"
            start = length + len(label) + 2
            written = read_date(found.text) if name == "date" else None
            attributes = {"iso": written.isoformat()} if written is not None else {}
            end = length + len(line)
            elements.append(Element(path=f"header/{name}", start=start, end=end, attributes=attributes))
            lines.append(line)
            length = end + 1
    asides = (
        Aside(kind=AsideKind.METADATA, text=decode_field(raw).text[:_MOST_CHARS], detail=f"header {name}")
        for name, raw in fields
        if name in _KEPT_APART and raw.strip()
    )
    return HeaderLines(text="\n".join(lines), elements=tuple(elements), asides=tuple(asides))


def warn_of_sender(fields: Sequence[tuple[str, bytes]], flags: MailFlags) -> None:
    """Flags about who sent the message and when: what a forger would use."""
    by_name = Counter(name for name, _ in fields)
    if any(by_name[name] > 1 for name in _ONCE):
        flags.add("duplicate-header")
    senders = [read_sender(raw) for name, raw in fields if name == "from"]
    addresses = [address for sender in senders for address in sender.addresses]
    if not any("@" in address for address in addresses):
        flags.add("sender-missing")
    if len(senders) > 1 or len(addresses) > 1:
        flags.add("several-senders")
    if any(sender.shows_another_address for sender in senders):
        flags.add("sender-name-spoof")
    if any(sender.has_unusual_domain for sender in senders):
        flags.add("sender-domain-unusual")
    own = frozenset(domain for sender in senders for domain in sender.domains)
    replies = [read_sender(raw) for name, raw in fields if name == "reply-to"]
    if own and any(not same_house(own, reply.domains) for reply in replies):
        flags.add("reply-elsewhere")
    dates = [decode_field(raw).text for name, raw in fields if name == "date"]
    if not any(dates):
        flags.add("date-missing")
    elif any(read_date(date) is None for date in dates if date):
        flags.add("date-unreadable")
