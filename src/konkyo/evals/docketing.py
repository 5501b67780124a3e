"""Suite ``docketing``: what the docketing workflow reads off labelled notices, field by field.

Names of figures: ``<field>/recall`` and ``<field>/precision``, with ``JPO/``, ``set:real/``, ``format:pdf/``,
``template:<name>/`` or ``all_documents/`` in front for a part. Field figures are of the documents that could be read;
``documents/*`` says how many could not, and ``all_documents/*`` counts everything in those as missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from konkyo.evals import docket_truth, reliability
from konkyo.evals.docket_matching import (
    SAME_DATE,
    agree,
    assign,
    expectation,
    expected,
    got_elements,
    got_scalars,
    quoted_as_labelled,
    quotes_of,
    score_list,
    verified,
)
from konkyo.evals.docket_truth import Item, Labelled, elements, scalars
from konkyo.evals.figures import Case, Figure, Result, count, rate
from konkyo.evals.reliability import Observation, observed
from konkyo.practice.notices.calibration import ROW, teller
from konkyo.records.docket import DocketReport, DocketRow
from konkyo.records.documents import Outcome

Docket = Callable[[Sequence[Path]], DocketReport]

RELEVANT = ("application_number", "event_code", "trigger_date", "trigger_kind", "period", "party")
"""Without these no deadline can be computed and booked; ``deadline_relevant`` counts them and ``expect`` together."""

UNREADABLE = frozenset({"needs-ocr", "no-text"})
"""Flag codes that say: there is no text to read."""


@dataclass
class _Tally:
    """Hits and trials by figure name, in the order of first use."""

    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, groups: Sequence[str], name: str, hits: int, n: int = 1) -> None:
        for group in groups:
            both = self.counts[f"{group}{name}"]
            both[0] += hits
            both[1] += n

    def figures(self) -> Iterator[Figure]:
        for name, (hits, n) in self.counts.items():
            yield rate(name, hits, n)


@dataclass
class _Scored:
    """One item and its row: which fields differ (expected, got), and whether all that a deadline needs is right."""

    wrong: dict[str, tuple[Any, Any]]
    relevant: bool


@dataclass
class _Suite:
    tally: _Tally = field(default_factory=_Tally)
    cases: list[Case] = field(default_factory=list)
    decoys: list[tuple[int, int]] = field(default_factory=list)  # (rows with a due date, rows without)
    observations: list[Observation] = field(default_factory=list)

    def observe(self, document: Labelled, found: Sequence[Observation]) -> None:
        """Keep what was found in a document, under its layout."""
        layout = document.template or document.id
        self.observations += [one.model_copy(update={"layout": layout}) for one in found]


def run(
    data: Path,
    docket: Docket,
    *,
    offices: Sequence[str] | None = None,
    formats: Sequence[str] | None = None,
    truth: Path | None = None,
) -> Result:
    """Docket each labelled document by itself and score the rows.

    ``data`` holds ``truth.jsonl``, or is a ``docketing`` folder with ``generated/`` (then the labels of real notices
    that come with the package are scored too, if their files are there, and ``set:`` figures tell the two apart).
    ``truth``: another file of labels, whose ``file`` is relative to ``data``. ``offices`` and ``formats`` keep the
    documents of those only.
    Raises ``NotFoundError`` when there are no labels, ``UsageError`` when a line is not one. A document on which
    ``docket`` fails is a case ``failed``, named by the kind of error.
    """
    suite = _scored(data, docket, offices=offices, formats=formats, truth=truth)
    figures = [*suite.tally.figures(), *_decoy_figures(suite.decoys), *reliability.figures(suite.observations)]
    figures.sort(key=lambda figure: _part(figure.name))
    return Result(suite="docketing", figures=tuple(figures), cases=tuple(suite.cases))


def observations(data: Path, docket: Docket) -> tuple[Observation, ...]:
    """Every finding of the rows that ``docket`` makes of labelled documents, right or not, with its confidence."""
    return tuple(_scored(data, docket).observations)


def _scored(
    data: Path,
    docket: Docket,
    *,
    offices: Sequence[str] | None = None,
    formats: Sequence[str] | None = None,
    truth: Path | None = None,
) -> _Suite:
    suite = _Suite()
    for document in docket_truth.select(_labelled(data, truth), offices, formats):
        _score_document(suite, document, docket)
    return suite


def _part(name: str) -> int:
    """Whole-set figures first, then per office, format and template."""
    first = name.split("/", 1)[0]
    for place, start in enumerate(("set:", "format:", "template:"), start=2):
        if first.startswith(start):
            return place
    return 2 if first.isupper() else int(first == "all_documents")


def _labelled(data: Path, truth: Path | None) -> tuple[Labelled, ...]:
    if truth is not None:
        return docket_truth.read(truth, data)
    if (data / "truth.jsonl").is_file() or not (data / "generated" / "truth.jsonl").is_file():
        return docket_truth.read(data / "truth.jsonl", data)
    generated = docket_truth.read(data / "generated" / "truth.jsonl", data / "generated", "generated")
    real = docket_truth.read(docket_truth.REAL_NOTICES, data, "real")
    return generated + tuple(document for document in real if document.path.is_file())


def _score_document(suite: _Suite, document: Labelled, docket: Docket) -> None:
    state, rows, note = _docket_one(document, docket)
    parts = [f"format:{document.format}/", f"template:{document.template}/"]
    if document.collection:
        parts.append(f"set:{document.collection}/")
    offices = sorted({f"{item.office}/" for item in document.items})
    for name in ("read", "refused", "unreadable", "failed"):
        suite.tally.add(["", *offices, *parts], f"documents/{name}", int(state == name))
    read = state == "read"
    pairs = assign(document.items, rows)
    for index, item in enumerate(document.items):
        row = rows[pairs[index]] if index in pairs else None
        groups = ["", f"{item.office}/", *parts] if read else []
        scored = _score_item(suite.tally, groups, item, row)
        if row is not None:
            suite.observe(document, [*observed(item, row), _whole(row, right=scored.relevant)])
        suite.cases.append(_case(f"{document.id}#{index}", document, item, row, scored, state, note))
    extra = [row for index, row in enumerate(rows) if index not in pairs.values()]
    if read:
        suite.tally.add(["", *parts], "rows/precision", len(pairs), len(rows))
    for index, row in enumerate(extra):
        suite.observe(document, [*observed(None, row), _whole(row, right=False)])
        outcome = "decoy" if document.expect == "no_deadline" and row.due else "extra"
        suite.cases.append(
            Case(id=f"{document.id}#extra{index}", outcome=outcome, got=_summary(row), note=document.template)
        )
    if not document.items:
        outcome = ("right" if not rows else "wrong") if read else state
        suite.cases.append(
            Case(id=document.id, outcome=outcome, expected=document.expect, note=note or document.template)
        )
    for row in rows:
        _score_evidence(suite.tally, ["", *parts], row)
    if read and document.expect == "no_deadline":
        dated = sum(1 for row in rows if row.due is not None)
        suite.decoys.append((dated, len(rows) - dated))


def _whole(row: DocketRow, *, right: bool) -> Observation:
    """The row as one finding: everything that its deadline rests on."""
    return Observation(field=ROW, told=teller(restated=row.restated), confidence=row.confidence, right=right)


def _docket_one(document: Labelled, docket: Docket) -> tuple[str, tuple[DocketRow, ...], str]:
    """What became of the document (read, refused, unreadable, failed), its rows, and a word on why."""
    if not document.path.is_file():
        return "failed", (), "file not there"
    try:
        report = docket([document.path])
    except Exception as error:  # one document that breaks the workflow is a finding, not the end of the measurement
        return "failed", (), type(error).__name__
    if report.rows:
        return "read", report.rows, ""
    refusals = [f.refusal.code if f.refusal else "refused" for f in report.files if f.outcome is Outcome.REFUSED]
    if refusals:
        return "refused", (), refusals[0]
    codes = [flag.code for outcome in report.files for flag in outcome.flags]
    unreadable = [code for code in codes if code in UNREADABLE]
    return ("unreadable", (), unreadable[0]) if unreadable else ("read", (), "")


def _score_item(tally: _Tally, groups: Sequence[str], item: Item, row: DocketRow | None) -> _Scored:
    """Count the fields of one item. An item without a deadline that rightly has no row has no fields to compare."""
    whole = ["all_documents/"]
    quiet = row is None and "no_deadline" in (item.expect, *item.expect_alt)
    answered = expected(item, row) if groups or row is not None else False
    kind = item.expect.split(":", 1)[0]
    tally.add([*groups, *whole], "expect/right", int(answered))
    tally.add([*groups, *whole], f"expect:{kind}/right", int(answered))
    if kind == "pending":
        # Lower is better: a date was given although the document lacks what it takes.
        given = row is not None and row.due is not None and "deadline" not in item.expect_alt
        tally.add(groups, "expect:pending/date_given", int(given))
    if not quiet and kind != "no_deadline":
        tally.add([*groups, *whole], "rows/recall", int(row is not None))
    wrong: dict[str, tuple[Any, Any]] = {} if answered else {"expect": (item.expect, expectation(row) if row else None)}
    relevant = answered
    if not quiet:
        relevant = _score_scalars(tally, groups, item, row, wrong) and answered
        _score_lists(tally, groups, item, row, wrong)
    tally.add([*groups, *whole], "deadline_relevant/recall", int(answered))
    tally.add([*groups, *whole], "deadline_relevant/recall_strict", int(answered))
    tally.add([*groups, *whole], "deadline_relevant/item_right", int(relevant))
    if row is not None:
        _score_quotes(tally, groups, item, row)
    return _Scored(wrong=wrong, relevant=relevant)


def _score_scalars(
    tally: _Tally, groups: Sequence[str], item: Item, row: DocketRow | None, wrong: dict[str, tuple[Any, Any]]
) -> bool:
    """Count the single-valued fields; whether all that a deadline needs agree (trigger kind by its synonyms)."""
    got_all = got_scalars(row) if row is not None else {}
    relevant = True
    for name, want in scalars(item).items():
        got = got_all.get(name)
        if got is None and name in item.optional:
            continue
        right = agree(want, got)
        lenient = right
        _count(tally, groups, name, want, got, right)
        if name == "trigger_kind":
            lenient = right or bool(want and got and SAME_DATE.get(want, want) == SAME_DATE.get(got, got))
            _count(tally, groups, "trigger_kind_lenient", want, got, lenient)
        if name in RELEVANT:
            relevant = relevant and lenient
            if want is not None:
                tally.add([*groups, "all_documents/"], "deadline_relevant/recall", int(lenient))
                tally.add([*groups, "all_documents/"], "deadline_relevant/recall_strict", int(right))
        if not right:
            wrong[name] = (want, got)
    return relevant


def _count(tally: _Tally, groups: Sequence[str], name: str, want: str | None, got: str | None, right: bool) -> None:
    if want is not None:
        tally.add([*groups, "all_documents/"], f"{name}/recall", int(right))
    if got is not None:
        tally.add(groups, f"{name}/precision", int(right))


def _score_lists(
    tally: _Tally, groups: Sequence[str], item: Item, row: DocketRow | None, wrong: dict[str, tuple[Any, Any]]
) -> None:
    got_all = got_elements(row) if row is not None else {}
    for name, want in elements(item).items():
        got = got_all.get(name, ())
        score = score_list(want, got)
        if score.wanted:
            tally.add([*groups, "all_documents/"], f"{name}/recall", score.found, score.wanted)
        if score.named:
            tally.add(groups, f"{name}/precision", score.right, score.named)
        if score.wanted or score.named:
            tally.add([*groups, "all_documents/"], f"{name}/set_exact", int(score.exact))
        if not score.exact:
            wrong[name] = ([n.normalized for n in want if not n.optional], list(got))


def _score_evidence(tally: _Tally, groups: Sequence[str], row: DocketRow) -> None:
    """How many of the row's filled fields rest on quotes that were found again without a flag."""
    filled: dict[str, Any] = {**got_scalars(row), **got_elements(row)}
    filled.pop("due")  # computed, not quoted
    for name, value in filled.items():
        if value is None or value == () or (name == "event_code" and value == "none"):
            continue
        found = int(verified(quotes_of(row, name)))
        tally.add(groups, "evidence/verified", found)
        tally.add(groups[:1], f"evidence/{name}/verified", found)


def _score_quotes(tally: _Tally, groups: Sequence[str], item: Item, row: DocketRow) -> None:
    for name in (*got_scalars(row), *got_elements(row)):
        if name == "trigger_kind":  # rests on the quotes of trigger_date
            continue
        same = quoted_as_labelled(item, row, name)
        if same is not None:
            tally.add(groups, "evidence/quote_equal", int(same[0]))
            tally.add(groups, "evidence/quote_overlap", int(same[1]))


def _case(
    case_id: str, document: Labelled, item: Item, row: DocketRow | None, scored: _Scored, state: str, note: str
) -> Case:
    """``right``; ``wrong`` (a deadline hangs on it) or ``wrong_field``; ``missed``: no row; or why it was not read."""
    if state != "read":
        outcome = state
    elif not scored.wrong:
        outcome = "right"
    elif row is None:
        outcome = "missed"
    else:
        outcome = "wrong_field" if scored.relevant else "wrong"
    return Case(
        id=case_id,
        outcome=outcome,
        expected={name: pair[0] for name, pair in scored.wrong.items()} or item.expect,
        got={name: pair[1] for name, pair in scored.wrong.items()} or item.expect,
        note=" ".join(part for part in (document.template, note) if part),
    )


def _summary(row: DocketRow) -> Mapping[str, Any]:
    values = {name: value for name, value in got_scalars(row).items() if value is not None}
    return {**values, "expect": expectation(row)}


def _decoy_figures(decoys: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """On documents without a deadline: every proposal with a due date is a false alarm (the aim is 0)."""
    yield count("decoys/proposals_with_due", sum(dated for dated, _ in decoys), len(decoys))
    yield count("decoys/proposals_pending", sum(undated for _, undated in decoys), len(decoys))
    yield rate("decoys/documents_with_due", sum(1 for dated, _ in decoys if dated), len(decoys))
