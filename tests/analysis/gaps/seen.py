"""Tiny plans played a few times, and the gaps that this shows. All times are in minutes."""

from simulator.analysis.gaps.observed import observed_gaps
from simulator.analysis.measures import Measurer
from simulator.analysis.results import collect
from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from tests.engine.small import read_small

RUNS = 3
MINUTE = 60.0


def seen(tmp_path, plan, happens, *others, **when):
    """The gaps of a plan without chance: {id: (rule, minutes on the way to the milestone `m`)}.

    The minutes are 0 where the gap does not lie on its way.
    """
    found = gaps(tmp_path, plan, happens, *others, **when)
    return {gap.id: (gap.rule, _minutes(gap)) for gap in found}


def gaps(tmp_path, plan, happens, *others, **when):
    """The gaps of a plan."""
    case = read_small(tmp_path, plan, happens, *others, **when)
    program = compile_case(case)
    return observed_gaps(case.composition, program, played(program))


def played(program, runs=RUNS):
    """The results of a few replications."""
    player, measurer = Player(program, program.seed), Measurer(program)
    return collect(program, (measurer.measure(player.play(number)) for number in range(runs)))


def figures(gap):
    """The figures of a gap that the runs show."""
    (evidence,) = gap.evidence
    return evidence.figures


def _minutes(gap):
    ways = {way["milestone"]: way["mean_s"] / MINUTE for way in figures(gap)["ways"]}
    return ways.get("m", 0)
