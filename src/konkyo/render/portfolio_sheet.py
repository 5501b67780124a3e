"""The portfolio as PDF for the wall and the meeting: picture first, overdue, matter by matter, open questions.

Typeset by Typst from ``templates/portfolio.typ``; the content is handed over as JSON and shown as plain text. The same
report gives the same bytes.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from importlib.resources import files as package_files
from typing import Any

from konkyo.errors import SettingsError
from konkyo.records.portfolio import PortfolioItem, PortfolioReport
from konkyo.render.fonts import font_folders
from konkyo.render.labels import Language, day
from konkyo.render.portfolio_picture import picture
from konkyo.render.portfolio_words import (
    LOOKS,
    counted,
    event_words,
    facts_words,
    left_out_words,
    left_words,
    matter_name,
    origin_words,
    people_words,
    word,
)
from konkyo.render.visible import one_line

_HEADS = ("due", "left", "standing", "number", "event", "source", "id")
_OPEN = ("standing", "matter", "number", "event", "question", "source", "id")


def portfolio_sheet(report: PortfolioReport, *, language: Language = "ja") -> bytes:
    """The report as PDF bytes, A4 landscape, fonts embedded. Raises SettingsError without Typst or its fonts."""
    try:
        import typst
    except ModuleNotFoundError as error:
        msg = "PDF output needs Typst, which is not installed"
        raise SettingsError(msg, remedy="pip install 'konkyo[pdf]'", kept="nothing was written") from error
    data = json.dumps(_data(report, language), ensure_ascii=False)
    template = package_files("konkyo.render").joinpath("templates/portfolio.typ").read_bytes()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in font_folders()])
    with tempfile.TemporaryDirectory(prefix="konkyo-portfolio-") as empty:
        compiler = typst.Compiler(
            root=empty, font_paths=fonts, ignore_system_fonts=True, package_path=empty, package_cache_path=empty
        )
        result = compiler.compile(template, format="pdf", sys_inputs={"data": data}, timestamp=0)
    assert isinstance(result, bytes)
    return result


def _data(report: PortfolioReport, language: Language) -> dict[str, Any]:
    counts = counted(report)
    of: dict[str | None, list[PortfolioItem]] = defaultdict(list)
    for item in report.dated:
        of[item.matter_id].append(item)
    span = word("span", language, report.as_of.isoformat(), report.until.isoformat(), report.days)
    narrowed = "　".join(one_line(name) for name in (report.matter, report.person) if name)
    empty = word("nothing" if report.rows + report.fees == 0 else "empty", language)
    return {
        "language": language,
        "title": word("title", language),
        "span": f"{span}　{narrowed}".strip("　"),
        "banner": word("banner", language),
        "picture": picture(report, language=language) if report.overdue or report.dated else None,
        "cards": [
            [look.sign, look.ink, look.fill, look.word.of(language), look.meaning.of(language), counts[standing]]
            for standing, look in LOOKS.items()
        ],
        "heads": [word(name, language) for name in _HEADS],
        "open_heads": [word(name, language) for name in _OPEN],
        "overdue": [word("overdue", language), [_row(item, language, matter=True) for item in report.overdue]],
        "matters": [
            [
                matter_name(view, language),
                people_words(view, language),
                view.responsible is not None,
                [_row(item, language) for item in of[view.matter_id]],
            ]
            for view in report.matters
            if view.matter_id in of
        ],
        "pending": [word("pending", language), [_open(item, language) for item in report.pending]],
        "left": [left_out_words(entry, language) for entry in report.left_out],
        "left_title": word("left_out", language),
        "empty": "" if report.items else empty,
    }


def _look(item: PortfolioItem, language: Language) -> list[str]:
    look = LOOKS[item.standing]
    return [look.sign, look.ink, look.fill, look.word.of(language)]


def _row(item: PortfolioItem, language: Language, *, matter: bool = False) -> list[Any]:
    where = one_line(item.matter_id) if item.matter_id else word("no_matter", language)
    notes: Sequence[str] = [one_line(note.of(language)) for note in item.notes[:1]]
    action = [one_line(item.action.of(language))] if item.action else []
    return [
        _look(item, language),
        [day(item.by, language), *facts_words(item, language)],
        left_words(item, language),
        [f"{item.office or ''} {one_line(item.number)}".strip(), *([where] if matter else [])],
        [event_words(item, language), *action, *notes],
        origin_words(item, language),
        [source.row_id for source in item.sources],
    ]


def _open(item: PortfolioItem, language: Language) -> list[Any]:
    return [
        _look(item, language),
        one_line(item.matter_id) if item.matter_id else word("no_matter", language),
        f"{item.office or ''} {one_line(item.number)}".strip(),
        event_words(item, language),
        one_line(item.question.of(language)) if item.question else "",
        origin_words(item, language),
        [source.row_id for source in item.sources],
    ]
