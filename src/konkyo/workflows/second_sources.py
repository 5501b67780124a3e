"""Several documents on one event: the office's paper, the firm's letter about it, a second copy of either.

What fits together becomes one proposal that cites both; what does not is shown on both sides and goes to a person.
Nothing is settled silently, and no date is lost: rows are joined only where each says nothing against the other.
Pure functions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from konkyo.records.docket import DeadlineQuestion, DocketRow, SecondSource
from konkyo.records.evidence import Evidence, Quote, RowStatus
from konkyo.records.value import Wording
from konkyo.workflows.docket_rows import answer_fields, answered, computed_evidence, printed_due, proposed_status

_MISPRINT_DAYS = 31
"""Two actions of one kind in one case are months apart; dates closer than this are one event told in two ways."""

_MISPRINTED = 2
"""Places in which a misprinted number differs: one digit, or two that changed places."""

_NUMBERS = ("application_number", "registration_number", "publication_number")
_FACTS = (
    "trigger_date", "party", "delivery", "stage", "period", "annuity_year", "right", "extension",
    "application_number", "registration_number", "publication_number",
)  # fmt: skip
"""What two documents on one event cannot state differently."""

_TOLD = (*_NUMBERS, "trigger_date", "period", "party", "delivery", "annuity_year")
_COMPLETED = ("trigger_kind", "trigger_date", "party", "delivery", "stage", "period", "annuity_year")
_NAMES = ("right", "matter_ref", *_NUMBERS)


@dataclass(frozen=True)
class Joined:
    """Rows after joining. ``into``: id of a row that is no proposal of its own -> id of the row that cites it."""

    rows: tuple[DocketRow, ...]
    into: Mapping[str, str] = field(default_factory=dict)


def join(rows: Sequence[DocketRow], family: Mapping[str, str] | None = None) -> Joined:
    """One row per event; conflicting ones stay apart and say so.

    ``family``: document id -> id of the mail it came with. A letter without any number is joined to the notice that it
    encloses; one that states something otherwise than its own enclosure is joined to it, with the conflict.
    """
    family = family or {}
    kept: list[DocketRow] = []
    places: dict[Hashable, list[int]] = defaultdict(list)
    into: dict[str, str] = {}
    for row in sorted(rows, key=standing):
        near = dict.fromkeys(place for name in names(row, family) for place in places[name])
        fitting = [place for place in near if fits(kept[place], row, family)]
        exact = [place for place in fitting if row.trigger_date and kept[place].trigger_date == row.trigger_date]
        chosen = exact or fitting or [place for place in near if encloses(row, kept[place], family)]
        if len(chosen) == 1:
            place = chosen[0]
            into[row.row_id] = kept[place].row_id
            kept[place] = joined(kept[place], row)
        else:
            place = len(kept)
            kept.append(row)
        for name in names(kept[place], family):
            if place not in places[name]:
                places[name].append(place)
    position = {row.row_id: index for index, row in enumerate(rows)}
    ordered = sorted(kept, key=lambda row: position[row.row_id])
    return Joined(with_conflicts(ordered, family), into)


def names(row: DocketRow, family: Mapping[str, str]) -> list[Hashable]:
    """What another row on the same event may share with this one."""
    known = [row.application_number, row.registration_number, row.publication_number, row.matter_ref]
    return [(row.office, name) for name in (*known, family.get(row.document_id)) if name is not None]


def fits(kept: DocketRow, row: DocketRow, family: Mapping[str, str]) -> bool:
    """Two items of one document are two items; of two documents they are one if nothing speaks against it."""
    return kept.document_id != row.document_id and same_event(kept, row, family) and compatible(kept, row)


def standing(row: DocketRow) -> tuple[bool, bool, bool]:
    """The office's own paper first, then what has a date, then the sender's own words."""
    return (row.restated, row.due is None and row.nominal_due is None, row.quoted)


def same_event(one: DocketRow, other: DocketRow, family: Mapping[str, str]) -> bool:
    """Whether two rows speak of one event of one right, as far as names and numbers tell."""
    if one.office != other.office or one.event_code != other.event_code:
        return False
    if one.annuity_year != other.annuity_year and None not in (one.annuity_year, other.annuity_year):
        return False
    if one.event_code in _AT_AN_OFFICE and _places_differ(one, other):
        return False
    return _shares_number(one, other) or _comes_with(one, other, family)


_AT_AN_OFFICE = frozenset({"national_phase_entry", "late_national_phase_entry"})
"""Events that each designated Office has of its own."""


def _places_differ(one: DocketRow, other: DocketRow) -> bool:
    """Whether both acts are due at a named office, and not at the same."""
    places = {row.question_asked.office_of_act for row in (one, other) if row.question_asked is not None} - {None}
    return len(places) > 1


def _shares_number(one: DocketRow, other: DocketRow) -> bool:
    pairs = [(getattr(one, name), getattr(other, name)) for name in _NUMBERS]
    if any(a is not None and a == b for a, b in pairs):
        return not any(a and b and a != b for a, b in pairs)
    nameless = not _number(one) or not _number(other)
    return nameless and one.matter_ref is not None and one.matter_ref == other.matter_ref


def _comes_with(one: DocketRow, other: DocketRow, family: Mapping[str, str]) -> bool:
    """A letter that names no number, and a notice that came with it."""
    if _number(one) and _number(other):
        return False
    homes = [family.get(row.document_id) for row in (one, other)]
    return homes[0] is not None and homes[0] == homes[1] and (one.restated or other.restated)


def _number(row: DocketRow) -> str | None:
    return row.application_number or row.registration_number or row.publication_number


def compatible(one: DocketRow, other: DocketRow) -> bool:
    """Whether neither states what the other states otherwise, and their dates are the same where both have one."""
    for name in _FACTS:
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine is not None and theirs is not None and mine != theirs:
            return False
    return one.due is None or other.due is None or one.due == other.due


def encloses(letter: DocketRow, notice: DocketRow, family: Mapping[str, str]) -> bool:
    """Whether a letter tells of a notice that it encloses, though it states something otherwise."""
    home = family.get(letter.document_id)
    if home is None or home != family.get(notice.document_id) or not letter.restated or notice.restated:
        return False
    days = (letter.trigger_date, notice.trigger_date)
    far = days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) > _MISPRINT_DAYS
    return same_event(letter, notice, family) and not far


def joined(first: DocketRow, second: DocketRow) -> DocketRow:
    """``first`` with what ``second`` says: its quotes beside the row's own, what the row lacks completed from it."""
    shift = len(first.evidence)
    lacking = first.due is None and first.nominal_due is None
    completed = [name for name in _COMPLETED if lacking and _given(first, second, name)]
    named = [name for name in _NAMES if _given(first, second, name)]
    agrees = tuple(name for name in _TOLD if _agrees(first, second, name))
    told, misprinted = _printed(first, second)
    otherwise = tuple(name for name in _FACTS if _states_otherwise(first, second, name))
    differing = (*misprinted, *((_contradiction(first, second, otherwise),) if otherwise else ()))
    cited_for = {name: name for name in (*agrees, *completed, *named, *(["other_dates"] if told else []))}
    cited_for |= {f"{CONFLICT}{name}": name for name in otherwise}
    moved = {key: tuple(i + shift for i in second.grounds.get(name, ())) for key, name in cited_for.items()}
    grounds = {name: (*first.grounds.get(name, ()), *moved.get(name, ())) for name in {*first.grounds, *moved}}
    cited = {index - shift for indexes in moved.values() for index in indexes}
    evidence, grounds = _without_unused((*first.evidence, *second.evidence), grounds, shift, cited)
    source = SecondSource(
        document_id=second.document_id,
        file=second.file,
        matter_ref=second.matter_ref if first.matter_ref not in (None, second.matter_ref) else None,
        agrees=(*agrees, *(("due",) if told and not misprinted else ())),
        differs=(*otherwise, *(("due",) if misprinted else ())),
    )
    update = {name: getattr(second, name) for name in (*completed, *named)}
    update |= {
        "evidence": evidence,
        "grounds": grounds,
        "second_sources": (*first.second_sources, source, *second.second_sources),
        "conflicts": tuple(dict.fromkeys((*first.conflicts, *second.conflicts, *differing))),
        "restated": first.restated and second.restated,
        "quoted": first.quoted and second.quoted,
        "confidence": min(first.confidence, second.confidence) if completed else first.confidence,
    }
    row = first.model_copy(update=update)
    return _computed_anew(row, first, second) if completed else _to_a_person(row)


CONFLICT = "conflict:"
"""What stands before a field's name in ``grounds`` where a quote states it otherwise than the row."""


def _states_otherwise(first: DocketRow, second: DocketRow, name: str) -> bool:
    mine, theirs = getattr(first, name), getattr(second, name)
    return mine is not None and theirs is not None and mine != theirs


def _contradiction(first: DocketRow, second: DocketRow, fields: Sequence[str]) -> Wording:
    """What two documents say otherwise: the dates, or the names of the fields."""
    found = disagreement(first, second)
    if found is not None:
        return found
    names = ", ".join(fields)
    return Wording(
        ja=f"{first.file} と {second.file} の記載が一致しません（{names}）。",
        en=f"{first.file} and {second.file} state this differently: {names}.",
    )


def _given(first: DocketRow, second: DocketRow, name: str) -> bool:
    return getattr(first, name) is None and getattr(second, name) is not None


def _agrees(first: DocketRow, second: DocketRow, name: str) -> bool:
    mine = getattr(first, name)
    return mine is not None and mine == getattr(second, name)


def _printed(first: DocketRow, second: DocketRow) -> tuple[bool, tuple[Wording, ...]]:
    """Whether the second document prints a due date, and what is to be said where it is not the computed one."""
    dates = [other.date for other in second.other_dates if other.role == "printed_due_date"]
    differing = tuple(
        printed_due(day, {d for d in (first.nominal_due, first.due) if d is not None}, second.file)
        for day in dates
        if first.nominal_due is not None and day not in (first.nominal_due, first.due)
    )
    return bool(dates), differing


def _without_unused(
    evidence: tuple[Evidence, ...], grounds: dict[str, tuple[int, ...]], shift: int, cited: set[int]
) -> tuple[tuple[Evidence, ...], dict[str, tuple[int, ...]]]:
    """Of the second document only the quotes that stand behind something."""
    keep = [*range(shift), *(shift + index for index in sorted(cited) if isinstance(evidence[shift + index], Quote))]
    place = {old: new for new, old in enumerate(keep)}
    remapped = {name: tuple(place[i] for i in indexes if i in place) for name, indexes in grounds.items()}
    return tuple(evidence[i] for i in keep), {name: indexes for name, indexes in remapped.items() if indexes}


def _computed_anew(row: DocketRow, first: DocketRow, second: DocketRow) -> DocketRow:
    """The row with its date from what both documents say together."""
    question = _united(first, second)
    found = answered(question)
    missing = found.missing
    evidence = [item for item in row.evidence if isinstance(item, Quote)]
    place = {old: new for new, old in enumerate(i for i, item in enumerate(row.evidence) if isinstance(item, Quote))}
    grounds = {name: tuple(place[i] for i in indexes if i in place) for name, indexes in row.grounds.items()}
    grounds = {name: indexes for name, indexes in grounds.items() if indexes}
    behind: list[Evidence] = list(evidence)
    for name in missing:
        indexes = [i for i in first.grounds.get(f"missing:{name}", ()) if not isinstance(first.evidence[i], Quote)]
        for index in indexes:
            behind.append(first.evidence[index])
            grounds[f"missing:{name}"] = (len(behind) - 1,)
    if found.nominal_due is not None:
        behind.append(computed_evidence(found))
        for name in ("nominal_due", "due") if found.due is not None else ("nominal_due",):
            grounds[name] = (len(behind) - 1,)
    computed = row.model_copy(
        update={
            **answer_fields(found, missing),
            "evidence": tuple(behind),
            "grounds": grounds,
            "question_asked": question,
            "status": proposed_status(found, row.conflicts),
        }
    )
    caveat = Wording(
        ja=f"庁の書面にない事項は {second.file} の記載によります。",
        en=f"What the office's paper does not state is taken from {second.file}.",
    )
    return computed.model_copy(update={"caveats": (*computed.caveats, caveat)})


def _united(first: DocketRow, second: DocketRow) -> DeadlineQuestion:
    mine = first.question_asked or DeadlineQuestion(office=first.office or "", event_code=first.event_code or "")
    if second.question_asked is None:
        return mine
    given = mine.model_dump(exclude_none=True)
    return DeadlineQuestion.model_validate(second.question_asked.model_dump(exclude_none=True) | given)


def _to_a_person(row: DocketRow) -> DocketRow:
    """A row with conflicts that has a date goes to a person."""
    if row.conflicts and row.due is not None:
        return row.model_copy(update={"status": RowStatus.REVIEW})
    return row


def with_conflicts(rows: Sequence[DocketRow], family: Mapping[str, str] | None = None) -> tuple[DocketRow, ...]:
    """Rows that speak of the same event of the same right but state different facts say so, on both sides."""
    found: dict[str, list[Wording]] = defaultdict(list)
    for one, other in _pairs(rows):
        if one.document_id != other.document_id and same_event(one, other, family or {}):
            wording = disagreement(one, other)
            if wording is not None:
                found[one.row_id].append(wording)
                found[other.row_id].append(wording)
    for letter, notice in _of_another_case(rows, family or {}):
        wording = _two_numbers(letter, notice)
        found[letter.row_id].append(wording)
        found[notice.row_id].append(wording)
    return tuple(
        _to_a_person(row.model_copy(update={"conflicts": (*row.conflicts, *found[row.row_id])}))
        if row.row_id in found
        else row
        for row in rows
    )


def _pairs(rows: Sequence[DocketRow]) -> Iterator[tuple[DocketRow, DocketRow]]:
    """Pairs of rows that share office, event and a number: others cannot be of one event."""
    groups: dict[tuple[str | None, str | None, str], list[DocketRow]] = defaultdict(list)
    for row in rows:
        for number in dict.fromkeys(filter(None, (getattr(row, name) for name in _NUMBERS))):
            groups[(row.office, row.event_code, number)].append(row)
    seen: set[tuple[str, str]] = set()
    for group in groups.values():
        for one, other in combinations(group, 2):
            pair = (one.row_id, other.row_id)
            if pair not in seen:
                seen.add(pair)
                yield one, other


def _of_another_case(rows: Sequence[DocketRow], family: Mapping[str, str]) -> Iterator[tuple[DocketRow, DocketRow]]:
    """A letter and a notice that came with it, of one day and event but of two numbers, neither with a partner.

    One number is misprinted, or the notice of another case was enclosed.
    """
    together: dict[str, list[DocketRow]] = defaultdict(list)
    for row in rows:
        if (home := family.get(row.document_id)) is not None and _number(row):
            together[home].append(row)
    for home, members in together.items():
        alone = [row for row in members if not row.second_sources and not _has_partner(row, members)]
        for letter in (row for row in alone if row.restated and not row.quoted):
            for notice in (row for row in alone if not row.restated):
                direct = letter.document_id == home or _nearly(_number(letter), _number(notice))
                if direct and _one_day(letter, notice):
                    yield letter, notice


def _has_partner(row: DocketRow, members: Sequence[DocketRow]) -> bool:
    return any(row.document_id != other.document_id and _shares_number(row, other) for other in members)


def _one_day(one: DocketRow, other: DocketRow) -> bool:
    if (one.office, one.event_code) != (other.office, other.event_code):
        return False
    pairs = ((one.trigger_date, other.trigger_date), (one.due, other.due))
    return any(a is not None and a == b for a, b in pairs)


def _nearly(one: str | None, other: str | None) -> bool:
    """Whether two numbers differ as misprints do: in one or two places."""
    if one is None or other is None or len(one) != len(other):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) <= _MISPRINTED


def _two_numbers(letter: DocketRow, notice: DocketRow) -> Wording:
    ja, en = (sign.join(f"{row.file}: {_number(row)}" for row in (letter, notice)) for sign in ("、", "; "))
    return Wording(
        ja=f"手紙と同封の書面の番号が一致しません（{ja}）。誤記か、別件の書面の同封かを確認してください。",
        en=f"The letter and the notice that came with it bear different numbers ({en}): a misprint, or another case's "
        "notice? Look at both.",
    )


def disagreeing(row: DocketRow, others: Sequence[DocketRow]) -> DocketRow:
    """The row with what other rows on its event say differently."""
    told = (disagreement(row, other) for other in others if same_event(row, other, {}))
    return with_conflict(row, tuple(wording for wording in told if wording is not None))


def with_conflict(row: DocketRow, found: tuple[Wording, ...]) -> DocketRow:
    """The row with conflicts found beside it; one that has a date goes to a person."""
    return _to_a_person(row.model_copy(update={"conflicts": (*row.conflicts, *found)})) if found else row


def disagreement(one: DocketRow, other: DocketRow) -> Wording | None:
    """What two documents on one event say differently. Months apart, or drafted on other days: another event."""
    if one.drafting_date and other.drafting_date and one.drafting_date != other.drafting_date:
        return None
    if one.trigger_date and other.trigger_date and abs((one.trigger_date - other.trigger_date).days) > _MISPRINT_DAYS:
        return None
    pairs = ((one.trigger_date, other.trigger_date), (one.due, other.due))
    if not any(a is not None and b is not None and a != b for a, b in pairs):
        return None
    ja, en = (
        sign.join(f"{row.file}: {row.trigger_date or '-'} -> {row.due or '-'}" for row in (one, other))
        for sign in ("、", "; ")
    )
    return Wording(
        ja=f"同じ事象について書類の日付が一致しません（{ja}）。", en=f"Documents disagree on this event ({en})."
    )
