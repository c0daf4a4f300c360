"""How many were warned and served over time: of a replication, read off the log, and of many together.

Between two rows of a quantity it moves in a straight line; it falls only where somebody sets it, or where
what bounds it falls. What bounds it changes at once, unless it is a quantity that is served itself.
How many people know a fact changes at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.analysis.figures import spread
from simulator.analysis.learning import Sorted
from simulator.analysis.statistics import mean_of, rank
from simulator.analysis.titles import Texts
from simulator.log.rows import AT, CONTENTS, CROSSED, HEARD, SUBJECT, Log, Row
from simulator.program.model import NONE, Program, Quantity
from simulator.units import HOUR

STEPS = 192
"""The horizon is looked at at so many times, and at its end."""
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
PARTS = (0.5, 0.95)
"""Shares of those concerned of which it is measured when they were reached."""
NEARLY = 1e-6
"""What is lacking no more than so is taken as nothing: amounts are rounded to 6 digits."""

Floats = npt.NDArray[np.float64]
Record = dict[str, Any]
_VALUE = 3


class Point(NamedTuple):
    """A time in seconds, how many were served then, and of how many."""

    at: float
    amount: float
    of: float


class Served(NamedTuple):
    """One quantity in one replication: amounts and bounds at the times of `moments`, and what was lacking.

    `lacking` is in hours times the unit of the quantity (person-hours), until the replication ended;
    `reached` when each of `PARTS` was there for good, infinite if it was not.
    """

    amounts: tuple[float, ...]
    bounds: tuple[float, ...]
    lacking: float
    reached: tuple[float, ...]


def moments(horizon: float) -> Floats:
    """Give the times at which quantities are looked at."""
    return np.linspace(0.0, horizon, STEPS + 1)


def served(program: Program, log: Log, rows: Sorted) -> tuple[Served, ...]:
    """Give how many people know what they are told, then the quantities, each in the order of the program."""
    flowing = {quantity.fact for quantity in program.quantities}
    heard = (_heard(found, log.ended) for found in _of_each(rows[HEARD], len(program.crowds)))
    crossed = zip(program.quantities, _of_each(rows[CROSSED], len(program.quantities)), strict=True)
    return (
        *(_served(points, program.horizon, moving=False) for points in heard),
        *(
            _served(_points(each, found, log.ended), program.horizon, moving=each.bound_fact in flowing)
            for each, found in crossed
        ),
    )


def _of_each(rows: Iterable[Row], size: int) -> list[list[Row]]:
    found: list[list[Row]] = [[] for _ in range(size)]
    for row in rows:
        found[row[SUBJECT]].append(row)
    return found


def _heard(rows: Iterable[Row], ended: float) -> list[Point]:
    """Give how many people knew: just before each change, and after it."""
    points: list[Point] = []
    for row in rows:
        people, of = (content[_VALUE] for content in row[CONTENTS])
        before = points[-1].amount if points else 0.0
        points += [Point(row[AT], before, of), Point(row[AT], people, of)]
    return [*points, points[-1]._replace(at=max(ended, points[-1].at))]


def _points(quantity: Quantity, rows: Iterable[Row], ended: float) -> list[Point]:
    points = [Point(0.0, 0.0, 0.0)]
    for row in rows:
        contents = row[CONTENTS]
        of = contents[-1][_VALUE] if quantity.bound != NONE else np.inf
        points.append(Point(row[AT], contents[0][_VALUE], of))
    return [*points, points[-1]._replace(at=max(ended, points[-1].at))]


def _served(points: Sequence[Point], horizon: float, *, moving: bool) -> Served:
    times = moments(horizon)
    amounts, bounds = np.zeros(len(times)), np.zeros(len(times))
    lacking = 0.0
    for one, other in pairwise(points):
        climbs = other.amount >= one.amount
        end = other.amount if climbs else one.amount
        of = other.of if moving else one.of
        if one.of < np.inf:
            gaps = max(one.of - one.amount, 0.0), max(of - end, 0.0)
            lacking += (gaps[0] + gaps[1]) / 2 * (other.at - one.at) / HOUR
        within = (times >= one.at) & (times < other.at)
        part = (times[within] - one.at) / (other.at - one.at or 1.0)
        amounts[within] = one.amount + part * (end - one.amount)
        bounds[within] = one.of + part * (of - one.of) if of < np.inf else np.inf
    after = times >= points[-1].at
    amounts[after], bounds[after] = points[-1].amount, points[-1].of
    reached = tuple(_for_good(points, part, moving=moving) for part in PARTS)
    return Served(tuple(amounts.tolist()), tuple(bounds.tolist()), lacking, reached)


def _for_good(points: Sequence[Point], part: float, *, moving: bool) -> float:
    """Give from when on a share of those concerned was served until the end; walks back from there."""
    if _short(points[-1], part) > NEARLY or not 0 < points[-1].of < inf:
        return inf
    for one, other in pairwise(reversed(points)):
        end = one if one.amount >= other.amount else one._replace(amount=other.amount)
        left, right = _short(other, part), _short(end if moving else end._replace(of=other.of), part)
        if right > NEARLY or other.of <= 0:
            return one.at
        if left > NEARLY:
            return other.at + (one.at - other.at) * left / (left - min(right, 0.0))
    return points[0].at


def _short(point: Point, part: float) -> float:
    return part * point.of - point.amount


@dataclass(frozen=True, slots=True, eq=False)
class QuantityTable:
    """One quantity in many replications, a row of each table for one of them."""

    amounts: Floats
    bounds: Floats
    lacking: Floats
    reached: Floats

    def shares(self) -> Floats:
        """Give the share served, not a number where there was nobody to serve, or no bound."""
        someone = (self.bounds > 0) & np.isfinite(self.bounds)
        found: Floats = np.full(self.amounts.shape, np.nan)
        found[someone] = self.amounts[someone] / self.bounds[someone]
        return found


def gather(program: Program, measured: Iterable[tuple[Served, ...]]) -> tuple[QuantityTable, ...]:
    """Gather what was measured of people and quantities, in the order of `served`."""
    columns = list(zip(*measured, strict=True)) or [()] * (len(program.crowds) + len(program.quantities))
    return tuple(
        QuantityTable(
            amounts=np.array([one.amounts for one in column]).reshape(len(column), STEPS + 1),
            bounds=np.array([one.bounds for one in column]).reshape(len(column), STEPS + 1),
            lacking=np.array([one.lacking for one in column], dtype=np.float64),
            reached=np.array([one.reached for one in column]).reshape(len(column), len(PARTS)),
        )
        for column in columns
    )


def curves(values: Floats) -> dict[str, list[float | None]]:
    """Give quantiles over replications for each time; none where fewer than half have a value."""
    found: dict[str, list[float | None]] = {name: [] for name in QUANTILES}
    for column in values.T:
        known = np.sort(column[~np.isnan(column)])
        for name, share in QUANTILES.items():
            enough = 2 * len(known) >= len(column) and len(known)
            found[name].append(round(float(known[rank(len(known), share)]), 6) if enough else None)
    return found


def quantities_record(program: Program, tables: Sequence[QuantityTable], titles: Texts) -> list[Record]:
    """Give what `summary.json` holds of quantities: how many were served over time, and what was lacking.

    Shares are 0 to 1.
    """
    return [
        {
            "name": quantity.name,
            "title": titles.fact(quantity.fact),
            "of": program.facts[quantity.bound_fact].name if quantity.bound != NONE else None,
            "of_title": titles.fact(quantity.bound_fact) if quantity.bound != NONE else None,
            "at_s": at_record(program),
            "amount": curves(table.amounts),
            **_bounded(quantity, table),
        }
        for quantity, table in zip(program.quantities, tables[len(program.crowds) :], strict=True)
    ]


def at_record(program: Program) -> list[float]:
    """Give the times at which is looked, in seconds."""
    return [round(time, 3) for time in moments(program.horizon).tolist()]


def reached_record(table: QuantityTable) -> list[Record]:
    """Give when each of `PARTS` was reached for good."""
    return [{"share": part, **spread(table.reached[:, place])} for place, part in enumerate(PARTS)]


def _bounded(quantity: Quantity, table: QuantityTable) -> Record:
    if quantity.bound == NONE or not len(table.lacking):
        return {"share": None, "reached": None, "unserved_h": None}
    mean = mean_of(table.lacking.tolist())
    ordered = np.sort(table.lacking)
    ends = {"mean": mean.mean, "low": mean.low, "high": mean.high}
    ends |= {name: float(ordered[rank(len(ordered), share)]) for name, share in QUANTILES.items()}
    lacking = {name: None if value is None else round(max(value, 0.0), 3) for name, value in ends.items()}
    return {"share": curves(table.shares()), "reached": reached_record(table), "unserved_h": lacking}
