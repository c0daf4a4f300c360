"""How little is lost by playing on several processes, or on a cluster."""

import os
import pickle
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from tests.study.clusters import cluster_of

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core"),
]

ROOT = Path(__file__).parents[2]
RUNS = 3000
LEAST_POOL, LEAST_CLUSTER = 0.9, 0.8

PLAY = """
import pickle, sys, time
from pathlib import Path
from simulator.study.cluster import cluster
from simulator.study.replicate import replicate

path, runs, crew = sys.argv[1:]
program = pickle.loads(Path(path).read_bytes())

def play(jobs, runs):
    began = time.perf_counter()
    replicate(program, runs=runs, seed=5, jobs=jobs, progress=lambda _number: None)
    return time.perf_counter() - began

if __name__ == "__main__":
    if crew.isdecimal():
        print(play(int(crew), int(runs)))
    else:
        with cluster(crew) as hands:
            play(hands, 200)  # workers have loaded the code
            print(play(hands, int(runs)))
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Give the file of the sample city, compiled."""
    path = tmp_path_factory.mktemp("city") / "city.pickle"
    path.write_bytes(pickle.dumps(compile_case(read_case(ROOT / "scenarios/ammonia_leak_night.yaml"))))
    return path


def took(path, crew):
    command = [sys.executable, "-c", PLAY, path, str(RUNS), str(crew)]
    plain = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, text=True, env=plain)
    return float(done.stdout)


def test_a_pool_of_two_is_used_to_nine_tenths(city, figure):
    efficiency = max(took(city, 1) / took(city, 2) / 2 for _ in range(3))
    figure("sample city: efficiency of two jobs", f"{efficiency:.0%}", f">= {LEAST_POOL:.0%}")
    assert efficiency >= LEAST_POOL


@pytest.mark.skipif(find_spec("distributed") is None, reason="the package distributed is not installed")
def test_a_cluster_of_two_workers_is_nearly_as_fast_as_a_pool_of_two(city, tmp_path, figure):
    with cluster_of(tmp_path, workers=2) as (address, _workers):
        share = max(took(city, 2) / took(city, address) for _ in range(3))
    figure("sample city: Dask with two workers, of two jobs", f"{share:.0%}", f">= {LEAST_CLUSTER:.0%}")
    assert share >= LEAST_CLUSTER
