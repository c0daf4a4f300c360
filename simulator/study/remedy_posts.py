"""Remedies where a post is vacant: its deputies step in sooner."""

from collections.abc import Callable
from dataclasses import replace

from simulator.errors import say
from simulator.plan.alike import bare
from simulator.plan.composed import Seat
from simulator.plan.gap import Gap
from simulator.scenario.case import Case
from simulator.study.remedy import Remedy, in_plan, with_composition, written
from simulator.text.lengths import show_exactly
from simulator.units import MINUTE, Seconds

SOON = Seconds(5 * MINUTE)
"""Seconds after which a deputy may act in the place of one who does not; a choice."""


def step_in_sooner(case: Case, gap: Gap) -> Remedy | None:
    """Let the deputies of a post step in soon; None where it has none, or they do already."""
    seat = case.composition.seats.get(gap.place)
    if seat is None or seat.record is None or seat.after is None or seat.after <= SOON:
        return None
    soon = {"after": show_exactly(SOON)}
    post = {**written(seat.record), **soon}
    plan, name = seat.name.rpartition(".")[0], bare(seat.name)
    return Remedy(
        "deputy",
        say("deputies of {post} step in after {minutes} min", post=seat.record.name or seat.name, minutes=5),
        in_plan(case.composition, plan, {"posts": {name: post}}),
        {plan: {"posts": {name: soon}}},
        lambda case: with_seat(case, gap.place, lambda seat: replace(seat, after=SOON)),
    )


def with_seat(case: Case, name: str, new: Callable[[Seat], Seat]) -> Case:
    """Change the post of a name wherever it stands."""

    def change(seat: Seat) -> Seat:
        return new(seat) if seat.name == name and seat.record is not None else seat

    composition = case.composition
    return with_composition(
        case,
        seats={key: change(seat) for key, seat in composition.seats.items()},
        jobs=tuple(replace(each, seat=change(each.seat)) if each.seat else each for each in composition.jobs),
        axes=tuple(replace(each, seat=change(each.seat)) for each in composition.axes),
    )
