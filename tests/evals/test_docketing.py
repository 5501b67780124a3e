"""The docketing suite: a perfect report scores 1.0 everywhere, and each kind of error lowers its own figure only."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import NotFoundError, UsageError
from konkyo.evals import docket_truth
from konkyo.evals.docket_matching import _greatest, expected, score_list
from konkyo.evals.docket_truth import Item, Number
from konkyo.evals.docketing import run
from konkyo.evals.figures import Figure, Result
from konkyo.records.docket import DocketReport, DocketRow, FileOutcome, Period
from konkyo.records.documents import Flag, Outcome
from konkyo.records.evidence import Quote, RowStatus, Verdict
from konkyo.records.value import Wording

FIELDS = (
    "office", "right", "form", "application_number", "registration_number", "drafting_date", "trigger_date", "party",
    "delivery", "period", "claims_rejected", "statutes", "cited_documents", "matter_ref",
)  # fmt: skip

NOTICE: dict[str, Any] = {
    "office": "JPO",
    "right": "patent",
    "form": "拒絶理由通知書",
    "event_code": "oa_response",
    "application_number": {"printed": "特願2031-000111", "normalized": "JP2031000111"},
    "publication_number": None,
    "registration_number": None,
    "drafting_date": {"printed": "2033.01.10", "iso": "2033-01-10"},
    "trigger": {"kind": "dispatch_date", "date": "2033-01-18", "printed": "2033.01.18"},
    "party": "resident",
    "delivery": None,
    "period": {"printed": "60日以内", "n": 60, "unit": "day"},
    "claims_rejected": [1, 2, 3, 5],
    "statutes": ["JP.Patent.29.2", "JP.Patent.36.6.2"],
    "cited_documents": [{"printed": "特開2011-000222", "normalized": "JP2011000222A"}],
    "matter_ref": "X-1",
    "expect": "deadline",
    "expect_alt": [],
    "quotes": {"application_number": [{"quote": "特願2031-000111"}], "trigger": [{"quote": "発送日 2033.01.18"}]},
}
REFUSAL: dict[str, Any] = NOTICE | {
    "event_code": "appeal_against_refusal",
    "form": "拒絶査定",
    "application_number": {"printed": "特願2030-000777", "normalized": "JP2030000777"},
    "trigger": None,
    "party": None,
    "period": {"printed": "3月以内", "n": 3, "unit": "month"},
    "claims_rejected": [],
    "statutes": [],
    "cited_documents": [],
    "matter_ref": "X-2",
    "expect": "pending:service_date",
    "quotes": {},
}


def document(name: str, *items: dict[str, Any], expect: str | None = None, **more: Any) -> dict[str, Any]:
    """One line of labels."""
    said = expect or (items[0]["expect"] if items else "no_deadline")
    base = {"id": name, "file": f"{name}.txt", "format": "txt_utf8", "template": "letter", "expect": said}
    return base | {"items": list(items)} | more


def row_for(label: dict[str, Any], **changes: Any) -> DocketRow:
    """The row of a reader that makes no mistake, with the given changes."""
    trigger = label["trigger"] or {}
    period = label["period"]
    quote = {"application_number": label["application_number"]["printed"], "trigger_date": "発送日 2033.01.18"}
    evidence = tuple(
        Quote(document_id="0" * 64, page=1, paragraph="1", evidence_quote=quote.get(f, f"<{f}>"), verdict=Verdict.EXACT)
        for f in FIELDS
    )
    values: dict[str, Any] = {
        "row_id": label["matter_ref"],
        "file": "notice.txt",
        "document_id": "0" * 64,
        "office": label["office"],
        "right": label["right"],
        "form": label["form"],
        "event_code": label["event_code"],
        "application_number": label["application_number"]["normalized"],
        "drafting_date": label["drafting_date"]["iso"],
        "trigger_kind": trigger.get("kind"),
        "trigger_date": trigger.get("date"),
        "party": label["party"],
        "period": Period(n=period["n"], unit=period["unit"]) if period else None,
        "claims_rejected": label["claims_rejected"],
        "statutes": label["statutes"],
        "cited_documents": [cited["normalized"] for cited in label["cited_documents"]],
        "matter_ref": label["matter_ref"],
        "due": date(2033, 3, 22) if label["expect"] == "deadline" else None,
        "missing": () if label["expect"] == "deadline" else ("service_date", "party"),
        "status": RowStatus.VERIFIED if label["expect"] == "deadline" else RowStatus.PENDING,
        "confidence": 1.0,
        "evidence": evidence,
        "grounds": {name: (index,) for index, name in enumerate(FIELDS)},
    }
    return DocketRow.model_validate(values | changes)


def report(*rows: DocketRow, files: Sequence[FileOutcome] = ()) -> DocketReport:
    """A report of these rows."""
    return DocketReport(run_id="R", rows=rows, files=tuple(files))


Reports = dict[str, DocketReport]
Score = Callable[..., Result]


@pytest.fixture
def score(tmp_path: Path) -> Score:
    """Write labels and empty files, answer each file with its report, run the suite."""

    def go(labels: list[dict[str, Any]], reports: Reports, **options: Any) -> Result:
        (tmp_path / "truth.jsonl").write_text("\n".join(json.dumps(line) for line in labels), encoding="utf-8")
        for line in labels:
            (tmp_path / line["file"]).touch()
        return run(tmp_path, lambda paths: reports[paths[0].stem], **options)

    return go


def figure(result: Result, name: str) -> Figure:
    """The figure of that name."""
    return next(f for f in result.figures if f.name == name)


def value(result: Result, name: str) -> float | None:
    """Its value."""
    return figure(result, name).value


PARTS = ("JPO/", "format:", "template:", "all_documents/")
LOWER_IS_BETTER = ("date_given", "decoys/", "documents/refused", "documents/unreadable", "documents/failed", "/error")


def imperfect(result: Result) -> set[str]:
    """Names of the whole-set figures that are not perfect."""
    whole = [f for f in result.figures if not f.name.startswith((*PARTS, "reliability/"))]
    best = {f.name: 0.0 if any(part in f.name for part in LOWER_IS_BETTER) else 1.0 for f in whole}
    return {f.name for f in whole if f.value is not None and f.value != best[f.name]}


def test_a_perfect_report_scores_one_everywhere(score: Score) -> None:
    """Right fields, right expectation, verified evidence: no figure is short, no case is wrong."""
    labels = [document("a", NOTICE, REFUSAL), document("b")]
    result = score(labels, {"a": report(row_for(REFUSAL), row_for(NOTICE)), "b": report()})
    assert imperfect(result) == set()
    assert {case.outcome for case in result.cases} == {"right"}
    assert [case.id for case in result.cases] == ["a#0", "a#1", "b"]
    assert figure(result, "application_number/recall").n == 2
    assert figure(result, "evidence/quote_equal").n == 2


MATRICES = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=n, max_size=n)
)
RELEVANT_TOO = {"deadline_relevant/recall", "deadline_relevant/recall_strict", "deadline_relevant/item_right"}


def both(name: str) -> set[str]:
    """Recall and precision of a field."""
    return {f"{name}/recall", f"{name}/precision"}


@pytest.mark.parametrize(
    ("change", "lowered"),
    [
        ({"application_number": "JP2031000112"}, both("application_number") | RELEVANT_TOO),
        ({"application_number": None}, {"application_number/recall"} | RELEVANT_TOO),
        ({"event_code": "final_oa_response"}, both("event_code") | RELEVANT_TOO),
        ({"trigger_date": date(2033, 1, 10)}, both("trigger_date") | RELEVANT_TOO),
        ({"party": "overseas"}, both("party") | RELEVANT_TOO),
        ({"party": "unknown"}, {"party/recall"} | RELEVANT_TOO),
        ({"period": Period(n=60, unit="month")}, both("period") | RELEVANT_TOO),
        ({"right": "design"}, both("right")),
        ({"drafting_date": date(2033, 1, 11)}, both("drafting_date")),
        ({"matter_ref": "X-11"}, both("matter_ref")),
        ({"registration_number": "JP7000001B2"}, {"registration_number/precision"}),
        ({"delivery": "paper"}, {"delivery/precision"}),
        ({"claims_rejected": (1, 2, 3)}, {"claims_rejected/recall", "claims_rejected/set_exact"}),
        ({"claims_rejected": (1, 2, 3, 4, 5)}, {"claims_rejected/precision", "claims_rejected/set_exact"}),
        ({"statutes": ("JP.Patent.29.2",)}, {"statutes/recall", "statutes/set_exact"}),
        ({"cited_documents": ("JP2011000223A",)}, both("cited_documents") | {"cited_documents/set_exact"}),
        (
            {"due": None, "missing": ("party",)},
            {"expect/right", "expect:deadline/right"} | RELEVANT_TOO,
        ),
    ],
)
def test_each_error_lowers_its_own_figure(score: Score, change: dict[str, Any], lowered: set[str]) -> None:
    """A wrong field costs recall and precision of that field, an empty one recall, an invented one precision."""
    result = score([document("a", NOTICE)], {"a": report(row_for(NOTICE, **change))})
    fields = {name for name in imperfect(result) if not name.startswith("evidence/")}
    assert fields == lowered
    assert result.cases[0].outcome == ("wrong" if lowered >= RELEVANT_TOO else "wrong_field")


def test_another_name_of_the_same_date_lowers_only_the_strict_figures(score: Score) -> None:
    """A notification date booked as mail date is wrong by the letter and right for the deadline."""
    label = NOTICE | {"trigger": NOTICE["trigger"] | {"kind": "notification_date"}}
    result = score([document("a", label)], {"a": report(row_for(label, trigger_kind="mail_date"))})
    assert imperfect(result) == both("trigger_kind") | {"deadline_relevant/recall_strict"}


def test_evidence_counts_only_unflagged_quotes_that_were_found(score: Score) -> None:
    """An approximate or flagged quote, or none, leaves the field's value right and its evidence unverified."""
    good = row_for(NOTICE)
    first = good.evidence[FIELDS.index("application_number")]
    assert isinstance(first, Quote)
    for changed in ({"verdict": Verdict.OCR_APPROX}, {"flags": ("role",)}, {"verdict": Verdict.WRONG_PAGE}):
        evidence = list(good.evidence)
        evidence[FIELDS.index("application_number")] = first.model_copy(update=changed)
        row = good.model_copy(update={"evidence": tuple(evidence)})
        result = score([document("a", NOTICE)], {"a": report(row)})
        assert imperfect(result) == {"evidence/verified", "evidence/application_number/verified"}
    bare = good.model_copy(update={"grounds": {}})
    assert value(score([document("a", NOTICE)], {"a": report(bare)}), "evidence/verified") == 0.0


def test_quotes_are_compared_with_the_labelled_ones(score: Score) -> None:
    """A longer quote overlaps the labelled words, other words do not; line breaks do not matter."""
    good = row_for(NOTICE)
    place = FIELDS.index("application_number")
    outcomes = []
    for words in ("特願\n2031-000111", "出願の番号 特願2031-000111", "特願2031-000112"):
        evidence = list(good.evidence)
        evidence[place] = evidence[place].model_copy(update={"evidence_quote": words})
        result = score([document("a", NOTICE)], {"a": report(good.model_copy(update={"evidence": tuple(evidence)}))})
        outcomes.append((value(result, "evidence/quote_equal"), value(result, "evidence/quote_overlap")))
    assert outcomes == [(1.0, 1.0), (0.5, 1.0), (0.5, 0.5)]


def test_a_missed_item_costs_every_recall_and_no_precision(score: Score) -> None:
    """No row for a labelled deadline: nothing named is wrong, everything is missed."""
    result = score([document("a", NOTICE)], {"a": report()})
    assert value(result, "rows/recall") == 0.0
    assert value(result, "application_number/recall") == 0.0
    assert not any(f.name == "application_number/precision" for f in result.figures)
    assert result.cases[0].outcome == "missed"


def test_an_extra_row_costs_row_precision_only(score: Score) -> None:
    """A proposal that answers no label is one wrong row; fields of the other rows keep their figures."""
    other = row_for(REFUSAL, event_code="annuity", matter_ref="Y", row_id="extra")
    result = score([document("a", NOTICE)], {"a": report(other, row_for(NOTICE))})
    assert imperfect(result) == {"rows/precision"}
    assert [(case.id, case.outcome) for case in result.cases] == [("a#0", "right"), ("a#extra0", "extra")]


def test_rows_and_items_are_paired_for_the_greatest_agreement(score: Score) -> None:
    """Two rows in the other order, one with a misread number, still meet their own items."""
    rows = (row_for(REFUSAL, application_number="JP2030000771"), row_for(NOTICE))
    result = score([document("a", NOTICE, REFUSAL)], {"a": report(*rows)})
    assert value(result, "event_code/recall") == 1.0
    assert value(result, "application_number/recall") == 0.5


@given(MATRICES)
def test_the_assignment_is_a_permutation_of_greatest_gain(gain: list[list[int]]) -> None:
    """Against trying every permutation."""
    size = len(gain)
    columns = _greatest(gain)
    assert sorted(columns) == list(range(size))
    best = max(sum(gain[i][p[i]] for i in range(size)) for p in permutations(range(size)))
    assert sum(gain[i][columns[i]] for i in range(size)) == best


def test_a_date_for_a_pending_item_is_counted_as_given(score: Score) -> None:
    """A notice without its service date must not get a due date; doing so is its own figure."""
    row = row_for(REFUSAL, due=date(2033, 5, 1), missing=())
    result = score([document("a", REFUSAL)], {"a": report(row)})
    assert value(result, "expect:pending/date_given") == 1.0
    assert value(result, "expect:pending/right") == 0.0


@pytest.mark.parametrize(
    ("want", "missing", "right"),
    [
        ("pending:trigger_date", ("dispatch_date",), True),
        ("pending:service_date", ("service_date", "party"), True),
        ("pending:service_date", ("party", "service_date"), True),
        ("pending:service_date", ("party",), False),
        ("pending:final_action_date", ("mail_date",), True),
        ("pending:final_action_date", ("service_date",), False),
        ("pending:delivery", ("delivery",), True),
        ("pending:delivery", ("trigger_date",), False),
        ("pending:trigger_date", (), False),
    ],
)
def test_missing_inputs_answer_to_the_labels_names(want: str, missing: tuple[str, ...], right: bool) -> None:
    """The engine's trigger codes answer for the label's date names, and for nothing else."""
    item = Item(office="JPO", event_code="oa_response", expect=want)
    assert expected(item, row_for(REFUSAL, missing=missing)) is right


def test_other_defensible_answers_count_as_right(score: Score) -> None:
    """``expect_alt`` is as right as ``expect``."""
    label = NOTICE | {"expect_alt": ["pending:document"]}
    row = row_for(NOTICE, due=None, missing=("document",))
    assert imperfect(score([document("a", label)], {"a": report(row)})) == set()


def test_decoys_must_not_get_a_date(score: Score) -> None:
    """A newsletter or a finished matter: no row or a row without a date is right, a date is a false alarm."""
    done = NOTICE | {"expect": "no_deadline", "trigger": None, "party": None, "period": None}
    labels = [document("news"), document("done", done), document("quiet", done)]
    undated = row_for(done, due=None, missing=("dispatch_date",))
    result = score(labels, {"news": report(), "done": report(undated), "quiet": report()})
    assert value(result, "decoys/proposals_with_due") == 0
    assert value(result, "decoys/proposals_pending") == 1
    assert value(result, "expect:no_deadline/right") == 1.0
    assert figure(result, "application_number/recall").n == 1
    dated = row_for(done, due=date(2033, 3, 22), missing=())
    result = score(labels, {"news": report(dated), "done": report(dated), "quiet": report()})
    assert value(result, "decoys/proposals_with_due") == 2
    assert figure(result, "decoys/documents_with_due").n == 3
    assert value(result, "expect:no_deadline/right") == 0.5
    assert {case.id: case.outcome for case in result.cases} == {
        "news": "wrong",
        "news#extra0": "decoy",
        "done#0": "wrong",
        "quiet#0": "right",
    }


def outcome(code: str, kind: Outcome) -> FileOutcome:
    """What became of a file that gave no row."""
    flag = Flag(code=code, message=Wording(ja="-", en="-"))
    refused = kind is Outcome.REFUSED
    return FileOutcome(
        file="a", document_id=None, outcome=kind, refusal=flag if refused else None, flags=() if refused else (flag,)
    )


def test_documents_that_were_not_read_are_counted_apart(score: Score) -> None:
    """Refused, unreadable and failed documents leave the field figures alone and are missed in ``all_documents``."""
    labels = [document(name, NOTICE) for name in ("good", "locked", "scan", "broken")]
    reports = {
        "good": report(row_for(NOTICE)),
        "locked": report(files=[outcome("encrypted", Outcome.REFUSED)]),
        "scan": report(files=[outcome("needs-ocr", Outcome.FLAGGED)]),
    }
    result = score(labels, reports)
    assert value(result, "application_number/recall") == 1.0
    assert figure(result, "application_number/recall").n == 1
    assert value(result, "all_documents/application_number/recall") == 0.25
    assert value(result, "all_documents/deadline_relevant/recall") == 0.25
    assert [value(result, f"documents/{s}") for s in ("read", "refused", "unreadable", "failed")] == [0.25] * 4
    assert [(c.outcome, c.note) for c in result.cases] == [
        ("right", "letter"),
        ("refused", "letter encrypted"),
        ("unreadable", "letter needs-ocr"),
        ("failed", "letter KeyError"),
    ]


def test_a_missing_file_is_a_failed_case(tmp_path: Path) -> None:
    """A label whose file is gone is said, not skipped."""
    (tmp_path / "truth.jsonl").write_text(json.dumps(document("a", NOTICE)), encoding="utf-8")
    result = run(tmp_path, lambda paths: report())
    assert (result.cases[0].outcome, result.cases[0].note) == ("failed", "letter file not there")


def test_offices_and_formats_select_documents(score: Score) -> None:
    """Only documents of the named offices and formats are run; per-part figures carry their part's name."""
    foreign = NOTICE | {"office": "KIPO"}
    labels = [document("a", NOTICE), document("b", foreign), document("c", NOTICE, format="pdf"), document("d")]
    reports = {name: report(row_for(NOTICE)) for name in "abcd"}
    assert [c.id for c in score(labels, reports, offices=["KIPO"]).cases] == ["b#0"]
    assert [c.id for c in score(labels, reports, formats=["pdf"]).cases] == ["c#0"]
    result = score(labels, reports)
    assert value(result, "KIPO/office/recall") == 0.0
    assert value(result, "JPO/office/recall") == 1.0
    assert value(result, "format:pdf/office/recall") == 1.0
    assert figure(result, "template:letter/office/recall").n == 3


def test_unlabelled_keys_are_not_scored(score: Score) -> None:
    """A label without a key says nothing about that field; null says that the document states none."""
    bare = {key: NOTICE[key] for key in ("office", "event_code", "expect", "application_number")}
    result = score([document("a", bare)], {"a": report(row_for(NOTICE))})
    assert imperfect(result) == set()
    assert not any(f.name.startswith("party/") for f in result.figures)


def test_optional_parts_cost_nothing_either_way() -> None:
    """An optional document may be named or not; an alternative form is as right as the first; others are wrong."""
    want = (
        Number(normalized="US20200000001A1", alt=("US20200000001",)),
        Number(normalized="US7000001B2", optional=True),
    )
    assert score_list(want, ("US20200000001",)).exact
    assert score_list(want, ("US20200000001A1", "US7000001B2")).exact
    wrong = score_list(want, ("US20200000001A1", "US7000002B2"))
    assert (wrong.found, wrong.wanted, wrong.right, wrong.named) == (1, 1, 1, 2)


def test_an_optional_field_may_be_empty_but_not_wrong(score: Score) -> None:
    """``optional`` names fields where null is accepted as well."""
    label = NOTICE | {"optional": ["matter_ref"]}
    assert imperfect(score([document("a", label)], {"a": report(row_for(NOTICE, matter_ref=None))})) == set()
    wrong = score([document("a", label)], {"a": report(row_for(NOTICE, matter_ref="Z"))})
    assert imperfect(wrong) >= both("matter_ref")


def test_a_labelled_due_date_is_compared(score: Score) -> None:
    """Labels may carry the due date; without it nothing is scored."""
    label = NOTICE | {"due": "2033-03-22"}
    assert value(score([document("a", label)], {"a": report(row_for(NOTICE))}), "due/recall") == 1.0
    late = row_for(NOTICE, due=date(2033, 3, 23))
    assert value(score([document("a", label)], {"a": report(late)}), "due/recall") == 0.0


def test_bad_labels_are_refused_with_their_line(tmp_path: Path) -> None:
    """A line that is no label is named by number and key; absent labels are said."""
    with pytest.raises(NotFoundError):
        run(tmp_path, lambda paths: report())
    lines = [json.dumps(document("a", NOTICE)), json.dumps(document("b", NOTICE | {"due": "soon"}))]
    (tmp_path / "truth.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UsageError, match=r"Line 2 .* items\.0\.due"):
        run(tmp_path, lambda paths: report())


def test_calibration_compares_confidence_with_being_right(score: Score) -> None:
    """Two rows at 0.9, one of them right: half right in that bin, a gap of 0.4."""
    labels = [document("a", NOTICE), document("b", NOTICE)]
    good, bad = row_for(NOTICE, confidence=0.9), row_for(NOTICE, confidence=0.9, trigger_date=None)
    result = score(labels, {"a": report(good), "b": report(bad)})
    assert value(result, "reliability/row/0.90-0.95/right") == 0.5
    assert value(result, "reliability/error") == pytest.approx(0.4)
    assert value(result, "reliability/brier") == pytest.approx((0.1**2 + 0.9**2) / 2)


def test_reliability_is_told_per_field(score: Score) -> None:
    """Each field that a row fills counts with its own confidence; an empty field and an unlabelled one do not."""
    labels = [document("a", NOTICE), document("b", NOTICE)]
    sure = {"trigger_date": 0.96, "party": 0.75, "matter_ref": 0.3}
    good = row_for(NOTICE, confidences=sure)
    bad = row_for(NOTICE, confidences=sure, trigger_date=date(2033, 1, 10), party=None)
    result = score(labels, {"a": report(good), "b": report(bad)})
    assert (
        figure(result, "reliability/trigger_date/0.95-0.98/right").n,
        value(result, "reliability/trigger_date/0.95-0.98/right"),
    ) == (2, 0.5)
    assert figure(result, "reliability/party/0.70-0.80/right").n == 1
    assert figure(result, "reliability/matter_ref/0.00-0.50/right").n == 2
    assert not [f for f in result.figures if f.name.startswith("reliability/drafting_date")]


def test_a_row_nobody_asked_for_is_wrong_in_every_field(score: Score) -> None:
    """An extra row counts against the confidence of all that it claims."""
    extra = row_for(REFUSAL, confidences={"office": 0.99, "trigger_date": 0.99})
    result = score([document("a")], {"a": report(extra)})
    assert value(result, "reliability/0.98-1.00/right") == 0.0


def test_the_packaged_labels_are_well_formed() -> None:
    """Every packaged label parses, has a unique id, and its values agree with its own printed forms."""
    documents = docket_truth.read(docket_truth.REAL_NOTICES, Path())
    assert len({d.id for d in documents}) == len(documents) == 12
    for item in (item for d in documents for item in d.items):
        assert item.expect == "no_deadline" or item.expect.startswith("pending:")
        assert item.claims_rejected == tuple(sorted(set(item.claims_rejected)))


@pytest.mark.skipif("KONKYO_DATA" not in os.environ, reason="KONKYO_DATA names no folder of real data")
def test_quotes_of_the_packaged_labels_stand_in_their_files() -> None:
    """Each labelled quote is literal in the real file, at the offset that the label gives."""
    base = Path(os.environ["KONKYO_DATA"]) / "docketing"
    for line in docket_truth.REAL_NOTICES.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        text = (base / label["file"]).read_bytes().decode(label["encoding"]).replace("\r\n", "\n")
        for item in label["items"]:
            for quotes in item["quotes"].values():
                assert all(text[q["start"] : q["start"] + len(q["quote"])] == q["quote"] for q in quotes)


def test_a_docketing_folder_reports_its_sets_apart(tmp_path: Path) -> None:
    """Invented notices and the packaged labels of real ones, where their files lie, are scored together and apart."""
    real = docket_truth.read(docket_truth.REAL_NOTICES, tmp_path)[0]
    for path in (real.path, tmp_path / "generated" / "a.txt"):
        path.parent.mkdir(parents=True)
        path.touch()
    (tmp_path / "generated" / "truth.jsonl").write_text(json.dumps(document("a", NOTICE)), encoding="utf-8")
    result = run(tmp_path, lambda paths: report(row_for(NOTICE)))
    assert [case.id for case in result.cases] == ["a#0", f"{real.id}#0"]
    assert value(result, "set:generated/office/recall") == 1.0
    assert value(result, "set:real/office/recall") == 0.0
    assert value(result, "office/recall") == 0.5


def test_a_document_without_deadline_that_was_not_read_is_no_proof_of_silence(score: Score) -> None:
    """A refused newsletter gave no false alarm because nobody read it: it is not among the decoys, nor right."""
    labels = [document("news"), document("read")]
    locked = report(files=[outcome("encrypted", Outcome.REFUSED)])
    result = score(labels, {"news": locked, "read": report()})
    assert figure(result, "decoys/documents_with_due").n == 1
    assert [case.outcome for case in result.cases] == ["refused", "right"]
