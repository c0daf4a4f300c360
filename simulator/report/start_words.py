"""The starts of a sweep in words."""

from collections.abc import Mapping
from typing import Any

from simulator.errors import Message, say

WEEKDAYS = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))


def moment(sweep: Mapping[str, Any], day: int, hour: int) -> Message:
    """Say which hour of which day of a sweep is meant; `sweep` is a record of it."""
    found, clock = sweep["days"][day], f"{hour:02d}:00"
    if found["holiday"]:
        return say("holiday {date}, {hour}", date=found["date"], hour=clock)
    return say("{weekday} {hour}", weekday=WEEKDAYS[found["weekday"] - 1], hour=clock)
