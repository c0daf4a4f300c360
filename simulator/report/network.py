"""The network chart: who tells whom, what each link costs, what is missing, where one failure cuts all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import say
from simulator.plan.composed import Composition
from simulator.plan.gap import Gap
from simulator.report.cost_scale import CostScale
from simulator.report.folding import fold_name
from simulator.report.lettering import drawable, shorten, width, wrap
from simulator.report.network_keys import (
    MISSING_LINES,
    PLAIN_LINES,
    draw_arrow_head,
    draw_badge,
    draw_foot,
    foot_height,
)
from simulator.report.network_layout import (
    ACROSS,
    BOX,
    HEAD,
    HIGH,
    LEFT,
    RIGHT,
    TOP,
    Band,
    Layout,
    Panel,
    layout,
)
from simulator.report.network_model import Finding, Network, Node
from simulator.report.network_of import network_of
from simulator.report.network_order import Point
from simulator.report.network_routes import Ground, Rect, Route, badge_places, clear_routes, plain_routes
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.style import INK, LOOKS, MUTED, PAPER, SECTORS, Look, chart_style
from simulator.report.svg_ids import svg_id
from simulator.report.words import LEVEL_WORDS, SECTOR_WORDS, named, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

RING = 5.0
NARROWEST = 900.0
"""Width of a sheet on which titles and the list of gaps have room."""
MOST_BADGES = 4
"""Links of one gap that its number stands on."""
WRONG = LOOKS["limit"].colour
_ZONES = {"neighbour": "#faf0f5", "own": "#f3f6f9", "enterprise": "#fdf6e8"}
_EDGES: dict[str, dict[str, Any]] = {
    "neighbour": {"edgecolor": SECTORS["neighbour"].colour, "linestyle": (0, (4, 3)), "linewidth": 1.2},
    "own": {"edgecolor": "#c5cfd8", "linewidth": 0.8},
    "enterprise": {"edgecolor": SECTORS["enterprise"].colour, "linewidth": 1.2},
}
"""Regions differ in their edge too: dashed those of another authority, strong the sites of enterprises."""


def network_chart(composition: Composition, gaps: Iterable[Gap], *, lang: str, title: str) -> "Figure":
    """Draw the network of a composition with the gaps on it; `title` is that of the scenario or plan."""
    return draw_network(network_of(composition, gaps, lang=lang), title=title, lang=lang)


def draw_network(network: Network, *, title: str, lang: str) -> "Figure":
    """Draw a network: levels from top to bottom, regions and their sectors side by side.

    Links that cost something are coloured and wide by how much, missing ones dashed, single points of
    failure ringed; the gaps that cost most are numbered, and named below. Names are shortened where they
    do not fit.
    """
    places, scale = layout(network), _scale(network)
    wide = max(places.right + RIGHT, NARROWEST)
    with chart_style():
        sheet = Sheet(wide, places.bottom + foot_height(network, scale, wide=wide, lang=lang))
        drawing = _Drawing(sheet, network, places, _ground(network, places), scale, lang)
        _head(drawing, title)
        for band in places.bands:
            _band(drawing, band)
        routes = _links(drawing)
        for node in network.nodes:
            _node(drawing, node)
        _badges(drawing, routes)
        draw_foot(sheet, network, scale, places.bottom + 30, lang=lang)
    return sheet.figure


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What every part of the chart needs."""

    sheet: Sheet
    network: Network
    layout: Layout
    ground: Ground
    scale: CostScale
    lang: str


def _ground(network: Network, places: Layout) -> Ground:
    boxes = {
        node.agency: _around(places.places[node.agency], RING if node.single else 0.0)
        for node in network.nodes
    }
    titles = [
        (panel.x, panel.y, panel.x + 14 + width(drawable(panel.zone.title), 9), panel.y + HEAD - 6)
        for band in places.bands
        for panel in band.panels
    ]
    return Ground(boxes, (8.0, TOP - 8, places.right + RIGHT - 8, places.bottom + 12), tuple(titles))


def _around(middle: Point, more: float) -> Rect:
    x, y = middle
    return x - BOX / 2 - more, y - HIGH / 2 - more, x + BOX / 2 + more, y + HIGH / 2 + more


def _scale(network: Network) -> CostScale:
    links = [edge.minutes or 0.0 for edge in network.edges]
    return CostScale.up_to(max([*links, *(node.minutes for node in network.nodes)], default=0.0))


def _head(drawing: _Drawing, title: str) -> None:
    sheet, network, lang = drawing.sheet, drawing.network, drawing.lang
    heading = f"{tell(say('Where coordination breaks'), lang=lang)} · {title}"
    words = say(
        "agencies: {agencies} · links: {links} · gaps: {gaps} · links that cost time: {costly} · "
        "missing links: {missing} · single points of failure: {singles}",
        agencies=network.agencies,
        links=network.links,
        gaps=network.gaps,
        costly=sum(edge.costly and not edge.missing for edge in network.edges),
        missing=network.missing,
        singles=network.singles,
    )
    sheet.head(heading, tell(words, lang=lang))


def _band(drawing: _Drawing, band: Band) -> None:
    sheet = drawing.sheet
    words = named(band.level, LEVEL_WORDS, lang=drawing.lang)
    lines = wrap(drawable(words), LEFT - MARGIN - 10, 9.5, lines=2)
    for number, line in enumerate(lines):
        y = band.y + band.height / 2 + (number - (len(lines) - 1) / 2) * 12
        sheet.text(MARGIN, y, line, size=9.5, gid=svg_id(f"level{number + 1}", band.level))
    for panel in band.panels:
        _panel(drawing, panel, band.level)


def _panel(drawing: _Drawing, panel: Panel, level: str) -> None:
    sheet, zone = drawing.sheet, panel.zone
    sheet.box(
        panel.x,
        panel.y,
        panel.width,
        panel.height,
        facecolor=_ZONES[zone.kind],
        zorder=0.2,
        gid=svg_id("region", zone.name, level),
        **_EDGES[zone.kind],
    )
    title = shorten(drawable(zone.title), panel.width - 14, 9)
    sheet.text(
        panel.x + 7, panel.y + 10, title, size=9, halo=True, gid=svg_id("region-name", zone.name, level)
    )
    for block in panel.blocks:
        x = block.first[0] - BOX / 2
        end = x + block.columns * BOX + (block.columns - 1) * ACROSS
        look = SECTORS.get(block.sector, Look(MUTED))
        y = panel.y + HEAD - 8
        sheet.line((x, y), (end, y), color=look.colour, linewidth=2.2, solid_capstyle="butt", zorder=0.3)
        words = shorten(drawable(named(block.sector, SECTOR_WORDS, lang=drawing.lang)), end - x, 7.5)
        sheet.text(x, y - 6.5, words, size=7.5, color=MUTED, halo=True)


def _links(drawing: _Drawing) -> list[Route]:
    """Draw the links, those that cost nothing first, and give their ways."""
    edges, ground = drawing.network.edges, drawing.ground
    plain = plain_routes([edge for edge in edges if not edge.missing and not edge.costly], ground)
    for route in plain:
        colour, wide = PLAIN_LINES[route.edge.minutes is not None]
        _way(drawing, route, color=colour, linewidth=wide, zorder=1.0 + wide / 10)
    dear = clear_routes([edge for edge in edges if edge.missing or edge.costly], ground)
    for route in dear:
        if route.edge.missing:
            look = MISSING_LINES[route.edge.costly]
            _way(drawing, route, linestyle=(0, (3.2, 1.8)), zorder=2.3 + look["linewidth"] / 100, **look)
        else:
            minutes = route.edge.minutes or 0.0
            wide, colour = drawing.scale.width(minutes), drawing.scale.colour(minutes)
            _way(drawing, route, color=colour, linewidth=wide, zorder=2.0 + wide / 100)
    return [*plain, *dear]


def _way(
    drawing: _Drawing, route: Route, *, color: str, linewidth: float, zorder: float, **more: Any
) -> None:
    kind = "missing" if route.edge.missing else "link"
    gid = svg_id(kind, route.edge.name)
    if zorder >= 2.0:  # paper beside it, so that lines that cross stay apart
        drawing.sheet.path(route.points, color=PAPER, linewidth=linewidth + 2.4, zorder=zorder - 0.001)
    drawing.sheet.path(route.points, color=color, linewidth=linewidth, zorder=zorder, gid=gid, **more)
    draw_arrow_head(drawing.sheet, route.points, size=2.2 + 1.6 * linewidth, color=color, zorder=zorder + 0.1)


def _node(drawing: _Drawing, node: Node) -> None:
    sheet = drawing.sheet
    x, y = drawing.layout.places[node.agency]
    look = SECTORS.get(node.sector, Look(MUTED))
    corner = x - BOX / 2, y - HIGH / 2
    if node.single:
        ring = {
            "edgecolor": WRONG,
            "linewidth": 2.2,
            "facecolor": PAPER,
            "gid": svg_id("single", node.agency),
        }
        sheet.box(corner[0] - 4, corner[1] - 4, BOX + 8, HIGH + 8, zorder=3.0, **ring)
    fill = drawing.scale.colour(node.minutes) if node.costly else PAPER
    ink = drawing.scale.ink(node.minutes) if node.costly else INK
    sheet.box(
        *corner,
        BOX,
        HIGH,
        facecolor=fill,
        edgecolor=MUTED,
        linewidth=0.7,
        zorder=3.1,
        gid=svg_id("agency", node.agency),
    )
    sheet.box(*corner, 4, HIGH, facecolor=look.colour, edgecolor="none", zorder=3.2)
    title = f"{node.title} ×{node.copies}" if node.copies > 1 else node.title
    lines, size = fold_name(drawable(title), BOX - 12)
    for number, line in enumerate(lines):
        at = y + (number - (len(lines) - 1) / 2) * 11.5
        options = {"ha": "center", "color": ink, "gid": svg_id(f"name{number + 1}", node.agency)}
        sheet.text(x + 2, at, line, size=size, **options)


def _leading(finding: Finding, ways: Mapping[str, Route]) -> list[str]:
    """Give the links on which the number of a gap stands: those that cost most."""
    drawn = [name for name in finding.edges if name in ways]
    return sorted(drawn, key=lambda name: (-(ways[name].edge.minutes or 0.0), name))[:MOST_BADGES]


def _badges(drawing: _Drawing, routes: list[Route]) -> None:
    """Number the gaps on their links, or at their agencies."""
    ways = {route.edge.name: route for route in routes}
    places = drawing.layout.places
    here: dict[str, list[int]] = {}
    for finding in drawing.network.findings:
        if not finding.edges and finding.agency in places:
            here.setdefault(finding.agency, []).append(finding.number)
    taken: list[Point] = []
    for agency, numbers in here.items():
        x, y = places[agency]
        for count, number in enumerate(numbers):
            taken.append((x + BOX / 2 - 2 - count * 17, y - HIGH / 2 - 3))
            draw_badge(drawing.sheet, taken[-1], number)
    on_ways = [
        (finding.number, ways[name])
        for finding in drawing.network.findings
        for name in _leading(finding, ways)
    ]
    spots = badge_places([route for _, route in on_ways], drawing.ground, taken)
    for (number, _), spot in zip(on_ways, spots, strict=True):
        draw_badge(drawing.sheet, spot, number)
