"""The gaps that many replications show: which waits are long and frequent enough, and how grave they are."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import numpy as np

from simulator.analysis.clocks import LATE, MISSING
from simulator.analysis.gaps.contradictions import ordered_twice
from simulator.analysis.gaps.findings import TOLERANCE
from simulator.analysis.gaps.frequency import occurrence
from simulator.analysis.gaps.gap_words import describe
from simulator.analysis.gaps.sites import SLOW_HOP, Site, Sites
from simulator.analysis.gaps.tally import SiteTally
from simulator.analysis.gaps.told import TakenHop, Told
from simulator.analysis.gaps.weight import PART
from simulator.analysis.results import Results
from simulator.analysis.statistics import Interval, wilson
from simulator.analysis.titles import Texts
from simulator.plan.alike import common
from simulator.plan.composed import Composition
from simulator.plan.gap import Gap, Severity, unite
from simulator.program.model import Milestone, Program

GRAVE = 0.1
"""Of the time until an objective that is missed, or of the limit of an obligation that is broken: more makes
a gap on its way a grave one."""
HALF = 0.5
"""Of a lag: where composing and transmitting took more, it is slow hops that ate it."""
FIRST_HOLDERS = 3
"""Agencies that are named as first to hold what was lacking."""


@dataclass(frozen=True, slots=True)
class Way:
    """What a site takes of the way of one milestone: seconds in the mean of all replications, shares 0 to 1.

    `part` of the mean time of those that reached it; `passes` of all replications pass the site.
    """

    milestone: int
    mean: float
    part: float
    passes: float


def observed_gaps(composition: Composition, program: Program, results: Results) -> tuple[Gap, ...]:
    """Give the gaps that the replications show, each once; sorted as `unite` sorts.

    A wait is a gap when it is longer than tolerated in more than 5 % of the replications. Tolerated is the
    limit of an obligation to tell the very fact, else the larger of 5 min and 5 % of the median time until
    the milestone on whose way it costs most.
    """
    judge = _Judge(composition, program, results)
    found = [
        (tally, gap)
        for number, tally in results.tally.sites.items()
        if (gap := judge.gap(number, tally)) is not None
    ]
    # Of two rules for one id the one that took more time gives the words.
    waited = (gap for _, gap in sorted(found, key=lambda each: -sum(each[0].totals)))
    return unite((*waited, *ordered_twice(composition, program, results)))


class _Judge:
    """What the judgements on one run have in common."""

    def __init__(self, composition: Composition, program: Program, results: Results) -> None:
        self._composition = composition
        self._program = program
        self._results = results
        self._runs = len(results.replications)
        self._sites = Sites(program).all
        self._limits: dict[str, float] = {}
        for duty in program.duties:
            for fact in duty.facts if duty.within is not None else ():
                place = common(f"{program.facts[fact].base}@{program.agents[duty.receiver].name}")
                self._limits[place] = min(duty.within or 0.0, self._limits.get(place, inf))
        reached = [column[column < inf] for column in results.milestones.T]
        self._medians = [float(np.median(times)) if len(times) else inf for times in reached]
        self._means = [float(times.mean()) if len(times) else inf for times in reached]
        self._missed = [
            _is_missed(milestone, results.milestones[:, number])
            for number, milestone in enumerate(program.milestones)
        ]
        self._blamed: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for site, broken, share in _blamed(program, results):
            self._blamed[site].append((broken, share))
        self._titles = Texts(program)

    def gap(self, number: int, tally: SiteTally) -> Gap | None:
        """Give the gap at a site, None where the waits there are tolerable or rare."""
        site = self._sites[number]
        ways = self._ways(number)
        tolerance = self._tolerance(site, ways)
        longest = np.frombuffer(tally.longest)
        beyond = longest > tolerance
        share = wilson(int(np.count_nonzero(beyond)), self._runs)
        if share.share <= PART:
            return None
        endless = np.frombuffer(tally.endless, dtype=np.int8).astype(bool)
        hops = self._hops(tally)
        taken = sum(hop.mean for hop in hops)
        slow = site.kind == "information" and taken * self._runs >= HALF * sum(tally.totals) > 0
        told = Told(
            composition=self._composition,
            program=self._program,
            site=replace(site, rule=SLOW_HOP) if slow else site,
            others=tally.others,
            endless=float(np.count_nonzero(endless)) / self._runs,
            usual=float(np.median(longest[beyond])),
            hops=tuple(hops),
        )
        figures = {
            **occurrence(share, longest[beyond], endless[beyond]),
            "endless": round(told.endless, 6),
            "tolerance_s": round(tolerance, 3),
            "mean_s": round(max((way.mean for way in ways), default=0.0), 3),
            "waited_s": round(sum(tally.totals) / self._runs, 3),
            "ways": list(self._way_records(ways)),
            "blocks": list(self._block_records(number)),
            "breaks": list(self._broken_records(number)),
            "held_first": list(_holders(told)) if site.kind == "information" else [],
            "hops": [
                {"link": hop.link, "mean_s": round(hop.mean, 3), "spent_on": hop.spent_on} for hop in hops
            ],
            "shown_by": self._shown_by(number, tally, ways),
        }
        blocks = any(each["share"] > PART for each in figures["blocks"])
        severity = "high" if blocks else self._severity(number, ways, share, told.endless)
        return describe(told, figures, severity)

    def _hops(self, tally: SiteTally) -> list[TakenHop]:
        """Give what each link took of a lag, in the mean, and what most of that went to; the most first."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for (link, label), seconds in tally.hops.items():
            spent = found[common(self._program.links[link].name)]
            spent[label] = spent.get(label, 0.0) + seconds / self._runs
        least = PART * sum(tally.totals) / self._runs
        hops = (
            TakenHop(link, sum(spent.values()), max(spent, key=lambda label: (spent[label], label)))
            for link, spent in found.items()
        )
        return sorted((hop for hop in hops if hop.mean > least), key=lambda hop: (-hop.mean, hop.link))

    def _ways(self, number: int) -> list[Way]:
        """Give the milestones on whose way a site lies, the one that loses most first."""
        found = []
        for (milestone, site), way in self._results.tally.ways.items():
            if site == number:
                total = sum(way.seconds)
                reached = float(np.count_nonzero(self._results.milestones[:, milestone] < inf))
                part = total / (self._means[milestone] * reached)
                found.append(Way(milestone, total / self._runs, part, len(way.seconds) / self._runs))
        return sorted(found, key=lambda way: (-way.mean, way.milestone))

    def _way_records(self, ways: list[Way]) -> Iterator[dict[str, Any]]:
        for way in ways:
            yield {
                **self._named(way.milestone),
                "mean_s": round(way.mean, 3),
                "share_of_way": round(way.part, 6),
                "passes": round(way.passes, 6),
            }

    def _block_records(self, number: int) -> Iterator[dict[str, Any]]:
        """Give the milestones that were not reached because of a site, the most often first.

        What that costs lasts from when the others reached it, or from the start, to the horizon.
        """
        blocks = self._results.tally.blocks
        found = [(count, milestone) for (milestone, site), count in blocks.items() if site == number]
        for count, milestone in sorted(found, key=lambda each: (-each[0], each[1])):
            mean = self._means[milestone]
            reached = mean if mean < inf else 0.0
            lost = max(self._program.horizon - reached, 0.0) * count / self._runs
            share = round(count / self._runs, 6)
            yield {**self._named(milestone), "share": share, "lost_s": round(lost, 3)}

    def _broken_records(self, number: int) -> Iterator[dict[str, Any]]:
        """Give the obligations that are broken because of a site, the most often first."""
        for number_of, share in sorted(self._blamed.get(number, ()), key=lambda each: (-each[1], each[0])):
            duty = self._program.duties[number_of]
            title = self._titles.duty(duty)
            yield {"obligation": duty.name, "title": title, "share": round(share, 6)}

    def _named(self, milestone: int) -> dict[str, Any]:
        record = self._program.milestones[milestone]
        return {"milestone": record.name, "title": record.title.texts()}

    def _tolerance(self, site: Site, ways: list[Way]) -> float:
        own = self._limits.get(site.place) if site.kind == "information" else None
        if own is not None:
            return own
        return max(TOLERANCE, PART * self._medians[ways[0].milestone]) if ways else TOLERANCE

    def _severity(self, number: int, ways: list[Way], share: Interval, endless: float) -> Severity:
        if number in self._blamed or any(self._missed[way.milestone] and way.part >= GRAVE for way in ways):
            return "high"
        on_way = any(way.part >= PART and way.passes > PART for way in ways)
        return "medium" if on_way or endless >= share.share / 2 >= PART else "low"

    def _shown_by(self, number: int, tally: SiteTally, ways: list[Way]) -> int:
        """Give the replication in which it took most of a way, else that with the longest wait."""
        if ways:
            way = self._results.tally.ways[ways[0].milestone, number]
            return int(way.replications[int(np.argmax(np.frombuffer(way.seconds)))])
        return int(tally.replications[int(np.argmax(np.frombuffer(tally.longest)))])


def _blamed(program: Program, results: Results) -> Iterator[tuple[int, int, float]]:
    """Give (site, obligation, share broken) of sites to blame for what is broken in more than 5 % of all.

    A site is to blame if it has a part in most of these, and takes a tenth of the limit or never ends.
    """
    for (number, site), way in results.tally.causes.items():
        broken = np.isin(results.outcomes[:, number], (LATE, MISSING))
        count, within = int(np.count_nonzero(broken)), program.duties[number].within
        if count > PART * len(broken) and 2 * len(way.seconds) > count and within is not None:
            endless = 0.0 in way.seconds
            if endless or sum(way.seconds) >= GRAVE * within * count:
                yield site, number, count / len(broken)


def _holders(told: Told) -> Iterator[dict[str, Any]]:
    """Give who held first what was lacking, with the share of the replications that show it."""
    for agent, count in told.others.most_common(FIRST_HOLDERS):
        name = common(told.program.agents[agent].name)
        yield {"agency": name, "share": round(count / told.others.total(), 6)}


def _is_missed(milestone: Milestone, times: Any) -> bool:
    """Whether a milestone is an objective that is not met for certain."""
    if milestone.within is None or milestone.share is None:
        return False
    found = wilson(int(np.count_nonzero(times <= milestone.within)), len(times))
    return found.low < milestone.share
