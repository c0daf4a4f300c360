"""What is kept of the replications of a run."""

from pathlib import Path

import pytest

from simulator.analysis.tables import tables
from simulator.log.store import write_store
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study.replicate import replicate
from simulator.study.shard import Shard, open_shard, play_shard

pytestmark = pytest.mark.benchmark

SCENARIO = Path(__file__).parents[2] / "scenarios/ammonia_leak_night.yaml"
RUNS, MOST = 200, 200


def test_what_a_run_keeps_of_a_replication_is_small(figure, tmp_path):
    program = compile_case(read_case(SCENARIO))
    played = replicate(program, runs=RUNS, seed=program.seed, jobs=1, progress=lambda _: None)
    write_store(tmp_path / "kept", tables(program, played.results, meta={}))
    each = (tmp_path / "kept").stat().st_size / (RUNS * len(program.milestones))
    figure("kept of a replication and milestone, without whole logs", f"{each:.0f} bytes", f"{MOST} bytes")
    assert each <= MOST


def test_what_a_shard_keeps_of_a_replication_is_small(figure, tmp_path):
    case = read_case(SCENARIO)
    path = tmp_path / "shard"
    play_shard(case, Shard(1, 1), path, runs=RUNS, seed=1, jobs=1, progress=lambda _: None)
    measures = sum(part.length for part in open_shard(path).parts)
    each = measures / (RUNS * len(case.goals))
    figure("kept of a replication and milestone in a shard", f"{each:.0f} bytes", f"{MOST} bytes")
    assert each <= MOST
