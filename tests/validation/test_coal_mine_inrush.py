"""The shipped inrush in a coal mine: a risk grade, the level that follows, the chain to the State Council."""

import json
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from matplotlib.text import Text

from simulator.cli.results import show_summary
from simulator.report.run_files import chart_drawers
from simulator.scenario.read import read_case
from simulator.study.clocks import play_clocks
from simulator.study.run import play_case
from simulator.units import DAY, HOUR, MINUTE

pytestmark = pytest.mark.no_cover

SCENARIO = Path(__file__).parents[2] / "scenarios/coal_mine_inrush.yaml"
RUNS = 40
INRUSH, MAJOR = 2 * HOUR, 14 * HOUR
LADDER = (
    "coal_mine.mine_head",
    "north.em_bureau",
    "city.em_duty",
    "city.province_duty",
    "national.em_centre",
)


@pytest.fixture(scope="module")
def run():
    """What a run comes to: its measures, its gaps by id, what the console says, what stands on its charts."""
    case = read_case(SCENARIO)
    fresh = play_case(case, runs=RUNS, seed=case.scenario.seed, jobs=1, progress=lambda _: None)
    drawers = chart_drawers(fresh, "zh")

    @cache
    def on(chart):
        return " ".join(text.get_text() for text in drawers[chart]().findobj(Text))

    return SimpleNamespace(
        summary=json.loads(json.dumps(fresh.summary)),
        gaps={gap.id: gap.rule for gap in fresh.gaps},
        text=on_the_console(fresh.summary),
        on=on,
    )


def on_the_console(summary):
    out = StringIO()
    with redirect_stdout(out), pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "200")
        show_summary(summary, "zh")
    return out.getvalue()


def milestone(run, name):
    (found,) = [record for record in run.summary["milestones"] if record["name"] == name]
    assert found["reached"] == 1
    return found["p50_s"]


def obligation(run, name):
    (found,) = [record for record in run.summary["obligations"] if record["name"] == name]
    return found


def level(run, scale, name):
    (found,) = [each for each in run.summary["levels"] if (each["scale"], each["level"]) == (scale, name)]
    return found


def test_the_risk_grade_follows_from_the_register_by_the_matrix_and_states_who_controls_it(run):
    # likelihood 4 times consequence 4 is 16: major, and the lower grades are never declared
    reached = {
        each["level"]: each["declared"]["reached"]
        for each in run.summary["levels"]
        if each["scale"] == "mine_accident.risk"
    }
    assert reached == {"low": 0, "ordinary": 0, "larger": 0, "major": 1}
    grade = level(run, "mine_accident.risk", "major")
    assert grade["name"]["zh"] == "重大风险（红）"
    assert grade["expected_s"] == 30 * DAY
    assert [each["name"] for each in grade["measures"]] == ["inform_crew", "limit_crew", "watch_mine"]
    assert all(each["started"]["reached"] == 1 for each in grade["measures"])
    assert "风险等级：重大风险（红）" in run.text
    assert "宣布风险等级：重大风险（红）" in run.on("timeline")


def test_the_risk_goes_from_the_mine_by_the_county_to_the_city_before_anything_happens(run):
    graded, county, city = (milestone(run, name) for name in ("risk_graded", "risk_county", "risk_city"))
    assert graded < county < city < INRUSH
    assert graded == pytest.approx(54 * MINUTE, abs=6 * MINUTE)
    assert county - graded == pytest.approx(29 * MINUTE, abs=6 * MINUTE)
    assert "县应急局知悉重大风险" in run.text
    assert "市安全生产指挥部知悉重大风险" in run.on("response_times")


def test_the_second_level_follows_from_the_risk_before_the_number_of_the_trapped_is_known_and_misses_its_hour(
    run,
):
    second = milestone(run, "level_II")
    assert second < milestone(run, "count_known")
    assert level(run, "mine_accident.mine_response", "II")["declared"]["reached"] == 1
    for skipped in ("IV", "III"):
        assert level(run, "mine_accident.mine_response", skipped)["declared"]["reached"] == 0
    duty = obligation(run, "mine_accident.risk_to_level")
    assert duty["within_s"] == HOUR
    assert duty["late"] >= 0.8
    assert duty["p50_s"] == pytest.approx(second - INRUSH, abs=5 * MINUTE)
    assert "重大风险场所突水后启动二级响应" in run.text
    assert "重大风险场所突水后启动二级响应" in run.on("clocks")


def test_what_comes_is_graver_than_the_register_said_and_raises_the_level(run):
    assert milestone(run, "beyond_register") == MAJOR
    assert MAJOR < milestone(run, "hq_knows_major") < milestone(run, "level_I") < MAJOR + HOUR
    assert level(run, "mine_accident.mine_response", "I")["declared"]["reached"] == 1
    assert obligation(run, "mine_accident.level_I_in_time")["inside"] == 1
    assert "实际后果超出风险清单" in run.text
    assert "实际后果超出风险清单" in run.on("timeline")


def test_command_goes_up_from_the_county_to_the_city_and_to_its_general_headquarters(run):
    posts = {post["name"]: post for post in run.summary["posts"]}
    rescue, lead = posts["mine_accident.rescue_command"], posts["mine_accident.mine_lead"]
    assert (rescue["handed_over"], lead["handed_over"]) == (1, 1)
    assert milestone(run, "level_II") < rescue["handed_over_p50_s"] < 5 * HOUR
    assert milestone(run, "level_I") < lead["handed_over_p50_s"] < 16 * HOUR
    assert rescue["hand_over_mean_s"] == pytest.approx(32 * MINUTE, abs=4 * MINUTE)


def test_the_legal_ceilings_of_three_five_and_seven_hours_come_out_of_the_chain(run):
    case = read_case(SCENARIO)
    played = play_clocks(case, runs=RUNS, seed=case.scenario.seed, jobs=1, progress=lambda _: None)
    (chain,) = [
        each
        for each in played.record["chains"]
        if (each["pack"], each["fact"]["id"]) == ("cn_work_accident", "inrush")
    ]
    hops = {(hop["from"], hop["to"]): hop for hop in chain["hops"]}
    ladder = [hops[hop] for hop in pairwise(LADDER)]
    assert [hop["limit_s"] / HOUR for hop in ladder] == [1, 2, 2, 2]
    assert [hop["ceiling_s"] / HOUR for hop in ladder] == [1, 3, 5, 7]
    assert [hop["began"] for hop in ladder] == [1, 1, 1, 1]
    medians = [hop["since_start"]["p50_s"] for hop in ladder]
    assert medians == sorted(medians)
    left = [hop["ceiling_s"] - hop["since_start"]["p90_s"] for hop in ladder]
    assert [hop["slack_s"] for hop in ladder] == pytest.approx(left)
    assert min(left) > 0
    # what eats the time is the one operator of the mine's dispatch room
    assert chain["takes_most"].endswith("coal_mine.dispatch_room>coal_mine.mine_head")
    (slowest,) = [hop for hop in chain["hops"] if hop["duty"] == chain["takes_most"]]
    assert (slowest["slow"]["parts"][0]["label"], slowest["slow"]["parts"][0]["place"]) == (
        "own operator",
        "coal_mine.dispatch_room",
    )
    chart = run.on("clocks")
    for receiver in ("市应急局指挥中心值班", "省应急管理厅值班室", "应急管理部指挥中心"):
        assert f"黄峪煤矿调度室 → {receiver}：井下突水" in chart
    assert "7 小时" in chart


def test_the_manager_says_eight_where_fourteen_are_trapped_until_the_count_is_verified(run):
    (report,) = run.summary["misreports"]["misreports"]
    assert (report["kind"], report["less"]) == ("false", 6)
    wrong = {each["agency"]: each for each in run.summary["misreports"]["beliefs"]}
    for believer in ("north.em_bureau", "city.em_duty", "city.province_duty", "national.em_centre"):
        assert wrong[believer]["most"] == 6
        assert wrong[believer]["false"]["p50_s"] == pytest.approx(78 * MINUTE, abs=15 * MINUTE)
        assert wrong[believer]["right"]["reached"] == 1
    # the level follows from the risk, so nobody who leads lacked a level for it
    assert run.summary["misreports"]["kept"] == []
    (joint,) = [each for each in run.summary["joint_tasks"] if each["name"] == "mine_accident.verify_count"]
    assert joint["outcomes"]["quorum"] == 1
    assert milestone(run, "count_known") > 4 * HOUR
    cards = {card["name"]: card for card in run.summary["scorecard"]["agencies"]}
    assert [each["rule"] for each in cards["coal_mine.mine_head"]["vetoes"]] == ["false"]
    assert "谎报：少报 6" in run.text
    assert "被困人数" in run.on("beliefs")


def test_the_inquiry_goes_up_with_the_grade_of_the_accident(run):
    began = {
        each["name"].rpartition(".")[2]: each
        for each in run.summary["tasks"]
        if "set_inquiry" in each["name"]
    }
    assert {name: each["started"]["reached"] for name, each in began.items()} == dict.fromkeys(
        ("set_inquiry_county", "set_inquiry_city", "set_inquiry_province"), 1
    )
    assert milestone(run, "inquiry") == pytest.approx(16.5 * HOUR, abs=HOUR / 2)


def test_what_is_found_lies_in_the_plans_of_the_mine_and_the_county(run):
    expected = {
        # the manager must agree before anybody leaves the mine
        "authority:coal_mine.order_withdraw": "decision",
        "desk:coal_mine.dispatch_room": "queue",
        "desk:north.em_bureau": "queue",
        "information:mine_accident.risk@mine_accident.county_inspectors": "slow_hop",
        "medium:coal_mine.mine_head": "single_agency",
    }
    assert {id_: run.gaps[id_] for id_ in expected} == expected
    assert obligation(run, "coal_mine.withdraw_order")["late"] == 1
    assert "下令井下撤人" in run.text
