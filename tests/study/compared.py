"""Runs to compare: played ones, and made-up ones whose differences are known."""

from math import inf

import numpy as np

from simulator.analysis.tables import tables
from simulator.plan.gap import gap_record
from simulator.study.compare_side import Side, side_of
from simulator.study.run import play_case

HORIZON = 36_000.0


def play(a_case, *, runs=100, seed=1, jobs=1):
    """Play a case as it is compared."""
    run = play_case(a_case, runs=runs, seed=seed, jobs=jobs, progress=lambda _finished: None)
    store = tables(run.program, run.results, meta={})
    return side_of(run.summary, [gap_record(gap) for gap in run.gaps], store, a_case.composition)


def made_up(times, *, within=HORIZON / 2, cut=None, broken=None, gaps=(), standing=(), **head):
    """A run of milestones `m0`, `m1`, ...: a row of times for each, in seconds; objectives where `within`.

    `broken` are obligations with whether each replication breaks them, `gaps` ids of gaps of the audit,
    `standing` the places that stand in the plans.
    """
    names = [f"m{number}" for number in range(len(times))]
    broken = broken or {}
    titles = {name: {"name": name, "title": {"zh": name, "en": name}} for name in (*names, *broken)}
    goals = [
        {**titles[name], "milestone": name, "within_s": within, "required_share": 0.9}
        for name in names
        if within
    ]
    duties = [{**titles[name], "within_s": 60.0, "every_s": None, "stops_at": "received"} for name in broken]
    runs = len(times[0])
    summary = {
        "drill": "0", "format": 1, "seed": 1, "runs": runs, "horizon_s": HORIZON,
        "milestones": [titles[name] for name in names], "objectives": goals, "obligations": duties,
    } | head  # fmt: skip
    return Side(
        summary=summary,
        gaps={
            gap: {
                "id": gap,
                "place": gap.partition(":")[2],
                "title": {"zh": gap, "en": gap},
                "severity": "low",
                "evidence": [{"source": "audit"}],
            }
            for gap in gaps
        },
        cut=np.full(runs, inf) if cut is None else np.array(cut),
        milestones={name: np.array(row, dtype=float) for name, row in zip(names, times, strict=True)},
        broken={name: np.array(row, dtype=float) for name, row in broken.items()},
        waits={},
        standing=frozenset(standing),
    )


def trial(dice, *, measures, runs, longer=1.0):
    """Two runs of milestones, paired; the first milestone takes `longer` times as long in the second.

    Times are lognormal with a spread of a third; a quarter of the variance is drawn afresh in the second run,
    as where a change makes other draws count. One milestone in four is often not reached.
    """
    common = dice.normal(size=(measures, runs))
    fresh = dice.normal(size=(2, measures, runs))
    logs = np.sqrt(0.75) * common + np.sqrt(0.25) * fresh
    times = 10_000 * np.exp(0.33 * logs)
    times[:, ::4][times[:, ::4] > 12_000] = inf
    times[1, 1] *= longer
    times[times > HORIZON] = inf
    return made_up(times[0]), made_up(times[1])
