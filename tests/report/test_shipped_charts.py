"""The timelines of the shipped scenarios, drawn from real logs."""

from pathlib import Path

import pytest

from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from simulator.report.lanes import lanes
from simulator.report.timeline import draw_timeline
from simulator.scenario.read import read_case
from tests.report.overlaps import outside, overlapping

pytestmark = pytest.mark.no_cover

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").rglob("*.yaml"))


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda path: path.stem)
def played(request):
    program = compile_case(read_case(request.param))
    return program, Player(program, 7).play(0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_text_covers_another_or_leaves_the_sheet(played, lang):
    figure = draw_timeline(lanes(*played, lang=lang), lang=lang)
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_no_stage_of_a_bar_goes_back_in_time(played):
    for bar in lanes(*played, lang="zh").bars:
        times = [time for piece in bar.pieces for time in (piece.start, piece.end)]
        assert times == sorted(times)
