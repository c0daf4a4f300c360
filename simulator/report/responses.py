"""The chart of response times: for each milestone, when it was reached over all replications."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.errors import say
from simulator.report.figures import share
from simulator.report.legend import SIGN, Sign, draw_legend
from simulator.report.lettering import drawable, width, wrap
from simulator.report.response_model import Response, density
from simulator.report.sheet import MARGIN, Sheet, tint
from simulator.report.style import GRID, INK, LOOKS, MUTED, chart_style
from simulator.report.time_axis import TimeAxis
from simulator.report.words import percent, since_start, tell
from simulator.units import MINUTE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 1080.0, 232.0, 760.0
BLOCK = 60.0
"""Width of the block right of the axis when no replication reached the milestone."""
ROW, HILL = 48.0, 23.0
TOP = 66.0
SEEN = 0.99
"""The axis ends where so many of the replications of every row have been seen."""
_SIGNS = {"met": "✓", "missed": "✗", "undecided": "?"}
_WORDS = {"met": say("met"), "missed": say("missed"), "undecided": say("not decided")}
_WRONG = LOOKS["limit"].colour
_COLOURS = {"met": LOOKS["message"].colour, "missed": _WRONG, "undecided": MUTED}


def draw_responses(
    responses: Sequence[Response], *, title: str, subtitle: str, horizon: float, lang: str
) -> "Figure":
    """Draw one row for each milestone, the earliest median at the top.

    Hill: how often it was reached at a time. Bar: 10 % to 90 % of the replications, tick: median with its
    interval. Hatched block: share that did not reach it by the horizon.
    """
    rows = sorted((one for one in responses if len(one.times)), key=lambda one: (one.quantile(0.5), one.name))
    with chart_style():
        bottom = TOP + ROW * len(rows)
        sheet = Sheet(WIDTH, bottom + 96)
        axis = TimeAxis(_end(rows), LEFT, RIGHT)
        sheet.head(f"{tell(say('Response times'), lang=lang)} · {title}", subtitle)
        axis.draw(sheet, TOP, bottom, lang=lang)
        sheet.line((LEFT, bottom), (RIGHT, bottom), color=MUTED, linewidth=0.8, zorder=2)
        for number, response in enumerate(rows):
            base = TOP + ROW * (number + 1) - 10
            _row(sheet, response, base, axis, horizon, lang)
        _legend(sheet, bottom + 60, rows, axis, lang)
    return sheet.figure


def _end(rows: Sequence[Response]) -> float:
    seen = [float(np.quantile(finite, SEEN, method="higher")) for row in rows if len(finite := _finite(row))]
    return max([*seen, *(row.within or 0.0 for row in rows), 60.0]) * 1.04


def _finite(row: Response) -> NDArray[np.float64]:
    return row.times[np.isfinite(row.times)]


def _row(sheet: Sheet, row: Response, base: float, axis: TimeAxis, horizon: float, lang: str) -> None:
    sheet.line((MARGIN, base + 10), (WIDTH - MARGIN, base + 10), color=GRID, linewidth=0.5, zorder=1)
    names = wrap(drawable(row.title), LEFT - MARGIN - 14, 9.5, lines=2)
    for number, line in enumerate(names):
        sheet.text(
            MARGIN,
            base - 26 + (5 if len(names) == 1 else 0) + number * 12,
            line,
            size=9.5,
            gid=f"row:{row.name}",
        )
    sheet.text(MARGIN, base + 1, _quantiles(row, axis, horizon, lang), size=7.5, color=MUTED)
    _hill(sheet, row, base, axis)
    _span(sheet, row, base, axis)
    _limit(sheet, row, base, axis, lang)
    _never(sheet, row, base, lang)
    _verdict(sheet, row, base, axis, lang)


def _quantiles(row: Response, axis: TimeAxis, horizon: float, lang: str) -> str:
    beyond = f"> {since_start(horizon, until=axis.end, lang=lang)}"
    median, p90 = (  # to the nearest minute, as the tables do
        since_start(time + MINUTE / 2, until=axis.end, lang=lang) if np.isfinite(time) else beyond
        for time in (row.quantile(0.5), row.quantile(0.9))
    )
    return tell(say("median {median} · nine in ten {p90}", median=median, p90=p90), lang=lang)


def _hill(sheet: Sheet, row: Response, base: float, axis: TimeAxis) -> None:
    """Draw how often it was reached at a time; what was too late hatched in vermilion."""
    times = _finite(row)
    times = times[times <= axis.end]
    if not len(times):
        return
    places, heights = density(times, axis.end)
    outline = list(zip(places, heights * HILL * len(times) / len(row.times), strict=True))
    limit = np.inf if row.within is None else row.within
    # The curve is smooth and would reach a little over the limit where no time does.
    shown = [
        (at, height)
        for at, height in outline
        if height > 0.05 and ((times <= limit).any() if at <= limit else (times > limit).any())
    ]
    early = [(axis.x(at), base - 5 - height) for at, height in shown if at <= limit]
    late = [(axis.x(at), base - 5 - height) for at, height in shown if at > limit]
    for edge, colour, hatch in ((early, LOOKS["working"].colour, ""), (late, LOOKS["limit"].colour, "////")):
        if edge:
            ends = [(edge[0][0], base - 5), *edge, (edge[-1][0], base - 5)]
            fill = tint(colour, 0.35)
            sheet.shape(
                ends, facecolor=fill, edgecolor=colour, linewidth=0.7, hatch=hatch, zorder=3, gid="hill"
            )


def _span(sheet: Sheet, row: Response, base: float, axis: TimeAxis) -> None:
    colour = LOOKS["working"].colour
    p10, p50, p90 = (row.quantile(share) for share in (0.1, 0.5, 0.9))
    if np.isfinite(p10):
        sheet.line(
            (axis.x(p10), base),
            (axis.x(p90), base),
            color=colour,
            linewidth=3.0,
            solid_capstyle="butt",
            zorder=4,
            gid="span",
        )
    if not np.isfinite(p50):
        return
    low, high = row.median_low, row.median_high
    if low is not None and high is not None and np.isfinite(low):
        sheet.line(
            (axis.x(low), base),
            (axis.x(high), base),
            color=INK,
            linewidth=5.0,
            solid_capstyle="butt",
            zorder=5,
            gid="interval",
        )
    sheet.line(
        (axis.x(p50), base - 6), (axis.x(p50), base + 6), color=INK, linewidth=1.6, zorder=6, gid="median"
    )


def _limit(sheet: Sheet, row: Response, base: float, axis: TimeAxis, lang: str) -> None:
    if row.within is None:
        return
    look = LOOKS["limit"]
    x = axis.x(row.within)
    sheet.line(
        (x, base - HILL - 4),
        (x, base + 6),
        color=look.colour,
        linewidth=1.3,
        linestyle=look.dash,
        zorder=6,
        gid="limit",
    )
    limit = since_start(row.within, until=axis.end, lang=lang)
    text = tell(say("limit {limit}", limit=limit), lang=lang)
    half = width(text, 7.5) / 2
    sheet.text(
        min(max(x, LEFT + half), RIGHT - half),
        base - HILL - 9,
        text,
        size=7.5,
        ha="center",
        color=look.colour,
        halo=True,
    )


def _never(sheet: Sheet, row: Response, base: float, lang: str) -> None:
    if row.never == 0:
        return
    colour = MUTED if row.within is None else LOOKS["limit"].colour  # without a limit it may be good
    size = max(row.never * BLOCK, 1.5), HILL - 8
    sheet.box(
        RIGHT + 10,
        base - HILL + 3,
        *size,
        facecolor=tint(colour, 0.2),
        edgecolor=colour,
        hatch="///",
        linewidth=0.7,
        zorder=3,
        gid="never",
    )
    text = tell(say("never {share}", share=share(row.never)), lang=lang)
    sheet.text(RIGHT + 10, base + 2.5, text, size=7.5, color=colour)


def _verdict(sheet: Sheet, row: Response, base: float, axis: TimeAxis, lang: str) -> None:
    if row.verdict not in _WORDS or row.share is None or row.within is None:
        return
    x = RIGHT + 92
    sign, word = _SIGNS[row.verdict], tell(_WORDS[row.verdict], lang=lang)
    sheet.text(
        x, base - 18, f"{sign} {word}", size=11, color=_COLOURS[row.verdict], gid=f"verdict:{row.verdict}"
    )
    words = say(
        "{share} within {limit} ({low} to {high}) · required {required}",
        share=share(row.share),
        limit=since_start(row.within, until=axis.end, lang=lang),
        low=share(row.low or 0.0),
        high=share(1.0 if row.high is None else row.high),
        required=percent(row.required or 0.0),
    )
    for number, line in enumerate(wrap(tell(words, lang=lang), WIDTH - MARGIN - x, 8, lines=2)):
        sheet.text(x, base - 4 + number * 10, line, size=8)


def _legend(sheet: Sheet, y: float, rows: Sequence[Response], axis: TimeAxis, lang: str) -> None:
    limited = [row for row in rows if row.within is not None]
    late = any((_finite(row) > row.within).any() for row in limited if row.within is not None)
    entries = [(_hill_sign(LOOKS["working"].colour), say("how often at this time"))]
    entries += [(_hill_sign(_WRONG, "////"), say("later than the limit"))] if late else []
    entries += [
        (_stroke_sign(LOOKS["working"].colour, 3.0), say("10 % to 90 % of the replications")),
        (_median_sign, say("median and its 95 % interval")),
    ]
    entries += [(_limit_sign, say("limit of the objective"))] if limited else []
    if any(row.never for row in rows):
        colour = _WRONG if any(row.never for row in limited) else MUTED
        entries.append((_never_sign(colour), say("not reached by the horizon")))
    draw_legend(sheet, y, entries, lang=lang)
    _bound(sheet, y + 18, rows, axis, lang)


def _bound(sheet: Sheet, y: float, rows: Sequence[Response], axis: TimeAxis, lang: str) -> None:
    """Say how much lies beyond the axis."""
    beyond = max(
        (float(np.mean(np.isfinite(row.times) & (row.times > axis.end))) for row in rows), default=0.0
    )
    if beyond > 0:
        note = say("In no row does more than {share} lie to the right of the axis.", share=_ceiling(beyond))
        sheet.text(MARGIN, y, tell(note, lang=lang), size=8, color=MUTED)


def _hill_sign(colour: str, hatch: str = "") -> Sign:
    shape = ((0, 4), (6, -1), (11, -5), (16, 0), (22, 4))
    look = {"facecolor": tint(colour, 0.35), "edgecolor": colour, "linewidth": 0.7, "hatch": hatch}
    return lambda sheet, x, y: sheet.shape([(x + right, y + down) for right, down in shape], **look)


def _stroke_sign(colour: str, wide: float) -> Sign:
    look = {"color": colour, "linewidth": wide, "solid_capstyle": "butt"}
    return lambda sheet, x, y: sheet.line((x, y), (x + SIGN, y), **look)


def _median_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.line((x + 5, y), (x + 17, y), color=INK, linewidth=5.0, solid_capstyle="butt")
    sheet.line((x + 11, y - 6), (x + 11, y + 6), color=INK, linewidth=1.6)


def _limit_sign(sheet: Sheet, x: float, y: float) -> None:
    dash = LOOKS["limit"].dash
    sheet.line((x + 11, y - 6), (x + 11, y + 6), color=_WRONG, linewidth=1.3, linestyle=dash)


def _never_sign(colour: str) -> Sign:
    look = {"facecolor": tint(colour, 0.2), "edgecolor": colour, "linewidth": 0.7, "hatch": "///"}
    return lambda sheet, x, y: sheet.box(x, y - 5, SIGN, 10, **look)


def _ceiling(share: float) -> str:
    """Give the next whole percent, since it is a bound.

    >>> _ceiling(0.004), _ceiling(0.031)
    ('1 %', '4 %')
    """
    return f"{int(np.ceil(share * 100))} %"
