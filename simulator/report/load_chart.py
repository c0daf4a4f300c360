"""The chart of load: how much of each desk and pool was taken over time, and how many waited for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from simulator.analysis.figures import Times
from simulator.analysis.loads.load import Load, over_time
from simulator.analysis.titles import Titles
from simulator.errors import say
from simulator.log.rows import Log
from simulator.program.model import Program
from simulator.report.legend import SIGN, area, draw_legend
from simulator.report.lettering import drawable, shorten, wrap
from simulator.report.sheet import MARGIN, Sheet, tint
from simulator.report.style import GRID, INK, LOOKS, MUTED, Look, chart_style
from simulator.report.time_axis import TimeAxis
from simulator.report.words import percent, tell
from simulator.text.lengths import show_duration

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 1080.0, 262.0, 880.0
TOP, ROW = 66.0, 62.0
UP, DOWN = 28.0, 20.0
"""Heights of what is taken, above the line of a row, and of what waits, below it."""
SHOWN = 12
STRETCHES = 300
"""Stretches of time of which each shows its mean."""
_NOTICED = 0.01
_TAKEN = Look(LOOKS["working"].colour)
_OVER = Look(LOOKS["limit"].colour, hatch="///")
_WAITING = {True: LOOKS["waiting_operator"], False: LOOKS["waiting_unit"]}


@dataclass(frozen=True, slots=True)
class _Row:
    """A desk or pool on the chart: its load in the mean of each stretch."""

    load: Load
    title: str
    desk: bool
    there: Times
    taken: Times
    waiting: Times


def draw_loads(program: Program, log: Log, loads: Sequence[Load], *, title: str, lang: str) -> "Figure":
    """Draw the desks and pools under most pressure, in one replication.

    Above the line of a row: what was taken, and in outline what was there. Below it: who waited.
    """
    shown = loads[:SHOWN]
    titles = Titles(program, lang)
    edges = np.linspace(0.0, log.ended, STRETCHES + 1)
    with chart_style():
        bottom = TOP + ROW * len(shown)
        sheet = Sheet(WIDTH, bottom + 88)
        axis = TimeAxis(log.ended, LEFT, RIGHT)
        heading = tell(say("Desks and units under load"), lang=lang)
        subtitle = say(
            "replication {number}, typical of the run · {shown} of {count} desks and pools,"
            " most waited for first",
            number=log.replication,
            shown=len(shown),
            count=len(loads),
        )
        sheet.head(f"{heading} · {title}", tell(subtitle, lang=lang))
        axis.draw(sheet, TOP, bottom, lang=lang)
        rows = [_made(program, load, edges, titles) for load in shown]
        for number, row in enumerate(rows):
            _draw(sheet, row, TOP + ROW * number, axis, lang)
        _legend(sheet, bottom + 50, rows, lang)
    return sheet.figure


def _made(program: Program, load: Load, edges: Times, titles: Titles) -> _Row:
    server = program.servers[load.server]
    desk = server.kind == "desk"
    return _Row(
        load,
        titles.agent(server.agent) if desk else titles.place(server.name),
        desk,
        over_time(load.capacity, edges),
        over_time(load.taken, edges),
        over_time(load.waiting, edges),
    )


def _draw(sheet: Sheet, row: _Row, top: float, axis: TimeAxis, lang: str) -> None:
    base = top + UP + 8
    sheet.line((MARGIN, top + ROW), (WIDTH - MARGIN, top + ROW), color=GRID, linewidth=0.5, zorder=1)
    names = wrap(drawable(row.title), LEFT - MARGIN - 34, 9.5, lines=2)
    for number, line in enumerate(names):
        sheet.text(MARGIN, top + 14 + 12 * number, line, size=9.5, gid=f"row:{row.load.server}")
    most = max(float(row.there.max()), float(row.taken.max()), 1.0)
    inside = np.minimum(row.taken, row.there)
    _hill(sheet, inside, base, -UP / most, axis, _TAKEN, "taken")
    if _overworked(row):
        _hill(sheet, row.taken, base, -UP / most, axis, _OVER, "over")
        _hill(sheet, inside, base, -UP / most, axis, _TAKEN, "taken")
    sheet.path(_outline(row.there, base, -UP / most, axis), color=INK, linewidth=0.8, zorder=5, gid="there")
    queue = max(float(row.waiting.max()), 1.0)
    _hill(sheet, row.waiting, base, DOWN / queue, axis, _WAITING[row.desk], "waiting")
    sheet.line((LEFT, base), (RIGHT, base), color=MUTED, linewidth=0.8, zorder=6)
    sheet.text(LEFT - 6, base - UP + 3, f"{most:.0f}", size=7, ha="right", color=MUTED)
    _figures(sheet, row, top, lang)


def _hill(
    sheet: Sheet, values: Times, base: float, scale: float, axis: TimeAxis, look: Look, gid: str
) -> None:
    if values.max() > 0:
        light = look is not _TAKEN
        points = [(axis.x(0.0), base), *_outline(values, base, scale, axis), (axis.x(axis.end), base)]
        fill = tint(look.colour, 0.3) if light else look.colour
        sheet.shape(
            points, facecolor=fill, edgecolor=look.colour, hatch=look.hatch, linewidth=0.5, zorder=3, gid=gid
        )


def _outline(values: Times, base: float, scale: float, axis: TimeAxis) -> list[tuple[float, float]]:
    """Give the line of steps through values of even stretches; equal neighbours share a step."""
    turns = np.flatnonzero(np.diff(values, prepend=np.nan) != 0)
    ends = [*turns[1:].tolist(), len(values)]
    points = []
    for begin, end in zip(turns.tolist(), ends, strict=True):
        y = base + float(values[begin]) * scale
        points += [(axis.x(axis.end * at / len(values)), y) for at in (begin, end)]
    return points


def _figures(sheet: Sheet, row: _Row, top: float, lang: str) -> None:
    x, load = RIGHT + 14, row.load
    used = say("taken {share} of the time on duty", share=percent(load.used))
    if not row.there.any():
        used = say("nobody there at any time")
    lines = [(9.0, INK, used)]
    if load.waiting:
        most = say("at most {count} waiting at once", count=_most(load))
        waited = say("waited together {time}", time=show_duration(load.waited, lang))
        lines += [(8.0, MUTED, most), (8.0, MUTED, waited)]
    for number, (size, colour, words) in enumerate(lines):
        text = shorten(tell(words, lang=lang), WIDTH - MARGIN - x, size)
        sheet.text(x, top + 15 + 14 * number, text, size=size, color=colour)


def _most(load: Load) -> int:
    """Give how many waited at once, at most; who comes as another goes takes its place."""
    turns = sorted(
        turn for span in load.waiting for turn in ((span.begin, span.units), (span.end, -span.units))
    )
    return max(accumulate(change for _, change in turns))


def _legend(sheet: Sheet, y: float, rows: Sequence[_Row], lang: str) -> None:
    keys = [(area(_TAKEN, light=False), say("taken")), (_outline_sign, say("on duty or available"))]
    if any(row.desk and row.load.waiting for row in rows):
        keys.append((area(_WAITING[True]), say("waiting for an operator")))
    if any(not row.desk and row.load.waiting for row in rows):
        keys.append((area(_WAITING[False]), say("waiting for units")))
    if any(_overworked(row) for row in rows):
        keys.append((area(_OVER), say("held on after the shift")))
    draw_legend(sheet, y, keys, lang=lang)


def _overworked(row: _Row) -> bool:
    return bool((row.taken - row.there).max() > _NOTICED)


def _outline_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.path([(x, y + 4), (x + 6, y + 4), (x + 6, y - 4), (x + SIGN, y - 4)], color=INK, linewidth=0.8)
