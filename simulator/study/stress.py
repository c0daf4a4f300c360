"""What a plan bears: everything lost in turn, the worst in pairs, a second incident, every hour of a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf
from pathlib import Path
from typing import TypeAlias

import numpy as np

from simulator.analysis.figures import Times
from simulator.program.compile import compile_case
from simulator.program.model import Program
from simulator.scenario.case import Case, Goal
from simulator.study.hands import Jobs
from simulator.study.losses import Loss, covers, losses_of, with_losses
from simulator.study.pool import play_programs, switches_asked
from simulator.study.price import played_on
from simulator.study.replicate import Progress
from simulator.study.second import Second, second_incidents
from simulator.study.start_sweep import HOURS, StartSweep, objectives_of, sweep_starts
from simulator.study.stress_parts import KINDS, SCREEN, STARTS, Kind, Part
from simulator.text.titles import Title

Key: TypeAlias = tuple[str, ...]
"""What is lost, by ids; empty: nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Stressed:
    """Something that was tried: the times of the milestones, in fewer replications where it was screened."""

    id: str
    losses: tuple[Loss, ...]
    times: Times
    second: Second | None = None
    used: bool = True
    """Whether anybody uses what is lost, in any replication."""


@dataclass(eq=False)
class Stress:
    """What the study came to, as far as it went. `base` are the times with nothing lost.

    Everything is played on past the end of the response: else what ends sooner would lose what comes later.
    """

    case: Case
    program: Program
    runs: int
    seed: int
    goals: tuple[Goal, ...]
    columns: tuple[int, ...]
    """Of each objective its place among the milestones."""
    base: Times
    singles: list[Stressed] = field(default_factory=list)
    pairs: list[Stressed] = field(default_factory=list)
    seconds: list[Stressed] = field(default_factory=list)
    refused: list[Title] = field(default_factory=list)
    """Second incidents that the plans do not take."""
    starts: StartSweep | None = None
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class How:
    """How programs are played."""

    runs: int
    seed: int
    jobs: Jobs
    progress: Progress

    def play(self, programs: Iterable[tuple[Key, Program]], runs: int) -> dict[Key, Times]:
        """Give the times of milestones by key, of all that was played to the end."""
        on = ((key, played_on(program)) for key, program in programs)
        return play_programs(on, runs=runs, seed=self.seed, jobs=self.jobs, progress=self.progress)


def stress(path: Path, case: Case, how: How, *, parts: Sequence[Part], pairs: int) -> Stress | None:
    """Play the parts of the study; None when it was interrupted before anything was known.

    The same numbers whatever the number of jobs. Ctrl-C keeps what was played to the end.

    Raises
    ------
    StoppedError
        See `simulator.study.pool.play_programs`.
    """
    program = compile_case(case)
    base = how.play([((), program)], how.runs).get(())
    if base is None:
        return None
    columns = objectives_of(case)
    goals = tuple(case.goals[column] for column in columns)
    found = Stress(case, program, how.runs, how.seed, goals, columns, base)
    _lose(found, how, [part for part in KINDS if part in parts])
    if not found.interrupted:
        _lose_pairs(found, how, pairs)
    if "second" in parts and not found.interrupted:
        _add_second(found, how, path)
    if "starts" in parts and not found.interrupted:
        _move_start(found, how)
    return found


def replications(case: Case, *, runs: int, parts: Sequence[Part], pairs: int) -> int:
    """Give about how many replications a study plays: nobody knows before how many losses are suspect."""
    losses = len(losses_of(case, [part for part in KINDS if part in parts]))
    together = min(pairs, losses)
    total = 2 * runs + losses * min(SCREEN, runs) + together * (together - 1) // 2 * runs
    total += HOURS * min(runs, STARTS) if "starts" in parts else 0
    return total + (2 * runs if "second" in parts else 0)


# -- losses --------------------------------------------------------------------------------------------------


def _lose(found: Stress, how: How, kinds: Sequence[Kind]) -> None:
    """Lose each thing in turn; play on those that change an objective in the first replications."""
    losses: dict[Key, Loss] = {(loss.id,): loss for loss in losses_of(found.case, kinds)}
    unasked = unasked_for(found, how, losses)
    if unasked is None:
        found.interrupted = True
        return
    asked = {key: loss for key, loss in losses.items() if key not in unasked}
    first = min(SCREEN, found.runs)
    tried = how.play(_programs(found.case, asked), first)
    found.interrupted = len(tried) < len(asked)
    suspects = {key: losses[key] for key, times in tried.items() if _changes(found, times)}
    known = tried if first == found.runs else {}
    if not known and not found.interrupted:
        known = how.play(_programs(found.case, suspects), found.runs)
        found.interrupted = len(known) < len(suspects)
    times = tried | known | dict.fromkeys(unasked, found.base)
    found.singles = [
        Stressed(key[0], (losses[key],), times[key], used=key not in unasked)
        for key in losses
        if key in times
    ]


def unasked_for(found: Stress, how: How, losses: Mapping[Key, Loss]) -> frozenset[Key] | None:
    """Give the links and media that nobody asks for in any replication: lost, they change nothing at all.

    An agency or a pool may be missed without being asked for. None when it was interrupted.
    """
    switched = {key: loss for key, loss in losses.items() if loss.kind in ("links", "media")}
    if not switched:
        return frozenset()
    never = 2 * found.case.scenario.horizon
    program = played_on(compile_case(with_losses(found.case, switched.values(), at=never)))
    asked = switches_asked(program, runs=found.runs, seed=how.seed, jobs=how.jobs, progress=how.progress)
    if asked is None:
        return None
    acts = program.acts[-len(switched) :]
    return frozenset(key for key, act in zip(switched, acts, strict=True) if asked.isdisjoint(act.switches))


def _programs(case: Case, losses: Mapping[Key, Loss]) -> Iterator[tuple[Key, Program]]:
    return ((key, compile_case(with_losses(case, [loss]))) for key, loss in losses.items())


def _changes(found: Stress, times: Times) -> bool:
    """Tell whether any replication reaches another objective in time, or one less."""
    before = found.base[: len(times)]
    return any(
        np.any(in_time(found, times, number) != in_time(found, before, number))
        for number in range(len(found.goals))
    )


def moved(found: Stress, times: Times) -> float:
    """Give by how many seconds milestones move in the mean, either way; 0: nothing changes at all."""
    horizon = found.case.scenario.horizon
    before = found.base[: len(times)]
    differences = np.abs(np.minimum(times, horizon) - np.minimum(before, horizon))
    return float(differences.mean(axis=0).sum())


def in_time(found: Stress, times: Times, number: int) -> Times:
    """Give of each replication 1 where an objective is reached within its limit, else 0."""
    limit = found.goals[number].record.within
    reached: Times = (times[:, found.columns[number]] <= (inf if limit is None else limit)).astype(np.float64)
    return reached


# -- pairs ---------------------------------------------------------------------------------------------------


def _lose_pairs(found: Stress, how: How, pairs: int) -> None:
    """Lose the worst in pairs, but for pairs of which one is lost with the other anyhow."""
    chosen = worst(found, pairs)
    todo = {
        (one.id, other.id): (*one.losses, *other.losses)
        for one, other in combinations(chosen, 2)
        if not _within(found.case, *one.losses, *other.losses)
    }
    programs = ((key, compile_case(with_losses(found.case, losses))) for key, losses in todo.items())
    times = how.play(programs, found.runs)
    found.interrupted = len(times) < len(todo)
    found.pairs = [Stressed(" + ".join(key), todo[key], times[key]) for key in todo if key in times]


def _within(case: Case, one: Loss, other: Loss) -> bool:
    return covers(one, other, case) or covers(other, one, case)


def worst(found: Stress, count: int) -> list[Stressed]:
    """Give the losses that are worst at objectives which they do not bring to nothing, the worst first.

    A loss after which an objective is never reached leaves nothing for a second one to break there. Those
    that cost no share come after, by how far they move milestones, then as declared.
    """

    def weight(each: Stressed) -> tuple[float, float]:
        drops = [_drop(found, each, number) for number in range(len(found.goals))]
        left = [drop for drop, share in drops if share > 0]
        return max(left, default=-1.0), moved(found, each.times)

    return sorted(found.singles, key=weight, reverse=True)[:count]


def _drop(found: Stress, each: Stressed, number: int) -> tuple[float, float]:
    """Give by how much the share in time falls at an objective, and what is left of it."""
    after = in_time(found, each.times, number)
    before = in_time(found, found.base[: len(after)], number)
    return float(before.mean() - after.mean()), float(after.mean())


# -- a second incident, another hour -------------------------------------------------------------------------


def _add_second(found: Stress, how: How, path: Path) -> None:
    taken, found.refused = second_incidents(path, found.case)
    seconds = {(each.id,): each for each in taken}
    programs = ((key, compile_case(each.case, of_first=True)) for key, each in seconds.items())
    times = how.play(programs, found.runs)
    found.interrupted = len(times) < len(seconds)
    found.seconds = [Stressed(key[0], (), times[key], seconds[key]) for key in seconds if key in times]


def _move_start(found: Stress, how: How) -> None:
    runs = min(found.runs, STARTS)
    found.starts = sweep_starts(
        found.case, scope="day", runs=runs, seed=found.seed, jobs=how.jobs, progress=how.progress
    )
    found.interrupted = found.starts is None
