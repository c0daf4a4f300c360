"""Names to integers, each given its number when it is first wanted."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.plan.composed import FactItem
from simulator.program.facts import Facts, Written
from simulator.program.messages import Voice, voice_of
from simulator.program.model import WORLD, FactRow, Server, Source, Stream
from simulator.text.distributions import Constant, Distribution
from simulator.text.titles import Title

CERTAIN = Constant(0.0)

Cells = tuple[int, int, int]
"""(world's cell, an agency's cell, fact)."""


@dataclass
class Registry:
    """The tables of a program while it is compiled. `agents[""]` is the world.

    With `apart` equal fixed times do not share a stream.
    """

    facts_of: Facts
    apart: bool = False
    agents: dict[str, int] = field(default_factory=lambda: {"": WORLD})
    facts: dict[str, int] = field(default_factory=dict)
    fact_rows: list[FactRow] = field(default_factory=list)
    cell_keys: list[tuple[int, int]] = field(default_factory=list)
    """(agent, fact) of each cell."""
    streams: list[Stream] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    server_numbers: dict[str, int] = field(default_factory=dict)
    switches: dict[tuple[str, ...], int] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    roads: dict[tuple[str, str], int] = field(default_factory=dict)
    clocks: list[str] = field(default_factory=list)
    voices: dict[tuple[int, int], Voice] = field(default_factory=dict)
    """By (agent, fact): what agencies say of what they misreport."""
    _cells: dict[tuple[int, int], int] = field(default_factory=dict)
    _fixed: dict[float, int] = field(default_factory=dict)
    _uses: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for written in self.facts_of.written:
            self.fact(written.name, written.base)

    def fact(self, name: str, base: str, item: FactItem | None = None) -> int:
        """Give the number of a fact instance; `item` describes one that no plan has."""
        if name not in self.facts:
            item = item or self.facts_of.item(base)
            self.facts[name] = len(self.fact_rows)
            self.fact_rows.append(FactRow(name, base, item.kind, item.title, item.levels, item.level_names))
        return self.facts[name]

    def numbers(self, written: Iterable[Written]) -> list[int]:
        """Give the numbers of fact instances."""
        return [self.fact(each.name, each.base) for each in written]

    def cell(self, agent: int, fact: int) -> int:
        """Give the cell of an agent's belief about a fact."""
        key = agent, fact
        number = self._cells.get(key)
        if number is None:
            number = self._cells[key] = len(self.cell_keys)
            self.cell_keys.append(key)
        return number

    def voice(self, agent: int, fact: int) -> int:
        """Enter that an agency misreports a fact; gives the number of the voice."""
        key = agent, fact
        if key not in self.voices:
            said = self.cell(voice_of(agent), fact)
            name = f"{list(self.agents)[agent]}: {self.fact_rows[fact].name}"
            self.voices[key] = Voice(name, agent, fact, self.cell(agent, fact), said)
        return list(self.voices).index(key)

    def heard(self, agent: int, fact: int) -> int:
        """Give the cell that others hear of: what an agency says of a fact, mostly what it believes."""
        voice = self.voices.get((agent, fact))
        return self.cell(agent, fact) if voice is None else voice.cell

    def truth(self, fact: int) -> int:
        """Give the world's cell of a fact."""
        return self.cell(WORLD, fact)

    def cells(self, agent: int, written: Written) -> Cells:
        """Give the cells of what an agency brings about itself."""
        fact = self.fact(written.name, written.base)
        return self.truth(fact), self.cell(agent, fact), fact

    def stream(self, key: str, distribution: Distribution | None) -> int:
        """Give a stream of times under its own key; equal fixed times share one, an absent one is zero."""
        fixed = distribution if distribution is not None else CERTAIN
        if isinstance(fixed, Constant) and not (self.apart and distribution is not None):
            return self._constant(fixed)
        return self._stream(key, distribution)

    def chance(self, key: str, probability: float) -> int:
        """Give a stream of numbers between 0 and 1; a certain thing draws none."""
        return self._constant(CERTAIN) if probability >= 1.0 else self._stream(key, None)

    def _stream(self, key: str, distribution: Distribution | None) -> int:
        self._uses[key] = self._uses.get(key, 0) + 1
        unique = key if self._uses[key] == 1 else f"{key}#{self._uses[key]}"
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
        """Give the switch of something that can be out of service."""
        return self.switches.setdefault(key, len(self.switches))

    def road(self, one: str, other: str) -> int:
        """Give the road between two regions, either way."""
        low, high = sorted((one, other))
        return self.roads.setdefault((low, high), len(self.roads))
