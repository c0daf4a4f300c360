"""Which gaps weigh most."""

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.analysis.gaps.boundary import seconds_of
from simulator.errors import say
from simulator.plan.gap import SEVERITIES, gap_of

Record = Mapping[str, Any]
"""A gap as `gaps.json` holds it."""

HEADS = {
    "high": say("High: an objective or obligation is missed through it, or a milestone blocked"),
    "medium": say("Medium: it costs time, or would if one more thing failed"),
    "low": say("Low: against a norm or good practice, or without effect on what is measured"),
}


def by_weight(records: Iterable[Record]) -> list[Record]:
    """Sort gaps by severity, then by the time that they cost a milestone at most, then by id."""
    return sorted(
        records, key=lambda gap: (-SEVERITIES.index(gap["severity"]), -seconds_lost(gap), gap["id"])
    )


def seconds_lost(gap: Record) -> float:
    """Give what a gap costs the milestone that it costs most; 0 where no run measured it."""
    return seconds_of(gap_of(gap)) or 0.0
