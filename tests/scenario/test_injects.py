from pathlib import Path

import pytest

from simulator.scenario.injects import EFFECTS
from simulator.scenario.model import Inject
from simulator.scenario.read import read_case
from tests.engine.small import read_small

SMALL = Path(__file__).parent.parent / "data/small"
PLAN = (SMALL / "city.yaml").read_text(encoding="utf-8")
SCENARIO = (SMALL / "scenario.yaml").read_text(encoding="utf-8")


def moves(project, *injects):
    text = SCENARIO + "injects:\n" + "".join(f"  - {{{inject}}}\n" for inject in injects)
    return read_case(project(text)).moves


def test_an_outage_names_what_fails(project):
    names = ("phone", "hot", "fire", "east", "fire.desk", "city.duty.desk")
    found = moves(project, *(f"at: 5 min, outage: {name}" for name in names))
    assert [move.outage for move in found] == [
        ("medium", "city.phone"),
        ("link", "city.hot"),
        ("agency", "city.fire"),
        ("region", "city.east"),
        ("desk", "city.fire"),
        ("desk", "city.duty"),
    ]


def test_an_outage_of_a_medium_can_concern_a_region(project):
    (move,) = moves(project, "at: 5 min, outage: phone, region: east, lasts: 2 h")
    assert move.region == "city.east"


def test_roads_are_pairs_of_regions(project):
    closed, slowed = moves(
        project, "at: 1 h, road_closed: east-west", "at: 1 h, slowed: west-east, factor: 2"
    )
    assert (closed.roads, slowed.roads) == (("city.east", "city.west"), ("city.west", "city.east"))


def test_units_are_taken_from_a_pool(project):
    short, long = moves(
        project, "at: 1 h, take_away: {fire.engine: 1}", "at: 1 h, take_away: {city.fire.engine: 2}"
    )
    assert short.withdrawn == (("city.fire", "engine", 1),)
    assert long.withdrawn == (("city.fire", "engine", 2),)


def test_a_message_tells_facts_to_an_agency(project):
    (move,) = moves(project, "at: 1 h, message: Press asks, to: duty, tells: {trapped: 3}")
    assert (move.receiver, move.facts) == ("city.duty", (("trapped", 3),))


def test_what_is_set_is_seen_by_observers(project):
    (move,) = moves(project, "when: dry, believed_by: fire, set: {trapped: 3}, observed_by: {duty: 1 min}")
    assert (move.believed_by, move.facts) == ("city.fire", (("trapped", 3),))
    assert [agency for agency, _ in move.observers] == ["city.duty"]


def test_names_of_injects_do_not_depend_on_their_position(project):
    found = moves(
        project, "at: 1 h, outage: phone", "at: 9 h, outage: phone", "at: 1 h, message: M, to: duty"
    )
    assert [move.name for move in found] == ["outage:phone", "outage:phone/2", "message"]


FAULTS = {
    "no time": ("outage: phone", "10:5: an inject has either `at` or `when`"),
    "two times": ("at: 1 h, when: dry, outage: phone", "10:5: an inject has either `at` or `when`"),
    "no effect": ("at: 1 h", "10:5: an inject has exactly one effect, this one has 0"),
    "two effects": (
        "at: 1 h, outage: phone, message: M, to: duty",
        "10:5: an inject has exactly one effect, this one has 2",
    ),
    "believed by somebody at a time": (
        "at: 1 h, believed_by: duty, outage: phone",
        "10:15: `believed_by` goes with `when` only",
    ),
    "slowed by nothing": ("at: 1 h, slowed: east-west", "10:15: `slowed` needs `factor`"),
    "calls of no length": ("at: 1 h, calls_to: duty, every: 1 min", "10:15: `calls_to` needs `talk`"),
    "a message to nobody": ("at: 1 h, message: M", "10:15: `message` needs `to`"),
    "a key that does not belong": (
        "at: 1 h, outage: phone, factor: 2",
        "10:30: `factor` does not go with `outage`",
    ),
    "a fact that changes back by itself": (
        "at: 1 h, set: {leak: true}, observed_by: {duty: 1 min}, lasts: 1 h",
        "10:62: `lasts` does not go with `set`",
    ),
    "a region without a medium": (
        "at: 1 h, outage: fire, region: east",
        "10:29: `region` goes with the outage of a medium only",
    ),
    "an outage of nothing": (
        "at: 1 h, outage: fone",
        "10:23: `fone` is no medium, link, agency, desk or region",
    ),
    "an unknown pool": ("at: 1 h, take_away: {fire.boat: 1}", "10:27: `city.fire` has no pool `boat`"),
    "no pool": ("at: 1 h, take_away: {boat: 1}", "10:27: `boat` is no pool"),
    "no units": ("at: 1 h, take_away: {fire.engine: 0}", "10:40: at least one unit is taken away"),
    "an unknown fact told": (
        "at: 1 h, message: M, to: duty, tells: {trappd: 3}",
        "10:45: nothing achieves, declares or sets `trappd`",
    ),
    "an unknown fact said again": (
        "at: 1 h, reissue: [trappd]",
        "10:25: nothing achieves, declares or sets `trappd`",
    ),
    "a misreport by nobody": (
        "at: 1 h, misreport: trapped, less: 9",
        "10:15: `misreport` needs `by`",
    ),
    "a misreport of an unknown fact": (
        "at: 1 h, misreport: trappd, by: duty, less: 9",
        "10:26: nothing achieves, declares or sets `trappd`",
    ),
    "a misreport by an unknown agency": (
        "at: 1 h, misreport: trapped, by: dutty, less: 9",
        "10:39: there is no agency `dutty`",
    ),
    "a misreport that says nothing of how": (
        "at: 1 h, misreport: trapped, by: duty",
        "10:15: a misreport goes wrong in exactly one way, this one in 0",
    ),
    "a misreport in two ways": (
        "at: 1 h, misreport: trapped, by: duty, less: 9, late: 1 h",
        "10:15: a misreport goes wrong in exactly one way, this one in 2",
    ),
    "less of what is no number": (
        "at: 1 h, misreport: leak, by: duty, less: 9",
        "10:42: `leak` is no number, of which less could be said",
    ),
    "less than nothing": (
        "at: 1 h, misreport: trapped, by: duty, less: -9",
        "10:51: what is kept back is more than 0",
    ),
    "something said that is no value of it": (
        "at: 1 h, misreport: trapped, by: duty, as: true",
        "10:49: `trapped` is a number, not `true`",
    ),
    "late by nothing": (
        "at: 1 h, misreport: trapped, by: duty, late: 0 s",
        "10:51: what is late is told after more than 0 s",
    ),
    "not never": (
        "at: 1 h, misreport: trapped, by: duty, never: false",
        "10:52: `never` is true or is not written",
    ),
    "two ends": (
        "at: 1 h, misreport: trapped, by: duty, less: 9, until: leak, lasts: 1 h",
        "10:54: a misreport ends by `until` or by `lasts`, not by both",
    ),
    "a region of what is one for all": (
        "at: 1 h, misreport: trapped, by: duty, less: 9, region: east",
        "10:54: `trapped` is one value, not one for each region",
    ),
    "a way without a misreport": (
        "at: 1 h, set: {leak: true}, observed_by: {duty: 0 s}, less: 9",
        "10:60: `less` does not go with `set`",
    ),
    "something set that nobody sees": (
        "at: 1 h, set: {trapped: 3}",
        "10:15: warning: nobody sees what is set here",
    ),
}


@pytest.mark.parametrize(("inject", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_an_inject_is_said_at_its_place(problems, inject, message):
    assert f"scenario.yaml:{message}" in problems(SCENARIO + f"injects:\n  - {{{inject}}}\n")


def test_a_key_is_called_as_it_is_written(problems):
    (message,) = problems(SCENARIO + "injects:\n  - {at: 5 min, outage: phone, as: 5}\n")
    assert message == "scenario.yaml:10:32: `as` does not go with `outage`"


def test_an_outage_that_can_mean_two_things_is_a_problem(problems):
    plan = PLAN.replace("regions: {", "regions: {fire: {name: F}, ")
    found = problems(SCENARIO + "injects: [{at: 1 h, outage: fire}]\n", **{"city.yaml": plan})
    assert found == ["scenario.yaml:9:29: `fire` can mean `city.fire` (agency), `city.fire` (region)"]


def test_every_effect_and_its_companions_are_keys_of_an_inject():
    for name, effect in EFFECTS.items():
        assert {name, *effect.needs, *effect.takes} <= set(Inject.model_fields)


UNHEARD = """
agencies: {a: {~}, b: {~}, c: {~}}
facts: {n: {kind: number}}
LINKS
procedures: {h: {act: {owner: b, when: n > 0, duration: 1 min, achieves: done}}}
"""
HEARD = {
    "by nobody": ("links: [{from: b, to: a, carries: [n]}]", ["a"]),
    "of something else": ("links: [{from: a, to: b, carries: [done]}]", ["a"]),
    "by a link": ("links: [{from: a, to: b, carries: [n]}]", []),
    "by who asks": ("links: [{from: b, to: a, purpose: ask, carries: [n]}]", []),
    "by who takes over": (
        "links: [{from: a, to: b, carries: []}]\nposts: {lead: {holder: a, hand_over: {to: b, when: n > 5}}}",
        [],
    ),
}


@pytest.mark.parametrize(("plan", "unheard"), HEARD.values(), ids=HEARD)
def test_a_misreport_of_what_is_told_to_nobody_is_warned_of(tmp_path, plan, unheard):
    happens = """
    incident: {hazard: h, facts: {n: 12}, observed_by: {a: 0 s, b: 0 s}}
    injects: [{at: 1 h, misreport: n, by: a, less: 9}]
    """
    found = read_small(tmp_path, UNHEARD.replace("LINKS", plan), happens).warnings
    found = [each for each in found if each.path == "injects.0.by"]
    assert [each.found.values["agency"] for each in found] == [f"p.{agency}" for agency in unheard]
    assert all(each.warning and (each.place.line, each.place.column) == (10, 35) for each in found)
