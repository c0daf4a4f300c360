"""The chart of the population: which share of those concerned was warned or served at what time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import say
from simulator.report.concerned import Concerned, concerned
from simulator.report.lettering import drawable, shorten, width, wrap
from simulator.report.sheet import MARGIN, Sheet, tint
from simulator.report.style import GRID, INK, LOOKS, MUTED, chart_style
from simulator.report.time_axis import TimeAxis
from simulator.report.words import percent, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 1080.0, 232.0, 830.0
TOP, ROW, HEIGHT = 66.0, 92.0, 62.0
Record = Mapping[str, Any]
Curve = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a share at a time is drawn: the row's lower edge is 0 %."""

    base: float
    axis: TimeAxis

    def point(self, at: float, share: float) -> tuple[float, float]:
        return self.axis.x(at), self.base - share * HEIGHT


def draw_population(summary: Record, *, lang: str) -> "Figure":
    """Draw one row for each fact that people were told, then for each quantity, in the order of the plans.

    Line: the median share; band: 10 % to 90 % of the replications. Nothing is drawn where there was nobody
    to serve in most replications.
    """
    rows, axis = concerned(summary, lang), TimeAxis(summary["horizon_s"], LEFT, RIGHT)
    with chart_style():
        bottom = TOP + ROW * len(rows)
        sheet = Sheet(WIDTH, bottom + 84)
        _head(sheet, summary, lang)
        axis.draw(sheet, TOP, bottom, lang=lang)
        for number, row in enumerate(rows):
            _row(sheet, row, _Frame(TOP + ROW * (number + 1) - 14, axis), lang)
        _legend(sheet, bottom + 54, lang)
    return sheet.figure


def _head(sheet: Sheet, summary: Record, lang: str) -> None:
    heading = tell(say("People warned and served"), lang=lang)
    subtitle = say("{runs} replications, seed {seed}", runs=summary["runs"], seed=summary["seed"])
    sheet.head(f"{heading} · {summary['title'][lang]}", tell(subtitle, lang=lang))


def _row(sheet: Sheet, row: Concerned, frame: _Frame, lang: str) -> None:
    for share in (0.0, 0.5, 1.0):
        start, end = frame.point(0.0, share), frame.point(frame.axis.end, share)
        edge = MUTED if share == 0.0 else GRID
        sheet.line(start, end, color=edge, linewidth=0.6, zorder=2)
        sheet.text(LEFT - 6, start[1], percent(share), size=7, ha="right", color=MUTED)
    names = wrap(drawable(row.title), LEFT - MARGIN - 44, 9.5, lines=2)
    for number, line in enumerate(names):
        sheet.text(MARGIN, frame.base - HEIGHT + 4 + 12 * number, line, size=9.5, gid=f"row:{row.name}")
    of = tell(say("of: {what}", what=row.of), lang=lang)
    sheet.text(
        MARGIN,
        frame.base - HEIGHT + 6 + 12 * len(names),
        shorten(drawable(of), LEFT - MARGIN - 44, 7.5),
        size=7.5,
        color=MUTED,
    )
    _curves(sheet, row, frame)
    _figures(sheet, row, frame, lang)


def _curves(sheet: Sheet, row: Concerned, frame: _Frame) -> None:
    colour = LOOKS["working"].colour
    low, middle, high = (row.share[name] for name in ("p10", "p50", "p90"))
    for places in stretches(middle):
        at = [row.at[place] for place in places]
        lower = [frame.point(time, low[place]) for time, place in zip(at, places, strict=True)]
        upper = [frame.point(time, high[place]) for time, place in zip(at, places, strict=True)]
        sheet.shape(
            [*lower, *reversed(upper)], facecolor=tint(colour, 0.3), edgecolor="none", zorder=3, gid="band"
        )
        line = [frame.point(time, middle[place]) for time, place in zip(at, places, strict=True)]
        if len(line) > 1:
            sheet.path(line, color=colour, linewidth=1.8, zorder=4, gid="median")


def stretches(curve: Curve) -> Iterator[list[int]]:
    """Give the stretches of places at which there is a value."""
    found: list[int] = []
    for place, value in enumerate(curve):
        if value is not None:
            found.append(place)
        elif found:
            yield found
            found = []
    if found:
        yield found


def _figures(sheet: Sheet, row: Concerned, frame: _Frame, lang: str) -> None:
    x, y = RIGHT + 16, frame.base - HEIGHT + 4
    ends = [row.share[name][-1] for name in ("p50", "p10", "p90")]
    if None not in ends:
        median, low, high = map(percent, ends)
        sheet.text(x, y, tell(say("at the end {share}", share=median), lang=lang), size=10, color=INK)
        if not low == median == high:
            spread = say("10 % to 90 % of the replications: {low} to {high}", low=low, high=high)
            sheet.text(x, y + 13, tell(spread, lang=lang), size=8, color=MUTED)
    reached = say("half: {half}; 95 %: {most}", half=row.half, most=row.most)
    sheet.text(x, y + 28, tell(reached, lang=lang), size=9)
    if row.unserved is not None:
        _lacking(sheet, row.unserved, (x, y + 44), lang)


def _lacking(sheet: Sheet, hours: Record, at: tuple[float, float], lang: str) -> None:
    words = say("unserved, amount × h: {mean}", mean=f"{hours['mean']:,.0f}")
    sheet.text(*at, tell(words, lang=lang), size=9)
    if hours["low"] is not None:
        bounds = say(
            "95 % interval: {low} to {high}", low=f"{hours['low']:,.0f}", high=f"{hours['high']:,.0f}"
        )
        sheet.text(at[0], at[1] + 12, tell(bounds, lang=lang), size=8, color=MUTED)


def _legend(sheet: Sheet, y: float, lang: str) -> None:
    colour = LOOKS["working"].colour
    sheet.line((MARGIN, y), (MARGIN + 22, y), color=colour, linewidth=1.8)
    words = tell(say("median share"), lang=lang)
    sheet.text(MARGIN + 28, y, words, size=8)
    x = MARGIN + 28 + width(words, 8) + 20
    sheet.box(x, y - 5, 22, 10, facecolor=tint(colour, 0.3), edgecolor="none")
    sheet.text(x + 28, y, tell(say("10 % to 90 % of the replications"), lang=lang), size=8)
