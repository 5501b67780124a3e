"""Deadline rules as frozen values, read once from ``data/rules_*.toml``.

A rule says what starts a period, how long it is for whom, how it is counted, whether its end moves past closed days,
how it can be prolonged, and where each of this is written. No rule holds a computed date.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal

from pydantic import model_validator

from konkyo.practice.deadlines.arithmetic import Unit
from konkyo.records.docket import Certainty, Fee, RuleReference
from konkyo.records.value import Value, Wording, content_hash

DeliveryRule = Literal["none", "ep", "pct", "cn", "de"]
Roll = Literal["office", "none", "court", "office_of_act"]
RuleFamily = Literal["same_number", "day_before", "earlier_of_both"]


class When(Value):
    """Conditions on the question; an empty condition is met by everything.

    ``since``/``until`` test the date on the document, or the triggering date where there is no document.
    """

    right: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    office_of_act: tuple[str, ...] = ()
    trigger: tuple[str, ...] = ()
    year_no: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None


class Length(Value):
    """How long the period is, for those whom ``when`` describes.

    ``per_year``: ``year_no - 1`` times ``n``; ``year_from``/``year_to`` bound ``year_no``. ``shift``: months added to
    that (less, if negative): first day to pay, end of late payment. ``refused``: there is no period here, and why.
    ``ask_notice``: the notice sets the period and must be asked for it. ``certainty``: where this length is less well
    sourced than the rule.
    """

    when: When = When()
    n: int = 0
    unit: Unit = "month"
    per_year: bool = False
    shift: int = 0
    ask_notice: bool = False
    year_from: int = 1
    year_to: int = 99
    refused: Wording | None = None
    caveat: Wording | None = None
    certainty: Certainty | None = None


class Leg(Value):
    """A further period whose end also counts, from another input of the question, ``start``.

    ``optional``: where that input is absent the other period stands alone and ``without`` says what was left out;
    else it is asked for. ``when``: on which questions the leg counts at all.
    """

    start: Literal[
        "isr_transmittal_date", "filing_date", "priority_date", "missed_due_date", "acceptance_date", "search_copy_date"
    ]
    n: int
    unit: Unit = "month"
    when: When = When()
    optional: bool = False
    without: Wording | None = None

    @model_validator(mode="after")
    def _says_what_it_leaves_out(self) -> Leg:
        if self.optional and self.without is None:
            msg = f"an optional period from {self.start} must say what is left out without it"
            raise ValueError(msg)
        return self


class Extension(Value):
    """A way to prolong the period. ``totals``: the lengths that may be asked for in all, in ``unit``.

    ``moment``: before the end of the period, after it, or ``any``. ``window``: months after the un-rolled end within
    which an extension of ``moment = after`` must be asked for. ``key`` names it within its rule; ``exclusive_with``:
    keys that are closed once this one was taken. ``one_request``: it can be had once only.
    """

    when: When = When()
    moment: Literal["before", "after", "any", "both"] = "before"
    totals: tuple[int, ...]
    unit: Unit = "month"
    window: int | None = None
    key: str = ""
    exclusive_with: tuple[str, ...] = ()
    one_request: bool = False
    text: Wording
    fee: Fee | None = None
    fee_note: str = ""
    source: str = ""


class Late(Value):
    """A period that runs on after the end: with surcharge, or to restore. Shown as an option, never the due date.

    ``start``: what it is counted from: the rolled end, the un-rolled end, the triggering date, or a notice that is yet
    to come, in which case it has no date. ``month_end``: from the last day of a month it ends on a last day (J 4/91).
    ``key`` names it within its rule.
    """

    n: int
    unit: Unit = "month"
    start: Literal["rolled", "unrolled", "trigger", "notice"] = "unrolled"
    when: When = When()
    key: str = "late"
    month_end: bool = False
    text: Wording
    fee: Fee | None = None
    fee_note: str = ""
    source: str = ""


class Then(Value):
    """A second stage: ``n`` units that begin after the end of the first.

    ``start``: the *rolled* end (特112条1項; PCT Rule 26bis.3), or the un-rolled one where that is the earlier reading.
    """

    n: int
    unit: Unit = "month"
    start: Literal["rolled", "unrolled"] = "rolled"


class Cap(Value):
    """The end can never lie later than this, counted from the un-rolled start."""

    n: int
    unit: Unit = "month"
    text: Wording


class Rule(Value):
    """One deadline rule. ``id`` is stable; ``lengths`` are tried in order, exactly one must fit.

    ``stated``: whether the notice itself sets the period: ``never`` (the law does), ``may`` (its own length goes
    before the usual one), ``must`` (there is no usual length). ``later_of``, ``earlier_of``: other periods whose end
    counts if it is later, then if it is earlier. ``then``: a second stage that begins after the rolled end of the
    first. ``month_end``: the end is the last day of its month. ``advisory``: the advisory-action rule.
    """

    id: str
    office: str
    event_code: str
    title: Wording
    triggers: tuple[str, ...]
    any_trigger: bool = False
    family: RuleFamily
    delivery: DeliveryRule = "none"
    roll: Roll = "office"
    act_at: str | None = None
    stated: Literal["never", "may", "must"] = "never"
    lengths: tuple[Length, ...] = ()
    later_of: tuple[Leg, ...] = ()
    earlier_of: tuple[Leg, ...] = ()
    then: Then | None = None
    month_end: Literal["no", "always", "if_start_is"] = "no"
    advisory: bool = False
    cap: Cap | None = None
    extensions: tuple[Extension, ...] = ()
    late: tuple[Late, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    source: str
    certainty: Certainty
    actor: Wording
    action: Wording
    consequence: Wording
    caveats: tuple[Wording, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Office and event code: what a question names."""
        return self.office, self.event_code

    def reference(self) -> RuleReference:
        """The rule as a computation cites it."""
        return RuleReference(rule_id=self.id, title=self.title, source=self.source, certainty=self.certainty)

    @model_validator(mode="after")
    def _has_a_length(self) -> Rule:
        if not self.lengths and self.stated != "must":
            msg = f"rule {self.id}: neither a length nor a period set by the notice"
            raise ValueError(msg)
        return self


class Unsupported(Value):
    """An event that is known but has no rule: why, and what to do instead."""

    office: str
    event_code: str
    reason: Wording


class RuleBook(Value):
    """Every rule and every named gap."""

    rules: tuple[Rule, ...]
    unsupported: tuple[Unsupported, ...]

    def find(self, office: str, event_code: str) -> Rule | None:
        """The rule of ``office`` for ``event_code``, or None."""
        return _by_key().get((office, event_code))

    def gap(self, office: str, event_code: str) -> Unsupported | None:
        """Why there is no rule, where the data says so."""
        return _gap_by_key().get((office, event_code))

    def offices(self) -> tuple[str, ...]:
        """Office codes, in the order of the data files."""
        return tuple(dict.fromkeys(rule.office for rule in self.rules))

    def events(self, office: str) -> tuple[str, ...]:
        """Event codes with a rule at ``office``."""
        return tuple(rule.event_code for rule in self.rules if rule.office == office)

    def knows_event(self, event_code: str) -> bool:
        """Whether any office has a rule or a named gap of this code."""
        return event_code in {*(rule.event_code for rule in self.rules), *(gap.event_code for gap in self.unsupported)}


def _rule(data: dict[str, Any], actors: dict[str, Any], fees: dict[str, Any]) -> Rule:
    """One rule with its actor and its fees looked up by name; extensions and late options name a fee of fees.toml."""
    named = {"actor": actors[data["actor"]]}
    for part in ("extensions", "late"):
        if part in data:
            named[part] = [{**item, "fee": fees[item["fee"]]} if "fee" in item else item for item in data[part]]
    return Rule.model_validate(data | named)


def _gaps(data: dict[str, Any]) -> list[Unsupported]:
    """Named gaps: one entry may hold for several offices and event codes."""
    return [
        Unsupported(office=office, event_code=code, reason=item["reason"])
        for item in data.get("unsupported", [])
        for office in item["offices"]
        for code in item["event_codes"]
    ]


@cache
def rule_book() -> RuleBook:
    """The rules of the package, checked and frozen. Order: files by name, then as written."""
    folder = resources.files(__package__) / "data"
    actors, fees = (tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in ("actors.toml", "fees.toml"))
    rules: list[Rule] = []
    gaps = _gaps(tomllib.loads((folder / "gaps.toml").read_text(encoding="utf-8")))
    for name in ("jp", "us", "ep", "pct", "cn", "kr", "de"):
        for entry in sorted(folder.iterdir(), key=lambda item: item.name):
            if entry.name == f"rules_{name}.toml" or entry.name.startswith(f"rules_{name}_"):
                data = tomllib.loads(entry.read_text(encoding="utf-8"))
                rules += [_rule(item, actors, fees) for item in data.get("rule", [])]
    keys = Counter([*(rule.key for rule in rules), *((gap.office, gap.event_code) for gap in gaps)])
    double = [key for key, times in keys.items() if times > 1]
    if double:
        msg = f"two rules for {sorted(double)}"
        raise ValueError(msg)
    return RuleBook(rules=tuple(rules), unsupported=tuple(gaps))


@cache
def _by_key() -> dict[tuple[str, str], Rule]:
    return {rule.key: rule for rule in rule_book().rules}


@cache
def _gap_by_key() -> dict[tuple[str, str], Unsupported]:
    return {(gap.office, gap.event_code): gap for gap in rule_book().unsupported}


@cache
def rule_hash(rule_id: str) -> str:
    """SHA-256 of one rule's data, defaults left out: a new kind of condition changes no rule that does not use it."""
    rule = next(rule for rule in rule_book().rules if rule.id == rule_id)
    return content_hash(rule.model_dump(mode="json", exclude_defaults=True))
