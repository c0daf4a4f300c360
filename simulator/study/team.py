"""Several processes that play one run together: this one, and workers."""

import pickle
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor

from simulator.analysis.measures import Measures
from simulator.errors import StoppedError
from simulator.program.model import Program
from simulator.study.processes import helping
from simulator.study.worker import Chunk, Worker, play, prepare

CHUNK = 16
"""Replications that are played between two looks at what the others have done."""

Parts = Generator[list[Measures], None, None]
"""Measures of consecutive replications, in order."""


def play_together(program: Program, seed: int, chunks: Iterable[Chunk], workers: int) -> Parts:
    """Play chunks in this process and on so many workers; results come in order.

    Raises
    ------
    StoppedError
        When a worker is lost, or a plan turns round and round.
    """
    packed = pickle.dumps(program, protocol=pickle.HIGHEST_PROTOCOL)
    with helping(workers, prepare, packed, seed) as pool:
        yield from _Team(pool, workers, chunks).parts(program, seed)


class _Team:
    """Chunks that nobody has taken, those that this process has, and all results that are still awaited."""

    def __init__(self, pool: ProcessPoolExecutor, workers: int, chunks: Iterable[Chunk]) -> None:
        self._pool = pool
        self._most = workers + 1
        """Chunks handed out at a time: one for each worker, and one to go on with."""
        self._todo = deque(chunks)
        self._own: deque[tuple[Chunk, Future[list[Measures]]]] = deque()
        self._awaited: deque[Future[list[Measures]]] = deque()
        self._handed_out: list[Future[list[Measures]]] = []

    def parts(self, program: Program, seed: int) -> Parts:
        self._take()  # the first, so that something is finished before the workers have started
        self._hand_out()
        here = Worker(program, seed)
        while self._todo or self._awaited:
            self._hand_out()
            if self._awaited[0].done() or not (self._own or self._todo):
                yield self._awaited.popleft().result()
            else:
                self._play_some(here)

    def _hand_out(self) -> None:
        self._handed_out = [part for part in self._handed_out if not part.done()]
        while self._todo and len(self._handed_out) < self._most:
            part = self._pool.submit(play, self._todo.popleft())
            self._handed_out.append(part)
            self._awaited.append(part)

    def _play_some(self, here: Worker) -> None:
        if not self._own:
            self._take()
        chunk, part = self._own.popleft()
        try:
            part.set_result(here.play(chunk))
        except StoppedError as fault:  # raised where it stands in the order, as that of a worker
            part.set_exception(fault)

    def _take(self) -> None:
        """Take a chunk for this process, which looks round more often than a block of draws is long."""
        first, end = self._todo.popleft()
        for start in range(first, end, CHUNK):
            part: Future[list[Measures]] = Future()
            self._own.append(((start, min(start + CHUNK, end)), part))
            self._awaited.append(part)
