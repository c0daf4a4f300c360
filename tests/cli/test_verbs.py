"""The other verbs, and what they all have in common."""

import io
import json
import re
import shlex
import sys
import tempfile

import pytest

from simulator.cli import codes, entry
from simulator.cli.console import working
from simulator.cli.played import WRITING
from simulator.cli.results import show_summary
from tests.cli.conftest import PLAN, ROOT, SCENARIO

FAULTY = """
drill: plan
format: 1
id: city
name: City
authority: duty
agencies:
  duty: {name: Duty room, sector: government, level: city, dezk: {operators: 1}}
media:
  phone: {mode: call, delay: 5, success: 97, patience: 10:40}
links:
  - {from: duty, to: dutty, carries: [smoke], over: [phone]}
"""


def test_check_says_every_problem_of_every_file_in_order(drill, tmp_path):
    (tmp_path / "plan.yaml").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("drill: plan\nformat: 1\nid: 5x\n", encoding="utf-8")
    done = drill("check", "plan.yaml", "other.yaml")
    assert done.returncode == 2
    places = [line.split(" ")[0] for line in done.stderr.splitlines() if re.match(r"\S+\.yaml:\d+:\d+", line)]
    assert [place.split(":")[0] for place in places] == sorted(place.split(":")[0] for place in places)
    for text in ("did you mean `desk`", "`5`", "97", "10:40", "^"):
        assert text in done.stderr


def test_check_without_problems_counts_the_files(drill):
    done = drill("check", "fire.yaml", "plan.yaml")
    assert (done.returncode, "files: 2" in done.stdout + done.stderr) == (0, True)


def test_check_of_a_folder_is_of_its_yaml_files(drill, tmp_path):
    done = drill("check", tmp_path)
    assert done.returncode == 0
    assert "files: 2" in done.stdout + done.stderr


def test_a_folder_with_a_link_out_of_it_is_refused(drill, tmp_path):
    secret = tmp_path.parent / f"{tmp_path.name}.secret"
    secret.write_text("password: 123", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(secret)
    for verb in ("check", "audit", "suite"):
        refused = drill(verb, ".", LANG="C")
        assert refused.returncode == 2
        assert refused.stderr == "link.yaml is a link that leads out of the project\n"
    assert "password" in drill("check", "link.yaml").stderr  # who names it wants to see it


def test_of_a_file_with_thousands_of_faults_the_first_are_told_and_that_there_are_more(drill, tmp_path):
    link = "  - {from: duty, to: team, purpos: command, carries: [smoke], over: [phone]}\n"
    (tmp_path / "many.yaml").write_text(PLAN.replace("links:\n", "links:\n" + link * 1500), encoding="utf-8")
    found = drill("check", "many.yaml", LANG="C").stderr
    assert found.count("there is no key `purpos`") == 1000
    assert "only 1000 problems of this file are told, and it has more" in found


def test_a_file_that_is_no_ordinary_one_is_not_its_own_likeliest_name(drill, tmp_path):
    (tmp_path / "pipe.yaml").mkdir()
    (tmp_path / "fire.yaml").write_text(SCENARIO.replace("plan.yaml", "pipe.yaml"), encoding="utf-8")
    assert "there is no file `pipe.yaml`" in (found := drill("check", "fire.yaml", LANG="C").stderr)
    assert "did you mean `pipe.yaml`" not in found


def test_commands_that_are_told_can_be_typed_where_folders_have_spaces(drill):
    done = drill("new", "my city", LANG="C")
    (told,) = re.findall("next: drill (.*)", done.stdout)
    assert drill(*shlex.split(told), "--runs", "2", "--jobs", "1", "--out", "the results").returncode == 0
    again = drill(*shlex.split(told), "--runs", "2", "--out", "the results", LANG="C")
    for told in re.findall("drill ((?:open|gaps) .*)", again.stdout + again.stderr):
        assert drill(*shlex.split(told), *(["--path"] * told.startswith("open"))).returncode == 0


def test_assumptions_are_the_figures_without_a_basis(drill):
    done = drill("check", "fire.yaml", "--assumptions")
    assert "agencies.team.pools.engine" in done.stdout
    assert "10..20 min" in done.stdout
    assert "within: 5 min" not in done.stdout  # the obligation has its basis


def test_replay_tells_the_story_in_order_with_its_becauses(drill):
    done = drill("replay", "fire.yaml", "--replication", 4)
    times = re.findall(r"^  T\+(\d+:\d\d:\d\d)", done.stdout, re.MULTILINE)
    assert len(times) > 5
    assert times == sorted(times)
    assert "because" in done.stdout.lower() or "cause" in done.stdout.lower()
    assert "Put it out" in done.stdout


@pytest.mark.parametrize("verb", ["replay", "clocks"])
def test_a_run_stands_for_its_scenario_with_the_seed_it_was_played_with(drill, given, tmp_path, verb):
    folder = given("run", "fire.yaml", "--runs", "5", "--seed", "9")
    (tmp_path / "fire.yaml").write_text("changed since", encoding="utf-8")
    done = drill(verb, folder)
    assert done.returncode == 0
    assert "seed 9" in done.stdout
    assert drill(verb, folder / "summary.json").stdout == done.stdout
    assert "seed 4" in drill(verb, folder, "--seed", 4).stdout
    refused = drill(verb, tmp_path)
    assert refused.returncode == 2
    assert "name a folder under outputs/, or a scenario" in refused.stderr


def test_replay_can_be_narrowed(drill):
    whole = drill("replay", "fire.yaml").stdout
    early = drill("replay", "fire.yaml", "--until", "10 min").stdout
    team = drill("replay", "fire.yaml", "--agency", "team").stdout
    everything = drill("replay", "fire.yaml", "--all").stdout
    assert len(early) < len(whole) < len(everything)
    assert len(team) < len(whole)
    wrong = drill("replay", "fire.yaml", "--agency", "teem")
    assert wrong.returncode == 2
    assert "team" in wrong.stderr


def test_explain_shows_the_typical_and_the_worst_way_and_the_mean(drill):
    done = drill("explain", "fire.yaml", "out")
    assert done.returncode == 0
    for text in ("Fire out", "typical", "worst", "at work", "Put it out"):
        assert text in done.stdout


def test_explain_of_one_replication(drill):
    done = drill("explain", "fire.yaml", "told", "--replication", 3)
    assert done.returncode == 0
    assert "Team told" in done.stdout


def test_explain_of_what_is_never_reached_says_what_is_lacking(drill, given):
    given("run", "fire.yaml")
    done = drill("explain", "fire.yaml", "tidied")
    assert done.returncode == 0
    assert "never came about" in done.stdout
    assert "Tidy up" in done.stdout


def test_an_unknown_milestone_is_guessed(drill):
    done = drill("explain", "fire.yaml", "tolt")
    assert done.returncode == 2
    assert "told" in done.stderr


def test_new_writes_what_runs_at_once_and_never_overwrites(drill, tmp_path):
    first = drill("new", "town")
    assert first.returncode == 0
    (scenario,) = (tmp_path / "town/scenarios").iterdir()
    assert drill("run", scenario, "--runs", 5, "--jobs", 1).returncode == 0
    assert drill("check", "town").returncode == 0
    before = scenario.read_bytes()
    assert drill("new", "town").returncode == 2
    assert scenario.read_bytes() == before


@pytest.mark.parametrize("kind", ["plan", "scenario", "gaps"])
def test_the_stored_schema_is_the_one_that_is_printed(drill, kind):
    printed = json.loads(drill("schema", kind).stdout)
    assert printed == json.loads((ROOT / f"docs/schema/{kind}.schema.json").read_text(encoding="utf-8"))


def shipped():
    return [path for folder in ("plans", "scenarios") for path in sorted((ROOT / folder).rglob("*.yaml"))]


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_shipped_files_name_a_schema_that_they_keep(path):
    import jsonschema
    import yaml

    text = path.read_text(encoding="utf-8")
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    schema = json.loads((path.parent / found[1]).read_text(encoding="utf-8"))
    assert schema["title"].lower().split()[-1] == yaml.load(text, Loader=yaml.BaseLoader)["drill"]  # noqa: S506 (texts only)
    jsonschema.Draft202012Validator.check_schema(schema)


VERBS = [(), *((verb,) for verb in codes.VERBS)]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: "".join(verb) or "drill")
def test_help_is_chinese_throughout(drill, verb):
    done = drill(*verb, "--help", "--lang", "zh")
    assert done.returncode == 0
    sentences = [
        line
        for line in done.stdout.splitlines()
        if re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", line) and not re.search(r"[\u4e00-\u9fff]", line)
    ]
    assert [line for line in sentences if "drill " not in line] == []


def test_drill_alone_shows_its_help(drill):
    done = drill()
    assert done.returncode == 0
    assert "explain" in done.stdout


def test_the_version_is_shown(drill):
    assert re.match(r"drill \d", drill("--version").stdout)


@pytest.mark.parametrize(
    ("words", "meant"), [(("chekc", "x"), "check"), (("run", "fire.yaml", "--runz", "5"), "--runs")]
)
def test_a_slip_of_a_verb_or_option_is_guessed(drill, words, meant):
    done = drill(*words)
    assert done.returncode == 2
    assert meant in done.stderr
    assert "Traceback" not in done.stderr


def test_a_scenario_that_is_not_there_is_guessed(drill):
    done = drill("run", "fira.yaml")
    assert done.returncode == 2
    assert "fire.yaml" in done.stderr


@pytest.mark.parametrize(
    "changes",
    [
        {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        {"NO_COLOR": "1", "TERM": "dumb"},
        {"COLUMNS": "40"},
    ],
    ids=["gbk", "ascii", "dumb", "narrow"],
)
def test_any_terminal_shows_it_without_a_fault(drill, given, changes):
    given("run", "fire.yaml", "--lang", "zh")
    for words in (("run", "fire.yaml", "--lang", "zh"), ("replay", "fire.yaml", "--lang", "zh")):
        done = drill(*words, **changes)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr


def run_here(monkeypatch, *words):
    monkeypatch.setattr(entry.sys.stdout, "reconfigure", lambda **_: None, raising=False)
    with pytest.raises(SystemExit) as end:
        entry.run_command_line(list(words))
    return end.value.code


@pytest.mark.parametrize("verb", ["check", "run", "gaps", "replay", "report"])
def test_a_path_that_the_system_refuses_is_no_bug(drill, verb):
    done = drill(verb, "x" * 300 + ".yaml")
    assert done.returncode == codes.USER_CAN_MEND
    assert "File name too long" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_bug_is_kept_in_a_file_and_is_one_line_on_screen(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(entry, "_dispatch", lambda *_: 1 / 0)
    assert run_here(monkeypatch, "run") == codes.BUG
    (trace,) = tmp_path.iterdir()
    assert "ZeroDivisionError" in trace.read_text(encoding="utf-8")
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_interruption_before_anything_is_finished_writes_nothing(monkeypatch, capsys, tmp_path):
    def interrupt(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.cli.check_verb._check", interrupt)
    assert run_here(monkeypatch, "check", str(tmp_path)) == codes.INTERRUPTED
    assert capsys.readouterr().err == "interrupted; no results were written\n"


def test_a_number_that_is_none_is_refused_in_the_language(drill):
    done = drill("run", "fire.yaml", "--runs", "many", "--lang", "zh")
    assert "'many' 不是有效的整数。" in done.stderr


def test_on_a_narrow_terminal_names_keep_their_room(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    record = {"title": {"en": "Duty room told"}, "within_s": 1800, "required_share": 0.9, "verdict": "met"}
    shares = {"share": 0.995, "share_low": 0.988, "share_high": 0.998}
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys, "stdout", Terminal())
    tables = ("milestones", "obligations", "agreements", "joint_tasks", "supplies", "caseload", "levels")
    summary = {name: [] for name in (*tables, "critical_paths", "qualities")}
    summary |= {"title": {"en": "Night"}, "runs": 1000, "seed": 1, "horizon_s": 21_600.0}
    show_summary({**summary, "objectives": [{**record, **shares}]}, "en")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", sys.stdout.getvalue())
    assert max(map(len, plain.splitlines())) <= 60
    assert " Duty room " in plain


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "错误：缺少参数 'SCENARIO'，例如：drill run scenarios/ammonia_leak_night.yaml\n"),
        (["run", "fire.yaml", "--jobs", "0"], "错误：'--jobs' 的值无效：应在 1 到 512 之间\n"),
        (
            ["run", "fire.yaml", "--seed", "-1"],
            "错误：'--seed' 的值无效：应在 0 到 9223372036854775807 之间\n",
        ),
        (["gaps", "fire.yaml", "--top", "0"], "错误：'--top' 的值无效：不得小于 1\n"),
        (["run", "fire.yaml", "--runs", "abc"], "错误：'--runs' 的值无效：'abc' 不是有效的整数。\n"),
        (["replay", "fire.yaml", "--rep", "3"], "错误：没有选项 --rep；是否想写 --replication？\n"),
        (["run", "fire.yaml", "--horizn", "3"], "错误：没有选项 --horizn；drill run --help 会列出全部\n"),
    ],
)
def test_a_command_line_that_cannot_be_read_is_refused_in_the_users_language(drill, arguments, said):
    done = drill(*arguments, DRILL_LANG="zh")
    assert done.returncode == 2
    assert done.stderr.endswith(said)


@pytest.mark.parametrize("terminal", [True, False])
def test_on_a_terminal_it_is_said_that_charts_are_drawn(monkeypatch, terminal):
    class Stream(io.StringIO):
        def isatty(self):
            return terminal

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Stream())
    with working(WRITING, "zh"):
        pass
    assert ("正在写表格、图和报告" in sys.stderr.getvalue()) == terminal
