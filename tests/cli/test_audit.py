"""`drill audit`: the gaps of plans before anything runs."""

import json

from simulator.cli.words_taken import GAP_KINDS, GAP_SEVERITIES
from simulator.plan.gap import KINDS, SEVERITIES
from simulator.text.messages import display_width

TWICE = """
drill: plan
format: 1
id: other
name: {zh: 另一预案, en: Other plan}
authority: post
agencies: {post: {name: {zh: 邻市, en: Post}, sector: neighbour, level: city}}
"""


def test_audit_lists_gaps_by_severity_with_what_to_write_where(drill):
    done = drill("audit", "plan.yaml", LANG="en_US.UTF-8")
    assert done.returncode == 0
    text = done.stdout
    assert "seam:city.fire" in text
    assert "plan.yaml:7:" in text
    assert "special_plan:" in text
    assert text.index("Medium:") < text.index("Low:")
    assert "gaps: 2" in done.stderr


def test_a_scenario_brings_its_plans_and_looks_at_what_it_sets_in_motion(drill, tmp_path):
    plan = (
        (tmp_path / "plan.yaml").read_text(encoding="utf-8").replace("carries: [smoke]", "carries: [quiet]")
    )
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    done = drill("audit", "fire.yaml", "--min-severity", "high", "--json")
    (gap,) = json.loads(done.stdout)
    assert gap["id"] == "information:smoke@city.team"
    assert {"id", "kind", "severity", "sides", "title", "remedy", "where"} <= set(gap)
    assert gap["where"][0]["file"] == "plan.yaml"
    assert "`carries:`" in gap["remedy"]["en"]


def test_json_is_one_list_whatever_else_is_said(drill):
    done = drill("audit", "fire.yaml", "plan.yaml", "--json")
    gaps = json.loads(done.stdout)
    assert [gap["id"] for gap in gaps] == ["medium:city.duty→city.team:command", "seam:city.fire"]
    assert json.loads(drill("audit", "fire.yaml", "--json", "--kind", "resource").stdout) == []


def test_check_fails_from_the_severity_that_is_asked_for(drill):
    assert drill("audit", "fire.yaml", "--check").returncode == 0  # none is high
    assert drill("audit", "fire.yaml", "--check", "--min-severity", "medium").returncode == 1
    assert drill("audit", "fire.yaml", "--check", "--min-severity", "low", "--kind", "desk").returncode == 0


def test_a_folder_stands_for_the_plans_in_it(drill, tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plan.yaml").rename(tmp_path / "plans" / "plan.yaml")
    (tmp_path / "plans" / "other.yaml").write_text(TWICE, encoding="utf-8")
    found = [
        drill("audit", *paths, "--json") for paths in (["plans"], ["plans/plan.yaml", "plans/other.yaml"])
    ]
    assert (found[0].returncode, found[0].stdout) == (0, found[1].stdout)
    (tmp_path / "empty").mkdir()
    assert drill("audit", "empty").returncode == 2


def test_the_words_of_the_vocabulary_may_be_chinese(drill):
    assert set(GAP_KINDS) == set(KINDS)
    assert tuple(GAP_SEVERITIES) == SEVERITIES
    kinds = "--json", "--kind"
    found = [drill("audit", "fire.yaml", "plan.yaml", *kinds, kind).stdout for kind in ("衔接", "seam")]
    assert found[0] == found[1]
    assert [gap["kind"] for gap in json.loads(found[0])] == ["seam"]
    checked = [drill("audit", "fire.yaml", "--check", "--min-severity", word) for word in ("一般", "严重")]
    assert [done.returncode for done in checked] == [1, 0]


def test_another_word_is_answered_with_the_words_and_what_they_are_called(drill):
    done = drill("audit", "fire.yaml", "--kind", "情报", DRILL_LANG="zh")
    assert done.returncode == 2
    assert "'seam（预案衔接）'" in done.stderr
    assert "'desk', 'seam'." in drill("audit", "fire.yaml", "--kind", "情报", DRILL_LANG="en").stderr


def test_several_plans_are_taken_together(drill, tmp_path):
    (tmp_path / "other.yaml").write_text(TWICE, encoding="utf-8")
    assert drill("audit", "plan.yaml", "other.yaml").returncode == 0
    (tmp_path / "third.yaml").write_text(TWICE.replace("id: other", "id: city"), encoding="utf-8")
    done = drill("audit", "plan.yaml", "third.yaml")
    assert done.returncode == 2
    assert "third.yaml" in done.stderr


def test_files_with_problems_are_refused_all_at_once_and_nothing_is_printed(drill, tmp_path):
    (tmp_path / "bad.yaml").write_text("drill: plan\nformat: 1\nid: 5x\n", encoding="utf-8")
    (tmp_path / "worse.yaml").write_text("a: [", encoding="utf-8")
    done = drill("audit", "bad.yaml", "worse.yaml", "nowhere.yaml", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert all(name in done.stderr for name in ("bad.yaml", "worse.yaml", "nowhere.yaml"))


def test_lines_stay_within_80_columns_in_chinese_too(drill):
    done = drill("audit", "plan.yaml", DRILL_LANG="zh")
    assert "救援队" in done.stdout
    assert max(display_width(line) for line in done.stdout.splitlines()) <= 80


def test_a_plan_that_refers_to_others_asks_for_them(drill, tmp_path):
    other = TWICE + "links: [{from: post, to: city.duty, carries: [smoke]}]\n"
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    done = drill("audit", "other.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "name the plans that it refers to as well" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert drill("audit", "other.yaml", "plan.yaml").returncode == 0
