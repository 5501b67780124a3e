"""Four eyes as two people use them: a printed form, a second reading typed at a terminal, and what it holds back."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pexpect
import pypdfium2
import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX terminals")

PHRASE = "正しい馬 battery staple"
FIRST, SECOND = "山田 花子", "佐藤 次郎"
ASKED = (
    r"(Office|Application No\.|Registration No\.|Kind of notice|Trigger date|That date|Party|Period stated|Due date"
    r"|Right|Delivery|Examination or|Extension|Annuity)[^\n]*: $"
)
ANSWERS = {
    "Office": "日本国特許庁",
    "Application No.": "特願２０２２－９４０１１３",
    "Kind of notice": "拒絶査定",
    "Trigger date": "令和８年４月３０日",
    "That date": "送達日",
    "Party": "国内居住者",
    "Period stated": "3か月",
    "Due date": "2026年7月31日",
}


def admit(program: Any, name: str = SECOND) -> None:
    """A second person, admitted by the first."""
    child = program.at_terminal("people", "add", name, "--by", FIRST)
    for prompt in ("New passphrase for .*: ", "The same passphrase again: ", "Passphrase of .*: "):
        child.expect(prompt)
        child.sendline(PHRASE)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, child.before


def require(program: Any, value: str = "deadlines") -> None:
    """The setting, in the workspace's own file."""
    (program.workspace / "konkyo.toml").write_text(f'four_eyes = "{value}"\n', encoding="utf-8")


def read(program: Any, row: str, answers: dict[str, str], *options: str, sign: str = "y") -> tuple[str, int | None]:
    """``konkyo second read`` typed at a terminal: what was printed, and the exit code."""
    child = program.at_terminal("second", "read", row, "--as", SECOND, *options)
    child.timeout = 30
    printed = ""
    questions = [ASKED, r"original says\? \[y/N\]: ", "Passphrase of .*: ", r"Sign that it .* \[y/N\]: ", pexpect.EOF]
    while (seen := child.expect(questions)) != 4:
        printed += f"{child.before}{child.after}"
        child.sendline(answers.get(child.match[1], "") if seen == 0 else ("", "y", PHRASE, sign)[seen])
    printed += str(child.before)
    child.close()
    return printed, child.exitstatus


@pytest.fixture
def office(desk: Any) -> Any:
    """Two people, and four eyes required."""
    admit(desk)
    require(desk)
    return desk


def test_reading_then_approval(office: Any, row: str, tmp_path: Path) -> None:
    """Read, sealed, compared and signed at a terminal; then the other person's approval releases at once."""
    printed, code = read(office, row, ANSWERS)
    assert code == 0, printed
    sealed = printed.index("your values are sealed")
    assert "proposal (first)" not in printed[:sealed]
    assert office.trail("second_reading.") == ["second_reading.sealed", "second_reading.agree"]
    approved, code, _ = office.sign("approve", row, "--as", FIRST)
    assert code == 0, approved
    assert office.run("export", row, "--to", str(tmp_path / "due.json")).returncode == 0
    bundle = json.loads((tmp_path / "due.json").read_text())
    (reading,) = bundle["second_readings"]
    assert (reading["body"]["person"], reading["body"]["outcome"]) == (SECOND, "agree")
    assert {key["person"] for key in bundle["keys"]} == {FIRST, SECOND}
    checked = office.done("verify", str(tmp_path / "due.json"))
    assert [c["what"] for c in checked["checks"] if c["what"].startswith("second reading")] == [
        f"second reading: {what}" for what in ("signature", "key", "other person", "computation", "person")
    ]
    office.sound()


def test_approval_then_reading(office: Any, row: str, tmp_path: Path) -> None:
    """Approved first: recorded, exit code 1, nothing leaves, alone or among all; the reading then releases it."""
    printed, code, _ = office.sign("approve", row, "--as", FIRST)
    assert code == 1
    assert "nothing leaves before a second reading" in printed
    refused = office.run("export", row, "--to", str(tmp_path / "due.ics"))
    assert refused.returncode == 2
    assert "another person has to read the source" in refused.stderr
    assert office.run("export", "all", "--to", str(tmp_path / "due.ics")).returncode == 2
    assert not (tmp_path / "due.ics").exists()
    printed, code = read(office, row, ANSWERS)
    assert code == 0, printed
    assert office.run("export", row, "--to", str(tmp_path / "due.ics")).returncode == 0
    assert office.run("export", row, "--to", str(tmp_path / "sheet.pdf")).returncode == 0
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(tmp_path / "sheet.pdf")]
    assert "Second reading" in "".join(pages)
    assert SECOND in "".join(pages)


def test_difference_blocks_until_a_reading_agrees(office: Any, row: str, tmp_path: Path) -> None:
    """A differing reading (exit code 1) stops the approval; read again with a reason, it goes on."""
    printed, code = read(office, row, ANSWERS | {"Due date": "2026-07-30"})
    assert code == 1
    assert "DIFFERS" in printed
    assert "differs in: Due date" in printed
    listed = office.done("second", "list")
    assert [(line["second_reading"], line["readings"][0]["differs"]) for line in listed["rows"]
            if line["proposal"] == row] == [("differ", ["due"])]  # fmt: skip
    refused, code, _ = office.sign("approve", row, "--as", FIRST)
    assert code == 2
    assert "second_reading:due" in refused
    assert office.decisions() == []
    printed, code = read(office, row, ANSWERS)
    assert code == 2
    assert "--reason" in printed
    printed, code = read(office, row, ANSWERS, "--reason", "counted from the wrong day")
    assert code == 0, printed
    assert "going on with the values you sealed" in printed, "sealed once, signed after"
    approved, code, _ = office.sign("approve", row, "--as", FIRST)
    assert code == 0, approved


def test_unsigned_values_stay_sealed(office: Any, row: str) -> None:
    """Who looks at the comparison and does not sign has those values on record: other ones need a reason."""
    printed, code = read(office, row, ANSWERS | {"Due date": "2026-07-30"}, sign="n")
    assert code == 2
    assert "not signed" in printed
    assert office.trail("second_reading.") == ["second_reading.sealed"]
    printed, code = read(office, row, ANSWERS, "--anew")
    assert (code, "says why" in printed) == (2, True)
    printed, code = read(office, row, ANSWERS, "--anew", "--reason", "misread the calendar")
    assert code == 0, printed
    assert office.trail("second_reading.") == ["second_reading.sealed"] * 2 + ["second_reading.agree"]


def test_form_from_a_file(office: Any, row: str, tmp_path: Path) -> None:
    """A blank table is filled in and read back; without a terminal it is compared with nothing and signed by nobody."""
    blank = tmp_path / "form.csv"
    made = office.done("second", "form", row, "--to", str(blank))
    rows = list(csv.reader(blank.read_text(encoding="utf-8-sig").splitlines()))
    values = dict(zip(("office", "application_number", "event_code", "trigger_date", "trigger_kind", "party", "period",
                       "due"), ANSWERS.values(), strict=True))  # fmt: skip
    filled = tmp_path / "filled.csv"
    with filled.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([name, what, values.get(name, value)] for name, what, value in rows)
    piped = office.run("second", "read", row, "--as", SECOND, "--from", str(filled), input=f"{PHRASE}\ny\n")
    assert piped.returncode == 2
    assert "needs a person at a terminal" in piped.stderr
    assert "proposal (first)" not in piped.stdout
    assert office.trail("second_reading.") == []
    printed, code = read(office, row, {}, "--from", str(filled), "--code", made["forms"][0]["check_code"].lower())
    assert code == 0, printed
    printed, code = read(office, row, {}, "--from", str(filled), "--code", "0000-0000")
    assert code == 2
    assert "check code" in printed


def test_the_approver_does_not_read(office: Any, row: str) -> None:
    """Whoever approved is refused as second reader before anything is asked."""
    assert office.sign("approve", row, "--as", SECOND)[1] == 1
    printed, code = read(office, row, ANSWERS)
    assert code == 2
    assert "does not give its second reading" in printed
    assert office.trail("second_reading.") == []


@pytest.mark.parametrize("suffix", ["pdf", "html"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_form_shows_no_value(desk: Any, row: str, tmp_path: Path, suffix: str, language: str) -> None:
    """The printed form names file, page, hash and code, and nothing that the first reading found."""
    to = tmp_path / f"form.{suffix}"
    made = desk.done("second", "form", row, "--to", str(to), "--lang", language)
    if suffix == "pdf":
        document = pypdfium2.PdfDocument(to)
        assert len(document) == 1
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    else:
        text = to.read_text(encoding="utf-8")
    (marks,) = made["forms"]
    for shown in (row, marks["check_code"], marks["content_hash"], "02-jp-decision-of-rejection.html"):
        assert shown in text
    for hidden in ("2022940113", "2022-940113", "2026", "07-31", "7月31日", "拒絶査定", "appeal against", "謄本の送達"):
        assert hidden not in text.replace(marks["content_hash"], ""), hidden


def test_list_shows_no_value(desk: Any) -> None:
    """The list of what waits names rows and files, no date and no number."""
    for arguments in (("second", "list"), ("second", "list", "--json")):
        printed = desk.run(*arguments).stdout
        assert "02-jp-decision-of-rejection.html" in printed
        assert "2026-07-31" not in printed
        assert "JP2022940113" not in printed


def test_removing_the_line_does_not_switch_it_off(office: Any, row: str, tmp_path: Path) -> None:
    """Once on, the setting holds until the file says off; both are in the audit trail."""
    office.run("inbox")
    (office.workspace / "konkyo.toml").unlink()
    assert office.sign("approve", row, "--as", FIRST)[1] == 1
    assert office.run("export", row, "--to", str(tmp_path / "due.ics")).returncode == 2
    require(office, "off")
    assert office.run("export", row, "--to", str(tmp_path / "due.ics")).returncode == 0
    assert office.trail("policy.") == ["policy.four_eyes", "policy.four_eyes"]
