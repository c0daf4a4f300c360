"""The public interface of the package."""

from pathlib import Path

import pytest

import simulator

ROOT = Path(__file__).parent.parent


def test_the_pipeline_plays_the_sample_from_file_to_summary():
    program = simulator.compile_case(simulator.read_case(ROOT / "tests/data/sample/ammonia.yaml"))
    player, measurer = simulator.Player(program, 7), simulator.Measurer(program)
    results = simulator.collect(program, (measurer.measure(player.play(number)) for number in range(3)))
    assert simulator.summarise(program, results, seed=7)["runs"] == 3


@pytest.mark.parametrize("name", simulator.__all__)
def test_every_name_is_there(name):
    assert callable(getattr(simulator, name))


def test_another_name_is_refused():
    with pytest.raises(AttributeError, match="nothing"):
        _ = simulator.nothing
