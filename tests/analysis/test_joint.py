"""What comes of joint tasks, by hand. All times are in minutes."""

from simulator.analysis.summary import summarise
from simulator.program.compile import compile_case
from tests.analysis.gaps.seen import MINUTE, played
from tests.engine.small import read_small

RUNS = 8
PLAN = """
regions: {here: {name: H}, there: {name: T}}
travel: {table: {here-there: 30 min}}
media: {mail: {mode: message, delay: 4 min}}
agencies:
  a: {name: {zh: 局, en: Bureau}, sector: government, level: city, region: here}
  b: {~, region: there, desk: {operators: 1, handling: 1 min}}
  c: {~, region: here}
links:
  - {from: a, to: b, purpose: command, carries: [], over: [mail]}
  - {from: a, to: c, purpose: command, carries: []}
procedures:
  h:
    meet: {name: {zh: 会商, en: Consult}, owner: a, with: [b, c], when: f, duration: 20 min, HOW}
    own: {owner: b, when: busy, needs: {desk: 1}, duration: 6 h}
"""
START = """
injects:
  - {at: 0 min, set: {busy: BUSY}, observed_by: {b: 0 s}}
  - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
  - {at: 12 min, set: {over: true}, observed_by: {a: 0 s}}
"""


def joint(tmp_path, how="achieves: plan", *, busy="false", plan=PLAN, start=START):
    text = plan.replace("HOW", how)
    program = compile_case(read_small(tmp_path, text, start.replace("BUSY", busy), horizon="2 h"))
    return summarise(program, played(program, RUNS), seed=program.seed)["joint_tasks"]


def of_b(record):
    (found,) = (each for each in record["participants"] if each["name"] == "p.b")
    return found


def vain(record):
    """Who was waited for in vain, in which stage."""
    return {
        (each["name"], stage): share
        for each in record["participants"]
        for stage, share in each["vain"].items()
        if share
    }


def test_it_begins_when_the_last_has_come_and_says_what_that_one_was_doing(tmp_path):
    # called at 10; the invitation is at b at 14, taken in at 15, there after 30 more; c is there at once
    (found,) = joint(tmp_path, "in_person: true")
    assert (found["name"], found["title"]["en"], found["owner_title"]["zh"]) == ("p.meet", "Consult", "局")
    assert (found["in_person"], found["invited"], found["quorum"], found["wait_at_most_s"]) == (
        True,
        2,
        2,
        None,
    )
    assert (found["called"], found["calls"], found["outcomes"]["quorum"]) == (1, RUNS, 1)
    assert (found["convened"]["p50_s"], found["waited"]["p50_s"]) == (45 * MINUTE, 35 * MINUTE)
    assert found["there_mean"] == 2
    last = of_b(found)
    assert (last["there"], last["decided"]) == (1, 1)
    assert last["mean_s"] == {"invitation": 240, "desk": 60, "operator": 0, "travel": 1800}
    assert vain(found) == {}


def test_who_is_not_needed_for_the_quorum_is_not_waited_for(tmp_path):
    (found,) = joint(tmp_path, "in_person: true, at_least: 1")
    assert (found["quorum"], found["outcomes"]["quorum"], found["there_mean"]) == (1, 1, 1)
    assert (found["convened"]["p50_s"], of_b(found)["there"], vain(found)) == (600, 0, {})
    assert [each["decided"] for each in found["participants"]] == [0, 1]


def test_too_few_begin_when_they_have_waited_long_enough(tmp_path):
    (found,) = joint(tmp_path, "in_person: true, wait_at_most: 20 min")
    assert (found["outcomes"]["short"], found["wait_at_most_s"], found["there_mean"]) == (1, 1200, 1)
    assert (found["convened"]["p50_s"], vain(found)) == (30 * MINUTE, {("p.b", "travel"): 1})
    assert [each["decided"] for each in found["participants"]] == [0, 0]


def test_where_an_invitation_got_to(tmp_path):
    (under_way,) = joint(tmp_path, "wait_at_most: 3 min")
    (unread,) = joint(tmp_path, "wait_at_most: 4.5 min")
    assert (vain(under_way), vain(unread)) == ({("p.b", "invitation"): 1}, {("p.b", "desk"): 1})


def test_whose_operator_is_at_work_does_not_even_take_the_invitation_in(tmp_path):
    (found,) = joint(tmp_path, "wait_at_most: 30 min", busy="true")
    assert vain(found) == {("p.b", "desk"): 1}


def test_whose_operator_takes_up_other_work_first_is_not_free(tmp_path):
    first = START.replace("at: 0 min", "at: 14 min 30 s")  # while the operator reads the invitation
    (found,) = joint(tmp_path, "wait_at_most: 30 min", busy="true", plan=PLAN.replace(
        "needs: {desk: 1}", "needs: {desk: 1}, priority: 1"), start=first)  # fmt: skip
    assert vain(found) == {("p.b", "operator"): 1}


def test_whom_no_link_invites_lets_the_rest_wait_to_the_end(tmp_path):
    deaf = PLAN.replace("  - {from: a, to: c, purpose: command, carries: []}\n", "")
    (found,) = joint(tmp_path, plan=deaf)
    assert (found["outcomes"]["open"], found["there_mean"]) == (1, None)
    assert ("p50" in found["convened"]["beyond"], vain(found)) == (True, {("p.c", "invitation"): 1})


def test_what_is_stopped_before_it_begins_is_called_off(tmp_path):
    (found,) = joint(tmp_path, "stops: over")
    assert found["outcomes"]["withdrawn"] == 1


def test_what_is_never_called_says_so(tmp_path):
    (found,) = joint(tmp_path, start=START.replace("set: {f: true}", "set: {f: false}"))
    assert (found["called"], found["calls"], found["outcomes"], found["waited"]) == (0, 0, None, None)
    assert (found["there_mean"], of_b(found)["mean_s"], vain(found)) == (None, None, {})


def test_many_alike_are_one(tmp_path):
    many = PLAN.replace("region: here}\n  b:", "region: here, times: 3}\n  b:")
    (found,) = joint(tmp_path, plan=many)
    assert (found["calls"], found["called"], found["owner"]) == (3 * RUNS, 1, "p.a")
    assert len(found["participants"]) == 2


def test_without_joint_tasks_there_is_nothing(tmp_path):
    alone = PLAN.replace("with: [b, c], ", "")
    assert joint(tmp_path, plan=alone) == []
