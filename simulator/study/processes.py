"""Processes that help with what takes many replications."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from simulator.errors import StoppedError, say


@contextmanager
def helping(workers: int, prepare: Callable[..., None], *arguments: object) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of so many processes, each made ready by `prepare` with the arguments.

    Raises
    ------
    StoppedError
        When one of them is lost.
    """
    spawn = get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=prepare, initargs=arguments)
    try:
        yield pool
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
