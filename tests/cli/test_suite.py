"""`drill suite` as a planner calls it: a folder of scenarios, one of them broken, killed, gone on with."""

import json
import pickle
import shutil
import signal
import subprocess
import time

import pytest

from simulator.cli import suite_played
from simulator.errors import EndlessError, StoppedError, say
from simulator.scenario.folder import scenarios_in
from tests.cli.conftest import COMMAND, environment, in_this_process, write_project

QUIET = """
drill: scenario
format: 1
name: {zh: 平静之后, en: After it is quiet}
plans: [plan.yaml]
start: "2026-07-18 12:00"
horizon: 1 h
incident: {hazard: fire, facts: {quiet: true}, observed_by: {duty: 1 min}}
milestones: {tidied: {when: tidy, within: 30 min, share: 50%}}
"""
BROKEN = QUIET.replace("when: tidy", "when: tidiness")


COSTS = "drill: costs\nformat: 1\nmeasures: {link: 2}\n"


def write_scenarios(folder):
    write_project(folder)
    (folder / "later").mkdir()
    (folder / "later/quiet.yaml").write_text(QUIET.replace("plan.yaml", "../plan.yaml"), encoding="utf-8")
    for name in ("plans", "scenarios"):  # so that the folder is a project
        (folder / name).mkdir()
    return folder


@pytest.fixture
def folder(tmp_path):
    """Give a folder with two scenarios, one of them in a folder of its own."""
    return write_scenarios(tmp_path)


@pytest.fixture(scope="module")
def played_once(tmp_path_factory):
    folder = write_scenarios(tmp_path_factory.mktemp("suite"))
    assert in_this_process(folder, ["suite", ".", "--runs", "8"], {}).returncode == 0
    return folder


@pytest.fixture
def played(played_once, tmp_path):
    """Give the folder with its suite played."""
    return shutil.copytree(played_once, tmp_path, dirs_exist_ok=True)


def suite_of(folder, out="outputs"):
    (file,) = (folder / out / "suite").glob("*/suite.json")
    return file


def test_all_scenarios_are_played_and_shown_in_one_table(drill, folder):
    done = drill("suite", ".", "--runs", "8", "--lang", "en", COLUMNS="200")
    assert done.returncode == 0, done.stderr
    assert "1 of 2: fire.yaml" in done.stderr
    assert "2 of 2: later/quiet.yaml" in done.stderr
    assert "Fire at night · Fire" in done.stdout
    assert "After it is quiet · Fire" in done.stdout
    record = json.loads(suite_of(folder).read_text(encoding="utf-8"))
    assert [each["scenario"] for each in record["scenarios"]] == ["fire.yaml", "later/quiet.yaml"]
    assert record["verdicts"] == {"met": 2, "undecided": 0, "missed": 1}
    assert all(count["all"] == count["exercised"] for count in record["coverage"]["counts"].values())
    names = {file.name for file in suite_of(folder).parent.rglob("*") if file.is_file()}
    assert names == {"EXERCISE.txt", "suite.json", "suite.md", "readiness.svg", "readiness.png"}


def test_what_one_scenario_alone_leaves_out_is_named(drill, folder):
    (folder / "later/quiet.yaml").unlink()
    done = drill("suite", ".", "--runs", "8", "--lang", "zh")
    assert "未被任何情景检验的内容" in done.stdout
    assert "收尾" in done.stdout
    assert "平静（quiet）" in done.stdout


def test_each_run_is_the_one_that_drill_run_leaves(drill, played):
    drill("run", "fire.yaml", "--runs", "8", "--out", "alone")
    (here,), (alone,) = ((played / out / "fire").iterdir() for out in ("outputs", "alone"))
    assert here.name == alone.name
    files = [file.relative_to(alone) for file in alone.rglob("*") if file.is_file()]
    same = [file for file in files if (here / file).read_bytes() == (alone / file).read_bytes()]
    assert same == files


def test_check_fails_unless_every_objective_is_met(drill, played):
    assert drill("suite", ".", "--runs", "8", "--check").returncode == 1
    (played / "fire.yaml").unlink()
    assert drill("suite", ".", "--runs", "8", "--check").returncode == 0


def test_a_broken_scenario_is_reported_and_the_others_are_played(drill, played):
    (played / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    done = drill("suite", ".", "--runs", "8", "--json", "--lang", "en")
    assert done.returncode == 2
    assert "broken.yaml:9" in done.stderr
    record = json.loads(done.stdout)
    assert record["not_played"] == 1
    broken, *others = record["scenarios"]
    assert broken["run"] is None
    assert broken["problems"][0]["line"] == 9
    assert all(each["run"] for each in others)
    suites = [file.read_bytes() for file in played.glob("outputs/suite/*/suite.json")]
    assert done.stdout.encode() in suites


def test_a_plan_that_turns_round_and_round_is_reported_but_a_full_disk_ends_the_suite(folder, monkeypatch):
    options = dict.fromkeys(("runs", "seed", "jobs", "cluster", "fresh"))
    options |= {"out": folder / "outputs", "settings": (), "removals": (), "patches": ()}

    def stop_by(fault):
        def play(*_):
            raise pickle.loads(pickle.dumps(fault(say("the reason"))))  # noqa: S301 (as it comes from a worker)

        monkeypatch.setattr(suite_played, "_play", play)
        return suite_played.play_suite(folder, "en", options)

    entries = stop_by(EndlessError)
    assert [[str(each.found) for each in entry.problems] for entry in entries] == [["the reason"]] * 2
    with pytest.raises(StoppedError, match="the reason"):
        stop_by(StoppedError)


def test_what_if_holds_for_all_scenarios_and_is_said(drill, folder):
    done = drill("suite", ".", "--runs", "5", "--jobs", "1", "--set", "city.duty.desk.operators=2")
    assert "--set city.duty.desk.operators=2" in done.stdout
    found = suite_of(folder)
    record = json.loads(found.read_text(encoding="utf-8"))
    assert record["what_if"]["settings"] == ["city.duty.desk.operators=2"]
    assert "--set city.duty.desk.operators=2" in (found.parent / "suite.md").read_text(encoding="utf-8")


def test_one_and_two_processes_give_the_same(drill, folder):
    drill("suite", ".", "--runs", "40", "--jobs", "1", "--out", "one")
    drill("suite", ".", "--runs", "40", "--jobs", "2", "--out", "two")
    for name in ("suite.json", "suite.md", "charts/readiness.svg"):
        one, two = (suite_of(folder, out).parent / name for out in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_a_suite_that_was_killed_goes_on_and_gives_the_same(drill, folder):
    """Killed as soon as its first run is there: that one is not played again, and the end is the same."""
    arguments = ["suite", ".", "--runs", "30", "--jobs", "1"]
    with subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, env=environment(), stderr=subprocess.DEVNULL
    ) as killed:
        deadline = time.monotonic() + 50
        while not (first := [*folder.glob("outputs/fire/[!.]*/summary.json")]):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        killed.kill()
    assert not [*folder.glob("outputs/suite/*/suite.json")]
    before = first[0].stat().st_mtime_ns
    drill(*arguments)
    assert first[0].stat().st_mtime_ns == before
    drill(*arguments, "--out", "whole")
    assert suite_of(folder).read_bytes() == suite_of(folder, "whole").read_bytes()


def test_a_cost_file_is_no_scenario(folder):
    (folder / "costs.yaml").write_text(COSTS, encoding="utf-8")
    files = scenarios_in(folder, notice="EXERCISE.txt")
    assert [file.name for file in files] == ["fire.yaml", "quiet.yaml"]


def test_results_in_the_folder_are_no_scenarios(drill, played):
    assert drill("suite", ".", "--runs", "8", "--json").stdout == suite_of(played).read_text(encoding="utf-8")


def test_a_run_whose_store_is_damaged_is_played_again(drill, played):
    first = drill("suite", ".", "--runs", "8", "--json").stdout
    (store,) = played.glob("outputs/fire/*/run.sqlite")
    store.write_bytes(b"nothing")
    again = drill("suite", ".", "--runs", "8", "--json", "--lang", "en")
    assert "is damaged; it is played again" in again.stderr
    assert json.loads(again.stdout)["scenarios"][0]["run"] is not None
    assert json.loads(first)["coverage"] == json.loads(again.stdout)["coverage"]


@pytest.mark.parametrize(
    ("where", "words"),
    [("nowhere", "there is no folder"), ("fire.yaml", "is a file"), ("plans", "holds no scenarios")],
)
def test_what_is_no_folder_of_scenarios_is_refused(drill, folder, where, words):
    refused = drill("suite", where, "--lang", "en")
    assert refused.returncode == 2
    assert words in refused.stderr


def test_plans_that_no_scenario_plays_are_named(drill, played):
    (played / "plans/spare.yaml").write_text((played / "plan.yaml").read_text(encoding="utf-8"), "utf-8")
    done = drill("suite", ".", "--runs", "8", "--lang", "en")
    assert "Plans that no scenario here plays" in done.stdout
    assert "plans/spare.yaml" in done.stdout


def test_ctrl_c_between_two_scenarios_keeps_the_first(folder, monkeypatch):
    told = suite_played.note

    def note(message, lang):
        told(message, lang)
        if str(message).startswith("2 of 2"):
            raise KeyboardInterrupt

    monkeypatch.setattr(suite_played, "note", note)
    done = in_this_process(folder, ["suite", ".", "--runs", "8", "--jobs", "1", "--lang", "en"], {})
    assert done.returncode == 130
    assert done.stderr.endswith("the same command goes on from there\n")
    assert [*folder.glob("outputs/fire/[!.]*/summary.json")]
    assert not [*folder.glob("outputs/suite/*/suite.json")]


def test_ctrl_c_keeps_what_is_finished(folder):
    """Interrupted as soon as the first run is there: the code says so, and that run stays."""
    with subprocess.Popen(
        [*COMMAND, "suite", ".", "--runs", "5000", "--jobs", "1", "--lang", "en"],
        cwd=folder, env=environment(), stderr=subprocess.PIPE, encoding="utf-8",
    ) as suite:  # fmt: skip
        for line in suite.stderr:
            if line.startswith("2 of 2"):
                break
        suite.send_signal(signal.SIGINT)
        told = suite.communicate(timeout=50)[1]
    assert suite.returncode == 130
    assert "the same command goes on from there" in told
    assert [*folder.glob("outputs/fire/[!.]*/summary.json")]
    assert not [*folder.glob("outputs/suite/*/suite.json")]
