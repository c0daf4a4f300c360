"""Decisions on tasks, by the holder of a seat or its deputies, and levels that are declared (rules 9, 20)."""

from collections.abc import Callable, Sequence

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.dice import Dice
from simulator.engine.journal import NOTE, NUMBER, TICKET, Journal
from simulator.engine.reports import Reports
from simulator.engine.servers import Servers
from simulator.engine.tasks import Tasks, Work
from simulator.log.rows import (
    ASKED,
    CAUSE,
    DECIDED,
    DECISION,
    DECLARE,
    DONE,
    ENDED,
    HELD,
    KIND,
    NEVER,
    NOTHING,
    OPEN,
    READY,
    REF,
    REQUEST,
    STATE,
    SUBJECT,
    TAKEN_UP,
    VIA,
    WITHDRAWN,
    Row,
)
from simulator.program.literals import SCALE_STEP
from simulator.program.model import Program, Scale, SeatTurn

DECISION_PRIORITY = 2


class Decisions:
    """Requests for decisions: to the holder at once, to a deputy when the one before has not acted."""

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        dice: Dice,
        journal: Journal,
        servers: Servers,
        reports: Reports,
        tasks: Tasks,
    ) -> None:
        self._seats = program.seats
        self._uses = [0] * len(program.seats)
        self._calendar = calendar
        self._dice = dice
        self._journal = journal
        self._servers = servers
        self._reports = reports
        self._tasks = tasks
        self._handled: set[tuple[int, int]] = set()
        self._rows: dict[int, list[Row]] = {}
        self._of_post: dict[int, list[Work]] = {}
        self.seats_of: Callable[[Work], Sequence[int]]
        """Those whom a task asks whose decider is a post that may change hands."""
        tasks.on_decision = self.ask

    def ask(self, work: Work) -> None:
        """A task is ready and waits for its decision."""
        work.asked = work.task.turns
        if work.task.decider >= 0:
            self._of_post.setdefault(work.task.decider, []).append(work)
            work.asked = self.seats_of(work)
        if work.asked:
            self._turn(work, work.asked, 0)

    def passed_on(self, post: int) -> None:
        """Somebody else holds a post: what is asked of it and nobody has begun to decide goes there."""
        for work in self._of_post.get(post, ()):
            if work.row[STATE] == OPEN and work.row[DECIDED] == NEVER and not self._in_hand(work):
                self.withdraw(work)
                self._handled -= {(work.row[NUMBER], turn) for turn in range(len(work.task.turns))}
                work.asked = self.seats_of(work)
                if work.asked:
                    self._turn(work, work.asked, 0)

    def _in_hand(self, work: Work) -> bool:
        rows = self._rows.get(work.row[NUMBER], ())
        return any(row[KIND] == DECISION and row[TAKEN_UP] != NEVER for row in rows)

    def _turn(self, work: Work, asked: Sequence[int], turn: int) -> None:
        number = asked[turn]
        seat = self._seats[number]
        row = work.row[NUMBER]
        if seat.agent == work.task.owner:
            self._take_to(number, work, row, READY)
        elif seat.errand >= 0:
            request = self._reports.send(
                REQUEST, seat.errand, row, READY, lambda message: self._requested(number, work, message)
            )
            if request is not None:
                self._rows.setdefault(row, []).append(request)
        if turn + 1 < len(asked):
            self._calendar.timer(work.task.after, self._pass_on, (work, asked, turn))

    def _pass_on(self, value: tuple[Work, Sequence[int], int]) -> None:
        """A deputy's turn, unless the one before has the request in hand."""
        work, asked, turn = value
        waiting = work.row[STATE] == OPEN and work.row[DECIDED] == NEVER and work.asked is asked
        if waiting and (work.row[NUMBER], self._seats[asked[turn]].turn) not in self._handled:
            self._turn(work, asked, turn + 1)

    def _requested(self, number: int, work: Work, message: Row) -> None:
        self._handled.add((work.row[NUMBER], self._seats[number].turn))
        self._take_to(number, work, message[NUMBER], NOTHING)

    def _take_to(self, number: int, work: Work, cause: int, via: int) -> None:
        if work.row[STATE] != OPEN:
            return
        seat = self._seats[number]
        row = self._journal.open(DECISION, number, cause, via, self._calendar.now)
        row[NOTE] = work
        self._rows.setdefault(work.row[NUMBER], []).append(row)
        if seat.desk >= 0:
            self._servers.ask(seat.desk, DECISION_PRIORITY, work.task.order, row, self._begin)
        else:
            self._begin(row)

    def _begin(self, row: Row) -> None:
        seat = self._seat(row)
        row[TAKEN_UP] = self._calendar.now
        if seat.desk >= 0 and row[ASKED] < self._calendar.now:
            row[HELD] = self._servers.last[seat.desk]
        work: Work = row[NOTE]
        self._handled.add((work.row[NUMBER], seat.turn))
        use = self._uses[row[SUBJECT]]
        self._uses[row[SUBJECT]] += 1
        self._calendar.at(self._dice.take(seat.takes, use), self._ended, row)

    def _seat(self, row: Row) -> SeatTurn:
        return self._seats[row[SUBJECT]]

    def _ended(self, row: Row) -> None:
        work: Work = row[NOTE]
        desk = self._seat(row).desk
        if desk >= 0:
            self._servers.release(desk, row)
        row[ENDED] = self._calendar.now
        row[STATE] = DONE
        if work.row[STATE] == OPEN and work.row[DECIDED] == NEVER:
            work.row[REF] = row[NUMBER]
            self.withdraw(work)
            self._tasks.decided(work)

    def withdraw(self, work: Work) -> None:
        """The decision is taken or no longer wanted: take back what nobody has begun of it (rules 8, 20)."""
        for row in self._rows.pop(work.row[NUMBER], ()):
            if row[KIND] == REQUEST:
                self._reports.withdraw(row)
            elif row[TAKEN_UP] == NEVER:
                row[STATE] = WITHDRAWN
                row[TICKET] = 0


class Scales:
    """Levels: whoever declares a scale decides on its own beliefs, one decision at a time."""

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        dice: Dice,
        journal: Journal,
        servers: Servers,
        beliefs: Beliefs,
    ) -> None:
        self._scales = program.scales
        self._calendar = calendar
        self._dice = dice
        self._journal = journal
        self._servers = servers
        self._beliefs = beliefs
        self._busy: dict[int, Row] = {}
        self._spent: set[tuple[int, int]] = set()
        """(scale, rank): criteria that held when the level was lowered, and count when they turn anew."""
        self._causes: dict[tuple[int, int], tuple[int, int]] = {}
        self._uses = [0] * len(program.scales)

    def called_for(self, subject: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """A criterion has turned in the beliefs of a declarer; `subject` is scale times 100 plus rank."""
        number, rank = divmod(subject, SCALE_STEP)
        self._causes[number, rank] = (cause, via)
        if not holds and self._spent:
            self._spent -= {(each, rank) for each in self._alike(number)}
        if (
            holds
            and (number, rank) not in self._spent
            and number not in self._busy
            and rank > self._level(self._scales[number])
        ):
            self._decide(number, cause, via)

    def lower(self, subject: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """A condition for going down has turned in the beliefs of a declarer; `subject` as `called_for`."""
        number, rank = divmod(subject, SCALE_STEP)
        self._causes[number, rank] = (cause, via)
        if holds and number not in self._busy and rank < self._level(self._scales[number]):
            self._decide(number, cause, via)

    def _alike(self, number: int) -> list[int]:
        """Give the entries of the same scale: one for each who may declare it."""
        fact = self._scales[number].fact
        return [each for each, scale in enumerate(self._scales) if scale.fact == fact]

    def _level(self, scale: Scale) -> int:
        return self._beliefs.values[scale.world] or 0

    def _decide(self, number: int, cause: int, via: int) -> None:
        scale = self._scales[number]
        row = self._busy[number] = self._journal.open(DECLARE, number, cause, via, self._calendar.now)
        if scale.desk >= 0:
            self._servers.ask(scale.desk, DECISION_PRIORITY, scale.order, row, self._begin)
        else:
            self._begin(row)

    def _begin(self, row: Row) -> None:
        scale = self._scales[row[SUBJECT]]
        row[TAKEN_UP] = self._calendar.now
        if scale.desk >= 0 and row[ASKED] < self._calendar.now:
            row[HELD] = self._servers.last[scale.desk]
        use = self._uses[row[SUBJECT]]
        self._uses[row[SUBJECT]] += 1
        self._calendar.at(self._dice.take(scale.decide, use), self._ended, row)

    def _ended(self, row: Row) -> None:
        """The highest level whose criterion holds now is declared, or one that it is lowered to."""
        number = row[SUBJECT]
        scale = self._scales[number]
        if scale.desk >= 0:
            self._servers.release(scale.desk, row)
        row[ENDED] = self._calendar.now
        del self._busy[number]
        rank, level = self._due_level(number, scale), self._level(scale)
        if rank <= level:
            rank = min((to for to, _, gate in scale.lower if self._beliefs.holds[gate]), default=level)
            if rank >= level:
                row[STATE] = WITHDRAWN
                return
            self._spend(number)
        row[STATE] = DONE
        row[REF] = rank
        row[CAUSE], row[VIA] = self._causes.get((number, rank), (row[CAUSE], row[VIA]))
        cells = (scale.world, scale.own, scale.fact)
        self._beliefs.achieve(cells, rank, row=row[NUMBER], via=ENDED, source=scale.agent)
        self._beliefs.evaluate()

    def _due_level(self, number: int, scale: Scale) -> int:
        holding = (rank for rank, _call, criterion in scale.gates if self._beliefs.holds[criterion])
        return max((rank for rank in holding if (number, rank) not in self._spent), default=0)

    def _spend(self, number: int) -> None:
        """What called for a level before it was lowered does not call for it again."""
        for each in self._alike(number):
            for rank, _call, criterion in self._scales[each].gates:
                if self._beliefs.holds[criterion]:
                    self._spent.add((each, rank))

    def drop(self, number: int) -> None:
        """Who was to decide on a level is no longer the one to; what it has begun it ends."""
        row = self._busy.get(number)
        if row is not None and row[TAKEN_UP] == NEVER:
            row[STATE] = WITHDRAWN
            row[TICKET] = 0
            del self._busy[number]
