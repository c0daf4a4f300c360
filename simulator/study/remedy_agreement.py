"""A remedy where units of another authority stand idle: an agreement that it gives them when asked."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.analysis.gaps.sites import COORDINATION
from simulator.errors import say
from simulator.plan.alike import bare, common
from simulator.plan.composed import Actor, Edge, Pact
from simulator.plan.gap import Gap
from simulator.plan.links import Agreement, Link
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.closing_units import pools_of
from simulator.study.remedy import Remedy, agency_at, in_plan, partners, with_composition
from simulator.study.remedy_links import best_medium, edges_of

_TERMS = ("accepts", "lapses", "promise_lapses")


def mutual_aid(case: Case, _program: Program, gap: Gap) -> Remedy | None:
    """Agree with the authority whose units stood idle, on the terms of the first agreement on units.

    Where there is none it decides at once. The agreement stands in both plans; whoever lacks units asks over
    a link of its own, which is added where there is none. None where they have agreed on such units already.
    """
    kind, _, place = gap.place.rpartition("@")
    agency = agency_at(case.composition, place)
    if gap.rule != COORDINATION or agency is None or common(agency) != agency:
        return None
    taker = case.composition.actors[agency]
    giver = _giver(case, gap, taker, kind)
    link = _link(case, taker, giver) if giver else None
    return None if giver is None or link is None else _agreed(case, giver, taker, kind, link)


def _giver(case: Case, gap: Gap, taker: Actor, kind: str) -> Actor | None:
    """Give who has units of a kind under another plan: whom the gap names, else the one with most."""
    composition = case.composition
    named = partners(composition, gap)
    ours = (pact for pact in _pacts(case) if composition.actors[pact.receiver].plan == taker.plan)
    bound = {pact.giver for pact in ours if kind in pact.records[0].gives}
    found = [
        actor
        for actor in composition.actors.values()
        if actor.plan != taker.plan and actor.name not in bound and common(actor.name) == actor.name
        if pools_of(actor, kind)
    ]
    return max(found, key=lambda actor: (actor.name in named, _units(actor, kind)), default=None)


def _pacts(case: Case) -> Iterator[Pact]:
    return (pact for pact in case.composition.pacts if pact.records[0].gives)


def _units(actor: Actor, kind: str) -> int:
    """Give how many units the pool has that an agreement gives from: the first of the kind."""
    return actor.record.pools[pools_of(actor, kind)[0]].units


def _link(case: Case, taker: Actor, giver: Actor) -> tuple[dict[str, Any], ...] | None:
    """Give the link that is missing to ask over, if one is; None where no medium leads there."""
    asks = (edge for edge in case.composition.edges if edge.record.purpose != "ask")
    if any((edge.sender, edge.receiver) == (taker.name, giver.name) for edge in asks):
        return ()
    medium = best_medium(case.composition, taker.name, giver.name)
    if medium is None:
        return None
    return ({"from": taker.name, "to": giver.name, "purpose": "request_aid", "over": [medium]},)


def _agreed(case: Case, giver: Actor, taker: Actor, kind: str, links: tuple[dict[str, Any], ...]) -> Remedy:
    composition = case.composition
    most = max(job.record.needs.get(kind, 0) for job in composition.jobs if job.owner == taker.name)
    units = min(_units(giver, kind), max(most, 1))
    data = {"from": giver.name, "to": taker.name, "gives": {kind: units}, **_terms(case, giver)}
    agreements: dict[str, Any] = {"agreements": {_name(case, giver, kind): data}}
    parts = {giver.plan: agreements, taker.plan: {**agreements, **({"links": [*links]} if links else {})}}
    return Remedy(
        "agreement",
        say(
            "an agreement: {giver} gives {taker} up to {units} of its {kind} when asked",
            giver=giver.record.name,
            taker=taker.record.name,
            units=units,
            kind=composition.kind_name(kind),
        ),
        "".join(in_plan(composition, plan, part) for plan, part in parts.items()),
        parts,
        lambda case: _with_pact(case, _name(case, giver, kind), data, links),
    )


def _name(case: Case, giver: Actor, kind: str) -> str:
    taken = {name for plan in case.composition.plans for name in plan.agreements}
    first = f"aid_{bare(giver.name)}_{kind}"
    names = (first if number == 1 else f"{first}_{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _terms(case: Case, giver: Actor) -> dict[str, Any]:
    like = next(_pacts(case), None)
    origin: Mapping[str, Any] = (like.records[0].origin if like else None) or {}
    takes = (origin.get("decision") or {}).get("takes")
    decision = {} if takes is None else {"decision": {"by": giver.name, "takes": takes}}
    return {**decision, **{key: origin[key] for key in _TERMS if key in origin}}


def _with_pact(case: Case, name: str, data: dict[str, Any], links: tuple[dict[str, Any], ...]) -> Case:
    """Give a case in which an agreement stands in both plans."""
    composition, record = case.composition, Agreement.model_validate(data)
    pact = Pact(
        name=name,
        giver=data["from"],
        receiver=data["to"],
        decider=data["from"],
        takes=record.decision.takes if record.decision else None,
        records=(record, record),
        order=max((each.order for each in composition.pacts), default=0) + 1,
    )
    edges = tuple(edge for link in links for edge in _edges(case, link))
    return with_composition(case, pacts=(*composition.pacts, pact), edges=(*composition.edges, *edges))


def _edges(case: Case, link: dict[str, Any]) -> Iterator[Edge]:
    plan = case.composition.actors[link["from"]].plan
    return edges_of(case.composition, Link.model_validate(link), plan, ((), link["over"][0]))
