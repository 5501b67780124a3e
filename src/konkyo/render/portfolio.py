"""The portfolio as one HTML page: overdue first, a picture, then matter by matter, what needs an answer, each
computation. One file, no script, nothing from outside (a content security policy forbids both); every text is escaped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files as package_files

from konkyo.records.portfolio import MatterView, PortfolioItem, PortfolioReport
from konkyo.render.facts import extension_words, heading_or_name
from konkyo.render.labels import Language, code, day, heading
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

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def portfolio_page(report: PortfolioReport, *, language: Language = "ja") -> bytes:
    """The report as HTML bytes (UTF-8), in ``language``."""
    style = package_files("konkyo.render").joinpath("templates/portfolio.css.txt").read_text("utf-8")
    style += "\n".join(
        f".s-{standing.value} {{ --ink: {look.ink}; --fill: {look.fill}; }}" for standing, look in LOOKS.items()
    )
    title = escape(word("title", language))
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{title} {report.as_of.isoformat()}</title>",
        f"<style>\n{style}\n</style>",
    ]
    body = [
        _top(report, language),
        _block("overdue", report.overdue, language, css="alarm"),
        _picture(report, language),
        _matters(report, language),
        _pending(report.pending, language),
        _computations(report.items, language),
    ]
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        *("<head>", *head, "</head>", "<body>", "<main>"),
        *(part for part in body if part),
        *("</main>", "</body>", "</html>", ""),
    ]
    return "\n".join(lines).encode()


def _w(name: str, language: Language, *values: object) -> str:
    return escape(word(name, language, *values))


def _t(text: str) -> str:
    return escape(one_line(text))


def anchor(item: PortfolioItem) -> str:
    """The fragment that names an item's computation."""
    return "c-" + "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in item.item_id)


# -- top -------------------------------------------------------------------------------------------------------------


def _top(report: PortfolioReport, language: Language) -> str:
    span = _w("span", language, report.as_of.isoformat(), report.until.isoformat(), report.days)
    narrowed = "".join(f" · {_t(name)}" for name in (report.matter, report.person) if name)
    parts = [
        "<header>",
        f"<h1>{_w('title', language)}</h1>",
        f'<p class="span">{span}{narrowed}</p>',
        f'<p class="banner">{_w("banner", language)}</p>',
        _legend(report, language),
    ]
    if report.left_out:
        entries = "".join(f"<li>{escape(left_out_words(entry, language))}</li>" for entry in report.left_out)
        parts.append(f'<div class="left"><strong>{_w("left_out", language)}</strong><ul>{entries}</ul></div>')
    if not report.items:
        empty = "nothing" if report.rows + report.fees == 0 else "empty"
        parts.append(f'<p class="empty">{_w(empty, language)}</p>')
    return "\n".join([*parts, "</header>"])


def _legend(report: PortfolioReport, language: Language) -> str:
    """What each sign means, and how many there are: legend and count in one."""
    counts = counted(report)
    cards = [
        f'<li class="card s-{standing.value}{"" if counts[standing] else " none"}">'
        f'<span class="sign" aria-hidden="true">{look.sign}</span><strong>{counts[standing]}</strong> '
        f"{escape(look.word.of(language))}<small>{escape(look.meaning.of(language))}</small></li>"
        for standing, look in LOOKS.items()
    ]
    return f'<ul class="cards" aria-label="{_w("legend", language)}">{"".join(cards)}</ul>'


def _picture(report: PortfolioReport, language: Language) -> str:
    if not (report.overdue or report.dated):
        return ""
    drawn = picture(report, language=language, anchor=anchor)
    return f'<section class="picture"><h2>{_w("picture", language)}</h2>\n{drawn}\n</section>'


# -- tables ----------------------------------------------------------------------------------------------------------


def _block(name: str, items: Sequence[PortfolioItem], language: Language, *, css: str) -> str:
    if not items:
        return ""
    head = f"<h2>{_w(name, language)} <b>{len(items)}</b></h2>"
    return f'<section class="{css}">{head}\n{_table(items, language, matter=True)}\n</section>'


def _matters(report: PortfolioReport, language: Language) -> str:
    of: dict[str | None, list[PortfolioItem]] = defaultdict(list)
    for item in report.dated:
        of[item.matter_id].append(item)
    if not of:
        return ""
    parts = [_matter(view, of[view.matter_id], language) for view in report.matters if view.matter_id in of]
    return f'<h2 class="part">{_w("dated", language)} <b>{len(report.dated)}</b></h2>\n' + "\n".join(parts)


def _matter(view: MatterView, items: Sequence[PortfolioItem], language: Language) -> str:
    css = "people" if view.responsible else "people nobody"
    return (
        f'<section class="matter"><h3>{escape(matter_name(view, language))} <b>{len(items)}</b>'
        f'<span class="{css}">{escape(people_words(view, language))}</span></h3>\n'
        f"{_table(items, language, matter=False)}\n</section>"
    )


def _table(items: Iterable[PortfolioItem], language: Language, *, matter: bool) -> str:
    names = ["due", "left", "standing", *(["matter"] if matter else []), "number", "event", "source", "id"]
    head = "".join(f'<th scope="col">{_w(name, language)}</th>' for name in names)
    rows = "\n".join(_row(item, language, matter=matter) for item in items)
    css = "wide" if matter else "narrow"
    return f'<table class="{css}"><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'


def _row(item: PortfolioItem, language: Language, *, matter: bool) -> str:
    small = "".join(f"<small>{_t(words)}</small>" for words in facts_words(item, language))
    notes = "".join(f'<small class="note">{_t(note.of(language))}</small>' for note in item.notes[:2])
    action = f"<small>{_t(item.action.of(language))}</small>" if item.action else ""
    ids = "".join(f"<code>{_t(source.row_id)}</code>" for source in item.sources)
    number = f'<a href="#{anchor(item)}">{_t(item.number) or "—"}</a>'
    cells = [
        f'<td class="due"><a href="#{anchor(item)}">{escape(day(item.by, language))}</a>{small}</td>',
        f'<td class="days">{escape(left_words(item, language))}</td>',
        f"<td>{chip(item, language)}</td>",
        *([f"<td>{_t(item.matter_id or '') or _w('no_matter', language)}</td>"] if matter else []),
        f"<td>{_t(_office(item))}<br>{number}</td>",
        f"<td>{_t(event_words(item, language))}{action}{notes}</td>",
        f'<td class="files">{_t(origin_words(item, language))}</td>',
        f"<td>{ids}</td>",
    ]
    return f'<tr class="s-{item.standing.value}">{"".join(cells)}</tr>'


def _office(item: PortfolioItem) -> str:
    return item.office or ""


def chip(item: PortfolioItem, language: Language) -> str:
    """Sign and word of an item's standing, in its colour."""
    look = LOOKS[item.standing]
    return f'<span class="chip"><span aria-hidden="true">{look.sign}</span> {escape(look.word.of(language))}</span>'


def _pending(items: Sequence[PortfolioItem], language: Language) -> str:
    if not items:
        return ""
    names = ("standing", "matter", "number", "event", "question", "source", "id")
    head = "".join(f'<th scope="col">{_w(name, language)}</th>' for name in names)
    rows = "\n".join(_open(item, language) for item in items)
    table = f'<table class="open"><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'
    return f'<section class="ask"><h2>{_w("pending", language)} <b>{len(items)}</b></h2>\n{table}\n</section>'


def _open(item: PortfolioItem, language: Language) -> str:
    missing = ", ".join(heading_or_name(name, language) for name in item.missing)
    question = _t(item.question.of(language)) if item.question else ""
    cells = (
        chip(item, language),
        _t(item.matter_id or "") or _w("no_matter", language),
        f"{_t(_office(item))}<br>{_t(item.number)}",
        _t(event_words(item, language)),
        f"<strong>{question}</strong>" + (f"<small>{_t(missing)}</small>" if missing else ""),
        _t(origin_words(item, language)),
        "".join(f"<code>{_t(source.row_id)}</code>" for source in item.sources),
    )
    return f'<tr class="s-{item.standing.value}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


# -- computations ----------------------------------------------------------------------------------------------------


def _computations(items: Sequence[PortfolioItem], language: Language) -> str:
    shown = [item for item in items if item.by is not None]
    if not shown:
        return ""
    parts = "\n".join(_computation(item, language) for item in shown)
    return f'<section class="why"><h2>{_w("computations", language)}</h2>\n{parts}\n</section>'


def _computation(item: PortfolioItem, language: Language) -> str:
    title = " ".join(part for part in (_office(item), one_line(item.number), event_words(item, language)) if part)
    steps = "".join(
        f"<li>{_t(step.text.of(language))}{f' <em>→ {escape(day(step.date, language))}</em>' if step.date else ''}</li>"
        for step in item.steps
    )
    rule = ""
    if item.rule is not None:
        certainty = escape(code("certainty", item.rule.certainty, language))
        named = f"{_t(item.rule.title.of(language))} [{_t(item.rule.rule_id)}]"
        rule = f"<p>{named} — {_t(item.rule.source)} ({certainty})</p>"
    lists = [
        _list("extensions", [extension_words(option, language) for option in item.extensions], language),
        _list("caveats", [one_line(note.of(language)) for note in item.notes], language),
    ]
    also = [f"<code>{_t(s.row_id)}</code> {LOOKS[s.standing].sign} {_t(s.file)}" for s in item.sources[1:]]
    more = f"<p><strong>{_w('also', language)}</strong>: {'; '.join(also)}</p>" if also else ""
    return (
        f'<article id="{anchor(item)}" class="s-{item.standing.value}"><h4>{chip(item, language)} '
        f"{escape(day(item.by, language))} {_t(title)} <code>{_t(item.item_id)}</code></h4>"
        f"{rule}<ol>{steps}</ol>{''.join(lists)}{more}</article>"
    )


def _list(name: str, items: Sequence[str], language: Language) -> str:
    if not items:
        return ""
    return (
        f"<p><strong>{escape(heading(name, language))}</strong></p><ul>"
        + "".join(f"<li>{escape(item)}</li>" for item in items)
        + "</ul>"
    )
