"""What `summary.json` holds of joint tasks."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from simulator.analysis.figures import interval_record, portion, rounded_seconds, rounded_share, spread
from simulator.analysis.joint.meetings import OUTCOMES, STAGES, invited, joint_tasks, quorum
from simulator.analysis.joint.tally import Attendance, MeetingTally
from simulator.analysis.statistics import wilson
from simulator.analysis.titles import Texts
from simulator.plan.alike import common, common_task
from simulator.program.model import Program, Task

Record = dict[str, Any]


def joint_records(
    program: Program, tallies: Mapping[str, MeetingTally], runs: int, titles: Texts
) -> list[Record]:
    """Give what came of each joint task, as declared, also of those never called; many alike are one.

    `called` is the share of replications, everything else is of the calls; null where there was none.
    """
    first: dict[str, Task] = {}
    for number in joint_tasks(program):
        task = program.tasks[number]
        first.setdefault(common_task(task.name), task)
    return [
        _record(program, task, tallies.get(name, MeetingTally()), runs, titles)
        for name, task in first.items()
    ]


def _record(program: Program, task: Task, tally: MeetingTally, runs: int, titles: Texts) -> Record:
    name, owner = common_task(task.name), common(program.agents[task.owner].name)
    outcomes = np.array(tally.outcomes, dtype=np.int64)
    called, begun = bool(len(outcomes)), np.array(tally.convened) < np.inf
    there = np.array(tally.there, dtype=np.float64)[begun]
    return {
        "name": name,
        "title": titles.place(name),
        "owner": owner,
        "owner_title": titles.place(owner),
        "in_person": bool(task.ways),
        "invited": len(task.companions),
        "quorum": quorum(task),
        "wait_at_most_s": rounded_seconds(task.wait_at_most) if task.wait_at_most >= 0 else None,
        **interval_record("called", wilson(len(set(tally.replications)), runs)),
        "calls": len(outcomes),
        "outcomes": {each: portion(outcomes == number) for number, each in enumerate(OUTCOMES)}
        if called
        else None,
        "there_mean": round(float(there.mean()), 3) if begun.any() else None,
        "convened": spread(np.array(tally.convened)) if called else None,
        "waited": spread(np.array(tally.waited)) if called else None,
        "participants": [
            _participant(each, tally.attendance.get(each, Attendance()), titles)
            for each in dict.fromkeys(invited(program, task))
        ],
    }


def _participant(name: str, found: Attendance, titles: Texts) -> Record:
    """Give shares of the calls of a participant, and the mean length of each stage when it was there."""
    calls, came = found.called or 1, found.there
    return {
        "name": name,
        "title": titles.place(name),
        "there": rounded_share(found.there / calls),
        "decided": rounded_share(found.decided / calls),
        "vain": {
            stage: rounded_share(count / calls) for stage, count in zip(STAGES, found.vain, strict=True)
        },
        "mean_s": {
            stage: rounded_seconds(spent / came) for stage, spent in zip(STAGES, found.spent, strict=True)
        }
        if came
        else None,
    }
