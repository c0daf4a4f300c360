"""Which replications stand for the run, and their logs, played again."""

from collections.abc import Iterable, Iterator

import numpy as np

from simulator.analysis.gaps.weight import leading, shown_by
from simulator.analysis.results import Results, pick
from simulator.engine.replication import Player
from simulator.log.rows import Log
from simulator.plan.gap import Gap
from simulator.program.model import Program

TYPICAL = "typical"
SHOWN = 5
"""Gaps for each of which a log is kept that shows it."""


def typical_replication(results: Results) -> int:
    """Give the replication whose milestones lie nearest to their medians.

    For each milestone the replications are ranked by time (not reached last, equal times share the mean
    rank); the one with the least sum of distances from the middle rank is typical, the first of several.
    """
    times = results.milestones
    distance = np.zeros(len(times))
    for column in times.T:
        low = np.searchsorted(np.sort(column), column, side="left")
        high = np.searchsorted(np.sort(column), column, side="right")
        distance += np.abs((low + high - 1) / 2 - (len(column) - 1) / 2)
    return int(results.replications[int(np.argmin(distance))])


def kept_replications(program: Program, results: Results, gaps: Iterable[Gap] = ()) -> dict[int, str]:
    """Give the replications whose logs are kept, with why.

    They are the typical one, of each milestone best to worst, and those that show the leading gaps best.
    """
    reasons = [(typical_replication(results), TYPICAL)]
    for number, milestone in enumerate(program.milestones):
        reasons += [(one, f"{milestone.name} {why}") for why, one in pick(results, number).items()]
    for gap in leading(gaps, most=SHOWN):
        reasons += [(one, f"shows {gap.id}") for one in (shown_by(gap),) if one is not None]
    kept: dict[int, str] = {}
    for replication, why in reasons:
        kept[replication] = f"{kept[replication]}; {why}" if replication in kept else why
    return kept


def replay(program: Program, seed: int, replications: Iterable[int]) -> Iterator[Log]:
    """Play replications again; each gives the log that it gave in the run."""
    player = Player(program, seed)
    for number in replications:
        yield player.play(number)
