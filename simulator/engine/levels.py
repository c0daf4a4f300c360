"""How much there is of a quantity while tasks raise it, and when it is as much as a condition asks for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, inf
from typing import Any

from simulator.log.rows import NEVER, NOTHING
from simulator.program.model import NONE, Quantity
from simulator.units import TICK

_DIGITS = 6
"""Digits behind the point that count: what is computed in binary comes back to the number that was meant."""
_SLACK = 1e-6
"""Part of a tick that is no later tick, for the same reason."""

Line = tuple[float, float]
"""(value now, rate a second)."""


class Level:
    """One quantity: so much now, moving at a rate; `wanted` is the rate of all that is at work on it.

    `cause` is the event that set the rate.
    """

    __slots__ = (
        "_base",
        "_since",
        "bound",
        "cause",
        "exact",
        "noted",
        "number",
        "quantity",
        "rate",
        "told",
        "wanted",
    )

    def __init__(self, number: int, quantity: Quantity) -> None:
        self.number = number
        self.quantity = quantity
        self.exact = self._base = self._since = 0.0
        self.rate = self.wanted = 0.0
        self.noted = NEVER
        """When it was last written."""
        self.bound = 0.0 if quantity.bound != NONE else inf
        self.told = (0.0, self.bound)
        """What is written of it, and of what bounds it."""
        self.cause = (NOTHING, NOTHING)

    @property
    def value(self) -> float:
        """How much it is, as it is told."""
        return round(self.exact, _DIGITS)

    @property
    def is_full(self) -> bool:
        """Whether there is nobody left to serve."""
        return self.exact >= self.bound and self.rate == 0.0

    def move(self, now: float, bound: float) -> None:
        """Say how much it is now; `bound` is what it cannot exceed."""
        self.bound = bound
        exact = self._base + self.rate * (now - self._since)
        self.exact = bound if round(bound - exact, _DIGITS) <= 0.0 else exact

    def put(self, now: float, value: float) -> None:
        """Go on from another value."""
        self._base, self._since = value, now

    def steer(self, now: float, climb: float, cause: tuple[int, int]) -> bool:
        """Set the rate anew: as wanted, at its bound no more than that rises; tells whether it is another."""
        rate = min(self.wanted, climb) if self.exact >= self.bound else self.wanted
        if rate > self.rate:
            self.cause = cause
        self.put(now, self.exact)
        turned, self.rate = rate != self.rate, rate
        return turned

    def until_full(self, climb: float) -> float:
        """Seconds until it comes to its bound, which rises as well; infinite if never."""
        closing = self.rate - climb
        return (self.bound - self.exact) / closing if closing > 0 and self.exact < self.bound else inf


def next_tick(seconds: Iterable[float]) -> float:
    """The first of some times, on the grid, not before it; infinite without one."""
    first = min(seconds, default=inf)
    return max(ceil(first / TICK - _SLACK), 1) * TICK if first < inf else inf


def turning_times(
    test: tuple[Any, ...], values: Sequence[Any], moving: Mapping[int, Line]
) -> Iterator[float]:
    """Seconds after which a comparison may turn, while some cells move along these lines."""
    if test[0] != "compare":
        return
    _code, symbol, left, right = test
    for one, climb in _lines(left, values, moving):
        for other, rise in _lines(right, values, moving):
            closing = rise - climb
            if closing == 0.0:
                continue
            time = (one - other) / closing
            if time > 0.0:
                yield time
            elif time == 0.0 and _turns(symbol, rising=closing < 0.0):
                yield TICK


def _turns(symbol: str, *, rising: bool) -> bool:
    """Whether a comparison of two that are equal turns as soon as the left one moves on."""
    return symbol in (("=", "!=", ">", "<=") if rising else ("=", "!=", "<", ">="))


def _lines(term: tuple[Any, ...], values: Sequence[Any], moving: Mapping[int, Line]) -> list[Line]:
    """The straight lines of which one side of a comparison is one; none where it is undefined."""
    match term:
        case ("number", value):
            return [(value, 0.0)] if isinstance(value, float | int) else []
        case ("cell", cell, unknown):
            value = unknown if values[cell] is None else values[cell]
            return [] if value is None else [moving.get(cell, (value, 0.0))]
    lines = [moving.get(cell, (values[cell], 0.0)) for cell in term[2] if values[cell] is not None]
    if term[0] == "combine" and term[1] != "sum":
        return lines
    part = term[1] if term[0] == "share" else 1.0
    whole = part * sum(value for value, _ in lines), part * sum(rate for _, rate in lines)
    return [whole] if lines else []
