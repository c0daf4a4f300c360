"""A heat map of the objectives by weekday and hour of the start."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simulator.analysis.statistics import wilson
from simulator.errors import Message, say
from simulator.report.cost_scale import COLOURS
from simulator.report.lettering import drawable, shorten, width
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.start_words import WEEKDAYS, clock
from simulator.report.style import GRID, INK, LOOKS, MUTED, PAPER, chart_style
from simulator.report.svg_ids import svg_id
from simulator.report.words import percent, tell, titled
from simulator.study.start_sweep import HOURS, Day, StartSweep
from simulator.text.lengths import show_duration

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TOP, FOOT, GAP = 92.0, 58.0, 22.0
CELL, LABELS, TITLE, AXIS = 15.0, 78.0, 20.0, 20.0
COLUMNS = 2
BOUNDS = (0.2, 0.4, 0.6, 0.8, 0.95)
"""Shares at which a class of colour ends; a share on a bound belongs to the better class."""
SHADES = (*reversed(COLOURS), "#eef2f6")
"""From the worst class to the best: the darker, the fewer in time."""
_CLASSES = (
    say("under 20 %"),
    say("20 to 40 %"),
    say("40 to 60 %"),
    say("60 to 80 %"),
    say("80 to 95 %"),
    say("95 % or more"),
)


@dataclass(frozen=True, slots=True)
class _Panel:
    """One heat map: shares by day and hour, and of which of them it is certain that they are too low."""

    name: str
    title: str
    shares: npt.NDArray[np.float64]
    missed: npt.NDArray[np.bool_]


def day_name(day: Day, lang: str) -> str:
    """Give what a row of starts is called."""
    weekday = tell(WEEKDAYS[day.date.weekday()], lang=lang)
    if not day.holiday:
        return weekday
    return tell(say("holiday {date}", date=f"{day.date:%m-%d}"), lang=lang)


def start_chart(sweep: StartSweep, *, lang: str, title: str) -> "Figure":
    """Draw the share in time for each start: all objectives together, then each of them."""
    panels = [
        _together(sweep, lang),
        *(_of_objective(sweep, number, lang) for number in range(len(sweep.goals))),
    ]
    high = TITLE + len(sweep.days) * CELL + AXIS + GAP
    rows = -(-len(panels) // COLUMNS)
    wide = LABELS + HOURS * CELL
    with chart_style():
        sheet = Sheet(2 * MARGIN + COLUMNS * wide + (COLUMNS - 1) * GAP, TOP + rows * high + FOOT)
        _head(sheet, sweep, title, lang)
        for number, panel in enumerate(panels):
            corner = MARGIN + number % COLUMNS * (wide + GAP), TOP + number // COLUMNS * high
            _panel(sheet, panel, sweep, corner, lang)
        _legend(sheet, TOP + rows * high + 8, lang)
    return sheet.figure


def _together(sweep: StartSweep, lang: str) -> _Panel:
    shares = sweep.shares.mean(axis=0)
    title = tell(say("all objectives (mean share in time)"), lang=lang)
    return _Panel("", title, shares, np.zeros(shares.shape, dtype=np.bool_))


def _of_objective(sweep: StartSweep, number: int, lang: str) -> _Panel:
    goal = sweep.goals[number]
    required = goal.record.share or 0.0
    words = say(
        "{title} · within {within}, wanted {share}",
        title=titled(goal.record.title, goal.name, lang=lang),
        within=show_duration(goal.record.within or 0.0, lang),
        share=percent(required),
    )
    missed = [
        [wilson(int(count), sweep.runs).high < required for count in row] for row in sweep.counts[number]
    ]
    return _Panel(goal.name, tell(words, lang=lang), sweep.shares[number], np.array(missed))


def _head(sheet: Sheet, sweep: StartSweep, title: str, lang: str) -> None:
    ordinary = [day.date for day in sweep.days if not day.holiday]
    line = say(
        "{title} · {runs} replications for each start, with the same draws · seed {seed} · days of {date}",
        title=title,
        runs=sweep.runs,
        seed=sweep.seed,
        date=f"{(ordinary or [sweep.days[0].date])[0]:%Y-%m-%d}",
    )
    heading = say("When it happens: share of objectives in time, by hour of the start")
    sheet.head(tell(heading, lang=lang), tell(line, lang=lang))
    finding = drawable(tell(_finding(sweep, lang), lang=lang))
    sheet.text(MARGIN, 66, shorten(finding, sheet.width - 2 * MARGIN, 11), size=11)


def _finding(sweep: StartSweep, lang: str) -> Message:
    """Say when it goes worst and when best."""
    mean = sweep.shares.mean(axis=0)
    places = np.unravel_index([int(mean.argmin()), int(mean.argmax())], mean.shape)
    (worst, best) = (
        f"{day_name(sweep.days[row], lang)} {clock(hour, sweep.minute)}"
        for row, hour in zip(*places, strict=True)
    )
    return say(
        "Worst is a start at {worst}: {low} in time in the mean. Best is {best}: {high}.",
        worst=worst,
        low=percent(float(mean.min())),
        best=best,
        high=percent(float(mean.max())),
    )


def _panel(sheet: Sheet, panel: _Panel, sweep: StartSweep, corner: tuple[float, float], lang: str) -> None:
    x, y = corner
    left, top = x + LABELS, y + TITLE
    name = shorten(drawable(panel.title), LABELS + HOURS * CELL, 9.5)
    sheet.text(x, y + 8, name, size=9.5, gid=svg_id("panel", panel.name))
    for row, day in enumerate(sweep.days):
        at = top + row * CELL
        label = shorten(day_name(day, lang), LABELS - 8, 8)
        sheet.text(left - 6, at + CELL / 2, label, size=8, ha="right", color=INK if day.holiday else MUTED)
        for hour in range(HOURS):
            _cell(sheet, panel, (row, hour), (left + hour * CELL, at))
    for hour in range(0, HOURS + 1, 6):
        sheet.text(
            left + hour * CELL,
            top + len(sweep.days) * CELL + 9,
            f"{hour:02d}",
            size=7.5,
            ha="center",
            color=MUTED,
        )
    if sweep.own is not None:
        row, hour = sweep.own
        corner = left + hour * CELL, top + row * CELL
        for colour, thick in ((PAPER, 3.2), (INK, 1.4)):
            look: dict[str, Any] = {"facecolor": "none", "edgecolor": colour, "linewidth": thick}
            sheet.box(*corner, CELL, CELL, gid="own", zorder=7, **look)


def _cell(sheet: Sheet, panel: _Panel, place: tuple[int, int], at: tuple[float, float]) -> None:
    colour = SHADES[bisect_right(BOUNDS, float(panel.shares[place]))]
    x, y = at
    gid = svg_id("start", panel.name, *map(str, place))
    sheet.box(x, y, CELL, CELL, facecolor=colour, edgecolor=PAPER, linewidth=0.6, gid=gid)
    if panel.missed[place]:
        _missed(sheet, x + CELL / 2, y + CELL / 2)


def _missed(sheet: Sheet, x: float, y: float) -> None:
    sheet.circle(x, y, 2.2, facecolor=LOOKS["limit"].colour, edgecolor=PAPER, linewidth=0.5, zorder=6)


def _legend(sheet: Sheet, y: float, lang: str) -> None:
    x = MARGIN
    for colour, words in zip(reversed(SHADES), reversed(_CLASSES), strict=True):
        sheet.box(x, y - 6, 18, 12, facecolor=colour, edgecolor=GRID, linewidth=0.5)
        text = tell(words, lang=lang)
        sheet.text(x + 23, y, text, size=8)
        x += 23 + width(text, 8) + 14
    y += 20
    _missed(sheet, MARGIN + 9, y)
    missed = tell(say("missed for certain: the 95 % interval lies below what is wanted"), lang=lang)
    sheet.text(MARGIN + 23, y, missed, size=8)
    x = MARGIN + 23 + width(missed, 8) + 14
    sheet.box(x + 3, y - 6, 12, 12, facecolor="none", edgecolor=INK, linewidth=1.4)
    sheet.text(x + 23, y, tell(say("where the scenario itself starts"), lang=lang), size=8)
