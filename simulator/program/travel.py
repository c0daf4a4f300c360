"""Ways from a pool's base to where its units are wanted (rule 25)."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from simulator.plan.agencies import Pool
from simulator.program.facts import Copy
from simulator.program.model import NONE, Leg
from simulator.program.registry import Registry
from simulator.scenario.case import Case
from simulator.text.distributions import Constant, Distribution
from simulator.text.numbers import Coordinates
from simulator.units import on_grid

EARTH_RADIUS = 6_371_008.8
"""Mean radius in metres (IUGG 1980)."""

ASSUMED_SPEED = 40 / 3.6
"""Metres a second on the road where a pool states no speed; an assumption."""

INCIDENT = "incident"


@dataclass(frozen=True, slots=True)
class Target:
    """Where units go."""

    region: str | None
    point: Coordinates | None


class Ways:
    """Legs, made when they are first wanted."""

    def __init__(self, case: Case, registry: Registry) -> None:
        self._case = case
        self._composition = case.composition
        self._registry = registry
        self._roads = {frozenset(move.roads) for move in case.moves if move.roads is not None}
        self.legs: list[Leg] = []

    def leg(self, copy: Copy, agency: str, pool_name: str) -> int:
        """The way of units of a pool to where a task has them go, `NONE` where they do not move."""
        if copy.job.goes_to is None:
            return NONE
        actor = self._composition.actors[agency]
        pool = actor.record.pools[pool_name]
        target = self._target(copy)
        time = self._time(actor.region, pool, target)
        if time is None:
            return NONE
        name = f"{agency}.{pool_name} > {copy.job.goes_to}"
        stream = self._registry.stream(f"travel|{copy.name}|{agency}.{pool_name}", time)
        self.legs.append(Leg(name, stream, self._road(actor.region, target.region)))
        return len(self.legs) - 1

    def _road(self, home: str | None, there: str | None) -> int:
        if home is None or there is None or frozenset((home, there)) not in self._roads:
            return NONE
        low, high = sorted((home, there))
        return self._registry.roads.setdefault((low, high), len(self._registry.roads))

    def _target(self, copy: Copy) -> Target:
        goes_to = copy.job.goes_to or INCIDENT
        if goes_to in self._composition.facts:
            goes_to = self._only_value(goes_to)
        if goes_to in self._composition.spots:
            spot = self._composition.spots[goes_to]
            return Target(spot.region, spot.record.at)
        if goes_to in self._composition.areas:
            return Target(goes_to, self._composition.areas[goes_to].record.at)
        return self._incident(copy)

    def _only_value(self, fact: str) -> str:
        """The place that a fact names, where tasks give it only one that a plan locates; else the incident."""
        values = {value for job in self._composition.jobs for name, value in job.achieves if name == fact}
        spots = [name for name in self._composition.spots for value in values if _names(name, str(value))]
        return spots[0] if len(values) == 1 and len(spots) == 1 else INCIDENT

    def _incident(self, copy: Copy) -> Target:
        happenings = self._case.happenings
        if copy.occurrence is not None:
            happening = copy.occurrence.happening
        elif happenings:
            happening = happenings[0]
        else:
            return Target(self._composition.actors[copy.job.owner].region, None)
        area = self._composition.areas.get(happening.region or "")
        return Target(happening.region, happening.record.at or (area.record.at if area else None))

    def _time(self, home: str | None, pool: Pool, target: Target) -> Distribution | None:
        table = self._composition.travel
        if home is not None and target.region is not None and (home, target.region) in table:
            return table[home, target.region]
        area = self._composition.areas.get(home or "")
        base = pool.at or (area.record.at if area else None)
        if base is None or target.point is None:
            return None
        metres = great_circle(base, target.point) * self._composition.detour
        return Constant(on_grid(metres / (pool.speed or ASSUMED_SPEED)))


def _names(qualified: str, value: str) -> bool:
    return qualified == value or qualified.rpartition(".")[2] == value


def great_circle(one: Coordinates, other: Coordinates) -> float:
    """Length in metres of the shortest way over a sphere (haversine formula; Sinnott 1984, Sky and Telescope 68).

    >>> round(great_circle(Coordinates(0, 0), Coordinates(0, 1)) / 1000)
    111
    """
    lat1, lat2 = radians(one.lat), radians(other.lat)
    across, along = radians(other.lon - one.lon) / 2, (lat2 - lat1) / 2
    half = sin(along) ** 2 + cos(lat1) * cos(lat2) * sin(across) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(half))
