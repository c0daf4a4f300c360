"""Where the agencies of a network stand: levels below each other, regions and their sectors side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from simulator.report.network_model import Network, Node, Zone
from simulator.report.network_order import Block, Point, ordered
from simulator.report.style import SECTORS
from simulator.report.words import LEVEL_WORDS

BOX, HIGH = 96.0, 28.0
"""Size of an agency in points."""
ACROSS, DOWN = 14.0, 18.0
"""Room between two agencies."""
PAD, HEAD, APART = 9.0, 34.0, 18.0
"""Room inside a region, above its agencies, and between two regions."""
BETWEEN = 32.0
"""Room between two levels."""
LEFT, TOP, RIGHT = 84.0, 66.0, 22.0
WIDEST = 1540.0
"""Points that the agencies of a level take at most, as long as the level can be made higher instead."""
HIGHEST = 6
"""Rows of agencies in a level before its regions go on below each other."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A region at a level; x, y is its upper left corner."""

    zone: Zone
    x: float
    y: float
    width: float
    height: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A level with its regions from left to right."""

    level: str
    y: float
    height: float
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Bands from top to bottom and the middle of each agency; `right` and `bottom` bound all of them."""

    bands: tuple[Band, ...]
    places: Mapping[str, Point]
    right: float
    bottom: float


def layout(network: Network) -> Layout:
    """Place the agencies of a network: each once, none on another, the same whatever their order was.

    Inside a sector of a region they are ordered so that few links cross, above all those that cost.
    """
    bands = _stacked(_bands(network))
    blocks = [block for band in bands for panel in band.panels for block in panel.blocks]
    places = ordered(blocks, network.edges, step=(BOX + ACROSS, HIGH + DOWN))
    right = max((panel.x + panel.width for band in bands for panel in band.panels), default=LEFT)
    bottom = bands[-1].y + bands[-1].height if bands else TOP
    return Layout(tuple(bands), places, right, bottom)


def _bands(network: Network) -> list[Band]:
    """Give the levels with agencies, their regions beside each other, all at the same height."""
    return [
        _band(level, list(members), network.zones)
        for level, members in groupby(sorted(network.nodes, key=_level), key=lambda node: node.level)
    ]


def _level(node: Node) -> tuple[int, str, str]:
    levels = tuple(LEVEL_WORDS)
    return (levels.index(node.level) if node.level in levels else len(levels)), node.level, node.agency


def _band(level: str, nodes: list[Node], zones: Iterable[Zone]) -> Band:
    present = [(zone, _sectors(node for node in nodes if node.zone == zone.name)) for zone in zones]
    present = [(zone, sectors) for zone, sectors in present if sectors]
    rows = next(
        (rows for rows in range(1, HIGHEST) if _wide(present, rows) <= WIDEST),
        HIGHEST,
    )
    panels = _shelved([_panel(zone, sectors, rows) for zone, sectors in present])
    return Band(level, 0.0, max(panel.y + panel.height for panel in panels), tuple(panels))


def _sectors(nodes: Iterable[Node]) -> list[tuple[str, ...]]:
    """Give the agencies of a region by sector, sectors in the order of the palette."""
    order = tuple(SECTORS)
    found: dict[str, list[str]] = {}
    for node in nodes:
        found.setdefault(node.sector, []).append(node.agency)
    known = sorted(found, key=lambda sector: (order.index(sector) if sector in order else len(order), sector))
    return [(sector, *sorted(found[sector])) for sector in known]


def _wide(present: list[tuple[Zone, list[tuple[str, ...]]]], rows: int) -> float:
    panels = [_panel(zone, sectors, rows) for zone, sectors in present]
    return sum(panel.width for panel in panels) + APART * (len(panels) - 1)


def _panel(zone: Zone, sectors: list[tuple[str, ...]], rows: int) -> Panel:
    """Lay the sectors of a region side by side, each in at most so many rows."""
    x, blocks = PAD, []
    for sector, *members in sectors:
        columns = -(-len(members) // rows)
        blocks.append(Block(sector, tuple(members), columns, (x + BOX / 2, HEAD + HIGH / 2)))
        x += columns * (BOX + ACROSS)
    most = max(-(-len(block.members) // block.columns) for block in blocks)
    return Panel(
        zone, 0.0, 0.0, x - ACROSS + PAD, HEAD + most * (HIGH + DOWN) - DOWN + PAD + 3, tuple(blocks)
    )


def _shelved(panels: list[Panel]) -> list[Panel]:
    """Set regions side by side, and on below where they do not fit."""
    placed: list[Panel] = []
    x = y = 0.0
    for panel in panels:
        if placed and x + panel.width > WIDEST:
            x, y = 0.0, max(other.y + other.height for other in placed) + APART
        placed.append(_moved(panel, x, y))
        x += panel.width + APART
    return placed


def _stacked(bands: list[Band]) -> list[Band]:
    """Set the levels below each other; neighbours stay at the left, the rest of a level is centred."""
    right = max((panel.x + panel.width for band in bands for panel in band.panels), default=0.0)
    y, found = TOP, []
    for band in bands:
        panels = tuple(_moved(panel, LEFT + x, y) for panel, x in _centred(band.panels, right))
        found.append(replace(band, y=y, panels=panels))
        y += band.height + BETWEEN
    return found


def _centred(panels: tuple[Panel, ...], right: float) -> Iterable[tuple[Panel, float]]:
    for _, shelf in groupby(panels, key=lambda panel: panel.y):
        row = list(shelf)
        free = right - row[-1].x - row[-1].width
        for panel in row:
            yield panel, 0.0 if panel.zone.kind == "neighbour" else free / 2


def _moved(panel: Panel, x: float, y: float) -> Panel:
    blocks = tuple(replace(block, first=(block.first[0] + x, block.first[1] + y)) for block in panel.blocks)
    return replace(panel, x=panel.x + x, y=panel.y + y, blocks=blocks)
