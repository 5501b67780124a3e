"""The sample matter is what its sources say, holds what the truth file says, and its due dates follow from the law."""

from __future__ import annotations

import email
import importlib.util
import io
import json
import re
import zipfile
from datetime import date, timedelta
from email.policy import default
from pathlib import Path
from types import ModuleType
from typing import Any

import holidays
import jpholiday
import pypdfium2
import pytest
from docx import Document

from konkyo.examples import sample_matter
from konkyo.practice.deadlines import compute
from konkyo.records.docket import DeadlineQuestion

_ROOT = Path(__file__).parents[2]
_TRUTH: list[dict[str, Any]] = json.loads((_ROOT / "examples" / "matter_truth.json").read_text("utf-8"))["documents"]
_DATED = [entry for entry in _TRUTH if entry["expect"] == "deadline"]
_IDS = [entry["file"] for entry in _TRUTH]
_NAMES = list(dict.fromkeys(entry["file"].split("/")[0] for entry in _TRUTH))
_OFFICES = {"JPO", "USPTO", "EPO", "CNIPA", "PCT"}


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """The program that builds the matter."""
    pytest.importorskip("typst", reason="the sample PDFs are typeset with Typst")
    spec = importlib.util.spec_from_file_location("build_matter", _ROOT / "examples" / "build_matter.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _bytes_of(file: str) -> bytes:
    """The bytes of a document; ``mail/attachment`` names one that came with a mail."""
    outer, _, inner = file.partition("/")
    data = next(entry for entry in sample_matter() if entry.name == outer).read_bytes()
    if not inner:
        return data
    (found,) = (part for part in _message(data).iter_attachments() if part.get_filename() == inner)
    return bytes(found.get_content())


def _message(data: bytes) -> Any:
    return email.message_from_bytes(data, policy=default)


def _seen(name: str, data: bytes) -> str:
    """The text that a person sees, roughly: enough to find the truth's words in it."""
    if name.endswith(".pdf"):
        with pypdfium2.PdfDocument(data) as pdf:
            return "\f".join(page.get_textpage().get_text_range() for page in pdf)
    if name.endswith(".docx"):
        document = Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    if name.endswith(".eml"):
        return _mail_text(_message(data))
    return data.decode("cp932" if name.startswith("02") else "gb18030" if name.startswith("10") else "utf-8")


def _mail_text(message: Any) -> str:
    body = message.get_body() if message.is_multipart() else message
    raw = body.get_payload(decode=True)
    return _from_jis(raw) if body.get_content_charset() == "iso-2022-jp" else raw.decode("utf-8")


def _from_jis(raw: bytes) -> str:
    """ISO-2022-JP as mail programs read it: two bytes are a row and a cell, row 13 included (Unicode by cp932)."""
    out = ""
    for wide, run in re.findall(rb"(?:\x1b(?:(\$[@B])|\([BJ])|^)([^\x1b]*)", raw):
        pairs = [(run[at], run[at + 1]) for at in range(0, len(run) - 1, 2)] if wide else []
        out += "".join(_shifted(*pair).decode("cp932") for pair in pairs) if wide else run.decode("ascii")
    return out


def _shifted(row: int, cell: int) -> bytes:
    lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
    return bytes((lead, cell + 0x7E if row % 2 == 0 else cell + (0x1F if cell < 0x60 else 0x20)))


def _content(name: str, data: bytes) -> object:
    """What must be equal when a document is built again, whatever the library's version compresses it to."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read("word/document.xml").decode()
    if name.endswith(".eml"):
        parts = list(_message(data).walk())
        return [_content(p.get_filename() or "", p.get_payload(decode=True)) for p in parts if not p.is_multipart()]
    return _seen(name, data) if name.endswith(".pdf") else data


def test_the_package_holds_the_documents() -> None:
    """A demonstration from an installed package finds every document that the truth file speaks of, and no other."""
    assert [entry.name for entry in sample_matter()] == _NAMES
    assert {entry["office"] for entry in _DATED} == _OFFICES


def test_the_documents_are_what_the_sources_build(builder: ModuleType) -> None:
    """Nobody edited a document by hand: building again gives the same text."""
    built = builder.documents()
    for entry in sample_matter():
        assert _content(entry.name, entry.read_bytes()) == _content(entry.name, built[entry.name]), entry.name


def test_building_twice_gives_the_same_bytes(builder: ModuleType) -> None:
    """The document ids, which are hashes of the bytes, repeat."""
    assert builder.grant_letter() == builder.grant_letter()
    assert builder.typeset("jp_refusal") == builder.typeset("jp_refusal")
    assert builder.european_agent_mail() == builder.european_agent_mail()


def _digits(text: str) -> str:
    return "".join(str(int(character)) for character in text if character.isdecimal())


@pytest.mark.parametrize("entry", _TRUTH, ids=_IDS)
def test_the_document_states_what_the_truth_says(entry: dict[str, Any]) -> None:
    """Application number and cited numbers of the truth stand in the visible text."""
    digits = _digits(_seen(entry["file"], _bytes_of(entry["file"])))
    for number in filter(None, [entry["application_number"], *entry["cited_documents"]]):
        wanted = _digits(number[:-2] if number[-2].isalpha() else number)
        assert wanted in digits, number


def test_japanese_pdfs_have_embedded_subsets() -> None:
    """The refusal is a real text PDF: a subset of a Japanese font inside, and Japanese text to extract."""
    data = next(item for item in sample_matter() if item.name.startswith("01")).read_bytes()
    assert b"NotoSerifJP" in data
    assert len(data) < 300_000
    assert "この通知書の発送の日から６０日以内に意見書を提出してください。" in _seen("01.pdf", data).replace("\r\n", "")


def test_the_hostile_document_hides_its_orders() -> None:
    """The false date and the orders are in runs that a reader does not see; the visible part has no date of service."""
    data = next(item for item in sample_matter() if item.name.startswith("08")).read_bytes()
    runs = [run for paragraph in Document(io.BytesIO(data)).paragraphs for run in paragraph.runs]
    unseen = [run.text for run in runs if run.font.hidden or (run.font.size is not None and run.font.size.pt <= 1)]
    seen = [run.text for run in runs if run.text not in unseen]
    assert any("謄本送達日" in text for text in unseen)
    assert any("ignore previous instructions" in text for text in unseen)
    assert not any("送達日" in text or "ignore" in text for text in seen)


def test_the_japanese_mail_uses_characters_beyond_the_standard() -> None:
    """Mail programs send ㈱ and ① in ISO-2022-JP although JIS X 0208 has neither: a strict decoder refuses the mail."""
    data = _bytes_of("14-jp-agent-mail.eml")
    assert "架空精機㈱" in _seen("14.eml", data)
    assert "⑤ 応答期限　：令和8年10月23日" in _seen("14.eml", data)
    with pytest.raises(UnicodeDecodeError):
        data.decode("iso2022_jp")


def test_the_european_mail_restates_what_it_encloses() -> None:
    """The mail names number, day and period of its enclosure, and the due date that was worked out by hand."""
    text = _seen("09.eml", _bytes_of("09-ep-agent-mail.eml"))
    (entry,) = (entry for entry in _TRUTH if entry["file"].startswith("09") and entry["expect"] == "deadline")
    due = date.fromisoformat(entry["due"])
    for words in ("24990123.2", "11 June 2026", "four months", f"{due:%-d %B %Y}"):
        assert words in text


_PLACE = {"USPTO": ("US", None), "EPO": ("DE", "BY"), "CNIPA": ("CN", None), "PCT": ("CH", "GE")}
"""Where the office closes: Munich for the EPO, Geneva for the International Bureau."""


def _open(office: str, value: date) -> bool:
    """Open day by third-party calendars: a second opinion on the dates that were worked out by hand."""
    if value.weekday() >= 5:
        return False
    if office == "JPO":
        return not jpholiday.is_holiday(value) and (value.month, value.day) not in {
            (12, 29),
            (12, 30),
            (12, 31),
            (1, 2),
            (1, 3),
        }
    country, part = _PLACE[office]
    return value not in holidays.country_holidays(country, subdiv=part, years=value.year)


@pytest.mark.parametrize("entry", _DATED, ids=[entry["file"] for entry in _DATED])
def test_due_dates_roll_to_the_next_open_day(entry: dict[str, Any]) -> None:
    """The due date is the first open day on or after the nominal date; the safe date the last one on or before it."""
    nominal, due, safe = (date.fromisoformat(entry[name]) for name in ("nominal_due", "due", "safe_date"))
    office = entry["office"]
    assert nominal <= due
    assert safe <= nominal
    assert _open(office, due)
    assert _open(office, safe)
    between = [safe + timedelta(days=n) for n in range(1, (due - safe).days)]
    assert not any(_open(office, value) for value in between)


@pytest.mark.parametrize("entry", _DATED, ids=[entry["file"] for entry in _DATED])
def test_nominal_dates_follow_from_the_period(entry: dict[str, Any]) -> None:
    """Days are counted from the day after; months end on the same number, in Japan on the day before it."""
    trigger = date.fromisoformat(entry["trigger"]["date"])
    period = entry["period"] or entry["period_of_law"]
    nominal, count = date.fromisoformat(entry["nominal_due"]), period["n"]
    if period["unit"] == "day":
        assert nominal - trigger == timedelta(days=count)
    elif entry["office"] != "JPO":
        assert (nominal.year * 12 + nominal.month) - (trigger.year * 12 + trigger.month) == count
        assert nominal.day == trigger.day
    else:
        start, end = trigger + timedelta(days=1), nominal + timedelta(days=1)
        assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
        assert end.day == start.day


_FURTHER = [(entry, other) for entry in _TRUTH for other in entry.get("other_periods", ())]


@pytest.mark.parametrize(("entry", "other"), _FURTHER, ids=[other["event_code"] for _, other in _FURTHER])
def test_further_periods_come_out_as_worked_out_by_hand(entry: dict[str, Any], other: dict[str, Any]) -> None:
    """A period that a document states beside its main one ends where the law says, also by the deadline engine."""
    (priority,) = (named["date"] for named in entry["other_dates"] if named["role"] == "priority_date")
    answer = compute(
        DeadlineQuestion(
            office=entry["office"],
            event_code=other["event_code"],
            trigger_code="priority_date",
            trigger_date=date.fromisoformat(priority),
            isr_transmittal_date=date.fromisoformat(entry["trigger"]["date"]),
            office_of_act=other["office_of_act"],
        )
    )
    assert (str(answer.nominal_due), str(answer.due)) == (other["nominal_due"], other["due"])
