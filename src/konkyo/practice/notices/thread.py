"""What a message with others below it says: the sender's own new words first, then the newest that reports a notice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from konkyo.practice.folding import loose
from konkyo.practice.notices.letters import writing
from konkyo.practice.notices.voices import Voice
from konkyo.records.docket import Finding, NoticeItem, OtherDate, Recognition
from konkyo.records.value import Wording


@dataclass(frozen=True)
class Reading:
    """What one voice says; ``general``: it was taken for general mail or other writing that reports nothing."""

    found: Recognition
    general: bool = False


Read = Callable[[Voice], Reading]
_COVERING = re.compile(
    loose(
        r"転送|下記(?:の|、|を|に)|以下(?:の|、|を|に)|添付|ご?査収|ご?確認|登録(?:を|して)|期限管理"
        r"|\bfwd?\b|forward(?:ed|ing)?"
        r"|(?:see|as|email|message|mail) below|below (?:is|for|please)|\bFYI\b|for your (?:information"
        r"|records|attention)"
        r"|please (?:docket|note|handle|see|enter|record)|转发|请(?:见|看|登记|处理|录入)|如下|아래"
        r"|전달|참고|weiterleit|weitergeleitet"
        r"|z\.\s?K\.|zur Kenntnis|siehe unten|notieren|zur Fristennotierung"
    ),
    re.IGNORECASE,
)
_SETTLED = Wording(
    ja="手続は済んでいると、差出人自身の文で述べられています。",
    en="The sender's own words say that the act has already been done.",
)

_OLDER = Wording(
    ja="下に引用された古いメールの記載です。すでに処理されている可能性があります。",
    en="This stands in an older message quoted below; it may have been dealt with since.",
)


def heard(voices: tuple[Voice, ...], read: Read) -> Recognition:
    """The items of a message: of the sender's own words where they report or settle a notice, else of the newest below.

    ``read`` recognises one voice. Items from below carry ``quoted``.
    """
    first = read(voices[0])
    own = first.found
    if len(voices) == 1 or first.general:
        return own
    below = [read(voice) for voice in voices[1:]]
    if any(item.expect != "pending" for item in own.items):
        return _with_others(own, below)
    found = next((reading.found for reading in below if reading.found.items), None)
    if found is None:
        general = next((reading.found for reading in below if reading.general), own)
        return own if own.items else general
    done = writing(voices[0].sheet).done
    if own.items and not done and not _completes(voices[0], own, found):
        return _with_others(own, below)
    items = tuple(item.model_copy(update={"quoted": True}) for item in found.items)
    if done:
        items = tuple(_settled(item) for item in items)
    return found.model_copy(update={"items": items, "warnings": (*own.warnings, *found.warnings)})


def _with_others(own: Recognition, below: list[Reading]) -> Recognition:
    """Own words that report a notice, and what older messages below report of other rights: shown, for a person."""
    seen = {_number(item) for item in own.items}
    others: list[NoticeItem] = []
    for item in (item for reading in below for item in reading.found.items):
        if item.expect == "no_deadline" or _number(item) is None or _number(item) in seen:
            continue
        seen.add(_number(item))
        others.append(item.model_copy(update={"quoted": True, "conflicts": (*item.conflicts, _OLDER)}))
    return own.model_copy(update={"items": (*own.items, *others)}) if others and None not in seen else own


def _completes(voice: Voice, own: Recognition, below: Recognition) -> bool:
    """Whether own words that name a notice without its date hand over the message below rather than report anew."""
    numbers = {_number(item) for item in own.items} - {None}
    others = {_number(item) for item in below.items} - {None}
    return bool(_COVERING.search(voice.sheet.text)) and (not numbers or not others or bool(numbers & others))


def _number(item: NoticeItem) -> str | None:
    number = item.application_number or item.registration_number
    return None if number is None else number.value


def _settled(item: NoticeItem) -> NoticeItem:
    """The item with nothing left to do: its trigger becomes a date of the past."""
    past: Iterable[Finding[OtherDate]] = ()
    if item.trigger is not None:
        found = item.trigger
        day = OtherDate(role=f"{found.value.kind}_done", date=found.value.date)
        past = (
            Finding(
                value=day,
                printed=found.printed,
                page=found.page,
                start=found.start,
                end=found.end,
                confidence=found.confidence,
            ),
        )
    return item.model_copy(
        update={
            "expect": "no_deadline",
            "missing": (),
            "reason": _SETTLED,
            "trigger": None,
            "period": None,
            "other_dates": (*item.other_dates, *past),
        }
    )
