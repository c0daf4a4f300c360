"""Work that serves: quantities that rise at a rate while tasks are at work on them (rule 10)."""

from collections.abc import Iterator
from math import inf

from simulator.engine.calendar import Calendar
from simulator.engine.dice import Dice
from simulator.engine.flows import FlowingBeliefs
from simulator.engine.journal import NUMBER, Journal
from simulator.engine.levels import Level, Line, next_tick, turning_times
from simulator.engine.servers import Servers
from simulator.engine.supplies import Supplies, Supply
from simulator.engine.tables import Tables
from simulator.engine.tasks import Tasks, Work
from simulator.log.rows import AT, CONTENTS, CROSSED, DONE, NOTHING, STARTED, STATE
from simulator.program.model import NONE, Program, Service

Cause = tuple[int, int]
"""(row, via) of an event."""


class Effort:
    """One task at work on quantities, with what it uses up."""

    def __init__(self, work: Work, service: Service, levels: list[Level]) -> None:
        self.work = work
        self.service = service
        self.levels = levels
        self.supplies: list[Supply] = []

    @property
    def lacks(self) -> bool:
        """Whether something that it uses up has run out."""
        return any(supply.claim is not None for supply in self.supplies)

    @property
    def is_idle(self) -> bool:
        """Whether there is nobody left to serve."""
        return all(level.is_full for level in self.levels)


class Services:
    """Keeps the quantities: they move in straight lines from one event to the next."""

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        dice: Dice,
        journal: Journal,
        servers: Servers,
        beliefs: FlowingBeliefs,
        tasks: Tasks,
        tables: Tables,
    ) -> None:
        self._calendar = calendar
        self._dice = dice
        self._journal = journal
        self._beliefs = beliefs
        self._tasks = tasks
        self._supplies = Supplies(calendar, journal, servers)
        self._tests = tables.moving
        self._levels = {
            quantity.fact: Level(number, quantity) for number, quantity in enumerate(program.quantities)
        }
        self._efforts: list[Effort] = []
        self._token = 0
        beliefs.coupled = tables.coupled
        beliefs.catch_up = self._catch_up
        beliefs.look_ahead = self._look_ahead
        self._refreshed = [
            link.every
            for link in tables.periodic
            if any(program.slots[slot].fact in self._levels for slot in link.slots)
        ]
        tasks.on_serve = self._begin

    def start(self) -> None:
        """Nobody is served yet; what is reported from time to time is brought up to now before."""
        for level in self._levels.values():
            cell = level.quantity.cell
            if self._beliefs.values[cell] is None:
                self._beliefs.set_truth(cell, 0.0, issue=0, row=NOTHING, via=NOTHING)
        self._beliefs.evaluate()
        for every in self._refreshed:
            self._calendar.at(every, self._refresh, every)

    def _refresh(self, every: float) -> None:
        self._calendar.at(every, self._refresh, every)
        self._catch_up()
        self._beliefs.evaluate()

    def close(self, ended: float) -> None:
        """Write down how much there is at the end."""
        self._calendar.now = ended
        self._catch_up()

    # -- tasks -----------------------------------------------------------------------------------------------

    def _begin(self, work: Work, service: Service) -> None:
        """A task is at work: it serves from now on."""
        effort = Effort(work, service, [self._levels[cells[2]] for cells, _rate in service.rates])
        start = (work.row[NUMBER], STARTED)
        self._catch_up()
        self._efforts.append(effort)
        for number, use in enumerate(service.uses):
            supply = Supply(work, number, use, self._turned)
            effort.supplies.append(supply)
            self._supplies.begin(supply)
        for level in effort.levels:
            self._write(level, start)
        if service.to_the_end:
            self._calendar.at(self._dice.take(work.task.duration, work.turn), self._tasks.finish, work)
        self._change(start)

    def _turned(self, supply: Supply) -> None:
        """What a task uses up has run out, or there is more again."""
        self._catch_up()
        self._change(supply.back)

    def _served(self, effort: Effort) -> None:
        """There was nobody left to serve: if so still, the work is done."""
        if effort in self._efforts and effort.is_idle:
            self._tasks.finish(effort.work)

    def end(self, work: Work) -> None:
        """A task is over."""
        effort = next((effort for effort in self._efforts if effort.work is work), None)
        if effort is not None:
            self._catch_up()
            self._efforts.remove(effort)
            for supply in effort.supplies:
                self._supplies.end(supply)
            self._change()

    # -- how much there is -----------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        """Bring all quantities up to now, and write down those that have changed."""
        now, values = self._calendar.now, self._beliefs.values
        for level in self._levels.values():
            cell = level.quantity.cell
            if values[cell] != level.told[0]:  # somebody else has set it
                level.put(now, float(values[cell] or 0.0))
                level.rate = 0.0
                level.cause = self._reason(cell)
            level.move(now, self._bound(level))
            if (level.value, round(level.bound, 6)) != level.told:
                less = level.value < level.told[0] or level.value == level.told[0]
                self._write(level, self._reason(level.quantity.bound) if less else level.cause)

    def _reason(self, cell: int) -> Cause:
        """Give the event by which something in the world is as it is."""
        if cell == NONE:
            return NOTHING, NOTHING
        return self._beliefs.rows[cell], self._beliefs.vias[cell]

    def _bound(self, level: Level) -> float:
        quantity = level.quantity
        if quantity.bound == NONE:
            return inf
        above = self._levels.get(quantity.bound_fact)
        return above.exact if above is not None else float(self._beliefs.values[quantity.bound] or 0.0)

    def _climb(self, level: Level) -> float:
        """How fast the bound of a quantity rises."""
        above = self._levels.get(level.quantity.bound_fact)
        return above.rate if above is not None else 0.0

    def _write(self, level: Level, cause: Cause) -> None:
        """Note how much there is now, and let those know who are at work on it."""
        beliefs, quantity, now = self._beliefs, level.quantity, self._calendar.now
        row = self._journal.open(CROSSED, level.number, *cause, now)
        row[STATE] = DONE
        about, written = (row[NUMBER], AT), [quantity.cell]
        if beliefs.values[quantity.cell] != level.value:
            beliefs.set_truth(quantity.cell, level.value, issue=0, row=row[NUMBER], via=AT)
        for cells, owner in self._at_work(level):
            beliefs.achieve(cells, level.value, row=row[NUMBER], via=AT, source=owner)
            written.append(cells[1])
        level.told, level.noted = (level.value, round(level.bound, 6)), now
        told = [(quantity.fact, *about, level.value, now, beliefs.issues[cell], cell) for cell in written]
        if quantity.bound != NONE:
            told.append((quantity.bound_fact, *about, round(level.bound, 6), now, 0, quantity.bound))
        row[CONTENTS] = tuple(told)

    def _at_work(self, level: Level) -> Iterator[tuple[tuple[int, int, int], int]]:
        """Give (world's cell, own cell, fact) and number of each agency that is at work on a quantity."""
        known = {
            cells: effort.work.task.owner
            for effort in self._efforts
            for cells, _rate in effort.service.rates
            if cells[2] == level.quantity.fact
        }
        yield from known.items()

    # -- how fast it changes ---------------------------------------------------------------------------------

    def _change(self, cause: Cause | None = None) -> None:
        """Set the rates anew; without a cause it is what bounds them that has changed."""
        now = self._calendar.now
        for level in self._levels.values():
            level.wanted = 0.0
        for effort in self._efforts:
            for level, (_cells, rate) in zip(effort.levels, effort.service.rates, strict=True):
                level.wanted += 0.0 if effort.lacks else rate
        for level in self._levels.values():
            turned = level.steer(now, self._climb(level), cause or self._reason(level.quantity.bound))
            if turned and level.noted < now:
                self._write(level, level.cause)  # a log is read as straight lines between its rows
        for effort in self._efforts:
            self._use(effort)
        self._beliefs.evaluate()
        self._plan()

    def _use(self, effort: Effort) -> None:
        """Use up what there is while there is somebody to serve; else the work is done, or waits."""
        working = not effort.lacks and not effort.is_idle
        for supply in effort.supplies:
            (self._supplies.run if working else self._supplies.rest)(supply)
        if effort.is_idle and not effort.service.to_the_end:
            self._calendar.at(0.0, self._served, effort)

    def _look_ahead(self) -> None:
        self._change()

    def _plan(self) -> None:
        """Wait for the next time at which a quantity comes to its bound, or to what a condition asks for."""
        self._token += 1
        levels = self._levels.values()
        moving: dict[int, Line] = {}
        for level in levels:
            if level.rate:
                cells = (level.quantity.cell, *(cells[1] for cells, _owner in self._at_work(level)))
                moving.update(dict.fromkeys(cells, (level.exact, level.rate)))
        if moving:
            times = [level.until_full(self._climb(level)) for level in levels]
            for test in self._tests:
                times += turning_times(test, self._beliefs.values, moving)
            wait = next_tick(times)
            if wait < inf:
                self._calendar.at(wait, self._cross, self._token)

    def _cross(self, token: int) -> None:
        """It is as much as was waited for."""
        if token == self._token:
            self._catch_up()
            self._beliefs.evaluate()
            if token == self._token:
                self._plan()
