"""The table of figures that `make bench` ends with."""

import os
import time

import pytest

FIGURES = pytest.StashKey()
WIDTHS = (72, 10, 10)
NOMINAL = 0.5
"""Seconds of `turns` on the machine that limits in seconds are meant for: a common one of these years."""


@pytest.fixture(scope="session", autouse=True)
def byte_code(tmp_path_factory):
    """Let the processes that are started keep byte code, as every installation does from its second start on."""
    before = dict(os.environ)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(tmp_path_factory.mktemp("byte_code"))
    yield
    os.environ.clear()
    os.environ.update(before)


def turns():
    """Give the processor time of ten million turns of a loop: how fast Python is here, at this minute."""
    began, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - began


@pytest.fixture
def slowness(figure):
    """Give what a limit in seconds is multiplied by here: 1, or more where Python is slower than nominal.

    It is taken before and after the test asks, so that a machine which changes its pace is not blamed.
    """
    taken = [turns()]

    def now():
        taken.append(turns())
        slow = max(1.0, sum(taken) / len(taken) / NOMINAL)
        figure("  pace of Python meanwhile", f"{1 / slow:.2f}", "1: limits stand")
        return slow

    return now


@pytest.fixture
def figure(request):
    """Enter a line in the table: what, how much, how much it should be, and a remark."""

    def enter(what, found, wanted="", remark=""):
        request.config.stash.setdefault(FIGURES, []).append((what, found, wanted, remark))

    return enter


def pytest_terminal_summary(terminalreporter, config):
    lines = config.stash.get(FIGURES, [])
    if lines:
        terminalreporter.section("figures of this machine, of this minute")
    for what, found, wanted, remark in lines:
        cells = [text.ljust(width) for text, width in zip((what, found, wanted), WIDTHS, strict=True)]
        terminalreporter.write_line(f"{''.join(cells)}{remark}".rstrip())
