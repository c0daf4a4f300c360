"""The chart of remedies: minutes against cost."""

import pytest

from simulator.report.pareto import MUTED, pareto


def record_of(sure):
    alone = {"saved_s": 60.0, "saved_low_s": 30.0 if sure else -5.0, "saved_high_s": 90.0, "sure": sure}
    found = {"id": "x", "text": {"en": "Do it"}, "cost": 1.0, "confirmed": True, "alone": alone}
    return {"remedies": [found], "kept": [], "unit": {}, "aims": [{"title": {"en": "Done"}}]}


@pytest.mark.parametrize("sure", [True, False])
def test_what_is_not_certain_on_fresh_draws_looks_so(sure):
    (axes,) = pareto(record_of(sure), lang="en").axes
    point = next(line for line in axes.lines if len(line.get_xdata()) == 1)
    words = [text.get_text() for text in axes.get_legend().get_texts()]
    assert (point.get_markeredgecolor() == MUTED) is not sure
    assert ("not certain on fresh draws" in words) is not sure
