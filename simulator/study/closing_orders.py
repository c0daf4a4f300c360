"""Gaps of orders that contradict one another, closed: one source, whose value stands for all."""

from collections.abc import Iterator
from dataclasses import replace

from simulator.plan.composed import Composition, Job
from simulator.plan.gap import Gap
from simulator.scenario.case import Case
from simulator.study.closure import Closure
from simulator.text.scalars import Value


def close_orders(case: Case, gap: Gap) -> Closure | None:
    """Close a gap at a name that several set: all give the value of the task that is declared first.

    None where they do not differ in value: then it is the name alone that means two things.
    """
    values = list(dict.fromkeys(_values(case.composition, gap)))
    if len(values) < 2:
        return None
    return Closure(case=lambda case: _one_source(case, frozenset(gap.facts), values[0]))


def _values(composition: Composition, gap: Gap) -> Iterator[Value]:
    for job in composition.jobs:
        yield from (value for fact, value in job.achieves if fact in gap.facts)


def _one_source(case: Case, facts: frozenset[str], value: Value) -> Case:
    def change(job: Job) -> Job:
        achieves = tuple((fact, value if fact in facts else own) for fact, own in job.achieves)
        return replace(job, achieves=achieves)

    jobs = tuple(map(change, case.composition.jobs))
    return replace(case, composition=replace(case.composition, jobs=jobs))
