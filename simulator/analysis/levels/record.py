"""What each level states, when it was declared, and how long after it each measure began and was done."""

from collections import defaultdict
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
    that the scenario begins after its own start, of those that measures of its scale are for, if any; below
    zero where the warning came later.
    """
    found, events = [], _to_come(program)
    for index, ((fact, rank), says) in enumerate(levels_of(program).items()):
        when = declared[:, index]
        there = when < inf
        levels = program.facts[fact].levels
        warning = COLOURS.issuperset(levels)
        event = events[fact]
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


def _to_come(program: Program) -> dict[int, float]:
    """Give for each scale when the first incident after the start begins; infinite where there is none.

    Of several incidents it is the first of those that the measures of the scale are for.
    """
    begins = [act.at for act in program.acts if act.kind == "incident"]
    meant: dict[int, set[int]] = defaultdict(set)
    for (fact, _rank), says in levels_of(program).items():
        tasks = [program.tasks[task] for _name, numbers in says.measures for task in numbers]
        meant[fact].update(task.incident for task in tasks)
    later = {number: at for number, at in enumerate(begins, 1) if at > 0}
    return {
        fact: min([later[number] for number in numbers if number in later] or later.values(), default=inf)
        for fact, numbers in meant.items()
    }


def after(times: Times, since: Times, tasks: tuple[int, ...]) -> Times:
    """Give the seconds until the last of some tasks, infinite where one of them never came."""
    if not tasks:
        return np.full(len(since), inf)
    last: Times = np.maximum(times[:, list(tasks)].max(axis=1) - since, 0.0)
    return last
