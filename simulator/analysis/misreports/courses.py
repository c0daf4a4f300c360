"""The course of what agencies believed of misreported facts in one replication, beside what was so."""

from collections import defaultdict
from dataclasses import dataclass

from simulator.analysis.learning import Sorted
from simulator.analysis.misreports.believed import Believed, Turn
from simulator.analysis.misreports.grounds import Grounds
from simulator.log.rows import Log
from simulator.program.model import Program


@dataclass(frozen=True, slots=True)
class Course:
    """What became of a fact: `turns` by agent, in order of when each first held it; times in seconds."""

    fact: int
    turns: tuple[tuple[int, tuple[Turn, ...]], ...]


def courses(program: Program, log: Log) -> tuple[Course, ...]:
    """Give the course of each misreported fact, for the agents that its misreports can come to.

    Agents that never held it are left out.
    """
    grounds = Grounds(program)
    believed = Believed(grounds, log, Sorted(log.rows))
    found: dict[int, list[tuple[int, tuple[Turn, ...]]]] = defaultdict(list)
    for cell in grounds.cells:
        agent, fact = program.cells[cell]
        turns = tuple(believed.turns(cell))
        if any(turn.belief is not None for turn in turns):
            found[fact].append((agent, turns))
    return tuple(
        Course(fact, tuple(sorted(agents, key=lambda each: (_first(each[1]), each[0]))))
        for fact, agents in sorted(found.items())
    )


def _first(turns: tuple[Turn, ...]) -> float:
    return next(turn.begin for turn in turns if turn.belief is not None)
