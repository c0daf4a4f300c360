"""Awareness, of tiny plans played through the engine, worked out by hand."""

import pytest

from simulator.analysis.awareness import STEPS, Aware, Awareness, Step, awareness_record, steps
from simulator.analysis.books import Books
from simulator.analysis.learning import Sorted
from tests.engine.small import play

PLAN = """
agencies: {a: {~}, b: {~}, c: {~}}
media: {post: {delay: 5 min}}
links: [{from: a, to: b, carries: [f], over: [post]}]
procedures: {h: {x: {owner: b, when: f, duration: 1 min}, y: {owner: c, when: f, duration: 1 min}}}
"""


def aware(tmp_path, plan, happens, **options):
    run = play(tmp_path, plan, happens, **options)
    found = Awareness(run.program).of_log(run.log, Sorted(run.log.rows)).agents
    return {run.program.agents[agent].name: share for agent, share in found.items()}, run


def test_who_learns_late_or_never_is_aware_of_part_or_nothing(tmp_path):
    # true from 10 to 60: b knows it from 15 on, 45 of 50 minutes; c never; a needs to know nothing
    happens = "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]"
    found, _ = aware(tmp_path, PLAN, happens, horizon="60 min")
    assert found == {"p.b": Aware(0.9, 0.9), "p.c": Aware(0.0, 0.0)}


def test_what_is_no_longer_so_is_known_but_not_rightly(tmp_path):
    # true from 10, untrue from 40 on, of which a tells nobody: it sees only the first
    happens = """
    injects:
      - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
      - {at: 40 min, message: m, to: c, tells: {f: true}}
      - {at: 40 min, set: {f: false}}
    """
    found, _ = aware(tmp_path, PLAN, happens, horizon="60 min")
    # a is watching f from its inject on: it sees the change at 40 and tells it, so b is right but from 10 to
    # 15 and from 40 to 45; c is told at 40 what is not so any more
    assert found["p.b"] == Aware(45 / 50, 40 / 50)
    assert found["p.c"] == Aware(20 / 50, 0.0)


def test_what_never_came_to_be_needs_no_awareness(tmp_path):
    found, _ = aware(tmp_path, PLAN, "injects: [{at: 2 h, set: {f: true}}]", horizon="60 min")
    assert found == {}


def test_it_is_counted_at_even_times_what_was_needed_and_known(tmp_path):
    # Every quarter of a minute of an hour: b and c need to know from 10 to 60, b knows it from 15 on.
    # From 40 to 45 that is not so any more.
    happens = """
    injects:
      - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
      - {at: 40 min, set: {f: false}}
    """
    run = play(tmp_path, PLAN, happens, horizon="60 min")
    running, needed, known, right = Awareness(run.program).of_log(run.log, Sorted(run.log.rows)).counts
    step = 60 / STEPS
    at = [number * step for number in range(STEPS)]
    assert running == tuple(1 for _ in at)
    assert needed == tuple(2 * (time >= 10) for time in at)
    assert known == tuple(1 * (time >= 15) for time in at)
    assert right == tuple(1 * (time >= 15 and not 40 <= time < 45) for time in at)


def test_the_record_has_means_with_intervals_within_nought_and_one(tmp_path):
    _, run = aware(tmp_path, PLAN, "injects: [{at: 10 min, set: {f: true}}]", horizon="60 min")
    (b,) = (number for number, agent in enumerate(run.program.agents) if agent.name == "p.b")
    record = awareness_record(run.program, [{b: Aware(1.0, 0.5)}, {b: Aware(0.8, 0.5)}, {}])
    assert record["replications"] == 3
    (found,) = record["agencies"]
    assert (found["agency"], found["replications"]) == ("p.b", 2)
    assert found["known"] == pytest.approx(0.9)
    assert 0.0 <= found["known_low"] < 0.9 < found["known_high"] <= 1.0
    assert (found["right"], found["right_low"], found["right_high"]) == (0.5, 0.5, 0.5)


def test_its_steps_say_from_when_on_how_much_was_needed_known_and_right(tmp_path):
    # b needs f from 10 on and has it at 15; it is no longer so at 40, which b learns at 45; c never
    happens = """
    injects:
      - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
      - {at: 40 min, set: {f: false}}
    """
    run = play(tmp_path, PLAN, happens, horizon="60 min")
    awareness = Awareness(run.program)
    book = Books(run.program).open(run.log, Sorted(run.log.rows))
    believed = book.believed([*awareness.needs, *awareness.needs.values()])
    book.add_truth(believed)
    turns = list(awareness.turns(believed, run.log.ended))
    of_b = [step for agent, step in turns if run.program.agents[agent].name == "p.b"]
    minutes = [(step.at / 60, *step[1:]) for step in steps(of_b)]
    assert minutes == [(10, 1, 0, 0), (15, 1, 1, 1), (40, 1, 1, 0), (45, 1, 1, 1)]
    together = steps(step for _, step in turns)
    assert (together[0], together[-1]) == (Step(600.0, 2, 0, 0), Step(2700.0, 2, 1, 1))
