"""Codes of deadline questions: names, values, the questions to put when one is absent, and the page that lists them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from konkyo.errors import UsageError
from konkyo.practice.deadlines.rules import Rule, rule_book
from konkyo.records.value import Value, Wording


class Vocabulary(Value):
    """``triggers``: what a triggering date is the date of. ``options``: further inputs. ``values``: closed lists.

    ``questions``: what to ask when an input is missing. ``aliases``: trigger codes read as another one, per office.
    """

    triggers: dict[str, Wording]
    options: dict[str, Wording]
    values: dict[str, tuple[str, ...]]
    questions: dict[str, Wording]
    aliases: dict[str, dict[str, str]] = {}


@cache
def vocabulary() -> Vocabulary:
    """The codes, read once."""
    entry = resources.files(__package__) / "data" / "vocabulary.toml"
    return Vocabulary.model_validate(tomllib.loads(entry.read_text(encoding="utf-8")))


def trigger_code(office: str, code: str) -> str:
    """``code`` with the office's alias resolved. Raises UsageError for a code that does not exist."""
    words = vocabulary()
    resolved = words.aliases.get(office, {}).get(code, code)
    if resolved not in words.triggers:
        msg = f"There is no trigger code {code!r}."
        raise UsageError(msg, remedy=f"Trigger codes: {', '.join(words.triggers)}.")
    return resolved


def question_for(missing: tuple[str, ...]) -> Wording | None:
    """What to ask a person when the inputs named are absent; None when nothing is."""
    if not missing:
        return None
    words = vocabulary()
    asked = [words.questions.get(name) or _date_question(words.triggers[name]) for name in missing]
    return Wording(ja="".join(item.ja for item in asked), en=" ".join(item.en for item in asked))


def _date_question(name: Wording) -> Wording:
    return Wording(ja=f"「{name.ja}」はいつですか。", en=f"What is the {name.en}?")


_HEAD = """# Codes of deadline questions

Every code of the deadline engine (`konkyo due`, the columns of `konkyo due --cases`). This page is written from the
engine's data; a test holds the two equal. Dates are ISO 8601; an empty cell is "not given".

An input that is necessary and absent leaves the deadline *pending*; `missing` then names the option, the trigger code
that is needed, or `calendar` when closed days are not held for the end of the period. Nothing is guessed.
"""


def markdown() -> str:
    """The page ``docs/vocabulary.md``."""
    words, book = vocabulary(), rule_book()
    lines = [_HEAD, "## Events", "", "| office | event_code | meaning | 意味 | trigger_code |", "|---|---|---|---|---|"]
    lines += [
        f"| {rule.office} | `{rule.event_code}` | {rule.title.en} | {rule.title.ja} | {_triggers(rule)} |"
        for rule in book.rules
    ]
    lines += ["", "## Known, without a rule", "", "| office | event_code | reason |", "|---|---|---|"]
    lines += [f"| {gap.office} | `{gap.event_code}` | {gap.reason.en} |" for gap in book.unsupported]
    lines += ["", "## Trigger codes", "", "| trigger_code | meaning | 意味 |", "|---|---|---|"]
    lines += [f"| `{code}` | {name.en} | {name.ja} |" for code, name in words.triggers.items()]
    lines += ["", "## Options", "", "| option | meaning | 意味 | values |", "|---|---|---|---|"]
    for code, name in words.options.items():
        values = ", ".join(f"`{value}`" for value in words.values.get(code, ()))
        lines.append(f"| `{code}` | {name.en} | {name.ja} | {values} |")
    return "\n".join(lines) + "\n"


def _triggers(rule: Rule) -> str:
    named = ", ".join(f"`{code}`" for code in rule.triggers)
    return f"as given ({named} as a rule)" if rule.any_trigger else named
