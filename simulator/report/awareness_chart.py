"""The chart of awareness: how much of what agencies needed to know they knew, and rightly, over time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.analysis.awareness import KNOWN, NEEDED, RIGHTLY, RUNNING, STEPS
from simulator.analysis.figures import Times
from simulator.analysis.results import Numbers
from simulator.analysis.titles import Titles
from simulator.errors import say
from simulator.program.model import Program
from simulator.report.legend import SIGN, area, draw_legend
from simulator.report.lettering import drawable, shorten, wrap
from simulator.report.sheet import MARGIN, Sheet, tint
from simulator.report.style import GRID, INK, LOOKS, MUTED, Look, chart_style
from simulator.report.time_axis import TimeAxis
from simulator.report.words import percent, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 1080.0, 262.0, 960.0
TOP, HIGH = 74.0, 190.0
LIST, ROW, BAR = 58.0, 20.0, 11.0
"""From the lower edge of the curves to the list of agencies; height of a row in it, and of its bar."""
_SEEN = 0.5
"""Points of a part that is drawn."""
SHOWN = 14
"""Agencies that are listed, those that knew least rightly first."""
_RIGHT = Look(LOOKS["working"].colour)
_WRONG = Look(LOOKS["limit"].colour, hatch="///")

Record = Mapping[str, Any]


def measured(counts: Numbers) -> bool:
    """Tell whether anybody ever needed to know anything at a time at which it is counted."""
    return bool(counts[:, NEEDED].any())


def draw_awareness(program: Program, counts: Numbers, summary: Record, *, lang: str) -> "Figure":
    """Draw the shares known rightly and wrongly over time, of all agencies; then those that knew least.

    `counts` are those of `Results.aware`. The curves end where fewer than half of the replications still run.
    """
    agencies = sorted(summary["awareness"]["agencies"], key=lambda each: (each["right"], each["agency"]))
    shown = agencies[:SHOWN]
    steps = _steps(counts)
    axis = TimeAxis(program.horizon * steps / STEPS, LEFT, RIGHT)
    with chart_style():
        top = TOP + HIGH + LIST
        sheet = Sheet(WIDTH, top + ROW * len(shown) + 62)
        subtitle = say(
            "what tasks and levels hang on, since it became true · {replications} replications ·"
            " agencies: {shown} of {count}, least aware first",
            replications=len(counts),
            shown=len(shown),
            count=len(agencies),
        )
        heading = tell(say("Who knew what it needed to know"), lang=lang)
        sheet.head(f"{heading} · {program.title.show(lang)}", tell(subtitle, lang=lang))
        axis.draw(sheet, TOP, TOP + HIGH, lang=lang)
        _curves(sheet, counts[:, :, :steps], axis, lang)
        _columns(sheet, top - 10, lang)
        titles = Titles(program, lang)
        numbers = {agent.name: number for number, agent in enumerate(program.agents)}
        for place, record in enumerate(shown):
            _agency(sheet, record, titles.agent(numbers[record["agency"]]), top + ROW * (place + 0.5))
        _legend(sheet, top + ROW * len(shown) + 32, lang)
    return sheet.figure


def _steps(counts: Numbers) -> int:
    """Give at how many times at least half of the replications still run."""
    running = counts[:, RUNNING].sum(axis=0) * 2 >= len(counts)
    return max(int(running.sum()), 2)


def _curves(sheet: Sheet, counts: Numbers, axis: TimeAxis, lang: str) -> None:
    needed = counts[:, NEEDED].sum(axis=0)
    places = np.flatnonzero(needed)
    known, right = (counts[:, row].sum(axis=0)[places] / needed[places] for row in (KNOWN, RIGHTLY))
    x = [*(axis.x(axis.end * place / len(needed)) for place in places.tolist()), RIGHT]
    for share in (0.0, 0.5, 1.0):
        y = _y(share)
        sheet.line((LEFT, y), (RIGHT, y), color=MUTED if share == 0.0 else GRID, linewidth=0.6, zorder=2)
        sheet.text(LEFT - 6, y, percent(share), size=8, ha="right", color=MUTED)
    none = np.zeros(len(places))
    for low, high, look, gid in ((none, right, _RIGHT, "right"), (right, known, _WRONG, "wrong")):
        lower, upper = (list(zip(x, _heights(shares), strict=True)) for shares in (low, high))
        fill, hatched = tint(look.colour, 0.3), {"hatch": look.hatch, "edgecolor": look.colour}
        sheet.shape([*lower, *reversed(upper)], facecolor=fill, linewidth=0.0, zorder=3, gid=gid, **hatched)
        sheet.path(upper, color=_RIGHT.colour, linewidth=1.2 if look is _RIGHT else 0.5, zorder=4)
    middle = tell(say("all agencies"), lang=lang)
    sheet.text(MARGIN, TOP + 8, middle, size=11)
    words = say(
        "at the end known {known}, rightly {right}",
        known=percent(float(known[-1])),
        right=percent(float(right[-1])),
    )
    for number, line in enumerate(wrap(tell(words, lang=lang), LEFT - MARGIN - 50, 9, lines=2)):
        sheet.text(MARGIN, TOP + 26 + 13 * number, line, size=9, color=MUTED)


def _heights(shares: Times) -> list[float]:
    """Give where shares are; the last one lasts to the end."""
    return [_y(share) for share in (*shares.tolist(), float(shares[-1]))]


def _y(share: float) -> float:
    return TOP + HIGH * (1.0 - share)


def _columns(sheet: Sheet, y: float, lang: str) -> None:
    """Write what the figures of an agency are."""
    over = tell(say("share of the time since it became true"), lang=lang)
    sheet.text(LEFT, y, over, size=8, color=MUTED)
    for x, words in ((RIGHT + 46, say("rightly")), (WIDTH - MARGIN, say("known"))):
        sheet.text(x, y, tell(words, lang=lang), size=8, ha="right", color=MUTED)


def _agency(sheet: Sheet, record: Record, name: str, y: float) -> None:
    sheet.text(
        MARGIN,
        y,
        shorten(drawable(name), LEFT - MARGIN - 14, 9.5),
        size=9.5,
        gid=f"agency:{record['agency']}",
    )
    wide = RIGHT - LEFT
    sheet.box(LEFT, y - BAR / 2, wide, BAR, facecolor=tint(MUTED, 0.12), edgecolor="none", zorder=2)
    right, known = record["right"] * wide, record["known"] * wide
    for begin, end, look, gid in ((0.0, right, _RIGHT, "rightly"), (right, known, _WRONG, "wrongly")):
        if end - begin >= _SEEN:
            sheet.area((LEFT + begin, y - BAR / 2), (end - begin, BAR), look, light=True, zorder=3, gid=gid)
    sheet.text(RIGHT + 46, y, percent(record["right"]), size=9, ha="right", color=INK)
    sheet.text(WIDTH - MARGIN, y, percent(record["known"]), size=9, ha="right", color=MUTED)


def _legend(sheet: Sheet, y: float, lang: str) -> None:
    keys = [
        (area(_RIGHT), say("known, and it is so")),
        (area(_WRONG), say("known, but it is not so any more")),
        (_nothing, say("not known")),
    ]
    draw_legend(sheet, y, keys, lang=lang)


def _nothing(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x, y - 5, SIGN, 10, facecolor=tint(MUTED, 0.12), edgecolor=GRID, linewidth=0.5)
