"""Documentation that is written from the engine's data equals that data."""

from __future__ import annotations

from pathlib import Path

import pytest

from konkyo.practice.deadlines import rule_book
from konkyo.practice.deadlines.pages import closures_table, rules_table, vocabulary_page

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_page_of_codes_agrees_with_the_data() -> None:
    """docs/vocabulary.md is pages.vocabulary_page(), to the character."""
    assert vocabulary_page() == (DOCS / "vocabulary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "table"), [("rules", rules_table()), ("closures", closures_table())])
def test_the_tables_of_the_users_page_agree_with_the_data(name: str, table: str) -> None:
    """Between the markers of docs/deadlines.md stands what the data says."""
    page = (DOCS / "deadlines.md").read_text(encoding="utf-8")
    _, _, rest = page.partition(f"<!-- {name}: written from the data -->\n\n")
    written, _, _ = rest.partition(f"\n<!-- end of {name} -->")
    assert table == written


def test_every_rule_stands_in_both_pages() -> None:
    """No event is left out of the codes or of the table of rules."""
    for rule in rule_book().rules:
        assert f"| {rule.office} | `{rule.event_code}` |" in vocabulary_page()
        assert f"| `{rule.event_code}` | {rule.title.en} |" in rules_table()
