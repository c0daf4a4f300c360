"""A run as it comes back from its folder: nothing is played again."""

from collections.abc import Iterable, Mapping
from math import inf
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
    replications = [number for number, _, _ in store.replications]
    columns = {goal.name: column for column, goal in enumerate(program.milestones)}
    rows = {number: row for row, number in enumerate(replications)}
    times = np.full((len(replications), len(columns)), inf)
    for number, name, seconds in store.milestones:
        if number not in rows or name not in columns:
            raise ValueError(f"milestone {name!r} of replication {number} is unknown")
        if seconds is not None:
            times[rows[number], columns[name]] = seconds
    return Reached(np.array(replications, dtype=np.int64), times)


def _typical(kept: Iterable[tuple[str, Log]]) -> Log:
    found = next((log for why, log in kept if TYPICAL in why.split("; ")), None)
    if found is None:
        raise ValueError("the typical replication is missing")
    return found
