"""`drill stress` and `drill sensitivity` as planners run them."""

import json


def study(tmp_path, name):
    (folder,) = (tmp_path / "outputs/fire").glob(f"{name}-*")
    return folder


def test_stress_says_what_breaks_and_keeps_it(drill, tmp_path):
    done = drill("stress", "fire.yaml", "--runs", "40", "--only", "links", "--only", "pools", COLUMNS="200")
    assert done.returncode == 0, done.stderr
    assert "Duty room → Rescue team (Phone) (link)" in done.stdout
    folder = study(tmp_path, "stress")
    assert {path.name for path in (folder / "charts").iterdir()} == {"stress.svg", "stress.png"}
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["mark"] == "演练 / EXERCISE"
    assert summary["losses"][0]["id"] == "links:city.duty>city.team:command"
    assert (folder / "inputs/plan.yaml").is_file()


def test_the_same_study_is_shown_again_as_json(drill, tmp_path):
    how = ("stress", "fire.yaml", "--runs", "5", "--only", "media", "--pairs", "0")
    first = drill(*how, "--json")
    folder = study(tmp_path, "stress")
    before = (folder / "summary.json").stat().st_mtime_ns
    again = drill(*how, "--json")
    assert again.stdout == first.stdout
    assert json.loads(again.stdout)["losses"][0]["id"] == "media:city.phone"
    assert (folder / "summary.json").stat().st_mtime_ns == before


def test_what_cannot_be_lost_is_said(drill):
    refused = drill("stress", "fire.yaml", "--only", "link")
    assert refused.returncode == 2
    assert "links" in refused.stderr


def test_without_objectives_nothing_can_break(drill, tmp_path):
    file = tmp_path / "fire.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(", share: 50%", ""), encoding="utf-8")
    refused = drill("stress", "fire.yaml")
    assert refused.returncode == 2
    assert "no objectives that could break" in refused.stderr


def test_sensitivity_says_what_to_measure_first(drill, tmp_path):
    done = drill("sensitivity", "fire.yaml", "--runs", "40", "--milestone", "out", LANG="C", COLUMNS="200")
    assert done.returncode == 0, done.stderr
    assert (
        "To be measured first: city.procedures.fire.put_out.duration (10..20 min) in plan.yaml:"
        in done.stdout
    )
    folder = study(tmp_path, "sensitivity")
    assert {path.name for path in (folder / "charts").iterdir()} == {"tornado.svg", "tornado.png"}


def test_sensitivity_in_chinese_with_shares_of_the_variance(drill):
    done = drill("sensitivity", "fire.yaml", "--runs", "40", "--milestone", "out", "--sobol", "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert "方差中的比例（Sobol 指数）" in done.stdout
    assert "最应先实测：" in done.stdout


def test_a_milestone_with_a_slip_is_answered_with_those_that_are(drill):
    refused = drill("sensitivity", "fire.yaml", "--milestone", "owt")
    assert refused.returncode == 2
    assert "there is no milestone owt; there are told, out, tidied" in refused.stderr
