"""Units of the quantities that drill computes with."""

from typing import NewType

Seconds = NewType("Seconds", float)
"""Time since the scenario's start, or a length of time. Always a multiple of `TICK`."""

TICK = Seconds(2.0**-10)
"""The grid on which every drawn or computed time lies, so that sums of times are exact."""

MINUTE = Seconds(60.0)
HOUR = Seconds(3600.0)
DAY = Seconds(86400.0)


def on_grid(seconds: float) -> Seconds:
    """Round a time to the nearest `TICK`.

    >>> on_grid(0.1)
    0.099609375
    """
    return Seconds(round(seconds / TICK) * TICK)
