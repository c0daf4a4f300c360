"""Response times of a milestone as a value, and how they lie in time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.statistics import rank


@dataclass(frozen=True, slots=True)
class Response:
    """The times of one milestone in seconds, one for each replication, `inf` where it was not reached.

    `within` and `required` (0 to 1) make it an objective: `share` of the replications were in time, with its
    95 % interval from `low` to `high`; `verdict` is met, missed or undecided. `median_low` and `median_high`
    bound the median; None where the number of replications supports no interval, `inf` beyond the horizon.
    """

    name: str
    title: str
    times: NDArray[np.float64]
    within: float | None = None
    required: float | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    verdict: str | None = None
    median_low: float | None = None
    median_high: float | None = None

    def quantile(self, share: float) -> float:
        """Give the time by which so many replications had reached it, `inf` if they never did."""
        ordered = np.sort(self.times)
        return float(ordered[rank(len(ordered), share)])

    @property
    def never(self) -> float:
        """Share of the replications that did not reach it."""
        return float(np.mean(~np.isfinite(self.times)))


def density(
    times: NDArray[np.float64], end: float, steps: int = 400
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give a smooth density on a grid of times, its highest point 1.

    A Gaussian kernel of the width of Silverman (1986), "Density Estimation", eq. 3.31, but at least 1/250 of
    the axis, so that a time without spread is still seen.
    """
    counts, edges = np.histogram(times, bins=steps, range=(0.0, end))
    quartiles = np.quantile(times, [0.25, 0.75])
    spread = min(float(np.std(times)), float(quartiles[1] - quartiles[0]) / 1.34) or float(np.std(times))
    kernel_width = max(0.9 * spread * len(times) ** -0.2, end / 250) / (end / steps)
    reach = np.arange(-steps, steps + 1)
    kernel = np.exp(-0.5 * (reach / kernel_width) ** 2)
    smooth = np.convolve(counts, kernel)[steps : 2 * steps]
    return (edges[:-1] + edges[1:]) / 2, smooth / smooth.max()
