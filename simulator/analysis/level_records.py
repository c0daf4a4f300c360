"""What each level states, when it was declared, and how long after it each measure began and was done."""

from collections.abc import Mapping
from math import inf
from typing import Any

import numpy as np

from simulator.analysis.figures import spread
from simulator.analysis.levels import levels_of
from simulator.analysis.results import Times
from simulator.analysis.titles import Titles
from simulator.plan.colours import COLOURS
from simulator.program.model import Program

Record = dict[str, Any]


def levels_record(
    program: Program,
    declared: Times,
    started: Times,
    done: Times,
    *,
    titles: Mapping[str, Titles],
) -> list[Record]:
    """Give each level with what it states, when it was declared, and the times from then to its measures.

    The columns of `declared` are those of `first_declared`, of the others the program's tasks. A measure is
    under way when the last of the tasks that carry it out has begun; one that began before takes no time.
    Replications in which the level was not declared do not count; those in which a measure was never begun,
    or done, do, as later than all others.
    """
    found = []
    for index, ((fact, rank), says) in enumerate(levels_of(program).items()):
        when = declared[:, index]
        there = when < inf
        levels = program.facts[fact].levels
        found.append(
            {
                "scale": program.facts[fact].base,
                "title": {lang: words.fact(fact) for lang, words in titles.items()},
                "level": levels[rank - 1],
                "warning": COLOURS.issuperset(levels),
                "matter": {lang: says.matter.show(lang) for lang in titles} if says.matter else None,
                "expected_s": says.expected if says.expected >= 0 else None,
                "declared": spread(when),
                "measures": [
                    {
                        "name": name,
                        "title": {lang: _title(words, name, tasks) for lang, words in titles.items()},
                        "tasks": [program.tasks[task].name for task in tasks],
                        "started": spread(_after(started[there], when[there], tasks))
                        if there.any()
                        else None,
                        "done": spread(_after(done[there], when[there], tasks)) if there.any() else None,
                    }
                    for name, tasks in says.measures
                ],
            }
        )
    return found


def _title(words: Titles, name: str, tasks: tuple[int, ...]) -> str:
    return words.task(tasks[0]) if tasks else name


def _after(times: Times, since: Times, tasks: tuple[int, ...]) -> Times:
    """Give the seconds until the last of some tasks, infinite where one of them never came."""
    if not tasks:
        return np.full(len(since), inf)
    last: Times = np.maximum(times[:, list(tasks)].max(axis=1) - since, 0.0)
    return last
