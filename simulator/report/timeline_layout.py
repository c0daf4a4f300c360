"""Where everything of a timeline goes on its sheet, in points; nothing is drawn here."""

from collections import defaultdict
from dataclasses import dataclass

from simulator.report.folding import fold_name
from simulator.report.lettering import drawable, shorten, width
from simulator.report.placing import stacked
from simulator.report.sheet import MARGIN
from simulator.report.timeline_labels import LABEL_SIZE, LONGEST_LABEL, Labels, PlacedRule, place_labels
from simulator.report.timeline_model import Bar, Lane, Timeline

NARROWEST, WIDEST = 1080.0, 1680.0
WIDER = 2.5
"""Points by which each further bar widens a sheet."""
LEFT = 190.0
"""Where time begins; names of agencies stand left of it."""

NAME_SIZES = (9.0, 8.5, 8.0, 7.5)
"""Sizes of the letters of a name, in the order in which they are tried."""
REGION_SIZE = 7.0
STRIP = 10.0
"""Height of the line of a lane between which messages go."""
ROW = 14.0
BAR = 11.5
HEADING = 16.0
FLAG = 15.0
AXIS = 27.0


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """A bar from `left` to `right` with its upper edge at `y`; the label begins at `label_x`.

    `inside`: the label stands in the working part; `boxed`: it stands on the bar, on a piece of paper.
    """

    bar: Bar
    left: float
    right: float
    y: float
    label: str
    label_x: float
    inside: bool
    boxed: bool


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane: its upper edge and height, the lines of its name and the size of their letters.

    `region` is empty where it repeats.
    """

    lane: Lane
    y: float
    height: float
    name: tuple[str, ...]
    size: float
    region: str

    @property
    def strip(self) -> float:
        """Where messages leave and arrive."""
        return self.y + STRIP / 2 + 0.5


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of everything. `headings` are the upper edges of the groups' headings."""

    width: float
    span: float
    axis: float
    top: float
    bottom: float
    headings: tuple[float, ...]
    lanes: tuple[PlacedLane, ...]
    bars: tuple[PlacedBar, ...]
    labels: Labels
    flags: tuple[PlacedRule, ...]

    @property
    def right(self) -> float:
        """Where time ends."""
        return self.width - MARGIN

    def x(self, seconds: float) -> float:
        """Give where a time is."""
        return LEFT + seconds * (self.right - LEFT) / self.span


def layout(timeline: Timeline, *, wide: float | None = None) -> Layout:
    """Give everything its place, on a sheet of `wide` points or one as wide as it takes."""
    span = max([timeline.until, *(rule.at for rule in timeline.rules), 60.0]) * 1.05
    wide = wide or _width(timeline)
    scale = (wide - MARGIN - LEFT) / span
    labels = _labels(timeline, scale, wide)
    flags, axis = _flags(timeline, scale, labels.base + 8)
    top = axis + AXIS
    rows = _rows(timeline, scale, wide)
    headings, lanes, bottom = _lanes(timeline, rows, top)
    bars = tuple(_lower(bar, row, lanes) for found in rows.values() for bar, row in found)
    return Layout(wide, span, axis, top, bottom, headings, lanes, bars, labels, flags)


def _width(timeline: Timeline) -> float:
    """Give the width of the sheet: wider for many bars and lanes, so that it does not become a ribbon."""
    more = WIDER * max(len(timeline.bars) - 60, 0) + 4 * WIDER * max(len(timeline.lanes) - 15, 0)
    return min(NARROWEST + more, WIDEST)


def _labels(timeline: Timeline, scale: float, wide: float) -> Labels:
    rules = [rule for rule in timeline.rules if rule.kind != "inject"]
    places = [LEFT + rule.at * scale for rule in rules]
    top = 72.0 if timeline.unreached else 56.0
    return place_labels(rules, places, top, left=MARGIN, right=wide - MARGIN)


def _flags(timeline: Timeline, scale: float, top: float) -> tuple[tuple[PlacedRule, ...], float]:
    rules = [rule for rule in timeline.rules if rule.kind == "inject"]
    places = [LEFT + rule.at * scale for rule in rules]
    rows = stacked([(x, x + FLAG) for x in places], gap=1.0)
    height = (max(rows) + 1) * (FLAG - 2) + 4 if rows else 0.0
    flags = [
        PlacedRule(rule, x, top + height - 4 - (row + 1) * (FLAG - 2), (str(rule.number),))
        for rule, x, row in zip(rules, places, rows, strict=True)
    ]
    return tuple(flags), top + height


def _rows(timeline: Timeline, scale: float, sheet: float) -> dict[int, list[tuple[PlacedBar, int]]]:
    """Give the bars of each lane with the row of each, y still to come."""
    by_lane: dict[int, list[Bar]] = defaultdict(list)
    for bar in sorted(timeline.bars, key=lambda bar: (bar.start, bar.end)):
        by_lane[bar.lane].append(bar)
    return {lane: _stack([_bar(bar, scale, sheet) for bar in bars]) for lane, bars in by_lane.items()}


def _stack(bars: list[PlacedBar]) -> list[tuple[PlacedBar, int]]:
    rows = stacked([_extent(bar) for bar in bars], gap=3.0)
    return list(zip(bars, rows, strict=True))


def _extent(bar: PlacedBar) -> tuple[float, float]:
    return min(bar.left, bar.label_x), max(bar.right, bar.label_x + width(bar.label, LABEL_SIZE))


def _bar(bar: Bar, scale: float, sheet: float) -> PlacedBar:
    left = LEFT + bar.start * scale
    right = max(LEFT + bar.end * scale, left + 2.5)
    label = drawable(bar.title) + (f" ×{bar.copies}" if bar.copies > 1 else "")
    label = shorten(label, LONGEST_LABEL, LABEL_SIZE)
    wide = width(label, LABEL_SIZE)
    work = bar.pieces[-1]
    from_x, to_x = LEFT + work.start * scale, LEFT + work.end * scale
    if work.kind in ("working", "deciding") and wide + 8 <= to_x - from_x:
        return PlacedBar(bar, left, right, 0.0, label, (from_x + to_x - wide) / 2, inside=True, boxed=False)
    after = right + (9 if bar.open_ended else 4)
    if after + wide <= sheet - MARGIN:
        return PlacedBar(bar, left, right, 0.0, label, after, inside=False, boxed=False)
    if left - 4 - wide >= LEFT:
        return PlacedBar(bar, left, right, 0.0, label, left - 4 - wide, inside=False, boxed=False)
    return PlacedBar(bar, left, right, 0.0, label, left + 6, inside=False, boxed=True)


def _lanes(
    timeline: Timeline, rows: dict[int, list[tuple[PlacedBar, int]]], top: float
) -> tuple[tuple[float, ...], tuple[PlacedLane, ...], float]:
    headings: list[float] = []
    lanes: list[PlacedLane] = []
    y = top
    for group in timeline.groups:
        headings.append(y)
        y += HEADING
        region = ""
        for lane in group.lanes:
            count = max((row + 1 for _, row in rows.get(len(lanes), [])), default=0)
            placed = _lane(lane, y, count, lane.region if lane.region != region else "")
            region = lane.region
            lanes.append(placed)
            y += placed.height
    return tuple(headings), tuple(lanes), y


def _lane(lane: Lane, y: float, rows: int, region: str) -> PlacedLane:
    title = drawable(lane.title) + (f" ×{lane.copies}" if lane.copies > 1 else "")
    region = shorten(drawable(region), 60.0, REGION_SIZE)
    room = LEFT - 34 - (width(region, REGION_SIZE) + 6 if region else 0)
    name, size = fold_name(title, room, NAME_SIZES)
    height = max(STRIP + rows * ROW + 4, len(name) * 11.5 + 6, 19.0)
    return PlacedLane(lane, y, height, tuple(name), size, region)


def _lower(bar: PlacedBar, row: int, lanes: tuple[PlacedLane, ...]) -> PlacedBar:
    y = lanes[bar.bar.lane].y + STRIP + row * ROW + 1
    return PlacedBar(bar.bar, bar.left, bar.right, y, bar.label, bar.label_x, bar.inside, bar.boxed)
