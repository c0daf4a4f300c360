"""The norm packs that come with drill: what they may claim, held against a table of what was read where."""

import csv
from pathlib import Path

import pytest

from simulator.plan.norm_record import pack_record
from simulator.plan.norm_words import criteria
from simulator.plan.read import read_norms
from simulator.scenario.shipped import pack_files
from simulator.text.condition_tree import show_condition
from simulator.text.conditions import parse_condition
from simulator.text.lengths import show_exactly

TABLE = Path(__file__).parent.parent / "data/norms.tsv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
MARKS = {"V": "verified", "V2": "secondary", "M": "unverified"}
PACKS = {name: read_norms(file, shown=file.name) for name, file in pack_files().items()}
DUTIES = {duty["id"]: duty for pack in PACKS.values() for duty in pack_record(pack)["duties"]}


def limit(duty):
    if duty["every_s"] is not None:
        return f"every {show_exactly(duty['every_s'])}"
    if duty["within_s"] is not None:
        share = f", {100 * duty['share']:g} %" if duty["share"] else ""
        return show_exactly(duty["within_s"]) + share
    return duty["wording"]["en"] if duty["wording"] else "-"


def test_the_table_names_every_duty_and_no_other():
    assert {row["duty"] for row in ROWS} == set(DUTIES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["duty"])
def test_a_duty_claims_the_article_the_limit_and_the_certainty_that_were_read(row):
    duty = DUTIES[row["duty"]]
    assert (duty["certainty"], duty["article"] or "-", limit(duty)) == (
        MARKS[row["mark"]],
        row["article"],
        row["limit"],
    )


@pytest.mark.parametrize("duty", DUTIES.values(), ids=DUTIES)
def test_what_was_not_read_in_its_text_says_so_wherever_its_basis_is_shown(duty):
    marks = {
        "verified": ("", ""),
        "secondary": ("二手", "second-hand"),
        "unverified": ("未核实", "unverified"),
    }
    zh, en = marks[duty["certainty"]]
    assert (zh in duty["basis"]["zh"], en in duty["basis"]["en"]) == (True, True)
    if duty["certainty"] == "verified":
        assert not any(word in duty["basis"]["en"] for word in ("second-hand", "unverified"))


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_a_pack_has_the_name_of_its_file_an_edition_and_words_in_both_languages(pack):
    record = pack_record(pack)
    assert PACKS[record["id"]] is pack
    assert record["version"]
    for duty in record["duties"]:
        assert duty["says"]["zh"] != duty["says"]["en"], duty["id"]
        assert duty["from"] or duty["requires"], duty["id"]


def test_the_four_prohibitions_stand_where_the_law_has_them():
    bans = {
        (name, ban.article, ban.certainty): {each.what for each in pack.forbids}
        for name, pack in PACKS.items()
        for ban in pack.forbids
    }
    four = {"late", "omitted", "falsified", "concealed"}
    assert bans == {
        ("cn_work_accident", 4, "verified"): four,
        ("cn_emergency_response", 61, "verified"): four,
    }


MILLION = 1_000_000
BOUNDARIES = [  # 以上 takes the number itself in, 以下 leaves it out (Decree 493, Art. 3)
    ({}, "general"),
    ({"dead": 2}, "general"),
    ({"dead": 3}, "larger"),
    ({"dead": 9}, "larger"),
    ({"dead": 10}, "major"),
    ({"dead": 29}, "major"),
    ({"dead": 30}, "extraordinary"),
    ({"serious": 9}, "general"),
    ({"serious": 10}, "larger"),
    ({"serious": 49}, "larger"),
    ({"serious": 50}, "major"),
    ({"serious": 99}, "major"),
    ({"serious": 100}, "extraordinary"),
    ({"loss": 10 * MILLION - 1}, "general"),
    ({"loss": 10 * MILLION}, "larger"),
    ({"loss": 50 * MILLION - 1}, "larger"),
    ({"loss": 50 * MILLION}, "major"),
    ({"loss": 100 * MILLION - 1}, "major"),
    ({"loss": 100 * MILLION}, "extraordinary"),
    ({"dead": 2, "serious": 50, "loss": 1}, "major"),  # the worst number counts
]


def grade_of(grades, numbers):
    """Give the highest grade of which one condition holds, as a plan would read it; else the lowest."""
    reached = [
        level
        for level, grade in grades.levels.items()
        if any(numbers.get(each.left.name.text, 0) >= each.right.value for each in criteria(grade.at_least))
    ]
    return reached[-1] if reached else next(iter(grades.levels))


@pytest.mark.parametrize(("numbers", "grade"), BOUNDARIES)
def test_the_grades_of_work_accidents_begin_at_their_numbers(numbers, grade):
    for name in ("cn_work_accident", "cn_work_accident_information"):
        assert grade_of(PACKS[name].grades, numbers) == grade


def test_a_grade_may_be_written_into_a_scale_of_a_plan_as_it_is_shown():
    shown = {
        level["id"]: level["when"] for level in pack_record(PACKS["cn_work_accident"])["grades"]["levels"]
    }
    assert shown == {
        "general": None,
        "larger": "sum(dead) >= 3 or sum(serious) >= 10 or sum(loss) >= 10000000",
        "major": "sum(dead) >= 10 or sum(serious) >= 50 or sum(loss) >= 50000000",
        "extraordinary": "sum(dead) >= 30 or sum(serious) >= 100 or sum(loss) >= 100000000",
    }
    assert all(show_condition(parse_condition(text)) == text for text in shown.values() if text)


GEOLOGY = [
    ({"dead": 2}, "small"),
    ({"dead": 3}, "medium"),
    ({"loss": 5 * MILLION}, "large"),
    ({"loss": 10 * MILLION - 1}, "large"),
    ({"dead": 30}, "extraordinary"),
]
FOREST = [
    ({"burnt": 0.9}, "general"),
    ({"burnt": 1}, "larger"),
    ({"burnt": 99.9, "dead": 2, "serious": 9}, "larger"),
    ({"burnt": 100}, "major"),
    ({"serious": 100}, "extraordinary"),
    ({"burnt": 1000}, "extraordinary"),
]


@pytest.mark.parametrize(("numbers", "grade"), GEOLOGY)
def test_the_grades_of_geological_hazards_begin_at_their_numbers(numbers, grade):
    assert grade_of(PACKS["cn_geological_hazard"].grades, numbers) == grade


@pytest.mark.parametrize(("numbers", "grade"), FOREST)
def test_the_grades_of_forest_fires_begin_at_their_numbers(numbers, grade):
    assert grade_of(PACKS["cn_forest_fire"].grades, numbers) == grade
