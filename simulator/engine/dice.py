"""Random draws, each keyed by what it is for and never by the order of events (rule 27)."""

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import blake2b
from struct import Struct
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.program.model import Dice as MessageDice
from simulator.program.model import Program
from simulator.text.draws import Constant, Distribution
from simulator.units import TICK

BLOCK = 64
"""Replications that are drawn together. Part of the contract: another block size gives other numbers."""

TOGETHER = 16
"""Replications whose draws are laid side by side at a time; a part of a block."""

NEAR = 16
"""Streams that are drawn together for a replication that is drawn alone."""

_WORDS = Struct("<QQ")
Numbers: TypeAlias = NDArray[np.float64]
Firsts = Sequence[float | None]
Message = tuple[float, float, float, float]
"""The draws of a message: delay and chance of its first attempt, times of composing and handling."""


class Streams:
    """The draws of one block of replications, made when they are first wanted.

    The replication that is played first is drawn alone, often it is the only one: its numbers are the same,
    and none is kept.
    """

    def __init__(self, program: Program, seed: int) -> None:
        self._distributions = [stream.distribution for stream in program.streams]
        self._keys = _keys(program, seed)
        self._philox = np.random.Philox(key=0)
        self._generator = np.random.Generator(self._philox)
        self._counter = [0, 0, 0, 0]
        self._state: dict[str, object] = {"counter": self._counter}
        self._whole: dict[str, object] = {
            "bit_generator": "Philox",
            "state": self._state,
            "buffer": (0, 0, 0, 0),
            "buffer_pos": 4,
            "has_uint32": 0,
            "uinteger": 0,
        }
        self.fixed = [_fixed_time(distribution) for distribution in self._distributions]
        """Of each stream that is certain, its time."""
        self._timed = np.array([distribution is not None for distribution in self._distributions])[:, None]
        """Of each stream, whether what is drawn is a time, which lies on the grid."""
        self._alone: int | None = None
        self._block = -1
        self._drawn: list[bool] = []
        """Of each stream, whether its row of numbers is drawn; empty before there is a block."""
        self._rows: Numbers
        """The first draws of each stream, for all replications of the block."""
        self._firsts: tuple[int, Sequence[Firsts]] = (-1, ())
        self._later: dict[tuple[int, int], Numbers] = {}

    def open(self, replication: int) -> tuple[Firsts, Callable[[int, int], float]]:
        """Turn to a replication.

        Gives the first draw of each stream, None where it has not been made; and what makes the draw of a
        stream that is not certain for its n-th use (from 0).
        """
        block, index = divmod(replication, BLOCK)
        if self._alone is None:
            self._alone = replication
        if self._alone == replication:
            self._block, self._drawn = block, []
            return self._alone_with(index)
        self._alone = -1
        if block != self._block or not self._drawn:
            streams = len(self._distributions)
            self._block, self._drawn, self._later = block, [False] * streams, {}
            self._rows = np.zeros((streams, BLOCK))
            self._firsts = -1, ()
            return self.fixed, partial(self._draw, index)
        return self._made(index), partial(self._draw, index)

    def _made(self, index: int) -> Firsts:
        """Give the first draws of one replication out of the rows, turned round for several at a time.

        Those of one replication then lie together; a stream first drawn later is looked up in its row.
        """
        part, place = divmod(index, TOGETHER)
        if self._firsts[0] != part:
            self._firsts = part, self._turned(slice(part * TOGETHER, (part + 1) * TOGETHER))
        return self._firsts[1][place]

    def _turned(self, part: slice) -> Sequence[Firsts]:
        """Give the first draws of a part of the replications, those of each together."""
        drawn = self._rows[:, part]
        times = np.rint(drawn / TICK) * TICK
        turned: list[list[float | None]] = np.where(self._timed, times, drawn).T.tolist()
        missing = [stream for stream, there in enumerate(self._drawn) if not there]
        for firsts in turned:
            for stream in missing:
                firsts[stream] = self.fixed[stream]
        return turned

    def _draw(self, index: int, stream: int, use: int) -> float:
        numbers = self._further(stream, use) if use else self._first(stream)
        drawn = float(numbers[index])
        return drawn if self._distributions[stream] is None else round(drawn / TICK) * TICK

    def _first(self, stream: int) -> Numbers:
        """Give the first draws of a stream for the block; times are not on the grid yet."""
        if not self._drawn[stream]:
            self._rows[stream] = self._draw_block(stream, 0)
            self._drawn[stream] = True
        numbers: Numbers = self._rows[stream]
        return numbers

    def _further(self, stream: int, use: int) -> Numbers:
        """Give the draws of a further use of a stream, likewise."""
        if (stream, use) not in self._later:
            self._later[stream, use] = self._draw_block(stream, use)
        return self._later[stream, use]

    def _draw_block(self, stream: int, use: int) -> Numbers:
        distribution = self._turn_to(stream, use)
        generator = self._generator
        drawn: Numbers = (
            generator.random(BLOCK) if distribution is None else distribution.draw(generator, BLOCK)
        )
        return drawn

    def _alone_with(self, index: int) -> tuple[Firsts, Callable[[int, int], float]]:
        """Turn to a replication without those behind it: the same numbers, without arrays, which cost more.

        With a stream that is first wanted those beside it are drawn, since most will be: to go through them
        in their order is quicker in a large program, whose parts lie far from each other in memory.
        """
        firsts, draw = list(self.fixed), self._drawing_one(index)

        def draw_near(stream: int, use: int) -> float:
            if use:
                return draw(stream, use)
            start = stream - stream % NEAR
            for near in range(start, min(start + NEAR, len(firsts))):
                if firsts[near] is None:
                    firsts[near] = draw(near, 0)
            return firsts[stream]  # type: ignore[return-value]

        return firsts, draw_near

    def _drawing_one(self, index: int) -> Callable[[int, int], float]:
        """Give what draws for one replication; it looks up once what it uses each time."""
        state, whole, counter, philox = self._state, self._whole, self._counter, self._philox
        keys, words, size = self._keys, _WORDS.unpack_from, _WORDS.size
        distributions, generator = self._distributions, self._generator
        counter[3] = self._block

        def draw(stream: int, use: int) -> float:
            counter[2] = use
            state["key"] = words(keys, size * stream)
            philox.state = whole  # type: ignore[assignment]
            distribution = distributions[stream]
            if distribution is None:
                return float(generator.random(index + 1)[index])
            if index:
                distribution.draw(generator, index)
            drawn: float = distribution.draw(generator)
            return round(drawn / TICK) * TICK

        return draw

    def _turn_to(self, stream: int, use: int) -> Distribution | None:
        """Set the generator to the first replication of the block; gives what to draw."""
        self._state["key"] = _WORDS.unpack_from(self._keys, _WORDS.size * stream)
        self._counter[2:] = use, self._block
        self._philox.state = self._whole  # type: ignore[assignment]
        return self._distributions[stream]


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
        first, second, last = made[one], made[other], made[third]
        if first is None or second is None or last is None:
            take = self.take
            return take(one, use), take(other, use), take(third, use)
        return first, second, last


def _keys(program: Program, seed: int) -> bytes:
    """Give the keys of all streams in a run with this seed."""
    digest = blake2b(digest_size=_WORDS.size, key=seed.to_bytes(8, "little"))
    keys = bytearray()
    for stream in program.streams:
        about = digest.copy()
        about.update(stream.key.encode())
        keys += about.digest()
    return bytes(keys)


def _fixed_time(distribution: Distribution | None) -> float | None:
    return round(distribution.value / TICK) * TICK if isinstance(distribution, Constant) else None
