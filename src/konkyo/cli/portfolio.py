"""``konkyo docket --portfolio``: the next days by matter on a terminal, as a file, as one calendar for each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from konkyo.cli.options import day
from konkyo.cli.talk import Talk
from konkyo.errors import UsageError
from konkyo.export.docket import ExportOptions
from konkyo.export.portfolio import portfolio_format
from konkyo.records.portfolio import CalendarSet, PortfolioItem, PortfolioReport, Standing
from konkyo.records.value import Value
from konkyo.render.labels import Language
from konkyo.render.portfolio_words import (
    LOOKS,
    counted,
    event_words,
    left_out_words,
    left_words,
    matter_name,
    origin_words,
    people_words,
    word,
)
from konkyo.render.visible import one_line
from konkyo.workbench import Workbench

Days = Annotated[int, typer.Option("--days", help="How many days ahead / 何日先まで")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The first day, YYYY-MM-DD; else today / 基準日")]
Person = Annotated[str | None, typer.Option("--person", help="Only matters of this person / 担当者を限定")]
To = Annotated[Path | None, typer.Option("--to", help="FILE.html .xlsx .csv .pdf .json")]
Ics = Annotated[Path | None, typer.Option("--ics", help="Folder: approved rows, one calendar per person / ICS")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files / 上書きする")]
Lang = Annotated[str | None, typer.Option("--lang", help="ja or en, of this output / 言語")]

_NOT_IN = {
    "not_approved": ("未承認の案", "drafts"),
    "pending": ("日付のない項目", "without a date"),
    "not_proposed": ("案にしていない年金・維持料", "fees not proposed yet"),
    "same_deadline": ("同じ期限の別の案", "further proposals for the same deadline"),
    "changed": ("承認後に変わったもの", "changed since signed"),
}  # fmt: skip


class PortfolioWanted(Value):
    """What was asked for: the view, and the files to write."""

    days: int = 90
    as_of: date | None = None
    matter: str | None = None
    person: str | None = None
    to: Path | None = None
    ics: Path | None = None
    overwrite: bool = False


def wanted(
    *, days: int, as_of: str | None, matter: str | None, person: str | None, to: Path | None, ics: Path | None,
    overwrite: bool,
) -> PortfolioWanted:  # fmt: skip
    """The options of the command line, checked. Raises UsageError."""
    if to is not None:
        portfolio_format(to)
    return PortfolioWanted(
        days=days, as_of=day(as_of), matter=matter, person=person, to=to, ics=ics, overwrite=overwrite
    )


def spoken(talk: Talk, language: str | None) -> Talk:
    """The voice in another language, if one was asked for. Raises UsageError."""
    if language is None:
        return talk
    if language not in ("ja", "en"):
        message = f"no language {language!r}"
        raise UsageError(message, remedy="--lang ja, or --lang en")
    return Talk(language, as_json=talk.as_json, workspace=talk.workspace)


def view_instead(talk: Talk, asked: PortfolioWanted, *, ahead: bool, paths: Sequence[Path]) -> int:
    """The portfolio where it was asked for; UsageError where neither it nor any file was, or both were."""
    if not ahead:
        message = "files or folders are needed"
        raise UsageError(message, remedy="konkyo docket FOLDER; what is due next: konkyo docket --portfolio")
    if paths:
        message = "the portfolio shows what the workspace holds already: it takes no files"
        raise UsageError(message, remedy="konkyo docket FOLDER first, then konkyo docket --portfolio")
    return view(talk, asked)


def view(talk: Talk, asked: PortfolioWanted) -> int:
    """Show, and write what was asked for. 1 if something is overdue, waits for an answer or is not approved."""
    language: Language = "ja" if talk.language == "ja" else "en"
    with Workbench.open(talk.workspace, create=False) as bench:
        report = bench.portfolio(as_of=asked.as_of, days=asked.days, matter=asked.matter, person=asked.person)
        written = None
        if asked.to is not None:
            written = bench.matters.write(report, asked.to, language=language, overwrite=asked.overwrite)
        calendars = None
        if asked.ics is not None:
            options = ExportOptions(language=language, alarms=bench.settings.alarm_days)
            calendars = bench.matters.calendars(report, asked.ics, options=options, overwrite=asked.overwrite)
    show(talk, report, language)
    if written is not None:
        talk.line(f"{written.path}: {written.size} bytes, SHA-256 {written.sha256}")
    if calendars is not None:
        show_calendars(talk, calendars)
    files = {"file": written.model_dump(mode="json") if written else None}
    files |= {"calendars": calendars.model_dump(mode="json") if calendars else None}
    talk.document(report.model_dump(mode="json") | ({"written": files} if written or calendars else {}))
    _next(talk, report)
    firm = all(item.standing is Standing.SIGNED for item in report.items)
    return 0 if firm and not report.overdue else 1


def show(talk: Talk, report: PortfolioReport, language: Language) -> None:
    """The report on a terminal: overdue, matter by matter, what needs an answer, what was left out."""
    talk.line(word("span", language, report.as_of.isoformat(), report.until.isoformat(), report.days))
    _legend(talk, report, language)
    if not report.items:
        talk.line(word("nothing" if report.rows + report.fees == 0 else "empty", language))
    if report.overdue:
        talk.line()
        talk.line(f"{word('overdue', language)} ({len(report.overdue)})", style="bold red")
        talk.show(_table(talk, report.overdue, language, matter=True))
    of: dict[str | None, list[PortfolioItem]] = defaultdict(list)
    for item in report.dated:
        of[item.matter_id].append(item)
    for matter in report.matters:
        if matter.matter_id in of:
            talk.line()
            talk.line(f"{matter_name(matter, language)} ({len(of[matter.matter_id])})", style="bold")
            talk.line(f"  {people_words(matter, language)}", style=None if matter.responsible else "red")
            talk.show(_table(talk, of[matter.matter_id], language, matter=False))
    if report.pending:
        talk.line()
        talk.line(f"{word('pending', language)} ({len(report.pending)})", style="bold yellow")
        for item in report.pending:
            _asked(talk, item, language)
    if report.left_out:
        talk.line()
        listed = ", ".join(left_out_words(entry, language) for entry in report.left_out)
        talk.line(f"{word('left_out', language)}: {listed}")


def _legend(talk: Talk, report: PortfolioReport, language: Language) -> None:
    counts = counted(report)
    parts = [
        f"[{LOOKS[standing].terminal}]{LOOKS[standing].sign}[/] {escape(LOOKS[standing].word.of(language))} {count}"
        for standing, count in counts.items()
        if count
    ]
    if parts:
        talk.show("  ".join(parts))


def _table(talk: Talk, items: Sequence[PortfolioItem], language: Language, *, matter: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    narrow = ("due", "left", "standing", "number", "event", "id")
    names = [*narrow[:3], *(["matter"] if matter else []), "number", "event", *(["source"] if talk.wide else []), "id"]
    least = {"due": 10, "left": 5, "id": 14, "number": 12}
    for name in names:
        table.add_column(word(name, language), no_wrap=True, overflow="ellipsis", min_width=least.get(name))
    for item in items:
        look = LOOKS[item.standing]
        cells = {
            "due": item.by.isoformat() if item.by else "",
            "left": left_words(item, language),
            "matter": item.matter_id or word("no_matter", language),
            "number": item.number or "-",
            "event": event_words(item, language),
            "source": origin_words(item, language),
            "id": " ".join(source.row_id for source in item.sources),
        }
        shown = {name: escape(one_line(text)) for name, text in cells.items()}
        shown["standing"] = f"[{look.terminal}]{look.sign}[/] {escape(look.word.of(language))}"
        table.add_row(*(shown[name] for name in names))
    return table


def _asked(talk: Talk, item: PortfolioItem, language: Language) -> None:
    matter = item.matter_id or word("no_matter", language)
    named = (matter, item.office or "", item.number, event_words(item, language), item.sources[0].row_id)
    talk.line(f"{LOOKS[item.standing].sign} " + "  ".join(part for part in named if part))
    if item.question is not None:
        talk.line(f"    {item.question.of(language)}")
    talk.line(f"    {origin_words(item, language)}")


def show_calendars(talk: Talk, calendars: CalendarSet) -> None:
    """Which calendar went where, and what is in none, with the reason."""
    for calendar in calendars.calendars:
        name = calendar.person or talk.both("担当者のいない案件", "matters without a responsible person")
        if calendar.file is None:
            talk.line(
                talk.both(f"{name}: 承認済みの期限がないため書き出していません", f"{name}: nothing approved, no file")
            )
        else:
            talk.line(
                talk.both(
                    f"{name}: {calendar.file}（{calendar.rows} 件）", f"{name}: {calendar.file} ({calendar.rows})"
                )
            )
        for reason, count in calendar.left_out.items():
            ja, en = _NOT_IN[reason]
            talk.line(talk.both(f"  含めなかったもの: {ja} {count} 件", f"  left out: {count} {en}"))


def _next(talk: Talk, report: PortfolioReport) -> None:
    if any(item.kind == "scheduled" and item.by is not None for item in report.items):
        talk.remark(
            "年金・維持料を承認待ちに上げるには: konkyo matters propose 案件番号",
            "to lay scheduled fees onto the approval desk: konkyo matters propose MATTER",
        )
    if any(item.kind == "docket" and item.standing is not Standing.SIGNED for item in report.items):
        talk.remark("次: konkyo inbox ID, konkyo approve ID", "next: konkyo inbox ID, konkyo approve ID")
