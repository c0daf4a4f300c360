"""Random draws, each keyed by what it is for and never by the order of events (rule 27)."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import blake2b
from struct import Struct

import numpy as np

from simulator.program.model import Dice as MessageDice
from simulator.program.model import Program, Stream
from simulator.text.draws import Constant, Distribution
from simulator.units import TICK

BLOCK = 64
"""Replications that are drawn together. Part of the contract: another block size gives other numbers."""

TOGETHER = 16
"""Replications whose draws are laid side by side at a time; a part of a block."""

_WORDS = Struct("<QQ").unpack
Column = Sequence[float]
Firsts = Sequence[float | None]
Message = tuple[float, float, float, float]
"""The draws of a message: delay and chance of its first attempt, times of composing and handling."""


class Streams:
    """The draws of one block of replications, made when they are first wanted.

    The replication that is played first is drawn alone, often it is the only one: its numbers are the same,
    and none is kept.
    """

    def __init__(self, program: Program, seed: int) -> None:
        self._streams = program.streams
        self._digest = blake2b(digest_size=16, key=seed.to_bytes(8, "little"))
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
        self._block = -1
        self._columns: list[Column | None] = []
        self._firsts: tuple[int, Sequence[Firsts]] = (-1, ())
        self._later: dict[tuple[int, int], Column] = {}

    def open(self, replication: int) -> tuple[Firsts, Callable[[int, int], float]]:
        """Turn to a replication.

        Gives the first draw of each stream, None where it has not been made; and what makes the draw of a
        stream that is not certain for its n-th use (from 0).
        """
        block, index = divmod(replication, BLOCK)
        if self._alone is None:
            self._alone = replication
        if self._alone == replication:
            self._block, self._columns = block, []
            return self.fixed, partial(self._draw_one, index)
        self._alone = -1
        if block != self._block or not self._columns:
            self._block, self._columns, self._later = block, [None] * len(self._streams), {}
            self._firsts = -1, ()
            return self.fixed, partial(self._draw, index)
        return self._made(index), partial(self._draw, index)

    def _made(self, index: int) -> Firsts:
        """Give the first draws of one replication out of the columns, turned round for several at a time.

        Those of one replication then lie together; a stream first drawn later is looked up in its column.
        """
        part, place = divmod(index, TOGETHER)
        if self._firsts[0] != part:
            begin = part * TOGETHER
            columns = (
                [fixed] * TOGETHER if column is None else column[begin : begin + TOGETHER]
                for fixed, column in zip(self.fixed, self._columns, strict=True)
            )
            self._firsts = part, list(zip(*columns, strict=True)) or [()] * TOGETHER
        return self._firsts[1][place]

    def _draw(self, index: int, stream: int, use: int) -> float:
        column = self._later.get((stream, use)) if use else self._columns[stream]
        if column is None:
            column = self._draw_block(stream, use)
            if use:
                self._later[stream, use] = column
            else:
                self._columns[stream] = column
        return column[index]

    def _draw_block(self, stream: int, use: int) -> Column:
        distribution = self._turn_to(stream, use)
        if distribution is None:
            return array("d", self._generator.random(BLOCK).tobytes())
        times = distribution.draw(self._generator, BLOCK)
        np.multiply(times, 1 / TICK, out=times)
        np.rint(times, out=times)
        np.maximum(times, 0.0, out=times)
        np.multiply(times, TICK, out=times)
        return array("d", times.tobytes())

    def _draw_one(self, index: int, stream: int, use: int) -> float:
        """The same without the replications behind it, and without arrays: they cost more than the number."""
        distribution = self._turn_to(stream, use)
        if distribution is None:
            return float(self._generator.random(index + 1)[index])
        if index:
            distribution.draw(self._generator, index)
        drawn: float = distribution.draw(self._generator)
        return max(round(drawn / TICK), 0) * TICK

    def _turn_to(self, stream: int, use: int) -> Distribution | None:
        """Set the generator to the first replication of the block; gives what to draw."""
        about = self._streams[stream]
        digest = self._digest.copy()
        digest.update(about.key.encode())
        self._state["key"] = _WORDS(digest.digest())
        self._counter[2:] = use, self._block
        self._philox.state = self._whole  # type: ignore[assignment]
        return about.distribution


class Dice:
    """The draws of one replication."""

    __slots__ = ("_draw", "_first", "_fixed")

    def __init__(self, streams: Streams, replication: int) -> None:
        self._first, self._draw = streams.open(replication)
        self._fixed = streams.fixed

    def take(self, stream: int, use: int = 0) -> float:
        """The `use`-th draw of a stream: seconds, or a number between 0 and 1."""
        drawn = (self._fixed if use else self._first)[stream]
        return self._draw(stream, use) if drawn is None else drawn

    def message(self, dice: MessageDice, use: int) -> Message:
        """The draws of the `use`-th message with these dice."""
        made = self._fixed if use else self._first
        delay, chance, _pause = dice.rungs[0]
        drawn = made[delay], made[chance], made[dice.compose], made[dice.handling]
        if None in drawn:
            take = self.take
            return take(delay, use), take(chance, use), take(dice.compose, use), take(dice.handling, use)
        return drawn  # type: ignore[return-value]

    def times(self, streams: tuple[int, int, int], use: int) -> tuple[float, float, float]:
        """The `use`-th draws of three streams of times."""
        made = self._fixed if use else self._first
        one, other, third = streams
        drawn = made[one], made[other], made[third]
        if None in drawn:
            take = self.take
            return take(one, use), take(other, use), take(third, use)
        return drawn  # type: ignore[return-value]


def _fixed_time(stream: Stream) -> float | None:
    distribution = stream.distribution
    return round(distribution.value / TICK) * TICK if isinstance(distribution, Constant) else None
