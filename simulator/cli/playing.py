"""Who plays for a verb, and where it puts down what is finished so that it can go on after a stop."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.console import note
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.study.finished import FinishedParts
    from simulator.study.hands import Hands

Crew = int | str | None
"""Processes of this machine, one for each core if nothing is said; or the address of a cluster."""

UNFINISHED = ".unfinished"
"""The folder under --out with what stopped studies finished, each by its id."""


@contextmanager
def hands(jobs: Crew, lang: str, *, out: Path, study: str, fresh: bool) -> "Iterator[Hands]":
    """Give who plays a study, and what of it is finished.

    `study` is its id, which follows from all that its results depend on. Its finished parts stay until
    they are removed when its results are written; `fresh` throws away those that are there.
    """
    from simulator.study.hands import Hands

    finished = _finished(out / UNFINISHED / study)
    if fresh:
        finished.remove()
    elif finished.resumed:
        note(say("going on where it was stopped; --fresh plays all again"), lang)
    try:
        if isinstance(jobs, str):
            from simulator.study.cluster import cluster

            with cluster(jobs) as crew:
                yield replace(crew, finished=finished)
        else:
            yield Hands(jobs or os.cpu_count() or 1, finished=finished)
    finally:
        finished.close()
        if finished.folder:
            note(say("what is finished stays: the same command (without --fresh) goes on from there"), lang)


def _finished(folder: Path) -> "FinishedParts":
    from simulator.study.finished import FinishedParts
    from simulator.study.identity import identity

    return FinishedParts(folder, label=lambda: json.dumps(identity()), clock=time.monotonic)
