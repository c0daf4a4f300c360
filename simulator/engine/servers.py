"""Operators, units and who waits for them (rules 12, 13, 19, 23)."""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

from simulator.engine.calendar import Calendar
from simulator.engine.journal import NUMBER, TICKET
from simulator.log.rows import NOTHING, Row
from simulator.program.model import Need, Program

Grant = Callable[[Row], None]
Wants = Callable[[int], int]
Entry = tuple[int, float, int, int, Row, Grant]


class Claim:
    """A task that waits for operators and units together. `arrived` counts aid on the spot, by kind."""

    __slots__ = ("arrived", "desk", "grant", "key", "needs", "operators", "overtaken", "row", "taken", "waiting")

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
        return need.units - self.arrived.get(need.kind, 0) - sum(max(free[server], 0) for server in need.servers)

    def fits(self, free: list[int]) -> bool:
        """Whether everything that the claim needs is there now."""
        if self.operators and free[self.desk] < self.operators:
            return False
        if any(self.short(need, free) > 0 for need in self.needs):
            return False
        return len(self.needs) < 2 or self._fits_together(free)  # noqa: PLR2004

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
        """All servers that the claim looks at."""
        pools = [server for need in self.needs for server in need.servers]
        return [self.desk, *pools] if self.operators else pools


class Servers:
    """Desks and pools: how many are free, and one list of waiters by (priority, ready time, declared order)."""

    __slots__ = ("_calendar", "_claims", "_count", "_dirty", "_marked", "_queues", "capacity", "closed", "free", "last")

    def __init__(self, program: Program, calendar: Calendar) -> None:
        self._calendar = calendar
        self.capacity = [server.capacity for server in program.servers]
        self.free = list(self.capacity)
        self.closed = [0] * len(self.free)
        self.last = [NOTHING] * len(self.free)
        self._queues: list[list[Entry]] = [[] for _ in self.free]
        self._claims: dict[int, list[Claim]] = {}
        self._dirty: list[int] = []
        self._marked = [False] * len(self.free)
        self._count = 0

    def ask(self, server: int, priority: int, order: int, row: Row, grant: Grant) -> None:
        """Wait for one operator or unit; `grant` is called with the row when it is there."""
        self._count += 1
        row[TICKET] = self._count
        heappush(self._queues[server], (priority, self._calendar.now, order, self._count, row, grant))
        self._mark(server)

    def claim(self, claim: Claim) -> None:
        """Wait for several things at once."""
        for server in dict.fromkeys(claim.servers()):
            self._claims.setdefault(server, []).append(claim)
            self._mark(server)

    def next_key(self, priority: int, order: int) -> tuple[int, float, int, int]:
        """The place of something that begins to wait now."""
        self._count += 1
        return priority, self._calendar.now, order, self._count

    def drop(self, claim: Claim) -> None:
        """Take a claim out of the list."""
        claim.waiting = False
        for server in dict.fromkeys(claim.servers()):
            self._claims[server].remove(claim)

    def release(self, server: int, row: Row, units: int = 1) -> None:
        """Give back what `row` held."""
        self.free[server] += units
        self.last[server] = row[NUMBER]
        self._mark(server)

    def remind(self, claim: Claim) -> None:
        """Look at a claim again though no server has changed (aid has arrived for it)."""
        for server in claim.servers():
            self._mark(server)

    def resize(self, server: int, capacity: int, row: Row) -> None:
        """Another shift, or units gone: those at work finish what they hold."""
        if not self.closed[server]:
            self.free[server] += capacity - self.capacity[server]
        self.capacity[server] = capacity
        self.last[server] = row[NUMBER]
        self._mark(server)

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
            self._mark(server)

    def _mark(self, server: int) -> None:
        if not self._marked[server]:
            self._marked[server] = True
            self._dirty.append(server)

    def settle(self) -> bool:
        """Walk the list once and grant what fits; False when nothing has changed since the last walk."""
        dirty = self._dirty
        if not dirty:
            return False
        self._dirty = []
        for server in dirty:
            self._marked[server] = False
        if len(dirty) == 1 and not self._claims.get(dirty[0]):
            self._serve(dirty[0])
        else:
            self._walk(dirty)
        return True

    def _serve(self, server: int) -> None:
        """Grant what waits now; what these grants ask for in turn waits for the next walk."""
        for entry in self._candidates(server, contested=False):
            self._grant_entry(server, entry)

    def _walk(self, dirty: list[int]) -> None:
        """Grant over several servers, or where claims wait: strictly in the order of the one list."""
        claims = {id(claim): claim for server in dirty for claim in self._claims.get(server, ())}
        waiting: list[tuple[tuple[int, float, int, int], int, Any]] = [
            (claim.key, NOTHING, claim) for claim in claims.values()
        ]
        for server in dirty:
            contested = bool(self._claims.get(server))
            waiting += [(entry[:4], server, entry) for entry in self._candidates(server, contested=contested)]
        waiting.sort(key=_by_key)
        passed: list[Claim] = []
        for _key, server, item in waiting:
            if server == NOTHING:
                if item.waiting and item.fits(self.free):
                    self._grant_claim(item, passed)
                elif item.waiting:
                    passed.append(item)
            else:
                self._grant_entry(server, item)

    def _candidates(self, server: int, *, contested: bool) -> list[Entry]:
        """Waiters that could be granted now, taken out of the queue; where claims compete, all of them."""
        queue, candidates = self._queues[server], []
        room = len(queue) if contested and self.free[server] > 0 else self.free[server]
        while queue and len(candidates) < room:
            entry = heappop(queue)
            if entry[4][TICKET] == entry[3]:
                candidates.append(entry)
        return candidates

    def _grant_entry(self, server: int, entry: Entry) -> None:
        row = entry[4]
        if row[TICKET] != entry[3]:
            return
        if self.free[server] > 0:
            row[TICKET] = 0
            self.free[server] -= 1
            entry[5](row)
        else:
            heappush(self._queues[server], entry)

    def _grant_claim(self, claim: Claim, passed: list[Claim]) -> None:
        self.drop(claim)
        claim.take(self.free)
        wanted = set(claim.servers())
        for other in passed:
            if wanted.intersection(other.servers()):
                other.overtaken += 1
        claim.grant(claim)


def _by_key(waiter: tuple[tuple[int, float, int, int], int, Any]) -> tuple[int, float, int, int]:
    return waiter[0]
