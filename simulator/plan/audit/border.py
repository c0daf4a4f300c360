"""Seams where sectors and regions meet: neighbours across a border, enterprises and government."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.errors import Message, Place, say
from simulator.plan.audit.naming import agency_title, link_yaml, listed
from simulator.plan.audit.seam import authority_of, hazards_in
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Actor, Composition, Edge
from simulator.plan.faults import At
from simulator.plan.gap import Evidence, Gap, Side
from simulator.plan.model import Plan
from simulator.plan.passing import ALL
from simulator.text.condition_tree import names_in

_GENERAL = re.compile("duty|headquarters|hq|command|government|值班|指挥|政府")
"""Roles of those who stand for a government as a whole, beside its authority; all others are departments."""

_PREFIX = re.compile("^(province|city|county|town|neighbour)_")


@dataclass(frozen=True, slots=True)
class _Crossing:
    """A hazard that can reach another authority's area: who declares it, who stands on the two sides."""

    plans: tuple[Plan, ...]
    hazard: str
    area: str
    here: tuple[Actor, ...]
    there: tuple[Actor, ...]

    @property
    def place(self) -> Place:
        plan = self.plans[0]
        return At(plan.id, plan.hazards[self.hazard], ("crosses_border_to",)).place


def across_the_border(survey: Survey) -> Iterator[Gap]:
    """Find the hazards that can cross a border without the two links over it.

    The department concerned tells its counterpart, and government tells government (Measures for the
    Information Reporting of Environmental Emergencies, MEP Order 17 of 2011, Art. 8).
    """
    for crossing in _crossings(survey):
        edges = tuple(_over(survey, crossing))
        general = [
            edge for edge in edges if _general(survey, edge.sender) and _general(survey, edge.receiver)
        ]
        between = [
            edge
            for edge in edges
            if not _general(survey, edge.sender) and not _general(survey, edge.receiver)
        ]
        if not general or not between:
            yield _border(survey, crossing, general, between)


def _crossings(survey: Survey) -> Iterator[_Crossing]:
    """Give each hazard and area once, with the plans that declare it in the order of their ids."""
    found: dict[tuple[str, str], list[Plan]] = {}
    for plan, name, hazard in sorted(hazards_in(survey), key=lambda each: each[0].id):
        for ref in hazard.crosses_border_to:
            found.setdefault((name, _area(survey.composition, plan, ref)), []).append(plan)
    actors = tuple(survey.composition.actors.values())
    for (name, area), plans in found.items():
        there = tuple(actor for actor in actors if area in _areas(survey.composition, actor))
        here = tuple(actor for actor in actors if actor not in there)
        yield _Crossing(tuple(plans), name, area, here, there)


def _area(composition: Composition, plan: Plan, ref: str) -> str:
    own = f"{plan.id}.{ref}"
    named = (area for area in composition.areas if area.rpartition(".")[2] == ref)
    return own if own in composition.areas else ref if ref in composition.areas else next(named, ref)


def _areas(composition: Composition, actor: Actor) -> tuple[str, ...]:
    return (actor.region, *composition.areas[actor.region].within) if actor.region else ()


def _over(survey: Survey, crossing: _Crossing) -> Iterator[Edge]:
    """Give the links over the border that carry something that the hazard's tasks go by."""
    here, there = ({actor.name for actor in side} for side in (crossing.here, crossing.there))
    facts = {
        name.text
        for job in survey.composition.jobs
        if job.hazard == crossing.hazard
        for name in names_in(job.when)
    }
    for edge in survey.composition.edges:
        useful = not facts or any(fact.startswith(ALL) or fact in facts for fact in edge.carries)
        if edge.sender in here and edge.receiver in there and useful and edge.record.purpose != "ask":
            yield edge


def _general(survey: Survey, name: str) -> bool:
    actor = survey.composition.actors[name]
    plan = survey.plan(actor.plan)
    return bool(_GENERAL.search(actor.record.role or "")) or authority_of(survey, plan).name == name


def _border(survey: Survey, crossing: _Crossing, general: list[Edge], between: list[Edge]) -> Gap:
    plan = crossing.plans[0]
    hazard, area = plan.hazards[crossing.hazard].name, survey.composition.areas[crossing.area].record.name
    lacking = [
        *([] if general else [say("government to government")]),
        *([] if between else [say("department to its counterpart")]),
    ]
    pair = _pair(survey, crossing, general=not general)
    authority = authority_of(survey, plan)
    names = {"hazard": hazard, "area": area}
    return Gap(
        kind="seam",
        place=f"{plan.id}.{crossing.hazard}@{crossing.area}",
        rule="border",
        title=say("{hazard} can reach {area}, and a link across the border is missing", **names),
        remedy=_border_remedy(survey, pair)
        if pair
        else say("compose the plan of {area} with this one", **names),
        severity="low" if general or between else "medium",
        sides=(
            Side.of(pair[1] if pair else authority),
            Side.of(pair[0] if pair else authority),
        ),
        evidence=(
            Evidence(
                "audit",
                say("Missing: {links}.", links=_both(lacking)),
                {"government_links": len(general), "department_links": len(between)},
            ),
        ),
        where=(crossing.place,),
        agencies=tuple(actor.name for actor in pair) if pair else (authority.name,),
        known_from=("G29",),
    )


def _both(messages: list[Message]) -> Message:
    first, *others = messages
    return say("{first}; {second}", first=first, second=others[0]) if others else first


def _pair(survey: Survey, crossing: _Crossing, *, general: bool) -> tuple[Actor, Actor] | None:
    """Give two that should have the link: alike in id or role, bound by an agreement if any are."""
    pacts = {frozenset((pact.giver, pact.receiver)) for pact in survey.composition.pacts if pact.tells}
    doing = {job.owner for job in survey.composition.jobs if job.hazard == crossing.hazard}
    plans = {plan.id for plan in crossing.plans}
    pairs = [
        (one, other)
        for one in crossing.here
        for other in crossing.there
        if _general(survey, one.name) == _general(survey, other.name) == general
        and one.record.level == other.record.level
    ]

    def distance(pair: tuple[Actor, Actor]) -> tuple[bool, bool, bool, bool, str]:
        one, other = pair
        bound = frozenset((one.name, other.name)) in pacts
        return (
            not bound,
            not _alike(one, other),
            one.name not in doing,
            one.plan not in plans,
            f"{one.name} {other.name}",
        )

    return min(pairs, key=distance, default=None)


def _alike(one: Actor, other: Actor) -> bool:
    roles = [_PREFIX.sub("", actor.record.role or "") for actor in (one, other)]
    ids = [actor.name.partition(".")[2] for actor in (one, other)]
    return ids[0] == ids[1] or (roles[0] == roles[1] != "")


def _border_remedy(survey: Survey, pair: tuple[Actor, Actor]) -> Message:
    one, other = pair
    return say(
        "add under `links:` of the plan `{plan}` a link from {sender} to {receiver} that carries the facts "
        "of the hazard: `{link}`",
        plan=one.plan,
        sender=agency_title(survey.composition, one.name),
        receiver=agency_title(survey.composition, other.name),
        link=link_yaml(one.name, other.name, plan=one.plan, carries=("...",), over=()),
    )


# -- enterprises and government ------------------------------------------------------------------------------


def enterprises(survey: Survey) -> Iterator[Gap]:
    """Find the enterprises whose levels never reach the government, or that have no link with it one way.

    An enterprise's plan is to fit the government's, with the limits of response and command between them
    (GB/T 29639-2020; Work Safety Law 2021, Art. 81).
    """
    for plan in survey.composition.plans:
        authority = authority_of(survey, plan)
        played = survey.setting is None or not survey.setting.hazards.isdisjoint(plan.hazards)
        if authority.record.sector == "enterprise" and played and _governments(survey.composition):
            yield from _enterprise(survey, plan, authority)


def _governments(composition: Composition) -> frozenset[str]:
    return frozenset(
        name
        for name, actor in composition.actors.items()
        if actor.record.sector in ("government", "public_safety")
    )


def _enterprise(survey: Survey, plan: Plan, authority: Actor) -> Iterator[Gap]:
    governments = _governments(survey.composition)
    edges = [edge for edge in survey.composition.edges if edge.record.purpose != "ask"]
    out = [edge for edge in edges if _of(survey, edge.sender, plan) and edge.receiver in governments]
    back = [edge for edge in edges if _of(survey, edge.receiver, plan) and edge.sender in governments]
    scales = [axis for axis in survey.axes if axis.plan == plan.id]
    silent = [axis for axis in scales if not survey.reached(axis.name) & governments]
    names = {"enterprise": plan.name}
    if silent or not out:
        title = (
            say("The levels of {enterprise} never reach the government", **names)
            if silent and out
            else say("No link from {enterprise} to the government", **names)
        )
        facts = tuple(axis.name for axis in silent)
        yield _apart(survey, (plan, authority), title, facts, out)
    elif not back:
        title = say("No link from the government back to {enterprise}", **names)
        yield _apart(survey, (plan, authority), title, (), out)


def _of(survey: Survey, name: str, plan: Plan) -> bool:
    return survey.composition.actors[name].plan == plan.id


def _apart(
    survey: Survey, whose: tuple[Plan, Actor], title: Message, facts: tuple[str, ...], out: Iterable[Edge]
) -> Gap:
    plan, authority = whose
    receivers = tuple(dict.fromkeys(edge.receiver for edge in out))
    other = survey.composition.actors[receivers[0]] if receivers else authority
    remedy = (
        say(
            "let the link to the government carry {facts}, and say in the government's plan what each level "
            "starts there",
            facts=listed(facts),
        )
        if facts
        else say(
            "write links both ways between {enterprise} and the government agency that leads: reports there; "
            "the response level and who commands back",
            enterprise=agency_title(survey.composition, authority.name),
        )
    )
    text = say(
        "Government agencies that it tells: {agencies}.",
        agencies=listed(agency_title(survey.composition, name) for name in receivers),
    )
    return Gap(
        kind="seam",
        place=authority.name,
        rule="enterprise",
        title=title,
        remedy=remedy,
        severity="low" if receivers and not facts else "medium",
        sides=(Side.of(authority), Side.of(other)),
        evidence=(Evidence("audit", text, {"links": len(tuple(out))}),),
        where=(plan.place_of("scales") if facts else plan.place_of("links"),),
        agencies=tuple(dict.fromkeys((authority.name, *receivers))),
        facts=facts,
        known_from=("G30",),
    )
