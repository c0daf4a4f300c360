"""The chart of warnings: how long after each warning each of its measures was under way, and done."""

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from simulator.analysis.figures import Times
from simulator.analysis.statistics import rank
from simulator.errors import Message, say
from simulator.report.legend import SIGN, area, draw_legend
from simulator.report.lettering import drawable, shorten, wrap
from simulator.report.sheet import MARGIN, Head, Sheet
from simulator.report.style import GRID, INK, LOOKS, MUTED, chart_style
from simulator.report.time_axis import TimeAxis
from simulator.report.warning_rows import Measure, Warned
from simulator.report.words import percent, since_start, tell
from simulator.units import MINUTE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 1080.0, 262.0, 800.0
TOP, HEAD, ROW, NOTHING = 66.0, 28.0, 38.0, 26.0
_LOOKS = {"started": LOOKS["travel"], "done": LOOKS["working"]}
"""Begun is light and hatched, done is full."""
_WORDS = {
    "started": (
        say("begun: median {median} · nine in ten {p90}"),
        say("begun: median {median} · never {never}"),
        say("never begun in {never}"),
    ),
    "done": (
        say("done: median {median} · nine in ten {p90}"),
        say("done: median {median} · never {never}"),
        say("never done in {never}"),
    ),
}
"""By stage: where it came in all replications, in most, in fewer than half of them."""
_SINCE = (say("time since the warning (h:mm)"), say("time since the warning (days)"))
_SHADES = {
    name: shade
    for names, shade in (
        (("blue", "蓝", "蓝色"), "#0072b2"),
        (("yellow", "黄", "黄色"), "#f0e442"),
        (("orange", "橙", "橙色"), "#e69f00"),
        (("red", "红", "红色"), "#c1121f"),
    )
    for name in names
}
"""The colour of each level of a warning, beside its name."""


def draw_warnings(warnings: Sequence[Warned], *, head: Head, lang: str) -> "Figure":
    """Draw for each warning how long after it each measure was begun and done.

    Bar: 10 % to 90 % of the replications in which it was issued, tick: median.
    """
    measures = [measure for warning in warnings for measure in warning.measures]
    with chart_style():
        bare = sum(not warning.measures for warning in warnings)
        bottom = TOP + HEAD * len(warnings) + ROW * len(measures) + NOTHING * bare
        sheet = Sheet(WIDTH, bottom + (84 if measures else MARGIN))
        axis = TimeAxis(_end(measures), LEFT, RIGHT)
        heading = tell(say("From warning to measure"), lang=lang)
        subtitle = say("{runs} replications, seed {seed}", runs=head.runs, seed=head.seed)
        sheet.head(f"{heading} · {head.title}", tell(subtitle, lang=lang))
        if measures:
            axis.draw(sheet, TOP, bottom, lang=lang, what=_SINCE)
        y = TOP
        for warning in warnings:
            _warning(sheet, warning, y, lang)
            y += HEAD
            for measure in warning.measures:
                _measure(sheet, measure, y, axis, lang)
                y += ROW
            if not warning.measures:
                _nothing(sheet, y, lang)
                y += NOTHING
        if measures:
            _legend(sheet, bottom + 50, measures, lang)
    return sheet.figure


def _end(measures: Sequence[Measure]) -> float:
    """Give where the axis ends: at the latest time that is drawn."""
    stages = [times for measure in measures for times in (measure.started, measure.done)]
    shown = [_quantile(times, share) for times in stages for share in (0.5, 0.9)]
    return max([*filter(isfinite, shown), 60.0]) * 1.04


def _quantile(times: Times, share: float) -> float:
    return float(np.sort(times)[rank(len(times), share)])


def _warning(sheet: Sheet, warning: Warned, y: float, lang: str) -> None:
    middle, x = y + HEAD / 2 + 2, MARGIN
    if warning.colour in _SHADES:
        look = {"facecolor": _SHADES[warning.colour], "edgecolor": INK, "linewidth": 0.5, "gid": "colour"}
        sheet.box(x, middle - 6, 12, 12, **look)
        x += 18
    words = say(
        "{warning}: {level} · issued in {share} of the replications",
        warning=warning.title,
        level=warning.level,
        share=percent(warning.issued),
    )
    text = shorten(drawable(tell(words, lang=lang)), RIGHT - x, 10.5)
    sheet.text(x, middle, text, size=10.5, gid=f"warning:{warning.colour}")


def _nothing(sheet: Sheet, y: float, lang: str) -> None:
    """Say that a warning has no measures attached: nobody has to do anything on it."""
    sheet.line((MARGIN, y + NOTHING), (WIDTH - MARGIN, y + NOTHING), color=GRID, linewidth=0.5, zorder=1)
    words = tell(say("no measure is attached to it"), lang=lang)
    sheet.text(MARGIN + 8, y + NOTHING / 2, words, size=9.5, color=LOOKS["limit"].colour, gid="nothing")


def _measure(sheet: Sheet, measure: Measure, y: float, axis: TimeAxis, lang: str) -> None:
    sheet.line((MARGIN, y + ROW), (WIDTH - MARGIN, y + ROW), color=GRID, linewidth=0.5, zorder=1)
    names = wrap(drawable(measure.title), LEFT - MARGIN - 22, 9.5, lines=2)
    for number, line in enumerate(names):
        sheet.text(MARGIN + 8, y + 13 + 12 * number, line, size=9.5, gid=f"row:{measure.name}")
    room = WIDTH - MARGIN - RIGHT - 14
    for place, (stage, times) in enumerate((("started", measure.started), ("done", measure.done))):
        middle = y + 12 + 14 * place
        _span(sheet, times, middle, axis, stage)
        text = shorten(tell(_figures(times, stage, axis, lang), lang=lang), room, 8.5)
        failed = bool(np.isinf(times).any())
        sheet.text(RIGHT + 14, middle, text, size=8.5, color=LOOKS["limit"].colour if failed else INK)


def _span(sheet: Sheet, times: Times, y: float, axis: TimeAxis, stage: str) -> None:
    """Draw 10 % to 90 % and the median; what came too seldom for that goes to the end of the axis."""
    low, middle, high = (_quantile(times, share) for share in (0.1, 0.5, 0.9))
    if isfinite(low):
        left, right = axis.x(low), axis.x(high)
        light, gid = stage == "started", f"span:{stage}"
        sheet.area(
            (left, y - 4),
            (max(right - left, 1.0), 8),
            _LOOKS[stage],
            light=light,
            zorder=3,
            gid=gid,
        )
    if isfinite(middle):
        x = axis.x(middle)
        sheet.line((x, y - 5), (x, y + 5), color=INK, linewidth=1.6, zorder=4, gid=f"median:{stage}")


def _figures(times: Times, stage: str, axis: TimeAxis, lang: str) -> Message:
    never = float(np.mean(np.isinf(times)))
    median, p90 = (_quantile(times, share) for share in (0.5, 0.9))
    always, sometimes, seldom = _WORDS[stage]
    words = always if never == 0 else sometimes if isfinite(median) else seldom
    shown = {"median": _time(median, axis, lang), "p90": _time(p90, axis, lang)}
    return say(words.template, **shown, never=percent(never))


def _time(seconds: float, axis: TimeAxis, lang: str) -> str:
    """Give a time to the nearest minute, nothing where it never came."""
    return since_start(seconds + MINUTE / 2, until=axis.end, lang=lang) if isfinite(seconds) else ""


def _legend(sheet: Sheet, y: float, measures: Sequence[Measure], lang: str) -> None:
    keys = [
        (area(_LOOKS["started"]), say("begun, 10 % to 90 % of the replications")),
        (area(_LOOKS["done"], light=False), say("done, 10 % to 90 % of the replications")),
        (_tick, say("median")),
    ]
    draw_legend(sheet, y, keys, lang=lang)
    if any((measure.started == 0).any() for measure in measures):
        note = say("Where the time is 0, a measure had begun before the warning, for one of a lower level.")
        sheet.text(MARGIN, y + 18, tell(note, lang=lang), size=8, color=MUTED)


def _tick(sheet: Sheet, x: float, y: float) -> None:
    sheet.line((x + SIGN / 2, y - 5), (x + SIGN / 2, y + 5), color=INK, linewidth=1.6)
