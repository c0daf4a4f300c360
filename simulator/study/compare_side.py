"""A run as it is compared with another, what both must have in common, and what is compared of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.analysis.clocks import LATE, MISSING
from simulator.analysis.figures import Times
from simulator.analysis.paired import Pairs
from simulator.errors import StoppedError, say
from simulator.log.store import Store
from simulator.plan.alike import common, common_task
from simulator.plan.composed import Composition
from simulator.scenario.case import Case
from simulator.study.provenance import FORMAT
from simulator.study.version import drill_version
from simulator.text.lengths import show_duration
from simulator.text.titles import Title

Record = dict[str, Any]
Summary = Mapping[str, Any]
Flags = npt.NDArray[np.bool_]
Verdict = Literal["better", "worse", "mixed", "sooner", "later", "gone", "less", "unknown", "same"]
"""`gone` and `less` are not rated: the place of a gap is gone, or what it held up comes about less often."""

_BROKEN = (LATE, MISSING)
_MUST_MATCH = {
    "drill": say("version of drill"),
    "format": say("format"),
    "seed": say("seed"),
    "runs": say("number of replications"),
    "horizon_s": say("horizon"),
}
"""What two runs must have in common, in the order in which it is said."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A run as it is compared; times in seconds, a value for each replication, infinite where not reached.

    `cut` is when a replication ended before the horizon, infinite where it did not: of what had not come
    by then it is not known when it would have. `broken` tells in which an obligation was late or never met,
    `waits` the longest wait at a gap. `standing` are the places of gaps that stand in its plans.
    """

    summary: Summary
    gaps: Mapping[str, Mapping[str, Any]]
    cut: Times
    milestones: Mapping[str, Times]
    broken: Mapping[str, Times]
    waits: Mapping[str, Times]
    standing: frozenset[str]


def side_of(
    summary: Summary, gaps: Iterable[Mapping[str, Any]], store: Store, composition: Composition
) -> Side:
    """Give a run from what its folder holds and the plans that were played."""
    return Side(
        summary=summary,
        gaps={gap["id"]: gap for gap in gaps},
        cut=np.where(store.stopped, store.ended, inf),
        milestones=store.milestones,
        broken={
            name: np.isin(clock.outcome, _BROKEN).astype(np.float64)
            for name, clock in store.obligations.items()
        },
        waits=store.waits,
        standing=frozenset(_standing(composition)),
    )


def _standing(composition: Composition) -> Iterator[str]:
    """Give what stands in the plans, as gaps call their places; a desk, whose agency may stay, by kind."""
    for actor in composition.actors.values():
        yield common(actor.name)
        if actor.record.desk is not None:
            yield f"desk:{common(actor.name)}"
    yield from (common(edge.name) for edge in composition.edges)
    for job in composition.jobs:
        yield common_task(job.name)
        yield from (f"{kind}@{common(job.owner)}" for kind in job.record.needs)
    for pact in composition.pacts:
        yield pact.name
        yield from (f"{common(pact.giver)}.{kind}" for record in pact.records for kind in record.gives)
    yield from (axis.name for axis in composition.axes)
    yield from (duty.name for duty in composition.duties)
    yield from map(common, (*composition.channels, *composition.seats, *composition.facts))


def head_of(case: Case, *, runs: int, seed: int) -> Summary:
    """Give what `check_pairs` asks of a run that is still to be played."""
    return {
        "drill": drill_version(),
        "format": FORMAT,
        "seed": seed,
        "runs": runs,
        "horizon_s": case.scenario.horizon,
        "milestones": [{"name": goal.name} for goal in case.goals],
    }


def check_pairs(before: Summary, after: Summary) -> None:
    """Refuse to compare what cannot be paired.

    Raises
    ------
    StoppedError
        With the reason: draws do not correspond, or there is nothing in common.
    """
    for key, what in _MUST_MATCH.items():
        if before.get(key) != after.get(key):
            raise StoppedError(
                say(
                    "these two runs cannot be paired: {what} is {one} in the first and {other} in the "
                    "second; play both alike",
                    what=what,
                    one=_told(key, before),
                    other=_told(key, after),
                )
            )
    if not _names(before) & _names(after):
        raise StoppedError(say("these two runs cannot be compared: they have no milestone in common"))


def _told(key: str, summary: Summary) -> object:
    value = summary.get(key)
    if key != "horizon_s" or value is None:
        return value
    return Title(show_duration(value, "zh"), show_duration(value))


def _names(summary: Summary) -> set[str]:
    return {each["name"] for each in summary["milestones"]}


class Measured(NamedTuple):
    """What is compared: pairs by name, with the record that they come into.

    What is not `rated` is only said to be sooner or later. `settled` is the verdict where chance has no part.
    """

    record: Record
    pairs: dict[str, Pairs]
    rated: bool = True
    settled: Verdict | None = None


def shares(before: Flags, after: Flags) -> Pairs:
    """Give truth values of two runs as a share that is compared."""
    return Pairs(before.astype(np.float64), after.astype(np.float64), share=True)
