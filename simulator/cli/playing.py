"""How a verb is to play, who plays for it, and where it puts down what is finished."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from simulator.cli.console import note
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.scenario.case import Case
    from simulator.study.finished import FinishedParts
    from simulator.study.hands import Hands

Crew: TypeAlias = "int | str | Callable[[], Hands] | None"
"""Processes of this machine, one for each core if nothing is said; the address of a cluster; or what gives
those who play already."""

UNFINISHED = ".unfinished"
"""The folder under --out with what stopped studies finished, each by its id."""


@dataclass(frozen=True, slots=True)
class Playing:
    """How a verb is asked to play: None where the scenario, or the verb, says it."""

    runs: int | None
    seed: int | None
    crew: Crew
    out: Path
    fresh: bool

    def seed_for(self, case: "Case") -> int:
        """Give the seed of a case."""
        return case.scenario.seed if self.seed is None else self.seed


@contextmanager
def hands(playing: Playing, lang: str, *, study: str) -> "Iterator[Hands]":
    """Give who plays a study, and what of it is finished.

    `study` is its id, which follows from all that its results depend on. Its finished parts stay until
    they are removed when its results are written; `fresh` throws away those that are there.
    """
    finished = _finished(playing.out / UNFINISHED / study)
    if playing.fresh:
        finished.remove()
    elif finished.resumed:
        note(say("going on where it was stopped; --fresh plays all again"), lang)
    try:
        with gathered(playing.crew) as crew:
            yield replace(crew, finished=finished)
    finally:
        finished.close()
        if finished.folder:
            note(say("what is finished stays: the same command (without --fresh) goes on from there"), lang)


@contextmanager
def sharing(playing: Playing) -> Iterator[Playing]:
    """Give the same, in which a cluster is connected to once, when first wanted, for all that is played."""
    with ExitStack() as stack:
        crew = playing.crew
        yield replace(playing, crew=cache(lambda: stack.enter_context(gathered(crew))))


@contextmanager
def gathered(crew: Crew) -> "Iterator[Hands]":
    """Give who plays, of what is not kept."""
    from simulator.study.hands import Hands

    if callable(crew):
        yield crew()
    elif isinstance(crew, str):
        from simulator.study.cluster import cluster

        with cluster(crew) as there:
            yield there
    else:
        yield Hands(processes(crew))


def processes(jobs: int | None) -> int:
    """Give how many processes play on this machine: as many as are wanted, else one for each core."""
    return jobs or os.cpu_count() or 1


def _finished(folder: Path) -> "FinishedParts":
    from simulator.study.finished import FinishedParts
    from simulator.study.identity import identity

    return FinishedParts(folder, label=lambda: json.dumps(identity()), clock=time.monotonic)
