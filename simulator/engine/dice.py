"""Random draws, each keyed by what it is for and never by the order of events (rule 27)."""

from array import array
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.program.model import Dice as MessageDice
from simulator.program.model import Program
from simulator.program.quantiles import Inverse, Numbers, inverse_of
from simulator.text.draws import Constant, Distribution
from simulator.units import TICK

TOGETHER = 16
"""Replications whose first draws are made at a time, where one follows another."""

MANY = 1 << 18
"""Draws that are made at a time, unless one replication alone needs more."""

AHEAD = 64
"""Replications for which a further draw of a stream is made at a time; many will want it."""

KEPT = 1 << 14
"""Further draws of a stream that are kept, each for all replications `AHEAD`: some ten megabytes."""

SHAPES = 1 << 11
"""Distributions of which the way from chances to times is kept: 20 KB for each that has a table."""

_BITS = 12
"""Bits of a word that its chance leaves out, so that each chance lies above 0 and below 1."""
_SHARE = 2.0 ** (_BITS - 64)
_WORD = 8
_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB

Words: TypeAlias = NDArray[np.uint64]
Message = tuple[float, float, float, float]
"""The draws of a message: delay and chance of its first attempt, times of composing and handling."""


class Streams:
    """The draws of replications, made for some that follow one another when the first of them is played.

    How many are made together is a matter of speed: first one, which often is the only one, then twice as
    many each time. The numbers are the same.
    """

    def __init__(self, program: Program, seed: int) -> None:
        self._distributions = [stream.distribution for stream in program.streams]
        self._keys = _keys(program, seed)
        self._kinds = _kinds(self._distributions)
        self.fixed = [_fixed_time(distribution) for distribution in self._distributions]
        """Of each stream that is certain, its time."""
        self._most = max(1, min(TOGETHER, MANY // max(1, len(self._distributions))))
        self._now = range(0)
        self._firsts: Sequence[Sequence[float]] = ()
        """First draws of all streams, for each of the replications `now`."""
        self._ahead = Ahead(self._distributions, self._keys, range(0))

    def first(self, replication: int) -> Sequence[float]:
        """Turn to a replication; gives the first draw of each stream."""
        if replication not in self._now:
            size = 2 * len(self._now) if replication == self._now.stop else 1
            self._now = range(replication, replication + min(max(size, 1), self._most))
            self._firsts = self._draw_firsts().tolist()
        return self._firsts[replication - self._now.start]

    def ahead(self, replication: int) -> "Ahead":
        """Give where the further draws of a replication are."""
        if replication not in self._ahead.replications:
            first = replication - replication % AHEAD
            self._ahead = Ahead(self._distributions, self._keys, range(first, first + AHEAD))
        return self._ahead

    def _draw_firsts(self) -> Numbers:
        drawn = np.empty((len(self._now), len(self._distributions)))
        salts = _salts(self._now, 0)
        for streams, inverse in self._kinds:
            drawn[:, streams] = _drawn(self._keys[streams] ^ salts, inverse)
        return drawn


class Ahead:
    """The further draws of replications that follow one another, made for all when one of them wants one."""

    __slots__ = ("_distributions", "_keys", "made", "replications")

    def __init__(
        self, distributions: Sequence[Distribution | None], keys: Words, replications: range
    ) -> None:
        self._distributions, self._keys, self.replications = distributions, keys, replications
        self.made: dict[tuple[int, int], Sequence[float]] = {}
        """By stream and use, a draw for each replication."""

    def make(self, stream: int, use: int) -> Sequence[float]:
        """Make the draws of a stream for its n-th use (from 0)."""
        inverse = _inverse(self._distributions[stream])
        numbers = self.made[stream, use] = _further(int(self._keys[stream]), inverse, self.replications, use)
        return numbers


class Dice:
    """The draws of one replication."""

    __slots__ = ("_ahead", "_fixed", "_made", "_place", "first")

    def __init__(self, streams: Streams, replication: int) -> None:
        self._ahead, self._fixed = streams.ahead(replication), streams.fixed
        self._made, self._place = self._ahead.made, replication - self._ahead.replications.start
        self.first = streams.first(replication)
        """The first draw of each stream."""

    def take(self, stream: int, use: int = 0) -> float:
        """The `use`-th draw of a stream: seconds, or a number between 0 and 1."""
        if not use:
            return self.first[stream]
        fixed = self._fixed[stream]
        if fixed is not None:
            return fixed
        numbers = self._made.get((stream, use)) or self._ahead.make(stream, use)
        return numbers[self._place]

    def message(self, dice: MessageDice, use: int) -> Message:
        """The draws of the `use`-th message with these dice."""
        delay, chance, _pause = dice.rungs[0]
        if use:
            take = self.take
            return take(delay, use), take(chance, use), take(dice.compose, use), take(dice.handling, use)
        made = self.first
        return made[delay], made[chance], made[dice.compose], made[dice.handling]


@lru_cache(maxsize=KEPT)
def _further(key: int, inverse: Inverse | None, replications: range, use: int) -> Sequence[float]:
    """Give the draws of one stream for a further use, the same for all programs of a study."""
    return array("d", _drawn(np.uint64(key) ^ _salts(replications, use), inverse)[:, 0].tobytes())


@lru_cache(maxsize=SHAPES)
def _inverse(distribution: Distribution | None) -> Inverse | None:
    """Give what turns the chances of one stream into times, one and the same for equal distributions."""
    return inverse_of((distribution,)) if distribution else None


def _keys(program: Program, seed: int) -> Words:
    """Give the keys of all streams in a run with this seed."""
    digest = blake2b(digest_size=_WORD, key=seed.to_bytes(8, "little"))
    keys = bytearray()
    for stream in program.streams:
        about = digest.copy()
        about.update(stream.key.encode())
        keys += about.digest()
    return np.frombuffer(bytes(keys), dtype="<u8").astype(np.uint64)


@lru_cache(maxsize=KEPT)
def _salts(replications: range, use: int) -> Words:
    """Give what tells the uses of one stream apart, a row for each replication."""
    salts = [_mixed_word(_mixed_word(number * _GOLDEN) + use * _GOLDEN) for number in replications]
    return np.array(salts, dtype=np.uint64)[:, None]


def _kinds(distributions: Sequence[Distribution | None]) -> list[tuple[NDArray[np.intp], Inverse | None]]:
    """Give the streams of each kind of distribution, and what turns their chances into times."""

    def kind(stream: int) -> str:
        return type(distributions[stream]).__name__

    kinds = []
    for _name, group in groupby(sorted(range(len(distributions)), key=kind), key=kind):
        streams = list(group)
        spreads = [spread for stream in streams if (spread := distributions[stream])]
        kinds.append((np.array(streams), inverse_of(spreads) if spreads else None))
    return kinds


def _drawn(words: Words, inverse: Inverse | None) -> Numbers:
    """Give what belongs to random words: times on the grid, or chances where there is no inverse."""
    chances: Numbers = ((_mixed(words) >> np.uint64(_BITS)).astype(np.float64) + 0.5) * _SHARE
    if inverse is None:
        return chances
    times: Numbers = np.rint(inverse(chances) / TICK) * TICK
    return times


def _mixed(words: Words) -> Words:
    """Mix words so that each bit depends on all (Stafford's mix 13, as in SplitMix64)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(_FIRST)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(_SECOND)
    mixed: Words = words ^ (words >> np.uint64(31))
    return mixed


def _mixed_word(word: int) -> int:
    """Mix one word, taken modulo 2^64, in the same way."""
    word &= _MASK
    word = (word ^ (word >> 30)) * _FIRST & _MASK
    word = (word ^ (word >> 27)) * _SECOND & _MASK
    return word ^ (word >> 31)


def _fixed_time(distribution: Distribution | None) -> float | None:
    return round(distribution.value / TICK) * TICK if isinstance(distribution, Constant) else None
