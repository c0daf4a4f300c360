"""Authority, resources, media, desks, seams: each gap in a small plan that has it, silence in its twin."""

from datetime import datetime

import pytest

from simulator.text.messages import in_language
from tests.plan.audit.small import a_plan, agency, gaps, link, seen, task

TWO = {"a": agency(), "b": agency()}
IV = {"when": "alarm", "matter": "m", "expected": "1 h", "measures": ["act"]}


def ids(*plans, **options):
    return set(gaps(*plans, **options))


def twins(gap, bad, good):
    """The first has the gap and nothing else, the second nothing at all."""
    bad, good = (each if isinstance(each, tuple) else (each,) for each in (bad, good))
    assert ids(*bad) == {gap}
    assert ids(*good) == set()


# -- authority -----------------------------------------------------------------------------------------------


def test_a_task_whose_orderer_lacks_the_power_is_a_gap():
    def plan(powers):
        tasks = {"close": task("a", "alarm", requires_power="close_road")}
        return a_plan({"a": agency(powers=powers), "b": agency(powers=["close_road"])}, tasks=tasks)

    twins("authority:p.close", plan(["evacuate"]), plan(["close_road"]))
    decided = task("a", "alarm", requires_power="close_road", decision={"by": "b"})
    able = {"a": agency(), "b": agency(powers=["close_road"])}
    assert ids(a_plan(able, tasks={"close": decided}, links=[link("a", "b", "alarm")])) == set()


def test_a_decision_or_invitation_without_a_direct_link_is_a_gap():
    for fields in ({"decision": {"by": "b"}}, {"with": ["b"]}):
        tasks = {"act": task("a", "alarm", **fields)}
        twins(
            "authority:p.act",
            a_plan(TWO, tasks=tasks),
            a_plan(TWO, tasks=tasks, links=[link("a", "b", "alarm")]),
        )


def duty(when, then, **fields):
    return {"id": "do", "when": when, "then": then, "within": "1 h"} | fields


def test_a_duty_to_act_that_no_task_does_is_a_gap():
    tasks = {"go": task("a", "alarm", achieves="gone")}
    twins(
        "authority:p.do",
        a_plan(TWO, tasks=tasks, facts={"alarm": {}, "moved": {}}, obligations=[duty("alarm", "moved")]),
        a_plan(TWO, tasks=tasks, obligations=[duty("alarm", "gone")]),
    )
    done_by_the_world = a_plan(
        TWO, tasks=tasks, facts={"alarm": {}, "dry": {}}, obligations=[duty("alarm", "dry")]
    )
    world = {"alarm": True, "dry": True}
    assert ids(done_by_the_world, world=world, setting=seen("p.a", facts=world)) == set()


def test_a_duty_to_act_on_what_nobody_who_acts_goes_by_is_a_gap():
    # rain leads to the warning, and the warning to nothing: level IV is declared on the alarm alone
    def plan(criterion):
        warning = {
            "order": ["red"],
            "declared_by": "b",
            "levels": {"red": {"when": "rain", "measures": ["go"]}},
        }
        response = {"order": ["IV"], "declared_by": "a", "levels": {"IV": IV | {"when": criterion}}}
        return a_plan(
            TWO,
            facts={"alarm": {}, "rain": {}},
            scales={"warning": warning, "response": response},
            links=[link("b", "a", "warning", "rain")],
            obligations=[duty("warning >= red", "response >= IV")],
        )

    twins("authority:p.do", plan("alarm"), plan("warning >= red"))
    # what stands behind the warning leads there as well as the warning itself
    assert ids(plan("alarm or rain")) == set()
    found = gaps(plan("alarm"))["authority:p.do"]
    assert (found.rule, found.severity, found.known_from) == ("unled", "medium", ("G25",))
    # where the warning cannot come about nothing is due
    quiet = seen("p.a", facts={"alarm": True})
    assert "authority:p.do" not in ids(plan("alarm"), setting=quiet)


def test_only_the_levels_that_a_duty_asks_for_count():
    def plan(high):
        levels = {"IV": IV | {"when": "rain"}, "I": IV | {"when": high}}
        scale = {"order": ["IV", "I"], "declared_by": "a", "levels": levels}
        facts = {"alarm": {}, "rain": {}}
        return a_plan(
            TWO, facts=facts, scales={"response": scale}, obligations=[duty("rain", "response >= I")]
        )

    twins("authority:p.do", plan("alarm"), plan("alarm and rain"))


@pytest.mark.parametrize(
    "when", ["alarm and not alarm", "sum(x) > 5 and sum(x) < 3", "response > II", "at = yard and at = gate"]
)
def test_a_task_whose_condition_excludes_itself_can_never_start(when):
    facts = {"alarm": {}, "x": {"kind": "number", "per": "region"}, "at": {"kind": "place"}}
    scale = {"response": {"order": ["III", "II"], "declared_by": "a", "levels": {"III": IV, "II": IV}}}
    rest = {"facts": facts, "scales": scale, "places": {"yard": {}, "gate": {}}}
    bad = a_plan(TWO, tasks={"act": task("a", when), "go": task("a", "alarm")}, **rest)
    if when == "response > II":
        bad["procedures"]["h"]["act"]["when"] = "response > II and alarm"
    twins(
        "authority:p.act",
        bad,
        a_plan(TWO, tasks={"act": task("a", "alarm and sum(x) > 5 and sum(x) < 9")}, **rest),
    )


def test_tasks_that_wait_for_one_another_are_one_gap_and_what_waits_for_them_none():
    def plan(first):
        tasks = {
            "one": task("a", first, achieves="x"),
            "two": task("a", "x", achieves="y"),
            "after": task("a", "y"),
        }
        return a_plan(TWO, tasks=tasks)

    twins("authority:p.one", plan("alarm and y"), plan("alarm"))
    assert gaps(plan("y"))["authority:p.one"].rule == "circular_wait"


def test_a_post_without_deputy_is_a_gap():
    post = {"holder": "a"}
    twins(
        "authority:p.command",
        a_plan(TWO, posts={"command": post}),
        a_plan(TWO, posts={"command": post | {"deputies": ["b"], "after": "5 min"}}),
    )


def test_a_post_that_owns_a_task_needs_a_deputy_as_one_that_decides_does():
    def plan(*deputies):
        post = {"holder": "a", "deputies": list(deputies), "after": "5 min"} if deputies else {"holder": "a"}
        return a_plan(TWO, posts={"command": post}, tasks={"act": task("command", "alarm")})

    seeing = seen("p.a", facts={"alarm": True})
    (found,) = gaps(plan(), setting=seeing).values()
    assert (found.id, found.evidence[0].figures) == ("authority:p.command", {"decisions": 1})
    assert ids(plan("b"), setting=seeing) == set()


def test_a_deputy_that_could_declare_a_level_and_tell_nobody_is_a_gap():
    three = {**TWO, "c": agency()}
    scale = {"response": {"order": ["IV"], "declared_by": "command", "levels": {"IV": IV}}}

    def plan(*links):
        return a_plan(
            three,
            posts={"command": {"holder": "a", "deputies": ["b"]}},
            scales=scale,
            tasks={"act": task("c", "response >= IV")},
            links=[link("a", "c", "response"), *links],
        )

    twins("authority:p.command", plan(), plan(link("b", "c", "response")))


def test_command_in_a_circle_is_a_gap():
    def plan(purpose):
        return a_plan(
            TWO, links=[link("a", "b", "alarm", purpose="command"), link("b", "a", "alarm", purpose=purpose)]
        )

    twins("authority:p.a", plan("command"), plan("report"))


@pytest.mark.parametrize("lacking", ["matter", "expected", "measures"])
def test_an_activation_that_does_not_state_all_four_is_a_gap(lacking):
    def plan(level):
        levels = {"IV": IV, "III": level}
        scale = {"order": ["IV", "III"], "declared_by": "a", "levels": levels}
        return a_plan(TWO, scales={"response": scale}, tasks={"act": task("a", "response >= IV")})

    without = {key: value for key, value in IV.items() if key != lacking}
    twins("authority:p.response", plan(without), plan(IV))
    assert gaps(plan(without))["authority:p.response"].known_from == ("G28",)


def test_a_level_without_a_criterion_or_with_one_that_never_holds_is_a_gap():
    def plan(levels):
        scale = {"order": ["IV", "III"], "declared_by": "a", "levels": levels}
        return a_plan(TWO, scales={"response": scale}, tasks={"act": task("a", "response >= IV")})

    twins("authority:p.response", plan({"IV": IV}), plan({"IV": IV, "III": IV}))
    assert ids(plan({"IV": IV, "III": IV | {"when": "alarm and not alarm"}})) == {"authority:p.response"}


def test_a_warning_colour_without_measures_is_a_gap_and_needs_no_matter():
    def plan(yellow):
        levels = {
            "blue": {"when": "alarm", "measures": ["act"]},
            "yellow": {"when": "alarm", "measures": yellow},
        }
        scale = {"order": ["blue", "yellow"], "declared_by": "a", "levels": levels}
        return a_plan(TWO, scales={"warning": scale}, tasks={"act": task("a", "warning >= blue")})

    twins("authority:p.warning", plan([]), plan(["act"]))
    assert gaps(plan([]))["authority:p.warning"].known_from == ("G26",)


def test_a_severity_that_leads_to_nothing_is_a_gap():
    def plan(least):
        severity = {"order": ["minor", "major"], "declared_by": "a", "levels": {
            "minor": {"when": "alarm"}, "major": {"when": "alarm"}}}  # fmt: skip
        response = {
            "order": ["IV"],
            "declared_by": "a",
            "levels": {"IV": IV | {"when": f"severity >= {least}"}},
        }
        return a_plan(
            TWO,
            scales={"severity": severity, "response": response},
            tasks={"act": task("a", "response >= IV")},
        )

    twins("authority:p.severity", plan("major"), plan("minor"))


def test_a_severity_that_nobody_declares_and_nothing_takes_up_is_a_gap():
    def plan(least):
        scales = {
            "severity": {"order": ["minor", "major"], "when": {"minor": "alarm", "major": "smoke"}},
            "response": {
                "order": ["IV"],
                "declared_by": "a",
                "levels": {"IV": IV | {"when": f"severity >= {least}"}},
            },
        }
        return a_plan(TWO, scales=scales, tasks={"act": task("a", "response >= IV")}, facts={"smoke": {}})

    twins("authority:p.severity", plan("major"), plan("minor"))
    assert gaps(plan("major"))["authority:p.severity"].known_from == ("G27",)


# -- resources -----------------------------------------------------------------------------------------------


def aid(giver, receiver, **gives):
    return {"from": giver, "to": receiver, "gives": gives, "within": "2 h"}


def helped(units, **fields):
    """A plan that needs three engines and has one, with its neighbour's plan that gives some."""
    record = {"deal": aid("q.x", "p.a", engine=2)}
    own = {"a": agency(pools={"engine": {"units": units}}), "b": agency()}
    home = a_plan(own, tasks={"act": task("a", "alarm", needs={"engine": 3})}, **fields)
    there = a_plan({"x": agency(pools={"engine": {"units": 2}})}, name="q")
    if fields.get("agreements") is not None:
        home |= {"agreements": record, "links": [link("a", "q.x", "alarm")]}
        there |= {"agreements": record}
    return home, there


def test_a_need_that_no_pool_and_no_agreement_can_meet_is_a_gap():
    assert ids(*helped(1)) == {"resource:engine@p.a"}
    assert ids(*helped(3)) == set()
    assert ids(*helped(1, agreements={})) == set()
    assert ids(*helped(0, agreements={})) == {"resource:engine@p.a"}


def test_units_that_are_open_to_others_count():
    def plan(**pool):
        pools = {"engine": {"units": 3} | pool}
        return a_plan(
            {"a": agency(), "b": agency(pools=pools)}, tasks={"act": task("a", "alarm", needs={"engine": 2})}
        )

    twins("resource:engine@p.a", plan(), plan(open_to=["a"]))


def test_a_unit_that_is_promised_twice_is_a_gap():
    def plans(units):
        deals = {"one": aid("q.x", "p.a", engine=2), "two": aid("q.x", "r.c", engine=2)}
        return (
            a_plan({"a": agency()}, agreements={"one": deals["one"]}, links=[link("a", "q.x", "alarm")]),
            a_plan({"x": agency(pools={"engine": {"units": units}})}, name="q", agreements=deals),
            a_plan(
                {"c": agency()}, name="r", agreements={"two": deals["two"]}, links=[link("c", "q.x", "alarm")]
            ),
        )

    twins("resource:q.x.engine", plans(3), plans(4))


def test_tasks_that_start_together_and_need_more_than_there_is_are_a_gap():
    def plan(when, units=3, **pool):
        tasks = {
            "one": task("a", "alarm", needs={"engine": 2}),
            "two": task("a", when, needs={"engine": 2}),
        }
        pools = {"engine": {"units": units} | pool}
        return a_plan({"a": agency(pools=pools)}, tasks=tasks, facts={"alarm": {}, "other": {}})

    twins("resource:engine@p.a", plan("alarm"), plan("alarm", units=4))
    assert (
        ids(plan("alarm and other"), world={"alarm": True, "other": True}) == set()
    )  # it may come when one is over
    used_up = plan("alarm and other", consumed=True)
    assert ids(used_up, world={"alarm": True, "other": True}) == {"resource:engine@p.a"}
    assert ids(plan("not alarm and other", consumed=True), world={"alarm": True, "other": True}) == {
        "resource:engine@p.a"
    } - {"resource:engine@p.a"}  # never both


# -- media ---------------------------------------------------------------------------------------------------


def guarded(links, **fields):
    """A plan in which b must be told the alarm that a sees, and c as well."""
    three = {**TWO, "c": agency()}
    duties = [{"id": f"tell_{end}", "fact": "alarm", "from": "a", "to": end, "within": "1 d"} for end in "bc"]
    return a_plan(three, obligations=duties, links=links, media={"phone": {}, "radio": {}}, **fields)


def test_a_link_with_one_medium_that_is_the_only_way_of_a_duty_is_a_gap():
    free = link("a", "c", "alarm")
    twins(
        "medium:p.a→p.b:coordinate",
        guarded([link("a", "b", "alarm", over=["phone"]), free]),
        guarded([link("a", "b", "alarm", over=["phone", "radio"]), free]),
    )
    assert (
        ids(guarded([link("a", "b", "alarm", over=["phone"]), link("c", "b", "alarm", over=["radio"]), free]))
        == set()
    )


def test_a_medium_that_is_not_always_there_is_no_second_one():
    plan = guarded([link("a", "b", "alarm", over=["phone", "radio"]), link("a", "c", "alarm")])
    plan["media"]["radio"] = {"up_when": "alarm"}
    assert ids(plan) == {"medium:p.a→p.b:coordinate"}


def test_a_medium_that_several_needs_hang_on_is_a_gap():
    found = gaps(guarded([link("a", "b", "alarm", over=["phone"]), link("a", "c", "alarm", over=["phone"])]))
    assert found["medium:p.phone"].evidence[0].figures["needs_cut"] == 2
    two_ways = [link("a", end, "alarm", over=["phone", "radio"]) for end in "bc"]
    assert ids(guarded(two_ways)) == set()


def test_the_one_line_to_many_alike_is_one_gap():
    many = {"a": agency(), "grid": agency(times=4, role="warden")}
    duty = [{"id": "tell", "fact": "alarm", "from": "a", "to": "warden", "within": "1 d"}]
    links = [link("a", "grid", "alarm", over=["horn"])]
    (gap,) = gaps(a_plan(many, obligations=duty, links=links, media={"horn": {}})).values()
    assert gap.id == "medium:p.a→p.grid:coordinate"
    assert (len(gap.links), gap.evidence[0].figures["needs_cut"]) == (4, 4)


def test_an_agency_that_everything_passes_is_a_gap():
    four = {**TWO, "c": agency(), "d": agency()}
    duty = [{"id": "tell", "fact": "alarm", "from": "a", "to": "d", "within": "1 d"}]
    way = [link("a", "b", "alarm"), link("b", "d", "alarm")]
    around = [link("a", "c", "alarm"), link("c", "d", "alarm")]
    twins(
        "medium:p.b",
        a_plan(four, obligations=duty, links=way),
        a_plan(four, obligations=duty, links=way + around),
    )


def test_an_agency_and_a_medium_of_one_name_have_gaps_of_their_own():
    four = {**TWO, "d": agency(), "e": agency()}
    duty = [{"id": f"tell_{to}", "fact": "alarm", "from": "a", "to": to, "within": "1 d"} for to in "de"]
    way = [link("a", "b", "alarm", over=["b"]), *(link("b", to, "alarm", over=["b"]) for to in "de")]
    plan = a_plan(four, obligations=duty, links=way, media={"b": {"mode": "message"}})
    assert {"medium:p.b", "medium:p.b@agency"} <= ids(plan)
    found = gaps(plan)
    assert (found["medium:p.b"].rule, found["medium:p.b@agency"].rule) == ("single_medium", "single_agency")


def test_what_is_high_says_what_cannot_be_met_without_it():
    duty = [{"id": "act_in_time", "from": "a", "when": "alarm", "then": "act.done", "within": "1 h"}]
    plan = a_plan(TWO, tasks={"act": task("a", "alarm", decision={"by": "b"})}, obligations=duty)
    gap = gaps(plan)["authority:p.act"]
    assert gap.severity == "high"
    assert "p.act_in_time" in in_language(gap.evidence[1].text, "en")
    (low,) = gaps(a_plan(TWO, tasks={"act": task("a", "alarm", decision={"by": "b"})})).values()
    assert (low.severity, len(low.evidence)) == ("low", 1)


def test_relays_in_a_row_on_the_same_way_are_one_gap_at_the_first():
    five = {name: agency() for name in "abcd"}
    duty = [{"id": "tell", "fact": "alarm", "from": "a", "to": "d", "within": "1 d"}]
    way = [link("a", "b", "alarm"), link("b", "c", "alarm"), link("c", "d", "alarm")]
    (gap,) = gaps(a_plan(five, obligations=duty, links=way)).values()
    assert (gap.id, gap.agencies) == ("medium:p.b", ("p.b", "p.c", "p.d"))


# -- desks ---------------------------------------------------------------------------------------------------


def test_a_desk_without_anybody_at_night_is_a_gap():
    def plan(night):
        shifts = [{"days": "workdays", "hours": "08:00-18:00", "operators": 2}, {"operators": night}]
        return a_plan({"a": agency(desk={"shifts": shifts, "hand_over": "10 min"})})

    twins("desk:p.a", plan(0), plan(1))


def test_a_desk_that_is_empty_on_holidays_only_is_a_gap():
    shifts = [{"days": "holidays", "operators": 0}, {"operators": 1}]
    assert ids(a_plan({"a": agency(desk={"shifts": shifts})})) == {"desk:p.a"}


def test_in_a_scenario_the_hours_that_it_lasts_count():
    shifts = [{"hours": "08:00-18:00", "operators": 1}, {"operators": 0}]
    plan = a_plan({"a": agency(desk={"shifts": shifts})}, tasks={"act": task("a", "alarm")})
    day = seen("p.a", start=datetime(2026, 3, 2, 9), horizon=3600.0)
    evening = seen("p.a", start=datetime(2026, 3, 2, 17), horizon=2 * 3600.0)
    assert ids(plan, setting=day) == set()
    assert gaps(plan, setting=evening)["desk:p.a"].evidence[0].figures["empty_s"] == 3600


def test_hours_without_anybody_that_are_short_against_the_scenario_are_no_gap():
    shifts = [{"hours": "08:00-18:00", "operators": 1}, {"operators": 0}]
    plan = a_plan({"a": agency(desk={"shifts": shifts})}, tasks={"act": task("a", "alarm")})
    # a night of 14 h is 5 % of 280 h
    for hours, found in ((280, {"desk:p.a"}), (281, set())):
        assert ids(plan, setting=seen("p.a", start=datetime(2026, 3, 2, 9), horizon=hours * 3600.0)) == found


def test_a_desk_that_only_passes_on_what_others_must_know_is_a_gap_too():
    def plan(operators):
        links = [link("a", "b", "alarm"), link("b", "c", "alarm")]
        many = {"a": agency(), "b": agency(desk={"operators": operators}), "c": agency()}
        duty = {"fact": "alarm", "from": "a", "to": "c", "within": "1 h", "basis": "para 2"}
        return a_plan(many, links=links, obligations=[duty])

    setting = seen("p.a", start=datetime(2026, 3, 2, 9), horizon=3600.0)
    left, staffed = gaps(plan(0), setting=setting), gaps(plan(1), setting=setting)
    assert left["desk:p.b"].severity == "medium"
    assert left.keys() - staffed.keys() == {"desk:p.b"}


def test_a_task_that_needs_more_operators_than_a_desk_ever_has_is_a_gap():
    def plan(operators):
        desk = {"operators": operators}
        return a_plan({"a": agency(desk=desk)}, tasks={"act": task("a", "alarm", needs={"desk": 2})})

    twins("desk:p.a", plan(1), plan(2))


def test_more_than_seven_under_one_command_are_a_gap():
    def plan(count, **fields):
        names = [f"s{number}" for number in range(count)]
        links = [link("a", name, "alarm", purpose="command") for name in names]
        return a_plan({"a": agency()} | {name: agency(**fields) for name in names}, links=links)

    twins("desk:p.a", plan(8), plan(7))
    assert ids(plan(2, times=20)) == set()  # many alike are told as one


# -- seams ---------------------------------------------------------------------------------------------------


def pair(here, there):
    return (
        a_plan({"a": agency()}, agreements=here, links=[link("a", "q.x", "alarm")]),
        a_plan({"x": agency(pools={"engine": {"units": 2}})}, name="q", agreements=there),
    )


def test_an_agreement_that_is_missing_or_unequal_on_one_side_is_a_gap():
    deal = aid("q.x", "p.a", engine=2)
    alike = pair({"deal": deal}, {"deal": deal})
    twins("seam:deal", pair({"deal": deal}, {}), alike)
    unequal = pair({"deal": deal}, {"deal": deal | {"within": "3 h"}})
    twins("seam:deal", unequal, alike)
    found = gaps(*unequal)["seam:deal"]
    assert found.evidence[0].figures == {"keys": ["within"]}
    assert in_language(found.title, "zh").endswith("的协议在双方预案中不一致：时限")
    assert "时限（`within`）" in in_language(found.remedy, "zh")


@pytest.mark.parametrize(
    "other",
    [
        {"gives": {"engine": 1}},
        {"tells": ["alarm"]},
        {"decision": {"by": "q.x", "takes": "5 min"}},
        {"accepts": 0.5},
        {"lapses": "2 h"},
        {"promise_lapses": "2 h"},
    ],
)
def test_the_terms_in_which_two_files_differ_are_named_in_words(other):
    deal = aid("q.x", "p.a", engine=2)
    found = gaps(*pair({"deal": deal}, {"deal": deal | other}))["seam:deal"]
    (key,) = other
    assert f"`{key}`" not in in_language(found.title, "en")
    assert f"(`{key}`)" in in_language(found.remedy, "en")


def test_an_agreement_that_cannot_be_called_on_or_has_nothing_to_give_is_a_gap():
    deal = {"deal": aid("q.x", "p.a", engine=2)}
    here, there = pair(deal, deal)
    assert ids(here | {"links": []}, there) == {"seam:deal"}
    assert ids(here, there | {"agencies": {"x": agency()}}) == {"seam:deal"}


def test_aid_that_nobody_orders_to_set_out_is_a_gap():
    deal = {"deal": aid("q.x", "p.a", engine=2) | {"decision": {"by": "q.y", "takes": "5 min"}}}
    here = a_plan({"a": agency()}, agreements=deal, links=[link("a", "q.y", "alarm")])
    giver = {"x": agency(pools={"engine": {"units": 2}}), "y": agency()}
    there = a_plan(giver, name="q", agreements=deal)
    twins("seam:deal", (here, there), (here, there | {"links": [link("y", "x", "alarm")]}))
    found = gaps(here, there)["seam:deal"]
    assert "cannot set out" in in_language(found.title, "en")
    assert "`{from: y, to: x, purpose: command}`" in in_language(found.remedy, "en")


def test_a_hazard_without_special_plan_is_a_gap():
    twins("seam:p.h", a_plan(TWO, hazards={"h": {"name": "h"}}), a_plan(TWO))


def across(links):
    hazards = {"h": {"name": "h", "special_plan": "s", "crosses_border_to": ["there"]}}
    regions = {"here": {"name": "here"}, "there": {"name": "there", "neighbour": True}}
    own = {
        "hq": agency(role="city_headquarters", region="here"),
        "water": agency(role="city_water", region="here"),
    }
    other = {
        "hq2": agency(sector="neighbour", role="neighbour_headquarters", region="p.there"),
        "water2": agency(sector="neighbour", role="neighbour_water", region="p.there"),
    }
    return a_plan(own, hazards=hazards, regions=regions, links=links), a_plan(other, name="q")


def test_a_hazard_that_crosses_a_border_without_both_links_is_a_gap():
    both = [link("hq", "q.hq2", "alarm"), link("water", "q.water2", "alarm")]
    twins("seam:p.h@p.there", across([]), across(both))
    for lacking, kept in (("water", both[:1]), ("hq", both[1:])):
        (gap,) = gaps(*across(kept)).values()
        assert (gap.id, gap.agencies) == ("seam:p.h@p.there", (f"p.{lacking}", f"q.{lacking}2"))


def test_each_border_that_a_hazard_crosses_is_a_gap_of_its_own():
    plan, other = across([])
    plan["hazards"]["h"]["crosses_border_to"].append("beyond")
    plan["regions"]["beyond"] = {"name": "beyond", "neighbour": True}
    third = a_plan({"hq3": agency(sector="neighbour", role="hq", region="p.beyond")}, name="r")
    assert ids(plan, other, third) == {"seam:p.h@p.there", "seam:p.h@p.beyond"}


def enterprise(links, **scales):
    city = a_plan({"a": agency()})
    works = {
        "head": agency(sector="enterprise", level="site"),
        "b": agency(sector="enterprise", level="site"),
    }
    return city, a_plan(works, name="q", links=links, scales=scales)


def test_an_enterprise_whose_levels_never_reach_the_government_is_a_gap():
    level = {"order": ["I"], "declared_by": "head", "levels": {"I": IV}}
    back = link("p.a", "head", "alarm")
    twins(
        "seam:q.head",
        enterprise([link("head", "p.a", "alarm"), back], plant=level),
        enterprise([link("head", "p.a", "plant"), back], plant=level),
    )


def test_an_enterprise_without_links_both_ways_is_a_gap():
    out, back = link("b", "p.a", "alarm"), link("p.a", "b", "alarm")
    both = enterprise([out, back])
    twins("seam:q.head", enterprise([out]), both)
    twins("seam:q.head", enterprise([]), both)
