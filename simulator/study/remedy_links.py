"""Remedies where word does not get through: a direct link, a backup medium."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from simulator.errors import Message, say
from simulator.plan.alike import common
from simulator.plan.composed import Composition, Edge
from simulator.plan.gap import Gap
from simulator.plan.links import Link
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.remedy import (
    Patch,
    Remedy,
    agency_at,
    in_plan,
    partners,
    with_composition,
    written,
)
from simulator.text.titles import Title

FIRST = 1
"""Priority of a link that is to be faster than the one that is there."""


# -- information ---------------------------------------------------------------------------------------------


def told_sooner(case: Case, program: Program, gap: Gap) -> Remedy | None:
    """Give the remedy that the cause of a lag asks for.

    Where transmitting over a link took most of it, that link gets another medium, tried first; else the fact
    is told directly, which composes once and does not wait for a periodic report.
    """
    hops = [hop for each in gap.evidence for hop in each.figures.get("hops", ())]
    if gap.rule == "slow_hop" and hops and hops[0]["spent_on"] == "channel":
        quicker = _another_medium_first(case, hops[0]["link"])
        if quicker is not None:
            return quicker
    return told_directly(case, program, gap)


def _another_medium_first(case: Case, link: str) -> Remedy | None:
    """Put a medium that either end of a link uses already before those of the link; None without any."""
    composition = case.composition
    found = {
        id(edge.record): (edge, (spare, *edge.over))
        for edge in composition.edges
        if link in {edge.name, common(edge.name)} and (spare := _spare(composition, edge))
    }
    if not found:
        return None
    first = next(iter(found.values()))[1][0]
    return _ladders(case, found, say("{medium} before the others", medium=_called(composition, first)))


def told_directly(case: Case, program: Program, gap: Gap) -> Remedy | None:
    """Let whoever has the fact tell it to who lacks it, over a medium that it uses already.

    That is the agency that the gap names, if it can come to hold the fact, else the first that sees it or
    brings it about. Where it tells the fact already, it is told before all else.
    """
    fact, _, place = gap.place.rpartition("@")
    composition = case.composition
    agency = agency_at(composition, place)
    holders = _holders(case, program, gap, fact)
    sender = next((each for each in holders if common(each) != common(place)), None)
    if sender is None or agency is None:
        return None
    medium = best_medium(composition, sender, agency)
    return None if medium is None else _direct(case, (sender, agency), fact, medium)


def _holders(case: Case, program: Program, gap: Gap, fact: str) -> Iterator[str]:
    """Give who can hold a fact: who was seen to hold it first, then whom the gap names, then who has it."""
    agents, rows, cells = program.agents, program.facts, program.cells
    receivers = {slot.there for slot in program.slots}
    heard = {agents[cells[cell][0]].name for cell in receivers if _is(rows[cells[cell][1]].base, fact)}
    first = tuple(_first_holders(case, fact))
    seen = (holder["agency"] for each in gap.evidence for holder in each.figures.get("held_first", ()))
    held = filter(None, (agency_at(case.composition, name) for name in seen))
    named = dict.fromkeys((*held, *partners(case.composition, gap)))
    yield from (each for each in named if each in heard or each in first)
    yield from first


def _first_holders(case: Case, fact: str) -> Iterator[str]:
    """Give who sees a fact, declares it or brings it about."""
    for happening in case.happenings:
        if any(_is(base, fact) for base, _value in happening.facts):
            yield from (agency for agency, _time in happening.observers)
    for move in case.moves:
        if any(_is(base, fact) for base, _value in move.facts):
            yield from (agency for agency, _time in move.observers)
    yield from (axis.seat.holders[0] for axis in case.composition.axes if axis.name == fact)
    for job in case.composition.jobs:
        if any(_is(base, fact) for base, _value in job.brings) or fact.rpartition(".")[0] in {
            job.name,
            common(job.name),
        }:
            yield job.owner


def _is(name: str, fact: str) -> bool:
    """Tell whether a fact is the one that a gap names, or one of many alike under that name."""
    return fact in {name, common(name)}


def best_medium(composition: Composition, sender: str, receiver: str) -> str | None:
    """Give the best medium that the sender uses: with the receiver, else one that the receiver uses too."""
    mine = [edge for edge in composition.edges if edge.sender == sender and edge.over]
    usable = dict.fromkeys(
        name for edge in mine for name in edge.over if _reaches(composition, name, (sender, receiver))
    )
    together = {name for edge in mine if edge.receiver == receiver for name in edge.over}
    theirs = [edge for edge in composition.edges if receiver in {edge.sender, edge.receiver}]
    there = {name for edge in theirs for name in edge.over}

    def merit(name: str) -> tuple[bool, bool, float]:
        return name in together, name in there, composition.channels[name].record.success

    return max(usable, key=merit, default=None)


def _reaches(composition: Composition, medium: str, ends: Iterable[str]) -> bool:
    """Tell whether a medium is always there, and a talk group one of both."""
    channel = composition.channels[medium]
    return channel.up_when is None and (not channel.members or set(ends) <= set(channel.members))


def _direct(case: Case, ends: tuple[str, str], fact: str, medium: str) -> Remedy:
    composition = case.composition
    sender, receiver = map(common, ends)
    facts = tuple(name for name in composition.facts if _is(name, fact))
    told = any(
        (edge.sender, edge.receiver) == ends and set(facts) & {*edge.carries} for edge in composition.edges
    )
    data: dict[str, Any] = {
        "from": sender,
        "to": receiver,
        "purpose": "warn",
        "carries": [fact],
        "over": [medium],
    }
    data |= {"priority": FIRST} if told else {}
    record = Link.model_validate(data)
    names = {name: actor.record.name for name, actor in composition.actors.items()}
    words = (
        say("{sender} tells {receiver} of it before all else, over {medium}")
        if told
        else say("{sender} tells {receiver} directly, over {medium}")
    )
    text = say(
        words.template,
        sender=names[ends[0]],
        receiver=names[ends[1]],
        medium=composition.channels[medium].record.name or medium,
    )
    plan = composition.actors[ends[0]].plan
    return Remedy(
        "link",
        text,
        in_plan(composition, plan, {"links": [data]}),
        {plan: {"links": [data]}},
        lambda case: with_composition(
            case, edges=(*case.composition.edges, *edges_of(case.composition, record, plan, (facts, medium)))
        ),
    )


def edges_of(
    composition: Composition, record: Link, plan: str, what: tuple[tuple[str, ...], str]
) -> Iterator[Edge]:
    """Give the new link between each pair of agencies under its two names; `what` are facts and a medium."""
    groups = [
        [name for name in composition.actors if common(name) == end]
        for end in (record.sender, record.receiver)
    ]
    taken = {edge.name for edge in composition.edges}
    orders = [edge.order for edge in composition.edges] + [job.order for job in composition.jobs]
    order = max(orders, default=0)
    for sender in groups[0]:
        for receiver in groups[1]:
            order += 1
            name = f"{sender}>{receiver}:{record.purpose}"
            number = next(n for n in range(1, len(taken) + 2) if _numbered(name, n) not in taken)
            name = _numbered(name, number)
            yield Edge(name, record, plan, sender, receiver, what[0], what[1:], order)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}/{number}"


# -- media ---------------------------------------------------------------------------------------------------


def backup_medium(case: Case, _program: Program, gap: Gap) -> Remedy | None:
    """Put one more medium at the end of the ladder, one that the sender or the receiver uses already.

    At a medium, on every link that uses it. Where there is none, the second medium of the ladder goes first.
    """
    composition = case.composition
    concerned = [
        edge
        for edge in composition.edges
        if gap.place in {edge.name, common(edge.name)} or gap.place in edge.over
    ]
    longer = {
        id(edge.record): (edge, (*edge.over, spare))
        for edge in concerned
        if (spare := _spare(composition, edge))
    }
    if longer:
        first = next(iter(longer.values()))[1][-1]
        return _ladders(case, longer, say("{medium} as a backup", medium=_called(composition, first)))
    turned = {
        id(edge.record): (edge, (edge.over[1], edge.over[0], *edge.over[2:]))
        for edge in concerned
        if len(edge.over) > 1 and gap.place in (edge.name, common(edge.name), edge.over[0])
    }
    if not turned:
        return None
    first = next(iter(turned.values()))[1][0]
    return _ladders(case, turned, say("{medium} before the others", medium=_called(composition, first)))


def _called(composition: Composition, medium: str) -> Title | str:
    return composition.channels[medium].record.name or medium


def _ladders(case: Case, found: Mapping[int, tuple[Edge, tuple[str, ...]]], text: Message) -> Remedy:
    """Give links other media, by the identity of their records."""
    plans: dict[str, list[object]] = {}
    for edge, ladder in found.values():
        plans.setdefault(edge.plan, []).append(written(edge.record, over=[*ladder]))
    return Remedy(
        "medium",
        text,
        "".join(in_plan(case.composition, plan, {"links": links}) for plan, links in plans.items()),
        _ladder_patch(case.composition, found.values()),
        lambda case: _with_ladders(case, {record: ladder for record, (_, ladder) in found.items()}),
    )


def _ladder_patch(composition: Composition, found: Iterable[tuple[Edge, tuple[str, ...]]]) -> Patch:
    """Give links other media, each by its ends, or where several have these by its place in its plan."""
    plans = {plan.id: plan for plan in composition.plans}
    patch: dict[str, dict[str, Any]] = {}
    for edge, ladder in found:
        links = plans[edge.plan].links
        names = [f"{link.sender}->{link.receiver}:{link.purpose}" for link in links]
        place = next(at for at, link in enumerate(links) if link is edge.record)
        name = names[place] if names.count(names[place]) == 1 else f"{place}"
        patch.setdefault(edge.plan, {"links": {}})["links"][name] = {"over": [*ladder]}
    return patch


def _spare(composition: Composition, edge: Edge) -> str | None:
    """Give the surest medium that either end uses and the link does not."""
    ends = (edge.sender, edge.receiver)
    for ours in (lambda each: each.sender == ends[0], lambda each: ends[1] in {each.sender, each.receiver}):
        used = dict.fromkeys(name for each in composition.edges if ours(each) for name in each.over)
        fit = [name for name in used if name not in edge.over and _reaches(composition, name, ends)]
        if fit:
            return max(fit, key=lambda name: composition.channels[name].record.success)
    return None


def _with_ladders(case: Case, ladders: Mapping[int, tuple[str, ...]]) -> Case:
    edges = (
        replace(edge, over=ladders[id(edge.record)]) if id(edge.record) in ladders else edge
        for edge in case.composition.edges
    )
    return with_composition(case, edges=tuple(edges))
