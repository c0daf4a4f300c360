"""Milestones of several programs, played on one pool of worker processes."""

import pickle
import signal
from collections.abc import Generator, Hashable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing, contextmanager, suppress
from itertools import islice
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np

from simulator.analysis.figures import Times
from simulator.engine.dice import AHEAD
from simulator.engine.replication import Player
from simulator.log.rows import AT, KIND, MILESTONE, SUBJECT
from simulator.program.model import Program
from simulator.study.processes import helping
from simulator.study.replicate import Progress
from simulator.study.worker import Chunk, ignore_ctrl_c

Key = TypeVar("Key", bound=Hashable)

Reached = list[list[float]]
"""Of consecutive replications, the time of each milestone in seconds, infinite where not reached."""


def play_programs(
    programs: Iterable[tuple[Key, Program]], *, runs: int, seed: int, jobs: int, progress: Progress
) -> dict[Key, Times]:
    """Play replications 0 to `runs` - 1 of each program; gives the times of its milestones by its key.

    A row for each replication, a column for each milestone of the program. Programs are taken from the
    iterable as workers become free, so that one is compiled while others are played. The result is the same
    whatever the number of `jobs`. Ctrl-C keeps the programs that were played to the end.

    Raises
    ------
    StoppedError
        When a worker process is lost, or a plan turns round and round.
    """
    chunks = [(first, min(first + AHEAD, runs)) for first in range(0, runs, AHEAD)]
    todo = ((key, program, chunks) for key, program in programs)
    source = _here(todo, seed) if jobs <= 1 else _workers(todo, seed, jobs)
    found: dict[Key, Reached] = {}
    with suppress(KeyboardInterrupt), closing(source):
        for key, part in source:
            found.setdefault(key, []).extend(part)
            progress(len(part))
    return {key: np.array(rows, dtype=np.float64) for key, rows in found.items() if len(rows) == runs}


Todo = Iterator[tuple[Key, Program, list[Chunk]]]
Parts = Generator[tuple[Key, Reached], None, None]


def _here(todo: "Todo[Key]", seed: int) -> "Parts[Key]":
    for key, program, chunks in todo:
        player = Player(program, seed)
        for chunk in chunks:
            yield key, _reached(player, len(program.milestones), chunk)


def _workers(todo: "Todo[Key]", seed: int, jobs: int) -> "Parts[Key]":
    """Play on worker processes; parts come in order, at most a few ahead of what is taken."""
    with TemporaryDirectory(prefix="drill-") as folder, helping(jobs, ignore_ctrl_c) as pool:
        handed_out = _hand_out(pool, todo, seed, Path(folder))
        waiting = list(islice(handed_out, jobs * 2))
        while waiting:
            key, future = waiting.pop(0)
            part = future.result()
            waiting += islice(handed_out, 1)
            yield key, part


def _hand_out(
    pool: ProcessPoolExecutor, todo: "Todo[Key]", seed: int, folder: Path
) -> Iterator[tuple[Key, "Future[Reached]"]]:
    """Put each program into a file, from which workers take it, and submit its chunks."""
    for number, (key, program, chunks) in enumerate(todo):
        path = folder / str(number)
        path.write_bytes(pickle.dumps(program))
        for chunk in chunks:
            with _without_interrupts():
                future = pool.submit(_play, path, seed, chunk)
            yield key, future


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back for a moment; processes that are started meanwhile never get it.

    One that is interrupted while it starts may leave the pool unable to close.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_worker: dict[Path, tuple[Player, int]] = {}
"""In a worker process: the player of the program that it played last, with its number of milestones."""


def _play(path: Path, seed: int, chunk: Chunk) -> Reached:
    if path not in _worker:
        _worker.clear()
        program: Program = pickle.loads(path.read_bytes())  # noqa: S301 (written by this very run)
        _worker[path] = Player(program, seed), len(program.milestones)
    return _reached(*_worker[path], chunk)


def _reached(player: Player, milestones: int, chunk: Chunk) -> Reached:
    found = []
    for number in range(*chunk):
        times = [inf] * milestones
        for row in player.play(number).rows:
            if row[KIND] == MILESTONE:
                times[row[SUBJECT]] = row[AT]
        found.append(times)
    return found
