"""Which figures matter to a milestone: each low and high, one at a time, with the same draws."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from simulator.analysis.figures import Times, rounded_seconds
from simulator.analysis.paired import ERROR, Pairs
from simulator.errors import StoppedError, say
from simulator.program.compile import compile_case
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.factors import FACTOR, HIGH, LOW, Factor, factors_of
from simulator.study.price import played_on
from simulator.study.sobol import Sobol, indices, sobol_programs
from simulator.study.stress import How
from simulator.text.messages import texts
from simulator.text.titles import texts_or

SCREEN = 16
"""Replications in which each figure is tried first; one that moves nothing in them is not played further."""
LEADING = 6
"""Random figures whose Sobol indices are asked for."""
Key: TypeAlias = tuple[str, ...]
"""The place of a figure and the end at which it is; empty: as it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """A figure with the times of the milestone at its low and its high end."""

    factor: Factor
    low: Times
    high: Times


@dataclass(eq=False)
class Sensitivity:
    """What the study came to, as far as it went. Times are those of one milestone, at most the horizon."""

    case: Case
    runs: int
    seed: int
    milestone: int
    base: Times
    tried: list[Tried] = field(default_factory=list)
    sobol: Sobol | None = None
    interrupted: bool = False


def sensitivity(case: Case, how: How, *, milestone: int, sobol: bool) -> Sensitivity | None:
    """Play the study; None when it was interrupted before anything was known.

    The same numbers whatever the number of jobs. Ctrl-C keeps what was played to the end.

    Raises
    ------
    StoppedError
        See `simulator.study.pool.play_programs`.
    """
    program = played_on(compile_case(case, apart=True))
    base = how.play([((), program)], how.runs).get(())
    if base is None:
        return None
    found = Sensitivity(case, how.runs, how.seed, milestone, _of(base, milestone, case))
    _screen(found, how, program, factors_of(case, program))
    if sobol and not found.interrupted:
        _share_out(found, how, program)
    return found


def milestone_of(case: Case, name: str | None) -> int:
    """Give the place of a milestone; without a name that of the last objective, else the last milestone.

    Raises
    ------
    StoppedError
        When there is none of the name.
    """
    names = [goal.name for goal in case.goals]
    if name is None:
        goals = [number for number, goal in enumerate(case.goals) if goal.record.share is not None]
        return (goals or [len(names) - 1])[-1]
    if name not in names:
        raise StoppedError(
            say("there is no milestone {name}; there are {known}", name=name, known=", ".join(names))
        )
    return names.index(name)


def _of(times: Times, milestone: int, case: Case) -> Times:
    found: Times = np.minimum(times[:, milestone], case.scenario.horizon)
    return found


# -- low and high --------------------------------------------------------------------------------------------


def _screen(found: Sensitivity, how: How, program: Program, factors: Sequence[Factor]) -> None:
    """Try each figure in a few replications, then play on those that move the milestone."""
    first = min(SCREEN, found.runs)
    tried = _try(found, how, program, factors, first)
    suspects = [
        each.factor
        for each in tried
        if first < found.runs and not (_still(found, each.low) and _still(found, each.high))
    ]
    if not found.interrupted and suspects:
        played = {each.factor.id: each for each in _try(found, how, program, suspects, found.runs)}
        tried = [played.get(each.factor.id, each) for each in tried]
    found.tried = tried


def _try(found: Sensitivity, how: How, program: Program, factors: Sequence[Factor], runs: int) -> list[Tried]:
    times = how.play(_programs(program, factors), runs)
    found.interrupted = len(times) < 2 * len(factors)
    ends = ((each, times.get((each.id, "low")), times.get((each.id, "high"))) for each in factors)
    return [
        Tried(each, *(_of(end, found.milestone, found.case) for end in (low, high)))
        for each, low, high in ends
        if low is not None and high is not None
    ]


def _programs(program: Program, factors: Iterable[Factor]) -> Iterator[tuple[Key, Program]]:
    for each in factors:
        yield (each.id, "low"), each.low(program)
        yield (each.id, "high"), each.high(program)


def _still(found: Sensitivity, times: Times) -> bool:
    return bool(np.array_equal(times, found.base[: len(times)]))


# -- shares of the variance ----------------------------------------------------------------------------------


def _share_out(found: Sensitivity, how: How, program: Program) -> None:
    """Ask for the Sobol indices of the random figures that move the milestone most, and of all the rest."""
    moving = [each for each in by_swing(found.tried) if each.factor.streams and not _same(each)]
    leading = [each.factor for each in moving[:LEADING]]
    programs = sobol_programs(program, leading)
    times = how.play(programs.items(), found.runs)
    found.interrupted = len(times) < len(programs)
    if not found.interrupted:
        outcomes = {key: _of(each, found.milestone, found.case) for key, each in times.items()}
        found.sobol = indices(outcomes, leading, seed=found.seed)


def _same(each: Tried) -> bool:
    return bool(np.array_equal(each.low, each.high))


def by_swing(tried: Iterable[Tried]) -> list[Tried]:
    """Give figures by how far apart the milestone is at their ends, in the mean, the farthest first."""
    return sorted(tried, key=lambda each: -abs(float((each.high - each.low).mean())))


# -- the record ----------------------------------------------------------------------------------------------

Record = dict[str, Any]


def sensitivity_record(found: Sensitivity) -> Record:
    """Give the study as JSON holds it; times in seconds, at most the horizon."""
    goal = found.case.goals[found.milestone]
    ordered = by_swing(found.tried)
    swings = [Pairs(each.low, each.high, share=False) for each in ordered]
    tests = sum(swing.differ for swing in swings)
    rows = [_row(found, each, swing, tests) for each, swing in zip(ordered, swings, strict=True)]
    rows.sort(key=lambda row: not row["sure"])
    open_questions = [row["id"] for row in rows if row["sure"] and row["of_plan"] and not row["based"]]
    return {
        "scenario": found.case.stem,
        "title": found.case.scenario.name.texts(),
        "milestone": goal.name,
        "milestone_title": texts_or(goal.record.title, goal.name),
        "runs": found.runs,
        "screened_runs": min(SCREEN, found.runs),
        "seed": found.seed,
        "horizon_s": found.case.scenario.horizon,
        "quantiles": [LOW, HIGH],
        "factor": FACTOR,
        "error": ERROR,
        "tests": tests,
        "interrupted": found.interrupted,
        "mean_s": rounded_seconds(float(found.base.mean())),
        "measure_first": open_questions[0] if open_questions else None,
        "figures": rows,
        "sobol": found.sobol.record() if found.sobol else None,
    }


def _row(found: Sensitivity, each: Tried, swing: Pairs, tests: int) -> Record:
    factor, base = each.factor, found.base[: len(each.low)]
    judged = swing.judge(tests)
    return {
        "id": factor.id,
        "path": factor.path,
        "written": factor.written,
        "what": texts(factor.what) if factor.what else None,
        "based": factor.based,
        "of_plan": factor.of_plan,
        "random": bool(factor.streams),
        "runs": len(each.low),
        "screened_only": len(each.low) < found.runs,
        "swing_s": rounded_seconds(judged.difference),
        "swing_low_s": rounded_seconds(judged.low),
        "swing_high_s": rounded_seconds(judged.high),
        "sure": judged.sure != 0,
        **_end("at_low", base, each.low),
        **_end("at_high", base, each.high),
    }


def _end(name: str, base: Times, times: Times) -> Record:
    """Give the mean at one end less the mean as it is, with its interval."""
    found = Pairs(base, times, share=False).judge(1)
    values = {"": found.difference, "_low": found.low, "_high": found.high}
    return {f"{name}{end}_s": rounded_seconds(value) for end, value in values.items()}
