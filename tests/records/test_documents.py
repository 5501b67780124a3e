"""Documents: offsets lie on their page, boxes survive packing, lines are tight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from konkyo.records.documents import Box, CharBoxes, Document, Origin, Outcome, Page, Paragraph, Section, SectionKind

# float32 keeps whole and half points exactly, as far as pages go
numbers = st.integers(0, 4000).map(lambda n: n / 2)
boxes = st.one_of(st.none(), st.tuples(numbers, numbers, numbers, numbers))


@given(st.lists(boxes, max_size=50))
def test_boxes_survive_packing_and_json(given_boxes: list[Box | None]) -> None:
    """What is packed for each character comes back the same, also through JSON."""
    packed = CharBoxes.of(given_boxes)
    again = CharBoxes.model_validate_json(packed.model_dump_json())
    assert len(again) == len(given_boxes)
    assert [again.box(index) for index in range(len(again))] == given_boxes


def row_of(characters: int, *, top: float, left: float = 0.0, size: float = 10.0) -> list[Box | None]:
    return [(left + size * n, top, left + size * (n + 1), top + size) for n in range(characters)]


def test_one_box_for_each_line() -> None:
    """Characters of one line are joined, the next line starts a new box, and a break without a place joins nothing."""
    packed = CharBoxes.of([*row_of(3, top=0.0), None, *row_of(2, top=15.0)])
    assert packed.lines(0, 6) == ((0.0, 0.0, 30.0, 10.0), (0.0, 15.0, 20.0, 25.0))
    assert packed.lines(1, 3) == ((10.0, 0.0, 30.0, 10.0),)
    assert packed.lines(3, 4) == ()


@given(st.integers(1, 6), st.integers(1, 12))
def test_line_boxes_cover_their_characters_and_no_more(lines: int, characters: int) -> None:
    """Each line's box is exactly the union of the boxes of its characters."""
    packed = CharBoxes.of([box for n in range(lines) for box in row_of(characters, top=20.0 * n)])
    assert packed.lines(0, lines * characters) == tuple(
        (0.0, 20.0 * n, 10.0 * characters, 20.0 * n + 10.0) for n in range(lines)
    )


def test_columns_are_not_joined_across_the_gap() -> None:
    """Two columns at the same height stay two boxes: a highlight never covers what stands between them."""
    packed = CharBoxes.of([*row_of(2, top=0.0), *row_of(2, top=0.0, left=200.0)])
    assert packed.lines(0, 4) == ((0.0, 0.0, 20.0, 10.0), (200.0, 0.0, 220.0, 10.0))


@pytest.mark.parametrize(("start", "end"), [(0, 6), (-1, 2), (3, 2)])
def test_offsets_outside_the_page_are_refused(start: int, end: int) -> None:
    """A paragraph or section that does not lie on its page cannot be built."""
    with pytest.raises(ValidationError):
        Page(number=1, text="12345", paragraphs=(Paragraph(number="1", start=start, end=end),))
    with pytest.raises(ValidationError):
        Page(number=1, text="12345", sections=(Section(kind=SectionKind.CLAIMS, start=start, end=end),))


def test_boxes_must_be_one_for_each_character() -> None:
    """A page whose boxes do not count its characters would point to the wrong place, so it is refused."""
    with pytest.raises(ValidationError):
        Page(number=1, text="abc", boxes=CharBoxes.of(row_of(2, top=0.0)))


def test_places_on_a_page() -> None:
    """A character's paragraph and the sections a stretch touches are found by half-open intervals."""
    page = Page(
        number=1,
        text="abcdef",
        paragraphs=(Paragraph(number="0001", start=0, end=2, counted=False), Paragraph(number="2", start=3, end=6)),
        sections=(Section(kind=SectionKind.ABSTRACT, start=0, end=3),),
    )
    assert [(found.number if (found := page.paragraph_at(n)) else None) for n in (0, 1, 2, 3, 5)] == [
        "0001",
        "0001",
        None,
        "2",
        "2",
    ]
    assert page.sections_at(2, 4) == {SectionKind.ABSTRACT}
    assert page.sections_at(3, 4) == frozenset()
    assert page.boxes_of(0, 3) == ()


def test_a_document_names_its_unreadable_pages() -> None:
    """Pages are found by number, and those without text are named."""
    pages = (Page(number=1, text="x"), Page(number=2, text="", origin=Origin.NONE))
    document = Document(
        document_id="0" * 64, name="a.pdf", media_type="application/pdf", size=1, outcome=Outcome.FLAGGED, pages=pages
    )
    assert document.unreadable_pages == (2,)
    assert document.page(2) is pages[1]
    assert document.page(0) is None
    assert document.page(3) is None
