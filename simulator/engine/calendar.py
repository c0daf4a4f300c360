"""The one door to SimPy: what happens when, and in which order at one instant."""

from collections import deque
from collections.abc import Callable
from typing import Any

from simpy import Environment, Timeout
from simpy.events import EventPriority

Stage = Callable[[Any], None]

NORMAL = EventPriority(1)
"""SimPy's priority of timeouts."""


class Entry(Timeout):
    """Something that is due. It goes back into the calendar, under another time, when it has been."""

    what: tuple[float, Stage, Any]
    """When, what is called, and with what."""


class Calendar:
    """Events in order of time; at one instant events as they were put in, then grants, then timers (rule 26).

    `settle` hands out what was asked for in the instant, from the servers in `dirty`.
    """

    __slots__ = (
        "_callbacks", "_due", "_environment", "_late", "_schedule", "_spare", "dirty", "now",
        "settle", "until",
    )  # fmt: skip

    def __init__(self, until: float) -> None:
        self._environment = Environment()
        self._schedule = self._environment.schedule
        self.now = 0.0
        self.until = until
        self.dirty: set[int] = set()
        self.settle: Callable[[], None]
        self._late: deque[tuple[Stage, Any]] = deque()
        self._spare: list[Entry] = []
        self._due: list[Entry] = []
        self._callbacks: list[Callable[[Any], None]] = [self._due.append]

    def at(self, delay: float, stage: Stage, about: object) -> None:
        """Have `stage` called with `about` after `delay` seconds."""
        spare = self._spare
        if spare:
            entry = spare.pop()
            self._schedule(entry, NORMAL, delay)
        else:
            entry = Entry(self._environment, delay)
        entry.callbacks = self._callbacks
        entry.what = (self.now + delay, stage, about)

    def timer(self, delay: float, late: Stage, about: object) -> None:
        """Have `late` called with `about` after `delay` seconds, behind all else of that instant."""
        self.at(delay, self._late.append, (late, about))

    def run(self) -> None:
        """Play until nothing is left or the next event lies beyond `until`."""
        step, peek, settle = self._environment.step, self._environment.peek, self.settle
        due, spare, dirty, late = self._due.pop, self._spare.append, self.dirty, self._late
        self.at(float("inf"), _nothing, None)
        while True:
            while (dirty or late) and peek() > self.now:
                if dirty:
                    settle()
                else:
                    ring, about = late.popleft()
                    ring(about)
            step()
            entry = due()
            now, stage, about = entry.what
            if now > self.until:
                return
            self.now = now
            spare(entry)
            stage(about)

    def close(self) -> None:
        """Forget what is still to come, so that nothing holds on to anything in a ring."""
        self._late.clear()
        self._callbacks.clear()
        vars(self._environment).clear()


def _nothing(_about: None) -> None:
    """At the end of time."""
