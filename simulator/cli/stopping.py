"""Ctrl-C while replications are played: heard at once, though what is finished takes a while to write."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from simulator.cli.console import progress_bar, tell
from simulator.errors import Dropped, say

STDERR = 2
HEARD = say("stopping; what is finished is kept (this takes a moment; Ctrl-C again drops it)")


@contextmanager
def watched(total: int, lang: str, *, exact: bool = False) -> Iterator[Callable[[int], None]]:
    """Show how many of about so many replications are finished, and say at once that Ctrl-C was heard.

    Where it is the `exact` number, Ctrl-C after the last one is left to what comes then.
    """
    with progress_bar(total, lang) as bar, stop_is_told(total if exact else None, bar, lang) as progress:
        yield progress


@contextmanager
def stop_is_told(
    runs: int | None, progress: Callable[[int], None], lang: str
) -> Iterator[Callable[[int], None]]:
    """Say that Ctrl-C was heard, until so many replications are finished; gives what is told of these."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield progress
        return
    left, dropped = runs, False

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, drop)
        # Past the stream: it may be in the middle of a line of the progress bar.
        start = "\n" if sys.stderr.isatty() else ""
        os.write(STDERR, f"{start}{tell(HEARD, lang)}\n".encode(errors="replace"))
        raise KeyboardInterrupt

    def drop(_number: int, _frame: FrameType | None) -> None:
        # Raised here it might hit what closes the helpers, which then would never end.
        from simulator.study.hands import end_helpers

        nonlocal dropped
        dropped = True
        end_helpers()

    def advance(finished: int) -> None:
        nonlocal left
        if left is not None:
            left -= finished
            if left <= 0:
                signal.signal(signal.SIGINT, before)
        progress(finished)

    signal.signal(signal.SIGINT, stop)
    try:
        yield advance
    finally:
        signal.signal(signal.SIGINT, before)
        if dropped:
            raise Dropped
