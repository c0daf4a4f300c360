"""Two sources that order different values of one thing, by hand. All times are in minutes."""

import pytest

from simulator.analysis.gaps.observed import observed_gaps
from simulator.engine.replication import Player
from simulator.plan.audit import audit
from simulator.plan.gap import gap_of, gap_record, unite
from simulator.program.compile import compile_case
from simulator.report.gap_story import gap_story
from simulator.scenario.setting import setting_of
from simulator.text.messages import in_language
from tests.analysis.gaps.seen import figures, gaps, played
from tests.engine.small import read_small

CITY = """
facts: {rvp: {kind: place}}
agencies: {chief: {~}, fire: {~}}
links: [{from: chief, to: fire, carries: [rvp]}]
procedures:
  h:
    order: {owner: chief, when: f, duration: 5 min, achieves: {rvp: north_gate}}
    go: {owner: fire, when: known(rvp), duration: 30 min, achieves: done}
"""
PLANT = """
hazards: {h: {name: h}}
facts: {rvp: {kind: place}}
agencies: {head: {~}, brigade: {~}}
links: [{from: head, to: brigade, carries: [rvp]}]
procedures:
  h:
    order: {owner: head, when: f, duration: 20 min, achieves: {rvp: GATE}}
    go: {owner: brigade, when: known(rvp), duration: 30 min, achieves: in_place}
"""
HAPPENS = """
injects: [{at: 10 min, set: {f: true}, observed_by: {chief: 0 s, head: 0 s}}]
milestones: {m: {when: WHEN}}
"""


def found(tmp_path, gate="south_gate", *, when="done", city=CITY, plant=PLANT, happens=HAPPENS):
    plans = city, happens.replace("WHEN", when), ("q", plant.replace("GATE", gate))
    return {gap.id: gap for gap in gaps(tmp_path, *plans)}


def test_two_services_that_go_to_two_places_are_found(tmp_path):
    # the city says north at 15, the plant south at 30; both stand to the end at 600
    gap = found(tmp_path)["information:rvp"]
    assert (gap.rule, gap.severity) == ("two_orders", "medium")
    assert [side.agency for side in gap.sides] == ["p.chief", "q.head"]
    assert gap.agencies == ("p.chief", "q.head", "p.fire", "q.brigade")
    assert gap.facts == ("p.rvp", "q.rvp")
    assert [place.file for place in gap.where] == ["p.yaml", "q.yaml"]
    assert figures(gap)["waited_s"] == 570 * 60
    assert (figures(gap)["share"], figures(gap)["endless"], figures(gap)["ways"]) == (1, 1, [])


def test_one_place_for_both_is_no_gap(tmp_path):
    assert found(tmp_path, "north_gate") == {}


def test_who_does_not_act_on_a_place_is_not_sent_there(tmp_path):
    idle = PLANT.replace("owner: brigade, when: known(rvp)", "owner: head, when: f")
    assert found(tmp_path, plant=idle) == {}


AREAS = "regions: {north: {name: n}, south: {name: s}}\n"


@pytest.mark.parametrize(("region", "seen_there"), [("north", {"information:rvp"}), ("south", set())])
def test_plans_of_separate_areas_may_use_the_same_name(tmp_path, region, seen_there):
    city = AREAS + CITY.replace("chief: {~}", "chief: {~, region: north}")
    plant = PLANT.replace("head: {~}", f"head: {{~, region: p.{region}}}")
    assert set(found(tmp_path, city=city, plant=plant)) == seen_there


TWO_INCIDENTS = """
incidents:
  - {hazard: h, facts: {e: true}, observed_by: {chief: 0 s}}
  - {hazard: OTHER, facts: {e: true}, observed_by: {head: 0 s}}
"""


@pytest.mark.parametrize(("hazard", "there"), [("h", {"information:rvp"}), ("flood", set())])
def test_another_hazard_has_a_place_of_its_own(tmp_path, hazard, there):
    other = PLANT.replace("h: {name: h}", f"{hazard}: {{name: flood}}").replace("  h:\n", f"  {hazard}:\n")
    both = HAPPENS.replace("injects:", TWO_INCIDENTS.replace("OTHER", hazard) + "injects:")
    # of two incidents of one hazard each task has two copies, and each sets its place twice
    assert set(found(tmp_path, plant=other, happens=both)) == there


def test_the_audit_and_the_runs_find_one_gap(tmp_path):
    happens = HAPPENS.replace("WHEN", "done")
    case = read_small(tmp_path, CITY, happens, ("q", PLANT.replace("GATE", "south_gate")))
    program = compile_case(case)
    seen = observed_gaps(case.composition, program, played(program))
    united = {gap.id: gap for gap in unite((*seen, *audit(case.composition, setting_of(case))))}
    assert united["information:rvp"].rules == ("two_orders", "two_meanings")
    assert [each.source for each in united["information:rvp"].evidence] == ["runs", "audit"]
    assert gap_of(gap_record(united["information:rvp"])).rules == ("two_orders", "two_meanings")


def test_its_story_tells_who_went_by_which_order(tmp_path):
    happens = HAPPENS.replace("WHEN", "done")
    case = read_small(tmp_path, CITY, happens, ("q", PLANT.replace("GATE", "south_gate")))
    program = compile_case(case)
    (episode,) = gap_story(program, Player(program, 1).play(0), "information", "rvp", "en")
    assert (episode.begin, episode.end, episode.open) == (30 * 60, 600 * 60, True)
    told = [in_language(line.what, "en") for line in episode.lines]
    assert any("north_gate" in line for line in told), told
    assert any("south_gate" in line for line in told), told


# -- one fact that two agencies set --------------------------------------------------------------------------

ONE = """
facts: {rvp: {kind: place}}
agencies: {first: {~}, second: {~}, fire: {~}, brigade: {~}}
media: {m: {delay: DELAY}}
links:
  - {from: first, to: fire, carries: [rvp]}
  - {from: second, to: brigade, carries: [rvp]}
  - {from: WHO, to: TOLD, carries: [rvp], over: [m]}
procedures:
  h:
    one: {owner: first, when: f, duration: 5 min, achieves: {rvp: north_gate}}
    other: {owner: second, when: f, duration: 20 min, achieves: {rvp: south_gate}}
    go: {owner: fire, when: known(rvp), duration: 30 min, achieves: done}
    went: {owner: brigade, when: known(rvp), duration: 30 min, achieves: in_place}
"""


def one_fact(tmp_path, who="second", told="first", delay="10 min", *, value="south_gate"):
    plan = ONE.replace("WHO", who).replace("TOLD", told).replace("DELAY", delay).replace("south_gate", value)
    happens = HAPPENS.replace("WHEN", "done").replace("chief: 0 s, head: 0 s", "first: 0 s, second: 0 s")
    found = (gap for gap in gaps(tmp_path, plan, happens) if gap.rule == "two_orders")
    return {gap.id: figures(gap)["waited_s"] / 60 for gap in found}


def test_an_order_stands_until_who_gave_it_hears_of_the_newer_one(tmp_path):
    # north at 15, south at 30; the first hears of it at 40 and takes its own back
    assert one_fact(tmp_path) == {"information:rvp": 10}


def test_orders_that_contradict_one_another_no_longer_than_tolerated_are_no_gap(tmp_path):
    assert one_fact(tmp_path, delay="4 min") == {}


def test_the_same_order_twice_is_no_gap(tmp_path):
    assert one_fact(tmp_path, value="north_gate") == {}


def test_who_knows_the_first_order_replaces_it(tmp_path):
    # the second is told north at 25 and says south at 30 all the same: a change, and no contradiction
    assert one_fact(tmp_path, "first", "second") == {}
    # told at 45, after its own order: neither knew of the other
    assert one_fact(tmp_path, "first", "second", delay="30 min") == {"information:rvp": 570}
