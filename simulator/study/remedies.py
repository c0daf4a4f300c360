"""One real remedy for each kind of gap: played with all its own delays, never the ideal."""

from collections.abc import Callable

from simulator.plan.gap import Gap, Kind
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.remedy import Remedy
from simulator.study.remedy_desks import a_deputy, one_more_operator
from simulator.study.remedy_links import backup_medium, told_sooner
from simulator.study.remedy_units import firm_agreement, units_at_hand

REMEDIES: dict[Kind, Callable[[Case, Program, Gap], Remedy | None]] = {
    "information": told_sooner,
    "authority": a_deputy,
    "resource": units_at_hand,
    "medium": backup_medium,
    "desk": one_more_operator,
    "seam": firm_agreement,
}
"""By kind of gap: a remedy; None where the plan offers nothing to build one from."""


def remedy_of(case: Case, program: Program, gap: Gap) -> Remedy | None:
    """Give a remedy for a gap, of a case and the program made from it as it is."""
    return REMEDIES[gap.kind](case, program, gap)
