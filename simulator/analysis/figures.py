"""Shares, times and quantiles as `summary.json` holds them: rounded, with their intervals."""

from collections.abc import Mapping
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.analysis.statistics import Interval, Quantile, quantile, wilson

Times = npt.NDArray[np.float64]
"""Seconds since the start, infinite where something was not reached."""

QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9, "p95": 0.95}
MEDIAN_AND_P90 = {"p50": 0.5, "p90": 0.9}

Record = dict[str, Any]


def spread(times: Times) -> Record:
    """Give the share of times that are finite, and quantiles over all times, each with its interval.

    `beyond` names the quantiles that lie beyond the horizon, `unsupported` those for which there are too few
    replications; both are null, as is an end of an interval that lies beyond the horizon.
    """
    ordered: list[float] = np.sort(times).tolist()
    found: Record = interval_record("reached", wilson(int(np.count_nonzero(times < inf)), len(ordered)))
    quantiles = {name: quantile(ordered, q) for name, q in QUANTILES.items()}
    for name, value in quantiles.items():
        found[f"{name}_s"] = rounded_seconds(value.value)
        found[f"{name}_low_s"] = rounded_seconds(value.low)
        found[f"{name}_high_s"] = rounded_seconds(value.high)
    found["beyond"] = [name for name, value in quantiles.items() if value.beyond]
    found["unsupported"] = [name for name, value in quantiles.items() if not value.supported]
    return found


def quantile_figures(quantiles: Mapping[str, Quantile]) -> Record:
    """Give quantiles in seconds, without intervals, and which of them lie beyond the horizon."""
    return {
        **{f"{name}_s": rounded_seconds(found.value) for name, found in quantiles.items()},
        "beyond": [name for name, found in quantiles.items() if found.beyond],
    }


def interval_record(name: str, found: Interval) -> Record:
    """Give a share under its name, and the ends of its interval."""
    return {
        name: rounded_share(found.share),
        f"{name}_low": rounded_share(found.low),
        f"{name}_high": rounded_share(found.high),
    }


def portion(which: npt.NDArray[np.bool_]) -> float:
    """Give the share of what is true, as it is written; 0 of nothing."""
    return rounded_share(float(np.mean(which))) if len(which) else 0.0


def rounded_share(share: float) -> float:
    """Give a share to six decimals."""
    return round(share, 6)


def rounded_seconds(seconds: float | None) -> float | None:
    """Give a time to three decimals of a second."""
    return None if seconds is None else round(seconds, 3)
