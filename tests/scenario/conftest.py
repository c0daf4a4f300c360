"""Small projects in a folder."""

from pathlib import Path

import pytest

from simulator.errors import DrillError
from simulator.scenario.read import read_case

SMALL = Path(__file__).parent.parent / "data/small"
PLAN = (SMALL / "city.yaml").read_text(encoding="utf-8")
SCENARIO = (SMALL / "scenario.yaml").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path):
    """Write files by their paths in the project, and give the scenario's."""

    def write(scenario=SCENARIO, at="scenario.yaml", **files):
        for name, content in {at: scenario, "city.yaml": PLAN, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / at

    return write


@pytest.fixture
def problems(project):
    """Give the problems of a scenario as `file:line:column: found`."""

    def read(scenario=SCENARIO, **files):
        try:
            found = read_case(project(scenario, **files)).warnings
        except DrillError as error:
            found = error.problems
        return [
            f"{problem.place}: {'warning: ' if problem.warning else ''}{problem.found}" for problem in found
        ]

    return read
