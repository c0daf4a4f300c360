"""The data of the timeline of every shipped scenario: all that it refers to is there."""

from itertools import pairwise
from pathlib import Path

import pytest

from simulator.report.page.timeline_data import timeline_data
from simulator.scenario.read import read_case
from simulator.study.run import play_case

pytestmark = pytest.mark.no_cover

SCENARIOS = sorted((Path(__file__).parents[3] / "scenarios").rglob("*.yaml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_everything_that_the_timeline_refers_to_is_there(path):
    case = read_case(path)
    run = play_case(case, runs=2, seed=case.scenario.seed, jobs=1, progress=lambda _: None)
    data = timeline_data(run, run.gaps, lang="zh")
    lanes, texts = range(len(data["lanes"])), range(-1, len(data["texts"]))
    for one in data["replications"]:
        rows = {
            kind: [dict(zip(data["fields"][kind[:-1]], row, strict=False)) for row in one[kind]]
            for kind in ("bars", "arrows", "points")
        }
        known = {-1, *(row["row"] for those in rows.values() for row in those)}
        for row in (*rows["bars"], *rows["arrows"]):
            assert row["lane"] in lanes
            assert row["cause"] in known
            assert row["place"] in texts
        for _, legs in one["paths"]:
            ends = [(leg[2], leg[3]) for leg in legs]
            assert ends[0][0] == 0
            assert all(end == begin for (_, end), (begin, _) in pairwise(ends))
    assert all(
        number in data["anchors"] for number, text in enumerate(data["texts"]) if text.startswith("plans/")
    )
