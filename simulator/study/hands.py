"""Who plays the replications of a study: this process, others of this machine, or any executor."""

import signal
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from simulator.errors import StoppedError, say
from simulator.study.finished import NOTHING, Finished
from simulator.study.worker import ignore_ctrl_c


@dataclass(frozen=True, slots=True)
class Hands:
    """How many `jobs` are played at a time, and where.

    With an `executor`, any of `concurrent.futures`, all is played there, and somebody else ends it; without
    one this process plays, and helpers beside it that are started for the work. What is there already of
    `finished` parts is not played again.
    """

    jobs: int
    executor: Executor | None = None
    finished: Finished = NOTHING


Jobs = int | Hands
"""Processes of this machine, or whoever else plays."""


def hands_of(jobs: Jobs) -> Hands:
    """Give who plays."""
    return Hands(jobs) if isinstance(jobs, int) else jobs


@contextmanager
def helpers(hands: Hands, at_most: int) -> Iterator[tuple[Executor | None, int]]:
    """Give who plays beside this process, and how many parts they take at a time; at most so many helpers.

    Raises
    ------
    StoppedError
        When one of them is lost.
    """
    if hands.executor is not None:
        yield hands.executor, hands.jobs
    elif (workers := min(hands.jobs - 1, at_most)) > 0:
        with _processes(workers) as pool:
            yield pool, workers
    else:
        yield None, 0


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=ignore_ctrl_c)
    try:
        yield pool
    except BrokenExecutor as fault:
        raise StoppedError(
            say(
                "a worker process was lost (ended from outside, or out of memory); no results were written: "
                "run again, with fewer --jobs if memory is short"
            )
        ) from fault
    finally:
        # What workers have begun they finish: ended by force they may leave the pool unable to close.
        pool.shutdown(cancel_futures=True)


@contextmanager
def without_interrupts() -> Iterator[None]:
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
