"""How much time it takes to look for gaps, as a part of the runs that show them."""

import time
from pathlib import Path

import pytest

from simulator.analysis.findings import Finder
from simulator.analysis.measures import Measurer
from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from tests.benchmarks.workload import network, write

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parent.parent.parent
REPLICATIONS = 200


def x1(folder):
    return write(network(1), folder)


def city(_folder):
    return ROOT / "scenarios/ammonia_leak_night.yaml"


# In the workload nearly every task learns late, and the engine plays it on its fastest path.
@pytest.mark.parametrize(("scenario", "most"), [(x1, 1.5), (city, 0.5)])
def test_looking_for_gaps_adds_only_a_part_of_the_time_of_the_runs(
    scenario, most, tmp_path, monkeypatch, figure
):
    program = compile_case(read_case(scenario(tmp_path)))
    player, measurer = Player(program, program.seed), Measurer(program)
    measurer.measure(player.play(0))  # what is made once is no part of it
    spent, find = [], Finder.find

    def timed(*arguments):
        began = time.process_time()
        found = find(*arguments)
        spent.append(time.process_time() - began)
        return found

    monkeypatch.setattr(Finder, "find", timed)
    began = time.process_time()
    for number in range(REPLICATIONS):
        measurer.measure(player.play(number))
    runs = time.process_time() - began - sum(spent)
    part = sum(spent) / runs
    remark = f"{1000 * sum(spent) / REPLICATIONS:.2f} ms beside {1000 * runs / REPLICATIONS:.2f} ms"
    figure(f"{scenario.__name__}: gap detection, part of the runs", f"{part:.2f}", f"<= {most}", remark)
    assert part <= most
