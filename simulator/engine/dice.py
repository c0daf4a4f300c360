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
Message = tuple[float, float, float, float]
"""The draws of a message: delay and chance of its first attempt, times of composing and handling."""


class Streams:
    """The draws of one block of replications, made when they are first wanted.

    The replication that is played first is drawn alone, often it is the only one; its numbers are the same.
    """

    def __init__(self, program: Program, seed: int) -> None:
        self._streams = program.streams
        self._seed = seed.to_bytes(8, "little")
        self._keys: dict[int, tuple[int, int]] = {}
        self._philox = np.random.Philox(key=0)
        self._generator = np.random.Generator(self._philox)
        self._counter = [0, 0, 0, 0]
        self._state: dict[str, object] = {"counter": self._counter, "key": (0, 0)}
        self._whole: dict[str, object] = {
            "bit_generator": "Philox",
            "state": self._state,
            "buffer": (0, 0, 0, 0),
            "buffer_pos": 4,
            "has_uint32": 0,
            "uinteger": 0,
        }
        self.fixed = [_fixed_time(stream) for stream in self._streams]
        """Of each stream that is certain, its time."""
        self._alone: int | None = None
        self._block, self._size = -1, 0
        self._columns: list[Column | None] = []
        self._later: dict[tuple[int, int], Column] = {}

    def open(self, replication: int) -> int:
        """Turn to the block that `replication` is in; gives its index within the block."""
        block, index = divmod(replication, BLOCK)
        if self._alone is None:
            self._alone = replication
        elif self._alone != replication:
            self._alone = -1
        size = index + 1 if replication == self._alone else BLOCK
        if (block, size) != (self._block, self._size):
            self._block, self._size = block, size
            self._columns = [None] * len(self._streams)
            self._later = {}
        return index

    def first(self, index: int) -> list[float | None]:
        """The first draw of each stream for one replication of the block, None where it has not been made."""
        return [
            fixed if column is None else column[index]
            for fixed, column in zip(self.fixed, self._columns, strict=True)
        ]

    def draw(self, stream: int, use: int, index: int) -> float:
        """The `use`-th draw of a stream that is not certain (from 0) for one replication of the block."""
        column = self._later.get((stream, use)) if use else self._columns[stream]
        if column is None:
            column = self._draw(stream, use)
            if use:
                self._later[stream, use] = column
            else:
                self._columns[stream] = column
        return column[index]

    def _draw(self, stream: int, use: int) -> Column:
        key = self._keys.get(stream)
        if key is None:
            key = self._keys[stream] = _stream_key(self._streams[stream].key, self._seed)
        self._state["key"] = key
        self._counter[2:] = use, self._block
        self._philox.state = self._whole  # type: ignore[assignment]
        distribution = self._streams[stream].distribution
        if distribution is None:
            return array("d", self._generator.random(self._size).tobytes())
        times = distribution.draw(self._generator, self._size)
        if self._size < BLOCK:
            only = max(round(float(times[-1]) / TICK), 0) * TICK
            return array("d", (only,)) * self._size
        np.multiply(times, 1 / TICK, out=times)
        np.rint(times, out=times)
        np.maximum(times, 0.0, out=times)
        np.multiply(times, TICK, out=times)
        return array("d", times.tobytes())


class Dice:
    """The draws of one replication."""

    __slots__ = ("_draw", "_first", "_fixed", "_index")

    def __init__(self, streams: Streams, replication: int) -> None:
        self._index = streams.open(replication)
        self._first = streams.first(self._index)
        self._fixed = streams.fixed
        self._draw = streams.draw

    def take(self, stream: int, use: int = 0) -> float:
        """The `use`-th draw of a stream: seconds, or a number between 0 and 1."""
        drawn = (self._fixed if use else self._first)[stream]
        return self._draw(stream, use, self._index) if drawn is None else drawn

    def message(self, dice: MessageDice, use: int) -> Message:
        """The draws of the `use`-th message with these dice."""
        made = self._fixed if use else self._first
        delay, chance, _pause = dice.rungs[0]
        drawn = made[delay], made[chance], made[dice.compose], made[dice.handling]
        if None in drawn:
            take = self.take
            return take(delay, use), take(chance, use), take(dice.compose, use), take(dice.handling, use)
        return drawn  # type: ignore[return-value]


def _fixed_time(stream: Stream) -> float | None:
    distribution = stream.distribution
    return round(distribution.value / TICK) * TICK if isinstance(distribution, Constant) else None


def _stream_key(name: str, seed: bytes) -> tuple[int, int]:
    digest = blake2b(name.encode(), digest_size=16, key=seed).digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")
