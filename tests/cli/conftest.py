"""Running `drill` as users do."""

import os
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import pytest

from simulator.cli.entry import run_command_line

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-c", "from simulator.cli import main\nif __name__ == '__main__': main()"]
LANGUAGES = ("DRILL_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")

PLAN = """
drill: plan
format: 1
id: city
name: {zh: 城市预案, en: City plan}
authority: duty
hazards: {fire: {name: {zh: 火灾, en: Fire}}}
facts: {smoke: {title: {zh: 冒烟, en: Smoke}}, quiet: {title: {zh: 平静, en: Quiet}}}
media:
  phone: {name: {zh: 电话, en: Phone}, mode: call, delay: 5 s, success: 0.8, patience: 1 min, pause: 1 min}
agencies:
  duty:
    name: {zh: 值班室, en: Duty room}
    sector: government
    level: city
    desk: {operators: 1, compose: 1..2 min}
  team:
    name: {zh: 救援队, en: Rescue team}
    sector: public_safety
    level: city
    desk: {operators: 1, handling: 1 min}
    pools: {engine: {units: 1, mobilise: 2 min}}
links:
  - {from: duty, to: team, purpose: command, carries: [smoke], over: [phone]}
procedures:
  fire:
    put_out:
      name: {zh: 灭火, en: Put it out}
      owner: team
      when: smoke
      needs: {engine: 1}
      duration: 10..20 min
      achieves: fire_out
    never_done: {name: {zh: 收尾, en: Tidy up}, owner: duty, when: quiet, duration: 1 min, achieves: tidy}
obligations:
  - {name: {zh: 及时命令, en: Told in time}, from: duty, to: team, fact: smoke, within: 5 min, basis: 第 1 条}
"""
SCENARIO = """
drill: scenario
format: 1
name: {zh: 夜间火灾, en: Fire at night}
plans: [plan.yaml]
start: "2026-07-18 02:10"
horizon: 2 h
incident: {hazard: fire, facts: {smoke: true}, observed_by: {duty: 1..4 min}}
injects:
  - {at: 2 min, outage: phone, lasts: 10 min}
  - {at: 1 min, calls_to: duty, every: {mean: 5 min}, talk: {mean: 30 s}, lasts: 30 min}
milestones:
  told: {title: {zh: 救援队接令, en: Team told}, when: team knows smoke, within: 30 min, share: 50%}
  out: {title: {zh: 明火扑灭, en: Fire out}, when: fire_out, within: 1 min, share: 50%}
  tidied: {title: {zh: 现场清理, en: Tidied up}, when: tidy}
runs: 20
seed: 3
"""


def environment(**changes):
    kept = {key: value for key, value in os.environ.items() if key not in LANGUAGES}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **changes}


def in_a_process(folder, arguments, changes):
    return subprocess.run(
        [*COMMAND, *arguments],
        check=False,
        capture_output=True,
        cwd=folder,
        env=environment(**changes),
        encoding=changes.get("PYTHONIOENCODING", "utf-8"),
        errors="replace",
        timeout=60,
    )


def in_this_process(folder, arguments, changes):
    """Run `drill` in a fifth of the time: its modules and fonts are here already."""
    streams = [TextIOWrapper(BytesIO(), encoding="utf-8") for _ in range(2)]
    with (
        patch.dict(os.environ, environment(**changes), clear=True),
        chdir(folder),
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
        pytest.raises(SystemExit) as end,
    ):
        run_command_line(arguments)
    return subprocess.CompletedProcess(arguments, end.value.code, *map(text_of, streams))


def text_of(stream):
    stream.flush()
    return stream.buffer.getvalue().decode()


def write_project(folder):
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "fire.yaml").write_text(SCENARIO, encoding="utf-8")
    return folder


@pytest.fixture
def drill(tmp_path):
    """Run `drill` in the folder of a small scenario; gives the finished process.

    It has a process of its own where Python reads what is said only once.
    """
    write_project(tmp_path)

    def run(*arguments, **changes):
        once = any(name.startswith(("PYTHON", "BROWSER")) for name in changes)
        return (in_a_process if once else in_this_process)(tmp_path, [*map(str, arguments)], changes)

    return run


@pytest.fixture(scope="session")
def leave(tmp_path_factory):
    """Give the outputs that a command leaves in the folder of the small scenario; each is run once."""

    @cache
    def run(*arguments):
        folder = write_project(tmp_path_factory.mktemp("left"))
        assert in_this_process(folder, [*arguments], {}).returncode == 0
        return folder / "outputs"

    return run


@pytest.fixture
def given(leave, drill, tmp_path):
    """Begin with what a command leaves, where the command is not what the test is about; gives the run."""

    def begin(*arguments):
        shutil.copytree(leave(*arguments), tmp_path / "outputs")
        return next((tmp_path / "outputs/fire").iterdir())

    return begin
