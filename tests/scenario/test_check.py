from pathlib import Path

from simulator.scenario.check import check_files

SMALL = Path(__file__).parent.parent / "data/small"
PLAN = (SMALL / "city.yaml").read_text(encoding="utf-8")
SCENARIO = (SMALL / "scenario.yaml").read_text(encoding="utf-8")


SAMPLE = Path(__file__).parent.parent / "data/sample"
PLANS = Path(__file__).parent.parent.parent / "plans"


def found(*paths):
    return [
        f"{problem.place}: {'warning: ' * problem.warning}{problem.found}" for problem in check_files(paths)
    ]


def test_a_scenario_is_checked_with_its_plans(project):
    path = project(**{"city.yaml": PLAN.replace("owner: fire", "owner: fier")})
    assert found(path) == ["city.yaml:17:17: there is no agency or post `fier`"]


def test_a_plan_alone_may_refer_to_others(project):
    plan = PLAN.replace("[leak]", "[leak, river_level]").replace("to: fire", "to: north.fire")
    path = project(**{"city.yaml": plan})
    assert found(path.parent / "city.yaml") == []


def test_a_slip_in_a_plan_alone_is_a_warning(project):
    path = project(**{"city.yaml": PLAN.replace("owner: fire", "owner: frie")})
    assert found(path.parent / "city.yaml") == ["city.yaml:17:17: warning: there is no agency or post `frie`"]


def test_faults_that_need_no_other_plan_are_said_of_a_plan_alone(project):
    path = project(**{"city.yaml": PLAN.replace("when: leak,", "when: dry > 3,")})
    assert found(path.parent / "city.yaml") == ["city.yaml:17:29: `dry` is no number"]


def test_a_plan_that_a_scenario_plays_is_not_checked_alone_as_well(project):
    path = project()
    assert found(path, path.parent / "city.yaml") == []


def test_files_that_say_not_what_they_are_are_problems(project):
    path = project("drill: scenaro\n")
    assert found(path) == ["scenario.yaml:1:8: the file does not say what it is"]


def test_a_norm_pack_is_checked(project):
    path = project("drill: norms\nformat: 1\nid: law\n")
    assert found(path) == ["scenario.yaml:1:1: `title` is missing"]


def test_a_missing_file_is_a_problem(tmp_path):
    path = tmp_path / "none.yaml"
    assert found(path) == [f"{path.as_posix()}:1:1: there is no such file"]


def test_every_file_of_the_sample_checks_alone():
    for path in sorted(SAMPLE.glob("*.yaml")):
        assert not [problem for problem in check_files([path]) if not problem.warning]


def test_every_shipped_plan_checks_alone():
    for path in sorted(PLANS.glob("*/*.yaml")):
        assert not [problem for problem in check_files([path]) if not problem.warning], path


def test_what_is_wrong_in_several_files_comes_sorted(project):
    path = project(SCENARIO.replace("horizon", "horizn"), **{"a.yaml": "drill: plan\n"})
    assert found(path, path.parent / "a.yaml")[0].startswith("a.yaml:")


def test_a_cost_file_is_checked_by_itself(project):
    head = "drill: costs\nformat: 1\n"
    files = {f"{name}.yaml": f"{head}measures: {{{name}: 2}}\n" for name in ("link", "lnk")}
    path = project(**files)
    assert found(path.parent / "link.yaml") == []
    (wrong,) = found(path.parent / "lnk.yaml")
    assert wrong.startswith("lnk.yaml:3")
