"""Facts that do not reach who needs them: each gap in a plan that has it, and none in its twin."""

import pytest

from simulator.plan.audit import Aim
from simulator.text.messages import in_language
from tests.plan.audit.small import a_plan, agency, composition, gaps, link, seen, task

TWO = {"a": agency(), "b": agency()}
B_ACTS = {"act": task("b", "alarm")}


def test_a_fact_that_no_link_brings_to_who_waits_for_it_is_a_gap():
    tasks = {"find": task("a", "alarm", achieves="found"), "act": task("b", "found")}
    assert set(gaps(a_plan(TWO, tasks=tasks))) == {"information:p.found@p.b"}
    assert gaps(a_plan(TWO, tasks=tasks, links=[link("a", "b", "found")])) == {}


def test_the_remedy_names_the_link_that_is_there_and_its_line():
    tasks = {"find": task("a", "alarm", achieves="found"), "act": task("b", "found")}
    (gap,) = gaps(a_plan(TWO, tasks=tasks, links=[link("a", "b", "alarm")])).values()
    assert gap.links == ("p.a>p.b:coordinate",)
    assert "add `found` to `carries:`" in str(gap.remedy)
    assert gap.where[0].file == "p.yaml"


def test_of_a_fact_of_the_world_those_who_pass_it_on_untold_are_taken_to_see_it():
    three = {**TWO, "c": agency()}
    tasks = {"act": task("c", "alarm")}
    assert set(gaps(a_plan(three, tasks=tasks, links=[link("a", "b", "alarm")]))) == {"information:alarm@p.c"}
    passed_on = [link("a", "b", "alarm"), link("b", "c", "alarm")]
    assert gaps(a_plan(three, tasks=tasks, links=passed_on)) == {}
    assert gaps(a_plan(three, tasks=tasks)) == {}  # nobody passes it on: c may see it itself


def test_in_a_scenario_only_its_observers_see():
    plan = a_plan(TWO, tasks=B_ACTS)
    assert set(gaps(plan, setting=seen("p.a"))) == {"information:alarm@p.b"}
    assert gaps(plan, setting=seen("p.b")) == {}
    assert gaps(a_plan(TWO, tasks=B_ACTS, links=[link("a", "b", "alarm")]), setting=seen("p.a")) == {}


def test_what_a_scenario_does_not_set_in_motion_is_not_looked_at():
    tasks = {"find": task("a", "other", achieves="found"), "act": task("b", "found")}
    plan = a_plan(TWO, tasks=tasks, facts={"alarm": {}, "other": {}})
    assert set(gaps(plan)) == {"information:p.found@p.b"}
    assert gaps(plan, setting=seen("p.a")) == {}


def test_what_only_one_of_two_doers_tells_is_told_by_some_only():
    three = {**TWO, "c": agency()}
    tasks = {
        "first": task("a", "alarm", achieves="found"),
        "second": task("c", "alarm", achieves="found"),
        "act": task("b", "found"),
    }
    some = gaps(a_plan(three, tasks=tasks, links=[link("a", "b", "found")]))
    assert [(gap.id, gap.rule) for gap in some.values()] == [("information:p.found@p.b", "not_from_all")]
    assert gaps(a_plan(three, tasks=tasks, links=[link("a", "b", "found"), link("c", "b", "found")])) == {}


def test_many_alike_that_lack_a_fact_are_one_gap():
    many = {"a": agency(), "grid": agency(times=5)}
    tasks = {"find": task("a", "alarm", achieves="found"), "knock": task("grid", "found")}
    (gap,) = gaps(a_plan(many, tasks=tasks)).values()
    assert gap.id == "information:p.found@p.grid"
    assert gap.evidence[0].figures["agencies"] == 5


def test_a_question_brings_the_answer_to_the_one_who_asks():
    tasks = {"find": task("a", "alarm", achieves="found"), "act": task("b", "found")}
    assert gaps(a_plan(TWO, tasks=tasks, links=[link("b", "a", "found", purpose="ask")])) == {}
    assert gaps(a_plan(TWO, tasks=tasks, links=[link("a", "b", "found", purpose="ask")]))


def test_all_members_of_a_talk_group_hear():
    three = {**TWO, "c": agency()}
    tasks = {"find": task("a", "alarm", achieves="found"), "act": task("c", "found")}
    radio = {"radio": {"members": ["a", "b", "c"]}}
    links = [link("a", "b", "found", over=["radio"])]
    assert gaps(a_plan(three, tasks=tasks, media=radio, links=links)) == {}
    assert gaps(a_plan(three, tasks=tasks, links=[link("a", "b", "found")]))


def test_severity_follows_what_hangs_on_the_fact():
    def severity(when, **fields):
        tasks = {
            "find": task("a", "alarm", achieves="found"),
            "act": task("b", when, achieves="acted"),
        }
        found = gaps(a_plan(TWO, tasks=tasks, **fields), world={"alarm": True, "other": True})
        return {gap.id: gap.severity for gap in found.values()}["information:p.found@p.b"]

    within = {"when": "alarm", "then": "acted", "within": "1 h"}
    facts = {"alarm": {}, "other": {}}
    assert severity("found", facts=facts) == "low"
    assert severity("found or other", facts=facts, obligations=[within]) == "medium"
    assert severity("found", facts=facts, obligations=[within]) == "high"


def test_what_must_be_told_and_what_a_milestone_wants_known_are_needs():
    duty = {"fact": "alarm", "from": "a", "to": "b", "within": "1 h"}
    plan = a_plan(TWO, obligations=[duty])
    found = gaps(plan, setting=seen("p.a"))
    assert found["information:alarm@p.b"].severity == "high"
    assert gaps(a_plan(TWO, obligations=[duty], links=[link("a", "b", "alarm")]), setting=seen("p.a")) == {}


def test_what_the_teller_never_learns_is_first_the_tellers_gap():
    three = {**TWO, "c": agency()}
    duty = {"fact": "alarm", "from": "a", "to": "b", "within": "1 h"}
    found = gaps(a_plan(three, obligations=[duty], links=[link("a", "b", "alarm")]), setting=seen("p.c"))
    assert set(found) == {"information:alarm@p.a"}


def test_a_milestone_of_what_an_agency_knows_is_a_need():
    from simulator.errors import Place
    from simulator.text.condition_tree import Knows, Name
    from simulator.text.titles import Title

    told = Aim("told", Title("t", "t"), Knows("p.b", Name("alarm")), Place("s.yaml"))
    found = gaps(a_plan(TWO), setting=seen("p.a", aims=(told,)))
    assert found["information:alarm@p.b"].severity == "high"
    assert gaps(a_plan(TWO, links=[link("a", "b", "alarm")]), setting=seen("p.a", aims=(told,))) == {}


# -- in time -------------------------------------------------------------------------------------------------


def test_a_limit_that_even_the_fastest_way_breaks_is_a_gap():
    # a composes 10 min, the medium takes 5 to 9 min, m takes 4 min to take it in and composes 10 min,
    # again 5 min: 10 + 5 + 4 + 10 + 5 = 34 min until it arrives at b
    slow = {"compose": "10 min", "handling": "4 min", "operators": 1}
    three = {"a": agency(desk=slow), "m": agency(desk=slow), "b": agency(desk=slow)}
    media = {"post": {"delay": "5..9 min"}, "fax": {"delay": "7 min"}}
    links = [link("a", "m", "alarm", over=["post", "fax"]), link("m", "b", "alarm", over=["fax", "post"])]

    def told(within, **fields):
        duty = {"id": "tell", "fact": "alarm", "from": "a", "to": "b", "within": within} | fields
        return gaps(a_plan(three, media=media, links=links, obligations=[duty]))

    late = told("33 min")["information:alarm@p.b"]
    assert (late.rule, late.severity) == ("too_slow", "high")
    assert "Obligation: p.tell" in in_language(late.evidence[0].text, "en")
    assert late.evidence[0].figures == {"fastest_s": 34 * 60, "limit_s": 33 * 60}
    assert "information:alarm@p.b" not in told("34 min")
    assert "information:alarm@p.b" in told("34 min", stops_at="handled")  # 38 min


def test_who_may_hear_it_from_others_is_not_late_by_one_slow_way():
    slow = {"compose": "10 min", "operators": 1}
    three = {"a": agency(desk=slow), "b": agency(), "c": agency()}
    duty = {"fact": "alarm", "from": "a", "to": "b", "within": "5 min"}
    links = [link("a", "b", "alarm"), link("c", "b", "alarm")]
    assert set(gaps(a_plan(three, links=links[:1], obligations=[duty]))) == {"information:alarm@p.b"}
    assert gaps(a_plan(three, links=links, obligations=[duty])) == {}


# -- required things -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("requires", "without", "mended"),
    [
        ({"talk_group": ["a", "b"]}, {}, {"media": {"radio": {"members": ["a", "b"]}}}),
        (
            {"one_source": "found"},
            {"tasks": {"x": task("a", "alarm", achieves="found"), "y": task("b", "alarm", achieves="found")}},
            {"tasks": {"x": task("a", "alarm", achieves="found"), "y": task("b", "alarm")}},
        ),
    ],
)
def test_a_required_thing_that_is_not_there_is_a_gap(requires, without, mended):
    duty = [{"id": "must", "requires": requires}]
    assert set(gaps(a_plan(TWO, obligations=duty, **without))) == {"information:p.must"}
    assert gaps(a_plan(TWO, obligations=duty, **mended)) == {}


# -- one name, two things ------------------------------------------------------------------------------------


def meeting(plan, region, place, hazard="h"):
    """A plan whose one agency sets its own meeting point."""
    return a_plan(
        {f"{plan}_fire": agency(region=region)},
        name=plan,
        facts={"alarm": {}, "rvp": {"kind": "place"}},
        places={place: {"region": region}},
        procedures={hazard: {"meet": task(f"{plan}_fire", "alarm", achieves={"rvp": place})}},
    )


def test_two_meeting_points_under_one_name_in_one_area_are_a_gap():
    regions = {
        "regions": {"city": {"name": "c"}, "north": {"name": "n", "within": "city"}, "south": {"name": "s"}}
    }
    one = meeting("p", "p.city", "gate") | regions
    assert set(gaps(one, meeting("q", "p.north", "square"))) == {"information:rvp"}
    assert gaps(one, meeting("q", "p.south", "square")) == {}


def test_names_that_nobody_can_mix_up_are_no_gap():
    one = a_plan({"x": agency()}, name="p", tasks={"open": task("x", "alarm", achieves="open_now")})
    other = a_plan(
        {"y": agency(), "z": agency()}, name="q", tasks={"open": task("y", "alarm", achieves="open_now")}
    )
    assert gaps(one, other) == {}
    waits = a_plan(
        {"y": agency(), "z": agency()},
        name="q",
        tasks={"open": task("y", "alarm", achieves="open_now"), "use": task("z", "open_now")},
        links=[link("y", "z", "open_now")],
    )
    heard = a_plan(
        {"x": agency()},
        name="p",
        tasks={"open": task("x", "alarm", achieves="open_now")},
        links=[link("x", "q.z", "p.open_now")],
    )
    assert set(gaps(heard, waits)) == {"information:open_now"}


def test_needs_are_listed_with_where_they_come_from():
    from simulator.plan.audit.need import needs_of

    plan = a_plan(
        TWO,
        tasks={"act": task("b", "alarm and not off", name="Act")},
        facts={"alarm": {}, "off": {}},
        obligations=[{"id": "tell", "fact": "alarm", "from": "a", "to": "b", "within": "1 h"}],
    )
    found = [
        (need.agency, need.fact, need.purpose, need.name, need.alone)
        for need in needs_of(composition(plan), None)
    ]
    assert found == [
        ("p.b", "alarm", "task", "p.act", True),
        ("p.b", "off", "task", "p.act", False),
        ("p.b", "alarm", "obligation", "p.tell", True),
    ]


def test_what_one_must_tell_need_not_come_from_others_too():
    three = {**TWO, "c": agency()}
    tasks = {"first": task("a", "alarm", achieves="found"), "second": task("c", "alarm", achieves="found")}
    duty = {"fact": "found", "from": "a", "to": "b", "within": "1 h"}
    assert gaps(a_plan(three, tasks=tasks, links=[link("a", "b", "found")], obligations=[duty])) == {}


def test_several_who_see_the_same_event_stand_in_for_one_another():
    three = {**TWO, "c": agency()}
    tasks = {"act": task("b", "alarm")}
    assert gaps(a_plan(three, tasks=tasks, links=[link("a", "b", "alarm")]), setting=seen("p.a", "p.c")) == {}


def test_none_of_many_alike_is_asked_to_pass_it_on_where_an_office_can():
    agencies = {
        "a": agency(),
        "homes": agency(level="village_grid", times=3),
        "b": agency(level="village_grid"),
    }
    told = [link("a", "homes", "alarm")]
    found = gaps(a_plan(agencies, tasks=B_ACTS, links=told), setting=seen("p.a"))
    assert "`{from: a, to: b," in str(found["information:alarm@p.b"].remedy)


def test_an_obligation_without_a_name_is_told_as_who_tells_whom_what():
    agencies = {"a": agency(name="Office"), "b": agency(name="Home", times=2)}
    facts = {"alarm": {"title": "Siren"}}
    duty = {"fact": "alarm", "from": "a", "to": "b", "within": "1 h", "basis": "para 2"}
    plan = a_plan(agencies, facts=facts, obligations=[duty], tasks={"go": task("a", "alarm")})
    (gap,) = gaps(plan, setting=seen("p.a")).values()
    assert "Needed for: Office → Home: Siren." in in_language(gap.evidence[0].text, "en")
