"""How often something was seen in many replications, and how long it then lasted, as figures of a gap."""

from math import inf
from typing import Any

import numpy as np

from simulator.analysis.statistics import Interval, quantile

PART = 0.05
"""Of the time until a milestone: less is no gap on its way. Of replications: rarer is none either."""


def occurrence(share: Interval, waits: Any, endless: Any) -> dict[str, Any]:
    """Give how often it was longer than tolerated, and how long then; infinite where it never ended.

    `waits` are seconds of those replications, `endless` whether it never ended in each.
    """
    ordered = np.sort(np.where(endless, inf, waits)).tolist()
    quantiles = {name: quantile(ordered, q) for name, q in (("p50", 0.5), ("p90", 0.9))}
    return {
        "share": round(share.share, 6),
        "share_low": round(share.low, 6),
        "share_high": round(share.high, 6),
        **{
            f"{name}_s": None if value.value is None else round(value.value, 3)
            for name, value in quantiles.items()
        },
        "beyond": [name for name, value in quantiles.items() if value.beyond],
    }
