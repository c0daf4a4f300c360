"""The swim-lane chart of one replication."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from simulator.errors import say
from simulator.report.lettering import drawable, shorten
from simulator.report.sheet import MARGIN, Sheet, tint
from simulator.report.style import GRID, INK, LOOKS, MUTED, PAPER, SECTORS, Look, chart_style
from simulator.report.time_axis import TimeAxis
from simulator.report.timeline_keys import (
    NIGHT,
    STROKES,
    draw_arrow,
    draw_crowd,
    draw_flag,
    draw_foot,
    draw_lost,
    draw_mark,
    draw_queue,
    foot,
    is_light,
    look_of,
)
from simulator.report.timeline_labels import KEY_SIZE, LABEL_SIZE, LINE, PlacedRule
from simulator.report.timeline_layout import (
    BAR,
    HEADING,
    LEFT,
    REGION_SIZE,
    Layout,
    PlacedBar,
    PlacedLane,
    layout,
)
from simulator.report.timeline_model import Arrow, Group, Timeline
from simulator.report.words import tell
from simulator.units import DAY, HOUR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_CLOSEST = 62.0
"""Points between two ticks at least."""
MANY_RULES, MANY_ARROWS = 8, 80
"""Of more, each is drawn fainter."""
_NIGHT_ENDS, _NIGHT_BEGINS = 6, 20


def draw_timeline(timeline: Timeline, *, lang: str, wide: float | None = None) -> "Figure":
    """Draw the swim lanes of a replication, on a sheet of `wide` points or one as wide as it takes.

    Lanes grow downwards with their number; time runs from left to right and ends a little after the last
    event. Names are shortened where they do not fit; texts do not cover each other.
    """
    places = layout(timeline, wide=wide)
    content = foot(timeline, sheet=places.width, lang=lang)
    with chart_style():
        sheet = Sheet(places.width, places.bottom + content.height)
        _head(sheet, timeline, lang)
        _time(sheet, timeline, places, lang)
        for group, y in zip(timeline.groups, places.headings, strict=True):
            _group(sheet, group, y, places)
        for lane in places.lanes:
            _lane(sheet, lane, places.right)
        _rules(sheet, places)
        for arrow in timeline.arrows:
            _arrow(sheet, arrow, places, strength=0.65 if len(timeline.arrows) > MANY_ARROWS else 1.0)
        for crowd in timeline.crowds:
            inside = [places.x(at) for at in crowd.times]
            draw_crowd(sheet, crowd.kind, inside, places.lanes[crowd.lane].strip)
        for bar in places.bars:
            _bar(sheet, bar, places)
        draw_foot(sheet, content, places.bottom + 24)
    return sheet.figure


def _head(sheet: Sheet, timeline: Timeline, lang: str) -> None:
    sheet.head(timeline.title, timeline.subtitle)
    if timeline.unreached:
        names = " · ".join(timeline.unreached)
        line = drawable(tell(say("not reached: {names}", names=names), lang=lang))
        sheet.text(
            MARGIN, 59, shorten(line, sheet.width - 2 * MARGIN, 9.5), size=9.5, color=LOOKS["limit"].colour
        )


def _time(sheet: Sheet, timeline: Timeline, places: Layout, lang: str) -> None:
    """Draw ticks in time since the start and in clock time, above and below, and the nights."""
    for start, end in _nights(timeline, places.span):
        left = places.x(start)
        size = places.x(end) - left, places.bottom - places.top
        sheet.box(left, places.top, *size, facecolor=NIGHT, edgecolor="none", zorder=0, gid="night")
    axis = TimeAxis(places.span, LEFT, places.right, _CLOSEST)
    since = say("T+{at} d") if axis.in_days else say("T+{at}")
    for number, at in enumerate(axis.ticks()):
        x = places.x(at)
        sheet.line((x, places.top), (x, places.bottom), color=GRID, linewidth=0.6, zorder=1)
        clock = timeline.start + timedelta(seconds=at)
        dated = number == 0 or (clock.hour, clock.minute) == (0, 0) or at % DAY == 0
        words = f"{clock:%m-%d %H:%M}" if dated else f"{clock:%H:%M}"
        for y in (places.axis, places.bottom + 2):
            sheet.text(x, y + 8, tell(say(since.template, at=axis.tick(at)), lang=lang), size=8, ha="center")
            sheet.text(x, y + 19, words, size=7.5, ha="center", color=MUTED)
    for y in (places.top, places.bottom):
        sheet.line((LEFT, y), (places.right, y), color=MUTED, linewidth=0.8, zorder=2)


def _nights(timeline: Timeline, span: float) -> list[tuple[float, float]]:
    midnight = timeline.start.replace(hour=0, minute=0, second=0, microsecond=0)
    first = (midnight - timeline.start).total_seconds()
    dark = [
        (first + day * DAY + (_NIGHT_BEGINS - 24) * HOUR, first + day * DAY + _NIGHT_ENDS * HOUR)
        for day in range(int(span // DAY) + 3)
    ]
    return [(max(begins, 0.0), min(ends, span)) for begins, ends in dark if ends > 0 and begins < span]


def _group(sheet: Sheet, group: Group, y: float, places: Layout) -> None:
    look = SECTORS.get(group.sector, Look(MUTED))
    last = places.lanes[group.first + len(group.lanes) - 1]
    sheet.box(
        MARGIN - 12, y, places.right - MARGIN + 12, HEADING, facecolor=tint(look.colour, 0.16), zorder=0.4
    )
    edge = (MARGIN - 12, y), (6.0, last.y + last.height - y - 1)
    sheet.box(
        *edge[0], *edge[1], facecolor=look.colour, edgecolor="none", zorder=2, gid=f"sector:{group.sector}"
    )
    sheet.text(MARGIN, y + HEADING / 2, group.title, size=9, color=INK)


def _lane(sheet: Sheet, placed: PlacedLane, right: float) -> None:
    base = placed.y + placed.height
    sheet.line((MARGIN - 4, base), (right, base), color=GRID, linewidth=0.5, zorder=1)
    sheet.line((LEFT, placed.strip), (right, placed.strip), color=GRID, linewidth=0.9, zorder=1.2)
    for row, line in enumerate(placed.name):
        sheet.text(MARGIN, placed.y + 10 + row * 11.5, line, size=placed.size, gid=f"lane:{placed.lane.name}")
    if placed.region:
        sheet.text(LEFT - 8, placed.y + 10, placed.region, size=REGION_SIZE, ha="right", color=MUTED)


def _rules(sheet: Sheet, places: Layout) -> None:
    for entry in places.labels.key:
        colour = LOOKS["limit"].colour if entry.wrong else INK
        sheet.text(entry.x + 7, entry.y, entry.letter, size=KEY_SIZE, ha="center", color=colour)
        sheet.text(entry.x + 22, entry.y, entry.text, size=KEY_SIZE, color=colour)
    for flag in places.flags:
        look = LOOKS["inject"]
        draw_flag(sheet, flag.x, flag.y, flag.lines[0], size=12)
        sheet.line((flag.x, flag.y), (flag.x, places.axis), color=look.colour, linewidth=0.8, zorder=5)
        line = {"color": look.colour, "linewidth": 0.7, "linestyle": look.dash, "alpha": 0.7, "gid": "inject"}
        sheet.line((flag.x, places.top), (flag.x, places.bottom), zorder=1.5, **line)
    many = len(places.labels.labels) > MANY_RULES
    for label in places.labels.labels:
        _label(sheet, label, places, faint=many)


def _label(sheet: Sheet, placed: PlacedRule, places: Layout, *, faint: bool) -> None:
    kind = placed.rule.kind
    wrong = kind == "limit" or placed.rule.met is False
    colour = LOOKS["limit"].colour if wrong else INK
    dash = LOOKS["limit"].dash if kind == "limit" else "-"
    sheet.line(
        (placed.x, placed.y - LINE * (len(placed.lines) - 1) - 4),
        (placed.x, places.labels.base),
        color=colour,
        linewidth=0.7,
        zorder=4,
    )
    thick, strong = (0.9, 0.85) if kind == "limit" else (0.6, 0.35)
    strength: dict[str, Any] = {"linewidth": thick, "alpha": strong * (0.55 if faint else 1.0)}
    ends = (placed.x, places.top), (placed.x, places.bottom)
    sheet.line(*ends, color=colour, linestyle=dash, zorder=1.6, gid=kind, **strength)
    for up, text in enumerate(reversed(placed.lines)):
        sheet.text(placed.x - 5, placed.y - up * LINE, text, size=LABEL_SIZE, ha="right", color=colour)
    draw_mark(sheet, kind, (placed.x, places.labels.base), colour, gid=f"{kind}:mark")


def _arrow(sheet: Sheet, arrow: Arrow, places: Layout, *, strength: float) -> None:
    start = places.x(arrow.sent), places.lanes[arrow.sender].strip
    end = places.x(arrow.received), places.lanes[arrow.receiver].strip
    if arrow.lost:
        draw_lost(sheet, start, end, gid="lost")
        return
    stroke = STROKES.get(arrow.purpose, STROKES["coordinate"])
    draw_arrow(sheet, start, end, stroke, gid=f"message:{arrow.purpose}", alpha=strength)
    learned = min(places.x(arrow.learned), places.right)
    if learned - end[0] > 1.5:
        draw_queue(sheet, end[0], learned, end[1])


def _bar(sheet: Sheet, placed: PlacedBar, places: Layout) -> None:
    for piece in placed.bar.pieces:
        left, right = places.x(piece.start), places.x(piece.end)
        wide = max(right - left, 2.5 if len(placed.bar.pieces) == 1 else 0.8)
        sheet.area(
            (left, placed.y),
            (wide, BAR),
            look_of(piece.kind),
            light=is_light(piece.kind),
            zorder=5,
            gid=f"piece:{piece.kind}",
        )
    if placed.bar.open_ended:
        _open_end(sheet, placed)
    colour = PAPER if placed.inside and placed.bar.kind == "task" else INK
    box = {"bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}} if placed.boxed else {}
    y = placed.y + BAR / 2
    sheet.text(
        placed.label_x,
        y,
        placed.label,
        size=LABEL_SIZE,
        color=colour,
        halo=not placed.inside,
        gid="label",
        **box,
    )


def _open_end(sheet: Sheet, placed: PlacedBar) -> None:
    """Draw the point of a bar that had not ended."""
    x, y = placed.right, placed.y
    points = [(x, y), (x + 5, y + BAR / 2), (x, y + BAR)]
    sheet.shape(points, facecolor=look_of(placed.bar.pieces[-1].kind).colour, edgecolor="none", zorder=5)
