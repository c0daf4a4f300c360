"""All that plays one study together, and the parts that they hand back, in order.

The only door between the questions that take many replications and whoever plays these.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

from simulator.engine.dice import AHEAD
from simulator.errors import StoppedError
from simulator.study.decoding import decode
from simulator.study.finished import Finished
from simulator.study.hands import Hands, Width, helpers, without_interrupts
from simulator.study.worker import Chunk, Work, encode, play

CHUNK = 16
"""Replications that are played between two looks at what the others have done."""
LOOK_AGAIN = 1.0
"""Seconds without a finished part after which it is looked whether those who play are there."""
BLOCKS_EACH = 4
"""A run of at least so many blocks for each process is handed out by whole blocks, each drawn once."""


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive replications of a program; `beginning` is that of its key, `there` if they are finished."""

    work: Work
    beginning: str
    chunk: Chunk
    there: bool = False

    @property
    def key(self) -> str:
        """What finished parts are found by."""
        first, end = self.chunk
        return f"{self.beginning}{first}-{end}"


Parts = Generator[tuple[Part, list[Any]], None, None]
"""What is kept of each part, in order."""


def parts_of(work: Work, span: Chunk, *, beginning: str, hands: Hands) -> Iterator[Part]:
    """Cut replications of a program into parts: those that are finished as they are, the rest as suits."""
    at, end = span
    for first, last in [*_finished(beginning, span, hands.finished), (end, end)]:
        for chunk in chunks((at, first), hands.jobs):
            yield Part(work, beginning, chunk)
        if first < last:
            yield Part(work, beginning, (first, last), there=True)
        at = last


def _finished(beginning: str, span: Chunk, finished: Finished) -> Iterator[Chunk]:
    """Give what is finished of some replications, in order; of what overlaps, one."""
    at, end = span
    keys = (key.removeprefix(beginning).split("-") for key in finished.found(beginning))
    for first, last in sorted((int(first), int(last)) for first, last in keys):
        if at <= first and last <= end:
            yield first, last
            at = last


def chunks(span: Chunk, jobs: int) -> list[Chunk]:
    """Cut replications into what is handed out: small chunks, and before them whole blocks in a long run.

    The last block of each process is cut up, so that all come to their end together.
    """
    first, end = span
    whole = -(-first // AHEAD) * AHEAD
    blocks = (end - whole) // AHEAD - jobs
    if blocks < (BLOCKS_EACH - 1) * jobs:
        whole, blocks = first, 0
    small = whole + blocks * AHEAD
    starts = [*range(first, whole, CHUNK), *range(whole, small, AHEAD), *range(small, end, CHUNK), end]
    return list(pairwise(starts))


def play_together(todo: Iterable[Part], hands: Hands, *, at_most: int) -> Parts:
    """Play parts, by at most so many helpers beside this process; they come in order.

    They are taken from the iterable as somebody becomes free, so that a program is compiled while others are
    played.

    Raises
    ------
    StoppedError
        When a worker is lost, or a plan turns round and round.
    """
    team = _Team(hands, iter(todo))
    try:
        with helpers(hands, at_most) as (executor, width):
            yield from team.parts(executor, width)
    finally:
        team.put_down()


class _Team:
    """Parts that nobody has taken, those that this process has, and all that are still awaited."""

    def __init__(self, hands: Hands, todo: Iterator[Part]) -> None:
        self._finished = hands.finished
        self._plays = hands.executor is None
        """Whether this process plays too."""
        self._todo = todo
        self._next = next(todo, None)
        self._own: deque[tuple[Part, Future[list[Any]]]] = deque()
        self._played: list[tuple[Part, list[Any]]] = []
        """By this process, and not put down yet."""
        self._awaited: deque[tuple[Part, Future[Any] | None]] = deque()
        """With None where it is there already."""
        self._handed_out: list[tuple[Part, Future[bytes]]] = []

    def parts(self, executor: Executor | None, width: Width) -> Parts:
        step = CHUNK if executor else 1
        if self._plays:
            self._take(step)  # the first, so that something is finished before the workers have started
        while self._next or self._awaited:
            if executor:
                self._hand_out(executor, width())
            if self._awaited and _is_done(self._awaited[0][1]):
                yield self._first()
            elif self._own or (self._plays and self._next):
                self._play_some(step)
            else:
                # Not for ever: of a lost cluster some futures never end. Its width is asked again.
                waiting = [future for _, future in self._handed_out]
                wait(waiting, timeout=LOOK_AGAIN, return_when=FIRST_COMPLETED)

    def put_down(self) -> None:
        """Put down what is finished and was not yet."""
        self._put_down_played()
        for part, future in self._handed_out:
            if future.done() and not future.cancelled() and not future.exception():
                self._finished.put(part.key, future.result)
        self._handed_out = [each for each in self._handed_out if not each[1].done()]

    def _first(self) -> tuple[Part, list[Any]]:
        part, future = self._awaited.popleft()
        kept = self._finished.get(part.key) if future is None else future.result()
        return part, decode(kept) if isinstance(kept, bytes) else kept

    def _pop(self) -> Part | None:
        """Give the next part that is not there yet; those before it have only to be awaited."""
        while (part := self._next) and part.there:
            self._awaited.append((part, None))
            self._next = next(self._todo, None)
        if part:
            self._next = next(self._todo, None)
        return part

    def _hand_out(self, executor: Executor, most: int) -> None:
        self.put_down()
        while len(self._handed_out) < most and (part := self._pop()):
            work = part.work
            with without_interrupts():
                future = executor.submit(play, work.packed, work.seed, work.keep, part.chunk)
            self._handed_out.append((part, future))
            self._awaited.append((part, future))

    def _play_some(self, step: int) -> None:
        if not self._own:
            self._take(step)
        if not self._own:
            return
        part, future = self._own.popleft()
        try:
            kept = part.work.here.play(part.chunk)
        except StoppedError as fault:  # raised where it stands in the order, as that of a worker
            future.set_exception(fault)
            return
        future.set_result(kept)
        self._played.append((part, kept))
        if not self._own or len(self._played) * step >= CHUNK:
            self._put_down_played()

    def _put_down_played(self) -> None:
        if self._played:
            part, kept = self._played[0][0], [each for _, some in self._played for each in some]
            whole = replace(part, chunk=(part.chunk[0], self._played[-1][0].chunk[1]))
            self._finished.put(whole.key, partial(encode, kept))
            self._played = []

    def _take(self, step: int) -> None:
        """Take a part for this process, which looks round more often than a block of draws is long."""
        part = self._pop()
        if part is None:
            return
        first, end = part.chunk
        for start in range(first, end, step):
            piece = replace(part, chunk=(start, min(start + step, end)))
            future: Future[list[Any]] = Future()
            self._own.append((piece, future))
            self._awaited.append((piece, future))


def _is_done(future: "Future[Any] | None") -> bool:
    return future is None or future.done()
