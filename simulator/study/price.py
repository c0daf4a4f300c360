"""Pricing gaps: which programs to play, and in which order the gaps come out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from simulator.analysis.figures import Times
from simulator.analysis.statistics import mean_of
from simulator.plan.gap import Gap
from simulator.program.compile import compile_case
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.closing import closed, closure_of
from simulator.study.closure import Closure
from simulator.study.cost import Cost, Priced, Tried, costs, gained_shares, headline, saved_times
from simulator.study.hands import Jobs
from simulator.study.pool import play_programs
from simulator.study.remedies import remedy_of
from simulator.study.remedy import Remedy
from simulator.study.replicate import Progress


class Version(NamedTuple):
    """A program to play: which gaps are closed in it, or of which gap the remedy is taken (by number)."""

    closed: frozenset[int] = frozenset()
    remedied: int | None = None


AS_IT_IS = Version()


@dataclass(frozen=True, slots=True)
class _Item:
    """A gap that can be closed, and its remedy if it has one."""

    gap: Gap
    closure: Closure
    remedy: Remedy | None


def price(
    case: Case,
    gaps: Sequence[Gap],
    *,
    runs: int,
    seed: int,
    jobs: Jobs,
    progress: Progress,
    budget: int | None = None,
    remedies: bool = True,
) -> tuple[Priced, ...]:
    """Price gaps, given the most promising first; gives the dearest first.

    Gaps that nothing in the program would close are left out, as are those, from the end of the list, for
    which a `budget` of so many replications in all does not suffice (see `replications_to_price`). Without
    `remedies` none is tried, which takes a third less time. Ctrl-C keeps what is complete. The same numbers
    whatever the number of `jobs`.

    Raises
    ------
    StoppedError
        See `play_programs`.
    """
    program = compile_case(case)
    items = _items(case, program, gaps, remedies=remedies)
    while budget is not None and items and runs * len(_versions(items)) > budget:
        items.pop()
    programs = (
        (version, played_on(_make(case, program, items, version)))
        for version in (_versions(items) if items else ())
    )
    times = play_programs(programs, runs=runs, seed=seed, jobs=jobs, progress=progress)
    priced = {
        number: _priced(program, times, number, items)
        for number in range(len(items))
        if AS_IT_IS in times and _alone(number) in times
    }
    return tuple(_ranked(program, times, priced))


def replications_to_price(case: Case, gaps: Sequence[Gap], *, runs: int, remedies: bool = True) -> int:
    """Give how many replications `price` plays for these gaps: what its progress adds up to."""
    items = _items(case, compile_case(case), gaps, remedies=remedies)
    return runs * len(_versions(items)) if items else 0


def _items(case: Case, program: Program, gaps: Sequence[Gap], *, remedies: bool) -> list[_Item]:
    return [
        _Item(gap, closure, remedy_of(case, program, gap) if remedies else None)
        for gap in gaps
        if (closure := closure_of(case, program, gap)) is not None
    ]


# -- programs ------------------------------------------------------------------------------------------------


def _versions(items: Sequence[_Item]) -> list[Version]:
    """Give the programs to play, each once, in an order in which an early end leaves most to be said."""
    everything = frozenset(range(len(items)))
    found = [AS_IT_IS]
    for number, item in enumerate(items):
        found += [_alone(number), *([Version(remedied=number)] if item.remedy else [])]
    found += [Version(everything), *(Version(everything - {number}) for number in everything)]
    return list(dict.fromkeys(found))


def _alone(number: int) -> Version:
    return Version(frozenset({number}))


def _make(case: Case, program: Program, items: Sequence[_Item], version: Version) -> Program:
    if version.remedied is not None:
        remedy = items[version.remedied].remedy
        return program if remedy is None else compile_case(remedy.change(case))
    return closed(case, program, (items[number].closure for number in sorted(version.closed)))


def played_on(program: Program) -> Program:
    """Give a program that is played on past the milestone `ended`, to the horizon.

    Else a response that ends sooner would lose what comes after its end, and that would look like a cost.
    """
    milestones = tuple(replace(each, name=f"{each.name} ") for each in program.milestones)
    return replace(program, milestones=milestones)


# -- costs ---------------------------------------------------------------------------------------------------


def _priced(program: Program, times: Mapping[Version, Times], number: int, items: Sequence[_Item]) -> Priced:
    everything = frozenset(range(len(items)))
    before, after = times.get(Version(everything - {number})), times.get(Version(everything))
    alone = costs(program, times[AS_IT_IS], times[_alone(number)])
    last = None if before is None or after is None else costs(program, before, after)
    return Priced(
        gap=items[number].gap.id,
        headline=_named(items[number].gap, alone) or headline(alone, last).milestone,
        alone=alone,
        last=last,
        remedy=_tried(program, times, number, items[number].remedy),
    )


def _named(gap: Gap, found: Sequence[Cost]) -> str | None:
    """Give the milestone that a gap names first, on whose way it was seen to take most."""
    known = {cost.milestone for cost in found}
    ways = (way["milestone"] for each in gap.evidence for way in each.figures.get("ways", ()))
    return next((milestone for milestone in ways if milestone in known), None)


def _tried(
    program: Program, times: Mapping[Version, Times], number: int, remedy: Remedy | None
) -> Tried | None:
    played = times.get(Version(remedied=number))
    if remedy is None or played is None:
        return None
    return Tried(remedy.text, remedy.yaml, costs(program, times[AS_IT_IS], played))


# -- ranking -------------------------------------------------------------------------------------------------


def _ranked(
    program: Program, times: Mapping[Version, Times], priced: Mapping[int, Priced]
) -> Iterator[Priced]:
    """Give the dearest first, each with the neighbours that only noise may have put before or behind it."""
    order = sorted(priced, key=lambda number: priced[number].rank, reverse=True)
    alike: dict[int, list[str]] = {number: [] for number in order}
    for one, other in pairwise(order):
        if _within_noise(program, times, (one, priced[one].cost), (other, priced[other].cost)):
            alike[one].append(priced[other].gap)
            alike[other].append(priced[one].gap)
    return (replace(priced[number], alike=tuple(alike[number])) for number in order)


def _within_noise(
    program: Program, times: Mapping[Version, Times], one: tuple[int, Cost], other: tuple[int, Cost]
) -> bool:
    """Tell whether the interval of the paired difference of two costs holds 0.

    Of two that block, the gains in replications that reach the milestone are compared; one that blocks and
    one that does not are never alike.
    """
    if one[1].blocks is not other[1].blocks:
        return False
    first, second = (_effect(program, times, *each) for each in (one, other))
    return mean_of([a - b for a, b in zip(first, second, strict=True)]).maybe_nothing


def _effect(program: Program, times: Mapping[Version, Times], number: int, cost: Cost) -> Iterable[float]:
    """Give, by replication, what closing a gap gains: seconds, or 1 where the milestone is reached by it."""
    milestone = next(place for place, each in enumerate(program.milestones) if each.name == cost.milestone)
    before, after = times[AS_IT_IS][:, milestone], times[_alone(number)][:, milestone]
    if cost.blocks:
        return gained_shares(before, after, program.horizon)
    return list(map(float, saved_times(before, after, program.horizon)))
