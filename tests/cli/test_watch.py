"""`drill watch`: a real process, real saves."""

import json
import signal
import subprocess
from queue import Empty, Queue
from threading import Thread
from time import sleep

import pytest

from simulator.report.page.door import LIVE
from tests.cli.conftest import COMMAND, environment

WAIT = 60
"""Seconds that a line may take; a machine that does much else needs some."""
PLAYED = "replications played"
AID = """
drill: plan
format: 1
id: aid
name: Aid
authority: us
agencies: {us: {name: Us, sector: government, levl: city}}
"""


class Watch:
    """A watch that runs, and what it says."""

    def __init__(self, folder, *arguments):
        self.folder = folder
        self.process = subprocess.Popen(
            [*COMMAND, "watch", *map(str, arguments), "--jobs", "1", "--lang", "en"],
            cwd=folder,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.lines = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stderr:
            self.lines.put(line)

    def until(self, text):
        """Wait until a line says this; gives all lines up to it."""
        seen = []
        while not seen or text not in seen[-1]:
            try:
                seen.append(self.lines.get(timeout=WAIT))
            except Empty:
                raise AssertionError(f"never said {text!r}: {seen}") from None
        return "".join(seen)

    def stop(self):
        """Press Ctrl-C; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(WAIT)

    @property
    def page(self):
        return (self.folder / "outputs/fire/watch/report.html").read_text(encoding="utf-8")


@pytest.fixture
def watch(drill, tmp_path):
    begun = []

    def begin(*arguments):
        begun.append(Watch(tmp_path, *arguments))
        return begun[-1]

    yield begin
    for each in begun:
        each.process.kill()
        each.process.wait()
        each.process.stderr.close()


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_save_of_scenario_or_plan_plays_it_again_and_ctrl_c_ends_it(watch, tmp_path):
    watching = watch("fire.yaml", "--runs", 5)
    watching.until(PLAYED)
    assert LIVE in watching.page
    change(tmp_path / "fire.yaml", "Fire at night", "Fire at noon")
    watching.until(PLAYED)
    assert "Fire at noon" in watching.page
    change(tmp_path / "plan.yaml", "Rescue team", "Rescue squad")
    watching.until(PLAYED)
    assert "Rescue squad" in watching.page
    assert watching.stop() == 130
    watching.until("the watch has ended")
    assert LIVE not in watching.page
    assert 'http-equiv="refresh"' not in watching.page
    assert [path.name for path in (tmp_path / "outputs/fire").iterdir()] == ["watch"]


def test_what_is_wrong_is_said_as_by_check_and_the_watch_goes_on(watch, drill, tmp_path):
    watching = watch("fire.yaml", "--runs", 5)
    watching.until(PLAYED)
    change(tmp_path / "plan.yaml", "sector: public_safety", "sector: public_safty")
    said = watching.until("problems: 1; waiting for the next save")
    assert said.startswith(drill("check", "fire.yaml", "--lang", "en").stderr.partition("files:")[0])
    assert "did you mean" in said
    assert LIVE in watching.page
    change(tmp_path / "plan.yaml", "sector: public_safty", "sector: public_safety")
    watching.until("nothing that is played has changed")
    change(tmp_path / "fire.yaml", "seed: 3", "seed: 4")
    watching.until(PLAYED)


def test_a_file_that_an_edit_names_is_watched_from_then_on_even_before_it_is_there(watch, tmp_path):
    watching = watch("fire.yaml", "--runs", 5)
    watching.until(PLAYED)
    change(tmp_path / "fire.yaml", "[plan.yaml]", "[plan.yaml, more/aid.yaml]")
    watching.until("problems: 1")
    (tmp_path / "more").mkdir()
    (tmp_path / "more/aid.yaml").write_text(AID, encoding="utf-8")
    watching.until("waiting for the next save")
    change(tmp_path / "more/aid.yaml", "levl", "level")
    watching.until(PLAYED)
    change(
        tmp_path / "plan.yaml", "duration: 10..20 min", "duration: {samples: times.csv, column: s, unit: s}"
    )
    (tmp_path / "times.csv").write_text("s\n600\n620\n640\n660\n700\n")
    watching.until(PLAYED)
    (tmp_path / "times.csv").write_text("s\n660\n680\n700\n720\n760\n")
    watching.until(PLAYED)
    assert (tmp_path / "outputs/fire/watch/inputs/times.csv").read_text() == "s\n660\n680\n700\n720\n760\n"


def test_a_save_in_the_middle_of_a_run_stops_it_and_begins_anew(watch, tmp_path):
    watching = watch("fire.yaml", "--runs", 1_000_000)  # takes minutes
    watching.until("watching fire.yaml")
    sleep(4)  # long enough for it to have read the files, whose change it would else not notice
    change(tmp_path / "plan.yaml", "success: 0.8", "success: 0.9")
    watching.until("begun anew")
    assert watching.stop() == 130
    assert not (tmp_path / "outputs/fire/watch").exists()


def test_the_folder_is_that_of_a_run_and_other_verbs_read_it(watch, drill, tmp_path):
    watching = watch("fire.yaml", "--runs", 5)
    watching.until(PLAYED)
    assert watching.stop() == 130
    folder = tmp_path / "outputs/fire/watch"
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8"))["runs"] == 5
    for arguments in (("gaps", folder), ("open", folder, "--path"), ("report", folder, "--out", "a.md")):
        assert drill(*arguments).returncode == 0


def test_a_scenario_that_is_not_there_is_said_at_once(drill):
    done = drill("watch", "fier.yaml", "--lang", "en")
    assert done.returncode == 2
    assert "fier.yaml" in done.stderr
