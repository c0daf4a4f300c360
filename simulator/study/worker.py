"""What plays and measures: in the process of the run, and in those that help it.

It imports what a replication takes and no more, so that a worker is soon at work.
"""

import pickle
import signal

from simulator.analysis.measures import Measurer, Measures
from simulator.engine.replication import Player
from simulator.program.model import Program

Chunk = tuple[int, int]
"""Consecutive replications: the first, and the one behind the last."""


class Worker:
    """A program with its player and its measurer, made once for many replications."""

    def __init__(self, program: Program, seed: int) -> None:
        self._player = Player(program, seed)
        self._measurer = Measurer(program)

    def play(self, chunk: Chunk) -> list[Measures]:
        """Give the measures of a chunk."""
        return [self._measurer.measure(self._player.play(number)) for number in range(*chunk)]


_here: list[Worker] = []
"""In a process that helps: its worker."""


def ignore_ctrl_c() -> None:
    """Leave Ctrl-C to the process that this one helps."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def prepare(program: bytes, seed: int) -> None:
    """Make this process one that helps."""
    ignore_ctrl_c()
    loaded: Program = pickle.loads(program)  # noqa: S301 (written by this very run)
    _here.append(Worker(loaded, seed))


def play(chunk: Chunk) -> list[Measures]:
    """Play a chunk in a process that helps."""
    return _here[0].play(chunk)
