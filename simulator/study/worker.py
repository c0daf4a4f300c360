"""What plays and keeps what was played: in the process of the study, and wherever else it is played.

It imports what a replication takes and no more, so that a worker is soon at work.
"""

import multiprocessing
import os
import pickle
import signal
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from math import inf
from pathlib import Path
from shutil import rmtree
from tempfile import NamedTemporaryFile
from typing import Any, Literal, NamedTuple, Protocol

from simulator.analysis.measures import Measurer, Measures
from simulator.engine.replication import Player
from simulator.errors import StoppedError, say
from simulator.log.rows import AT, KIND, MILESTONE, SUBJECT
from simulator.program.model import Program

Chunk = tuple[int, int]
"""Consecutive replications: the first, and the one behind the last."""
Keep = Literal["measures", "milestones", "switches"]
"""What is kept of each replication."""


class Plays(Protocol):
    """A program with what plays it, made once for many replications."""

    def play(self, chunk: Chunk) -> list[Any]:
        """Give what is kept of a chunk, one entry for each replication."""


class Worker:
    """Keeps the measures."""

    def __init__(self, program: Program, seed: int) -> None:
        self._player = Player(program, seed)
        self._measurer = Measurer(program)

    def play(self, chunk: Chunk) -> list[Measures]:
        """Give the measures of a chunk."""
        return [self._measurer.measure(self._player.play(number)) for number in range(*chunk)]


class Reacher:
    """Keeps the time of each milestone in seconds, infinite where not reached."""

    def __init__(self, program: Program, seed: int) -> None:
        self._player = Player(program, seed)
        self._milestones = len(program.milestones)

    def play(self, chunk: Chunk) -> list[list[float]]:
        """Give the times of a chunk."""
        found = []
        for number in range(*chunk):
            times = [inf] * self._milestones
            for row in self._player.play(number).rows:
                if row[KIND] == MILESTONE:
                    times[row[SUBJECT]] = row[AT]
            found.append(times)
        return found


class Asker:
    """Keeps the switches that somebody asked for."""

    def __init__(self, program: Program, seed: int) -> None:
        self._player = Player(program, seed)

    def play(self, chunk: Chunk) -> list[list[int]]:
        """Give the switches of a chunk."""
        return [sorted(self._player.asked(number)) for number in range(*chunk)]


KEEPING: dict[Keep, Callable[[Program, int], Plays]] = {
    "measures": Worker,
    "milestones": Reacher,
    "switches": Asker,
}


class Packed(NamedTuple):
    """A program as it travels, and what tells it from another."""

    digest: bytes
    content: bytes


@dataclass(frozen=True)
class Work:
    """A program to be played, with a seed, and what is to be kept. Whoever plays nothing makes nothing."""

    program: Program
    seed: int
    keep: Keep

    @cached_property
    def packed(self) -> Packed:
        """The program as it travels."""
        content = zlib.compress(pickle.dumps(self.program, protocol=pickle.HIGHEST_PROTOCOL), 1)
        return Packed(blake2b(content, digest_size=16).digest(), content)

    @cached_property
    def here(self) -> Plays:
        """What plays it in this process."""
        return KEEPING[self.keep](self.program, self.seed)


def encode(part: list[Any]) -> bytes:
    """Give what was kept of a chunk as bytes; `simulator.study.decoding` reads them."""
    return pickle.dumps(part, protocol=pickle.HIGHEST_PROTOCOL)


class _Last(threading.local):
    """What this thread played last; workers of a cluster may have several threads."""

    known: tuple[bytes, int, Keep] | None = None
    plays: Plays


_last = _Last()


def play(packed: Packed, seed: int, keep: Keep, chunk: Chunk) -> bytes:
    """Play a chunk, anywhere; gives what is kept of it, encoded. The only thing that is ever sent out."""
    known = packed.digest, seed, keep
    if _last.known != known:
        program: Program = pickle.loads(zlib.decompress(packed.content))  # noqa: S301 (packed by this very study)
        _last.plays, _last.known = KEEPING[keep](program, seed), known
    return encode(_last.plays.play(chunk))


def into_file(folder: str, function: Callable[..., bytes], /, *arguments: Any, **named: Any) -> str:
    """Call a function and give the name of the new file in a folder that holds what it gave."""
    content = function(*arguments, **named)
    try:
        with NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(content)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise StoppedError(
            say(
                "what was played could not be handed back through {folder}: {reason};"
                " make room, or choose another folder with TMPDIR",
                folder=folder,
                reason=reason,
            )
        ) from fault
    return Path(file.name).name


def only_help(folder: str) -> None:
    """Leave Ctrl-C to the process that this one helps; end when that is gone, with the folder between them.

    Neither does it end with the terminal: it clears up after who did.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    helped = multiprocessing.parent_process()
    if helped is not None:
        threading.Thread(target=_end_with, args=(helped, folder), daemon=True).start()


def _end_with(helped: "multiprocessing.process.BaseProcess", folder: str) -> None:
    helped.join()
    rmtree(folder, ignore_errors=True)
    os._exit(1)
