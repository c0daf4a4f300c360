"""`--between` counts as the boundary matrix does, and takes the names that people use."""

import json
from contextlib import chdir

import pytest

from simulator.cli.between import gaps_between
from simulator.cli.entry import run_command_line
from simulator.cli.run_folders import open_run
from simulator.errors import StoppedError
from tests.cli.test_gaps import LAG, PLAN, SCENARIO

NEIGHBOUR = PLAN.replace(
    "agencies:\n", "regions: {far: {name: {zh: 邻县, en: Far county}, neighbour: true}}\nagencies:\n"
).replace("level: site,", "level: site, region: far,")
TWICE = NEIGHBOUR.replace(
    "  team:\n    name: {zh: 救援队, en: Rescue team}", "  team:\n    name: {zh: 工厂, en: Works}"
)


@pytest.fixture(scope="module")
def run(tmp_path_factory, request):
    """Give the run of a project with one plan."""
    home = tmp_path_factory.mktemp("project")
    for folder, name, text in (("plans", "plan", request.param), ("scenarios", "night", SCENARIO)):
        (home / folder).mkdir()
        (home / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    with chdir(home), pytest.raises(SystemExit):
        run_command_line(["gaps", "scenarios/night.yaml", "--jobs", "1", "--runs", "2"])
    (folder,) = (path for path in (home / "outputs").glob("*/*") if path.is_dir())
    return open_run(folder, "en")


def found(run, *between):
    return [gap["id"] for gap in gaps_between(run, run.gaps, between)]


@pytest.mark.parametrize("run", [NEIGHBOUR], indirect=True)
@pytest.mark.parametrize(
    "other", ["neighbour", "enterprise", "far", "city.far", "邻县", "Neighbouring region"]
)
def test_who_stands_in_a_neighbouring_region_is_a_neighbour_too(run, other):
    assert json.dumps(run.summary["boundary_matrix"]["sector"]).count("neighbour") > 0
    assert found(run, "government", other) == [LAG]
    assert found(run, other, "city.duty") == [LAG]


@pytest.mark.parametrize("run", [TWICE], indirect=True)
def test_a_name_of_several_is_refused_with_their_ids(run):
    with pytest.raises(StoppedError) as stopped:
        found(run, "Works", "duty")
    assert stopped.value.message.values["names"] == "city.works, city.team"
