"""Numbers, arrow heads, the list of the dearest gaps and the legend of a network chart."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import atan2, cos, sin
from typing import Any

from simulator.errors import Message, say
from simulator.report.cost_scale import COLOURS, WIDTHS, CostScale
from simulator.report.lettering import drawable, shorten, width
from simulator.report.network_model import Finding, Network
from simulator.report.network_order import Point
from simulator.report.network_routes import BADGE
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.style import INK, LOOKS, MUTED, PAPER
from simulator.report.svg_ids import svg_id
from simulator.report.words import tell

PLAIN_LINES = (("#cfcfcf", 0.6), ("#9a9a9a", 0.9))
"""Colour and width of a link without a gap, and of one with gaps that cost no minutes."""
LINE = 19.0
COLUMNS = 2
_LIST, _BELOW = 26.0, 66.0
_BEFORE = 86.0
"""Room of number and minutes before the title of a gap."""
_SIGN, _APART = 28.0, 18.0
"""Room of a sign of the legend, and between two entries."""
_WRONG = LOOKS["limit"].colour
MISSING_LINES: tuple[dict[str, Any], dict[str, Any]] = (
    {"color": "#e9a27a", "linewidth": 1.1},
    {"color": _WRONG, "linewidth": 2.2},
)
"""A missing link without minutes, fainter, and one with."""


def foot_height(network: Network, scale: CostScale, *, wide: float, lang: str) -> float:
    """Give the room that the list of gaps and the legend take below the agencies of a sheet so wide."""
    more = (len(_lines(network, scale, wide, lang)) - 1) * LINE
    return 30 + _LIST + _rows(network, wide) * LINE + _BELOW + more


def _rows(network: Network, wide: float) -> int:
    return -(-len(network.findings) // _columns(network, wide))


def _columns(network: Network, wide: float) -> int:
    """Give in how many columns the gaps are listed: in one where a title needs the whole width."""
    room = _column(wide, COLUMNS) - _BEFORE
    return COLUMNS if all(width(drawable(each.title), 10) <= room for each in network.findings) else 1


def _column(wide: float, columns: int) -> float:
    return (wide - 2 * MARGIN) / columns - 20


def draw_foot(sheet: Sheet, network: Network, scale: CostScale, y: float, *, lang: str) -> None:
    """Draw the list of the gaps with numbers, and below it the legend."""
    if network.findings:
        words = say("The {count} leading gaps of {gaps}", count=len(network.findings), gaps=network.gaps)
        sheet.text(MARGIN, y, tell(words, lang=lang), size=10.5)
    column = _column(sheet.width, _columns(network, sheet.width))
    rows = _rows(network, sheet.width)
    for place, finding in enumerate(network.findings):
        x = MARGIN + (place // rows) * (column + 20)
        _entry(sheet, finding, scale, (x, y + _LIST + (place % rows) * LINE), column, lang)
    below = y + _LIST + rows * LINE + 12
    for keys in _lines(network, scale, sheet.width, lang):
        _legend(sheet, keys, below)
        below += LINE
    sheet.text(MARGIN, below - 1, " ".join(_left_out(network, lang)), size=8, color=MUTED)


def _left_out(network: Network, lang: str) -> Iterator[str]:
    if left := network.agencies_left_out:
        yield tell(say("{left} agencies with few links and no gap are not drawn.", left=left), lang=lang)
    if left := network.missing_left_out:
        yield tell(say("{left} more missing links are not drawn.", left=left), lang=lang)


def _entry(sheet: Sheet, finding: Finding, scale: CostScale, at: Point, room: float, lang: str) -> None:
    x, y = at
    draw_badge(sheet, (x + BADGE, y), finding.number, name=svg_id("gap", finding.gap))
    minutes = say("not timed") if finding.minutes is None else scale.lost(finding.minutes)
    sheet.text(x + 76, y, tell(minutes, lang=lang), size=10, ha="right")
    title = shorten(drawable(finding.title), room - _BEFORE, 10)
    sheet.text(x + _BEFORE, y, title, size=10, gid=svg_id("gap-title", finding.gap))


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


_Draw = Callable[[Sheet, float, float], None]
_Key = tuple[str, _Draw]
"""An entry of the legend: its text, and what draws its sign from a point on."""


def _lines(network: Network, scale: CostScale, wide: float, lang: str) -> list[list[_Key]]:
    """Give the legend in as many lines as a sheet so wide takes."""
    lines: list[list[_Key]] = [[]]
    end = MARGIN
    for words, draw in _keys(network, scale):
        text = tell(words, lang=lang)
        if lines[-1] and end + _room(text) - _APART > wide - MARGIN:
            lines.append([])
            end = MARGIN
        lines[-1].append((text, draw))
        end += _room(text)
    return lines


def _keys(network: Network, scale: CostScale) -> Iterator[tuple[Message, _Draw]]:
    """Give the entries for what there is in a network."""
    lines, costly = network.edges, any(node.costly for node in network.nodes)
    if costly or any(edge.costly for edge in lines):
        for colour, wide, words in zip(COLOURS, WIDTHS, scale.words(), strict=True):
            yield words, partial(_stroke, color=colour, linewidth=wide, solid_capstyle="butt")
    plain = (say("a link without a gap"), say("a link with a gap, not timed"))
    found = {edge.minutes is not None for edge in lines if not edge.missing and not edge.costly}
    for kind in sorted(found):
        colour, wide = PLAIN_LINES[kind]
        yield plain[kind], partial(_stroke, color=colour, linewidth=wide + 0.2)
    if any(edge.missing for edge in lines):
        missing = partial(_stroke, linestyle=(0, (3.2, 1.8)), **MISSING_LINES[1])
        yield say("a missing link, fainter where not timed"), missing
    if any(node.single for node in network.nodes):
        yield say("a single point of failure"), _ring
    if costly:
        yield say("time lost at the agency itself"), partial(_filled, colour=scale.colour(scale.bounds[2]))


def _stroke(sheet: Sheet, x: float, y: float, **look: Any) -> None:
    sheet.line((x, y), (x + 22, y), **look)


def _ring(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x + 1, y - 7, 20, 14, facecolor=PAPER, edgecolor=_WRONG, linewidth=2.2)
    sheet.box(x + 4, y - 4, 14, 8, facecolor=PAPER, edgecolor=MUTED, linewidth=0.7)


def _filled(sheet: Sheet, x: float, y: float, *, colour: str) -> None:
    sheet.box(x, y - 5, 22, 10, facecolor=colour, edgecolor=MUTED, linewidth=0.7)


def _legend(sheet: Sheet, keys: Sequence[_Key], y: float) -> None:
    x = MARGIN
    for text, draw in keys:
        draw(sheet, x, y)
        sheet.text(x + _SIGN, y, text, size=8)
        x += _room(text)


def _room(text: str) -> float:
    return _SIGN + width(text, 8) + _APART
