"""`drill run`, as a planner and as a script call it."""

import json
import os
import signal
import subprocess
import sys
import time
from math import nan
from pathlib import Path

import pytest

from simulator.report.run_folder import MARK
from tests.cli.conftest import COMMAND, environment

KEYS = {
    "scenario",
    "title",
    "runs",
    "seed",
    "horizon_s",
    "milestones",
    "objectives",
    "obligations",
    "critical_paths",
}


def folders(tmp_path):
    return sorted(path for path in (tmp_path / "outputs").glob("*/*") if path.is_dir())


def test_tables_stand_on_stdout_and_the_rest_on_stderr(drill, tmp_path):
    done = drill("run", "fire.yaml")
    assert done.returncode == 0
    assert MARK in done.stdout
    for text in (
        "Objectives",
        "Team told",
        "Fire out",
        "missed",
        "Told in time",
        "Critical paths",
        "20 replications",
    ):
        assert text in done.stdout
    assert "results: outputs" in done.stderr
    assert "results:" not in done.stdout


def test_json_is_one_object_and_the_content_of_summary_json(drill, tmp_path):
    done = drill("run", "fire.yaml", "--json")
    summary = json.loads(done.stdout)
    (folder,) = folders(tmp_path)
    assert done.stdout == (folder / "summary.json").read_text(encoding="utf-8")
    assert summary.keys() >= KEYS
    assert [record["name"] for record in summary["milestones"]] == ["told", "out", "tidied"]
    first, *_ = summary["milestones"]
    assert first.keys() >= {"reached", "p50_s", "p90_s", "p50_low_s", "p50_high_s", "p90_low_s", "p90_high_s"}
    assert first["p90_s"] is None  # 20 replications support no interval of it
    objective = summary["objectives"][0]
    assert objective.keys() >= {
        "milestone", "within_s", "required_share", "share", "share_low", "share_high", "verdict",
    }  # fmt: skip
    assert {record["verdict"] for record in summary["objectives"]} == {"met", "missed"}


def test_check_fails_unless_all_objectives_are_met(drill, tmp_path):
    assert drill("run", "fire.yaml", "--check").returncode == 1
    easy = (tmp_path / "fire.yaml").read_text(encoding="utf-8").replace("within: 1 min", "within: 2 h")
    (tmp_path / "fire.yaml").write_text(easy, encoding="utf-8")
    assert drill("run", "fire.yaml", "--check").returncode == 0


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--check"], 1), (["--json"], 0)])
def test_a_reader_that_goes_early_changes_no_exit_code(given, tmp_path, options, code):
    given("run", "fire.yaml")
    read, write = os.pipe()
    os.close(read)
    with open(write, "wb") as gone:  # noqa: PTH123 (a pipe that nobody reads)
        done = subprocess.run(
            [*COMMAND, "run", "fire.yaml", *options],
            check=False,
            cwd=tmp_path,
            env=environment(),
            stdout=gone,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    assert done.returncode == code
    assert "results: outputs/fire/" in done.stderr


def test_the_folder_holds_what_a_run_leaves(drill, tmp_path):
    drill("run", "fire.yaml", "--lang", "zh")
    (folder,) = folders(tmp_path)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == {
        "EXERCISE.txt", "summary.json", "gaps.json", "run.sqlite", "inputs/fire.yaml", "inputs/plan.yaml",
        "report.html", "charts/timeline.svg", "charts/timeline.png",
        "charts/response_times.svg", "charts/response_times.png",
        "charts/network.svg", "charts/network.png",
        "charts/boundary_matrix.svg", "charts/boundary_matrix.png",
        "charts/scores.svg", "charts/scores.png",
        "charts/waiting.svg", "charts/waiting.png",
        "charts/clocks.svg", "charts/clocks.png",
        "charts/awareness.svg", "charts/awareness.png",
        "charts/load.svg", "charts/load.png",
    }  # fmt: skip


def test_the_same_bytes_for_any_number_of_jobs_and_any_hash_seed(drill, tmp_path):
    one = drill("run", "fire.yaml", "--json", "--runs", 70, "--jobs", 1, "--out", "a", PYTHONHASHSEED="1")
    two = drill("run", "fire.yaml", "--json", "--runs", 70, "--jobs", 2, "--out", "b", PYTHONHASHSEED="2")
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout
    assert [path.name for path in (tmp_path / "a/fire").iterdir()] == [
        path.name for path in (tmp_path / "b/fire").iterdir()
    ]


@pytest.mark.parametrize("damage", ["", "[1, 2]", '{"title": 3}'])
def test_a_damaged_run_is_said_and_played_again(drill, given, tmp_path, damage):
    given("run", "fire.yaml")
    (file,) = tmp_path.glob("outputs/*/*/summary.json")
    whole = file.read_bytes()
    file.write_text(damage, encoding="utf-8")
    done = drill("run", "fire.yaml", DRILL_LANG="en")
    assert done.returncode == 0
    assert "is damaged; it is played again" in done.stderr
    assert file.read_bytes() == whole


def with_every(value, key, other):
    """Give JSON with another value wherever a key stands."""
    if isinstance(value, dict):
        return {name: other if name == key else with_every(each, key, other) for name, each in value.items()}
    return [with_every(each, key, other) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("name", "key", "other"),
    [
        ("summary", "share_low", "=1+1"),
        ("summary", "score", [None]),
        ("summary", "place_title", 3),
        ("summary", "beyond", 0.5),
        ("summary", "late", {"a": 1}),
        ("summary", "seed", nan),
        ("gaps", "evidence", nan),
    ],
)
def test_a_run_with_damaged_figures_is_refused_and_is_no_bug(drill, given, name, key, other):
    file = given("run", "fire.yaml") / f"{name}.json"
    whole = json.loads(file.read_text(encoding="utf-8"))
    damaged = with_every(whole, key, other)
    assert damaged != whole
    file.write_text(json.dumps(damaged), encoding="utf-8")
    for verb in ("score", "gaps"):
        done = drill(verb, file.parent, DRILL_LANG="en")
        assert (done.returncode, f"{name}.json is missing or damaged" in done.stderr) == (2, True)


def test_a_run_that_is_there_is_shown_again_unless_fresh(drill, given, tmp_path):
    folder = given("run", "fire.yaml")
    before = (folder / "summary.json").stat().st_mtime_ns
    again = drill("run", "fire.yaml")
    assert (folder / "summary.json").stat().st_mtime_ns == before
    assert "--fresh" in again.stderr
    drill("run", "fire.yaml", "--fresh")
    assert (folder / "summary.json").stat().st_mtime_ns > before
    assert folders(tmp_path) == [folder]


def test_another_seed_is_another_run(drill, tmp_path):
    drill("run", "fire.yaml", "--seed", 4)
    drill("run", "fire.yaml", "--seed", 5)
    assert len(folders(tmp_path)) == 2


def start(tmp_path, *arguments):
    return subprocess.Popen(
        [*COMMAND, "run", "fire.yaml", *arguments],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=heed_interrupts,  # noqa: PLW1509 (nothing else runs between fork and exec)
    )


def heed_interrupts():
    """A shell that started the tests in the background has had interrupts ignored from there on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def children(pid):
    statuses = ((path, status_of(path)) for path in Path("/proc").glob("[0-9]*/status"))
    return [int(path.parent.name) for path, status in statuses if f"PPid:\t{pid}\n" in status]


def status_of(path):
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def wait_for(found, seconds=30):
    until = time.monotonic() + seconds
    while not (result := found()) and time.monotonic() < until:
        time.sleep(0.05)
    return result


def interrupted(tmp_path, out, *, whole_group):
    """Interrupt a long run once it has finished something; the slower the machine, the later."""
    for wait in (3, 10, 30):
        process = start(tmp_path, "--runs", "200000", "--jobs", "1" if whole_group else "2", "--out", out)
        time.sleep(wait)
        (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
        _stdout, stderr = process.communicate(timeout=60)
        assert process.returncode == 130, stderr
        assert "interrupted" in stderr
        assert stderr.count("stopping; what is finished is kept") == 1
        if (tmp_path / out / "fire").exists():
            return
    pytest.fail("nothing was finished in half a minute")


@pytest.mark.parametrize("whole_group", [True, False])
def test_an_interrupted_run_keeps_what_was_finished(drill, tmp_path, whole_group):
    drill("run", "fire.yaml", "--runs", 1)
    interrupted(tmp_path, "kept", whole_group=whole_group)
    (folder,) = (tmp_path / "kept/fire").iterdir()
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert 0 < summary["runs"] < 200_000
    same = drill("run", "fire.yaml", "--runs", summary["runs"], "--json", "--out", "whole")
    assert json.loads(same.stdout) == summary


@pytest.mark.parametrize("after", [0.1, 0.4])
def test_a_second_interrupt_drops_what_is_finished_and_ends_at_once(drill, tmp_path, after):
    drill("run", "fire.yaml", "--runs", 1)
    process = start(tmp_path, "--runs", "200000", "--jobs", "2", "--out", "dropped")
    wait_for(lambda: [pid for pid in children(process.pid) if is_worker(pid)])
    time.sleep(3)
    for pause in (after, 0):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(pause)
    _stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == 130, stderr
    assert "no results were written" in stderr
    assert "Traceback" not in stderr
    assert not list(tmp_path.rglob("dropped/fire/*/summary.json"))


def test_a_lost_worker_is_said_and_nothing_is_left(drill, tmp_path):
    drill("run", "fire.yaml", "--runs", 1)
    process = start(tmp_path, "--runs", "200000", "--jobs", "2", "--out", "lost")
    workers = wait_for(lambda: [pid for pid in children(process.pid) if is_worker(pid)])
    time.sleep(2)
    os.kill(workers[0], signal.SIGKILL)
    _stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "worker" in stderr
    assert "Traceback" not in stderr
    assert not (tmp_path / "lost").exists() or not list((tmp_path / "lost").rglob("*.json"))


def is_worker(pid):
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def test_a_file_in_the_way_is_said_and_stays(drill, tmp_path):
    (tmp_path / "outputs").write_text("mine", encoding="utf-8")
    done = drill("run", "fire.yaml")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (tmp_path / "outputs").read_text(encoding="utf-8") == "mine"


def test_a_full_disk_is_said_and_nothing_is_left(drill, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mount = ["/bin/mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
    mounted = subprocess.run(mount, check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    try:
        done = drill("run", "fire.yaml", "--out", "small")
        assert done.returncode == 2
        assert "disk is full" in done.stderr
        assert not any(small.rglob("*.json"))
    finally:
        subprocess.run(["/bin/umount", str(small)], check=True)


def test_shipped_scenarios_run_in_any_folder(drill, tmp_path):
    done = drill("run", "scenarios/cases/zhengzhou_2021_casualties.yaml", "--runs", 2, "--jobs", 1)
    assert done.returncode == 0, done.stderr
    assert "Zhengzhou, July 2021" in done.stdout


def test_python_is_started_without_the_heavy_libraries():
    heavy = "{'matplotlib', 'numpy', 'simpy'}"
    code = f"import sys, simulator.cli.group; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment()
    )
    assert done.stdout.strip() == "[]"


def test_a_sweep_over_the_hours_of_a_day_compares_them_and_leaves_a_chart(drill, tmp_path):
    done = drill("run", "fire.yaml", "--start-sweep", "day", "--runs", "4", "--jobs", "1")
    assert done.returncode == 0
    assert "The hours do not differ: from every one of them 50 %" in done.stdout
    assert "24 starts, 4 replications each" in done.stdout
    (folder,) = folders(tmp_path)
    sweep = json.loads((folder / "start_sweep.json").read_text(encoding="utf-8"))
    assert sweep["mark"] == MARK
    assert [len(goal["share"][0]) for goal in sweep["objectives"]] == [24] * len(sweep["objectives"])
    for name in ("summary.json", "charts/start_sweep.svg", "charts/start_sweep.png", "charts/timeline.svg"):
        assert (folder / name).is_file()
    again = drill("run", "fire.yaml", "--start-sweep", "day", "--runs", "4", "--json")
    assert json.loads(again.stdout) == sweep
    assert "--fresh plays it again" in again.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [(("--start-sweep", "month"), "'week', 'day'"), (("--start-sweep", "day", "--runs", "0"), "--runs")],
)
def test_a_sweep_over_what_is_none_is_refused(drill, options, words):
    done = drill("run", "fire.yaml", *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_sweep_without_objectives_is_refused(drill, tmp_path):
    text = (tmp_path / "fire.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "within:" not in line]
    (tmp_path / "fire.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = drill("run", "fire.yaml", "--start-sweep")
    assert done.returncode == 2
    assert "no objectives" in done.stderr
