"""What comes from outside the plans: incidents, injects, shifts, and who sees it (rules 5, 11, 19)."""

from collections.abc import Callable

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.dice import Dice
from simulator.engine.journal import NOTE, NUMBER, TICKET, Journal
from simulator.engine.outages import Outages
from simulator.engine.roads import Roads
from simulator.engine.servers import Servers
from simulator.log.rows import (
    AT,
    CALLER,
    CAUSE,
    CONTENTS,
    DONE,
    EVENT,
    HELD_THERE,
    LEARNED,
    NO_ANSWER,
    NOTHING,
    NOTICE,
    PICKED,
    RECEIVED,
    REF,
    SEEN,
    SET,
    STATE,
    Row,
)
from simulator.program.model import WORLD, Act, Program

PUBLIC_PRIORITY = 4


class Acts:
    """Plays incidents and injects, and lets observers see the world."""

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        dice: Dice,
        journal: Journal,
        servers: Servers,
        beliefs: Beliefs,
        outages: Outages,
        roads: Roads,
    ) -> None:
        self._program = program
        self._calendar = calendar
        self._dice = dice
        self._journal = journal
        self._servers = servers
        self._beliefs = beliefs
        self._outages = outages
        self._roads = roads
        self._sights = [0] * len(program.observers)
        self._watching = [False] * len(program.observers)
        self._calls: dict[int, int] = {}
        self._done: set[int] = set()
        self.kinds = {
            "set": self._set,
            "incident": self._set,
            "reissue": self._reissue,
            "outage": self._outage,
            "road": self._road,
            "withdrawn": self._withdraw,
            "refilled": self._refill,
            "calls": self._open_lines,
            "message": self._message,
        }
        """What each kind of act does; parts that are not always there add theirs."""
        self.on_service: Callable[[int], None] | None = None
        """Told the row of each outage and of its end, where somebody is concerned by who is in service."""
        beliefs.on_world = self._seen_by

    def start(self) -> None:
        """Put everything that has a time into the calendar."""
        for number, act in enumerate(self._program.acts):
            if act.gate == NOTHING:
                wait = act.at + sum(self._dice.take(stream) for stream in act.times)
                self._calendar.at(wait, self._due, (number, NOTHING, NOTHING))
        for source, server, time, capacity in self._program.shifts:
            self._calendar.at(time, self._shift, (source, server, capacity))

    def _shift(self, value: tuple[int, int, int]) -> None:
        source, server, capacity = value
        row = self._journal.open(EVENT, source, NOTHING, NOTHING, self._calendar.now)
        row[STATE] = DONE
        row[REF] = capacity
        self._servers.resize(server, capacity, row)

    def condition(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """The condition of an inject has turned; each inject acts once."""
        if holds and number not in self._done:
            self._calendar.at(0.0, self._due, (number, cause, via))

    def _due(self, value: tuple[int, int, int]) -> None:
        number, cause, via = value
        if number in self._done:
            return
        self._done.add(number)
        act = self._program.acts[number]
        sets = act.kind in {"set", "incident", "reissue"}
        row = self._journal.open(SET if sets else EVENT, act.source, cause, via, self._calendar.now)
        row[STATE] = DONE
        for observer in act.observers:
            self._watching[observer] = True
        self.kinds[act.kind](act, row)

    # -- facts of the world ----------------------------------------------------------------------------------

    def _set(self, act: Act, row: Row) -> None:
        for cell, _fact, value in act.facts:
            self._beliefs.set_truth(cell, value, issue=self._beliefs.issues[cell], row=row[NUMBER], via=AT)
        self._beliefs.evaluate()

    def _reissue(self, act: Act, row: Row) -> None:
        beliefs = self._beliefs
        for cell, _fact, _value in act.facts:
            if beliefs.values[cell] is not None:
                beliefs.set_truth(
                    cell, beliefs.values[cell], issue=beliefs.issues[cell] + 1, row=row[NUMBER], via=AT
                )
        beliefs.evaluate()

    def _seen_by(self, changed: list[int]) -> None:
        """Each observer sees what changed at one instant together, after one draw (rule 5)."""
        observers = self._program.cell_observers
        seen: dict[int, list[int]] = {}
        for cell in changed:
            for observer in observers[cell]:
                if self._watching[observer]:
                    seen.setdefault(observer, []).append(cell)
        for number, cells in seen.items():
            self._see(number, cells)

    def _see(self, number: int, cells: list[int]) -> None:
        observer = self._program.observers[number]
        beliefs = self._beliefs
        own = {world: (mine, fact) for world, mine, fact in observer.cells}
        row = self._journal.open(
            SEEN, number, beliefs.rows[cells[0]], beliefs.vias[cells[0]], self._calendar.now
        )
        row[CONTENTS] = tuple(
            (own[cell][1], beliefs.rows[cell], beliefs.vias[cell], beliefs.values[cell], beliefs.stamps[cell],
             beliefs.issues[cell], own[cell][0])
            for cell in cells
        )  # fmt: skip
        use = self._sights[number]
        self._sights[number] += 1
        self._calendar.at(self._dice.take(observer.stream, use), self._learn, row)

    def _learn(self, row: Row) -> None:
        row[LEARNED] = self._calendar.now
        row[STATE] = DONE
        self._beliefs.absorb(row[CONTENTS], row[NUMBER], WORLD)

    # -- outages, roads, units -------------------------------------------------------------------------------

    def _later(self, act: Act, end: object) -> None:
        if act.lasts >= 0:
            self._calendar.at(act.lasts, end, act)  # type: ignore[arg-type]

    def _ending(self, act: Act) -> Row:
        row = self._journal.open(EVENT, act.ends, NOTHING, NOTHING, self._calendar.now)
        row[STATE] = DONE
        return row

    def _outage(self, act: Act, row: Row) -> None:
        self._outages.begin(act.switches)
        for server in act.desks:
            self._servers.close(server)
        self._later(act, self._restore)
        if self.on_service is not None:
            self.on_service(row[NUMBER])

    def _restore(self, act: Act) -> None:
        row = self._ending(act)
        for server in act.desks:
            self._servers.reopen(server, row)
        self._outages.end(act.switches)
        if self.on_service is not None:
            self.on_service(row[NUMBER])

    def _road(self, act: Act, _row: Row) -> None:
        self._roads.slow(act.road, act.factor)
        self._later(act, self._reopen)

    def _reopen(self, act: Act) -> None:
        self._ending(act)
        self._roads.restore(act.road, act.factor)

    def _withdraw(self, act: Act, row: Row) -> None:
        for server, units in act.servers:
            self._servers.resize(server, self._servers.capacity[server] - units, row)
        self._later(act, self._give_back)

    def _refill(self, act: Act, row: Row) -> None:
        for server, units in act.servers:
            self._servers.fill(server, units, row)

    def _give_back(self, act: Act) -> None:
        row = self._ending(act)
        for server, units in act.servers:
            self._servers.resize(server, self._servers.capacity[server] + units, row)

    # -- calls and messages from outside ---------------------------------------------------------------------

    def _open_lines(self, act: Act, _row: Row) -> None:
        until = self._calendar.now + act.lasts if act.lasts >= 0 else float("inf")
        self._next_call(act, until)

    def _next_call(self, act: Act, until: float) -> None:
        assert act.calls is not None  # noqa: S101 (an act of this kind has them)
        use = self._calls.get(act.source, 0)
        self._calls[act.source] = use + 1
        wait = self._dice.take(act.calls[1], use)
        if self._calendar.now + wait <= until:
            self._calendar.at(wait, self._call, (act, until, use))

    def _call(self, value: tuple[Act, float, int]) -> None:
        act, until, use = value
        assert act.calls is not None  # noqa: S101 (an act of this kind has them)
        server, _every, _talk, patience = act.calls
        row = self._journal.open(CALLER, act.source, NOTHING, NOTHING, NEVER_DUE)
        row[RECEIVED] = self._calendar.now
        row[NOTE] = (act, use)
        self._next_call(act, until)
        if server < 0 or self._servers.seize(server):
            self._answer(row)
            return
        self._servers.ask(server, PUBLIC_PRIORITY, act.source, row, self._answer)
        if patience >= 0:
            self._calendar.timer(patience, self._hang_up, (row, row[TICKET]))

    def _hang_up(self, value: tuple[Row, int]) -> None:
        row, ticket = value
        if row[TICKET] == ticket:
            row[TICKET] = 0
            row[STATE] = NO_ANSWER

    def _answer(self, row: Row) -> None:
        act, use = row[NOTE]
        row[PICKED] = self._calendar.now
        if act.calls[0] >= 0 and row[RECEIVED] < self._calendar.now:
            row[HELD_THERE] = self._servers.last[act.calls[0]]
        self._calendar.at(self._dice.take(act.calls[2], use), self._rung_off, row)

    def _rung_off(self, row: Row) -> None:
        act, _use = row[NOTE]
        row[LEARNED] = self._calendar.now
        row[STATE] = DONE
        if act.calls[0] >= 0:
            self._servers.release(act.calls[0], row)

    def _message(self, act: Act, cause: Row) -> None:
        row = self._journal.open(NOTICE, act.source, cause[NUMBER], AT, self._calendar.now)
        row[RECEIVED] = self._calendar.now
        row[NOTE] = act
        if act.desk >= 0:
            self._servers.ask(act.desk, PUBLIC_PRIORITY, act.source, row, self._read)
        else:
            self._read(row)

    def _read(self, row: Row) -> None:
        act: Act = row[NOTE]
        row[PICKED] = self._calendar.now
        if act.desk >= 0 and row[RECEIVED] < self._calendar.now:
            row[HELD_THERE] = self._servers.last[act.desk]
        self._calendar.at(self._dice.take(act.handling), self._noted, row)

    def _noted(self, row: Row) -> None:
        act: Act = row[NOTE]
        row[LEARNED] = self._calendar.now
        row[STATE] = DONE
        if act.desk >= 0:
            self._servers.release(act.desk, row)
        if act.tells:
            issues = self._beliefs.issues
            row[CONTENTS] = tuple(
                (fact, row[CAUSE], AT, value, row[RECEIVED], issues[cell], cell)
                for cell, fact, value in act.tells
            )
            self._beliefs.absorb(row[CONTENTS], row[NUMBER], WORLD)


NEVER_DUE = -1.0
