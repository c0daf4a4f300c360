"""Milestones of several programs, each played the same number of times."""

from collections.abc import Hashable, Iterable, Iterator
from contextlib import closing, suppress
from typing import TypeVar

import numpy as np

from simulator.analysis.figures import Times
from simulator.program.model import Program
from simulator.study.hands import Hands, Jobs, hands_of
from simulator.study.replicate import Progress
from simulator.study.team import Part, parts_of, play_together
from simulator.study.worker import Work

Key = TypeVar("Key", bound=Hashable)


def play_programs(
    programs: Iterable[tuple[Key, Program]], *, runs: int, seed: int, jobs: Jobs, progress: Progress
) -> dict[Key, Times]:
    """Play replications 0 to `runs` - 1 of each program; gives the times of its milestones by its key.

    A row for each replication, a column for each milestone of the program. Programs are taken from the
    iterable as somebody becomes free, so that one is compiled while others are played; they come in the same
    order each time. The result is the same whoever plays. Ctrl-C keeps the programs that were played to the
    end.

    Raises
    ------
    StoppedError
        When a worker process is lost, or a plan turns round and round.
    """
    hands = hands_of(jobs)
    keys: dict[str, Key] = {}
    found: dict[str, list[list[float]]] = {}
    todo = _todo(programs, keys, runs=runs, seed=seed, hands=hands)
    with suppress(KeyboardInterrupt), closing(play_together(todo, hands, at_most=hands.jobs)) as parts:
        for part, times in parts:
            found.setdefault(part.beginning, []).extend(times)
            progress(len(times))
    return {
        keys[beginning]: np.array(rows, dtype=np.float64)
        for beginning, rows in found.items()
        if len(rows) == runs
    }


def switches_asked(
    program: Program, *, runs: int, seed: int, jobs: Jobs, progress: Progress
) -> frozenset[int] | None:
    """Play replications 0 to `runs` - 1 and give the switches that were asked for in any of them.

    None when it was interrupted. What an outage of any other switch would change is nothing.

    Raises
    ------
    StoppedError
        When a worker process is lost, or a plan turns round and round.
    """
    hands = hands_of(jobs)
    work = Work(program, seed, "switches")
    todo = list(parts_of(work, (0, runs), beginning=hands.finished.section(), hands=hands))
    found: set[int] = set()
    try:
        with closing(play_together(todo, hands, at_most=hands.jobs)) as parts:
            for _, each in parts:
                found.update(*each)
                progress(len(each))
    except KeyboardInterrupt:
        return None
    return frozenset(found)


def _todo(
    programs: Iterable[tuple[Key, Program]], keys: dict[str, Key], *, runs: int, seed: int, hands: Hands
) -> Iterator[Part]:
    """Give the parts of one program after the other; notes the key of each by the beginning of its parts."""
    section = hands.finished.section()
    for number, (key, program) in enumerate(programs):
        beginning = f"{section}{number}/"
        keys[beginning] = key
        yield from parts_of(Work(program, seed, "milestones"), (0, runs), beginning=beginning, hands=hands)
