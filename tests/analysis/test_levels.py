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


def levels(tmp_path, plan=PLAN, happens=HAPPENS, runs=1):
    program = compile_case(read_small(tmp_path, plan, happens))
    player = Player(program, 1)
    measures = [measure(program, player.play(replication)) for replication in range(runs)]
    found = summarise(program, collect(program, measures), seed=1)["levels"]
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


def test_when_a_level_is_lowered_is_measured(tmp_path):
    # blue 0 + 5, red 120 + 5 min; lowered to blue 240 + 5 min, and blue stays
    plan = PLAN.replace("    levels:\n", "    lower: {to: blue, when: rain < 30}\n    levels:\n", 1)
    happens = HAPPENS.replace("rain: 60}", "rain: 25}").replace("]", ", {at: 4 h, set: {rain: 10}}]")
    found = levels(tmp_path, plan, happens)
    times = {
        level: (record["declared"]["reached"], record["lowered"] and record["lowered"]["reached"])
        for level, record in found.items()
    }
    assert times == {"blue": (1, 0), "yellow": (0, None), "orange": (0, None), "red": (1, 1)}


def test_a_level_that_is_not_lowered_says_so(tmp_path):
    found = [record["lowered"] for record in levels(tmp_path).values() if record["lowered"]]
    assert [lowered["reached"] for lowered in found] == [0, 0]


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


def test_the_lead_of_a_warning_is_to_the_first_incident_after_the_start(tmp_path):
    # orange is declared at 5 min, the slide begins at 65: 60 min ahead. Red comes at 125, an hour too late.
    happens = """
incident: {hazard: h, begins: 65 min, facts: {slide: true}}
injects: [{at: 0 s, set: {rain: 60}, observed_by: {weather: 0 s}}, {at: 2 h, set: {rain: 90}}]
"""
    plan = PLAN.replace("facts: {rain: {kind: number}}", "facts: {rain: {kind: number}, slide: {}}")
    found = levels(tmp_path, plan, happens, runs=10)
    assert found["orange"]["lead"]["p50_s"] == 3600
    assert found["red"]["lead"]["p50_s"] == -3600
    assert found["blue"]["lead"] is None


def test_of_several_incidents_the_lead_is_to_the_one_that_the_measures_are_for(tmp_path):
    # a fire comes at 30 min, the slide that `stop` is for at 65; orange is declared at 5
    happens = """
incidents:
  - {hazard: other, begins: 30 min, facts: {fire: true}}
  - {hazard: h, begins: 65 min, facts: {slide: true}}
injects: [{at: 0 s, set: {rain: 60}, observed_by: {weather: 0 s}}]
"""
    plan = PLAN.replace("facts: {rain: {kind: number}}", "facts: {rain: {kind: number}, slide: {}, fire: {}}")
    plan += "hazards: {h: {name: h}, other: {name: other}}\n"
    assert levels(tmp_path, plan, happens, runs=10)["orange"]["lead"]["p50_s"] == 3600


def test_measures_that_are_for_no_incident_leave_the_lead_to_the_first(tmp_path):
    # no incident is of the hazard h, whose tasks the measures are; the second in the file begins first
    happens = """
incidents:
  - {hazard: other, begins: 95 min, facts: {fire: true}}
  - {hazard: k, begins: 65 min, facts: {slide: true}}
injects: [{at: 0 s, set: {rain: 60}, observed_by: {weather: 0 s}}]
"""
    plan = PLAN.replace("facts: {rain: {kind: number}}", "facts: {rain: {kind: number}, slide: {}, fire: {}}")
    plan += "hazards: {h: {name: h}, k: {name: k}, other: {name: other}}\n"
    assert levels(tmp_path, plan, happens, runs=10)["orange"]["lead"]["p50_s"] == 3600


def test_without_an_incident_to_come_a_warning_has_no_lead(tmp_path):
    assert levels(tmp_path)["orange"]["lead"] is None
