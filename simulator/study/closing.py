"""What closing a gap means: for each kind of gap the program in which it is not there, all else as drawn."""

from collections.abc import Callable, Iterable

from simulator.plan.gap import Gap, Kind
from simulator.program.compile import compile_case
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.closing_decisions import close_authority
from simulator.study.closing_desks import close_desk, close_information
from simulator.study.closing_media import close_medium
from simulator.study.closing_units import close_resource, close_seam
from simulator.study.closure import Closure, joined

CLOSINGS: dict[Kind, Callable[[Case, Program, Gap], Closure | None]] = {
    "information": close_information,
    "authority": close_authority,
    "resource": close_resource,
    "medium": close_medium,
    "desk": close_desk,
    "seam": close_seam,
}
"""By kind of gap: what closes one of a case and its program; None where nothing in the program would."""


def closure_of(case: Case, program: Program, gap: Gap) -> Closure | None:
    """Give what closes a gap; None where the program has nothing by which it could be closed."""
    return CLOSINGS[gap.kind](case, program, gap)


def closed(case: Case, program: Program, closures: Iterable[Closure]) -> Program:
    """Give the program of a case in which gaps are closed together, in the order given.

    `program` is that of the case as it is. Draws are keyed by names, so what no closure touches is as drawn.
    """
    whole = joined(closures)
    if whole is None:
        return program
    changed = whole.case(case)
    if changed is not case or whole.insights:
        program = compile_case(changed, insights=whole.insights)
    return whole.program(program)
