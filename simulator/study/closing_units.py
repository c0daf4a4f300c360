"""Gaps of resources and of agreements, closed: units are there, or open, or given as agreed."""

from dataclasses import replace

from simulator.analysis.gaps.sites import COORDINATION
from simulator.plan.agencies import Pool
from simulator.plan.composed import Actor
from simulator.plan.gap import Gap
from simulator.program.model import NONE, Need, Pact, Program, Server, Stream, Task
from simulator.scenario.case import Case
from simulator.study.closure import UNLIMITED, Closure, joined, mapped, means, with_servers
from simulator.text.distributions import Constant


def close_resource(case: Case, program: Program, gap: Gap) -> Closure | None:
    """Close a gap at `kind@agency`: others' free units open to it, units without limit at its base, or both.

    The rules of the gap say which: `COORDINATION`, and any other, which means that there were none.
    """
    kind, _, agency = gap.place.rpartition("@")
    closes = dict.fromkeys(_opened if rule == COORDINATION else _unlimited for rule in gap.rules)
    owners = dict.fromkeys(
        program.agents[task.owner].name
        for task in program.tasks
        if any(need.kind == kind for need in _all_needs(task))
    )
    return joined(
        close(case, program, owner, kind) for owner in owners if means(agency, owner) for close in closes
    )


def pools_of(actor: Actor, kind: str) -> list[str]:
    """Give an agency's own pools of a kind, in the order in which a task takes from them."""
    return [name for name, pool in actor.record.pools.items() if kind in {name, pool.kind}]


def with_actor(case: Case, actor: Actor) -> Case:
    """Give a case in which one agency is another."""
    composition = case.composition
    return replace(case, composition=replace(composition, actors={**composition.actors, actor.name: actor}))


# -- coordination: units of others ---------------------------------------------------------------------------


def _opened(case: Case, program: Program, agency: str, kind: str) -> Closure | None:
    others = [actor for actor in case.composition.actors.values() if actor.name != agency]
    if not any(pools_of(actor, kind) for actor in others):
        return None
    order = [server.name for need in _needs(program, agency, kind) for server in _servers(program, need)]
    return Closure(
        case=lambda case: open_pools(case, agency, kind),
        program=lambda program: _in_order(program, agency, kind, order),
    )


def open_pools(case: Case, agency: str, kind: str) -> Case:
    """Give a case in which an agency may take units of a kind from every pool without asking."""
    for actor in case.composition.actors.values():
        pools = pools_of(actor, kind) if actor.name != agency else []
        if pools:
            opened = {name: (*actor.open_to.get(name, ()), agency) for name in pools}
            case = with_actor(case, replace(actor, open_to={**actor.open_to, **opened}))
    return case


def _needs(program: Program, agency: str, kind: str) -> list[Need]:
    tasks = (task for task in program.tasks if program.agents[task.owner].name == agency)
    return [need for task in tasks for need in _all_needs(task) if need.kind == kind]


def _all_needs(task: Task) -> tuple[Need, ...]:
    """Give what a task needs to begin, and what it uses up at work."""
    return (*task.needs, *(use.need for use in task.uses))


def _servers(program: Program, need: Need) -> list[Server]:
    return [program.servers[server] for server in need.servers]


def _in_order(program: Program, agency: str, kind: str, order: list[str]) -> Program:
    """Let tasks take first from the pools that they could take from before, in the same order as before."""

    def place(need: Need, position: int) -> tuple[int, int]:
        name = program.servers[need.servers[position]].name
        return (order.index(name) if name in order else len(order), position)

    def sort(need: Need) -> Need:
        if need.kind != kind:
            return need
        places = sorted(range(len(need.servers)), key=lambda position: place(need, position))
        return replace(
            need,
            servers=tuple(need.servers[each] for each in places),
            mobilise=tuple(need.mobilise[each] for each in places),
            travel=tuple(need.travel[each] for each in places),
        )

    def change(task: Task) -> Task:
        mine = program.agents[task.owner].name == agency
        return replace(task, needs=mapped(task.needs, sort)) if mine else task

    return replace(program, tasks=mapped(program.tasks, change))


# -- capacity: more units ------------------------------------------------------------------------------------


def _unlimited(_case: Case, program: Program, agency: str, kind: str) -> Closure:
    """Close a gap of capacity at the first pool that the agency takes from; its own comes first.

    Without any, it gets a pool of its own, that turns out as fast as the first of the kind that somebody has.
    """
    pool = first_pool(program, agency, kind)
    if pool is not None:
        return Closure(program=lambda program: with_servers(program, lambda each: each.name == pool))
    return Closure(case=lambda case: _with_base(case, agency, kind))


def first_pool(program: Program, agency: str, kind: str) -> str | None:
    """Give the name of the first pool that an agency takes units of a kind from; None without any."""
    found = (server.name for need in _needs(program, agency, kind) for server in _servers(program, need))
    return next(found, None)


def pool_like(case: Case, kind: str) -> Pool | None:
    """Give the first pool of a kind that any agency has."""
    actors = case.composition.actors.values()
    return next((actor.record.pools[name] for actor in actors for name in pools_of(actor, kind)), None)


def new_pool(case: Case, kind: str, units: int) -> Pool:
    """Give a pool whose units turn out and travel like those of the first of the kind that there is."""
    like = pool_like(case, kind)
    pool = Pool(units=units)
    return pool.model_copy(update={"mobilise": like.mobilise, "speed": like.speed}) if like else pool


def _with_base(case: Case, agency: str, kind: str) -> Case:
    actor = case.composition.actors[agency]
    pools = {**actor.record.pools, kind: new_pool(case, kind, UNLIMITED)}
    return with_actor(case, replace(actor, record=actor.record.model_copy(update={"pools": pools})))


# -- agreements ----------------------------------------------------------------------------------------------


def close_seam(_case: Case, program: Program, gap: Gap) -> Closure | None:
    """Close a gap of an agreement: requests are accepted when they are handled, and what was agreed is there.

    Nothing lapses. The units stand by for it, as many as were agreed, beside what the giver has for itself.
    The way of the request, of the order to give, turn-out and travel stay.
    """
    if not any(pact.name == gap.place for pact in program.pacts):
        return None
    return Closure(program=lambda program: _kept(program, gap.place))


def _kept(program: Program, name: str) -> Program:
    zero = len(program.streams)
    pools = {pact.server: pact.units for pact in program.pacts if pact.name == name}
    reserves = {server: len(program.servers) + place for place, server in enumerate(pools)}

    def reserve(server: int) -> Server:
        pool = program.servers[server]
        return replace(pool, name=f"{pool.name} {name}", capacity=max(pool.capacity, pools[server]))

    def keep(pact: Pact) -> Pact:
        if pact.name != name:
            return pact
        return replace(
            pact,
            server=reserves[pact.server],
            decider_desk=NONE,
            takes=zero,
            accepts=1.0,
            lapses=program.horizon,
            promise_lapses=program.horizon,
        )

    return replace(
        program,
        streams=(*program.streams, Stream("fixed 0.0", Constant(0.0))),
        servers=(*program.servers, *map(reserve, pools)),
        pacts=mapped(program.pacts, keep),
    )
