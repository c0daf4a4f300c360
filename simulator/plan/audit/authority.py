"""Authority over tasks: powers, deciders, conditions under which nobody ever acts."""

from collections.abc import Iterable, Iterator

from simulator.errors import Message, Place, say
from simulator.plan.alike import common
from simulator.plan.audit.naming import (
    agency_title,
    link_yaml,
    listed,
    task_title,
    written,
)
from simulator.plan.audit.stake import at_stake
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Job
from simulator.plan.faults import At
from simulator.plan.gap import Evidence, Gap, Severity, Side
from simulator.plan.graph import rings
from simulator.plan.reach import missing_requests
from simulator.text.condition_tree import names_in


def powerless(survey: Survey) -> Iterator[Gap]:
    """Find the tasks that need a power which neither the decider nor the owner holds."""
    for job in survey.jobs:
        power = job.record.requires_power
        if power and not _holds(survey, job, power):
            yield _powerless(survey, job, power)


def _holds(survey: Survey, job: Job, power: str) -> bool:
    orderers = (job.owner, *(job.seat.holders[:1] if job.seat else ()))
    return any(power in survey.composition.actors[name].record.powers for name in orderers)


def _powerless(survey: Survey, job: Job, power: str) -> Gap:
    composition = survey.composition
    able = [name for name, actor in composition.actors.items() if power in actor.record.powers]
    names = {"task": task_title(job), "power": power}
    remedy = (
        say(
            "write `decision: {{by: {agency}}}` into the task: it holds the power; or add `{power}` to "
            "`powers:` of the owner if the law gives it",
            agency=written(able[0], job.plan),
            power=power,
        )
        if able
        else say("add `{power}` to `powers:` of the agency that the law gives it to", power=power)
    )
    evidence = say(
        "Neither the owner {owner} nor who decides holds it. Held by: {able}.",
        owner=agency_title(composition, job.owner),
        able=listed(agency_title(composition, name) for name in able),
    )
    other = able[0] if able else job.owner
    title = say("{task}: nobody who orders it has the power `{power}`", **names)
    return _of_task(survey, job, "power", (title, remedy, evidence), other=other, known_from=("G32",))


def unasked(survey: Survey) -> Iterator[Gap]:
    """Find the tasks whose decider or participants their owner has no link to."""
    composition = survey.composition
    for job, receiver, key in missing_requests(survey.jobs, composition.edges, composition.turnovers):
        names = {"task": task_title(job), "agency": agency_title(composition, receiver)}
        title = (
            say("{task}: no link to {agency}, who decides", **names)
            if key == "decision"
            else say("{task}: no link to {agency}, who takes part", **names)
        )
        link = link_yaml(job.owner, receiver, plan=job.plan, carries=_facts_of(job), over=())
        remedy = say("add under `links:` of the plan `{plan}`: `{link}`", plan=job.plan, link=link)
        evidence = say(
            "The owner {owner} can neither ask nor invite over other agencies: it needs a direct link.",
            owner=agency_title(composition, job.owner),
        )
        where = (survey.plan(job.plan).place_of("links"), At(job.plan, job.record, (key,)).place)
        yield _of_task(
            survey,
            job,
            key,
            (title, remedy, evidence),
            other=receiver,
            known_from=("G01", "G19"),
            where=where,
        )


def _facts_of(job: Job) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.text for name in names_in(job.when)))


def never(survey: Survey) -> Iterator[Gap]:
    """Find the tasks that can never start: a condition that excludes itself, a circle of waiting."""
    hazards = survey.setting.hazards if survey.setting else None
    idle = {
        job.name: job
        for job in survey.composition.jobs
        if f"{job.name}.done" not in survey.possible.values and (hazards is None or job.hazard in hazards)
    }
    waits = {name: sorted(_waits(survey, job, idle)) for name, job in idle.items()}
    circles = rings((name, other) for name, others in waits.items() for other in others)
    for circle in circles:
        yield _circle(survey, [idle[name] for name in circle])
    alone = [name for name, others in waits.items() if name in others or not others]
    for name in alone:
        if not any(name in circle for circle in circles):
            yield _never(
                survey, idle[name], [other for other, on in waits.items() if name in on and other != name]
            )


def _waits(survey: Survey, job: Job, idle: Iterable[str]) -> set[str]:
    """Give the idle tasks that a task waits for."""
    facts = {name.text for name in names_in(job.when)} - survey.possible.values.keys()
    return {thing.name for fact in facts for thing in survey.producers.get(fact, ()) if thing.name in idle}


def _circle(survey: Survey, jobs: list[Job]) -> Gap:
    names = listed(task_title(job) for job in jobs)
    title = say("Tasks that wait for one another and never start: {tasks}", tasks=names)
    remedy = say("let one of them start without what another of them achieves: change its `when:`")
    evidence = say("Each waits for a fact that only another one of them brings about: {tasks}.", tasks=names)
    return _of_task(survey, jobs[0], "circular_wait", (title, remedy, evidence), known_from=("G19", "G20"))


def _never(survey: Survey, job: Job, behind: list[str]) -> Gap:
    title = say("{task} can never start", task=task_title(job))
    remedy = say("change `when:` of the task: as it stands it cannot come true")
    evidence = (
        say("Its condition cannot hold with any values of its facts. So these cannot start either: {tasks}.",
            tasks=listed(common(name) for name in behind))
        if behind
        else say("Its condition cannot hold with any values of its facts.")
    )  # fmt: skip
    return _of_task(survey, job, "never", (title, remedy, evidence), known_from=("G20",))


def _of_task(
    survey: Survey,
    job: Job,
    rule: str,
    texts: tuple[Message, Message, Message],
    *,
    known_from: tuple[str, ...],
    other: str = "",
    where: tuple[Place, ...] = (),
) -> Gap:
    """Give a gap at a task from its title, remedy and evidence."""
    title, remedy, evidence = texts
    actors = survey.composition.actors
    ways = survey.ways.get(job.name, {})
    severity: Severity = "high" if any(ways.values()) else "medium" if ways else "low"
    return Gap(
        kind="authority",
        place=common(job.name),
        rule=rule,
        title=title,
        remedy=remedy,
        severity=severity,
        sides=(Side.of(actors[job.owner]), Side.of(actors[other or job.owner])),
        evidence=(Evidence("audit", evidence), *at_stake(survey, [job.name])),
        where=where or (job.record.place,),
        agencies=tuple(dict.fromkeys((job.owner, other or job.owner))),
        basis=(job.record.basis,) if job.record.basis else (),
        known_from=known_from,
    )
