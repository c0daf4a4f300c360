"""What a planner types wrongly, and what is said then: each answer names what to type instead."""

import re

import pytest

from tests.cli.conftest import ROOT

CITY = ROOT / "scenarios/ammonia_leak_night.yaml"


@pytest.mark.parametrize(
    ("verb", "meant"),
    [("play", "run"), ("paly", "run"), ("Run", "run"), ("推演", "run"), ("diff", "compare")],
)
def test_what_others_call_a_verb_is_guessed(drill, verb, meant):
    done = drill(verb, "fire.yaml", LANG="C")
    assert done.returncode == 2
    assert done.stderr.endswith(f"there is no verb {verb}; did you mean {meant}?\n")


def test_one_option_alone_is_guessed(drill):
    assert drill("run", "fire.yaml", "--seeds", 3, LANG="C").stderr.endswith("did you mean --seed?\n")
    assert drill("run", "fire.yaml", "--precison", 3, LANG="C").stderr.endswith("did you mean --precision?\n")


def test_a_short_h_asks_for_help(drill):
    assert drill("-h").stdout == drill("--help").stdout
    assert drill("run", "-h").stdout == drill("run", "--help").stdout


@pytest.mark.parametrize("wrong", [("--lang", "cn"), ("--lang=中文",)])
def test_a_language_that_there_is_not_is_refused_in_that_of_the_environment(drill, wrong):
    done = drill("run", "fire.yaml", *wrong, DRILL_LANG="zh")
    assert done.returncode == 2
    assert "错误：" in done.stderr


@pytest.mark.parametrize("behind", [(), ("--runs", 2)])
def test_what_is_missing_behind_without_is_said(drill, behind):
    done = drill("run", "fire.yaml", "--without", "phone", *behind, LANG="C")
    assert done.returncode == 2
    assert "--without wants a kind and a name, as in `--without medium city.phone`" in done.stderr


def test_a_folder_and_what_it_holds_are_named_as_they_are_typed(drill, tmp_path):
    town = tmp_path / "town"
    (town / "plans").mkdir(parents=True)
    (town / "scenarios").mkdir()
    (town / "scenarios/night.yaml").touch()
    told = drill("run", "town/scenarios", LANG="C").stderr
    assert told.startswith("town/scenarios:1:1: this is a folder")
    assert "did you mean `town/scenarios/night.yaml`?" in told


@pytest.mark.parametrize("quoted", [("--without", "medium phone"), ("--without=medium phone",)])
def test_kind_and_name_in_one_pair_of_quotes_are_understood(drill, quoted):
    plain = drill("run", "fire.yaml", "--runs", 2, "--without", "medium", "phone", "--json")
    assert plain.returncode == 0, plain.stderr
    assert drill("run", "fire.yaml", "--runs", 2, *quoted, "--json").stdout == plain.stdout


def test_an_option_behind_quoted_kind_and_name_is_kept(drill):
    done = drill("compare", "fire.yaml", "--runs", 40, "--without", "link duty->team", "--check", LANG="C")
    assert done.returncode == 1, done.stderr


def test_without_is_shown_by_what_the_sample_has(drill):
    told = " ".join(drill("audit", "--help", "--lang", "en").stdout.split())
    link = re.search("link '(.*?)'", told)[1].replace(" ", "")
    example = ("--without", "medium", "city.phone", "--without", "link", link)
    done = drill("audit", CITY, *example, LANG="C")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("verb", ["run", "stress", "sensitivity"])
def test_a_run_in_place_of_a_scenario_is_told_the_scenario(drill, given, tmp_path, verb):
    run = given("run", "fire.yaml").relative_to(tmp_path)
    done = drill(verb, run, LANG="C")
    assert done.returncode == 2
    told = f"{run} is the folder of a run; here the scenario is expected: "
    assert done.stderr == f"{told}fire.yaml\n"
    (tmp_path / "fire.yaml").unlink()
    assert drill(verb, run, LANG="C").stderr == f"{told}{run}/inputs/fire.yaml\n"


@pytest.mark.parametrize("verb", ["sensitivity", "improve"])
def test_a_milestone_behind_the_scenario_is_told_its_option(drill, verb):
    done = drill(verb, "fire.yaml", "out", LANG="C")
    assert done.returncode == 2
    assert done.stderr.endswith("a milestone is named with --milestone\n")
    assert "--milestone" not in drill("run", "fire.yaml", "out", LANG="C").stderr


def test_the_id_of_a_run_alone_is_told_its_folder(drill, given):
    run = given("run", "fire.yaml")
    for wrong in (run.name, f"elsewhere/{run.name}", "outputs/fire/abc"):
        done = drill("gaps", wrong, LANG="C")
        assert done.returncode == 2
        assert done.stderr == f"there is no {wrong}; did you mean `outputs/fire/{run.name}`?\n"


def test_without_runs_a_name_that_means_nothing_is_no_file(drill):
    assert "there is no such file" in drill("gaps", "abc", LANG="C").stderr


def test_problems_name_files_as_they_are_opened_from_here(drill, tmp_path):
    drill("new", "town")
    plan = tmp_path / "town/plans/first_plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("to: rescue", "to: rescu"), encoding="utf-8")
    scenario = "town/scenarios/first_drill.yaml"
    for arguments in (["check", "town"], ["run", scenario], ["audit", scenario], ["suite", "town/scenarios"]):
        done = drill(*arguments, LANG="C")
        assert done.returncode == 2
        assert "town/plans/first_plan.yaml:41:" in done.stderr, arguments
        assert "did you mean `rescue`?" in done.stderr


def test_a_folder_in_place_of_a_scenario_is_told_what_lies_in_it(drill):
    drill("new", "town")
    assert "did you mean `town/scenarios/first_drill.yaml`?" in drill("run", "town", LANG="C").stderr


def test_a_report_that_is_there_is_told_what_to_do(drill, given):
    run = given("run", "fire.yaml")
    assert drill("report", run, "--format", "md").returncode == 0
    refused = drill("report", run, "--format", "md", LANG="C")
    assert refused.returncode == 2
    assert "nothing was written: --replace writes over it, --out names another file" in refused.stderr
    assert drill("report", run, "--format", "md", "--replace").returncode == 0


def test_a_milestone_of_a_finished_run_is_explained_without_playing(drill, given, tmp_path):
    run = given("run", "fire.yaml")
    whole = drill("explain", "fire.yaml", "out")
    (tmp_path / "fire.yaml").unlink()
    done = drill("explain", run, "out")
    assert (done.returncode, done.stdout) == (0, whole.stdout)
    one = drill("explain", run, "told", "--replication", 3)
    assert (one.returncode, "Team told" in one.stdout) == (0, True)
    refused = drill("explain", run, "out", "--runs", 5, LANG="C")
    assert (refused.returncode, "cannot change a run" in refused.stderr) == (2, True)
    assert "told（救援队接令）、out（明火扑灭）" in drill("explain", run, DRILL_LANG="zh").stderr


def test_a_missing_scenario_is_shown_by_one_that_is_here(drill, tmp_path):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios/my night.yaml").write_text("drill: scenario", encoding="utf-8")
    said = drill("gaps", LANG="C").stderr
    assert said.endswith("is missing, as in drill gaps 'scenarios/my night.yaml'\n")


def test_an_agency_behind_the_scenario_is_told_its_option(drill):
    assert drill("score", "fire.yaml", "team", LANG="C").stderr.endswith("an agency is named with --agency\n")


def test_a_replication_behind_the_scenario_is_told_its_option(drill):
    said = drill("replay", "fire.yaml", "3", LANG="C").stderr
    assert said.endswith("a replication is named with --replication\n")
    assert drill("replay", "fire.yaml", "team", LANG="C").stderr.endswith("is named with --agency\n")


def test_a_shard_that_is_not_there_is_told_so(drill):
    assert "x.shard:1:1: there is no such file" in drill("merge", "x.shard", LANG="C").stderr


def test_what_cannot_be_taken_away_is_told_the_kinds_in_the_language(drill):
    said = drill("run", "fire.yaml", "--without", "桥", "phone", DRILL_LANG="zh").stderr
    assert "`link`（通报关系）、`agency`（机构）、`medium`（通信手段）" in said
    assert "did you mean `medium`?" in drill("run", "fire.yaml", "--without", "mediun", "x", LANG="C").stderr


def test_a_norm_is_guessed_by_its_title(drill):
    assert "是否想写 `cn_dam`？" in drill("norms", "水库大坝", DRILL_LANG="zh").stderr
    assert "did you mean `cn_forest_fire`?" in drill("norms", "forest fire", LANG="C").stderr
    assert "`drill norms` lists them" in drill("norms", "zzzz", LANG="C").stderr


def test_warnings_name_the_command_that_shows_them(drill, tmp_path):
    text = (tmp_path / "fire.yaml").read_text(encoding="utf-8")
    (tmp_path / "a b.yaml").write_text(
        text.replace("within: 1 min, share: 50%", "within: 1 min"), encoding="utf-8"
    )
    done = drill("run", "a b.yaml", "--runs", 2, LANG="C")
    assert "1 warning: drill check 'a b.yaml'\n" in done.stderr
    assert "is a line in the charts, and no objective" in drill("check", "a b.yaml", LANG="C").stderr


def test_a_list_of_figures_without_a_basis_says_where_one_is_written(drill):
    assert "written as `basis:`" in drill("check", "plan.yaml", "--assumptions").stdout


def test_few_replications_are_told_to_be_too_few_to_be_certain(drill):
    other = ("--set", "city.put_out.duration=30 min")
    told = "of fewer than 30 replications no time is told for certain: --runs"
    assert told in drill("compare", "fire.yaml", "--runs", 10, *other, LANG="C").stderr
    assert told not in drill("compare", "fire.yaml", "--runs", 30, *other, LANG="C").stderr
    few = drill("sensitivity", "fire.yaml", "--milestone", "out", "--runs", 4, LANG="C").stdout
    assert " ".join(few.split()).count(told) == 1


def test_a_gap_for_which_the_plans_have_no_remedy_is_named(drill):
    said = drill("improve", "fire.yaml", "--runs", 20, LANG="C").stderr
    assert "for which nothing was tried: 1, the first medium:city.duty→city.team:command;" in said
