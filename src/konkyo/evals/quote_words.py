"""The word lists of the ``quotes`` suite, kept as data in ``quote_words.json``.

Lists of pairs (printed, quoted) for clauses planted on a page; pairs of opposites; per language where the rules of the
language decide. Texts are of our own invention.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

from konkyo.evals.passages import Language

Pairs: TypeAlias = tuple[tuple[str, str], ...]


@cache
def _lists() -> dict[str, Any]:
    text = resources.files("konkyo.evals").joinpath("quote_words.json").read_text("utf-8")
    lists: dict[str, Any] = json.loads(text)
    return lists


def pairs(name: str) -> Pairs:
    """A list of pairs."""
    return tuple((str(a), str(b)) for a, b in _lists()[name])


def pairs_by_language(name: str) -> dict[Language, Pairs]:
    """Lists of pairs per language."""
    return {language: tuple((str(a), str(b)) for a, b in entries) for language, entries in _lists()[name].items()}


def texts_by_language(name: str) -> dict[Language, tuple[str, ...]]:
    """Lists of texts per language."""
    return {
        language: (entries,) if isinstance(entries, str) else tuple(entries)
        for language, entries in _lists()[name].items()
    }


def table(name: str) -> dict[str, str]:
    """A table from character to character, or to a text of candidates."""
    return dict(_lists()[name])
