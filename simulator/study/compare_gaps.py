"""Gaps of two runs side by side: seen how often, for how long, and when one that goes is no gain."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from simulator.analysis.figures import Times
from simulator.analysis.paired import Pairs
from simulator.plan.gap import SEVERITIES
from simulator.study.compare_side import Measured, Record, Side, Summary, Verdict, shares


def gaps_of(before: Side, after: Side) -> Iterator[Measured]:
    """Give what is compared of each gap that either run has."""
    for gap in dict.fromkeys((*before.gaps, *after.gaps)):
        one, other = before.gaps.get(gap), after.gaps.get(gap)
        # The words of a run that shows it stand beside its figures, those of the second first.
        known = next(filter(_tolerance, (other, one)), None) or other or one or {}
        severities = [each["severity"] if each else None for each in (one, other)]
        record = {
            "id": gap,
            "title": known["title"],
            "severity": max(filter(None, severities), key=SEVERITIES.index),
            "severity_before": severities[0],
            "severity_after": severities[1],
            "state": _state(one, other, before, after),
        }
        tolerance = next((found for each in (one, other) if (found := _tolerance(each)) is not None), None)
        pairs = {}
        if tolerance is not None:
            none = np.zeros(len(before.cut))
            waits = [run.waits.get(gap, none) for run in (before, after)]
            pairs["seen"] = shares(*(each > tolerance for each in waits))
            long = [_intolerable(each, tolerance) for each in waits]
            pairs["wait"] = Pairs(long[0], long[1], share=False)
        yield Measured(record, pairs, settled=_settled(record, in_the_plans=not pairs))


def _state(one: Summary | None, other: Summary | None, before: Side, after: Side) -> str:
    if one and other:
        return "open"
    if not one:
        return "new"
    places = {one["id"], one["place"], *one["place"].split("@")}
    return "gone" if places & before.standing - after.standing else "closed"


def _tolerance(gap: Mapping[str, Any] | None) -> float | None:
    """Give the wait that is tolerated at a gap that replications show."""
    evidence = gap["evidence"] if gap else ()
    return next((each["tolerance_s"] for each in evidence if "tolerance_s" in each), None)


def _intolerable(waits: Times, tolerance: float) -> Times:
    """Give the waits without those that are tolerated."""
    long: Times = np.where(waits > tolerance, waits, 0.0)
    return long


def _settled(record: Record, *, in_the_plans: bool) -> Verdict | None:
    """Give the verdict where chance has no part in it: by what stands in the plans."""
    if record["state"] == "gone":
        return "gone"
    if not in_the_plans:
        return None
    if record["state"] != "open":
        return "better" if record["state"] == "closed" else "worse"
    one, other = (SEVERITIES.index(record[f"severity_{side}"]) for side in ("before", "after"))
    return "worse" if other > one else "better" if other < one else "same"


# -- fewer waits because less happens ------------------------------------------------------------------------


def sober(gaps: Iterable[Record], milestones: Iterable[Record], before: Side) -> Iterator[Record]:
    """Give judged gaps; none is better where what it held up comes about less often for certain.

    That is all milestones on whose way it was in the first run; any, where it was on the way of none.
    """
    fewer = {each["name"] for each in milestones if _less_often(each.get("reached"))}
    for gap in gaps:
        held = _held_up(before.gaps.get(gap["id"]))
        idle = held <= fewer if held else bool(fewer)
        yield {**gap, "verdict": "less"} if gap["verdict"] == "better" and idle else gap


def _less_often(reached: Mapping[str, Any] | None) -> bool:
    return bool(reached and reached["sure"] and reached["difference"] < 0)


def _held_up(gap: Mapping[str, Any] | None) -> set[str]:
    """Give the milestones that a gap delayed or kept from coming."""
    evidence = gap["evidence"] if gap else ()
    parts = (part for each in evidence for key in ("ways", "blocks") for part in each.get(key, ()))
    return {part["milestone"] for part in parts}
