"""What goes with a run: measures, packed logs, memory, two cores, starting up."""

import gc
import os
import pickle
import statistics
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from simulator.analysis.gaps.findings import Finder
from simulator.analysis.measures import Measurer
from simulator.engine.dice import AHEAD
from simulator.engine.replication import Player
from simulator.log.pack import pack
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from tests.benchmarks.workload import network, write

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
CITY = "scenarios/ammonia_leak_night.yaml"
DENSE = "x1"
"""The workload of the yardstick, in which nearly every task waits for something: no plan is like it."""
MOST_ANALYSIS = 0.5
MOST_PACKED = 20_000
MOST_GROWTH = 100
LEAST_GAIN = {1000: 1.6, 3000: 1.8}
"""By replications: starting a worker weighs less in a longer run."""
MOST_HELP, MOST_CHECK = 0.2, 0.6


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """Give the workload x1, compiled."""
    return compile_case(read_case(write(network(1), tmp_path_factory.mktemp("plan"))))


@pytest.fixture(scope="module")
def city():
    """Give the sample city, compiled."""
    return compile_case(read_case(ROOT / CITY))


def spent(work, replications):
    gc.collect()
    began = time.process_time()
    for replication in replications:
        work(replication)
    return (time.process_time() - began) / len(replications)


@pytest.fixture(params=[DENSE, "sample city"])
def played(request):
    """Give a name, and for each of five seeds a block of logs with the seconds that one of them took.

    It is the second block: in the first one awareness is measured too, and in no other.
    """
    program = request.getfixturevalue("program" if request.param == DENSE else "city")

    def blocks():
        for seed in range(5):
            player = Player(program, seed)
            second = range(AHEAD, 2 * AHEAD)
            logs = [player.play(replication) for replication in second]
            yield logs, spent(Player(program, seed).play, second)

    return request.param, Measurer(program), blocks()


def test_measures_and_critical_paths_of_all_milestones_add_at_most_half_of_the_run(
    played, monkeypatch, figure
):
    name, measurer, blocks = played
    monkeypatch.setattr(Finder, "find", lambda *_arguments: None)  # it has a figure of its own
    shares, runs = [], []
    for logs, run in blocks:
        shares.append(spent(measurer.measure, logs) / run)
        runs.append(run)
    share, rate = statistics.median(shares), f"{statistics.median(runs) * 1000:.1f} ms a replication"
    figure(
        f"{name}: measures and critical paths, of the run", f"{share:.0%}", f"<= {MOST_ANALYSIS:.0%}", rate
    )
    assert share <= MOST_ANALYSIS


def test_looking_for_gaps_adds_at_most_half_of_the_time_of_the_runs(played, monkeypatch, figure):
    # A run without it is playing, measures and critical paths.
    name, measurer, blocks = played
    found, find = [], Finder.find

    def timed(*arguments):
        began = time.process_time()
        findings = find(*arguments)
        found.append(time.process_time() - began)
        return findings

    monkeypatch.setattr(Finder, "find", timed)
    shares = []
    for logs, run in blocks:
        found.clear()
        measured = spent(measurer.measure, logs)
        looking = statistics.mean(found)
        shares.append(looking / (run + measured - looking))
    share = statistics.median(shares)
    told = f"{name}: gap detection, of playing and measuring without it"
    figure(told, f"{share:.0%}", f"<= {MOST_ANALYSIS:.0%}")
    assert share <= MOST_ANALYSIS


def test_a_packed_log_is_small(program, figure):
    player = Player(program, seed=5)
    size = statistics.mean(len(pack(player.play(replication))) for replication in range(20))
    figure("x1: packed log", f"{size / 1000:.1f} KB", f"<= {MOST_PACKED // 1000} KB")
    assert size <= MOST_PACKED


def test_memory_does_not_grow_with_the_number_of_replications(program, figure):
    player, measurer = Player(program, seed=5), Measurer(program)
    held = []
    tracemalloc.start()
    try:
        for block in range(6):
            for replication in range(block * AHEAD, (block + 1) * AHEAD):
                measurer.measure(player.play(replication))
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    growth = (held[-1] - held[1]) / (4 * AHEAD)
    figure("x1: memory that grows with each replication", f"{growth:.0f} B", f"<= {MOST_GROWTH} B")
    assert growth <= MOST_GROWTH


REPLICATE = """
import pickle, sys, time
from pathlib import Path
from simulator.study.replicate import replicate

path, runs, jobs = sys.argv[1:]
program = pickle.loads(Path(path).read_bytes())
began = time.perf_counter()
replicate(program, runs=int(runs), seed=5, jobs=int(jobs), progress=lambda _number: None)
print(time.perf_counter() - began)
"""
"""In a process of its own: workers import what their parent was started with, and that is not pytest in a run."""


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core")
@pytest.mark.parametrize(("runs", "least"), LEAST_GAIN.items())
def test_two_jobs_are_nearly_twice_as_fast_as_one(program, tmp_path, runs, least, figure):
    path = tmp_path / "program.pickle"
    path.write_bytes(pickle.dumps(program))

    def took(jobs):
        command = [sys.executable, "-c", REPLICATE, path, str(runs), str(jobs)]
        return float(subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout)

    gain = max(took(1) / took(2) for _ in range(3))
    figure(f"x1: two jobs, times one, {runs} replications", f"{gain:.2f}", f">= {least}")
    assert gain >= least


def started(*arguments):
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=False, capture_output=True, cwd=ROOT)
        best = min(best, time.perf_counter() - began)
    return best


@pytest.mark.parametrize(
    ("verb", "most"),
    [(("--help",), MOST_HELP), (("check", CITY), MOST_CHECK)],
    ids=["help", "check"],
)
def test_the_command_answers_at_once(verb, most, figure, slowness):
    over = started("-c", "from simulator.cli import main; main()", *verb) - started("-c", "pass")
    figure(f"drill {' '.join(verb)}, over the interpreter", f"{over:.2f} s", f"<= {most} s")
    assert over <= most * slowness()
