"""Text of unknown origin is safe to look at."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from konkyo.render.visible import one_line, visible


def test_a_bidirectional_override_is_written_out() -> None:
    """A character that turns the reading order round is shown as its number, so that nobody is deceived."""
    assert visible("due \u202e2026") == "due ⟨U+202E⟩2026"


def test_zero_width_and_control_characters_are_written_out() -> None:
    """Nothing invisible stays invisible."""
    assert visible("a\u200bb\x00c\x07") == "a⟨U+200B⟩b⟨U+0000⟩c⟨U+0007⟩"


def test_japanese_text_stays_as_it_is() -> None:
    """Full-width spaces and rare kanji are ordinary text."""
    assert visible("発送日　令和８年　髙﨑𠮷") == "発送日　令和８年　髙﨑𠮷"


@given(st.text())
def test_one_line_has_no_line_end_and_no_control(text: str) -> None:
    """Whatever comes in, one line comes out, without a control character."""
    line = one_line(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in line)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"])))
def test_printable_text_is_untouched(text: str) -> None:
    """Letters, numbers, punctuation and symbols are never changed."""
    assert visible(text) == text
