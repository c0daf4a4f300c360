"""Runs that are just long enough, that go on after a stop, and that are played in shards."""

import json
import os
import signal
import subprocess
import time

import pytest

from simulator.study.finished import LONG
from simulator.study.journal import read_parts
from tests.cli.conftest import COMMAND, environment

RUNS = 8000


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".sqlite"
    }


def whole(folder):
    """Give the files of the runs in a folder for results, without shards."""
    return {name: content for name, content in files(folder).items() if ".shard-" not in name}


# -- going on ------------------------------------------------------------------------------------------------


def killed(tmp_path, *arguments):
    """Start a run and end it by kill -9 once parts are put down; gives the replications of these."""
    process = subprocess.Popen(
        [*COMMAND, "run", "fire.yaml", *map(str, arguments)],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 60
    while process.poll() is None and not journals(tmp_path) and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1)
    assert process.poll() is None, process.stderr.read()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    return parts_there(tmp_path)


def journals(tmp_path):
    return list(tmp_path.glob("outputs/.unfinished/*/*.parts"))


def parts_there(tmp_path):
    spans = [key.rpartition("/")[2].split("-") for file in journals(tmp_path) for key, _ in read_parts(file)]
    return [number for first, end in spans for number in range(int(first), int(end))]


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
def test_a_run_that_was_killed_goes_on_and_equals_one_that_was_not(drill, tmp_path):
    drill("run", "fire.yaml", "--runs", 1)  # compiled modules are there from now on
    first = killed(tmp_path, "--runs", RUNS, "--jobs", 2)
    assert 0 < len(first) < RUNS
    assert len(set(first)) == len(first)
    assert not list(tmp_path.glob("outputs/fire/*/*8000*"))
    again = drill("run", "fire.yaml", "--runs", RUNS, "--jobs", 1)  # other hands than before
    assert again.returncode == 0, again.stderr
    assert "going on where it was stopped" in again.stderr
    assert not (tmp_path / "outputs/.unfinished").exists()
    drill("run", "fire.yaml", "--runs", 1, "--out", "straight")
    drill("run", "fire.yaml", "--runs", RUNS, "--out", "straight")
    assert files(tmp_path / "outputs") == files(tmp_path / "straight")


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
def test_fresh_throws_away_what_a_stopped_run_finished(drill, tmp_path):
    assert killed(tmp_path, "--runs", 200_000, "--jobs", 2)
    process = subprocess.Popen(
        [*COMMAND, "run", "fire.yaml", "--runs", "200000", "--fresh"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + 30
    while journals(tmp_path) and time.monotonic() < until:
        time.sleep(0.05)
    assert not journals(tmp_path)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_a_short_run_leaves_no_work_folder_at_any_time(drill, tmp_path):
    began = time.monotonic()
    assert drill("run", "fire.yaml", "--runs", 5).returncode == 0
    if time.monotonic() - began < LONG:
        assert sorted(path.name for path in (tmp_path / "outputs").iterdir()) == ["fire"]


# -- shards --------------------------------------------------------------------------------------------------


@pytest.fixture
def shards(drill, tmp_path):
    """Play a run of 200 replications in three shards, in no order; gives their files."""
    for number in (3, 1, 2):
        done = drill("run", "fire.yaml", "--runs", 200, "--shard", f"{number}/3", "--jobs", number)
        assert done.returncode == 0, done.stderr
        assert f"shard {number}/3: outputs/fire/" in done.stderr
        assert "drill merge outputs/fire/" in done.stderr
    found = sorted((tmp_path / "outputs/fire").glob("*.shard-*"))
    assert len(found) == len(list((tmp_path / "outputs/fire").iterdir())) == 3
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_merged_shards_are_byte_for_byte_the_run(drill, tmp_path, shards, lang):
    done = drill("merge", *shards, "--out", "merged", "--lang", lang)
    assert done.returncode == 0, done.stderr
    drill("run", "fire.yaml", "--runs", 200, "--out", "straight", "--lang", lang)
    assert files(tmp_path / "merged") == files(tmp_path / "straight")
    again = drill("merge", *reversed(shards), "--out", "merged", "--json", "--lang", lang)
    (summary,) = (tmp_path / "merged").rglob("summary.json")
    assert again.stdout == summary.read_text(encoding="utf-8")


def test_a_merged_run_needs_nothing_but_its_shards(drill, tmp_path, shards):
    (tmp_path / "fire.yaml").unlink()
    (tmp_path / "plan.yaml").unlink()
    assert drill("merge", *shards).returncode == 0


def test_a_shard_that_is_there_is_not_played_again(drill, shards):
    before = shards[0].stat().st_mtime_ns
    done = drill("run", "fire.yaml", "--runs", 200, "--shard", "1/3")
    assert "--fresh plays it again" in done.stderr
    assert shards[0].stat().st_mtime_ns == before


def refused(drill, *shards):
    done = drill("merge", *shards, "--out", "merged", DRILL_LANG="en")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


def test_missing_shards_are_named(drill, shards):
    assert "shards are missing: 1/3, 3/3" in refused(drill, shards[1])


def test_a_shard_that_is_there_twice_is_named(drill, tmp_path, shards):
    twin = tmp_path / "twin"
    twin.write_bytes(shards[0].read_bytes())
    told = refused(drill, *shards, twin)
    assert "shard 1/3 is there twice" in told
    assert "twin" in told


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--runs", 200, "--seed", 9, "--shard", "2/3"), "was played with seed 3, "),
        (("--runs", 201, "--shard", "2/3"), "is of a run of 200 replications, "),
        (("--runs", 200, "--shard", "2/4"), "is one of 3, "),
    ],
)
def test_what_belongs_to_another_run_is_refused(drill, shards, options, words):
    known = set(shards)
    drill("run", "fire.yaml", *options)
    (other,) = set(shards[0].parent.glob("*.shard-*")) - known
    told = refused(drill, shards[0], other, shards[2])
    assert words in told or words.replace("3, ", "9, ").replace("200", "201") in told


def test_another_plan_is_refused_and_its_file_named(drill, tmp_path, shards):
    known = set(shards)
    plan = tmp_path / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("10..20 min", "11..20 min"), encoding="utf-8")
    drill("run", "fire.yaml", "--runs", 200, "--shard", "2/3")
    (other,) = set(shards[0].parent.glob("*.shard-*")) - known
    assert "plan.yaml was not the same as in" in refused(drill, shards[0], other, shards[2])


def test_another_drill_is_refused(drill, tmp_path, shards):
    script = (
        "from simulator.study import shard\n"
        "shard.identity = lambda: {'drill': '0.0.1', 'Python': '3', 'numpy': '1', 'simpy': '4'}\n"
        "from simulator.cli import main\n"
        "main()"
    )
    command = [COMMAND[0], "-c", script, "run", "fire.yaml", "--runs", "200", "--shard", "2/3"]
    options = {"cwd": tmp_path, "env": environment(), "check": True, "capture_output": True}
    subprocess.run([*command, "--out", "old", "--jobs", "1"], **options)
    (old,) = (tmp_path / "old/fire").iterdir()
    told = refused(drill, shards[0], old, shards[2])
    assert "this shard was played with drill 0.0.1, here it is" in told
    assert "numpy 1, here it is" in told


def test_a_damaged_file_is_refused(drill, tmp_path, shards):
    content = shards[1].read_bytes()
    (tmp_path / "cut").write_bytes(content[:-10])
    (tmp_path / "other").write_bytes(b"no shard at all")
    told = refused(drill, shards[0], tmp_path / "cut", tmp_path / "other", tmp_path / "nothing")
    assert told.count("this is no complete file of a shard") == 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--shard", "4/3"), "is no shard: write `3/16`"),
        (("--shard", "one/3"), "is no shard: write `3/16`"),
        (("--shard", "3"), "is no shard: write `3/16`"),
        (("--shard", "1/30", "--runs", "20"), "20 replications cannot be cut into 30 shards"),
        (("--shard", "1/3", "--json", "--check"), "--json, --check and --shard do not go together"),
        (("--shard", "1/3", "--precision", "5%"), "--precision and --shard do not go together"),
        (("--precision", "5"), "is no width: write a share, `5%`, or a length of time, `2 min`"),
        (("--precision", "0%"), "is no width"),
        (("--precision", "100%"), "is no width"),
        (("--precision", "nan%"), "is no width"),
        (("--precision", "5%x"), "is no width"),
        (("--precision", "0 s"), "is no width"),
        (("--precision", "5%", "--runs", "100"), "--runs and --precision do not go together"),
        (("--at-most", "100"), "without it, write --runs"),
    ],
)
def test_what_means_nothing_is_refused(drill, options, words):
    done = drill("run", "fire.yaml", *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


# -- precision -----------------------------------------------------------------------------------------------


def test_a_run_ends_when_its_objectives_are_known_and_says_how_long_that_took(drill, tmp_path):
    done = drill("run", "fire.yaml", "--precision", "5%", "--jobs", 2)
    assert done.returncode == 0
    assert "256 replications were enough: every objective is known to 5% to either side." in done.stdout
    (summary,) = tmp_path.glob("outputs/fire/*/summary.json")
    record = json.loads(summary.read_text(encoding="utf-8"))
    assert record["runs"] == 256
    assert record["precision"]["narrow"]
    assert [each["milestone"] for each in record["precision"]["objectives"]] == ["told", "out"]
    again = drill("run", "fire.yaml", "--precision", " 5 % ")
    assert "--fresh plays it again" in again.stderr
    drill("run", "fire.yaml", "--precision", "5%", "--jobs", 1, "--out", "alone")
    assert files(tmp_path / "alone") == files(tmp_path / "outputs")


def test_but_for_the_precision_it_is_the_run_of_so_many_replications(drill, tmp_path):
    precise = json.loads(drill("run", "fire.yaml", "--precision", "5%", "--json").stdout)
    plain = json.loads(drill("run", "fire.yaml", "--runs", 256, "--json").stdout)
    assert {key: value for key, value in precise.items() if key != "precision"} == plain


def test_a_run_that_is_ended_by_the_most_that_may_be_played_says_what_is_not_known(drill):
    done = drill("run", "fire.yaml", "--precision", "1 s", "--at-most", 300)
    assert done.returncode == 0
    assert "Ended at 300 replications, the most that were to be played" in done.stdout
    assert "Fire out (share to " in done.stdout.replace("\n", " ")
    assert "--at-most" in done.stdout


def test_without_objectives_there_is_nothing_to_be_known(drill, tmp_path):
    text = (tmp_path / "fire.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "within:" not in line]
    (tmp_path / "fire.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = drill("run", "fire.yaml", "--precision", "5%")
    assert done.returncode == 2
    assert "no objective to be known" in done.stderr
