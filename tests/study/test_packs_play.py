"""Norm packs that no shipped scenario names: each binds the agencies of a small plan, and its clocks run.

Every link takes 10 min and nothing else takes time, so all times can be worked out on paper.
"""

from itertools import pairwise
from math import inf

from simulator.study.run import play_case
from tests.cases import agency, plan, read, scenario
from tests.ladder import REGIONS, step

POST = {"post": {"delay": "10 min"}}


def at(role, level, region=None, **fields):
    return step(role, level, region, compose="0 s") | fields


def link(one, other, *facts):
    return {"from": one, "to": other, "carries": list(facts), "over": ["post"]}


def played(agencies, pack, *, facts, hazard, links=(), seen_by=None, **fields):
    """The obligations of two replications by their ids in the pack, each with the minutes that it took."""
    kinds = {
        name: {"kind": "number"}
        for name, value in facts.items()
        if isinstance(value, int) and value is not True
    }
    made = plan(
        agencies,
        regions=REGIONS,
        media=POST,
        links=list(links),
        facts=kinds,
        hazards={hazard: {"name": hazard}},
        **fields,
    )
    first = seen_by or next(iter(agencies))
    incident = {"hazard": hazard, "region": "n", "facts": facts, "observed_by": {first: "0 s"}}
    goal = {"m": {"when": next(iter(facts))}}
    case = read(made, scenario(incident=incident, milestones=goal, norms=[pack], horizon="6 h"))
    run = play_case(case, runs=2, seed=1, jobs=1, progress=lambda _: None)
    clocks = zip(run.results.clocks_started[0], run.results.clocks_stopped[0], strict=True)
    took = {
        duty.name: (stopped - started) / 60 if started < inf else inf
        for duty, (started, stopped) in zip(run.program.duties, clocks, strict=True)
    }
    found = run.summary["obligations"]
    return {
        each["name"].split(".", 1)[1].split(":")[0]: each | {"minutes": took[each["name"]]} for each in found
    }, run


def told(duties):
    """What came of the duties to tell whose clocks ran: the share in time, and the minutes that it took."""
    ran = {
        name: duty for name, duty in duties.items() if duty["fulfilled"] is None and duty["not_started"] == 0
    }
    return {name: (duty["inside"], duty["minutes"]) for name, duty in ran.items()}


def test_work_accident_rescue_the_unit_warns_the_villages_and_the_scene_has_one_commander():
    agencies = {
        "duty": at("unit_duty", "site", "n"),
        "village": at("village", "village_grid", "n"),
        "county": at("county_duty_room", "county", "n"),
    }
    duties, _ = played(
        agencies,
        "cn_accident_rescue",
        facts={"alarm": True},
        hazard="explosion",
        links=[link("duty", "village", "alarm")],
        posts={"scene_command": {"holder": "county"}},
    )
    assert told(duties) == {"warn_affected": (1.0, 10.0)}
    assert duties["one_commander"]["fulfilled"] is True
    without, _ = played(agencies, "cn_accident_rescue", facts={"alarm": True}, hazard="explosion")
    assert without["one_commander"]["fulfilled"] is False
    assert told(without) == {"warn_affected": (0.0, inf)}


def test_animal_epidemic_goes_up_within_two_one_and_four_hours():
    agencies = {
        "station": at("county_animal_station", "county", "n"),
        "province_station": at("province_animal_station", "province", "p"),
        "authority": at("province_animal_authority", "province", "p"),
        "national_station": at("national_animal_station", "province"),
        "ministry": at("national_agriculture", "province"),
        "province": at("province_duty_room", "province", "p"),
        "council": at("state_council", "province"),
    }
    ways = [
        ("station", "province_station"),
        ("province_station", "authority"),
        ("province_station", "national_station"),
        ("authority", "province"),
        ("authority", "ministry"),
        ("province", "council"),
    ]
    duties, _ = played(
        agencies,
        "cn_animal_epidemic",
        facts={"plague": True},
        hazard="animal_epidemic",
        links=[link(*way, "plague") for way in ways],
    )
    # Each tells at once, 10 min on the way. The ministry has no line of its own: it knows at 30 min, at 40
    # the State Council has it from the province.
    assert told(duties) == {
        "county_station": (1.0, 10.0),
        "province_station_authority": (1.0, 10.0),
        "province_station_national": (1.0, 10.0),
        "province_authority_government": (1.0, 10.0),
        "province_authority_ministry": (1.0, 10.0),
        "province_state_council": (1.0, 10.0),
        "ministry_state_council": (1.0, 10.0),
    }
    limits = {name: duty["within_s"] / 3600 for name, duty in duties.items()}
    assert limits == {
        "county_station": 2,
        "province_station_authority": 1,
        "province_station_national": 1,
        "province_authority_government": 1,
        "province_authority_ministry": 1,
        "province_state_council": 4,
        "ministry_state_council": 4,
    }


def test_a_forest_fire_goes_to_the_nation_from_three_dead_on():
    agencies = {
        "province": at("province_forest_hq", "province", "p"),
        "nation": at("national_forest_hq", "province"),
    }
    for dead, expected in ((3, {"province_up": (1.0, 10.0)}), (2, {})):
        duties, _ = played(
            agencies,
            "cn_forest_fire",
            facts={"smoke": True, "dead": dead},
            hazard="forest_fire",
            links=[link("province", "nation", "smoke", "dead")],
        )
        assert told(duties) == expected


def test_an_epidemic_goes_from_the_hospital_to_the_nation_in_hops_of_two_hours_and_one():
    steps = {
        "hospital": at("county_hospital", "county", "n", sector="medical"),
        "health": at("county_health", "county", "n"),
        "county": at("county_duty_room", "county", "n"),
        "city": at("city_duty_room", "city", "c"),
        "province": at("province_duty_room", "province", "p"),
        "nation": at("national_health", "province"),
    }
    links = [link(one, other, "cases") for one, other in pairwise(steps)]
    # The city takes 115 min to write: 125 min with the way, past its two hours.
    steps["city"] = step("city_duty_room", "city", "c", compose="115 min")
    duties, run = played(
        steps, "cn_public_health", facts={"cases": True}, hazard="epidemic", links=links, seen_by="hospital"
    )
    assert told(duties) == {
        "hospital_to_county": (1.0, 10.0),
        "county_health_up": (1.0, 10.0),
        "county_up": (1.0, 10.0),
        "city_up": (0.0, 125.0),
        "province_up": (1.0, 10.0),
    }
    (norm,) = run.summary["norms"]
    assert (norm["id"], norm["bound"], norm["unbound"]) == ("cn_public_health", 5, [])


def test_ambulances_are_out_in_three_minutes_and_there_within_539_seconds():
    control = {"control": at("ambulance_control", "city", "c", sector="medical")}
    for there, urban in (("359 s", 1.0), ("360 s", 0.0)):
        tasks = {
            "turn_out": {"owner": "control", "when": "ill", "duration": "180 s", "achieves": "ambulance_out"},
            "drive": {
                "owner": "control",
                "when": "ambulance_out",
                "duration": there,
                "achieves": "ambulance_there",
            },
        }
        duties, _ = played(
            control, "ems", facts={"ill": True}, hazard="accident", procedures={"accident": tasks}
        )
        assert {name: duty["inside"] for name, duty in duties.items()} == {
            "china_120_out": 1.0,
            "us_urban_als": urban,
            "uk_category_1": 1.0,
            "uk_category_2": 1.0,
        }
        assert duties["us_urban_als"]["required_share"] == 0.9


def test_each_control_room_sends_its_own_report_and_one_source_says_where_to_meet():
    control = {
        "fire": at("fire_control", "city", "c", sector="public_safety"),
        "ambulance": at("ambulance_control", "city", "c", sector="medical"),
        "police": at("police_control", "city", "c", sector="public_safety"),
    }
    meet = {
        "owner": "fire",
        "when": "blast",
        "duration": "0 s",
        "achieves": {"rvp": "north_gate", "major_incident": True},
    }
    links = [
        link("fire", "ambulance", "blast", "rvp", "major_incident"),
        link("fire", "police", "blast", "rvp"),
        link("ambulance", "fire", "blast"),
    ]
    fields = {"hazard": "accident", "links": links, "places": {"north_gate": {}, "south_gate": {}}}
    one, _ = played(
        control, "jesip", facts={"blast": True}, procedures={"accident": {"meet": meet}}, **fields
    )
    assert one["one_rendezvous"]["fulfilled"] is True
    assert told(one) == {
        "methane_fire_ambulance": (1.0, 10.0),
        "methane_fire_police": (1.0, 10.0),
        "methane_ambulance_fire": (1.0, 0.0),
        "methane_police_fire": (1.0, 0.0),
        "declared_fire": (1.0, 10.0),
    }
    # The police tell nobody: all that can be said is that the others knew without them.
    assert (one["methane_police_fire"]["by_others"], one["methane_fire_police"]["by_others"]) == (1.0, 0.0)
    own = {"owner": "police", "when": "blast", "duration": "0 s", "achieves": {"rvp": "south_gate"}}
    two, _ = played(
        control, "jesip", facts={"blast": True}, procedures={"accident": {"meet": meet, "own": own}}, **fields
    )
    assert two["one_rendezvous"]["fulfilled"] is False


def test_nobody_commands_more_than_seven_directly():
    for count, kept in ((7, True), (8, False)):
        crews = {f"crew_{number}": at("crew", "city", "c") for number in range(count)}
        links = [link("head", name, "alarm") | {"purpose": "command"} for name in crews]
        duties, run = played(
            {"head": agency(level="city"), **crews},
            "nims_span",
            facts={"alarm": True},
            hazard="accident",
            links=links,
        )
        (duty,) = duties.values()
        assert duty["fulfilled"] is kept
        assert any(gap.id == "desk:p.head" and "span" in gap.rules for gap in run.gaps) is not kept
