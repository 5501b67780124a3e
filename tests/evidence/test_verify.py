"""Verdicts of quotes, status of rows, and the report that only this room may call verified."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import konkyo
from konkyo.errors import EvidenceError
from konkyo.evidence.absence import scope_hash
from konkyo.evidence.flags import KNOWN, explain
from konkyo.evidence.verify import evidence_status, verify_quote, verify_report, verify_row, verify_rows
from konkyo.records.docket import DocketReport, DocketRow, LookAt
from konkyo.records.documents import (
    Aside,
    AsideKind,
    CharBoxes,
    Document,
    Element,
    Origin,
    Outcome,
    Page,
    Paragraph,
    Section,
    SectionKind,
)
from konkyo.records.evidence import (
    Absence,
    Computed,
    Draft,
    Evidence,
    Quote,
    Row,
    RowStatus,
    SearchedScope,
    Sentence,
    Verdict,
)
from konkyo.records.value import Value, Wording

ID = "d" * 64
TEXT = (
    "発送番号 123456\n"
    "The applicant shall file a reply within three months unless the office extends the term.\n"
    "Claims 1-13 are rejected under 35 U.S.C. 103.\n"
    "It is not true that the cited document shows the claimed seal.\n"
    "Claims 1-13 are rejected under 35 U.S.C. 103."
)


def _page(text: str = TEXT, number: int = 1, origin: Origin = Origin.NATIVE) -> Page:
    paragraphs, start = [], 0
    for index, line in enumerate(text.split("\n"), start=1):
        if line:
            paragraphs.append(Paragraph(number=f"{index:04}", start=start, end=start + len(line)))
        start += len(line) + 1
    return Page(number=number, text=text, origin=origin, paragraphs=tuple(paragraphs))


def _document(*pages: Page) -> Document:
    return Document(
        document_id=ID,
        name="notice.txt",
        media_type="text/plain",
        size=1,
        outcome=Outcome.PARSED,
        pages=pages or (_page(),),
    )


def _quote(
    text: str, *, page: int | None = 1, paragraph: str | None = None, span: tuple[int, int] | None = None
) -> Quote:
    return Quote(document_id=ID, page=page, paragraph=paragraph, evidence_quote=text, span=span)


class _Library:
    def __init__(self, *documents: Document) -> None:
        self._documents = {d.document_id: d for d in documents}

    def document(self, document_id: str) -> Document | None:
        return self._documents.get(document_id)


GOOD = "the cited document shows the claimed seal."
REPLY = "The applicant shall file a reply within three months unless the office extends the term."


def test_a_found_quote_becomes_the_sources_own_characters() -> None:
    """Text, span, paragraph and boxes come from the source, never from the proposer."""
    page = _page()
    boxes = CharBoxes.of([(float(i), 0.0, i + 1.0, 10.0) for i in range(len(TEXT))])
    boxed = page.model_copy(update={"boxes": boxes})
    checked = verify_quote(
        _quote("The applicant shall file a reply within\nthree months unless the office extends the term."),
        _document(boxed),
    )
    start = TEXT.index(REPLY)
    assert (checked.verdict, checked.flags) == (Verdict.NORMALISED, ())
    assert (checked.evidence_quote, checked.span, checked.paragraph) == (REPLY, (start, start + len(REPLY)), "0002")
    assert checked.boxes
    assert verify_quote(_quote(REPLY), _document()).verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("quote", "document", "verdict"),
    [
        (_quote(REPLY), None, Verdict.NO_SOURCE),
        (_quote(REPLY), _document(_page(origin=Origin.NONE)), Verdict.UNREADABLE),
        (_quote(REPLY), _document(_page("")), Verdict.UNREADABLE),
        (_quote("months"), _document(), Verdict.TOO_SHORT),
        (_quote("\u200b\u200b\u200b"), _document(), Verdict.TOO_SHORT),
        (_quote("The applicant may file a reply"), _document(), Verdict.NOT_FOUND),
        (_quote(REPLY, page=2), _document(_page(), _page("Another page.", 2)), Verdict.WRONG_PAGE),
        (_quote(REPLY, page=9), _document(), Verdict.WRONG_PAGE),
        (_quote("Claims 1-13 are rejected under 35 U.S.C. 103."), _document(), Verdict.AMBIGUOUS),
    ],
)
def test_what_cannot_be_found_says_why(quote: Quote, document: Document | None, verdict: Verdict) -> None:
    """Each way of not standing on the claimed page has its own verdict, and no place."""
    checked = verify_quote(quote, document)
    assert checked.verdict is verdict
    assert checked.span is None
    assert evidence_status(checked) is not RowStatus.VERIFIED


def test_another_document_is_no_source() -> None:
    """A document of another hash is not searched."""
    assert (
        verify_quote(_quote(REPLY).model_copy(update={"document_id": "e" * 64}), _document()).verdict
        is Verdict.NO_SOURCE
    )


def test_hidden_text_cannot_be_quoted() -> None:
    """Words that only an aside holds are hidden, wherever the aside hangs."""
    aside = Aside(kind=AsideKind.DELETED, text="The royalty shall be ten percent of sales.")
    quote = _quote("The royalty shall be ten percent of sales.")
    on_page = _document(_page().model_copy(update={"asides": (aside,)}))
    on_file = _document().model_copy(update={"asides": (aside,)})
    assert verify_quote(quote, on_page).verdict is Verdict.HIDDEN
    assert verify_quote(quote, on_file).verdict is Verdict.HIDDEN


def test_a_paragraph_decides_between_two_places() -> None:
    """The same words twice: the claimed paragraph, or the claimed span, says which; a wrong paragraph is flagged."""
    text = "Claims 1-13 are rejected under 35 U.S.C. 103."
    start = TEXT.rindex(text)
    assert verify_quote(_quote(text, paragraph="【0005】"), _document()).span == (start, start + len(text))
    assert verify_quote(_quote(text, span=(start, start + len(text))), _document()).verdict is Verdict.EXACT
    other = verify_quote(_quote(REPLY, paragraph="0001"), _document())
    assert (other.flags, other.paragraph) == (("other_paragraph",), "0001")


def test_short_values_need_their_place() -> None:
    """A value of a few characters counts only with the span where it stands whole."""
    start = TEXT.index("123456")
    assert verify_quote(_quote("123456"), _document()).verdict is Verdict.TOO_SHORT
    pinned = verify_quote(_quote("１２３４５６", span=(start, start + 6)), _document())
    assert (pinned.verdict, pinned.flags, pinned.evidence_quote) == (Verdict.NORMALISED, (), "123456")
    assert verify_quote(_quote("23456", span=(start + 1, start + 6)), _document()).verdict is Verdict.TOO_SHORT
    assert verify_quote(_quote("123457", span=(start, start + 6)), _document()).verdict is Verdict.TOO_SHORT


def test_a_quote_without_page_is_found_but_not_verified() -> None:
    """In a document of several pages the page is part of the claim; filled in by us, it goes to a person."""
    document = _document(_page("Nothing here."), _page(number=2))
    checked = verify_quote(_quote(REPLY, page=None), document)
    assert (checked.page, checked.flags) == (2, ("page_filled",))
    assert verify_quote(_quote(REPLY, page=None), _document()).flags == ()


def test_a_quote_over_a_page_break_is_told_apart() -> None:
    """Words that run over a page break are not on one page; the flag says to split them."""
    document = _document(_page("It begins on the first page and"), _page("goes on at the second one.", 2))
    checked = verify_quote(_quote("on the first page and goes on at the second"), document)
    assert (checked.verdict, checked.flags) == (Verdict.NOT_FOUND, ("crosses_page",))


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("The applicant shall file a reply within three months", "cut_before_exception"),
        (GOOD, "cut_after_negation"),
    ],
)
def test_scope_is_flagged(text: str, flag: str) -> None:
    """True words that the rest of their sentence limits or denies go to a person."""
    checked = verify_quote(_quote(text), _document())
    assert flag in checked.flags
    assert evidence_status(checked) is RowStatus.REVIEW


def test_sections_are_compared_with_the_claim() -> None:
    """Words of the abstract are no claim, words about cited art no description; an unlabelled page proves nothing."""
    sections = (
        Section(kind=SectionKind.ABSTRACT, start=0, end=TEXT.index("Claims")),
        Section(kind=SectionKind.DESCRIPTION, start=TEXT.index("Claims"), end=len(TEXT)),
    )
    labelled = _document(_page().model_copy(update={"sections": sections}))
    claimed = _quote(REPLY).model_copy(update={"claimed_as": SectionKind.CLAIMS})
    assert verify_quote(claimed, labelled).flags == ("section_mismatch",)
    assert verify_quote(claimed, _document()).flags == ("section_unknown",)
    right = claimed.model_copy(update={"claimed_as": SectionKind.ABSTRACT})
    assert verify_quote(right, labelled).flags == ()


def test_words_quoted_by_the_source_are_flagged() -> None:
    """What the source itself quotes is somebody else's statement."""
    document = _document(_page("出願人は「本願発明は進歩性を有するものである」と述べている。"))
    assert "nested_quotation" in verify_quote(_quote("本願発明は進歩性を有するものである"), document).flags


@pytest.mark.parametrize(
    ("text", "nested"),
    [('{"event": "%s"}', False), ('{"note": "he said \\"%s\\" there"}', True), ('He wrote "%s".', True)],
)
def test_marks_of_a_list_quote_nobody(text: str, *, nested: bool) -> None:
    """The marks around a JSON value are grammar; marks within the value, or in prose, are somebody else's words."""
    words = "the final rejection was mailed on that day"
    whole = text % words
    start = whole.index('": "') + 4 if text.startswith("{") else 0
    value = Element(path="event", start=start, end=len(whole) - 2) if text.startswith("{") else None
    page = _page(whole).model_copy(update={"elements": (value,) if value else ()})
    checked = verify_quote(_quote(words), _document(page))
    assert checked.verdict is Verdict.EXACT
    assert ("nested_quotation" in checked.flags) is nested


def test_checking_twice_changes_nothing() -> None:
    """Checking a checked quote gives the same, and an approximate match never becomes an exact one."""
    document = _document(_page(TEXT.replace("reply", "rep1y"), origin=Origin.OCR))
    for quote in (_quote(REPLY), _quote("The applicant shall file … unless the office extends the term.")):
        first = verify_quote(quote, document)
        assert verify_quote(first, document) == first
    approximate = verify_quote(_quote(REPLY), document)
    assert approximate.verdict is Verdict.OCR_APPROX
    assert "rep1y" in approximate.evidence_quote


def _row(
    *evidence: Evidence, status: RowStatus = RowStatus.UNVERIFIED, grounds: dict[str, tuple[int, ...]] | None = None
) -> Row:
    return Row(row_id="r1", evidence=evidence, status=status, grounds=grounds or {})


def _absence(pages: tuple[int, ...] = (1,), digest: str | None = None) -> Absence:
    return Absence(
        searched=(SearchedScope(document_id=ID, pages=pages),),
        how="confidentiality",
        scope_hash=digest or scope_hash(_document(), pages),
    )


COMPUTED = Computed(rule="JP-OA-60", inputs={}, data_hash="0", result={"due": "2024-01-10"})


@pytest.mark.parametrize(
    ("row", "status"),
    [
        (_row(_quote(REPLY)), RowStatus.VERIFIED),
        (_row(_quote(REPLY), COMPUTED, _absence()), RowStatus.VERIFIED),
        (_row(_quote(REPLY), COMPUTED.model_copy(update={"flags": ("calendar",)})), RowStatus.REVIEW),
        (_row(_quote(REPLY), _quote(GOOD)), RowStatus.REVIEW),
        (_row(_quote(GOOD), _quote("an invented sentence of the model")), RowStatus.UNVERIFIED),
        (_row(), RowStatus.UNVERIFIED),
        (_row(status=RowStatus.VERIFIED), RowStatus.UNVERIFIED),
        (_row(_quote("an invented sentence"), status=RowStatus.VERIFIED), RowStatus.UNVERIFIED),
        (_row(_quote(REPLY), status=RowStatus.REVIEW), RowStatus.REVIEW),
        (_row(status=RowStatus.PENDING), RowStatus.PENDING),
        (_row(_quote(GOOD), status=RowStatus.UNKNOWN), RowStatus.UNKNOWN),
        (_row(_quote("an invented sentence"), status=RowStatus.PENDING), RowStatus.UNVERIFIED),
        (_row(_quote(REPLY), grounds={"due": (1,)}), RowStatus.UNVERIFIED),
        (_row(_absence((1, 2))), RowStatus.UNVERIFIED),
        (_row(_absence(digest="0" * 64)), RowStatus.UNVERIFIED),
        (_row(_absence(())), RowStatus.UNVERIFIED),
    ],
)
def test_status_of_a_row_comes_from_its_evidence(row: Row, status: RowStatus) -> None:
    """A proposer may lower its row, never raise it."""
    assert verify_row(row, _Library(_document())).status is status


def test_rows_are_labelled_not_dropped() -> None:
    """Every row comes back, in order, of its own type."""
    rows = (
        DocketRow(row_id="a", file="n.txt", document_id=ID, evidence=(_quote(REPLY),)),
        DocketRow(row_id="b", file="n.txt", document_id=ID, evidence=(_quote("nowhere to be seen here"),)),
    )
    checked = verify_rows(rows, _Library(_document()))
    assert [(r.row_id, r.status) for r in checked] == [("a", RowStatus.VERIFIED), ("b", RowStatus.UNVERIFIED)]
    assert all(isinstance(row, DocketRow) for row in checked)


def test_a_report_is_counted_and_its_narrative_held_to_its_rows() -> None:
    """Coverage is computed; a sentence without a verified row leaves the narrative and is named in the questions."""
    rows = (
        DocketRow(row_id="a", file="n.txt", document_id=ID, evidence=(_quote(REPLY),)),
        DocketRow(row_id="b", file="n.txt", document_id=ID, status=RowStatus.PENDING),
    )
    report = DocketReport(
        run_id="1",
        rows=rows,
        narrative=(Sentence(text="A.", cites=("a",)), Sentence(text="B.", cites=("b",)), Sentence(text="C.", cites=())),
        look_at=(
            LookAt(
                document_id=ID,
                file="n.txt",
                page=1,
                printed="123456",
                why=Wording(ja="", en=""),
                evidence=_quote(REPLY),
            ),
        ),
    )
    checked = verify_report(Draft(report), _Library(_document())).content
    assert (checked.coverage.rows, checked.coverage.verified, checked.coverage.pending) == (2, 1, 1)
    assert [s.text for s in checked.narrative] == ["A."]
    assert [q.en.split(":")[0] for q in checked.questions] == ["Sentence 2", "Sentence 3"]
    assert checked.look_at[0].evidence is not None
    assert checked.look_at[0].evidence.verdict is Verdict.EXACT


def test_what_is_no_report_is_refused() -> None:
    """Two rows of one id, or content without rows, cannot become verified."""
    row = DocketRow(row_id="a", file="n.txt", document_id=ID)
    with pytest.raises(EvidenceError):
        verify_report(Draft(DocketReport(run_id="1", rows=(row, row))), _Library())
    with pytest.raises(EvidenceError):
        verify_report(Draft(Value()), _Library())


@pytest.mark.parametrize(("state", "maker"), [("Verified", "evidence/verify.py"), ("Approved", "review/decide.py")])
def test_each_state_has_one_maker(state: str, maker: str) -> None:
    """Only ``evidence.verify`` makes a Verified and only ``review.decide`` an Approved, anywhere in the package."""
    root = Path(konkyo.__file__).parent
    makers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _called(node.func) == state
    }
    assert makers <= {maker}
    if state == "Verified":
        assert makers == {maker}


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Subscript):
        return _called(function.value)
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_flag_has_words() -> None:
    """Each flag that this room sets is explained in Japanese and English."""
    root = Path(konkyo.__file__).parent / "evidence"
    written = {
        node.value
        for path in root.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(("cut_", "scope_", "section_"))
    }
    assert {flag for flag in written if flag.isidentifier()} <= KNOWN | {"scope_hash"}
    assert explain("cut_number").ja != explain("cut_number").en
