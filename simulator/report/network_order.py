"""The order of the agencies inside each sector of a region, so that few links cross."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.report.network_model import Edge

Point = tuple[float, float]
SWEEPS = 16
_LENGTH = 0.02
"""How many crossings a point of length is worth."""


@dataclass(frozen=True, slots=True)
class Block:
    """The agencies of one sector in one region and level, in columns; `first` is the middle of the first."""

    sector: str
    members: tuple[str, ...]
    columns: int
    first: Point


@dataclass(frozen=True, slots=True)
class _Ends:
    """Links as numbers of agencies, with their weights."""

    senders: NDArray[np.int64]
    receivers: NDArray[np.int64]
    weights: NDArray[np.float64]


def ordered(blocks: Sequence[Block], edges: Iterable[Edge], *, step: Point) -> dict[str, Point]:
    """Give each agency its place; `step` is from one to the next, across and down.

    Barycentre sweeps (Sugiyama, Tagawa and Toda, 1981, *IEEE Trans. SMC* 11(2)): each agency moves to where
    the agencies at the other ends of its links stand in the mean; of all sweeps the one with the least
    weighted crossings and lengths counts. Ties go by name.
    """
    names = sorted(name for block in blocks for name in block.members)
    number = {name: index for index, name in enumerate(names)}
    ends = _ends(edges, number)
    tables = [[number[name] for name in sorted(block.members)] for block in blocks]
    places = np.zeros((len(names), 2))
    for block, table in zip(blocks, tables, strict=True):
        _set(places, block, table, step)
    best, least = places.copy(), _badness(places, ends)
    for _ in range(SWEEPS):
        for block, table in zip(blocks, tables, strict=True):
            _set(places, block, _sorted(table, block, places, ends), step)
        found = _badness(places, ends)
        if found < least:
            best, least = places.copy(), found
    return {name: (float(best[index, 0]), float(best[index, 1])) for name, index in number.items()}


def _ends(edges: Iterable[Edge], number: Mapping[str, int]) -> _Ends:
    found = sorted((number[edge.sender], number[edge.receiver], edge.weight) for edge in edges)
    senders, receivers, weights = (
        (list(column) for column in zip(*found, strict=True)) if found else ([], [], [])
    )
    return _Ends(np.array(senders, int), np.array(receivers, int), np.array(weights, float))


def _set(places: NDArray[np.float64], block: Block, order: Sequence[int], step: Point) -> None:
    """Fill the columns of a block from left to right, the first ones with one more where it does not part."""
    rows, more = divmod(len(order), block.columns)
    column = row = 0
    for agency in order:
        places[agency] = block.first[0] + column * step[0], block.first[1] + row * step[1]
        row += 1
        if row == rows + (column < more):
            column, row = column + 1, 0


def _sorted(members: Sequence[int], block: Block, places: NDArray[np.float64], ends: _Ends) -> list[int]:
    """Order the members by where those at the other ends are: across for the column, down inside of it."""
    wanted = {agency: _barycentre(agency, places, ends) for agency in members}
    across = sorted(members, key=lambda agency: (wanted[agency][0], agency))
    rows, more = divmod(len(across), block.columns)
    found, start = [], 0
    for column in range(block.columns):
        size = rows + (column < more)
        found += sorted(across[start : start + size], key=lambda agency: (wanted[agency][1], agency))
        start += size
    return found


def _barycentre(agency: int, places: NDArray[np.float64], ends: _Ends) -> Point:
    out, into = ends.senders == agency, ends.receivers == agency
    others = np.concatenate([ends.receivers[out], ends.senders[into]])
    weights = np.concatenate([ends.weights[out], ends.weights[into]])
    if not len(others):
        return float(places[agency, 0]), float(places[agency, 1])
    x, y = np.average(places[others], axis=0, weights=weights).round(6)
    return float(x), float(y)


def _badness(places: NDArray[np.float64], ends: _Ends) -> float:
    """Give the weighted sum of crossings, and of lengths."""
    start, stop = places[ends.senders], places[ends.receivers]
    lengths = np.hypot(*(stop - start).T) if len(start) else np.zeros(0)
    cross = np.multiply.outer(ends.weights, ends.weights)[_crossing(start, stop)]
    return round(float(cross.sum() / 2 + _LENGTH * (lengths * ends.weights).sum()), 6)


def _crossing(start: NDArray[np.float64], stop: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell of each two straight lines whether they cross; lines that meet at an end do not."""
    one = _side(start, stop, start) * _side(start, stop, stop) < 0
    return np.asarray(one & one.T, dtype=np.bool_)


def _side(
    start: NDArray[np.float64], stop: NDArray[np.float64], points: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give on which side of each line (rows) each point (columns) lies: the sign of a cross product."""
    way = stop - start
    off = points[None, :, :] - start[:, None, :]
    return np.asarray(np.sign((way[:, None, 0] * off[..., 1] - way[:, None, 1] * off[..., 0]).round(3)))
