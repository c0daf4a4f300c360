"""The one door to SimPy: what happens when, and in which order at one instant."""

from collections import deque
from collections.abc import Callable, Generator
from contextlib import suppress
from math import inf, nextafter
from typing import Any

from simpy import Environment, Timeout
from simpy.events import EventPriority

Stage = Callable[[Any], None]

NORMAL = EventPriority(1)
"""SimPy's priority of timeouts."""


class Entry(Timeout):
    """Something that is due. It goes back into the calendar, under another time, when it has been."""

    when: float
    """When it is due."""
    stage: Callable[[Any], None]
    about: Any
    """What the stage is called with."""


class _OverError(Exception):
    """The end of the replication."""


Turn = list[Callable[[Entry], None]]
"""A stage that takes the entry itself, in the form in which SimPy calls it."""

Courier = Generator[None, Any, None]
"""A coroutine that does one thing after another; it takes its own `Turn` first."""


class Calendar:
    """Events in order of time; at one instant events as they were put in, then grants, then timers (rule 26).

    `settle` hands out what was asked for in the instant, from the servers in `dirty`.
    """

    def __init__(self, until: float) -> None:
        self._environment = Environment()
        self.schedule, self.peek = self._environment.schedule, self._environment.peek
        self.now = 0.0
        self.dirty: set[int] = set()
        self.settle: Callable[[], None]
        self._spare: list[Entry] = []
        self._late: deque[tuple[Stage, Any]] = deque()
        self._turns: list[Turn] = []
        self._calls = self.turn(self._call)
        self._end(until)

    def _end(self, until: float) -> None:
        """Have the end come right behind all that is due at `until`."""
        self.enter(nextafter(until, inf) - self.now, self.turn(_over))

    def stop(self) -> None:
        """End the replication with this instant."""
        self._end(self.now)

    def turn(self, stage: Callable[[Entry], None]) -> Turn:
        """Give a stage the form in which SimPy calls it."""
        turn = [stage]
        self._turns.append(turn)
        return turn

    def hire(self, courier: Courier) -> Callable[[Any], None]:
        """Start a courier; gives what wakes it up."""
        next(courier)
        courier.send(self.turn(courier.send))
        return courier.send

    def at(self, delay: float, stage: Stage, about: object) -> None:
        """Have `stage` called with `about` after `delay` seconds."""
        if self._spare:
            entry = self._spare.pop()
            entry.callbacks = self._calls
            self.schedule(entry, NORMAL, delay)
        else:
            entry = self.enter(delay, self._calls)
        entry.when = self.now + delay
        entry.stage = stage
        entry.about = about

    def timer(self, delay: float, late: Stage, about: object) -> None:
        """Have `late` called with `about` after `delay` seconds, behind all else of that instant."""
        self.at(delay, self._late.append, (late, about))

    def enter(self, delay: float, turn: Turn) -> Entry:
        """Have `turn` called with a new entry after `delay` seconds; whoever is so called sets the clock."""
        entry = Entry(self._environment, delay)
        entry.callbacks = turn
        return entry

    def _call(self, entry: Entry) -> None:
        self.now = entry.when
        self._spare.append(entry)
        entry.stage(entry.about)

    def run(self) -> None:
        """Play until the end that was set; there is nothing left then, or it lies beyond."""
        step, peek, settle = self._environment.step, self.peek, self.settle
        dirty, late = self.dirty, self._late
        with suppress(_OverError):
            while True:
                while (dirty or late) and peek() > self.now:
                    if dirty:
                        settle()
                    else:
                        ring, about = late.popleft()
                        ring(about)
                step()

    def close(self) -> None:
        """Forget what is still to come, so that nothing holds on to anything in a ring."""
        self._late.clear()
        for turn in self._turns:
            turn.clear()
        vars(self._environment).clear()


def _over(_entry: Entry) -> None:
    """The end has come."""
    raise _OverError
