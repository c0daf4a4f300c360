"""The one door to SimPy: what happens when, and in which order at one instant."""

from collections import deque
from collections.abc import Callable
from typing import Any

from simpy import Environment, Event, Timeout

Stage = Callable[[Event], None]
Late = Callable[[Any], None]


class Calendar:
    """Events in order of time; at one instant events as they were put in, then grants, then timers (rule 26).

    `settle` hands out what was asked for in the instant and says whether there was anything to do.
    """

    __slots__ = ("_late", "environment", "now", "settle", "until")

    def __init__(self, until: float) -> None:
        self.environment = Environment()
        self.now = 0.0
        self.until = until
        self.settle: Callable[[], bool] = bool
        self._late: deque[tuple[Late, Any]] = deque()

    def at(self, delay: float, stage: Stage, value: object) -> None:
        """Have `stage` called after `delay` seconds with an event that carries `value`."""
        callbacks = Timeout(self.environment, delay, value).callbacks
        callbacks.append(stage)

    def timer(self, delay: float, late: Late, value: object) -> None:
        """Have `late` called with `value` after `delay` seconds, behind all events and grants of that instant."""
        self.at(delay, self._ring, (late, value))

    def _ring(self, event: Event) -> None:
        self._late.append(event.value)

    def run(self) -> None:
        """Play until nothing is left or the next event lies beyond `until`."""
        step, peek, late = self.environment.step, self.environment.peek, self._late
        settle = self.settle
        while True:
            time = peek()
            if time > self.now:
                if settle():
                    continue
                if late:
                    call, value = late.popleft()
                    call(value)
                    continue
                if time > self.until or time == float("inf"):
                    return
                self.now = time
            step()
