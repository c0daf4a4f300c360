"""How fast the engine is, as ratios measured in one run on one core."""

import gc
import math
import statistics
import time

import pytest

from simulator.engine.dice import AHEAD, Dice
from simulator.engine.replication import Player
from simulator.log.rows import FINISHED, KIND, STARTED, SUBJECT, TASK
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from tests.benchmarks import idiomatic
from tests.benchmarks.workload import network, write

pytestmark = pytest.mark.benchmark

SCALES = {1: (AHEAD, 7), 4: (AHEAD, 3), 16: (AHEAD, 1)}
"""By scale: replications in a round, and rounds."""
TIMES_IDIOMATIC = 3.5


@pytest.fixture(scope="module", params=SCALES)
def case(request, tmp_path_factory):
    """Give the scale, the idiomatic model and the program of one workload."""
    workload = network(request.param)
    program = compile_case(read_case(write(workload, tmp_path_factory.mktemp("plan"))))
    return request.param, idiomatic.Model(workload), program


def same_draws(program, player, replication):
    """Give the engine's draws in the form that the idiomatic program takes."""
    dice = Dice(player._streams, replication)

    def draws(streams):
        return [dice.take(stream) for stream in streams]

    slots = [slot.dice for slot in program.slots]
    return (
        draws(task.duration for task in program.tasks),
        draws(dice.compose for dice in slots),
        draws(dice.rungs[0][0] for dice in slots),
        draws(dice.handling for dice in slots),
    )


def times_of_tasks(program, log):
    started, finished = ([math.inf] * len(program.tasks) for _ in range(2))
    for row in log.rows:
        if row[KIND] == TASK:
            started[row[SUBJECT]], finished[row[SUBJECT]] = row[STARTED], row[FINISHED]
    return started, finished


def test_engine_and_idiomatic_program_give_the_same_times_to_the_last_bit(case):
    scale, model, program = case
    player = Player(program, seed=5)
    for replication in range(32 // scale):
        ours = times_of_tasks(program, player.play(replication))
        assert ours == idiomatic.run(model, *same_draws(program, player, replication))


def a_second(play, replications):
    """Give replications a second of one core: of processor time, since the machine does other things too."""
    gc.collect()
    began = time.process_time()
    for replication in replications:
        play(replication)
    return len(replications) / (time.process_time() - began)


def test_engine_plays_many_times_as_many_replications_a_second_as_idiomatic_simpy(case, figure):
    scale, model, program = case
    size, rounds = SCALES[scale]
    ratios = []
    for turn in range(rounds):
        player = Player(program, seed=turn)
        theirs = a_second(lambda number: idiomatic.run(model, *model.draw(number)), range(size))
        ours = a_second(player.play, range(size))
        ratios.append(ours / theirs)
        seconds = f"{theirs:.1f} and {ours:.1f} a second"
    ratio = statistics.median(ratios)
    figure(f"x{scale}: replications, times idiomatic SimPy", f"{ratio:.2f}", f">= {TIMES_IDIOMATIC}", seconds)
    assert ratio >= TIMES_IDIOMATIC
