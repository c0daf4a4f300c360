"""Draws are keyed by what they are for."""

import pytest

from simulator.engine.dice import BLOCK, Dice, Streams
from simulator.text.distributions import Constant, Even, Exponential, Gamma, Lognormal, Pert, Samples

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

    def __init__(self, key, distribution):
        self.key = key
        self.distribution = distribution


@pytest.fixture(params=SPREADS, ids=lambda spread: type(spread).__name__)
def program(request):
    """Give a program with one stream."""
    return Program(Stream("work|t", request.param))


@pytest.mark.parametrize("replication", [0, 1, 37, BLOCK - 1, BLOCK, BLOCK + 5])
@pytest.mark.parametrize("use", [0, 1, 1 << 32])
def test_a_replication_drawn_alone_has_the_numbers_that_it_has_among_others(program, replication, use):
    alone = Dice(Streams(program, 3), replication).take(0, use)
    streams = Streams(program, 3)
    Dice(streams, replication + 1).take(0, use)
    assert Dice(streams, replication).take(0, use) == alone
    assert Dice(streams, replication).take(0, use) == alone


def test_what_was_drawn_for_the_first_replication_alone_does_not_stand_in_the_way_of_the_second(program):
    together = Streams(program, 3)
    taken = [Dice(together, replication).take(0) for replication in (5, 2, 5, 60)]
    assert taken == [Dice(Streams(program, 3), replication).take(0) for replication in (5, 2, 5, 60)]
