"""Joint tasks: inviting, convening, sharing what is known (rule 22)."""

from collections.abc import Iterator
from functools import partial

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.journal import NOTE, NUMBER, TICKET, Journal
from simulator.engine.reports import Reports
from simulator.engine.roads import Roads
from simulator.engine.servers import Servers
from simulator.engine.sharing import Sharing
from simulator.engine.tasks import Tasks, Work
from simulator.log.rows import (
    ASKED,
    BACK,
    CONVENED,
    DONE,
    ENDED,
    FINISHED,
    GRANTED,
    HELD,
    HELD_THERE,
    INVITE,
    JOIN,
    MISTAKEN,
    NEVER,
    NOTHING,
    OPEN,
    STATE,
    SUBJECT,
    TAKEN_UP,
    WITHDRAWN,
    Row,
)
from simulator.program.model import Program

INVITATION_PRIORITY = 2


class Joint:
    """Who is in on each joint task."""

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        journal: Journal,
        servers: Servers,
        beliefs: Beliefs,
        reports: Reports,
        tasks: Tasks,
        roads: Roads,
    ) -> None:
        self._agents = program.agents
        self._cells = program.cells
        self._errands = program.errands
        self._calendar = calendar
        self._journal = journal
        self._servers = servers
        self._beliefs = beliefs
        self._reports = reports
        self._tasks = tasks
        self._roads = roads
        self._back: dict[int, float] = {}
        """By row of a JOIN in person: the seconds that the way there took, and the way back will."""
        self._sharing = Sharing(program, beliefs)
        self._joined: dict[int, list[Row]] = {}
        self._invited_by: dict[int, list[Row]] = {}
        tasks.on_convene = self.convene
        tasks.on_end = self.end

    def convene(self, work: Work) -> None:
        """Invite everybody over the direct links."""
        task = work.task
        self._joined[work.row[NUMBER]] = []
        self._invited_by[work.row[NUMBER]] = invitations = []
        for errand in task.companions:
            invitation = self._reports.send(
                INVITE,
                errand,
                work.row[NUMBER],
                GRANTED,
                partial(self._invited, work, errand),
            )
            if invitation is not None:
                invitations.append(invitation)
        if task.wait_at_most >= 0:
            self._calendar.timer(task.wait_at_most, self._begin_anyway, work)

    def _invited(self, work: Work, errand: int, message: Row) -> None:
        if work.row[STATE] != OPEN or work.row[CONVENED] != NEVER:
            return
        row = self._journal.open(JOIN, errand, message[NUMBER], NOTHING, self._calendar.now)
        row[NOTE] = work
        desk = self._desk(row)
        self._joined[work.row[NUMBER]].append(row)
        if desk >= 0:
            self._servers.ask(desk, INVITATION_PRIORITY, work.task.order, row, self._join)
        else:
            self._join(row)

    def _join(self, row: Row) -> None:
        """Somebody is free to take part: at once, or when the way is done."""
        task = row[NOTE].task
        desk = self._desk(row)
        if desk >= 0 and row[ASKED] < self._calendar.now:
            row[HELD] = self._servers.last[desk]
        if task.ways:
            row[TAKEN_UP] = self._calendar.now
            self._roads.travel(task.ways[task.companions.index(row[SUBJECT])], self._arrive, row)
        else:
            self._come(row)

    def _arrive(self, row: Row, way: float) -> None:
        """Whoever comes too late turns back."""
        self._back[row[NUMBER]] = way
        work: Work = row[NOTE]
        if work.row[STATE] == OPEN and work.row[CONVENED] == NEVER:
            self._come(row)
        else:
            self._leave(row)

    def _desk(self, row: Row) -> int:
        return self._agents[self._errands[row[SUBJECT]].receiver].desk

    def _leave(self, row: Row) -> None:
        """An operator is free again, in person when the way back is done."""
        if self._desk(row) >= 0:
            way = self._back.pop(row[NUMBER], 0.0)
            if way:
                self._calendar.at(way, self._home, row)
            else:
                self._home(row)

    def _home(self, row: Row) -> None:
        row[BACK] = self._calendar.now
        self._servers.release(self._desk(row), row)

    def _come(self, row: Row) -> None:
        work: Work = row[NOTE]
        row[ENDED] = self._calendar.now
        row[STATE] = DONE
        if len(self._present(work)) >= (work.task.at_least or len(work.task.companions)):
            self._convened(work, row[NUMBER])

    def _present(self, work: Work) -> list[Row]:
        return [row for row in self._joined[work.row[NUMBER]] if row[ENDED] != NEVER]

    def _begin_anyway(self, work: Work) -> None:
        if work.row[STATE] == OPEN and work.row[CONVENED] == NEVER:
            self._convened(work, NOTHING)

    def _convened(self, work: Work, last: int) -> None:
        work.row[CONVENED] = self._calendar.now
        work.row[HELD_THERE] = last
        for row in self._joined[work.row[NUMBER]]:
            if row[ENDED] == NEVER:
                row[STATE] = WITHDRAWN
                row[TICKET] = 0
        self._tasks.convened(work)

    def end(self, work: Work) -> None:
        """Participants are free again; if the work was done, all know the newest that any of them holds."""
        if work.row[NUMBER] not in self._joined:
            return
        for row in self._invited_by.pop(work.row[NUMBER]):
            self._reports.withdraw(row)
        came = self._present(work)
        for row in self._joined.pop(work.row[NUMBER]):
            if row[ENDED] == NEVER:
                row[STATE] = WITHDRAWN
                row[TICKET] = 0
            else:
                self._leave(row)
        if work.row[STATE] % MISTAKEN == DONE:
            there = frozenset({work.task.owner, *(self._errands[row[SUBJECT]].receiver for row in came)})
            told = (work.row[NUMBER], FINISHED, work.task.owner)
            self._sharing.share(self._facts(work, there), there, told, work.row)

    def _facts(self, work: Work, there: frozenset[int]) -> Iterator[list[int]]:
        for cells in work.task.shared:
            yield [cell for cell in cells if self._cells[cell][0] in there]
