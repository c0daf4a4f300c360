"""What a stress study came to as JSON holds it: losses ranked, what they break, the smallest sets that do."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import numpy as np

from simulator.analysis.figures import rounded_seconds, rounded_share
from simulator.analysis.paired import ERROR, Difference, Pairs
from simulator.analysis.statistics import wilson
from simulator.analysis.summary import objective_record, verdict_of
from simulator.study.start_sweep import sweep_record
from simulator.study.stress import Stress, Stressed, in_time, moved
from simulator.study.stress_parts import SCREEN
from simulator.text.titles import LANGUAGES

Record = dict[str, Any]


def stress_record(found: Stress) -> Record:
    """Give the study; times in seconds, shares from 0 to 1, differences with minus without the loss."""
    goals = [*_objectives(found)]
    tried = (*found.singles, *found.pairs, *found.seconds)
    paired = {each.id: [_pairs(found, each, number) for number in range(len(goals))] for each in tried}
    tests = sum(pairs.differ for row in paired.values() for pairs in row)

    def ranked(part: list[Stressed]) -> list[Record]:
        rows = [_row(found, each, paired[each.id], goals, tests) for each in part]
        return sorted(rows, key=lambda row: (-row["breaks"], row["worst"], -row["moved_s"]))

    losses = ranked(found.singles)
    alone = {row["id"]: row for row in losses}
    pairs = [
        {**row, **_beyond(row, [alone[_id(loss)] for loss in row["losses"]])} for row in ranked(found.pairs)
    ]
    return {
        "scenario": found.case.stem,
        "title": found.case.scenario.name.texts(),
        "runs": found.runs,
        "screened_runs": min(SCREEN, found.runs),
        "seed": found.seed,
        "horizon_s": found.case.scenario.horizon,
        "error": ERROR,
        "tests": tests,
        "interrupted": found.interrupted,
        "objectives": goals,
        "minimal_sets": [*_minimal_sets(goals, losses, pairs)],
        "losses": losses,
        "pairs": pairs,
        "second": ranked(found.seconds),
        "second_refused": [title.texts() for title in found.refused],
        "starts": sweep_record(found.starts) if found.starts else None,
    }


def _objectives(found: Stress) -> Iterator[Record]:
    for goal, column in zip(found.goals, found.columns, strict=True):
        within, required = goal.record.within or 0.0, goal.record.share or 0.0
        yield objective_record(found.program.milestones[column], within, required, found.base[:, column])


def _pairs(found: Stress, each: Stressed, number: int) -> Pairs:
    after = in_time(found, each.times, number)
    return Pairs(in_time(found, found.base[: len(after)], number), after, share=True)


def _row(found: Stress, each: Stressed, pairs: list[Pairs], goals: list[Record], tests: int) -> Record:
    rows = [_effect(goal, pair, tests) for goal, pair in zip(goals, pairs, strict=True)]
    return {
        "id": each.id,
        "title": _titles(each),
        "losses": [
            {"kind": loss.kind, "name": loss.name, "title": loss.title.texts()} for loss in each.losses
        ],
        "runs": len(each.times),
        "used": each.used,
        "screened_only": len(each.times) < found.runs,
        "moved_s": rounded_seconds(moved(found, each.times)),
        "breaks": sum(row["breaks"] for row in rows),
        "worst": min((row["difference"] for row in rows), default=0.0),
        "objectives": rows,
    }


def _titles(each: Stressed) -> dict[str, str]:
    titles = [each.second.title] if each.second else [loss.title for loss in each.losses]
    return {lang: " + ".join(title.show(lang) for title in titles) for lang in LANGUAGES}


def _effect(goal: Record, pairs: Pairs, tests: int) -> Record:
    """Say what becomes of an objective. It breaks where it is missed for certain, and was not before."""
    found = pairs.judge(tests)
    after = wilson(int(np.count_nonzero(pairs.after)), len(pairs.after))
    missed = verdict_of(after, goal["required_share"]) == "missed"
    values = {each.name: getattr(found, each.name) for each in fields(Difference) if each.name != "sure"}
    return {
        "milestone": goal["milestone"],
        **{name: None if value is None else rounded_share(value) for name, value in values.items()},
        "sure": found.sure != 0,
        "breaks": missed and found.sure < 0 and goal["verdict"] != "missed",
    }


def _minimal_sets(goals: list[Record], losses: list[Record], pairs: list[Record]) -> Iterator[Record]:
    """Give, by objective, the losses that break it alone, then pairs of which neither does so alone."""
    for number, goal in enumerate(goals):
        alone = [row for row in losses if row["objectives"][number]["breaks"]]
        breaking = {_id(row["losses"][0]) for row in alone}
        together = [
            row
            for row in pairs
            if row["objectives"][number]["breaks"] and breaking.isdisjoint(map(_id, row["losses"]))
        ]
        for row in (*alone, *together):
            yield {"milestone": goal["milestone"], "losses": row["losses"], "title": row["title"]}


def _id(loss: Record) -> str:
    return f"{loss['kind']}:{loss['name']}"


def _beyond(row: Record, alone: list[Record]) -> Record:
    """Say by how much a share falls lower than with either loss alone, and how many more objectives break."""
    rows = [*zip(row["objectives"], *(each["objectives"] for each in alone), strict=True)]
    more = (min(one["difference"], other["difference"]) - both["difference"] for both, one, other in rows)
    broken = (both["breaks"] and not one["breaks"] and not other["breaks"] for both, one, other in rows)
    return {"beyond": rounded_share(max(0.0, *more, 0.0)), "breaks_beyond": sum(broken)}
