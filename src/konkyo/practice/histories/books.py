"""The step books of all offices, and which office a list of events belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from konkyo.practice.histories.steps import StepBook
from konkyo.practice.histories.steps_elsewhere import CHINA, EUROPE, GERMANY, KOREA
from konkyo.practice.histories.steps_japan import JAPAN
from konkyo.practice.histories.steps_us import US

BOOKS: dict[str, StepBook] = {book.office: book for book in (US, JAPAN, EUROPE, CHINA, KOREA, GERMANY)}


def office_of(labels: Iterable[tuple[str, str]]) -> str | None:
    """The office whose codes and words most of the events (code, words) are, or None if no office knows any."""
    pairs = list(labels)
    scores = {
        office: sum(
            2 * (known_words := book.by_words(text) is not None) + (book.knows_code(code) and not known_words)
            for code, text in pairs
        )
        for office, book in BOOKS.items()
    }
    best = max(scores, key=lambda office: scores[office])
    return best if scores[best] else None
