"""Gaps in words: which weigh most, how often they were seen, what they take."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simulator.analysis.gaps.boundary import seconds_of
from simulator.analysis.gaps.weight import losses, weight
from simulator.errors import Message, say
from simulator.plan.gap import gap_of
from simulator.report.figures import share
from simulator.text.lengths import show_duration

Record = Mapping[str, Any]
"""A gap as `gaps.json` holds it."""

WAYS = 2
"""Milestones that are named for each gap."""
HEADS = {
    "high": say("High: an objective or obligation is missed through it, or a milestone blocked"),
    "medium": say("Medium: it costs time, or would if one more thing failed"),
    "low": say("Low: against a norm or good practice, or without effect on what is measured"),
}


def by_weight(records: Iterable[Record]) -> list[Record]:
    """Sort gaps by severity, then by what they are expected to cost a milestone."""
    return sorted(records, key=lambda gap: weight(gap_of(gap)))


def seconds_lost(gap: Record) -> float:
    """Give what a gap costs the milestone that it costs most; 0 where no run measured it."""
    return seconds_of(gap_of(gap)) or 0.0


def seconds_expected(gap: Record) -> float:
    """Give what a gap is expected to cost the milestone that loses most, as `expected_loss` says it."""
    lost = losses(gap_of(gap))
    return lost[0].seconds if lost else 0.0


def expected_loss(gap: Record, lang: str) -> Message | None:
    """Say what a gap is expected to cost the milestone that loses most; None where it is on no way.

    Replications in which it keeps the milestone from being reached count up to the horizon, and are named.
    """
    lost = losses(gap_of(gap))
    if not lost:
        return None
    values = {"mean": show_duration(lost[0].seconds, lang), "milestone": lost[0].title.show(lang)}
    if not lost[0].blocked:
        return say("{milestone}: {mean} later through it", **values)
    if lost[0].blocked == 1:
        return say("{milestone}: never reached through it", milestone=values["milestone"])
    return say(
        "{milestone}: {mean} later through it (not reached in {share})",
        share=share(lost[0].blocked),
        **values,
    )


def gap_figures(found: Record, lang: str) -> Iterator[Message]:
    """Say how often it was seen, how long it then lasted, and what it takes of milestones."""
    often = {name: share(found[name]) for name in ("share", "share_low", "share_high")}
    if found["p50_s"] is not None:
        yield say(
            "in {share} of the replications ({share_low} – {share_high}), in half of these over {p50}",
            p50=show_duration(found["p50_s"], lang),
            **often,
        )
    elif "p50" in found["beyond"]:
        yield say(
            "in {share} of the replications ({share_low} – {share_high}), in half of these to the very end",
            **often,
        )
    else:
        yield say("in {share} of the replications ({share_low} – {share_high})", **often)
    for block in found["blocks"][:WAYS]:
        yield say(
            "keeps {milestone} from being reached in {share} of the replications",
            milestone=block["title"][lang],
            share=share(block["share"]),
        )
    for broken in found["breaks"][:WAYS]:
        yield say(
            "to blame for an obligation that is broken in {share} of the replications: {obligation}",
            obligation=broken["title"][lang],
            share=share(broken["share"]),
        )
    for way in found["ways"][:WAYS]:
        yield say(
            "on the way to {milestone}: {mean} in the mean, {part} of the time",
            milestone=way["title"][lang],
            mean=show_duration(way["mean_s"], lang),
            part=share(way["share_of_way"]),
        )
