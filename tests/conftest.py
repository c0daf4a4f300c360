"""What every test may ask for: golden files, a browser."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples each time: what a check finds today it finds tomorrow.
settings.register_profile("ci", max_examples=40, deadline=None, derandomize=True, database=None)
settings.load_profile("ci")

# Compiled modules are kept: else every process that a test starts compiles all of `drill` again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    parser.addoption("--golden", action="store_true", help="rewrite the golden files instead of comparing")


def pytest_collection_modifyitems(config, items):
    """With `--golden` run what stores golden files, and nothing else."""
    if config.getoption("--golden"):
        items[:] = [item for item in items if "golden" in getattr(item, "fixturenames", ())]


@pytest.fixture
def golden(request):
    """Compare a text with the stored one of that name; with `--golden`, store it."""

    def compare(name, text):
        path = GOLDEN / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no golden file {name}; `make golden` writes it"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def chromium():
    """Give the path of the browser on this machine, or skip, loudly."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("NO BROWSER: this machine has no chromium, the report page was not tested")
    return path
