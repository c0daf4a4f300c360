"""What each level states, when it was declared, and how long after it each measure began and was done."""

from math import inf
from typing import Any

import numpy as np

from simulator.analysis.figures import Times, spread
from simulator.analysis.levels.declared import levels_of
from simulator.analysis.titles import Texts
from simulator.plan.colours import COLOURS
from simulator.program.model import Program
from simulator.text.titles import LANGUAGES

Record = dict[str, Any]


def levels_record(
    program: Program,
    declared: Times,
    started: Times,
    done: Times,
    *,
    lowered: Times,
    titles: Texts,
) -> list[Record]:
    """Give each level with what it states, when it was declared and lowered, and the times to its measures.

    The columns of `declared` and `lowered` are those of `first_declared`, of the others the program's tasks.
    A measure is under way when the last of the tasks that carry it out has begun; one that began before
    takes no time.
    Replications in which the level was not declared do not count; those in which a measure was never begun,
    or done, do, as later than all others. The `lead` of a warning is the time from it to the first incident
    that the scenario begins after its own start; below zero where the warning came later.
    """
    found, event = [], _to_come(program)
    for index, ((fact, rank), says) in enumerate(levels_of(program).items()):
        when = declared[:, index]
        there = when < inf
        levels = program.facts[fact].levels
        warning = COLOURS.issuperset(levels)
        found.append(
            {
                "scale": program.facts[fact].base,
                "title": titles.fact(fact),
                "level": levels[rank - 1],
                "name": titles.level(fact, rank),
                "warning": warning,
                "lead": spread(event - when[there]) if warning and event < inf and there.any() else None,
                "matter": says.matter.texts() if says.matter else None,
                "expected_s": says.expected if says.expected >= 0 else None,
                "declared": spread(when),
                "lowered": spread(lowered[there, index]) if there.any() else None,
                "measures": [
                    {
                        "name": name,
                        "title": titles.task(tasks[0]) if tasks else dict.fromkeys(LANGUAGES, name),
                        "tasks": [program.tasks[task].name for task in tasks],
                        "started": spread(after(started[there], when[there], tasks)) if there.any() else None,
                        "done": spread(after(done[there], when[there], tasks)) if there.any() else None,
                    }
                    for name, tasks in says.measures
                ],
            }
        )
    return found


def _to_come(program: Program) -> float:
    """Give when the first incident after the start begins, infinite where all are there from the start."""
    return min((act.at for act in program.acts if act.kind == "incident" and act.at > 0), default=inf)


def after(times: Times, since: Times, tasks: tuple[int, ...]) -> Times:
    """Give the seconds until the last of some tasks, infinite where one of them never came."""
    if not tasks:
        return np.full(len(since), inf)
    last: Times = np.maximum(times[:, list(tasks)].max(axis=1) - since, 0.0)
    return last
