"""What a replication leaves behind."""

import gc
from pathlib import Path

import pytest

from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize("scenario", ["ammonia_leak_night", "rainstorm_debris_flow"])
def test_neither_a_replication_nor_its_player_leaves_anything_for_the_collector(scenario):
    # A study plays hundreds of programs in one process.
    case = read_case(SCENARIOS / f"{scenario}.yaml")
    gc.collect()
    gc.disable()
    try:
        program = compile_case(case)
        player = Player(program, program.seed)
        player.play(0)
        assert gc.collect() == 0
        del player
        assert gc.collect() == 0
        del program
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_collector_is_on_again_after_a_replication():
    program = compile_case(read_case(SCENARIOS / "rainstorm_debris_flow.yaml"))
    Player(program, program.seed).play(0)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
