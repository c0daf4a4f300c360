"""Scores made of counted things: the five qualities of a response, and a scorecard of its agencies."""

from typing import Any

from simulator.analysis.scores.assessed import Assessed
from simulator.analysis.scores.qualities import quality_records
from simulator.analysis.scores.scorecard import scorecard_record


def score_records(assessed: Assessed) -> dict[str, Any]:
    """Give what `summary.json` holds of scores."""
    return {"qualities": quality_records(assessed), "scorecard": scorecard_record(assessed)}
