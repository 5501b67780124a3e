"""What is found on the way to an answer, before it becomes a frozen computation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from konkyo.practice.deadlines.closures import Closure
from konkyo.practice.deadlines.rules import Rule
from konkyo.records.docket import Certainty, Check, ComputationStep, DeadlineQuestion
from konkyo.records.value import Wording


@dataclass
class Account:
    """What has been found so far; turned into a frozen Computation at the end."""

    question: DeadlineQuestion
    rule: Rule
    as_of: date | None = None
    steps: list[ComputationStep] = field(default_factory=list)
    caveats: list[Wording] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    certainty: Certainty | None = None
    checks: list[Check] = field(default_factory=list)
    closed: list[tuple[date, Closure]] = field(default_factory=list)

    def lacks(self, *names: str) -> None:
        self.missing += [name for name in names if name not in self.missing]

    def warn(self, *texts: Wording) -> None:
        self.caveats += [text for text in texts if text not in self.caveats]
