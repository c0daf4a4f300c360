"""The table of figures that `make bench` ends with."""

import os

import pytest

FIGURES = pytest.StashKey()
WIDTHS = (72, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def byte_code(tmp_path_factory):
    """Let the processes that are started keep byte code, as every installation does from its second start on."""
    before = dict(os.environ)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(tmp_path_factory.mktemp("byte_code"))
    yield
    os.environ.clear()
    os.environ.update(before)


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
