"""What a plan bears, by hand: single points of failure, redundant links, a second incident."""

import numpy as np
import pytest

from simulator.errors import DrillError
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.scenario.shipped import SHIPPED
from simulator.scenario.what_if import WhatIf
from simulator.study.losses import covers, losses_of, with_losses
from simulator.study.pool import play_programs
from simulator.study.second import beside, second_incidents
from simulator.study.stress import How, Stress, stress, unasked_for
from simulator.study.stress_parts import KINDS, PARTS
from simulator.study.stress_record import stress_record
from tests.analysis.gaps.seen import RUNS, played

PLAN = """
drill: plan
format: 1
id: p
name: p
authority: a
hazards: {h: {name: h}}
agencies:
  a: {name: 甲, sector: government, level: city}
  b: {name: 乙, sector: government, level: city, desk: {operators: 1}}
  c:
    name: 丙
    sector: public_safety
    level: city
    pools: {crew: {units: 2}}
media: {phone: {delay: 1 min}, radio: {delay: 2 min}, runner: {delay: 3 min}}
links:
  - {from: a, to: b, carries: [f], over: [phone]}
  - {from: a, to: b, carries: [f], purpose: report, over: [radio]}
  - {from: b, to: c, carries: [f], over: [runner]}
procedures: {h: {go: {owner: c, when: f, needs: {crew: 2}, duration: 10..20 min, achieves: done}}}
"""
SCENARIO = """
drill: scenario
format: 1
name: s
plans: [p.yaml]
start: "2026-02-11 09:00"
horizon: 6 h
incident: {hazard: h, facts: {f: true}, observed_by: {a: 0 s}}
milestones:
  told: {when: b knows f, within: 30 min, share: 90%}
  done: {when: done, within: 40 min, share: 90%}
  free: {when: done}
"""


@pytest.fixture
def path(tmp_path):
    (tmp_path / "p.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path / "s.yaml"


def record(path, parts=PARTS, *, pairs=12, runs=60, jobs=1):
    how = How(runs, 1, jobs, lambda _: None)
    return stress_record(stress(path, read_case(path), how, parts=parts, pairs=pairs))


def sets(found, milestone):
    named = [each for each in found["minimal_sets"] if each["milestone"] == milestone]
    return {frozenset(loss["name"] for loss in each["losses"]) for each in named}


PHONE, RADIO, RUNNER = "p.a>p.b:coordinate", "p.a>p.b:report", "p.b>p.c:coordinate"


def test_a_link_that_all_depends_on_breaks_the_objective_alone(path):
    assert frozenset({RUNNER}) in sets(record(path, ["links"]), "done")


def test_of_two_redundant_links_neither_breaks_anything_alone_but_both_do(path):
    found = record(path, ["links"])
    assert sets(found, "told") == {frozenset({PHONE, RADIO})}
    # `done` needs the runner; without it nothing is left for the other two to break
    assert sets(found, "done") == {frozenset({RUNNER}), frozenset({PHONE, RADIO})}
    alone = {row["id"]: row for row in found["losses"]}
    assert not alone[f"links:{PHONE}"]["breaks"]
    assert not alone[f"links:{RADIO}"]["breaks"]


def test_everything_lost_in_turn(path):
    found = record(path, KINDS, pairs=0)
    breaking = {row["id"] for row in found["losses"] if row["breaks"]}
    # an agency that is out neither sends nor takes in; c alone has the units
    assert breaking == {"agencies:p.a", "agencies:p.b", "agencies:p.c", f"links:{RUNNER}", "media:p.runner",
                        "pools:p.c.crew"}  # fmt: skip
    assert len(found["losses"]) == 3 + 3 + 3 + 1
    assert found["pairs"] == []


def test_what_is_lost_costs_what_it_carried(path):
    found = record(path, ["pools"], pairs=0)
    (row,) = found["losses"]
    told, done = row["objectives"]
    assert (told["difference"], told["sure"]) == (0.0, False)
    assert (done["before"], done["after"], done["difference"]) == (1.0, 0.0, -1.0)
    # work that took 10 to 20 min after 4 min on the way never begins: 6 h less that, at `done` and at `free`
    assert 2 * (360 - 24) * 60 <= row["moved_s"] <= 2 * (360 - 14) * 60


def test_the_phone_was_only_faster(path):
    # told by radio after 2 min instead of 1: no objective moves, so it is only screened
    found = record(path, ["links"], pairs=0)
    row = next(row for row in found["losses"] if row["id"] == f"links:{PHONE}")
    assert row["moved_s"] == pytest.approx(3 * 60)  # a minute at each of the three milestones
    assert (row["runs"], row["screened_only"]) == (32, True)


def test_a_link_that_nobody_uses_is_not_lost_by_anybody(path, tmp_path):
    # g comes about after the horizon of 6 h: there is nothing to tell of it
    idle = "  - {from: c, to: a, carries: [g], over: [runner]}\nprocedures:"
    late = "achieves: done}, tidy: {owner: c, when: done for 5 h, duration: 1 h, achieves: g}}}"
    plan = PLAN.replace("procedures:", idle).replace("achieves: done}}}", late)
    (tmp_path / "p.yaml").write_text(plan, "utf-8")
    rows = {row["id"]: row for row in record(path, ["links", "media"], pairs=0)["losses"]}
    assert [name for name, row in rows.items() if not row["used"]] == ["links:p.c>p.a:coordinate"]
    unused = rows["links:p.c>p.a:coordinate"]
    assert (unused["runs"], unused["screened_only"], unused["moved_s"]) == (60, False, 0.0)
    # nor does the others' play change by it
    assert rows[f"links:{PHONE}"]["moved_s"] == pytest.approx(3 * 60)


@pytest.mark.parametrize("kind", ["links", "media"])
def test_the_loss_of_what_nobody_asks_for_changes_nothing_in_the_sample_city(kind):
    case = read_case(SHIPPED / "scenarios/two_hazards_one_command.yaml")
    losses = {loss.id: loss for loss in losses_of(case, [kind])}
    how, program = How(2, 7, 1, lambda _: None), compile_case(case)
    found = Stress(case, program, 2, 7, (), (), how.play([((), program)], 2)[()])
    unasked = unasked_for(found, how, {(name,): loss for name, loss in losses.items()})
    assert 0 < len(unasked) < len(losses)
    some = sorted(unasked)[:: max(len(unasked) // 6, 1)]
    lost = how.play([(key, compile_case(with_losses(case, [losses[key[0]]]))) for key in some], 2)
    assert all((times == found.base).all() for times in lost.values())


def test_of_a_pair_one_of_which_is_lost_with_the_other_nothing_is_asked(path):
    case = read_case(path)
    by_id = {loss.id: loss for loss in losses_of(case, KINDS)}
    assert covers(by_id["agencies:p.c"], by_id["pools:p.c.crew"], case)
    assert covers(by_id["agencies:p.b"], by_id[f"links:{RUNNER}"], case)
    assert not covers(by_id["agencies:p.a"], by_id[f"links:{RUNNER}"], case)
    assert not covers(by_id[f"links:{RUNNER}"], by_id["agencies:p.b"], case)


INJECTS = {
    "media:p.phone": "outage: p.phone",
    "agencies:p.b": "outage: p.b",
    f"links:{RUNNER}": "outage: way",
    "pools:p.c.crew": "take_away: {p.c.crew: 2}",
}


@pytest.mark.parametrize("lost", INJECTS)
def test_lost_is_what_an_inject_at_the_start_does(path, tmp_path, lost):
    # the same written by a planner, who gives the link an id to name it by
    named = PLAN.replace("{from: b, to: c,", "{id: way, from: b, to: c,")
    (tmp_path / "q.yaml").write_text(named, encoding="utf-8")
    written = SCENARIO.replace("p.yaml", "q.yaml") + f"injects: [{{at: 0 s, {INJECTS[lost]}}}]\n"
    (tmp_path / "t.yaml").write_text(written, encoding="utf-8")
    case = read_case(path)
    losses = [loss for loss in losses_of(case, KINDS) if loss.id == lost]
    programs = {"lost": with_losses(case, losses), "written": read_case(tmp_path / "t.yaml")}
    compiled = [(name, compile_case(each)) for name, each in programs.items()]
    times = play_programs(compiled, runs=5, seed=1, jobs=1, progress=lambda _: None)
    as_it_is = play_programs([("", compile_case(case))], runs=5, seed=1, jobs=1, progress=lambda _: None)
    assert (times["lost"] == times["written"]).all()
    assert (times["lost"] != as_it_is[""]).any()


def test_many_alike_are_lost_as_one(path, tmp_path):
    (tmp_path / "p.yaml").write_text(PLAN.replace("    name: 丙", "    times: 2\n    name: 丙"), "utf-8")
    case = read_case(path)
    by_id = {loss.id: loss for loss in losses_of(case, KINDS)}
    assert [each for each in by_id if "p.c" in each] == ["agencies:p.c", f"links:{RUNNER}", "pools:p.c.crew"]
    agency, link, pool = (compile_case(with_losses(case, [by_id[each]])) for each in by_id if "p.c" in each)
    # neither has a desk: the pools of both are closed; both links have the switch; two units each are gone
    assert [agency.servers[each].name for each in agency.acts[-1].desks] == ["p.c#1.crew", "p.c#2.crew"]
    cut = [each.name for each in link.links if each.rungs[0].switches]
    assert cut == ["p.b>p.c#1:coordinate", "p.b>p.c#2:coordinate"]
    assert [units for _server, units in pool.acts[-1].servers] == [2, 2]


def test_losing_nothing_changes_nothing(path):
    case = read_case(path)
    assert with_losses(case, ()) is case


def test_what_is_lost_moves_no_draw(path):
    case = read_case(path)
    lost = next(loss for loss in losses_of(case, ["links"]) if loss.name == RADIO)
    one, other = compile_case(case), compile_case(with_losses(case, [lost]))
    keys = [{stream.key for stream in each.streams} for each in (one, other)]
    assert keys[0] == keys[1]
    # the phone is first anyhow: work lasts as long as it did
    programs = [(number, program) for number, program in enumerate((one, other))]
    times = play_programs(programs, runs=3, seed=1, jobs=1, progress=lambda _: None)
    assert (times[0] == times[1]).all()


def test_a_second_incident_takes_the_only_crew(path):
    # both ask for 2 of 2 units; the milestones are those of the first, which is served first
    found = record(path, ["second"])
    (row,) = found["second"]
    assert row["title"] == {"zh": "h", "en": "h"}
    assert [each["difference"] for each in row["objectives"]] == [0.0, 0.0]


def test_a_second_incident_comes_between_two_tasks_of_the_first(path, tmp_path):
    again = "again: {owner: c, when: done, needs: {crew: 2}, duration: 5 min, achieves: tidy}}}"
    (tmp_path / "p.yaml").write_text(PLAN.replace("achieves: done}}}", f"achieves: done}}, {again}"), "utf-8")
    path.write_text(SCENARIO + "  tidy: {when: tidy, within: 30 min, share: 90%}\n", encoding="utf-8")
    (row,) = record(path, ["second"], runs=40)["second"]
    told, done, tidy = row["objectives"]
    # alone: 4 min on the way, 10 to 20 min of work, 5 min: in time. The crew goes to the second incident,
    # which asked first, for 10 to 20 min before it comes back: 29 to 49 min
    assert (told["difference"], done["difference"]) == (0.0, 0.0)
    assert tidy["before"] == 1.0
    assert tidy["breaks"]
    assert 10 * 60 <= row["moved_s"] <= 20 * 60


def test_beside_several_incidents_one_more_is_added(path):
    # written as a list; one without an id must not come twice
    several = "\n  - {hazard: h, begins: 1 h, facts: {f: true}, observed_by: {a: 0 s}}\nmilestones"
    text = SCENARIO.replace("incident: {", "incidents:\n  - {").replace("\nmilestones", several)
    path.write_text(text, encoding="utf-8")
    (second,), refused = second_incidents(path, read_case(path))
    assert [each.id for each in second.case.scenario.incidents] == [None, None, "second"]
    assert refused == []


def test_an_incident_that_is_called_second_stays(path):
    several = (
        "\n  - {id: second, hazard: h, begins: 1 h, facts: {f: true}, observed_by: {a: 0 s}}\nmilestones"
    )
    text = SCENARIO.replace("incident: {", "incidents:\n  - {").replace("\nmilestones", several)
    path.write_text(text, encoding="utf-8")
    (second,), _refused = second_incidents(path, read_case(path))
    assert [each.id for each in second.case.scenario.incidents] == [None, "second", "second_2"]


@pytest.mark.no_cover
def test_the_shipped_scenario_of_two_hazards_takes_a_second_incident():
    path = SHIPPED / "scenarios/two_hazards_one_command.yaml"
    case = read_case(path)
    taken, refused = second_incidents(path, case)
    assert taken[0].id == "second:rainstorm"
    assert len(taken[0].case.scenario.incidents) == 3
    assert refused == []


@pytest.mark.no_cover
def test_what_the_liaison_officer_of_the_shipped_scenario_tells_nobody_tells_without_one():
    path = SHIPPED / "scenarios/two_hazards_one_command.yaml"
    reached = []
    for removals in ((), ("medium unified.mine_officer",)):
        program = compile_case(read_case(path, WhatIf(removals=removals)))
        number = [milestone.name for milestone in program.milestones].index("below_open")
        reached.append(np.isfinite(played(program).milestones[:, number]).tolist())
    assert reached == [[True] * RUNS, [False] * RUNS]


def test_a_second_incident_that_the_plans_do_not_take_is_told(path, monkeypatch):
    def refuse(*_):
        raise DrillError([])

    monkeypatch.setattr("simulator.study.second.read_case", refuse)
    case = read_case(path)
    taken, refused = second_incidents(path, case)
    assert (taken, [title.show("en") for title in refused]) == ([], ["h"])


def test_a_plan_of_another_scenario_that_changed_makes_another_study(path):
    found = [beside(path)]
    other = path.read_text(encoding="utf-8").replace("p.yaml", "q.yaml")
    (path.parent / "other.yaml").write_text(other, encoding="utf-8")
    for name in ("one", "another"):
        plan = PLAN.replace("drill: plan", f"# {name}\ndrill: plan")
        (path.parent / "q.yaml").write_text(plan, encoding="utf-8")
        found.append(beside(path))
    assert len({*found}) == 3


def test_every_hour_of_the_day(path):
    starts = record(path, ["starts"], runs=2)["starts"]
    assert (starts["scope"], len(starts["mean_share"][0])) == ("day", 24)


def test_the_same_for_one_process_and_two(path):
    assert record(path, ["links", "pools"], runs=40) == record(path, ["links", "pools"], runs=40, jobs=2)


def test_what_is_missed_as_it_is_cannot_be_broken(path):
    path.write_text(SCENARIO.replace("within: 40 min", "within: 12 min"), encoding="utf-8")
    found = record(path, ["links"])
    assert [goal["verdict"] for goal in found["objectives"]] == ["met", "missed"]
    assert sets(found, "done") == set()


def test_what_was_interrupted_keeps_what_was_played(path):
    left = 60 + 32  # nothing lost, then the first loss

    def progress(count):
        nonlocal left
        left -= count
        if left <= 0:
            raise KeyboardInterrupt

    found = stress(path, read_case(path), How(60, 1, 1, progress), parts=["links"], pairs=2)
    assert found.interrupted
    assert len(stress_record(found)["losses"]) < 3
