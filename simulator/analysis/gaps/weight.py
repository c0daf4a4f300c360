"""Which gaps weigh most, and which replication shows each best."""

from collections.abc import Iterable
from typing import NamedTuple

from simulator.analysis.gaps.boundary import seconds_of
from simulator.plan.gap import SEVERITIES, Gap
from simulator.text.titles import Title

PART = 0.05
"""Of the time until a milestone: less is no gap on its way. Of replications: rarer is none either."""


class Loss(NamedTuple):
    """What a gap is expected to cost a milestone, in seconds in the mean of all replications.

    `blocked` is the share of the replications in which it keeps the milestone from being reached, which count
    up to the horizon.
    """

    milestone: str
    title: Title
    seconds: float
    blocked: float


def losses(gap: Gap) -> list[Loss]:
    """Give what a gap is expected to cost each milestone, the most first: time on its way, and blocked."""
    found: dict[str, Loss] = {}
    for figures in (each.figures for each in gap.evidence if each.source == "runs"):
        parts = [(way, way["mean_s"], 0.0) for way in figures.get("ways", ())]
        parts += [(block, block["lost_s"], block["share"]) for block in figures.get("blocks", ())]
        for part, seconds, blocked in parts:
            before = found.get(part["milestone"], Loss(part["milestone"], Title(**part["title"]), 0.0, 0.0))
            found[part["milestone"]] = before._replace(
                seconds=before.seconds + seconds, blocked=max(before.blocked, blocked)
            )
    return sorted(found.values(), key=lambda loss: (-loss.seconds, loss.milestone))


def weight(gap: Gap) -> tuple[int, float, str]:
    """Give what gaps are sorted by: severity; what they are expected to cost a milestone at most; id."""
    lost = losses(gap)
    return -SEVERITIES.index(gap.severity), -(lost[0].seconds if lost else seconds_of(gap) or 0.0), gap.id


def shown_by(gap: Gap) -> int | None:
    """Give the replication that shows a gap best; None where only the audit found it."""
    return next((each.figures["shown_by"] for each in gap.evidence if "shown_by" in each.figures), None)


def leading(gaps: Iterable[Gap], *, most: int) -> list[Gap]:
    """Give so many gaps of those that replications show, those that weigh most first."""
    return sorted((gap for gap in gaps if shown_by(gap) is not None), key=weight)[:most]
