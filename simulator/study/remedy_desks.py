"""Remedies where people are short or far: one more operator, a deputy who may decide."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from simulator.errors import say
from simulator.plan.agencies import Agency, Desk, Shift
from simulator.plan.alike import bare, common
from simulator.plan.composed import Job, Seat
from simulator.plan.gap import Gap
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.closure import means
from simulator.study.remedy import (
    Patch,
    Remedy,
    agency_at,
    in_plan,
    with_composition,
    with_records,
    written,
)
from simulator.study.remedy_posts import SOON, step_in_sooner, with_seat
from simulator.text.lengths import show_exactly
from simulator.units import MINUTE

ONE_ALWAYS = Shift(operators=1)
"""A last shift, for the hours that no other names."""

# -- desks ---------------------------------------------------------------------------------------------------


def one_more_operator(case: Case, _program: Program, gap: Gap) -> Remedy | None:
    """Put one more operator on every shift of the desk."""
    return more_operators(case, gap.place)


def more_operators(case: Case, agency: str) -> Remedy | None:
    """Put one more operator on every shift of an agency's desk; None where it has no desk."""
    name = agency_at(case.composition, agency)
    actor = case.composition.actors[name] if name else None
    if actor is None or actor.record.desk is None:
        return None
    group, desk = common(actor.name), actor.record.desk
    data = {"agencies": {bare(group): {"desk": _written(desk)}}}
    text = (
        say("one more operator on every shift of {agency}", agency=actor.record.name)
        if not _has_holes(desk)
        else say(
            "one more operator on every shift of {agency}, and one at all other hours",
            agency=actor.record.name,
        )
    )
    return Remedy(
        "operator",
        text,
        in_plan(case.composition, actor.plan, data),
        {actor.plan: {"agencies": {bare(group): {"desk": _otherwise(desk)}}}},
        lambda case: with_records(case, group, _with_desk(_more(desk))),
    )


def _with_desk(desk: Desk) -> Callable[[Agency], Agency]:
    return lambda record: record.model_copy(update={"desk": desk})


def _more(desk: Desk) -> Desk:
    """Give a desk with one more operator on every shift, and one where no shift is."""
    if desk.operators is not None or not desk.shifts:
        return desk.model_copy(update={"operators": (desk.operators or 1) + 1})
    shifts = tuple(shift.model_copy(update={"operators": shift.operators + 1}) for shift in desk.shifts)
    return desk.model_copy(update={"shifts": (*shifts, ONE_ALWAYS) if _has_holes(desk) else shifts})


def _has_holes(desk: Desk) -> bool:
    """Whether no shift holds at every hour of every day."""
    return bool(desk.shifts) and all(shift.days or shift.hours for shift in desk.shifts)


def _written(desk: Desk) -> dict[str, Any]:
    return written(desk, **_otherwise(desk))


def _otherwise(desk: Desk) -> dict[str, Any]:
    """Give the keys of the desk that are otherwise."""
    more = _more(desk)
    if not more.shifts:
        return {"operators": more.operators}
    shifts = [written(shift, operators=shift.operators + 1) for shift in desk.shifts]
    return {"shifts": [*shifts, {"operators": ONE_ALWAYS.operators}] if _has_holes(desk) else shifts}


# -- decisions -----------------------------------------------------------------------------------------------


def a_deputy(case: Case, _program: Program, gap: Gap) -> Remedy | None:
    """Let whoever waits for a decision take it, as the last deputy, when nobody has taken it up in time.

    Where that is the decider already, or a level is to be declared, its desk is what is short. For a post
    that nobody holds see `step_in_sooner`.
    """
    if gap.rule == "vacant":
        return step_in_sooner(case, gap)
    jobs = [job for job in case.composition.jobs if job.seat and _asks(job, job.seat, gap.place)]
    if not jobs or jobs[0].seat is None:
        axes = case.composition.axes
        holders = (axis.seat.holders[0] for axis in axes if gap.place in {axis.name, axis.seat.name})
        return next((more_operators(case, holder) for holder in holders), None)
    seat, owner = jobs[0].seat, jobs[0].owner
    if owner in seat.holders:
        return more_operators(case, seat.holders[0])
    return _deputy(case, jobs[0], seat)


def _asks(job: Job, seat: Seat, place: str) -> bool:
    return seat.name == place or means(place, job.name)


def _deputy(case: Case, job: Job, seat: Seat) -> Remedy:
    after = SOON if seat.after is None else min(seat.after, SOON)
    larger = replace(seat, holders=(*seat.holders, job.owner), after=after)
    owner = case.composition.actors[job.owner].record.name
    text = say("{agency} may decide itself when nobody has done so in {minutes} min", agency=owner,
               minutes=round(after / MINUTE))  # fmt: skip
    yaml, patch = _seat_written(case, job, larger)
    return Remedy("deputy", text, yaml, patch, lambda case: _with_seat(case, job, seat, larger))


def _with_seat(case: Case, job: Job, old: Seat, new: Seat) -> Case:
    """Put a post in the place of another wherever it stands; of an agency that decides, only for the task."""
    if old.record is not None:
        return with_seat(case, old.name, lambda _seat: new)
    jobs = case.composition.jobs
    return with_composition(
        case, jobs=tuple(replace(each, seat=new) if each.name == job.name else each for each in jobs)
    )


def _seat_written(case: Case, job: Job, seat: Seat) -> tuple[str, Patch]:
    """Write the post; a decision that an agency takes is given to a post of a new name."""
    holder, *deputies = map(common, seat.holders)
    post = {"holder": holder, "deputies": deputies, "after": show_exactly(seat.after or 0.0)}
    if seat.record is not None:
        plan, posts = seat.name.rpartition(".")[0], {bare(seat.name): {**written(seat.record), **post}}
        return in_plan(case.composition, plan, {"posts": posts}), {plan: {"posts": {bare(seat.name): post}}}
    name = f"{bare(common(job.name))}_approval"
    decision = written(job.record.decision, by=name) if job.record.decision else {}
    task = {bare(common(job.name)): {"decision": decision}}
    data = {"posts": {name: post}, "procedures": {job.hazard: task}}
    return in_plan(case.composition, job.plan, data), {job.plan: data}
