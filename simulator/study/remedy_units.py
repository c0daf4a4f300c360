"""Remedies where units are short: opened by others, one more, agreed on firmer terms."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from simulator.analysis.gaps.sites import COORDINATION
from simulator.errors import say
from simulator.plan.agencies import Agency, Pool
from simulator.plan.alike import bare, common
from simulator.plan.composed import Actor, Pact
from simulator.plan.gap import Gap
from simulator.program.model import Program
from simulator.program.units import REQUEST_LAPSES
from simulator.scenario.case import Case
from simulator.study.closing_units import first_pool, new_pool, pool_like, pools_of, with_actor
from simulator.study.remedy import (
    Remedy,
    agency_at,
    in_file,
    in_plan,
    partners,
    plan_of,
    with_composition,
    with_records,
    written,
)
from simulator.text.lengths import show_exactly
from simulator.units import Seconds

LONGER = 4
"""Factor on the time after which a request lapses; a choice."""


def units_at_hand(case: Case, program: Program, gap: Gap) -> Remedy | None:
    """Open another's pool where its units stood idle, else get one unit more."""
    kind, _, place = gap.place.rpartition("@")
    agency = agency_at(case.composition, place)
    if agency is None:
        return None
    if gap.rule == COORDINATION:
        return _open(case, gap, agency, kind)
    return _one_more(case, program, agency, kind)


def one_more_unit(case: Case, program: Program, gap: Gap) -> Remedy | None:
    """Get one unit more, whoever else has some."""
    kind, _, place = gap.place.rpartition("@")
    agency = agency_at(case.composition, place)
    return None if agency is None else _one_more(case, program, agency, kind)


def _open(case: Case, gap: Gap, agency: str, kind: str) -> Remedy | None:
    """Open one pool: of the agency that the gap names, else the largest."""
    named = partners(case.composition, gap)
    found = [
        (actor, name)
        for actor in case.composition.actors.values()
        for name in pools_of(actor, kind)
        if actor.name != agency and agency not in actor.open_to.get(name, ())
    ]
    if not found:
        return None
    actor, name = max(found, key=lambda each: (each[0].name in named, each[0].record.pools[each[1]].units))
    pool = actor.record.pools[name]
    takers = {"open_to": [*pool.open_to, common(agency)]}
    opened, giver = written(pool, **takers), _written(actor)
    return Remedy(
        "opening",
        say(
            "{giver} lets {taker} take its {kind} without asking",
            giver=actor.record.name,
            taker=case.composition.actors[agency].record.name,
            kind=case.composition.kind_name(kind),
        ),
        in_plan(case.composition, actor.plan, {"agencies": {giver: {"pools": {name: opened}}}}),
        {actor.plan: {"agencies": {giver: {"pools": {name: takers}}}}},
        lambda case: _opened(case, actor.name, name, agency),
    )


def _written(actor: Actor) -> str:
    return bare(common(actor.name))


def _opened(case: Case, giver: str, pool: str, taker: str) -> Case:
    group = [name for name in case.composition.actors if common(name) == common(taker)]
    for actor in case.composition.actors.values():
        if common(actor.name) == common(giver):
            takers = dict.fromkeys((*actor.open_to.get(pool, ()), *group))
            case = with_actor(case, replace(actor, open_to={**actor.open_to, pool: tuple(takers)}))
    return case


def _one_more(case: Case, program: Program, agency: str, kind: str) -> Remedy:
    """Get one more unit into the pool that the agency takes from first, or the first of its own."""
    base = first_pool(program, agency, kind)
    holder, _, name = base.rpartition(".") if base else (agency, ".", kind)
    actor = case.composition.actors[holder]
    pool = actor.record.pools.get(name)
    larger = new_pool(case, kind, 1) if pool is None else pool.model_copy(update={"units": pool.units + 1})
    more = {"units": larger.units} if pool else _like(pool_like(case, kind))
    text = written(pool, **more) if pool else more
    return Remedy(
        "unit",
        say("one more {kind} at {agency}", kind=case.composition.kind_name(kind), agency=actor.record.name),
        in_plan(case.composition, actor.plan, {"agencies": {_written(actor): {"pools": {name: text}}}}),
        {actor.plan: {"agencies": {_written(actor): {"pools": {name: more}}}}},
        lambda case: with_records(case, common(holder), lambda record: _larger(record, name, larger)),
    )


def _larger(record: Agency, name: str, pool: Pool) -> Agency:
    """Give an agency with as many units as a pool has; all else of its own pool stays as it is by now."""
    own = record.pools.get(name, pool)
    larger = own.model_copy(update={"units": pool.units})
    return record.model_copy(update={"pools": {**record.pools, name: larger}})


def _like(pool: Pool | None) -> dict[str, Any]:
    origin: Mapping[str, Any] = (pool.origin if pool else None) or {}
    return {"units": 1, **{key: origin[key] for key in ("mobilise", "speed") if key in origin}}


def firm_agreement(case: Case, _program: Program, gap: Gap) -> Remedy | None:
    """Agree that requests are granted, and stay open for longer."""
    pact = next((each for each in case.composition.pacts if each.name == gap.place), None)
    if pact is None or not pact.records[0].gives:
        return None
    record = pact.records[0]
    lapses = Seconds(LONGER * (REQUEST_LAPSES if record.lapses is None else record.lapses))
    firmer = record.model_copy(update={"accepts": 1.0, "lapses": lapses})
    name = pact.name.partition(":")[0]
    terms = {"accepts": 1, "lapses": show_exactly(lapses)}

    def firm(each: Pact) -> Pact:
        return replace(each, records=(firmer, *each.records[1:])) if each.name == pact.name else each

    return Remedy(
        "agreement",
        say("requests under {agreement} are granted, and stay open {factor} times as long",
            agreement=name, factor=LONGER),
        "".join(in_file(each, {"agreements": {name: written(each, **terms)}}) for each in pact.records),
        {plan_of(case.composition, each): {"agreements": {name: terms}} for each in pact.records},
        lambda case: with_composition(case, pacts=tuple(map(firm, case.composition.pacts))),
    )  # fmt: skip
