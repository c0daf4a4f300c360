"""The measures of many replications, in columns."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np
import numpy.typing as npt

from simulator.analysis.agreements.calls import AidKey, AidTally
from simulator.analysis.awareness import STEPS, Aware, Counts
from simulator.analysis.figures import Times
from simulator.analysis.gaps.tally import Tallier, Tally
from simulator.analysis.joint.tally import MeetingTally, add_meetings
from simulator.analysis.levels.declared import levels_of
from simulator.analysis.measures import Measures, Split
from simulator.analysis.misreports.check import Falsehoods
from simulator.analysis.posts.held import Held
from simulator.analysis.quantities import QuantityTable, Served, gather
from simulator.analysis.statistics import rank
from simulator.analysis.supplies.shortages import Shortage
from simulator.program.model import Program

Numbers = npt.NDArray[np.int64]

PathSums = dict[tuple[str, str], tuple[float, int]]
"""By (label, place): seconds in all replications together, and how many replications pass it."""


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """When each milestone was reached: a row for each replication in ascending order, a column for each.

    The columns stand in the order of the program's milestones; `inf` where one was not reached.
    """

    replications: Numbers
    milestones: Times


@dataclass(frozen=True, slots=True, eq=False)
class Results(Reached):
    """The measures of the replications, one row of each table for one replication, in ascending order.

    The columns stand in the order of the program's milestones, tasks, obligations and levels; see `Measures`.
    """

    ended: Times
    stopped: npt.NDArray[np.bool_]
    ready: Times
    started: Times
    done: Times
    states: Numbers
    clocks_started: Times
    clocks_stopped: Times
    chains: Times
    """How long each chain of limits took, infinite where it did not end, NaN where it did not begin."""
    outcomes: Numbers
    by_others: Numbers
    """1 where the receiver of a report knew already, not from its holder."""
    undelivered: Numbers
    failed: Numbers
    mistaken: Numbers
    declared: Times
    lowered: Times
    paths: tuple[PathSums, ...]
    """For each milestone."""
    tally: Tally
    """What they show of gaps."""
    awareness: tuple[Mapping[int, Aware], ...] = ()
    """By agent, of the first replications."""
    quantities: tuple[QuantityTable, ...] = ()
    """For each crowd, then for each quantity."""
    falsehoods: tuple[Falsehoods, ...] = ()
    """What came of misreports, in each replication; empty where nobody misreports anything."""
    posts: tuple[tuple[Held, ...], ...] = ()
    """By replication, of the posts that may change hands."""
    aware: Numbers = field(default_factory=lambda: np.empty((0, 4, STEPS), dtype=np.int64))
    """Of the same replications, what all agencies knew over time; see `Counts`."""
    aid: Mapping[AidKey, AidTally] = field(default_factory=dict)
    """By agreement and kind of unit, of those that were called on."""
    meetings: Mapping[str, MeetingTally] = field(default_factory=dict)
    """By name, of the joint tasks that were called; many alike have one name."""
    shortages: tuple[tuple[Shortage, ...], ...] = ()
    """By replication, of the supplies that ran out."""
    links: tuple[bytes, ...] = ()
    """By replication, a bit for each link, set where it was used."""


def collect(program: Program, measures: Iterable[Measures]) -> Results:
    """Gather measures, given in ascending order of replication, one at a time.

    Raises
    ------
    ValueError
        If they come out of order.
    """
    times = [array("d") for _ in range(10)]
    numbers = [array("q") for _ in range(8)]
    paths: tuple[PathSums, ...] = tuple({} for _ in program.milestones)
    tallier = Tallier()
    awareness: list[Mapping[int, Aware]] = []
    counts: list[Counts] = []
    served: list[tuple[Served, ...]] = []
    falsehoods: list[Falsehoods] = []
    posts: list[tuple[Held, ...]] = []
    aid: dict[AidKey, AidTally] = {}
    meetings: dict[str, MeetingTally] = {}
    shortages: list[tuple[Shortage, ...]] = []
    links: list[bytes] = []
    for each in measures:
        if numbers[0] and each.replication <= numbers[0][-1]:
            raise ValueError(f"replication {each.replication} after {numbers[0][-1]}")
        for column, values in zip(times, _times(each), strict=True):
            column.extend(values)
        for table, integers in zip(numbers, _numbers(each), strict=True):
            table.extend(integers)
        for sums, split in zip(paths, each.splits, strict=True):
            _add(sums, split)
        tallier.add(each.replication, each.findings)
        if each.awareness:
            awareness.append(each.awareness)
            counts.append(each.aware)
        served.append(each.served)
        falsehoods += each.falsehoods
        posts.append(each.posts)
        links.append(each.links)
        for call in each.aid:
            pact = program.pacts[call.pact]
            aid.setdefault((pact.name, pact.kind), AidTally()).add(each.replication, call)
        add_meetings(meetings, program, each.replication, each.meetings)
        shortages.append(each.shortages)
    results = _results(program, times, numbers, paths, tallier.tally())
    return replace(
        results,
        awareness=tuple(awareness),
        aware=np.array(counts, dtype=np.int64).reshape(len(counts), 4, STEPS),
        falsehoods=tuple(falsehoods),
        posts=tuple(posts),
        aid=aid,
        meetings=meetings,
        shortages=tuple(shortages),
        links=tuple(links),
        quantities=gather(program, served),
    )


def pick(results: Reached, milestone: int) -> dict[str, int]:
    """Give the replications with the best, median, p90 and worst time of a milestone (its index).

    Not reached is later than everything; of equal ones it is the replication with the smallest number.
    Empty without replications.
    """
    times = results.milestones[:, milestone]
    if not len(times):
        return {}
    order = np.argsort(times, kind="stable")
    worst = int(np.argmax(times))
    places = {"best": order[0], "median": order[rank(len(order), 0.5)], "p90": order[rank(len(order), 0.9)]}
    return {name: int(results.replications[place]) for name, place in {**places, "worst": worst}.items()}


def typical(results: Results, milestone: int) -> int | None:
    """Give the replication with the median time among those that reached a milestone; None if none did."""
    order = np.argsort(results.milestones[:, milestone], kind="stable")
    reached = int(np.count_nonzero(results.milestones[:, milestone] < inf))
    return int(results.replications[order[rank(reached, 0.5)]]) if reached else None


def _times(each: Measures) -> tuple[Iterable[float], ...]:
    begun = [clock.started for clock in each.clocks]
    stopped = [clock.stopped for clock in each.clocks]
    chains = [clock.stopped - clock.started for clock in each.chains]
    tasks = each.ready, each.started, each.done
    return (each.ended,), each.milestones, *tasks, begun, stopped, each.declared, each.lowered, chains


def _numbers(each: Measures) -> tuple[Iterable[int], ...]:
    outcomes = [clock.outcome for clock in each.clocks]
    others = [clock.by_others for clock in each.clocks]
    counts = ((each.undelivered,), (each.failed,), (each.mistaken,))
    return (each.replication,), (each.stopped,), each.states, outcomes, others, *counts


def _add(sums: PathSums, split: Split) -> None:
    for key, seconds in split.items():
        # Times lie on a grid, so the sum is exact, whatever the order.
        total, passes = sums.get(key, (0.0, 0))
        sums[key] = total + seconds, passes + 1


def _results(
    program: Program,
    times: "list[array[float]]",
    numbers: "list[array[int]]",
    paths: tuple[PathSums, ...],
    tally: Tally,
) -> Results:
    runs = len(numbers[0])
    wide, deep, duties = len(program.milestones), len(program.tasks), len(program.duties)
    levels = len(levels_of(program))
    widths = (1, wide, deep, deep, deep, duties, duties, levels, levels, len(program.chains))
    ended, milestones, ready, started, done, begun, halted, declared, lowered, chains = (
        np.array(column, dtype=np.float64).reshape(runs, width)
        for column, width in zip(times, widths, strict=True)
    )
    replications, stopped, states, outcomes, others, *counts = (
        np.array(column, dtype=np.int64).reshape(runs, width)
        for column, width in zip(numbers, (1, 1, deep, duties, duties, 1, 1, 1), strict=True)
    )
    undelivered, failed, mistaken = (count[:, 0] for count in counts)
    return Results(
        replications=replications[:, 0],
        ended=ended[:, 0],
        stopped=stopped[:, 0].astype(np.bool_),
        milestones=milestones,
        ready=ready,
        started=started,
        done=done,
        states=states,
        clocks_started=begun,
        clocks_stopped=halted,
        chains=chains,
        outcomes=outcomes,
        by_others=others,
        undelivered=undelivered,
        failed=failed,
        mistaken=mistaken,
        declared=declared,
        lowered=lowered,
        paths=paths,
        tally=tally,
    )
