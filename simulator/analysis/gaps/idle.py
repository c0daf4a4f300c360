"""Whether units of a kind stood idle elsewhere while a task waited for them."""

from collections import Counter, defaultdict
from collections.abc import Collection
from math import inf

from simulator.analysis.learning import Sorted
from simulator.log.rows import AID as AID_ROW
from simulator.log.rows import (
    ANSWERED,
    AT,
    CONVENED,
    DECLINED,
    EVENT,
    FINISHED,
    GRANTED,
    REF,
    STARTED,
    STATE,
    SUBJECT,
    Row,
)
from simulator.program.model import NONE, Need, Program, Server

Use = tuple[float, float, int]
"""(from, to, units)."""


class Pools:
    """The pools of one program, and what may take their units.

    What a pool lends is counted at its most: each task that may take from it counts with all that it needs,
    from the claim until its units are back. So units that are called idle were idle.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.takers: dict[int, Counter[int]] = defaultdict(Counter)
        """By pool, the units that each task may take from it."""
        for number, task in enumerate(program.tasks):
            for need in task.needs:
                for server in need.servers:
                    self.takers[server][number] += need.units
        self.closed: dict[int, list[tuple[int, int]]] = defaultdict(list)
        """By pool, the sources of what closes it and of the end of that."""
        self.taken_away: dict[int, int] = defaultdict(int)
        for act in program.acts:
            for server in act.desks:
                self.closed[server].append((act.source, act.ends))
            for server, units in act.servers:
                self.taken_away[server] += units
        self.elsewhere = {
            (number, need.kind): self._foreign(need.kind, need.servers)
            for number, task in enumerate(program.tasks)
            for need in task.needs
        }

    def _foreign(self, kind: str, servers: tuple[int, ...]) -> tuple[int, ...]:
        """Give the pools of a kind other than those from which a task may take."""
        return tuple(
            number
            for number, server in enumerate(self.program.servers)
            if number not in servers
            and server.kind != "desk"
            and kind in (server.kind, server.name.rpartition(".")[2])
        )


class Idle:
    """Looks for idle units in one log."""

    def __init__(self, pools: Pools, rows: Sorted) -> None:
        self._pools = pools
        self._program = pools.program
        self._rows = rows
        self._used: dict[int, list[Use]] = {}

    def elsewhere(self, task: int, kind: str, span: tuple[float, float], *, refused: Collection[int]) -> int:
        """Give the first pool out of a task's hands with a unit idle for the whole span, else `NONE`.

        A pool of which it may ask for aid is out of its hands if that is among the `refused` agreements.
        """
        program = self._program
        may_ask = {program.pacts[pact].server for pact in program.tasks[task].aid if pact not in refused}
        return next(
            (
                server
                for server in self._pools.elsewhere[task, kind]
                if server not in may_ask and self.idle(server, span)
            ),
            NONE,
        )

    def at_hand(self, need: Need, span: tuple[float, float]) -> bool:
        """Whether what is needed stood idle for the whole span in the pools that it may be taken from."""
        return sum(self.idle(server, span) for server in need.servers) >= need.units

    def idle(self, server: int, span: tuple[float, float]) -> int:
        """Give how many units of a pool were idle for the whole span, at least."""
        begin, end = span
        uses = self._used.get(server)
        if uses is None:
            uses = self._used[server] = self._uses(server)
        used = sum([units for since, until, units in uses if since < end and until > begin])
        return max(self._program.servers[server].capacity - self._pools.taken_away[server] - used, 0)

    def _uses(self, server: int) -> list[Use]:
        rows = self._rows
        pool = self._program.servers[server]
        found = [
            (row[GRANTED], _until(row, pool), units)
            for task, units in self._pools.takers.get(server, {}).items()
            for row in rows.of_task.get(task, ())
            if row[GRANTED] >= 0
        ]
        found += [
            (row[ANSWERED], inf, row[REF])
            for row in rows[AID_ROW]
            if self._program.pacts[row[SUBJECT]].server == server
            and row[ANSWERED] >= 0
            and row[STATE] != DECLINED
        ]
        for source, ends in self._pools.closed.get(server, ()):
            begin = min((row[AT] for row in rows[EVENT] if row[SUBJECT] == source), default=inf)
            end = min((row[AT] for row in rows[EVENT] if row[SUBJECT] == ends), default=inf)
            found.append((begin, end, pool.capacity))
        return found


def _until(row: Row, pool: Server) -> float:
    """Give when a task's units are free at the latest: no way back takes longer than turning out and the way.

    Where work was broken off before it began, they may be anywhere on the road.
    """
    if pool.consumed or row[FINISHED] < 0 or row[STARTED] < 0:
        return inf
    way = 0.0 if pool.redeploy else row[STARTED] - max(row[GRANTED], row[CONVENED])
    return float(row[FINISHED] + way)
