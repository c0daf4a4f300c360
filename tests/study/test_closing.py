"""Closing a gap: nothing else moves, causes stay sound, every kind has its way."""

from pathlib import Path

import pytest

from simulator.analysis.paths import critical_path
from simulator.engine.replication import Player
from simulator.log.rows import AT, KIND, MILESTONE
from simulator.plan.gap import KINDS
from simulator.program.compile import compile_case
from simulator.program.model import NONE
from simulator.scenario.read import read_case
from simulator.study.closing import CLOSINGS, closed, closure_of
from simulator.study.remedies import REMEDIES
from tests.engine.small import MINUTE
from tests.engine.sound import faults_of
from tests.study.shops import SERIES, case, gap, priced

ROOT = Path(__file__).parents[2]
CITY = [
    "desk:city.duty_room",
    "information:leak@north.fire",
    "information:city_chemical.chem_response@north.headquarters",
    "authority:city_chemical.bring_buses",
    "authority:city_chemical.chem_response",
    "authority:city_chemical.chem_command",
    "medium:plant.call_119",
    "medium:city.phone",
    "medium:city.radio",
    "resource:ambulance@north.hospital",
    "resource:rescue_team@city.fire_brigade",
    "seam:ambulance_county",
]
ISLAND = """
agencies:
  a: {~, desk: {operators: 1, compose: {mean: 4 min}, handling: 1..5 min}, pools: {team: {units: 1}}}
  b: {~, desk: {operators: 1, compose: {mean: 4 min}, handling: 1..5 min}}
  c: {~, pools: {team: {units: 1, mobilise: 1..9 min}}}
  x: {~, desk: {operators: 1, compose: 1..5 min, handling: {mean: 3 min}}}
  y: {~, desk: {operators: 1, compose: 1..5 min, handling: {mean: 3 min}}}
media:
  net: {delay: {mean: 1 min}, success: 0.6, tries: 3}
  phone: {mode: call, success: 0.7, delay: 5..20 s}
links:
  - {from: a, to: b, carries: [f], over: [phone]}
  - {from: x, to: y, carries: [f], over: [net, phone]}
procedures:
  h:
    go: {owner: a, when: f, needs: {team: 1}, decision: {by: b, takes: 1..5 min}, duration: 5..9 min,
         achieves: g}
    also: {owner: a, when: f, needs: {team: 1}, duration: 5..9 min}
    busy: {owner: b, when: f, needs: {desk: 1}, duration: 9..12 min}
    far: {owner: y, when: f, needs: {desk: 1}, duration: {mean: 20 min}, achieves: far_done}
"""
HAPPENS = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 1..4 min, x: {mean: 5 min}}}]
milestones: {m: {when: g}, far: {when: far_done}}
"""


def city():
    case = read_case(ROOT / "scenarios/ammonia_leak_night.yaml")
    return case, compile_case(case)


def test_every_kind_of_gap_has_its_closing_and_its_remedy():
    assert set(CLOSINGS) == set(REMEDIES) == set(KINDS)


@pytest.mark.parametrize("rule", ["capacity", "coordination"])
def test_what_is_drawn_in_the_program_as_it_is_is_drawn_in_each_closed_one(rule):
    case, program = city()
    streams = {(stream.key, stream.distribution) for stream in program.streams}
    for name in CITY:
        closure = closure_of(case, program, gap(name, rule))
        other = closed(case, program, [closure])
        assert streams <= {(stream.key, stream.distribution) for stream in other.streams}, name
        assert other != program, name


def test_logs_of_a_city_with_everything_closed_are_sound_and_paths_exact():
    case, program = city()
    other = closed(case, program, [closure_of(case, program, gap(name)) for name in CITY])
    log = Player(other, 1).play(3)
    assert faults_of(log.rows, other.horizon) == []
    for number, row in enumerate(log.rows):
        if row[KIND] == MILESTONE:
            path = critical_path(other, log, number, AT)
            assert sum(part.end - part.begin for part in path) == row[AT]


def test_the_path_of_what_was_known_at_once_goes_on_where_the_other_agency_learned_it(tmp_path):
    a_case = case(tmp_path, *SERIES)
    program = compile_case(a_case)
    gaps = [gap("information:f@p.b"), gap("information:p.g@p.c")]
    other = closed(a_case, program, [closure_of(a_case, program, each) for each in gaps])
    log = Player(other, 1).play(0)
    (number,) = (number for number, row in enumerate(log.rows) if row[KIND] == MILESTONE)
    path = [(part.label, part.place, part.begin / MINUTE, part.end / MINUTE)
            for part in critical_path(other, log, number, AT)]  # fmt: skip
    # b and c wait for nothing but work
    assert path == [
        ("before", "f", 0, 10),
        ("work", "p.one", 10, 15),
        ("work", "p.go", 15, 22),
    ]


@pytest.mark.parametrize(
    "name",
    ["desk:p.a", "desk:p.b", "information:f@p.b", "authority:p.go", "medium:p.a>p.b:coordinate",
     "resource:team@p.a", "coordination"],
)  # fmt: skip
def test_what_a_gap_has_nothing_to_do_with_stays_as_drawn(tmp_path, name):
    a_gap = gap("resource:team@p.a", rule="coordination") if name == "coordination" else gap(name)
    (found,) = priced(case(tmp_path, ISLAND, HAPPENS), a_gap, runs=40).values()
    near, far = (cost.saved for cost in found.alone)
    assert (far.mean, far.low, far.high) == (0, 0, 0)
    assert near.mean != 0


def test_a_decision_is_closed_for_each_incident(tmp_path):
    plan = """
    agencies: {a: {~}, boss: {~, desk: {operators: 1}}}
    links: [{from: a, to: boss, carries: []}]
    procedures: {h: {go: {owner: a, when: f, decision: {by: boss, takes: 5 min}, achieves: done}}}
    """
    happens = "incidents:\n" + "".join(
        f"  - {{id: {name}, hazard: h, facts: {{f: true}}, observed_by: {{a: 0 s}}}}\n" for name in "xy"
    )
    a_case = case(tmp_path, plan, happens + "milestones: {m: {when: done}}\n")
    program = compile_case(a_case)
    other = closed(a_case, program, [closure_of(a_case, program, gap("authority:p.go"))])
    assert [task.name for task in other.tasks] == ["p.go", "p.go/2"]
    assert [seat.desk for seat in other.seats] == [NONE, NONE]
