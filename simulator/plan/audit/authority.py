"""Authority: who may decide and command, and what a declared level says."""

from collections.abc import Iterable, Iterator

from simulator.errors import Message, say
from simulator.plan.audit.naming import agency_title, common, fact_title, link_title, link_yaml, listed, shown_place, written
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Axis, Edge, Job, Seat
from simulator.plan.gap import Evidence, Gap, Severity, Side
from simulator.plan.graph import rings
from simulator.plan.reach import missing_requests
from simulator.text.conditions import names_in
from simulator.text.record import Title

# -- tasks: owner, decider, powers -----------------------------------------------------------------------------


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
    names = {"task": _task_title(job), "power": power}
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
        able=listed(agency_title(composition, name) for name in able) if able else "-",
    )
    other = able[0] if able else job.owner
    title = say("{task}: nobody who orders it has the power `{power}`", **names)
    return _of_task(survey, job, "power", (title, remedy, evidence), other=other, known_from=("G32",))


def unasked(survey: Survey) -> Iterator[Gap]:
    """Find the tasks whose decider or participants their owner has no link to."""
    composition = survey.composition
    for job, receiver, key in missing_requests(survey.jobs, composition.edges):
        names = {"task": _task_title(job), "agency": agency_title(composition, receiver)}
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
        yield _of_task(survey, job, key, (title, remedy, evidence), other=receiver, known_from=("G01", "G19"))


def _facts_of(job: Job) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.text for name in names_in(job.when)))


def never(survey: Survey) -> Iterator[Gap]:
    """Find the tasks that can never start: a condition that excludes itself, tasks that wait for one another."""
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
            yield _never(survey, idle[name], [other for other, on in waits.items() if name in on and other != name])


def _waits(survey: Survey, job: Job, idle: Iterable[str]) -> set[str]:
    """Give the idle tasks that a task waits for."""
    facts = {name.text for name in names_in(job.when)} - survey.possible.values.keys()
    return {thing.name for fact in facts for thing in survey.producers.get(fact, ()) if thing.name in idle}


def _circle(survey: Survey, jobs: list[Job]) -> Gap:
    names = listed(_task_title(job) for job in jobs)
    title = say("Tasks that wait for one another and never start: {tasks}", tasks=names)
    remedy = say("let one of them start without what another of them achieves: change its `when:`")
    evidence = say("Each waits for a fact that only another one of them brings about: {tasks}.", tasks=names)
    return _of_task(survey, jobs[0], "circular_wait", (title, remedy, evidence), known_from=("G19", "G20"))


def _never(survey: Survey, job: Job, behind: list[str]) -> Gap:
    title = say("{task} can never start", task=_task_title(job))
    remedy = say("change `when:` of the task: as it stands it cannot come true")
    evidence = (
        say("Its condition cannot hold with any values of its facts. So these cannot start either: {tasks}.",
            tasks=listed(common(name) for name in behind))
        if behind
        else say("Its condition cannot hold with any values of its facts.")
    )  # fmt: skip
    return _of_task(survey, job, "never", (title, remedy, evidence), known_from=("G20",))


def _task_title(job: Job) -> Title:
    return job.record.name or Title.read(common(job.name))


def _of_task(
    survey: Survey,
    job: Job,
    rule: str,
    texts: tuple[Message, Message, Message],
    *,
    known_from: tuple[str, ...],
    other: str = "",
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
        evidence=(Evidence("audit", evidence),),
        where=(job.record.place,),
        agencies=tuple(dict.fromkeys((job.owner, other or job.owner))),
        basis=(job.record.basis,) if job.record.basis else (),
        known_from=known_from,
    )


# -- posts -----------------------------------------------------------------------------------------------------


def undeputised(survey: Survey) -> Iterator[Gap]:
    """Find the posts without a deputy that something hangs on."""
    for seat in survey.composition.seats.values():
        uses = _uses(survey, seat)
        if seat.record is not None and len(seat.holders) == 1 and (uses or survey.setting is None):
            yield _undeputised(survey, seat)


def _undeputised(survey: Survey, seat: Seat) -> Gap:
    composition, holder = survey.composition, seat.holders[0]
    uses = _uses(survey, seat)
    near = [
        name
        for name, actor in composition.actors.items()
        if actor.plan == composition.actors[holder].plan
        and actor.record.sector == composition.actors[holder].record.sector
        and actor.record.level == composition.actors[holder].record.level
        and name != holder
    ]
    plan = seat.name.partition(".")[0]
    remedy = say(
        "add `deputies: [...]` and `after:` to the post `{post}`; of the same level: {near}",
        post=written(seat.name, plan),
        near=listed(agency_title(composition, name) for name in near) if near else "-",
    )
    return Gap(
        kind="authority",
        place=seat.name,
        rule="deputy",
        title=say("The post {post} has no deputy", post=seat.name),
        remedy=remedy,
        severity="medium" if any(name in survey.ways for name in uses) else "low",
        sides=(Side.of(composition.actors[holder]),) * 2,
        evidence=(
            Evidence(
                "audit",
                say(
                    "If {holder} is not there, nobody decides on: {uses}.",
                    holder=agency_title(composition, holder),
                    uses=listed(uses.values()) if uses else "-",
                ),
                {"decisions": len(uses)},
            ),
        ),
        where=(seat.record.place,) if seat.record else (),
        agencies=(holder,),
        known_from=("G02",),
    )


def _uses(survey: Survey, seat: Seat) -> dict[str, Title]:
    """Give the tasks and scales that a post decides on, with their titles."""
    found = {
        job.name: _task_title(job) for job in survey.jobs if job.seat and job.seat.name == seat.name
    }
    scales = (axis for axis in survey.axes if axis.seat.name == seat.name)
    return found | {axis.name: axis.record.name or Title.read(axis.name) for axis in scales}


def mute_deputies(survey: Survey) -> Iterator[Gap]:
    """Find the deputies that may declare a level and have no link to tell anybody of it."""
    for axis in survey.axes:
        needers = set(survey.needers.get(axis.name, ()))
        for deputy in axis.seat.holders[1:]:
            heard = survey.routes.reached(axis.name, [deputy])
            lost = needers & survey.reached(axis.name) - heard
            if len(lost) == len(needers - {deputy}) > 0:
                yield _mute(survey, axis, deputy, sorted(lost))


def _mute(survey: Survey, axis: Axis, deputy: str, lost: list[str]) -> Gap:
    composition, holder = survey.composition, axis.seat.holders[0]
    own = [edge for edge in survey.edges_by_sender.get(deputy, ()) if edge.receiver == holder]
    names = {"deputy": agency_title(composition, deputy), "level": fact_title(composition, axis.name)}
    plan = composition.actors[deputy].plan
    remedy = say(
        "add `{fact}` to `carries:` of its link to the holder in {place}",
        fact=written(axis.name, plan),
        place=shown_place(own[0].record.place),
    ) if own else say(
        "give the deputy links as the holder has: under `links:` of the plan `{plan}`, from `{deputy}`, with "
        "`carries: [{fact}]`, to: {agencies}",
        plan=plan,
        deputy=written(deputy, plan),
        fact=written(axis.name, plan),
        agencies=listed(agency_title(composition, name) for name in lost),
    )
    evidence = say(
        "As deputy of {post} it may declare {level}, and none of its links carries that. Who needs to know: {lost}.",
        post=axis.seat.name,
        level=names["level"],
        lost=listed(agency_title(composition, name) for name in lost),
    )
    return Gap(
        kind="authority",
        place=axis.seat.name,
        rule="mute_deputy",
        title=say("{deputy} can declare {level} as deputy and can tell nobody", **names),
        remedy=remedy,
        severity="medium" if axis.name in survey.ways else "low",
        sides=(Side.of(composition.actors[deputy]), Side.of(composition.actors[lost[0]])),
        evidence=(Evidence("audit", evidence, {"agencies": len(lost)}),),
        where=(*(edge.record.place for edge in own[:1]), axis.record.place),
        agencies=(deputy, *lost),
        links=tuple(edge.name for edge in own[:1]),
        facts=(axis.name,),
        known_from=("G02", "G18"),
    )


# -- command ---------------------------------------------------------------------------------------------------


def command_circles(survey: Survey) -> Iterator[Gap]:
    """Find the agencies that command one another in a circle."""
    commands = [edge for edge in survey.composition.edges if edge.record.purpose == "command"]
    for circle in rings((edge.sender, edge.receiver) for edge in commands):
        yield _circle_of_command(survey, circle, [e for e in commands if {e.sender, e.receiver} <= set(circle)])


def _circle_of_command(survey: Survey, circle: tuple[str, ...], edges: list[Edge]) -> Gap:
    composition = survey.composition
    names = listed(agency_title(composition, name) for name in circle)
    return Gap(
        kind="authority",
        place=common(circle[0]),
        rule="command_circle",
        title=say("Command goes round in a circle: {agencies}", agencies=names),
        remedy=say("decide who commands whom, and make `purpose: report` or `coordinate` of the link back"),
        severity="medium",
        sides=(Side.of(composition.actors[circle[0]]), Side.of(composition.actors[circle[1]])),
        evidence=(
            Evidence(
                "audit",
                say(
                    "Links with `purpose: command`: {links}.",
                    links=listed(link_title(composition, edge) for edge in edges),
                ),
                {"agencies": len(circle), "links": len(edges)},
            ),
        ),
        where=tuple(edge.record.place for edge in edges),
        agencies=circle,
        links=tuple(edge.name for edge in edges),
        known_from=("G15",),
    )
