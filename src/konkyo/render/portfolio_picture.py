"""The portfolio as a picture (SVG): days along the top, a lane for each matter, one sign for each deadline.

No script, no style sheet, nothing from outside; every sign has its shape as well as its colour, and a title that a
pointer shows. The same report gives the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from html import escape

from konkyo.records.portfolio import MatterView, PortfolioItem, PortfolioReport, Standing
from konkyo.render.labels import Language, day
from konkyo.render.portfolio_words import LOOKS, event_words, left_words, matter_name, word
from konkyo.render.visible import one_line

MOST_LANES = 18
_WIDTH, _LEFT, _RIGHT = 1120.0, 232.0, 14.0
_OVERDUE = 74.0  # width of the column for what is overdue
_HEAD, _BARS, _LANE = 34.0, 66.0, 26.0
_INK, _FAINT, _LINE, _WEEKEND, _RED = "#1c2733", "#5d6b79", "#d5dbe1", "#f2f4f6", "#b00020"
_FONT = "Noto Sans JP, Hiragino Sans, Yu Gothic UI, Meiryo, Segoe UI, sans-serif"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Anchor = Callable[[PortfolioItem], str]


def picture(report: PortfolioReport, *, language: Language = "ja", anchor: Anchor | None = None) -> str:
    """The picture as an SVG element. ``anchor``: where a sign links to (a fragment); None: no links."""
    lanes = _lanes(report)
    height = _HEAD + _BARS + _LANE * len(lanes) + 8
    scale = _Scale(report.as_of, report.days)
    parts = [
        *_calendar(scale, report, height, language),
        *_bars(scale, report, language),
        *_drawn_lanes(scale, report, lanes, language, anchor),
    ]
    title = escape(word("picture", language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(_WIDTH)} {_n(height)}" role="img" '
        f'font-family="{_FONT}" font-size="12" fill="{_INK}">\n<title>{title}</title>\n' + "\n".join(parts) + "\n</svg>"
    )


class _Scale:
    """Days to places: one column for what is overdue, then each day of the view."""

    def __init__(self, as_of: date, days: int) -> None:
        self.as_of = as_of
        self.days = days
        self.start = _LEFT + _OVERDUE
        self.step = (_WIDTH - _RIGHT - self.start) / (days + 1)

    def of(self, when: date) -> float:
        """The middle of a day's column."""
        return self.start + ((when - self.as_of).days + 0.5) * self.step


def _n(value: float) -> str:
    """A number with at most one decimal, as short as it goes."""
    return f"{value:.1f}".removesuffix(".0")


def _text(x: float, y: float, words: str, *, fill: str = _INK, anchor: str = "start", more: str = "") -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" fill="{fill}" text-anchor="{anchor}"{more}>{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1) -> str:
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{stroke}" stroke-width="{_n(width)}"/>'
    )


def _calendar(scale: _Scale, report: PortfolioReport, height: float, language: Language) -> list[str]:
    """Month names, week lines, week ends shaded where a day is wide enough, and the column of what is overdue."""
    parts = [f'<rect x="{_n(_LEFT)}" y="0" width="{_n(_OVERDUE)}" height="{_n(height)}" fill="#fdeef0"/>']
    days = [report.as_of + timedelta(days=number) for number in range(report.days + 1)]
    if scale.step >= 3:
        for when in days:
            if when.weekday() >= 5:
                x = scale.of(when) - scale.step / 2
                size = f'width="{_n(scale.step)}" height="{_n(height - _HEAD + 12)}"'
                parts.append(f'<rect x="{_n(x)}" y="{_n(_HEAD - 12)}" {size} fill="{_WEEKEND}"/>')
    step = 7 if report.days <= 130 else 0
    for when in days:
        x = scale.of(when) - scale.step / 2
        if when.day == 1 or when == report.as_of:
            parts.append(_line(x, 0, x, height, _INK if when == report.as_of else "#aab4be", 1.4))
            room = (scale.of(_month_end(when)) - x) > 52 or when.day == 1
            if room and (when.day == 1 or 28 - when.day > 6 or scale.step * 28 > 400):
                parts.append(_text(x + 4, 13, _month(when, language, full=when == report.as_of or when.month == 1)))
        if step and when.weekday() == 0:
            parts.append(_text(x + 1, 27, str(when.day), fill=_FAINT, more=' font-size="10"'))
            parts.append(_line(x, _HEAD - 4, x, height, _LINE, 0.7))
    parts.append(
        _text(
            _LEFT + _OVERDUE / 2, 13, word("overdue", language), fill=_RED, anchor="middle", more=' font-weight="700"'
        )
    )
    return parts


def _month_end(when: date) -> date:
    return (when.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _month(when: date, language: Language, *, full: bool) -> str:
    if language == "ja":
        return f"{when.year}年{when.month}月" if full else f"{when.month}月"
    return f"{_MONTHS[when.month - 1]} {when.year}" if full else _MONTHS[when.month - 1]


def _bars(scale: _Scale, report: PortfolioReport, language: Language) -> list[str]:
    """How much falls into each week, stacked by standing; and how much is overdue."""
    weeks: dict[int, list[PortfolioItem]] = defaultdict(list)
    for item in report.dated:
        weeks[(item.days_left or 0) // 7].append(item)
    most = max([len(items) for items in weeks.values()] + [len(report.overdue), 1])
    unit = min(9.0, (_BARS - 22) / most)
    base = _HEAD + _BARS - 8
    parts = [_text(_LEFT - 10, base, word("dated", language), fill=_FAINT, anchor="end", more=' font-size="11"')]
    parts.append(_line(_LEFT, base, _WIDTH - _RIGHT, base, "#aab4be", 1))
    spans = [(_LEFT + 14, _OVERDUE - 28, report.overdue)]
    width = scale.step * 7
    spans += [
        (scale.start + week * width + 1.5, min(width, _WIDTH - _RIGHT - scale.start - week * width) - 3, tuple(items))
        for week, items in sorted(weeks.items())
    ]
    for x, wide, items in spans:
        y = base
        for standing in Standing:
            number = sum(item.standing is standing for item in items)
            if number:
                y -= unit * number
                size = f'width="{_n(max(wide, 1.5))}" height="{_n(unit * number)}"'
                parts.append(f'<rect x="{_n(x)}" y="{_n(y)}" {size} fill="{LOOKS[standing].ink}"/>')
        if items and wide >= 8:
            parts.append(_text(x + wide / 2, y - 3, str(len(items)), anchor="middle", more=' font-size="11"'))
    return parts


# -- lanes -----------------------------------------------------------------------------------------------------------

_Lane = tuple[MatterView | None, tuple[PortfolioItem, ...], int]


def _lanes(report: PortfolioReport) -> list[_Lane]:
    """A lane for each matter that has something dated; the rest of many matters shares the last one."""
    of: dict[str | None, list[PortfolioItem]] = defaultdict(list)
    for item in (*report.overdue, *report.dated):
        of[item.matter_id].append(item)
    views = [view for view in report.matters if view.matter_id in of]
    lanes: list[_Lane] = [(view, tuple(of[view.matter_id]), 1) for view in views]
    if len(lanes) <= MOST_LANES:
        return lanes
    rest = lanes[MOST_LANES - 1 :]
    together = tuple(item for _, items, _ in rest for item in items)
    return [*lanes[: MOST_LANES - 1], (None, together, len(rest))]


def _drawn_lanes(
    scale: _Scale, report: PortfolioReport, lanes: Sequence[_Lane], language: Language, anchor: Anchor | None
) -> list[str]:
    parts = []
    for number, (view, items, matters) in enumerate(lanes):
        y = _HEAD + _BARS + _LANE * number + _LANE / 2
        name = matter_name(view, language) if view is not None else word("others", language, matters)
        parts.append(_line(0, y + _LANE / 2, _WIDTH - _RIGHT, y + _LANE / 2, _LINE, 0.7))
        parts.append(_text(4, y + 4, _short(name, 30)))
        overdue = [item for item in items if (item.days_left or 0) < 0]
        room = max(1, int((_OVERDUE - 8) // 15))
        for place, item in enumerate(overdue[: room if len(overdue) <= room else room - 1]):
            parts.append(_sign(_LEFT + 14 + place * 15, y, item, language, anchor))
        if len(overdue) > room:
            more = f"+{len(overdue) - room + 1}"
            parts.append(_text(_LEFT + _OVERDUE - 4, y + 4, more, fill=_RED, anchor="end", more=' font-size="10"'))
        parts += _placed(scale, report, [item for item in items if (item.days_left or 0) >= 0], y, language, anchor)
    return parts


def _placed(
    scale: _Scale, report: PortfolioReport, items: Sequence[PortfolioItem], y: float, language: Language,
    anchor: Anchor | None,
) -> list[str]:  # fmt: skip
    """Signs at their days; those of one day side by side, a little apart."""
    days: dict[date, list[PortfolioItem]] = defaultdict(list)
    for item in items:
        days[item.by or report.as_of].append(item)
    parts = []
    for when, same in sorted(days.items()):
        spread = min(11.0, 40.0 / len(same))
        first = scale.of(when) - spread * (len(same) - 1) / 2
        parts += [_sign(first + spread * place, y, item, language, anchor) for place, item in enumerate(same)]
    return parts


def _short(words: str, width: int) -> str:
    """Words cut to a width in half-width characters."""
    taken, total = "", 0
    for character in words:
        total += 1 if character.isascii() else 2
        if total > width:
            return f"{taken}…"
        taken += character
    return taken


def _sign(x: float, y: float, item: PortfolioItem, language: Language, anchor: Anchor | None) -> str:
    """One deadline: a shape of its standing, its title, its link."""
    look = LOOKS[item.standing]
    number = one_line(item.number)
    when = day(item.by, language)
    words = " ".join(part for part in (when, left_words(item, language), look.sign, look.word.of(language), number,
                                       event_words(item, language)) if part)  # fmt: skip
    drawn = f"<g><title>{escape(words)}</title>{_shape(item.standing, x, y)}</g>"
    return drawn if anchor is None else f'<a href="#{escape(anchor(item))}">{drawn}</a>'


def _shape(standing: Standing, x: float, y: float) -> str:
    """The sign of a standing as a shape about 12 units wide, drawn so that it does not hang on a font."""
    ink = LOOKS[standing].ink
    if standing is Standing.SIGNED:
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="5.5" fill="{ink}"/>'
    if standing in (Standing.VERIFIED, Standing.NOMINAL):
        fill = ink if standing is Standing.VERIFIED else "#ffffff"
        points = f"{_n(x)},{_n(y - 6.5)} {_n(x + 6.5)},{_n(y)} {_n(x)},{_n(y + 6.5)} {_n(x - 6.5)},{_n(y)}"
        return f'<polygon points="{points}" fill="{fill}" stroke="{ink}" stroke-width="1.6"/>'
    if standing is Standing.REVIEW:
        points = f"{_n(x)},{_n(y - 6)} {_n(x + 6.5)},{_n(y + 5)} {_n(x - 6.5)},{_n(y + 5)}"
        return f'<polygon points="{points}" fill="{ink}"/>'
    if standing is Standing.UNVERIFIED:
        arms = f"M{_n(x - 5)} {_n(y - 5)}L{_n(x + 5)} {_n(y + 5)}M{_n(x + 5)} {_n(y - 5)}L{_n(x - 5)} {_n(y + 5)}"
        return f'<path d="{arms}" stroke="{ink}" stroke-width="2.6" fill="none"/>'
    sign = "§" if standing is Standing.LAW else "?"
    box = f'<rect x="{_n(x - 6)}" y="{_n(y - 6)}" width="12" height="12" rx="2" fill="{ink}"/>'
    return box + _text(x, y + 4, sign, fill="#ffffff", anchor="middle", more=' font-size="11" font-weight="700"')
