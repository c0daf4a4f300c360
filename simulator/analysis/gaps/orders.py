"""Contradicting orders in one replication: agencies that act on two values of one thing at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from math import inf
from typing import Any, NamedTuple

from simulator.analysis.books import Book, Taken, TakenAt
from simulator.analysis.gaps.upstream import Doing
from simulator.analysis.learning import Sorted
from simulator.analysis.truth import Trees, cells_in
from simulator.log.rows import (
    ASKED,
    DECLARE,
    DONE,
    FINISHED,
    MISTAKEN,
    READY,
    STATE,
    SUBJECT,
    TASK,
    Log,
    Row,
)
from simulator.plan.alike import bare, common
from simulator.program.model import Program


class Order(NamedTuple):
    """A task by which its owner sets a fact. `cell` is the owner's own."""

    task: int
    cell: int
    fact: int
    value: Any


class Clash(NamedTuple):
    """Two agencies that acted on the values of two orders at one time, in seconds since the start.

    `orders` stand in the order of their tasks, whichever was given first; `acting` is what went by each: a
    task or a scale. `open`: it did not end, but the replication did.
    """

    orders: tuple[Order, Order]
    acting: tuple[Doing, Doing]
    begin: float
    end: float
    open: bool


class _Act(NamedTuple):
    """What an agency began on the value of an order, and until when it held that value."""

    agent: int
    doing: Doing
    begin: float
    end: float


class Orders:
    """Finds contradicting orders in the logs of one program; most programs have none to look for."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._rivals = tuple(rivals(program))
        facts = {order.fact for pair in self._rivals for order in pair}
        self._users: dict[int, list[tuple[int, Doing]]] = {fact: [] for fact in facts}
        """By fact, (cell, what goes by it)."""
        for cell, doing in _going_by(program) if facts else ():
            if program.cells[cell][1] in facts:
                self._users[program.cells[cell][1]].append((cell, doing))

    def of_log(self, log: Log, rows: Sorted, book: Book) -> tuple[Clash, ...]:
        """Give the longest clash of each two orders."""
        given = [
            pair
            for one, other in self._rivals
            for pair in product(self._given(rows, one), self._given(rows, other))
        ]
        if not given:
            return ()
        taken = book.taken
        found: dict[tuple[Order, Order], Clash] = {}
        for pair in given:
            for clash in self._clashes(log, rows, pair, taken):
                longest = found.get(clash.orders)
                if longest is None or clash.end - clash.begin > longest.end - longest.begin:
                    found[clash.orders] = clash
        return tuple(found[pair] for pair in sorted(found))

    def _given(self, rows: Sorted, order: Order) -> Iterator[tuple[float, Order]]:
        for row in rows.of_task.get(order.task, ()):
            if row[STATE] % MISTAKEN == DONE:
                yield row[FINISHED], order

    def _clashes(
        self,
        log: Log,
        rows: Sorted,
        pair: tuple[tuple[float, Order], tuple[float, Order]],
        taken: TakenAt,
    ) -> Iterator[Clash]:
        """Give who acted on both of two orders, while those who gave them stood by them."""
        first, last = sorted(pair)
        if first[1].fact == last[1].fact and _knew(taken(last[1].cell), first, last[0]):
            return  # who knew of the first order has replaced it
        stands = min(_until(taken(order.cell), at, order.value) for at, order in pair)
        acts = [list(self._acts(rows, *each, taken)) for each in pair]
        for one, other in product(*acts):
            begin, end = max(one.begin, other.begin), min(one.end, other.end, stands, log.ended)
            if one.agent != other.agent and end > begin:
                orders, doings = (pair[0][1], pair[1][1]), (one.doing, other.doing)
                yield Clash(orders, doings, begin, end, open=end == log.ended)

    def _acts(self, rows: Sorted, at: float, order: Order, taken: TakenAt) -> Iterator[_Act]:
        """Give what was begun by agencies that held the value of an order."""
        for cell, doing in self._users[order.fact]:
            held = taken(cell)
            for since, stated, value in held:
                if (stated, value) == (at, order.value):
                    end = _until(held, at, value)
                    begun = [time for time in _begun(rows, doing) if since <= time < end]
                    if begun:
                        yield _Act(self._program.cells[cell][0], doing, min(begun), end)


def rivals(program: Program) -> Iterator[tuple[Order, Order]]:
    """Give the orders of different owners that give different values to one fact, or places to one name.

    Two facts of one bare name stand for one thing where they are places, as two rendezvous points.
    """
    made: dict[tuple[str, str], list[Order]] = defaultdict(list)
    for number, task in enumerate(program.tasks):
        for _, own, fact, value in task.achieves:
            row = program.facts[fact]
            if row.kind != "number":
                made[bare(common(row.base)), row.name.removeprefix(row.base)].append(
                    Order(number, own, fact, value)
                )
    for orders in made.values():
        for one, other in combinations(orders, 2):
            owners = {program.tasks[order.task].owner for order in (one, other)}
            alike = one.fact == other.fact or program.facts[one.fact].kind == "place"
            if alike and len(owners) > 1 and one.value != other.value:
                yield one, other


def acting(program: Program, doing: Doing) -> int:
    """Give the agent whose task or declaration it is."""
    kind, subject = doing
    return program.tasks[subject].owner if kind == TASK else program.scales[subject].agent


def _going_by(program: Program) -> Iterator[tuple[int, Doing]]:
    """Give the cells that the conditions of tasks and levels look at, with what goes by them."""
    for number, task in enumerate(program.tasks):
        yield from ((own, (TASK, number)) for own, _world in task.beliefs)
    trees = Trees(program)
    for number, scale in enumerate(program.scales):
        cells = {cell for _, _, criterion in scale.gates for cell in cells_in(trees.tree(criterion))}
        yield from ((cell, (DECLARE, number)) for cell in sorted(cells))


def _begun(rows: Sorted, doing: Doing) -> Iterator[float]:
    """Give when a task became ready, or a declaration was due."""
    kind, subject = doing
    stage = READY if kind == TASK else ASKED
    found: Iterable[Row] = rows.of_task.get(subject, ()) if kind == TASK else rows[DECLARE]
    return (row[stage] for row in found if row[SUBJECT] == subject and row[stage] >= 0)


def _knew(taken: Sequence[Taken], order: tuple[float, Order], time: float) -> bool:
    """Whether an agency held the value of an order when it gave its own."""
    before = [(stated, value) for when, stated, value in taken if when <= time and stated < time]
    return bool(before) and before[-1] == (order[0], order[1].value)


def _until(taken: Sequence[Taken], at: float, value: Any) -> float:
    """Give until when an agency held the value that an order gave at a time; infinite to the end."""
    later = (when for when, stated, held in taken if stated > at and held != value)
    return min(later, default=inf)
