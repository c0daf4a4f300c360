"""A replication whose beliefs and servers are looked at while it runs, for what a log does not tell."""

from collections import defaultdict

from simulator.engine import replication
from simulator.engine.beliefs import Beliefs
from simulator.engine.flows import FlowingBeliefs
from simulator.engine.servers import Servers
from simulator.program.model import WORLD


class WatchedServers(Servers):
    """Notes by how much more was free than there is, at any time, and how often more was taken than free."""

    __slots__ = ("surplus", "uncovered")

    def __init__(self, *arguments):
        self.surplus, self.uncovered = 0, 0
        super().__init__(*arguments)

    def there(self, server):
        return 0 if self.closed[server] else self.capacity[server]

    def release(self, server, row, units=1):
        super().release(server, row, units)
        self.surplus = max(self.surplus, self.free[server] - self.there(server))

    def settle(self):
        before = list(self.free)
        changed = super().settle()
        for now, earlier in zip(self.free, before, strict=True):
            self.uncovered += now < earlier and now < 0
        return changed


class WatchedBeliefs(Beliefs):
    """Keeps every value that was ever true, with when it became so."""

    __slots__ = ("true",)

    def __init__(self, program, *arguments):
        super().__init__(program, *arguments)
        self.true = defaultdict(list)

    def achieve(self, cells, value, **fields):
        super().achieve(cells, value, **fields)
        self.true[self._agents[cells[0]][1]].append((self._calendar.now, value))

    def put(self, cell, value, **fields):
        super().put(cell, value, **fields)
        agent, fact = self._agents[cell]
        if agent == WORLD:
            self.true[fact].append((self._calendar.now, value))


class WatchedFlows(FlowingBeliefs, WatchedBeliefs):
    """The same, of a plan with quantities."""


class Watched:
    """What was there at the end of one replication, beside its log."""

    def __init__(self, monkeypatch, a_program, number=0):
        made = {}

        def keep(name, kind):
            def make(*arguments):
                made[name] = kind(*arguments)
                return made[name]

            monkeypatch.setattr(replication, name, make)

        class Flows(WatchedFlows):
            def __init__(self, *arguments):
                super().__init__(*arguments)
                made["Beliefs"] = self

        monkeypatch.setattr(replication, "FlowingBeliefs", Flows)
        monkeypatch.setattr(replication, "_take_apart", lambda *_parts: None)
        keep("Servers", WatchedServers)
        keep("Beliefs", WatchedBeliefs)
        self.log = replication.Player(a_program, a_program.seed).play(number)
        monkeypatch.undo()
        self.servers, self.beliefs = made["Servers"], made["Beliefs"]
