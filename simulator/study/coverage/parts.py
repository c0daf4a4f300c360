"""The parts of plans that a scenario can exercise: tasks, links, obligations, levels, agreements."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from simulator.errors import Place
from simulator.plan.alike import common
from simulator.plan.audit.naming import fact_title, link_title, task_title
from simulator.plan.citation import cited
from simulator.plan.composed import Axis, Composition, Duty, Edge, Job, Pact
from simulator.scenario.case import Case
from simulator.text.condition_tree import show_condition
from simulator.text.titles import Title

Kind = Literal["task", "link", "obligation", "level", "agreement"]
Item = Job | Edge | Duty | tuple[Axis, int] | Pact
"""A part in a composition; a level as its scale and rank."""


@dataclass(frozen=True, slots=True)
class Part:
    """One record of a plan or of a norm pack.

    `names` are those of its copies in the results, `item` is the first of them; `plan` is the plan that it
    stands in, or the pack; `basis` the paragraph that it cites.
    """

    kind: Kind
    place: Place
    plan: str
    names: tuple[str, ...]
    title: Title
    basis: Title | None
    item: Item = field(repr=False)

    @property
    def key(self) -> tuple[Kind, Place]:
        """What tells it apart in all scenarios: where it is written."""
        return self.kind, self.place


def find_parts(case: Case) -> tuple[Part, ...]:
    """Give the parts of the plans of a case, in declared order, each once whatever its copies.

    A thing that must exist is looked up and not played: such an obligation is no part.
    """
    plan = case.composition
    together: dict[tuple[Kind, Place], list[Part]] = {}
    for part in (*_tasks(plan), *_links(plan), *_duties(plan), *_levels(plan), *_agreements(plan)):
        together.setdefault(part.key, []).append(part)
    return tuple(
        replace(copies[0], names=tuple(dict.fromkeys(name for copy in copies for name in copy.names)))
        for copies in together.values()
    )


def _tasks(composition: Composition) -> Iterator[Part]:
    for job in composition.jobs:
        record = job.record
        yield Part("task", record.place, job.plan, (job.name,), task_title(job), record.basis, job)


def _links(composition: Composition) -> Iterator[Part]:
    for edge in composition.edges:
        record, title = edge.record, link_title(composition, edge)
        yield Part("link", record.place, edge.plan, (edge.name,), title, record.basis, edge)


def _duties(composition: Composition) -> Iterator[Part]:
    for duty in composition.duties:
        if duty.fulfilled is None:
            record, title = duty.record, _duty_title(composition, duty)
            basis = record.basis if duty.pack else cited(record)  # that of a pack is cited already
            yield Part("obligation", record.place, duty.plan, (duty.name,), title, basis, duty)


def _duty_title(composition: Composition, duty: Duty) -> Title:
    if duty.record.name is not None:
        return duty.record.name
    if duty.fact is None or duty.sender is None or duty.receiver is None:
        return Title.read(show_condition(duty.record.then) if duty.record.then else common(duty.name))
    ends = _ends(composition, duty.sender, duty.receiver)
    fact = fact_title(composition, duty.fact)
    return Title(f"{ends.zh}：{fact.show('zh')}", f"{ends.en}: {fact.show('en')}")


def _ends(composition: Composition, one: str, other: str) -> Title:
    names = [composition.actors[end].record.name for end in (one, other)]
    zh, en = (" → ".join(name.show(lang) for name in names) for lang in ("zh", "en"))
    return Title(zh, en)


def _levels(composition: Composition) -> Iterator[Part]:
    for axis in composition.axes:
        scale = axis.record.name or Title.read(axis.name)
        for rank, _criterion in axis.criteria:
            level = axis.levels[rank - 1]
            record = axis.record.levels[level]
            title = Title(f"{scale.show('zh')} {level}", f"{scale.show('en')} {level}")
            name = f"{axis.name}={level}"
            yield Part("level", record.place, axis.plan, (name,), title, record.basis, (axis, rank))


def _agreements(composition: Composition) -> Iterator[Part]:
    for pact in composition.pacts:
        record, title = pact.records[0], _ends(composition, pact.giver, pact.receiver)
        if record.gives:
            plan = composition.actors[pact.giver].plan
            yield Part("agreement", record.place, plan, (pact.name,), title, record.basis, pact)
