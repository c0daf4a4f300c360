"""How often something was seen in many replications, and how long it then lasted, as figures of a gap."""

from math import inf
from typing import Any

import numpy as np

from simulator.analysis.figures import MEDIAN_AND_P90, interval_record, quantile_figures
from simulator.analysis.statistics import Interval, quantile


def occurrence(share: Interval, waits: Any, endless: Any) -> dict[str, Any]:
    """Give how often it was longer than tolerated, and how long then; infinite where it never ended.

    `waits` are seconds of those replications, `endless` whether it never ended in each.
    """
    ordered = np.sort(np.where(endless, inf, waits)).tolist()
    quantiles = {name: quantile(ordered, q) for name, q in MEDIAN_AND_P90.items()}
    return {**interval_record("share", share), **quantile_figures(quantiles)}
