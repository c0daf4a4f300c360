"""Runs that are just long enough, that go on after a stop, and that are played in shards."""

import json
import os
import signal
import subprocess
import time

import click
import pytest

from simulator.cli.entry import run_command_line
from simulator.cli.group import group
from simulator.cli.scale_options import precision_of
from simulator.study.finished import LONG
from simulator.study.journal import read_parts
from tests.cli.conftest import COMMAND, environment

RUNS = 3000
SOON = [
    COMMAND[0],
    "-c",
    (
        "from simulator.study import finished; finished.LONG = 0.5\n"
        "from simulator.cli import main\n"
        "if __name__ == '__main__': main()"
    ),
]
"""drill, for which a run is long after half a second: the test need not wait for it."""


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".sqlite"
    }


# -- going on ------------------------------------------------------------------------------------------------


def killed(tmp_path, *arguments):
    """Start a run and end it by kill -9 once parts are put down; gives the replications of these."""
    process = subprocess.Popen(
        [*SOON, "run", "fire.yaml", *map(str, arguments)],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 60
    while process.poll() is None and not journals(tmp_path) and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.5)
    assert process.poll() is None, process.stderr.read()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)  # its workers hold the pipe, and end with it
    return parts_there(tmp_path)


def journals(tmp_path):
    return list(tmp_path.glob("outputs/.unfinished/*/*.parts"))


def parts_there(tmp_path):
    spans = [key.rpartition("/")[2].split("-") for file in journals(tmp_path) for key, _ in read_parts(file)]
    return [number for first, end in spans for number in range(int(first), int(end))]


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
def test_a_run_that_was_killed_goes_on_and_equals_one_that_was_not(drill, tmp_path):
    drill("run", "fire.yaml", "--runs", 1)  # compiled modules are there from now on
    first = killed(tmp_path, "--runs", RUNS, "--jobs", 1)
    assert 0 < len(first) < RUNS
    assert len(set(first)) == len(first)
    again = drill("run", "fire.yaml", "--runs", RUNS, "--jobs", 2)  # other hands than before
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
    """Play a run of 60 replications in two shards, the second first; gives their files."""
    for number in (2, 1):
        done = drill("run", "fire.yaml", "--runs", 60, "--shard", f"{number}/2", "--jobs", number)
        assert done.returncode == 0, done.stderr
        assert f"shard {number}/2: outputs/fire/" in done.stderr
        assert "drill merge outputs/fire/" in done.stderr
    found = sorted((tmp_path / "outputs/fire").glob("*.shard-*"))
    assert len(found) == len(list((tmp_path / "outputs/fire").iterdir())) == 2
    return found


def test_merged_shards_are_byte_for_byte_the_run_and_need_nothing_else(drill, tmp_path, shards):
    drill("run", "fire.yaml", "--runs", 60, "--out", "straight")
    before = shards[0].stat().st_mtime_ns
    assert "--fresh plays it again" in drill("run", "fire.yaml", "--runs", 60, "--shard", "1/2").stderr
    assert shards[0].stat().st_mtime_ns == before
    (tmp_path / "fire.yaml").unlink()
    (tmp_path / "plan.yaml").unlink()
    done = drill("merge", *shards, "--out", "merged")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "merged") == files(tmp_path / "straight")
    again = drill("merge", *reversed(shards), "--out", "merged", "--json")
    (summary,) = (tmp_path / "merged").rglob("summary.json")
    assert again.stdout == summary.read_text(encoding="utf-8")


def test_what_makes_no_run_is_refused(drill, tmp_path, shards):
    done = drill("merge", shards[1], "--out", "merged")
    assert done.returncode == 2
    assert "shards are missing: 1/2" in done.stderr
    (tmp_path / "cut").write_bytes(shards[0].read_bytes()[:-10])
    done = drill("merge", tmp_path / "cut", tmp_path / "nothing", tmp_path, shards[1])
    assert done.returncode == 2
    assert "this is a folder, not the file of a shard" in done.stderr
    assert "cut:1:1: this is no complete file of a shard" in done.stderr
    assert "nothing:1:1: there is no such file" in done.stderr
    assert not (tmp_path / "merged").exists()


def said(capsys, *arguments):
    """Give what is said of a command line that is refused before anything is read."""
    with pytest.raises(SystemExit) as end:
        run_command_line(["run", "nothing.yaml", *arguments, "--lang", "en"])
    assert end.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--shard", "4/3"), "is no shard: write `3/16`"),
        (("--shard", "0/3"), "is no shard: write `3/16`"),
        (("--shard", "one/3"), "is no shard: write `3/16`"),
        (("--shard", "3"), "is no shard: write `3/16`"),
        (("--shard", f"{'9' * 5000}/3"), "is no shard: write `3/16`"),
        (("--shard", "1/3", "--json", "--check"), "--json, --check and --shard do not go together"),
        (("--shard", "1/3", "--precision", "5%"), "--precision and --shard do not go together"),
        (("--precision", "5"), "is no width: write a share below 100 %, `5%`, or a length of time, `2 min`"),
        (("--precision", "0%"), "is no width"),
        (("--precision", "100%"), "is no width"),
        (("--precision", "nan%"), "is no width"),
        (("--precision", "5%x"), "is no width"),
        (("--precision", "0 s"), "is no width"),
        (("--precision", "5%", "--runs", "100"), "--runs and --precision do not go together"),
        (("--at-most", "100"), "without it, write --runs"),
        (("--cluster", "scheduler"), "is no address: write `tcp://scheduler:8786`"),
        (("--cluster", "tcp://127.0.0.1:9", "--jobs", "2"), "--jobs and --cluster do not go together"),
    ],
)
def test_what_means_nothing_is_refused_before_anything_is_read(capsys, options, words):
    assert words in said(capsys, *options)


@pytest.mark.parametrize(
    ("written", "shown"),
    [("2 min", "2 min"), ("120s", "2 min"), ("1 h", "60 min"), ("90 s", "90 s"), ("5 ％", "5%")],
)
def test_a_width_is_shown_as_people_write_it_and_the_same_width_alike(written, shown):
    options = {"precision": written, "at_most": None, "runs": None, "start_sweep": None}
    assert precision_of(options).text == shown


NAMES = {"seed", "jobs", "cluster", "fresh", "out", "settings", "removals", "patches"}
VERBS = ("compare", "improve", "stress", "sensitivity", "suite", "gaps", "explain", "report", "open", "score")


def words_of(verb):
    """The options of a verb that say how to play, with their help."""
    command = group("en").get_command(click.Context(click.Command("drill")), verb)
    return {each.name: each.help for each in command.params if each.name in NAMES}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_that_plays_takes_the_same_options_with_the_same_words(verb):
    one, other = words_of("run"), words_of(verb)
    if verb == "report":  # which writes a file: its results go to --results
        del one["out"], other["out"]
    assert other == one


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
    again = drill("run", "fire.yaml", "--precision", " 5 % ", "--json")
    assert "--fresh plays it again" in again.stderr
    # But for the precision it is the run of so many replications.
    plain = json.loads(drill("run", "fire.yaml", "--runs", 256, "--jobs", 1, "--json").stdout)
    precise = json.loads(again.stdout)
    assert {key: value for key, value in precise.items() if key != "precision"} == plain


def test_a_run_that_is_ended_by_the_most_that_may_be_played_says_what_is_not_known(drill):
    done = drill("run", "fire.yaml", "--precision", "1 s", "--at-most", 300)
    assert done.returncode == 0
    assert "Ended at 300 replications, the most that were to be played" in done.stdout
    assert "Fire out (share to " in done.stdout.replace("\n", " ")
    assert "--at-most" in done.stdout


def test_a_width_in_minutes_is_said_in_the_language_of_the_user(drill):
    done = drill("run", "fire.yaml", "--precision", "90 s", "--at-most", 20, "--lang", "zh")
    assert "1 分 30 秒" in done.stdout
    assert "90 s" not in done.stdout


def test_without_objectives_there_is_nothing_to_be_known(drill, tmp_path):
    text = (tmp_path / "fire.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "within:" not in line]
    (tmp_path / "fire.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = drill("run", "fire.yaml", "--precision", "5%")
    assert done.returncode == 2
    assert "no objective to be known" in done.stderr
