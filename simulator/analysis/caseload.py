"""The tasks of incidents that come again and again: how many came up, were done, lie open; and how long."""

import re
from collections import defaultdict
from math import inf
from typing import Any

import numpy as np

from simulator.analysis.figures import Times, rounded_seconds
from simulator.analysis.results import Results
from simulator.analysis.titles import Texts
from simulator.plan.alike import common, common_task
from simulator.program.model import Program

Record = dict[str, Any]

_NUMBER = re.compile(r"/(\d+)")
"""Of the copy of a task: which of the incidents it is for; the first one's has none."""


def caseload(program: Program, results: Results, titles: Texts) -> list[Record]:
    """Give for each task of an incident that comes more than once what became of all of them.

    `came_up`, `done` and `open` are means of a replication, of as many as `incidents`: those whose condition
    held at some time, those done by the end, and the difference. `waited_s` is the mean from then to the
    first start, `worked_s` from there to the first end; None where nothing started, or ended.
    """
    found = []
    for (name, incident), columns in _copies(program).items():
        if len(columns) > 1:
            task = program.tasks[columns[0]]
            ready, started, done = (
                times[:, columns] for times in (results.ready, results.started, results.done)
            )
            came, ended = (float(np.mean((times < inf).sum(axis=1))) for times in (ready, done))
            found.append(
                {
                    "name": name,
                    "title": titles.place(name),
                    "owner": common(program.agents[task.owner].name),
                    "owner_title": titles.place(common(program.agents[task.owner].name)),
                    "incident": incident,
                    "incident_title": titles.place(incident),
                    "incidents": len(columns),
                    "came_up": round(came, 3),
                    "done": round(ended, 3),
                    "open": round(came - ended, 3),
                    "waited_s": _mean(started, ready),
                    "worked_s": _mean(done, started),
                }
            )
    return found


def _copies(program: Program) -> dict[tuple[str, str], list[int]]:
    """Give the numbers of the copies of each task, by its name and that of the incident."""
    incidents = [program.sources[act.source].name for act in program.acts if act.kind == "incident"]
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, task in enumerate(program.tasks):
        which = _NUMBER.search(task.name)
        place = int(which[1]) if which else 1
        if place <= len(incidents):
            found[common_task(task.name), incidents[place - 1]].append(number)
    return found


def _mean(ends: Times, begins: Times) -> float | None:
    """Give the mean in seconds of what ended."""
    there = ends < inf
    return rounded_seconds(float(np.mean(ends[there] - begins[there]))) if there.any() else None
