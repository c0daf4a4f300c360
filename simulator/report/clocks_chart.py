"""The chart of clocks: how much of each limit was used up, and what is left of it."""

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING

from simulator.errors import Message, say
from simulator.report.clock_rows import Limit, Period
from simulator.report.legend import SIGN, area, draw_legend
from simulator.report.lettering import drawable, shorten, wrap
from simulator.report.sheet import MARGIN, Head, Sheet
from simulator.report.style import GRID, INK, LOOKS, MUTED, Look, chart_style
from simulator.report.words import percent, tell
from simulator.text.lengths import show_duration

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 1080.0, 330.0, 670.0
TOP, ROW, BAR, HEADING, AXIS = 84.0, 26.0, 9.0, 24.0, 34.0
COLUMNS = (750.0, 826.0, 902.0, 990.0, 1058.0)
"""Where the figures end: limit, median, p90, what is left, share in time."""
MOST = 2.0
"""The axis ends at so many times the limit."""
SHOWN, SUMS, DUE = 12, 8, 5
"""Obligations and sums along chains that are drawn, those kept least first."""
_IN_TIME = Look(LOOKS["working"].colour)
_LATE = Look(LOOKS["limit"].colour, hatch="////")


def draw_clocks(
    obligations: Sequence[Limit],
    sums: Sequence[Limit],
    periods: Sequence[Period] = (),
    *,
    head: Head,
    lang: str,
) -> "Figure":
    """Draw a row for each limit: sums along chains of reports, single ones, then what is due in every period.

    Bar: 10 % to 90 % of the times in which the clock ran, as shares of the limit, beyond it hatched; tick:
    median. A duty of every period has words in place of a bar: there are many clocks of it.
    """
    groups = [
        (say("sums of the limits along a chain of reports, since the first one knew"), sums, sums[:SUMS]),
        (say("limits of single obligations, since their holder knew"), obligations, obligations[:SHOWN]),
    ]
    groups = [group for group in groups if group[1]]
    due = periods[:DUE]
    with chart_style():
        barred = TOP + sum(HEADING + ROW * len(shown) for _, _, shown in groups)
        below = barred + (AXIS if groups else 0)
        bottom = below + (HEADING + ROW * len(due) if due else 0)
        sheet = Sheet(WIDTH, bottom + 56)
        _top(sheet, head, lang)
        if groups:
            _axis(sheet, barred, lang)
            _legend(sheet, bottom + 20, [row for _, _, shown in groups for row in shown], lang)
        y = TOP
        for words, every, shown in groups:
            y = _group(sheet, (words, len(shown), len(every)), y, lang)
            for row in shown:
                _row(sheet, row, y)
                _clock(sheet, row, y, lang)
                y += ROW
        _due(sheet, periods, below, lang)
    return sheet.figure


def _top(sheet: Sheet, head: Head, lang: str) -> None:
    heading = tell(say("Limits and what is left of them"), lang=lang)
    subtitle = say("{runs} replications, seed {seed}", runs=head.runs, seed=head.seed)
    sheet.head(f"{heading} · {head.title}", tell(subtitle, lang=lang))
    heads = (say("limit"), say("median"), say("nine in ten"), say("left then"), say("in time"))
    for x, message in zip(COLUMNS, heads, strict=True):
        sheet.text(x, TOP - 12, tell(message, lang=lang), size=8, ha="right", color=MUTED)


def _due(sheet: Sheet, periods: Sequence[Period], y: float, lang: str) -> None:
    """Draw the duties of every period below the axis: they have no bars."""
    shown = periods[:DUE]
    if shown:
        words = say("duties of every period, by the worst one that was complete")
        y = _group(sheet, (words, len(shown), len(periods)), y, lang)
    for row in shown:
        _row(sheet, row, y)
        _period(sheet, row, y, lang)
        y += ROW


def _x(share: float) -> float:
    return LEFT + min(share / MOST, 1.0) * (RIGHT - LEFT)


def _axis(sheet: Sheet, bottom: float, lang: str) -> None:
    for halves in range(int(2 * MOST) + 1):
        x = _x(halves / 2)
        sheet.line((x, TOP), (x, bottom), color=GRID, linewidth=0.6, zorder=1)
        sheet.text(x, bottom + 9, percent(halves / 2), size=8, ha="center")
    look = LOOKS["limit"]
    sheet.line(
        (_x(1), TOP),
        (_x(1), bottom),
        color=look.colour,
        linewidth=1.3,
        linestyle=look.dash,
        zorder=5,
        gid="limit",
    )
    middle = (LEFT + RIGHT) / 2
    words = tell(say("share of the limit that was used up"), lang=lang)
    sheet.text(middle, bottom + 23, words, size=8, ha="center", color=MUTED)


def _group(sheet: Sheet, group: tuple[Message, int, int], y: float, lang: str) -> float:
    """Draw the heading of a group, of which so many rows of so many are drawn; gives where they begin."""
    text, shown, count = tell(group[0], lang=lang), *group[1:]
    if shown < count:
        words = say("{group} ({shown} of {count}, kept least first)", group=text, shown=shown, count=count)
        text = tell(words, lang=lang)
    sheet.text(MARGIN, y + HEADING / 2, shorten(text, WIDTH - 2 * MARGIN, 9.5), size=9.5, color=MUTED)
    return y + HEADING


def _row(sheet: Sheet, row: Limit | Period, top: float) -> None:
    sheet.line((MARGIN, top + ROW), (WIDTH - MARGIN, top + ROW), color=GRID, linewidth=0.5, zorder=1)
    names = wrap(drawable(row.title), LEFT - MARGIN - 12, 8.5, lines=2)
    for number, line in enumerate(names):
        y = top + ROW / 2 + 11 * (number - (len(names) - 1) / 2)
        sheet.text(MARGIN, y, line, size=8.5, gid=f"row:{row.name}")


def _period(sheet: Sheet, row: Period, top: float, lang: str) -> None:
    """Say how often every period was kept, and how the worst one ended where not."""
    y, wrong = top + ROW / 2, LOOKS["limit"].colour
    if row.inside is None or row.late is None or row.never is None:
        words, colour, kept = say("no period was complete before the end"), MUTED, "–"
    else:
        parts = {"late": percent(row.late), "never": percent(row.never)}
        words = say(
            "in some period late in {late}, in some not at all in {never} of the replications", **parts
        )
        colour, kept = (INK if row.inside == 1 else wrong), percent(row.inside)
        if row.inside == 1:
            words = say("kept in every period of every replication")
    sheet.text(LEFT + 4, y, tell(words, lang=lang), size=8.5, color=colour, gid="period")
    every = tell(say("every {time}", time=show_duration(row.every, lang)), lang=lang)
    for x, text in ((COLUMNS[0], every), (COLUMNS[-1], kept)):
        sheet.text(x, y, text, size=8, ha="right", color=colour if text == kept else INK)


def _clock(sheet: Sheet, row: Limit, top: float, lang: str) -> None:
    _span(sheet, row, top + ROW / 2)
    wrong = LOOKS["limit"].colour
    p90 = row.quantile(0.9)
    cells = (
        (show_duration(row.limit, lang), INK),
        (_time(row.quantile(0.5), lang), INK if row.quantile(0.5) <= row.limit else wrong),
        (_time(p90, lang), INK if p90 <= row.limit else wrong),
        (show_duration(row.slack, lang) if isfinite(row.slack) else "–", INK if row.slack >= 0 else wrong),
        (percent(row.inside), INK if row.inside == 1 else wrong),
    )
    for x, (text, colour) in zip(COLUMNS, cells, strict=True):
        sheet.text(x, top + ROW / 2, text, size=8, ha="right", color=colour)


def _time(seconds: float, lang: str) -> str:
    return show_duration(seconds, lang) if isfinite(seconds) else tell(say("never"), lang=lang)


def _span(sheet: Sheet, row: Limit, y: float) -> None:
    """Draw what 10 % to 90 % took, the median, and a point where that leaves the axis."""
    low, middle, high = (row.quantile(share) / row.limit for share in (0.1, 0.5, 0.9))
    if low <= 1:
        _part(sheet, low, min(high, 1.0), y, late=False)
    if high > 1 and low < MOST:
        _part(sheet, max(low, 1.0), high, y, late=True)
    if high > MOST:
        point = [(RIGHT + 1, y - BAR / 2), (RIGHT + 8, y), (RIGHT + 1, y + BAR / 2)]
        sheet.shape(point, facecolor=_LATE.colour, edgecolor="none", zorder=4, gid="beyond")
    if middle <= MOST:
        x = _x(middle)
        sheet.line((x, y - 7), (x, y + 7), color=INK, linewidth=1.6, zorder=6, gid="median")


def _part(sheet: Sheet, begin: float, end: float, y: float, *, late: bool) -> None:
    left, right = _x(begin), _x(end)
    size, look = (max(right - left, 1.5), BAR), _LATE if late else _IN_TIME
    sheet.area((left, y - BAR / 2), size, look, light=late, zorder=3, gid="late" if late else "in time")


def _legend(sheet: Sheet, y: float, rows: Sequence[Limit], lang: str) -> None:
    late = any(row.quantile(0.9) > row.limit and row.quantile(0.1) < MOST * row.limit for row in rows)
    beyond = any(row.quantile(0.9) > MOST * row.limit for row in rows)
    keys = [(area(_IN_TIME, light=False), say("10 % to 90 % of the replications, in time"))]
    keys += [(area(_LATE), say("later than the limit"))] if late else []
    keys += [(_point, say("more than twice the limit, or never"))] if beyond else []
    keys += [(_tick, say("median")), (_dash, say("limit"))]
    draw_legend(sheet, y, keys, lang=lang)


def _point(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape([(x + 8, y - 5), (x + 15, y), (x + 8, y + 5)], facecolor=_LATE.colour, edgecolor="none")


def _tick(sheet: Sheet, x: float, y: float) -> None:
    sheet.line((x + SIGN / 2, y - 6), (x + SIGN / 2, y + 6), color=INK, linewidth=1.6)


def _dash(sheet: Sheet, x: float, y: float) -> None:
    look = LOOKS["limit"]
    sheet.line(
        (x + SIGN / 2, y - 6), (x + SIGN / 2, y + 6), color=look.colour, linewidth=1.3, linestyle=look.dash
    )
