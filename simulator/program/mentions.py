"""Which facts somebody asks about or passes on: automatic facts that nobody mentions are not kept."""

from collections.abc import Iterable, Iterator

from simulator.plan.composed import Composition, Edge
from simulator.plan.facts import LINK_STATES, TASK_STATES
from simulator.scenario.case import Case
from simulator.text.condition_tree import Condition, names_in


def mentioned(case: Case) -> frozenset[str]:
    """Give the ids in conditions and in what links carry by name."""
    named = (name.text for condition in _conditions(case) for name in names_in(condition))
    carried = (fact.partition("@")[0] for edge in case.composition.edges for fact in edge.carries)
    kept = (fact for move in case.moves for _agency, fact in move.kept)
    return frozenset((*named, *carried, *kept))


def passed_states(edges: Iterable[Edge]) -> frozenset[str]:
    """Give the states of tasks and links that links pass on by a pattern, as `done` by `*.done`."""
    carried = {pattern for edge in edges for pattern in edge.carries}
    return frozenset(state for state in TASK_STATES + LINK_STATES if f"*.{state}" in carried)


def _conditions(case: Case) -> Iterator[Condition]:
    """Give all conditions of a case."""
    yield from _of_plans(case.composition)
    for move in case.moves:
        yield from filter(None, (move.when, move.until))
    yield from (goal.when for goal in case.goals)


def _of_plans(composition: Composition) -> Iterator[Condition]:
    for job in composition.jobs:
        yield from filter(None, (job.when, job.stops))
    for axis in composition.axes:
        yield from (condition for _rank, condition in (*axis.criteria, *axis.lower))
    for duty in composition.duties:
        yield from filter(None, (duty.when, duty.then))
    for turnover in composition.turnovers.values():
        yield from turnover.conditions
    yield from filter(None, (channel.up_when for channel in composition.channels.values()))
