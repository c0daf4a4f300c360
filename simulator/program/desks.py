"""Desks over the hours of a scenario: how many operators when (rule 19)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from simulator.plan.agencies import Agency, Shift

UNSTAFFED = -1

Change = tuple[float, int]
"""(seconds since the start, operators from then on)."""


def roster(agency: Agency, holidays: frozenset[date], start: datetime, horizon: float) -> tuple[int, list[Change]]:
    """Give the operators at the start and the changes up to the horizon, by time.

    After a change of shift nobody takes up new work for the time of the hand-over.
    """
    desk = agency.desk
    if desk is None:
        return 0, []
    hand_over = desk.hand_over or 0.0
    active = _active(agency, start, holidays)
    operators = _operators(agency, active)
    first = operators
    changes: list[Change] = []
    for moment in _moments(agency, start, horizon):
        shift = _active(agency, moment, holidays)
        if shift == active:
            continue
        time = (moment - start).total_seconds()
        staffed = operators > 0
        active, operators = shift, _operators(agency, shift)
        if hand_over and staffed and operators:
            changes.append((time, 0))
            time += hand_over
        changes.append((time, operators))
    return first, _in_order(changes, horizon)


def _in_order(changes: list[Change], horizon: float) -> list[Change]:
    """A hand-over that lasts into the next change ends with it."""
    ordered: list[Change] = []
    for change in changes:
        while ordered and ordered[-1][0] >= change[0]:
            ordered.pop()
        ordered.append(change)
    return [change for change in ordered if change[0] <= horizon]


def _active(agency: Agency, moment: datetime, holidays: frozenset[date]) -> int:
    """The shift that holds at a moment; `UNSTAFFED` where none does or the agency does not work."""
    holiday = moment.date() in holidays
    if agency.works is not None and not agency.works.covers(moment, holiday=holiday):
        return UNSTAFFED
    desk = agency.desk
    if desk is None or not desk.shifts:
        return 0
    for number, shift in enumerate(desk.shifts):
        if _fits(shift, moment, holidays):
            return number
    return UNSTAFFED


def _fits(shift: Shift, moment: datetime, holidays: frozenset[date]) -> bool:
    minute = moment.hour * 60 + moment.minute
    if shift.hours is not None and not shift.hours.covers(minute):
        return False
    if shift.days is None:
        return True
    after_midnight = shift.hours is not None and shift.hours.start >= shift.hours.end and minute < shift.hours.end
    day = moment.date() - timedelta(days=1) if after_midnight else moment.date()
    return shift.days.covers(day, holiday=day in holidays)


def _operators(agency: Agency, shift: int) -> int:
    desk = agency.desk
    if desk is None or shift == UNSTAFFED:
        return 0
    if desk.shifts:
        return desk.shifts[shift].operators
    return 1 if desk.operators is None else desk.operators


def _moments(agency: Agency, start: datetime, horizon: float) -> Iterator[datetime]:
    """Every moment after the start at which a shift could begin or end."""
    minutes = {0}
    shifts = agency.desk.shifts if agency.desk else ()
    for hours in (*(shift.hours for shift in shifts), agency.works.hours if agency.works else None):
        if hours is not None:
            minutes.update({hours.start % 1440, hours.end % 1440})
    if not shifts and agency.works is None:
        return
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    end = start + timedelta(seconds=horizon)
    while midnight <= end:
        for minute in sorted(minutes):
            moment = midnight + timedelta(minutes=minute)
            if start < moment <= end:
                yield moment
        midnight += timedelta(days=1)
