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
