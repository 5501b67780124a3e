"""From a notice to one calendar for each person, at a real store with real signatures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from konkyo.errors import ApprovalError, UsageError
from konkyo.people.directory import add_first_person, unlock_person
from konkyo.people.keys import Cost
from konkyo.people.passphrase import Passphrase
from konkyo.records.portfolio import CalendarSet, PortfolioReport, Standing
from konkyo.records.register import Completion, Matter
from konkyo.store.people import Person
from konkyo.workbench import Signer, Workbench
from konkyo.workflows.rights import RightFacts

TODAY = date(2026, 9, 1)


@pytest.fixture
def person(bench: Workbench) -> tuple[Person, Signer]:
    """A person who can sign."""
    phrase = "correct horse battery"
    made = add_first_person(bench.store, "山田 花子", Passphrase(phrase), cost=Cost(n=2**4))
    return made, unlock_person(made, Passphrase(phrase)).sign


@pytest.fixture
def rows(bench: Workbench, tmp_path: Path, sample: Callable[[str], bytes]) -> list[str]:
    """Two docketed notices, due 2026-09-14 (US) and 2026-09-24 (JP): one in a matter, one in none; and a fee."""
    place = tmp_path / "in"
    place.mkdir()
    (place / "final.txt").write_bytes(sample("05"))
    (place / "refusal.pdf").write_bytes(sample("01"))
    bench.store.matters.add(Matter(matter_id="M1", responsible="Ōsumi 花子"), by="x")
    bench.docket([place / "final.txt"], matter="M1")
    bench.docket([place / "refusal.pdf"])
    typed = {"registration_number": "特許第7123456号", "registration_date": "2021-10-12", "paid_through": "5"}
    bench.matters.record_right("M1", RightFacts("JPO", "patent", "x", typed, {}))
    return [item.item_id for item in shown(bench).dated]


def shown(bench: Workbench) -> PortfolioReport:
    return bench.portfolio(as_of=TODAY)


def approve(bench: Workbench, row_id: str, person: tuple[Person, Signer]) -> None:
    found = bench.show(row_id)
    bench.approve(found, *person, acknowledged=found.flags)


def calendars(bench: Workbench, folder: Path, **how: bool) -> CalendarSet:
    folder.mkdir(exist_ok=True)
    return bench.matters.calendars(shown(bench), folder, **how)


def test_only_signed_rows_leave(
    bench: Workbench, rows: list[str], person: tuple[Person, Signer], tmp_path: Path
) -> None:
    """Nothing signed: no file. One row signed: one file of its responsible person with that row, the rest counted."""
    assert [(one.file, one.rows) for one in calendars(bench, tmp_path / "ics").calendars] == [(None, 0), (None, 0)]
    assert not list((tmp_path / "ics").iterdir())
    approve(bench, rows[0], person)
    assert next(item for item in shown(bench).dated if item.item_id == rows[0]).signed_by == "山田 花子"
    mine, nobodys = calendars(bench, tmp_path / "ics").calendars
    assert (mine.person, mine.rows, dict(mine.left_out)) == ("Ōsumi 花子", 1, {"not_proposed": 1})
    assert (nobodys.person, nobodys.file, dict(nobodys.left_out)) == (None, None, {"not_approved": 1})
    (file,) = (tmp_path / "ics").iterdir()
    assert file.name.startswith("osumi-")
    entries = list(Calendar.from_ical(file.read_bytes()).walk("VTODO"))
    assert [str(entry["X-KONKYO-ROW-ID"]) for entry in entries] == [rows[0]]


def test_unassigned_matters_have_a_file(
    bench: Workbench, rows: list[str], person: tuple[Person, Signer], tmp_path: Path
) -> None:
    """A signed row of no matter goes into unassigned.ics; an existing file stays unless it may be overwritten."""
    approve(bench, rows[1], person)
    calendars(bench, tmp_path / "ics")
    assert [file.name for file in (tmp_path / "ics").iterdir()] == ["unassigned.ics"]
    with pytest.raises(UsageError):
        calendars(bench, tmp_path / "ics")
    assert calendars(bench, tmp_path / "ics", overwrite=True).calendars[1].rows == 1


def test_done_is_signed_and_leaves_the_view(bench: Workbench, rows: list[str], person: tuple[Person, Signer]) -> None:
    """A draft cannot be done; an approved row can, by a signature; decided anew it is open again."""
    with pytest.raises(ApprovalError):
        bench.matters.complete(rows[0], *person, done_on=TODAY, reason="filed")
    approve(bench, rows[0], person)
    with pytest.raises(UsageError):
        bench.matters.complete(rows[0], *person, done_on=TODAY, reason=" ")
    bench.matters.complete(rows[0], *person, done_on=TODAY, reason="response filed")
    assert rows[0] not in {item.item_id for item in shown(bench).items}
    assert {entry.reason.value for entry in shown(bench).left_out} >= {"done"}
    bench.withdraw(bench.show(rows[0]), *person, reason="again")
    approve(bench, rows[0], person)
    assert rows[0] in {item.item_id for item in shown(bench).items}


def test_forged_completion_hides_nothing(bench: Workbench, rows: list[str], person: tuple[Person, Signer]) -> None:
    """A completion that another hand altered does not take a deadline out of sight; a wrong key records none."""
    approve(bench, rows[0], person)
    made, _ = person
    with pytest.raises(ApprovalError):
        bench.matters.complete(rows[0], made, lambda data: bytes(64), done_on=TODAY, reason="x")
    assert not bench.store.matters.all().completions
    real = bench.matters.complete(rows[0], *person, done_on=TODAY, reason="filed")
    forged = Completion(body=real.body.model_copy(update={"reason": "other"}), signature=real.signature)
    bench.store.matters.complete(forged, matter="M1", actor=made.actor)
    assert rows[0] in {item.item_id for item in shown(bench).items}


def test_typed_fee_is_approved_by_acknowledging_it(
    bench: Workbench, rows: list[str], person: tuple[Person, Signer], tmp_path: Path
) -> None:
    """A fee that rests on typed facts leaves only after a person acknowledged each of them by name."""
    (row,) = bench.matters.propose_fees("M1", as_of=TODAY).rows
    found = bench.show(row.row_id)
    with pytest.raises(ApprovalError, match="acknowledged"):
        bench.approve(found, *person, acknowledged=())
    bench.approve(found, *person, acknowledged=found.flags)
    signed = next(item for item in shown(bench).dated if item.item_id == row.row_id)
    assert (signed.standing, signed.given != ()) == (Standing.SIGNED, True)
    assert calendars(bench, tmp_path / "ics").calendars[0].rows == 1
    exported = tmp_path / "row.json"
    bench.export(bench.approved(row.row_id)[0], exported)
    assert bench.verify(exported).ok


@pytest.mark.parametrize("suffix", [".html", ".xlsx", ".csv", ".json", ".pdf"])
def test_files_are_written_alike_twice(bench: Workbench, rows: list[str], tmp_path: Path, suffix: str) -> None:
    """Each format is written; the same report gives the same bytes, and the writing is in the audit trail."""
    report = shown(bench)
    one = bench.matters.write(report, tmp_path / f"a{suffix}", language="ja")
    other = bench.matters.write(report, tmp_path / f"b{suffix}", language="ja")
    assert (one.sha256, one.rows) == (other.sha256, 3)
    assert bench.verify_audit().ok
