"""Tasks from their condition to what they achieve (rules 8, 9, 23, 25)."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.dice import Dice
from simulator.engine.journal import NOTE, NUMBER, TICKET, TRY, Journal
from simulator.engine.plain import worker, worker_kit
from simulator.engine.roads import Roads
from simulator.engine.rounds import Rounds
from simulator.engine.servers import Claim, Grant, Servers
from simulator.engine.tables import Tables
from simulator.log.rows import (
    DECIDED,
    DONE,
    FINISHED,
    GRANTED,
    HELD,
    MISTAKEN,
    MOBILISED,
    NEVER,
    NOTHING,
    OPEN,
    READY,
    STARTED,
    STATE,
    STOPPED,
    SUBJECT,
    TASK,
    WITHDRAWN,
    Row,
)
from simulator.program.model import NONE, Program, Service, Task

Ask = Callable[[int, int, int, Row, Grant], None]
Units = tuple[int, int, int]
"""(need, position of the server in it, units)."""


class Work:
    """One task under way: its row, which turn of it this is, its claim, and what has set out for it."""

    claim: Claim | None = None
    units: Sequence[Units] = ()
    away = 0
    called_out = False
    asked: Sequence[int] = ()
    """Seats of those whose decision it waits for, in the order in which they are asked."""
    trips: Mapping[tuple[int, int], float] = MappingProxyType({})

    def __init__(self, task: Task, row: Row, turn: int) -> None:
        self.task = task
        self.row = row
        self.turn = turn


class Tasks:
    """Runs the tasks. Decisions, aid and joint work hang on at the marked places."""

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        dice: Dice,
        journal: Journal,
        servers: Servers,
        beliefs: Beliefs,
        roads: Roads,
        tables: Tables,
    ) -> None:
        self._tasks = program.tasks
        self._plain = tables.plain
        self._servers_of = program.servers
        self._calendar = calendar
        self._at = calendar.at
        self._ask, self._ask_last = servers.ask, servers.ask_last
        self._open = journal.open
        self._idle: list[Grant] = []
        self._kit = worker_kit(self._tasks, calendar, dice, servers, beliefs, self._idle)
        self._take = dice.take
        self._journal = journal
        self._servers = servers
        self._release = servers.release
        self._last = servers.last
        self._beliefs = beliefs
        self._roads = roads
        self._rounds = Rounds(program, calendar, dice, beliefs)
        self._rows: dict[int, Row] = {}
        """By task, its last row; NOTE of a task that is not plain is its `Work`."""
        self.on_decision: Callable[[Work], None]
        self.on_short: Callable[[Work], None]
        self.on_convene: Callable[[Work], None]
        self.on_end: Callable[[Work], None]
        self.on_serve: Callable[[Work, Service], None]
        self.on_round: Callable[[Row], None]
        """Told the row of each round that is over of a task whose post may change hands."""

    def begun(self, number: int) -> bool:
        """Tell whether a task has its people and units, or, unless it repeats, has had them."""
        row = self._rows.get(number)
        if row is None or row[GRANTED] == NEVER:
            return False
        return row[STATE] == OPEN or not self._tasks[number].repeats

    # -- until it starts -------------------------------------------------------------------------------------

    def when(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """The condition of a task has turned."""
        row = self._rows.get(number)
        if holds and (row is None or row[STATE] == WITHDRAWN or self._rounds.may_begin(row)):
            self._ready(number, cause, via)
        elif not holds and row is not None and row[GRANTED] == NEVER and row[STATE] == OPEN:
            self._withdraw(row)

    def when_last(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """The condition of a task has turned, as the last thing of an event."""
        if holds and self._plain[number] and number not in self._rows:
            self._wait(number, cause, via, self._ask_last)
        else:
            self.when(number, holds, cause, via)

    def _wait(self, number: int, cause: int, via: int, ask: Ask) -> None:
        """A plain task is ready, and waits for its operator or unit."""
        task, idle, begin, now = self._tasks[number], self._idle, self._open, self._calendar.now
        row = self._rows[number] = begin(TASK, number, cause, via, now)
        row[DECIDED] = now
        grant = idle.pop() if idle else self._calendar.hire(worker(self._kit))
        ask(task.single, task.priority, task.order, row, grant)

    def _ready(self, number: int, cause: int, via: int) -> None:
        if self._plain[number]:
            self._wait(number, cause, via, self._ask)
            return
        task = self._tasks[number]
        row = self._rows[number] = self._open(TASK, number, cause, via, self._calendar.now)
        work = row[NOTE] = Work(task, row, self._rounds.of(number))
        if task.ready_cells is not None:
            self._declare(task, task.ready_cells, row, READY)
            if row[STATE] != OPEN:
                return
        if task.turns:
            self.on_decision(work)
        else:
            self.decided(work)

    def _declare(self, task: Task, cells: tuple[int, int, int], row: Row, stage: int) -> None:
        self._beliefs.achieve(cells, value=True, row=row[NUMBER], via=stage, source=task.owner)
        self._beliefs.evaluate()

    def _withdraw(self, row: Row) -> None:
        row[STATE] = WITHDRAWN
        row[TICKET] = 0
        work: Work | None = row[NOTE]
        if work is None:
            return
        if work.claim is not None and work.claim.waiting:
            self._servers.drop(work.claim)
        self.on_end(work)

    def decided(self, work: Work) -> None:
        """The task may start as soon as its people and units are free."""
        task, row = work.task, work.row
        row[DECIDED] = self._calendar.now
        if not task.operators and not task.needs:
            self._granted(work)
        elif task.single >= 0:
            self._servers.ask(task.single, task.priority, task.order, row, self._granted_one)
        else:
            self._claim(work)

    def _claim(self, work: Work) -> None:
        task = work.task
        claim = Claim(self._servers.next_key(task.priority, task.order), work.row, self._granted_claim)
        claim.desk, claim.operators, claim.needs = task.desk, task.operators, task.needs
        work.claim = claim
        self._servers.claim(claim)
        if task.aid:
            self._calendar.timer(0.0, self._look_for_aid, work)

    def _look_for_aid(self, work: Work) -> None:
        if work.claim is not None and work.claim.waiting:
            self.on_short(work)

    def _granted_one(self, row: Row) -> None:
        work: Work = row[NOTE]
        task = work.task
        if row[DECIDED] < self._calendar.now:
            row[HELD] = self._last[task.single]
        if task.needs:
            work.units = ((0, 0, 1),)
        self._granted(work)

    def _granted_claim(self, claim: Claim) -> None:
        work: Work = claim.row[NOTE]
        work.units = claim.taken
        if claim.row[DECIDED] < self._calendar.now:
            claim.row[HELD] = max((self._last[server] for server in claim.servers()), default=NOTHING)
        self._granted(work)

    def _granted(self, work: Work) -> None:
        work.row[GRANTED] = self._calendar.now
        if work.task.companions:
            self.on_convene(work)
        else:
            self.convened(work)

    # -- on the way ------------------------------------------------------------------------------------------

    def convened(self, work: Work) -> None:
        """Everybody is there: the units turn out."""
        moving = [unit for unit in work.units if self._moves(work.task, unit)]
        if not moving:
            self._start(work)
            return
        work.away = len(moving)
        work.called_out = True
        for need, position, _units in moving:
            wants = work.task.needs[need]
            self._at(self._take(wants.mobilise[position], work.turn), self._set_out, (work, need, position))

    def _moves(self, task: Task, unit: Units) -> bool:
        need, position, _units = unit
        wants = task.needs[need]
        return wants.mobilise[position] >= 0 or wants.travel[position] >= 0

    def _set_out(self, value: tuple[Work, int, int]) -> None:
        work, need, position = value
        row = work.row
        if row[STATE] != OPEN:
            self._return(work, need, position)
            return
        row[MOBILISED] = self._calendar.now
        leg = work.task.needs[need].travel[position]
        self._roads.travel(leg, self._arrive, (work, need, position, self._calendar.now))

    def _arrive(self, value: tuple[Work, int, int, float], way: float) -> None:
        work, need, position, since = value
        work.trips = {**work.trips, (need, position): way}
        work.away -= 1
        if work.row[STATE] != OPEN:
            self._return(work, need, position)
        elif not work.away:
            work.row[MOBILISED] = since
            self._start(work)

    # -- at work ---------------------------------------------------------------------------------------------

    def _start(self, work: Work) -> None:
        task, row = work.task, work.row
        row[STARTED] = self._calendar.now
        values = self._beliefs.values
        for own, world in task.beliefs:
            if values[own] is not None and values[own] != values[world]:
                row[TRY] = MISTAKEN
        if task.started_cells is not None:
            self._declare(task, task.started_cells, row, STARTED)
        if task.service is not None:
            self.on_serve(work, task.service)
        else:
            self._at(self._take(task.duration, work.turn), self.finish, work)

    def finish(self, work: Work) -> None:
        """The work is done."""
        row, task = work.row, work.task
        if row[STATE] != OPEN:
            return
        row[FINISHED] = self._calendar.now
        row[STATE] = DONE + row[TRY]
        self._free(work)
        for server, units in task.refills:
            self._servers.fill(server, units, row)
        self._rounds.achieve(task, row)
        again = task.repeats and self._rounds.end(row)
        self.on_end(work)
        self._beliefs.evaluate()
        if not again:
            return
        if task.post != NONE:
            self.on_round(row)
        elif self._rows[row[SUBJECT]] is row and self._beliefs.holds[task.when_gate]:
            self._ready(row[SUBJECT], row[NUMBER], FINISHED)

    def stops(self, number: int, holds: bool, _cause: int, _via: int) -> None:  # noqa: FBT001
        """The condition that breaks a task off has turned."""
        row = self._rows.get(number)
        if not holds or row is None or row[STATE] != OPEN or row[GRANTED] == NEVER:
            return
        row[STATE] = STOPPED + row[TRY]
        row[FINISHED] = self._calendar.now
        work: Work | None = row[NOTE]
        if work is None:
            self._release(self._tasks[number].single, row)
            return
        self._free(work)
        if work.task.repeats:
            self._rounds.end(row)
        self.on_end(work)
        if work.task.repeats and work.task.post != NONE:
            self.on_round(row)

    def _free(self, work: Work) -> None:
        task, row = work.task, work.row
        if task.operators:
            self._release(task.desk, row, task.operators)
        for unit in work.units:
            under_way = work.called_out and self._moves(task, unit) and unit[:2] not in work.trips
            if not under_way:
                self._return(work, unit[0], unit[1])

    def _return(self, work: Work, need: int, position: int) -> None:
        """Units go back, and are free when they are there, or at once where they may be sent on."""
        server = work.task.needs[need].servers[position]
        pool = self._servers_of[server]
        back = work.trips.get((need, position), 0.0)
        if pool.consumed:
            return
        units = next(units for n, p, units in work.units if (n, p) == (need, position))
        if back and not pool.redeploy:
            self._at(back, self._back, (server, work.row, units))
        else:
            self._release(server, work.row, units)

    def _back(self, value: tuple[int, Row, int]) -> None:
        server, row, units = value
        self._release(server, row, units)
