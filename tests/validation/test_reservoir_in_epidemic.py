"""A reservoir in danger during an epidemic: what the shipped scenario is there to show is shown."""

import shutil
from pathlib import Path

import pytest

from simulator.cli.broken_table import broken_table
from simulator.scenario.read import read_case
from simulator.study.clocks import play_clocks
from simulator.study.run import play_case

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parents[2]
NAME = "reservoir_in_epidemic.yaml"
RUNS = 64
MINUTE, HOUR = 60, 3600

STATION_UP = "cn_animal_epidemic.county_station:epidemic.animal_station>upper.province_animal_station"


def quiet(_finished):
    return None


def play(path, runs=RUNS):
    case = read_case(path)
    return play_case(case, runs=runs, seed=case.scenario.seed, jobs=1, progress=quiet)


def rewritten(folder, *changes):
    """The scenario in a copy of the project, with what is written in its files put otherwise."""
    for part in ("plans", "scenarios"):
        shutil.copytree(ROOT / part, folder / part)
    for file, written, instead in changes:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert written in text
        path.write_text(text.replace(written, instead), encoding="utf-8")
    return folder / "scenarios" / NAME


@pytest.fixture(scope="module")
def run():
    return play(ROOT / "scenarios" / NAME)


@pytest.fixture(scope="module")
def chains():
    case = read_case(ROOT / "scenarios" / NAME)
    record = play_clocks(case, runs=RUNS, seed=case.scenario.seed, jobs=1, progress=quiet).record
    return {(chain["pack"], chain["fact"]["id"]): chain for chain in record["chains"]}


@pytest.fixture(scope="module")
def duties(run):
    return {each["name"]: each for each in run.summary["obligations"]}


@pytest.fixture(scope="module")
def milestones(run):
    return {each["name"]: each for each in run.summary["milestones"]}


def ceilings(chain):
    """Hours by the names that the duties have in the pack."""
    return {hop["duty"].partition(":")[0].partition(".")[2]: hop["ceiling_s"] / HOUR for hop in chain["hops"]}


# -- the chains of the law -----------------------------------------------------------------------------------


def test_a_human_case_may_take_nine_hours_from_the_hospital_to_the_nation_and_takes_less(chains):
    chain = chains["cn_public_health", "human_flu"]
    assert ceilings(chain) == {
        "hospital_to_county": 2,
        "county_health_up": 4,
        "county_up": 6,
        "city_up": 8,
        "province_up": 9,
    }
    assert all(hop["inside"] == 1 for hop in chain["hops"])
    assert chain["hops"][-1]["since_start"]["p90_s"] < 2 * HOUR


def test_an_animal_epidemic_may_take_three_hours_to_the_national_station_and_waits_for_the_city(chains):
    chain = chains["cn_animal_epidemic", "epidemic.flu_found"]
    found = ceilings(chain)
    assert (found["county_station"], found["province_station_national"]) == (2, 3)
    assert (found["province_authority_ministry"], found["province_state_council"]) == (4, 8)
    assert chain["takes_most"] == STATION_UP
    (slow,) = (hop["slow"]["parts"][0] for hop in chain["hops"] if hop["duty"] == STATION_UP)
    assert (slow["label"], slow["place"]) == ("desk queue", "epidemic.city_animal_station")
    assert 14 * HOUR < slow["mean_s"] < 15 * HOUR


def test_every_duty_of_the_four_packs_binds_and_is_verified(run, duties):
    assert {use.pack.id for use in run.case.norms} == {
        "cn_dam",
        "cn_animal_epidemic",
        "cn_public_health",
        "cn_disaster_relief",
    }
    bound = [each for each in duties.values() if each["pack"]]
    assert {each["certainty"] for each in bound} == {"verified"}
    assert sum(each["pack"] == "cn_animal_epidemic" for each in bound) == 7
    assert sum(each["pack"] == "cn_public_health" for each in bound) == 5


def test_signs_of_danger_go_to_the_authority_and_to_both_flood_headquarters_at_once(duties):
    wanted = {
        "cn_dam.authority:reservoir.station>reservoir.county_water",
        "cn_dam.flood_hq:reservoir.station>reservoir.county_flood_hq",
        "cn_dam.flood_hq:reservoir.station>reservoir.city_flood_hq",
    }
    told = {name: duties[name] for name in wanted}
    assert all(each["wording"]["en"] == "at once" and each["reached"] == 1 for each in told.values())
    assert max(each["p90_s"] for each in told.values()) < 20 * MINUTE


def test_villages_below_the_dam_are_warned_by_all_means_and_those_watched_at_home_never(run, duties):
    warned = {
        each["receiver"].partition("#")[0]: each["reached"]
        for name, each in duties.items()
        if name.startswith("cn_dam.warn")
    }
    assert warned == {
        "reservoir.baxia_village": 1,
        "reservoir.qiaodong_village": 1,
        "reservoir.hewan_village": 1,
        "epidemic.farmers": 1,
        "epidemic.watched_homes": 0,
    }
    rows = [row[0] for row in broken_table([gap_record(gap) for gap in run.gaps], run.summary, "en").rows]
    assert sum("Household under medical watch" in row for row in rows) == 1
    assert any("(the worst of 12 alike)" in row for row in rows)


def gap_record(gap):
    return {"id": gap.id, "title": {"en": str(gap.title)}}


# -- two special headquarters --------------------------------------------------------------------------------


def test_what_the_flood_headquarters_order_waits_for_a_decision_of_the_epidemic_headquarters(run, duties):
    paths = {path["milestone"]: path["parts"] for path in run.summary["critical_paths"]}
    for milestone, least in (("repair_through", 25 * MINUTE), ("corridor", 35 * MINUTE)):
        waits = {part["place"]: part["mean_s"] for part in paths[milestone] if part["label"] == "decision"}
        assert least < waits["epidemic.epidemic_hq"] < 60 * MINUTE
    late = {each["title"]["en"] for each in duties.values() if each["late"] == 1}
    assert {"Repair team let through within 30 min", "Way out open within 1 h"} <= late


def test_two_plans_set_two_rendezvous_points_and_both_orders_stand(run):
    found = {gap.id: gap.rule for gap in run.gaps}
    assert found["information:rvp"] == "two_orders"
    (unity,) = (each for each in run.summary["qualities"] if each["name"] == "unified_command")
    checks = {check["name"]: check for check in unity["checks"]}
    lines = {each["en"] for each in checks["one_superior"]["lacking"]}
    assert lines == {"County police", "Qinghe town"}
    assert checks["one_source"]["gaps"] == ["information:rvp"]


def test_command_of_the_flood_response_passes_to_the_general_headquarters(run):
    posts = {each["name"]: each for each in run.summary["posts"]}
    command = posts["reservoir.flood_command"]
    assert command["handed_over"] == 1
    assert 10 * MINUTE < command["hand_over_mean_s"] < 30 * MINUTE
    found = {gap.id: gap.rule for gap in run.gaps}
    assert found["authority:reservoir.flood_command"] == "mute_deputy"
    assert found["authority:reservoir.county_command"] == "deputy"


def test_water_agriculture_and_health_consult_with_a_quorum_that_seldom_comes_together(run):
    (consult,) = run.summary["joint_tasks"]
    assert (consult["name"], consult["invited"], consult["quorum"]) == ("reservoir.consult", 4, 3)
    assert consult["wait_at_most_s"] == 30 * MINUTE
    assert consult["outcomes"]["quorum"] > 0
    assert consult["outcomes"]["short"] > 0.5


# -- people and places ---------------------------------------------------------------------------------------


def test_isolation_rooms_run_out_until_a_hotel_is_requisitioned(run, milestones):
    supplies = {each["name"]: each for each in run.summary["supplies"]}
    rooms = supplies["epidemic.isolation_centre.isolation_room"]
    assert rooms["units"] == 52
    assert 0.2 < rooms["ran_out"] < 0.8
    assert rooms["waited_mean_s"] > 30 * MINUTE
    assert [each["name"] for each in rooms["refilled_by"]] == ["epidemic.add_rooms"]
    assert milestones["watched_moved"]["reached"] == 1
    assert "resource:isolation_room@epidemic.clinic" in {gap.id for gap in run.gaps}


def test_the_vulnerable_learn_of_the_order_later_than_the_rest(run, milestones):
    assert milestones["all_warned"]["p50_s"] < 10.6 * HOUR
    assert milestones["weak_warned"]["p50_s"] > 13 * HOUR
    groups = {(each["name"], each["vulnerable"]): each for each in run.summary["warned"]}
    order = groups["reservoir.evacuate_now", True]
    assert order["people"]["p50"] < groups["reservoir.evacuate_now", False]["people"]["p50"] / 4


def test_of_each_group_it_is_told_how_many_are_moved_and_how_long_they_waited(run):
    quantities = {each["title"]["en"]: each for each in run.summary["quantities"]}
    assert set(quantities) == {
        "People below the dam moved",
        "Close contacts isolated",
        "People moved out of the sealed zone",
        "People watched at home moved to isolation",
    }
    places = {part["place_title"]["en"] for path in run.summary["critical_paths"] for part in path["parts"]}
    assert set(quantities) <= places


def test_people_are_moved_after_the_dam_would_have_gone(milestones):
    assert 0.4 < milestones["breached"]["reached"] < 0.8
    assert milestones["breached"]["p10_s"] == 15.5 * HOUR
    assert milestones["below_moved"]["p90_s"] < 16 * HOUR
    assert milestones["all_out"]["p10_s"] > 17 * HOUR


def test_the_five_assurances_of_the_law_are_met_at_the_shelter(duties):
    met = {
        name.split(":")[0].split(".")[1]: each["reached"]
        for name, each in duties.items()
        if each["pack"] == "cn_disaster_relief" and each["receiver"] is None
    }
    assert met == {"food": 1, "water": 1, "clothing": 1, "shelter": 1, "care": 1}


def test_the_rain_was_warned_of_before_the_dam_was_in_danger(run):
    leads = {
        each["level"]: each["lead"]["p50_s"]
        for each in run.summary["levels"]
        if each["scale"].endswith("rain_warning")
    }
    assert leads["yellow"] == pytest.approx(4.8 * HOUR, abs=6 * MINUTE)
    assert leads["orange"] == pytest.approx(2.8 * HOUR, abs=6 * MINUTE)
    assert leads["red"] == pytest.approx(1.3 * HOUR, abs=6 * MINUTE)


def test_militia_squads_that_both_plans_count_on_are_waited_for(run):
    found = {gap.id: gap.rule for gap in run.gaps}
    assert found["resource:militia_squad@reservoir.county_water"] == "capacity"


# -- duty round the clock ------------------------------------------------------------------------------------


def test_what_is_not_due_before_the_end_spoils_no_score(run):
    cards = {each["name"]: each for each in run.summary["scorecard"]["agencies"]}
    assert cards["reservoir.em_bureau"]["result"]["score"] > 0.9


def test_with_the_city_station_manned_at_all_hours_the_province_is_told_in_time(run, duties, tmp_path):
    assert duties[STATION_UP]["late"] == 1
    (gap,) = (gap for gap in run.gaps if gap.id == "desk:epidemic.city_animal_station")
    assert gap.severity == "high"
    file = rewritten(
        tmp_path,
        (
            "plans/qinshan/epidemic.yaml",
            '{hours: "09:00-17:00", operators: 1}, {operators: 0}]',
            "{operators: 1}]",
        ),
    )
    mended = {each["name"]: each for each in play(file, runs=20).summary["obligations"]}
    assert mended[STATION_UP]["inside"] > 0.9


def test_on_a_working_morning_the_same_report_is_in_time(tmp_path):
    file = rewritten(tmp_path, (f"scenarios/{NAME}", "2026-10-03 16:00", "2026-10-14 09:00"))
    found = {each["name"]: each for each in play(file, runs=20).summary["obligations"]}
    assert found[STATION_UP]["inside"] > 0.9
