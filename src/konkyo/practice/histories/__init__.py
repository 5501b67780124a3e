"""File histories: events of a file in, what is open on a day, what was answered and what follows out."""

from konkyo.practice.histories.items import docket_items, reason_without_items
from konkyo.practice.histories.reading import read_history
from konkyo.practice.histories.standing import open_items, standing

__all__ = ["docket_items", "open_items", "read_history", "reason_without_items", "standing"]
