from math import inf

import numpy as np
import pytest

from simulator.analysis.clocks import INSIDE, NOT_STARTED, Clock
from simulator.analysis.gaps.findings import Findings
from simulator.analysis.measures import NOT_READY, Measures
from simulator.analysis.results import collect, pick, typical
from tests.analysis.by_hand import agent, duty, milestone, program, task

CASE = program(
    agents=(agent("world"), agent("plant")),
    tasks=(task("shut", 1),),
    milestones=(milestone("told"), milestone("shut")),
    duties=(duty("tell"),),
)


IDLE = Clock(inf, inf, NOT_STARTED)


def measures(replication, told, shut=inf, clock=IDLE, split=None):
    return Measures(
        replication=replication,
        ended=43_200.0,
        stopped=False,
        milestones=(told, shut),
        ready=(1.0,),
        started=(2.0,),
        done=(shut,),
        states=(NOT_READY,),
        clocks=(clock,),
        splits=(split or {}, {}),
        findings=Findings({}, ({}, {}), {}),
        awareness={},
        undelivered=1,
        failed=2,
        mistaken=0,
    )


def test_measures_become_columns():
    clock = Clock(1.0, 2.0, INSIDE)
    found = collect(CASE, iter([measures(0, 5.0), measures(3, inf, shut=7.0, clock=clock)]))
    assert found.replications.tolist() == [0, 3]
    assert found.milestones.tolist() == [[5, inf], [inf, 7]]
    assert found.done.tolist() == [[inf], [7]]
    assert found.outcomes.tolist() == [[NOT_STARTED], [INSIDE]]
    assert found.clocks_stopped.tolist() == [[inf], [2]]
    assert found.undelivered.tolist() == [1, 1]


def test_parts_of_paths_are_summed_and_their_passes_counted():
    work, queue = ("work", "shut"), ("desk queue", "plant")
    found = collect(
        CASE, [measures(0, 5.0, split={work: 5.0}), measures(1, 8.0, split={work: 6.0, queue: 2.0})]
    )
    assert found.paths == ({work: (11, 2), queue: (2, 1)}, {})


@pytest.mark.parametrize("second", [4, 3])
def test_replications_out_of_order_are_refused(second):
    with pytest.raises(ValueError, match="after 4"):
        collect(CASE, [measures(4, 1.0), measures(second, 1.0)])


def test_no_replication_at_all_gives_empty_columns():
    found = collect(CASE, [])
    assert found.milestones.shape == (0, 2)
    assert pick(found, 0) == {}
    assert typical(found, 0) is None


def test_replications_are_picked_by_rank_and_ties_by_number():
    # Times of replications 10 to 19; sorted: 1 (13) 2 (11) 2 (12) 3 (10) 4 (14) 5 (15) 6 (16) 7 (17) inf inf:
    # the median is the 5th, p90 the 9th, the worst the first of the two that never got there.
    times = [3, 2, 2, 1, 4, 5, 6, 7, inf, inf]
    found = collect(CASE, [measures(10 + index, float(time)) for index, time in enumerate(times)])
    assert pick(found, 0) == {"best": 13, "median": 14, "p90": 18, "worst": 18}
    # Of the eight that got there the 4th.
    assert typical(found, 0) == 10


def test_a_milestone_that_nobody_reached_has_no_typical_replication():
    found = collect(CASE, [measures(0, inf)])
    assert pick(found, 0) == dict.fromkeys(("best", "median", "p90", "worst"), 0)
    assert typical(found, 0) is None


def test_the_columns_take_no_python_objects():
    found = collect(CASE, [measures(0, 1.0)])
    assert {found.milestones.dtype, found.ended.dtype} == {np.dtype("float64")}
