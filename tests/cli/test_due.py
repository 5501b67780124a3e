"""``konkyo due``: one question, or a table in which a bad row spoils itself only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

TABLE = """id,office,event_code,trigger_code,trigger_date,period_months,party
good,US,oa_response,mail_date,2026-03-04,3,
no-day,US,oa_response,mail_date,2026-13-04,3,
no-office,XX,oa_response,mail_date,2026-03-04,3,
no-sense,US,oa_response,mail_date,2026-03-04,999999,
no-party,JP,oa_response,dispatch_date,2026-03-04,,martian
open,JP,oa_response,,,,resident
cells,US,oa_response,mail_date,2026-03-04,3,,,,
last,US,oa_response,mail_date,2026-03-05,3,
"""


def test_cases_go_on(konkyo: Callable[..., Any], tmp_path: Path) -> None:
    """Each row has its own outcome in the order of the table; rows after a bad one are computed."""
    file = tmp_path / "cases.csv"
    file.write_text(TABLE, encoding="utf-8")
    told = konkyo("due", "--cases", file, "--json")
    assert told.code == 1
    rows = {row["id"]: row for row in told.document["rows"]}
    assert list(rows) == [line.split(",")[0] for line in TABLE.splitlines()[1:]]
    assert {name: row["due"] for name, row in rows.items() if row["due"]} == {
        "good": "2026-06-04",
        "last": "2026-06-05",
    }
    assert rows["open"]["status"] == "pending"
    assert rows["open"]["missing"]
    refused = [name for name, row in rows.items() if row["status"] == "refused"]
    assert refused == ["no-day", "no-office", "no-sense", "no-party", "cells"]
    assert all(rows[name]["error"]["en"] and rows[name]["error"]["ja"] for name in refused)
    plain = konkyo("due", "--cases", file)
    assert plain.code == 1
    assert [line.split(":")[0] for line in plain.out.splitlines()] == list(rows)


def test_table_that_is_none(konkyo: Callable[..., Any], tmp_path: Path) -> None:
    """Without its header, or not as UTF-8, nothing can be read: exit code 2 and how to save it."""
    file = tmp_path / "cases.csv"
    for data in (b"", b"a,b\n1,2\n", "id,office,event_code\n1,日,x\n".encode("utf-16"), TABLE.encode() + b"\xe9"):
        file.write_bytes(data)
        assert konkyo("due", "--cases", file).code == 2


def test_all_good(konkyo: Callable[..., Any], tmp_path: Path) -> None:
    """Exit code 0 when every row has its date; a byte order mark is no part of the header."""
    file = tmp_path / "cases.csv"
    file.write_text("\n".join([*TABLE.splitlines()[:2], TABLE.splitlines()[-1]]), encoding="utf-8-sig")
    assert konkyo("due", "--cases", file).code == 0


def test_trigger_kind_is_said(konkyo: Callable[..., Any]) -> None:
    """Where the kind of the trigger date was not given, the kind that was taken is said, on stderr."""
    plain = konkyo("due", "--office", "US", "--event", "oa_response", "--trigger", "2026-03-04")
    assert plain.code == 0
    assert "2026-06-04" in plain.out
    assert "was taken as the mail_date" in plain.err


def test_same_as_json(konkyo: Callable[..., Any]) -> None:
    """What a person reads and what a program reads is the same date, with rule, source and steps."""
    question = ("due", "--office", "JPO", "--event", "oa_response", "--trigger", "2026-07-23", "--party", "resident")
    plain, told = konkyo(*question), konkyo(*question, "--json").document
    assert told["due"] == "2026-09-24"
    assert f"due: {told['due']} (Thu)" in plain.out
    assert told["rule"]["source"] in plain.out
    assert len(told["steps"]) > 2


def test_what_to_do_and_until_when(konkyo: Callable[..., Any]) -> None:
    """Act, person, consequence and each extension with its last day to ask, its end and its fee are told."""
    told = konkyo("due", "--office", "JP", "--event", "oa_response", "--trigger", "2023-10-31", "--party", "resident")
    assert "action: File written arguments" in told.out
    assert "who: applicant" in told.out
    assert "if missed: The examiner may refuse the application" in told.out
    before, after = [line for line in told.out.splitlines() if line.startswith("extension:")]
    assert before.endswith("request by 2024-01-04; extends to 2024-02-29; fee JPY 2,100")
    assert after.endswith("request by 2024-02-29; extends to 2024-02-29; fee JPY 51,000")
