"""Loads of desks and pools, of tiny plans played through the engine, worked out by hand."""

import numpy as np
import pytest

from simulator.analysis.loads.load import Load, loads, over_time
from simulator.analysis.loads.span import Span
from tests.engine.small import play

MINUTE = 60.0
SEEN = "injects: [{at: 10 min, set: {f: true, g: true}, observed_by: {a: 0 s}}]"
TWO = """
agencies: {a: {~, desk: {operators: 1}}, b: {~}}
procedures:
  h:
    x: {owner: a, when: f, needs: {desk: 1}, duration: 20 min}
    y: {owner: a, when: g, needs: {desk: 1}, duration: 10 min}
"""
POOL = """
agencies: {a: {~, pools: {crew: {units: 2, at: [1.0, 1.0]}}}}
procedures:
  h:
    x: {owner: a, when: f, needs: {crew: 1}, duration: 20 min}
    y: {owner: a, when: g, needs: {crew: 2}, duration: 10 min}
"""


def of(run, name):
    """The load of a desk or pool, spans in minutes as plain tuples."""
    (load,) = (load for load in loads(run.program, run.log) if run.program.servers[load.server].name == name)

    def minutes(spans):
        return [(span.begin / MINUTE, span.end / MINUTE, span.units) for span in spans]

    return minutes(load.capacity), minutes(load.taken), minutes(load.waiting)


def test_what_finds_the_one_operator_busy_waits_until_the_other_is_done(tmp_path):
    # both are due at 10: x takes the operator from 10 to 30, y waits for 20 and takes it from 30 to 40
    run = play(tmp_path, TWO, SEEN, horizon="60 min")
    assert of(run, "p.a") == ([(0, 60, 1)], [(10, 30, 1), (30, 40, 1)], [(10, 30, 1)])


def test_units_wait_until_as_many_are_free(tmp_path):
    # x takes one crew from 10 to 30, y needs both: from 30 to 40
    run = play(tmp_path, POOL, SEEN, horizon="60 min")
    assert of(run, "p.a.crew") == ([(0, 60, 2)], [(10, 30, 1), (30, 40, 2)], [(10, 30, 1)])


def test_what_is_still_at_work_or_waits_lasts_to_the_end(tmp_path):
    run = play(tmp_path, TWO, SEEN, horizon="25 min")
    assert of(run, "p.a")[1:] == ([(10, 25, 1)], [(10, 25, 1)])


def test_units_that_are_taken_away_are_not_there(tmp_path):
    happens = """
    injects:
      - {at: 10 min, set: {f: true, g: false}, observed_by: {a: 0 s}}
      - {at: 30 min, take_away: {a.crew: 1}, lasts: 10 min}
    """
    run = play(tmp_path, POOL, happens, horizon="60 min")
    assert of(run, "p.a.crew")[0] == [(0, 30, 2), (30, 40, 1), (40, 60, 2)]


def test_who_was_waited_for_longest_comes_first_then_who_was_used_most(tmp_path):
    # a: y waits 20 minutes; c is at work for 30 of 60 minutes, b for 20; d does nothing
    plan = """
    agencies:
      {a: {~, desk: {operators: 1}}, b: {~, desk: {operators: 1}}, c: {~, desk: {operators: 1}},
       d: {~, desk: {operators: 1}}}
    procedures:
      h:
        x: {owner: a, when: f, needs: {desk: 1}, duration: 20 min}
        y: {owner: a, when: g, needs: {desk: 1}, duration: 1 min}
        v: {owner: b, when: f, needs: {desk: 1}, duration: 20 min}
        w: {owner: c, when: f, needs: {desk: 1}, duration: 30 min}
    """
    happens = "injects: [{at: 10 min, set: {f: true, g: true}, observed_by: {a: 0 s, b: 0 s, c: 0 s}}]"
    run = play(tmp_path, plan, happens, horizon="60 min")
    names = [run.program.servers[load.server].name for load in loads(run.program, run.log)]
    assert names == ["p.a", "p.c", "p.b"]


def test_the_share_used_leaves_out_what_was_held_after_the_shift():
    # there from 0 to 10 and from 20 to 30, held from 5 to 25: 10 of 20
    load = Load(0, (Span(0, 10), Span(10, 20, 0), Span(20, 30)), (Span(5, 25),), ())
    assert load.used == 0.5
    assert Load(0, (), (Span(5, 25),), ()).used == 0.0


def test_stretches_show_the_mean():
    edges = np.array([0.0, 10.0, 20.0])
    assert over_time((Span(5.0, 10.0, 2), Span(0.0, 20.0)), edges) == pytest.approx([2.0, 1.0])
    assert over_time((), edges) == pytest.approx([0.0, 0.0])
