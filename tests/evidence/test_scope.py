"""Words left outside a quote that change what it says are flagged, wherever the cut falls."""

from __future__ import annotations

import time

import pytest

from konkyo.evidence.quotes import verify_quote
from konkyo.records.documents import Document, Outcome, Page
from konkyo.records.evidence import Quote, Verdict

ID = "d" * 64
FOUND = {Verdict.EXACT, Verdict.NORMALISED, Verdict.ELIDED}


def _check(source: str, quote: str, span: tuple[int, int] | None = None) -> Quote:
    document = Document(
        document_id=ID,
        name="n.txt",
        media_type="text/plain",
        size=1,
        outcome=Outcome.PARSED,
        pages=(Page(number=1, text=source),),
    )
    return verify_quote(Quote(document_id=ID, page=1, paragraph=None, evidence_quote=quote, span=span), document)


@pytest.mark.parametrize(
    ("source", "quote", "flag"),
    [
        ("The tenant may leave the house if the roof leaks.", "The tenant may leave the house", "cut_before_exception"),
        ("It stays secret until the fifth year is over.", "It stays secret", "cut_before_exception"),
        (
            "Neither side may sell its share without the prior written consent of the other.",
            "Neither side may sell its share",
            "cut_before_exception",
        ),
        ("Unless a fee is paid, the file is closed for good.", "the file is closed for good.", "cut_after_condition"),
        ("In the event of rain, the game is put off.", "the game is put off.", "cut_after_condition"),
        ("The goods are new except those shown on the list.", "those shown on the list.", "cut_after_negation"),
        ("The office erred in finding that the seal is old.", "the seal is old.", "cut_after_negation"),
        ("手数料が納付された場合は、期間の延長を認める。", "期間の延長を認める。", "cut_after_condition"),
        ("要件を満たさない場合は、延長を認める。", "場合は、延長を認める。", "cut_after_negation"),
        ("料金は家族を介護する場合に限る。", "料金は家族を介護する場合に", "cut_before_exception"),
        ("逾期缴纳费用的，该权利终止于当日。", "该权利终止于当日。", "cut_after_condition"),
        ("除特殊情况外，作品应当依法登记。", "特殊情况外，作品应当依法登记。", "cut_after_negation"),
        ("申请人的行为本身不构成放弃权利。", "申请人的行为本身", "cut_before_negation"),
        ("The width is 3 to 5 mm in all plates made.", "The width is 3", "cut_range"),
        ("The term of it is 3 business days in all.", "The term of it is 3", "cut_unit"),
        ("The width is 3 to 5 mm in all plates made.", "5 mm in all plates made.", "cut_range"),
        ("The value is x ≤ 10 where the plate is thin.", "10 where the plate is thin.", "cut_comparator"),
        ("The buyer pays $1,000.50 per month to him.", "1,000.50 per month to him.", "cut_unit"),
        ("本件は令和６年４月１日前に出願された。", "本件は令和６年４月１日", "cut_comparator"),
    ],
)
def test_what_a_cut_leaves_out_is_flagged(source: str, quote: str, flag: str) -> None:
    """A condition, an exception, a negation, a bound just outside the quote sends it to a person."""
    assert flag in _check(source, quote).flags


@pytest.mark.parametrize(
    "source",
    [
        "Unless a fee is paid, the file is closed for good.",
        "手数料が納付された場合は、延長を認める。",
        "除特殊情况外，作品应当依法登记。",
        "The width is 3 to 5 mm in all plates made.",
    ],
)
def test_a_whole_sentence_has_no_flag(source: str) -> None:
    """What stands inside the quote is no matter for a person."""
    checked = _check(source, source)
    assert (checked.verdict, checked.flags) == (Verdict.EXACT, ())


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("この補正は新たな事項を導入するものではないので許される。", "この補正は新たな事項を導入する…いので許される。"),
        ("The mixture is free of any sugar or sweet matter.", "The mixture is ... any sugar or sweet matter."),
    ],
)
def test_an_ellipsis_over_a_part_of_an_operator_is_flagged(source: str, quote: str) -> None:
    """A negation counts as left out although one of its characters stays."""
    assert _check(source, quote).flags == ("operator_elided",)


def test_the_hinted_place_settles_which_of_two_is_meant() -> None:
    """The proposer's own quotation marks or a missing stop do not undo the place that it gives."""
    source = "All shares are kept by him.\nAll shares are kept by him."
    second = (source.rindex("All"), len(source))
    assert _check(source, "“All shares are kept by him.”").verdict is Verdict.AMBIGUOUS
    for quote in ("“All shares are kept by him.”", "All shares are kept by him"):
        checked = _check(source, quote, second)
        assert checked.verdict in FOUND
        assert checked.span is not None
        assert checked.span[0] == second[0]


def test_an_enclosed_letter_inside_a_word_is_not_that_letter() -> None:
    """Typography folds where it stands alone, not in the middle of a name."""
    assert _check("The plasmid pBH5a was cut twice.", "The plasmid pBⒽ5a was cut twice.").verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize("quote", [". . " * 100_000, "[a] " * 30_000, "lorem ipsum ... " * 3_000])
def test_a_quote_made_to_cost_time_costs_none(quote: str) -> None:
    """Thousands of ellipses or brackets are no quote: refused in seconds, not minutes."""
    began = time.process_time()
    assert _check("lorem ipsum dolor " * 20_000, quote).verdict not in FOUND
    assert time.process_time() - began < 10
