"""Duties as the engine notes them: anew in every period, and for each incident by itself (rule 29)."""

from math import inf

import pytest

from simulator.analysis.clocks import INSIDE, LATE, MISSING, NOT_STARTED, clocks
from simulator.analysis.titles import Titles
from simulator.program.compile import compile_case
from tests import ladder
from tests.cases import agency, plan, play, program, scenario

HOUR = 3600.0


def toggled(*hours):
    """A patrol that is done at these hours, and undone half an hour later."""
    on = [{"at": f"{hour} h", "set": {"patrol": True}} for hour in hours]
    off = [{"at": f"{hour} h 30 min", "set": {"patrol": False}} for hour in hours]
    return scenario(injects=[*on, *off], horizon="5 h")


@pytest.mark.parametrize(
    ("hours", "outcome"), [((0, 1, 2, 3, 4), INSIDE), ((0, 1, 3, 4), MISSING), ((0,), MISSING)]
)
def test_what_is_due_in_every_hour_must_come_about_anew_in_each(hours, outcome):
    rule = {"when": "alarm", "then": "patrol", "every": "1 h", "from": "a"}
    a_program = program(plan({"a": agency()}, obligations=[rule]), toggled(*hours))
    (log,) = play(a_program)
    assert clocks(a_program, log)[0].outcome == outcome


def test_each_incident_has_a_clock_of_its_own():
    # The first report takes 10 min. The second incident comes at 2 h, when the line is out: nobody is told.
    net = {"mode": "message"}
    link = {"from": "a", "to": "b", "carries": ["alarm"], "over": ["net"], "lapses": "10 min"}
    desk = {"operators": 1, "compose": "10 min"}
    rules = [
        {"id": "tell", "fact": "alarm", "from": "a", "to": "b", "within": "1 h"},
        {"id": "act", "from": "a", "when": "alarm", "then": "go.done", "within": "30 min"},
    ]
    task = {"owner": "a", "when": "alarm", "duration": "20 min"}
    a_plan = plan(
        {"a": agency(desk=desk), "b": agency()},
        media={"net": net},
        links=[link],
        procedures={"h": {"go": task}},
        obligations=rules,
    )
    seen = {"hazard": "h", "facts": {"alarm": True}, "observed_by": {"a": "0 s"}}
    later = seen | {"begins": "2 h"}
    outage = {"at": "1 h", "outage": "net"}
    a_program = program(a_plan, scenario(incidents=[seen, later], injects=[outage]))
    assert [duty.name for duty in a_program.duties] == ["p.tell", "p.tell/2", "p.act", "p.act/2"]
    (log,) = play(a_program)
    told, untold, done, done_too = clocks(a_program, log)
    assert (told.started, told.stopped, told.outcome) == (0, HOUR / 6, INSIDE)
    assert (untold.started, untold.stopped, untold.outcome) == (2 * HOUR, inf, MISSING)
    assert (done.stopped, done_too.started, done_too.stopped) == (HOUR / 3, 2 * HOUR, 2 * HOUR + HOUR / 3)


def test_what_spans_two_incidents_is_one_duty_and_the_others_name_the_hazard_that_they_are_for():
    rules = [
        {"name": "share", "when": "fire and flood", "then": "shared", "within": "1 h", "from": "a"},
        {"fact": "hurt", "from": "a", "to": "b", "within": "1 h"},
    ]
    a_plan = plan(
        {"a": agency(name="A"), "b": agency(name="B")},
        hazards={"h": {"name": "hot"}, "w": {"name": "wet"}},
        procedures={"h": {"split": {"owner": "a", "when": "fire and flood", "achieves": {"joined": True}}}},
        obligations=rules,
    )
    hot = {"hazard": "h", "facts": {"fire": True, "hurt": 2}, "observed_by": {"a": "0 s"}}
    wet = {"hazard": "w", "begins": "1 h", "facts": {"flood": True, "hurt": 1}, "observed_by": {"a": "0 s"}}
    milestones = {"m": {"when": "joined"}}
    injects = [{"at": "90 min", "set": {"shared": True}}]
    a_program = program(a_plan, scenario(incidents=[hot, wet], milestones=milestones, injects=injects))
    titles = [Titles(a_program, "en").duty(duty) for duty in a_program.duties]
    assert titles == ["share", "A → B: hurt (hot)", "A → B: hurt (wet)"]
    (log,) = play(a_program)
    both = clocks(a_program, log)[0]
    assert (both.started, both.stopped, both.outcome) == (HOUR, 1.5 * HOUR, INSIDE)


MILLION = 1_000_000
EDGES = [
    ("dead", 2, 0), ("dead", 3, 1), ("dead", 9, 1), ("dead", 10, 2), ("dead", 29, 2), ("dead", 30, 2),
    ("serious", 9, 0), ("serious", 10, 1), ("serious", 49, 1), ("serious", 50, 2), ("serious", 100, 2),
    ("loss", 10 * MILLION - 1, 0), ("loss", 10 * MILLION, 1), ("loss", 50 * MILLION - 1, 1),
    ("loss", 50 * MILLION, 2), ("loss", 100 * MILLION, 2),
]  # fmt: skip


@pytest.mark.parametrize(("number", "value", "levels"), EDGES)
def test_a_report_goes_up_as_far_as_its_grade_wants_at_every_boundary(number, value, levels):
    # General ends at the city; larger goes on to the province, major to the nation (Decree 493, Art. 3, 10).
    a_plan = ladder.ladder(facts={number: {"kind": "number"}})
    for link in a_plan["links"]:
        link["carries"] = ["alarm", number]
    a_scenario = ladder.accident()
    a_scenario["incident"]["facts"] = {"alarm": True, number: value}
    a_program = compile_case(ladder.read(a_plan, a_scenario))
    (log,) = play(a_program)
    found = {
        duty.name.partition(":")[0].partition(".")[2]: clock.outcome
        for duty, clock in zip(a_program.duties, clocks(a_program, log), strict=True)
    }
    began = [name for name in ("city_up", "province_up") if found[name] != NOT_STARTED]
    assert began == ["city_up", "province_up"][:levels]
    assert LATE not in found.values()
