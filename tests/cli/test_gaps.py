"""`drill gaps`, as a planner, a script and a check in CI call it."""

import json
import shutil
from contextlib import chdir
from pathlib import Path
from types import SimpleNamespace

import pytest

from simulator.cli.entry import run_command_line
from simulator.cli.played import Outcome
from simulator.study.worker import Reacher

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
    for text in ("严重：", "救援队的力量不足：engine", "工厂知悉过晚", "平均耽误 30 分钟，"):
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
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "information/slow_hop",
        "resource/capacity",
    ]
    first, second = run["results"]
    assert (first["ruleId"], first["level"]) == ("resource/capacity", "error")
    assert (second["ruleId"], second["level"]) == ("information/slow_hop", "warning")
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


def test_priced_gaps_keep_the_order_of_their_prices(gaps, played, monkeypatch):
    # whatever the severities: `alike` speaks of neighbours in this order
    def prices(_run, records, _lang, **_options):
        return [{**record, "cost": None} for record in reversed(records)], True

    monkeypatch.setattr("simulator.cli.gap_prices.price_gaps", prices)
    assert ids(gaps(played, "--cost", "--json")) == [LAG, CAPACITY]


# -- ended early --------------------------------------------------------------------------------------------


def test_ctrl_c_while_gaps_are_priced_keeps_what_is_complete_and_says_so(gaps, played, monkeypatch):
    whole, calls = Reacher.play, []

    def ended(*arguments):
        calls.append(arguments)
        if len(calls) > 3 * 8:  # as it is; the first gap closed, and remedied
            raise KeyboardInterrupt
        return whole(*arguments)

    monkeypatch.setattr(Reacher, "play", ended)
    done = gaps(played, "--cost", "--cost-runs", 8, "--jobs", 1, "--json")
    assert (done.returncode, done.stderr) == (
        130,
        "interrupted: the gaps that were priced before are shown (1)\n",
    )
    assert [gap["cost"] is None for gap in json.loads(done.stdout)] == [False, True]


@pytest.mark.parametrize("verb", [("gaps", NIGHT), ("explain", NIGHT, LAG)])
def test_a_gap_of_a_run_that_was_interrupted_is_told_with_the_code_for_it(drill, played, monkeypatch, verb):
    found = Outcome(played, {}, interrupted=True)
    monkeypatch.setattr("simulator.cli.played.play_or_find", lambda *_, **__: found)
    assert drill(*verb).returncode == 130


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
    refused(gaps(str(played.parent)), "holds some; the latest is", str(played))


@pytest.mark.parametrize("option", ["--top", "--cost-runs"])
def test_how_to_price_is_refused_where_nothing_is_priced(gaps, played, option):
    done = gaps(played, option, 5)
    assert done.returncode == 2
    assert "add --cost" in done.stderr


def test_a_word_that_names_nobody_is_refused_with_what_was_meant(gaps, played):
    refused(gaps(played, "--between", "goverment", "works", "--check"), "did you mean `government`?")
    refused(gaps(played, "--between", "works", "qqqq"), "a sector, a level, a region or an agency")


def test_a_file_of_the_run_stands_for_its_folder(gaps, played):
    assert ids(gaps(played / "gaps.json", "--json")) == ids(gaps(played / "summary.json", "--json"))


def test_how_often_a_run_was_played_cannot_be_changed_later(gaps, drill, played):
    refused(gaps(played, "--runs", "5"), "--runs cannot change a run that is there")
    refused(drill("explain", played, LAG, "--seed", "5"), "--seed cannot change a run")


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


# -- what came from somebody else ----------------------------------------------------------------------------


def doctor(file, *way, to):
    """Change one value of a file of a run."""
    whole = json.loads(file.read_text(encoding="utf-8"))
    part = whole
    for step in way[:-1]:
        part = part[step]
    part[way[-1]] = to
    file.write_text(json.dumps(whole), encoding="utf-8")


FORMS = (("gaps",), ("gaps", "--sarif"), ("gaps", "--cost", "--cost-runs", "2"), ("explain", CAPACITY))


def refused_by_all(drill, played, name):
    for verb, *more in FORMS:
        refused(drill(verb, played, *more), f"{name} is missing or damaged")


@pytest.mark.parametrize(
    ("way", "value"),
    [
        ((0, "title"), "late"),
        ((0, "title", "en"), None),
        ((0, "sides"), 1),
        ((0, "sides"), []),
        ((0, "evidence", 0, "share"), 1e308),
        ((0, "evidence", 0, "p50_s"), [1]),
        ((0, "evidence", 0, "mean_s"), float("inf")),
        ((0, "evidence", 0, "ways", 0, "title"), {}),
        ((0, "evidence", 0, "shown_by"), "1"),
        ((0, "id"), {}),
        ((0, "id"), LAG),
        ((0, "place"), None),
        ((0, "where", 0), {}),
        ((0, "where", 0, "line"), -1),
        ((0, "where", 0, "file"), "../gaps.json"),
        ((0, "where", 0, "file"), "/etc/hostname"),
    ],
    ids=str,
)
def test_a_gap_that_no_run_wrote_is_refused_and_no_other_file_is_read(drill, played, way, value):
    doctor(played / "gaps.json", *way, to=value)
    refused_by_all(drill, played, "gaps.json")


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("inputs",), {}),
        (("inputs",), ["plans/plan.yaml"]),
        (("inputs",), {"../../../plans/plan.yaml": "0"}),
        (("inputs",), {"/etc/hostname": "0"}),
        (("seed",), -1),
        (("seed",), "3"),
        (("milestones",), [{}]),
        (("consequences", 0, "late"), None),
        (("boundary_matrix",), {}),
        (("boundary_matrix", "sector", "cells", 0, "between"), ["government"]),
    ],
    ids=str,
)
def test_a_summary_that_no_run_wrote_is_refused(drill, played, way, value):
    doctor(played / "summary.json", *way, to=value)
    refused_by_all(drill, played, "summary.json")


def test_nesting_without_end_is_damage(gaps, played):
    (played / "gaps.json").write_text("[" * 100_000, encoding="utf-8")
    refused(gaps(played), "gaps.json is missing or damaged")


def test_inputs_that_are_not_as_they_were_played_are_refused(drill, played):
    plan = played / "inputs" / "plans" / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + "# one line more\n", encoding="utf-8")
    refused_by_all(drill, played, "inputs/plans/plan.yaml")
    plan.unlink()
    refused_by_all(drill, played, "inputs/plans/plan.yaml")


def test_a_line_beyond_the_end_of_a_plan_is_damage(drill, played):
    doctor(played / "gaps.json", 0, "where", 0, "line", to=10**30)
    done = drill("explain", played, CAPACITY)
    assert done.returncode == 2
    assert "gaps.json is missing or damaged" in done.stderr


def test_a_run_that_is_shown_again_may_have_lost_its_gaps(drill, played):
    (played / "gaps.json").unlink()
    done = drill("run", NIGHT, "--jobs", 1)
    assert done.returncode == 2
    assert "gaps.json is missing or damaged" in done.stderr


def test_what_later_versions_add_to_a_gap_is_passed_over(drill, played):
    for way in ((0, "new"), (0, "sides", 0, "new"), (0, "where", 0, "new"), (0, "title", "new")):
        doctor(played / "gaps.json", *way, to=1)
    for verb, *more in FORMS:
        assert drill(verb, played, *more).returncode == 0


def test_json_holds_no_sign_that_steers_a_terminal(gaps, played):
    doctor(played / "gaps.json", 0, "title", to={"zh": "\x9b31m", "en": "\u202efire \U000e0001"})
    for form in ("--json", "--sarif"):
        text = gaps(played, form).stdout
        assert text.replace("\n", "").isprintable()
        assert json.loads(text)
    assert json.loads(gaps(played, "--json").stdout)[0]["title"]["en"] == "\u202efire \U000e0001"


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
