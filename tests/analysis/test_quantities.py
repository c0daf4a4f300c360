"""How many were served over time, by hand."""

from math import inf, nan

import numpy as np
import pytest

from simulator.analysis.measures import measure
from simulator.analysis.quantities import STEPS, curves, gather, moments
from simulator.analysis.results import collect
from simulator.analysis.summary import summarise
from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from tests.engine.small import read_small

HOUR = 3600.0
PLAN = """
    quantities: {{displaced: {{}}, watered: {{most: displaced, title: 有水喝}}{more}}}
    agencies: {{a: {{~, pools: {{water: {{units: 2, consumed: true}}}}}}}}
    procedures:
      h:
        water: {{owner: a, when: displaced > 0, serves: {{watered: 300 / h{uses}}}}}
        {task}
"""
AT_ONCE = "injects: [{at: 1 h, set: {displaced: 300}, observed_by: {a: 0 s}}]"


def summary(tmp_path, happens=AT_ONCE, *, uses="", more="", task="", horizon="192 min"):
    plan = PLAN.format(uses=uses, more=more, task=task)
    program = compile_case(read_small(tmp_path, plan, happens, horizon=horizon))
    player = Player(program, 1)
    return summarise(program, collect(program, [measure(program, player.play(0))]), seed=1)


def at(record, minutes, name="share"):
    """What a curve of one replication has at a time; the horizon is 192 minutes, so each step is one."""
    return record[name]["p50"][minutes]


def test_the_share_rises_in_a_straight_line_and_what_was_lacking_is_the_area_above_it(tmp_path):
    (record,) = summary(tmp_path)["quantities"]
    assert len(record["at_s"]) == STEPS + 1
    assert record["at_s"][60] == HOUR
    assert [at(record, minutes) for minutes in (59, 60, 75, 90, 120, 192)] == [None, 0, 0.25, 0.5, 1, 1]
    assert [at(record, minutes, "amount") for minutes in (59, 75, 192)] == [0, 75, 300]
    # a triangle of 300 people and one hour
    assert record["unserved_h"]["mean"] == 150
    assert record["title"]["zh"] == "有水喝"


def test_work_without_supplies_stands_still(tmp_path):
    happens = f"{AT_ONCE[:-1]}, {{at: 100 min, refill: {{p.a.water: 9}}}}]"
    (record,) = summary(tmp_path, happens, uses=", uses: {water: 6 / h}")["quantities"]
    # two units last 20 min: 100 of 300 from 80 to 100, all at 140
    assert [at(record, minutes) for minutes in (80, 90, 100)] == [pytest.approx(1 / 3, abs=1e-6)] * 3
    assert at(record, 120) == pytest.approx(2 / 3, abs=1e-6)
    assert at(record, 140) == 1
    # 250 on average for 20 min, 200 for 20 min, 100 on average for 40 min
    assert record["unserved_h"]["mean"] == pytest.approx(250 / 3 + 200 / 3 + 100 * 2 / 3, abs=1e-3)


def test_without_service_everybody_goes_without(tmp_path):
    happens = AT_ONCE + "\nmilestones: {ended: {when: displaced > 0 for 2 h}}"
    (record,) = summary(tmp_path, happens.replace("{a: 0 s}", "{a: 3 h}"))["quantities"]
    # nobody sees it for three hours: 300 people from 60 to 180 min, when the replication ends
    assert record["unserved_h"]["mean"] == 600
    assert at(record, 192) == 0


def times(table):
    return [[time / 60 for time in row] for row in table.reached.tolist()]


def table_of(tmp_path, happens, **how):
    plan = PLAN.format(uses="", more="", task="")
    program = compile_case(read_small(tmp_path, plan, happens, horizon="300 min", **how))
    return gather(program, [measure(program, Player(program, 1).play(0)).served])[0]


def test_a_share_is_reached_when_it_is_so_for_good(tmp_path):
    # 300 an hour from 60 min on: 150 of 300 at 90, 285 at 117
    assert times(table_of(tmp_path, AT_ONCE)) == [[90, 117]]
    # 200 are served at 100, when there are 900: half is 450 at 150, 95 % 855 at 231
    more = f"{AT_ONCE[:-1]}, {{at: 100 min, set: {{displaced: 900}}, observed_by: {{a: 0 s}}}}]"
    assert times(table_of(tmp_path, more)) == [[pytest.approx(150), pytest.approx(231)]]
    # 250 are served at 110, when there are 500: it was half all the time; 95 % is 475 at 155
    more = f"{AT_ONCE[:-1]}, {{at: 110 min, set: {{displaced: 500}}, observed_by: {{a: 0 s}}}}]"
    assert times(table_of(tmp_path, more)) == [[90, pytest.approx(155)]]


def test_a_share_that_is_not_there_at_the_end_was_not_reached(tmp_path):
    late = "injects: [{at: 270 min, set: {displaced: 300}, observed_by: {a: 0 s}}]"
    assert times(table_of(tmp_path, late)) == [[300, inf]]
    nobody = "injects: [{at: 10 min, set: {displaced: 0}, observed_by: {a: 0 s}}]"
    assert times(table_of(tmp_path, nobody)) == [[inf, inf]]


WARD = """
    media: {net: {delay: 1 min}}
    facts: {n: {kind: number}}
    agencies:
      duty: {~, desk: {operators: 1, compose: 2 min}}
      ward: {~, people: {count: 300, vulnerable: 10%}}
      other: {~, people: {count: 100, vulnerable: 1}}
    links:
      - {from: duty, to: ward, purpose: warn, carries: [f, g, n], over: [net]}
      - {from: duty, to: other, purpose: PURPOSE, carries: [f], over: [net]}
"""
TOLD = """\
injects:
  - {at: 10 min, set: {f: true, n: 3}, observed_by: {duty: 0 s}}
  - {at: 20 min, set: {g: true}}
  - {at: 30 min, set: {f: false}, observed_by: {other: 0 s}}
"""


def warned(tmp_path, happens=TOLD, purpose="command"):
    program = compile_case(read_small(tmp_path, WARD.replace("PURPOSE", purpose), happens, horizon="192 min"))
    player = Player(program, 1)
    return summarise(program, collect(program, [measure(program, player.play(0))]), seed=1)["warned"]


def test_how_many_people_know_what_warnings_and_orders_tell_them_is_measured(tmp_path):
    # one operator tells 100 of other by 13, as an order goes first, 300 of ward by 15;
    # other sees at 30 that it is not so, ward is told that later
    everybody, frail = warned(tmp_path)
    assert (everybody["name"], everybody["vulnerable"], everybody["agencies"]) == ("f", False, 2)
    assert (everybody["people"]["p50"], frail["people"]["p50"]) == (400, 130)
    assert [at(everybody, minutes) for minutes in (12, 13, 15, 29, 31, 192)] == [0, 0.25, 1, 1, 0.75, 0]
    assert at(frail, 20) == 1
    assert at(frail, 31) == pytest.approx(30 / 130, abs=1e-6)
    assert [part["reached"] for part in everybody["reached"]] == [0, 0]


def test_who_is_told_for_information_is_not_warned(tmp_path):
    everybody, _frail = warned(tmp_path, purpose="coordinate")
    assert (everybody["agencies"], everybody["people"]["p50"]) == (1, 300)


def test_a_share_that_a_condition_asks_for_is_of_all_people_and_stands_once(tmp_path):
    asked = 'milestones: {m: {when: "people(knows f) >= 75%"}, n: {when: people(knows g) > 0}}'
    found = [(each["name"], each["agencies"], each["vulnerable"]) for each in warned(tmp_path, TOLD + asked)]
    assert found == [("f", 2, False), ("g", 2, False), ("f", 2, True)]


def test_a_quantity_without_bound_has_no_share(tmp_path):
    more, task = (
        ", bags: {}",
        "fill: {owner: a, when: displaced > 0, duration: 30 min, serves: {bags: 60 / h}}",
    )
    bags, watered = summary(tmp_path, more=more, task=task)["quantities"]
    assert watered["share"] is not None
    assert bags["share"] is bags["unserved_h"] is bags["of"] is None
    assert [at(bags, minutes, "amount") for minutes in (60, 75, 90, 120)] == [0, 15, 30, 30]


def test_a_plan_that_serves_nothing_has_no_quantities(tmp_path):
    program = compile_case(read_small(tmp_path, "agencies: {a: {~}}", AT_ONCE))
    played = collect(program, [measure(program, Player(program, 1).play(0))])
    assert "quantities" not in summarise(program, played, seed=1)


def test_quantiles_are_those_of_the_replications_that_have_a_value():
    values = np.array([[nan, 0.1], [0.5, 0.2], [nan, 0.3]])
    assert curves(values) == {"p10": [None, 0.1], "p50": [None, 0.2], "p90": [None, 0.3]}


def test_the_horizon_is_looked_at_from_its_beginning_to_its_end():
    assert moments(192.0).tolist() == list(range(193))
    assert inf not in moments(1e9)


def test_no_replications_give_empty_tables(tmp_path):
    program = compile_case(read_small(tmp_path, PLAN.format(uses="", more="", task=""), AT_ONCE))
    (table,) = gather(program, [])
    assert table.amounts.shape == (0, STEPS + 1)
