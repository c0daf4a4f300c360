"""Ways from a pool's base to where its units are wanted (rule 25)."""

from collections import defaultdict
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from simulator.plan.agencies import Pool
from simulator.plan.composed import Composition
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


_ON_ROAD = Pool(units=1)
"""Whoever travels in a car of their own: from the middle of their region, at the assumed speed."""


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
        self._only = _only_places(case.composition)
        self.legs: list[Leg] = []

    def leg(self, copy: Copy, agency: str, pool_name: str) -> int:
        """Give the way of units of a pool to where a task has them go, `NONE` where they do not move."""
        if copy.job.goes_to is None:
            return NONE
        actor = self._composition.actors[agency]
        target = self._target(copy, copy.job.goes_to)
        time = self._time(actor.region, actor.record.pools[pool_name], target)
        if time is None:
            return NONE
        name = f"{agency}.{pool_name} > {copy.job.goes_to}"
        stream = self._registry.stream(f"travel|{copy.name}|{agency}.{pool_name}", time)
        self.legs.append(Leg(name, stream, self._road(actor.region, target.region)))
        return len(self.legs) - 1

    def way_of_person(self, copy: Copy, agency: str) -> int:
        """Give the way of somebody of an agency to where a task has them meet, `NONE` where it is no way."""
        actors = self._composition.actors
        home = actors[agency].region
        goes_to = copy.job.goes_to or actors[copy.job.owner].region
        if goes_to is None:
            return NONE
        target = self._target(copy, goes_to)
        time = self._time(home, _ON_ROAD, target)
        if time is None:
            return NONE
        stream = self._registry.stream(f"travel|{copy.name}|{agency}", time)
        self.legs.append(Leg(f"{agency} > {goes_to}", stream, self._road(home, target.region)))
        return len(self.legs) - 1

    def _road(self, home: str | None, there: str | None) -> int:
        """Give the road between two regions, `NONE` where nothing ever happens to it."""
        if home is None or there is None or frozenset((home, there)) not in self._roads:
            return NONE
        return self._registry.road(home, there)

    def _target(self, copy: Copy, goes_to: str) -> Target:
        place = self._only.get(goes_to, goes_to)
        if place in self._composition.spots:
            spot = self._composition.spots[place]
            return Target(spot.region, spot.record.at)
        if place in self._composition.areas:
            return Target(place, self._composition.areas[place].record.at)
        return self._incident(copy)

    def _incident(self, copy: Copy) -> Target:
        """Give where the task's incident is, else the first; without any, the owner's region."""
        happenings = self._case.happenings
        if copy.occurrence is None and not happenings:
            return Target(self._composition.actors[copy.job.owner].region, None)
        happening = copy.occurrence.happening if copy.occurrence else happenings[0]
        return Target(happening.region, happening.record.at or self._centre(happening.region))

    def _centre(self, region: str | None) -> Coordinates | None:
        area = self._composition.areas.get(region or "")
        return area.record.at if area else None

    def _time(self, home: str | None, pool: Pool, target: Target) -> Distribution | None:
        """Give the time by the table, else by the great circle; None where there is no telling."""
        if home is not None and target.region is not None:
            stated = self._composition.travel.get((home, target.region))
            if stated is not None:
                return stated
        base = pool.at or self._centre(home)
        if base is None or target.point is None:
            return None
        metres = great_circle(base, target.point) * self._composition.detour
        return Constant(on_grid(metres / (pool.speed or ASSUMED_SPEED)))


def _only_places(composition: Composition) -> dict[str, str]:
    """Give, by place fact, the place that it names, where tasks give it only one that a plan locates."""
    values: dict[str, set[str]] = defaultdict(set)
    for job in composition.jobs:
        for fact, value in job.achieves:
            values[fact].add(str(value))
    named: dict[str, list[str]] = defaultdict(list)
    for spot in composition.spots:
        for name in {spot, spot.rpartition(".")[2]}:
            named[name].append(spot)
    found = {fact: named[next(iter(each))] for fact, each in values.items() if len(each) == 1}
    return {fact: spots[0] for fact, spots in found.items() if len(spots) == 1}


def great_circle(one: Coordinates, other: Coordinates) -> float:
    """Give the length in metres of the shortest way over a sphere.

    Haversine formula; Sinnott 1984, Sky and Telescope 68.

    >>> round(great_circle(Coordinates(0, 0), Coordinates(0, 1)) / 1000)
    111
    """
    lat1, lat2 = radians(one.lat), radians(other.lat)
    across, along = radians(other.lon - one.lon) / 2, (lat2 - lat1) / 2
    half = sin(along) ** 2 + cos(lat1) * cos(lat2) * sin(across) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(half))
