"""The boundary matrix: between whom the gaps lie, and how many minutes are lost there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import fsum
from typing import Any, Literal, get_args

from simulator.plan.agencies import Level, Sector
from simulator.plan.composed import Composition
from simulator.plan.gap import Gap, Side

By = Literal["sector", "level", "region", "agency"]
"""What the sides of a gap are told apart by; `agency` is department by department."""
AXES: tuple[By, ...] = get_args(By)

NEIGHBOUR: Sector = "neighbour"
_ORDERS: dict[By, tuple[str, ...]] = {"sector": get_args(Sector), "level": get_args(Level)}


@dataclass(frozen=True, slots=True)
class Cell:
    """The gaps between two values of an axis, or inside one where both are the same.

    `gaps` are ids, those that cost most first; `seconds` is the sum of their mean times over replications,
    `unmeasured` the number of those whose time is not known, because only the audit found them.
    """

    between: tuple[str, str]
    gaps: tuple[str, ...]
    seconds: float
    unmeasured: int

    @property
    def across(self) -> bool:
        """Whether it is a boundary: the two sides differ."""
        return self.between[0] != self.between[1]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells in the order of `rows` and then `columns`, only those in which there are gaps.

    Where it is `triangular` rows and columns are the same, each pair of values is one cell, whichever side is
    in want, and `between` has the order of the axis. In a matrix within one cell rows and columns stand for
    the two sides, and a pair and its reverse are two cells.
    """

    by: By
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
    triangular: bool = True

    def cell(self, one: str, other: str) -> Cell | None:
        """Give the cell of two values, if `triangular` in either order; None where nothing was found."""
        meant = ((one, other), (other, one)) if self.triangular else ((one, other),)
        return next((cell for cell in self.cells if cell.between in meant), None)


def seconds_of(gap: Gap) -> float | None:
    """Give the mean time that a gap takes of the milestone that loses most, in seconds.

    Measured by several rules it is their sum, as one minute has one cause. None where no replication
    measured it.
    """
    measured = [each.figures for each in gap.evidence if each.source == "runs" and "mean_s" in each.figures]
    ways: dict[str, float] = {}
    for way in (way for figures in measured for way in figures.get("ways", ())):
        ways[way["milestone"]] = ways.get(way["milestone"], 0.0) + way["mean_s"]
    return max((*ways.values(), *(float(figures["mean_s"]) for figures in measured)), default=None)


def boundary_matrix(
    gaps: Iterable[Gap], *, by: By, values: Iterable[str] = (), neighbours: Collection[str] = ()
) -> Matrix:
    """Count the gaps between each two values of an axis; each gap counts once, in one cell.

    Parameters
    ----------
    values
        Values to show even if there is no gap at them, in this order where the axis has none of its own;
        those of the gaps are added.
    neighbours
        Regions of other authorities (`neighbouring`): who stands there counts as sector `neighbour`.
    """
    pairs = [(gap, _ends(gap, by, neighbours)) for gap in gaps]
    order = _ordered([*values, *sorted({end for _, ends in pairs for end in ends})], by)
    rank = {value: number for number, value in enumerate(order)}
    placed = [(gap, _sorted(ends, rank)) for gap, ends in pairs]
    return Matrix(by, order, order, _cells(placed, order, order))


def matrix_within(
    gaps: Iterable[Gap],
    *,
    by: By,
    between: tuple[str, str],
    into: By = "agency",
    neighbours: Collection[str] = (),
) -> Matrix:
    """Give the matrix inside one cell, as of the agencies between government and enterprise.

    Rows are the values on the first side of `between`, columns those on the second, whichever side is in
    want; those with most time lost first. Inside one value it is a matrix like any other.
    """
    inside = [gap for gap in gaps if sorted(_ends(gap, by, neighbours)) == sorted(between)]
    if between[0] == between[1]:
        return boundary_matrix(inside, by=into, neighbours=neighbours)
    placed = []
    for gap in inside:
        first, second = gap.sides if _ends(gap, by, neighbours) == between else gap.sides[::-1]
        placed.append((gap, (_value(first, into, neighbours), _value(second, into, neighbours))))
    rows, columns = (_by_loss([(gap, ends[side]) for gap, ends in placed]) for side in (0, 1))
    return Matrix(into, rows, columns, _cells(placed, rows, columns), triangular=False)


def neighbouring(composition: Composition) -> frozenset[str]:
    """Give the regions that belong to another authority, and those that lie in them."""
    marked = {name for name, area in composition.areas.items() if area.record.neighbour}
    return frozenset(name for name, area in composition.areas.items() if marked & {name, *area.within})


def axis_values(composition: Composition, *, by: By, neighbours: Collection[str] = ()) -> tuple[str, ...]:
    """Give the values of an axis that the agencies of a composition have."""
    sides = [Side.of(actor) for actor in composition.actors.values()]
    return _ordered([_value(side, by, neighbours) for side in sides], by)


def boundary_record(composition: Composition, gaps: Iterable[Gap]) -> dict[str, Any]:
    """Give the matrices of all axes as `summary.json` holds them under `boundary_matrix`.

    Each has the `values` of its axis (of agencies only those at a gap), the `names` of regions and agencies
    and the `cells` with gaps: `between`, `number`, `minutes`, `unmeasured` and the ids in `gaps`.
    """
    found, neighbours = tuple(gaps), neighbouring(composition)
    record: dict[str, Any] = {}
    for by in AXES:
        values = () if by == "agency" else axis_values(composition, by=by, neighbours=neighbours)
        matrix = boundary_matrix(found, by=by, values=values, neighbours=neighbours)
        record[by] = {
            "values": list(matrix.rows),
            "names": _names(composition, by, matrix.rows),
            "cells": [_cell_record(cell) for cell in matrix.cells],
        }
    return record


def _names(composition: Composition, by: By, values: Iterable[str]) -> dict[str, dict[str, str]]:
    """Give what people call regions or agencies; sectors and levels have words of their own."""
    if by == "region":
        titles = {name: area.record.name for name, area in composition.areas.items()}
    else:
        titles = {name: actor.record.name for name, actor in composition.actors.items() if by == "agency"}
    return {value: titles[value].texts() for value in values if value in titles}


def _cell_record(cell: Cell) -> dict[str, Any]:
    return {
        "between": list(cell.between),
        "number": len(cell.gaps),
        "minutes": round(cell.seconds / 60, 3),
        "unmeasured": cell.unmeasured,
        "gaps": list(cell.gaps),
    }


def _value(side: Side, by: By, neighbours: Collection[str]) -> str:
    if by == "sector" and side.region in neighbours:
        return NEIGHBOUR
    return str(getattr(side, by))


def _ends(gap: Gap, by: By, neighbours: Collection[str]) -> tuple[str, str]:
    return _value(gap.sides[0], by, neighbours), _value(gap.sides[1], by, neighbours)


def _sorted(ends: tuple[str, str], rank: dict[str, int]) -> tuple[str, str]:
    one, other = ends
    return (one, other) if rank[one] <= rank[other] else (other, one)


def _ordered(values: Iterable[str], by: By) -> tuple[str, ...]:
    found = dict.fromkeys(values)
    known = [value for value in _ORDERS.get(by, ()) if value in found]
    return tuple(dict.fromkeys([*known, *found]))


def _by_loss(placed: list[tuple[Gap, str]]) -> tuple[str, ...]:
    def key(value: str) -> tuple[float, int, str]:
        lost = [seconds_of(gap) or 0.0 for gap, end in placed if end == value]
        return -fsum(lost), -len(lost), value

    return tuple(sorted({end for _, end in placed}, key=key))


def _cells(
    placed: list[tuple[Gap, tuple[str, str]]], rows: tuple[str, ...], columns: tuple[str, ...]
) -> tuple[Cell, ...]:
    found: dict[tuple[str, str], list[Gap]] = {}
    for gap, ends in placed:
        found.setdefault(ends, []).append(gap)
    order = sorted(found, key=lambda ends: (rows.index(ends[0]), columns.index(ends[1])))
    return tuple(_cell(ends, found[ends]) for ends in order)


def _cell(between: tuple[str, str], gaps: list[Gap]) -> Cell:
    times = {gap.id: seconds_of(gap) for gap in gaps}
    ids = sorted(times, key=lambda name: (-(times[name] or 0.0), name))
    seconds = fsum(time for time in times.values() if time is not None)
    return Cell(between, tuple(ids), seconds, sum(time is None for time in times.values()))
