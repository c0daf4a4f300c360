"""Facts that milestones, tasks and obligations wait for and that nothing here brings about."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from simulator.errors import say
from simulator.plan.composed import Composition
from simulator.plan.faults import At, Faults
from simulator.scenario.case import Goal, Happening, Move
from simulator.text.condition_tree import Condition, names_in

_NEAR = 0.8
"""How alike two names must be for one to be a slip in writing the other."""

Wait = tuple[At, str]
"""Where a fact is waited for, and its id."""


def warn_dangling(
    composition: Composition,
    goals: Iterable[Goal],
    happenings: Iterable[Happening],
    moves: Iterable[Move],
    faults: Faults,
) -> None:
    """Warn of facts that are waited for, though no task, scale, incident or inject ever brings them about.

    Of those that a milestone names, always. Of those that only plans name, where a task brings about
    something of nearly the same name that nobody waits for: plans are for more scenarios than this one.
    """
    goals, moves = tuple(goals), tuple(moves)
    came = {fact for each in happenings for fact, _ in each.facts}
    came.update(fact for move in moves for fact, _ in move.facts)
    came.update(grade.name for grade in composition.grades)
    wanted, own = list(_of_goals(goals)), list(_of_plans(composition))
    dangling = {
        name
        for name, item in composition.facts.items()
        if "." not in name and item.automatic is None and name not in came
    }
    idle = _idle(composition, {fact for _, fact in (*wanted, *own)} | _used(composition, moves))
    for at, fact in wanted:
        if fact in dangling:
            _warn(at, fact, idle, faults)
    for at, fact in own:
        if fact in dangling and _near(fact, idle):
            _warn(at, fact, idle, faults)


def _warn(at: At, fact: str, idle: list[str], faults: Faults) -> None:
    near = _near(fact, idle)
    found = say("nothing in the plans or the scenario brings about `{fact}`", fact=fact)
    hint = say("name it under `achieves:` of a task, or set it in the scenario")
    faults.add(at, found, say("did you mean `{word}`?", word=near) if near else hint, warning=True)


def _near(fact: str, idle: list[str]) -> str | None:
    return next(iter(get_close_matches(fact, idle, n=1, cutoff=_NEAR)), None)


def _idle(composition: Composition, used: set[str]) -> list[str]:
    """Give the bare names of facts that tasks bring about and nobody waits for or passes on."""
    brought = dict.fromkeys(fact for job in composition.jobs for fact, _ in job.brings)
    return [fact.rpartition(".")[2] for fact in brought if fact not in used]


def _of_goals(goals: Iterable[Goal]) -> Iterator[Wait]:
    for goal in goals:
        yield from _in(At("", goal.record, ("when",)), goal.when)


def _of_plans(composition: Composition) -> Iterator[Wait]:
    for job in composition.jobs:
        yield from _in(At(job.plan, job.record, ("when",)), job.when)
        yield from _in(At(job.plan, job.record, ("stops",)), job.stops)
    for duty in composition.duties:
        if duty.pack is None:
            if duty.fact:
                yield At(duty.plan, duty.record, ("fact",)), duty.fact
            yield from _in(At(duty.plan, duty.record, ("when",)), duty.when)
            yield from _in(At(duty.plan, duty.record, ("then",)), duty.then)


def _used(composition: Composition, moves: Iterable[Move]) -> set[str]:
    """Give what else facts are named for: levels, ways of telling, injects, posts that change hands."""
    conditions = [each for axis in composition.axes for _, each in (*axis.criteria, *axis.lower)]
    conditions += [each for grade in composition.grades for _, each in grade.criteria]
    conditions += [each for turnover in composition.turnovers.values() for each in turnover.conditions]
    conditions += [each for move in moves for each in (move.when, move.until) if each is not None]
    conditions += [channel.up_when for channel in composition.channels.values() if channel.up_when]
    packs = (each for duty in composition.duties for each in (duty.when, duty.then) if each is not None)
    named = {name.text for condition in (*conditions, *packs) for name in names_in(condition)}
    carried = {fact for edge in composition.edges for fact in edge.carries}
    told = {fact for pact in composition.pacts for fact in pact.tells}
    return named | carried | told | {duty.fact for duty in composition.duties if duty.fact}


def _in(at: At, condition: Condition | None) -> Iterator[Wait]:
    if condition is not None:
        yield from ((at, name.text) for name in names_in(condition))
