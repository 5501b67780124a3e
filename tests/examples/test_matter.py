"""The sample matter is what its sources say, holds what the truth file says, and its due dates follow from the law."""

from __future__ import annotations

import importlib.util
import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import holidays
import jpholiday
import pypdfium2
import pytest
from docx import Document

from konkyo.examples import sample_matter

_ROOT = Path(__file__).parents[2]
_TRUTH: list[dict[str, Any]] = json.loads((_ROOT / "examples" / "matter_truth.json").read_text("utf-8"))["documents"]
_DATED = [entry for entry in _TRUTH if entry["expect"] == "deadline"]
_NAMES = [entry["file"] for entry in _TRUTH]


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


def _seen(name: str, data: bytes) -> str:
    """The text that a person sees, roughly: enough to find the truth's words in it."""
    if name.endswith(".pdf"):
        with pypdfium2.PdfDocument(data) as pdf:
            return "\f".join(page.get_textpage().get_text_range() for page in pdf)
    if name.endswith(".docx"):
        document = Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    return data.decode("cp932" if name.startswith("02") else "utf-8")


def _content(name: str, data: bytes) -> object:
    """What must be equal when a document is built again, whatever the library's version compresses it to."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read("word/document.xml").decode()
    return _seen(name, data) if name.endswith(".pdf") else data


def test_the_package_holds_the_eight_documents() -> None:
    """A demonstration from an installed package finds every document that the truth file speaks of, and no other."""
    assert [entry.name for entry in sample_matter()] == _NAMES
    assert len(_NAMES) == 8


def test_the_documents_are_what_the_sources_build(builder: ModuleType) -> None:
    """Nobody edited a document by hand: building again gives the same text."""
    built = builder.documents()
    for entry in sample_matter():
        assert _content(entry.name, entry.read_bytes()) == _content(entry.name, built[entry.name]), entry.name


def test_building_twice_gives_the_same_bytes(builder: ModuleType) -> None:
    """The document ids, which are hashes of the bytes, repeat."""
    assert builder.grant_letter() == builder.grant_letter()
    assert builder.typeset("jp_refusal") == builder.typeset("jp_refusal")


def _digits(text: str) -> str:
    return "".join(str(int(character)) for character in text if character.isdecimal())


@pytest.mark.parametrize("entry", _TRUTH, ids=_NAMES)
def test_the_document_states_what_the_truth_says(entry: dict[str, Any]) -> None:
    """Application number and cited numbers of the truth stand in the visible text."""
    data = next(item for item in sample_matter() if item.name == entry["file"]).read_bytes()
    digits = _digits(_seen(entry["file"], data))
    for number in [entry["application_number"], *entry["cited_documents"]]:
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
    return value not in holidays.country_holidays("US", years=value.year)


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
    """Days are counted from the day after; months end on the same number (US) or the day before it (Japan)."""
    trigger = date.fromisoformat(entry["trigger"]["date"])
    nominal, count = date.fromisoformat(entry["nominal_due"]), entry["period"]["n"]
    if entry["period"]["unit"] == "day":
        assert nominal - trigger == timedelta(days=count)
    elif entry["office"] == "USPTO":
        assert (nominal.year * 12 + nominal.month) - (trigger.year * 12 + trigger.month) == count
        assert nominal.day == trigger.day
    else:
        start, end = trigger + timedelta(days=1), nominal + timedelta(days=1)
        assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
        assert end.day == start.day
