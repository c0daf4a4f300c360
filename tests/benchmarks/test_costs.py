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
from typing import NamedTuple

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


class Spent(NamedTuple):
    """Mean seconds of processor time that a replication took."""

    playing: float
    measuring: float
    """Without looking for gaps."""
    looking: float


def timed(work, taken):
    """Give the same work, which enters into a list how long each call took."""

    def call(*arguments):
        began = time.process_time()
        result = work(*arguments)
        taken.append(time.process_time() - began)
        return result

    return call


@pytest.fixture(scope="module", params=[DENSE, "sample city"])
def blocks(request):
    """Give a name, and for each of five seeds what a block took, played and measured as a run does it.

    It is the second block: in the first one awareness is measured too, and in no other.
    """
    program = request.getfixturevalue("program" if request.param == DENSE else "city")
    looking, find, found = [], Finder.find, []
    Finder.find = timed(find, looking)
    try:
        for seed in range(5):
            playing, measuring = [], []
            play, measure = (
                timed(Player(program, seed).play, playing),
                timed(Measurer(program).measure, measuring),
            )
            measure(play(AHEAD))
            for taken in (looking, playing, measuring):
                taken.clear()
            gc.collect()
            for replication in range(AHEAD, 2 * AHEAD):
                measure(play(replication))
            each = [statistics.mean(taken) for taken in (playing, measuring, looking)]
            found.append(Spent(each[0], each[1] - each[2], each[2]))
    finally:
        Finder.find = find
    return request.param, found


def test_measures_and_critical_paths_of_all_milestones_add_at_most_half_of_the_run(blocks, figure):
    name, found = blocks
    share = statistics.median(each.measuring / each.playing for each in found)
    rate = f"{statistics.median(each.playing for each in found) * 1000:.1f} ms a replication"
    figure(
        f"{name}: measures and critical paths, of the run", f"{share:.0%}", f"<= {MOST_ANALYSIS:.0%}", rate
    )
    assert share <= MOST_ANALYSIS


def test_looking_for_gaps_adds_at_most_half_of_the_time_of_the_runs(blocks, figure):
    # A run without it is playing, measures and critical paths.
    name, found = blocks
    share = statistics.median(each.looking / (each.playing + each.measuring) for each in found)
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
