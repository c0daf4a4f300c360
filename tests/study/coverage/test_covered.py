"""Coverage by hand, a fire and a flood: what only the flood exercises is missing until it is played."""

import json

import pytest

from simulator.analysis.tables import tables
from simulator.engine.replication import Player
from simulator.log.rows import KIND, REPORT, SUBJECT, TASK
from simulator.log.store import read_store, write_store
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study.coverage.covered import Showing, coverage_record
from simulator.study.coverage.exercised import Exercised
from simulator.study.coverage.wanted import Stage
from simulator.study.run import play_case
from tests.cases import agency, plan, scenario

RUNS = 12
PLAN = plan(
    {"duty": agency(), "team": agency()},
    hazards={"fire": {"name": "Fire"}, "flood": {"name": "Flood"}},
    facts={"smoke": {}, "water": {"title": "Water in the streets"}},
    links=[
        {"from": "duty", "to": "team", "purpose": "command", "carries": ["smoke"]},
        {"from": "duty", "to": "team", "purpose": "warn", "carries": ["water"]},
    ],
    procedures={
        "fire": {"put_out": {"owner": "team", "when": "smoke", "achieves": "fire_out", "basis": "3.1"}},
        "flood": {"pump": {"owner": "team", "when": "water", "achieves": "dry", "basis": "4.1"}},
    },
    obligations=[
        {"id": "tell_smoke", "fact": "smoke", "from": "duty", "to": "team", "within": "5 min"},
        {"id": "tell_water", "fact": "water", "from": "duty", "to": "team", "within": "5 min"},
    ],
)


def of(hazard, fact, seen_by="duty", **more):
    seen = {"hazard": hazard, "facts": {fact: True}, "observed_by": {seen_by: "1 min"}}
    return scenario(incident=seen, milestones={"m": {"when": fact}}, **more)


FIRE, FLOOD = of("fire", "smoke"), of("flood", "water")


@pytest.fixture
def played(tmp_path):
    """Give what plays scenarios of a plan and tells their coverage."""

    def coverage(a_plan, **scenarios):
        (tmp_path / "plan.yaml").write_text(json.dumps(a_plan), encoding="utf-8")
        return coverage_record([showing(tmp_path, name, each) for name, each in scenarios.items()])

    return coverage


def showing(folder, name, a_scenario):
    path = folder / f"{name}.yaml"
    path.write_text(json.dumps(a_scenario), encoding="utf-8")
    case = read_case(path)
    run = play_case(case, runs=RUNS, seed=1, jobs=1, progress=lambda _finished: None)
    write_store(folder / f"{name}.sqlite", tables(run.program, run.results, meta={}))
    store = read_store(folder / f"{name}.sqlite")
    return Showing(Stage(path.name, case), Exercised(run.summary, store))


def missing(coverage):
    parts = [(part["kind"], part["name"]) for part in coverage["parts"] if not part["by"]]
    return parts + [("paragraph", each["basis"]["en"]) for each in coverage["paragraphs"] if not each["by"]]


def test_what_only_a_flood_exercises_is_missing_after_a_fire(played):
    assert missing(played(PLAN, fire=FIRE)) == [
        ("task", "p.pump"),
        ("link", "p.duty>p.team:warn"),
        ("obligation", "p.tell_water"),
        ("paragraph", "4.1"),
    ]


def test_nothing_is_missing_when_the_flood_is_played_too(played):
    coverage = played(PLAN, fire=FIRE, flood=FLOOD)
    assert missing(coverage) == []
    by = {(part["kind"], part["name"]): part["by"] for part in coverage["parts"]}
    assert by["task", "p.put_out"] == {"fire.yaml": RUNS}
    assert by["link", "p.duty>p.team:warn"] == {"flood.yaml": RUNS}
    assert by["obligation", "p.tell_water"] == {"flood.yaml": RUNS}
    assert {each["basis"]["en"]: each["by"] for each in coverage["paragraphs"]} == {
        "3.1": {"fire.yaml": RUNS},
        "4.1": {"flood.yaml": RUNS},
    }


def test_the_scenario_that_would_is_named_with_its_hazard_and_what_comes_true(played):
    coverage = played(PLAN, fire=FIRE)
    wanted = {part["kind"]: part["wanted"] for part in coverage["parts"] if not part["by"]}
    assert wanted["task"]["text"]["en"] == (
        "a scenario with the hazard Flood in which this comes true: Water in the streets (water)"
    )
    assert wanted["link"]["text"]["en"].endswith("; then agency has something to tell agency")
    assert wanted["obligation"]["text"]["zh"].startswith("灾种为Flood、且出现下列情况的情景")
    assert coverage["paragraphs"][1]["wanted"] == wanted["task"]


def test_counts_are_those_of_the_logs(played, tmp_path):
    """A message that is lost in half of the cases: the link is used in all, the task comes up in some."""
    lossy = PLAN | {
        "media": {"sms": {"name": "sms", "mode": "message", "success": 0.5, "tries": 1}},
        "links": [
            {"from": "duty", "to": "team", "carries": ["smoke"], "over": ["sms"], "lapses": "1 min"},
        ],
    }
    coverage = played(lossy, fire=FIRE)
    case = read_case(tmp_path / "fire.yaml")
    program = compile_case(case)
    logs = [Player(program, 1).play(number) for number in range(RUNS)]
    put_out = [task.name for task in program.tasks].index("p.put_out")
    ready = sum(any(row[KIND] == TASK and row[SUBJECT] == put_out for row in log.rows) for log in logs)
    told = sum(any(row[KIND] == REPORT for row in log.rows) for log in logs)
    by = {part["name"]: part["by"] for part in coverage["parts"] if part["kind"] in ("task", "link")}
    assert 0 < ready < told == RUNS
    assert by["p.put_out"] == {"fire.yaml": ready}
    assert by["p.duty>p.team:coordinate"] == {"fire.yaml": told}


def test_copies_count_together(played):
    """Three grids alike, each learns of the smoke in two thirds: one part, exercised where any of them is."""
    grids = {"duty": agency(), "team": agency(), "grid": agency(times=3)}
    a_plan = PLAN | {
        "agencies": grids,
        "media": {"sms": {"name": "sms", "mode": "message", "success": 0.4, "tries": 1}},
        "links": [
            *PLAN["links"],
            {"from": "duty", "to": "grid", "carries": ["smoke"], "over": ["sms"], "lapses": "1 min"},
        ],
        "procedures": {"fire": {"watch": {"owner": "grid", "when": "smoke", "achieves": "watched"}}},
    }
    (watch,) = [part for part in played(a_plan, fire=FIRE)["parts"] if part["kind"] == "task"]
    assert watch["name"] == "p.watch"
    assert 0 < watch["by"]["fire.yaml"] <= RUNS


def test_a_scenario_that_has_all_of_it_is_not_asked_for_again(played):
    """Smoke is seen, but nobody tells the team: no other scenario would help."""
    silent = PLAN | {"links": PLAN["links"][1:]}
    coverage = played(silent, fire=FIRE)
    (put_out,) = [part for part in coverage["parts"] if part["name"] == "p.put_out"]
    assert put_out["wanted"]["scenario"] == "fire.yaml"
    assert put_out["wanted"]["text"]["en"].startswith("not another scenario: fire.yaml brings about all")


def test_a_level_and_an_agreement_are_parts_too(played):
    a_plan = PLAN | {
        "agencies": {
            "duty": agency(),
            "team": agency(pools={"pump_car": {"units": 1, "mobilise": "1 min"}}),
            "lender": agency(pools={"pump_car": {"units": 3, "mobilise": "1 min"}}),
        },
        "links": [*PLAN["links"], {"from": "team", "to": "lender", "purpose": "request_aid"}],
        "agreements": {"cars": {"from": "lender", "to": "team", "gives": {"pump_car": 3}, "basis": "5.1"}},
        "scales": {
            "alert": {
                "order": ["low", "high"],
                "declared_by": "duty",
                "levels": {"low": {"when": "water", "basis": "2.1"}, "high": {"when": "water and smoke"}},
            }
        },
        "procedures": {
            "flood": {"pump": {"owner": "team", "when": "water", "needs": {"pump_car": 2}, "duration": "1 h",
                               "achieves": "dry"}},
        },
    }  # fmt: skip
    coverage = played(a_plan, fire=FIRE)
    gone = missing(coverage)
    assert {("level", "p.alert=low"), ("agreement", "cars"), ("paragraph", "2.1"), ("paragraph", "5.1")} <= {
        *gone
    }
    wanted = {part["name"]: part["wanted"]["text"]["en"] for part in coverage["parts"] if not part["by"]}
    assert wanted["cars"].endswith("; then agency needs more units than it has itself")
    assert "Water in the streets (water), smoke" in wanted["p.alert=high"]
    after = missing(played(a_plan, fire=FIRE, flood=FLOOD))
    assert ("agreement", "cars") not in after
    assert [name for kind, name in after if kind == "level"] == ["p.alert=high"]
