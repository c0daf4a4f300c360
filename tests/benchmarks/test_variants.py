"""What a study of many variants costs: their replications, and what comes beside these."""

import time
from pathlib import Path

import pytest

from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study.losses import losses_of, with_losses
from simulator.study.price import played_on
from simulator.study.stress import How, Stress, unasked_for
from simulator.study.worker import Work

pytestmark = pytest.mark.benchmark

CITY = Path(__file__).parents[2] / "scenarios/ammonia_leak_night.yaml"
TAKEN, RUNS = 8, 64
VARIANTS, EACH, CORES, MOST = 100, 200, 2, 120
BESIDE = 0.15
"""Seconds for a variant beside its replications."""


def test_a_study_of_a_hundred_variants_takes_two_minutes(figure, slowness):
    case = read_case(CITY)
    losses = {(loss.id,): loss for loss in losses_of(case, ["links"])}
    program = compile_case(case)
    how = How(EACH, 7, 1, lambda _: None)
    began = time.process_time()
    found = Stress(case, program, EACH, 7, (), (), how.play([((), program)], EACH)[()])
    asked = losses.keys() - unasked_for(found, how, losses)
    first = time.process_time() - began
    began = time.process_time()
    works = []
    taken = sorted(asked)[:: len(asked) // TAKEN]
    for key in taken:
        works.append(Work(played_on(compile_case(with_losses(case, [losses[key]]))), 7, "milestones"))
        assert works[-1].packed.content  # as it travels to another process
        assert works[-1].here
    beside = (time.process_time() - began) / len(taken)
    began = time.process_time()
    for work in works:
        work.here.play((0, RUNS))
    replication = (time.process_time() - began) / (len(taken) * RUNS)
    pace = slowness()
    each = beside + EACH * replication
    used = VARIANTS * len(asked) / len(losses)
    study = (first + used * each) / CORES / pace
    figure(
        f"sample city: {VARIANTS} links lost in turn, {EACH} replications each, {CORES} cores",
        f"{study:.0f} s",
        f"<= {MOST} s",
        f"{used:.0f} are used; reckoned from the processor time of {len(taken)}, at the nominal pace",
    )
    figure(f"  {VARIANTS} variants of which each has to be played", f"{VARIANTS * each / CORES / pace:.0f} s")
    figure("  of that for a variant, beside its replications", f"{beside / pace:.2f} s", f"<= {BESIDE} s")
    assert beside <= BESIDE * pace
    assert study <= MOST
