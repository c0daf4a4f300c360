"""Levels that are declared: which there are, and when each first was declared and lowered."""

from math import inf

from simulator.analysis.learning import Sorted
from simulator.log.rows import DECLARE, DONE, ENDED, REF, STATE, SUBJECT
from simulator.program.model import LevelSays, Program

Key = tuple[int, int]
"""(fact of the scale, rank of the level)."""


def levels_of(program: Program) -> dict[Key, LevelSays]:
    """Give the levels that can be declared, each with what it states, in declared order."""
    return {
        (scale.fact, rank): says
        for scale in program.scales
        if not scale.turn
        for rank, says in enumerate(scale.states, 1)
    }


def first_declared(program: Program, rows: Sorted) -> tuple[float, ...]:
    """Give when each level was first declared in one replication, infinite if never, in declared order."""
    found: dict[Key, float] = {}
    for row in rows[DECLARE]:
        if row[STATE] == DONE:
            found.setdefault((program.scales[row[SUBJECT]].fact, row[REF]), row[ENDED])
    return tuple(found.get(key, inf) for key in levels_of(program))


def first_lowered(program: Program, rows: Sorted) -> tuple[float, ...]:
    """Give when each level that had been declared was first lowered, infinite if never, in declared order."""
    found: dict[Key, float] = {}
    in_force: dict[int, set[int]] = {}
    done = (row for row in rows[DECLARE] if row[STATE] == DONE)
    for row in sorted(done, key=lambda row: float(row[ENDED])):
        fact, rank = program.scales[row[SUBJECT]].fact, row[REF]
        ranks = in_force.setdefault(fact, set())
        for higher in [each for each in ranks if each > rank]:
            ranks.remove(higher)
            found.setdefault((fact, higher), row[ENDED])
        ranks.add(rank)
    return tuple(found.get(key, inf) for key in levels_of(program))
