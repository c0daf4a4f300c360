from pathlib import Path

import pytest

from simulator.errors import DrillError
from simulator.scenario.read import read_case
from simulator.text.condition_tree import Holds, Name

SMALL = Path(__file__).parent.parent / "data/small"
PLAN = (SMALL / "city.yaml").read_text(encoding="utf-8")
SCENARIO = (SMALL / "scenario.yaml").read_text(encoding="utf-8")


SAMPLE = Path(__file__).parent.parent / "data/sample/ammonia.yaml"
NORTH = PLAN.replace("id: city", "id: north").replace("[leak]", "[leak, dry]")


def test_a_scenario_and_its_plan_become_one_case(project):
    case = read_case(project())
    assert case.stem == "scenario"
    assert [item.path for item in case.inputs] == ["scenario.yaml", "city.yaml"]
    assert case.inputs[1].content == PLAN.encode()
    (happening,) = case.happenings
    assert (happening.name, happening.facts) == ("spill", (("leak", True),))
    assert [agency for agency, _ in happening.observers] == ["city.duty"]
    assert case.goals[0].when == Holds(Name("city.dry"))
    assert case.warnings == ()


def test_the_sample_loads_with_its_seams_as_warnings():
    case = read_case(SAMPLE)
    assert len(case.moves) == 8
    assert [str(problem.found) for problem in case.warnings if problem.others] == [
        "the two files of the agreement `plant_report` differ in `within`",
        "the two files of the agreement `foam_2026` differ in `gives`",
    ]


def test_a_plan_of_too_long_a_name_is_not_there(project):
    with pytest.raises(DrillError, match=r"there is no file `x{100}`"):
        read_case(project(scenario=SCENARIO.replace("plans: [city.yaml]", f"plans: [{'x' * 300}]")))


def test_plans_lie_beside_the_scenario_or_under_the_project(project, tmp_path):
    (tmp_path / "scenarios").mkdir()
    text = SCENARIO.replace("[city.yaml]", "[plans/city.yaml, ../plans/north.yaml]")
    text = text.replace("dry: {when: dry}", "dry: {when: north.dry}").replace("{duty:", "{city.duty:")
    north = NORTH.replace("links:", "links: []\nobligations: []\n#")
    north = "\n".join(line for line in north.splitlines() if "id: hot" not in line)
    path = project(text, "scenarios/one.yaml", **{"plans/city.yaml": PLAN, "plans/north.yaml": north})
    paths = [item.path for item in read_case(path).inputs]
    assert paths == ["scenarios/one.yaml", "plans/city.yaml", "plans/north.yaml"]


def test_measured_values_are_inputs_too(project):
    plan = PLAN.replace("duration: 10 min", "duration: {samples: times.csv, column: t, unit: min}")
    path = project(**{"city.yaml": plan, "times.csv": "t\n1\n2\n3\n4\n5\n"})
    assert [item.path for item in read_case(path).inputs] == ["scenario.yaml", "city.yaml", "times.csv"]


def test_a_plan_outside_the_project_is_refused_without_being_read(problems, tmp_path):
    outside = tmp_path.parent / "outside.yaml"
    outside.write_text("secret")
    for entry in ("../outside.yaml", str(outside), "link.yaml"):
        if entry == "link.yaml":
            (tmp_path / entry).symlink_to(outside)
        found = problems(SCENARIO.replace("city.yaml", entry))
        assert found == [f"scenario.yaml:4:9: `{entry}` lies outside the project"]


def test_a_plan_that_is_not_there_is_said_at_its_entry(project):
    with pytest.raises(DrillError) as error:
        read_case(project(SCENARIO.replace("[city.yaml]", "[citty.yaml]")))
    (problem,) = error.value.problems
    assert f"{problem.place}: {problem.found}" == "scenario.yaml:4:9: there is no file `citty.yaml`"
    assert (problem.path, problem.line, str(problem.hint)) == (
        "plans.0",
        "plans: [citty.yaml]",
        "did you mean `city.yaml`?",
    )


def test_a_plan_in_a_folder_is_guessed_with_its_folder(project):
    folder = project(SCENARIO).parent
    scenario = folder / "scenarios/scenario.yaml"
    scenario.parent.mkdir()
    (folder / "plans").mkdir()
    (folder / "city.yaml").rename(folder / "plans/city.yaml")
    scenario.write_text(SCENARIO.replace("[city.yaml]", "[../plans/citty.yaml]"), encoding="utf-8")
    assert hints(lambda: read_case(scenario)) == ["did you mean `../plans/city.yaml`?"]


def test_a_plan_in_place_of_a_scenario_is_one_problem_and_so_is_the_other_way_round(project, problems):
    with pytest.raises(DrillError) as error:
        read_case(project().parent / "city.yaml")
    (problem,) = error.value.problems
    assert f"{problem.place}: {problem.found}" == "city.yaml:1:8: this is a plan, a scenario is expected here"
    assert str(problem.hint) == "give the scenario that names this plan under `plans:`"
    text = SCENARIO.replace("[city.yaml]", "[city.yaml, scenario.yaml]")
    assert problems(text) == ["scenario.yaml:1:8: this is a scenario, a plan is expected here"]


def hints(read):
    with pytest.raises(DrillError) as error:
        read()
    return [str(problem.hint) for problem in error.value.problems]


def test_a_truth_in_other_words_and_an_unknown_hazard_are_guessed(project):
    for written, meant in (("yes", "true"), ("是", "true"), ("off", "false"), ("没有", "false")):
        truth = SCENARIO.replace("{leak: true}", f"{{leak: {written}}}")
        declared = {"city.yaml": PLAN.replace("facts: {", "facts: {leak: {title: Leak}, ")}
        assert hints(lambda text=truth, plan=declared: read_case(project(text, **plan))) == [
            f"did you mean `{meant}`?"
        ]
    assert hints(lambda: read_case(project(SCENARIO.replace("hazard: spill", "hazard: fire")))) == [
        "there are: spill"
    ]


def test_signs_of_chinese_keyboards_and_decimal_commas_are_explained(project):
    carried = PLAN.replace("carries: [leak]", "carries: [leak，dry]")
    assert hints(lambda: read_case(project(**{"city.yaml": carried}))) == [
        "`，` is full-width: write `,`, or put the text in quotes"
    ]
    quoted = SCENARIO.replace('"2026-02-17 02:10"', "“2026-02-17 02:10”")
    assert hints(lambda: read_case(project(quoted))) == [
        '`“` is full-width: write `"`, or put the text in quotes'
    ]
    comma = SCENARIO.replace("when: dry}", "when: dry, within: 1,5 h, share: 90%}")
    assert hints(lambda: read_case(project(comma))) == ["write the decimal point as `.`, as in `1.5 h`"]


def test_a_title_in_place_of_an_id_is_explained(project):
    scenario = SCENARIO.replace("when: dry}", "when: Fire knows 漏氨}")
    plan = PLAN.replace("{trapped:", "{leak: {title: {zh: 漏氨, en: Leak}}, trapped:")
    with pytest.raises(DrillError) as error:
        read_case(project(scenario, **{"city.yaml": plan}))
    assert [str(problem.hint) for problem in error.value.problems] == [
        "that is a title, the id is `fire`",
        "that is a title, the id is `leak`",
    ]


def test_a_plan_named_twice_is_a_problem(problems):
    text = SCENARIO.replace("[city.yaml]", "[city.yaml, ./city.yaml]")
    assert problems(text) == ["scenario.yaml:4:20: the plan `./city.yaml` is named twice"]


def test_two_plans_with_one_id_are_a_problem_with_both_files(project):
    text = SCENARIO.replace("[city.yaml]", "[city.yaml, other.yaml]")
    with pytest.raises(DrillError) as error:
        read_case(project(text, **{"other.yaml": PLAN}))
    (problem,) = error.value.problems
    assert f"{problem.place}: {problem.found}" == "other.yaml:3:5: another plan has the id `city` already"
    assert [str(other) for other in problem.others] == ["city.yaml:3:5"]


def test_a_broken_file_does_not_hide_what_is_wrong_in_the_others(problems):
    text = SCENARIO.replace("[city.yaml]", "[city.yaml, north.yaml]").replace("12 h", "12")
    found = problems(text, **{"north.yaml": "drill: [", "city.yaml": PLAN.replace("10 min", "10 mim")})
    assert [line.split(":")[0] for line in found] == ["city.yaml", "north.yaml", "scenario.yaml"]


def test_problems_of_scenario_and_plans_come_together(problems):
    plan = PLAN.replace("owner: fire", "owner: fier")
    text = SCENARIO.replace("observed_by: {duty", "observed_by: {dutty")
    assert problems(text, **{"city.yaml": plan}) == [
        "city.yaml:17:17: there is no agency or post `fier`",
        "scenario.yaml:7:62: there is no agency or post `dutty`",
    ]


FAULTS = {
    "a hazard of no plan": (("hazard: spill", "hazard: spil"), "7:20: no plan has a hazard `spil`"),
    "an unknown region": (("hazard: spill", "hazard: spill, region: est"), "7:35: there is no region `est`"),
    "a value of another kind": (
        ("leak: true", "leak: true, trapped: many"),
        "7:56: `trapped` is a number, not `many`",
    ),
    "a name that cannot be a fact": (("leak: true", "a-b: true"), "7:35: `a-b` cannot be set"),
    "nobody who sees it": (
        (", observed_by: {duty: 1..4 min}", ""),
        "7:11: nobody can ever learn of this incident",
    ),
    "many without a time": (("hazard: spill", "hazard: spill, count: 3"), "7:27: `count` needs `every`"),
    "a share without a limit": (("when: dry}", "when: dry, share: 90%}"), "8:31: `share` needs `within`"),
    "a limit without a share": (
        ("when: dry}", "when: dry, within: 1 h}"),
        "8:31: warning: `within` without `share` is a line in the charts, and no objective",
    ),
    "an unknown name": (("when: dry}", "when: drry}"), "8:26: nothing achieves, declares or sets `drry`"),
    "someone unknown": (("when: dry}", "when: fier knows dry}"), "8:26: there is no agency or post `fier`"),
    "a value that is no number": (
        ("{leak: true}", "{leak: true, depth: .nan}"),
        "7:54: `nan` is no finite number",
    ),
    "a limit that is not played": (
        ("when: dry}", "when: dry, within: 40 h, share: 90%}"),
        "8:39: warning: the limit lies beyond the horizon, 12 h",
    ),
    "a path of another system": (
        ("[city.yaml]", '["..\\\\city.yaml"]'),
        "4:9: there is no file `..\\city.yaml`",
    ),
    "norms": (
        ("horizon", "norms: [n.yaml]\nhorizon"),
        "6:9: there is no file `n.yaml`",
    ),
    "one and several incidents": (
        ("milestones", "incidents: [{hazard: spill, facts: {leak: true}}]\nmilestones"),
        "8:1: write either `incident` or `incidents`",
    ),
}


@pytest.mark.parametrize(("change", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_a_scenario_is_said_at_its_place(problems, change, message):
    assert f"scenario.yaml:{message}" in problems(SCENARIO.replace(*change))


def test_a_value_that_is_no_number_is_one_problem(problems):
    assert len(problems(SCENARIO.replace("{leak: true}", "{leak: true, depth: .nan}"))) == 1


def test_a_scenario_needs_a_name_for_the_folder_of_its_results(project):
    with pytest.raises(DrillError, match=r"no name before its ending"):
        read_case(project(at="...yaml"))


def test_a_scenario_in_which_nothing_happens_is_a_problem(problems):
    text = "\n".join(line for line in SCENARIO.splitlines() if not line.startswith("incident"))
    assert "scenario.yaml:1:1: nothing happens in this scenario" in problems(text)


def test_injects_that_set_facts_are_enough(problems):
    text = "\n".join(line for line in SCENARIO.splitlines() if not line.startswith("incident"))
    text += "\ninjects: [{at: 5 min, set: {leak: true}, observed_by: {duty: 1 min}}]\n"
    assert problems(text) == []


def test_incidents_of_one_hazard_have_different_names(project):
    text = SCENARIO.replace("incident: {", "incidents:\n  - {").replace(
        "milestones", "  - {hazard: spill, facts: {}}\nmilestones"
    )
    assert [happening.name for happening in read_case(project(text)).happenings] == ["spill", "spill/2"]
