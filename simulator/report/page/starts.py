"""The starts that were compared, as a table of the page."""

from typing import Any

from simulator.report.figures import share
from simulator.report.start_words import moment
from simulator.report.words import tell
from simulator.study.start_sweep import StartSweep, sweep_record


def starts(sweep: StartSweep | None, *, lang: str) -> dict[str, Any] | None:
    """Give the worst hours of a sweep, and the own one of the scenario; None without a sweep."""
    if sweep is None:
        return None
    record, own = sweep_record(sweep), sweep.own
    rows = [(start["day"], start["hour"], start["mean_share"], False) for start in record["worst"]]
    if own is not None:
        rows.append((*own, record["mean_share"][own[0]][own[1]], True))
    return {
        "runs": sweep.runs,
        "rows": [
            {"start": tell(moment(record, day, hour), lang=lang), "share": share(mean), "own": is_own}
            for day, hour, mean, is_own in rows
        ],
    }
