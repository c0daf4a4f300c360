"""Desks over the hours of a scenario: how many operators when (rule 19)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from simulator.plan.agencies import Agency, Desk, Shift

UNSTAFFED = -1
ALWAYS = 0
"""Stands for the one shift of a desk without shifts."""

DAY_MINUTES = 24 * 60
SHORT = 0.05
"""A stretch without operator that is a smaller share of a scenario does not count in it."""

Change = tuple[float, int]
"""(seconds since the start, operators from then on)."""
Stretch = tuple[datetime, float]
"""(begin, seconds)."""


def roster(
    agency: Agency, desk: Desk, holidays: frozenset[date], start: datetime, horizon: float
) -> tuple[int, list[Change]]:
    """Give the operators at the start and the changes up to the horizon (seconds), by time.

    After a change of shift nobody takes up new work for the time of the hand-over.
    """
    active = _active(agency, desk, start, holidays)
    first = _operators(desk, active)
    changes: list[Change] = []
    for moment in _moments(agency, desk, start, horizon):
        shift = _active(agency, desk, moment, holidays)
        if shift != active:
            time = (moment - start).total_seconds()
            changes += _change(desk, time, _operators(desk, active), _operators(desk, shift))
            active = shift
    return first, _in_order(changes, horizon)


def empty_stretches(
    agency: Agency, desk: Desk, holidays: frozenset[date], start: datetime, length: float
) -> list[Stretch]:
    """Give the stretches without operator from a time on (seconds); a change between people is none."""
    staffed = desk.model_copy(update={"hand_over": None})
    first, changes = roster(agency, staffed, holidays, start, length)
    moments = [(0.0, first), *changes]
    ends = [time for time, _ in moments[1:]] + [length]
    return [
        (start + timedelta(seconds=time), end - time)
        for (time, operators), end in zip(moments, ends, strict=True)
        if operators == 0 and end > time
    ]


def left_alone(
    agency: Agency, desk: Desk, holidays: frozenset[date], start: datetime, length: float
) -> list[Stretch]:
    """Give the stretches without operator of a scenario, none where even the longest is short against it.

    In what takes months an office that is closed at night holds nothing up that counts.
    """
    empty = empty_stretches(agency, desk, holidays, start, length)
    return empty if any(seconds >= SHORT * length for _, seconds in empty) else []


def _change(desk: Desk, time: float, before: int, after: int) -> list[Change]:
    """Give a change of shift; with a hand-over where people come to people."""
    if desk.hand_over and before and after:
        return [(time, 0), (time + desk.hand_over, after)]
    return [(time, after)]


def _in_order(changes: list[Change], horizon: float) -> list[Change]:
    """Give the changes by time; a hand-over that lasts into the next change ends with it."""
    ordered: list[Change] = []
    for change in changes:
        while ordered and ordered[-1][0] >= change[0]:
            ordered.pop()
        ordered.append(change)
    return [change for change in ordered if change[0] <= horizon]


def _active(agency: Agency, desk: Desk, moment: datetime, holidays: frozenset[date]) -> int:
    """Give the shift that holds at a moment; `UNSTAFFED` where none does or the agency does not work."""
    if agency.works is not None and not agency.works.covers(moment, holiday=moment.date() in holidays):
        return UNSTAFFED
    if not desk.shifts:
        return ALWAYS
    fitting = (number for number, shift in enumerate(desk.shifts) if _fits(shift, moment, holidays))
    return next(fitting, UNSTAFFED)


def _fits(shift: Shift, moment: datetime, holidays: frozenset[date]) -> bool:
    minute = moment.hour * 60 + moment.minute
    if shift.hours is not None and not shift.hours.covers(minute):
        return False
    if shift.days is None:
        return True
    day = moment.date() - timedelta(days=1) if _after_midnight(shift, minute) else moment.date()
    return shift.days.covers(day, holiday=day in holidays)


def _after_midnight(shift: Shift, minute: int) -> bool:
    """Tell whether a night shift has begun on the evening before."""
    hours = shift.hours
    return hours is not None and hours.start >= hours.end and minute < hours.end


def shifts_at(desk: Desk, minute: int) -> tuple[int, ...]:
    """Give the positions of the shifts that are on duty at a minute of the day, on any day of the year."""
    found = set()
    for day in range(1, 8):
        moment = datetime(2001, 1, day, minute // 60, minute % 60)  # a week, each day once a holiday too
        for holidays in (frozenset[date](), frozenset({moment.date(), moment.date() - timedelta(days=1)})):
            fitting = (number for number, shift in enumerate(desk.shifts) if _fits(shift, moment, holidays))
            found.add(next(fitting, UNSTAFFED))
    return tuple(sorted(found - {UNSTAFFED}))


def _operators(desk: Desk, shift: int) -> int:
    if shift == UNSTAFFED:
        return 0
    if desk.shifts:
        return desk.shifts[shift].operators
    return 1 if desk.operators is None else desk.operators


def _moments(agency: Agency, desk: Desk, start: datetime, horizon: float) -> Iterator[datetime]:
    """Give every moment after the start at which a shift could begin or end."""
    if not desk.shifts and agency.works is None:
        return
    minutes = sorted(_edges(agency, desk))
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    end = start + timedelta(seconds=horizon)
    while midnight <= end:
        moments = (midnight + timedelta(minutes=minute) for minute in minutes)
        yield from (moment for moment in moments if start < moment <= end)
        midnight += timedelta(days=1)


def _edges(agency: Agency, desk: Desk) -> set[int]:
    """Give the minutes of the day at which something may change; days change at midnight."""
    hours = [shift.hours for shift in desk.shifts] + ([agency.works.hours] if agency.works else [])
    ends = (minute % DAY_MINUTES for span in hours if span is not None for minute in (span.start, span.end))
    return {0, *ends}
