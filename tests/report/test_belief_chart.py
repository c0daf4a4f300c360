"""The chart of beliefs beside the truth."""

import pytest

from simulator.analysis.misreports.courses import courses
from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from simulator.report.belief_chart import draw_beliefs
from simulator.report.style import MARK, figure_bytes
from tests.engine.small import read_small
from tests.report.overlaps import boxes, outside, overlapping

PLAN = """
facts: {n: {kind: number, title: {zh: 死亡人数, en: Dead}}}
media: {mail: {mode: message, delay: 2 min}}
agencies:
  a: {name: {zh: 甲, en: Alpha}, sector: government, level: county}
  b: {name: {zh: 乙, en: Beta}, sector: government, level: city}
  c: {name: {zh: 丙, en: Gamma}, sector: government, level: city}
links: [{from: a, to: b, carries: [n], over: [mail]}]
procedures: {h: {go: {owner: b, when: n > 20, duration: 10 min, achieves: done}}}
"""
HAPPENS = """
incident: {hazard: h, facts: {n: 12}, observed_by: {a: 0 s}}
injects:
  - {at: 0 s, misreport: n, by: a, less: 9, until: n >= 14}
  - {at: 1 h, set: {n: 14}, observed_by: {a: 0 s}}
milestones: {m: {when: done}}
"""


@pytest.fixture
def program(tmp_path):
    return compile_case(read_small(tmp_path, PLAN, HAPPENS, horizon="2 h"))


@pytest.fixture
def log(program):
    return Player(program, program.seed).play(0)


def test_a_course_has_what_each_agency_believed_beside_what_was_so(program, log):
    # a sees 12 and says 3, which b takes in at 2 min; at 60 the truth is 14, told rightly, taken in at 62
    (course,) = courses(program, log)
    named = {program.agents[agent].name: turns for agent, turns in course.turns}
    assert list(named) == ["p.b"]  # c never hears of it, and a believes what it does not say
    believed = [(turn.begin, turn.belief, turn.real) for turn in named["p.b"]]
    assert (120.0, 3, 12) in believed
    assert (3600.0, 3, 14) in believed
    assert (3720.0, 14, 14) in believed


def drawn(program, log, lang="en"):
    return draw_beliefs(program, log, title="雨", lang=lang)


def test_it_is_marked_and_has_a_row_for_the_truth_and_for_who_held_the_fact(program, log):
    found = [text for text, _ in boxes(drawn(program, log))]
    assert MARK in found
    for text in ("Dead", "what is so", "Beta", "3", "12", "14", "believed wrongly"):
        assert text in found
    assert "Gamma" not in found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_overlaps_or_leaves_the_sheet(program, log, lang):
    figure = drawn(program, log, lang)
    assert not overlapping(figure)
    assert not outside(figure)


def test_the_same_log_gives_the_same_bytes(program, log):
    assert figure_bytes(drawn(program, log), "svg") == figure_bytes(drawn(program, log), "svg")
