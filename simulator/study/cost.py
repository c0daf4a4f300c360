"""What a change to a program gains: the same replications before and after it, draw for draw."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from simulator.analysis.figures import Times, interval_record, rounded_seconds
from simulator.analysis.statistics import Interval, Mean, mean_of, wilson
from simulator.errors import Message
from simulator.program.model import Milestone, Program
from simulator.text.messages import texts

NOTHING = (False, 0.0)
"""The weight of a cost that is none."""
HALF = 0.5
"""Share of the replications below which a milestone is as good as not reached."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a change gains at one milestone. Pairs are (before, after) the change.

    `saved` is the mean over replications of min(T, horizon) before minus the same after, in seconds, with the
    95 % interval of the paired differences; negative where it takes longer after. `reached` are the shares
    that reach the milestone at all, `gained` is their paired difference, `inside` those within the limit of
    an objective, None without one.
    """

    milestone: str
    saved: Mean
    reached: tuple[Interval, Interval]
    gained: Mean
    inside: tuple[Interval, Interval] | None = None

    @property
    def blocks(self) -> bool:
        """Whether fewer than half reach the milestone before, and surely more after: minutes mean nothing.

        Surely: the 95 % interval of the paired difference of the shares lies above 0.
        """
        return self.reached[0].share < HALF and (self.gained.low or 0.0) > 0.0

    @property
    def weight(self) -> tuple[bool, float]:
        """What costs are compared by: what blocks comes first, by the share gained, then seconds saved."""
        return self.blocks, self.gained.mean if self.blocks else self.saved.mean


@dataclass(frozen=True, slots=True)
class Tried:
    """A remedy as it was played, with all its own delays, and what it gains at each milestone.

    `text` says it to the planner, `yaml` is what to write.
    """

    text: Message
    yaml: str
    costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True)
class Priced:
    """A gap with its costs, one for each milestone in the order of the scenario.

    `alone`: only it is closed; `last`: all others of the list are, then it; None where that was not played.
    `headline` is the milestone whose cost stands for the gap. `alike` are the ids of its neighbours in the
    ranking whose cost differs from its own only within noise. `remedy` is None where there is none to try.
    """

    gap: str
    headline: str
    alone: tuple[Cost, ...]
    last: tuple[Cost, ...] | None = None
    remedy: Tried | None = None
    alike: tuple[str, ...] = ()

    @property
    def cost(self) -> Cost:
        """What it costs alone at its headline."""
        return self._at_headline(self.alone)

    @property
    def rank(self) -> tuple[tuple[bool, float], tuple[bool, float]]:
        """What gaps are ranked by: their cost alone, and last where alone they cost the same."""
        return self.cost.weight, self._at_headline(self.last).weight if self.last else NOTHING

    @property
    def slower(self) -> bool:
        """Whether the remedy surely takes longer at the headline: its 95 % interval lies below 0."""
        high = self._at_headline(self.remedy.costs).saved.high if self.remedy else None
        return high is not None and high < 0

    def _at_headline(self, found: tuple[Cost, ...]) -> Cost:
        return next(cost for cost in found if cost.milestone == self.headline)


def saved_times(before: Times, after: Times, horizon: float) -> Times:
    """Give what each replication saves, in seconds; what is not reached counts as reached at the horizon."""
    saved: Times = np.minimum(before, horizon) - np.minimum(after, horizon)
    return saved


def gained_shares(before: Times, after: Times, horizon: float) -> list[float]:
    """Give of each replication 1 where the milestone is reached only after a change, -1 where only before."""
    return ((after <= horizon).astype(float) - (before <= horizon)).tolist()  # type: ignore[no-any-return]


def costs(program: Program, before: Times, after: Times) -> tuple[Cost, ...]:
    """Compare the same replications before and after a change, at each milestone."""
    return tuple(
        _cost(milestone, before[:, number], after[:, number], program.horizon)
        for number, milestone in enumerate(program.milestones)
    )


def _cost(milestone: Milestone, before: Times, after: Times, horizon: float) -> Cost:
    within = milestone.within
    return Cost(
        milestone=milestone.name,
        saved=mean_of(saved_times(before, after, horizon).tolist()),
        reached=(_share(before, horizon), _share(after, horizon)),
        gained=mean_of(gained_shares(before, after, horizon)),
        inside=None if within is None else (_share(before, within), _share(after, within)),
    )


def _share(times: Times, limit: float) -> Interval:
    return wilson(int(np.count_nonzero(times <= limit)), len(times))


def headline(*rounds: tuple[Cost, ...] | None) -> Cost:
    """Give the cost that stands for a gap, out of what it costs alone, else last.

    The greatest at an objective, else at another milestone; a milestone that it blocks comes before all
    minutes. Where the gap costs nothing anywhere, it is the objective, or milestone, that suffers least from
    its closing.
    """
    found = [each for each in rounds if each]
    for costs_of in found:
        for some in (_objectives(costs_of), costs_of):
            best = max(some, key=lambda cost: cost.weight, default=None)
            if best is not None and best.weight > NOTHING:
                return best
    return max(_objectives(found[0]) or found[0], key=lambda cost: cost.weight)


def _objectives(found: tuple[Cost, ...]) -> tuple[Cost, ...]:
    return tuple(cost for cost in found if cost.inside is not None)


def cost_record(priced: Priced) -> dict[str, Any]:
    """Give what a gap costs as JSON holds it: times in seconds, shares from 0 to 1, texts by language."""
    tried = priced.remedy
    return {
        "gap": priced.gap,
        "headline": priced.headline,
        "alike": list(priced.alike),
        "alone": [milestone_record(cost) for cost in priced.alone],
        "last": None if priced.last is None else [milestone_record(cost) for cost in priced.last],
        "remedy": None
        if tried is None
        else {
            "text": texts(tried.text),
            "yaml": tried.yaml,
            "gain": [milestone_record(cost) for cost in tried.costs],
            "slower": priced.slower,
        },
    }


def milestone_record(cost: Cost) -> dict[str, Any]:
    """Give what a change gains at one milestone, as JSON holds it."""
    inside = cost.inside or (None, None)
    return {
        "milestone": cost.milestone,
        "saved_s": rounded_seconds(cost.saved.mean),
        "saved_low_s": rounded_seconds(cost.saved.low),
        "saved_high_s": rounded_seconds(cost.saved.high),
        "blocks": cost.blocks,
        **_shares("reached_before", cost.reached[0]),
        **_shares("reached_after", cost.reached[1]),
        **_shares("inside_before", inside[0]),
        **_shares("inside_after", inside[1]),
    }


def _shares(name: str, found: Interval | None) -> dict[str, float | None]:
    if found is None:
        return dict.fromkeys((name, f"{name}_low", f"{name}_high"))
    return interval_record(name, found)
