"""Auditing files: which plans are looked at."""

import pytest

from simulator.errors import DrillError
from simulator.scenario.audited import audit_files
from tests.engine.small import write

PLAN = "agencies: {a: {~}}"
HAPPENS = "injects: [{at: 0 min, set: {f: true}, observed_by: {a: 0 s}}]"


@pytest.fixture
def project(tmp_path):
    """Write a project of one plan with the file name `plan.yaml`, in which a hazard has no special plan."""

    def made(name):
        folder = tmp_path / name
        (folder / "plans").mkdir(parents=True)
        (folder / "scenarios").mkdir()
        file = write(folder, PLAN, HAPPENS)
        text = (folder / "p.yaml").read_text(encoding="utf-8").replace("id: p", f"id: {name}")
        (folder / "plans" / "plan.yaml").write_text(text, encoding="utf-8")
        (folder / "p.yaml").unlink()
        scenario = file.read_text(encoding="utf-8").replace("p.yaml", "../plans/plan.yaml")
        (folder / "scenarios" / "s.yaml").write_text(scenario, encoding="utf-8")
        return folder

    return made


def places(*files):
    return {gap.place.partition(".")[0] for gap in audit_files(files).gaps}


def test_plans_of_two_projects_with_one_file_name_are_both_looked_at(project):
    one, two = project("one"), project("two")
    assert places(one / "plans/plan.yaml") == {"one"}
    assert places(one / "plans/plan.yaml", two / "plans/plan.yaml") == {"one", "two"}
    assert "two" in places(one / "scenarios/s.yaml", two / "plans/plan.yaml")


def test_a_plan_that_a_scenario_brings_is_looked_at_once(project):
    one = project("one")
    assert audit_files([one / "scenarios/s.yaml", one / "plans/plan.yaml"]) == audit_files(
        [one / "scenarios/s.yaml"]
    )


def test_a_norm_pack_among_the_files_is_read_and_binds_nobody(project):
    one = project("one")
    law = one / "plans/law.yaml"
    law.write_text("drill: norms\nformat: 1\nid: law\ntitle: Law\n", encoding="utf-8")
    assert audit_files([one / "plans/plan.yaml", law]) == audit_files([one / "plans/plan.yaml"])
    law.write_text("drill: norms\nformat: 1\nid: law\n", encoding="utf-8")
    with pytest.raises(DrillError, match="`title` is missing"):
        audit_files([one / "plans/plan.yaml", law])
