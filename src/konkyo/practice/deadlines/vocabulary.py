"""Codes of deadline questions: names, values, and the questions to put when an input is absent."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from konkyo.errors import UsageError
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
