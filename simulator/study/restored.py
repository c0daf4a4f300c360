"""A run as it comes back from its folder: nothing is played again."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from simulator.analysis.results import Reached
from simulator.log.pack import unpack
from simulator.log.rows import Log
from simulator.log.store import Store
from simulator.plan.gap import gap_of
from simulator.program.compile import compile_case
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.representative import TYPICAL
from simulator.study.run import Run

INTERRUPTED = "interrupted"
"""Key in `meta` of the store; it is there where the run was interrupted."""


def restore(
    case: Case, *, summary: Mapping[str, Any], gaps: Iterable[Mapping[str, Any]], store: Store
) -> Run:
    """Give the run that left these: the case read from its inputs, `summary.json`, `gaps.json`, `run.sqlite`.

    Raises
    ------
    ValueError
        When the store is not that of this run.
    """
    program = compile_case(case)
    kept = tuple((why, unpack(packed)) for _, why, packed in store.logs)
    return Run(
        case=case,
        program=program,
        seed=summary["seed"],
        results=_reached(program, store),
        summary=summary,
        gaps=tuple(gap_of(record) for record in gaps),
        typical=_typical(kept),
        kept=kept,
        interrupted=INTERRUPTED in store.meta,
    )


def _reached(program: Program, store: Store) -> Reached:
    names = [goal.name for goal in program.milestones]
    if list(store.milestones) != names:
        raise ValueError("the milestones are others")
    times = np.empty((len(store.replications), len(names)))
    for column, name in enumerate(names):
        times[:, column] = store.milestones[name]
    return Reached(store.replications, times)


def _typical(kept: Iterable[tuple[str, Log]]) -> Log:
    found = next((log for why, log in kept if TYPICAL in why.split("; ")), None)
    if found is None:
        raise ValueError("the typical replication is missing")
    return found
