"""Seams between authorities: agreements, special plans, neighbours, enterprises and government."""

from collections.abc import Iterator

from simulator.errors import Message, Place, say
from simulator.plan.audit.naming import agency_title, listed, pact_title, written
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Actor, Pact
from simulator.plan.faults import At
from simulator.plan.gap import Evidence, Gap, Side
from simulator.plan.model import Hazard, Plan
from simulator.plan.reach import unlinked_aid, unowned_aid
from simulator.text.messages import texts
from simulator.text.titles import Identified, Title

_CODES = {"one_side": "G31", "unequal": "G31", "no_link": "G14", "no_units": "G13"}
"""By rule, the type of gap in the catalogue in docs/method.md."""

_TERMS = {
    "from": say("who gives"),
    "to": say("who receives"),
    "tells": say("what is to be told"),
    "gives": say("what is to be given"),
    "decision": say("who decides, and how long that takes"),
    "accepts": say("how often it is accepted"),
    "within": say("the limit"),
    "lapses": say("when a request lapses"),
    "promise_lapses": say("when a promise lapses"),
}
"""The terms of an agreement by their keys."""

# -- agreements ----------------------------------------------------------------------------------------------


def unequal(survey: Survey) -> Iterator[Gap]:
    """Find the agreements that stand in one file only, or not alike in both, or that nobody can call on."""
    composition = survey.composition
    unlinked = {
        pact.name: ends for pact, *ends in reversed([*unlinked_aid(composition.pacts, composition.edges)])
    }
    unowned = {pact.name: kind for pact, kind in unowned_aid(composition.actors, composition.pacts)}
    for pact in composition.pacts:
        if survey.setting is not None and not _matters(survey, pact):
            continue
        if pact.missing_in:
            yield _agreement(survey, pact, "one_side", _one_side(survey, pact))
        elif pact.differs:
            yield _agreement(survey, pact, "unequal", _differs(survey, pact))
        if pact.name in unlinked:
            yield _agreement(survey, pact, "no_link", _no_link(survey, pact, *unlinked[pact.name]))
        if pact.name in unowned:
            yield _agreement(survey, pact, "no_units", _no_units(survey, pact, unowned[pact.name]))


def _one_side(survey: Survey, pact: Pact) -> tuple[Message, Message, Message]:
    plans = {plan.id: plan.name for plan in survey.composition.plans}
    missing = listed(plans[plan] for plan in pact.missing_in)
    return (
        say(
            "The agreement {name} does not stand in {plan}",
            name=pact_title(survey.composition, pact),
            plan=missing,
        ),
        say("write the same record under `agreements:` of {plan}", plan=missing),
        say(
            "It stands in one file only: {plan} does not count on it, and nothing there is ready for it.",
            plan=missing,
        ),
    )


def _differs(survey: Survey, pact: Pact) -> tuple[Message, Message, Message]:
    keys = listed(Identified.of(Title(**texts(_TERMS[key])), f"`{key}`") for key in pact.differs)
    return (
        say(
            "The agreement {name} is not the same in both plans: {keys}",
            name=pact_title(survey.composition, pact),
            keys=keys,
        ),
        say(
            "agree on one value of {keys} and write it into both plans; until then the giver's counts",
            keys=keys,
        ),
        say("The two records differ in {keys}.", keys=keys),
    )


def _no_link(survey: Survey, pact: Pact, one: str, other: str) -> tuple[Message, Message, Message]:
    composition = survey.composition
    order = (one, other) == (pact.decider, pact.giver)
    names = {
        "name": pact_title(composition, pact),
        "sender": agency_title(composition, one),
        "receiver": agency_title(composition, other),
    }
    plan = composition.actors[one].plan
    purpose = "command" if order else "request_aid"
    link = f"{{from: {written(one, plan)}, to: {written(other, plan)}, purpose: {purpose}}}"
    remedy = say("add under `links:` of the plan `{plan}`: `{link}`", plan=plan, link=link)
    if order:
        return (
            say("Aid under the agreement {name} cannot set out: {sender} has no link to {receiver}", **names),
            remedy,
            say(
                "{sender} decides on the aid and {receiver} gives it; the order needs a direct link.", **names
            ),
        )
    return (
        say("The agreement {name} cannot be called on: {sender} has no link to {receiver}", **names),
        remedy,
        say(
            "{sender} receives the aid and {receiver} decides on it; a request needs a direct link.", **names
        ),
    )


def _no_units(survey: Survey, pact: Pact, kind: str) -> tuple[Message, Message, Message]:
    composition = survey.composition
    names = {"agency": agency_title(composition, pact.giver), "kind": kind}
    unit = composition.kind_name(kind)
    return (
        say(
            "The agreement {name} gives {unit}, and {agency} has none",
            name=pact_title(composition, pact),
            unit=unit,
            **names,
        ),
        say("give {agency} a pool `{kind}`, or name the agency that has them as `from:`", **names),
        say("No pool of {agency} is called `{kind}` or of this `kind:`.", **names),
    )


def _agreement(survey: Survey, pact: Pact, rule: str, texts: tuple[Message, Message, Message]) -> Gap:
    title, remedy, evidence = texts
    actors = survey.composition.actors
    return Gap(
        kind="seam",
        place=pact.name,
        rule=rule,
        title=title,
        remedy=remedy,
        severity="medium" if _matters(survey, pact) else "low",
        sides=(Side.of(actors[pact.receiver]), Side.of(actors[pact.giver])),
        evidence=(Evidence("audit", evidence, {"keys": list(pact.differs)} if rule == "unequal" else {}),),
        where=_records(pact),
        agencies=tuple(dict.fromkeys((pact.giver, pact.receiver, pact.decider))),
        facts=pact.tells,
        basis=(pact.records[0].basis,) if pact.records[0].basis else (),
        known_from=(_CODES[rule],),
    )


def _matters(survey: Survey, pact: Pact) -> bool:
    """Tell whether a task can call for the units, or a guarded need rests on what is told."""
    called = any(kind in job.record.needs for kind in pact.records[0].gives for job in survey.jobs)
    return called or any((pact.receiver, fact) in survey.guarded for fact in pact.tells)


def _records(pact: Pact) -> tuple[Place, ...]:
    keys = pact.differs[:1]
    return tuple(record.place_of(*keys) for record in pact.records)


# -- hazards -------------------------------------------------------------------------------------------------


def without_special_plan(survey: Survey) -> Iterator[Gap]:
    """Find the hazards that a plan names without a special plan or chapter for them."""
    for plan, name, hazard in hazards_in(survey):
        if hazard.special_plan is None:
            yield _unplanned(survey, plan, name, hazard)


def hazards_in(survey: Survey) -> Iterator[tuple[Plan, str, Hazard]]:
    """Give (plan, id, hazard) of those that are played; without a setting of all."""
    played = survey.setting.hazards if survey.setting else None
    for plan in survey.composition.plans:
        for name, hazard in plan.hazards.items():
            if played is None or name in played:
                yield plan, name, hazard


def _unplanned(survey: Survey, plan: Plan, name: str, hazard: Hazard) -> Gap:
    authority = authority_of(survey, plan)
    tasks = len(plan.procedures.get(name, {}))
    return Gap(
        kind="seam",
        place=f"{plan.id}.{name}",
        rule="special_plan",
        title=say("{plan}: no special plan for {hazard}", plan=plan.name, hazard=hazard.name),
        remedy=say(
            "write `special_plan:` with the plan or chapter under `hazards: {hazard}:`, and its tasks under "
            "`procedures: {hazard}:`",
            hazard=name,
        ),
        severity="low",
        sides=(Side.of(authority), Side.of(authority)),
        evidence=(
            Evidence(
                "audit",
                say("The plan names the hazard; tasks for it in this plan: {count}.", count=tasks),
                {"tasks": tasks},
            ),
        ),
        where=(At(plan.id, plan, ("hazards", name), key=True).place,),
        agencies=(authority.name,),
        known_from=("G31",),
    )


def authority_of(survey: Survey, plan: Plan) -> Actor:
    """Give the agency that issues a plan; where the reference means none, its first."""
    actors = survey.composition.actors
    for name in (f"{plan.id}.{plan.authority}", plan.authority):
        if name in survey.composition.seats:
            return actors[survey.composition.seats[name].holders[0]]
        if name in actors:
            return actors[name]
    own = (actor for actor in actors.values() if actor.plan == plan.id)
    return next(own, next(iter(actors.values())))
