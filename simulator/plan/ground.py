"""Regions, places, holidays, travel times: the ground that plans stand on."""

from collections.abc import Iterable
from datetime import date

from simulator.errors import say
from simulator.plan.composed import Area, Spot
from simulator.plan.faults import At
from simulator.plan.model import Plan
from simulator.plan.references import References
from simulator.text.distributions import Distribution

DETOUR = 1.3
"""Road length over great-circle length, where no plan states it."""


def find_areas(plans: Iterable[Plan], references: References) -> dict[str, Area]:
    """Give the regions, each with those that it lies in, nearest first."""
    records = {
        f"{plan.id}.{name}": (plan.id, record) for plan in plans for name, record in plan.regions.items()
    }
    inside = {
        name: references.find("region", record.within, At(plan, record, ("within",)))
        for name, (plan, record) in records.items()
        if record.within
    }
    found = {}
    for name, (plan, record) in records.items():
        chain = _chain(name, inside)
        if name in chain:
            circle = say("the region lies in itself: {chain}", chain=" < ".join([name, *chain]))
            references.faults.add(At(plan, record, ("within",)), circle)
        found[name] = Area(name, record, tuple(chain))
    return found


def _chain(name: str, inside: dict[str, str | None]) -> list[str]:
    chain: dict[str, None] = {}
    outer = inside.get(name)
    while outer and outer not in chain:
        chain[outer] = None
        outer = inside.get(outer)
    return list(chain)


def find_spots(plans: Iterable[Plan], references: References) -> dict[str, Spot]:
    """Give the named places."""
    found = {}
    for plan in plans:
        for name, record in plan.places.items():
            at = At(plan.id, record, ("region",))
            region = references.find("region", record.region, at) if record.region else None
            found[f"{plan.id}.{name}"] = Spot(f"{plan.id}.{name}", record, region)
    return found


def find_holidays(plans: Iterable[Plan]) -> dict[str, frozenset[date]]:
    """Give the holidays by plan."""
    return {
        plan.id: frozenset(day for span in plan.calendar.holidays for day in span)
        if plan.calendar
        else frozenset()
        for plan in plans
    }


def find_detour(plans: Iterable[Plan]) -> float:
    """Give the detour factor of the first plan that states one."""
    stated = (plan.travel.detour for plan in plans if plan.travel and plan.travel.detour)
    return next(stated, DETOUR)


def find_travel(plans: Iterable[Plan], references: References) -> dict[tuple[str, str], Distribution]:
    """Give the time between two regions, both ways; where two plans state one, that of the first plan."""
    found: dict[tuple[str, str], tuple[Distribution, At]] = {}
    for plan in plans:
        for key, time in plan.travel.table.items() if plan.travel else ():
            at = At(plan.id, plan.travel, ("table", key))
            pair = region_pair(key, at, references)
            if pair is None:
                continue
            first, place = found.setdefault(pair, (time, at))
            found.setdefault((pair[1], pair[0]), (first, place))
            if first != time:
                unequal = say(
                    "the time between `{one}` and `{other}` is stated twice", one=pair[0], other=pair[1]
                )
                references.faults.add(
                    at, unequal, say("the first counts"), others=(place.place,), warning=True
                )
    return {pair: time for pair, (time, _) in found.items()}


def region_pair(text: str, at: At, references: References) -> tuple[str, str] | None:
    """Read `north-city` as two regions; None (and a problem) where it is not."""
    ends = [end.strip() for end in text.split("-")]
    if len(ends) != 2 or not all(ends):  # noqa: PLR2004 (two ends)
        references.faults.add(
            at, say("`{text}` is no pair of regions", text=text[:60]), say("write it as `north-city`")
        )
        return None
    first, second = (references.find("region", end, at) for end in ends)
    return (first, second) if first and second else None
