"""Draws are keyed by what they are for."""

import numpy as np
import pytest
from scipy import stats

from simulator.engine.dice import AHEAD, TOGETHER, Dice, Streams
from simulator.text.draws import Constant, Even, Exponential, Gamma, Lognormal, Pert, Samples
from simulator.units import TICK

SPREADS = [
    Constant(12.0),
    Even(3.0, 9.0),
    Pert(60.0, 90.0, 200.0),
    Lognormal(300.0, 900.0),
    Exponential(240.0),
    Gamma(240.0, 0.6),
    Samples((1.0, 2.0, 5.0, 7.0, 11.0, 13.0, 17.0), "times.csv", "s"),
    None,
]


class Program:
    """All of a program that draws need."""

    def __init__(self, *streams):
        self.streams = streams


class Stream:
    """A stream."""

    def __init__(self, key, distribution=None):
        self.key = key
        self.distribution = distribution


def chances(streams=1, replications=1, uses=1, seed=3):
    """Give chances by stream, replication and use."""
    made = Streams(Program(*(Stream(f"work|t{number}") for number in range(streams))), seed)
    dice = [Dice(made, replication) for replication in range(replications)]
    return np.array(
        [[[die.take(stream, use) for use in range(uses)] for die in dice] for stream in range(streams)]
    )


@pytest.fixture(params=SPREADS, ids=lambda spread: type(spread).__name__)
def program(request):
    """Give a program with one stream among others."""
    return Program(Stream("a"), Stream("work|t", request.param), Stream("z", Exponential(60.0)))


@pytest.mark.parametrize("replication", [0, 1, 37, AHEAD - 1, AHEAD, AHEAD + 5])
@pytest.mark.parametrize("use", [0, 1, 1 << 32])
def test_a_replication_drawn_alone_has_the_numbers_that_it_has_among_others(program, replication, use):
    alone = Dice(Streams(program, 3), replication).take(1, use)
    streams = Streams(program, 3)
    in_turn = [Dice(streams, number).take(1, use) for number in range(replication + 2)]
    assert in_turn[replication] == alone
    assert Dice(streams, replication).take(1, use) == alone


def test_a_stream_has_the_same_numbers_whatever_streams_there_are_beside_it(program):
    stream = program.streams[1]
    beside, sole = Streams(program, 3), Streams(Program(stream), 3)
    for replication in range(2 * TOGETHER):
        for use in (0, 2):
            assert Dice(beside, replication).take(1, use) == Dice(sole, replication).take(0, use)


def test_times_lie_on_the_grid_and_chances_inside_0_and_1(program):
    streams = Streams(program, 3)
    for replication in range(40):
        drawn = [Dice(streams, replication).take(1, use) for use in range(3)]
        if program.streams[1].distribution is None:
            assert all(0 < chance < 1 for chance in drawn)
        else:
            assert all(time >= 0 and (time / TICK).is_integer() for time in drawn)


@pytest.mark.parametrize("shape", [(4000, 1, 1), (1, 4000, 1), (1, 1, 4000), (20, 20, 10)])
def test_chances_are_even_whichever_of_stream_replication_and_use_goes_on(shape):
    drawn = chances(*shape).ravel()
    assert len(set(drawn)) == len(drawn)
    assert stats.kstest(drawn, "uniform").pvalue > 0.01


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_neighbouring_streams_replications_and_uses_have_nothing_to_do_with_each_other(axis):
    drawn = chances(16, 16, 16)
    here, there = np.take(drawn, range(15), axis).ravel(), np.take(drawn, range(1, 16), axis).ravel()
    cells = np.histogram2d(here, there, bins=8, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(cells.ravel()).pvalue > 0.01
    assert stats.spearmanr(here, there).pvalue > 0.01


def test_seeds_have_nothing_to_do_with_each_other():
    one, other = (chances(2000, 1, 1, seed).ravel() for seed in (3, 4))
    assert stats.spearmanr(one, other).pvalue > 0.01


def test_each_bit_of_a_chance_is_a_fair_coin():
    words = (chances(200, 50) * 2.0**52).astype(np.uint64)
    for bit in range(52):
        ones = int(((words >> np.uint64(bit)) & np.uint64(1)).sum())
        assert stats.binomtest(ones, words.size).pvalue > 1e-4
