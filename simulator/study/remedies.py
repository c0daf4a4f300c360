"""One real remedy for each kind of gap, as a change to the case: with all its own delays, never the ideal."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from simulator.errors import Message, say
from simulator.plan.agencies import Agency, Desk
from simulator.plan.composed import Composition
from simulator.plan.gap import Gap, Kind
from simulator.program.model import Program
from simulator.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do about a gap: a sentence, what to write in the plan, and the case in which it is done."""

    text: Message
    yaml: str
    change: Callable[[Case], Case]


def remedy_of(case: Case, program: Program, gap: Gap) -> Remedy | None:
    """Give a remedy for a gap; None where the plan offers nothing to build one from."""
    make = REMEDIES.get(gap.kind)
    return None if make is None else make(case, program, gap)


# -- desks ---------------------------------------------------------------------------------------------------


def one_more_operator(case: Case, _program: Program, gap: Gap) -> Remedy | None:
    """Put one more operator on every shift of a desk."""
    actor = case.composition.actors.get(gap.place)
    if actor is None or actor.record.desk is None:
        return None
    desk = _larger(actor.record.desk)
    group = common_name(gap.place)
    return Remedy(
        say("one more operator on every shift at {agency}", agency=actor.record.name),
        _desk_yaml(group, desk),
        lambda case: with_records(case, group, lambda record: record.model_copy(update={"desk": desk})),
    )


def _larger(desk: Desk) -> Desk:
    shifts = tuple(
        shift.model_copy(update={"operators": shift.operators + 1}) for shift in desk.shifts
    )
    operators = None if desk.operators is None else desk.operators + 1
    return desk.model_copy(update={"operators": operators, "shifts": shifts})


REMEDIES: dict[Kind, Callable[[Case, Program, Gap], Remedy | None]] = {"desk": one_more_operator}


# -- what remedies share -------------------------------------------------------------------------------------


def common_name(agency: str) -> str:
    """Give the name under which a plan writes an agency: that of many alike for one of them."""
    return agency.partition("#")[0]


def with_records(case: Case, group: str, change: Callable[[Agency], Agency]) -> Case:
    """Give a case in which the record of an agency, or of many alike, is another."""
    composition = case.composition
    actors = {
        name: replace(actor, record=change(actor.record)) if common_name(name) == group else actor
        for name, actor in composition.actors.items()
    }
    return replace(case, composition=replace(composition, actors=actors))


def _desk_yaml(group: str, desk: Desk) -> str:
    bare = group.rpartition(".")[2]
    if desk.operators is not None:
        return f"agencies: {{{bare}: {{desk: {{operators: {desk.operators}}}}}}}\n"
    numbers = ", ".join(f"{{operators: {shift.operators}}}" for shift in desk.shifts)
    return f"agencies: {{{bare}: {{desk: {{shifts: [{numbers}]}}}}}}\n"
