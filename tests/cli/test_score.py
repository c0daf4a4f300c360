"""`drill score`, as a planner, a script and a check in CI call it."""

import json
from io import StringIO

import pytest
from rich.console import Console

from simulator.cli.scores import quality_table


@pytest.fixture
def score(drill, given):
    """Run `drill score` on the small scenario, which was played, in English."""
    given("run", "fire.yaml")
    return lambda *arguments: drill(
        "score", "fire.yaml", "--jobs", 1, *arguments, DRILL_LANG="en", COLUMNS="200"
    )


def test_the_tables_show_qualities_and_agencies(score):
    done = score()
    assert done.returncode == 0
    for text in (
        "Unified command: 100",
        "Effective: 50",
        "objectives that are met",
        "Scorecard",
        "Duty room",
    ):
        assert text in done.stdout


def test_they_speak_chinese(score):
    done = score("--lang", "zh")
    for text in ("统一领导：100", "考核表", "值班室", "结果", "过程"):
        assert text in done.stdout


def test_json_is_what_the_summary_holds(score, tmp_path):
    found = json.loads(score("--json").stdout)
    (file,) = tmp_path.glob("outputs/*/*/summary.json")
    summary = json.loads(file.read_text(encoding="utf-8"))
    assert found == {key: summary[key] for key in ("qualities", "scorecard")}


@pytest.mark.parametrize("name", ["city.duty", "Duty room", "值班室"])
def test_an_agency_is_opened_up_by_id_or_title(score, name):
    done = score("--agency", name)
    assert "Duty room, result:" in done.stdout
    assert "Duty room, process:" in done.stdout
    assert "Scorecard" not in done.stdout


def test_an_unknown_agency_is_said_with_what_was_meant(score):
    done = score("--agency", "city.dutty")
    assert done.returncode == 2
    assert "no agency city.dutty has a score; did you mean city.duty?" in done.stderr


def test_check_fails_on_a_veto(score, tmp_path):
    assert score("--check").returncode == 0
    plan = tmp_path / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace(
        "operators: 1, compose", "shifts: [{hours: '20:00-21:00', operators: 1}], compose"
    )
    plan.write_text(text, encoding="utf-8")
    done = score("--check")
    assert (done.returncode, "an obligation that is never met" in done.stdout) == (1, True)


def test_the_score_of_a_finished_run_cannot_be_changed_by_options(drill, given):
    done = drill("score", given("run", "fire.yaml"), "--runs", 3, DRILL_LANG="en")
    assert (done.returncode, "--runs cannot change a run that is there" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("held", "whole", "told"), [(3, 4, "objectives met: 3 of 4"), (16.03, 20, "objectives met: 80.2 %")]
)
def test_the_weakest_check_is_counted_where_it_is_whole_things(held, whole, told):
    title = {"zh": "达到的目标", "en": "objectives met"}
    check = {"title": title, "held": held, "of": whole, "score": held / whole}
    screen = StringIO()
    summary = {"qualities": [{"title": title, "score": held / whole, "checks": [check]}]}
    Console(file=screen, width=100).print(quality_table(summary, "en"))
    assert told in screen.getvalue()
