"""Recognition: which office, form, numbers, dates and references a document states, and where."""

from konkyo.practice.notices.recognition import recognise

__all__ = ["recognise"]
