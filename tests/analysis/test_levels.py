"""From a level to its measures, by hand."""

from simulator.analysis.measures import measure
from simulator.analysis.results import collect
from simulator.analysis.summary import summarise
from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from tests.engine.small import read_small

PLAN = """
agencies: {weather: {~}, works: {~, desk: {operators: 1}}}
facts: {rain: {kind: number}}
media: {post: {delay: 10 min}}
links: [{from: weather, to: works, purpose: warn, carries: [warning], over: [post]}]
scales:
  warning:
    order: [blue, yellow, orange, red]
    declared_by: weather
    decide: 5 min
    levels:
      blue: {when: rain >= 20}
      orange: {when: rain >= 50, matter: Rain, expected: 3 h, measures: [stop, tell, nobody]}
      red: {when: rain >= 80, measures: [stop]}
procedures:
  h:
    stop: {owner: works, when: warning >= orange, needs: {desk: 1}, duration: 30 min}
    tell: {owner: works, when: warning >= orange, needs: {desk: 1}, duration: 20 min}
"""
HAPPENS = """
incident: {hazard: h, facts: {rain: 60}, observed_by: {weather: 0 s}}
injects: [{at: 2 h, set: {rain: 90}}]
"""


def levels(tmp_path):
    program = compile_case(read_small(tmp_path, PLAN, HAPPENS))
    measures = measure(program, Player(program, 1).play(0))
    found = summarise(program, collect(program, [measures]), seed=1)["levels"]
    return {record["level"]: record for record in found}


def test_what_a_level_states_and_whether_it_was_declared(tmp_path):
    found = levels(tmp_path)
    assert [found[level]["declared"]["reached"] for level in ("blue", "yellow", "orange", "red")] == [
        0,
        0,
        1,
        1,
    ]
    assert found["orange"]["matter"] == {"zh": "Rain", "en": "Rain"}
    assert found["orange"]["expected_s"] == 3 * 3600
    assert all(record["warning"] for record in found.values())


def test_measures_that_somebody_carries_out_are_reached_and_others_never(tmp_path):
    measures = {each["name"]: each for each in levels(tmp_path)["orange"]["measures"]}
    assert measures["stop"]["tasks"] == ["p.stop"]
    assert measures["stop"]["done"]["reached"] == 1
    assert measures["nobody"]["started"]["reached"] == 0


def test_the_time_from_a_level_to_its_measures(tmp_path):
    program = compile_case(read_small(tmp_path, PLAN, HAPPENS))
    runs = [measure(program, Player(program, 1).play(number)) for number in range(40)]
    found = summarise(program, collect(program, runs), seed=1)["levels"]
    by_level = {record["level"]: {each["name"]: each for each in record["measures"]} for record in found}
    # orange at 5, known to the works at 15; one operator: stop 15..45, then tell 45..65
    assert by_level["orange"]["stop"]["started"]["p50_s"] == 10 * 60
    assert by_level["orange"]["stop"]["done"]["p50_s"] == 40 * 60
    assert by_level["orange"]["tell"]["started"]["p50_s"] == 40 * 60
    assert by_level["orange"]["nobody"]["started"]["beyond"] == ["p10", "p50", "p90"]
    # red at 125: what it asks for had been done long before
    assert by_level["red"]["stop"]["started"]["p50_s"] == 0
