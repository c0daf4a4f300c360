"""Where critical paths spend their time: what many alike do is one place, by hand."""

from simulator.analysis.measures import measure
from simulator.analysis.places import shared_places
from simulator.analysis.results import collect
from simulator.analysis.summary import summarise
from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from tests.engine.small import read_small

WARDS = """
    media: {net: {delay: 1..9 min}}
    agencies:
      duty: {name: Duty, sector: government, level: city}
      ward: {name: Ward, sector: community, level: site, times: 3, desk: {operators: 1, handling: 2 min}}
    links: [{from: ward, to: duty, carries: [f], over: [net]}]
"""
SEEN = """
injects: [{at: 10 min, set: {f: true}, observed_by: {ward: 1..30 min}}]
milestones: {told: {when: duty knows f}}
"""
TASKS = """
    agencies: {a: {~, desk: {operators: 1}}}
    facts: {found: {kind: number, per: incident}}
    procedures: {h: {look: {owner: a, when: f, duration: 1..9 min, achieves: {found: 1}, needs: {desk: 1}}}}
"""
TWICE = """
incidents:
  - {id: one, hazard: h, facts: {f: true}, observed_by: {a: 0 s}, begins: 1 min, every: 1..30 min, count: 3}
  - {id: two, hazard: h, facts: {f: true}, observed_by: {a: 0 s}, begins: 30 min}
milestones: {all: {when: sum(found) >= 4}}
"""


def parts(tmp_path, plan, happens, runs=20):
    program = compile_case(read_small(tmp_path, plan, happens))
    player = Player(program, 1)
    played = [measure(program, player.play(number)) for number in range(runs)]
    (path,) = summarise(program, collect(program, played), seed=1)["critical_paths"]
    return {(part["label"], part["place_title"]["en"]): part["share"] for part in path["parts"]}


def test_who_of_many_alike_was_first_is_one_place(tmp_path):
    found = parts(tmp_path, WARDS, SEEN)
    assert found["observation", "Ward"] == 1
    assert found["channel", "Ward → Duty · p.net"] == 1
    assert found.keys() == {("before", "f"), ("observation", "Ward"), ("channel", "Ward → Duty · p.net")}


def test_the_task_of_each_incident_is_one_place_and_incidents_of_one_hazard_are_told_apart(tmp_path):
    found = parts(tmp_path, TASKS, TWICE)
    assert found["work", "p.look"] == 1
    before = {title: share for (label, title), share in found.items() if label == "before"}
    assert before.keys() == {"h (one)", "h (two)"}
    assert sum(before.values()) == 1


def test_a_place_that_nothing_shares_keeps_its_name(tmp_path):
    program = compile_case(read_small(tmp_path, WARDS, SEEN))
    places = shared_places(program)
    assert places["p.ward#2"] == "p.ward"
    assert places["p.ward#3>p.duty:coordinate/p.net"] == "p.ward>p.duty:coordinate/p.net"
    assert "p.duty" not in places
