"""Many replications of one program, on as many cores as are wanted, in the order of their numbers."""

import pickle
import signal
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

from simulator.analysis.measures import Measurer, Measures
from simulator.analysis.results import Results, collect
from simulator.engine.dice import BLOCK
from simulator.engine.replication import Player
from simulator.errors import StoppedError, say
from simulator.program.model import Program

CHUNK = 16
"""Replications handed to a worker at a time in a short run: part of a block, so that progress is seen."""
BLOCKS_EACH = 4
"""A run of at least so many blocks for each worker is handed out by whole blocks, each drawn once."""

Progress = Callable[[int], None]
"""Told how many replications have just been finished."""

Parts = Generator[list[Measures], None, None]
"""Measures of consecutive replications, in order."""


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
    size = BLOCK if runs >= BLOCKS_EACH * BLOCK * jobs else CHUNK
    chunks = [(first, min(first + size, runs)) for first in range(0, runs, size)]
    source = (
        _here(program, seed, chunks) if min(jobs, len(chunks)) <= 1 else _workers(program, seed, chunks, jobs)
    )
    return Played(collect(program, _until_interrupted(source, progress)), runs)


def _until_interrupted(source: Parts, progress: Progress) -> Iterator[Measures]:
    with suppress(KeyboardInterrupt), closing(source):
        for part in source:
            yield from part
            progress(len(part))


class _Bench:
    """A program with its player and its measurer, made once for many replications."""

    def __init__(self, program: Program, seed: int) -> None:
        self._player = Player(program, seed)
        self._measurer = Measurer(program)

    def measure(self, replication: int) -> Measures:
        return self._measurer.measure(self._player.play(replication))


def _here(program: Program, seed: int, chunks: list[tuple[int, int]]) -> Parts:
    bench = _Bench(program, seed)
    for chunk in chunks:
        for number in range(*chunk):
            yield [bench.measure(number)]


def _workers(program: Program, seed: int, chunks: list[tuple[int, int]], jobs: int) -> Parts:
    """Play on worker processes; results come in order, at most a few chunks ahead of what is taken."""
    state = (pickle.dumps(program), seed)
    pool = ProcessPoolExecutor(
        min(jobs, len(chunks)), mp_context=get_context("spawn"), initializer=_prepare, initargs=state
    )
    waiting: list[Future[list[Measures]]] = []
    try:
        todo = iter(chunks)
        waiting = [pool.submit(_play, chunk) for chunk in islice(todo, jobs * 2)]
        while waiting:
            part = waiting.pop(0).result()
            chunk = next(todo, None)
            if chunk is not None:
                waiting.append(pool.submit(_play, chunk))
            yield part
    except BrokenProcessPool as fault:
        raise StoppedError(
            say(
                "a worker process was lost (ended from outside, or out of memory); nothing was written: "
                "run again, with fewer --jobs if memory is short"
            )
        ) from fault
    finally:
        # What workers have begun they finish: ended by force they may leave the pool unable to close.
        pool.shutdown(cancel_futures=True)


_worker: list[_Bench] = []
"""In a worker process: its bench."""


def _prepare(program: bytes, seed: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    loaded: Program = pickle.loads(program)  # noqa: S301 (written by this very run)
    _worker.append(_Bench(loaded, seed))


def _play(chunk: tuple[int, int]) -> list[Measures]:
    return [_worker[0].measure(number) for number in range(*chunk)]
