"""`drill improve`, as a planner calls it."""

import json
import re
import shlex
from types import SimpleNamespace
from typing import get_args

import pytest

from simulator.cli.entry import run_command_line
from simulator.cli.improved import _sureness
from simulator.cli.improved_notes import _none_kept, _ways
from simulator.scenario.costs import Measure
from simulator.scenario.read import read_case
from simulator.scenario.what_if import WhatIf
from tests.engine.small import write

PLAN = """
agencies: {a: {~, desk: {operators: 1, compose: 15..25 min}},
    b: {~, desk: {operators: 1, compose: 10..20 min}},
    c: {~}, d: {~}}
links: [{from: a, to: d, carries: [f]}, {from: a, to: b, carries: [f]},
    {from: b, to: d, carries: [f]}, {from: b, to: c, carries: [f]}]
procedures: {h: {go: {owner: c, when: f, duration: 7 min, achieves: done}}}
"""
HAPPENS = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]
milestones: {m: {when: done, within: 60 min, share: 90%}}
"""
COSTS = "drill: costs\nformat: 1\nunit: {zh: 万元, en: 10 000 yuan}\nmeasures: {operator: 12}\n"


@pytest.fixture
def improve(tmp_path, capfd, monkeypatch):
    """Run `drill improve` on a small scenario; gives exit code and output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRILL_LANG", raising=False)
    write(tmp_path, PLAN, HAPPENS)
    (tmp_path / "costs.yaml").write_text(COSTS, encoding="utf-8")

    def run(*arguments, target="small.yaml", lang="en"):
        with pytest.raises(SystemExit) as end:
            run_command_line(
                ["--lang", lang, "improve", str(target), "--jobs", "1", "--screen-runs", "20",
                 "--runs", "40", *arguments]
            )  # fmt: skip
        return SimpleNamespace(code=end.value.code, **capfd.readouterr()._asdict())

    return run


def folder_of(tmp_path):
    (folder,) = (tmp_path / "outputs/small").glob("improve-*")
    return folder


def test_the_remedies_are_ranked_proved_and_kept_with_their_patches(improve, tmp_path):
    done = improve("--json")
    assert done.code == 0, done.err
    record, folder = json.loads(done.out), folder_of(tmp_path)
    kept = [each["id"] for each in record["kept"]]
    assert {"operator:p.a", "operator:p.b"} & {*kept}
    assert record["confirmed"]["seed"] == record["screened"]["seed"] + 1
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8"))["kept"] == record["kept"]
    before, after = (
        json.loads((folder / side / "summary.json").read_text(encoding="utf-8"))
        for side in ("before", "after")
    )
    assert after["objectives"][0]["share"] > before["objectives"][0]["share"]
    assert len(after["what_if"]["patches"]) == len(kept)
    # the proof has the draws of the confirmation, and says what that says
    inside = record["together"]["milestones"][0]
    assert inside["inside_before"] == before["objectives"][0]["share"]
    assert inside["inside_after"] == after["objectives"][0]["share"]
    assert (folder / "charts/pareto.svg").is_file()
    for each in record["remedies"]:
        case = read_case(tmp_path / "small.yaml", WhatIf((folder / each["patch"],)))
        assert case.what_if


def test_the_tables_say_how_sure_each_remedy_is_and_what_would_be_lost_without_it(improve):
    told = " ".join(improve().out.split())
    for words in ("how sure", "confirmed", "order of choice", "lost without"):
        assert words in told


MINUTES = {"saved_s": 60.0, "saved_low_s": -5.0, "saved_high_s": 125.0}


@pytest.mark.parametrize(
    ("fresh", "sure", "kept", "dropped", "said"),
    [
        (True, True, ["x"], [], "confirmed"),
        (True, True, [], [], "confirmed"),
        (True, False, ["x", "y"], [], "confirmed only together with the others that are chosen"),
        (True, False, ["y"], [], "not certain on fresh draws"),
        (False, True, [], [], "screened alone"),
        (True, True, ["y"], ["x"], "confirmed alone, not beside the others"),
        (True, False, ["y"], ["x"], "not confirmed"),
        (False, True, [], ["x"], "not confirmed"),
    ],
)
def test_confirmed_is_what_surely_saves_on_fresh_draws(fresh, sure, kept, dropped, said):
    record = {"dropped": dropped, "kept": [{"id": name} for name in kept]}
    found = {"id": "x", "confirmed": fresh, "alone": {**MINUTES, "sure": sure}}
    assert str(_sureness(record, found)) == said


def test_a_budget_that_nothing_fits_is_told_the_cheapest_cost(improve):
    done = improve("--budget", "0.5")
    assert "no remedy that may help fits the budget of 0.5; the cheapest costs 1: raise --budget" in done.err
    assert "helps for certain" not in done.err


@pytest.mark.parametrize(
    ("costs", "sure", "said"),
    [
        ((1, 8), (False, True), "the cheapest costs 8"),  # what fits may be luck, what helps does not fit
        ((6, 8), (False, False), "the cheapest costs 6"),
        ((1, 8), (False, False), "helps for certain"),
    ],
)
def test_why_nothing_is_kept_is_said(costs, sure, said):
    remedies = [
        {"cost": cost, "alone": {**MINUTES, "sure": each}} for cost, each in zip(costs, sure, strict=True)
    ]
    assert said in str(_none_kept({"budget": 5.0, "remedies": remedies}))


def test_the_cost_file_in_the_help_can_be_used(drill, tmp_path):
    for lang in ("en", "zh"):
        told = " ".join(drill("improve", "--help", "--lang", lang).stdout.split())
        (line,) = re.findall(r"\{drill: costs.*?\}\}", told)
        (tmp_path / "costs.yaml").write_text(line, encoding="utf-8")
        assert drill("check", "costs.yaml").returncode == 0


def test_every_measure_of_a_cost_file_has_a_chinese_name(drill, tmp_path):
    (tmp_path / "costs.yaml").write_text("drill: costs\nformat: 1\nmeasures: {zzzz: 1}\n", encoding="utf-8")
    said = drill("check", "costs.yaml", "--lang", "zh").stderr
    listed = said.partition("`link`")[2]
    assert len(re.findall(r"`\w+`（\w+）", listed)) == len(get_args(Measure)) - 1


def test_a_search_whose_folder_is_damaged_is_done_again(improve, tmp_path):
    first = improve("--json")
    (folder_of(tmp_path) / "summary.json").write_text("{", encoding="utf-8")
    assert improve("--json").out == first.out


def test_milestones_are_shown_by_their_titles(improve, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")  # else the title is broken into lines
    file = tmp_path / "small.yaml"
    titled = file.read_text(encoding="utf-8").replace(
        "{m: {when", "{m: {title: {zh: 完成, en: All done}, when"
    )
    file.write_text(titled, encoding="utf-8")
    assert re.search(r"All done \d+ ?% → \d", improve().out)


def test_costs_and_a_budget_choose_and_a_second_search_is_not_played(improve):
    first = improve("--costs", "costs.yaml", "--budget", "12", lang="zh")
    assert first.code == 0, first.err
    assert "12" in first.out
    again = improve("--costs", "costs.yaml", "--budget", "12", lang="zh")
    assert again.out == first.out
    assert "显示的是已有的结果" in again.err


def test_a_search_that_was_stopped_goes_on_and_finds_the_same(improve, tmp_path, monkeypatch):
    """Stopped in the middle of the confirmation: what was played before is not played again."""
    from simulator.study import finished, worker

    whole = json.loads(improve("--json").out)
    played, reach = [], worker.Reacher.play
    monkeypatch.setattr(finished, "LONG", 0.0)  # else only a long search puts anything down

    def play(self, chunk):
        played.append(chunk)
        if len(played) == stop:
            raise KeyboardInterrupt
        return reach(self, chunk)

    monkeypatch.setattr(worker.Reacher, "play", play)
    monkeypatch.setitem(worker.KEEPING, "milestones", worker.Reacher)
    stop = 10**9
    improve("--fresh")
    everything, stop = len(played), len(played) * 3 // 4
    played.clear()
    assert improve("--fresh").code == 130
    played.clear()
    stop = 10**9
    again = improve("--json")
    assert "going on where it was stopped" in again.err
    assert json.loads(again.out) == whole
    assert 0 < len(played) < everything // 2
    assert not (tmp_path / "outputs/.unfinished").exists()


def test_a_search_keeps_what_it_was_made_from(improve, tmp_path):
    found = json.loads(improve("--json").out)
    inputs = folder_of(tmp_path) / "inputs"
    assert {path.relative_to(inputs).as_posix() for path in inputs.rglob("*.yaml")} == set(found["inputs"])


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (["a", "b"], ["a, b gain more together than what was chosen in turn"]),
        ([], ["as good as c, as far as can be told: d"]),
    ],
)
def test_how_it_was_chosen_is_said(left, said):
    record = {"left": left, "chosen": left or ["c"], "steps": [{"added": ["c"], "alike": [["d"]]}]}
    assert [each[: len(words)] for each, words in zip(map(str, _ways(record)), said, strict=True)] == said


def test_what_cannot_be_is_said(improve, tmp_path):
    assert "no milestone is called n; there are m" in improve("--milestone", "n").err
    assert not (tmp_path / "outputs").exists()  # and before anything is played
    (tmp_path / "costs.yaml").write_text(
        "drill: costs\nformat: 1\nmeasures: {operatr: 1}\n", encoding="utf-8"
    )
    wrong = improve("--costs", "costs.yaml")
    assert wrong.code == 2
    assert "costs.yaml:3" in wrong.err


def test_the_last_line_can_be_typed_as_it_is(improve, tmp_path):
    how = ("--set", "p.a.desk.compose=15..24 min")
    done = improve(*how)
    last = shlex.split(done.err.splitlines()[-1].partition("drill run ")[2])
    assert last[:3] == ["small.yaml", *how]
    assert all((tmp_path / file).is_file() for file in last[4::2])
    (run,) = (each for each in (tmp_path / "outputs/small").iterdir() if not each.name.startswith("improve"))
    again = improve(target=run)
    last = shlex.split(again.err.splitlines()[-1].partition("drill run ")[2])
    assert (tmp_path / last[0]).samefile(run / "inputs/small.yaml")
    assert last[1:3] == [*how]


@pytest.mark.parametrize("budget", ["nan", "inf", "-1", "0", "much"])
def test_a_budget_is_a_number_with_an_end(improve, budget):
    refused = improve("--budget", budget)
    assert refused.code == 2
    assert "--budget" in refused.err


def test_one_replication_confirms_nothing(improve):
    refused = improve("--runs", "1")
    assert refused.code == 2
    assert "--runs" in refused.err


def test_without_a_remedy_to_try_nothing_is_played_for_it(improve, tmp_path):
    """One agency sees it and does it: there is no gap."""
    alone = (
        "agencies: {a: {~}}\nprocedures: {h: {go: {owner: a, when: f, duration: 7 min, achieves: done}}}\n"
    )
    write(tmp_path, alone, HAPPENS)
    done = improve()
    assert done.code == 0, done.err
    assert "there a remedy to try" in done.err
    assert "the proof" not in done.err
    record = json.loads((folder_of(tmp_path) / "summary.json").read_text(encoding="utf-8"))
    assert (record["remedies"], record["kept"], record["interrupted"]) == ([], [], False)
    assert "there a remedy to try" in improve().err  # as it is kept
