"""Facts of a right for the register: read out of quoted words of a document, or typed by a person.

A quoted fact is what code reads in the words, and the words are found again in the document first; a typed fact keeps
the name of whoever typed it. Nothing turns the one into the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from konkyo.errors import EvidenceError, NotFoundError, UsageError
from konkyo.evidence.quotes import FOUND
from konkyo.evidence.verify import verify_quote
from konkyo.practice.dates import dates_in
from konkyo.practice.folding import fold
from konkyo.practice.numbers import NumberToken, bare_application, bare_registration, numbers_in
from konkyo.records.docket import OFFICE_CODE
from konkyo.records.documents import Document
from konkyo.records.evidence import Quote
from konkyo.records.register import FACTS, FactSource, Register, RegisteredRight
from konkyo.records.value import content_hash
from konkyo.store import Store
from konkyo.workflows.portfolio_items import tokens_of

_NUMBERS = {"application_number": "application", "registration_number": "registration"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"(?:第\s?)?(\d{1,2})\s?(?:年分|年度|th|st|nd|rd)")


@dataclass(frozen=True)
class RightFacts:
    """What is said about a right. ``typed``: fact to its text; ``quoted``: fact to the words of ``document``.

    ``page``: where the words stand, if they stand on several. ``by``: who says so.
    """

    office: str
    right: str
    by: str
    typed: Mapping[str, str]
    quoted: Mapping[str, str]
    document: Document | None = None
    page: int | None = None
    right_id: str | None = None


def record(store: Store, matter_id: str, said: RightFacts) -> RegisteredRight:
    """Put what is said about a right into the register: a new right of the matter, or more about one that is there.

    Raises UsageError for a fact that does not exist or does not fit, EvidenceError for words that the document does
    not have or that do not state the fact, NotFoundError for the matter or the right.
    """
    unknown = sorted((set(said.typed) | set(said.quoted)) - set(FACTS))
    if unknown:
        msg = f"there is no fact {', '.join(unknown)}"
        raise UsageError(msg, remedy=f"one of: {', '.join(FACTS)}")
    if not said.by.strip():
        msg = "a fact needs the name of whoever gives it"
        raise UsageError(msg, remedy="--by NAME")
    now = store.clock()
    facts: dict[str, Any] = {}
    sources: dict[str, FactSource] = {}
    for name, words in said.quoted.items():
        facts[name], sources[name] = _quoted(name, words, said, now)
    for name, text in said.typed.items():
        value = _typed(name, text, said) if text else None
        if name in facts and str(value) != str(facts[name]):
            msg = f"the quoted words state another {name} than the one given"
            raise EvidenceError(msg, kept="the register as it was", remedy="look at the document again")
        facts.setdefault(name, value)
        sources.setdefault(name, FactSource(by=said.by, at=now))
    if not facts:
        msg = "nothing is said about the right"
        raise UsageError(msg, remedy="--set NAME=VALUE, or --quote NAME=WORDS with --document")
    store.matters.get(matter_id)
    before = _known(store.matters.all(), matter_id, said, facts)
    right = _right(before, matter_id, said, facts, sources)
    store.matters.put_right(right, by=said.by)
    return right


def _right(
    before: RegisteredRight | None, matter_id: str, said: RightFacts, facts: Mapping[str, Any],
    sources: Mapping[str, FactSource],
) -> RegisteredRight:  # fmt: skip
    held: dict[str, Any] = {"matter_id": matter_id, "office": said.office, "right": said.right}
    if before is not None:
        held = before.model_dump()
    else:
        key = held | {"number": _first_number(facts)}
        held["right_id"] = f"R-{content_hash(key)[:10]}"
    held |= facts
    grounds = (dict(before.sources) if before is not None else {}) | dict(sources)
    held["sources"] = {name: source for name, source in grounds.items() if held.get(name) is not None}
    try:
        return RegisteredRight.model_validate(held)
    except ValidationError as error:
        faults = ", ".join(str(fault["loc"][0]) for fault in error.errors())
        msg = f"these values do not fit: {faults}"
        raise UsageError(msg, kept="the register as it was", remedy="offices: JPO USPTO EPO CNIPA KIPO DPMA") from None


def _first_number(facts: Mapping[str, Any]) -> str:
    found = facts.get("application_number") or facts.get("registration_number")
    if not found:
        msg = "a new right needs a number to be known by"
        raise UsageError(msg, remedy="--set application_number=..., or registration_number=...")
    return str(found)


def _known(register: Register, matter_id: str, said: RightFacts, facts: Mapping[str, Any]) -> RegisteredRight | None:
    """The right that is meant, if it is registered: by its id, or by a number it has."""
    if said.right_id is not None:
        found = register.rights.get(said.right_id)
        if found is None or found.matter_id != matter_id:
            msg = "no right of that id is registered in this matter"
            raise NotFoundError(msg, remedy=f"konkyo matters rights {matter_id}")
        return found
    numbers = {name: facts.get(name) for name in _NUMBERS}
    try:
        asked = RegisteredRight.model_validate(
            {"right_id": "", "matter_id": matter_id, "office": said.office, "right": said.right} | numbers
        )
    except ValidationError:
        msg = f"there is no office {said.office!r} or no right {said.right!r}"
        raise UsageError(msg, remedy="--office JPO USPTO EPO CNIPA KIPO DPMA PCT; --right patent ...") from None
    wanted = set(tokens_of(asked))
    for right in register.rights.values():
        if wanted & set(tokens_of(right)):
            if right.matter_id != matter_id:
                msg = f"this right is registered in matter {right.matter_id}"
                raise UsageError(msg, kept="the register as it was", remedy=f"konkyo matters rights {right.matter_id}")
            return right
    return None


# -- typed -----------------------------------------------------------------------------------------------------------


def _typed(name: str, text: str, said: RightFacts) -> str | int | date:
    """A typed value in the form it is kept in. A number that is read as one is kept in its normal form."""
    if name == "paid_through":
        if not text.isdecimal() or not 0 <= int(text) <= 40:
            msg = "paid_through is the last year that is paid: a number from 0 to 40"
            raise UsageError(msg, remedy="--set paid_through=3")
        return int(text)
    if name in _NUMBERS:
        return normal_number(name, text, said.office, said.right)
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    msg = f"{name} is not a date of the form YYYY-MM-DD"
    raise UsageError(msg, remedy="write the day as in 2026-03-04")


def normal_number(name: str, text: str, office: str, right: str) -> str:
    """A number in its normal form if it is read as one of the office; else as it was given, on one line."""
    found = _numbers(text, name, office)
    if found:
        return found[0].normal
    country = OFFICE_CODE.get(office, office)
    bare = bare_registration(text, country, right) if name == "registration_number" else bare_application(text, country)
    return bare[2] if bare is not None else " ".join(text.split())


def _numbers(text: str, name: str, office: str) -> list[NumberToken]:
    country = OFFICE_CODE.get(office, office)
    return [token for token in numbers_in(text) if token.kind == _NUMBERS[name] and token.country == country]


# -- quoted ----------------------------------------------------------------------------------------------------------


def _quoted(name: str, words: str, said: RightFacts, now: datetime) -> tuple[Any, FactSource]:
    if said.document is None:
        msg = "quoted words need the document that has them"
        raise UsageError(msg, remedy="--document FILE or the beginning of its id")
    quote = _found(words, said.document, said.page)
    values = set(stated(name, quote.evidence_quote, said.office, said.right))
    if len(values) != 1:
        what = "no" if not values else "more than one"
        msg = f"the quoted words state {what} {name} that can be read"
        raise EvidenceError(
            msg, kept="the register as it was", remedy=f"quote the words with just the {name}, or type it"
        )
    return values.pop(), FactSource(by=said.by, at=now, quote=quote, file=said.document.name)


def _found(words: str, document: Document, page: int | None) -> Quote:
    """The words with their place and verdict. Raises EvidenceError unless they stand on exactly one page as quoted."""
    pages = [page] if page is not None else [one.number for one in document.pages]
    asked = [
        Quote(document_id=document.document_id, page=number, paragraph=None, evidence_quote=words) for number in pages
    ]
    found = [quote for one in asked if (quote := verify_quote(one, document)).verdict in FOUND]
    sound = [quote for quote in found if not quote.flags]
    if len(sound) == 1:
        return sound[0]
    why = "are not in the document" if not found else "stand on several pages" if len(sound) > 1 else "need a look"
    if found and not sound:
        why = f"are in the document, but with flags ({', '.join(found[0].flags)})"
    msg = f"the quoted words {why}"
    raise EvidenceError(msg, kept="the register as it was", remedy="quote them as they are printed; --page says where")


def stated(name: str, words: str, office: str, right: str) -> Iterable[Any]:
    """The values of a fact that quoted words state."""
    if name in _NUMBERS:
        found = [token.normal for token in _numbers(words, name, office)]
        return found or _bare(name, words, office, right)
    if name == "paid_through":
        return [int(match[1]) for match in _YEAR.finditer(fold(words).text)]
    return [token.value for token in dates_in(words, office) if token.value is not None]


def _bare(name: str, words: str, office: str, right: str) -> list[str]:
    """A number without its sign, where the words hold only one: ``登録番号 7000001``."""
    digits = [piece for piece in re.split(r"[^0-9,/.\-]+", fold(words).text) if len(re.sub(r"\D", "", piece)) >= 6]
    return [normal_number(name, digits[0], office, right)] if len(digits) == 1 else []
