"""Real remedies for each kind of gap: played with all their own delays, never the ideal."""

from collections.abc import Callable, Iterator

from simulator.plan.gap import Gap, Kind
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.remedy import Remedy
from simulator.study.remedy_agreement import mutual_aid
from simulator.study.remedy_authority import automatic_activation, standing_approval
from simulator.study.remedy_desks import a_deputy, one_more_operator
from simulator.study.remedy_links import backup_medium, told_directly, told_sooner
from simulator.study.remedy_standby import stand_by
from simulator.study.remedy_units import firm_agreement, one_more_unit, units_at_hand

Make = Callable[[Case, Program, Gap], Remedy | None]

REMEDIES: dict[Kind, Make] = {
    "information": told_sooner,
    "authority": a_deputy,
    "resource": units_at_hand,
    "medium": backup_medium,
    "desk": one_more_operator,
    "seam": firm_agreement,
}
"""By kind of gap: a remedy; None where the plan offers nothing to build one from."""

OTHERS: dict[Kind, tuple[Make, ...]] = {
    "information": (told_directly,),
    "authority": (standing_approval, automatic_activation),
    "resource": (one_more_unit, stand_by, mutual_aid),
}
"""By kind of gap: what else there is to be tried."""


def remedy_of(case: Case, program: Program, gap: Gap) -> Remedy | None:
    """Give a remedy for a gap, of a case and the program made from it as it is."""
    return REMEDIES[gap.kind](case, program, gap)


def remedies_of(case: Case, program: Program, gap: Gap) -> Iterator[Remedy]:
    """Give all remedies for a gap, that of `remedy_of` first."""
    for make in (REMEDIES[gap.kind], *OTHERS.get(gap.kind, ())):
        remedy = make(case, program, gap)
        if remedy is not None:
            yield remedy
