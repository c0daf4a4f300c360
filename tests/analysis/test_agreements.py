"""What comes of agreements, by hand. All times are in minutes."""

from simulator.analysis.summary import summarise
from simulator.program.compile import compile_case
from tests.analysis.gaps.seen import played
from tests.engine.small import read_small

START = """
incident: {hazard: h, facts: {f: true}, observed_by: {a: 0 s}}
milestones: {m: {when: done}}
"""
PLAN = """
media: {mail: {mode: message, delay: 2 min}}
agencies:
  a: {~}
  b: {~, pools: {boat: {units: UNITS, mobilise: 10 min}}}
links: [{from: a, to: b, purpose: request_aid, carries: [], over: [mail]}]
agreements: {pact: {from: b, to: a, gives: {boat: 1}, decision: {by: b, takes: 3 min}, MORE}}
procedures: {h: {go: {owner: a, when: f, needs: {boat: 1}, duration: 10 min, achieves: done}}}
"""


def agreements(tmp_path, *, units=1, more="within: 20 min", plan=PLAN):
    text = plan.replace("UNITS", str(units)).replace("MORE", more)
    program = compile_case(read_small(tmp_path, text, START))
    return summarise(program, played(program), seed=program.seed)["agreements"]


def test_units_that_come_are_timed_from_the_request(tmp_path):
    # asked at 0, received at 2, decided at 5, turned out at 15; without places there is no way to travel
    (found,) = agreements(tmp_path)
    assert (found["called"], found["calls"], found["outcomes"]["arrived"]) == (1, 3, 1)
    assert (found["answered"]["reached"], found["arrived"]["reached"], found["inside"]) == (1, 1, 1)
    assert (found["giver"], found["decider"], found["units"], found["within_s"]) == ("p.b", "p.b", 1, 1200)


def test_a_limit_that_is_passed_is_not_kept(tmp_path):
    (found,) = agreements(tmp_path, more="within: 14 min")
    assert (found["inside"], found["outcomes"]["arrived"]) == (0, 1)


def test_a_request_is_declined_where_there_are_no_units_or_no_will(tmp_path):
    (found,) = agreements(tmp_path, more="accepts: 0")
    assert (found["outcomes"]["declined"], found["arrived"]["reached"]) == (1, 0)
    assert (found["answered"]["reached"], found["inside"]) == (1, None)


def test_a_request_without_an_answer_lapses(tmp_path):
    (found,) = agreements(tmp_path, more="lapses: 4 min")
    assert (found["outcomes"]["lapsed"], found["answered"]["reached"]) == (1, 0)


def test_without_a_link_there_is_no_way_to_ask(tmp_path):
    alone = PLAN.replace("links: [{from: a, to: b, purpose: request_aid, carries: [], over: [mail]}]", "")
    (found,) = agreements(tmp_path, plan=alone)
    assert found["outcomes"]["unheard"] == 1


def test_it_is_named_after_its_two_parties_whoever_of_the_plan_calls_on_it(tmp_path):
    # c asks by way of a, which holds the agreement
    plan = PLAN.replace("  b: {~, pools", "  c: {~}\n  b: {~, pools").replace("owner: a", "owner: c")
    plan = plan.replace("a: {~}", "a: {name: Holder, sector: government, level: city}")
    plan = plan.replace("links: [", "links: [{from: a, to: c, carries: [f]}, {from: c, to: a, carries: []}, ")
    (found,) = agreements(tmp_path, plan=plan)
    assert (found["outcomes"]["arrived"], found["title"]["en"]) == (1, "x → Holder")


def test_an_agreement_that_is_not_needed_is_never_called_on(tmp_path):
    own = PLAN.replace("a: {~}", "a: {~, pools: {boat: {units: 1}}}")
    (found,) = agreements(tmp_path, plan=own)
    assert (found["called"], found["calls"], found["outcomes"], found["arrived"]) == (0, 0, None, None)
