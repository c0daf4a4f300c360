"""`drill norms` and `drill clocks`."""

import json

import pytest

NORMS = "norms: [{pack: cn_emergency_response, names: {response: fire_out}}]\n"


@pytest.fixture
def under_law(tmp_path):
    """The small scenario under the Emergency Response Law, its duty room that of a city."""

    def write():
        plan, fire = tmp_path / "plan.yaml", tmp_path / "fire.yaml"
        text = plan.read_text(encoding="utf-8")
        room = "name: {zh: 值班室, en: Duty room}\n"
        assert room in text
        plan.write_text(text.replace(room, f"{room}    role: city_duty_room\n"), encoding="utf-8")
        text = fire.read_text(encoding="utf-8")
        fire.write_text(text.replace("start:", f"{NORMS}start:"), encoding="utf-8")

    return write


def test_norms_lists_what_is_shipped_and_how_much_of_it_is_not_verified(drill):
    done = drill("norms", LANG="en_US.UTF-8")
    assert done.returncode == 0
    assert "cn_work_accident" in done.stdout
    packs = {pack["id"]: pack for pack in json.loads(drill("norms", "--json").stdout)}
    assert len(packs) == 16
    assert {duty["certainty"] for duty in packs["nfpa_1710"]["duties"]} == {"secondary", "unverified"}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en_US.UTF-8",
            (
                "State Council Decree 493",
                "Article 9",
                "extraordinary",
                "dead ≥ 30 or",
                "10,000,000",
                "falsified",
            ),
        ),
        ("zh_CN.UTF-8", ("国务院令第493号", "第9条", "特别重大事故", "死亡人数 ≥ 30 或 重伤", "谎报")),
    ],
)
def test_a_pack_is_shown_with_its_grades_prohibitions_and_articles(drill, lang, words):
    text = drill("norms", "cn_work_accident", LANG=lang, COLUMNS="240").stdout
    assert [word for word in words if word not in text] == []


def test_a_duty_is_explained_with_start_stop_limit_and_how_sure_it_is(drill):
    text = drill("norms", "cn_work_accident_information.county_flash", LANG="en_US.UTF-8").stdout
    for word in (
        "grade >= larger",
        "1 h",
        "knows of it",
        "call is connected",
        "(unverified)",
        "not verified",
    ):
        assert word in text
    record = json.loads(drill("norms", "cn_work_accident.unit_to_county", "--json").stdout)
    assert (record["within_s"], record["starts"], record["stops_at"]) == (3600, "knows", "received")


@pytest.mark.parametrize(
    ("lang", "who"),
    [("en_US.UTF-8", "head of the unit · unit_head"), ("zh_CN.UTF-8", "单位负责人 · unit_head")],
)
def test_whom_a_duty_binds_is_called_by_its_name_beside_the_word_of_the_pack(drill, lang, who):
    assert who in drill("norms", "cn_work_accident.unit_to_county", LANG=lang).stdout


def test_every_word_of_a_shipped_pack_has_a_name_in_both_languages(drill):
    packs = json.loads(drill("norms", "--json").stdout)
    duties = [duty for pack in packs for duty in pack["duties"]]
    ends = [(duty[end], duty[f"{end}_title"]) for duty in duties for end in ("from", "to") if duty[end]]
    assert len(ends) > 60
    assert [word for word, title in ends if word in title.values() or title["zh"] == title["en"]] == []


def test_whom_the_norms_of_a_scenario_bind_is_shown_by_title(drill, under_law):
    under_law()
    chinese, english = (
        drill("norms", "fire.yaml", LANG=lang, COLUMNS="240").stdout
        for lang in ("zh_CN.UTF-8", "en_US.UTF-8")
    )
    assert ("值班室" in chinese, "Duty room" in english) == (True, True)
    assert "city.duty_room" not in chinese + english


def test_a_name_that_means_nothing_is_said_with_the_nearest(drill):
    done = drill("norms", "cn_work_acident")
    assert (done.returncode, "cn_work_accident" in done.stderr) == (2, True)
    done = drill("norms", "cn_work_accident.unit_to_conty")
    assert (done.returncode, "unit_to_county" in done.stderr) == (2, True)


def test_a_scenario_shows_whom_its_norms_bind_and_which_bind_nobody(drill, under_law):
    assert "norms:" in drill("norms", "fire.yaml", LANG="en_US.UTF-8", COLUMNS="240").stdout  # it names none
    under_law()
    text = drill("norms", "fire.yaml", LANG="en_US.UTF-8", COLUMNS="240").stdout
    assert "cn_emergency_response.start_" in text
    assert "no agency here for this incident: provincial government (`province_government`)" in " ".join(
        text.split()
    )
    assert {"There is a command post on the scene", "Duty room"} <= {
        cell.strip() for cell in text.split("  ")
    }
    record = json.loads(drill("norms", "fire.yaml", "--json").stdout)
    assert [duty["id"].partition(":")[0] for duty in record["duties"]] == [
        "cn_emergency_response.start_response",
        "cn_emergency_response.scene_hq",
    ]
    assert {each["id"] for each in record["unbound"]} == {
        f"cn_emergency_response.{name}" for name in ("county_up", "city_up", "unit_to_county")
    }


def test_a_run_says_under_which_editions_and_marks_what_is_missing(drill, under_law, tmp_path):
    under_law()
    done = drill("run", "fire.yaml", LANG="en_US.UTF-8", COLUMNS="240")
    assert "duties of norms that bind nobody here: 3" in done.stderr
    for words in ("The response is started", "Emergency Response Law", "missing"):
        assert words in done.stdout
    (file,) = tmp_path.glob("outputs/fire/*/summary.json")
    summary = json.loads(file.read_text(encoding="utf-8"))
    (norm,) = summary["norms"]
    assert (norm["id"], norm["version"], norm["bound"]) == ("cn_emergency_response", "2026-11-26", 2)
    assert "plans/norms/cn_emergency_response.yaml" in summary["inputs"]
    assert (file.parent / "inputs/plans/norms/cn_emergency_response.yaml").is_file()
    law = [record for record in summary["obligations"] if record["pack"]]
    assert [(each["article"], each["certainty"], each["fulfilled"]) for each in law] == [
        ("72", "verified", None),
        ("72", "verified", False),
    ]
    ids = [gap["id"] for gap in json.loads((file.parent / "gaps.json").read_text(encoding="utf-8"))]
    assert "information:cn_emergency_response.scene_hq" in ids


def test_the_folder_of_a_run_stands_alone(drill, under_law, tmp_path):
    under_law()
    drill("run", "fire.yaml")
    (folder,) = tmp_path.glob("outputs/fire/*")
    record = json.loads(drill("norms", folder / "inputs/fire.yaml", "--json").stdout)
    assert record["norms"] == ["cn_emergency_response"]


def test_audit_says_quietly_how_many_duties_bind_nobody(drill, under_law):
    assert "bind nobody" not in drill("audit", "fire.yaml", LANG="en_US.UTF-8").stderr
    under_law()
    assert "bind nobody here: 3" in drill("audit", "fire.yaml", LANG="en_US.UTF-8").stderr


def test_clocks_lays_the_limits_of_plans_beside_the_times(drill):
    done = drill("clocks", "fire.yaml", "--runs", 40, LANG="en_US.UTF-8", COLUMNS="240")
    assert done.returncode == 0
    for word in ("Told under the plans themselves: Smoke", "Duty room → Rescue team", "5 min", "redialling"):
        assert word in done.stdout
    record = json.loads(drill("clocks", "fire.yaml", "--runs", 40, "--json").stdout)
    (chain,) = record["chains"]
    (hop,) = chain["hops"]
    assert (hop["limit_s"], hop["ceiling_s"], hop["from"], hop["to"]) == (300, 300, "city.duty", "city.team")
    assert hop["slack_s"] == pytest.approx(300 - hop["since_start"]["p90_s"])
    assert record["runs"] == 40


def test_clocks_leaves_out_what_nobody_who_must_tell_of_it_ever_knew(drill, tmp_path):
    plan = tmp_path / "plan.yaml"
    more = "obligations:\n  - {from: duty, to: team, fact: quiet, within: 1 h}"
    plan.write_text(plan.read_text(encoding="utf-8").replace("obligations:", more), encoding="utf-8")
    told = drill("clocks", "fire.yaml", "--runs", 5, LANG="en_US.UTF-8", COLUMNS="240").stdout
    assert "Told under the plans themselves: Smoke" in told
    assert "Told under the plans themselves: Quiet" not in told
    assert "Left out, as no agency that must tell of it ever knew it: Quiet" in told


def test_clocks_says_what_was_told_before_its_condition_came_true(drill, tmp_path):
    plan, fire = tmp_path / "plan.yaml", tmp_path / "fire.yaml"
    more = "obligations:\n  - {from: duty, to: team, fact: smoke, when: quiet, within: 1 h}"
    plan.write_text(plan.read_text(encoding="utf-8").replace("obligations:", more), encoding="utf-8")
    late = "injects:\n  - {at: 100 min, set: {quiet: true}, observed_by: {duty: 0 s}}"
    fire.write_text(fire.read_text(encoding="utf-8").replace("injects:", late), encoding="utf-8")
    told = drill("clocks", "fire.yaml", "--runs", 5, LANG="en_US.UTF-8", COLUMNS="240").stdout
    assert told.count("told before its condition came true") == 1


def test_clocks_calls_what_was_known_by_other_ways_alone_told_at_no_time(drill, tmp_path):
    plan, fire = tmp_path / "plan.yaml", tmp_path / "fire.yaml"
    more = "obligations:\n  - {from: duty, to: team, fact: quiet, when: smoke, within: 1 h}"
    plan.write_text(plan.read_text(encoding="utf-8").replace("obligations:", more), encoding="utf-8")
    seen = "injects:\n  - {at: 0 s, set: {quiet: true}, observed_by: {duty: 0 s, team: 0 s}}"
    fire.write_text(fire.read_text(encoding="utf-8").replace("injects:", seen), encoding="utf-8")
    told = drill("clocks", "fire.yaml", "--runs", 5, LANG="en_US.UTF-8", COLUMNS="240").stdout
    assert told.count("known already by other ways: 100 %") == 1
    assert "told before its condition came true" not in told


def test_clocks_without_a_duty_says_so(drill, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").partition("obligations:")[0], encoding="utf-8")
    assert "has a duty to tell" in drill("clocks", "fire.yaml", "--runs", 5, LANG="en_US.UTF-8").stdout


def test_what_is_not_due_before_the_end_is_not_shown_as_missed(drill, tmp_path):
    plan = tmp_path / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text + "  - {fact: smoke, from: duty, to: team, every: 1 d}\n", encoding="utf-8")
    text = drill("run", "fire.yaml", LANG="en_US.UTF-8", COLUMNS="240").stdout
    assert "every 1 d" in text
    assert "not due before the end" in text
