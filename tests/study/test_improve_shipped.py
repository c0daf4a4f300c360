"""The patches that `drill improve` writes, laid over a scenario that is shipped."""

from pathlib import Path
from typing import get_args

import pytest

from simulator.plan.gap import gap_of, gap_record
from simulator.report.gap_words import by_weight, seconds_lost
from simulator.scenario.costs import Measure
from simulator.scenario.read import read_case
from simulator.scenario.what_if import WhatIf
from simulator.study.candidates import candidates_of, patch_text
from simulator.study.run import play_case

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "scenarios/ammonia_leak_night.yaml"
RUNS = 24


def gaps_of(case):
    run = play_case(case, runs=RUNS, seed=case.scenario.seed, jobs=1, progress=lambda _: None)
    return {gap.id: gap_record(gap) for gap in run.gaps}


@pytest.fixture(scope="module")
def before():
    """The case, its gaps, and of each measure the remedy for the gravest."""
    case = read_case(FILE)
    gaps = gaps_of(case)
    found = {}
    for candidate in candidates_of(case, map(gap_of, by_weight(gaps.values()))):
        # A new agreement shortens waits for units; the share of replications with a wait need not show it.
        if candidate.remedy.measure != "agreement" or candidate.closes[0].startswith("seam:"):
            found.setdefault(candidate.remedy.measure, candidate)
    return case, gaps, found


def seen(gap):
    """How much of a gap there is: seconds that it costs, and shares of replications that show it."""
    shares = [each.get("share", 0.0) for each in gap["evidence"] if each["source"] == "runs"]
    return seconds_lost(gap), sum(shares)


def test_every_measure_is_tried_on_the_sample_city(before):
    assert before[2].keys() == {*get_args(Measure)}


# units that stand by shorten the turn-out, not the wait for a unit that the gap is about
@pytest.mark.parametrize("measure", [each for each in get_args(Measure) if each != "position"])
def test_with_its_patch_the_gap_is_gone_or_smaller(tmp_path, before, measure):
    _case, gaps, found = before
    candidate = found[measure]
    patch = tmp_path / candidate.file
    patch.write_text(patch_text(candidate, "zh"), encoding="utf-8")
    after = gaps_of(read_case(FILE, WhatIf((patch,))))
    gap = candidate.closes[0]
    assert gap not in after or seen(after[gap]) < seen(gaps[gap])


def test_every_patch_passes_the_check(tmp_path, before):
    case, gaps, _found = before
    for candidate in candidates_of(case, map(gap_of, by_weight(gaps.values())), most=30):
        patch = tmp_path / candidate.file
        patch.write_text(patch_text(candidate, "en"), encoding="utf-8")
        assert read_case(FILE, WhatIf((patch,))).patches == (candidate.file,)
