from itertools import pairwise

import pytest

from simulator.analysis.paths import LABELS, critical_path
from simulator.log.rows import (
    AID,
    AID_REQUEST,
    ARRIVED,
    ASK,
    AT,
    CLOCK,
    COMPOSED,
    CONVENED,
    DECIDED,
    DECISION,
    DECLARE,
    ENDED,
    FINISHED,
    GRANTED,
    HELD_THERE,
    INVITE,
    JOIN,
    LEARNED,
    MILESTONE,
    NOTHING,
    NOTICE,
    ORDER,
    READY,
    REF,
    REPORT,
    REQUEST,
    SEEN,
    SET,
    STARTED,
    TASK,
    UNDELIVERED,
)
from tests.analysis.by_hand import (
    Story,
    agent,
    errand,
    link,
    medium,
    milestone,
    need,
    observer,
    pact,
    program,
    scale,
    seat,
    server,
    source,
    task,
)

WORLD, PLANT, DUTY, FIRE = range(4)
LEAK, ORDERED, SHUT = range(3)
AGENTS = tuple(agent(name) for name in ("world", "plant", "duty", "fire"))


def world(**tables):
    """A plant, a duty room, a fire service; the plant sees and reports by phone, the duty room has a radio."""
    standard = {
        "agents": AGENTS,
        "media": (medium("phone"), medium("radio")),
        "links": (link("plant>duty", PLANT, DUTY), link("duty>fire", DUTY, FIRE)),
        "observers": (observer("incident", PLANT),),
        "sources": (source("incident"),),
        "milestones": (milestone("told"),),
    }
    return program(**standard | tables)


def seen_leak(story, *, at=60, after=30):
    """The leak begins at 60 s, the plant sees it at 90 s."""
    leak = story.add(SET, 0, (-1, 0), at)
    return story.add(SEEN, 0, (leak, AT), at, *[None] * 5, at + after, contents=[(LEAK, (leak, AT))])


def path(story, case, row, via=AT):
    """The path as (label, place, seconds), after the checks that hold for every path."""
    log = story.log()
    found = critical_path(case, log, row, via)
    assert found[0].begin == 0
    assert all(before.end == after.begin for before, after in pairwise(found))
    assert sum(segment.end - segment.begin for segment in found) == found[-1].end
    assert {segment.label for segment in found} <= set(LABELS)
    return [(segment.label, segment.place, segment.end - segment.begin) for segment in found]


BEFORE = [("before", "incident", 60), ("observation", "plant", 30)]


def test_a_report_divides_into_its_stages():
    story = Story()
    seen = seen_leak(story)
    # due 90, begun 100, composed 160, second attempt from 230, rings 235, taken up 300, taken in 420
    report = story.add(
        REPORT, 0, (seen, 0), 90, 100, 160, 230, 235, 300, 420, ref=0, contents=[(LEAK, (seen, 0))]
    )
    told = story.add(MILESTONE, 0, (report, 0), 420)
    assert path(story, world(), told) == [
        *BEFORE,
        ("own operator", "plant", 10),
        ("composing", "plant", 60),
        ("redial", "plant>duty", 70),
        ("channel", "plant>duty/phone", 5),
        ("desk queue", "duty", 65),
        ("handling", "duty", 120),
    ]


def test_the_path_follows_the_fact_that_the_waiter_needed_and_begins_when_the_sender_learned_it():
    # The report was due at 90 for the leak; the operator was free at 200 only, and at 150 the plant had shut
    # the valve: whoever waits for that waited 50 s for the operator, not 110.
    story = Story()
    seen = seen_leak(story)
    valve = story.add(TASK, 0, (seen, 0), 90, None, 90, None, None, 90, 150)
    contents = [(LEAK, (seen, 0)), (SHUT, (valve, FINISHED))]
    report = story.add(REPORT, 0, (seen, 0), 90, 200, 260, 260, 265, 265, 300, ref=0, contents=contents)
    told = story.add(MILESTONE, 0, (report, SHUT), 300)
    case = world(tasks=(task("valve", PLANT),))
    assert path(story, case, told)[:4] == [
        *BEFORE,
        ("work", "valve", 60),
        ("own operator", "plant", 50),
    ]


def test_a_fact_that_came_while_composing_cuts_off_what_lay_before():
    story = Story()
    seen = seen_leak(story)
    again = story.add(SET, 0, (-1, 0), 130)
    report = story.add(REPORT, 0, (seen, 0), 90, 100, 160, 160, 165, contents=[(SHUT, (again, AT))], ref=0)
    story.rows[report][LEARNED] = 165.0
    assert path(story, world(), report, SHUT) == [
        ("before", "incident", 130),
        ("composing", "plant", 30),
        ("channel", "plant>duty/phone", 5),
    ]


def test_what_is_immediate_takes_no_segment():
    story = Story()
    seen = seen_leak(story)
    report = story.add(REPORT, 0, (seen, 0), 90, None, None, None, 90, None, 90, contents=[(LEAK, (seen, 0))])
    told = story.add(MILESTONE, 0, (report, 0), 90)
    assert path(story, world(), told) == BEFORE


def test_a_periodic_report_waits_for_its_time():
    story = Story()
    seen = seen_leak(story)
    report = story.add(
        REPORT, 0, (-1, 0), 3600, 3600, 3660, 3660, 3661, 3661, 3700, ref=0, contents=[(LEAK, (seen, 0))]
    )
    told = story.add(MILESTONE, 0, (report, 0), 3700)
    case = world(links=(link("plant>duty", PLANT, DUTY, every=3600.0),))
    assert path(story, case, told)[2:4] == [("clock", "plant", 3510), ("composing", "plant", 60)]


def test_x_for_a_time_is_a_clock_whose_cause_is_the_learning_of_x():
    story = Story()
    seen = seen_leak(story)
    clock = story.add(CLOCK, 0, (seen, 0), 90, None, 1890)
    ready = story.add(TASK, 0, (clock, ENDED), 1890)
    case = world(clocks=("leak for 30 min",), tasks=(task("push", DUTY),))
    assert path(story, case, ready, READY) == [*BEFORE, ("clock", "leak for 30 min", 1800)]


def asked(due, learned_by_answerer):
    story = Story()
    seen = seen_leak(story)
    valve = story.add(TASK, 0, (seen, 0), 90, None, 90, None, None, 90, learned_by_answerer)
    ask = story.add(
        ASK,
        0,
        (seen, 0),
        due,
        due,
        due,
        due,
        due + 5,
        due + 20,
        due + 40,
        ref=0,
        contents=[(SHUT, (valve, FINISHED))],
    )
    case = world(links=(link("fire>plant", FIRE, PLANT, purpose="ask"),), tasks=(task("valve", PLANT),))
    return path(story, case, ask, SHUT)


def test_an_answer_that_was_known_before_was_waited_for_since_the_question_was_due():
    assert asked(200, 150) == [
        *BEFORE,
        ("asking", "fire", 110),
        ("channel", "fire>plant/phone", 5),
        ("desk queue", "plant", 15),
        ("asking", "plant", 20),
    ]


def test_an_answer_that_was_learned_while_the_question_rang_was_waited_for_since_then():
    assert asked(200, 215) == [
        *BEFORE,
        ("work", "valve", 125),
        ("desk queue", "plant", 5),
        ("asking", "plant", 20),
    ]


def decided_task(story, seen, **fields):
    """Ready at 90, request due 90 sent 120 and taken in at 150; taken up at 200, decided at 500."""
    row = story.add(TASK, 0, (seen, 0), 90, 500, 700, None, 760, 1000, 1600, **fields)
    request = story.add(REQUEST, 0, (row, READY), 90, 90, 120, 120, 130, 130, 150, ref=1)
    decision = story.add(DECISION, 0, (request, NOTHING), 150, 200, 500)
    story.rows[row][REF] = decision
    return row


def test_a_task_passes_its_decision_then_units_turning_out_travel_and_work():
    story = Story()
    row = decided_task(story, seen_leak(story))
    case = world(
        errands=(errand("ask fire", 0, DUTY, FIRE, 1),),
        seats=(seat("chief", 0, FIRE),),
        servers=(server("fire.team"),),
        tasks=(task("evacuate", DUTY, needs=(need(0),)),),
    )
    assert path(story, case, row, FINISHED) == [
        *BEFORE,
        ("composing", "duty", 30),
        ("channel", "duty>fire/radio", 10),
        ("handling", "fire", 20),
        ("operators", "fire", 50),
        ("decision", "fire", 300),
        ("units", "fire.team", 200),
        ("mobilisation", "evacuate", 60),
        ("travel", "evacuate", 240),
        ("work", "evacuate", 600),
    ]
    # What was asked of it at an earlier stage goes only so far.
    assert path(story, case, row, READY) == BEFORE
    assert path(story, case, row, DECIDED)[-1] == ("decision", "fire", 300)
    assert path(story, case, row, STARTED)[-1] == ("travel", "evacuate", 240)


def test_a_deputy_s_turn_is_waited_for_as_part_of_the_decision():
    # The holder does not answer; 600 s after the request was due the deputy is asked.
    story = Story()
    seen = seen_leak(story)
    row = story.add(TASK, 0, (seen, 0), 90, 1000)
    story.add(REQUEST, 0, (row, READY), 90, 90, 120, 120, 130)
    second = story.add(REQUEST, 1, (row, READY), 690, 690, 720, 720, 730, 730, 740)
    story.rows[row][REF] = story.add(DECISION, 1, (second, NOTHING), 740, 740, 1000)
    case = world(
        errands=(errand("ask fire", 0, DUTY, FIRE, 1), errand("ask plant", 0, DUTY, PLANT)),
        seats=(seat("chief", 0, FIRE), seat("deputy", 0, PLANT)),
        tasks=(task("evacuate", DUTY),),
    )
    assert path(story, case, row, DECIDED)[2:] == [
        ("decision", "duty", 600),
        ("composing", "duty", 30),
        ("channel", "ask plant", 10),
        ("handling", "plant", 10),
        ("decision", "plant", 260),
    ]


def test_work_at_the_desk_waits_for_operators():
    story = Story()
    row = story.add(TASK, 0, (seen_leak(story), 0), 90, None, 300, None, None, 300, 360)
    case = world(tasks=(task("call out", DUTY, operators=1),))
    assert path(story, case, row, FINISHED)[2:] == [("operators", "duty", 210), ("work", "call out", 60)]


@pytest.mark.parametrize(
    ("holder", "waited_for"),
    [("rescue", ("units", "b")), ("desk work", ("operators", "duty")), (None, ("units", "a"))],
)
def test_what_held_a_claim_of_units_and_operators_tells_which_it_waited_for(holder, waited_for):
    story = Story()
    seen = seen_leak(story)
    holders = {
        "rescue": story.add(TASK, 1, (seen, 0), 90),
        "desk work": story.add(TASK, 2, (seen, 0), 90),
        None: -1,
    }
    row = story.add(TASK, 0, (seen, 0), 90, None, 300, held=holders[holder])
    case = world(
        servers=(server("a"), server("b")),
        tasks=(
            task("mixed", DUTY, operators=1, needs=(need(0), need(1))),
            task("rescue", FIRE, needs=(need(1),)),
            task("desk work", DUTY, operators=1),
        ),
    )
    assert path(story, case, row, GRANTED)[2:] == [(*waited_for, 210)]


def test_a_claim_completed_by_aid_passes_the_steps_of_aid():
    # ready 90, asked for 90, answered 400, ordered by a message until 500, turned out 800, there 2000
    story = Story()
    seen = seen_leak(story)
    row = story.add(TASK, 0, (seen, 0), 90, None, 2000, None, None, 2000, 2600)
    request = story.add(AID_REQUEST, 0, (row, READY), 90, 90, 100, 100, 110, 110, 150)
    aid = story.add(AID, 0, (request, NOTHING), 90, 400, 500, 800, 2000)
    story.add(ORDER, 1, (aid, 9), 400, 400, 450, 450, 460, 460, 500)
    story.rows[row][HELD_THERE] = aid
    case = world(
        errands=(errand("ask neighbour", 0, DUTY, FIRE, 1), errand("order", 0, FIRE, PLANT)),
        pacts=(pact("aid_2026", 0),),
        servers=(server("a"),),
        tasks=(task("evacuate", DUTY, needs=(need(0),)),),
    )
    assert path(story, case, row, FINISHED)[2:] == [
        ("composing", "duty", 10),
        ("channel", "duty>fire", 10),
        ("handling", "fire", 40),
        ("aid answer", "aid_2026", 250),
        ("aid answer", "aid_2026", 100),
        ("mobilisation", "aid_2026", 300),
        ("travel", "aid_2026", 1200),
        ("work", "evacuate", 600),
    ]
    assert path(story, case, aid, ARRIVED)[-1] == ("travel", "aid_2026", 1200)


def joint(convened, last=NOTHING):
    """Granted at 90; fire comes at 500, the plant at 800; the row of whoever comes `last` is kept."""
    story = Story()
    seen = seen_leak(story)
    row = story.add(TASK, 0, (seen, 0), 90, None, 90, convened, None, convened, convened + 100)
    for errand_number, (heard, came) in enumerate([(200, 500), (300, 800)]):
        invite = story.add(INVITE, errand_number, (row, GRANTED), 90, 90, 150, 150, 160, 160, heard)
        joined = story.add(JOIN, errand_number, (invite, NOTHING), heard, None, came)
        if errand_number == last:
            story.rows[row][HELD_THERE] = joined
    case = world(
        errands=(errand("invite fire", 0, DUTY, FIRE), errand("invite plant", 0, DUTY, PLANT)),
        tasks=(task("consult", DUTY, companions=(0, 1)),),
    )
    return path(story, case, row, CONVENED)[2:]


def test_a_joint_task_passes_the_last_participant_and_its_invitation():
    assert joint(800, last=1) == [
        ("composing", "duty", 60),
        ("channel", "invite plant", 10),
        ("handling", "plant", 140),
        ("participants", "plant", 500),
    ]


def test_a_joint_task_that_began_without_all_waited_at_its_own_place():
    assert joint(700) == [("participants", "consult", 610)]


def test_a_joint_task_that_did_not_wait_passes_nobody():
    assert joint(90) == []


def test_a_declaration_waits_for_an_operator_and_is_a_decision():
    story = Story()
    declared = story.add(DECLARE, 0, (seen_leak(story), 0), 90, 150, 450)
    case = world(scales=(scale("response", ORDERED, DUTY),))
    assert path(story, case, declared, ENDED)[2:] == [("operators", "duty", 60), ("decision", "duty", 300)]


def test_an_inject_on_a_condition_goes_back_to_what_made_it_true():
    story = Story()
    seen = seen_leak(story)
    inject = story.add(SET, 1, (seen, 0), 90)
    case = world(sources=(source("incident"), source("explosion", "set")))
    assert path(story, case, inject) == BEFORE


def test_an_exercise_message_begins_the_path():
    story = Story()
    notice = story.add(NOTICE, 0, (-1, 0), None, None, None, None, 600, 650, 700, contents=[(LEAK, (-1, 0))])
    assert path(story, world(), notice, 0) == [
        ("before", "incident", 600),
        ("desk queue", "world", 50),
        ("handling", "world", 50),
    ]


def test_a_milestone_that_nothing_caused_lies_after_what_was_before():
    story = Story()
    assert path(story, world(), story.add(MILESTONE, 0, (-1, 0), 30)) == [("before", "told", 30)]


def test_a_milestone_that_holds_from_the_start_has_an_empty_path():
    story = Story()
    row = story.add(MILESTONE, 0, (-1, 0), 0)
    assert critical_path(world(), story.log(), row, AT) == ()


def test_a_cause_after_its_effect_is_refused():
    story = Story()
    story.add(MILESTONE, 0, (seen_leak(story), 0), 80)
    with pytest.raises(ValueError, match="later than itself"):
        critical_path(world(), story.log(), 2, AT)


def test_a_ring_of_causes_is_refused():
    story = Story()
    story.add(SET, 0, (1, AT), 10)
    story.add(SET, 0, (0, AT), 10)
    with pytest.raises(ValueError, match="ring"):
        critical_path(world(), story.log(), 0, AT)


def test_the_number_of_a_fact_may_be_that_of_a_stage():
    # Facts 8 to 14 have the numbers of stages; by NOTHING the message itself is meant, here an unasked one.
    story = Story()
    seen = seen_leak(story)
    contents = [(fact, (seen, LEAK)) for fact in range(16)]
    report = story.add(REPORT, 0, (seen, LEAK), 90, 90, 160, 160, 165, 165, 200, ref=0, contents=contents)
    assert all(path(story, world(), report, fact) == path(story, world(), report, 0) for fact in range(16))
    assert path(story, world(), report, NOTHING) == path(story, world(), report, 0)


def test_an_undelivered_report_of_many_facts_begins_where_it_was_composed():
    # Reached by the stage COMPOSED, whose number is that of a fact in it.
    story = Story()
    seen = seen_leak(story)
    contents = [(fact, (seen, LEAK)) for fact in range(16)]
    report = story.add(REPORT, 0, (seen, LEAK), 90, 90, 160, 1700, 1705, 1705, 1800, ref=0, contents=contents)
    lost = story.add(UNDELIVERED, 0, (report, COMPOSED), 760)
    assert path(story, world(), lost) == [*BEFORE, ("composing", "plant", 70), ("redial", "plant>duty", 600)]


def test_a_question_that_is_asked_again_waited_since_the_answerer_knew():
    # "Not known yet" at 200; the valve is shut at 400; asked again at 800, answered at 840.
    story = Story()
    seen = seen_leak(story)
    valve = story.add(TASK, 0, (seen, LEAK), 90, None, 90, None, None, 90, 400)
    ask = story.add(
        ASK,
        0,
        (NOTHING, NOTHING),
        800,
        800,
        800,
        800,
        805,
        805,
        840,
        ref=0,
        contents=[(SHUT, (valve, FINISHED))],
    )
    case = world(links=(link("fire>plant", FIRE, PLANT, purpose="ask"),), tasks=(task("valve", PLANT),))
    assert path(story, case, ask, SHUT)[2:] == [
        ("work", "valve", 310),
        ("asking", "fire", 400),
        ("channel", "fire>plant/phone", 5),
        ("asking", "plant", 35),
    ]
