"""Which gaps weigh most, and which replication shows each best."""

from collections.abc import Iterable

from simulator.analysis.gaps.boundary import seconds_of
from simulator.plan.gap import SEVERITIES, Gap


def weight(gap: Gap) -> tuple[int, float, str]:
    """Give what gaps are sorted by: severity, then the time that they cost a milestone at most, then id."""
    return -SEVERITIES.index(gap.severity), -(seconds_of(gap) or 0.0), gap.id


def shown_by(gap: Gap) -> int | None:
    """Give the replication that shows a gap best; None where only the audit found it."""
    return next((each.figures["shown_by"] for each in gap.evidence if "shown_by" in each.figures), None)


def leading(gaps: Iterable[Gap], *, most: int) -> list[Gap]:
    """Give so many gaps of those that replications show, those that weigh most first."""
    return sorted((gap for gap in gaps if shown_by(gap) is not None), key=weight)[:most]
