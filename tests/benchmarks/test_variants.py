"""What a study of many variants costs: their replications, and what comes beside these."""

import time
from pathlib import Path

import pytest

from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study.losses import losses_of, with_losses
from simulator.study.price import played_on
from simulator.study.worker import Work

pytestmark = pytest.mark.benchmark

CITY = Path(__file__).parents[2] / "scenarios/ammonia_leak_night.yaml"
TAKEN, RUNS = 4, 64
VARIANTS, EACH, CORES, MOST = 100, 200, 2, 120
BESIDE = 0.15
"""Seconds for a variant beside its replications."""


def test_a_variant_costs_little_beside_its_replications(figure, slowness):
    case = read_case(CITY)
    began = time.process_time()
    works = []
    for loss in losses_of(case, ["links"])[:TAKEN]:
        works.append(Work(played_on(compile_case(with_losses(case, [loss]))), 7, "milestones"))
        assert works[-1].packed.content  # as it travels to another process
        assert works[-1].here
    beside = (time.process_time() - began) / TAKEN
    began = time.process_time()
    for work in works:
        work.here.play((0, RUNS))
    replication = (time.process_time() - began) / (TAKEN * RUNS)
    pace = slowness()
    figure(
        f"sample city: a study of {VARIANTS} variants, {EACH} replications each, {CORES} cores",
        f"{VARIANTS * (beside + EACH * replication) / CORES / pace:.0f} s",
        f"{MOST} s",
        "reckoned from the processor time of a few, at the nominal pace",
    )
    figure("  of that for a variant, beside its replications", f"{beside / pace:.2f} s", f"<= {BESIDE} s")
    assert beside <= BESIDE * pace
