"""What came late or never in many replications, and the gaps that are to blame."""

from collections.abc import Iterator, Mapping
from math import fsum, inf
from types import MappingProxyType
from typing import Any

import numpy as np

from simulator.analysis.clocks import LATE, MISSING
from simulator.analysis.gaps.sites import Sites
from simulator.analysis.gaps.tally import WayTally
from simulator.analysis.results import Results
from simulator.analysis.titles import Texts
from simulator.plan.alike import common
from simulator.plan.gap import gap_id
from simulator.program.model import Program

Record = dict[str, Any]
RARE = 0.05
"""Of the replications in which something was late or never: rarer causes are not named."""


def consequences(program: Program, results: Results) -> list[Record]:
    """Give milestones past their limit and obligations that were broken, each with its causes, worst first.

    `late` and `never` are shares of all replications. A cause has the id of a gap (which exists as a gap only
    if it is above the tolerance), the share of the broken replications that it had a part in and the mean of
    the seconds that it took in them; of what never came, the causes are waits that never ended. `reports`
    tells apart what became of a duty to tell: told late, left out, concealed, told falsely (in time or not).
    """
    sites = [gap_id(site.kind, site.place) for site in Sites(program).all]
    found = [*_milestones(program, results, sites), *_obligations(program, results, sites)]
    return sorted(
        found, key=lambda record: (-record["late"] - record["never"] - _false(record), record["name"])
    )


def _false(record: Record) -> float:
    share: float = record.get("reports", {}).get("false", 0.0)
    return share


def _milestones(program: Program, results: Results, sites: list[str]) -> Iterator[Record]:
    for number, milestone in enumerate(program.milestones):
        times = results.milestones[:, number]
        if milestone.within is not None and (times > milestone.within).any():
            broken = set(results.replications[times > milestone.within].tolist())
            yield {
                "kind": "milestone",
                "name": milestone.name,
                "title": milestone.title.texts(),
                "late": round(float(np.mean((times > milestone.within) & (times < inf))), 6),
                "never": round(float(np.mean(times == inf)), 6),
                "causes": _causes(results.tally.ways, number, broken, sites, blocks=results.tally.blocks),
            }


def _obligations(program: Program, results: Results, sites: list[str]) -> Iterator[Record]:
    titles = Texts(program)
    for number, duty in enumerate(program.duties):
        outcomes = results.outcomes[:, number]
        broken = (outcomes == LATE) | (outcomes == MISSING)
        reports = _reports(results, number) if duty.facts and len(outcomes) else {}
        if broken.any() or reports.get("false"):
            yield {
                "kind": "obligation",
                "name": duty.name,
                "title": titles.duty(duty),
                "late": round(float(np.mean(outcomes == LATE)), 6),
                "never": round(float(np.mean(outcomes == MISSING)), 6),
                **({"reports": reports} if reports else {}),
                "causes": [
                    *_causes(results.tally.causes, number, set(results.replications[broken].tolist()), sites),
                    *_untold(program, results, number),
                ],
            }


def _reports(results: Results, number: int) -> dict[str, float]:
    """Give the shares of reports that were late, left out (迟报, 漏报), concealed, false (瞒报, 谎报)."""
    outcomes = results.outcomes[:, number]
    nowhere = np.zeros(len(outcomes), dtype=np.bool_)
    falsehoods = results.falsehoods
    concealed = np.array([number in each.concealed for each in falsehoods]) if falsehoods else nowhere
    false = np.array([number in each.false for each in falsehoods]) if falsehoods else nowhere
    shares = {
        "late": outcomes == LATE,
        "omitted": (outcomes == MISSING) & ~concealed,
        "concealed": concealed,
        "false": false,
    }
    return {name: round(float(np.mean(which)), 6) for name, which in shares.items()}


def _untold(program: Program, results: Results, number: int) -> Iterator[Record]:
    """Give the missing way as the cause where no report that would have told was even under way."""
    duty, outcomes = program.duties[number], results.outcomes[:, number]
    missing = set(results.replications[outcomes == MISSING].tolist())
    for (other, _), table in results.tally.causes.items():
        missing -= set(table.replications) if other == number else set()
    broken = int(np.count_nonzero((outcomes == LATE) | (outcomes == MISSING)))
    if duty.facts and missing and len(missing) >= RARE * broken:
        place = f"{common(program.facts[duty.facts[0]].base)}@{common(program.agents[duty.receiver].name)}"
        gap = gap_id("information", place)
        yield {"gap": gap, "share": round(len(missing) / broken, 6), "mean_s": 0.0}


def _causes(
    tables: Mapping[tuple[int, int], WayTally],
    subject: int,
    broken: set[int],
    sites: list[str],
    *,
    blocks: Mapping[tuple[int, int], int] = MappingProxyType({}),
) -> list[Record]:
    """Give the causes in the replications that were broken, what took most time first.

    Two sites may be one gap. `blocks` tells how often a site kept what never came from coming.
    """
    taken: dict[str, dict[int, float]] = {}
    for (other, site), table in tables.items():
        times = taken.setdefault(sites[site], {}) if other == subject else {}
        for replication, seconds in zip(table.replications, table.seconds, strict=True):
            if replication in broken:
                times[replication] = times.get(replication, 0.0) + seconds
    stuck: dict[str, int] = {}
    for (other, site), count in blocks.items():
        if other == subject:
            stuck[sites[site]] = max(count, stuck.get(sites[site], 0))
    records = [_cause(gap, taken.get(gap, {}), stuck.get(gap, 0), len(broken)) for gap in {**taken, **stuck}]
    return sorted(
        (record for record in records if record["share"] >= RARE),
        key=lambda record: (-record["mean_s"], -record["share"], record["gap"]),
    )


def _cause(gap: str, times: Mapping[int, float], stuck: int, broken: int) -> Record:
    return {
        "gap": gap,
        "share": round((len(times) + stuck) / broken, 6),
        "mean_s": round(fsum(times.values()) / broken, 3),
    }
