"""Facts of a right: read out of words that stand in a document, or kept as somebody's word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from konkyo.errors import EvidenceError, NotFoundError, UsageError
from konkyo.records.documents import Document
from konkyo.records.evidence import RowStatus
from konkyo.records.register import Matter, RegisteredRight
from konkyo.review.policy import flags_of
from konkyo.workbench import Workbench
from konkyo.workflows.rights import RightFacts

EXTRACT = """特許登録原簿

登録番号    特許第7123456号
出願番号    特願2019-123456
登録日      令和3年10月12日
出願日      令和元年7月2日
納付済みの年分    第5年分まで
"""


@pytest.fixture
def extract(bench: Workbench, tmp_path: Path) -> Document:
    """The register extract, read into the workspace, and a matter it belongs to."""
    path = tmp_path / "原簿.txt"
    path.write_text(EXTRACT, encoding="utf-8")
    bench.store.matters.add(Matter(matter_id="M1", responsible="山田 花子"), by="鈴木")
    return bench.store.documents.get(bench.ingest([path], matter="M1").files[0].document_id or "")


def record(
    bench: Workbench, document: Document | None = None, *, typed: Mapping[str, str] | None = None,
    quoted: Mapping[str, str] | None = None, right_id: str | None = None, matter: str = "M1", office: str = "JPO",
) -> RegisteredRight:  # fmt: skip
    said = RightFacts(office, "patent", "鈴木 次郎", typed or {}, quoted or {}, document, right_id=right_id)
    return bench.matters.record_right(matter, said)


QUOTES = {
    "registration_number": "登録番号    特許第7123456号",
    "registration_date": "登録日      令和3年10月12日",
    "paid_through": "納付済みの年分    第5年分まで",
}


def test_quoted_facts_are_what_the_words_say(bench: Workbench, extract: Document) -> None:
    """A quoted fact has the value that code reads in the words, and the words with their place as its source."""
    found = record(bench, extract, quoted=QUOTES)
    assert (found.registration_number, found.registration_date, found.paid_through) == (
        "JP7123456B2", date(2021, 10, 12), 5,
    )  # fmt: skip
    quote = found.sources["registration_date"].quote
    assert quote is not None
    assert (quote.document_id, quote.page) == (extract.document_id, 1)
    assert extract.pages[0].text[slice(*quote.span)] == quote.evidence_quote if quote.span else False


@pytest.mark.parametrize(
    "words",
    [
        "登録日      令和4年10月12日",
        "登録日",
        "登録日 令和3年10月12日 出願日 令和元年7月2日",
        "納付済みの年分    第5年分まで",
    ],
)
def test_words_that_do_not_say_it(bench: Workbench, extract: Document, words: str) -> None:
    """Words that are not in the document, or state no or several dates, are refused, and nothing is recorded."""
    with pytest.raises(EvidenceError):
        record(bench, extract, typed={"registration_number": "特許第7123456号"}, quoted={"registration_date": words})
    assert not bench.store.matters.all().rights


def test_typed_value_that_contradicts_the_words(bench: Workbench, extract: Document) -> None:
    """A typed value beside quoted words must be the same."""
    with pytest.raises(EvidenceError):
        record(bench, extract, quoted=QUOTES, typed={"registration_date": "2021-10-13"})
    assert record(bench, extract, quoted=QUOTES, typed={"registration_date": "2021-10-12"}).registration_date


def test_typed_facts_keep_who_said_so(bench: Workbench, extract: Document) -> None:
    """A typed fact carries name and time and no quote; its number is kept in the normal form."""
    found = record(bench, typed={"registration_number": "特許第7123456号", "registration_date": "2021-10-12"})
    source = found.sources["registration_date"]
    assert (found.registration_number, source.by, source.quote) == ("JP7123456B2", "鈴木 次郎", None)


@pytest.mark.parametrize(
    "typed",
    [
        {"registration_number": "特許第7123456号", "registration_date": "12.10.2021"},
        {"registration_number": "特許第7123456号", "registration_date": "2021-13-40"},
        {"registration_number": "特許第7123456号", "paid_through": "five"},
        {"registration_number": "特許第7123456号", "colour": "red"},
        {"registration_date": "2021-10-12"},
        {},
    ],
)
def test_what_does_not_fit_is_refused(bench: Workbench, extract: Document, typed: dict[str, str]) -> None:
    """Dates in another form, numbers in words, unknown facts, no number, nothing at all: refused with nothing kept."""
    with pytest.raises(UsageError):
        record(bench, typed=typed)
    assert not bench.store.matters.all().rights


def test_more_about_a_known_right(bench: Workbench, extract: Document) -> None:
    """A number that is registered means that right; later facts join it, and an empty value takes one away."""
    first = record(bench, typed={"registration_number": "特許第7123456号"})
    second = record(bench, typed={"registration_number": "JP7123456B2", "paid_through": "5"})
    assert second.right_id == first.right_id
    third = record(bench, typed={"paid_through": ""}, right_id=first.right_id)
    assert (third.paid_through, "paid_through" in third.sources) == (None, False)
    assert len(bench.store.matters.history("right", first.right_id)) == 3


def test_right_lies_in_one_matter(bench: Workbench, extract: Document) -> None:
    """A right cannot be registered in two matters; an id of no right is not found."""
    record(bench, typed={"registration_number": "特許第7123456号"})
    bench.store.matters.add(Matter(matter_id="M2"), by="鈴木")
    with pytest.raises(UsageError, match="registered in matter M1"):
        record(bench, typed={"registration_number": "特許第7123456号"}, matter="M2")
    with pytest.raises(NotFoundError):
        record(bench, typed={"paid_through": "5"}, right_id="R-none")
    with pytest.raises(NotFoundError):
        record(bench, typed={"registration_number": "特許第7123456号"}, matter="M9")


def test_quoted_right_gives_a_verified_proposal(bench: Workbench, extract: Document) -> None:
    """A fee whose facts are all quoted is proposed with those quotes, and comes out verified like any other row."""
    record(bench, extract, quoted=QUOTES)
    (row,) = bench.matters.propose_fees("M1", as_of=date(2026, 9, 1)).rows
    assert (row.status, row.amended, row.due) == (RowStatus.VERIFIED, (), date(2026, 10, 13))
    assert {"office", "registration_number", "trigger_date", "due"} <= set(row.grounds)
    assert (row.document_id, row.matter, row.annuity_year) == (extract.document_id, "M1", 6)


def test_typed_right_gives_a_row_that_rests_on_a_person(bench: Workbench, extract: Document) -> None:
    """A fee whose facts were typed is at best for review: each typed field must be acknowledged, with who typed it."""
    record(
        bench, typed={"registration_number": "特許第7123456号", "registration_date": "2021-10-12", "paid_through": "5"}
    )
    (row,) = bench.matters.propose_fees("M1", as_of=date(2026, 9, 1)).rows
    assert row.status is RowStatus.REVIEW
    assert set(row.amended) == {"office", "right", "registration_number", "trigger_date", "trigger_kind"}
    assert {f"amended:{name}" for name in row.amended} <= set(flags_of(row))
    assert all(item.kind == "computed" for item in row.evidence)
    assert any("鈴木 次郎" in note.ja and "2021-10-12" in note.ja for note in row.caveats)


def test_proposing_twice_changes_nothing(bench: Workbench, extract: Document) -> None:
    """The same register proposes the same rows; the portfolio shows a proposed fee once, under the same id."""
    record(bench, extract, quoted=QUOTES)
    before = bench.portfolio(as_of=date(2026, 9, 1)).items
    for _ in range(2):
        bench.matters.propose_fees("M1", as_of=date(2026, 9, 1))
    after = bench.portfolio(as_of=date(2026, 9, 1)).items
    assert [item.item_id for item in before] == [item.item_id for item in after]
    assert ([item.kind for item in before], [item.kind for item in after]) == (["scheduled"], ["docket"])
    assert len(bench.store.proposals.list()) == 1
