"""Remedies where a decision is waited for: it is taken beforehand, or follows from the criterion."""

from dataclasses import replace

from simulator.errors import say
from simulator.plan.alike import bare, common
from simulator.plan.composed import Axis, Job
from simulator.plan.gap import Gap
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.closure import means
from simulator.study.remedy import Remedy, in_plan, with_composition, written


def standing_approval(case: Case, _program: Program, gap: Gap) -> Remedy | None:
    """Approve a task beforehand: its owner starts it on its own; None where nobody decides on one."""
    found = next((job for job in case.composition.jobs if _waits(job, gap.place)), None)
    if found is None:
        return None
    plan, task = found.plan, {bare(common(found.name)): {"decision": None}}
    patch = {plan: {"procedures": {found.hazard: task}}}
    owner = case.composition.actors[found.owner].record.name
    title = found.record.name or bare(common(found.name))
    return Remedy(
        "approval",
        say("{agency} has standing approval for {task}", agency=owner, task=title),
        in_plan(case.composition, plan, patch[plan]),
        patch,
        lambda case: _approved(case, common(found.name)),
    )


def _waits(job: Job, place: str) -> bool:
    """Tell whether a task waits for a decision that a gap names: its own, or that of a post."""
    return job.seat is not None and (job.seat.name == place or means(place, job.name))


def _approved(case: Case, task: str) -> Case:
    def change(job: Job) -> Job:
        if common(job.name) != task:
            return job
        return replace(job, seat=None, record=job.record.model_copy(update={"decision": None}))

    return with_composition(case, jobs=tuple(map(change, case.composition.jobs)))


def automatic_activation(case: Case, _program: Program, gap: Gap) -> Remedy | None:
    """Let a level be in force as soon as its criterion is met; None where it is so already."""
    axes = case.composition.axes
    found = next((axis for axis in axes if gap.place in {axis.name, axis.seat.name}), None)
    if found is None or found.record.automatic:
        return None
    written_now = written(found.record)
    otherwise = {**({"decide": None} if "decide" in written_now else {}), "automatic": True}
    kept = {key: value for key, value in written_now.items() if key != "decide"}
    name, plan = bare(found.name), found.plan
    return Remedy(
        "activation",
        say("{scale} is in force as soon as its criterion is met", scale=found.record.name or name),
        in_plan(case.composition, plan, {"scales": {name: {**kept, "automatic": True}}}),
        {plan: {"scales": {name: otherwise}}},
        lambda case: _automatic(case, found.name),
    )


def _automatic(case: Case, name: str) -> Case:
    def change(axis: Axis) -> Axis:
        if axis.name != name:
            return axis
        return replace(axis, record=axis.record.model_copy(update={"automatic": True, "decide": None}))

    return with_composition(case, axes=tuple(map(change, case.composition.axes)))
