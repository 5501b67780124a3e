"""Periods, delivery fictions, closures: a deadline question in, an explained computation out."""

from konkyo.practice.deadlines.cases import CaseRow, read_cases
from konkyo.practice.deadlines.closures import Calendar, Closure, calendar_of, calendars
from konkyo.practice.deadlines.engine import compute
from konkyo.practice.deadlines.rules import Rule, RuleBook, rule_book
from konkyo.practice.deadlines.schedule import FeePlan, annuity_schedule, fee_plans
from konkyo.practice.deadlines.vocabulary import Vocabulary, vocabulary

__all__ = [
    "Calendar",
    "CaseRow",
    "Closure",
    "FeePlan",
    "Rule",
    "RuleBook",
    "Vocabulary",
    "annuity_schedule",
    "calendar_of",
    "calendars",
    "compute",
    "fee_plans",
    "read_cases",
    "rule_book",
    "vocabulary",
]
