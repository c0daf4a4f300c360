"""Several plans as one: every name resolved, or every problem of all files said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from simulator.errors import DrillError, Place, say
from simulator.plan.agreements import find_pacts
from simulator.plan.amounts import find_amounts
from simulator.plan.axes import find_axes
from simulator.plan.composed import Composition
from simulator.plan.duties import bind, due_tasks
from simulator.plan.edges import MOST_COPIES, Ends, find_channels, find_edges, find_ends, link_copies
from simulator.plan.facts import Setting, gather_facts
from simulator.plan.faults import At, Faults
from simulator.plan.grades import know_grades, taken_up
from simulator.plan.ground import find_areas, find_detour, find_holidays, find_spots, find_travel
from simulator.plan.jobs import Ownership, find_jobs, find_owners, task_copies
from simulator.plan.level_names import find_kinds
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan
from simulator.plan.names import gather_names
from simulator.plan.norm_duties import NormUse
from simulator.plan.overrides import all_duties
from simulator.plan.reach import warn
from simulator.plan.references import References
from simulator.plan.seats import find_actors, find_seats
from simulator.plan.turnovers import find_turnovers
from simulator.text.record import Record

World = Mapping[str, tuple[Setting, ...]]
"""The facts that a scenario sets, each with its values and where they stand."""


@dataclass(frozen=True, slots=True)
class Woven:
    """Composed plans, and the meaning of names in them, for the scenario's own names."""

    composition: Composition
    meaning: Meaning


def compose(plans: Sequence[Plan], *, world: World | None = None) -> Composition:
    """Compose plans with different ids into one.

    Raises `DrillError` with every problem of all files, warnings included. Without a problem the warnings are
    in the composition: what is a gap of the plans but does not keep them from being played.
    """
    faults = Faults()
    woven = weave(plans, faults, world=world)
    problems = faults.problems(plans)
    if woven is None or faults.stop:
        raise DrillError(problems)
    return replace(woven.composition, warnings=problems)


def weave(
    plans: Sequence[Plan],
    faults: Faults,
    *,
    world: World | None = None,
    norms: Sequence[NormUse] = (),
    closed: bool = True,
) -> Woven | None:
    """Compose plans as far as possible and gather the problems; None where they are too large to compose.

    Where `closed` is false other plans and a scenario may exist: names that are not found are no faults then.
    """
    if _too_large(plans, faults):
        return None
    references = References(gather_names(plans), faults, closed)
    actors = find_actors(plans, references)
    seats = find_seats(plans, references)
    ends = find_ends(plans, references)
    owned = find_owners(plans, references, seats)
    tasks, links = task_copies(owned, references.names.task), link_copies(ends, references)
    facts = gather_facts(plans, world or {}, tasks, links, faults)
    meaning = _meaning(plans, Meaning(references, facts, seats))
    orders = _orders(plans, ends, owned)
    edges = find_edges(ends, meaning, orders)
    amounts = find_amounts(plans, meaning)
    jobs = find_jobs(owned, meaning, amounts, orders)
    axes = find_axes(plans, meaning, orders)
    pacts = find_pacts(plans, meaning, orders)
    channels = find_channels(plans, meaning)
    grades = taken_up(meaning.grades, meaning.compared)
    areas = find_areas(plans, references)
    bound = bind(plans, meaning, actors, jobs, axes, channels, edges)
    duties, unbound = all_duties(bound, norms, actors, areas)
    turnovers = find_turnovers(plans, meaning, edges)
    _check_heads(plans, meaning)
    if closed:
        warn(actors, edges, jobs, pacts, turnovers, faults)
    composition = Composition(
        plans=tuple(plans),
        actors=actors,
        areas=areas,
        spots=find_spots(plans, references),
        seats=seats,
        channels=channels,
        edges=edges,
        jobs=jobs,
        axes=axes,
        pacts=pacts,
        facts=dict(facts.items),
        amounts=amounts,
        duties=duties,
        holidays=find_holidays(plans),
        travel=find_travel(plans, references),
        detour=find_detour(plans),
        grades=grades,
        members=dict(references.names.copies),
        unbound=unbound,
        turnovers=turnovers,
        authorities=_authorities(plans, meaning),
        kinds=find_kinds(plans, faults),
    )
    return Woven(composition, meaning)


def _meaning(plans: Sequence[Plan], meaning: Meaning) -> Meaning:
    """Give the meaning of names with the tasks that obligations make due, and the scales nobody declares."""
    return know_grades(plans, replace(meaning, due=due_tasks(plans, meaning)))


def _too_large(plans: Iterable[Plan], faults: Faults) -> bool:
    room = MOST_COPIES
    for plan in plans:
        for agency in plan.agencies.values():
            room -= agency.times
            if room < 0:
                found = say("with its copies this makes more than {most} agencies", most=MOST_COPIES)
                faults.add(At(plan.id, agency, ("times",)), found, say("lower `times:`"))
                return True
    return False


def _orders(plans: Iterable[Plan], ends: Iterable[Ends], owned: Iterable[Ownership]) -> dict[int, int]:
    """Give each record of a link, task, scale or agreement, by identity, its number in declared order.

    A record that stands for several has as many numbers, this one and those that follow.
    """
    counts: dict[int, int] = {id(link.record): len(link.pairs) for link in ends}
    counts.update((id(task.record), len(task.jobs)) for task in owned)
    orders: dict[int, int] = {}
    position = 0
    for plan in plans:
        for record in sorted(_ordered(plan), key=partial(_declared, plan.source.path)):
            orders[id(record)] = position
            position += max(1, counts.get(id(record), 1))
    return orders


def _declared(file: str, record: Record) -> tuple[bool, Place]:
    """Give what sorts records as declared, those that a patch adds to the file of their plan last."""
    return record.place.file != file, record.place


def _ordered(plan: Plan) -> Iterable[Record]:
    tasks = (task for procedure in plan.procedures.values() for task in procedure.values())
    return (*tasks, *plan.links, *plan.scales.values(), *plan.agreements.values())


def _authorities(plans: Iterable[Plan], meaning: Meaning) -> dict[str, str]:
    """Give the agency that issued each plan, that of a post its holder."""
    issued = {plan.id: meaning.holders(plan.authority, At(plan.id, plan, ("authority",))) for plan in plans}
    return {plan: holders[0] for plan, holders in issued.items() if holders}


def _check_heads(plans: Iterable[Plan], meaning: Meaning) -> None:
    """Check what the head of a plan refers to beside its authority."""
    for plan in plans:
        for hazard in plan.hazards.values():
            for position, ref in enumerate(hazard.crosses_border_to):
                meaning.references.find("region", ref, At(plan.id, hazard, ("crosses_border_to", position)))
