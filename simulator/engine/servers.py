"""Operators, units and who waits for them (rules 12, 13, 19, 23)."""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, Final

from simulator.engine.calendar import Calendar
from simulator.engine.journal import NUMBER, TICKET
from simulator.log.rows import NOTHING, Row
from simulator.program.model import Need, Program

Grant = Callable[[Row], None]
Entry = tuple[int, float, int, int, int, Row, Grant]
"""(priority, since when, declared order, ticket, server, row, what is called); each ticket is given once."""
_TICKET: Final = 3
_SERVER: Final = 4
_ROW: Final = 5
_CLAIM: Final = 5
NOBODYS: Final = -1
"""A server without capacity, last in the lists, where what waits for aid alone is found by the walk."""


class Claim:
    """A task that waits for operators and units together. `arrived` counts aid on the spot, by kind."""

    __slots__ = (
        "arrived",
        "desk",
        "grant",
        "key",
        "needs",
        "operators",
        "overtaken",
        "row",
        "taken",
        "waiting",
    )

    def __init__(self, key: tuple[int, float, int, int], row: Row, grant: Callable[["Claim"], None]) -> None:
        self.key = key
        self.row = row
        self.grant = grant
        self.desk = NOTHING
        self.operators = 0
        self.needs: tuple[Need, ...] = ()
        self.arrived: dict[str, int] = {}
        self.taken: list[tuple[int, int, int]] = []
        """(need, position of the server in it, units)."""
        self.waiting = True
        self.overtaken = 0

    def short(self, need: Need, free: list[int]) -> int:
        """Units of a need that neither free servers nor aid on the spot can meet now."""
        return (
            need.units - self.arrived.get(need.kind, 0) - sum(max(free[server], 0) for server in need.servers)
        )

    def fits(self, free: list[int]) -> bool:
        """Whether everything that the claim needs is there now."""
        if self.operators and free[self.desk] < self.operators:
            return False
        if any(self.short(need, free) > 0 for need in self.needs):
            return False
        return len(self.needs) < 2 or self._fits_together(free)

    def _fits_together(self, free: list[int]) -> bool:
        """Whether it is enough also where a pool would serve two needs, by its name and by its kind."""
        left: dict[int, int] = {}
        for need in self.needs:
            missing = need.units - self.arrived.get(need.kind, 0)
            for server in need.servers:
                there = left.get(server, max(free[server], 0))
                units = min(max(missing, 0), there)
                left[server] = there - units
                missing -= units
            if missing > 0:
                return False
        return True

    def take(self, free: list[int]) -> None:
        """Take operators and units: aid first, then servers in their order."""
        if self.operators:
            free[self.desk] -= self.operators
        for number, need in enumerate(self.needs):
            missing = need.units - self.arrived.get(need.kind, 0)
            for position, server in enumerate(need.servers):
                units = min(missing, max(free[server], 0))
                if units > 0:
                    free[server] -= units
                    self.taken.append((number, position, units))
                    missing -= units

    def servers(self) -> list[int]:
        """All servers that the claim looks at; `NOBODYS` where its owner has none of what it needs."""
        pools = [server for need in self.needs for server in need.servers]
        return ([self.desk, *pools] if self.operators else pools) or [NOBODYS]


class Servers:
    """Desks and pools: how many are free; waiters in order of (priority, ready time, declared order)."""

    def __init__(self, program: Program, calendar: Calendar) -> None:
        self._calendar = calendar
        self.capacity = [*(server.capacity for server in program.servers), 0]
        self.free = list(self.capacity)
        self.closed = [0] * len(self.free)
        self.last = [NOTHING] * len(self.free)
        self.queues: list[list[Entry]] = [[] for _ in self.free]
        self.claims: dict[int, list[Claim]] = {}
        self._dirty = calendar.dirty
        self._count = 0
        calendar.settle = self.settle

    def ask(self, server: int, priority: int, order: int, row: Row, grant: Grant) -> None:
        """Wait for one operator or unit; `grant` is called with the row when it is there."""
        count = self._count = row[TICKET] = self._count + 1
        heappush(self.queues[server], (priority, self._calendar.now, order, count, server, row, grant))
        if self.free[server] > 0:
            self._dirty.add(server)

    def seize(self, server: int) -> bool:
        """Take a free one as the last thing of an event: who is alone at this instant needs no list."""
        calendar, free = self._calendar, self.free
        if (
            free[server] > 0
            and not self._dirty
            and not self.queues[server]
            and server not in self.claims
            and calendar.peek() > calendar.now
        ):
            free[server] -= 1
            return True
        return False

    def ask_last(self, server: int, priority: int, order: int, row: Row, grant: Grant) -> None:
        """`ask` as the last thing of an event."""
        if self.seize(server):
            grant(row)
        else:
            self.ask(server, priority, order, row, grant)

    def claim(self, claim: Claim) -> None:
        """Wait for several things at once."""
        for server in dict.fromkeys(claim.servers()):
            self.claims.setdefault(server, []).append(claim)
            self._dirty.add(server)

    def next_key(self, priority: int, order: int) -> tuple[int, float, int, int]:
        """The place of something that begins to wait now."""
        self._count += 1
        return priority, self._calendar.now, order, self._count

    def drop(self, claim: Claim) -> None:
        """Take a claim out of the list."""
        claim.waiting = False
        for server in dict.fromkeys(claim.servers()):
            self.claims[server].remove(claim)
            if not self.claims[server]:
                del self.claims[server]

    def release(self, server: int, row: Row, units: int = 1) -> None:
        """Give back what `row` held."""
        self.free[server] += units
        self.last[server] = row[NUMBER]
        if self.queues[server] or server in self.claims:
            self._dirty.add(server)

    def remind(self, claim: Claim) -> None:
        """Look at a claim again though no server has changed (aid has arrived for it)."""
        self._dirty.update(claim.servers())

    def resize(self, server: int, capacity: int, row: Row) -> None:
        """Another shift, or units gone: those at work finish what they hold."""
        if not self.closed[server]:
            self.free[server] += capacity - self.capacity[server]
        self.capacity[server] = capacity
        self.last[server] = row[NUMBER]
        self._dirty.add(server)

    def fill(self, server: int, units: int, row: Row) -> None:
        """Bring more units."""
        self.resize(server, self.capacity[server] + units, row)

    def close(self, server: int) -> None:
        """Start no new work there."""
        self.closed[server] += 1
        if self.closed[server] == 1:
            self.free[server] -= self.capacity[server]

    def reopen(self, server: int, row: Row) -> None:
        """End one `close`."""
        self.closed[server] -= 1
        if not self.closed[server]:
            self.free[server] += self.capacity[server]
            self.last[server] = row[NUMBER]
            self._dirty.add(server)

    def settle(self) -> None:
        """Walk the list as it stands and grant what fits; what grants ask for waits for the next walk."""
        dirty, free = self._dirty, self.free
        server = dirty.pop()
        if dirty or server in self.claims:
            servers = [server, *dirty]
            dirty.clear()
            self._walk(servers)
            return
        queue = self.queues[server]
        if free[server] == 1 or len(queue) == 1:
            while queue and free[server] > 0:
                _priority, _since, _order, ticket, _server, row, grant = heappop(queue)
                if row[TICKET] == ticket:
                    row[TICKET] = 0
                    free[server] -= 1
                    grant(row)
                    return
            return
        for entry in self._candidates(server):
            self._grant_entry(entry)

    def _walk(self, servers: list[int]) -> None:
        """Grant over several servers, or where claims wait: strictly in the order of the one list."""
        entries: list[Any] = [entry for server in servers for entry in self._candidates(server)]
        if self.claims:
            claims = {id(claim): claim for server in servers for claim in self.claims.get(server, ())}
            entries += [(*claim.key, NOTHING, claim) for claim in claims.values()]
        entries.sort()
        passed: list[Claim] = []
        for entry in entries:
            if entry[_SERVER] == NOTHING:
                self._look_at(entry[_CLAIM], passed)
            else:
                self._grant_entry(entry)

    def _candidates(self, server: int) -> list[Entry]:
        """Waiters that could be granted now, taken out of the queue; where claims compete, all of them."""
        queue, free = self.queues[server], self.free[server]
        candidates: list[Entry] = []
        room = len(queue) if free > 0 and server in self.claims else free
        while queue and len(candidates) < room:
            entry = heappop(queue)
            if entry[_ROW][TICKET] == entry[_TICKET]:
                candidates.append(entry)
        return candidates

    def _grant_entry(self, entry: Entry) -> None:
        _priority, _since, _order, ticket, server, row, grant = entry
        if row[TICKET] != ticket:
            self._dirty.add(server)
        elif self.free[server] > 0:
            row[TICKET] = 0
            self.free[server] -= 1
            grant(row)
        else:
            heappush(self.queues[server], entry)

    def _look_at(self, claim: Claim, passed: list[Claim]) -> None:
        if claim.waiting and claim.fits(self.free):
            self._grant_claim(claim, passed)
        elif claim.waiting:
            passed.append(claim)

    def _grant_claim(self, claim: Claim, passed: list[Claim]) -> None:
        self.drop(claim)
        claim.take(self.free)
        wanted = set(claim.servers())
        for other in passed:
            if wanted.intersection(other.servers()):
                other.overtaken += 1
        claim.grant(claim)
