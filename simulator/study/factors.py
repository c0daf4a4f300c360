"""The figures of a plan and a scenario that may be wrong: lengths of time and chances, as written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from simulator.errors import Message, Place
from simulator.plan.assumptions import FIGURES, figure_text
from simulator.plan.composed import Channel
from simulator.program.model import Dice, Outcome, Program
from simulator.program.quantiles import inverse_of
from simulator.scenario.case import Case
from simulator.text.distributions import DISTRIBUTIONS, Constant, Distribution, Samples
from simulator.text.record import Record

LOW, HIGH = 0.1, 0.9
"""A length of time that is random is held at these quantiles, in all that it is drawn for."""
FACTOR = 1.5
"""A figure without a spread is tried at so many times less and more; a chance by what it lacks to 1.

So far apart, 2.25 times, are about the quantiles of a spread as wide as `5..15 min` (6 and 14 min).
"""

Change: TypeAlias = Callable[[Program], Program]


@dataclass(frozen=True, slots=True)
class Factor:
    """A figure with the line where it stands, and the programs in which it is low and high.

    `based`: the plan states where it comes from, or it was measured. `of_plan`: it is none of the scenario.
    `streams` are those that are drawn from it, empty where chance has no part in it.
    """

    place: Place
    path: str
    written: str
    what: Message | None
    based: bool
    of_plan: bool
    low: Change
    high: Change
    streams: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """Where it stands, which tells it from all others."""
        return str(self.place)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A value as it was written in a record."""

    record: Record
    keys: tuple[str, ...]
    way: tuple[str, ...]
    value: object
    based: bool
    of_plan: bool

    def factor(self, low: Change, high: Change, streams: tuple[int, ...] = ()) -> Factor:
        written: object = self.record.origin
        for key in self.keys:
            written = written.get(key) if isinstance(written, Mapping) else None
        return Factor(
            place=self.record.place_of(*self.keys),
            path=".".join(self.way),
            written=figure_text(written),
            what=FIGURES.get(type(self.record), {}).get(self.keys[0]),
            based=self.based or isinstance(self.value, Samples),
            of_plan=self.of_plan,
            low=low,
            high=high,
            streams=streams,
        )


def factors_of(case: Case, program: Program) -> tuple[Factor, ...]:
    """Give the figures that something in the program depends on, in the order in which they are written.

    `program` is the case compiled `apart`. What a plan leaves out, and what follows from others (a way by the
    great circle), is none; nor are limits and rules, as the time after which a deputy steps in: those are
    decided, not estimated.
    """
    streams: dict[int, list[int]] = defaultdict(list)
    for number, stream in enumerate(program.streams):
        streams[id(stream.distribution)].append(number)
    found: list[Factor] = []
    for figure in _figures(case):
        if isinstance(figure.value, DISTRIBUTIONS):
            found += _of_time(figure, figure.value, tuple(streams.get(id(figure.value), ())))
        elif figure.keys[-1] in _CHANCES and isinstance(figure.value, float | dict):
            found += _CHANCES[figure.keys[-1]](figure, case, program)
    return tuple(sorted({each.id: each for each in found}.values(), key=lambda each: each.place))


# -- what is written -----------------------------------------------------------------------------------------


def _figures(case: Case) -> Iterator[_Figure]:
    for plan in case.composition.plans:
        yield from _walk(plan, (plan.id,), based=False, of_plan=True)
    yield from _walk(case.scenario, (case.stem,), based=False, of_plan=False)


def _walk(value: object, way: tuple[str, ...], *, based: bool, of_plan: bool) -> Iterator[_Figure]:
    if isinstance(value, Record):
        based = based or getattr(value, "basis", None) is not None
        for name, field in type(value).model_fields.items():
            inner, key = getattr(value, name), field.alias or name
            yield from _of_record(value, (*way, key), inner, based=based, of_plan=of_plan)
            yield from _walk(inner, (*way, key), based=based, of_plan=of_plan)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, (*way, str(key)), based=based, of_plan=of_plan)
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from _walk(inner, (*way, str(position)), based=based, of_plan=of_plan)


def _of_record(
    record: Record, way: tuple[str, ...], value: object, *, based: bool, of_plan: bool
) -> Iterator[_Figure]:
    """Give a value of a record, and the lengths of time in a mapping of it, that were written."""
    key = way[-1]
    if record.origin is None or key not in record.origin:
        return
    yield _Figure(record, (key,), way, value, based, of_plan)
    for name, inner in value.items() if isinstance(value, dict) else ():
        if isinstance(inner, DISTRIBUTIONS):
            yield _Figure(record, (key, str(name)), (*way, str(name)), inner, based, of_plan)


# -- lengths of time -----------------------------------------------------------------------------------------


def _of_time(figure: _Figure, spread: Distribution, streams: tuple[int, ...]) -> Iterator[Factor]:
    if streams and spread != Constant(0.0):
        low, high = ends_of(spread)
        drawn = () if spread.constant else streams
        yield figure.factor(_held(streams, low), _held(streams, high), drawn)


def ends_of(spread: Distribution) -> tuple[float, float]:
    """Give the low and the high end at which a length of time is tried, in seconds.

    >>> ends_of(Constant(90.0))
    (60.0, 135.0)
    """
    if isinstance(spread, Constant):
        return spread.value / FACTOR, spread.value * FACTOR
    low, high = inverse_of((spread,))(np.array([[LOW], [HIGH]]))[:, 0].tolist()
    return low, high


def _held(streams: tuple[int, ...], seconds: float) -> Change:
    """Hold streams at one length of time."""

    def change(program: Program) -> Program:
        held = [*program.streams]
        for number in streams:
            held[number] = replace(held[number], distribution=Constant(seconds))
        return replace(program, streams=tuple(held))

    return change


# -- chances -------------------------------------------------------------------------------------------------


def _medium(figure: _Figure, case: Case, _program: Program) -> Iterator[Factor]:
    channels = case.composition.channels.values()
    names = {channel.name for channel in channels if _is_of(channel, figure)}
    if names and 0 < _number(figure) < 1:
        yield figure.factor(_succeeds(names, FACTOR), _succeeds(names, 1 / FACTOR))


def _is_of(channel: Channel, figure: _Figure) -> bool:
    return channel.record is figure.record


def _number(figure: _Figure) -> float:
    return figure.value if isinstance(figure.value, float) else 0.0


def _lacking(chance: float, factor: float) -> float:
    """Give a chance that lacks so many times as much to 1."""
    return max(0.0, 1 - (1 - chance) * factor)


def _succeeds(names: set[str], factor: float) -> Change:
    """Change the chance that attempts over some media get through."""

    def change(program: Program) -> Program:
        media = {number for number, medium in enumerate(program.media) if medium.name in names}
        rungs = [tuple(rung.medium in media for rung in link.rungs) for link in program.links]

        def cast(link: int, dice: Dice) -> Dice:
            chances = tuple(
                _lacking(chance, factor) if concerned else chance
                for chance, concerned in zip(dice.chances, rungs[link], strict=True)
            )
            return replace(dice, chances=chances)

        slots = (replace(slot, dice=cast(slot.link, slot.dice)) for slot in program.slots)
        errands = (
            replace(errand, dice=cast(errand.link, errand.dice)) if errand.dice else errand
            for errand in program.errands
        )
        return replace(program, slots=tuple(slots), errands=tuple(errands))

    return change


def _agreement(figure: _Figure, case: Case, _program: Program) -> Iterator[Factor]:
    names = {pact.name for pact in case.composition.pacts if pact.records[0] is figure.record}
    if names and 0 < _number(figure) < 1:
        yield figure.factor(_accepts(names, FACTOR), _accepts(names, 1 / FACTOR))


def _accepts(names: set[str], factor: float) -> Change:
    def change(program: Program) -> Program:
        pacts = (
            replace(pact, accepts=_lacking(pact.accepts, factor)) if pact.name in names else pact
            for pact in program.pacts
        )
        return replace(program, pacts=tuple(pacts))

    return change


def _outcome(figure: _Figure, case: Case, _program: Program) -> Iterator[Factor]:
    """Give the chance of the first outcome of a task; the others share what it lacks as they did."""
    jobs = {
        job.name for job in case.composition.jobs if job.record is figure.record and len(job.outcomes) > 1
    }
    if jobs:
        yield figure.factor(_turns_out(jobs, FACTOR), _turns_out(jobs, 1 / FACTOR))


def _turns_out(jobs: Iterable[str], factor: float) -> Change:
    names = frozenset(jobs)

    def moved(outcome: Outcome) -> Outcome:
        return replace(outcome, end=_lacking(outcome.end, factor))

    def change(program: Program) -> Program:
        tasks = (
            replace(task, outcomes=tuple(map(moved, task.outcomes)))
            if task.name.partition("/")[0].partition("#")[0] in names
            else task
            for task in program.tasks
        )
        return replace(program, tasks=tuple(tasks))

    return change


_CHANCES: Mapping[str, Callable[[_Figure, Case, Program], Iterator[Factor]]] = {
    "success": _medium,
    "accepts": _agreement,
    "outcome": _outcome,
}
