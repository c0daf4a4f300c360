"""What work uses up: units taken from stock for some time, and waited for when there are none (rule 10)."""

from collections.abc import Callable
from math import ceil, floor

from simulator.engine.calendar import Calendar
from simulator.engine.journal import NUMBER, Journal
from simulator.engine.servers import Claim, Servers
from simulator.engine.tasks import Work
from simulator.log.rows import (
    ASKED,
    DONE,
    ENDED,
    HELD,
    NOTHING,
    REF,
    STARTED,
    STATE,
    SUBJECT,
    SUPPLY,
    WITHDRAWN,
    Row,
)
from simulator.program.model import Use
from simulator.units import on_grid

LOAD = 15 * 60.0
"""Seconds that the units taken at once last: units are taken by the load, not one by one."""


class Supply:
    """What one task uses up of one kind: so many seconds of it are left, while it runs or stands still."""

    def __init__(self, work: Work, number: int, use: Use, turned: Callable[["Supply"], None]) -> None:
        self.work = work
        self.number = number
        self.use = use
        self.turned = turned
        """Called when it has run out, and when there is more again."""
        self.left = 0.0
        self.since = -1.0
        self.token = 0
        self.claim: Claim | None = None
        self.row: Row | None = None
        self.back = (work.row[NUMBER], STARTED)
        """The event since when there has been some."""


class Supplies:
    """Takes units out of stock for whoever uses them up."""

    def __init__(self, calendar: Calendar, journal: Journal, servers: Servers) -> None:
        self._calendar = calendar
        self._journal = journal
        self._servers = servers

    def begin(self, supply: Supply) -> None:
        """Take the first load."""
        if not self._load(supply):
            self._wait(supply)

    def run(self, supply: Supply) -> None:
        """From now on it is used up."""
        if supply.since < 0 and supply.claim is None:
            supply.since = self._calendar.now
            supply.token += 1
            self._calendar.at(supply.left, self._out, (supply, supply.token))

    def rest(self, supply: Supply) -> None:
        """From now on it is not used."""
        if supply.since >= 0:
            supply.left -= self._calendar.now - supply.since
            supply.since = -1.0
            supply.token += 1

    def end(self, supply: Supply) -> None:
        """The work is over: whole units that are left go back."""
        self.rest(supply)
        if supply.claim is not None:
            self._servers.drop(supply.claim)
            supply.claim = None
        if supply.row is not None and supply.row[ENDED] < 0:
            supply.row[STATE] = WITHDRAWN
        units = floor(supply.left * supply.use.rate + 1e-6)
        if units:
            self._servers.release(supply.use.need.servers[0], supply.work.row, units)

    def _out(self, value: tuple[Supply, int]) -> None:
        supply, token = value
        if token != supply.token:
            return
        supply.left, supply.since = 0.0, -1.0
        if self._load(supply):
            self.run(supply)
        else:
            self._wait(supply)
            supply.turned(supply)

    def _load(self, supply: Supply) -> bool:
        """Take a load of what is free and nobody waits for, as much of it as there is."""
        servers, wanted = self._servers, ceil(LOAD * supply.use.rate)
        for server in supply.use.need.servers:
            if not servers.queues[server] and server not in servers.claims:
                wanted -= self._take(supply, server, wanted)
        return supply.left > 0

    def _take(self, supply: Supply, server: int, wanted: int) -> int:
        units = min(wanted, max(self._servers.free[server], 0))
        self._servers.free[server] -= units
        supply.left += on_grid(units / supply.use.rate)
        return units

    def _wait(self, supply: Supply) -> None:
        """There is none: wait in the one list for the next unit."""
        work, use = supply.work, supply.use
        row = supply.row = self._journal.open(SUPPLY, work.row[SUBJECT], *supply.back, self._calendar.now)
        row[REF] = supply.number
        key = self._servers.next_key(work.task.priority, work.task.order)
        claim = supply.claim = Claim(key, row, lambda _claim: self._come(supply, row))
        claim.needs = (use.need,)
        self._servers.claim(claim)

    def _come(self, supply: Supply, row: Row) -> None:
        """There is more: the unit that was waited for, and what else there is."""
        row[ENDED] = self._calendar.now
        row[STATE] = DONE
        servers = supply.use.need.servers
        if row[ASKED] < row[ENDED]:
            row[HELD] = max((self._servers.last[server] for server in servers), default=NOTHING)
        supply.claim = None
        supply.left += on_grid(1 / supply.use.rate)
        self._load(supply)
        supply.back = (row[NUMBER], ENDED)
        supply.turned(supply)
