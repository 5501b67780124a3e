"""Finding a quote in a text: whole, elided, bracketed, in variant characters, misread."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.evidence.locate import Searchable, locate, runs_over, stands_in
from konkyo.records.documents import Origin
from konkyo.records.evidence import Verdict

PAGE = (
    "The licensee shall not disclose the confidential information to any third party without the written consent of "
    "the licensor. The royalty is 12.5 % of the net sales, well-known marks excluded, and is payable within 30 days."
)
PAGE_JA = (
    "出願人は、この通知を受けた日から六十日以内に、意見書を提出することができる。ただし、\n"
    "期間の延長を請求した場合は、この限りでない。"
)


def _found(page: str, quote: str, origin: Origin = Origin.NATIVE) -> tuple[Verdict, tuple[str, ...]]:
    located = locate(Searchable(page, origin=origin), quote)
    return located.verdict, located.flags


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        (PAGE, "royalty is 12.5 % of the net sales"),
        (PAGE.replace("confidential", "confi-\ndential"), "the confidential information"),
        (PAGE.replace("well-known", "well-\nknown"), "well-known marks"),
        (PAGE, "the confi-\ndential information"),
        (PAGE_JA, "意見書を 提出する\nことができる。"),
        (PAGE_JA, "ただし、期間の延長を請求した場合"),
        ("国際出願番号 ＰＣＴ／ＪＰ２０２０／００１２３４ である", "PCT/JP2020/001234"),
        (PAGE, "“The royalty is 12.5 % of the net sales”"),
    ],
)
def test_typography_does_not_hide_a_quote(page: str, quote: str) -> None:
    """Line breaks, hyphenation, widths and the proposer's own quotation marks are no difference."""
    assert _found(page, quote) == (Verdict.NORMALISED, ())


@pytest.mark.parametrize(
    "quote",
    [
        "royalty is 12.6 % of the net sales",
        "royalty is 125 % of the net sales",
        "licensee shall disclose the confidential information",
        "licensor shall not disclose the confidential information",
        "The Royalty is 12.5 % of the net sales",
        "well known marks excluded",
        "wellknown marks excluded",
        "The rоyalty is 12.5 % of the net sales",  # Cyrillic о
        "The licensee shall not disclose The royalty is 12.5 %",
    ],
)
def test_other_words_are_not_found(quote: str) -> None:
    """A changed figure, negation, party, case, hyphen, script or a splice is not the quote."""
    assert _found(PAGE, quote)[0] is Verdict.NOT_FOUND


def test_a_hyphen_at_a_line_end_frees_only_itself() -> None:
    """re-cover broken after re- may be read as recover; the unbroken re-sign may not be read as resign."""
    hay = Searchable("He may re-\ncover the debt and re-sign the lease before the end of the year.")
    assert locate(hay, "may recover the debt and re-sign the lease").verdict is Verdict.NORMALISED
    assert locate(hay, "may re-cover the debt and re-sign the lease").verdict is Verdict.NORMALISED
    assert locate(hay, "may recover the debt and resign the lease").verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize("mark", [" … ", " ... ", " [...] ", " […] ", " . . . "])
def test_a_legal_ellipsis_is_found(mark: str) -> None:
    """Pieces in order in one sentence are an elided quote."""
    quote = f"The licensee shall not disclose{mark}to any third party"
    assert _found(PAGE, quote) == (Verdict.ELIDED, ())


@pytest.mark.parametrize("mark", ["［中略］", "（略）", "……", "(中略)"])
def test_japanese_ellipses_are_found(mark: str) -> None:
    """Japanese marks of omission count too."""
    assert _found(PAGE_JA, f"出願人は、{mark}意見書を提出することができる")[0] is Verdict.ELIDED


def test_an_ellipsis_may_not_swallow_what_decides() -> None:
    """A negation or exception in the omitted words goes to a person."""
    assert _found(PAGE, "The licensee shall … disclose the confidential information") == (
        Verdict.ELIDED,
        ("operator_elided",),
    )


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        (PAGE, "to any third party … The licensee shall not disclose"),
        (PAGE, "The … any … consent of the licensor"),
        (PAGE + " x" * 300 + " and the agreement ends there.", "royalty is 12.5 % … and the agreement ends there"),
        (PAGE + "\n\nThe other clause follows here.", "royalty is 12.5 % … The other clause follows"),
    ],
)
def test_an_ellipsis_has_an_order_and_limits(page: str, quote: str) -> None:
    """Pieces out of order, too short, more than 400 characters or a paragraph apart are not a quote."""
    assert _found(page, quote)[0] is Verdict.NOT_FOUND


def test_a_sentence_that_a_reader_parted_is_one() -> None:
    """An ellipsis may run over counted paragraphs within one sentence, not into the next sentence's paragraph."""
    page = (
        "The supplier guarantees to purchase\na minimum of units in\n"
        "the first year. The second clause\nbegins a new rule here."
    )
    cuts = [0, *(i + 1 for i, c in enumerate(page) if c == "\n"), len(page) + 1]
    lines = tuple((a, b - 1) for a, b in pairwise(cuts))
    hay = Searchable(page, paragraphs=lines)
    assert locate(hay, "The supplier guarantees … in the first year").verdict is Verdict.ELIDED
    assert locate(hay, "The supplier guarantees … begins a new rule").verdict is Verdict.NOT_FOUND


def test_repeated_text_does_not_permit_another_order() -> None:
    """Where the page says A B A, B … A is not decided."""
    first, second = "the buyer shall pay the price", "the seller shall deliver the goods"
    page = f"On signing {first} and then {second}. After that {first} again."
    assert _found(page, f"{second} … {first}") == (Verdict.AMBIGUOUS, ("repeated_piece",))
    assert _found(page, f"On signing {first} … {second}")[0] is Verdict.ELIDED


def test_editorial_brackets_go_to_a_person() -> None:
    """[the], [T]he and a bracket for a few words are found and flagged; a bracketed figure is not editorial."""
    assert _found(PAGE, "[t]he royalty is 12.5 % of the net sales")[1] == ("editorial",)
    assert _found(PAGE, "shall not disclose [the] confidential information")[1] == ("editorial",)
    assert _found(PAGE, "The licensee shall not disclose [it] to any third party")[1] == ("editorial",)
    assert _found(PAGE, "The royalty is [13.5] % of the net sales, well-known marks")[0] is Verdict.NOT_FOUND


def test_variant_characters_go_to_a_person() -> None:
    """Old kanji of the same words are found and flagged."""
    assert _found("国際発明の実施権について会議を開く", "國際發明の實施權について會議を開く")[1] == (
        "variant_characters",
    )


def test_misread_pages_give_an_approximate_match() -> None:
    """A few misread letters on an OCR page are an approximate match, on a native page nothing."""
    misread = PAGE.replace("disclose", "disc1ose").replace("consent", "consemt")
    quote = (
        "The licensee shall not disclose the confidential information to any third party without the written consent"
    )
    assert _found(misread, quote, Origin.OCR)[0] is Verdict.OCR_APPROX
    assert _found(misread, quote)[0] is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("old", "new"),
    [("12.5", "12.6"), ("not", "now"), ("licensee", "licensor"), ("any", "my"), ("30", "80"), ("within", "after")],
)
def test_no_misreading_touches_a_protected_word(old: str, new: str) -> None:
    """Numbers, negations, parties, quantifiers and comparators must agree even on an OCR page."""
    assert _found(PAGE, PAGE.replace(old, new, 1), Origin.OCR)[0] is Verdict.NOT_FOUND


def test_a_quote_over_a_page_break_is_recognised() -> None:
    """The end of one page and the start of the next are compared as one text."""
    before, after = Searchable("It ends with the first half"), Searchable("of a sentence that goes on.")
    assert runs_over(before, after, "the first half of a sentence")
    assert not stands_in(before, "the first half of a sentence")


@given(st.data())
def test_every_stretch_of_whole_words_is_found_where_it_stands(data: st.DataObject) -> None:
    """Identity: any run of words of a page is found, and found at its own place."""
    words = [0, *(i + 1 for i, c in enumerate(PAGE) if c == " "), len(PAGE) + 1]
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 1, len(words) - 1))
    start, end = words[first], words[last] - 1
    hay = Searchable(PAGE)
    located = locate(hay, PAGE[start:end])
    if located.matches:
        assert (start, end) in [hay.folded.source_span(m.start, m.end) for m in located.matches]
    else:
        assert located.flags == ("cut_number",) or PAGE[start:end] in ("%", "12.5")


@given(st.integers(0, len(PAGE) - 1), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_changed_character_is_never_found(at: int, other: str) -> None:
    """One changed visible character of a whole page is never accepted."""
    changed = PAGE[:at] + other + PAGE[at + 1 :]
    if changed != PAGE:
        assert locate(Searchable(PAGE), changed).verdict is Verdict.NOT_FOUND
