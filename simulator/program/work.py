"""Tasks with their decisions, companions and states."""

from collections import defaultdict
from dataclasses import replace
from itertools import accumulate

from simulator.program.amounts import Amounts
from simulator.program.conditions import Conditions, Reader
from simulator.program.errands import Errands
from simulator.program.facts import Copy, Facts
from simulator.program.knowledge import Holdings
from simulator.program.literals import Action
from simulator.program.model import NONE, Need, Outcome, SeatTurn, Task
from simulator.program.registry import Cells, Registry
from simulator.program.units import DESK, Units
from simulator.program.values import as_rank
from simulator.program.wiring import Wiring
from simulator.text.condition_tree import And, Not
from simulator.text.scalars import Value

AFTER = 15 * 60.0
"""Seconds until the next deputy is asked, where a post does not say."""

TASK_PRIORITY = 3


class Work:
    """Compiles tasks and what hangs on them."""

    def __init__(
        self,
        registry: Registry,
        wiring: Wiring,
        conditions: Conditions,
        errands: Errands,
        units: Units,
        amounts: Amounts,
    ) -> None:
        self._registry = registry
        self._facts: Facts = registry.facts_of
        self._wiring = wiring
        self._conditions = conditions
        self._errands = errands
        self._units = units
        self._amounts = amounts
        self.seats: list[SeatTurn] = []
        self.roots_by_cell: dict[tuple[int, int], list[int]] = defaultdict(list)
        """By owner and cell: the roots of its tasks' conditions that name the fact of the cell."""

    def task(self, number: int, copy: Copy) -> Task:
        """Compile one task; what its participants share is not known yet, see `joined`."""
        job, record, registry = copy.job, copy.job.record, self._registry
        owner, desk = registry.agents[job.owner], self._wiring.desk(job.owner)
        when, stops = self._gates(number, copy)
        cells = self._conditions.cells_of_root[when]
        for cell in cells:
            self.roots_by_cell[owner, cell].append(when)
        operators = record.needs.get(DESK, 0) if desk != NONE else 0
        needs, aid = self._units.needs(copy), self._units.aid(number, copy)
        states = {
            written.base.rpartition(".")[2]: registry.cells(owner, written)
            for written in self._facts.states(copy)
        }
        place = record.place
        return Task(
            name=copy.name,
            title=record.name,
            owner=owner,
            desk=desk,
            priority=record.priority or TASK_PRIORITY,
            order=job.order,
            operators=operators,
            needs=needs,
            when_gate=when,
            stops_gate=stops,
            turns=self._turns(number, copy, cells),
            after=AFTER if job.seat is None or job.seat.after is None else job.seat.after,
            duration=registry.stream(f"work|{copy.name}", record.duration),
            achieves=self._achieves(copy, owner),
            ready_cells=states.get("ready"),
            started_cells=states.get("started"),
            done_cells=states.get("done"),
            companions=self._invitations(number, copy, cells),
            at_least=min(record.at_least or 0, len(job.companions)),
            wait_at_most=-1.0 if record.wait_at_most is None else record.wait_at_most,
            aid=aid,
            beliefs=self._beliefs(cells, owner, amounts=False),
            follows=self._beliefs(cells, owner, amounts=True),
            post=self._post(copy.post),
            incident=copy.occurrence.number if copy.occurrence else 0,
            decider=self._post(None if job.seat is None else job.seat.name),
            basis=record.basis,
            place=(place.file, place.line, place.column),
            single=NONE if aid else _single(desk, operators, needs),
            ways=self._units.ways_of_companions(copy),
            outcomes=self._outcomes(copy, owner),
            draw=registry.chance(f"outcome|{copy.name}", 0.0) if len(job.outcomes) > 1 else NONE,
            repeats=record.repeats,
            service=self._amounts.service(copy, owner),
            refills=self._amounts.refills(copy),
        )

    def _gates(self, number: int, copy: Copy) -> tuple[int, int]:
        """Compile when a task may start and when it is broken off: it does not start while that holds."""
        job = copy.job
        action = Action.WHEN if copy.post is None else Action.POST_TASK
        reader = Reader(self._registry.agents[job.owner], copy.occurrence)
        if job.stops is None:
            return self._conditions.root(job.when, reader, action, number), NONE
        when = And((job.when, Not(job.stops)))
        return (
            self._conditions.root(when, reader, action, number),
            self._conditions.root(job.stops, reader, Action.STOPS, number),
        )

    def _post(self, name: str | None) -> int:
        """Give the number of a post that may change hands, `NONE` for any other."""
        holders = list(self._facts.holders)
        return holders.index(name) if name in holders else NONE

    def _beliefs(self, cells: list[int], owner: int, *, amounts: bool) -> tuple[tuple[int, int], ...]:
        """Give (owner's cell, world's cell) of what the owner believes: of quantities, or of the rest."""
        keys, rows, names = self._registry.cell_keys, self._registry.fact_rows, self._amounts.names
        return tuple(
            (cell, self._registry.truth(keys[cell][1]))
            for cell in cells
            if keys[cell][0] == owner and (rows[keys[cell][1]].base in names) is amounts
        )

    def _facts_in(self, cells: list[int]) -> list[int]:
        keys = self._registry.cell_keys
        return list(dict.fromkeys(keys[cell][1] for cell in cells))

    def _achieves(self, copy: Copy, owner: int) -> tuple[tuple[int, int, int, Value], ...]:
        return tuple(
            (*self._cells(copy, owner, base), as_rank(value, self._facts.item(base)))
            for base, value in copy.job.achieves
        )

    def _cells(self, copy: Copy, owner: int, base: str) -> Cells:
        return self._registry.cells(owner, self._facts.brought(copy, base))

    def _outcomes(self, copy: Copy, owner: int) -> tuple[Outcome, ...]:
        """Compile what may come of it: each comes about where the draw lies below its end."""
        facts = [base for base, _share in copy.job.outcomes]
        ends = [*accumulate(share for _base, share in copy.job.outcomes)][:-1]
        return (
            tuple(
                Outcome(self._cells(copy, owner, base), end)
                for base, end in zip(facts, (*ends, 1.0), strict=True)
            )
            if facts
            else ()
        )

    # -- decisions and joint tasks ---------------------------------------------------------------------------

    def _turns(self, task: int, copy: Copy, cells: list[int]) -> tuple[int, ...]:
        """Compile whom to ask for the decision, holder first."""
        seat = copy.job.seat
        if seat is None:
            return ()
        first = len(self.seats)
        for turn, holder in enumerate(self._facts.holders.get(seat.name, seat.holders)):
            self.seats.append(self._turn(task, copy, (seat.name, holder, turn), cells))
        return tuple(range(first, len(self.seats)))

    def _turn(self, task: int, copy: Copy, who: tuple[str, str, int], cells: list[int]) -> SeatTurn:
        seat, holder, turn = who
        owner, decision = copy.job.owner, copy.job.record.decision
        errand = NONE
        if holder != owner:
            errand = self._errands.add("request", task, copy, (owner, holder), self._facts_in(cells))
        return SeatTurn(
            name=seat,
            task=task,
            agent=self._registry.agents[holder],
            desk=self._wiring.desk(holder),
            errand=errand,
            takes=self._registry.stream(f"decide|{copy.name}|{holder}", decision.takes if decision else None),
            turn=turn,
        )

    def _invitations(self, task: int, copy: Copy, cells: list[int]) -> tuple[int, ...]:
        facts = self._facts_in(cells)
        return tuple(
            self._errands.add("invite", task, copy, (copy.job.owner, companion), facts)
            for companion in copy.job.companions
        )

    def joined(self, task: Task, copy: Copy, holdings: Holdings) -> Task:
        """Give a joint task with what its participants tell one another: all that one of them can hold."""
        if not copy.job.companions:
            return task
        together = (copy.job.owner, *copy.job.companions)
        facts = sorted({fact for one in together for fact in holdings.get(one, ())})
        agents, cell = self._registry.agents, self._registry.cell
        shared = tuple(tuple(cell(agents[one], fact) for one in together) for fact in facts)
        return replace(task, shared=shared)


def _single(desk: int, operators: int, needs: tuple[Need, ...]) -> int:
    """Give the one server of which a task needs exactly one, `NONE` where it needs more or nothing."""
    if operators == 1 and not needs:
        return desk
    alone = not operators and len(needs) == 1 and needs[0].units == 1 and len(needs[0].servers) == 1
    return needs[0].servers[0] if alone else NONE
