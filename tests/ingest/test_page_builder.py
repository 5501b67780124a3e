"""Pages put together piece by piece: separators leave no trace where no text follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits
from konkyo.ingest.page_builder import PageBuilder
from konkyo.ingest.paragraphs import split_pages
from konkyo.records.documents import AsideKind, Page, SectionKind


def built(builder: PageBuilder) -> tuple[Page, ...]:
    """The pages."""
    return builder.build(lambda texts: split_pages(texts, every_line=True))


@given(
    st.lists(st.sampled_from(["line", "space", "cell", "row", "end_row", "hard_break", "page", "a", "b "]), max_size=40)
)
def test_text_is_kept_and_ends_are_clean(steps: list[str]) -> None:
    """Whatever is asked for, written characters stay in order, no page ends in white space, extents lie on pages."""
    builder = PageBuilder(Limits())
    for step in steps:
        if step.strip() in ("a", "b"):
            builder.open_section(SectionKind.QUOTED)
            start = builder.offset
            builder.write(step)
            builder.element(builder.reserve_element(), step, start, builder.offset, {})
            builder.close_section()
        else:
            getattr(builder, step)()
    pages = built(builder)
    written = "".join(step.strip() for step in steps if step.strip() in ("a", "b"))
    assert "".join("".join(page.text.split()) for page in pages) == written
    for page in pages:
        assert page.text == page.text.rstrip()
        assert [page.text[e.start : e.end].strip() for e in page.elements] == [e.path.strip() for e in page.elements]


def test_sections_run_over_pages() -> None:
    """A section that is open at a page's end goes on on the next."""
    builder = PageBuilder(Limits())
    builder.open_section(SectionKind.CLAIMS)
    builder.write("a")
    builder.page()
    builder.write("b")
    builder.close_section()
    builder.line()
    builder.write("c")
    first, second = built(builder)
    assert first.sections_at(0, 1) == second.sections_at(0, 1) == {SectionKind.CLAIMS}
    assert second.sections_at(2, 3) == frozenset()


def test_neighbouring_asides_of_a_kind_are_one() -> None:
    """Pieces of one deletion at one place are one aside."""
    builder = PageBuilder(Limits())
    builder.write("x")
    builder.aside(AsideKind.DELETED, "a")
    builder.aside(AsideKind.DELETED, "b")
    builder.write("y")
    builder.aside(AsideKind.DELETED, "c")
    assert [(a.text, a.at) for a in built(builder)[0].asides] == [("ab", 1), ("c", 2)]


def test_limits_hold_for_text_asides_and_pages() -> None:
    """Text, asides and attributes share one budget; pages have their own."""
    builder = PageBuilder(Limits(text_chars=10, pages=2))
    builder.write("12345")
    with pytest.raises(RefusedError) as caught:
        builder.aside(AsideKind.HIDDEN, "123456")
    assert caught.value.reason == "text-size"
    builder = PageBuilder(Limits(pages=2))
    builder.page()
    with pytest.raises(RefusedError) as caught:
        builder.page()
    assert caught.value.reason == "pages"
