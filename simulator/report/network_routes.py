"""The ways of links on a network chart: curves that keep clear of agencies, and where numbers sit on them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.report.network_model import Edge
from simulator.report.network_order import Point

Points = NDArray[np.float64]
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""
PLAIN, APART = 0.06, 0.1
BENDS = tuple(step * side / 100 for step in range(6, 52, 5) for side in (1.0, -1.0))
"""How far a curve leaves the straight line, as shares of its length; to its left is positive."""
STEPS, COARSE, FINE = 48, 16, 384
"""Points of a curve: where ways are compared and drawn, of a plain one, and before a drawn one is thinned."""
CLEAR = 4.0
"""Points that a curve should stay away from agencies and other curves."""
_BESIDE = 4.5
"""What it takes off a number to stand beside its route: less than covering another one."""
BADGE = 8.0
"""Radius of a number in points."""
_HIDDEN, _OUTSIDE, _TOGETHER, _BENT = 2.0, 3.0, 0.6, 14.0
"""What a step of a curve costs behind an agency, off the sheet, on another curve; what bending costs."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a link as points, from the edge of the sender's box to that of the receiver's."""

    edge: Edge
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where ways run: inside `bounds`, between the boxes of agencies and, for numbers, off the `titles`."""

    boxes: Mapping[str, Rect]
    bounds: Rect
    titles: tuple[Rect, ...] = ()

    def middle(self, agency: str) -> Point:
        """Give the middle of an agency's box."""
        left, top, right, bottom = self.boxes[agency]
        return (left + right) / 2, (top + bottom) / 2


def plain_routes(edges: Iterable[Edge], ground: Ground) -> list[Route]:
    """Give slightly bent ways, so that two in opposite directions do not cover each other."""
    before: Counter[tuple[str, str]] = Counter()
    routes = []
    for edge in edges:
        ends = edge.sender, edge.receiver
        routes.append(_route(edge, PLAIN + APART * before[ends], ground, COARSE))
        before[ends] += 1
    return routes


def clear_routes(edges: Sequence[Edge], ground: Ground) -> list[Route]:
    """Give ways of which little is hidden behind agencies or lies on another of them; dearest ones first."""
    taken: list[Points] = []
    found = {}
    for edge in sorted(edges, key=lambda edge: (-(edge.minutes or 0.0), edge.name)):
        others = _array(box for name, box in ground.boxes.items() if name not in (edge.sender, edge.receiver))
        curves = [_curve(edge, ground, bend, STEPS) for bend in BENDS]
        costs = [
            _cost(curve, others, taken, ground.bounds) + _BENT * abs(bend)
            for curve, bend in zip(curves, BENDS, strict=True)
        ]
        best = int(np.argmin(np.round(costs, 6)))
        taken.append(curves[best])
        found[edge.name] = _route(edge, BENDS[best], ground, STEPS)
    return [found[edge.name] for edge in edges]


def _curve(edge: Edge, ground: Ground, bend: float, steps: int) -> Points:
    """Give points of a quadratic Bézier curve between the middles of two agencies."""
    one, two = np.array(ground.middle(edge.sender)), np.array(ground.middle(edge.receiver))
    way = two - one
    control = (one + two) / 2 + 2 * bend * np.array((way[1], -way[0]))
    share = np.linspace(0.0, 1.0, steps)[:, None]
    return np.asarray((1 - share) ** 2 * one + 2 * share * (1 - share) * control + share**2 * two)


def _array(boxes: Iterable[Rect]) -> Points:
    return np.array(list(boxes), float).reshape(-1, 4)


def _inside(points: Points, boxes: Points, more: float) -> NDArray[np.bool_]:
    """Tell of each point (rows) and box (columns) whether the one lies in the other or so near."""
    x, y = points[:, :1], points[:, 1:]
    across = (x >= boxes[:, 0] - more) & (x <= boxes[:, 2] + more)
    return np.asarray(across & (y >= boxes[:, 1] - more) & (y <= boxes[:, 3] + more))


def _cost(curve: Points, others: Points, taken: Sequence[Points], bounds: Rect) -> float:
    hidden = _inside(curve, others, CLEAR).any(axis=1).sum()
    outside = (~_inside(curve, _array([bounds]), 0.0)).sum()
    return float(_HIDDEN * hidden + _OUTSIDE * outside + _TOGETHER * _near(curve, taken))


def _near(curve: Points, taken: Sequence[Points]) -> float:
    """Count the points that lie on another curve, without the ends, where curves may meet."""
    if not taken:
        return 0.0
    inner, others = curve[6:-6, None], np.concatenate([other[3:-3] for other in taken])[None]
    off = (inner[..., 0] - others[..., 0]) ** 2 + (inner[..., 1] - others[..., 1]) ** 2
    return float((off.min(axis=1) < CLEAR**2).sum())


def _route(edge: Edge, bend: float, ground: Ground, steps: int) -> Route:
    """Cut off what lies inside the boxes of the two ends."""
    curve = _curve(edge, ground, bend, FINE)
    ends = _array([ground.boxes[edge.sender], ground.boxes[edge.receiver]])
    outside = ~_inside(curve, ends, 0.5)
    left = int(np.argmax(outside[:, 0]))
    reached = len(curve) - int(np.argmax(outside[::-1, 1]))
    inner = curve[left:reached] if reached - left >= 3 else curve
    points = inner[np.unique(np.linspace(0, len(inner) - 1, steps).astype(int))]
    return Route(edge, tuple((float(x), float(y)) for x, y in points))


def badge_places(routes: Sequence[Route], ground: Ground, taken: Sequence[Point]) -> list[Point]:
    """Give each route the place of its number: on it, near its middle, off agencies and other texts.

    Between two agencies with little room it touches the edge of a box rather than cover a name, and stands
    beside the route rather than cover another number.
    """
    boxes = _array([*ground.boxes.values(), *ground.titles])
    used = [np.array(point) for point in taken]
    for route in routes:
        points, off = _spots(np.array(route.points))
        covered = sum(_inside(points, boxes, BADGE * near).sum(axis=1) for near in (1.0, 0.7, 0.4))
        close = sum((np.hypot(*(points - other).T) < 2 * BADGE + 1 for other in used), np.zeros(len(points)))
        used.append(points[int(np.argmin(np.round(off + 2 * covered + 5 * close, 6)))])
    return [(float(x), float(y)) for x, y in used[len(taken) :]]


def _spots(points: Points) -> tuple[Points, NDArray[np.float64]]:
    """Give the points of a route and those beside it, with how far each is from where a number should be."""
    off = np.abs(np.arange(len(points)) - (len(points) - 1) / 2) / len(points)
    step = 2 * BADGE + 1.5
    beside = [points + np.array(shift) for shift in ((0, -step), (0, step), (-step, 0), (step, 0))]
    return np.concatenate([points, *beside]), np.concatenate([off, *[off + _BESIDE] * len(beside)])
