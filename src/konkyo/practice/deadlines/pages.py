"""The pages of the documentation that are written from the engine's data: the codes, the rules, the closures held."""

from __future__ import annotations

from konkyo.practice.deadlines.closures import calendars
from konkyo.practice.deadlines.rules import Length, Rule, RuleBook, When, rule_book
from konkyo.practice.deadlines.selection import Period
from konkyo.practice.deadlines.vocabulary import vocabulary

_FAMILY = {
    "same_number": "same number",
    "day_before": "day before",
    "earlier_of_both": "the earlier of both",
}

_HEAD = """# Codes of deadline questions

Every code of the deadline engine (`konkyo due`, the columns of `konkyo due --cases`). This page is written from the
engine's data; a test holds the two equal. Dates are ISO 8601; an empty cell is "not given".

An input that is necessary and absent leaves the deadline *pending*; `missing` then names the option, the trigger code
that is needed, or `calendar` when closed days are not held for the end of the period. Nothing is guessed.
"""


def vocabulary_page() -> str:
    """The page ``docs/vocabulary.md``."""
    words, book = vocabulary(), rule_book()
    lines = [_HEAD, "## Events", "", "| office | event_code | meaning | 意味 | trigger_code |", "|---|---|---|---|---|"]
    lines += [
        f"| {rule.office} | `{rule.event_code}` | {rule.title.en} | {rule.title.ja} | {_triggers(rule)} |"
        for rule in book.rules
    ]
    lines += ["", "## Known, without a rule", "", "| office | event_code | reason |", "|---|---|---|"]
    lines += _gaps(book)
    lines += ["", "## Trigger codes", "", "| trigger_code | meaning | 意味 |", "|---|---|---|"]
    lines += [f"| `{code}` | {name.en} | {name.ja} |" for code, name in words.triggers.items()]
    lines += ["", "## Options", "", "| option | meaning | 意味 | values |", "|---|---|---|---|"]
    for code, name in words.options.items():
        values = ", ".join(f"`{value}`" for value in words.values.get(code, ()))
        lines.append(f"| `{code}` | {name.en} | {name.ja} | {values} |")
    return "\n".join(lines) + "\n"


def _gaps(book: RuleBook) -> list[str]:
    """The named gaps, those of one reason in one line."""
    reasons: dict[str, tuple[list[str], list[str]]] = {}
    for gap in book.unsupported:
        offices, codes = reasons.setdefault(gap.reason.en, ([], []))
        offices += [gap.office] if gap.office not in offices else []
        codes += [f"`{gap.event_code}`"] if f"`{gap.event_code}`" not in codes else []
    return [f"| {', '.join(where)} | {', '.join(what)} | {why} |" for why, (where, what) in reasons.items()]


def _triggers(rule: Rule) -> str:
    named = ", ".join(f"`{code}`" for code in rule.triggers)
    return f"as given ({named} as a rule)" if rule.any_trigger else named


def rules_table() -> str:
    """Every rule with its length, way of counting, source and how well it is sourced (part of docs/deadlines.md)."""
    lines: list[str] = []
    for office in rule_book().offices():
        lines += ["", f"### {office}", "", "| event_code | what | period | counted | rolls | source | certainty |"]
        lines.append("|---|---|---|---|---|---|---|")
        lines += [_line(rule) for rule in rule_book().rules if rule.office == office]
    return "\n".join(lines[1:]) + "\n"


def closures_table() -> str:
    """Which closed days are held, for which range, from where (part of docs/deadlines.md)."""
    lines = ["| office | held from | held until | version | source | certainty |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {calendar.office} | {calendar.loaded_from} | {calendar.loaded_until} | {calendar.version} "
        f"| {calendar.source} | {calendar.certainty} |"
        for calendar in calendars().values()
    ]
    return "\n".join(lines) + "\n"


def _line(rule: Rule) -> str:
    rolls = {"none": "no", "office": "yes", "court": "yes (court)", "office_of_act": "office of the act"}[rule.roll]
    cells = (
        f"`{rule.event_code}`",
        rule.title.en,
        _lengths(rule),
        _FAMILY[rule.family],
        rolls,
        rule.source,
        rule.certainty,
    )
    return f"| {' | '.join(cells)} |"


def _lengths(rule: Rule) -> str:
    said = [_length(length) for length in rule.lengths if length.refused is None]
    said += ["as set by the notice"] if rule.stated == "must" else []
    text = "; ".join(dict.fromkeys(said))
    for leg, which in [*((leg, "later") for leg in rule.later_of), *((leg, "earlier") for leg in rule.earlier_of)]:
        only = _who(leg.when)
        text += f"; or {Period(n=leg.n, unit=leg.unit).words.en} from `{leg.start}`{f' ({only})' if only else ''}"
        text += f", whichever is {which}"
    if rule.then is not None:
        end = "rolled end" if rule.then.start == "rolled" else "un-rolled end"
        text += f", then {Period(n=rule.then.n, unit=rule.then.unit).words.en} from the {end}"
    if rule.month_end != "no":
        text += ", last day of the month"
    if rule.cap is not None:
        text += f"; at most {Period(n=rule.cap.n, unit=rule.cap.unit).words.en}"
    return text


def _length(length: Length) -> str:
    when = length.when
    what = "year_no - 1 years" if length.per_year else Period(n=length.n, unit=length.unit).words.en
    if length.shift:
        months = Period(n=abs(length.shift), unit="month").words.en
        what += f" {'and' if length.shift > 0 else 'less'} {months}"
    if length.ask_notice:
        what = "as set by the notice"
    elif length.n == 0:
        what = "the date given"
    where = _who(when.model_copy(update={"right": (), "party": ()}) if length.per_year else when)
    return f"{what} ({where})" if where and where != "patent" else what


def _who(when: When) -> str:
    """The conditions of a length or a leg, in the codes of a question."""
    years = [f"year_no {' or '.join(map(str, when.year_no))}"] if when.year_no else []
    dates = [f"since {when.since}"] if when.since else []
    dates += [f"until {when.until}"] if when.until else []
    codes = (*when.right, *when.party, *when.office_of_act, *(f"from {code}" for code in when.trigger))
    return ", ".join((*codes, *years, *dates))
