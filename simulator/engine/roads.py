"""Travel between places, over roads that may be slowed or closed (rule 25)."""

from collections.abc import Callable
from typing import Any

from simulator.engine.calendar import Calendar
from simulator.engine.dice import Dice
from simulator.program.model import NONE, Program
from simulator.units import on_grid

Arrival = Callable[[Any, float], None]
"""Called with the value and how long the way took, without waiting at a closed road."""


class Roads:
    """What is checked when somebody sets out: those under way arrive as they would have."""

    def __init__(self, program: Program, calendar: Calendar, dice: Dice) -> None:
        self._legs = program.legs
        self._calendar = calendar
        self._dice = dice
        self._factors: list[list[float]] = [[] for _ in program.roads]
        self._closed = [0] * len(program.roads)
        self._waiting: list[list[tuple[int, Arrival, Any]]] = [[] for _ in program.roads]
        self._uses = [0] * len(program.legs)

    def travel(self, leg: int, arrival: Arrival, value: object) -> None:
        """Have `arrival` called with `value` after the way, at once where there is none."""
        if leg == NONE:
            arrival(value, 0.0)
            return
        road = self._legs[leg].road
        if road != NONE and self._closed[road]:
            self._waiting[road].append((leg, arrival, value))
            return
        time = self._dice.take(self._legs[leg].stream, self._uses[leg])
        self._uses[leg] += 1
        for factor in self._factors[road] if road != NONE else ():
            time = on_grid(time * factor)
        self._calendar.at(time, self._arrive, (arrival, value, time))

    def _arrive(self, way: tuple[Arrival, Any, float]) -> None:
        arrival, value, time = way
        arrival(value, time)

    def slow(self, road: int, factor: float) -> None:
        """From now on the way takes `factor` times as long; 0 closes it."""
        if factor:
            self._factors[road].append(factor)
        else:
            self._closed[road] += 1

    def restore(self, road: int, factor: float) -> None:
        """End one `slow`."""
        if factor:
            self._factors[road].remove(factor)
            return
        self._closed[road] -= 1
        if not self._closed[road]:
            waiting, self._waiting[road] = self._waiting[road], []
            for leg, arrival, value in waiting:
                self.travel(leg, arrival, value)
