"""Everything known about a case before it is written down as an item."""

from __future__ import annotations

from dataclasses import dataclass

from konkyo.practice.notices.form import Form
from konkyo.practice.notices.letters import Writing
from konkyo.practice.notices.roled_date import RoledDate
from konkyo.practice.notices.segments import Segment
from konkyo.practice.notices.sheet import Sheet
from konkyo.practice.notices.titles import TitleHit


@dataclass(frozen=True)
class Case:
    """Everything known about a case before it is written down as an item."""

    sheet: Sheet
    segment: Segment
    hit: TitleHit
    form: Form
    office: str
    right: str
    dates: tuple[RoledDate, ...]
    writing: Writing
    shown: tuple[int, int] | None = None  # where the words stand that decided the form, if not the title
