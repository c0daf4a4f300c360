"""Posts that nobody holds, by hand: what waits for one, on whose way, and what closing the gap is worth."""

from simulator.engine.replication import Player
from simulator.log.rows import AT, KIND, MILESTONE
from simulator.plan.gap import gap_record
from simulator.program.compile import compile_case
from simulator.study.closing import closed, closure_of
from simulator.study.remedies import remedy_of
from tests.analysis.gaps.seen import figures, gaps, seen
from tests.engine.small import read_small

PLAN = """
agencies: {a: {~}, b: {~}, z: {~}}
posts: {command: {name: 指挥长, holder: a, deputies: [b], after: 30 min}}
links: [{from: z, to: a, carries: []}, {from: z, to: b, carries: []}]
procedures: {h: {go: {owner: command, when: f, duration: 5 min, achieves: done}}}
"""
LOST_AT_5 = """
injects:
  - {at: 5 min, outage: a}
  - {at: 15 min, set: {f: true}, observed_by: {a: 0 s, b: 0 s, z: 0 s}}
milestones: {m: {when: done}}
"""


def test_what_waits_for_the_next_holder_is_the_vacant_post(tmp_path):
    # vacant 5..35; f is known at 15, so 20 min of the vacancy lie on the way to m, which is reached at 40
    assert seen(tmp_path, PLAN, LOST_AT_5) == {"authority:p.command": ("vacant", 20)}
    (gap,) = gaps(tmp_path, PLAN, LOST_AT_5)
    assert gap_record(gap)["title"] == {"zh": "岗位无人担任：指挥长", "en": "Nobody holds the post: 指挥长"}
    assert [side.agency for side in gap.sides] == ["p.a", "p.b"]
    # 30 min of the post itself and 20 of the task
    assert figures(gap)["waited_s"] == 50 * 60


def test_without_a_deputy_it_blocks_what_the_holder_alone_does(tmp_path):
    alone = PLAN.replace("deputies: [b], after: 30 min", "basis: x")
    (gap,) = [each for each in gaps(tmp_path, alone, LOST_AT_5) if each.rule == "vacant"]
    assert (gap.id, gap.severity, figures(gap)["endless"]) == ("authority:p.command", "high", 1)
    assert [each["milestone"] for each in figures(gap)["blocks"]] == ["m"]


def test_the_wait_for_a_decision_is_the_vacancy_as_far_as_that_lasts(tmp_path):
    asked = PLAN.replace(
        "owner: command, when: f,", "owner: z, when: f, decision: {by: command, takes: 1 min},"
    )
    # asked at 15, nobody there until 35
    assert seen(tmp_path, asked, LOST_AT_5) == {"authority:p.command": ("vacant", 20)}


def test_the_wait_for_a_level_is_the_vacancy_too(tmp_path):
    level = """
agencies: {a: {~}, b: {~}, z: {~}}
posts: {command: {holder: a, deputies: [b], after: 30 min}}
scales: {response: {order: [I], declared_by: command, levels: {I: {when: f}}}}
"""
    happens = LOST_AT_5.replace("when: done", "when: response >= I")
    assert seen(tmp_path, level, happens) == {"authority:p.command": ("vacant", 20)}


def test_a_post_that_is_held_is_no_gap(tmp_path):
    assert seen(tmp_path, PLAN, LOST_AT_5.replace("outage: a", "outage: z")) == {}
    assert seen(tmp_path, PLAN.replace("after: 30 min", "after: 4 min"), LOST_AT_5) == {}


def test_closed_the_deputy_steps_in_at_once(tmp_path):
    case = read_small(tmp_path, PLAN, LOST_AT_5)
    program = compile_case(case)
    (gap,) = gaps(tmp_path, PLAN, LOST_AT_5)
    closure = closure_of(case, program, gap)
    mended = closed(case, program, [closure])
    assert [reached(each) for each in (program, mended)] == [40 * 60, 20 * 60]


def reached(program):
    rows = Player(program, 1).play(0).rows
    return next(row[AT] for row in rows if row[KIND] == MILESTONE)


def test_a_remedy_lets_the_deputies_step_in_sooner(tmp_path):
    case = read_small(tmp_path, PLAN, LOST_AT_5)
    (gap,) = gaps(tmp_path, PLAN, LOST_AT_5)
    remedy = remedy_of(case, compile_case(case), gap)
    assert remedy is not None
    assert "after: 5 min" in remedy.yaml
    # b steps in at 10, before f is known at 15
    assert reached(compile_case(remedy.change(case))) == 20 * 60


def test_work_waits_for_a_post_before_its_holder_knows_that_it_is_wanted(tmp_path):
    late = """
agencies: {a: {~}, b: {~}}
posts: {command: {holder: a, deputies: [b], after: 10 min, taken_up: {wanted: f, when: known(f) for 2 h}}}
procedures: {h: {go: {owner: command, when: f, duration: 5 min, achieves: done}}}
"""
    happens = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 40 min, b: 0 s}}]
milestones: {m: {when: done}}
"""
    # b knows f at 10, a at 50: the post is vacant 50..60, until b steps in; the task waits 10..60
    assert seen(tmp_path, late, happens) == {"authority:p.command": ("vacant", 50)}
