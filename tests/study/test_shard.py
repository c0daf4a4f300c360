"""Shards of a run make the run again, or say why they do not."""

import json
import lzma
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulator.engine.dice import AHEAD
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study import shard_check
from simulator.study.decoding import DecodingError
from simulator.study.identity import identity
from simulator.study.journal import Where, add_part, read_parts
from simulator.study.replicate import replicate
from simulator.study.shard import Shard, merged, open_shard, play_shard
from simulator.study.shard_check import shard_problems

SCENARIO = Path(__file__).parents[1] / "data/small/scenario.yaml"
RUNS = 50


def nothing(_count):
    """Progress that nobody looks at."""


@pytest.fixture(scope="module")
def case():
    """Give a small case."""
    return read_case(SCENARIO)


@pytest.fixture(scope="module")
def shards(case, tmp_path_factory):
    """Play a run in three shards; gives them."""
    return [played(case, Shard(number, 3), tmp_path_factory.mktemp("shard")) for number in (1, 2, 3)]


def played(case, shard, folder, *, runs=RUNS, seed=5):
    path = folder / f"shard-{shard.number}"
    play_shard(case, shard, path, runs=runs, seed=seed, jobs=1, progress=nothing)
    assert [each.name for each in folder.iterdir()] == [path.name]
    return open_shard(path)


@pytest.mark.parametrize("runs", [16, 17, 1000, AHEAD * 16, AHEAD * 16 + 1, 5000])
@pytest.mark.parametrize("of", [1, 3, 16])
def test_shards_are_all_replications_in_order_and_whole_blocks_in_a_long_run(runs, of):
    spans = [Shard(number, of).span(runs) for number in range(1, of + 1)]
    assert [number for span in spans for number in range(*span)] == list(range(runs))
    sizes = [end - first for first, end in spans]
    assert min(sizes) > 0
    if runs >= AHEAD * of:
        assert all(first % AHEAD == 0 for first, _ in spans)


def test_merged_they_are_the_run(case, shards):
    program = compile_case(case)
    results = merged(program, shards)
    alone = replicate(program, runs=RUNS, seed=5, jobs=1, progress=nothing).results
    assert results.replications.tolist() == list(range(RUNS))
    assert np.array_equal(results.milestones, alone.milestones)
    assert results.paths == alone.paths
    assert shard_problems(shards) == []


def said(shards):
    return [str(problem.found) for problem in shard_problems(shards)]


def test_missing_ones_are_named_all_at_once(shards):
    assert said(shards[1:2]) == ["of this run shards are missing: 1/3, 3/3"]


def test_one_that_is_there_twice_is_named_with_the_other(shards):
    twin = replace(shards[0], path=Path("twin"))
    (problem,) = shard_problems([*shards, twin])
    assert str(problem.found) == "shard 1/3 is there twice"
    assert problem.place.file == "twin"
    assert [place.file for place in problem.others] == [str(shards[0].path)]


def test_what_belongs_to_another_run_is_named_with_every_difference(case, shards, tmp_path):
    other = played(case, Shard(2, 4), tmp_path, runs=RUNS + 1, seed=6)
    first = shards[0].path
    assert said([shards[0], other, shards[2]]) == [
        f"this shard was played with seed 6, {first} with 5",
        f"this shard is of a run of {RUNS + 1} replications, {first} of one of {RUNS}",
        f"this shard is one of 4, {first} one of 3",
    ]


def test_another_plan_is_named_by_its_file(shards):
    *others, plan = shards[1].inputs
    changed = replace(shards[1], inputs=(*others, replace(plan, content=b"another")))
    assert said([shards[0], changed, shards[2]]) == [f"{plan.path} was not the same as in {shards[0].path}"]


def test_another_scenario_is_named(shards):
    assert said([shards[0], replace(shards[1], stem="flood"), shards[2]]) == [
        f"this shard is of the scenario flood, {shards[0].path} of scenario"
    ]


def test_another_drill_is_named(shards, monkeypatch):
    monkeypatch.setattr(shard_check, "identity", lambda: {**identity(), "numpy": "1.0"})
    here = identity()["numpy"]
    assert (
        said(shards)
        == [f"this shard was played with numpy {here}, here it is 1.0: the results need not be the same"] * 3
    )


@pytest.mark.parametrize("cut", [1, 60, -10])
def test_a_file_that_is_not_whole_is_none(shards, tmp_path, cut):
    path = tmp_path / "cut"
    path.write_bytes(shards[0].path.read_bytes()[:cut])
    assert open_shard(path) is None
    assert open_shard(tmp_path / "nothing") is None


def test_a_shard_of_another_program_is_not_measured_as_this_one(case, shards):
    program = compile_case(case)
    with pytest.raises(DecodingError):
        merged(program, [shards[0], replace(shards[1], shard=Shard(3, 3)), shards[2]])
    fewer = replace(program, milestones=program.milestones[:-1])
    with pytest.raises(DecodingError):
        merged(fewer, shards)


def test_a_shard_that_is_stopped_leaves_no_file(case, tmp_path):
    def stop(_count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play_shard(case, Shard(1, 2), tmp_path / "shard", runs=RUNS, seed=5, jobs=1, progress=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("numbers", [(1, 0), (0, 3), (4, 3), (1, 10_001)])
def test_a_shard_whose_numbers_cannot_be_is_none(case, tmp_path, monkeypatch, numbers):
    parts = list(read_parts(played(case, Shard(1, 1), tmp_path).path))
    with (tmp_path / "crafted").open("wb") as file:
        for key, where in parts:
            content = where.read()
            if key == "about":
                content = json.dumps({**json.loads(content), "shard": numbers}).encode()
            add_part(file, key, content)
    assert open_shard(tmp_path / "crafted") is None


def test_what_is_no_packed_part_is_refused_when_it_is_read(tmp_path):
    path = tmp_path / "part"
    path.write_bytes(b"not packed")
    with pytest.raises(ValueError, match="format"):
        Where(path, 0, 10).read()


def test_a_part_that_would_take_much_memory_to_unpack_is_refused(tmp_path):
    path = tmp_path / "part"
    path.write_bytes(lzma.compress(bytes(1), preset=9))  # 64 MB and a little
    with pytest.raises(ValueError, match="limit"):
        Where(path, 0, path.stat().st_size).read()


def test_a_part_that_is_cut_off_is_refused(tmp_path):
    path = tmp_path / "part"
    path.write_bytes(lzma.compress(bytes(1000), preset=0))
    with pytest.raises(ValueError, match="cut off"):
        Where(path, 0, path.stat().st_size - 20).read()
