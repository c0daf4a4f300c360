"""Which gaps weigh most, and which replication shows each best."""

from collections.abc import Iterable

from simulator.analysis.gaps.boundary import seconds_of
from simulator.plan.gap import SEVERITIES, Gap

PART = 0.05
"""Of the time until a milestone: less is no gap on its way. Of replications: rarer is none either."""


def weight(gap: Gap) -> tuple[int, float, float, str]:
    """Give what gaps are sorted by.

    Severity; how often they keep a milestone from being reached; the time that they cost a milestone at most;
    id.
    """
    return -SEVERITIES.index(gap.severity), -blocking(gap), -(seconds_of(gap) or 0.0), gap.id


def blocking(gap: Gap) -> float:
    """Give the share of replications in which a gap keeps a milestone from being reached; 0 if it is rare."""
    shares = (each["share"] for found in gap.evidence for each in found.figures.get("blocks", ()))
    return max((share for share in shares if share > PART), default=0.0)


def shown_by(gap: Gap) -> int | None:
    """Give the replication that shows a gap best; None where only the audit found it."""
    return next((each.figures["shown_by"] for each in gap.evidence if "shown_by" in each.figures), None)


def leading(gaps: Iterable[Gap], *, most: int) -> list[Gap]:
    """Give so many gaps of those that replications show, those that weigh most first."""
    return sorted((gap for gap in gaps if shown_by(gap) is not None), key=weight)[:most]
