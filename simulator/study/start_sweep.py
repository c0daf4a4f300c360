"""The same scenario at every hour of a week: how the objectives depend on when it happens."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from simulator.analysis.statistics import wilson
from simulator.program.compile import compile_case
from simulator.scenario.case import Case, Goal
from simulator.study.hands import Jobs
from simulator.study.pool import play_programs
from simulator.study.replicate import Progress
from simulator.text.titles import texts_or
from simulator.units import DAY

Scope = Literal["week", "day"]
RUNS = 50
"""Replications for each start, where nothing is said: a share of 90 % is then known to about 8 %."""
HOURS = 24
WORST = 10
"""Starts that are named as the worst."""
NEAR = 60
"""Days from the start of the scenario within which a holiday gets a row of its own."""
_WEEKS = 52
"""Weeks before and after that of the scenario in which one without holidays is looked for."""


@dataclass(frozen=True, slots=True)
class Day:
    """A row of starts: each hour of a date."""

    date: date
    holiday: bool


@dataclass(frozen=True, slots=True, eq=False)
class StartSweep:
    """What a sweep came to.

    `goals` are the objectives; `counts[objective, day, hour]` the replications of `runs` that reached it
    within its limit. Every start has the same draws.
    """

    scope: Scope
    runs: int
    seed: int
    days: tuple[Day, ...]
    goals: tuple[Goal, ...]
    counts: npt.NDArray[np.int64]

    own: tuple[int, int] | None = None
    """Day and hour at which the scenario itself starts."""
    minute: int = 0
    """Minutes past the hour of every start: those of the scenario itself."""

    @property
    def shares(self) -> npt.NDArray[np.float64]:
        """The share of replications in time, from 0 to 1, in the shape of `counts`."""
        return self.counts / self.runs


def objectives_of(case: Case) -> tuple[int, ...]:
    """Give the places of the milestones that are objectives."""
    return tuple(number for number, goal in enumerate(case.goals) if goal.record.is_objective)


def sweep_days(case: Case, scope: Scope) -> tuple[Day, ...]:
    """Give the days at whose hours the scenario is to start.

    A week is the nearest one, from Monday on, whose days and what is played after them are no holidays; then
    a holiday, where the calendar of a plan has one near: in the middle of several, if it can be.
    """
    start = case.scenario.start.date()
    holidays = frozenset(day for each in case.composition.holidays.values() for day in each)
    if scope == "day":
        return (Day(start, start in holidays),)
    after = ceil(case.scenario.horizon / DAY)
    monday = start - timedelta(days=start.weekday())
    weeks = sorted(range(-_WEEKS, _WEEKS + 1), key=lambda week: (abs(week), week))
    mondays = (monday + timedelta(weeks=week) for week in weeks)
    first = next((each for each in mondays if _is_ordinary(each, 7 + after, holidays)), monday)
    week = [first + timedelta(days=number) for number in range(7)]
    return (*(Day(each, each in holidays) for each in week), *_holiday(start, holidays))


def _is_ordinary(first: date, days: int, holidays: frozenset[date]) -> bool:
    return not any(first + timedelta(days=number) in holidays for number in range(days))


def _holiday(start: date, holidays: frozenset[date]) -> Iterator[Day]:
    near = [day for day in holidays if abs((day - start).days) <= NEAR]
    if near:

        def alone(day: date) -> int:
            return sum(day + timedelta(days=step) not in holidays for step in (-1, 1))

        yield Day(min(near, key=lambda day: (alone(day), abs((day - start).days), day)), holiday=True)


def sweep_starts(
    case: Case, *, scope: Scope, runs: int, seed: int, jobs: Jobs, progress: Progress
) -> StartSweep | None:
    """Play a scenario with objectives from each start.

    Ctrl-C keeps the days of which every hour was finished; None where there is none.

    Raises
    ------
    StoppedError
        See `simulator.study.pool.play_programs`.
    """
    days = sweep_days(case, scope)
    starts = [(row, hour) for row in range(len(days)) for hour in range(HOURS)]
    minute = case.scenario.start.minute
    programs = (
        ((row, hour), compile_case(_starting(case, datetime.combine(days[row].date, time(hour, minute)))))
        for row, hour in starts
    )
    played = play_programs(programs, runs=runs, seed=seed, jobs=jobs, progress=progress)
    days = days[: len(played) // HOURS]  # the starts are finished in their order
    if not days:
        return None
    wanted = objectives_of(case)
    counts = np.zeros((len(wanted), len(days), HOURS), dtype=np.int64)
    for row, hour in starts[: len(days) * HOURS]:
        times = played[row, hour]
        limits = np.array([goal.record.within or 0.0 for goal in case.goals])
        in_time = np.count_nonzero(times <= limits, axis=0)
        counts[:, row, hour] = [in_time[number] for number in wanted]
    goals = tuple(case.goals[number] for number in wanted)
    return StartSweep(scope, runs, seed, days, goals, counts, _own(case, days), minute)


def _own(case: Case, days: tuple[Day, ...]) -> tuple[int, int] | None:
    """Give the start of the scenario itself: on a day like its own."""
    start = case.scenario.start
    holiday = any(start.date() in each for each in case.composition.holidays.values())
    rows = [
        row
        for row, day in enumerate(days)
        if day.holiday == holiday and (holiday or day.date.weekday() == start.weekday())
    ]
    return (rows[0], start.hour) if rows else None


def worst_starts(sweep: StartSweep) -> list[tuple[int, int]]:
    """Give day and hour of all starts, those first at which the fewest objectives are reached in time."""
    mean = sweep.counts.sum(axis=0)
    places = ((row, hour) for row in range(len(sweep.days)) for hour in range(HOURS))
    return sorted(places, key=lambda place: (int(mean[place]), place))


def sweep_record(sweep: StartSweep) -> dict[str, Any]:
    """Give a sweep as JSON holds it: shares by objective, day and hour, with 95 % intervals."""
    mean = sweep.shares.mean(axis=0)
    return {
        "scope": sweep.scope,
        "runs": sweep.runs,
        "seed": sweep.seed,
        "minute": sweep.minute,
        "days": [
            {"date": f"{day.date}", "weekday": day.date.isoweekday(), "holiday": day.holiday}
            for day in sweep.days
        ],
        "own_start": None if sweep.own is None else _start(sweep, sweep.own),
        "mean_share": [[round(float(share), 6) for share in row] for row in mean],
        "worst": [
            {**_start(sweep, place), "mean_share": round(float(mean[place]), 6)}
            for place in worst_starts(sweep)[:WORST]
        ],
        "objectives": [_objective(sweep, number) for number in range(len(sweep.goals))],
    }


def _start(sweep: StartSweep, place: tuple[int, int]) -> dict[str, Any]:
    row, hour = place
    return {
        "day": row,
        "hour": hour,
        "start": f"{datetime.combine(sweep.days[row].date, time(hour, sweep.minute)):%Y-%m-%d %H:%M}",
    }


def _objective(sweep: StartSweep, number: int) -> dict[str, Any]:
    goal = sweep.goals[number]
    found = [[wilson(int(count), sweep.runs) for count in row] for row in sweep.counts[number]]
    return {
        "milestone": goal.name,
        "title": texts_or(goal.record.title, goal.name),
        "within_s": goal.record.within,
        "required_share": goal.record.share,
        "share": [[round(each.share, 6) for each in row] for row in found],
        "share_low": [[round(each.low, 6) for each in row] for row in found],
        "share_high": [[round(each.high, 6) for each in row] for row in found],
    }


def _starting(case: Case, start: datetime) -> Case:
    return replace(case, scenario=case.scenario.model_copy(update={"start": start}))
