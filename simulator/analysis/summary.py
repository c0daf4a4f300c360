"""The content of `summary.json`: what the replications of one scenario come to.

Nothing in it depends on the machine or the clock on the wall. Times are rounded to 3 decimals of a second,
shares to 6, when they are written; verdicts are made before.
"""

from math import inf
from typing import Any

import numpy as np

from simulator.analysis.agreements.record import agreement_records
from simulator.analysis.awareness import awareness_record
from simulator.analysis.caseload import caseload
from simulator.analysis.clocks import INSIDE, LATE, MISSING, NOT_STARTED, PENDING
from simulator.analysis.figures import Times, interval_record, portion, rounded_seconds, rounded_share, spread
from simulator.analysis.gaps.broken import consequences
from simulator.analysis.joint.record import joint_records
from simulator.analysis.levels.record import levels_record
from simulator.analysis.misreports.record import misreports_record
from simulator.analysis.posts.record import post_records
from simulator.analysis.quantities import quantities_record
from simulator.analysis.results import Numbers, PathSums, Results, typical
from simulator.analysis.statistics import Interval, wilson
from simulator.analysis.supplies.record import supply_records
from simulator.analysis.titles import Texts
from simulator.analysis.warned import warned_record
from simulator.log.rows import MISTAKEN
from simulator.program.model import NONE, Duty, Milestone, Norm, Program
from simulator.text.titles import Title, texts_or

Record = dict[str, Any]


def summarise(program: Program, results: Results, *, seed: int) -> Record:
    """Give the summary of a run, without scores and what it was made from."""
    titles = Texts(program)
    return {
        "scenario": program.stem,
        "title": texts_or(program.title, program.stem),
        "runs": len(results.replications),
        "seed": seed,
        "horizon_s": rounded_seconds(program.horizon),
        "milestones": _milestones(program, results),
        "objectives": _objectives(program, results),
        "tasks": _tasks(program, results),
        "obligations": [
            _obligation(program, duty, results, index, titles) for index, duty in enumerate(program.duties)
        ],
        "levels": _levels(program, results, titles),
        "agreements": agreement_records(program, results.aid, len(results.replications), titles),
        "joint_tasks": joint_records(program, results.meetings, len(results.replications), titles),
        "supplies": supply_records(program, results, titles),
        "caseload": caseload(program, results, titles),
        "critical_paths": _critical_paths(program, results, titles),
        "consequences": consequences(program, results),
        "awareness": awareness_record(program, results.awareness),
        "counts": _counts(results),
        **({"misreports": misreports_record(program, results.falsehoods)} if results.falsehoods else {}),
        **_posts(program, results, titles),
        **_quantities(program, results, titles),
    }


def _milestones(program: Program, results: Results) -> list[Record]:
    return [
        {**_named(milestone.name, milestone.title), **spread(results.milestones[:, index])}
        for index, milestone in enumerate(program.milestones)
    ]


def _objectives(program: Program, results: Results) -> list[Record]:
    return [
        objective_record(milestone, *milestone.objective, results.milestones[:, index])
        for index, milestone in enumerate(program.milestones)
        if milestone.objective
    ]


def objective_record(milestone: Milestone, within: float, required: float, times: Times) -> Record:
    """Give an objective with its share in time and the verdict on it."""
    found = wilson(int(np.count_nonzero(times <= within)), len(times))
    return {
        "milestone": milestone.name,
        "title": texts_or(milestone.title, milestone.name),
        "within_s": rounded_seconds(within),
        "required_share": required,
        **interval_record("share", found),
        "verdict": verdict_of(found, required),
    }


def verdict_of(found: Interval, required: float) -> str:
    """Say whether a share of replications that is required was met, missed, or cannot be told."""
    if found.low >= required:
        return "met"
    return "missed" if found.high < required else "undecided"


def _tasks(program: Program, results: Results) -> list[Record]:
    return [
        {
            **_named(task.name, task.title),
            "owner": program.agents[task.owner].name,
            "ready": portion(results.ready[:, index] < inf),
            "started": spread(results.started[:, index]),
            "done": spread(results.done[:, index]),
            "mistaken": portion(results.states[:, index] >= MISTAKEN),
        }
        for index, task in enumerate(program.tasks)
    ]


def _obligation(program: Program, duty: Duty, results: Results, index: int, titles: Texts) -> Record:
    outcomes = results.outcomes[:, index]
    ran = outcomes != NOT_STARTED
    delays = results.clocks_stopped[ran, index] - results.clocks_started[ran, index]
    return {
        "name": duty.name,
        "title": titles.duty(duty),
        "basis": (duty.basis or Title()).texts(),
        "holder": _agent(program, duty.holder),
        "receiver": _agent(program, duty.receiver),
        "within_s": rounded_seconds(duty.within),
        "every_s": rounded_seconds(duty.every),
        "stops_at": duty.stops_at,
        **_source(duty),
        "fulfilled": duty.fulfilled,
        "not_started": None if duty.fulfilled is not None else portion(~ran),
        **_kept(outcomes[ran]),
        "by_others": portion(results.by_others[ran, index] > 0) if duty.facts and ran.any() else None,
        **_required(duty, outcomes[ran]),
        **spread(delays),
    }


def _source(duty: Duty) -> Record:
    """Give the norm that an obligation comes from, and how sure its article is; null where it states none."""
    norm = duty.norm or Norm(None, None, None)
    return {
        "pack": norm.pack,
        "article": norm.article,
        "certainty": norm.certainty,
        "wording": norm.wording.texts() if norm.wording else None,
        "overrides": norm.overrides,
        "why": norm.why.texts() if norm.why else None,
    }


def _required(duty: Duty, outcomes: Numbers) -> Record:
    """Give the share of the cases in which a norm wants the obligation kept, and whether that is met."""
    share = duty.norm.share if duty.norm else None
    if share is None or not len(outcomes):
        return {"required_share": share, "verdict": None}
    inside = wilson(int(np.count_nonzero(outcomes == INSIDE)), len(outcomes))
    return {"required_share": share, "verdict": verdict_of(inside, share)}


def _agent(program: Program, agent: int) -> str | None:
    return None if agent == NONE else program.agents[agent].name


def _kept(outcomes: Numbers) -> Record:
    """Give the shares of the clocks that ran; null where none did."""
    if not len(outcomes):
        return dict.fromkeys(("inside", "inside_low", "inside_high", "late", "never", "pending"))
    inside = wilson(int(np.count_nonzero(outcomes == INSIDE)), len(outcomes))
    shares = {"late": LATE, "never": MISSING, "pending": PENDING}
    return interval_record("inside", inside) | {
        name: portion(outcomes == code) for name, code in shares.items()
    }


def _levels(program: Program, results: Results, titles: Texts) -> list[Record]:
    times = results.declared, results.started, results.done
    return levels_record(program, *times, lowered=results.lowered, titles=titles)


def _critical_paths(program: Program, results: Results, titles: Texts) -> list[Record]:
    return [
        _critical_path(milestone, results, index, sums, titles)
        for index, (milestone, sums) in enumerate(zip(program.milestones, results.paths, strict=True))
    ]


def _critical_path(
    milestone: Milestone, results: Results, index: int, sums: PathSums, titles: Texts
) -> Record:
    times = results.milestones[:, index]
    runs = int(np.count_nonzero(times < inf))
    parts = sorted(sums.items(), key=lambda part: (-part[1][0], part[0]))
    return {
        "milestone": milestone.name,
        "title": texts_or(milestone.title, milestone.name),
        "replications": runs,
        "mean_s": rounded_seconds(float(times[times < inf].sum()) / runs) if runs else None,
        "longest_typical": typical(results, index),
        "parts": [
            {
                "label": label,
                "place": place,
                "place_title": titles.place(place),
                "mean_s": rounded_seconds(seconds / runs),
                "share": rounded_share(passes / runs),
            }
            for (label, place), (seconds, passes) in parts
        ],
    }


def _posts(program: Program, results: Results, titles: Texts) -> Record:
    """Give how posts fared that may change hands, where there are any."""
    return {"posts": post_records(program, results.posts, titles)} if program.posts else {}


def _quantities(program: Program, results: Results, titles: Texts) -> Record:
    """Give who was warned and served; nothing where no people are told, and no plan serves anybody."""
    warned = {"warned": warned_record(program, results)} if program.crowds else {}
    if not program.quantities:
        return warned
    return warned | {"quantities": quantities_record(program, results.quantities, titles)}


def _counts(results: Results) -> Record:
    """Give how often things went wrong, in the mean of a replication."""
    counts = {"undelivered": results.undelivered, "failed": results.failed, "mistaken": results.mistaken}
    return {name: round(float(np.mean(count)), 3) if len(count) else 0.0 for name, count in counts.items()}


def _named(name: str, title: Title | None) -> Record:
    return {"name": name, "title": texts_or(title, name)}
