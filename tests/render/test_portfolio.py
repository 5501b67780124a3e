"""The portfolio as page, picture, tables and sheet: nothing runs, nothing is told by colour alone, nothing is lost."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
import pypdfium2
import pytest

from konkyo.records.portfolio import (
    LeftOut,
    LeftOutReason,
    MatterView,
    PortfolioItem,
    PortfolioReport,
    Source,
    Standing,
)
from konkyo.records.value import Wording
from konkyo.render.labels import Language
from konkyo.render.portfolio import portfolio_page
from konkyo.render.portfolio_picture import MOST_LANES, picture
from konkyo.render.portfolio_sheet import portfolio_sheet
from konkyo.render.portfolio_tables import portfolio_csv, portfolio_workbook
from konkyo.render.portfolio_words import LOOKS

TODAY = date(2026, 9, 1)
HOSTILE = "<script>alert(1)</script>\"'>&\u202e=cmd|x"


def item(number: int, standing: Standing, days: int | None, **fields: object) -> PortfolioItem:
    by = None if days is None else TODAY + timedelta(days=days)
    source = Source(row_id=f"D-{number}", standing=standing, file=HOSTILE)
    plain: dict[str, object] = {
        "item_id": f"D-{number}", "kind": "docket", "standing": standing, "sources": (source,), "files": (HOSTILE,),
        "matter_id": f"M{number}", "office": "JPO", "number": f"JP{number}", "event_code": "oa_response", "due": by,
        "nominal_due": by, "by": by, "days_left": days, "notes": (Wording(ja=HOSTILE, en=HOSTILE),),
        "question": Wording(ja="いつですか。", en="When?") if by is None else None,
    }  # fmt: skip
    return PortfolioItem.model_validate(plain | fields)


@pytest.fixture
def report() -> PortfolioReport:
    """One item of each standing; matters with titles that try to be markup."""
    days = {standing: None if standing is Standing.PENDING else 7 * n - 7 for n, standing in enumerate(Standing)}
    items = [item(n, standing, days[standing]) for n, standing in enumerate(Standing)]
    return PortfolioReport(
        as_of=TODAY, until=TODAY + timedelta(days=90), days=90, rows=9,
        overdue=tuple(one for one in items if one.days_left is not None and one.days_left < 0),
        dated=tuple(one for one in items if one.days_left is not None and one.days_left >= 0),
        pending=tuple(one for one in items if one.days_left is None),
        matters=tuple(MatterView(matter_id=one.matter_id, title=HOSTILE, next_by=one.by) for one in items),
        left_out=(LeftOut(reason=LeftOutReason.LATER, ids=("D-8", "D-9")),),
    )  # fmt: skip


class _Page(HTMLParser):
    """Tags, ids, fragments and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name == "href" and value]
        assert not any(name.startswith("on") or name == "src" for name, _ in attrs)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", ["ja", "en"])
def test_page_is_whole_and_inert(report: PortfolioReport, language: Language) -> None:
    """The page is well nested, has no script and nothing from outside, each link has its target, each text is there."""
    data = portfolio_page(report, language=language).decode()
    page = _Page()
    page.feed(data)
    assert not page.open
    assert not {"script", "iframe", "img", "link", "object", "form"} & set(page.tags)
    assert "default-src 'none'" in data
    assert "http" not in re.sub(r'xmlns="http://www.w3.org/2000/svg"|http-equiv', "", data)
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert len(page.ids) == len(set(page.ids))
    assert "\u202e" not in data
    for standing, look in LOOKS.items():
        assert f"{look.sign} {look.word.of(language)}" in page.text.replace("\xa0", " "), standing
    assert all(one.item_id in page.text for one in report.items)


def test_standings_differ_in_every_way() -> None:
    """No two standings share a sign, a colour or a word."""
    for part in ("sign", "ink", "fill"):
        assert len({getattr(look, part) for look in LOOKS.values()}) == len(Standing)
    assert len({look.word.en for look in LOOKS.values()}) == len({look.word.ja for look in LOOKS.values()}) == 7


def test_picture_is_sound(report: PortfolioReport) -> None:
    """The picture is well-formed XML with a title for each dated deadline, and no more than its own width."""
    drawn = ElementTree.fromstring(picture(report, language="en"))
    titles = list(drawn.iter("{http://www.w3.org/2000/svg}title"))
    assert len(titles) == 1 + len(report.overdue) + len(report.dated)
    assert all(0 <= float(node.get("x", 0)) <= 1120 for node in drawn.iter("{http://www.w3.org/2000/svg}rect"))


@pytest.mark.parametrize("days", [0, 1, 30, 90, 400, 3660])
def test_picture_of_many_matters(days: int) -> None:
    """Many matters share the last lane; every length of view is drawn."""
    items = tuple(item(n, Standing.SIGNED, n % (days + 1)) for n in range(200))
    many = PortfolioReport(
        as_of=TODAY, until=TODAY + timedelta(days=days), days=days, dated=items, rows=200,
        matters=tuple(MatterView(matter_id=one.matter_id) for one in items),
    )  # fmt: skip
    drawn = picture(many, language="en")
    ElementTree.fromstring(drawn)
    assert f"{200 - MOST_LANES + 1} more matters" in drawn
    assert drawn.count("<circle") == 200


def test_tables_hold_every_item(report: PortfolioReport) -> None:
    """CSV and XLSX hold one line for each item; what a spreadsheet would run is text."""
    lines = list(csv.reader(io.StringIO(portfolio_csv(report, language="en").decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(portfolio_workbook(report, language="en")))
    assert len(lines) == book["Docket"].max_row == 1 + len(report.items)
    cells = [cell for line in lines[1:] for cell in line if not cell.lstrip("-").isdigit()]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert all(cell.data_type != "f" for row in book["Docket"].iter_rows() for cell in row)
    looks = [LOOKS[one.standing] for one in report.items]
    assert [line[0] for line in lines[1:]] == [f"{look.sign} {look.word.en}" for look in looks]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_sheet(report: PortfolioReport, language: Language) -> None:
    """The PDF names every row, the banner on each page, and takes markup for text."""
    with pypdfium2.PdfDocument(portfolio_sheet(report, language=language)) as pages:
        texts = [page.get_textpage().get_text_range() for page in pages]
    whole = "".join(texts)
    assert all(one.item_id in whole for one in report.items)
    assert "<script>" in re.sub(r"[\s\u200b]", "", whole)
    assert all("●" in text for text in texts)


def test_nothing_is_said() -> None:
    """An empty workspace gives a page and a sheet that say what to do."""
    empty = PortfolioReport(as_of=TODAY, until=TODAY, days=0)
    assert "konkyo matters add" in portfolio_page(empty, language="en").decode()
    assert portfolio_sheet(empty, language="ja").startswith(b"%PDF")
