"""The tasks of incidents that come again and again: how many came up, were done, lie open; and how long."""

from collections import defaultdict
from math import inf
from typing import Any

import numpy as np

from simulator.analysis.figures import Times, rounded_seconds
from simulator.analysis.results import Results
from simulator.analysis.titles import Texts
from simulator.plan.alike import common, common_task
from simulator.program.model import NONE, Program

Record = dict[str, Any]
Copies = dict[int, list[int]]
"""By the place of an incident among those of the scenario: the numbers of the copies of a task for it."""


def caseload(program: Program, results: Results, titles: Texts) -> list[Record]:
    """Give for each task of an incident that comes more than once what became of all of them.

    `came_up`, `done` and `open` are means of a replication, of as many as `incidents`: those whose condition
    held at some time, those done by the end, and the difference. `waited_s` is the mean from then to the
    first start, `worked_s` from there to the first end; None where nothing started, or ended.
    """
    return [
        _record(program, results, titles, task, copies)
        for task, copies in _copies(program).items()
        if len(copies) > 1
    ]


def _record(
    program: Program, results: Results, titles: Texts, names: tuple[str, str], copies: Copies
) -> Record:
    (name, incident), columns = names, [number for each in copies.values() for number in each]
    task = program.tasks[columns[0]]
    ready, started, done = (times[:, columns] for times in (results.ready, results.started, results.done))
    came, ended = (float(np.mean((times < inf).sum(axis=1))) for times in (ready, done))
    owner = common(program.agents[task.owner].name)
    return {
        "name": name,
        "title": titles.place(name),
        "owner": owner,
        "owner_title": titles.place(owner),
        "incident": incident,
        "incident_title": titles.place(incident),
        # Of the copies for those who may come to hold a post only one is ever called for.
        "incidents": len(columns) if task.post == NONE else len(copies),
        "came_up": round(came, 3),
        "done": round(ended, 3),
        "open": round(came - ended, 3),
        "waited_s": _mean(started, ready),
        "worked_s": _mean(done, started),
    }


def _copies(program: Program) -> dict[tuple[str, str], Copies]:
    """Give the numbers of the copies of each task, by its name and that of the incident, then by incident."""
    incidents = [program.sources[act.source].name for act in program.acts if act.kind == "incident"]
    found: dict[tuple[str, str], Copies] = defaultdict(lambda: defaultdict(list))
    for number, task in enumerate(program.tasks):
        if task.incident:
            found[common_task(task.name), incidents[task.incident - 1]][task.incident].append(number)
    return found


def _mean(ends: Times, begins: Times) -> float | None:
    """Give the mean in seconds of what ended."""
    there = ends < inf
    return rounded_seconds(float(np.mean(ends[there] - begins[there]))) if there.any() else None
