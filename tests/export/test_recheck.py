"""What a report or an export rests on is looked at again; whatever was changed is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from konkyo.errors import RefusedError
from konkyo.examples import sample_matter
from konkyo.export.recheck import Verification
from konkyo.settings import Settings
from konkyo.workbench import Workbench

Edit = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def docketed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A workspace with one docketed notice, and its report."""
    root = tmp_path_factory.mktemp("recheck")
    notice = next(entry for entry in sample_matter() if entry.name.startswith("05"))
    (root / "final.txt").write_bytes(notice.read_bytes())
    with Workbench.open(Settings(workspace=root / "workspace")) as bench:
        report = bench.docket([root / "final.txt"])
    return root, report.model_dump(mode="json")


def verified(docketed: tuple[Path, dict[str, Any]], edit: Edit | None = None) -> Verification:
    root, plain = docketed
    report = json.loads(json.dumps(plain))
    if edit is not None:
        edit(report)
    file = root / "report.json"
    file.write_text(json.dumps(report), encoding="utf-8")
    with Workbench.open(Settings(workspace=root / "workspace")) as bench:
        return bench.verify(file)


def quote(report: dict[str, Any]) -> dict[str, Any]:
    return next(item for item in report["rows"][0]["evidence"] if item["kind"] == "quote")


def computed(report: dict[str, Any]) -> dict[str, Any]:
    return next(item for item in report["rows"][0]["evidence"] if item["kind"] == "computed")


def test_an_untouched_report_stands(docketed: tuple[Path, dict[str, Any]]) -> None:
    """Every evidence item is looked at, and all of them stand."""
    found = verified(docketed)
    assert found.ok
    assert not found.signed
    assert [check.what for check in found.checks][-1] == "status"
    assert len(found.checks) == len(docketed[1]["rows"][0]["evidence"]) + 1


@pytest.mark.parametrize(
    "edit",
    [
        lambda report: quote(report).update(evidence_quote="THE PERIOD IS SET TO EXPIRE 9 MONTHS"),
        lambda report: quote(report).update(page=2),
        lambda report: quote(report).update(document_id="0" * 64),
        lambda report: computed(report)["result"].update(due="2027-01-01"),
        lambda report: computed(report)["inputs"].update(trigger_date="2026-07-12"),
        lambda report: computed(report).update(inputs={"office": "nowhere"}),
        lambda report: report["rows"][0].update(due="2027-01-01"),
        lambda report: report["rows"][0].update(nominal_due="2027-01-01"),
    ],
    ids=["quote", "page", "document", "result", "input", "no question", "due", "nominal due"],
)
def test_whatever_was_changed_is_found(docketed: tuple[Path, dict[str, Any]], edit: Edit) -> None:
    """A changed quote, page, document, input, result or shown date fails, and exactly one item is named."""
    found = verified(docketed, edit)
    assert not found.ok
    assert len([check for check in found.checks if not check.ok and check.what != "status"]) == 1


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (lambda report: quote(report).update(span=[0, 1]), "span"),
        (lambda report: quote(report).update(boxes=[[0, 0, 1, 1]]), "boxes"),
        (lambda report: quote(report).update(paragraph=None), "paragraph"),
        (lambda report: report["rows"][0].update(evidence=[], grounds={}), "status"),
    ],
    ids=["span", "boxes", "paragraph", "no evidence"],
)
def test_places_and_status_are_looked_at(docketed: tuple[Path, dict[str, Any]], edit: Edit, what: str) -> None:
    """A quote that points to another place fails, and so does a row that claims a status it has no evidence for."""
    failed = [check for check in verified(docketed, edit).checks if not check.ok]
    assert any(what in f"{check.what} {check.why}" for check in failed)


def test_other_json_is_refused(docketed: tuple[Path, dict[str, Any]]) -> None:
    """A file that is neither a report nor an export is refused, not found to be in order."""
    root, _ = docketed
    file = root / "other.json"
    file.write_text('{"rows": []}', encoding="utf-8")
    with Workbench.open(Settings(workspace=root / "workspace")) as bench, pytest.raises(RefusedError):
        bench.verify(file)
