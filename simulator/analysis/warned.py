"""How many people were warned: who looks after them and came to know what they were to be told."""

from collections.abc import Iterator

import numpy as np

from simulator.analysis.levels.declared import levels_of
from simulator.analysis.quantities import Floats, Record, at_record, curves, reached_record
from simulator.analysis.results import Results
from simulator.program.model import NONE, Program


def warned_record(program: Program, results: Results) -> list[Record]:
    """Give what `summary.json` holds of people who were told: which share of them knew what over time.

    Shares are 0 to 1. Left out is what came about in no replication, unless a condition asks for it.
    """
    came = {program.facts[fact].base for fact in _came_about(program, results)}
    return [
        {
            "name": crowd.knows,
            "title": crowd.title.texts(),
            "vulnerable": crowd.vulnerable,
            "agencies": len(crowd.hearers),
            "people": _numbers(table.bounds[:, -1]),
            "at_s": at_record(program),
            "share": curves(table.shares()),
            "reached": reached_record(table),
        }
        for crowd, table in zip(program.crowds, results.quantities, strict=False)
        if crowd.cell != NONE or crowd.knows in came
    ]


def _came_about(program: Program, results: Results) -> Iterator[int]:
    """Give the facts that were set, achieved or declared in some replication."""
    for act in program.acts:
        yield from (fact for _cell, fact, value in (*act.facts, *act.tells) if value is not False)
    done = np.count_nonzero(np.isfinite(results.done), axis=0).tolist()
    for task, times_done in zip(program.tasks, done, strict=True):
        facts = [fact for _, _, fact, value in task.achieves if value is not False]
        drawn = (outcome.cells[2] for outcome in task.outcomes)
        yield from (*facts, *drawn) if times_done else ()
    declared = np.count_nonzero(np.isfinite(results.declared), axis=0).tolist()
    yield from (fact for (fact, _rank), times in zip(levels_of(program), declared, strict=True) if times)


def _numbers(values: Floats) -> dict[str, float | None]:
    """Give quantiles of a number over replications."""
    return {name: each[0] for name, each in curves(values[:, None]).items()}
