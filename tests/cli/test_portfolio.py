"""``konkyo docket --portfolio`` and ``konkyo matters`` as a person calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from konkyo.records.portfolio import PortfolioReport

Call = Callable[..., Any]
BY = ("--by", "Suzuki")


@pytest.fixture
def filled(konkyo: Call, workspace: Path) -> Path:
    """The workspace with a matter, a right whose fee is due 2026-10-13, and a matter that nobody has."""
    for arguments in (
        ("add", "M1", "--title", "Cells", "--responsible", "Hanako", *BY),
        ("add", "M2", *BY),
        ("rights", "M1", "--office", "JPO", "--set", "registration_number=特許第7123456号",
         "--set", "registration_date=2021-10-12", "--set", "paid_through=5", *BY),
    ):  # fmt: skip
        assert konkyo("--workspace", workspace, "matters", *arguments).code == 0
    return workspace


def portfolio(konkyo: Call, workspace: Path, *more: object) -> Any:
    return konkyo("--workspace", workspace, "docket", "--portfolio", "--as-of", "2026-09-01", *more)


def test_json_is_the_report(konkyo: Call, filled: Path) -> None:
    """--json prints the report by its schema; the fee of the register is in it with the id to propose."""
    document = portfolio(konkyo, filled, "--json").document
    report = PortfolioReport.model_validate(document)
    assert [item.event_code for item in report.dated] == ["annuity"]
    assert {item.standing.value for item in report.items} >= {"review", "pending"}
    assert set(document) == set(konkyo("schema", "portfolio").document["properties"])


def test_terminal_says_sign_and_word(konkyo: Call, filled: Path) -> None:
    """The terminal names each standing by sign and word, overdue first, open questions with what is asked."""
    out = portfolio(konkyo, filled).out
    assert out.index("Overdue") < out.index("M1 Cells") < out.index("Needs an answer")
    assert "▲ needs review" in out
    assert "What is the date of service of the copy?" in out
    assert "responsible: Hanako" in out


def test_japanese(konkyo: Call, filled: Path) -> None:
    """--lang ja speaks Japanese for this one output."""
    assert "回答がないと日付を決められないもの" in portfolio(konkyo, filled, "--lang", "ja").out


def test_file_and_no_overwriting(konkyo: Call, filled: Path, tmp_path: Path) -> None:
    """--to writes the page once; a second time needs --overwrite."""
    page = tmp_path / "p.html"
    assert portfolio(konkyo, filled, "--to", page).code == 1
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert portfolio(konkyo, filled, "--to", page).code == 2
    assert portfolio(konkyo, filled, "--to", page, "--overwrite", "--json").document["written"]["file"]["rows"] > 0


def test_calendars_say_what_they_lack(konkyo: Call, filled: Path, tmp_path: Path) -> None:
    """--ics without anything approved writes no file and says for each person what was left out and why."""
    (tmp_path / "ics").mkdir()
    out = portfolio(konkyo, filled, "--ics", tmp_path / "ics").out
    assert "Hanako: nothing approved, no file" in out
    assert "left out: 1 fees not proposed yet" in out
    assert not list((tmp_path / "ics").iterdir())


def test_propose_shows_the_row(konkyo: Call, filled: Path) -> None:
    """A proposed fee lies in the inbox with who typed what; the portfolio then shows it once."""
    told = konkyo("--workspace", filled, "matters", "propose", "M1", "--as-of", "2026-09-01", "--json").document
    (row,) = told["rows"]
    shown = konkyo("--workspace", filled, "inbox", row["row_id"]).out
    assert "Suzuki" in shown
    items = portfolio(konkyo, filled, "--json").document["dated"]
    assert [item["item_id"] for item in items] == [row["row_id"]]


def test_assign_and_list(konkyo: Call, filled: Path) -> None:
    """A matter's people can be changed and taken away; the list names people, rights and who typed a fact."""
    konkyo("--workspace", filled, "matters", "assign", "M2", "--responsible", "Jiro", *BY)
    konkyo("--workspace", filled, "matters", "assign", "M1", "--responsible", "", *BY)
    listed = konkyo("--workspace", filled, "matters", "list", "--json").document
    assert {one["matter_id"]: one["responsible"] for one in listed["matters"]} == {"M1": None, "M2": "Jiro"}
    assert "typed by Suzuki" in konkyo("--workspace", filled, "matters", "rights", "M1").out


def test_empty_workspace(konkyo: Call, tmp_path: Path) -> None:
    """A workspace that holds nothing says so and what to do; nothing is left open, so the code is 0."""
    assert konkyo("--workspace", tmp_path / "empty", "init").code == 0
    found = portfolio(konkyo, tmp_path / "empty")
    assert (found.code, "holds nothing yet" in found.out) == (0, True)
    assert json.loads(portfolio(konkyo, tmp_path / "empty", "--json").out)["rows"] == 0
