"""Names to integers, each given its number when it is first wanted."""

from dataclasses import dataclass, field

from simulator.plan.composed import FactItem
from simulator.program.facts import Facts
from simulator.program.model import WORLD, FactRow, Server, Source, Stream
from simulator.text.distributions import Constant, Distribution
from simulator.text.record import Title

CERTAIN = Constant(0.0)


@dataclass
class Registry:
    """The tables of a program while it is compiled."""

    facts_of: Facts
    agents: dict[str, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)
    fact_rows: list[FactRow] = field(default_factory=list)
    cells: dict[tuple[int, int], int] = field(default_factory=dict)
    streams: list[Stream] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    server_numbers: dict[str, int] = field(default_factory=dict)
    switches: dict[tuple[str, ...], int] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    roads: dict[tuple[str, str], int] = field(default_factory=dict)
    clocks: list[str] = field(default_factory=list)
    _fixed: dict[float, int] = field(default_factory=dict)
    _keys: dict[str, int] = field(default_factory=dict)

    def fact(self, name: str, base: str) -> int:
        """The number of a fact instance."""
        if name not in self.facts:
            item: FactItem = self.facts_of.item(base)
            self.facts[name] = len(self.fact_rows)
            self.fact_rows.append(FactRow(name, base, item.kind, item.title, item.levels))
        return self.facts[name]

    def cell(self, agent: int, fact: int) -> int:
        """The cell of an agent's belief about a fact."""
        return self.cells.setdefault((agent, fact), len(self.cells))

    def truth(self, fact: int) -> int:
        """The world's cell of a fact."""
        return self.cell(WORLD, fact)

    def stream(self, key: str, distribution: Distribution | None) -> int:
        """A stream of times under a key of its own; equal fixed times share one, absent ones are zero."""
        fixed = distribution if distribution is not None else CERTAIN
        if isinstance(fixed, Constant):
            return self._constant(fixed)
        return self._stream(key, distribution)

    def chance(self, key: str, probability: float) -> int:
        """A stream of numbers between 0 and 1; a certain thing draws none."""
        return self._constant(CERTAIN) if probability >= 1.0 else self._stream(key, None)

    def _stream(self, key: str, distribution: Distribution | None) -> int:
        number = 1
        unique = key
        while unique in self._keys:
            number += 1
            unique = f"{key}#{number}"
        self._keys[unique] = len(self.streams)
        self.streams.append(Stream(unique, distribution))
        return len(self.streams) - 1

    def _constant(self, distribution: Constant) -> int:
        if distribution.value not in self._fixed:
            self._fixed[distribution.value] = len(self.streams)
            self.streams.append(Stream(f"fixed {distribution.value}", distribution))
        return self._fixed[distribution.value]

    def server(self, server: Server) -> int:
        """Enter a desk, pool or channel."""
        self.server_numbers[server.name] = len(self.servers)
        self.servers.append(server)
        return len(self.servers) - 1

    def source(self, name: str, kind: str, title: Title | None = None) -> int:
        """Enter something that comes from outside the plans."""
        self.sources.append(Source(name, title, kind))
        return len(self.sources) - 1

    def switch(self, *key: str) -> int:
        """The switch of something that can be out of service."""
        return self.switches.setdefault(key, len(self.switches))
