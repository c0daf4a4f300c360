"""What a scenario may ask for at the most, so that a replication comes to an end and fits into memory."""

from collections import Counter

from simulator.errors import Message, say
from simulator.plan.agencies import Agency
from simulator.plan.composed import Composition
from simulator.plan.duties import MOST_DUTIES
from simulator.plan.edges import MOST_COPIES
from simulator.plan.faults import At, Faults
from simulator.scenario.model import Inject, Scenario
from simulator.scenario.resolve import incidents_of
from simulator.units import DAY

MOST_REPEATS = 100_000
"""How often one thing may come round in a replication."""
MOST_INCIDENTS = 10_000
MOST_SHIFTS = 1_000_000
"""Changes of shift at all desks together."""

_SHORTER = say("make the time longer, or the horizon shorter")


def check_limits(scenario: Scenario, composition: Composition, faults: Faults) -> None:
    """Add a problem for each thing that comes round too often, and for too many incidents or shifts."""
    for plan in composition.plans:
        for link in plan.links:
            for key in ("every", "again", "pause"):
                _repeats(At(plan.id, link, (key,)), key, getattr(link, key), scenario.horizon, faults)
        for task in (task for tasks in plan.procedures.values() for task in tasks.values() if task.repeats):
            time = task.duration.mean() if task.duration else None
            _repeats(At(plan.id, task, ("repeats",)), "repeats", time, scenario.horizon, faults)
    for inject in scenario.injects:
        if inject.calls_to is not None and inject.every is not None:
            _calls(inject, scenario.horizon, faults)
    _incidents(scenario, composition, faults)
    _shifts(scenario, composition, faults)


def _repeats(at: At, key: str, time: float | None, span: float, faults: Faults) -> None:
    if time and span / time > MOST_REPEATS:
        found = say(
            "`{key}` comes round {count} times up to the horizon; at most {most} are played",
            key=key,
            count=int(span / time),
            most=MOST_REPEATS,
        )
        faults.add(at, found, _SHORTER)


def _calls(inject: Inject, horizon: float, faults: Faults) -> None:
    at, mean = At("", inject, ("every",)), inject.every.mean() if inject.every else 0.0
    if not mean:
        faults.add(at, say("`{key}` must be more than 0", key="every"))
    span = horizon if inject.lasts is None else min(inject.lasts, horizon)
    _repeats(at, "every", mean, span, faults)


def _incidents(scenario: Scenario, composition: Composition, faults: Faults) -> None:
    """Check how many incidents there are, and how many tasks when each has its own."""
    counts: Counter[str] = Counter()
    for incident in incidents_of(scenario):
        counts[incident.hazard] += incident.count
    jobs = Counter(job.hazard for job in composition.jobs)
    at = At("", scenario, ("incidents" if scenario.incidents else "incident",), key=True)
    _together(at, say("incidents"), counts.total(), MOST_INCIDENTS, faults)
    tasks = sum(count * jobs[hazard] for hazard, count in counts.items())
    _together(at, say("tasks, each incident with its own"), tasks, MOST_COPIES, faults)
    if counts.total() > 1:
        duties = counts.total() * len(composition.duties)
        _together(at, say("obligations, each incident with its own"), duties, MOST_DUTIES, faults)


def _shifts(scenario: Scenario, composition: Composition, faults: Faults) -> None:
    days = scenario.horizon / DAY + 1
    a_day = sum(_changes(actor.record) for actor in composition.actors.values())
    at = At("", scenario, ("horizon",))
    _together(at, say("changes of shift"), int(a_day * days), MOST_SHIFTS, faults)


def _changes(agency: Agency) -> int:
    """Give how often the operators of an agency's desk may change in a day."""
    shifts = agency.desk.shifts if agency.desk else ()
    return 2 * len(shifts) + 2 if shifts or (agency.desk and agency.works) else 0


def _together(at: At, what: Message, count: int, most: int, faults: Faults) -> None:
    if count > most:
        faults.add(
            at, say("that makes {count} {what}; at most {most} are played", count=count, what=what, most=most)
        )
