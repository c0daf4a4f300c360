"""Numbers, arrow heads, the list of the dearest gaps and the legend of a network chart."""

from collections.abc import Iterator, Sequence
from math import atan2, cos, sin
from typing import Any

from simulator.errors import Message, say
from simulator.report.cost_scale import COLOURS, WIDTHS, CostScale, minutes_text
from simulator.report.lettering import drawable, shorten, width
from simulator.report.network_model import Finding, Network
from simulator.report.network_order import Point
from simulator.report.network_routes import BADGE
from simulator.report.sheet import Sheet
from simulator.report.style import INK, LOOKS, MUTED, PAPER
from simulator.report.svg_ids import svg_id
from simulator.report.words import tell

MARGIN = 22.0
PLAIN_LINES = (("#cfcfcf", 0.6), ("#9a9a9a", 0.9))
"""Colour and width of a link without a gap, and of one with gaps that cost no minutes."""
LINE = 19.0
COLUMNS = 2
_LIST, _BELOW = 26.0, 66.0
_WRONG = LOOKS["limit"].colour
MISSING_LINES: tuple[dict[str, Any], dict[str, Any]] = (
    {"color": "#e9a27a", "linewidth": 1.1},
    {"color": _WRONG, "linewidth": 2.2},
)
"""A missing link without minutes, fainter, and one with."""


def foot_height(network: Network) -> float:
    """Give the room that the list of gaps and the legend take below the agencies."""
    return 30 + _LIST + _rows(network) * LINE + _BELOW


def _rows(network: Network) -> int:
    return -(-len(network.findings) // COLUMNS)


def draw_foot(sheet: Sheet, network: Network, scale: CostScale, y: float, *, lang: str) -> None:
    """Draw the list of the gaps with numbers, and below it the legend."""
    if network.findings:
        words = say("The {count} leading gaps of {gaps}", count=len(network.findings), gaps=network.gaps)
        sheet.text(MARGIN, y, tell(words, lang=lang), size=10.5)
    column = (sheet.width - 2 * MARGIN) / COLUMNS
    rows = _rows(network)
    for place, finding in enumerate(network.findings):
        x = MARGIN + (place // rows) * column
        _entry(sheet, finding, (x, y + _LIST + (place % rows) * LINE), column - 20, lang)
    below = y + _LIST + rows * LINE + 12
    _legend(sheet, scale, below, lang)
    sheet.text(MARGIN, below + 18, " ".join(_left_out(network, lang)), size=8, color=MUTED)


def _left_out(network: Network, lang: str) -> Iterator[str]:
    if left := network.agencies_left_out:
        yield tell(say("{left} agencies with few links and no gap are not drawn.", left=left), lang=lang)
    if left := network.missing_left_out:
        yield tell(say("{left} more missing links are not drawn.", left=left), lang=lang)


def _entry(sheet: Sheet, finding: Finding, at: Point, room: float, lang: str) -> None:
    x, y = at
    draw_badge(sheet, (x + BADGE, y), finding.number, name=svg_id("gap", finding.gap))
    sheet.text(x + 76, y, tell(_minutes(finding), lang=lang), size=10, ha="right")
    sheet.text(
        x + 86,
        y,
        shorten(drawable(finding.title), room - 86, 10),
        size=10,
        gid=svg_id("gap-title", finding.gap),
    )


def _minutes(finding: Finding) -> Message:
    if finding.minutes is None:
        return say("not timed")
    return say("{minutes} min", minutes=minutes_text(finding.minutes))


def draw_badge(sheet: Sheet, at: Point, number: int, *, name: str | None = None) -> None:
    """Draw a number in a dark circle."""
    sheet.circle(*at, BADGE, facecolor=INK, edgecolor=PAPER, linewidth=1.0, zorder=6, gid=name)
    sheet.text(*at, str(number), size=8, ha="center", color=PAPER, zorder=9)


def draw_arrow_head(sheet: Sheet, points: Sequence[Point], *, size: float, color: str, zorder: float) -> None:
    """Draw the head of an arrow at the end of a line."""
    (ax, ay), (bx, by) = points[-3], points[-1]
    angle = atan2(by - ay, bx - ax)
    wings = [(bx - size * cos(angle + turn), by - size * sin(angle + turn)) for turn in (0.42, -0.42)]
    sheet.shape([(bx, by), *wings], facecolor=color, edgecolor="none", zorder=zorder)


def _legend(sheet: Sheet, scale: CostScale, y: float, lang: str) -> None:
    x = MARGIN
    for colour, wide, words in zip(COLOURS, WIDTHS, scale.words(), strict=True):
        sheet.line((x, y), (x + 22, y), color=colour, linewidth=wide, solid_capstyle="butt")
        x = _label(sheet, x, y, tell(words, lang=lang))
    plain = (say("a link without a gap"), say("a link with a gap, without minutes"))
    for (colour, wide), words in zip(PLAIN_LINES, plain, strict=True):
        sheet.line((x, y), (x + 22, y), color=colour, linewidth=wide + 0.2)
        x = _label(sheet, x, y, tell(words, lang=lang))
    sheet.line((x, y), (x + 22, y), linestyle=(0, (3.2, 1.8)), **MISSING_LINES[1])
    x = _label(sheet, x, y, tell(say("a missing link, fainter without minutes"), lang=lang))
    sheet.box(x + 1, y - 7, 20, 14, facecolor=PAPER, edgecolor=_WRONG, linewidth=2.2)
    sheet.box(x + 4, y - 4, 14, 8, facecolor=PAPER, edgecolor=MUTED, linewidth=0.7)
    x = _label(sheet, x, y, tell(say("a single point of failure"), lang=lang))
    sheet.box(x, y - 5, 22, 10, facecolor=scale.colour(scale.bounds[2]), edgecolor=MUTED, linewidth=0.7)
    _label(sheet, x, y, tell(say("minutes lost at the agency itself"), lang=lang))


def _label(sheet: Sheet, x: float, y: float, text: str) -> float:
    sheet.text(x + 28, y, text, size=8)
    return x + 28 + width(text, 8) + 18
