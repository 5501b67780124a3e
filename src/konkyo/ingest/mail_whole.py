"""Reads a mail and the files that it holds in one reading process: they have one sender, and a process costs time.

A file that its reader refuses is refused alone. One that breaks its reader, or whose text would be too much together
with the rest, is left without a reading: the parent has its bytes and reads it in a process of its own.
"""

from __future__ import annotations

import importlib

from konkyo.errors import RefusedError
from konkyo.ingest.base import Inside, Limits, Reader, Reading
from konkyo.ingest.readers import READERS
from konkyo.ingest.sniff import Kind, sniff


def read_mail_whole(data: bytes, limits: Limits) -> Reading:
    """Read a message and, in their order, the files inside. Raises what ``read_mail`` raises."""
    return _Whole(limits).mail(data, limits)


class _Whole:
    """What may still be taken: files, and characters of text, of all that is read together."""

    def __init__(self, limits: Limits) -> None:
        self._characters = limits.text_chars
        self._files = limits.attachments

    def mail(self, data: bytes, limits: Limits) -> Reading:
        """A message with the files inside."""
        reading = _reader(Kind.MAIL)(data, limits.model_copy(update={"attachments": self._files}))
        self._files -= sum(1 for inside in reading.inside if not inside.why_not)
        self._characters -= _characters(reading)
        below = limits.model_copy(update={"nesting": limits.nesting - 1})
        return reading.model_copy(update={"inside": tuple(self._read(inside, below) for inside in reading.inside)})

    def _read(self, inside: Inside, limits: Limits) -> Inside:
        if inside.why_not:
            return inside
        kind = sniff(inside.data, inside.name).kind
        left = self._characters
        try:
            reading = self.mail(inside.data, limits) if kind is Kind.MAIL else self._other(kind, inside.data, limits)
        except RefusedError as error:
            return inside.model_copy(update={"refused": error.reason, "message": error.message})
        except (
            MemoryError,
            RecursionError,
            ArithmeticError,
            LookupError,
            TypeError,
            ValueError,
            RuntimeError,
            OSError,
        ):
            return inside  # read again alone, where it is told why it fails
        if self._characters < 0:
            self._characters = left
            return inside
        return inside.model_copy(update={"reading": reading})

    def _other(self, kind: Kind, data: bytes, limits: Limits) -> Reading:
        reading = _reader(kind)(data, limits)
        self._characters -= _characters(reading)
        return reading


def _characters(reading: Reading) -> int:
    return sum(len(page.text) for page in reading.pages)


def _reader(kind: Kind) -> Reader:
    module, _, function = READERS[kind].partition(":")
    found: Reader = getattr(importlib.import_module(module), function)
    return found
