"""A run on several processes is the run on one."""

from pathlib import Path

import numpy as np
import pytest

from simulator.engine.dice import BLOCK
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study.replicate import replicate
from simulator.study.team import BLOCKS_EACH, CHUNK, chunks

SCENARIO = Path(__file__).parents[1] / "data/small/scenario.yaml"


@pytest.fixture(scope="module")
def program():
    """Give a small program."""
    return compile_case(read_case(SCENARIO))


def played(program, runs, jobs):
    finished = []
    results = replicate(program, runs=runs, seed=5, jobs=jobs, progress=finished.append).results
    assert sum(finished) == runs
    return results


@pytest.mark.parametrize("runs", [1, CHUNK, CHUNK + 1, BLOCK * BLOCKS_EACH * 2 + 5])
def test_results_are_the_same_on_one_process_and_on_more(program, runs):
    alone = played(program, runs, jobs=1)
    together = played(program, runs, jobs=2)
    assert together.replications.tolist() == list(range(runs))
    for name in ("ended", "milestones", "ready", "started", "done", "states", "outcomes"):
        assert np.array_equal(getattr(together, name), getattr(alone, name)), name
    assert together.paths == alone.paths


@pytest.mark.parametrize("jobs", [1, 2, 3, 16])
@pytest.mark.parametrize("runs", [1, 15, 16, 17, 255, 512, 1000, 5000])
def test_chunks_are_all_replications_in_order_and_small_at_the_end(runs, jobs):
    cut = chunks((0, runs), jobs)
    assert [number for chunk in cut for number in range(*chunk)] == list(range(runs))
    sizes = [end - first for first, end in cut]
    assert sizes == sorted(sizes, reverse=True)
    assert set(sizes[:-1]) <= {BLOCK, CHUNK}
    assert all(size <= CHUNK for size in sizes[-jobs:])
