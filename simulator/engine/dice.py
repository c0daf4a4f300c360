"""Random draws, each keyed by what it is for and never by the order of events (rule 27)."""

from array import array
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from simulator.program.model import Dice as MessageDice
from simulator.program.model import Program, Stream
from simulator.text.distributions import Constant
from simulator.units import TICK

BLOCK = 64
"""Replications that are drawn together. Part of the contract: another block size gives other numbers."""

Column = Sequence[float]
Sheaf = tuple[float, float, float, float]
"""Of a message: delay and chance of its first attempt, times of composing and handling."""


class Streams:
    """The draws of one block of replications, made when they are first wanted."""

    def __init__(self, program: Program, seed: int) -> None:
        self._streams = program.streams
        self._seed = seed.to_bytes(8, "little")
        self._keys: dict[int, tuple[int, int]] = {}
        self._philox = np.random.Philox(key=0)
        self._generator = np.random.Generator(self._philox)
        self.fixed = [_fixed_column(stream) for stream in self._streams]
        self._block = -1
        self.first: list[Column | None] = []
        self.sheaves: dict[int, list[Sheaf]] = {}
        self._later: dict[tuple[int, int], Column] = {}
        self._later_sheaves: dict[tuple[int, int], list[Sheaf]] = {}

    def open(self, replication: int) -> int:
        """Turn to the block that `replication` is in; gives its index within the block."""
        block, index = divmod(replication, BLOCK)
        if block != self._block:
            self._block = block
            self.first = list(self.fixed)
            self.sheaves = {}
            self._later = {}
            self._later_sheaves = {}
        return index

    def column(self, stream: int, use: int) -> Column:
        """The `use`-th draw of a stream (from 0) for all replications of the block, in seconds."""
        column = (self.fixed if use else self.first)[stream]
        if column is not None:
            return column
        if use == 0:
            column = self.first[stream] = self._draw(stream, 0)
            return column
        later = self._later.get((stream, use))
        if later is None:
            later = self._later[stream, use] = self._draw(stream, use)
        return later

    def sheaf(self, dice: MessageDice, use: int) -> list[Sheaf]:
        """The draws of the `use`-th message with these dice, for all replications of the block."""
        found = self.sheaves.get(dice.number) if use == 0 else self._later_sheaves.get((dice.number, use))
        if found is None:
            delay, chance, _pause = dice.rungs[0]
            columns = (self.column(stream, use) for stream in (delay, chance, dice.compose, dice.handling))
            found = list(zip(*columns, strict=True))
            if use == 0:
                self.sheaves[dice.number] = found
            else:
                self._later_sheaves[dice.number, use] = found
        return found

    def _draw(self, stream: int, use: int) -> Column:
        key = self._keys.get(stream)
        if key is None:
            key = self._keys[stream] = _stream_key(self._streams[stream].key, self._seed)
        self._philox.state = {
            "bit_generator": "Philox",
            "state": {
                "counter": np.array((0, 0, use, self._block), dtype=np.uint64),
                "key": np.array(key, dtype=np.uint64),
            },
            "buffer": _EMPTY,
            "buffer_pos": 4,
            "has_uint32": 0,
            "uinteger": 0,
        }
        distribution = self._streams[stream].distribution
        if distribution is None:
            return array("d", self._generator.random(BLOCK).tobytes())
        ticks = distribution.draw(self._generator, BLOCK) / TICK
        return array("d", (np.maximum(np.rint(ticks), 0.0) * TICK).tobytes())


class Dice:
    """The draws of one replication."""

    __slots__ = ("_column", "_first", "_fixed", "_index", "_sheaf", "_sheaves")

    def __init__(self, streams: Streams, replication: int) -> None:
        self._index = streams.open(replication)
        self._first = streams.first
        self._fixed = streams.fixed
        self._sheaves = streams.sheaves
        self._column = streams.column
        self._sheaf = streams.sheaf

    def take(self, stream: int, use: int = 0) -> float:
        """The `use`-th draw of a stream: seconds, or a number between 0 and 1."""
        column = (self._fixed if use else self._first)[stream]
        if column is None:
            column = self._column(stream, use)
        return column[self._index]

    def message(self, dice: MessageDice, use: int) -> Sheaf:
        """The draws of the `use`-th message with these dice."""
        if use == 0:
            sheaf = self._sheaves.get(dice.number)
            if sheaf is not None:
                return sheaf[self._index]
        return self._sheaf(dice, use)[self._index]


_EMPTY = np.zeros(4, dtype=np.uint64)


def _fixed_column(stream: Stream) -> Column | None:
    distribution = stream.distribution
    if isinstance(distribution, Constant):
        return array("d", [round(distribution.value / TICK) * TICK]) * BLOCK
    return None


def _stream_key(name: str, seed: bytes) -> tuple[int, int]:
    digest = blake2b(name.encode(), digest_size=16, key=seed).digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")
