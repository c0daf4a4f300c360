"""Two runs side by side: the same replications, draw for draw, and what differs for certain."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from math import inf
from typing import Any

import numpy as np

from simulator.analysis.figures import MEDIAN_AND_P90, Times, rounded_seconds, rounded_share
from simulator.analysis.paired import ERROR, Difference, Pairs, quantile_differences
from simulator.errors import say
from simulator.study.compare_gaps import gaps_of, sober
from simulator.study.compare_side import Flags, Measured, Record, Side, Summary, Verdict, check_pairs, shares
from simulator.text.messages import texts


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
    gaps = [*gaps_of(before, after)]
    everything = (*milestones, *obligations, *gaps)
    tests = sum(pairs.differ for each in everything for pairs in each.pairs.values())
    records = [[_judged(each, tests) for each in group] for group in (milestones, obligations, gaps)]
    records[2] = [*sober(records[2], records[0], before)]
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


def _judged(measured: Measured, tests: int) -> Record:
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


def _milestones(before: Side, after: Side) -> Iterator[Measured]:
    goals = [{each["milestone"]: each for each in run.summary["objectives"]} for run in (before, after)]
    for record in before.summary["milestones"]:
        name = record["name"]
        if name not in after.milestones:
            continue
        objective, other = (each.get(name) for each in goals)
        same = objective and other and objective["within_s"] == other["within_s"]
        yield _milestone(record, objective if same else None, before, after)


def _milestone(record: Record, objective: Record | None, before: Side, after: Side) -> Measured:
    name = record["name"]
    one, other = before.milestones[name], after.milestones[name]
    horizon = before.summary["horizon_s"]
    cut = int(np.count_nonzero(_unknown(one, before.cut, inf) | _unknown(other, after.cut, inf)))
    pairs = {}
    if not cut:
        pairs["reached"] = shares(one < inf, other < inf)
        pairs["mean"] = Pairs(np.minimum(one, horizon), np.minimum(other, horizon), share=False)
    within = objective["within_s"] if objective else None
    if within is not None and not np.any(
        _unknown(one, before.cut, within) | _unknown(other, after.cut, within)
    ):
        pairs["in_time"] = shares(one <= within, other <= within)
    quantiles = quantile_differences(one, other, (*MEDIAN_AND_P90.values(),), seed=before.summary["seed"])
    found = {
        "name": name,
        "title": record["title"],
        "within_s": within,
        "required_share": objective["required_share"] if objective else None,
        "cut_off": cut,
        **{key: _record(each, share=False) for key, each in zip(MEDIAN_AND_P90, quantiles, strict=True)},
    }
    return Measured(found, pairs, rated=objective is not None, settled=None if pairs else "unknown")


def _unknown(times: Times, cut: Times, limit: float) -> Flags:
    """Give in which replications it is not known whether something came by a limit: they ended before."""
    unknown: Flags = (times == inf) & (cut < limit)
    return unknown


# -- obligations, and what is not compared -------------------------------------------------------------------


def _obligations(before: Side, after: Side) -> Iterator[Measured]:
    others = {each["name"]: each for each in after.summary["obligations"]}
    for record in before.summary["obligations"]:
        name = record["name"]
        if name in before.broken and name in after.broken and _limits(record) == _limits(others[name]):
            pairs = Pairs(before.broken[name], after.broken[name], share=True)
            yield Measured({"name": name, "title": record["title"]}, {"broken": pairs})


def _limits(record: Mapping[str, Any]) -> tuple[Any, ...]:
    return record["within_s"], record["every_s"], record["stops_at"]


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
