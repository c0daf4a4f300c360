"""Who plays the replications of a study: this process, others of this machine, or any executor."""

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import active_children, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from simulator.errors import StoppedError, say
from simulator.study.finished import NOTHING, Finished
from simulator.study.worker import into_file, only_help

Width = Callable[[], int]
"""How many parts to hand out at a time, as things stand."""


@dataclass(frozen=True, slots=True)
class Hands:
    """How many `jobs` are played at a time, and where.

    With an `executor`, any of `concurrent.futures`, all is played there, and somebody else ends it; `width`
    is for one that grows and shrinks. Without one this process plays, and helpers beside it that are started
    for the work. What is there already of `finished` parts is not played again.
    """

    jobs: int
    executor: Executor | None = None
    width: Width | None = None
    finished: Finished = NOTHING


Jobs = int | Hands
"""Processes of this machine, or whoever else plays."""


def hands_of(jobs: Jobs) -> Hands:
    """Give who plays."""
    return Hands(jobs) if isinstance(jobs, int) else jobs


@contextmanager
def helpers(hands: Hands, at_most: int) -> Iterator[tuple[Executor | None, Width]]:
    """Give who plays beside this process, and how many parts to hand out to them at a time.

    At most so many helpers are started; None if none is wanted.

    Raises
    ------
    StoppedError
        When one of them is lost.
    """
    if hands.executor is not None:
        yield hands.executor, hands.width or (lambda: hands.jobs + 1)
    elif (workers := min(hands.jobs - 1, at_most)) > 0:
        with _processes(workers) as pool:
            yield pool, lambda: workers + 1  # one for each, and one to go on with
    else:
        yield None, lambda: 0


class _Helpers(ProcessPoolExecutor):
    """Processes that hand back through files of a folder.

    One that is killed while it writes a long message into the pipe of the pool leaves half of it, and the
    pool waits for the rest for ever. The name of a file is short enough to be written at once or not at all.
    """

    def __init__(self, workers: int, folder: str) -> None:
        super().__init__(workers, mp_context=get_context("spawn"), initializer=only_help, initargs=(folder,))
        self._folder = folder

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Have a helper call a function that gives bytes."""
        taken: Future[bytes] = Future()
        taken.set_running_or_notify_cancel()  # what is handed out is not called back one by one
        handed = super().submit(into_file, self._folder, function, *arguments, **named)
        handed.add_done_callback(partial(self._take, taken))
        return taken

    def _take(self, taken: Future[bytes], handed: Future[str]) -> None:
        try:
            file = Path(self._folder) / handed.result()
            content = file.read_bytes()
        except Exception as fault:  # noqa: BLE001 (raised where it is awaited; here nobody would hear of it)
            taken.set_exception(fault)
            return
        taken.set_result(content)
        with suppress(OSError):  # at the latest it goes with the folder
            file.unlink()


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    with TemporaryDirectory(prefix="drill-", ignore_cleanup_errors=True) as folder:
        pool = _Helpers(workers, folder)
        try:
            yield pool
        except BrokenExecutor as fault:
            raise _lost() from fault
        finally:
            pool.shutdown(cancel_futures=True)  # what helpers have begun they finish


def end_helpers() -> None:
    """End all helpers of this process at once: what they have begun is not wanted any more."""
    for helper in active_children():
        helper.terminate()


def _lost() -> StoppedError:
    return StoppedError(
        say(
            "a worker process was lost (ended from outside, or out of memory); no results were written: "
            "run again, with fewer --jobs if memory is short"
        )
    )


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Put Ctrl-C off for a moment; processes that are started meanwhile never get it.

    In the middle of starting one it would leave a helper that the pool knows nothing of, and that is awaited
    for ever. To block the signal is not enough: threads of libraries take it, and Python passes it on.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    try:
        with _blocked():
            yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def _blocked() -> Iterator[None]:
    """Block Ctrl-C, which processes that are started meanwhile take over."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
