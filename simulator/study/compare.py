"""Two runs side by side: the same replications, draw for draw, and what differs for certain."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from math import inf
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.analysis.clocks import LATE, MISSING
from simulator.analysis.figures import MEDIAN_AND_P90, Times, rounded_seconds, rounded_share
from simulator.analysis.paired import ERROR, Difference, Pairs, quantile_differences
from simulator.errors import StoppedError, say
from simulator.log.store import Store
from simulator.plan.gap import SEVERITIES
from simulator.text.messages import texts

Record = dict[str, Any]
Summary = Mapping[str, Any]
Flags = npt.NDArray[np.bool_]
Verdict = Literal["better", "worse", "mixed", "sooner", "later", "unknown", "same"]

_IN_THE_PLANS: Mapping[str, Verdict] = {"closed": "better", "open": "same", "new": "worse"}
"""The verdict on a gap that only the audit finds."""
_BROKEN = (LATE, MISSING)
_MUST_MATCH = {
    "drill": say("version of drill"),
    "format": say("format"),
    "seed": say("seed"),
    "runs": say("number of replications"),
    "horizon_s": say("horizon in seconds"),
}
"""What two runs must have in common, in the order in which it is said."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A run as it is compared; times in seconds, a value for each replication, infinite where not reached.

    `cut` is when a replication ended before the horizon, infinite where it did not: of what had not come
    by then it is not known when it would have. `broken` tells in which an obligation was late or never met,
    `waits` the longest wait at a gap.
    """

    summary: Summary
    gaps: Mapping[str, Mapping[str, Any]]
    cut: Times
    milestones: Mapping[str, Times]
    broken: Mapping[str, Times]
    waits: Mapping[str, Times]


def side_of(summary: Summary, gaps: Iterable[Mapping[str, Any]], store: Store) -> Side:
    """Give a run from what its folder holds."""
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
    )


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
                    one=before.get(key),
                    other=after.get(key),
                )
            )
    if not _names(before) & _names(after):
        raise StoppedError(say("these two runs cannot be compared: they have no milestone in common"))


def _names(summary: Summary) -> set[str]:
    return {each["name"] for each in summary["milestones"]}


class _Measured(NamedTuple):
    """What is compared: pairs by name, with the record that they come into.

    What is not `rated` is only said to be sooner or later. `settled` is the verdict where chance has no part.
    """

    record: Record
    pairs: dict[str, Pairs]
    rated: bool = True
    settled: Verdict | None = None


def compare(before: Side, after: Side) -> Record:
    """Compare two runs that can be paired; gives what JSON holds, see docs/method.md.

    Raises
    ------
    StoppedError
        See `check_pairs`.
    """
    check_pairs(before.summary, after.summary)
    milestones = [*_milestones(before, after)]
    obligations = [*_obligations(before, after)]
    gaps = [*_gaps(before, after)]
    everything = (*milestones, *obligations, *gaps)
    tests = sum(pairs.differ for each in everything for pairs in each.pairs.values())
    records = [[_judged(each, tests) for each in group] for group in (milestones, obligations, gaps)]
    verdicts = [each["verdict"] for group in records for each in group]
    return {
        "runs": before.summary["runs"],
        "seed": before.summary["seed"],
        "horizon_s": before.summary["horizon_s"],
        "error": ERROR,
        "tests": tests,
        "better": verdicts.count("better"),
        "worse": sum(verdict in ("worse", "mixed") for verdict in verdicts),
        "milestones": records[0],
        "obligations": records[1],
        "gaps": records[2],
        "not_compared": [*_not_compared(before.summary, after.summary)],
    }


def _judged(measured: _Measured, tests: int) -> Record:
    found = {name: pairs.judge(tests) for name, pairs in measured.pairs.items()}
    # Of a share that grows with what is good, more is better; of all else less.
    signs = {name: -each.sure if name in _GOOD else each.sure for name, each in found.items()}
    differ = any(pairs.differ for pairs in measured.pairs.values())
    rows = {name: _record(each, share=measured.pairs[name].share) for name, each in found.items()}
    verdict = measured.settled or _verdict({*signs.values()}, rated=measured.rated, differ=differ)
    return {**measured.record, **rows, "verdict": verdict}


_GOOD = ("reached", "in_time")


def _verdict(signs: set[int], *, rated: bool, differ: bool) -> Verdict:
    if not differ:
        return "same"
    less, more = -1 in signs, 1 in signs
    if less and more:
        return "mixed" if rated else "unknown"
    if less:
        return "better" if rated else "sooner"
    if more:
        return "worse" if rated else "later"
    return "unknown"


def _record(found: Difference, *, share: bool) -> Record:
    unit, rounded = ("", rounded_share) if share else ("_s", rounded_seconds)
    values = {each.name: getattr(found, each.name) for each in fields(found) if each.name != "sure"}
    return {
        **{f"{name}{unit}": None if value is None else rounded(value) for name, value in values.items()},
        "sure": found.sure != 0,
    }


# -- milestones and objectives -------------------------------------------------------------------------------


def _milestones(before: Side, after: Side) -> Iterator[_Measured]:
    goals = [{each["milestone"]: each for each in run.summary["objectives"]} for run in (before, after)]
    for record in before.summary["milestones"]:
        name = record["name"]
        if name not in after.milestones:
            continue
        objective, other = (each.get(name) for each in goals)
        same = objective and other and objective["within_s"] == other["within_s"]
        yield _milestone(record, objective if same else None, before, after)


def _milestone(record: Record, objective: Record | None, before: Side, after: Side) -> _Measured:
    name = record["name"]
    one, other = before.milestones[name], after.milestones[name]
    horizon = before.summary["horizon_s"]
    cut = int(np.count_nonzero(_unknown(one, before.cut, inf) | _unknown(other, after.cut, inf)))
    pairs = {}
    if not cut:
        pairs["reached"] = _shares(one < inf, other < inf)
        pairs["mean"] = Pairs(np.minimum(one, horizon), np.minimum(other, horizon), share=False)
    within = objective["within_s"] if objective else None
    if within is not None and not np.any(
        _unknown(one, before.cut, within) | _unknown(other, after.cut, within)
    ):
        pairs["in_time"] = _shares(one <= within, other <= within)
    quantiles = quantile_differences(one, other, (*MEDIAN_AND_P90.values(),), seed=before.summary["seed"])
    found = {
        "name": name,
        "title": record["title"],
        "within_s": within,
        "required_share": objective["required_share"] if objective else None,
        "cut_off": cut,
        **{key: _record(each, share=False) for key, each in zip(MEDIAN_AND_P90, quantiles, strict=True)},
    }
    return _Measured(found, pairs, rated=objective is not None, settled=None if pairs else "unknown")


def _shares(before: Flags, after: Flags) -> Pairs:
    return Pairs(before.astype(np.float64), after.astype(np.float64), share=True)


def _unknown(times: Times, cut: Times, limit: float) -> Flags:
    """Give in which replications it is not known whether something came by a limit: they ended before."""
    unknown: Flags = (times == inf) & (cut < limit)
    return unknown


# -- obligations and gaps ------------------------------------------------------------------------------------


def _obligations(before: Side, after: Side) -> Iterator[_Measured]:
    others = {each["name"]: each for each in after.summary["obligations"]}
    for record in before.summary["obligations"]:
        name = record["name"]
        if name in before.broken and name in after.broken and _limits(record) == _limits(others[name]):
            pairs = Pairs(before.broken[name], after.broken[name], share=True)
            yield _Measured({"name": name, "title": record["title"]}, {"broken": pairs})


def _limits(record: Mapping[str, Any]) -> tuple[Any, ...]:
    return record["within_s"], record["every_s"], record["stops_at"]


def _gaps(before: Side, after: Side) -> Iterator[_Measured]:
    for gap in dict.fromkeys((*before.gaps, *after.gaps)):
        one, other = before.gaps.get(gap), after.gaps.get(gap)
        known = one or other or {}
        record = {
            "id": gap,
            "title": known["title"],
            "severity": max((each["severity"] for each in (one, other) if each), key=SEVERITIES.index),
            "state": "open" if one and other else "closed" if one else "new",
        }
        tolerance = next((found for each in (one, other) if (found := _tolerance(each)) is not None), None)
        pairs = {}
        if tolerance is not None:
            none = np.zeros(len(before.cut))
            waits = (run.waits.get(gap, none) for run in (before, after))
            pairs["seen"] = _shares(*(each > tolerance for each in waits))
        yield _Measured(record, pairs, settled=None if pairs else _IN_THE_PLANS[record["state"]])


def _tolerance(gap: Mapping[str, Any] | None) -> float | None:
    """Give the wait that is tolerated at a gap that replications show."""
    evidence = gap["evidence"] if gap else ()
    return next((each["tolerance_s"] for each in evidence if "tolerance_s" in each), None)


def _not_compared(before: Summary, after: Summary) -> Iterator[Record]:
    """Give what stands in one run alone, or is not the same thing in both."""
    for part in ("milestones", "obligations"):
        known = [{each["name"]: each for each in run[part]} for run in (before, after)]
        for name in dict.fromkeys((*known[0], *known[1])):
            one, other = (each.get(name) for each in known)
            if one is None or other is None:
                reason = say("only in the second run") if one is None else say("only in the first run")
                yield {"what": (one or other or {})["title"], "name": name, "reason": texts(reason)}
    goals = [{each["milestone"]: each for each in run["objectives"]} for run in (before, after)]
    limits = [(goals[0][name], goals[1][name]) for name in goals[0] if name in goals[1]]
    duties = {each["name"]: each for each in after["obligations"]}
    pairs = [(each, duties[each["name"]]) for each in before["obligations"] if each["name"] in duties]
    changed = [one for one, other in limits if one["within_s"] != other["within_s"]]
    changed += [one for one, other in pairs if _limits(one) != _limits(other)]
    for one in changed:
        reason = say("its limit is another in the second run")
        yield {"what": one["title"], "name": one.get("name", one.get("milestone")), "reason": texts(reason)}
