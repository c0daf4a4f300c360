"""A remedy where units come late: they stand by beforehand, turned out, where they will be needed."""

from typing import Any

from simulator.errors import say
from simulator.plan.agencies import Agency, Pool
from simulator.plan.alike import bare, common
from simulator.plan.composed import Job
from simulator.plan.gap import Gap
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.closing_units import first_pool
from simulator.study.closure import means
from simulator.study.remedy import Remedy, agency_at, in_plan, with_records, written
from simulator.text.numbers import Coordinates


def stand_by(case: Case, program: Program, gap: Gap) -> Remedy | None:
    """Let the pool that an agency takes from first stand by; None where that would change nothing.

    Its units are turned out. They stand where the first task that needs them goes, if that is a place of the
    plan: where an incident will be nobody knows beforehand.
    """
    kind, _, place = gap.place.rpartition("@")
    agency = agency_at(case.composition, place)
    base = first_pool(program, agency, kind) if agency else None
    if base is None:
        return None
    holder, _, name = base.rpartition(".")
    actor = case.composition.actors[holder]
    pool, spot = actor.record.pools[name], _spot(case, place, kind)
    otherwise = _otherwise(pool, spot)
    if not otherwise:
        return None
    kept = {key: value for key, value in written(pool, **otherwise).items() if value is not None}
    agency_name = bare(common(holder))
    return Remedy(
        "position",
        say(
            "{kind} of {agency} stand by beforehand, turned out",
            kind=case.composition.kind_name(kind),
            agency=actor.record.name,
        ),
        in_plan(case.composition, actor.plan, {"agencies": {agency_name: {"pools": {name: kept}}}}),
        {actor.plan: {"agencies": {agency_name: {"pools": {name: otherwise}}}}},
        lambda case: with_records(case, common(holder), lambda record: _standing_by(record, name, spot)),
    )


def _otherwise(pool: Pool, spot: Coordinates | None) -> dict[str, Any]:
    turned_out = {} if pool.mobilise is None else {"mobilise": None}
    return {**turned_out, **({} if spot is None or spot == pool.at else {"at": [spot.lon, spot.lat]})}


def _standing_by(record: Agency, name: str, spot: Coordinates | None) -> Agency:
    pool = record.pools[name]
    ready = pool.model_copy(update={"mobilise": None, "at": spot or pool.at})
    return record.model_copy(update={"pools": {**record.pools, name: ready}})


def _spot(case: Case, agency: str, kind: str) -> Coordinates | None:
    """Give where the first task goes that needs units of a kind; None where no plan says."""
    spots = case.composition.spots
    goals = (job.goes_to for job in case.composition.jobs if _needs(job, agency, kind))
    return next((spots[goal].record.at for goal in goals if goal in spots), None)


def _needs(job: Job, agency: str, kind: str) -> bool:
    return means(agency, job.owner) and kind in job.record.needs
