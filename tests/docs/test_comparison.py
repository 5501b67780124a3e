"""The comparison with other ways of computing deadlines is what its script prints today."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

from konkyo.records.docket import DeadlineQuestion

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "comparison.md"
PEER_VERSIONS = f"python-dateutil {version('python-dateutil')}, holidays {version('holidays')}"


def printed(data: str | None) -> str:
    """What the script prints; it ends with 1 where the engine and the oracle disagree."""
    environment = {name: value for name, value in os.environ.items() if name != "KONKYO_DATA"}
    environment |= {"KONKYO_DATA": data} if data else {}
    command = [sys.executable, str(ROOT / "bench" / "deadline_peers.py")]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=environment).stdout


def sections(text: str) -> dict[str, str]:
    """The text of each section by its heading."""
    parts = text.split("\n## ")
    return {part.partition("\n")[0]: part.partition("\n")[2].strip() for part in parts}


@pytest.fixture(scope="module")
def page() -> str:
    text = PAGE.read_text(encoding="utf-8")
    if PEER_VERSIONS not in text:
        pytest.skip(f"the page was made with other versions than {PEER_VERSIONS}")
    return text


def test_the_page_is_what_the_script_prints_without_the_cases(page: str) -> None:
    """Every section made from what the repository holds stands on the page as it is, and one more, of the cases."""
    written, made = sections(page), sections(printed(None))
    assert made == {heading: text for heading, text in written.items() if heading in made}
    assert [heading for heading in written if heading not in made] == ["The 136 cases"]


def test_the_page_is_what_the_script_prints(page: str) -> None:
    """With the cases the whole page is made again, to the letter."""
    data = os.environ.get("KONKYO_DATA")
    if not data:
        pytest.skip("KONKYO_DATA is not set: the cases are not here")
    table = Path(data) / "deadlines" / "dates.csv"
    if not table.is_file() or sha256(table.read_bytes()).hexdigest()[:12] not in page:
        pytest.skip("the page was made from another table of cases than KONKYO_DATA holds")
    assert page == printed(data)


def test_the_engine_is_right_where_the_page_says_so(page: str) -> None:
    """No date of the engine differs, on the cases and on the generated questions."""
    rows = [line for line in page.splitlines() if line.startswith("| Konkyo |")]
    counts = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert [row[1:6] for row in counts] == [["120", "120", "0", "0", "0"], ["300", "300", "0", "0", "0"]]


# -- the others, as they count ---------------------------------------------------------------------------------------


@pytest.fixture
def peers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    return import_module("deadline_peer_rules")


def question(office: str, event: str, day: str, **options: object) -> DeadlineQuestion:
    return DeadlineQuestion.model_validate(
        {"office": office, "event_code": event, "trigger_date": date.fromisoformat(day)} | options
    )


@pytest.mark.parametrize(
    ("office", "event", "day", "options", "due"),
    [
        ("US", "maintenance_fee_3_5", "2021-08-31", {}, "2025-02-28"),  # INTERVAL clips at the month's end
        ("US", "oa_response", "2024-08-27", {}, "2024-11-27"),
        ("EP", "annuity", "2022-02-10", {"year_no": 3}, "2024-02-29"),  # LAST_DAY
        ("JP", "annuity", "2022-02-10", {"year_no": 4}, "2025-02-10"),  # from grant, no end of month
        ("CN", "registration_fee", "2025-11-03", {}, "2026-01-18"),  # 76 days
        ("KR", "oa_response", "2025-02-28", {}, "2025-04-28"),  # a rule of the country replaces the general one
        ("JP", "oa_response", "2025-02-28", {"right": "design"}, None),
        ("JP", "annuity", "2022-02-10", {"year_no": 3}, None),  # renewals begin with year 4
        ("EP", "appeal_grounds", "2024-05-06", {}, None),  # counted there from the appeal, not from the decision
        ("EP", "oa_response", "2024-10-31", {"period_months": 2}, None),
        ("US", "oa_response", "2024-01-31", {"extension_months": 1}, None),
    ],
)
def test_phpip(
    peers: ModuleType, office: str, event: str, day: str, options: dict[str, object], due: str | None
) -> None:
    """Event + days + months + years as MySQL adds them, end of month where the rule says so; else no date."""
    found = peers.phpip(question(office, event, day, **options)).day
    assert due == (found.isoformat() if found else None)


def test_month_adding_fails_where_the_month_has_no_such_day(peers: ModuleType) -> None:
    """The month's number is replaced, across the year's end as well; 31 November does not exist."""
    assert peers.patentbench(question("US", "oa_response", "2024-11-20")).day == date(2025, 2, 20)
    assert peers.patentbench(question("US", "oa_response", "2024-08-31")).day is None
    assert peers.patentbench(question("US", "issue_fee", "2024-11-20")).day is None


def test_the_naive_engine_rolls_past_public_holidays(peers: ModuleType) -> None:
    """Thanksgiving is passed over, a closure by order is not; the party decides the length, unknown gives no date."""
    assert peers.naive(question("US", "oa_response", "2025-08-27")).day == date(2025, 11, 28)
    assert peers.naive(question("US", "roll_only", "2025-12-26")).day == date(2025, 12, 26)
    assert peers.naive(question("JP", "oa_response", "2025-01-06", party="unknown")).day is None


def test_every_printed_label_is_remade(peers: ModuleType) -> None:
    """The cause that the page gives for the labels holds for all of them, and so was each of them copied rightly."""
    labels = import_module("patentbench_labels")
    found = labels.labels()
    assert [label for label in found if labels.remade(label) != label.printed] == []
    assert len(found) == 300
