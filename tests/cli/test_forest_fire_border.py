"""What the shipped forest fire on the city border is for: each thing has its place in what a run leaves."""

import json
import sqlite3

import numpy as np
import pytest

from simulator.log.columns import unpack_times
from tests.cli.conftest import ROOT, in_this_process

pytestmark = pytest.mark.no_cover

SCENARIO = ROOT / "scenarios/forest_fire_border.yaml"
RUNS = 64
HOUR = 3600
TO_NATION = "cn_forest_fire.province_up:province_forest.forest_hq>province_forest.national_hq"
REASON = "与规范不同的理由：市政府值班工作规定：森林火灾在30分钟内电话报告"


class Left:
    """What one run leaves: its console, its folder, and what stands in it."""

    def __init__(self, folder):
        done = in_this_process(
            folder, ["run", str(SCENARIO), "--runs", str(RUNS), "--lang", "zh"], {"COLUMNS": "220"}
        )
        assert done.returncode == 0, done.stderr
        self.console = done.stdout
        self.run = next((folder / "outputs/forest_fire_border").iterdir())
        self.summary = json.loads((self.run / "summary.json").read_text(encoding="utf-8"))
        self.gaps = {
            gap["id"]: gap for gap in json.loads((self.run / "gaps.json").read_text(encoding="utf-8"))
        }

    def table(self, heading):
        """The lines of a table of the console, from its heading to the next blank line after rows."""
        lines = self.console.split(f"\n{heading}  ", 1)[1].splitlines()
        return "\n".join(line.rstrip() for line in lines[: lines.index("", 4) if "" in lines[4:] else 40])

    def named(self, key, name, by="name"):
        (found,) = [record for record in self.summary[key] if record[by] == name]
        return found

    def times(self, table, column, name):
        """The times of each replication, infinite where there was none."""
        database = sqlite3.connect(self.run / "run.sqlite")
        (blob,) = database.execute(f"SELECT {column} FROM {table} WHERE name = ?", [name]).fetchone()  # noqa: S608
        database.close()
        times = unpack_times(blob, RUNS)
        return np.where(times < 0, np.inf, times)


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    return Left(tmp_path_factory.mktemp("forest"))


def test_the_flame_is_open_for_more_than_24_hours_in_many_replications(left):
    assert 0.3 < left.named("milestones", "flame_24h")["reached"] < 0.7
    assert left.named("milestones", "flames_out")["reached"] == 1
    special = left.named("obligations", "province_forest.national_hq knows special_report")
    assert special["within_s"] == HOUR
    assert 0.3 < special["inside"] < 0.9


def test_the_nation_is_told_of_the_kinds_of_fires_that_the_regulation_names(left):
    duty = left.named("obligations", TO_NATION)
    assert (duty["pack"], duty["inside"], duty["wording"]["zh"]) == ("cn_forest_fire", 1, "立即")
    kinds = ("threatens", "at_boundary", "flame_24h")
    begun = {name: left.times("milestones", "reached_s", name) for name in kinds}
    started = left.times("obligations", "started_s", TO_NATION)
    assert 0.3 < duty["not_started"] < 0.7
    assert duty["not_started"] == pytest.approx(np.mean(started == np.inf))
    # without any of the kinds there is no duty; in some the flame of 24 hours is the first
    first = np.minimum.reduce(list(begun.values()))
    assert (started[first == np.inf] == np.inf).all()
    flame_first = (begun["flame_24h"] == first) & (first < np.inf)
    assert (started[flame_first] < np.inf).sum() > 5
    assert (started[flame_first] >= begun["flame_24h"][flame_first]).all()
    assert "森林防火条例第32、40条" in left.console


def test_the_grade_of_the_fire_follows_its_area(left):
    norms = in_this_process(ROOT, ["norms", "cn_forest_fire"], {"DRILL_LANG": "zh", "COLUMNS": "220"}).stdout
    assert "重大森林火灾" in norms
    assert left.named("levels", "III", by="level")["declared"]["reached"] == 1
    assert left.named("levels", "II", by="level")["matter"]["zh"] == "重大森林火灾或跨界蔓延"


def test_the_special_headquarters_hands_command_to_the_general_one(left):
    post = left.named("posts", "forest.forest_lead")
    assert 0.7 < post["handed_over"] < 1
    assert 15 * 60 < post["hand_over_mean_s"] < 40 * 60
    second = left.named("levels", "II", by="level")["declared"]
    assert second["reached"] == post["handed_over"]
    assert second["p50_s"] < post["handed_over_p50_s"] < second["p50_s"] + HOUR
    assert "森林火灾扑救指挥长" in left.table("岗位")


def test_warnings_by_colour_have_measures_and_come_before_the_fire(left):
    for level, lead, measures in (
        ("orange", 5.5, {"ban_fire", "crews_forward"}),
        ("red", 3, {"close_forest", "move_frail"}),
    ):
        record = left.named("levels", level, by="level")
        assert record["lead"]["p50_s"] > lead * HOUR
        assert {measure["name"] for measure in record["measures"]} == measures
        assert all(measure["done"]["reached"] == 1 for measure in record["measures"])
    table = left.table("从预警到措施")
    assert all(word in table for word in ("橙色", "红色", "转移林缘老弱", "封山设卡"))
    assert (left.run / "charts/warnings.png").exists()


def test_it_is_measured_who_was_moved_in_time(left):
    before_fire = left.named("objectives", "frail_moved", by="milestone")
    before_flames = left.named("objectives", "moved_in_time", by="milestone")
    assert 0.6 < before_fire["share"] < 1
    assert before_flames["share"] < 0.9
    assert before_flames["verdict"] == "missed"
    near, far = (left.named("milestones", f"{village}_moved") for village in ("fenglin", "shangping"))
    assert near["p50_s"] < 15 * HOUR < far["p50_s"]
    assert all(f"{village}已转移群众" in left.table("群众预警与救助") for village in ("枫林村", "上坪村"))


def test_grid_members_are_the_last_mile_and_reach_one_village_late(left):
    warned = [record for record in left.summary["warned"] if not record["vulnerable"]]
    assert [(record["name"], record["agencies"]) for record in warned] == [("forest.move_now", 12)]
    assert left.named("objectives", "people_told", by="milestone")["verdict"] == "missed"
    gap = left.gaps["medium:forest.town→forest.shangping:warn"]
    assert gap["severity"] == "high"
    assert left.named("milestones", "people_told")["p50_s"] > 13 * HOUR  # when the telephones are back
    assert "云顶镇政府联系不上上坪村" in left.console


def test_the_neighbour_is_told_over_both_edges_government_and_department(left):
    for name, within in (
        ("forest.fire:forest.duty_room>linjiang_forest.duty_room", HOUR),
        ("forest.fire:forest.forestry>linjiang_forest.forestry", HOUR / 2),
    ):
        duty = left.named("obligations", name)
        assert (duty["within_s"], duty["inside"]) == (within, 1)
    assert "市政府总值班室 → 临江市政府总值班室：森林火情" in left.table("义务")
    assert "市林业局防火办 → 临江市林业局防火办：森林火情" in left.table("义务")
    assert not [gap for gap in left.gaps.values() if gap["kind"] == "seam" and "border" in gap["rules"]]


def test_aid_is_accepted_or_declined_and_the_common_superior_helps_instead(left):
    neighbour, superior, tankers = (
        left.named("agreements", name) for name in ("crews_linjiang", "crews_province", "tankers_2026")
    )
    assert 0.3 < neighbour["outcomes"]["declined"] < 0.7
    assert neighbour["outcomes"]["arrived"] == pytest.approx(1 - neighbour["outcomes"]["declined"])
    assert superior["called"] == pytest.approx(neighbour["called"] * neighbour["outcomes"]["declined"])
    assert (superior["outcomes"]["arrived"], superior["arrived"]["reached"]) == (1, 1)
    assert 0.8 < tankers["outcomes"]["arrived"] < 1
    assert tankers["outcomes"]["lapsed"] == pytest.approx(1 - tankers["outcomes"]["arrived"])
    table = left.table("协议启用情况")
    assert "临江市森林消防大队 → 市森林消防大队" in table
    assert "被拒绝" in table
    assert "失效" in table


def test_the_plan_stands_in_for_a_duty_of_the_law_and_says_why(left):
    duty = left.named("obligations", "forest.county_by_telephone")
    assert (duty["overrides"], duty["within_s"]) == ("cn_emergency_response.county_up", HOUR / 2)
    assert not [each for each in left.summary["obligations"] if "county_up:" in each["name"]]
    assert REASON.partition("：")[0] in left.table("义务")
    assert REASON in (left.run / "report.html").read_text(encoding="utf-8")
    shown = in_this_process(ROOT, ["norms", str(SCENARIO)], {"DRILL_LANG": "zh", "COLUMNS": "250"}).stdout
    assert "cn_emergency_response.county_up" in shown
    assert "市政府值班工作规定" in shown


def test_the_law_binds_where_a_response_starts_and_commands_on_the_scene(left):
    begun = left.named("obligations", "cn_emergency_response.start_response:forest.duty_room")
    assert (begun["inside"], begun["article"]) == (1, "72")
    assert left.named("obligations", "cn_emergency_response.scene_hq")["fulfilled"] is True
    assert left.named("obligations", "cn_emergency_response.unit_to_county:forest.farm>forest.county_duty")


def test_a_liaison_officer_who_does_not_answer_leaves_the_neighbour_without_the_wind(left):
    assert left.named("milestones", "wind_known")["reached"] == 0
    (broken,) = [each for each in left.summary["consequences"] if each["name"] == "wind_known"]
    untold = "information:wind_shift@linjiang_forest.headquarters"
    assert [cause["gap"] for cause in broken["causes"]] == [untold]
    assert left.gaps["desk:linjiang_forest.liaison"]["title"]["zh"] == "临江市森林防火联络员：需要时无人值守"
    assert "临江市森林草原防灭火指挥部始终未被告知" in left.table("影响最大的缺口")
    # it learns of the fire at the boundary from headquarters to headquarters, hours after
    assert 0 < left.named("milestones", "border_break")["reached"] < 1


def test_losses_are_settled_jointly_when_the_flames_are_out(left):
    joint = left.named("joint_tasks", "forest.assess_loss")
    assert (joint["invited"], joint["quorum"], joint["in_person"]) == (2, 2, False)
    flames, losses = (left.times("milestones", "reached_s", name) for name in ("flames_out", "loss_assessed"))
    both = losses < np.inf
    assert both.mean() > 0.7
    assert (losses[both] > flames[both]).all()
