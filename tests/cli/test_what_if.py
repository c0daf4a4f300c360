"""What if, on the command line: every verb that reads a scenario takes it, and knows it of a run."""

import json
import shutil

import pytest

from tests.cli.conftest import in_this_process, write_project

PATCH = "drill: patch\nformat: 1\nplans: {city: {agencies: {team: {desk: {operators: 2}}}}}\n"


@pytest.fixture(autouse=True)
def patch(tmp_path):
    """Give the file of a patch."""
    path = tmp_path / "patch.yaml"
    path.write_text(PATCH, encoding="utf-8")
    return path


OTHERWISE = (
    "--set", "city.put_out.duration=3 min", "--without", "milestone", "tidied", "--with", "patch.yaml",
)  # fmt: skip


@pytest.fixture(scope="module")
def played_once(tmp_path_factory):
    folder = write_project(tmp_path_factory.mktemp("otherwise"))
    (folder / "patch.yaml").write_text(PATCH, encoding="utf-8")
    in_this_process(folder, ["run", "fire.yaml", "--runs", "3", *OTHERWISE], {})
    return folder / "outputs"


@pytest.fixture
def otherwise(drill, played_once, tmp_path):
    """Give the folder of a run that was played otherwise."""
    shutil.copytree(played_once, tmp_path / "outputs")
    (folder,) = (tmp_path / "outputs/fire").iterdir()
    return folder


def test_a_run_keeps_what_was_otherwise(otherwise):
    summary = json.loads((otherwise / "summary.json").read_text(encoding="utf-8"))
    assert summary["what_if"] == {
        "patches": ["patch.yaml"],
        "settings": ["city.put_out.duration=3 min"],
        "removals": ["milestone tidied"],
    }
    assert (otherwise / "inputs/--set").read_text(encoding="utf-8") == "city.put_out.duration=3 min\n"


def test_it_has_an_id_of_its_own_and_is_found_again(drill, tmp_path, otherwise):
    drill("run", "fire.yaml", "--runs", "3")
    assert len([*(tmp_path / "outputs/fire").iterdir()]) == 2
    again = drill("run", "fire.yaml", "--runs", "3", *OTHERWISE)
    assert "shown from the run that is there" in again.stderr


def test_the_story_of_such_a_run_is_that_of_what_was_otherwise(drill, otherwise):
    told = drill("replay", otherwise).stdout
    assert told == drill("replay", "fire.yaml", *OTHERWISE).stdout
    assert told != drill("replay", "fire.yaml").stdout


def test_a_run_that_is_there_cannot_be_changed(drill, otherwise):
    for verb in ("gaps", "score", "clocks", "replay"):
        refused = drill(verb, otherwise, "--set", "city.duty.desk.operators=2")
        assert refused.returncode == 2
        assert "--set cannot change a run that is there" in refused.stderr


@pytest.mark.parametrize("verb", ["run", "check", "audit", "gaps", "score", "clocks", "replay"])
def test_every_verb_says_what_is_wrong_with_it(drill, verb):
    found = drill(verb, "fire.yaml", "--set", "city.duty.desk.operator=2")
    assert found.returncode == 2
    assert "--set:1:16 agencies.duty.desk.operator: there is no key `operator` here" in found.stderr
    assert "    city.duty.desk.operator=2\n                   ^\n" in found.stderr
    assert "did you mean `operators`?" in found.stderr


def test_the_audit_sees_it(drill):
    before = json.loads(drill("audit", "fire.yaml", "--json").stdout)
    otherwise = ("--without", "link", "duty->team")
    after = json.loads(drill("audit", "fire.yaml", "--json", *otherwise).stdout)
    assert {gap["id"] for gap in after} - {gap["id"] for gap in before} == {"information:smoke@city.team"}


def test_a_gap_of_a_run_with_a_patch_is_explained_with_its_lines(drill, tmp_path, patch):
    patch.write_text(
        "drill: patch\nformat: 1\nplans:\n  city:\n    links:\n      0: {carries: [quiet]}\n",
        encoding="utf-8",
    )
    drill("run", "fire.yaml", "--runs", "2", "--with", "patch.yaml")
    (folder,) = (tmp_path / "outputs/fire").iterdir()
    told = drill("explain", folder, "information:smoke@city.team").stdout
    assert "plan.yaml:" in told


@pytest.mark.parametrize(
    "damage", [7, {"patches": ["../x.yaml"], "settings": [], "removals": []}, {"settings": []}]
)
def test_a_summary_that_says_it_wrongly_is_no_summary(drill, otherwise, damage):
    path = otherwise / "summary.json"
    path.write_text(
        json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"what_if": damage}), encoding="utf-8"
    )
    refused = drill("gaps", otherwise)
    assert refused.returncode == 2
    assert "summary.json is missing or damaged" in refused.stderr


def test_a_run_says_what_was_otherwise_under_its_title(drill, otherwise):
    again = drill("run", "fire.yaml", "--runs", "3", *OTHERWISE)
    assert again.stdout.splitlines()[1:4] == [
        "   --with patch.yaml", "   --set city.put_out.duration=3 min", "   --without milestone tidied",
    ]  # fmt: skip
