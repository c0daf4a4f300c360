"""What the log says of messages in a talk group."""

from simulator.engine.replication import Player
from simulator.log.rows import KIND, LEARNED, REF, REPORT
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case

PLAN = """
drill: plan
format: 1
id: city
name: City
authority: duty
hazards: {fire: {name: Fire}}
media: {radio: {mode: message, delay: 2 s, members: [duty, north, south]}}
agencies:
  duty: {name: Duty room, sector: government, level: city, desk: {operators: 1, compose: 1 min}}
  north: {name: North, sector: public_safety, level: city}
  south: {name: South, sector: public_safety, level: city}
links: [{from: duty, to: north, carries: [smoke], over: [radio]}]
"""
SCENARIO = """
drill: scenario
format: 1
name: Smoke
plans: [plan.yaml]
start: "2026-07-18 02:10"
horizon: 1 h
incident: {hazard: fire, facts: {smoke: true}, observed_by: {duty: 1 min}}
milestones: {heard: {when: south knows smoke}}
"""


def test_a_message_in_a_talk_group_names_the_group_as_its_medium(tmp_path):
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    program = compile_case(read_case(tmp_path / "scenario.yaml"))
    (report,) = (row for row in Player(program, 1).play(0).rows if row[KIND] == REPORT)
    assert report[LEARNED] == 122.0  # seen after 1 min, composed for 1 min, 2 s on the air
    assert program.media[report[REF]].name == "city.radio"
