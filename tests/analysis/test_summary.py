import json
from math import inf

import numpy as np
import pytest

from simulator.analysis.clocks import INSIDE, LATE, MISSING, NOT_STARTED, PENDING, Clock
from simulator.analysis.figures import spread
from simulator.analysis.gaps.findings import Findings
from simulator.analysis.measures import NOT_READY, Measures
from simulator.analysis.results import collect
from simulator.analysis.summary import summarise
from simulator.analysis.tables import tables
from simulator.log.pack import unpack
from simulator.log.rows import DONE, MISTAKEN, TASK, WITHDRAWN
from simulator.log.store import read_store, write_store
from simulator.text.titles import Title
from tests.analysis.by_hand import Story, agent, duty, fact, milestone, program, task

CASE = program(
    facts=(fact("leak"),),
    agents=(agent("world"), agent("plant"), agent("county")),
    tasks=(task("plant.shut", 1, title=Title("关阀", "Shut the valve")), task("plant.idle", 1)),
    milestones=(milestone("told", 600.0, 0.9), milestone("shut")),
    duties=(
        duty("tell", holder=1, receiver=2, facts=(0,), within=600.0, basis=Title("第9条", "Art. 9")),
        duty("post", fulfilled=False, title=Title("指挥员", "A commander")),
    ),
)
IDLE = Clock(inf, inf, NOT_STARTED)


def measures(replication, told=60.0, *, clock=IDLE, state=DONE):
    return Measures(
        replication=replication,
        ended=43_200.0,
        stopped=False,
        milestones=(told, inf),
        ready=(30.0, inf),
        started=(told, inf),
        done=(told + 60.5, inf),
        states=(state, NOT_READY),
        clocks=(clock, IDLE),
        splits=({("before", "incident"): 60.0, ("work", "shut"): told - 60.0} if told < inf else {}, {}),
        findings=Findings({}, ({}, {}), {}),
        awareness={},
        undelivered=replication % 2,
        failed=2,
        mistaken=0,
    )


def summary(found):
    return summarise(CASE, collect(CASE, found), seed=7)


def test_the_summary_is_json_and_says_what_was_run():
    found = json.loads(json.dumps(summary([measures(0)]), allow_nan=False))
    assert {key: found[key] for key in ("scenario", "title", "runs", "seed", "horizon_s")} == {
        "scenario": "by_hand",
        "title": {"zh": "手工", "en": "By hand"},
        "runs": 1,
        "seed": 7,
        "horizon_s": 43_200,
    }


def test_too_few_replications_give_shares_but_no_quantiles():
    # 35 replications support the median (6 are enough), not p10 and p90 (36), not p95 (72).
    told = summary([measures(run) for run in range(35)])["milestones"][0]
    assert (told["name"], told["reached"], told["reached_high"]) == ("told", 1, 1)
    assert told["unsupported"] == ["p10", "p90", "p95"]
    assert (told["p50_s"], told["p90_s"], told["p90_low_s"], told["p90_high_s"]) == (60, None, None, None)
    assert told["beyond"] == []


def test_what_was_not_reached_lies_beyond_the_horizon_and_counts():
    found = spread(np.array([inf] * 15 + [float(time) for time in range(85)]))
    assert (found["reached"], found["p50_s"]) == (0.85, 49)
    assert found["beyond"] == ["p90", "p95"]
    assert (found["p90_s"], found["p90_low_s"], found["p90_high_s"]) == (None, 83, None)
    assert found["unsupported"] == []


def test_times_are_rounded_to_milliseconds():
    assert spread(np.array([1 / 1024] * 10))["p50_s"] == 0.001


@pytest.mark.parametrize(
    ("in_time", "of", "verdict"),
    # Wilson: 100 of 100 [0.96, 1]; 92 of 100 [0.85, 0.96]; 70 of 100 [0.60, 0.78]; 18 of 20 [0.70, 0.97]
    [(100, 100, "met"), (92, 100, "undecided"), (70, 100, "missed"), (18, 20, "undecided")],
)
def test_an_objective_is_met_missed_or_not_decided_by_its_whole_interval(in_time, of, verdict):
    found = summary([measures(run, 600.0 if run < in_time else 600.5) for run in range(of)])["objectives"]
    assert [objective["milestone"] for objective in found] == ["told"]
    assert (found[0]["within_s"], found[0]["required_share"]) == (600, 0.9)
    assert found[0]["share"] == in_time / of
    assert found[0]["verdict"] == verdict


def test_tasks_have_shares_and_times_of_start_and_end():
    runs = [
        measures(run, 60.0 if run else inf, state=DONE + MISTAKEN if run < 2 else DONE) for run in range(8)
    ]
    shut, idle = summary(runs)["tasks"]
    assert (shut["name"], shut["title"]["zh"], shut["owner"]) == ("plant.shut", "关阀", "plant")
    assert (shut["ready"], shut["started"]["reached"], shut["done"]["p50_s"]) == (1, 0.875, 120.5)
    assert shut["mistaken"] == 0.25
    assert (idle["ready"], idle["done"]["reached"], idle["title"]["en"]) == (0, 0, "plant.idle")


def test_known_already_from_others_is_a_share_of_the_clocks_that_ran():
    clocks = [Clock(0, 0, INSIDE, by_others=True), Clock(0, 9, INSIDE), Clock(0, inf, MISSING), IDLE]
    tell, post = summary([measures(run, clock=clock) for run, clock in enumerate(clocks)])["obligations"]
    assert tell["by_others"] == pytest.approx(1 / 3, abs=1e-6)
    assert post["by_others"] is None


def test_obligations_are_shared_out_among_the_clocks_that_ran():
    outcomes = [INSIDE] * 5 + [LATE] * 2 + [MISSING, PENDING] + [NOT_STARTED]
    ends = {INSIDE: 60.0, LATE: 900.0, MISSING: inf, PENDING: inf}
    runs = [
        measures(run, clock=IDLE if code == NOT_STARTED else Clock(30.0, 30.0 + ends[code], code))
        for run, code in enumerate(outcomes)
    ]
    tell, post = summary(runs)["obligations"]
    assert (tell["name"], tell["basis"], tell["holder"], tell["receiver"]) == (
        "tell",
        {"zh": "第9条", "en": "Art. 9"},
        "plant",
        "county",
    )
    assert (tell["inside"], tell["late"]) == (round(5 / 9, 6), round(2 / 9, 6))
    assert (tell["never"], tell["pending"], tell["not_started"]) == (round(1 / 9, 6), round(1 / 9, 6), 0.1)
    # From clock to clock, not from the start: the median of nine is the fifth, 60 s.
    assert (tell["p50_s"], tell["p50_high_s"], tell["beyond"]) == (60, None, [])
    assert (post["fulfilled"], post["inside"], post["not_started"]) == (False, None, None)


def test_a_clock_that_never_ran_has_no_shares():
    tell, _ = summary([measures(0)])["obligations"]
    assert (tell["inside"], tell["never"], tell["not_started"]) == (None, None, 1)


def test_critical_paths_are_means_over_the_replications_that_got_there():
    told, shut = summary([measures(0, 360.0), measures(1, 60.0), measures(2, inf)])["critical_paths"]
    assert (told["milestone"], told["replications"], told["mean_s"], told["longest_typical"]) == (
        "told",
        2,
        210,
        1,
    )
    assert told["parts"] == [
        {
            "label": "work",
            "place": "shut",
            "place_title": {"zh": "shut", "en": "shut"},
            "mean_s": 150,
            "share": 1,
        },
        {
            "label": "before",
            "place": "incident",
            "place_title": {"zh": "incident", "en": "incident"},
            "mean_s": 60,
            "share": 1,
        },
    ]
    assert sum(part["mean_s"] for part in told["parts"]) == told["mean_s"]
    assert (shut["replications"], shut["mean_s"], shut["longest_typical"], shut["parts"]) == (
        0,
        None,
        None,
        [],
    )


def test_without_replications_the_summary_is_empty_but_whole():
    found = json.loads(json.dumps(summary([]), allow_nan=False))
    assert (found["runs"], found["milestones"][0]["reached_high"], found["counts"]["failed"]) == (0, 1, 0)
    assert found["objectives"][0]["verdict"] == "undecided"


def test_what_went_wrong_is_counted_for_a_replication():
    assert summary([measures(0), measures(1)])["counts"] == {"undelivered": 0.5, "failed": 2, "mistaken": 0}


def test_the_tables_of_a_run_are_read_back(tmp_path):
    story = Story()
    story.add(TASK, 0, (-1, 0), 30)
    clock = Clock(30.0, 90.0, INSIDE)
    results = collect(CASE, [measures(0, clock=clock), measures(1, inf, state=WITHDRAWN + MISTAKEN)])
    log = story.log(replication=1)
    write_store(
        tmp_path / "run.sqlite", tables(CASE, results, meta={"seed": "7"}, logs=[("worst of told", log)])
    )
    found = read_store(tmp_path / "run.sqlite")
    assert found.meta == {"seed": "7"}
    assert [each.tolist() for each in (found.replications, found.ended, found.stopped)] == [
        [0, 1], [43_200, 43_200], [0, 0],
    ]  # fmt: skip
    assert {name: times.tolist() for name, times in found.milestones.items()} == {
        "told": [60, inf], "shut": [inf, inf],
    }  # fmt: skip
    assert {name: [column.tolist() for column in task] for name, task in found.tasks.items()} == {
        "plant.shut": [[30, 30], [60, inf], [120.5, inf], [DONE, WITHDRAWN + MISTAKEN]]
    }
    assert {name: [column.tolist() for column in clock] for name, clock in found.obligations.items()} == {
        "tell": [[30, inf], [90, inf], [INSIDE, NOT_STARTED]]
    }
    ((number, why, packed),) = found.logs
    assert (number, why, unpack(packed)) == (1, "worst of told", log)
