"""From files to a signed calendar: the demonstration, and the desk that a person sits at."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pexpect
import pytest
from icalendar import Calendar

from konkyo.records.runs import DecisionKind
from konkyo.store import Store
from konkyo.store.proposals import ProposalState
from konkyo.workbench import Workbench

_TRUTH = json.loads(Path(__file__).parents[2].joinpath("examples", "matter_truth.json").read_text("utf-8"))["documents"]
_NAMES = list(dict.fromkeys(entry["file"].split("/")[0] for entry in _TRUTH))
_ROWS = [entry for entry in _TRUTH if entry["expect"] in ("deadline", "pending")]
_SILENT = [entry for entry in _TRUTH if entry not in _ROWS]
_AS_OF = "2026-09-15"


@pytest.fixture(scope="module")
def demo(prepared: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """Where a demonstration put its results, and how the command ended. The home folder is empty."""
    out, home = tmp_path_factory.mktemp("demo") / "out", tmp_path_factory.mktemp("empty-home")
    ended = prepared.run("demo", "--out", str(out), variables={"KONKYO_WORKSPACE": "", "HOME": str(home)})
    assert list(home.iterdir()) == []
    return out, ended


@pytest.fixture(scope="module")
def proposals(demo: tuple[Path, Any]) -> dict[str, Any]:
    """The report of the demonstration."""
    return dict(json.loads((demo[0] / "proposals.json").read_text("utf-8")))


def test_demo_leaves_its_results(demo: tuple[Path, Any], prepared: Any) -> None:
    """Exit code 0; the matter, a workspace, a page and a JSON file; nothing in the home folder; sound."""
    out, done = demo
    assert done.returncode == 0, done.stderr
    assert {path.name for path in out.iterdir()} == {
        *("matter", "workspace", "proposals.html", "proposals.json", "portfolio.html")
    }
    assert sorted(path.name for path in (out / "matter").iterdir()) == sorted(_NAMES)
    assert "audit trail: " in done.stdout
    assert "holds" in done.stdout
    type(prepared)(workspace=out / "workspace", home=prepared.home).sound()


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """A row in the words of the truth file."""
    trigger = {"kind": row["trigger_kind"], "date": row["trigger_date"]} if row["trigger_date"] else None
    period = {name: row["period"][name] for name in ("n", "unit")} if row["period"] else None
    names = ("office", "right", "event_code", "application_number", "drafting_date", "delivery", "matter_ref",
             "nominal_due", "due", "safe_date")  # fmt: skip
    return {name: row[name] for name in names} | {
        "trigger": trigger,
        "period": period,
        "claims_rejected": row["claims_rejected"],
        "statutes": sorted(row["statutes"]),
        "cited_documents": sorted(row["cited_documents"]),
        "other_dates": sorted((other["role"], other["date"]) for other in row["other_dates"]),
    }


@pytest.mark.parametrize("entry", _ROWS, ids=[entry["file"] for entry in _ROWS])
def test_rows_are_the_truth(proposals: dict[str, Any], entry: dict[str, Any]) -> None:
    """Each document of the matter gives one row, with every field as a practitioner wrote it down by hand."""
    rows = [row for row in proposals["rows"] if row["file"] == entry["file"]]
    assert len(rows) == 1
    wanted = facts(entry | {"trigger_kind": None, "trigger_date": None}) | {"trigger": entry["trigger"]}
    assert facts(rows[0]) == wanted
    assert rows[0]["missing"] == entry.get("missing", [])
    told = entry.get("second_sources", [])
    found = [{name: source[name] for name in ("file", "agrees", "differs")} for source in rows[0]["second_sources"]]
    assert found == told
    assert rows[0]["as_of"] == entry.get("as_of")
    disputed = any(source["differs"] for source in told)
    assert bool(rows[0]["conflicts"]) is disputed
    assert rows[0]["status"] == ("pending" if entry["expect"] == "pending" else "review" if disputed else "verified")


def test_nothing_else_is_proposed(proposals: dict[str, Any]) -> None:
    """One proposal a deadline; the offices are five."""
    assert sorted(row["file"] for row in proposals["rows"]) == sorted(entry["file"] for entry in _ROWS)
    assert {row["office"] for row in proposals["rows"]} == {"JPO", "USPTO", "EPO", "CNIPA", "PCT"}


@pytest.mark.parametrize("entry", _SILENT, ids=[entry["file"] for entry in _SILENT])
def test_what_gives_no_proposal_says_why(proposals: dict[str, Any], entry: dict[str, Any]) -> None:
    """A mail that restates a notice names the proposal that shows it; the newsletter is said to be one."""
    (file,) = (file for file in proposals["files"] if file["file"] == entry["file"])
    assert (file["outcome"], file["rows"]) == ("parsed", 0)
    assert (entry["of"] if entry["expect"] == "second_source" else "general news") in file["reason"]["en"]
    assert file["reason"]["ja"] != file["reason"]["en"]


def test_a_differing_date_is_shown_on_both_sides(proposals: dict[str, Any], demo: tuple[Path, Any]) -> None:
    """The firm's other due date stands beside the computed one on the terminal, in the report and on the page."""
    (entry,) = (entry for entry in _ROWS if any(s["differs"] for s in entry.get("second_sources", ())))
    (mail,) = (other for other in _SILENT if other.get("of") == entry["file"] and other["expect"] == "second_source")
    (row,) = (row for row in proposals["rows"] if row["file"] == entry["file"])
    (conflict,) = row["conflicts"]
    for words in (mail["file"], mail["printed_due"], entry["due"]):
        assert words in conflict["en"]
        assert words in conflict["ja"]
    assert f"conflict: {conflict['en']}" in demo[1].stdout
    assert conflict["en"] in (demo[0] / "proposals.html").read_text("utf-8")


def test_the_history_as_of_a_fixed_day(proposals: dict[str, Any], demo: tuple[Path, Any]) -> None:
    """The file history shows what is open on the day that the command states, what was answered, and the last day."""
    (entry,) = (entry for entry in _ROWS if "as_of" in entry)
    (history,) = proposals["histories"]
    standing = history["standing"]
    assert (history["complete"], standing["as_of"], entry["as_of"]) == (True, _AS_OF, _AS_OF)
    (item,) = standing["open"]
    assert [item[name] for name in ("event_code", "due", "latest")] == [
        entry[name] for name in ("event_code", "due", "latest")
    ]
    assert [(done["event_code"], done["action"]["date"]) for done in standing["answered"]] == [
        (done["event_code"], done["date"]) for done in entry["answered"]
    ]
    assert all(f"{done['by']}" in demo[1].stdout for done in entry["answered"])
    assert f"as of {_AS_OF} (fixed for the demonstration" in demo[1].stdout


def test_the_portfolio_page(demo: tuple[Path, Any]) -> None:
    """Every date of the next 90 days stands on the page, marked as a draft; nothing was approved."""
    page = (demo[0] / "portfolio.html").read_text("utf-8")
    assert _AS_OF in page
    assert "2026-12-14" in page
    due = [entry for entry in _ROWS if entry["due"] is not None]
    assert [entry["due"] for entry in due if entry["due"] not in page] == []
    ahead = sum(entry["due"] >= _AS_OF for entry in due)
    assert f"{ahead} due, {len(due) - ahead} overdue, 1 to be answered, 0 approved" in demo[1].stdout
    assert "verified draft" in page
    with Store.open(demo[0] / "workspace") as store:
        assert {proposal.state for proposal in store.proposals.list()} == {ProposalState.INBOX}


def test_demo_says_the_same_everywhere(demo: tuple[Path, Any], prepared: Any, tmp_path: Path) -> None:
    """In another folder, on another clock's day or in another zone: the same pages, byte for byte."""
    out, _ = demo
    done = prepared.run("demo", "--out", str(tmp_path / "again"), variables={"TZ": "Pacific/Kiritimati"})
    assert done.returncode == 0, done.stderr
    again = (tmp_path / "again" / "portfolio.html").read_bytes()
    assert again == (out / "portfolio.html").read_bytes()
    first, second = (json.loads((place / "proposals.json").read_text("utf-8")) for place in (out, tmp_path / "again"))
    assert first["rows"] == second["rows"]


@pytest.mark.parametrize("entry", _ROWS, ids=[entry["file"] for entry in _ROWS])
def test_every_stated_field_has_its_quote(proposals: dict[str, Any], entry: dict[str, Any]) -> None:
    """Each field that was read off the document points at evidence, and no evidence of a row is unfound."""
    (row,) = (row for row in proposals["rows"] if row["file"] == entry["file"])
    for field in ("office", "application_number", "trigger_date", "claims_rejected", "statutes", "cited_documents"):
        assert not row[field] or row["grounds"][field], field
    quotes = [item for item in row["evidence"] if item["kind"] == "quote"]
    assert quotes
    assert {item["verdict"] for item in quotes} <= {"exact", "normalised", "elided"}


def test_hidden_text_decides_nothing(proposals: dict[str, Any], demo: tuple[Path, Any]) -> None:
    """What the hostile file hides is in no row: neither its false date nor its instruction."""
    (entry,) = (entry for entry in _TRUTH if entry["expect"] == "pending")
    rows = json.dumps(proposals["rows"], ensure_ascii=False)
    assert [words for words in entry["hidden"] if words.lower() in rows.lower()] == []
    (file,) = (file for file in proposals["files"] if file["file"] == entry["file"])
    assert file["flags"], "that something is hidden is not said"


def test_demo_again_changes_nothing(demo: tuple[Path, Any], prepared: Any) -> None:
    """A second demonstration in the same folder finds the same, and adds no document, proposal or version."""
    out, _ = demo
    program = type(prepared)(workspace=out / "workspace", home=prepared.home)

    def state() -> tuple[Any, ...]:
        with Store.open(program.workspace) as store:
            rows = [(p.row_id, p.content_hash, p.current.version, p.state) for p in store.proposals.list()]
            documents = [document.document_id for document in store.documents.list()]
        kept = Counter(kind for kind in program.trail() if kind.startswith(("document", "proposal", "decision")))
        files = {path.name: path.read_bytes() for path in (out / "matter").iterdir()}
        return rows, documents, kept, files, sorted(path.name for path in out.iterdir())

    before = state()
    assert program.run("demo", "--out", str(out)).returncode == 0
    assert state() == before
    program.sound()


def test_desk(desk: Any, row: str, tmp_path: Path) -> None:
    """Look, sign, write to all five formats, check: the same due date everywhere, and every check stands."""
    shown = desk.done("inbox", row)["row"]
    printed, code, _ = desk.sign("approve", row)
    assert code == 0, printed
    assert shown["due"] in printed
    due = shown["due"]
    written = {}
    for ending in ("ics", "csv", "xlsx", "json", "pdf"):
        file = tmp_path / f"due.{ending}"
        report = desk.done("export", row, "--to", str(file))
        assert (report["rows"], report["size"], report["not_approved"]) == (1, file.stat().st_size, 0)
        written[ending] = file.read_bytes()
    (todo,) = Calendar.from_ical(written["ics"]).walk("VTODO")
    assert todo.decoded("due").isoformat().startswith(due)
    assert any(due in cell for line in csv.reader(io.StringIO(written["csv"].decode("utf-8-sig"))) for cell in line)
    book = openpyxl.load_workbook(io.BytesIO(written["xlsx"]))
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert any(due in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith("=")]
    assert written["pdf"].startswith(b"%PDF-")
    checked = desk.done("verify", str(tmp_path / "due.json"))
    assert checked["ok"]
    assert len(checked["checks"]) > 5
    assert desk.trail("export.") == ["export.started", "export.written"] * 5
    desk.sound()


def changed(data: bytes, pattern: bytes) -> bytes:
    """The file with one byte changed: the last of the first place that the pattern matches, a digit or hex digit."""
    place = re.search(pattern, data)
    assert place is not None
    at = place.end() - 1
    other = b"1" if data[at : at + 1] != b"1" else b"2"
    return data[:at] + other + data[at + 1 :]


def test_tampered_export(desk: Any, tmp_path: Path) -> None:
    """One byte of the exported file changed: verify ends with 1 and names the row and what does not stand."""
    row = desk.row_of("06-us-restriction.html")
    assert desk.sign("approve", row)[1] == 0
    file = tmp_path / "due.json"
    desk.done("export", row, "--to", str(file))
    whole = file.read_bytes()
    for pattern, what in (
        (rb'"due":\s*"2026-07-0\d', "content"),
        (rb'"signature":\s*"[0-9a-f]{64}', "signature"),
        (rb'"evidence_quote":\s*"[^"]*?\d(?=[^"]*")', "evidence"),
        (rb'"decided_at":\s*"20\d', "signature"),
    ):
        file.write_bytes(changed(whole, pattern))
        done = desk.run("verify", str(file))
        assert done.returncode == 1, (what, done.stderr)
        failed = [line for line in done.stdout.splitlines() if line.startswith(row)]
        assert any(what in line for line in failed), done.stdout
    file.write_bytes(whole)
    assert desk.run("verify", str(file)).returncode == 0


def test_changed_original(desk: Any, row: str, tmp_path: Path) -> None:
    """A kept original that was changed behind the program's back is not taken for the one that was quoted."""
    assert desk.sign("approve", row)[1] == 0
    desk.done("export", row, "--to", str(tmp_path / "due.json"))
    with Workbench.open(desk.workspace) as bench:
        digest = bench.show(row).row.document_id
    original = desk.workspace / "blobs" / digest[:2] / digest[2:]
    original.chmod(0o600)
    original.write_bytes(original.read_bytes().replace(b"2", b"3", 1))
    done = desk.run("verify", str(tmp_path / "due.json"))
    assert done.returncode in (1, 3)
    assert "internal error" not in done.stderr


def test_export_of_what_nobody_approved(desk: Any, row: str, tmp_path: Path) -> None:
    """Refused with exit code 2 and the way on; no file appears. ``all`` says how many were left out."""
    for ending in ("ics", "csv", "xlsx", "json", "pdf"):
        done = desk.run("export", row, "--to", str(tmp_path / f"due.{ending}"))
        assert done.returncode == 2
        assert "not approved" in done.stderr
        assert f"konkyo approve {row}" in done.stderr
    assert list(tmp_path.glob("due.*")) == []
    assert desk.sign("approve", row)[1] == 0
    report = desk.run("export", "all", "--to", str(tmp_path / "due.json"), "--json")
    assert report.returncode == 1
    assert (json.loads(report.stdout)["rows"], json.loads(report.stdout)["not_approved"]) == (1, 2)


def test_amend(desk: Any, tmp_path: Path) -> None:
    """A pending row gets its date from a person: the due date is computed from it, shown, signed, and exported.

    The period of an appeal against a decision of rejection is three months from service (Patent Act 121(1)): served
    on 10 June 2026, it ends on 10 September 2026, a Thursday.
    """
    pending = desk.row_of("08-hostile-decision.docx")
    assert desk.run("export", pending, "--to", str(tmp_path / "due.ics")).returncode == 2
    given = ("--set", "trigger_date=2026-06-10", "--set", "party=resident", "--reason", "read on the delivered copy")
    printed, code, _ = desk.sign("amend", pending, *given)
    assert code == 0, printed
    assert "2026-09-10" in printed
    (decision,) = desk.decisions()
    assert (decision.body.kind, decision.body.reason) == (DecisionKind.AMEND, "read on the delivered copy")
    desk.done("export", pending, "--to", str(tmp_path / "due.json"))
    (content,) = json.loads((tmp_path / "due.json").read_text("utf-8"))["rows"]
    assert (content["due"], content["trigger_date"], content["missing"]) == ("2026-09-10", "2026-06-10", [])
    assert {"trigger_date", "due"} <= set(content["amended"])
    assert desk.run("verify", str(tmp_path / "due.json")).returncode == 0
    desk.sound()


def test_pending_row_cannot_be_approved(desk: Any) -> None:
    """A row that lacks what its due date rests on is not approved, whoever signs."""
    pending = desk.row_of("08-hostile-decision.docx")
    printed, code, _ = desk.sign("approve", pending)
    assert code == 2
    assert "cannot be approved" in printed
    assert desk.decisions() == []


def test_reject_and_withdraw(desk: Any, row: str, tmp_path: Path) -> None:
    """Rejected with a reason it leaves the inbox; withdrawn it is back; an approval withdrawn exports nothing."""
    assert desk.run("reject", row).returncode == 2, "a reason is required"
    printed, code, _ = desk.sign("reject", row, "--reason", "the file was closed")
    assert code == 0, printed
    assert row not in [shown["row"]["row_id"] for shown in desk.done("inbox")]
    assert desk.run("export", row, "--to", str(tmp_path / "due.ics")).returncode == 2
    assert desk.sign("withdraw", row, "--reason", "it was another file")[1] == 0
    assert row in [shown["row"]["row_id"] for shown in desk.done("inbox")]
    assert desk.sign("approve", row)[1] == 0
    assert desk.sign("withdraw", row, "--reason", "looked again")[1] == 0
    assert desk.run("export", row, "--to", str(tmp_path / "due.ics")).returncode == 2
    assert not (tmp_path / "due.ics").exists()
    kinds = [decision.body.kind for decision in desk.decisions()]
    assert kinds == [DecisionKind.REJECT, DecisionKind.WITHDRAW, DecisionKind.APPROVE, DecisionKind.WITHDRAW]
    with Store.open(desk.workspace) as store:
        assert store.proposals.get(row).state is ProposalState.INBOX
    desk.sound()


def test_interrupted_at_the_question(desk: Any, row: str) -> None:
    """Control-C at the question for the passphrase signs nothing, and says that nothing was lost."""
    child = desk.at_terminal("approve", row)
    child.expect("Passphrase of .*: ")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, "interrupted" in str(child.before)) == (130, True)
    assert desk.decisions() == []


def test_home_that_is_not_there(prepared: Any, matter: Callable[..., Path], tmp_path: Path) -> None:
    """A service account without a home folder can work: everything lies in the workspace."""
    program = type(prepared)(workspace=tmp_path / "w", home=tmp_path / "no-such-home")
    assert program.run("docket", str(matter(tmp_path / "matter", "02"))).returncode == 0
    assert not (tmp_path / "no-such-home").exists()
    program.sound()
