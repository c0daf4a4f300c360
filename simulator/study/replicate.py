"""Many replications of one program, on as many cores as are wanted, in the order of their numbers."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import pairwise

from simulator.analysis.measures import Measures
from simulator.analysis.results import Results, collect
from simulator.engine.dice import AHEAD
from simulator.program.model import Program
from simulator.study.team import CHUNK, Parts, play_together
from simulator.study.worker import Chunk, Worker

BLOCKS_EACH = 4
"""A run of at least so many blocks for each process is handed out by whole blocks, each drawn once."""

Progress = Callable[[int], None]
"""Told how many replications have just been finished."""


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it. `wanted` replications were asked for; `results` has fewer if it was interrupted."""

    results: Results
    wanted: int

    @property
    def interrupted(self) -> bool:
        """Whether it was stopped before the end."""
        return len(self.results.replications) < self.wanted


def replicate(program: Program, *, runs: int, seed: int, jobs: int, progress: Progress) -> Played:
    """Play replications 0 to `runs` - 1 and measure each.

    The result is the same whatever the number of `jobs`. Ctrl-C keeps the finished replications up to the
    first that is missing, so that what is kept equals a run of so many.

    Raises
    ------
    StoppedError
        When a worker process is lost, or a plan turns round and round.
    """
    chunks = _chunks(runs, jobs)
    workers = min(jobs, len(chunks)) - 1
    source = play_together(program, seed, chunks, workers) if workers > 0 else _alone(program, seed, runs)
    return Played(collect(program, _until_interrupted(source, progress)), runs)


def _chunks(runs: int, jobs: int) -> list[Chunk]:
    """Cut a run into what is handed out: small chunks, and before them whole blocks in a long run.

    The last block of each process is cut up, so that all come to their end together.
    """
    blocks = runs // AHEAD - jobs if runs >= BLOCKS_EACH * AHEAD * jobs else 0
    starts = [*range(0, blocks * AHEAD, AHEAD), *range(blocks * AHEAD, runs, CHUNK), runs]
    return list(pairwise(starts))


def _alone(program: Program, seed: int, runs: int) -> Parts:
    worker = Worker(program, seed)
    for number in range(runs):
        yield worker.play((number, number + 1))


def _until_interrupted(source: Parts, progress: Progress) -> Iterator[Measures]:
    with suppress(KeyboardInterrupt), closing(source):
        for part in source:
            yield from part
            progress(len(part))
