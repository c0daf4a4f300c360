"""Titles in place of ids."""

from dataclasses import replace

import pytest

from simulator.analysis.titles import Titles
from simulator.text.titles import Title
from tests.analysis.by_hand import agent, duty, fact, link, medium, program, source, task

LEAK = replace(fact("city.leak"), title=Title("泄漏", "Leak"))
NORTH, SOUTH = (replace(LEAK, name=f"city.leak@city.{side}") for side in ("north", "south"))
GRID = replace(agent("city.grid#2"), title=Title("网格员", "Grid worker"))
CASE = program(
    agents=(agent("world"), replace(agent("city.duty"), title=Title("总值班室", "Duty room")), GRID),
    facts=(LEAK, fact("city.smoke")),
    links=(link("city.duty>city.grid#2:report", 1, 2),),
    tasks=(task("city.shut", 1, title=Title("关阀", "Shut the valve")),),
    sources=(source("city.leak+city.smoke#3"),),
)
ENGLISH = Titles(CASE, "en")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("city.duty", "Duty room"),
        ("city.shut", "Shut the valve"),
        ("city.duty>city.grid#2:report", "Duty room → Grid worker #2"),
        ("city.smoke", "city.smoke"),
        ("city.leak+city.smoke#3", "Leak + city.smoke"),
        ("nothing known", "nothing known"),
    ],
)
def test_a_place_is_called_by_its_title_and_else_by_its_id(name, title):
    assert ENGLISH.place(name) == title


def test_titles_are_in_the_language_wanted():
    assert Titles(CASE, "zh").agent(1) == "总值班室"


def test_the_names_in_a_condition_become_titles():
    assert (
        ENGLISH.condition("(city.leak and not city.smoke) for 5 min") == "(Leak and not city.smoke) for 5 min"
    )


def test_a_fact_says_where_it_holds_only_if_it_has_several_places():
    assert Titles(program(facts=(NORTH,)), "en").fact(0) == "Leak"
    assert Titles(program(facts=(NORTH, SOUTH)), "en").fact(1) == "Leak @city.south"


def test_an_obligation_without_title_says_who_tells_whom_what():
    told = duty("city.leak:city.duty>city.grid#2", holder=1, receiver=2, facts=(0,))
    assert ENGLISH.duty(told) == "Duty room → Grid worker #2: Leak"
    assert ENGLISH.duty(duty("city.city.leak")) == "Leak"
    assert ENGLISH.duty(replace(told, title=Title("报告", "First report"))) == "First report"


def test_what_fails_is_called_by_the_title_of_the_medium():
    phone = replace(medium("city.phone"), title=Title("电话", "Phone"))
    case = replace(CASE, media=(phone,), sources=(source("city.phone"),))
    assert Titles(case, "en").source(0) == "Phone"


RESPONSE = replace(
    fact("city.response"),
    title=Title("响应", "Response"),
    levels=("IV", "III"),
    level_names=(Title("四级", "Level IV"), Title("三级", "Level III")),
)


@pytest.mark.parametrize(
    ("condition", "english", "chinese"),
    [
        ("city.response < 1", "Response below Level IV", "响应低于四级"),
        ("city.response >= 2", "Response at least Level III", "响应不低于三级"),
        ("city.leak >= 2", "Leak ≥ 2", "泄漏 ≥ 2"),
        (
            "(city.leak and city.response < 1) for 1 h 30 min",
            "(Leak and Response below Level IV) for 1 h 30 min",
            "(泄漏 且 响应低于四级) 持续 1 小时 30 分",
        ),
        ("not city.leak for 5 min or city.leak", "not Leak for 5 min or Leak", "非 泄漏 持续 5 分钟 或 泄漏"),
        ("city.duty knows city.leak", "Duty room knows Leak", "总值班室 知道 泄漏"),
    ],
)
def test_a_condition_is_told_with_titles_levels_and_words_of_the_language(condition, english, chinese):
    case = replace(CASE, facts=(*CASE.facts, RESPONSE))
    assert Titles(case, "en").condition(condition) == english
    assert Titles(case, "zh").condition(condition) == chinese


def test_levels_and_kinds_of_units_go_by_their_names_and_else_by_their_ids():
    case = replace(CASE, facts=(RESPONSE, LEAK), kinds=(("truck", Title("运输车", "truck")),))
    chinese = Titles(case, "zh")
    assert (chinese.level(0, 2), chinese.level(0, 3)) == ("三级", "3")
    assert (chinese.kind("truck"), chinese.kind("boat")) == ("运输车", "boat")


def test_a_fact_of_several_regions_says_the_name_of_its_region():
    regions = (("city.south", Title("南区", "South district")),)
    case = program(facts=(NORTH, SOUTH), regions=regions)
    assert [Titles(case, "zh").fact(number) for number in (0, 1)] == ["泄漏 @city.north", "泄漏 @南区"]


def test_states_of_tasks_are_told_as_such():
    case = replace(CASE, facts=(*CASE.facts, fact("city.shut.started")))
    assert Titles(case, "zh").condition("city.shut.started") == "“关阀”已开始"
    assert Titles(case, "en").fact(2) == "Shut the valve has begun"


def test_a_road_is_named_by_its_regions():
    regions = (("city.north", Title("北区", "North")), ("city.south", Title("南区", "South")))
    assert Titles(program(regions=regions), "zh").place("city.north-city.south") == "北区-南区"


def test_the_fact_of_another_than_the_first_incident_goes_by_its_title():
    case = replace(CASE, facts=(replace(LEAK, name="city.leak/2"),))
    assert Titles(case, "zh").place("city.leak/2") == "泄漏"
