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


class Idle:
    """Looks for idle units in the logs of one program.

    What a pool lends is counted at its most: each task that may take from it counts with all that it needs,
    from the claim until its units are back. So units that are called idle were idle.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._takers: dict[int, Counter[int]] = defaultdict(Counter)
        """By pool, the units that each task may take from it."""
        for number, task in enumerate(program.tasks):
            for need in task.needs:
                for server in need.servers:
                    self._takers[server][number] += need.units
        self._closed: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._taken_away: dict[int, int] = defaultdict(int)
        for act in program.acts:
            for server in act.desks:
                self._closed[server].append((act.source, act.ends))
            for server, units in act.servers:
                self._taken_away[server] += units
        self._elsewhere = {
            (number, need.kind): self._foreign(need.kind, need.servers)
            for number, task in enumerate(program.tasks)
            for need in task.needs
        }

    def _foreign(self, kind: str, servers: tuple[int, ...]) -> tuple[int, ...]:
        """Give the pools of a kind other than those from which a task may take."""
        return tuple(
            number
            for number, server in enumerate(self._program.servers)
            if number not in servers
            and server.kind != "desk"
            and kind in (server.kind, server.name.rpartition(".")[2])
        )

    def elsewhere(
        self, rows: Sorted, task: int, kind: str, span: tuple[float, float], *, refused: Collection[int]
    ) -> int:
        """Give the first pool out of a task's hands with a unit idle for the whole span, else `NONE`.

        A pool of which it may ask for aid is out of its hands if that is among the `refused` agreements.
        """
        program = self._program
        may_ask = {program.pacts[pact].server for pact in program.tasks[task].aid if pact not in refused}
        return next(
            (
                server
                for server in self._elsewhere[task, kind]
                if server not in may_ask and self.idle(rows, server, span)
            ),
            NONE,
        )

    def at_hand(self, rows: Sorted, need: Need, span: tuple[float, float]) -> bool:
        """Whether what is needed stood idle for the whole span in the pools that it may be taken from."""
        return sum(self.idle(rows, server, span) for server in need.servers) >= need.units

    def idle(self, rows: Sorted, server: int, span: tuple[float, float]) -> int:
        """Give how many units of a pool were idle for the whole span, at least."""
        begin, end = span
        used = sum(units for since, until, units in self._uses(rows, server) if since < end and until > begin)
        return max(self._program.servers[server].capacity - self._taken_away[server] - used, 0)

    def _uses(self, rows: Sorted, server: int) -> list[Use]:
        pool = self._program.servers[server]
        found = [
            (row[GRANTED], _until(row, pool), units)
            for task, units in self._takers.get(server, {}).items()
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
        for source, ends in self._closed.get(server, ()):
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
