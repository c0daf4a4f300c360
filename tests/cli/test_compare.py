"""Comparing two runs on the command line."""

import json
import os
import re
import shlex
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from simulator.cli.compare_pair import open_pair
from tests.cli.conftest import COMMAND, environment

WORSE = ("--set", "city.put_out.duration=30 min")
SLOW = """
drill: patch
format: 1
plans: {city: {procedures: {fire: {put_out: {duration: 30 min}}}}}
"""


def folder_of(done):
    """Give the folder that a verb says it left."""
    return next(line.rpartition(": ")[2] for line in done.stderr.splitlines() if line.startswith("results: "))


def test_what_is_otherwise_is_compared_with_what_is(drill, given, tmp_path):
    given("compare", "fire.yaml", "--runs", "60", *WORSE)
    done = drill("compare", "fire.yaml", "--runs", "60", *WORSE)
    assert done.returncode == 0
    assert "--set city.put_out.duration=30 min" in done.stdout
    (folder,) = (tmp_path / "outputs/compare").iterdir()
    assert {path.name for path in (folder / "charts").iterdir()} == {"comparison.svg", "comparison.png"}
    assert len([*(tmp_path / "outputs/fire").iterdir()]) == 2  # both runs are kept, to be opened


def test_what_was_compared_is_kept_with_the_comparison(drill, tmp_path):
    (tmp_path / "slow.yaml").write_text(SLOW, encoding="utf-8")
    drill("compare", "fire.yaml", "--runs", "20", "--with", "slow.yaml")
    (folder,) = (tmp_path / "outputs/compare").iterdir()
    kept = {str(path.relative_to(folder / "inputs")) for path in folder.glob("inputs/**/*.yaml")}
    plain = {"a/fire.yaml", "a/plan.yaml", "b/fire.yaml", "b/plan.yaml"}
    assert kept == {*plain, "b/slow.yaml"}
    # one side can be played again from there alone
    inputs = folder / "inputs/b"
    again = drill("run", inputs / "fire.yaml", "--with", inputs / "slow.yaml", "--runs", "20", "--json")
    run = json.loads((folder / "summary.json").read_text(encoding="utf-8"))["b"]["run"]
    there = json.loads((tmp_path / "outputs/fire" / run / "summary.json").read_text(encoding="utf-8"))
    assert json.loads(again.stdout)["milestones"] == there["milestones"]


def test_json_is_the_comparison_and_check_fails_on_worse(drill, given):
    given("compare", "fire.yaml", "--runs", "60", *WORSE)
    done = drill("compare", "fire.yaml", "--runs", "60", "--json", "--check", *WORSE)
    record = json.loads(done.stdout)
    out = next(each for each in record["milestones"] if each["name"] == "out")
    assert out["mean"]["difference_s"] > 0
    assert out["verdict"] == "worse"
    assert record["b"]["what_if"]["settings"] == ["city.put_out.duration=30 min"]
    assert done.returncode == 1
    there_and_back = (f"outputs/fire/{record[side]['run']}" for side in "ba")
    assert drill("compare", *there_and_back, "--check").returncode == 0


def test_a_scenario_is_played_as_the_finished_run_beside_it(drill, given):
    run = given("run", "fire.yaml", "--runs", "7", "--seed", "11")
    for targets in ((run, "fire.yaml"), ("fire.yaml", run), (run, run)):
        record = json.loads(drill("compare", *targets, "--json").stdout)
        assert (record["runs"], record["seed"], record["tests"]) == (7, 11, 0)
    said = drill("compare", run, run, "--all")
    assert "Nothing differs in any replication." in said.stdout
    assert "drill report" not in said.stderr


def test_runs_that_cannot_be_paired_are_refused_with_the_reason(drill, given):
    one = given("run", "fire.yaml", "--runs", "7", "--seed", "11")
    other = folder_of(drill("run", "fire.yaml", "--runs", "6", "--seed", "11"))
    refused = drill("compare", one, other)
    assert refused.returncode == 2
    assert "cannot be paired: number of replications is 7 in the first and 6 in the second" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fire.yaml"], "name two scenarios or runs, or say with --set, --without or --with what differs"),
        (["fire.yaml", "--set", "city.team.desk.operator=2"], "did you mean `operators`?"),
        # one that comes with drill and is not here
        (["scenarios/relief_after_flood.yaml", "--set", "city.x=2"], "city.x"),
    ],
)
def test_what_is_missing_or_wrong_is_said_before_anything_is_played(drill, tmp_path, arguments, said):
    refused = drill("compare", *arguments)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert not (tmp_path / "outputs").exists()


def test_each_heading_says_in_which_unit_its_figures_are(drill, given):
    given("compare", "fire.yaml", "--runs", "60", *WORSE)
    done = drill("compare", "fire.yaml", "--runs", "60", "--all", "--lang", "en", *WORSE, COLUMNS="200")
    units = ("mean, A to B (min)", "difference (min)", "median (min)", "p90 (min)", "reached (points)")
    assert [unit for unit in units if unit not in done.stdout] == []
    assert "p90: the time that nine in ten replications do not pass" in done.stdout


def test_a_link_that_is_destroyed_makes_nothing_better(drill):
    drill("new", "small")
    scenario = "small/scenarios/first_drill.yaml"
    lost = ("compare", scenario, "--without", "medium", "first.phone", "--runs", "40")
    record = json.loads(drill(*lost, "--json").stdout)
    gaps = {each["id"]: each for each in record["gaps"]}
    # the only way to the rescue team is gone, and nobody is moved
    link = gaps["medium:first.bureau→first.rescue:command"]
    assert (link["state"], link["verdict"]) == ("gone", "gone")
    told = gaps["information:water_rising@first.rescue"]
    assert (told["severity_before"], told["severity_after"], told["verdict"]) == ("medium", "high", "worse")
    done = drill(*lost, COLUMNS="200")
    assert "Medium → High" in done.stdout
    assert "gone with its place: what it stood at is no longer in the plans of B" in done.stdout
    assert " → > 360.0" in done.stdout
    assert "A mean after > holds replications in which it was not reached" in done.stdout


def test_the_counts_add_up(drill, tmp_path):
    done = drill("compare", "fire.yaml", "--runs", "60", *WORSE, COLUMNS="200")
    line = next(line for line in done.stdout.splitlines() if " differ; for certain " in line)
    differ, everything, *parts = map(int, re.findall(r"\d+", line))
    assert differ == sum(parts) > 0
    (folder,) = (tmp_path / "outputs/compare").iterdir()
    record = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    those = [each for part in ("milestones", "obligations", "gaps") for each in record[part]]
    assert len(those) == everything
    assert sum(each["verdict"] != "same" for each in those) == differ


def test_scenarios_that_cannot_be_paired_are_refused_before_anything_is_played(drill, tmp_path):
    text = (tmp_path / "fire.yaml").read_text(encoding="utf-8")
    (tmp_path / "longer.yaml").write_text(text.replace("horizon: 2 h", "horizon: 3 h"), encoding="utf-8")
    refused = drill("compare", "fire.yaml", "longer.yaml")
    assert refused.returncode == 2
    assert "horizon is 2 h in the first and 3 h in the second" in refused.stderr
    in_chinese = drill("compare", "fire.yaml", "longer.yaml", "--lang", "zh")
    assert "推演时长在第一次为 2 小时，在第二次为 3 小时" in in_chinese.stderr
    assert not (tmp_path / "outputs").exists()


def test_scenarios_of_other_seeds_and_replications_are_played_as_the_first(drill, tmp_path):
    text = (tmp_path / "fire.yaml").read_text(encoding="utf-8")
    other = text.replace("runs: 20", "runs: 30").replace("seed: 3", "seed: 4")
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    record = json.loads(drill("compare", "fire.yaml", "other.yaml", "--json").stdout)
    assert (record["runs"], record["seed"], record["tests"]) == (20, 3, 0)


def test_warnings_of_the_same_plans_are_told_once_and_what_follows_up_can_be_pasted(drill, tmp_path):
    text = (tmp_path / "fire.yaml").read_text(encoding="utf-8")
    warned = text.replace("within: 30 min, share: 50%", "within: 30 min")
    (tmp_path / "fire.yaml").write_text(warned, encoding="utf-8")
    done = drill("compare", "fire.yaml", "--without", "link", "duty->team", "--out", "my outputs")
    assert done.stderr.count("1 warning: drill check fire.yaml") == 1
    told = next(line for line in done.stderr.splitlines() if "--since" in line)
    command = shlex.split(told.partition(": ")[2])
    assert drill(*command[1:], "--format", "md").returncode == 0


def test_it_speaks_chinese(drill):
    done = drill("compare", "fire.yaml", "--runs", "40", "--lang", "zh", *WORSE)
    assert "变差" in done.stdout
    assert "差值（分钟）" in "".join(done.stdout.split())
    assert "比较结果与图表" in done.stderr


def test_ctrl_c_in_the_first_run_starts_no_second(monkeypatch, drill, tmp_path):
    played = []

    def stopped(target, *_):
        played.append(target)
        return SimpleNamespace(interrupted=True)

    monkeypatch.setattr("simulator.cli.run_folders.play_opened", stopped)
    otherwise = dict.fromkeys(("settings", "removals", "patches"), ()) | {"runs": 5, "seed": 1}
    assert open_pair(tmp_path / "fire.yaml", tmp_path / "fire.yaml", "en", otherwise) is None
    assert [case.stem for case in played] == ["fire"]


def test_a_comparison_that_is_read_by_head_is_kept(given, tmp_path):
    how = ("compare", "fire.yaml", "--runs", "60", "--json", "--check", *WORSE)
    given("compare", "fire.yaml", "--runs", "60", *WORSE)
    kept = next((tmp_path / "outputs/compare").iterdir())
    shutil.rmtree(kept)
    reading, writing = os.pipe()
    os.close(reading)  # a reader that has gone
    with subprocess.Popen(
        [*COMMAND, *how], cwd=tmp_path, env=environment(), stdout=writing, stderr=subprocess.PIPE
    ) as done:
        os.close(writing)
        done.communicate(timeout=60)
    assert done.returncode == 1
    assert kept.is_dir()
