"""Many replications of one program, on as many cores as are wanted, in the order of their numbers."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from simulator.analysis.measures import Measures
from simulator.analysis.results import Results, collect
from simulator.program.model import Program
from simulator.study.hands import Jobs, hands_of
from simulator.study.team import Parts, parts_of, play_together
from simulator.study.worker import Work

Progress = Callable[[int], None]
"""Told how many replications have just been finished."""

Enough = Callable[[Measures], bool]
"""Told the measures of one replication after the other; says whether those so far are enough."""


@dataclass(frozen=True, slots=True)
class Replications:
    """What came of it; `interrupted` if it was stopped before the end."""

    results: Results
    interrupted: bool


def replicate(
    program: Program, *, runs: int, seed: int, jobs: Jobs, progress: Progress, enough: Enough | None = None
) -> Replications:
    """Play replications 0 to `runs` - 1, or until they are enough, and measure each.

    The result is the same whoever plays, and however many. Ctrl-C keeps the finished replications up to the
    first that is missing, so that what is kept equals a run of so many.

    Raises
    ------
    StoppedError
        When a worker process is lost, or a plan turns round and round.
    """
    hands = hands_of(jobs)
    beginning = hands.finished.section()
    todo = list(parts_of(Work(program, seed, "measures"), (0, runs), beginning=beginning, hands=hands))
    missing = sum(not part.there for part in todo)
    source = _Source(play_together(todo, hands, at_most=missing - 1), progress, enough)
    return Replications(collect(program, source.measures()), source.interrupted)


class _Source:
    """Where measures come from, until it is interrupted."""

    def __init__(self, parts: Parts, progress: Progress, enough: Enough | None) -> None:
        self._parts, self._progress, self._enough = parts, progress, enough
        self.interrupted = False

    def measures(self) -> Iterator[Measures]:
        try:
            with closing(self._parts):
                yield from self._wanted()
        except KeyboardInterrupt:
            self.interrupted = True

    def _wanted(self) -> Iterator[Measures]:
        for _, part in self._parts:
            for each in part:
                yield each
                if self._enough is not None and self._enough(each):
                    return
            self._progress(len(part))
