"""Norm packs of a scenario: found, read, and bound to the right agencies."""

import json
from pathlib import Path

import pytest

from simulator.errors import DrillError
from simulator.scenario.read import read_case
from simulator.text.condition_tree import show_condition
from simulator.text.messages import texts
from tests.cases import agency
from tests.ladder import accident, ladder, pack, read, step

UP = {
    "id": "up",
    "fact": "incident",
    "from": "county_em_department",
    "to": "city_em_department",
    "within": "2 h",
}
LAW = {"norms": ["law.yaml"]}


def bound(*obligations, a_plan=None, event=None, **fields):
    """The composition of the ladder under a law of these duties."""
    a_scenario = accident(**LAW | (event or {}))
    return read(a_plan or ladder(), a_scenario, law=pack(*obligations, **fields)).composition


def pairs(composition):
    return {(duty.sender, duty.receiver) for duty in composition.duties}


def reasons(composition):
    return {each.name: texts(each.reason)["en"] for each in composition.unbound}


# -- whom ----------------------------------------------------------------------------------------------------


def test_a_county_reports_to_the_city_that_it_lies_in_and_to_no_neighbour():
    composition = bound(UP)
    assert "p.city_across" in composition.actors  # it has the role as well, across the border
    assert pairs(composition) == {("p.county", "p.city")}


def test_only_the_county_of_the_incident_reports():
    both = accident(**LAW)
    both["incident"] = both["incident"] | {"region": "s"}
    composition = read(ladder(), both, law=pack(UP)).composition
    assert pairs(composition) == {("p.county_south", "p.city")}


def test_an_incident_of_a_whole_city_concerns_each_county_in_it():
    wide = accident(**LAW)
    wide["incident"] = wide["incident"] | {"region": "c"}
    composition = read(ladder(), wide, law=pack(UP)).composition
    assert pairs(composition) == {("p.county", "p.city"), ("p.county_south", "p.city")}


@pytest.mark.parametrize(
    ("told", "towns"),
    [
        ([], {"town_a", "town_b"}),  # nobody says which is its own
        ([("village", "grid"), ("village", "town_a")], {"town_a"}),
        ([("village", "grid"), ("village", "town_a"), ("grid", "town_b")], {"town_b"}),
    ],
)
def test_of_several_towns_the_one_counts_to_which_there_is_a_way(told, towns):
    a_plan = ladder()
    a_plan["agencies"] |= {
        "grid": step("grid_worker", "village_grid", "n"),
        "village": step("village", "village_grid", "n"),
        "town_a": step("town", "town", "n"),
        "town_b": step("town", "town", "n"),
    }
    a_plan["links"] = [*a_plan["links"], *({"from": one, "to": other} for one, other in told)]
    composition = bound(UP | {"from": "grid_worker", "to": "town"}, a_plan=a_plan)
    assert pairs(composition) == {("p.grid", f"p.{town}") for town in towns}


def test_a_site_reports_only_what_its_own_plan_is_for():
    # The second plant stands in the same county; its plan knows nothing of the hazard.
    duty = UP | {"from": "unit_head", "to": "county_em_department"}
    other = {
        "drill": "plan", "format": 1, "id": "q", "name": "q", "authority": "head",
        "agencies": {"head": step("unit_head", "site", "p.n")},
    }  # fmt: skip
    case = read(ladder(), accident(**LAW, plans=["plan.yaml", "other.yaml"]), law=pack(duty), other=other)
    assert pairs(case.composition) == {("p.unit", "p.county")}
    other["hazards"] = {"h": {"name": "hazard"}}
    case = read(ladder(), accident(**LAW, plans=["plan.yaml", "other.yaml"]), law=pack(duty), other=other)
    assert pairs(case.composition) == {("p.unit", "p.county"), ("q.head", "p.county")}


def test_a_word_for_agencies_may_be_of_sector_and_level():
    parties = {"anyone": {"sector": "government", "level": "county"}}
    duty = UP | {"from": "anyone"}
    assert pairs(bound(duty, parties=parties)) == {("p.county", "p.city")}
    parties["anyone"]["sector"] = "medical"
    assert reasons(bound(duty, parties=parties)) == {"law.up": "no agency here for this incident: `anyone`"}


def test_a_neighbour_is_told_where_the_hazard_reaches_it():
    parties = {"neighbour": {"roles": ["city_em_department"], "neighbour": True}}
    duty = UP | {"from": "city_em_department", "to": "neighbour"}
    assert pairs(bound(duty, parties=parties)) == set()
    reaching = ladder(hazards={"h": {"name": "hazard", "crosses_border_to": ["o"]}})
    assert pairs(bound(duty, a_plan=reaching, parties=parties)) == {("p.city", "p.city_across")}


# -- of what -------------------------------------------------------------------------------------------------


def test_the_incident_is_the_first_fact_that_it_makes_true():
    event = accident(**LAW)
    event["incident"]["facts"] = {"dead": 2, "alarm": True, "fire": True}
    (duty,) = read(ladder(), event, law=pack(UP)).composition.duties
    assert duty.fact == "alarm"


def test_a_scenario_may_say_what_words_mean():
    entry = {"pack": "law.yaml", "names": {"incident": "dead"}}
    assert [duty.fact for duty in bound(UP, event={"norms": [entry]}).duties] == ["dead"]


def test_of_the_names_of_a_word_the_first_that_is_there_counts():
    (duty,) = bound(UP | {"fact": "harm"}, names={"harm": ["wounded", "dead", "alarm"]}).duties
    assert duty.fact == "dead"
    assert reasons(bound(UP | {"fact": "harm"}))["law.up"] == "no plan here has a fact for `harm`"


def test_a_pack_holds_for_its_hazards_or_for_those_that_the_scenario_says():
    case = read(ladder(), accident(**LAW), law=pack(UP, hazards=["flood"]))
    assert case.composition.duties == ()
    assert [str(problem.found) for problem in case.warnings] == [
        "no incident here is of a hazard that `law` is for: flood"
    ]
    entry = {"pack": "law.yaml", "hazards": ["h"]}
    case = read(ladder(), accident(norms=[entry]), law=pack(UP, hazards=["flood"]))
    assert (len(case.composition.duties), case.warnings) == (1, ())


def test_an_alternative_that_nobody_can_know_falls_away():
    (duty,) = bound(UP | {"when": "sum(dead) >= 3 or sum(missing) >= 10"}).duties
    assert show_condition(duty.when) == "sum(dead) >= 3"
    assert reasons(bound(UP | {"when": "sum(missing) >= 10"})) == {
        "law.up": "no plan here has a fact for `missing`"
    }


@pytest.mark.parametrize(
    ("condition", "meant"),
    [
        ("grade >= high", "sum(dead) >= 3"),
        ("grade < high", "not sum(dead) >= 3"),
        ("grade >= low", "alarm"),
    ],
)
def test_a_grade_is_its_criteria(condition, meant):
    grades = {"levels": {"low": {}, "high": {"at_least": {"dead": 3, "missing": 5}}}}
    (duty,) = bound(UP | {"when": condition}, grades=grades).duties
    assert show_condition(duty.when) == meant


# -- things that must exist ----------------------------------------------------------------------------------


def test_what_must_exist_is_found_under_the_names_of_its_word_or_is_missing():
    names = {"command": ["boss", "scene_command"], "place": ["rvp"]}
    duties = [
        {"id": "post", "requires": {"post": "command"}},
        {"id": "source", "requires": {"one_source": "place"}},
        {"id": "group", "requires": {"talk_group": ["county_em_department", "city_em_department"]}},
        {"id": "span", "requires": {"span": 1}},
    ]
    bare = bound(*duties, names=names)
    assert {duty.name: duty.fulfilled for duty in bare.duties} == {
        "law.post": False,
        "law.group": False,
        "law.span": True,
    }
    assert reasons(bare) == {"law.source": "no plan here has a fact for `place`"}
    commands = [
        {"from": "city", "to": to, "purpose": "command", "carries": ["alarm"]} for to in ("county", "unit")
    ]
    full = ladder(
        posts={"scene_command": {"holder": "city"}},
        media={"radio": {"members": ["county", "city"]}},
        procedures={"h": {"meet": {"owner": "city", "when": "alarm", "achieves": "rvp"}}},
        links=commands,
    )
    assert {duty.name: duty.fulfilled for duty in bound(*duties, a_plan=full, names=names).duties} == {
        "law.post": True,
        "law.source": True,
        "law.group": True,
        "law.span": False,
    }


# -- certainty -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("certainty", "basis"),
    [
        ("verified", ("法第9条", "Law, Article 9")),
        ("secondary", ("法第9条（据二手文本）", "Law, Article 9 (second-hand copy)")),
        ("unverified", ("法第9条（未核实）", "Law, Article 9 (unverified)")),
        (None, ("法第9条（未核实）", "Law, Article 9 (unverified)")),
    ],
)
def test_the_basis_says_how_sure_it_is(certainty, basis):
    duty = UP | {"article": 9} | ({"certainty": certainty} if certainty else {})
    (found,) = bound(duty, title={"zh": "法", "en": "Law"}).duties
    assert (found.record.basis.zh, found.record.basis.en) == basis


def test_a_plans_own_duty_that_is_not_verified_says_so_too():
    own = UP | {"fact": "alarm", "from": "county", "to": "city", "basis": "§4", "certainty": "unverified"}
    (duty,) = read(ladder(obligations=[own]), accident(norms=[])).composition.duties
    assert duty.record.basis.en == "§4 (unverified)"


# -- plans that stand in for a norm --------------------------------------------------------------------------

OWN = UP | {
    "id": "own",
    "fact": "alarm",
    "from": "county",
    "to": "city",
    "within": "1 h",
    "overrides": "law.up",
}


def test_a_plan_that_stands_in_for_a_norm_says_why_and_takes_its_place():
    stricter = ladder(obligations=[OWN | {"why": "a fault in the ground"}])
    case = read(stricter, accident(**LAW), law=pack(UP))
    (duty,) = case.composition.duties
    assert (duty.name, duty.pack, duty.record.within, case.warnings) == ("p.own", "law", 3600, ())


def test_a_plan_that_is_laxer_than_the_norm_is_warned():
    laxer = ladder(obligations=[OWN | {"why": "long ways", "within": "3 h"}])
    case = read(laxer, accident(**LAW), law=pack(UP))
    assert [str(problem.found) for problem in case.warnings] == ["3 h is longer than the norm allows, 2 h"]


def test_an_override_of_another_pair_leaves_the_norm():
    elsewhere = ladder(obligations=[OWN | {"from": "county_south", "why": "far away"}])
    found = read(elsewhere, accident(**LAW), law=pack(UP)).composition
    assert {duty.name for duty in found.duties} == {"p.own", "law.up:p.county>p.city"}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, "`overrides` needs `why`"),
        ({"overrides": None, "why": "so"}, "`why` needs `overrides`"),
        ({"overrides": "law.upp", "why": "so"}, "the norm has no duty `law.upp`"),
    ],
)
def test_an_override_that_says_too_little_is_a_problem(change, found):
    own = {key: value for key, value in (OWN | change).items() if value is not None}
    with pytest.raises(DrillError) as caught:
        read(ladder(obligations=[own]), accident(**LAW), law=pack(UP))
    assert found in [str(problem.found) for problem in caught.value.problems]


# -- files ---------------------------------------------------------------------------------------------------


def test_a_shipped_pack_is_found_by_its_id_in_any_folder():
    case = read(ladder(), accident())
    assert case.inputs[-1].path == "plans/norms/cn_work_accident.yaml"
    assert case.norms[0].pack.title.en == "Regulation on reporting and investigating work accidents"


def test_a_pack_of_the_project_comes_before_the_one_that_is_shipped(tmp_path):
    own = pack(UP, id="cn_work_accident")
    files = {"plan": ladder(), "scenario": accident(), "plans/norms/cn_work_accident": own}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"{name}.yaml").write_text(json.dumps(content), encoding="utf-8")
    case = read_case(tmp_path / "scenario.yaml")
    assert [duty.name for duty in case.composition.duties] == ["cn_work_accident.up:p.county>p.city"]


FAULTS = {
    "an id that is none": (["cn_work_acident"], "there is no norm pack `cn_work_acident`"),
    "a file that is not there": (["laws.yaml"], "there is no file `laws.yaml`"),
    "a file outside": (["../law.yaml"], "`../law.yaml` lies outside the project"),
    "twice": (["law.yaml", "law.yaml"], "the norm pack `law` is named twice"),
    "a plan": (["plan.yaml"], "this is a plan, a norm pack is expected here"),
    "a word that is none": (
        [{"pack": "law.yaml", "names": {"alarm": "dead"}}],
        "`law` has no word `alarm`",
    ),
}


@pytest.mark.parametrize(("norms", "found"), FAULTS.values(), ids=FAULTS)
def test_a_wrong_entry_is_said_at_its_place(norms, found):
    with pytest.raises(DrillError) as caught:
        read(ladder(), accident(norms=norms), law=pack(UP))
    assert [str(problem.found) for problem in caught.value.problems] == [found]
    assert caught.value.problems[0].place.line == 1


PACK_FAULTS = {
    "nothing": ({"id": "a"}, "an obligation says one thing"),
    "two things": (UP | {"then": "dry"}, "an obligation says one thing"),
    "nobody": ({"fact": "incident", "to": "city", "within": "1 h"}, "`from` is missing"),
    "no limit": ({"fact": "incident", "from": "a", "to": "b"}, "`within` is missing"),
    "no condition": ({"then": "dry", "from": "a", "within": "1 h"}, "`when` is missing"),
    "an agency": (UP | {"when": "city knows alarm"}, "a norm names no agency in a condition"),
    "from an agency": (UP | {"from": "city.mayor"}, "a norm names no agency, as `city.mayor` is"),
    "to an agency": (UP | {"to": "city.mayor"}, "a norm names no agency, as `city.mayor` is"),
    "an agency in a talk group": (
        {"requires": {"talk_group": ["a", "city.mayor"]}},
        "a norm names no agency, as `city.mayor` is",
    ),
    "no grade": (UP | {"when": "grade >= high"}, "a grade is compared with one of: low, top"),
    "a grade by =": (UP | {"when": "grade = top"}, "a grade is compared with `>=` or `<`"),
    "standing in": (UP | {"overrides": "law.up"}, "`overrides` is for the obligations of plans"),
    "things": (
        {"requires": {"post": "a", "span": 5}},
        "say one of `post`, `one_source`, `talk_group`, `span`",
    ),
}


@pytest.mark.parametrize(("duty", "found"), PACK_FAULTS.values(), ids=PACK_FAULTS)
def test_a_wrong_duty_of_a_pack_is_a_problem(duty, found):
    grades = {"levels": {"low": {}, "top": {"at_least": {"dead": 9}}}}
    with pytest.raises(DrillError) as caught:
        read(ladder(), accident(**LAW), law=pack(duty, grades=grades))
    (problem,) = caught.value.problems
    assert (str(problem.found), problem.place.file) == (found, "law.yaml")


def test_a_grade_that_begins_below_the_one_before_is_a_problem():
    grades = {"levels": {"low": {"at_least": {"dead": 3}}, "high": {"at_least": {"dead": 3}}}}
    with pytest.raises(DrillError, match="the grade `high` begins below the one before it"):
        read(ladder(), accident(**LAW), law=pack(UP, grades=grades))


def test_the_sample_plays_with_its_norm_pack():
    case = read_case(Path(__file__).parent.parent / "data/sample/ammonia.yaml")
    law = {(duty.sender, duty.receiver, duty.fact) for duty in case.composition.duties if duty.pack}
    assert law == {
        ("plant.manager", "city.north_em", "leak"),
        ("city.north_em", "city.em_bureau", "leak"),
        ("city.north_em", "city.em_bureau", "dead"),
    }
    # The neighbouring city's bureau has the same role; nothing binds it.
    assert case.composition.actors["riverside.em_bureau"].record.role == "city_em_department"


def test_a_duty_that_would_bind_more_pairs_than_can_be_followed_binds_nobody():
    crowd = {"times": 400, "region": "n", "level": "county"}
    many = ladder()
    many["agencies"] |= {name: agency(role=name, **crowd) for name in ("tellers", "told")}
    found = read(many, accident(**LAW), law=pack(UP | {"from": "tellers", "to": "told"})).composition
    assert reasons(found) == {"law.up": "it would bind 160000 pairs of agencies, too many to follow"}


def test_two_incidents_with_facts_of_their_own_make_two_duties_and_the_same_fact_one():
    case = accident(**LAW)
    first = case.pop("incident")
    second = first | {"facts": {"fire": True}, "begins": "1 h"}
    found = read(ladder(), case | {"incidents": [first, second, first | {"begins": "2 h"}]}, law=pack(UP))
    assert [(duty.name, duty.fact) for duty in found.composition.duties] == [
        ("law.up:p.county>p.city", "alarm"),
        ("law.up:p.county>p.city/2", "fire"),
    ]


def test_two_duties_without_an_id_about_one_fact_are_both_there():
    daily = {key: value for key, value in UP.items() if key not in ("id", "within")} | {"every": "1 d"}
    soon = {key: value for key, value in UP.items() if key != "id"}
    assert len(bound(soon, daily).duties) == 2
