"""How many were served over time: the quantities of a replication, read off the log, and of many together.

Between two rows of a quantity it moves in a straight line; it falls only where somebody sets it, or where
what bounds it falls. What bounds it changes at once, unless it is a quantity that is served itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.analysis.learning import Sorted
from simulator.analysis.statistics import mean_of, rank
from simulator.analysis.titles import Texts
from simulator.log.rows import AT, CONTENTS, CROSSED, SUBJECT, Log, Row
from simulator.program.model import NONE, Program, Quantity
from simulator.units import HOUR

STEPS = 192
"""The horizon is looked at at so many times, and at its end."""
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}

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

    `lacking` is in hours times the unit of the quantity (person-hours), until the replication ended.
    """

    amounts: tuple[float, ...]
    bounds: tuple[float, ...]
    lacking: float


def moments(horizon: float) -> Floats:
    """Give the times at which quantities are looked at."""
    return np.linspace(0.0, horizon, STEPS + 1)


def served(program: Program, log: Log, rows: Sorted) -> tuple[Served, ...]:
    """Give the quantities of one replication, in the order of the program."""
    of: list[list[Row]] = [[] for _ in program.quantities]
    for row in rows[CROSSED]:
        of[row[SUBJECT]].append(row)
    flowing = {quantity.fact for quantity in program.quantities}
    return tuple(
        _served(_points(quantity, found, log.ended), program.horizon, moving=quantity.bound_fact in flowing)
        for quantity, found in zip(program.quantities, of, strict=True)
    )


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
    return Served(tuple(amounts.tolist()), tuple(bounds.tolist()), lacking)


@dataclass(frozen=True, slots=True, eq=False)
class QuantityTable:
    """One quantity in many replications, a row of each table for one of them."""

    amounts: Floats
    bounds: Floats
    lacking: Floats

    def shares(self) -> Floats:
        """Give the share served, not a number where there was nobody to serve, or no bound."""
        someone = (self.bounds > 0) & np.isfinite(self.bounds)
        found: Floats = np.full(self.amounts.shape, np.nan)
        found[someone] = self.amounts[someone] / self.bounds[someone]
        return found


def gather(program: Program, measured: Iterable[tuple[Served, ...]]) -> tuple[QuantityTable, ...]:
    """Gather the quantities of replications."""
    columns = list(zip(*measured, strict=True)) or [()] * len(program.quantities)
    return tuple(
        QuantityTable(
            amounts=np.array([one.amounts for one in column]).reshape(len(column), STEPS + 1),
            bounds=np.array([one.bounds for one in column]).reshape(len(column), STEPS + 1),
            lacking=np.array([one.lacking for one in column], dtype=np.float64),
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
    times = moments(program.horizon)
    return [
        {
            "name": quantity.name,
            "title": titles.fact(quantity.fact),
            "of": program.facts[quantity.bound_fact].name if quantity.bound != NONE else None,
            "of_title": titles.fact(quantity.bound_fact) if quantity.bound != NONE else None,
            "at_s": [round(time, 3) for time in times.tolist()],
            "amount": curves(table.amounts),
            **_bounded(quantity, table),
        }
        for quantity, table in zip(program.quantities, tables, strict=True)
    ]


def _bounded(quantity: Quantity, table: QuantityTable) -> Record:
    if quantity.bound == NONE or not len(table.lacking):
        return {"share": None, "unserved_h": None}
    mean = mean_of(table.lacking.tolist())
    ordered = np.sort(table.lacking)
    ends = {"mean": mean.mean, "low": mean.low, "high": mean.high}
    ends |= {name: float(ordered[rank(len(ordered), share)]) for name, share in QUANTILES.items()}
    lacking = {name: None if value is None else round(max(value, 0.0), 3) for name, value in ends.items()}
    return {"share": curves(table.shares()), "unserved_h": lacking}
