"""Scores of tiny plans, counted by hand. All plans are certain: a share of the replications is 0 or 1."""

import pytest

from simulator.analysis.gaps.observed import observed_gaps
from simulator.analysis.scores import score_records
from simulator.analysis.scores.assessed import Assessed
from simulator.analysis.scores.check import Check, counted, mean, mean_score
from simulator.analysis.scores.qualities import downward
from simulator.analysis.summary import summarise
from simulator.errors import say
from simulator.plan.audit import audit
from simulator.program.compile import compile_case
from simulator.scenario.setting import setting_of
from tests.analysis.gaps.seen import played
from tests.engine.small import read_small

START = """
incident: {hazard: h, facts: {f: true}, observed_by: {a: 0 s}}
milestones: {m: {when: done, within: 1 h, share: 50%}}
"""


def scores(tmp_path, plan, happens=START, *others):
    case = read_small(tmp_path, plan, happens, *others)
    program = compile_case(case)
    results = played(program)
    seen = observed_gaps(case.composition, program, results)
    summary = summarise(program, results, seed=program.seed)
    return score_records(Assessed(case.composition, audit(case.composition, setting_of(case)), seen, summary))


def checks(found):
    return {
        check["name"]: (check["held"], check["of"]) for each in found["qualities"] for check in each["checks"]
    }


def lacking(found, name):
    each = (check for quality in found["qualities"] for check in quality["checks"])
    return [texts["en"] for check in each if check["name"] == name for texts in check["lacking"]]


def card(found, name):
    return next(each for each in found["scorecard"]["agencies"] if each["name"] == name)


DO = "procedures: {h: {go: {owner: a, when: f, duration: 10 min, achieves: done}}}"


def test_an_agency_with_two_superiors_who_do_not_command_one_another_takes_two_lines(tmp_path):
    # b is commanded by a alone; c by a and by d, of whom neither commands the other
    plan = f"""
agencies: {{a: {{~}}, b: {{~}}, c: {{name: C, sector: military, level: city}}, d: {{~}}}}
links:
  - {{from: a, to: b, purpose: command, carries: [f]}}
  - {{from: a, to: c, purpose: command, carries: [f]}}
  - {{from: d, to: c, purpose: command, carries: [f]}}
{DO}
"""
    found = scores(tmp_path, plan)
    assert checks(found)["one_superior"] == (1, 2)
    assert lacking(found, "one_superior") == ["C"]
    joined = plan.replace(DO, f"  - {{from: a, to: d, purpose: command, carries: [f]}}\n{DO}")
    assert checks(scores(tmp_path, joined))["one_superior"] == (3, 3)  # b, c, and d itself


def test_a_place_that_two_tasks_settle_differently_has_no_single_source(tmp_path):
    plan = """
places: {north: {name: N}, south: {name: S}}
facts: {rvp: {kind: place, title: Rendezvous}}
agencies: {a: {~}, b: {~}}
links: [{from: a, to: b, carries: [f]}]
procedures:
  h:
    set: {owner: a, when: f, duration: 1 min, achieves: {rvp: north, done: true}}
    hold: {owner: b, when: f, duration: 2 min, achieves: {rvp: south, done: true}}
"""
    found = scores(tmp_path, plan)
    assert checks(found)["one_source"] == (1, 2)  # done, whoever says so; not where to meet
    assert lacking(found, "one_source") == ["Rendezvous"]
    assert checks(scores(tmp_path, plan.replace("south, ", "north, ")))["one_source"] == (2, 2)


def test_places_of_one_name_in_separate_areas_count_once(tmp_path):
    # each of two counties has a rendezvous point of its own, that two of its tasks settle differently
    plan = """
regions: {{{0}: {{name: N}}}}
places: {{{0}_a: {{name: A}}, {0}_b: {{name: B}}}}
facts: {{rvp: {{kind: place, title: R}}}}
agencies: {{{0}_office: {{name: x, sector: government, level: county, region: {0}}}}}
procedures:
  h:
    set: {{owner: {0}_office, when: f, duration: 1 min, achieves: {{rvp: {0}_a}}}}
    hold: {{owner: {0}_office, when: f, duration: 2 min, achieves: {{rvp: {0}_b}}}}
"""
    happens = START.replace("{a: 0 s}", "{south_office: 0 s, q.north_office: 0 s}").replace("done", "f")
    found = scores(tmp_path, plan.format("south"), happens, ("q", plan.format("north")))
    assert checks(found)["one_source"] == (0, 1)
    assert lacking(found, "one_source") == ["R", "R"]


def test_powers_deciders_and_means_are_counted_by_task(tmp_path):
    # go needs a power that nobody holds, and a unit where there is none; ask has no link to who decides
    plan = """
agencies: {a: {~}, b: {~}}
procedures:
  h:
    go: {owner: a, when: f, requires_power: evacuate, needs: {bus: 1}, duration: 10 min, achieves: done}
    ask: {owner: a, when: f, decision: {by: b, takes: 1 min}, duration: 10 min}
    own: {owner: a, when: f, decision: {by: a, takes: 1 min}, duration: 10 min}
"""
    found = checks(scores(tmp_path, plan))
    assert [found[name] for name in ("powers", "deciders", "means")] == [(0, 1), (1, 2), (0, 1)]


CHAIN = """
regions: {city: {name: c}, north: {name: n, within: city}}
agencies:
  a: {name: a, sector: government, level: city, region: city}
  b: {name: b, sector: government, level: county, region: north}
  c: {name: c, sector: government, level: town, region: north}
links:
  - {from: c, to: b, purpose: report, carries: [f]}
  - {from: b, to: a, purpose: report, carries: [f]}
  - {from: a, to: b, purpose: command, carries: [f]}
"""


def test_chains_to_and_from_the_authority_are_counted_by_agency_below_it(tmp_path):
    # the authority a has b and c below it: both report to it, its commands come to b alone
    found = scores(tmp_path, CHAIN + DO)
    assert (checks(found)["upward"], checks(found)["downward"]) == ((2, 2), (1, 2))
    assert lacking(found, "downward") == ["c – a"]


def test_an_authority_that_leads_nothing_is_above_its_own_plan_alone(tmp_path):
    # q's lender has its depot below it, and a, b, c of p only where q has a post
    lender = """
agencies:
  z: {name: z, sector: government, level: province, region: p.city}
  depot: {name: d, sector: government, level: city, region: p.city}
links: [{from: z, to: depot, purpose: command, carries: [p.f]}]
"""
    leader = lender + "posts: {lead: {holder: z}}\n"
    counts = []
    for other in (lender, leader):
        composition = read_small(tmp_path, CHAIN + DO, START, ("q", other)).composition
        assessed = Assessed(composition, (), (), {"tasks": [], "obligations": []})
        counts.append((downward(assessed).held, downward(assessed).of))
    assert counts == [(1 + 1, 2 + 1), (1 + 1, 2 + 4)]


def test_posts_agreements_and_desks_are_counted(tmp_path):
    # of two posts one has a deputy with a link; of two desks one is empty but for the evening
    plan = """
agencies:
  a: {~, desk: {operators: 1}}
  b: {~, desk: {shifts: [{hours: "20:00-22:00", operators: 1}]}}
posts: {lead: {holder: a, deputies: [b], after: 5 min}, alone: {holder: a}}
links: [{from: a, to: b, carries: [f]}, {from: b, to: a, carries: [f]}]
procedures:
  h:
    go: {owner: a, when: f, decision: {by: lead, takes: 1 min}, duration: 10 min, achieves: done}
    two: {owner: b, when: f, decision: {by: alone, takes: 1 min}, duration: 10 min}
"""
    found = checks(scores(tmp_path, plan, START))
    assert found["deputised"] == (1, 2)
    assert found["attended"] == (1, 2)
    assert found["agreed"] == (0, 0)


def test_a_post_that_nobody_holds_for_a_time_takes_from_unified_command(tmp_path):
    # lead is vacant from 5 to 10, until its deputy steps in; calm stays with a
    plan = f"""
agencies: {{a: {{~}}, b: {{~}}, c: {{~}}}}
posts: {{lead: {{name: Lead, holder: b, deputies: [c], after: 5 min}}, calm: {{holder: a}}}}
{DO}
"""
    found = scores(tmp_path, plan, START + "injects: [{at: 5 min, outage: b}]\n")
    assert checks(found)["held"] == (1, 2)
    assert lacking(found, "held") == ["Lead"]


def test_obligations_objectives_and_decisions_make_effectiveness(tmp_path):
    # a decides at 5 min and is done at 15; told in 2 min of 1: late; done in 20: kept
    plan = """
media: {mail: {mode: message, delay: 2 min}}
agencies: {a: {~}, b: {~}}
links: [{from: a, to: b, carries: [f], over: [mail]}]
procedures:
  h: {go: {owner: a, when: f, decision: {by: a, takes: 5 min}, duration: 10 min, achieves: done}}
obligations:
  - {from: a, to: b, fact: f, within: 1 min}
  - {when: f, then: go.done, within: 20 min}
"""
    found = checks(scores(tmp_path, plan))
    expected = {"told": (0, 1), "objectives": (0, 1), "decided": (1, 1), "done": (1, 1)}
    assert {name: found[name] for name in expected} == expected
    # 3 replications cannot decide an objective of 50 %: the lower end of 3 of 3 is 44 %


def test_an_obligation_whose_limit_lies_beyond_the_end_is_not_judged(tmp_path):
    # the scenario of 10 h ends before the first day is over; told at once to b, and c at once: kept
    plan = f"""
agencies: {{a: {{~}}, b: {{~}}, c: {{~}}}}
links: [{{from: a, to: b, carries: [f]}}, {{from: a, to: c, carries: [f]}}]
{DO}
obligations:
  - {{from: a, to: b, fact: f, every: 1 d}}
  - {{from: a, to: c, fact: f, within: 5 min}}
"""
    assert checks(scores(tmp_path, plan))["told"] == (1, 1)


def test_a_quality_is_the_mean_of_the_checks_that_apply(tmp_path):
    found = scores(tmp_path, CHAIN + DO)
    through = next(each for each in found["qualities"] if each["name"] == "through")
    assert through["score"] == 0.75  # 2 of 2, 1 of 2, no obligation to tell
    held = next(each for each in found["qualities"] if each["name"] == "orderly_handover")
    assert held["score"] is None


def test_a_card_has_result_and_process_alike(tmp_path):
    # Result of a: its one obligation is late (0), its one task done (1). Process: it needs f alone, which it
    # sees at once, and no gap is on its side: 1.
    plan = f"""
media: {{mail: {{mode: message, delay: 2 min}}}}
agencies: {{a: {{~}}, b: {{~}}}}
links: [{{from: a, to: b, carries: [f], over: [mail]}}]
{DO}
obligations: [{{from: a, to: b, fact: f, within: 1 min}}]
"""
    found = card(scores(tmp_path, plan), "p.a")
    assert (found["result"]["score"], found["process"]["score"], found["score"]) == (0.5, 1, 0.75)
    assert found["vetoes"] == []


def test_an_agency_that_nothing_was_asked_of_has_no_card(tmp_path):
    found = scores(tmp_path, f"agencies: {{a: {{~}}, b: {{~}}}}\n{DO}")
    assert [each["name"] for each in found["scorecard"]["agencies"]] == ["p.a"]


def test_time_lost_with_an_agency_lowers_its_process(tmp_path):
    # b begins its other work at 0. At 10 a wants b's decision; b is free at 40 and decides in 5, the work
    # takes 15: the milestone comes at 60, and 30 of its minutes are lost with b.
    plan = """
agencies: {a: {~}, b: {~, desk: {operators: 1}}}
links: [{from: a, to: b, carries: []}]
procedures:
  h:
    other: {owner: b, when: not f, needs: {desk: 1}, duration: 40 min}
    go: {owner: a, when: f, decision: {by: b, takes: 5 min}, duration: 15 min, achieves: done}
"""
    happens = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]
milestones: {m: {when: done}}
"""
    found = card(scores(tmp_path, plan, happens), "p.b")
    (time,) = [check for check in found["process"]["checks"] if check["name"] == "time"]
    assert time["score"] == pytest.approx(1 - 30 / 60, abs=1e-6)
    assert time["gaps"] == ["authority:p.go"]


def test_what_is_never_told_is_a_veto(tmp_path):
    plan = f"agencies: {{a: {{~}}, b: {{~}}}}\n{DO}\nobligations: [{{from: a, to: b, fact: f, within: 1 h}}]"
    found = scores(tmp_path, plan)
    assert [veto["rule"] for veto in card(found, "p.a")["vetoes"]] == ["never"]
    mail = "media: {mail: {mode: message, delay: 2 h}}"
    late = f"{plan}\n{mail}\nlinks: [{{from: a, to: b, carries: [f], over: [mail]}}]"
    assert card(scores(tmp_path, late), "p.a")["vetoes"] == []


def test_a_desk_left_alone_is_a_veto_and_marks_its_region(tmp_path):
    plan = f"""
regions: {{north: {{name: n}}}}
agencies:
  a: {{name: a, sector: government, level: city, region: north,
      desk: {{shifts: [{{hours: "20:00-22:00", operators: 1}}]}}}}
{DO}
"""
    found = scores(tmp_path, plan)
    assert [veto["rule"] for veto in card(found, "p.a")["vetoes"]] == ["unattended"]
    assert found["scorecard"]["regions"] == [
        {
            "name": "p.north",
            "title": {"zh": "n", "en": "n"},
            "score": card(found, "p.a")["score"],
            "agencies": ["p.a"],
            "vetoed": ["p.a"],
        }
    ]


def test_enterprises_are_scored_by_plan(tmp_path):
    plan = f"agencies: {{a: {{name: a, sector: enterprise, level: site}}}}\n{DO}"
    (found,) = scores(tmp_path, plan)["scorecard"]["enterprises"]
    assert (found["name"], found["agencies"], found["vetoed"]) == ("p", ["p.a"], [])


def test_an_enterprise_in_the_plan_of_a_city_is_scored_under_its_own_name(tmp_path):
    agencies = (
        "agencies: {boss: {name: boss, sector: government, level: city}, "
        "a: {name: plant, sector: enterprise, level: site}}"
    )
    (found,) = scores(tmp_path, f"{agencies}\n{DO}")["scorecard"]["enterprises"]
    assert (found["name"], found["title"]["en"], found["agencies"]) == ("p.a", "plant", ["p.a"])


def test_a_check_without_anything_to_count_has_no_score_and_no_weight():
    nothing, half = Check("n", say("x"), 0, 0), Check("h", say("x"), 1, 2)
    assert (nothing.score, mean_score([nothing]), mean_score([nothing, half])) == (None, None, 0.5)
    assert mean([None, 0.25, 0.75]) == 0.5
    assert counted("c", say("x"), [], [], str).score is None


def test_a_report_that_is_falsified_or_kept_back_is_a_veto(tmp_path):
    plan = f"""
facts: {{n: {{kind: number}}}}
media: {{mail: {{mode: message, delay: 2 min}}}}
agencies: {{a: {{~}}, b: {{~}}}}
links: [{{from: a, to: b, carries: [n], over: [mail]}}]
{DO}
"""
    happens = """
incident: {hazard: h, facts: {f: true, n: 12}, observed_by: {a: 0 s}}
injects: [{at: 0 s, misreport: n, by: a, HOW}]
milestones: {m: {when: done}}
"""
    for how, rules in (("less: 9", ["false"]), ("never: true", ["concealed"]), ("late: 5 min", [])):
        found = scores(tmp_path, plan, happens.replace("HOW", how))
        assert [veto["rule"] for veto in card(found, "p.a")["vetoes"]] == rules
