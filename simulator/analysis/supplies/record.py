"""What `summary.json` holds of supplies."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import inf
from typing import Any

import numpy as np

from simulator.analysis.figures import interval_record, rounded_seconds, rounded_share, spread
from simulator.analysis.results import Results
from simulator.analysis.statistics import wilson
from simulator.analysis.supplies.shortages import Shortage, supplies
from simulator.analysis.titles import Texts
from simulator.program.model import Program

Record = dict[str, Any]


def supply_records(program: Program, results: Results, titles: Texts) -> list[Record]:
    """Give how each supply fared that a task called for in some replication, in declared order."""
    found: dict[int, list[Shortage]] = defaultdict(list)
    for shortages in results.shortages:
        for shortage in shortages:
            found[shortage.pool].append(shortage)
    wanted = _wanted(program, results)
    return [
        _record(program, pool, found[pool], len(results.replications), titles)
        for pool in supplies(program)
        if pool in wanted
    ]


def _wanted(program: Program, results: Results) -> set[int]:
    called = np.count_nonzero(np.isfinite(results.ready), axis=0).tolist()
    needs = (
        need
        for task, times in zip(program.tasks, called, strict=True)
        if times
        for need in (*task.needs, *(use.need for use in task.uses))
    )
    return {server for need in needs for server in need.servers}


def _record(program: Program, pool: int, shortages: Sequence[Shortage], runs: int, titles: Texts) -> Record:
    first = np.full(runs, inf)
    first[: len(shortages)] = [each.first for each in shortages]
    by = Counter(refill for each in shortages for refill in each.refilled_by)
    return {
        "name": program.servers[pool].name,
        "title": titles.place(program.servers[pool].name),
        "units": program.servers[pool].capacity,
        **interval_record("ran_out", wilson(len(shortages), runs)),
        "first": spread(first),
        "waited_mean_s": rounded_seconds(sum(each.waited for each in shortages) / runs) if runs else 0.0,
        "out_at_end": rounded_share(sum(each.open for each in shortages) / runs) if runs else 0.0,
        "refilled_by": [
            {
                "name": name,
                "title": titles.place(name),
                "outside": outside,
                "share": rounded_share(count / len(shortages)),
            }
            for (name, outside), count in sorted(by.items(), key=lambda item: (-item[1], item[0]))
        ],
    }
