"""Stretches of time in which something counts."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """So many operators, units or waiters from `begin` to `end`, in seconds since the start."""

    begin: float
    end: float
    units: int = 1


def total(spans: Iterable[Span]) -> float:
    """Give the seconds of spans, times what each counts."""
    return sum((span.end - span.begin) * span.units for span in spans)
