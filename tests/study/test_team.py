"""A run on several processes, or any executor, is the run on one."""

from collections import Counter
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from simulator.engine.dice import AHEAD
from simulator.errors import StoppedError, say
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study.finished import Finished
from simulator.study.hands import Hands
from simulator.study.pool import play_programs
from simulator.study.replicate import replicate
from simulator.study.team import BLOCKS_EACH, CHUNK, chunks

SCENARIO = Path(__file__).parents[1] / "data/small/scenario.yaml"


@pytest.fixture(scope="module")
def program():
    """Give a small program."""
    return compile_case(read_case(SCENARIO))


def played(program, runs, jobs):
    finished = []
    results = replicate(program, runs=runs, seed=5, jobs=jobs, progress=finished.append).results
    assert sum(finished) == runs
    return results


@pytest.mark.parametrize("runs", [1, CHUNK, CHUNK + 1, AHEAD * BLOCKS_EACH * 2 + 5])
def test_results_are_the_same_on_one_process_and_on_more(program, runs):
    alone = played(program, runs, jobs=1)
    same(played(program, runs, jobs=2), alone, runs)


def same(results, wanted, runs):
    assert results.replications.tolist() == list(range(runs))
    for name in ("ended", "milestones", "ready", "started", "done", "states", "outcomes"):
        assert np.array_equal(getattr(results, name), getattr(wanted, name)), name
    assert results.paths == wanted.paths


@pytest.mark.parametrize("jobs", [1, 2, 3, 16])
@pytest.mark.parametrize("runs", [1, 15, 16, 17, 255, 512, 1000, 5000])
def test_chunks_are_all_replications_in_order_and_small_at_the_end(runs, jobs):
    cut = chunks((0, runs), jobs)
    assert [number for chunk in cut for number in range(*chunk)] == list(range(runs))
    sizes = [end - first for first, end in cut]
    assert sizes == sorted(sizes, reverse=True)
    assert set(sizes[:-1]) <= {AHEAD, CHUNK}
    assert all(size <= CHUNK for size in sizes[-jobs:])


class Backwards(Executor):
    """Does what it was given last first, and only when several wait."""

    def __init__(self):
        self.waiting = []

    def submit(self, function, /, *arguments):
        self.waiting.append((Future(), function, arguments))
        future = self.waiting[-1][0]
        if len(self.waiting) == 3:
            while self.waiting:
                each, does, given = self.waiting.pop()
                each.set_result(does(*given))
        return future


def test_any_executor_will_do(program):
    alone = played(program, 150, jobs=1)
    with ThreadPoolExecutor(3) as threads:
        same(played(program, 150, Hands(3, executor=threads)), alone, 150)


def test_what_comes_back_in_another_order_is_put_in_order(program):
    # 144 replications are nine parts of sixteen; three are handed out at a time.
    hands = Hands(2, executor=Backwards())
    same(played(program, 144, hands), played(program, 144, jobs=1), 144)


def test_a_part_that_fails_is_raised_where_it_stands(program):
    class Fails(Executor):
        def submit(self, function, /, *arguments):
            future = Future()
            if arguments[-1][0] >= 32:
                future.set_exception(StoppedError(say("1 problem")))
            else:
                future.set_result(function(*arguments))
            return future

    told = []
    with pytest.raises(StoppedError):
        replicate(program, runs=64, seed=5, jobs=Hands(1, executor=Fails()), progress=told.append)
    assert sum(told) == 32


def test_those_who_are_lost_and_never_answer_are_not_waited_for(program, monkeypatch):
    class Silent(Executor):
        def submit(self, *_arguments, **_options):
            return Future()

    asked = iter(range(3))

    def width():
        if next(asked, None) is None:
            raise StoppedError(say("it is gone"))
        return 1

    monkeypatch.setattr("simulator.study.team.LOOK_AGAIN", 0.01)
    with pytest.raises(StoppedError, match="it is gone"):
        replicate(program, runs=64, seed=5, jobs=Hands(1, executor=Silent(), width=width), progress=print)


class Remembers(Finished):
    """Parts in memory; `played` are those that were put down."""

    def __init__(self, parts=()):
        self.parts = dict(parts)
        self.played = Counter()

    def section(self):
        return "0/"

    def found(self, beginning):
        return [key for key in self.parts if key.startswith(beginning)]

    def get(self, key):
        return self.parts[key]

    def put(self, key, make):
        self.played[key] += 1
        self.parts[key] = make()


def replications(keys):
    return Counter(n for key in keys for n in range(*map(int, key.rpartition("/")[2].split("-"))))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("lost", [(), (0,), (1, 2), (3, 7, 8)])
def test_finished_parts_are_neither_lost_nor_played_again(program, jobs, lost):
    runs, first = 150, Remembers()
    whole = played(program, runs, Hands(1, finished=first))
    kept = {key: part for number, (key, part) in enumerate(first.parts.items()) if number not in lost}
    again = Remembers(kept)
    same(played(program, runs, Hands(jobs, finished=again)), whole, runs)
    assert replications(again.parts) == Counter(range(runs))
    assert replications(again.played) == Counter(range(runs)) - replications(kept)


def test_of_parts_that_overlap_each_replication_counts_once(program):
    first = Remembers()
    whole = played(program, 64, Hands(1, finished=first))
    both = Remembers({**first.parts, "0/10-20": b"never read: it begins inside another"})
    same(played(program, 64, Hands(1, finished=both)), whole, 64)


def test_an_interruption_puts_down_what_is_finished(program):
    parts, told = Remembers(), []

    def stop(count):
        told.append(count)
        if sum(told) == 5:
            raise KeyboardInterrupt

    stopped = replicate(program, runs=64, seed=5, jobs=Hands(1, finished=parts), progress=stop)
    assert stopped.interrupted
    assert replications(parts.parts).keys() >= set(range(5))
    same(played(program, 64, Hands(1, finished=parts)), played(program, 64, jobs=1), 64)


def test_programs_that_were_finished_are_not_played_again(program):
    first = Remembers()
    programs = [("a", program), ("b", program)]

    def play(hands):
        return play_programs(programs, runs=20, seed=3, jobs=hands, progress=lambda _count: None)

    whole = play(Hands(1, finished=first))
    again = Remembers({key: part for key, part in first.parts.items() if key.startswith("0/0/")})
    found = play(Hands(2, finished=again))
    assert {key: times.tolist() for key, times in found.items()} == {
        key: times.tolist() for key, times in whole.items()
    }
    assert all(key.startswith("0/1/") for key in again.played)
    assert replications(again.played) == Counter(range(20))
