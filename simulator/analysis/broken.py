"""What came late or never in many replications, and the gaps that are to blame."""

from collections.abc import Iterator, Mapping
from math import inf
from types import MappingProxyType
from typing import Any

import numpy as np

from simulator.analysis.clocks import LATE, MISSING
from simulator.analysis.results import Results
from simulator.analysis.sites import Sites
from simulator.analysis.tally import WayTally
from simulator.analysis.titles import Titles
from simulator.plan.gap import LANGUAGES, gap_id
from simulator.program.model import Program

Record = dict[str, Any]
RARE = 0.05
"""Of the replications in which something was late or never: rarer causes are not named."""


def consequences(program: Program, results: Results) -> list[Record]:
    """Give milestones past their limit and obligations that were broken, each with its causes, worst first.

    `late` and `never` are shares of all replications. A cause has the id of a gap (which exists as a gap only
    if it is above the tolerance), the share of the broken replications that it had a part in and the mean of
    the seconds that it took in them; of what never came, the causes are waits that never ended.
    """
    sites = [gap_id(site.kind, site.place) for site in Sites(program).all]
    found = [*_milestones(program, results, sites), *_obligations(program, results, sites)]
    return sorted(found, key=lambda record: (-record["late"] - record["never"], record["name"]))


def _milestones(program: Program, results: Results, sites: list[str]) -> Iterator[Record]:
    for number, milestone in enumerate(program.milestones):
        times = results.milestones[:, number]
        if milestone.within is not None and (times > milestone.within).any():
            late = set(results.replications[(times > milestone.within) & (times < inf)].tolist())
            never = int(np.count_nonzero(times == inf))
            yield {
                "kind": "milestone",
                "name": milestone.name,
                "title": {lang: milestone.title.show(lang) for lang in LANGUAGES},
                "late": round(len(late) / len(times), 6),
                "never": round(never / len(times), 6),
                "causes": _causes(
                    results.tally.ways,
                    (number, late, len(late) + never),
                    sites,
                    horizon=program.horizon,
                    endless=results.tally.blocks,
                ),
            }


def _obligations(program: Program, results: Results, sites: list[str]) -> Iterator[Record]:
    titles = {lang: Titles(program, lang) for lang in LANGUAGES}
    for number, duty in enumerate(program.duties):
        outcomes = results.outcomes[:, number]
        broken = (outcomes == LATE) | (outcomes == MISSING)
        if broken.any():
            those = set(results.replications[broken].tolist())
            yield {
                "kind": "obligation",
                "name": duty.name,
                "title": {lang: words.duty(duty) for lang, words in titles.items()},
                "late": round(float(np.mean(outcomes == LATE)), 6),
                "never": round(float(np.mean(outcomes == MISSING)), 6),
                "causes": _causes(
                    results.tally.causes, (number, those, len(those)), sites, horizon=program.horizon
                ),
            }


def _causes(
    tables: Mapping[tuple[int, int], WayTally],
    broken: tuple[int, set[int], int],
    sites: list[str],
    *,
    horizon: float,
    endless: Mapping[tuple[int, int], int] = MappingProxyType({}),
) -> list[Record]:
    """Give the causes in the replications that were broken, what took most time first.

    `broken`: what it was, the replications to look up in the tables, and the number of all that were broken.
    `endless`: in how many of the others a wait that never ended was in the way, by what it was and by site.
    In the order, and nowhere else, a wait that never ended (0 in a table) counts for the whole `horizon`.
    """
    subject, replications, count = broken
    times: dict[str, list[float]] = {}
    for (other, site), table in tables.items():
        if other == subject:
            entries = zip(table.replications, table.seconds, strict=True)
            times.setdefault(sites[site], []).extend(
                seconds for replication, seconds in entries if replication in replications
            )
    for (other, site), waits in endless.items():
        if other == subject:
            times.setdefault(sites[site], []).extend([0.0] * waits)
    weights = {gap: sum(seconds or horizon for seconds in found) for gap, found in times.items()}
    return [
        {
            "gap": gap,
            "share": round(min(len(times[gap]) / count, 1.0), 6),
            "mean_s": round(sum(times[gap]) / count, 3),
        }
        for gap in sorted(times, key=lambda gap: (-weights[gap], gap))
        if times[gap] and len(times[gap]) / count >= RARE
    ]
