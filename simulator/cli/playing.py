"""Who plays for a verb, and where it puts down what is finished so that it can go on after a stop."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.console import note
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.study.finished import FinishedParts
    from simulator.study.hands import Hands

UNFINISHED = ".unfinished"
"""The folder under --out with what stopped studies finished, each by its id."""


@contextmanager
def hands(jobs: int | None, lang: str, *, out: Path, study: str, fresh: bool) -> "Iterator[Hands]":
    """Give who plays a study, and what of it is finished.

    `study` is its id, which follows from all that its results depend on. Its finished parts stay until
    `finish` is told that its results are written; `fresh` throws away those that are there.
    """
    from simulator.study.hands import Hands

    finished = _finished(out / UNFINISHED / study)
    if fresh:
        finished.remove()
    elif finished.resumed:
        note(say("going on where it was stopped; --fresh plays all again"), lang)
    try:
        yield Hands(jobs or os.cpu_count() or 1, finished=finished)
    finally:
        finished.close()
        if finished.folder:
            note(say("what is finished stays: the same command goes on where this one stopped"), lang)


def _finished(folder: Path) -> "FinishedParts":
    from simulator.study.finished import FinishedParts
    from simulator.study.identity import identity

    return FinishedParts(folder, label=lambda: json.dumps(identity()), clock=time.monotonic)
