"""`drill open`: the report in the browser of the machine, or its path."""

import sys
from pathlib import Path

import pytest

BROWSER = """#!{python}
import pathlib, sys
pathlib.Path({file!r}).write_text(sys.argv[1])
"""


@pytest.fixture
def browser(tmp_path):
    """A browser that only writes down what it was to open: its command, and the file with the address."""
    seen, command = tmp_path / "seen.txt", tmp_path / "browser"
    command.write_text(BROWSER.format(python=sys.executable, file=str(seen)), encoding="utf-8")
    command.chmod(0o755)
    return command, seen


def test_a_scenario_is_played_and_its_report_opened(drill, browser):
    command, seen = browser
    done = drill("open", "fire.yaml", BROWSER=str(command))
    assert (done.returncode, done.stdout) == (0, "")
    page = seen.read_text(encoding="utf-8")
    assert page.startswith("file:///")
    assert page.endswith("/report.html")


def test_the_report_of_a_run_that_is_there_is_opened(drill, given, browser):
    command, seen = browser
    folder = given("run", "fire.yaml")
    assert drill("open", folder, BROWSER=str(command)).returncode == 0
    assert seen.read_text(encoding="utf-8") == (folder / "report.html").as_uri()


def test_the_path_alone_is_printed_where_that_is_wanted(drill, given, browser):
    given("run", "fire.yaml")
    command, seen = browser
    done = drill("open", "fire.yaml", "--path", BROWSER=str(command))
    page = Path(done.stdout.strip())
    assert page.read_bytes().startswith(b"<!doctype html>")
    assert not seen.exists()
    assert drill("open", page, "--path").stdout == done.stdout


def test_a_run_without_its_report_is_said_to_be_damaged(drill, given):
    folder = given("run", "fire.yaml")
    (folder / "report.html").unlink()
    done = drill("open", folder)
    assert done.returncode == 2
    assert "report.html is missing or damaged" in done.stderr


def test_a_run_says_how_to_read_its_report_and_that_works(drill, given):
    given("run", "fire.yaml")
    done = drill("run", "fire.yaml")
    line = next(line for line in done.stderr.splitlines() if "drill open" in line)
    assert drill("open", line.rpartition(" ")[2], "--path").returncode == 0
