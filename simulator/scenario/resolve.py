"""A scenario's names resolved in the composed plans."""

from collections.abc import Iterable

from simulator.errors import say
from simulator.plan.compose import World
from simulator.plan.conditions import resolve
from simulator.plan.facts import Setting
from simulator.plan.faults import At, Faults
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan
from simulator.scenario.case import Goal, Happening
from simulator.scenario.injects import can_be_fact, find_observers, find_values
from simulator.scenario.model import Incident, Milestone, Scenario
from simulator.text.lengths import show_exactly


def incidents_of(scenario: Scenario) -> tuple[Incident, ...]:
    """Give the incidents, however they are written."""
    return (scenario.incident, *scenario.incidents) if scenario.incident else scenario.incidents


def find_world(scenario: Scenario, plans: Iterable[Plan], faults: Faults) -> World:
    """Give the facts that a scenario sets, with their values; names that cannot be facts are problems."""
    known = {plan.id for plan in plans}
    found: dict[str, tuple[Setting, ...]] = {}
    settings = [(At("", incident, ("facts",)), incident.facts) for incident in incidents_of(scenario)]
    settings += [(At("", inject, ("set",)), inject.set) for inject in scenario.injects if inject.set]
    for at, values in settings:
        for name, value in values.items():
            if _is_fact(name, known, at.of_key(name), faults):
                found[name] = (*found.get(name, ()), Setting(value, at.of(name)))
    return found


def _is_fact(name: str, plans: set[str], at: At, faults: Faults) -> bool:
    plan, dot, _ = name.rpartition(".")
    if can_be_fact(name) and (not dot or plan in plans):
        return True
    hint = say("name a fact, as `leak` or `city.leak`")
    faults.add(at, say("`{name}` cannot be set", name=name[:60]), hint)
    return False


def check_scenario(scenario: Scenario, faults: Faults) -> None:
    """Check what needs no plan: what is missing, what comes later."""
    at = At("", scenario)
    if scenario.incident and scenario.incidents:
        faults.add(at.of_key("incidents"), say("write either `incident` or `incidents`"))
    if not incidents_of(scenario) and not any(inject.set for inject in scenario.injects):
        found = say("nothing happens in this scenario")
        faults.add(at, found, say("write an `incident:`, or an inject that sets a fact"))
    for goal in scenario.milestones.values():
        if goal.within is not None and goal.within > scenario.horizon:
            found = say(
                "the limit lies beyond the horizon, {horizon}", horizon=show_exactly(scenario.horizon)
            )
            hint = say("nothing is played after the horizon: make it longer, or the limit shorter")
            faults.add(At("", goal, ("within",)), found, hint, warning=True)
        if goal.within is not None and goal.share is None:
            found = say("`within` without `share` is a line in the charts, and no objective")
            hint = say("for an objective add the share of replications that are to be in time, `share: 90%`")
            faults.add(At("", goal, ("within",), key=True), found, hint, warning=True)
        if goal.share is not None and goal.within is None:
            faults.add(
                At("", goal, ("share",), key=True),
                say("`{key}` needs `{other}`", key="share", other="within"),
            )


def find_happenings(scenario: Scenario, meaning: Meaning) -> tuple[Happening, ...]:
    """Give the incidents with everything resolved."""
    used: dict[str, int] = {}
    incidents = incidents_of(scenario)
    seen = any(incident.observed_by for incident in incidents) or any(
        inject.observed_by or inject.tells for inject in scenario.injects
    )
    return tuple(_happening(incident, At("", incident), meaning, used, seen=seen) for incident in incidents)


def _happening(
    incident: Incident, at: At, meaning: Meaning, used: dict[str, int], *, seen: bool
) -> Happening:
    references = meaning.references
    hazards = references.names.hazard
    if not hazards.candidates("", incident.hazard):
        unknown = say("no plan has a hazard `{name}`", name=incident.hazard)
        references.faults.add(at.of("hazard"), unknown, hazards.guess(incident.hazard))
    if not seen:
        found = say("nobody can ever learn of this incident")
        references.faults.add(at, found, say("say who sees it under `observed_by:`"))
    if incident.count > 1 and incident.every is None:
        references.faults.add(at.of_key("count"), say("`{key}` needs `{other}`", key="count", other="every"))
    return Happening(
        name=_named(incident, used),
        record=incident,
        region=references.find("region", incident.region, at.of("region")) if incident.region else None,
        facts=find_values(
            {name: value for name, value in incident.facts.items() if can_be_fact(name)},
            at.of("facts"),
            meaning,
        ),
        observers=find_observers(incident.observed_by, at.of("observed_by"), meaning),
    )


def _named(incident: Incident, used: dict[str, int]) -> str:
    name = incident.id or incident.hazard
    used[name] = used.get(name, 0) + 1
    return name if used[name] == 1 else f"{name}/{used[name]}"


def find_goals(milestones: dict[str, Milestone], meaning: Meaning) -> tuple[Goal, ...]:
    """Give the milestones with their conditions resolved."""
    return tuple(
        Goal(name, record, resolve(meaning, record.when, At("", record, ("when",)), truth=True))
        for name, record in milestones.items()
    )
