"""Loads read off logs, held against the books of the engine itself."""

from bisect import bisect_right
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest

from simulator.analysis.loads.load import loads
from simulator.analysis.loads.span import total
from simulator.engine import replication
from simulator.engine.replication import Player
from simulator.engine.servers import Servers
from simulator.log.rows import AID, ANSWERED, CALLED, KIND, SUBJECT
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case

SCENARIOS = sorted((Path(__file__).parents[3] / "scenarios").glob("*.yaml"))


class _Noting(list):
    """A list that notes when which place of it was set to what."""

    def __init__(self, values, calendar):
        super().__init__(values)
        self._calendar = calendar
        self.noted = [([0.0], [value]) for value in values]

    def __setitem__(self, place, value):
        super().__setitem__(place, value)
        times, values = self.noted[place]
        times.append(self._calendar.now)
        values.append(value)

    def at(self, place, time):
        times, values = self.noted[place]
        return values[bisect_right(times, time) - 1]


BOOKS = {}


class _Watched(Servers):
    """Servers whose books outlive the replication."""

    def __init__(self, program, calendar):
        super().__init__(program, calendar)
        for name in ("free", "capacity", "closed"):
            BOOKS[name] = _Noting(getattr(self, name), calendar)
            setattr(self, name, BOOKS[name])


def really_held(server, ended):
    """Give the seconds in which operators or units were held, by the books of the engine."""
    times = sorted({time for book in BOOKS.values() for time in book.noted[server][0] if time < ended})
    found = 0.0
    for begin, end in pairwise([*times, ended]):
        there = 0 if BOOKS["closed"].at(server, begin) else BOOKS["capacity"].at(server, begin)
        found += (end - begin) * (there - BOOKS["free"].at(server, begin))
    return found


def lapsed_while_considered(program, log):
    """Give the desks at which somebody considered what was no longer asked: until when, no log tells."""
    rows = (row for row in log.rows if row[KIND] == AID and row[CALLED] >= 0 > row[ANSWERED])
    return {program.pacts[row[SUBJECT]].decider_desk for row in rows}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_what_is_read_off_a_log_is_what_the_engine_held(path):
    program = compile_case(read_case(path))
    with patch.object(replication, "Servers", _Watched):
        log = Player(program, 3).play(0)
    found = loads(program, log)
    assert found
    lapsed = lapsed_while_considered(program, log)
    for load in found:
        name = program.servers[load.server].name
        held = really_held(load.server, log.ended)
        if load.server in lapsed:
            assert total(load.taken) <= held + 60.0, name
        else:
            assert total(load.taken) == pytest.approx(held, abs=60.0), name
