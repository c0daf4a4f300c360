"""Awareness: how much of what each agency needs to know it knows, and rightly, since it became true.

After Endsley, M. R. (1995), Toward a theory of situation awareness in dynamic systems, Human Factors 37,
32-64: level 1, that the elements are perceived at all, and that what is held of them is so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import ceil, inf
from typing import NamedTuple

from simulator.analysis.books import Books
from simulator.analysis.learning import Sorted
from simulator.analysis.statistics import mean_of
from simulator.analysis.truth import Change, Trees, cells_in, value_at
from simulator.log.rows import Log
from simulator.program.model import WORLD, Program

FIRST = 64
"""Replications in which awareness is measured, the first ones: it is dear, and its mean needs no more."""


STEPS = 240
"""Even times from the start on, short of the horizon, at which it is counted what is known."""

Counts = tuple[tuple[int, ...], ...]
"""At each of `STEPS` times: 1 while the replication runs; facts that agencies needed; knew; knew as they are.

Each fact counts once for each agency that needs it.
"""


RUNNING, NEEDED, KNOWN, RIGHTLY = range(4)
"""The rows of `Counts`."""


class Aware(NamedTuple):
    """Shares, 0 to 1, of the time since facts became true: known at all; known as it is."""

    known: float
    right: float


class Step(NamedTuple):
    """How many of the facts that had become true somebody needed to know, knew at all, and knew as they were.

    That is so from `at` on, in seconds since the start.
    """

    at: float
    needed: int
    known: int
    right: int


class Awake(NamedTuple):
    """The awareness of each agent that needs to know something that became true, and of all over time."""

    agents: Mapping[int, Aware]
    counts: Counts


NOT_MEASURED = Awake({}, ())


class Awareness:
    """Measures awareness in the logs of one program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._books = Books(program)
        numbers = {key: cell for cell, key in enumerate(program.cells)}
        self.needs = {
            cell: numbers[WORLD, program.cells[cell][1]]
            for cell in _needed(program)
            if (WORLD, program.cells[cell][1]) in numbers
        }
        """World's cell of each cell that a task or scale of its agent depends on."""

    def of_log(self, log: Log, rows: Sorted) -> Awake:
        """Give the awareness in one replication."""
        cells = [*self.needs, *self.needs.values()]
        book = self._books.open(log, rows)
        believed = book.believed(cells)
        book.add_truth(believed)
        sums: dict[int, list[float]] = defaultdict(lambda: [0.0] * 4)
        tally = _Tally(self._program.horizon)
        tally.add(RUNNING, 0.0, log.ended)
        for own, world in self.needs.items():
            since = next((when for when, value in believed.get(world, ()) if value), inf)
            if since < log.ended:
                of_agent = sums[self._program.cells[own][0]]
                for place, begin, end in _stretches(
                    believed.get(own, ()), believed[world], (since, log.ended)
                ):
                    of_agent[place] += end - begin
                    tally.add(place, begin, end)
        shares = {agent: Aware(known / span, right / span) for agent, (_, span, known, right) in sums.items()}
        return Awake(shares, tally.counts())

    def turns(self, believed: Mapping[int, Sequence[Change]], ended: float) -> Iterator[tuple[int, Step]]:
        """Give for whom it changed when, and by how much; `believed` has what is needed, and the truth."""
        for own, world in self.needs.items():
            held, truth = believed.get(own, ()), believed.get(world, ())
            since = next((when for when, value in truth if value), inf)
            times = sorted({since, *(when for when, _ in (*held, *truth) if when > since)})
            before = 0, 0, 0
            for when in (time for time in times if time < ended):
                value = value_at(held, when)
                now = 1, int(value is not None), int(value is not None and value == value_at(truth, when))
                if now != before:
                    yield (
                        self._program.cells[own][0],
                        Step(when, *(new - old for new, old in zip(now, before, strict=True))),
                    )
                before = now


class _Tally:
    """Counts at even times what holds from one time to another."""

    def __init__(self, horizon: float) -> None:
        self._step = horizon / STEPS
        self._turns = [[0] * (STEPS + 1) for _ in range(4)]

    def add(self, row: int, begin: float, end: float) -> None:
        """Count in a row from `begin` on until before `end`."""
        turns = self._turns[row]
        turns[min(ceil(begin / self._step), STEPS)] += 1
        turns[min(ceil(end / self._step), STEPS)] -= 1

    def counts(self) -> Counts:
        """Give what was counted."""
        return tuple(tuple(accumulate(turns[:STEPS])) for turns in self._turns)


def steps(turns: Iterable[Step]) -> list[Step]:
    """Add up changes, those of one instant together.

    >>> steps([Step(9.0, 0, 1, 1), Step(5.0, 1, 0, 0)])
    [Step(at=5.0, needed=1, known=0, right=0), Step(at=9.0, needed=1, known=1, right=1)]
    """
    sums = accumulate(sorted(turns), _added)
    return list({each.at: each for each in sums}.values())


def _added(sums: Step, turn: Step) -> Step:
    return Step(turn.at, *(one + other for one, other in zip(sums[1:], turn[1:], strict=True)))


def _needed(program: Program) -> list[int]:
    trees = Trees(program)
    found = [own for task in program.tasks for own, _ in task.beliefs]
    for scale in program.scales:
        for _, _, criterion in scale.gates:
            found += [
                cell for cell in cells_in(trees.tree(criterion)) if program.cells[cell][0] == scale.agent
            ]
    return list(dict.fromkeys(found))


def _stretches(
    believed: Sequence[Change], truth: Sequence[Change], span: tuple[float, float]
) -> Iterator[tuple[int, float, float]]:
    """Give the stretches of a span in which something was needed, was known, and was known as it was."""
    begin, end = span
    yield NEEDED, begin, end
    turns = sorted({begin, end, *(when for when, _ in (*believed, *truth) if begin < when < end)})
    for since, until in pairwise(turns):
        held, real = value_at(believed, since), value_at(truth, since)
        if held is not None:
            yield KNOWN, since, until
            if held == real:
                yield RIGHTLY, since, until


def awareness_record(program: Program, measured: Sequence[Mapping[int, Aware]]) -> dict[str, object]:
    """Give the awareness of all agencies as `summary.json` holds it, in the order of the plans."""
    found = []
    for number, agent in enumerate(program.agents):
        shares = [each[number] for each in measured if number in each]
        if shares:
            record: dict[str, object] = {"agency": agent.name, "replications": len(shares)}
            for name in Aware._fields:
                mean = mean_of([getattr(share, name) for share in shares])
                ends = {"": mean.mean, "_low": mean.low, "_high": mean.high}
                record |= {
                    name + end: None if value is None else round(min(max(value, 0.0), 1.0), 6)
                    for end, value in ends.items()
                }
            found.append(record)
    return {"replications": len(measured), "agencies": found}
