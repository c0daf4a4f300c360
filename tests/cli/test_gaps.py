"""`drill gaps`, as a planner, a script and a check in CI call it."""

import json
import shutil
from contextlib import chdir
from pathlib import Path
from types import SimpleNamespace

import pytest

from simulator.cli.entry import run_command_line

PLAN = """
drill: plan
format: 1
id: city
name: {zh: 城市预案, en: City plan}
authority: duty
hazards: {fire: {name: {zh: 火灾, en: Fire}, special_plan: {zh: 火灾预案, en: Fire plan}}}
media:
  mail: {name: {zh: 传真, en: Fax}, mode: message, delay: 12 min}
  post: {name: {zh: 公文, en: Post}, mode: message, delay: 1 h}
agencies:
  duty: {name: {zh: 值班室, en: Duty room}, sector: government, level: city}
  works: {name: {zh: 工厂, en: Works}, sector: enterprise, level: site, desk: {operators: 1}}
  team:
    name: {zh: 救援队, en: Rescue team}
    sector: public_safety
    level: city
    pools: {engine: {units: 1}}
links:
  - {from: duty, to: works, purpose: command, carries: [smoke], over: [mail, post]}
procedures:
  fire:
    before: {owner: team, when: calm, needs: {engine: 1}, duration: 40 min}
    put_out: {owner: team, when: smoke, needs: {engine: 1}, duration: 10 min, achieves: fire_out}
    shut: {owner: works, when: smoke, duration: 20 min, achieves: shut_down}
"""
SCENARIO = """
drill: scenario
format: 1
name: {zh: 夜间火灾, en: Fire at night}
plans: [../plans/plan.yaml]
start: "2026-07-18 02:10"
horizon: 2 h
incident: {hazard: fire, facts: {calm: true}, observed_by: {team: 0 s}}
injects: [{at: 10 min, set: {smoke: true}, observed_by: {duty: 0 s, team: 0 s}}]
milestones:
  out: {title: {zh: 明火扑灭, en: Fire out}, when: fire_out, within: 15 min, share: 50%}
  shut: {title: {zh: 停产, en: Shut down}, when: shut_down}
runs: 20
seed: 3
"""
NIGHT = "scenarios/night.yaml"
CAPACITY, LAG = "resource:engine@city.team", "information:smoke@city.works"
# out: 10 min, waits for the engine until 40: 30 of 50 min, and the objective is missed; shut: 12 of 42 min


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Give the folder of a small project, in which the scenario was played once."""
    home = tmp_path_factory.mktemp("project")
    for folder, name, text in (("plans", "plan", PLAN), ("scenarios", "night", SCENARIO)):
        (home / folder).mkdir()
        (home / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    with chdir(home), pytest.raises(SystemExit):
        run_command_line(["gaps", NIGHT, "--jobs", "1"])
    return home


@pytest.fixture
def played(project, tmp_path, monkeypatch):
    """Give the folder of the run, in a copy of the project that is the current folder."""
    shutil.copytree(project, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    (folder,) = (path for path in Path("outputs").glob("*/*") if path.is_dir())
    return folder


@pytest.fixture
def drill(capsys, monkeypatch):
    """Run `drill` in this process, which is quicker; gives exit code, stdout, stderr."""
    monkeypatch.setenv("DRILL_LANG", "en")

    def run(*arguments):
        monkeypatch.setenv("LANGUAGE", "en")
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run_command_line([*map(str, arguments)])
        said = capsys.readouterr()
        return SimpleNamespace(returncode=ended.value.code, stdout=said.out, stderr=said.err)

    return run


@pytest.fixture
def gaps(drill):
    """Run `drill gaps`."""
    return lambda *arguments: drill("gaps", *arguments)


def ids(done):
    return [gap["id"] for gap in json.loads(done.stdout)]


def test_the_table_has_the_gravest_first_with_how_often_how_long_and_what_to_do(gaps, played):
    done = gaps(played)
    assert done.returncode == 0
    high, medium = done.stdout.index("High:"), done.stdout.index("Medium:")
    assert high < done.stdout.index(CAPACITY) < medium < done.stdout.index(LAG)
    for text in ("Rescue team has too few units: engine", "30 min in the mean, 60 % of the time", "100 %"):
        assert text in done.stdout
    assert "plans/plan.yaml:" in done.stdout
    assert "gaps: 2 shown of 2" in done.stderr


def test_the_table_speaks_chinese(gaps, played):
    done = gaps(played, "--lang", "zh")
    for text in ("严重：", "救援队的力量不足", "工厂知悉过晚", "平均耽误 30 分钟，"):
        assert text in done.stdout


def test_a_run_folder_shows_the_same_as_its_scenario(gaps, played):
    assert gaps(played).stdout == gaps(NIGHT, "--jobs", 1).stdout
    assert "changed since" not in gaps(played).stderr


def test_json_is_one_list_of_gaps_the_gravest_first(gaps, played):
    done = gaps(played, "--json")
    assert ids(done) == [CAPACITY, LAG]
    keys = {"id", "kind", "severity", "sides", "title", "remedy", "where"}
    assert all(gap.keys() >= keys for gap in json.loads(done.stdout))


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--kind", "information"), [LAG]),
        (("--kind", "information", "--kind", "resource"), [CAPACITY, LAG]),
        (("--kind", "seam"), []),
        (("--between", "government", "enterprise"), [LAG]),
        (("--between", "city.works", "city"), [LAG]),
        (("--between", "works", "值班室"), [LAG]),
        (("--between", "企业", "Government"), [LAG]),
        (("--between", "government", "medical"), []),
        (("--min-severity", "high"), [CAPACITY]),
        (("--min-severity", "medium"), [CAPACITY, LAG]),
    ],
    ids=" ".join,
)
def test_the_list_can_be_narrowed(gaps, played, options, found):
    assert ids(gaps(played, "--json", *options)) == found


def test_sarif_has_a_result_with_rule_level_and_line_for_each_gap(gaps, played):
    log = json.loads(gaps(played, "--sarif").stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["information/lag", "resource/capacity"]
    first, second = run["results"]
    assert (first["ruleId"], first["level"]) == ("resource/capacity", "error")
    assert (second["ruleId"], second["level"]) == ("information/lag", "warning")
    assert second["partialFingerprints"] == {"gap": LAG}
    assert "工厂知悉过晚" in second["message"]["text"]
    assert "Works learns late" in second["message"]["text"]
    place = second["locations"][0]["physicalLocation"]
    lines = Path(place["artifactLocation"]["uri"]).read_text(encoding="utf-8").splitlines()
    assert "from: duty, to: works" in lines[place["region"]["startLine"] - 1]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--kind", "information"), 0),
        (("--kind", "information", "--min-severity", "medium"), 1),
        (("--between", "government", "medical", "--min-severity", "low"), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_check_fails_where_gaps_of_the_severity_exist(gaps, played, options, code):
    assert gaps(played, "--check", *options).returncode == code
    assert gaps(played, *options).returncode == 0


# -- what is no run ------------------------------------------------------------------------------------------


def refused(done, *texts):
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    for text in texts:
        assert text in done.stderr


def test_a_folder_that_is_no_run_is_refused_with_what_to_name_instead(gaps, played):
    assert played.is_dir()
    refused(gaps("plans"), "plans is no folder of a complete run", "summary.json", "a folder under outputs/")
    refused(gaps("plans", "--lang", "zh"), "不是一次完整推演的文件夹", "outputs/")


def test_a_word_that_names_nobody_is_refused_with_what_was_meant(gaps, played):
    refused(gaps(played, "--between", "goverment", "works", "--check"), "did you mean `government`?")
    refused(gaps(played, "--between", "works", "qqqq"), "a sector, a level, a region or an agency")


def test_a_file_of_the_run_stands_for_its_folder(gaps, played):
    assert ids(gaps(played / "gaps.json", "--json")) == ids(gaps(played / "summary.json", "--json"))


def test_how_often_a_run_was_played_cannot_be_changed_later(gaps, drill, played):
    refused(gaps(played, "--runs", "5"), "--runs cannot change a run that is there")
    refused(drill("explain", played, LAG, "--seed", "5"), "--seed cannot change a run")


def test_a_milestone_is_explained_by_the_scenario_and_not_by_a_folder(drill, played):
    refused(drill("explain", played, "out"), "for a milestone name the scenario")


def test_a_kind_that_is_misspelt_is_named(drill, played):
    done = drill("explain", NIGHT, "informaton:smoke@city.works")
    assert (done.returncode, "did you mean `information`?" in done.stderr) == (2, True)


@pytest.mark.parametrize("text", ["", "{", "{}", "null", "[1, 2", "\x00"])
def test_damaged_gaps_are_refused_with_the_name_of_the_file(gaps, played, text):
    (played / "gaps.json").write_text(text, encoding="utf-8")
    refused(gaps(played), "gaps.json is missing or damaged")
    (played / "gaps.json").unlink()
    refused(gaps(played), "gaps.json is missing or damaged")


@pytest.mark.parametrize("text", ["[1]", "[{}]", '[{"id": 3}]', '[{"id": "a", "severity": "dire"}]'])
def test_a_list_of_something_else_is_damaged_too(gaps, played, text):
    (played / "gaps.json").write_text(text, encoding="utf-8")
    for form in ((), ("--json",), ("--sarif",)):
        refused(gaps(played, *form), "gaps.json is missing or damaged")


def test_a_run_of_another_version_is_refused_with_both_versions(gaps, played):
    summary = json.loads((played / "summary.json").read_text(encoding="utf-8"))
    here, summary["drill"] = summary["drill"], "0.0.1"
    (played / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    refused(gaps(played), "was played by drill 0.0.1", f"this is {here}", "play its scenario again")


def test_a_plan_that_changed_since_is_named_and_the_gaps_are_shown(gaps, played):
    plan = Path("plans/plan.yaml")
    plan.write_text(plan.read_text(encoding="utf-8") + "# one line more\n", encoding="utf-8")
    done = gaps(played)
    assert (done.returncode, LAG in done.stdout) == (0, True)
    assert "plans/plan.yaml changed since this run" in done.stderr
    assert "play the scenario again" in done.stderr


def test_a_run_that_was_carried_elsewhere_can_be_read_without_its_plans(gaps, played):
    shutil.copytree(played, "elsewhere")
    done = gaps("elsewhere")
    assert (done.returncode, LAG in done.stdout) == (0, True)


# -- the schema of gaps.json ---------------------------------------------------------------------------------


def test_gaps_json_keeps_its_schema(gaps, played, drill):
    import jsonschema

    schema = json.loads(drill("schema", "gaps").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    found = json.loads((played / "gaps.json").read_text(encoding="utf-8"))
    assert len(found) == 2
    jsonschema.validate(found, schema)
    jsonschema.validate(json.loads(gaps(played, "--json", "--kind", "seam").stdout), schema)
    for damage in ({"severity": "dire"}, {"sides": found[0]["sides"][:1]}, {"evidence": []}, {"id": "x:y"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([found[0] | damage], schema)


def test_every_key_of_a_gap_is_described_in_both_languages(drill):
    schema = json.loads(drill("schema", "gaps").stdout)
    for name, record in schema["$defs"].items():
        for key, value in record.get("properties", {}).items():
            if name == "text" or key == "source":
                continue
            assert any("\u4e00" <= sign <= "\u9fff" for sign in value["description"]), (name, key)
            assert value["description"][0].isascii(), (name, key)
