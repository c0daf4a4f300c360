"""The starts of a sweep in words."""

from collections.abc import Mapping
from typing import Any

from simulator.errors import Message, say

WEEKDAYS = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))


def moment(sweep: Mapping[str, Any], day: int, hour: int) -> Message:
    """Say which hour of which day of a sweep is meant; `sweep` is a record of it."""
    found, at = sweep["days"][day], clock(hour, sweep["minute"])
    if found["holiday"]:
        return say("holiday {date}, {hour}", date=found["date"], hour=at)
    return say("{weekday} {hour}", weekday=WEEKDAYS[found["weekday"] - 1], hour=at)


def clock(hour: int, minute: int) -> str:
    """Give a time of day.

    >>> clock(2, 10)
    '02:10'
    """
    return f"{hour:02d}:{minute:02d}"
