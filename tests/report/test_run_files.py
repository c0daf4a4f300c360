"""What of the summary the charts are given."""

from math import inf
from types import SimpleNamespace

import numpy as np
import pytest

from simulator.analysis.figures import spread
from simulator.report.run_files import _response


@pytest.mark.parametrize(("reached", "runs", "high"), [(55, 100, inf), (3, 4, None), (100, 100, 61.0)])
def test_the_interval_of_a_median_may_end_beyond_the_horizon(reached, runs, high):
    # Of 100 runs the median lies between the 40th and the 61st: with 55 reached that one never was.
    times = np.array([*range(1, reached + 1), *[inf] * (runs - reached)], dtype=float)
    record = {"name": "told", "title": {"en": "Told"}, **spread(times)}
    found = _response(0, record, None, SimpleNamespace(milestones=times[:, None]), "en")
    assert found.median_high == high
    assert found.median_low == (None if high is None else 40.0)
