from math import inf

import pytest

from simulator.analysis.clocks import INSIDE, LATE, MISSING, NOT_STARTED, PENDING, Clock, clocks
from simulator.log.rows import (
    ASK,
    AT,
    DECLARE,
    EVENT,
    GRANTED,
    INVITE,
    JOIN,
    NOTICE,
    REPORT,
    REQUEST,
    SEEN,
    SET,
    STOPPED,
    TASK,
)
from simulator.program.model import Act
from tests.analysis.by_hand import (
    Story,
    agent,
    duty,
    errand,
    link,
    medium,
    observer,
    program,
    scale,
    source,
    task,
)

WORLD, PLANT, COUNTY, CITY = range(4)
LEAK, SHUT = range(2)
CELLS = tuple((owner, fact) for fact in (LEAK, SHUT) for owner in range(4))
"""(agent, fact): cell 0 to 3 the leak, 4 to 7 the valve."""


def world(*duties, **tables):
    standard = {
        "agents": tuple(agent(name) for name in ("world", "plant", "county", "city")),
        "links": (link("plant>county", PLANT, COUNTY), link("county>city", COUNTY, CITY)),
        "observers": (observer("incident", PLANT), observer("incident", COUNTY)),
        "sources": (source("incident"),),
        "acts": (incident(),),
        "cells": CELLS,
        "duties": duties,
    }
    return program(**standard | tables)


def incident(**fields):
    standard = {
        "source": 0,
        "ends": -1,
        "kind": "incident",
        "at": 60.0,
        "times": (),
        "gate": -1,
        "lasts": 0.0,
    }
    return Act(**standard | {"facts": ((0, LEAK, True),)} | fields)


def tell(within=600.0, **fields):
    """The plant must tell the county of the leak."""
    standard = {"holder": PLANT, "receiver": COUNTY, "facts": (LEAK,), "holder_cells": (1,), "within": within}
    return duty("tell", **standard | fields)


def begun(story, *, seen=90, value=True):
    leak = story.add(SET, 0, (-1, 0), 60)
    return story.add(SEEN, 0, (leak, AT), 60, *[None] * 5, seen, contents=[(LEAK, (leak, AT), value)])


def report(story, cause, *stages, of=LEAK, over=0, value=True, **fields):
    return story.add(REPORT, over, (cause, 0), *stages, contents=[(of, (cause, 0), value)], **fields)


def only(case, story, **log):
    (clock,) = clocks(case, story.log(**log))
    return clock


@pytest.mark.parametrize(
    ("stops_at", "stopped"),
    [("sent", 200), ("received", 210), ("handled", 300), ("acknowledged", 305)],
)
def test_the_clock_runs_from_the_holder_s_knowledge_to_the_stage_that_stops_it(stops_at, stopped):
    story = Story()
    report(story, begun(story), 90, 100, 190, 200, 210, 250, 300, confirmed=305)
    assert only(world(tell(stops_at=stops_at)), story) == Clock(90, stopped, INSIDE)


def test_the_clock_may_run_from_the_truth():
    story = Story()
    report(story, begun(story), 90, 100, 190, 200, 210, 250, 300)
    assert only(world(tell(holder_cells=(0,))), story) == Clock(60, 210, INSIDE)


@pytest.mark.parametrize(("received", "outcome"), [(690, INSIDE), (691, LATE)])
def test_at_the_limit_it_is_still_inside(received, outcome):
    story = Story()
    report(story, begun(story), 90, 100, 190, 200, received, 700, 800)
    assert only(world(tell()), story) == Clock(90, received, outcome)


def test_a_message_that_never_arrived_stops_no_clock():
    story = Story()
    report(story, begun(story), 90, 100, 190)
    assert only(world(tell(stops_at="sent")), story) == Clock(90, inf, MISSING)


def test_an_immediate_message_is_sent_when_it_is_composed():
    story = Story()
    report(story, begun(story), 90, 100, 190, None, 190, None, 190)
    assert only(world(tell(stops_at="sent")), story) == Clock(90, 190, INSIDE)


def test_a_member_of_a_talk_group_is_told_with_the_receiver():
    story = Story()
    report(story, begun(story), 90, 100, 190, 190, 191, None, 191, over=1, ref=0)
    case = world(
        tell(),
        media=(medium("radio", PLANT, COUNTY, CITY),),
        links=(link("a", 1, 2), link("plant>city", PLANT, CITY)),
    )
    assert only(case, story) == Clock(90, 191, INSIDE)


def test_another_fact_or_another_receiver_stops_no_clock():
    story = Story()
    seen = begun(story)
    report(story, seen, 90, 90, 95, 95, 100, 100, 105, of=SHUT)
    report(story, seen, 90, 90, 95, 95, 100, 100, 105, over=1)
    assert only(world(tell()), story).outcome == MISSING


def test_any_of_the_facts_starts_and_stops_the_clock():
    story = Story()
    seen = begun(story)
    report(story, seen, 90, 90, 95, 95, 100, 100, 105, of=SHUT)
    assert only(world(tell(facts=(LEAK, SHUT), holder_cells=(1, 5))), story) == Clock(90, 100, INSIDE)


def test_a_receiver_that_sees_for_itself_needs_not_be_told():
    story = Story()
    leak = story.rows and 0
    begun(story)
    story.add(SEEN, 1, (leak or 0, AT), 60, *[None] * 5, 150, contents=[(LEAK, (0, AT))])
    assert only(world(tell(stops_at="acknowledged")), story) == Clock(90, 150, INSIDE)


def test_a_receiver_that_knew_first_stops_the_clock_as_it_begins():
    story = Story()
    leak = story.add(SET, 0, (-1, 0), 60)
    story.add(SEEN, 1, (leak, AT), 60, *[None] * 5, 70, contents=[(LEAK, (leak, AT))])
    story.add(SEEN, 0, (leak, AT), 60, *[None] * 5, 90, contents=[(LEAK, (leak, AT))])
    assert only(world(tell()), story) == Clock(90, 90, INSIDE, by_others=True)


@pytest.mark.parametrize(("sender", "by_others"), [(PLANT, False), (CITY, True)])
def test_told_at_the_very_second_by_the_holder_it_was_its_report_by_somebody_else_it_was_not(
    sender, by_others
):
    story = Story()
    report(story, begun(story), 90, 90, 90, None, 90, None, 90)
    case = world(tell(), links=(link("told", sender, COUNTY),))
    assert only(case, story) == Clock(90, 90, INSIDE, by_others)


def test_a_holder_that_never_knows_has_no_clock():
    story = Story()
    story.add(SET, 0, (-1, 0), 60)
    assert only(world(tell()), story) == Clock(inf, inf, NOT_STARTED)


def test_to_know_that_it_is_not_so_starts_no_clock():
    # The plant sees at 90 s that there is no leak, at 300 s that there is one.
    story = Story()
    begun(story, value=False)
    begun(story, seen=300)
    assert only(world(tell()), story).started == 300
    sources = (source("incident"), source("leak"))
    acts = (incident(facts=((0, LEAK, False),)), incident(source=1))
    story.add(SET, 1, (-1, 0), 200)
    rule = tell(holder_cells=(0,))
    assert only(world(rule, sources=sources, acts=acts), story).started == 200


def test_to_do_that_it_is_not_so_starts_no_clock():
    story = Story()
    story.add(TASK, 0, (-1, 0), 60, 60, 60, 60, 60, 60, 100)
    undo = task("undo", COUNTY, achieves=((4, 6, SHUT, False),))
    assert starts(story, tasks=(undo,)) == inf


def test_to_be_told_first_that_it_is_not_so_stops_no_clock():
    # The county hears at 80 s that there is no leak; the plant sees it at 90 s and tells the county by 400 s.
    story = Story()
    seen = begun(story)
    report(story, seen, 70, 70, 70, 70, 80, 80, 80, value=False)
    assert only(world(tell()), story) == Clock(90, inf, MISSING)
    report(story, seen, 90, 90, 90, 90, 400, 400, 400)
    assert only(world(tell()), story) == Clock(90, 400, INSIDE)


def test_a_false_message_too_stops_a_clock_that_runs():
    story = Story()
    report(story, begun(story), 90, 90, 90, 90, 200, 200, 200, value=False)
    assert only(world(tell()), story) == Clock(90, 200, INSIDE)


@pytest.mark.parametrize(
    ("ended", "stopped", "outcome"),
    [(43_200, False, MISSING), (600, True, PENDING), (600, False, MISSING), (800, True, MISSING)],
)
def test_a_limit_that_had_not_passed_when_the_drill_was_ended_is_not_broken(ended, stopped, outcome):
    # The limit is at 690 s. At the horizon, or by the milestone `ended` after it: never. Before it: pending.
    # Ended before because nothing was left that could change a fact: never.
    story = Story()
    begun(story)
    assert only(world(tell()), story, ended=ended, stopped=stopped).outcome == outcome


def test_at_the_horizon_too_a_limit_that_had_not_passed_is_not_broken():
    story = Story()
    begun(story)
    assert only(world(tell(within=50_000.0)), story).outcome == PENDING


def test_without_a_limit_nothing_is_late():
    story = Story()
    report(story, begun(story), 90, 100, 190, 200, 9000, 9000, 9000)
    assert only(world(tell(within=None)), story).outcome == INSIDE


def test_an_if_then_obligation_runs_between_the_events_that_its_conditions_first_held():
    story = Story()
    for subject, time in [(2, 100), (1, 400), (1, 900), (3, 1000)]:
        story.add(EVENT, subject, (-1, 0), time)
    sources = tuple(source(name, "holds") for name in ("idle", "then", "when", "shift"))
    idle = duty("idle", when_gate=0, then_gate=1, within=10.0)
    rule = duty("rule", when_gate=0, then_gate=1, within=300.0)
    case = world(idle, rule, sources=sources, duty_sources=((0, -1, -1), (2, 1, -1)))
    assert clocks(case, story.log()) == (Clock(inf, inf, NOT_STARTED), Clock(100, 400, INSIDE))


def test_never_told_of_what_has_no_number_for_a_limit_is_never_and_not_pending():
    story = Story()
    begun(story)
    assert only(world(tell(within=None)), story).outcome == MISSING


@pytest.mark.parametrize(("held", "started"), [(50, 90), (300, 300), (None, inf)])
def test_a_duty_that_depends_on_more_begins_when_both_are_so(held, started):
    # The plant sees the leak at 90 s; that three are dead it knows from 50 s, from 300 s, or never.
    story = Story()
    report(story, begun(story), 90, 90, 90, 90, 400, 400, 400)
    if held is not None:
        story.add(EVENT, 1, (-1, 0), held)
    sources = (source("incident"), source("when", "holds"))
    case = world(tell(when_gate=0), sources=sources, duty_sources=((1, -1, -1),))
    assert only(case, story) == Clock(
        started, 400 if started < inf else inf, INSIDE if started < inf else NOT_STARTED
    )


@pytest.mark.parametrize(
    ("done", "outcome"),
    [((200, 3800), INSIDE), ((200,), MISSING), ((200, 3000, 5000), LATE), ((50, 200, 3800), INSIDE)],
)
def test_an_if_then_obligation_of_every_period_is_met_anew_in_each(done, outcome):
    # From 100 s on, every hour, within 10 min; it ends at 2 h 10 min: the periods begin at 100 and 3700.
    story = Story()
    for subject, time in [(1, 100), *((2, time) for time in done)]:
        story.add(EVENT, subject, (-1, 0), time)
    sources = tuple(source(name, "holds") for name in ("incident", "when", "then"))
    rule = duty("patrol", when_gate=0, then_gate=1, within=600.0, every=3600.0)
    case = world(rule, sources=sources, duty_sources=((1, 2, -1),))
    assert only(case, story, ended=7800.0).outcome == outcome


def test_a_thing_that_must_exist_has_no_clock():
    assert only(world(duty("post", fulfilled=True)), Story()).outcome == NOT_STARTED


@pytest.mark.parametrize(
    ("received", "outcome"),
    [((200, 3800, 7400), INSIDE), ((200, 3800), MISSING), ((200, 5000, 7400), LATE), ((), MISSING)],
)
def test_a_periodic_obligation_is_judged_by_its_worst_complete_period(received, outcome):
    # From 90 s on, every hour, within 10 min; it ends at 3 h 10 min: the periods begin at 90, 3690 and 7290.
    story = Story()
    seen = begun(story)
    for time in received:
        report(story, seen, 90, 90, 90, 90, time, time, time)
    case = world(tell(within=600.0, every=3600.0))
    assert only(case, story, ended=11_400) == Clock(90, received[0] if received else inf, outcome)


def test_periods_without_number_take_no_longer_than_one():
    # 1/1024 s over ten years are 3e11 periods.
    story = Story()
    report(story, begun(story), 90, 90, 90, 90, 200, 200, 200)
    case = world(tell(within=None, every=2.0**-10))
    assert only(case, story, ended=3650 * 86_400.0) == Clock(90, 200, MISSING)


@pytest.mark.parametrize(("received", "outcome"), [(690.0, INSIDE), (690.5, LATE), (3690.0, MISSING)])
def test_a_period_ends_where_the_next_begins(received, outcome):
    # The only complete period is [90, 3690), its limit at 690 s.
    story = Story()
    report(story, begun(story), 90, 90, 90, 90, received, received, received)
    assert only(world(tell(within=600.0, every=3600.0)), story, ended=3690.0).outcome == outcome


def test_a_period_that_was_not_complete_is_not_judged():
    story = Story()
    begun(story)
    assert only(world(tell(every=3600.0)), story, ended=600, stopped=True).outcome == PENDING


# How the holder came to know


def starts(story, **tables):
    """When the clock of the county, which must tell the city of the valve, began."""
    rule = duty("tell", holder=COUNTY, receiver=CITY, facts=(SHUT,), holder_cells=(6,), within=1.0)
    return only(world(rule, **tables), story).started


def test_knowledge_comes_from_work_that_was_done():
    story = Story()
    story.add(TASK, 0, (-1, 0), 0, None, 0, None, None, 0, 500, state=STOPPED)
    story.add(TASK, 0, (-1, 0), 600, None, 600, None, None, 600, 700)
    assert starts(story, tasks=(task("shut", COUNTY, achieves=((4, 6, SHUT, True),)),)) == 700


def test_knowledge_of_a_task_s_progress_is_its_owner_s():
    story = Story()
    story.add(TASK, 0, (-1, 0), 5, None, 6, None, None, 7, 8)
    for field, time in [("ready_cells", 5), ("started_cells", 7), ("done_cells", 8)]:
        assert starts(story, tasks=(task("shut", COUNTY, **{field: (4, 6, SHUT)}),)) == time


def test_knowledge_comes_from_declaring():
    story = Story()
    story.add(DECLARE, 0, (-1, 0), 10, 20, 30)
    assert starts(story, scales=(scale("response", SHUT, COUNTY),)) == 30


def test_knowledge_comes_from_asking():
    story = Story()
    story.add(ASK, 0, (-1, 0), 10, 10, 10, 10, 20, 30, 40, contents=[(SHUT, (-1, 0))])
    assert starts(story, links=(link("ask", COUNTY, PLANT, purpose="ask"),)) == 40


def test_knowledge_comes_with_requests_and_invitations():
    story = Story()
    story.add(REQUEST, 0, (-1, 0), 10, 10, 10, 10, 20, 30, 50, contents=[(SHUT, (-1, 0))])
    assert starts(story, errands=(errand("ask", 0, PLANT, COUNTY),)) == 50


def test_knowledge_comes_from_exercise_messages():
    story = Story()
    story.add(NOTICE, 0, (-1, 0), *[None] * 4, 20, 30, 60, contents=[(SHUT, (-1, 0))])
    assert starts(story, acts=(incident(agent=COUNTY, kind="message"),)) == 60


@pytest.mark.parametrize(("came", "learned"), [(150, 400), (None, inf)])
def test_knowledge_is_shared_by_those_who_took_part_in_a_joint_task(came, learned):
    # The plant works at the valve until 100. With the county, if it comes, it confers from 200 to 400.
    story = Story()
    story.add(TASK, 0, (-1, 0), 0, None, 0, None, None, 0, 100)
    row = story.add(TASK, 1, (-1, 0), 100, None, 100, 200, None, 200, 400)
    invite = story.add(INVITE, 0, (row, GRANTED), *[100] * 7)
    story.add(JOIN, 0, (invite, -1), 100, None, came)
    tasks = (
        task("shut", PLANT, achieves=((4, 5, SHUT, True),)),
        task("confer", PLANT, companions=(0,), shared=((5, 6),)),
    )
    assert starts(story, tasks=tasks, errands=(errand("invite", 1, PLANT, COUNTY),)) == learned
